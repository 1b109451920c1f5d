//! What a stage demands of a deal that enters it: fields, and things that have to be done. What is
//! missing is asked for, one at a time; nothing is written before all of it is there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::r#move::MoveDeal;
use super::win::WinDeal;
use super::{amount, org_today};
use crate::chat::dialog::GATE;
use crate::chat::parse::{self, own_value};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Take};
use crate::commands::{Cx, own, show};
use crate::domain::deal::Deal;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::own::{Holds, OwnField};
use crate::domain::pipeline::{Outcome, Pipeline, Stage};
use crate::domain::record::Fields;
use crate::problem::{Problem, Question};
use crate::t;

/// The fields besides the org's own ones that a stage can demand.
pub(crate) const FIELDS: [&str; 4] = ["amount", "close", "competitor", "note"];
/// Stands before the name of what was done, among a deal's own fields.
pub(super) const DONE: &str = "☑ ";

/// What was said along with a move, and answered so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// What the deal is to have besides.
    pub set: Said,
    /// The answer to the last question.
    pub gate: Option<String>,
    /// Those to the ones before.
    pub filled: Fields,
}

/// Fields of a deal that are said together with the stage that it goes to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Who else wants to sell to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competitor: Option<String>,
    /// By when it is expected to be won.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close: Option<NaiveDate>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The org's own ones.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
}

impl Said {
    /// Puts them on a deal.
    pub(super) fn put(&self, deal: &mut Deal) {
        let keep = |field: &mut Option<String>, said: &Option<String>| {
            if said.is_some() {
                field.clone_from(said);
            }
        };
        keep(&mut deal.competitor, &self.competitor);
        keep(&mut deal.note, &self.note);
        deal.expected_close = self.close.or(deal.expected_close);
        own::put(&mut deal.head, &self.extra);
    }

    /// How they read on the deal that has them now.
    pub(super) fn told(&self, cx: &Cx<'_>) -> Vec<(String, Option<String>)> {
        let lang = cx.lang();
        let short = |text: &String| show::short(text, show::ECHOED);
        let mut told: Vec<_> = [
            ("competitor", self.competitor.as_ref().map(short)),
            ("close", self.close.map(|day| cx.day(day))),
            ("note", self.note.as_ref().map(short)),
        ]
        .map(|(field, said)| (show::field_name(lang, field), said))
        .into();
        let extra = Value::from(self.extra.clone());
        let own = own::differences(cx, Kind::Deal, None, Some(&extra));
        told.extend(own.into_iter().map(|(name, _, is)| (name, Some(is))));
        told
    }
}

/// One thing that a stage demands.
enum Want {
    Field(&'static str),
    Own(OwnField),
    Check(String),
}

/// Lets a deal into a stage, with what was said and answered put on it; asks for the first thing that lacks.
pub(super) fn pass(
    cx: &Cx<'_>,
    deal: &mut Deal,
    (pipeline, now, to): (&Pipeline, &Stage, &Stage),
    given: &Given,
) -> Result<(), Problem> {
    given.set.put(deal);
    let wants = wants(cx, pipeline, now, to);
    let (mut filled, mut answer) = (given.filled.clone(), given.gate.clone());
    let lacking = wants.iter().filter(|want| !want.is_met(deal)).count();
    let mut met = 0;
    for want in &wants {
        if want.is_met(deal) {
            continue;
        }
        let key = want.key();
        if let Some(words) = filled.get(&key).and_then(Value::as_str) {
            want.put(cx, deal, words)?;
            met += 1;
            continue;
        }
        let mut wrong = None;
        if let Some(words) = answer.take() {
            if let Want::Check(what) = want
                && (is_nothing(&words) || parse::own_yes_no(&words) == Some("no"))
            {
                let (what, stage) = (what.as_str(), now.name(cx.lang()));
                let deal = show::named(cx.lang(), deal);
                let text = t!(cx.lang(), "gate-not-yet", what = what, deal = deal, stage = stage);
                return Err(Problem::tell(text));
            }
            match want.put(cx, deal, &words) {
                Ok(()) => {
                    filled.insert(key, words.into());
                    met += 1;
                    continue;
                }
                Err(Problem::Tell(reply)) => wrong = Some(*reply),
                Err(problem) => return Err(problem),
            }
        }
        let left = lacking.saturating_sub(met);
        return Err(want.ask(cx, deal, to, (filled, left, wrong)));
    }
    Ok(())
}

/// What a deal lacks for a stage, by name.
pub(super) fn lacking(
    cx: &Cx<'_>,
    deal: &Deal,
    (pipeline, now, to): (&Pipeline, &Stage, &Stage),
) -> Vec<String> {
    let wants = wants(cx, pipeline, now, to);
    wants.iter().filter(|want| !want.is_met(deal)).map(|want| want.name(cx)).collect()
}

/// All that stands before a stage: what it demands, and what those before it do. There is nothing
/// on the way back, and nothing before losing.
fn wants(cx: &Cx<'_>, pipeline: &Pipeline, now: &Stage, to: &Stage) -> Vec<Want> {
    if to.outcome == Outcome::Lost || (to.outcome == Outcome::Open && to.pos <= now.pos) {
        return Vec::new();
    }
    let mut wants = Vec::new();
    for stage in pipeline.stages.iter().filter(|stage| stage.outcome != Outcome::Lost) {
        if stage.pos > to.pos {
            continue;
        }
        if let Some(gate) = cx.settings.gates.get(&stage.key) {
            let known = FIELDS.into_iter().filter(|name| gate.fields.iter().any(|f| f == name));
            wants.extend(known.map(Want::Field));
            wants.extend(gate.checks.iter().cloned().map(Want::Check));
        }
        let own = cx.settings.fields.of(Kind::Deal);
        let own = own.filter(|own| own.stage.as_ref() == Some(&stage.key));
        wants.extend(own.cloned().map(Want::Own));
    }
    wants
}

impl Want {
    /// Under what an answer is kept.
    fn key(&self) -> String {
        match self {
            Self::Field(name) => (*name).to_owned(),
            Self::Own(own) => own.name.clone(),
            Self::Check(what) => format!("{DONE}{what}"),
        }
    }

