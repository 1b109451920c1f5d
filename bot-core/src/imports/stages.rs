//! The stages of a file: those of a pipeline that is there, or a pipeline of their own.
//!
//! Its open stages stand in this order: first those whose deals have not begun (no row says when
//! they were opened), then the others; among equals as they first appear. Their win rates are
//! spread evenly, as those of the standard pipeline are. Won and lost, by whatever common word,
//! are the two endings.

use std::collections::HashMap;

use uuid::Uuid;

use super::cell::{loose, short};
use super::plan::Cx;
use super::{Refused, Settings};
use crate::commands::setup::id_after;
use crate::domain::deal::Deal;
use crate::domain::fold;
use crate::domain::people::Lang;
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::t;

/// More stages than this are something else.
const MOST: usize = 30;

const WON: &[&str] =
    &["won", "closedwon", "win", "closewon", "赢单", "成交", "已成交", "赢", "成功"];
const LOST: &[&str] = &[
    "lost",
    "closedlost",
    "closelost",
    "lose",
    "输单",
    "丢单",
    "失败",
    "输",
    "流失",
    "已流失",
    "战败",
];

/// The pipeline of a file's deals.
pub(super) struct Stages {
    /// The pipeline.
    pub pipeline: Pipeline,
    /// True when it has to be made.
    pub new: bool,
    by_word: HashMap<String, Stage>,
    /// The number of the first open stage in which deals have begun.
    begun: Option<i64>,
    /// Words of the file that are taken for a stage that is called otherwise.
    meant: Vec<(String, Stage)>,
}

/// A stage as the file says it.
struct Said {
    word: String,
    begun: bool,
}

impl Stages {
    /// Finds or makes the pipeline.
    pub fn of(cx: &Cx<'_>, pipelines: &[Pipeline]) -> Result<Self, Refused> {
        let said = said(cx)?;
        let fits = |pipeline: &&Pipeline| said.iter().all(|s| stage(pipeline, &s.word).is_some());
        let there = pipelines.iter().find(fits).or_else(|| mostly(&said, pipelines)).cloned();
        let new = there.is_none();
        let pipeline = there.unwrap_or_else(|| make(cx.settings, &said, pipelines));
        let by_word: HashMap<String, Stage> = said
            .iter()
            .filter_map(|s| Some((loose(&s.word), stage(&pipeline, &s.word)?.clone())))
            .collect();
        let begun = said.iter().filter(|s| s.begun).filter_map(|s| by_word.get(&loose(&s.word)));
        let begun = begun.filter(|stage| stage.outcome == Outcome::Open);
        let begun = begun.min_by_key(|stage| stage.pos).map(|stage| stage.no);
        let meant = said.iter().filter_map(|s| Some((&s.word, by_word.get(&loose(&s.word))?)));
        let meant =
            meant.filter(|(word, stage)| stage.outcome == Outcome::Open && !is_called(stage, word));
        let meant = meant.map(|(word, stage)| (word.clone(), stage.clone())).collect();
        Ok(Self { pipeline, new, by_word, begun, meant })
    }

    /// The stage that a cell names.
    pub fn find(&self, lang: Lang, word: &str) -> Result<&Stage, String> {
        let there = self.by_word.get(&loose(word));
        there.ok_or_else(|| {
            let pipeline = &self.pipeline.name;
            let said = t!(lang, "import-no-stage", word = short(word), pipeline = pipeline);
            match self.nearest(word) {
                Some(near) => t!(lang, "import-nearest-stage", why = said, near = near),
                None => said,
            }
        })
    }

    /// The stage whose name is most like a word.
    fn nearest(&self, word: &str) -> Option<&str> {
        let key = loose(word);
        let names = self.pipeline.stages.iter().flat_map(|s| [&s.zh, &s.en, &s.key]);
        let alike = names.map(|name| (strsim::jaro_winkler(&loose(name), &key), name));
        let best = alike.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (best.0 > 0.0).then_some(best.1.as_str())
    }

