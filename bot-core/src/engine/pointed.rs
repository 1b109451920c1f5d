//! Words that point at a record and do not name it: «这个单赢了», «把这个单转给Bo».

use crate::chat::incoming::Incoming;
use crate::chat::parse::Recognised;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::on_card::{answered, subject};
use super::to_question::is_free;

/// What points, and at which kinds of record; the longer one first.
const THESE: [(&str, &[Kind]); 15] = [
    ("这个商机", &[Kind::Deal]),
    ("这个订单", &[Kind::Order]),
    ("这张订单", &[Kind::Order]),
    ("这个单子", &[Kind::Deal, Kind::Order]),
    ("这个单", &[Kind::Deal, Kind::Order]),
    ("这张单", &[Kind::Order, Kind::Deal]),
    ("这单", &[Kind::Deal, Kind::Order]),
    ("这个客户", &[Kind::Customer]),
    ("这个线索", &[Kind::Lead]),
    ("这条线索", &[Kind::Lead]),
    ("this one", &[Kind::Deal, Kind::Order]),
    ("this deal", &[Kind::Deal]),
    ("this order", &[Kind::Order]),
    ("this customer", &[Kind::Customer]),
    ("this lead", &[Kind::Lead]),
];
/// What may stand before that.
const BEFORE: [&str; 7] = ["把", "将", "给", "give ", "hand ", "transfer ", "assign "];

/// The same words with the code of the record that they point at.
pub(super) async fn pointed(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Option<Folded>, Problem> {
    let text = message.text();
    let Some((at, len, kinds)) = this(text) else { return Ok(None) };
    // Whoever is asked why may well begin the answer with such words.
    let open = cx.talk.open_dialog(cx.now);
    if open.is_some_and(|open| is_free(open) && !open.parked) {
        return Ok(None);
    }
    let fits = |code: &Code| kinds.contains(&code.kind);
    let about = answered(cx, incoming).await?.and_then(|earlier| earlier.about);
    let code = about.or(subject(cx).map(|(code, _)| code)).filter(fits);
    let Some(code) = code else { return Ok(None) };
    let before = message.original(0..at);
    let after = message.original(at + len..text.len());
    Ok(Some(Folded::of(&format!("{before}{code} {after}"))))
}

/// Where words point at something: at their beginning, or where a command expects a record.
fn this(text: &str) -> Option<(usize, usize, &'static [Kind])> {
    let begin = text.len() - text.trim_start().len();
    let found = |at: usize| {
        let rest = text.get(at..)?;
        let at = at + rest.len() - rest.trim_start().len();
        THESE.iter().find_map(|(this, kinds)| {
            let head = text.get(at..at + this.len())?;
            head.eq_ignore_ascii_case(this).then_some((at, this.len(), *kinds))
        })
    };
    let led = BEFORE.iter().find(|word| text[begin..].starts_with(**word));
    let behind = match commands::names().recognise(text) {
        Recognised::Command(_, at) | Recognised::Glued(_, at) => Some(at),
        _ => led.map(|word| begin + word.len()),
    };
    found(begin).or_else(|| found(behind?))
}
