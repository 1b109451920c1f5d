//! From a word to a stage: by key, by name in either language, else by a beginning.

use uuid::Uuid;

use crate::chat::parse::shortened;
use crate::commands::Cx;
use crate::domain::fold;
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::problem::Problem;
use crate::t;

/// How many choices one question offers.
const CHOICES: usize = 5;
/// Of how many words a stage's name may be.
const LONGEST: usize = 4;

/// What people say for the end of a deal, whatever the org calls it.
const OUTCOMES: &[(Outcome, &[&str])] = &[
    (Outcome::Open, &["open", "进行中", "在谈", "未结束", "active"]),
    (Outcome::Won, &["won", "win", "赢单", "赢", "成交", "已赢", "签单"]),
    (Outcome::Lost, &["lost", "lose", "输单", "输", "丢单", "已输", "丢"]),
];

/// What people say for the stage after this one.
const NEXT: &[&str] = &["next", "next stage", "下一步", "下一阶段", "下个阶段"];

/// The end of a deal that a word means.
pub(crate) fn outcome(word: &str) -> Option<Outcome> {
    let word = plain(word);
    let found = OUTCOMES.iter().find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(outcome, _)| *outcome)
}

/// The stages that a word names in full.
pub(crate) fn exactly<'a>(stages: &'a [Stage], word: &str) -> Vec<&'a Stage> {
    let word = plain(word);
    let is = |stage: &&Stage| names(stage).contains(&word);
    stages.iter().filter(is).collect()
}

/// The stages whose key or name begins with a word.
pub(crate) fn beginning<'a>(stages: &'a [Stage], word: &str) -> Vec<&'a Stage> {
    let word = plain(word);
    let begins = |stage: &&Stage| names(stage).iter().any(|name| name.starts_with(&word));
    if word.is_empty() {
        return Vec::new();
    }
    stages.iter().filter(begins).collect()
}

/// The stage of a pipeline that words begin with, and the words after it.
pub(super) fn stage_of(
    cx: &Cx<'_>,
    pipeline: &Pipeline,
    now: &Stage,
    words: &str,
) -> Result<(Stage, String), Problem> {
    let all: Vec<&str> = led_up(words).split_whitespace().collect();
    let after = |len: usize| all.get(len..).unwrap_or_default().join(" ");
    for len in (1..=all.len().min(LONGEST)).rev() {
        let text = all[..len].join(" ");
        if let [stage] = exactly(&pipeline.stages, &text)[..] {
            return Ok((stage.clone(), after(len)));
        }
        if NEXT.contains(&plain(&text).as_str())
            && let Some(stage) = next(pipeline, now)
        {
            return Ok((stage.clone(), after(len)));
        }
    }
    let first = all.first().copied().unwrap_or_default();
    match &beginning(&pipeline.stages, first)[..] {
        [stage] => return Ok(((*stage).clone(), after(1))),
        [] => {
            if let [stage] = beginning(&pipeline.stages, stem(&first.to_lowercase()))[..] {
                return Ok((stage.clone(), after(1)));
            }
        }
        several => return Err(which(cx, several.iter().copied(), words)),
    }
    let ending = outcome(first).and_then(|outcome| pipeline.ending(outcome));
    match ending.filter(|stage| stage.outcome != Outcome::Open) {
        Some(stage) => Ok((stage.clone(), after(1))),
        None => Err(unknown(cx, pipeline, now, words)),
    }
}

