//! Words that answer a message of ours are about the record that it shows.

use serde_json::{Value, json};

use crate::chat::incoming::Incoming;
use crate::chat::parse::{self, Recognised};
use crate::chat::reply::{Asked, Reply};
use crate::chat::spec::Ask as _;
use crate::chat::understand::asked::asks;
use crate::chat::understand::happened::{happened, is_over, is_told};
use crate::chat::understand::when::find_moments;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::follow::RECORDS;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Instant, Kind};
use crate::problem::Problem;

use super::acts::{acts, sets};
use super::at_hand::of_record_at_hand;
use super::by_code::{about, by_verb, said_of};
use super::doubt::is_doubt;
use super::elsewhere::{About, about_whom};
use super::filled::{begins_with_known, fill};
use super::handed::given_to;
use super::plan::{Plan, planned, ready};
use super::quoted::parted;
use super::sentence::{ASKS, command_of, is_unsure, meant, opened};
use super::staged::is_staged;
use super::unsaid::{by_shape, goods};

/// For how long a card is what words are about that name nobody: 10 minutes.
const IN_MIND_MILLIS: i64 = 10 * 60 * 1000;

/// The message of ours that this one answers.
pub(super) async fn answered(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
) -> Result<Option<Reply>, Problem> {
    let Some(key) = &incoming.reply_to else {
        return Ok(None);
    };
    Ok(cx.tx.said_in(&incoming.chat.address, key).await?)
}

/// What words say about a record that they do not name; nothing where they name something, or are
/// a command about nothing of the kind.
pub(super) async fn on_card(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    recognised: &Recognised,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let begin = text.len() - text.trim_start().len();
    if text[begin..].is_empty() {
        return Ok(None);
    }
    let (spec, at) = match recognised {
        Recognised::Code(_) | Recognised::CodeThen(..) => return Ok(None),
        Recognised::Command(spec, at) if spec.arg_for(code.kind).is_some() => {
            if begins_with_known(cx, spec, &text[*at..]).await? {
                return Ok(None);
            }
            (Some(*spec), *at)
        }
        // «今天聊过了»: a command that takes nothing is none with words after it.
        Recognised::Command(spec, at) if !spec.args.is_empty() || text[*at..].trim().is_empty() => {
            return Ok(None);
        }
        _ => {
            let verb = text[begin..].split_whitespace().next().unwrap_or_default();
            match by_verb(code.kind, verb) {
                Some(spec) => (Some(spec), begin + verb.len()),
                None => match said_of(cx, code, &text[begin..]) {
                    Some((spec, at)) => (Some(spec), begin + at),
                    None => (None, begin),
                },
            }
        }
    };
    if spec.is_none() {
        if let Some(plan) = given_to(cx, code, &text[begin..]).await? {
            return Ok(Some(plan));
        }
        if let Some(plan) = acts(cx, code, message, begin).await? {
            return Ok(Some(plan));
        }
    }
    let day = earlier(cx, &text[begin..]);
    if let Some(spec) = spec {
        let mut args = about(spec, code).args;
        args.extend(day.filter(|_| spec.group() == "log"));
        let filled = fill(cx, spec, message, at, args).await?;
        return Ok(Some(planned(spec, filled)));
    }
    let words = message.words(begin..text.len());
    Ok(Some(free(cx, code, &text[begin..], message, begin, words).await?))
}

/// The day before this one on which words say that something was, as the field of a record of it.
pub(super) fn earlier(cx: &Cx<'_>, text: &str) -> Option<(String, Value)> {
    let (_, moment) = opened(cx, text);
    let past = moment.filter(|moment| cx.env().is_past(*moment))?;
    Some(("at".to_owned(), json!(cx.env().due(past))))
}