    /// The number of the stage that a lost deal has reached: the first, or, if work on it began, the first in
    /// which work begins.
    pub fn reached(&self, opened: bool) -> i64 {
        let first = self.pipeline.open().min_by_key(|stage| stage.pos);
        let first = first.map_or(0, |stage| stage.no);
        if opened { self.begun.unwrap_or(first) } else { first }
    }

    /// Leaves the stages of a new pipeline out in which no deal stands that is taken.
    pub fn without_unused<'d>(&mut self, deals: impl Iterator<Item = &'d Deal>) {
        let mut used: Vec<Uuid> = Vec::new();
        for deal in deals {
            let reached = self.pipeline.stages.iter().find(|stage| stage.no == deal.reached);
            used.extend(reached.map(|stage| stage.id).into_iter().chain([deal.stage]));
        }
        let stages = &mut self.pipeline.stages;
        let is_open = |stage: &Stage| stage.outcome == Outcome::Open;
        if stages.iter().any(|stage| is_open(stage) && used.contains(&stage.id)) {
            stages.retain(|stage| !is_open(stage) || used.contains(&stage.id));
        }
        let open = stages.iter().filter(|stage| is_open(stage)).count();
        let parts = i64::try_from(open).unwrap_or(i64::MAX - 1) + 1;
        for (stage, pos) in stages.iter_mut().zip(1..) {
            stage.pos = pos;
            if is_open(stage) {
                stage.rate = (100 * pos + parts / 2) / parts * 100;
            }
        }
    }

    /// What words of the file are taken for: `报价阶段 → 报价`.
    pub fn meant(&self, lang: Lang) -> Option<String> {
        let each = self.meant.iter();
        let each = each.map(|(word, stage)| format!("{} → {}", short(word), stage.name(lang)));
        let each = each.collect::<Vec<_>>().join(" · ");
        (!each.is_empty()).then_some(each)
    }

    /// The pipeline in words: `Prospecting 33 % → Engaging 67 % → Won | Lost`.
    pub fn words(&self, lang: Lang) -> String {
        let open = self.pipeline.open();
        let open = open.map(|s| format!("{} {} %", s.name(lang), s.rate / 100));
        let ends = [Outcome::Won, Outcome::Lost].into_iter();
        let ends = ends.filter_map(|outcome| self.pipeline.ending(outcome));
        let ends = ends.map(|s| s.name(lang).to_owned()).collect::<Vec<_>>().join(" | ");
        open.chain([ends]).collect::<Vec<_>>().join(" → ")
    }
}

/// The pipeline whose stages the file mostly names: what else stands there is a slip, not a
/// pipeline of its own. The endings, which all pipelines share, tell nothing.
fn mostly<'a>(said: &[Said], pipelines: &'a [Pipeline]) -> Option<&'a Pipeline> {
    let open: Vec<&Said> = said.iter().filter(|s| ending(&s.word).is_none()).collect();
    let known =
        |pipeline: &Pipeline| open.iter().filter(|s| stage(pipeline, &s.word).is_some()).count();
    let best = pipelines.iter().rev().max_by_key(|pipeline| known(pipeline))?;
    let known = known(best);
    (known > 0 && known * 2 >= open.len()).then_some(best)
}

/// The stages that the file names, as they first appear.
fn said(cx: &Cx<'_>) -> Result<Vec<Said>, Refused> {
    let mut said: Vec<Said> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in &cx.sheet.rows {
        let Some(word) = cx.cell(row, "stage") else { continue };
        let begun = cx.cell(row, "opened").is_some();
        let next = said.len();
        let place = *places.entry(loose(word)).or_insert(next);
        match said.get_mut(place) {
            Some(there) => there.begun |= begun,
            None => said.push(Said { word: word.to_owned(), begun }),
        }
        if said.len() > MOST {
            let (lang, most) = (cx.settings.lang, MOST.to_string());
            let text = t!(lang, "import-many-stages", most = most, word = short(word));
            return Err(Refused::usage(text));
        }
    }
    Ok(said)
}

