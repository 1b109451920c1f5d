//! What is no command: what was passed on from elsewhere, people's cards, places, pictures.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::chat::incoming::{Fate, Incoming, Place, Sort, Thing};
use crate::chat::parse::{self, LONGEST, Lack};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Take};
use crate::commands::contact::add::AddContact;
use crate::commands::find::bring::BringFile;
use crate::commands::find::import::Import;
use crate::commands::follow::{On, RECORDS};
use crate::commands::lead::add::AddLead;
use crate::commands::lead::check::Check;
use crate::commands::log::arrive::LogArrive;
use crate::commands::log::message::LogMessage;
use crate::commands::log::note::LogNote;
use crate::commands::log::{WORDLESS, current};
use crate::commands::talk::phone::MyPhone;
use crate::commands::{self, Cx, same};
use crate::domain::access::Right;
use crate::domain::activity::Activity;
use crate::domain::ids::{Code, Instant};
use crate::domain::record::Record as _;
use crate::imports::is_table;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;
use crate::text::secret;

use super::brought::{files_of, not_kept};
use super::on_card::answered;
use super::plan::{Plan, problem, ready};

/// The key of a file of rows that somebody has sent who may bring them in.
fn table(cx: &Cx<'_>, incoming: &Incoming) -> Option<Uuid> {
    let brought =
        incoming.brought().filter(|one| one.sort == Sort::Paper && one.more.is_empty())?;
    let named = brought.name.as_deref().is_some_and(is_table);
    match files_of(incoming) {
        [file] if named && cx.may(Right::Admin) => Some(*file),
        _ => None,
    }
}

/// A look at what a file of rows holds.
fn looked_at(file: Uuid, words: Option<&Value>) -> Plan {
    let spec = &BringFile::SPEC;
    let words = words.map(|words| ("words".to_owned(), words.clone()));
    let args = words.into_iter().chain([("file".to_owned(), file.to_string().into())]);
    ready(Asked { command: spec.name.to_owned(), args: args.collect() }, spec)
}

/// «导入 线索» under a file is about the file.
pub(super) fn of_table(cx: &Cx<'_>, incoming: &Incoming, planned: Plan) -> Plan {
    let asked = match &planned {
        Plan::Run(run) => &run.asked,
        Plan::Lack(asked, _) => asked,
        Plan::Say(_) | Plan::Nothing => return planned,
    };
    let names = [Import::SPEC.name, BringFile::SPEC.name];
    if !names.contains(&asked.command.as_str()) || incoming.brought().is_none() {
        return planned;
    }
    if cx.chat.group {
        return Plan::Say(problem(t!(cx.lang(), "bring-direct")));
    }
    let words = asked.args.get("lines").or_else(|| asked.args.get("words"));
    match table(cx, incoming) {
        Some(file) => looked_at(file, words),
        None => planned,
    }
}

/// Files under which stands nothing but a record go there: `D-3`.
pub(super) fn with_files(incoming: &Incoming, planned: Plan) -> Plan {
    let Plan::Run(run) = &planned else { return planned };
    let shows = RECORDS.iter().any(|kind| parse::show(*kind) == Some(&run.asked.command));
    let named = commands::entry(&run.asked.command).and_then(|entry| entry.spec.args.first());
    match named.and_then(|arg| run.asked.args.get(arg.name)) {
        Some(record) if shows && !files_of(incoming).is_empty() => {
            let args =
                [("record".to_owned(), record.clone()), ("content".to_owned(), WORDLESS.into())];
            let spec = &LogNote::SPEC;
            ready(Asked { command: spec.name.to_owned(), args: Map::from_iter(args) }, spec)
        }
        _ => planned,
    }
}

