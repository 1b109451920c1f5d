//! What happened: calls, messages, e-mails, meetings, visits, notes.

pub mod arrive;
pub mod call;
pub mod correct;
pub mod email;
mod ended;
mod files;
pub mod leave;
pub mod meeting;
pub mod message;
pub mod note;
mod participants;
pub mod summary;
pub mod visit;
mod visits;

pub(crate) use ended::offer_ending;
pub(crate) use files::{WORDLESS, beside};
pub(crate) use participants::names as participants;
pub(crate) use visits::{current, stayed};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Arg, By, Take, optional, required};
use crate::commands::follow::done::Done;
use crate::commands::follow::show::{later_button, offer_next};
use crate::commands::follow::{self, Next, On, Planned, RECORDS};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, show};
use crate::domain::activity::{Activity, VALID_CHARS, Way, is_unanswered, is_valid};
use crate::domain::calendar::instant_of;
use crate::domain::follow_up::{Due, FollowUp};
use crate::domain::ids::{Instant, Kind};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// What all six take.
const ARGS: &[Arg] = &[
    required("record", Take::Ref(RECORDS), By::Shape),
    optional("next", Take::When, By::Key),
    optional("participants", Take::Text, By::Key),
    required("content", Take::Text, By::Rest),
];

/// What happened on a record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Logged {
    /// On which record.
    pub record: Ref,
    /// When to go on, where that is said by `下次=`.
    #[serde(default)]
    pub next: Option<Due>,
    /// Who else was there, where the words do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participants: Option<String>,
    /// What was said.
    pub content: String,
    /// When it was, where that is not now.
    #[serde(default)]
    pub at: Option<Due>,
    /// The keys of what was sent along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Uuid>,
    /// What happened before, by its code, where these belong to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Ref>,
}

impl Logged {
    /// Writes it down as having happened this way, and says so.
    async fn save(self, cx: &mut Cx<'_>, way: Way) -> Outcome {
        let on = On::find(cx, "record", &self.record).await?;
        if let Some(with) = &self.with {
            return files::add(cx, &on, with, &self.files).await;
        }
        let at = self.at;
        let report = Report {
            participants: self.participants,
            next: self.next,
            at,
            files: self.files,
            ..Report::of(way, self.content)
        };
        let written = write(cx, &on, report).await?;
        let lang = cx.lang();
        let word = show::word(lang, "way", way.word());
        let text = t!(lang, "log-saved", way = word, on = on.named(lang));
        let mut reply = Reply::say(text);
        if at.is_some() {
            let at = read::due(lang, Due::At(written.activity.at), cx.zone(), cx.now);
            reply = reply.text(t!(lang, "log-at", at = at));
        }
        reply = participants::shown(cx, reply, &written.activity).await?;
        let count = written.activity.files.len();
        if count > 0 {
            reply = reply.text(t!(lang, "file-kept", n = count));
        }
        let reply = told(cx, reply, &written);
        let reply = offer_ending(cx, reply, &on, &written.activity.content).await?;
        goes_on(cx, reply, &on, &written).await
    }
}

/// Ends an answer about what happened: the next step, what was due, and undo.
async fn goes_on(cx: &mut Cx<'_>, mut reply: Reply, on: &On, written: &Written) -> Outcome {
    let (lang, planned) = (cx.lang(), &written.planned);
    let mut row = Vec::new();
    let next = planned.next.as_ref();
    if let Some(next) = next {
        row.push(later_button(lang, next));
    } else if !planned.asks() {
        reply = offer_next(lang, reply, on.record());
    }
    // What they promised and did comes before what happens to be due.
    match follow::kept(cx, on, &written.activity.content).await? {
        Some(kept) => row.insert(0, done_button(cx, &kept)),
        None => row.extend(overdue(cx, on, next).await?),
    }
    row.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
    Ok(reply.row(row))
}

/// What is to be written down.
pub(crate) struct Report {
    /// How people met.
    pub way: Way,
    /// What was said.
    pub content: String,
    /// Who else was there, where the words do not tell.
    pub participants: Option<String>,
    /// When to go on, where it is not for the words to tell.
    pub next: Option<Due>,
    /// When it was, where that is not now.
    pub at: Option<Due>,
    /// The keys of what was sent along.
    pub files: Vec<Uuid>,
}

