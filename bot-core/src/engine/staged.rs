//! Words that take a deal to a stage.

use serde_json::Map;

use crate::chat::spec::Ask as _;
use crate::chat::understand::happened::happened;
use crate::chat::understand::money;
use crate::chat::understand::when::find_moments;
use crate::commands::Cx;
use crate::commands::deal::FROM_CUSTOMERS;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::deal::stages::{beginning, exactly, led_up, stem};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::Rung;
use crate::domain::pipeline::Outcome;
use crate::problem::Problem;
use crate::store::Hit;

use super::filled::fill;
use super::plan::{Plan, planned};
use super::sentence::{FOR, known_at, opened};

/// What stands between a deal and the stage to which it goes.
const TOWARDS: [&str; 6] = ["推进到", "推进至", "进展到", "进入", "推进", "到"];

/// A customer, a stage and an amount or a time after it are a whole entry: «给华星报价12.5万
/// 下周三回访», «Acme quotation 125k».
pub(super) async fn about_deal(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let (begin, moment) = opened(cx, text);
    if moment.is_some_and(|moment| cx.env().is_to_come(moment)) {
        return Ok(None);
    }
    let led = FOR.iter().find(|word| text[begin..].starts_with(*word));
    let begin = begin + led.map_or(0, |word| word.len());
    for (stage, len) in stages_in(cx, &text[begin..]).await? {
        let (name, rest) = (text[begin..begin + stage].trim(), &text[begin + stage + len..]);
        let name = TOWARDS.iter().find_map(|to| name.strip_suffix(to)).unwrap_or(name).trim();
        if name.is_empty() || !says_more(cx, rest, led.is_some()) {
            continue;
        }
        let Some(name) = deal_named(cx, name).await? else { continue };
        let args = Map::from_iter([("deal".to_owned(), name.into())]);
        let spec = &MoveDeal::SPEC;
        let filled = fill(cx, spec, message, begin + stage, args).await?;
        return Ok(Some(planned(spec, filled)));
    }
    Ok(None)
}

/// What names a deal at the beginning of a sentence: its code, its name, its customer, or its customer
/// and its name: «华为办公楼空调».
async fn deal_named(cx: &mut Cx<'_>, name: &str) -> Result<Option<String>, Problem> {
    let coded = name.parse::<Code>().is_ok_and(|code| FROM_CUSTOMERS.contains(&code.kind));
    let surely = |hits: &[Hit]| hits.first().is_some_and(|hit| hit.rung != Rung::Typo);
    if coded || surely(&cx.hits(name, FROM_CUSTOMERS).await?) {
        return Ok(Some(name.to_owned()));
    }
    let Some(len) = known_at(cx, &[Kind::Customer], name).await? else { return Ok(None) };
    let own = name[len..].trim_start_matches(['的', ' ']);
    if own.is_empty() {
        return Ok(None);
    }
    let hits = cx.hits(own, &[Kind::Deal]).await?;
    let called: Vec<&Hit> = hits.iter().filter(|hit| hit.rung <= Rung::Part).collect();
    Ok(if let [only] = called[..] { Some(only.code.to_string()) } else { None })
}

/// Where the names of open stages stand in a text, and how long they are.
pub(super) async fn stages_in(cx: &mut Cx<'_>, text: &str) -> Result<Vec<(usize, usize)>, Problem> {
    let lower = text.to_ascii_lowercase();
    let pipelines = cx.tx.pipelines().await?;
    let open = pipelines.iter().flat_map(|p| &p.stages).filter(|s| s.outcome == Outcome::Open);
    let names = open.flat_map(|stage| [&stage.zh, &stage.en, &stage.key]);
    let mut found: Vec<(usize, usize)> = names
        .filter_map(|name| Some((lower.find(&name.to_ascii_lowercase())?, name.len())))
        .collect();
    found.sort_by_key(|(at, len)| (*at, std::cmp::Reverse(*len)));
    found.dedup_by_key(|(at, _)| *at);
    Ok(found)
}

/// Tells whether words take a deal to a stage: its name, or a beginning of it that an amount follows
/// (`合同 12万`). With `whole` they say nothing else.
pub(super) async fn is_staged(cx: &mut Cx<'_>, text: &str, whole: bool) -> Result<bool, Problem> {
    let text = led_up(text);
    let pipelines = cx.tx.pipelines().await?;
    let stages: Vec<_> = pipelines.into_iter().flat_map(|pipeline| pipeline.stages).collect();
    if !exactly(&stages, text).is_empty() {
        return Ok(true);
    }
    let full = stages_in(cx, text).await?.into_iter().find(|(at, _)| *at == 0);
    if let Some((_, len)) = full {
        return Ok(!whole || text[len..].trim().is_empty() || says_more(cx, &text[len..], false));
    }
    let first = text.find(|c: char| c == ' ' || c.is_ascii_digit() || "¥$€£".contains(c));
    let Some((word, rest)) = first.map(|at| text.split_at(at)) else { return Ok(false) };
    let long = if word.is_ascii() { 4 } else { 2 };
    if word.chars().count() < long || !is_amount(cx, rest.trim()) {
        return Ok(false);
    }
    let named = match beginning(&stages, word) {
        // «quoted» tells of it, and is for whoever reads what happened.
        none if none.is_empty() && happened(word).is_none() => {
            beginning(&stages, stem(&word.to_ascii_lowercase()))
        }
        some => some,
    };
    Ok(named.iter().any(|stage| stage.outcome == Outcome::Open))
}

/// Tells whether words that take a deal to a stage leave it open.
pub(super) async fn stays_open(cx: &mut Cx<'_>, text: &str) -> Result<bool, Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let stages: Vec<_> = pipelines.into_iter().flat_map(|pipeline| pipeline.stages).collect();
    Ok(exactly(&stages, text.trim()).iter().all(|stage| stage.outcome == Outcome::Open))
}

fn is_amount(cx: &Cx<'_>, text: &str) -> bool {
    let amounts = money::find_all(text, cx.env().currency);
    amounts.first().is_some_and(|found| found.span.start == 0)
}

/// Tells whether what follows a stage is an amount or a time: then it is an entry and not talk
/// about it. Nothing at all is enough where it is said for whom it was done.
fn says_more(cx: &Cx<'_>, rest: &str, led: bool) -> bool {
    let rest = rest.trim_start_matches(['了', '吧']).trim();
    if rest.is_empty() {
        return led;
    }
    let moments = find_moments(rest, &cx.env().here());
    is_amount(cx, rest) || moments.first().is_some_and(|found| found.span.start == 0)
}
