//! Words that name no command and still say what is to be done: by their shape, or as a whole
//! sentence about a customer's deal.

use serde_json::Map;

use crate::chat::parse;
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::chat::understand::money::{self, find_discounts, order_lines};
use crate::chat::understand::when::find_moments;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::deal::{FROM_CUSTOMERS, edit::EditDeal};
use crate::commands::order::edit::EditOrder;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::Rung;
use crate::domain::pipeline::Outcome;
use crate::problem::Problem;

use super::plan::{Plan, planned};
use super::words::fill;

/// What stands before the customer for whom something was done.
const FOR: [&str; 4] = ["给", "跟", "向", "对"];
/// What makes a question of a sentence.
const ASKS: [char; 4] = ['?', '吗', '呢', '么'];

/// What words do to a record by their shape alone: lines and discounts change an order, an amount a
/// deal. With `whole` they have to be nothing else.
pub(super) fn by_shape(cx: &Cx<'_>, code: Code, text: &str, whole: bool) -> Option<&'static Spec> {
    let (env, text) = (cx.env(), text.trim());
    let covers = |span: &std::ops::Range<usize>| !whole || *span == (0..text.len());
    let name = match code.kind {
        Kind::Order => {
            let lines = if whole {
                parse::read(Take::Lines, text, text, &env).is_ok()
            } else {
                !order_lines(text, env.currency).is_empty()
            };
            let discount = find_discounts(text).iter().any(|found| covers(&found.span));
            (lines || discount || EditOrder::takes_out(text)).then_some(EditOrder::SPEC.name)
        }
        Kind::Deal => {
            let amounts = money::find_all(text, env.currency);
            let first = amounts.first().filter(|found| found.span.start == 0);
            first.filter(|found| covers(&found.span)).map(|_| EditDeal::SPEC.name)
        }
        _ => None,
    };
    commands::entry(name?).map(|entry| entry.spec)
}

/// A customer, a stage and an amount or a time after it are a whole entry: «给华星报价12.5万
/// 下周三回访», «Acme quotation 125k».
pub(super) async fn about_deal(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if text.trim_end().ends_with(ASKS) {
        return Ok(None);
    }
    let begin = text.len() - text.trim_start().len();
    let led = FOR.iter().find(|word| text[begin..].starts_with(*word));
    let begin = begin + led.map_or(0, |word| word.len());
    for (stage, len) in stages_in(cx, &text[begin..]).await? {
        let (name, rest) = (text[begin..begin + stage].trim(), &text[begin + stage + len..]);
        if name.is_empty() || !says_more(cx, rest, led.is_some()) {
            continue;
        }
        let hits = cx.hits(name, FROM_CUSTOMERS).await?;
        if hits.first().is_none_or(|hit| hit.rung == Rung::Typo) {
            continue;
        }
        let args = Map::from_iter([("deal".to_owned(), name.into())]);
        let spec = &MoveDeal::SPEC;
        let filled = fill(cx, spec, message, begin + stage, args).await?;
        return Ok(Some(planned(spec, filled)));
    }
    Ok(None)
}

/// Where the names of open stages stand in a text, and how long they are.
async fn stages_in(cx: &mut Cx<'_>, text: &str) -> Result<Vec<(usize, usize)>, Problem> {
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

/// Tells whether what follows a stage is an amount or a time: then it is an entry and not talk
/// about it. Nothing at all is enough where it is said for whom it was done.
fn says_more(cx: &Cx<'_>, rest: &str, led: bool) -> bool {
    let rest = rest.strip_prefix('了').unwrap_or(rest).trim();
    if rest.is_empty() {
        return led;
    }
    let env = cx.env();
    let amounts = money::find_all(rest, env.currency);
    let amount = amounts.first().is_some_and(|found| found.span.start == 0);
    amount || find_moments(rest, &env.here()).first().is_some_and(|found| found.span.start == 0)
}