/// What to do about something that has no words. In a group nobody asked us, unless it answers us.
pub(super) async fn thing_alone(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    thing: &Thing,
) -> Result<Plan, Problem> {
    let lang = cx.lang();
    if cx.chat.group {
        let rows = incoming.brought().and_then(|brought| brought.name.as_deref());
        let asks = rows.is_some_and(is_table) && cx.may(Right::Admin);
        let asks = asks && answered(cx, incoming).await?.is_some();
        return Ok(if asks { Plan::Say(problem(t!(lang, "bring-direct"))) } else { Plan::Nothing });
    }
    if let Some(file) = table(cx, incoming) {
        return Ok(looked_at(file, None));
    }
    Ok(Plan::Say(match thing {
        Thing::Card { phone, own: true, .. } => match read_phone(cx, phone) {
            Some(phone) => {
                return Ok(ready(Asked::of(&MyPhone { phone }), &MyPhone::SPEC));
            }
            None => problem(t!(lang, "thing-card-odd", phone = secret::hide(phone))),
        },
        Thing::Card { name, phone, own: false } => card(cx, name, phone),
        Thing::Place(place) if place.elsewhere => problem(t!(lang, "visit-passed-on")),
        Thing::Place(place) => return Ok(arrived(cx, place)),
        Thing::Brought(brought) => match &brought.fate {
            Fate::Kept(files) | Fate::Partly { kept: files, .. } if !files.is_empty() => {
                return kept(cx, incoming, files).await;
            }
            Fate::Kept(_) | Fate::Partly { .. } => Reply::say(t!(lang, "file-none-kept")),
            Fate::TooLarge if brought.name.as_deref().is_some_and(is_table) => {
                problem(t!(lang, "bring-too-large"))
            }
            Fate::There | Fate::TooLarge | Fate::Lost => problem(not_kept(lang, brought)),
        },
        Thing::Sticker => Reply::say(t!(lang, "thing-sticker")),
        Thing::Unknown => Reply::say(t!(lang, "thing-unknown")),
    }))
}

/// A place that was shared: one has arrived there, at whose it was asked before.
fn arrived(cx: &Cx<'_>, place: &Place) -> Plan {
    let spec = &LogArrive::SPEC;
    let open = cx.talk.open_dialog(cx.now).filter(|open| open.draft.command == spec.name);
    let mut args = open.map(|open| open.draft.args.clone()).unwrap_or_default();
    args.insert("place".to_owned(), place.spot.to_string().into());
    if let Some(accuracy) = place.accuracy {
        args.insert("accuracy".to_owned(), accuracy.into());
    }
    ready(Asked { command: spec.name.to_owned(), args }, spec)
}

/// Files without words: on what the message answers, on what came just before together with them, on
/// the visit that goes on; else it is asked what they are about.
async fn kept(cx: &mut Cx<'_>, incoming: &Incoming, files: &[Uuid]) -> Result<Plan, Problem> {
    let sent = cx.tx.kept(files).await?;
    if let [only] = sent.as_slice()
        && only.size == 0
    {
        let name = only.name.clone().unwrap_or_else(|| t!(cx.lang(), "file-paper"));
        return Ok(Plan::Say(problem(t!(cx.lang(), "file-empty", name = name))));
    }
    let mut args = Map::from_iter([
        ("content".to_owned(), Value::from(WORDLESS)),
        ("files".to_owned(), serde_json::json!(files)),
    ]);
    let spec = &LogNote::SPEC;
    let asked = |args| Asked { command: spec.name.to_owned(), args };
    let sibling = match files.first() {
        Some(first) => cx.tx.sibling(*first).await?,
        None => None,
    };
    let before = match sibling.as_ref().and_then(|sibling| sibling.activity) {
        Some(before) => cx.tx.get::<Activity>(before).await?,
        None => None,
    };
    let about = answered(cx, incoming).await?.and_then(|earlier| earlier.about);
    let about = about.filter(|code| RECORDS.contains(&code.kind) && before.is_none());
    if let Some(code) = about {
        args.insert("record".to_owned(), code.to_string().into());
        return Ok(ready(asked(args), spec));
    }
    let before = match before {
        None if sibling.is_none() => match current(cx).await? {
            // Whoever has opened a card since has that record in mind.
            Some(visit) => match card_since(cx, visit.at) {
                Some(code) => {
                    args.insert("record".to_owned(), code.to_string().into());
                    return Ok(ready(asked(args), spec));
                }
                None => Some(visit),
            },
            None => None,
        },
        before => before,
    };
    if let Some(before) = before
        && let Some(on) = On::at(cx, before.on_kind, before.on_id).await?
    {
        args.insert("record".to_owned(), on.code.to_string().into());
        args.insert("with".to_owned(), before.code().to_string().into());
        return Ok(ready(asked(args), spec));
    }
    if sibling.is_some() {
        // It is being asked what those before it are about.
        return Ok(Plan::Say(Reply::say(t!(cx.lang(), "file-with-those"))));
    }
    Ok(Plan::Lack(asked(args), Lack::Missing("record")))
}

