//! What a file's rows become: decided for all of them before anything is written.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use uuid::Uuid;

use super::cell;
use super::header::Columns;
use super::lookup::Names;
use super::report::{Report, Sort};
use super::sheet::{Row, Sheet};
use super::twins::{Meets, Twins, patch};
use super::{Refused, Settings, What, contacts, customers, deals, leads, people, products};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::own::OwnField;
use crate::domain::people::{Person, Team};
use crate::domain::pipeline::Pipeline;
use crate::domain::product::Product;
use crate::domain::record::{Fields, Head, Record, fields, of_fields};
use crate::store::{Page, Stored, Tx};
use crate::t;

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
    /// By which key it is known where it comes from, and from where; none for a pipeline, and for
    /// what was there before.
    pub(super) from: Option<(&'static str, String)>,
}

impl Write {
    /// The key of what is written.
    fn id(&self) -> Option<Uuid> {
        Some(match &self.made {
            Made::Team(one) => one.id(),
            Made::Person(one) => one.id(),
            Made::Product(one) => one.id(),
            Made::Customer(one) => one.id(),
            Made::Contact(one) => one.id(),
            Made::Lead(one) => one.id(),
            Made::Deal(one) => one.id(),
            Made::Pipeline(_) => return None,
            Made::Set { id, .. } => *id,
        })
    }

    /// What it is like when it is written.
    fn row(&self) -> Stored<Option<(Kind, Fields)>> {
        Ok(Some(match &self.made {
            Made::Product(one) => (Kind::Product, fields(one)?),
            Made::Customer(one) => (Kind::Customer, fields(one.as_ref())?),
            Made::Contact(one) => (Kind::Contact, fields(one)?),
            Made::Lead(one) => (Kind::Lead, fields(one.as_ref())?),
            _ => return Ok(None),
        }))
    }
}

/// What a row makes. Records have no number yet.
#[derive(Clone, Debug)]
pub(super) enum Made {
    Team(Team),
    Person(Person),
    Product(Product),
    Customer(Box<Customer>),
    Contact(Contact),
    Lead(Box<Lead>),
    Deal(Box<Deal>),
    Pipeline(Pipeline),
    /// Something that is there already gets these values.
    Set {
        kind: Kind,
        id: Uuid,
        set: Fields,
        how: Twins,
    },
}

/// A row that is a record which is there already.
struct Over {
    line: usize,
    id: Uuid,
    /// The fields that the row says something of.
    said: Vec<&'static str>,
    notes: Notes,
}

