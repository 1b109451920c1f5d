//! `/deal move`: takes a deal to another stage; into a closing one it wins or loses the deal.

use std::cmp::Ordering;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::find::{Among, FROM_CUSTOMERS, find};
use super::gates::{self, Given, Said};
use super::show::steps;
use super::{amount, elsewhere, lose, must_be_open, org_today, place, stages, win, with_rate};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required, rest};
use crate::commands::follow::add::refuse_past;
use crate::commands::follow::show::{later_button, planned_field};
use crate::commands::follow::{self, On};
use crate::commands::log::{self, Report};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::Way;
use crate::domain::deal::Deal;
use crate::domain::follow_up::Due;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::domain::pipeline::{self, Pipeline, Stage};
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::t;

/// Which deal, and where to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveDeal {
    /// By code or name.
    pub deal: Ref,
    /// Why, when it goes to the stage that loses it.
    #[serde(default)]
    pub reason: Option<String>,
    /// What the deal is to have besides; a remark goes with the reason.
    #[serde(flatten)]
    pub set: Said,
    /// What it is worth by now, in the words that were said.
    #[serde(default)]
    pub amount: Option<String>,
    /// When to go on.
    #[serde(default)]
    pub when: Option<Due>,
    /// The answer to what the stage demands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<String>,
    /// What was answered before.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub filled: Fields,
    /// A whole sentence that says more than that, which is written down as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// In which other pipeline it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// The stage by key, name or beginning, with a remark after one that loses the deal.
    #[serde(default)]
    pub stage: Option<String>,
}

impl MoveDeal {
    /// Takes a deal to a stage that is still to be said.
    pub fn of(deal: &Deal) -> Self {
        let deal = super::code(deal);
        Self {
            deal,
            reason: None,
            set: Said::default(),
            amount: None,
            when: None,
            gate: None,
            filled: Fields::new(),
            sentence: None,
            pipeline: None,
            stage: None,
        }
    }

    /// Takes a deal to this stage.
    pub fn to(deal: &Deal, stage: &Stage) -> Self {
        Self { stage: Some(stage.key.clone()), ..Self::of(deal) }
    }
}

impl Ask for MoveDeal {
    const SPEC: Spec = Spec {
        name: "deal move",
        aliases: &["推进", "推进商机", "move deal", "move"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(FROM_CUSTOMERS), By::Shape),
            optional("reason", Take::Choice(List::Reasons), By::Shape),
            optional("amount", Take::Amount, By::Shape),
            optional("when", Take::When, By::Shape),
            optional("competitor", Take::Text, By::Key),
            optional("close", Take::Day, By::Key),
            optional("note", Take::Text, By::Key),
            optional("pipeline", Take::Text, By::Key),
            rest("stage"),
        ],
        example: Both { zh: "推进 D-1 报价", en: "deal move D-1 quotation" },
    };
}

