//! Commands that words were read into, looked at once more before they run: what ends or moves
//! something is not done where the words may say less.

use std::ops::Range;

use serde_json::Value;

use crate::chat::parse::{self, Lack, shortened};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Take};
use crate::chat::understand::when::find_moments;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::deal::win::WinDeal;
use crate::commands::follow::add::Follow;
use crate::commands::log::note::LogNote;
use crate::commands::order::cancel::CancelOrder;
use crate::commands::order::out::{Part, part_of};
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::problem::Problem;
use crate::t;

use super::plan::{Plan, Run};
use super::quoted::parted;
use super::sentence::ending;
use super::staged::is_staged;

/// What makes a time limit of the time behind it, and of the time before it.
const BY: [&str; 4] = ["by", "before", "until", "no later than"];
const BEFORE: [&str; 4] = ["之前", "以前", "前", "为止"];

/// The same plan, or a question where the words say less than what would be done.
pub(super) async fn sure(cx: &mut Cx<'_>, message: &Folded, plan: Plan) -> Result<Plan, Problem> {
    let text = message.text();
    match plan {
        Plan::Run(run) if run.asked.command == CancelOrder::SPEC.name => part(cx, run).await,
        Plan::Run(mut run) if run.asked.command == MoveDeal::SPEC.name && run.typed => {
            if parted(cx, message, &mut run.asked).await? {
                return Ok(Plan::Run(run));
            }
            by_then(cx, text, run).await
        }
        Plan::Lack(mut asked, lack)
            if asked.command == MoveDeal::SPEC.name && matches!(lack, Lack::Wrong("amount", _)) =>
        {
            parted(cx, message, &mut asked).await?;
            Ok(Plan::Lack(asked, lack))
        }
        Plan::Lack(asked, Lack::Extra(words)) if asked.command == WinDeal::SPEC.name => {
            Ok(Plan::Say(won(cx, text, asked, &words).await?))
        }
        plan => Ok(plan),
    }
}

/// «O-1 cancel the B7»: that line goes, and not the order.
async fn part(cx: &mut Cx<'_>, mut run: Run) -> Result<Plan, Problem> {
    Ok(match part_of(cx, &run.asked, run.answers).await? {
        None => Plan::Run(run),
        Some(Part::Unclear(reply)) => Plan::Say(reply),
        Some(Part::Only(asked)) => {
            run.asked = asked;
            Plan::Run(run)
        }
    })
}

/// «D-2 contract by Friday» is a plan: whether it is there already is asked.
async fn by_then(cx: &mut Cx<'_>, text: &str, mut run: Run) -> Result<Plan, Problem> {
    let stage = run.asked.args.get("stage").and_then(Value::as_str).map(str::to_owned);
    let when = run.asked.args.get("when").cloned().filter(|when| !when.is_null());
    let (Some(stage), Some(when)) = (stage, when) else { return Ok(Plan::Run(run)) };
    let moments = find_moments(text, &cx.env().here());
    let limit = moments.into_iter().find_map(|moment| limit(text, &moment.span));
    let stage = BEFORE.iter().find_map(|word| stage.strip_suffix(word)).unwrap_or(&stage);
    let stage = BY.iter().find_map(|by| stage.strip_suffix(&format!(" {by}"))).unwrap_or(stage);
    let stage = stage.trim().to_owned();
    let Some(limit) = limit.filter(|_| !stage.is_empty()) else { return Ok(Plan::Run(run)) };
    if !is_staged(cx, &stage, true).await? {
        return Ok(Plan::Run(run));
    }
    let lang = cx.lang();
    let deal = run.asked.args.get("deal").cloned().unwrap_or_default();
    let mut follow = Asked { command: Follow::SPEC.name.to_owned(), args: serde_json::Map::new() };
    follow.args.insert("record".to_owned(), deal);
    follow.args.insert("when".to_owned(), when);
    follow.args.insert("what".to_owned(), stage.clone().into());
    run.asked.args.insert("stage".to_owned(), stage.clone().into());
    run.asked.args.remove("when");
    let said = shortened(text.trim());
    let ask = t!(lang, "stage-by-ask", words = said, stage = &stage);
    Ok(Plan::Say(Reply::new(ReplyKind::Ask, ask).row(vec![
        Button {
            label: t!(lang, "stage-by-button-follow", day = limit, stage = &stage),
            asked: follow,
        },
        Button { label: t!(lang, "stage-by-button-now", stage = stage), asked: run.asked },
    ])))
}

/// The time of a limit, without the words that make it one.
fn limit(text: &str, span: &Range<usize>) -> Option<String> {
    let said = &text[span.clone()];
    let within = BY.iter().find_map(|by| said.strip_prefix(by)?.strip_prefix(' '));
    let within = within.or_else(|| BEFORE.iter().find_map(|word| said.strip_suffix(word)));
    if let Some(said) = within {
        return Some(said.trim().to_owned());
    }
    let before = text[..span.start].trim_end();
    let by = BY.iter().any(|by| before.strip_suffix(by).is_some_and(|rest| rest.ends_with(' ')));
    let after = text[span.end..].trim_start();
    let led = BEFORE.iter().any(|word| after.starts_with(word));
    (by || led).then(|| said.to_owned())
}

/// «signed the NDA», «签了一半», `won tomorrow`: what is not understood may say that nothing is won. It
/// is asked, with what would be; and what is to come is none.
async fn won(cx: &mut Cx<'_>, text: &str, mut asked: Asked, words: &str) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let record = asked.args.get("deal").cloned().unwrap_or_default();
    let moments = find_moments(words, &cx.env().here());
    let ahead = moments.into_iter().find(|moment| cx.env().is_to_come(moment.value));
    if let Some(moment) = ahead {
        let said = words[moment.span].to_owned();
        let text = t!(lang, "win-ahead", day = &said);
        let reply = Reply::new(ReplyKind::Problem, text);
        let Ok(when) = parse::read(Take::When, &said, &said, &cx.env()) else { return Ok(reply) };
        let mut follow =
            Asked { command: Follow::SPEC.name.to_owned(), args: serde_json::Map::new() };
        follow.args.insert("record".to_owned(), record);
        follow.args.insert("when".to_owned(), when);
        let label = t!(lang, "put-off-button-follow", day = said);
        return Ok(reply.row(vec![Button { label, asked: follow }]));
    }
    let label = ending(cx, &mut asked).await?;
    let mut note = Asked { command: LogNote::SPEC.name.to_owned(), args: serde_json::Map::new() };
    let record = asked.args.get("deal").cloned().unwrap_or(record);
    note.args.insert("record".to_owned(), record);
    note.args.insert("content".to_owned(), text.trim().into());
    let text = t!(lang, "win-unclear", words = words);
    Ok(Reply::new(ReplyKind::Ask, text).row(vec![
        Button { label: show::op_name(lang, LogNote::SPEC.name), asked: note },
        Button { label, asked },
    ]))
}
