//! Words behind a command that were taken for the name of a record and are none: «完成，客户很满意», `done,
//! they like it`. The record is the one at hand, or it is asked; nothing of the words is lost.

use serde_json::Value;

use crate::chat::parse::{Filled, Lack};
use crate::chat::spec::{Arg, Ask as _, By, Spec, Take};
use crate::chat::understand::name::may_be_name;
use crate::commands::Cx;
use crate::commands::follow::done::Done;
use crate::commands::offers::shown_last;
use crate::commands::order::confirm::ConfirmOrder;
use crate::commands::order::submit::SubmitOrder;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Instant};
use crate::problem::Problem;

use super::filled::{Args, fill};
use super::on_card::at_hand;

/// The fields of what somebody said, that take any words.
const PROSE: [&str; 3] = ["content", "note", "reason"];
/// For how long the card of a follow-up is what words are about: 10 minutes.
const IN_MIND_MILLIS: i64 = 10 * 60 * 1000;

/// The same command about the record at hand, or about none yet, where what was read as the name of
/// one is no name and nothing is called that.
pub(super) async fn unnamed(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    (message, at): (&Folded, usize),
    (known, filled): (Args, Filled),
) -> Result<Filled, Problem> {
    let Some((arg, named)) = read_as_name(spec, &known, &filled) else { return Ok(filled) };
    let Take::Ref(kinds) = arg.take else { return Ok(filled) };
    if named.parse::<Code>().is_ok() {
        return Ok(filled);
    }
    // «完成，样品送到» parts the words from the command.
    let parted = message.text()[..at].ends_with(',');
    if (arg.required || !parted) && may_be_name(&named) {
        return Ok(filled);
    }
    if cx.hits(&named, kinds).await?.iter().any(|hit| !hit.rung.is_guess()) {
        return Ok(filled);
    }
    let mut known = known;
    let code = about(cx, spec);
    let record = code.map_or(Value::Null, |code| code.to_string().into());
    known.insert(arg.name.to_owned(), record);
    fill(cx, spec, message, at, known).await
}

/// The same command about the order whose card was shown last, where nothing is said but what is to
/// be done: «提交», `confirm`. Goods that leave are never guessed.
pub(super) async fn of_order_shown(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    rest: &str,
    mut filled: Filled,
) -> Result<Filled, Problem> {
    let steps = [SubmitOrder::SPEC.name, ConfirmOrder::SPEC.name];
    if let Some(Lack::Missing(field)) = filled.lack
        && steps.contains(&spec.name)
        && rest.trim().is_empty()
        && let Some(code) = shown_last(cx, spec).await?
    {
        filled.args.insert(field.to_owned(), code.to_string().into());
        filled.lack = None;
    }
    Ok(filled)
}

/// The field for a record that words were just read into, where the command takes prose as well.
fn read_as_name(
    spec: &'static Spec,
    known: &Args,
    filled: &Filled,
) -> Option<(&'static Arg, String)> {
    let prose = |arg: &Arg| arg.by == By::Rest && PROSE.contains(&arg.name);
    if !spec.args.iter().any(prose) {
        return None;
    }
    let named = |arg: &&'static Arg| {
        matches!(arg.take, Take::Ref(_)) && arg.by == By::Shape && !known.contains_key(arg.name)
    };
    let arg = spec.args.iter().find(named)?;
    // Where else none need be named, the command itself says what it makes of the words.
    if !arg.required && spec.name != Done::SPEC.name {
        return None;
    }
    Some((arg, filled.args.get(arg.name)?.as_str()?.to_owned()))
}

/// The record at hand that a command can be about: the one whose card was shown last, a follow-up's
/// as well.
fn about(cx: &Cx<'_>, spec: &Spec) -> Option<Code> {
    let fits = |(code, at): &(Code, Instant)| {
        cx.now.0 - at.0 <= IN_MIND_MILLIS && spec.arg_for(code.kind).is_some()
    };
    let card = cx.talk.cards.last().map(|card| (card.of, card.at));
    let all = [cx.talk.subject, card, at_hand(cx)].into_iter().flatten();
    all.filter(fits).max_by_key(|(_, at)| *at).map(|(code, _)| code)
}
