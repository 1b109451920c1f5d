//! What becomes of a new record that somebody has already: what the org wants done about it.

use uuid::Uuid;

use super::allow::Allow;
use super::ask::AskShare;
use super::decline::Decline;
use super::{Known, problem};
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask;
use crate::commands::people::roles_lead;
use crate::commands::people::share::Share;
use crate::commands::{Cx, show};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::names::Rung;
use crate::domain::people::Person;
use crate::domain::record::Record;
use crate::domain::settings::Entry;
use crate::problem::Problem;
use crate::store::{NewReply, RecordsExt as _, Twin};
use crate::t;

/// What somebody wants to write down.
pub(crate) struct New<'a> {
    /// What kind of record.
    pub kind: Kind,
    /// Its phone.
    pub phone: Option<&'a String>,
    /// Its e-mail address.
    pub email: Option<&'a String>,
    /// What it is called.
    pub name: Option<&'a String>,
    /// True when somebody who may has agreed.
    pub anyway: bool,
}

impl New<'_> {
    /// By what it is the same as a twin, as it was typed.
    fn same_as(&self, twin: &Twin) -> String {
        let what = match twin.hit.rung {
            Rung::Phone => self.phone,
            Rung::Email => self.email,
            _ => self.name,
        };
        what.or(self.name).or(self.phone).cloned().unwrap_or_default()
    }
}

/// Whether something new may be written down.
pub(crate) enum Admitted {
    /// It may; with a warning, where there is something to say.
    Yes(Option<String>),
    /// It waits for somebody.
    Not(Box<Reply>),
}

/// Tells whether something new may be written down; `anyway` is the same, once somebody agrees.
pub(crate) async fn admit<A: Ask>(
    cx: &mut Cx<'_>,
    new: New<'_>,
    known: &Known,
    anyway: &A,
) -> Result<Admitted, Problem> {
    let company = known.customer().filter(|_| new.kind == Kind::Customer);
    let Some(twin) = company.or(known.reach.first()) else {
        return Ok(Admitted::Yes(None));
    };
    let lang = cx.lang();
    let entries = &cx.settings.entries;
    let wanted = if new.kind == Kind::Lead { entries.lead } else { entries.customer };
    if new.anyway || wanted == Some(Entry::Warn) {
        return Ok(Admitted::Yes(Some(if twin.seen {
            let what = show::coded(lang, &twin.hit.label, twin.hit.code);
            t!(lang, "entry-warned", what = what)
        } else {
            t!(lang, "entry-warned-unseen")
        })));
    }
    let mine = twin.hit.owner == Some(cx.me.person_id());
    let Some(wanted) = wanted.filter(|_| !mine) else {
        return Err(problem(lang, twin));
    };
    match wanted {
        Entry::Block => Err(blocked(cx, twin).await?),
        Entry::Cooperate if owner_of(cx, twin).await?.is_some() => {
            let what = new.same_as(twin);
            let button = Button::new(t!(lang, "entry-button-share"), &AskShare { what });
            Err(with(problem(lang, twin), Some(t!(lang, "entry-cooperate")), vec![button]))
        }
        _ => filed(cx, &new, twin, Asked::of(anyway)).await,
    }
}

/// A refusal with more words and buttons.
fn with(problem: Problem, text: Option<String>, buttons: Vec<Button>) -> Problem {
    match problem {
        Problem::Tell(reply) => {
            let reply = text.into_iter().fold(*reply, Reply::text);
            let mut rows = if buttons.is_empty() { Vec::new() } else { vec![buttons] };
            rows.extend(reply.rows.iter().cloned());
            Reply { rows, ..reply }.into()
        }
        other => other,
    }
}

/// Refuses, and says whom to ask.
async fn blocked(cx: &mut Cx<'_>, twin: &Twin) -> Result<Problem, Problem> {
    let leaders = roles_lead(cx, cx.me).await?;
    let names = crate::commands::owners::names(&leaders);
    let ask = (!names.is_empty()).then(|| t!(cx.lang(), "entry-whom", who = names));
    Ok(with(problem(cx.lang(), twin), ask, Vec::new()))
}

