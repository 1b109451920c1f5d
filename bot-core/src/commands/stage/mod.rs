//! Stages of the org's own: an admin adds, changes and takes them out.

pub mod add;
pub mod drop;
pub mod edit;
pub mod list;
mod words;

use crate::chat::reply::Reply;
use crate::commands::deal::stages::{beginning, exactly};
use crate::commands::{Cx, setup, show};
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;

/// How many stages a pipeline has at most.
const MOST: usize = 30;

/// The stage that words name, with the place of its pipeline; asks where several are called so.
fn find(
    cx: &Cx<'_>,
    pipelines: &[Pipeline],
    (words, of): (&str, Option<&str>),
) -> Result<(usize, Stage), Problem> {
    let only = of.map(|of| setup::pipeline(cx, pipelines, Some(of))).transpose()?;
    let among = |pipeline: &&Pipeline| only.is_none_or(|only| only.id == pipeline.id);
    let look = |how: fn(&'_ [Stage], &str) -> Vec<Stage>| {
        let each = pipelines.iter().enumerate().filter(|(_, pipeline)| among(pipeline));
        let found =
            each.flat_map(|(at, p)| how(&p.stages, words).into_iter().map(move |s| (at, s)));
        found.collect::<Vec<_>>()
    };
    let mut found = look(|stages, words| exactly(stages, words).into_iter().cloned().collect());
    if found.is_empty() {
        found = look(|stages, words| beginning(stages, words).into_iter().cloned().collect());
    }
    let lang = cx.lang();
    match found.as_slice() {
        [_] => Ok(found.remove(0)),
        [] => {
            let all = pipelines.iter().filter(among).flat_map(|pipeline| &pipeline.stages);
            let all: Vec<&str> = all.map(|stage| stage.name(lang)).collect();
            let given = show::short(words, 40);
            let text = t!(lang, "fields-no-stage", given = given, stages = all.join(" · "));
            Err(Problem::tell(text))
        }
        several => {
            let choice = |(at, stage): &(usize, Stage)| {
                let name = &pipelines[*at].name;
                (format!("{name} · {}", stage.name(lang)), name.clone().into())
            };
            let mut choices: Vec<_> = several.iter().map(choice).collect();
            choices.dedup_by(|a, b| a.1 == b.1);
            let text = t!(lang, "stage-which-pipeline", given = show::short(words, 40));
            Err(cx.ask("pipeline", text, choices))
        }
    }
}

/// All stages that there are and were, in order; true for those that there are.
fn ordered(pipeline: &Pipeline) -> Vec<(bool, Stage)> {
    let live = pipeline.stages.iter().map(|stage| (true, stage.clone()));
    let gone = pipeline.gone.iter().map(|stage| (false, stage.clone()));
    let mut all: Vec<_> = live.chain(gone).collect();
    all.sort_by_key(|(_, stage)| stage.pos);
    all
}

/// Makes an order of stages that of the pipeline.
fn put_in_order(pipeline: &mut Pipeline, all: Vec<(bool, Stage)>) {
    (pipeline.stages, pipeline.gone) = (Vec::new(), Vec::new());
    for ((live, stage), pos) in all.into_iter().zip(1..) {
        let list = if live { &mut pipeline.stages } else { &mut pipeline.gone };
        list.push(Stage { pos, ..stage });
    }
}

/// Refuses a name that another stage of the pipeline has.
fn free(cx: &Cx<'_>, pipeline: &Pipeline, own: Option<&Stage>, name: &str) -> Result<(), Problem> {
    let lang = cx.lang();
    setup::typable(lang, name)?;
    let others: Vec<Stage> =
        pipeline.stages.iter().filter(|s| Some(s.id) != own.map(|own| own.id)).cloned().collect();
    match exactly(&others, name).first() {
        None => Ok(()),
        Some(stage) => {
            let (stage, pipeline) = (stage.name(lang), &pipeline.name);
            let text = t!(lang, "stage-taken", name = name, stage = stage, pipeline = pipeline);
            Err(Problem::tell(text))
        }
    }
}

/// Says what the pipeline is like now, with the way back.
fn done(cx: &Cx<'_>, text: String, pipeline: &Pipeline) -> Reply {
    setup::stages_done(cx, Reply::say(text).text(setup::in_a_line(cx.lang(), pipeline)))
}

/// Tells whether a stage ends deals: won and lost are always there.
fn ends(stage: &Stage) -> bool {
    stage.outcome != Outcome::Open
}
