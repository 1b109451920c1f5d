//! A file that somebody has sent in chat comes in, or goes out again: some of it at a time.
//!
//! Nothing but the file itself is kept in the database of what is still to be done: whatever happens
//! in between, it is read and planned anew and goes on where it stood, and nothing comes in twice. As
//! long as one program does all of it, the plan is kept from part to part.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::plan::{Plan, plan};
use super::report::{Report, grouped};
use super::sheet::Sheet;
use super::taken_back::{Back, back, take_back};
use super::writing::{BATCH, Ready, write};
use super::{Columns, LeftOut, Refused, Settings, Twins, What, recall};
use crate::chat::reply::{Asked, Button, Reply};
use crate::commands::find::begin::BeginImport;
use crate::commands::find::import::told;
use crate::domain::access::Right;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person};
use crate::store::{Job, Origin, RecordsExt as _, Store, StoreError, Stored, Tx};
use crate::t;

/// The kind of the job that does it.
pub const IMPORT: &str = "import";
/// How many records are written each time.
const AT_ONCE: usize = 4 * BATCH;
/// How often at most it is said how far it is.
const SAID_MILLIS: i64 = 3_000;
/// How much of what stays is named.
const NAMED: usize = 8;

/// Whether a file comes in, or goes out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It comes in; what is done about rows whose records are there already.
    Bring(Twins),
    /// What it brought in is taken out again.
    TakeBack,
}

/// What is to be done, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The message that asked for it: what that was answered says how far it is.
    pub change: Uuid,
    /// Who asked.
    pub person: PersonId,
    /// The key of the file.
    pub file: Uuid,
    /// What it holds.
    pub what: What,
    /// Whether it comes in.
    pub way: Way,
    /// How far it is; none before it has begun.
    #[serde(default)]
    pub far: Option<Far>,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Far {
    /// What there was to write when it began.
    all: usize,
    /// What was left of that when the last part began.
    left: usize,
    /// Whether there has been a part.
    #[serde(default)]
    begun: bool,
    /// When that was last said.
    said: Instant,
    /// How many rows were to make a record, were there, change one, and were not taken.
    new: usize,
    there: usize,
    updated: usize,
    repaired: usize,
    out: usize,
}

/// What came of some of it.
#[derive(Debug)]
pub enum Step {
    /// There is more to be done; what is to be said of that now.
    On(Box<Errand>, Option<Box<Reply>>),
    /// That was all; the first of what is to be said takes the place of how far it was.
    Over(Vec<Reply>),
}

/// A file and whoever sent it.
struct Sent {
    sheet: Sheet,
    columns: Columns,
    settings: Settings,
}

/// What was worked out for the file that is coming in, kept from one part to the next: for a large
/// one that takes longer than the part itself. It is worked out anew where this is not what is left,
/// and once more at the end.
#[derive(Default)]
pub struct Kept(Mutex<Option<Worked>>);

/// What is to be done with a file, and how much of that has been done.
struct Worked {
    change: Uuid,
    sent: Sent,
    todo: Todo,
    done: usize,
    /// What of the next batch is worked out already.
    ready: Ready,
}

impl Worked {
    fn left(&self) -> usize {
        self.todo.len().saturating_sub(self.done)
    }

    /// Tells whether this is what is left of an errand after the part that it notes.
    fn goes_on(&self, errand: &Errand) -> bool {
        let left = |far: &Far| far.left.saturating_sub(if far.begun { AT_ONCE } else { 0 });
        self.change == errand.change
            && self.left() > 0
            && errand.far.as_ref().is_some_and(|far| left(far) == self.left())
    }
}

impl Kept {
    fn take(&self, errand: &Errand) -> Option<Worked> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take().filter(|worked| worked.goes_on(errand))
    }

    fn put(&self, worked: Worked) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(worked);
    }
}

/// Does some of it, as long as the job is ours.
pub async fn advance(
    store: &dyn Store,
    job: &Job,
    errand: &Errand,
    now: Instant,
    kept: &Kept,
) -> Stored<Step> {
    let origin = Origin {
        org: job.org,
        change: Uuid::nil(),
        actor: Some(errand.person),
        via: IMPORT.to_owned(),
        at: now,
    };
    let mut unit = store.look(origin).await?;
    let worked = match store.org(job.org).await? {
        Some(org) => errand.worked(unit.tx(), org, now, kept).await,
        None => Ok(Err(Vec::new())),
    };
    unit.rollback().await;
    match worked? {
        Err(replies) => Ok(Step::Over(replies)),
        Ok(worked) => errand.some(store, job, worked, now, kept).await,
    }
}

/// What is left to be done.
enum Todo {
    Bring(Box<Plan>),
    TakeBack(Back),
}

