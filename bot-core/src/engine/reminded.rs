//! «remind Bo to call 华威 tomorrow»: a colleague is told of a record, and not of what a colleague is
//! called like.

use serde_json::{Map, Value};

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec};
use crate::commands::follow::add::Follow;
use crate::commands::follow::give::GIVEN;
use crate::commands::follow::remind::Remind;
use crate::commands::{Cx, show};
use crate::domain::any;
use crate::domain::fold::Folded;
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

use super::filled::{Args, fill};
use super::plan::{Plan, Run, planned};
use super::sentence::{FOR, begins_with, known_at};

/// What stands behind the colleague's name and says no more.
const TO: [&str; 5] = ["to ", "that ", "about ", "去", "要"];
/// At how many places a record is looked for.
const PLACES: usize = 8;

/// What can be done where somebody is to remind a colleague by name.
pub(super) async fn colleague(
    cx: &mut Cx<'_>,
    spec: &Spec,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    if spec.name != Remind::SPEC.name {
        return Ok(None);
    }
    let text = message.text();
    let begin = text.len() - text[at..].trim_start().len();
    let word = text[begin..].split([' ', ',', ':']).next().unwrap_or_default();
    if word.is_empty() || word.parse::<Code>().is_ok() || !cx.hits(word, GIVEN).await?.is_empty() {
        return Ok(None);
    }
    let Some(person) = cx.colleague(word).await? else { return Ok(None) };
    let from = begin + word.len();
    let from = text.len() - text[from..].trim_start_matches([' ', ',', ':']).len();
    let led = TO.iter().find(|to| text[from..].starts_with(**to)).map_or(0, |to| to.len());
    let from = from + led;
    let lang = cx.lang();
    let Some((place, len)) = named_in(cx, text, from).await? else {
        let text = t!(lang, "remind-colleague", who = person.name);
        return Ok(Some(Plan::Say(Reply::new(ReplyKind::Problem, text))));
    };
    let record = Ref(text[place..place + len].to_owned());
    let (kind, fields) = match cx.find_any("record", &record, GIVEN).await {
        Ok(found) => found,
        Err(Problem::Tell(_) | Problem::Ask(_)) => {
            let text = t!(lang, "remind-colleague", who = person.name);
            return Ok(Some(Plan::Say(Reply::new(ReplyKind::Problem, text))));
        }
        Err(problem) => return Err(problem),
    };
    let n = fields.get("n").and_then(Value::as_i64).unwrap_or_default();
    let code = Code { kind, n };
    let what = show::coded(lang, &any::label(kind, &fields)?, code);
    let is_theirs = fields.get("owner").and_then(Value::as_str)
        == Some(person.person_id().0.to_string().as_str());
    // «remind Amy D-2 any news?» says no more than whose it is.
    if is_theirs && place == from && led == 0 {
        return Ok(None);
    }
    let words = message.words(from..text.len());
    let mut row = Vec::new();
    if is_theirs {
        let remind = Remind { record: Ref::code(code), note: Some(words.trim().to_owned()) };
        row.push(Button::new(t!(lang, "remind-button-ask", who = &person.name), &remind));
    }
    let args = Map::from_iter([("record".to_owned(), code.to_string().into())]);
    let follow = match planned(&Follow::SPEC, fill(cx, &Follow::SPEC, message, from, args).await?) {
        Plan::Run(Run { asked, .. }) => Some(asked),
        _ => None,
    };
    row.extend(follow.map(|asked| Button { label: t!(lang, "remind-button-mine"), asked }));
    let text = if is_theirs {
        t!(lang, "remind-colleague-of", who = person.name, what = what)
    } else {
        t!(lang, "remind-colleague-not", who = person.name, what = what)
    };
    Ok(Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(row))))
}

/// Where the first record stands that words name, and how long its name is.
async fn named_in(
    cx: &mut Cx<'_>,
    text: &str,
    from: usize,
) -> Result<Option<(usize, usize)>, Problem> {
    let starts = |at: usize| {
        let before = text[from..at].chars().next_back();
        let led = FOR.iter().any(|word| text[from..at].ends_with(word));
        before.is_none_or(|c| c == ' ' || c == ',') || led
    };
    let places = text[from..].char_indices().map(|(at, _)| from + at);
    for place in places.filter(|at| starts(*at)).take(PLACES) {
        if let Some(len) = known_at(cx, GIVEN, &text[place..]).await? {
            return Ok(Some((place, len)));
        }
    }
    Ok(None)
}

/// The fields of a reminder for oneself that names nobody who is known: the first of its words is
/// what is to be done, and no name.
pub(super) fn of_nobody(spec: &Spec, text: &str, at: usize) -> Option<Args> {
    let mine = spec.name == Follow::SPEC.name && begins_with(text, &["remind me"]);
    let small = text[at..].trim_start().starts_with(|c: char| c.is_ascii_lowercase());
    let coded = text[at..].split([' ', ',']).any(|word| word.parse::<Code>().is_ok());
    (mine && small && !coded).then(|| Args::from_iter([("record".to_owned(), Value::Null)]))
}
