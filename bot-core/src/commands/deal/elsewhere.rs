//! A deal that goes on in another pipeline: at a stage of that one, which is asked for where it is not
//! said.

use super::r#move::MoveDeal;
use super::stages::{self, led_up};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::commands::{Cx, same, setup, show};
use crate::domain::deal::Deal;
use crate::domain::people::Lang;
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::problem::{Problem, Question};
use crate::t;

/// How many stages stand in one row.
const ROW: usize = 3;
/// What may follow the name of a pipeline.
const ENDS: [&str; 3] = ["销售流程", "流程", "pipeline"];

/// The other pipeline that is meant, and what is said of the stage there.
pub(super) async fn named(
    cx: &mut Cx<'_>,
    (pipeline, _): &(Pipeline, Stage),
    (of, words): (Option<&str>, Option<&str>),
) -> Result<Option<(Pipeline, Option<String>)>, Problem> {
    if of.is_none() && words.is_none() {
        return Ok(None);
    }
    let pipelines = cx.tx.pipelines().await?;
    if let Some(of) = of {
        let other = setup::pipeline(cx, &pipelines, Some(of))?;
        let words = words.map(str::to_owned);
        return Ok((other.id != pipeline.id).then(|| (other.clone(), words)));
    }
    // A stage of its own that is called so comes first.
    let words = led_up(words.unwrap_or_default());
    let all: Vec<&str> = words.split_whitespace().collect();
    let others = || pipelines.iter().filter(|other| other.id != pipeline.id);
    for len in (1..=all.len()).rev() {
        let text = all[..len].join(" ");
        let bare = ENDS.iter().find_map(|end| text.strip_suffix(end)).map_or(&*text, str::trim);
        let is = |one: &&Pipeline| {
            [&*text, bare].iter().any(|text| same(&one.name, text) || same(&one.key, text))
        };
        if stages::exactly(&pipeline.stages, &text).is_empty()
            && let Some(other) = others().find(is)
        {
            let rest = all[len..].join(" ");
            return Ok(Some((other.clone(), Some(rest).filter(|rest| !rest.is_empty()))));
        }
    }
    Ok(None)
}

/// Where the deal comes from and where it goes to, each called with its pipeline, and what is said
/// besides. It comes from before all stages, so that what they demand is looked at.
pub(super) fn ends(
    cx: &Cx<'_>,
    (from, now): &(Pipeline, Stage),
    (to, asked): (&Pipeline, &MoveDeal),
    deal: &Deal,
) -> Result<(Stage, Stage, String), Problem> {
    let before = Stage { pos: 0, ..called(from, now) };
    let words = asked.stage.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let Some(words) = words else {
        return Err(which(cx, to, asked, deal));
    };
    let (stage, rest) = stages::stage_of(cx, to, &before, words)?;
    if stage.outcome != Outcome::Open {
        return Err(which(cx, to, asked, deal));
    }
    Ok((before, called(to, &stage), rest))
}

/// A stage with the name of its pipeline before its own.
fn called(pipeline: &Pipeline, stage: &Stage) -> Stage {
    let named = |lang| format!("{} · {}", pipeline.name, stage.name(lang));
    Stage { zh: named(Lang::Zh), en: named(Lang::En), ..stage.clone() }
}

/// Asks for a stage of the other pipeline.
fn which(cx: &Cx<'_>, to: &Pipeline, asked: &MoveDeal, deal: &Deal) -> Problem {
    let lang = cx.lang();
    let draft = MoveDeal { pipeline: Some(to.key.clone()), stage: None, ..asked.clone() };
    let named = show::named(lang, deal);
    let text = t!(lang, "deal-ask-stage-elsewhere", deal = named, pipeline = &to.name);
    let button = |stage: &Stage| {
        let there = MoveDeal { stage: Some(stage.key.clone()), ..draft.clone() };
        Button::new(stage.name(lang).to_owned(), &there)
    };
    let open: Vec<&Stage> = to.open().collect();
    let rows = open.chunks(ROW).map(|row| row.iter().map(|stage| button(stage)).collect());
    let reply = rows.fold(Reply::new(ReplyKind::Ask, text), Reply::row);
    let draft = Some(Asked::of(&draft));
    Problem::Ask(Box::new(Question { field: "stage".to_owned(), reply, draft }))
}
