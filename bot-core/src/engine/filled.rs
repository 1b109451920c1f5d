//! A command as words fill it: which of them are names of something known, and what the others say.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::chat::parse::{Draft, Env, Filled};
use crate::chat::spec::{Arg, Ask as _, By, Spec, Take};
use crate::chat::understand::next_step::kept_until;
use crate::chat::understand::when::find_moments;
use crate::commands::follow::add::{Follow, without_links};
use crate::commands::{self, Cx};
use crate::domain::fold::{self, Folded};
use crate::domain::follow_up::Due;
use crate::domain::ids::Kind;
use crate::domain::names::{Rung, keys_of_query, score};
use crate::problem::Problem;

use super::doubt::{doubted, is_thing_lost};
use super::on_day::on_day;
use super::plan::{Plan, planned};
use super::sentence::{known_at, meant, without};
use super::several::several;
use super::unnamed::{of_order_shown, unnamed};

/// The fields of a command that are known.
pub(super) type Args = serde_json::Map<String, Value>;

/// What asks for a reminder before what is to be done.
const REMINDS: &[&str] = &[
    "请提醒我",
    "提醒我",
    "记得",
    "别忘了",
    "please remind me to ",
    "can you remind me to ",
    "could you remind me to ",
    "remind me to ",
    "don't forget to ",
    "i need to ",
    "we need to ",
    "need to ",
];

pub(super) async fn command(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Plan, Problem> {
    if let Some(plan) = several(cx, spec, message, at).await? {
        return Ok(doubted(cx.lang(), message.text(), plan));
    }
    let mut args = args;
    let dated = on_day(cx, spec, message, at);
    args.extend(dated.as_ref().map(|(_, day)| day.clone()));
    let message = dated.as_ref().map_or(message, |(words, _)| words);
    let filled = fill(cx, spec, message, at, args.clone()).await?;
    let filled = unnamed(cx, spec, (message, at), (args, filled)).await?;
    let filled = of_order_shown(cx, spec, &message.text()[at..], filled).await?;
    match planned(spec, filled) {
        Plan::Run(run) if is_thing_lost(spec, message.text()) => {
            meant(cx, message.text(), run.asked).await
        }
        plan => Ok(doubted(cx.lang(), message.text(), plan)),
    }
}

pub(super) async fn fill(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Filled, Problem> {
    let (org, settings) = (cx.org, cx.settings);
    let env = Env {
        now: cx.now,
        zone: cx.me.zone,
        org_zone: org.zone,
        currency: org.currency,
        lists: &org.lists,
        roles: &org.roles,
        calendar: cx.calendar,
        own: &settings.fields,
    };
    let draft = Draft::begin(spec, message, at, args, &env);
    let candidates = draft.candidates();
    let known = known(cx, spec, candidates).await?;
    let mut filled = draft.finish(&known);
    if spec.name == Follow::SPEC.name
        && let Some(kept) = kept(cx, &message.text()[at..], filled.args.get("when"))
    {
        filled.args.insert("kept".to_owned(), json!(kept));
    }
    // «明天提醒我给华为发样品»: what asks for a reminder is no part of it.
    if spec.name == Follow::SPEC.name
        && let Some(what) = filled.args.get("what").and_then(Value::as_str)
        && let lean = &what[without(what, 0, REMINDS)..]
        && !lean.is_empty()
        && lean.len() < what.len()
    {
        let lean = lean.to_owned();
        filled.args.insert("what".to_owned(), lean.into());
    }
    // «remind me about D-1» names no step.
    if spec.name == Follow::SPEC.name
        && let Some(what) = filled.args.get("what").and_then(Value::as_str)
        && without_links(what, &[]).is_empty()
    {
        filled.args.remove("what");
    }
    Ok(filled)
}

/// Until when a promise holds for which a week or a month was said as a whole.
fn kept(cx: &Cx<'_>, text: &str, when: Option<&Value>) -> Option<Due> {
    let env = cx.env();
    find_moments(text, &env.here()).into_iter().find_map(|found| {
        let until = kept_until(found.value, &text[found.span], &env.here());
        let is_when = when == Some(&json!(env.due(found.value)));
        (is_when && until != found.value).then(|| env.due(until))
    })
}

/// Which of these texts are the name of something, by their folded keys.
async fn known(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    candidates: Vec<String>,
) -> Result<HashSet<String>, Problem> {
    // One word is the name anyway; asking is worth it only where a longer one may be meant.
    if candidates.len() < 2 {
        return Ok(HashSet::new());
    }
    let kinds = kinds_of(spec);
    let keys: Vec<_> = candidates
        .iter()
        .flat_map(|text| keys_of_query(text))
        .filter(|key| key.rung <= Rung::Part)
        .collect();
    let hits = cx.tx.by_keys(&kinds, &keys, cx.scope(), 60).await?;
    let is_hit = |text: &String| {
        // Where a Latin name ends, no second word tells: «Acme» in «Acme Ann Lee» is one already.
        let surest = if text.is_ascii() { Rung::Part } else { Rung::Normal };
        hits.iter().any(|hit| {
            score(text, &hit.label).is_some_and(|found| found.rung <= surest)
                || commands::same(text, &hit.label)
        })
    };
    Ok(candidates.iter().filter(|text| is_hit(text)).map(|text| fold::key(text)).collect())
}

pub(super) fn kinds_of(spec: &Spec) -> Vec<Kind> {
    spec.args
        .iter()
        .filter_map(|arg| if let Take::Ref(kinds) = arg.take { Some(kinds) } else { None })
        .flatten()
        .copied()
        .collect()
}

/// Tells whether the words begin with a known name: «看客户华为».
pub(super) async fn begins_with_known(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    words: &str,
) -> Result<bool, Problem> {
    if kinds_of(spec).is_empty() {
        return Ok(false);
    }
    let ends = |c: char| c.is_whitespace() || ",;:".contains(c);
    let first = words.split(ends).next().unwrap_or("");
    let name: String = first.chars().take(24).collect();
    if !cx.hits(&name, &kinds_of(spec)).await?.is_empty() {
        return Ok(true);
    }
    Ok(known_at(cx, &kinds_of(spec), first).await?.is_some())
}

/// A name that more words follow without a space: 下单华威A100 20台.
pub(super) async fn glued(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    text: &str,
    at: usize,
) -> Result<(Args, usize), Problem> {
    let first = text[at..].split([' ', ',']).next().unwrap_or_default();
    let named = |arg: &&Arg| matches!(arg.take, Take::Ref(_)) && arg.by == By::Shape;
    let named = spec.args.iter().find(named);
    let Some(arg) = named else { return Ok((Args::new(), at)) };
    let Some(len) = known_at(cx, &kinds_of(spec), first).await?.filter(|len| *len < first.len())
    else {
        return Ok((Args::new(), at));
    };
    Ok((Args::from_iter([(arg.name.to_owned(), first[..len].into())]), at + len))
}