/// The customer that a twin is or works at.
pub(super) async fn customer_of(cx: &mut Cx<'_>, twin: &Twin) -> Result<Option<Customer>, Problem> {
    let id = match twin.hit.code.kind {
        Kind::Customer => Some(twin.hit.id),
        Kind::Contact => cx.tx.get::<Contact>(twin.hit.id).await?.map(|contact| contact.customer),
        _ => None,
    };
    match id {
        Some(id) => Ok(cx.tx.get::<Customer>(id).await?),
        None => Ok(None),
    }
}

/// Who can share what a twin is, and still works here.
async fn owner_of(cx: &mut Cx<'_>, twin: &Twin) -> Result<Option<Person>, Problem> {
    let owner = customer_of(cx, twin).await?.and_then(|customer| customer.owner);
    let Some(owner) = owner.filter(|owner| *owner != cx.me.person_id()) else {
        return Ok(None);
    };
    let person = cx.tx.get::<Person>(owner.0).await?;
    Ok(person.filter(|person| !person.frozen))
}

/// Puts the pair before those who lead the asker, the same one once a day.
async fn filed(
    cx: &mut Cx<'_>,
    new: &New<'_>,
    twin: &Twin,
    anyway: Asked,
) -> Result<Admitted, Problem> {
    let leaders = roles_lead(cx, cx.me).await?;
    if leaders.is_empty() {
        return Err(problem(cx.lang(), twin));
    }
    let what = new.same_as(twin);
    let customer = customer_of(cx, twin).await?;
    for leader in &leaders {
        let seen = cx.org.roles.scope(leader.person_id(), &leader.roles);
        let code = customer.as_ref().map_or(twin.hit.code, Record::code);
        let seen = cx.tx.by_code(code, seen).await?.is_some();
        let card = card(cx, leader, (new.kind, &what), twin, seen.then_some(code), &anyway).await?;
        tell_once(cx, leader, twin.hit.id, card).await?;
    }
    let names = crate::commands::owners::names(&leaders);
    let text = t!(cx.lang(), "entry-filed", who = names);
    Ok(Admitted::Not(Box::new(Reply::new(ReplyKind::Problem, text))))
}

/// What a leader is to decide: of the one that is there, what the leader sees.
async fn card(
    cx: &mut Cx<'_>,
    leader: &Person,
    (kind, what): (Kind, &str),
    twin: &Twin,
    code: Option<crate::domain::ids::Code>,
    anyway: &Asked,
) -> Result<Reply, Problem> {
    let (lang, me) = (leader.lang, cx.me);
    let kind = show::kind_name(lang, kind);
    let what = crate::text::secret::hide(what);
    let mut reply = Reply::card(t!(lang, "entry-card", who = &me.name, kind = kind, what = &what));
    let mut row = Vec::new();
    let allow = Allow { who: Some(me.handle.clone()), asked: Some(anyway.clone()) };
    row.push(Button::new(t!(lang, "entry-button-allow"), &allow));
    match code {
        Some(code) => {
            let owner = cx.person_name(twin.hit.owner).await?;
            let there = show::coded(lang, &twin.hit.label, twin.hit.code);
            reply = reply.text(t!(lang, "entry-card-there", there = there, owner = owner));
            if code.kind == Kind::Customer {
                let share = Share { record: Ref::code(code), who: me.handle.clone() };
                row.push(Button::new(t!(lang, "entry-button-give", who = &me.name), &share));
            }
            row.extend(show::to_show(t!(lang, "button-show"), code));
        }
        None => reply = reply.text(t!(lang, "entry-card-unseen")),
    }
    let decline = Decline { who: Some(me.handle.clone()), what };
    row.push(Button::new(t!(lang, "entry-button-decline"), &decline));
    Ok(reply.row(row))
}

/// Sends somebody a message about a record on the asker's behalf, the same one once a day. Tells
/// whether it is the first.
pub(super) async fn tell_once(
    cx: &mut Cx<'_>,
    to: &Person,
    about: Uuid,
    reply: Reply,
) -> Result<bool, Problem> {
    let (me, today) = (cx.me.person_id(), cx.today());
    let id = Uuid::new_v5(&me.0, format!("entry/{today}/{about}/{}", to.head.id).as_bytes());
    if cx.tx.said_at(id).await?.is_some() {
        return Ok(false);
    }
    if let Some(chat) = cx.tx.home(to.person_id()).await? {
        cx.notices.push(NewReply { id, chat, person: Some(to.person_id()), reply });
    }
    Ok(true)
}
