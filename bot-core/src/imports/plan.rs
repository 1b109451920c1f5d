//! What a file's rows become: decided for all of them before anything is written.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use uuid::Uuid;

use super::header::Columns;
use super::lookup::Names;
use super::report::{Report, Sort};
use super::sheet::{Row, Sheet};
use super::{Refused, Settings, What, customers, deals, people, products};
use crate::chat::incoming::Address;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::people::{Person, Team};
use crate::domain::pipeline::Pipeline;
use crate::domain::product::Product;
use crate::domain::record::{Head, Record, of_fields};
use crate::store::{Origin, Page, RecordsExt as _, Store, StoreError, Stored, Tx};
use crate::t;

/// How many records one transaction writes: between two of them others get their turn.
pub const BATCH: usize = 200;
/// How often a batch is begun that others came in between of.
const TRIES: usize = 5;
/// How many records are read at once.
const PAGE: i64 = 1_000;

/// What is to be done, and what there is to say about it.
#[derive(Debug)]
pub struct Plan {
    /// What became of the rows.
    pub report: Report,
    /// What is to be written, in this order: what others point at comes first.
    pub writes: Vec<Write>,
}

/// One thing to be written.
#[derive(Clone, Debug)]
pub struct Write {
    /// What.
    pub(super) made: Made,
    /// By which key it is known where it comes from, and from where; none for a pipeline.
    pub(super) from: Option<(&'static str, String)>,
}

/// What a row makes. Records have no number yet.
#[derive(Clone, Debug)]
pub(super) enum Made {
    Team(Team),
    Person(Person),
    Product(Product),
    Customer(Box<Customer>),
    Deal(Box<Deal>),
    Pipeline(Pipeline),
}

/// What is looked at while planning.
pub(super) struct Cx<'a> {
    pub what: What,
    pub sheet: &'a Sheet,
    pub columns: &'a Columns,
    pub settings: &'a Settings,
}

impl Cx<'_> {
    pub fn cell<'r>(&self, row: &'r Row, key: &str) -> Option<&'r str> {
        self.columns.cell(row, key)
    }

    /// The head of a new record, with what stands in the columns that mean nothing to us.
    pub fn head(&self, row: Option<&Row>) -> Head {
        let mut head = Head::new(self.settings.new_id(), 0, self.settings.now);
        if let Some(row) = row {
            head.extra = self.columns.extra(row);
        }
        head
    }

    pub fn write(&self, made: Made, external: impl Into<String>) -> Write {
        Write { made, from: Some((self.what.source(), external.into())) }
    }

    /// Lets what a column names be found by what it was called when it came in.
    pub async fn learn(
        &self,
        tx: &mut dyn Tx,
        names: &mut Names,
        what: What,
        field: &str,
    ) -> Stored<()> {
        let cells = self.sheet.rows.iter().filter_map(|row| self.cell(row, field));
        let cells: HashSet<&str> = cells.collect();
        let keys: Vec<String> = cells.into_iter().map(fold::key).collect();
        for (name, _, id) in tx.outside_of(what.source(), &keys).await? {
            names.add_former(id, &name);
        }
        Ok(())
    }

    /// Which of these have come from such a file before.
    pub async fn known(
        &self,
        tx: &mut dyn Tx,
        externals: Vec<String>,
    ) -> Stored<HashMap<String, Uuid>> {
        let known = tx.outside_of(self.what.source(), &externals).await?;
        Ok(known.into_iter().map(|(external, _, id)| (external, id)).collect())
    }
}

/// What is said of one row while it is looked at.
#[derive(Default)]
pub(super) struct Notes(pub Vec<(Sort, String)>);

impl Notes {
    /// The row was taken with something changed.
    pub fn repaired(&mut self, why: impl Into<String>) {
        self.0.push((Sort::Repaired, why.into()));
    }

    /// Something may be worth knowing.
    pub fn noted(&mut self, why: impl Into<String>) {
        self.0.push((Sort::Noted, why.into()));
    }
}

