//! Words that answer a message of ours are about the record that it shows.

use crate::chat::incoming::Incoming;
use crate::chat::parse::{self, Recognised};
use crate::chat::reply::{Asked, Reply};
use crate::chat::understand::when::find_moments;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::by_code::{about, by_verb, said_of};
use super::plan::{Plan, planned, ready};
use super::unsaid::by_shape;
use super::words::{begins_with_known, fill};

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
                None => match said_of(code, &text[begin..]) {
                    Some((spec, at)) => (Some(spec), begin + at),
                    None => (None, begin),
                },
            }
        }
    };
    if let Some(spec) = spec {
        let filled = fill(cx, spec, message, at, about(spec, code).args).await?;
        return Ok(Some(planned(spec, filled)));
    }
    let words = message.words(begin..text.len());
    Ok(Some(free(cx, code, &text[begin..], message, begin, words).await?))
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
    } else if let Some(spec) = by_shape(cx, code, text, true) {
        Some(spec)
    } else if text.contains(['=', ':']) {
        command(&format!("{kind} edit")).filter(|spec| parse::begins_with_field(spec, text))
    } else if code.kind == Kind::Deal && is_stage(cx, text).await? {
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
    Ok(ready(Asked { command: spec.name.to_owned(), args }, spec))
}

/// Tells whether the words are the name of a stage.
async fn is_stage(cx: &mut Cx<'_>, text: &str) -> Result<bool, Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let mut stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    Ok(stages.any(|stage| {
        [&stage.key, &stage.zh, &stage.en].into_iter().any(|name| commands::same(name, text))
    }))
}