impl Todo {
    fn len(&self) -> usize {
        match self {
            Self::Bring(plan) => plan.writes.len(),
            Self::TakeBack(back) => back.gone.len(),
        }
    }
}

impl Errand {
    /// What is to be done with the file; or what is said where nothing can be.
    async fn worked(
        &self,
        tx: &mut dyn Tx,
        org: Org,
        now: Instant,
        kept: &Kept,
    ) -> Stored<Result<Worked, Vec<Reply>>> {
        let person = tx.get::<Person>(self.person.0).await?;
        let may = |person: &Person| !person.frozen && org.roles.allow(&person.roles, Right::Admin);
        let Some(person) = person.filter(may) else { return Ok(Err(Vec::new())) };
        if let Some(worked) = kept.take(self) {
            return Ok(Ok(worked));
        }
        let lang = person.lang;
        let sending = Sending { org, lang, now, actor: person.person_id() };
        let refused = |refused: Refused| Ok(Err(vec![Reply::say(refused.text)]));
        let sent = match read(tx, &sending, self).await? {
            Ok(sent) => sent,
            Err(why) => return refused(why),
        };
        match self.todo(tx, &sent).await? {
            Ok(todo) => {
                Ok(Ok(Worked { change: self.change, sent, todo, done: 0, ready: Ready::default() }))
            }
            Err(why) => refused(why),
        }
    }

    async fn todo(&self, tx: &mut dyn Tx, sent: &Sent) -> Stored<Result<Todo, Refused>> {
        let Sent { sheet, columns, settings } = sent;
        Ok(match self.way {
            Way::Bring(_) => plan(tx, self.what, sheet, columns, settings)
                .await?
                .map(|plan| Todo::Bring(Box::new(plan))),
            Way::TakeBack => {
                back(tx, self.what, sheet, columns, settings).await?.map(Todo::TakeBack)
            }
        })
    }

    /// Does some of what is left; where nothing is, says how it ended.
    async fn some(
        &self,
        store: &dyn Store,
        job: &Job,
        mut worked: Worked,
        now: Instant,
        kept: &Kept,
    ) -> Stored<Step> {
        let (lang, left) = (worked.sent.settings.lang, worked.left());
        if left == 0 {
            return Ok(Step::Over(self.ended(lang, worked.todo)));
        }
        // What there was to do is noted before anything is done: it is said at the end.
        let Some(mut far) = self.far.clone() else {
            let far = Some(Far::begins(&worked.todo, left, now));
            kept.put(worked);
            return Ok(Step::On(Box::new(Self { far, ..self.clone() }), None));
        };
        // What does not get less would never end.
        if far.begun && far.left <= left {
            return Err(StoreError::Broken(format!("{left} records are written in vain")));
        }
        worked.part(store, job).await?;
        (far.left, far.begun) = (left, true);
        let done = far.all.saturating_sub(worked.left());
        let says = now.0 - far.said.0 >= SAID_MILLIS && worked.left() > 0;
        if says {
            far.said = now;
        }
        let text = || progress(lang, self.what, self.way, done, far.all);
        let reply = says.then(|| Box::new(Reply::say(text())));
        kept.put(worked);
        Ok(Step::On(Box::new(Self { far: Some(far), ..self.clone() }), reply))
    }

    /// How it ended.
    fn ended(&self, lang: Lang, todo: Todo) -> Vec<Reply> {
        let what = self.what.name(lang);
        match todo {
            Todo::TakeBack(back) => {
                let gone = self.far.as_ref().map_or(0, |far| far.all);
                let (gone, stays) = (grouped(gone), grouped(back.stays.len()));
                let text = t!(lang, "import-back-done", gone = gone, stays = stays);
                vec![Reply::say(text).bullets(back.stays.into_iter().take(NAMED))]
            }
            Todo::Bring(plan) => {
                let report = plan.report;
                let report = self.far.as_ref().map_or(report.clone(), |far| far.whole(report));
                let undo = BeginImport::of(self.file, self.what, Way::TakeBack);
                let reply = told(lang, Reply::say(t!(lang, "bring-done", what = what)), &report);
                let reply = reply.row(vec![Button::new(t!(lang, "button-undo"), &undo)]);
                let out = report.left_out + report.conflicts;
                let file = LeftOut { import: self.file, what: self.what, way: self.way };
                let file = (out > 0).then(|| file.message(lang, out));
                std::iter::once(reply).chain(file).collect()
            }
        }
    }

    /// What takes back what has come in by it, where anything has.
    pub fn way_back(&self) -> Option<Asked> {
        let brought = self.far.is_some() && matches!(self.way, Way::Bring(_));
        brought.then(|| Asked::of(&BeginImport::of(self.file, self.what, Way::TakeBack)))
    }