impl Report {
    /// What happened just now, in words.
    pub(crate) fn of(way: Way, content: String) -> Self {
        Self { way, content, participants: None, next: None, at: None, files: Vec::new() }
    }
}

/// What was written down.
pub(crate) struct Written {
    /// What happened.
    pub activity: Activity,
    /// What is to happen next.
    pub planned: Planned,
}

/// Writes down what happened, and the next step that the words name.
pub(crate) async fn write(cx: &mut Cx<'_>, on: &On, report: Report) -> Result<Written, Problem> {
    let next = Next::of(cx, on, report.next, &report.content)?;
    let mut content = report.content;
    let mut there: Vec<Uuid> = on.contact.into_iter().collect();
    if let Some(names) = &report.participants {
        there.extend(participants::listed(cx, on, names).await?);
        // The words tell all of them, whom nobody knows as well.
        content = t!(cx.lang(), "log-and-who", content = content, who = names);
    }
    there.extend(participants::named(cx, on, (report.way, &content), &next).await?);
    let mut activity = begun(cx, on, report.way, content).await?;
    activity.valid = is_valid(&activity.content);
    participants::add(&mut activity.participants, there);
    activity.at = report.at.map_or(cx.now, |at| happened_at(cx, at));
    activity.files = cx.tx.attach(&report.files, activity.head.id).await?;
    cx.save(None, &activity).await?;
    let planned = next.plan(cx, on).await?;
    Ok(Written { activity, planned })
}

/// Something that happens now, to be saved.
async fn begun(cx: &mut Cx<'_>, on: &On, way: Way, content: String) -> Result<Activity, Problem> {
    Ok(Activity {
        head: cx.new_head(Kind::Activity).await?,
        on_kind: on.code.kind,
        on_id: on.id,
        customer: on.customer,
        way,
        content,
        at: cx.now,
        owner: Some(cx.me.person_id()),
        participants: Vec::new(),
        valid: false,
        spot: None,
        stay: None,
        files: Vec::new(),
    })
}

/// The instant of something on an earlier day: by the clock of now where no time was said.
fn happened_at(cx: &Cx<'_>, at: Due) -> Instant {
    let local = cx.now.utc().with_timezone(&cx.zone());
    let at = match at {
        Due::At(at) => at,
        Due::Day(day) => instant_of(day.and_time(local.time()), cx.zone()).into(),
    };
    std::cmp::min(at, cx.now)
}

/// Says what was written down: the next step, and whether the words are too few to count.
pub(crate) fn told(cx: &Cx<'_>, reply: Reply, written: &Written) -> Reply {
    told_of_words(cx, written.planned.told(cx, reply), &written.activity)
}

/// Says whether the words are too few to count.
fn told_of_words(cx: &Cx<'_>, reply: Reply, activity: &Activity) -> Reply {
    if activity.valid {
        reply
    } else if is_unanswered(&activity.content) {
        reply.text(t!(cx.lang(), "log-no-answer"))
    } else {
        reply.text(t!(cx.lang(), "log-too-short", n = VALID_CHARS))
    }
}

/// A button that closes what was due on the record: this may have been it.
async fn overdue(
    cx: &mut Cx<'_>,
    on: &On,
    new: Option<&FollowUp>,
) -> Result<Option<Button>, Problem> {
    let mine = follow::mine(cx).await?;
    let due = mine
        .iter()
        .find(|f| on.has(f) && f.is_due(cx.now, cx.zone()) && Some(f.id()) != new.map(Record::id));
    Ok(due.map(|follow_up| done_button(cx, follow_up)))
}

/// A button that closes a follow-up without a word.
fn done_button(cx: &Cx<'_>, follow_up: &FollowUp) -> Button {
    let done = Done { follow_up: Some(Ref::code(follow_up.code())), just: true, ..Done::default() };
    let what: String = follow_up.what.chars().take(12).collect();
    let label = t!(cx.lang(), "button-done-code", code = follow_up.code(), what = what);
    Button::new(label, &done)
}