#[async_trait]
impl Run for MoveDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let deal = find(cx, &self.deal, Among::Open).await?;
        let place = place(cx, &deal).await?;
        let said = (self.pipeline.as_deref(), self.stage.as_deref());
        if let Some((other, stage)) = elsewhere::named(cx, &place, said).await? {
            return elsewhere(cx, deal, &place, (&other, Self { stage, ..self })).await;
        }
        let (pipeline, now) = &place;
        let lang = cx.lang();
        let Some(words) = &self.stage else {
            must_be_open(cx, &deal, now)?;
            let named = show::named(lang, &deal);
            let text = t!(lang, "deal-ask-stage", deal = named, stage = now.name(lang));
            return Err(stages::ask(cx, pipeline, now, text));
        };
        let (stage, rest) = stages::stage_of(cx, pipeline, now, words)?;
        let what = Some(rest.clone()).filter(|what| !what.is_empty());
        match stage.outcome {
            pipeline::Outcome::Won if what.is_none() || self.when.is_some() => {
                let given = Given { set: self.set, gate: self.gate, filled: self.filled };
                let along = (self.amount.as_deref(), None, &given);
                let reply = win::win(cx, deal.clone(), &place, along).await?;
                next_step(cx, reply, &deal, self.when, what).await
            }
            pipeline::Outcome::Lost => {
                // Whatever was said with it is a part of why.
                let words: Vec<String> = what.into_iter().chain(self.amount).collect();
                let note =
                    Some(words.join(" ")).filter(|words| !words.is_empty()).or(self.set.note);
                let kept = Said { note: None, ..self.set };
                let reply = lose::lose(cx, (deal.clone(), kept), &place, self.reason, note).await?;
                next_step(cx, reply, &deal, self.when, None).await
            }
            pipeline::Outcome::Open
                if (what.is_none() || self.when.is_some()) && self.reason.is_none() =>
            {
                let given = Given { set: self.set, gate: self.gate, filled: self.filled };
                let (when, sentence) = (self.when, self.sentence);
                let along = Along { amount: self.amount, when, what, given, sentence };
                go(cx, deal, &place, &stage, along).await
            }
            _ => Err(extra(cx, &rest, self.reason.as_deref())),
        }
    }
}

/// Lets an open deal go on in another pipeline.
async fn elsewhere(
    cx: &mut Cx<'_>,
    deal: Deal,
    place: &(Pipeline, Stage),
    (to, asked): (&Pipeline, MoveDeal),
) -> Outcome {
    must_be_open(cx, &deal, &place.1)?;
    let (from, stage, rest) = elsewhere::ends(cx, place, (to, &asked), &deal)?;
    let what = Some(rest.clone()).filter(|what| !what.is_empty());
    if asked.reason.is_some() || (what.is_some() && asked.when.is_none()) {
        return Err(extra(cx, &rest, asked.reason.as_deref()));
    }
    let given = Given { set: asked.set, gate: asked.gate, filled: asked.filled };
    let (when, sentence) = (asked.when, asked.sentence);
    let along = Along { amount: asked.amount, when, what, given, sentence };
    go(cx, deal, &(to.clone(), from), &stage, along).await
}

/// What is said along with a stage.
struct Along {
    amount: Option<String>,
    when: Option<Due>,
    what: Option<String>,
    given: Given,
    sentence: Option<String>,
}

/// Plans what is to happen next on a deal, where a time was said.
async fn next_step(
    cx: &mut Cx<'_>,
    reply: Reply,
    deal: &Deal,
    when: Option<Due>,
    what: Option<String>,
) -> Outcome {
    let Some(due) = when else { return Ok(reply) };
    refuse_past(cx, due)?;
    let Some(on) = On::at(cx, Kind::Deal, deal.id()).await? else { return Err(Problem::Again) };
    let follow_up = follow::plan(cx, &on, due, what, false).await?;
    let later = later_button(cx.lang(), &follow_up);
    Ok(reply.fields([planned_field(cx, &follow_up)]).row(vec![later]))
}

/// Refuses words after a stage that takes none.
fn extra(cx: &Cx<'_>, rest: &str, reason: Option<&str>) -> Problem {
    let lang = cx.lang();
    let reason = reason.map(|key| show::choice_name(&cx.org.lists.reasons, key, lang));
    let words = if rest.is_empty() { reason } else { Some(rest.to_owned()) };
    let example = MoveDeal::SPEC.example.in_lang(lang);
    let words = show::short(&words.unwrap_or_default(), 40);
    Problem::tell(t!(lang, "extra-words", words = words, example = example))
}