    /// What is said where it cannot go on.
    pub fn stopped(&self, lang: Lang) -> Reply {
        let again = BeginImport::of(self.file, self.what, self.way);
        let text = t!(lang, "bring-stopped", what = self.what.name(lang));
        Reply::say(text).button(t!(lang, "bring-go-on"), &again)
    }
}

impl Worked {
    /// Does one part of it, in transactions of their own.
    async fn part(&mut self, store: &dyn Store, job: &Job) -> Stored<()> {
        let settings = &self.sent.settings;
        let until = self.todo.len().min(self.done + AT_ONCE);
        while self.done < until {
            let most = until - self.done;
            self.done += match &self.todo {
                Todo::Bring(plan) => {
                    let left = plan.writes.get(self.done..).unwrap_or_default();
                    write(store, Some(job), left, most, &mut self.ready, settings).await?
                }
                Todo::TakeBack(back) => {
                    let left = back.gone.get(self.done..).unwrap_or_default();
                    let some = left.get(..BATCH.min(most)).unwrap_or_default();
                    take_back(store, Some(job), some, settings).await?;
                    some.len()
                }
            };
        }
        Ok(())
    }
}

impl Far {
    fn begins(todo: &Todo, all: usize, now: Instant) -> Self {
        let report = match todo {
            Todo::Bring(plan) => plan.report.clone(),
            Todo::TakeBack(_) => Report::default(),
        };
        Self {
            all,
            left: all,
            begun: false,
            said: now,
            new: report.new,
            there: report.there,
            updated: report.updated,
            repaired: report.repaired,
            out: report.left_out + report.conflicts + report.twins,
        }
    }

    /// What became of the file as a whole, by how it ended: what somebody else has made in between
    /// was not made here.
    fn whole(&self, mut last: Report) -> Report {
        let out = last.left_out + last.conflicts + last.twins;
        last.new = self.new.saturating_sub(out.saturating_sub(self.out));
        last.there = self.there;
        last.updated = self.updated;
        last.repaired = self.repaired;
        last
    }
}

/// How far it is, in words.
pub(crate) fn progress(lang: Lang, what: What, way: Way, done: usize, all: usize) -> String {
    let (what, done, all) = (what.name(lang), grouped(done), grouped(all));
    match way {
        Way::Bring(_) => t!(lang, "bring-goes-on", what = what, done = done, all = all),
        Way::TakeBack => t!(lang, "bring-goes-back", what = what, done = done, all = all),
    }
}

/// For whom a file is read.
pub(crate) struct Sending {
    pub org: Org,
    pub lang: Lang,
    pub now: Instant,
    pub actor: PersonId,
}

/// Reads a file that was sent, or says why it cannot come in.
async fn read(
    tx: &mut dyn Tx,
    sending: &Sending,
    errand: &Errand,
) -> Stored<Result<Sent, Refused>> {
    let lang = sending.lang;
    let Some(bytes) = tx.content(errand.file).await? else {
        return Ok(Err(Refused::file(t!(lang, "bring-gone"))));
    };
    let sheet = match Sheet::read(&bytes, lang) {
        Ok(sheet) => sheet,
        Err(refused) => return Ok(Err(refused)),
    };
    let name = tx.kept(&[errand.file]).await?.pop().and_then(|kept| kept.name);
    let name = name.unwrap_or_else(|| errand.what.name(sending.org.lang));
    let name = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).trim().to_owned();
    let map = recall(tx, errand.what, &sheet.header).await?;
    let columns = match Columns::of(lang, errand.what, &sheet.header, &map) {
        Ok(columns) => columns,
        Err(refused) => return Ok(Err(refused)),
    };
    let settings = Settings {
        currency: sending.org.currency,
        org: sending.org.clone(),
        name,
        file: sheet.print(),
        channel: String::new(),
        actor: Some(sending.actor),
        lang,
        now: sending.now,
        twins: match errand.way {
            Way::Bring(twins) => twins,
            Way::TakeBack => Twins::Skip,
        },
    };
    Ok(Ok(Sent { sheet, columns, settings }))
}

/// Looks what a file that was sent becomes: its rows, and the plan for them.
pub(crate) async fn looked_at(
    tx: &mut dyn Tx,
    sending: Sending,
    errand: &Errand,
) -> Stored<Result<(Sheet, Plan), Refused>> {
    match read(tx, &sending, errand).await? {
        Err(refused) => Ok(Err(refused)),
        Ok(Sent { sheet, columns, settings }) => {
            let planned = plan(tx, errand.what, &sheet, &columns, &settings).await?;
            Ok(planned.map(|plan| (sheet, plan)))
        }
    }
}
