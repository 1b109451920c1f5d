//! A sentence that takes a deal to a stage and says more than the stage, the amount and the next step:
//! the whole of it is written down on the deal.

use serde_json::{Value, json};

use crate::chat::parse::Recognised;
use crate::chat::reply::Asked;
use crate::chat::understand::happened::{Happened, happened};
use crate::chat::understand::next_step::validities;
use crate::chat::understand::when::find_moments;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::problem::Problem;

use super::sentence::QUOTED;
use super::staged::stages_in;

/// What says which one is meant, where it is known already.
pub(super) const THIS: [&str; 14] = [
    "for this one",
    "for this deal",
    "for this",
    "for it",
    "on this one",
    "on this",
    "on it",
    "this one",
    "it",
    "这个",
    "这单",
    "这一单",
    "给这单",
    "给他们",
];

/// Parts what goes with a stage from the stage, in the fields of the command that moves a deal; tells
/// whether something of the sentence is to be written down.
pub(super) async fn parted(
    cx: &mut Cx<'_>,
    message: &Folded,
    asked: &mut Asked,
) -> Result<bool, Problem> {
    let text = message.text();
    let said =
        asked.args.get("stage").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let quoted = happened(text).is_some_and(|found| found.value == Happened::Quoted);
    let spoken = match commands::names().recognise(text) {
        Recognised::Nothing | Recognised::Glued(..) => true,
        Recognised::CodeThen(..) => quoted,
        _ => false,
    };
    let stage = stages_in(cx, &said).await?.into_iter().find(|(at, _)| *at == 0);
    let (stage, rest) = match stage {
        Some((_, len)) => (said[..len].to_owned(), said[len..].trim()),
        // «quoted 38k for this» names no other stage than that.
        None if quoted => (QUOTED.to_owned(), said.as_str()),
        None => return Ok(false),
    };
    let env = cx.env();
    let here = env.here();
    let valid = validities(text, &here);
    let holds = find_moments(text, &here).into_iter().any(|found| {
        let within =
            valid.iter().any(|span| span.start <= found.span.start && found.span.end <= span.end);
        within && asked.args.get("when") == Some(&json!(cx.env().due(found.value)))
    });
    if holds {
        asked.args.remove("when");
    }
    let when = asked.args.get("when").is_some_and(|when| !when.is_null());
    let rest = THIS.iter().find_map(|this| rest.strip_prefix(this)).unwrap_or(rest).trim();
    let more = (spoken && !when && !rest.is_empty()) || holds;
    if more || rest.is_empty() {
        asked.args.insert("stage".to_owned(), stage.into());
    }
    if more {
        let words = message.words(0..text.len());
        asked.args.insert("sentence".to_owned(), words.trim().into());
    }
    Ok(more)
}