/// A kind of file: how one row of it is taken.
#[async_trait]
pub(super) trait Taker: Send {
    /// By which key the row is known where it comes from.
    fn external(&mut self, cx: &Cx<'_>, row: &Row) -> Result<String, String>;

    /// Tells whether the record is there already.
    fn is_there(&self, cx: &Cx<'_>, row: &Row, external: &str) -> bool;

    /// What the row makes, or why it is left out.
    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        notes: &mut Notes,
    ) -> Result<Vec<Write>, String>;

    /// Says what concerns the whole file, and puts the writes in order.
    fn finish(&mut self, cx: &Cx<'_>, writes: &mut Vec<Write>, report: &mut Report);
}

/// Looks what a file's rows become.
pub async fn plan(
    tx: &mut dyn Tx,
    what: What,
    sheet: &Sheet,
    columns: &Columns,
    settings: &Settings,
) -> Stored<Result<Plan, Refused>> {
    let cx = Cx { what, sheet, columns, settings };
    let mut taker: Box<dyn Taker> = match what {
        What::People => Box::new(people::load(&cx, tx).await?),
        What::Products => Box::new(products::load(&cx, tx).await?),
        What::Customers => Box::new(customers::load(&cx, tx).await?),
        What::Deals => match deals::load(&cx, tx).await? {
            Ok(taker) => Box::new(taker),
            Err(refused) => return Ok(Err(refused)),
        },
    };
    let mut report = Report::of(sheet, columns);
    for (line, why) in &sheet.odd {
        report.say(Sort::LeftOut, *line, why.clone());
    }
    let mut writes = Vec::new();
    let mut seen = HashMap::new();
    for row in &sheet.rows {
        let mut notes = Notes::default();
        match one(&cx, taker.as_mut(), row, &mut seen, &mut notes) {
            Ok(None) => report.there += 1,
            Ok(Some(made)) => {
                report.new += 1;
                writes.extend(made);
                if row.cleaned {
                    notes.repaired(t!(settings.lang, "import-cleaned"));
                }
                report.take(row.line, notes);
            }
            Err(why) => report.say(Sort::LeftOut, row.line, why),
        }
    }
    taker.finish(&cx, &mut writes, &mut report);
    report.finish();
    Ok(Ok(Plan { report, writes }))
}

/// What one row makes; none when it is there already.
fn one(
    cx: &Cx<'_>,
    taker: &mut dyn Taker,
    row: &Row,
    seen: &mut HashMap<String, usize>,
    notes: &mut Notes,
) -> Result<Option<Vec<Write>>, String> {
    let external = taker.external(cx, row)?;
    if let Some(line) = seen.get(&external) {
        return Err(t!(cx.settings.lang, "import-same-line", line = line.to_string()));
    }
    let there = taker.is_there(cx, row, &external);
    let made = if there { None } else { Some(taker.take(cx, row, &external, notes)?) };
    seen.insert(external, row.line);
    Ok(made)
}

/// All records of a kind.
pub(super) async fn all<R: Record>(tx: &mut dyn Tx) -> Stored<Vec<R>> {
    let mut found = Vec::new();
    let mut below = None;
    loop {
        let some = tx.every(R::KIND, Page { below, limit: PAGE }).await?;
        for fields in some {
            found.push(of_fields::<R>(fields)?);
        }
        let last = found.last().map(|record: &R| record.head().n);
        if last == below || i64::try_from(found.len()).is_ok_and(|n| n % PAGE != 0) {
            return Ok(found);
        }
        below = last;
    }
}

/// Writes some of a plan in one transaction.
pub async fn write(store: &dyn Store, some: &[Write], settings: &Settings) -> Stored<()> {
    let mut tries = 1;
    loop {
        match once(store, some, settings).await {
            Err(StoreError::Stale | StoreError::Busy(_)) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn once(store: &dyn Store, some: &[Write], settings: &Settings) -> Stored<()> {
    let origin = Origin {
        org: settings.org.id,
        change: settings.new_id(),
        actor: None,
        via: "import".to_owned(),
        at: settings.now,
    };
    let mut unit = store.begin(origin).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    for one in some {
        let (kind, id) = match one.made.clone() {
            Made::Team(team) => save(tx, team, settings).await?,
            Made::Product(product) => save(tx, product, settings).await?,
            Made::Customer(customer) => save(tx, *customer, settings).await?,
            Made::Deal(deal) => save(tx, *deal, settings).await?,
            Made::Pipeline(pipeline) => {
                tx.add_pipeline(&pipeline).await?;
                continue;
            }
            Made::Person(person) => {
                let (handle, id) = (person.handle.clone(), person.person_id());
                let saved = save(tx, person, settings).await?;
                let home = Address::new(&settings.channel, &handle);
                tx.bind_account(&settings.channel, &handle, id, &home).await?;
                saved
            }
        };
        if let Some((source, external)) = &one.from {
            tx.note_outside(source, external, kind, id).await?;
        }
    }
    unit.commit().await
}

async fn save<R: Record>(
    tx: &mut dyn Tx,
    mut record: R,
    settings: &Settings,
) -> Stored<(Kind, Uuid)> {
    record.head_mut().n = tx.next_number(R::KIND).await?;
    tx.save(None, &record, settings.now).await?;
    Ok((R::KIND, record.id()))
}