fn ending(word: &str) -> Option<Outcome> {
    let word = loose(word);
    let among = |words: &[&str]| words.contains(&word.as_str());
    let lost = among(LOST).then_some(Outcome::Lost);
    if among(WON) { Some(Outcome::Won) } else { lost }
}

/// The stage of a pipeline that a word means.
fn stage<'a>(pipeline: &'a Pipeline, word: &str) -> Option<&'a Stage> {
    let key = loose(word);
    let named = |stage: &&Stage| {
        [&stage.key, &stage.zh, &stage.en].into_iter().any(|name| loose(name) == key)
    };
    let named = pipeline.stages.iter().find(named);
    let named = named.or_else(|| ending(word).and_then(|outcome| pipeline.ending(outcome)));
    named.or_else(|| near(pipeline, &key))
}

/// The open stage that a word can only mean: 报价阶段 and 已报价 are 报价. A slip is no name of any.
fn near<'a>(pipeline: &'a Pipeline, key: &str) -> Option<&'a Stage> {
    let long = |word: &str| word.chars().count() >= if word.is_ascii() { 4 } else { 2 };
    let meant = |stage: &Stage, is: &dyn Fn(&str) -> bool| {
        [&stage.key, &stage.zh, &stage.en].into_iter().any(|name| is(&loose(name)))
    };
    let within = |name: &str| long(name) && long(key) && (key.contains(name) || name.contains(key));
    let found: Vec<&Stage> = pipeline.open().filter(|stage| meant(stage, &within)).collect();
    if let [only] = found.as_slice() { Some(*only) } else { None }
}

/// Tells whether a word is the name of a stage, and not only like it.
fn is_called(stage: &Stage, word: &str) -> bool {
    let key = loose(word);
    [&stage.key, &stage.zh, &stage.en].into_iter().any(|name| loose(name) == key)
}

fn make(settings: &Settings, said: &[Said], pipelines: &[Pipeline]) -> Pipeline {
    let mut open: Vec<&Said> = said.iter().filter(|s| ending(&s.word).is_none()).collect();
    open.sort_by_key(|s| s.begun);
    let parts = i64::try_from(open.len()).unwrap_or(i64::MAX - 1) + 1;
    let mut stages: Vec<Stage> = open
        .iter()
        .zip(1..)
        .map(|(said, pos)| Stage {
            id: settings.new_id(),
            no: pos,
            pos,
            key: fold::key(&said.word).split(' ').collect::<Vec<_>>().join("_"),
            zh: said.word.clone(),
            en: said.word.clone(),
            rate: (100 * pos + parts / 2) / parts * 100,
            outcome: Outcome::Open,
            idle_days: None,
        })
        .collect();
    let standard = Pipeline::standard(|| settings.new_id());
    let ends = standard.stages.into_iter().filter(|stage| stage.outcome != Outcome::Open);
    stages.extend(ends.zip(parts..).map(|(stage, pos)| Stage { no: pos, pos, ..stage }));
    let key = fold::key(&settings.name);
    let key = key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let key = key.collect::<Vec<_>>().join("_");
    let key = if key.is_empty() { "imported".to_owned() } else { key };
    let mut keys = std::iter::once(key.clone()).chain((2..).map(|n| format!("{key}_{n}")));
    let taken = |key: &String| pipelines.iter().any(|pipeline| pipeline.key == *key);
    let key = keys.find(|key| !taken(key)).unwrap_or(key);
    let name = if settings.name.is_empty() { key.clone() } else { settings.name.clone() };
    Pipeline { id: id_after(pipelines, settings.new_id()), key, name, stages, gone: Vec::new() }
}