/// The record whose card was opened last in this chat since then.
fn card_since(cx: &Cx<'_>, since: Instant) -> Option<Code> {
    let last = cx.talk.cards.last().filter(|card| card.at > since)?;
    Some(last.of).filter(|code| RECORDS.contains(&code.kind))
}

/// A phone number as it stands on a card.
fn read_phone(cx: &Cx<'_>, phone: &str) -> Option<String> {
    // Platforms leave the plus out; what has the length of a number at home has none.
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let phone = match phone.trim().strip_prefix('+') {
        None if digits > 11 => format!("+{}", phone.trim()),
        _ => phone.trim().to_owned(),
    };
    match parse::read(Take::Phone, &phone, &phone, &cx.env()) {
        Ok(Value::String(phone)) => Some(phone),
        _ => None,
    }
}

/// A person's card: whom to make of it is the sender's to say.
fn card(cx: &Cx<'_>, name: &str, phone: &str) -> Reply {
    let lang = cx.lang();
    let Some(phone) = read_phone(cx, phone) else {
        return problem(t!(lang, "thing-card-odd", phone = secret::hide(phone)));
    };
    let name: String = name.trim().chars().take(60).collect();
    let shown = secret::hide(&phone);
    let check = Check { phone: Some(phone.clone()), ..Check::default() };
    if !cx.may(Right::Sell) {
        return Reply::say(t!(lang, "thing-card", name = &name, phone = shown))
            .button(t!(lang, "button-check"), &check);
    }
    let named = Some(name.clone()).filter(|name| !name.is_empty());
    let lead = AddLead { name: named, phone: Some(phone.clone()), ..AddLead::default() };
    let known = [("name", name.clone()), ("phone", phone)];
    let args = known.into_iter().filter(|(_, value)| !value.is_empty());
    let args = args.map(|(field, value)| (field.to_owned(), value.into())).collect();
    let contact = Asked { command: AddContact::SPEC.name.to_owned(), args };
    let mut reply = Reply::new(ReplyKind::Ask, t!(lang, "thing-card", name = name, phone = shown));
    reply = reply.button(t!(lang, "button-add-lead"), &lead);
    reply.row(vec![
        Button { label: t!(lang, "button-add-contact"), asked: contact },
        Button::new(t!(lang, "button-check"), &check),
    ])
}

/// What somebody else wrote is what happened on the record of whom it is from; where that is not
/// clear, it is asked. It is never done what it says.
pub(super) async fn forwarded(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    (from, words): (Option<&str>, &str),
) -> Result<Plan, Problem> {
    let lang = cx.lang();
    if cx.chat.group {
        return Ok(Plan::Nothing);
    }
    if words.chars().count() > LONGEST {
        return Ok(Plan::Say(problem(t!(lang, "too-long", limit = LONGEST))));
    }
    if words.trim().is_empty()
        && let Some(file) = table(cx, incoming)
    {
        return Ok(looked_at(file, None));
    }
    let words = if words.trim().is_empty() { WORDLESS } else { words.trim() };
    let content = match from {
        Some(from) => format!("{from}: {words}"),
        None => words.to_owned(),
    };
    let mut args = Map::from_iter([("content".to_owned(), Value::from(content))]);
    let spec = &LogMessage::SPEC;
    let asked = |args| Asked { command: spec.name.to_owned(), args };
    // The words may name anybody; who wrote them is somebody.
    let hits = match from {
        Some(from) => cx.hits(from, RECORDS).await?,
        None => Vec::new(),
    };
    let mut named = hits.iter().filter(|hit| from.is_some_and(|from| same(from, &hit.label)));
    match (named.next(), named.next()) {
        (Some(hit), None) => {
            args.insert("record".to_owned(), hit.code.to_string().into());
            Ok(ready(asked(args), spec))
        }
        _ => Ok(Plan::Lack(asked(args), Lack::Missing("record"))),
    }
}