/// Words without a verb: a moment alone plans, fields edit, a stage moves, and all else has
/// happened.
async fn free(
    cx: &mut Cx<'_>,
    code: Code,
    text: &str,
    message: &Folded,
    begin: usize,
    words: String,
) -> Result<Plan, Problem> {
    let kind = code.kind.word();
    let command = |name: &str| commands::entry(name).map(|entry| entry.spec);
    let follow_up = code.kind == Kind::FollowUp;
    let moment = find_moments(text, &cx.env().here())
        .first()
        .is_some_and(|found| found.span.start == 0 && text[found.span.end..].trim().is_empty());
    let by_name = if moment {
        command(if follow_up { "later" } else { "follow" })
    } else if let Some(spec) =
        goods(cx, code, text).await?.or_else(|| by_shape(cx, code, text, true))
    {
        Some(spec)
    } else if text.contains(['=', ':']) {
        command(&format!("{kind} edit")).filter(|spec| parse::begins_with_field(spec, text))
    } else if code.kind == Kind::Deal && is_staged(cx, text, true).await? {
        command("deal move")
    } else {
        None
    };
    if let Some(spec) = by_name.filter(|spec| spec.arg_for(code.kind).is_some()) {
        let filled = fill(cx, spec, message, begin, about(spec, code).args).await?;
        return Ok(planned(spec, filled));
    }
    let name = if follow_up { "done" } else { "log note" };
    let Some(spec) = command(name).filter(|spec| spec.arg_for(code.kind).is_some()) else {
        let show = parse::show(code.kind).and_then(command);
        return Ok(show.map_or(Plan::Nothing, |spec| planned(spec, about(spec, code))));
    };
    let mut args = about(spec, code).args;
    args.insert("content".to_owned(), words.into());
    args.extend(earlier(cx, text).filter(|_| !follow_up));
    Ok(ready(Asked { command: spec.name.to_owned(), args }, spec))
}

/// The record that words may point at, and since when: the one that a command was about last.
pub(super) fn subject(cx: &Cx<'_>) -> Option<(Code, Instant)> {
    cx.talk.subject.filter(|subject| in_mind(cx, *subject))
}

fn in_mind(cx: &Cx<'_>, (code, at): (Code, Instant)) -> bool {
    cx.now.0 - at.0 <= IN_MIND_MILLIS && RECORDS.contains(&code.kind)
}

/// The record that words are about which name nobody, and since when: the one whose card was shown
/// last, or that an answer has settled since.
pub(super) fn at_hand(cx: &Cx<'_>) -> Option<(Code, Instant)> {
    let card = cx.talk.cards.last().map(|card| (card.of, card.at));
    cx.talk.settled.or(card).filter(|found| in_mind(cx, *found))
}

/// What words say that a deal has come to, wherever in them: «华为那个备件的单丢了».
fn ended(code: Code, text: &str) -> Option<Asked> {
    let found = happened(text).filter(|found| is_over(text, found))?;
    let (spec, _) = command_of(found.value).filter(|(spec, _)| spec.ends())?;
    spec.arg_for(code.kind)?;
    Some(Asked { command: spec.name.to_owned(), args: about(spec, code).args })
}

/// The record at hand is what words are about that say what happened, and name nobody: «今天谈得不错».
pub(super) async fn on_last_card(
    cx: &mut Cx<'_>,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if let Some(plan) = of_record_at_hand(cx, message).await? {
        return Ok(Some(plan));
    }
    if text.trim_end().ends_with(ASKS) || is_doubt(text) || is_unsure(text) || asks(text) {
        return Ok(None);
    }
    // «金额改成20万»
    if let Some((code, _)) = subject(cx)
        && let Some(plan) = sets(cx, code, message, 0, false)
    {
        return Ok(Some(plan));
    }
    let Some((at_hand, _)) = at_hand(cx).filter(|_| is_told(text)) else { return Ok(None) };
    let code = match about_whom(cx, text, at_hand).await? {
        About::AtHand => at_hand,
        About::Named(code) => match ended(code, text) {
            Some(asked) => return Ok(Some(meant(cx, text, asked).await?)),
            None => code,
        },
        About::Unclear(plan) => return Ok(Some(*plan)),
    };
    Ok(match on_card(cx, code, message, &Recognised::Nothing).await? {
        Some(Plan::Run(run)) if run.asked.command.starts_with("log ") => Some(Plan::Run(run)),
        Some(Plan::Run(mut run)) => {
            if run.asked.command == MoveDeal::SPEC.name {
                parted(cx, message, &mut run.asked).await?;
            }
            Some(meant(cx, text, run.asked).await?)
        }
        plan => plan,
    })
}