/// Words without what leads up to a stage: 推进到报价, 到报价, `to quotation`, 跳过方案直接报价.
pub(crate) fn led_up(words: &str) -> &str {
    const LEADS: &[&str] = &[
        "推进到",
        "推进至",
        "进展到",
        "改到",
        "转到",
        "移到",
        "进入",
        "推进",
        "到",
        "至",
        "直接到",
        "直接进",
        "直接",
        "to ",
    ];
    let words = past_skipped(words.trim());
    let lead = |lead: &&str| words.get(..lead.len()).is_some_and(|w| w.eq_ignore_ascii_case(lead));
    let rest = LEADS.iter().find(|l| lead(l)).map(|lead| words[lead.len()..].trim_start());
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// Words without the stages that are left out: of «跳过方案直接报价» what is behind them.
fn past_skipped(words: &str) -> &str {
    let lower = words.to_ascii_lowercase();
    let skips = ["跳过", "skip "].iter().any(|skip| lower.starts_with(skip));
    let straight = ["直接", "straight to ", "go to ", "move to ", "到"];
    let behind = |to: &&str| Some(words[lower.find(*to)? + to.len()..].trim_start());
    straight.iter().find_map(behind).filter(|_| skips).unwrap_or(words)
}

/// An English word without its ending: `quote` and `quoted` begin `quotation` then.
pub(crate) fn stem(word: &str) -> &str {
    const SHORTEST: usize = 4;
    let endings = ["ing", "ed", "es", "e", "s"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending));
    stem.filter(|stem| stem.is_ascii() && stem.len() >= SHORTEST).unwrap_or("")
}

/// The stage that comes after this one: the next open one, else the one that wins.
pub(super) fn next<'a>(pipeline: &'a Pipeline, now: &Stage) -> Option<&'a Stage> {
    let ahead = pipeline.open().find(|stage| stage.pos > now.pos);
    ahead.or_else(|| pipeline.ending(Outcome::Won))
}

/// Asks for a stage: those ahead come first, then the ends, then the way back.
pub(super) fn ask(cx: &Cx<'_>, pipeline: &Pipeline, now: &Stage, text: String) -> Problem {
    let others = |of: &dyn Fn(&Stage) -> bool| -> Vec<&Stage> {
        let mut found: Vec<&Stage> = pipeline.stages.iter().filter(|s| of(s)).collect();
        found.sort_by_key(|stage| stage.pos);
        found
    };
    let open = |stage: &Stage| stage.outcome == Outcome::Open;
    let mut stages = others(&|s| open(s) && s.pos > now.pos);
    let (ends, back) = (others(&|s| !open(s)), others(&|s| open(s) && s.pos < now.pos));
    // An end is never what a hasty tap meets first.
    let after = if stages.is_empty() { [back, ends] } else { [ends, back] };
    stages.extend(after.into_iter().flatten());
    choices(cx, stages.into_iter().take(CHOICES), text)
}

fn which<'a>(cx: &Cx<'_>, stages: impl Iterator<Item = &'a Stage>, word: &str) -> Problem {
    let text = t!(cx.lang(), "which-one", what = shortened(word));
    choices(cx, stages.take(CHOICES), text)
}

fn choices<'a>(cx: &Cx<'_>, stages: impl Iterator<Item = &'a Stage>, text: String) -> Problem {
    let lang = cx.lang();
    let choice = |stage: &Stage| (stage.name(lang).to_owned(), stage.key.clone().into());
    cx.ask("stage", text, stages.map(choice).collect())
}

fn unknown(cx: &Cx<'_>, pipeline: &Pipeline, now: &Stage, word: &str) -> Problem {
    // Nobody knows what was meant: the stages as the process goes, the ends last.
    let text = t!(cx.lang(), "deal-no-stage", word = shortened(word));
    let mut stages: Vec<&Stage> = pipeline.stages.iter().filter(|s| s.id != now.id).collect();
    stages.sort_by_key(|stage| (stage.outcome != Outcome::Open, stage.pos));
    choices(cx, stages.into_iter().take(CHOICES), text)
}

/// A stage of any pipeline by its key as a row.
pub(super) fn by_id(pipelines: &[Pipeline], id: Uuid) -> Option<&Stage> {
    pipelines.iter().find_map(|pipeline| pipeline.stage(id))
}

fn names(stage: &Stage) -> [String; 4] {
    [
        fold::key(&stage.key),
        fold::key(&stage.key.replace('_', " ")),
        fold::key(&stage.zh),
        fold::key(&stage.en),
    ]
}

/// A word without what people put after it: 赢单了！
fn plain(word: &str) -> String {
    fold::key(word).trim_end_matches(['!', '.', '。', '啦', '了', '吧', ' ']).to_owned()
}