/// Takes an open deal to another open stage, with what it is worth by then and what comes next.
async fn go(
    cx: &mut Cx<'_>,
    before: Deal,
    (pipeline, now): &(Pipeline, Stage),
    stage: &Stage,
    along: Along,
) -> Outcome {
    let lang = cx.lang();
    let named = show::named(lang, &before);
    must_be_open(cx, &before, now)?;
    let mut deal = before.clone();
    if let Some(words) = &along.amount {
        let money = amount::read(cx, words, deal.currency)?;
        amount::set(&mut deal, Some(money));
    }
    if stage.id == now.id {
        along.given.set.put(&mut deal);
    } else {
        gates::pass(cx, &mut deal, (pipeline, now, stage), &along.given)?;
        if deal.pipeline != pipeline.id {
            // How far it got was counted by the stages of the other one.
            (deal.pipeline, deal.reached) = (pipeline.id, 0);
        }
        deal.enter(pipeline, stage, org_today(cx));
    }
    let unchanged = deal == before;
    if unchanged && along.when.is_none() && along.sentence.is_none() {
        let text = t!(lang, "deal-same-stage", deal = named, stage = now.name(lang));
        let reply = Reply::new(ReplyKind::Problem, text);
        return Err(steps(cx, reply, &before, pipeline, now).await?.into());
    }
    if !unchanged {
        cx.save(Some(&before), &deal).await?;
        tell(cx, &before, &deal, (now, stage)).await?;
    }
    let (from, to) = (now.name(lang), with_rate(lang, stage));
    let text = match stage.pos.cmp(&now.pos) {
        Ordering::Greater => t!(lang, "deal-moved", deal = named, from = from, to = to),
        Ordering::Less => t!(lang, "deal-moved-back", deal = named, from = from, to = to),
        Ordering::Equal => t!(lang, "deal-stays", deal = named, stage = to),
    };
    let reply = Reply::say(text)
        .fields([worth_changed(cx, lang, &before, &deal)])
        .fields(along.given.set.told(cx));
    let lines = amount::of_lines(cx, &before, &deal);
    let reply = lines.iter().fold(reply, Reply::text);
    let reply = written_down(cx, reply, &deal, along.sentence).await?;
    let reply = next_step(cx, reply, &deal, along.when, along.what).await?;
    let reply = steps(cx, reply, &deal, pipeline, stage).await?;
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    Ok(reply.row(vec![undo]))
}

/// Writes down on a deal what was said beside its stage.
async fn written_down(
    cx: &mut Cx<'_>,
    reply: Reply,
    deal: &Deal,
    sentence: Option<String>,
) -> Outcome {
    let Some(content) = sentence else { return Ok(reply) };
    let Some(on) = On::at(cx, Kind::Deal, deal.id()).await? else { return Err(Problem::Again) };
    let text = t!(cx.lang(), "deal-written-down", words = show::short(&content, 40));
    let report = Report::of(Way::Note, content);
    let written = log::write(cx, &on, report).await?;
    Ok(log::told(cx, reply.text(text), &written))
}

/// What a deal was worth and is, where that differs.
fn worth_changed(cx: &Cx<'_>, lang: Lang, before: &Deal, deal: &Deal) -> (String, Option<String>) {
    let [was, is] = [before, deal].map(|deal| super::worth_in(cx, lang, deal));
    (show::field_name(lang, "amount"), (was != is).then(|| format!("{was} → {is}")))
}

/// Tells whose deal it is that somebody else moved it, or what it is worth now.
async fn tell(
    cx: &mut Cx<'_>,
    before: &Deal,
    deal: &Deal,
    (now, stage): (&Stage, &Stage),
) -> Result<(), Problem> {
    let told = |cx: &Cx<'_>, lang, who: &str, named: String| {
        let (name, worth) = worth_changed(cx, lang, before, deal);
        let worth = worth.map(|worth| format!("{name} {worth}"));
        if stage.id == now.id {
            let changes = worth.unwrap_or_default();
            return t!(lang, "deal-edited-by", who = who, deal = named, changes = changes);
        }
        let (from, to) = (now.name(lang), with_rate(lang, stage));
        let moved = t!(lang, "deal-moved-by", who = who, deal = named, from = from, to = to);
        std::iter::once(moved).chain(worth).collect::<Vec<_>>().join(" · ")
    };
    super::tell_owner(cx, before, told).await
}
