//! What is no command: what was passed on from elsewhere, people's cards, places, pictures.

use serde_json::{Map, Value};

use crate::chat::incoming::Thing;
use crate::chat::parse::{self, LONGEST, Lack};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Take};
use crate::commands::contact::add::AddContact;
use crate::commands::follow::RECORDS;
use crate::commands::lead::add::AddLead;
use crate::commands::lead::check::Check;
use crate::commands::log::message::LogMessage;
use crate::commands::{Cx, same};
use crate::domain::access::Right;
use crate::problem::Problem;
use crate::t;
use crate::text::secret;

use super::plan::{Plan, problem, ready};

/// What to say to something that has no words. In a group nobody asked us.
pub(super) fn thing_alone(cx: &Cx<'_>, thing: &Thing) -> Plan {
    if cx.chat.group {
        return Plan::Nothing;
    }
    let lang = cx.lang();
    Plan::Say(match thing {
        Thing::Card { name, phone } => card(cx, name, phone),
        Thing::Place => Reply::say(t!(lang, "thing-place")),
        Thing::Picture | Thing::File => Reply::say(t!(lang, "thing-picture")),
        Thing::Voice => Reply::say(t!(lang, "thing-voice")),
        Thing::Sticker => Reply::say(t!(lang, "thing-sticker")),
        Thing::Unknown => Reply::say(t!(lang, "thing-unknown")),
    })
}

/// A person's card: whom to make of it is the sender's to say.
fn card(cx: &Cx<'_>, name: &str, phone: &str) -> Reply {
    let lang = cx.lang();
    // Platforms leave the plus out; what has the length of a number at home has none.
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let phone = match phone.trim().strip_prefix('+') {
        None if digits > 11 => format!("+{}", phone.trim()),
        _ => phone.trim().to_owned(),
    };
    let Ok(Value::String(phone)) = parse::read(Take::Phone, &phone, &phone, &cx.env()) else {
        return problem(t!(lang, "thing-card-odd", phone = secret::hide(&phone)));
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
    from: Option<&str>,
    words: &str,
) -> Result<Plan, Problem> {
    let lang = cx.lang();
    if cx.chat.group {
        return Ok(Plan::Nothing);
    }
    if words.chars().count() > LONGEST {
        return Ok(Plan::Say(problem(t!(lang, "too-long", limit = LONGEST))));
    }
    let content = match from {
        Some(from) => format!("{from}: {}", words.trim()),
        None => words.trim().to_owned(),
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