    fn name(&self, cx: &Cx<'_>) -> String {
        match self {
            Self::Field(name) => show::field_name(cx.lang(), name),
            Self::Own(own) => own::shown(cx, own).to_owned(),
            Self::Check(what) => what.clone(),
        }
    }

    fn is_met(&self, deal: &Deal) -> bool {
        match self {
            Self::Field("amount") => deal.amount.is_some(),
            Self::Field("close") => deal.expected_close.is_some(),
            Self::Field("competitor") => deal.competitor.is_some(),
            Self::Field(_) => deal.note.is_some(),
            Self::Own(_) | Self::Check(_) => deal.head.extra.contains_key(&self.key()),
        }
    }

    /// Puts an answer on the deal.
    fn put(&self, cx: &Cx<'_>, deal: &mut Deal, words: &str) -> Result<(), Problem> {
        let lang = cx.lang();
        let odd = || {
            let given = show::short(words, 40);
            Problem::tell(t!(lang, "gate-odd", field = self.name(cx), given = given))
        };
        match self {
            Self::Field("amount") => {
                let money = amount::read(cx, words, deal.currency)?;
                amount::set(deal, Some(money));
            }
            Self::Field("close") => {
                let day = parse::read(Take::Day, words, words, &cx.env()).map_err(|_| odd())?;
                deal.expected_close = serde_json::from_value(day).map_err(|_| odd())?;
            }
            Self::Field("competitor") => deal.competitor = Some(words.to_owned()),
            Self::Field(_) => deal.note = Some(words.to_owned()),
            Self::Own(own) => {
                let value = own_value(own, words, cx.org.currency, &cx.env().here());
                deal.head.extra.insert(self.key(), value.map_err(|_| odd())?.into());
            }
            Self::Check(_) => {
                if parse::own_yes_no(words) != Some("yes") && !is_done(words) {
                    return Err(odd());
                }
                let day = org_today(cx).to_string();
                deal.head.extra.insert(self.key(), day.into());
            }
        }
        Ok(())
    }

    fn ask(
        &self,
        cx: &Cx<'_>,
        record: &Deal,
        to: &Stage,
        (filled, left, wrong): (Fields, usize, Option<Reply>),
    ) -> Problem {
        let lang = cx.lang();
        let (deal, stage) = (show::named(lang, record), to.name(lang));
        let field = self.name(cx);
        let text = if matches!(self, Self::Check(_)) {
            t!(lang, "gate-ask-check", deal = deal, stage = stage, what = field, left = left)
        } else {
            t!(lang, "gate-ask", deal = deal, stage = stage, field = field, left = left)
        };
        let text = match wrong {
            Some(wrong) => format!("{}\n{text}", wrong.plain()),
            None => text,
        };
        let goes_on =
            [MoveDeal::SPEC.name, WinDeal::SPEC.name].contains(&cx.asked.command.as_str());
        let mut draft =
            if goes_on { cx.asked.clone() } else { Asked::of(&MoveDeal::to(record, to)) };
        draft.args.insert("filled".to_owned(), filled.into());
        let button = |(label, answer): (String, String)| {
            let mut asked = draft.clone();
            asked.args.insert(GATE.to_owned(), answer.into());
            Button { label, asked }
        };
        let mut reply = Reply::new(ReplyKind::Ask, text);
        for row in self.choices(cx).chunks(3) {
            reply = reply.row(row.iter().cloned().map(button).collect());
        }
        Problem::Ask(Box::new(Question { draft: Some(draft.clone()), ..Question::of(GATE, reply) }))
    }

    /// What can be tapped, and the answer that it is.
    fn choices(&self, cx: &Cx<'_>) -> Vec<(String, String)> {
        let lang = cx.lang();
        let yes = || (t!(lang, "own-yes"), "yes".to_owned());
        let no = || (t!(lang, "own-no"), "no".to_owned());
        match self {
            Self::Check(_) => vec![(t!(lang, "gate-done"), "yes".to_owned())],
            Self::Own(own) if own.holds == Holds::YesNo => vec![yes(), no()],
            Self::Own(own) => own.choices.iter().map(|one| (one.clone(), one.clone())).collect(),
            Self::Field(_) => Vec::new(),
        }
    }
}

/// Tells whether words say that there is nothing of the kind: an answer, and no taking back.
pub(crate) fn is_nothing(words: &str) -> bool {
    let key = fold::key(words);
    let words = key.trim_end_matches(['.', '!', '。', '！']);
    NOTHING.contains(&words)
}

/// What people say where there is nothing of the kind.
const NOTHING: &[&str] = &[
    "没有",
    "没",
    "无",
    "暂无",
    "暂时没有",
    "没有了",
    "还没",
    "no",
    "none",
    "nothing",
    "n/a",
    "na",
    "not yet",
];

/// Tells whether words can only be an answer to what a stage demands, whatever else they are.
pub(crate) fn is_answer(words: &str) -> bool {
    is_nothing(words) || is_done(words) || parse::own_yes_no(words).is_some()
}

/// Tells whether words say that something has been done.
fn is_done(words: &str) -> bool {
    let key = fold::key(words);
    ["做了", "已做", "完成", "好了", "done", "ok"].iter().any(|done| key == *done)
}