/// What is looked at while planning.
pub(super) struct Cx<'a> {
    pub what: What,
    pub sheet: &'a Sheet,
    pub columns: &'a Columns,
    pub settings: &'a Settings,
    /// The org's own fields of such records.
    pub own: Vec<OwnField>,
    /// What this very file has made before, each with the key of its row.
    pub made: HashMap<Uuid, String>,
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

    /// The same; what stands in a column of the org's own fields has to fit its field.
    pub fn own_head(&self, row: &Row, notes: &mut Notes) -> Result<Head, String> {
        let mut head = self.head(Some(row));
        for (name, cell) in std::mem::take(&mut head.extra) {
            let Some(own) = self.own.iter().find(|own| own.is_called(&name)) else {
                head.extra.insert(name, cell);
                continue;
            };
            let words = cell.as_str().unwrap_or_default();
            head.extra.insert(own.name.clone(), cell::own(self, own, words, notes)?.into());
        }
        Ok(head)
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

    /// The record that the row is already, if it is one.
    fn meets(&mut self, cx: &Cx<'_>, row: &Row, external: &str) -> Meets;

    /// What a record that is there is called, with its code.
    fn called(&self, _: Uuid) -> Option<String> {
        None
    }

    /// What the row makes, or why it is left out; `over` is the record that it is already.
    fn take(
        &mut self,
        cx: &Cx<'_>,
        row: &Row,
        external: &str,
        over: Option<Uuid>,
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
    let rules = tx.settings().await?;
    let own = what.kind().map(|kind| rules.fields.of(kind).cloned().collect());
    let made = tx.all_outside(&settings.file_source()).await?;
    let made = made.into_iter().map(|(external, _, id)| (id, external)).collect();
    let columns = &columns.in_file(what, &sheet.rows);
    let cx = Cx { what, sheet, columns, settings, own: own.unwrap_or_default(), made };
    if settings.twins != Twins::Skip && what.layout().patched.is_empty() {
        let what = what.name(settings.lang);
        return Ok(Err(Refused::usage(t!(settings.lang, "import-never-changed", what = what))));
    }
    let mut taker = match taker(&cx, tx).await? {
        Ok(taker) => taker,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut report = Report::of(&cx);
    for (row, why) in &sheet.odd {
        report.say(Sort::LeftOut, row.line, why.clone());
    }
    let (mut writes, mut over, mut seen) = (Vec::new(), Vec::<Over>::new(), Seen::default());
    for row in &sheet.rows {
        match one(&cx, taker.as_mut(), row, &mut seen) {
            Ok(Became::There) => report.there += 1,
            Ok(Became::Twin(why)) => {
                report.twins += 1;
                report.say(Sort::Twin, row.line, why);
            }
            Ok(Became::New(made, notes)) => {
                report.new += 1;
                writes.extend(made);
                report.take(row.line, notes);
            }
            Ok(Became::Over(made, one)) => {
                writes.extend(made);
                over.push(one);
            }
            Err(Out::Unclear(why)) => {
                report.conflicts += 1;
                report.say(Sort::Conflict, row.line, why);
            }
            Err(Out::Wrong(why)) => report.say(Sort::LeftOut, row.line, why),
        }
    }
    taker.finish(&cx, &mut writes, &mut report);
    settle(tx, &mut writes, over, settings.twins, &mut report).await?;
    report.finish();
    Ok(Ok(Plan { report, writes }))
}

/// Gets ready to take rows of such a file.
pub(super) async fn taker(cx: &Cx<'_>, tx: &mut dyn Tx) -> Stored<Result<Box<dyn Taker>, Refused>> {
    Ok(Ok(match cx.what {
        What::People => Box::new(people::load(cx, tx).await?),
        What::Products => Box::new(products::load(cx, tx).await?),
        What::Customers => Box::new(customers::load(cx, tx).await?),
        What::Contacts => Box::new(contacts::load(cx, tx).await?),
        What::Leads => Box::new(leads::load(cx, tx).await?),
        What::Deals => match deals::load(cx, tx).await? {
            Ok(taker) => Box::new(taker),
            Err(refused) => return Ok(Err(refused)),
        },
    }))
}

/// The rows that were read before.
#[derive(Default)]
struct Seen {
    /// By their keys.
    rows: HashMap<String, usize>,
    /// By the record that they change, and what that is called.
    over: HashMap<Uuid, (usize, String)>,
}

/// What became of a row that is not left out.
enum Became {
    /// It makes something.
    New(Vec<Write>, Notes),
    /// It has come before.
    There,
    /// It is there already, which is said, and stays as it is.
    Twin(String),
    /// It changes what is there already.
    Over(Vec<Write>, Over),
}

/// Why a row is left out.
enum Out {
    /// Something about it cannot be taken.
    Wrong(String),
    /// It may be several records.
    Unclear(String),
}

impl From<String> for Out {
    fn from(why: String) -> Self {
        Self::Wrong(why)
    }
}

/// What one row becomes.
fn one(cx: &Cx<'_>, taker: &mut dyn Taker, row: &Row, seen: &mut Seen) -> Result<Became, Out> {
    let lang = cx.settings.lang;
    let external = taker.external(cx, row)?;
    // A row that is left out keeps its key: otherwise the next one would be taken for it, and which
    // of them the record is would change once the first is mended.
    if let Some(line) = seen.rows.insert(external.clone(), row.line) {
        seen.rows.insert(external, line);
        return Err(t!(lang, "import-same-line", line = line.to_string()).into());
    }
    let mut notes = Notes::default();
    if row.cleaned {
        notes.repaired(t!(lang, "import-cleaned"));
    }
    let skip = cx.settings.twins == Twins::Skip;
    let (over, why) = match taker.meets(cx, row, &external) {
        Meets::Nothing => (None, None),
        Meets::Same(id) => (Some(id), None),
        // Another row of this file has made it, and the file goes on: that is said as it was then.
        Meets::Twin(id, why) if cx.made.get(&id).is_some_and(|made| *made != external) => {
            let line = cx.made.get(&id).and_then(|made| seen.rows.get(made));
            let other = line.map(|line| t!(lang, "import-the-line", line = line.to_string()));
            let row = other.unwrap_or_default();
            return Err(Out::Unclear(t!(lang, "import-twin-row", row = row, by = why)));
        }
        Meets::Twin(id, why) => (Some(id), Some(why)),
        Meets::Other(why) => return Ok(Became::Twin(why)),
        Meets::Unclear(why) => return Err(Out::Unclear(why)),
    };
    let became = match (over, why) {
        (None, _) => Became::New(taker.take(cx, row, &external, None, &mut notes)?, notes),
        (Some(_), None) if skip => Became::There,
        (Some(_), Some(why)) if skip => Became::Twin(why),
        (Some(id), why) => {
            if let Some((line, called)) = seen.over.get(&id) {
                let row = t!(lang, "import-the-line", line = line.to_string());
                let by = t!(lang, "import-both-are", record = called.as_str());
                return Err(Out::Unclear(t!(lang, "import-twin-row", row = row, by = by)));
            }
            let called = taker.called(id).or(why).unwrap_or(external.clone());
            seen.over.insert(id, (row.line, called));
            let made = taker.take(cx, row, &external, Some(id), &mut notes)?;
            let patched = cx.what.layout().patched.iter();
            let said = patched.filter(|(_, column)| cx.cell(row, column).is_some());
            let said = said.map(|(field, _)| *field).collect();
            Became::Over(made, Over { line: row.line, id, said, notes })
        }
    };
    Ok(became)
}

/// Turns what was read of records that are there already into what changes about them.
async fn settle(
    tx: &mut dyn Tx,
    writes: &mut Vec<Write>,
    over: Vec<Over>,
    how: Twins,
    report: &mut Report,
) -> Stored<()> {
    let mut over: HashMap<Uuid, Over> = over.into_iter().map(|one| (one.id, one)).collect();
    let mut settled = Vec::with_capacity(writes.len());
    for write in writes.drain(..) {
        let known = write.id().and_then(|id| over.remove(&id));
        let (Some(known), Some((kind, row))) = (known, write.row()?) else {
            settled.push(write);
            continue;
        };
        let Some(old) = tx.by_id(kind, known.id).await? else { continue };
        let mut set: Fields = row;
        set.retain(|field, _| field == "extra" || known.said.contains(&field.as_str()));
        if patch(&old, &set, how) == old {
            report.there += 1;
            continue;
        }
        report.updated += 1;
        report.take(known.line, known.notes);
        let made = Made::Set { kind, id: known.id, set, how };
        settled.push(Write { made, from: None });
    }
    *writes = settled;
    Ok(())
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
