//! What of an order is not wanted any more: «去掉 B7», `cancel 2 A100`, «不要B7了», `without the B7`.

use super::cancel::CancelOrder;
use super::card::Card;
use super::edit::EditOrder;
use super::find::find;
use super::{change, parts, remark};
use crate::chat::parse::LineAsked;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::understand::money::order_lines;
use crate::commands::{Cx, same, show};
use crate::domain::ids::Kind;
use crate::domain::money::Quantity;
use crate::domain::names::Rung;
use crate::domain::order::Order;
use crate::domain::product::Product;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// What people say before a product that is not wanted any more.
pub(crate) const OUT: [&str; 8] =
    ["去掉", "删掉", "删除", "删", "不要", "remove", "delete", "drop"];
/// The same where it is only a product behind them that makes them so.
const ALSO: [&str; 8] =
    ["取消", "减掉", "cancel", "take out", "leave out", "without", "minus", "no"];
/// The same behind a product that is surely one.
const UNWANTED: [&str; 8] =
    ["不要", "不用", "不需要", "去掉", "删掉", "取消", " is not needed", " not needed"];
/// What stands before a product and says no more.
const ARTICLES: [&str; 7] = ["the ", "that ", "those ", "all ", "这个", "那个", "所有的"];
/// What stands behind it and says no more.
const TAILS: [&str; 9] =
    ["了", "吧", "啦", "就行", "就好", " please", " any more", " anymore", "."];
/// What joins two products.
const JOINTS: [&str; 8] = [" and ", " & ", "和", "与", "及", "、", ",", "+"];
/// The longest words about a price that are no sentence, in characters.
const SHORT: usize = 16;
/// How many characters of a product's name are repeated.
const NAME: usize = 16;

/// The product that words ask to take out: 去掉 B7, `remove B7`.
pub(crate) fn unwanted(words: &str) -> Option<&str> {
    behind(words, &OUT)
}

/// The product that words ask to take out, where they name one for sure: «取消B7», `without the B7` as
/// well.
pub(crate) async fn out_of(cx: &mut Cx<'_>, words: &str) -> Result<Option<String>, Problem> {
    if let Some(product) = unwanted(words) {
        return Ok(Some(product.to_owned()));
    }
    let Some(product) = behind(words, &ALSO).or_else(|| before(words)) else { return Ok(None) };
    for part in each(product) {
        if !is_named(cx, part).await? {
            return Ok(None);
        }
    }
    Ok(Some(product.to_owned()))
}

fn behind<'w>(words: &'w str, out: &[&str]) -> Option<&'w str> {
    let words = words.trim();
    let begins = |out: &&&str| {
        let head = words.get(..out.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(out))
    };
    let out = out.iter().find(begins)?;
    let rest = &words[out.len()..];
    // English words need a space: «dropped» is not «drop».
    let apart = !out.is_ascii() || rest.starts_with(' ');
    let product = bare(rest);
    (apart && !product.is_empty()).then_some(product)
}

/// «B7不要了»
fn before(words: &str) -> Option<&str> {
    let words = words.trim().trim_end_matches(['了', '吧', '啦', '.', '!', ' ']);
    let product = bare(UNWANTED.iter().find_map(|out| words.strip_suffix(out))?);
    (!product.is_empty()).then_some(product)
}

/// A product without what leads up to it and what stands behind it.
fn bare(words: &str) -> &str {
    let mut words = words.trim();
    let head = |words: &str| {
        let lower = words.to_ascii_lowercase();
        ARTICLES.iter().find(|word| lower.starts_with(**word)).map(|word| word.len())
    };
    while let Some(len) = head(words) {
        words = words[len..].trim_start();
    }
    while let Some(rest) = TAILS.iter().find_map(|tail| words.strip_suffix(tail)) {
        words = rest.trim_end();
    }
    words
}

/// The products that words join: `A100 and B7`.
pub(crate) fn each(words: &str) -> Vec<&str> {
    let mut all = vec![words];
    for joint in JOINTS {
        all = all.into_iter().flat_map(|part| part.split(joint)).collect();
    }
    all.into_iter().map(bare).filter(|part| !part.is_empty()).collect()
}

/// Tells whether a word names a product and not only nearly.
async fn is_named(cx: &mut Cx<'_>, word: &str) -> Result<bool, Problem> {
    if cx.tx.product_by_sku(word).await?.is_some() {
        return Ok(true);
    }
    let hits = cx.hits(word, &[Kind::Product]).await?;
    Ok(hits.first().is_some_and(|hit| hit.rung <= Rung::Normal))
}

/// Takes the lines of the products that words name out of an order.
pub(super) async fn take_out(
    cx: &mut Cx<'_>,
    order: &mut Order,
    words: &str,
) -> Result<(), Problem> {
    let card = Card::of(cx, order.clone()).await?;
    if card.products().iter().any(|product| is(product, words)) {
        return take_one(cx, order, words).await;
    }
    for named in each(words) {
        take_one(cx, order, named).await?;
    }
    Ok(())
}

pub(super) fn is(product: &Product, named: &str) -> bool {
    same(&product.sku, named) || same(&product.name, named)
}

async fn take_one(cx: &mut Cx<'_>, order: &mut Order, named: &str) -> Result<(), Problem> {
    let lang = cx.lang();
    let card = Card::of(cx, order.clone()).await?;
    let products = card.products().iter().enumerate();
    let at: Vec<usize> = products.filter(|(_, p)| is(p, named)).map(|(at, _)| at).collect();
    match at.as_slice() {
        [_] if order.lines.len() == 1 => {
            let text = t!(lang, "order-last-line", order = order.code());
            let reply = Reply::new(ReplyKind::Problem, text);
            Err(super::possible(cx, reply, order).await?.into())
        }
        [at] if !order.lines[*at].shipped.is_none() => {
            Err(change::below_shipped(lang, &order.lines[*at], &card.products()[*at]))
        }
        [at] => {
            order.lines.remove(*at);
            Ok(())
        }
        _ => Err(parts::no_such_line(lang, &card, &show::short(named, NAME))),
    }
}

/// How many of a line stay where so many are not wanted any more; none where none do.
pub(super) async fn left(
    cx: &mut Cx<'_>,
    order: &Order,
    (at, product): (Option<usize>, &Product),
    gone: Quantity,
) -> Result<Quantity, Problem> {
    let lang = cx.lang();
    let Some(at) = at else {
        let card = Card::of(cx, order.clone()).await?;
        return Err(parts::no_such_line(lang, &card, &product.sku));
    };
    let there = order.lines[at].quantity;
    if gone > there {
        let there = super::card::counted(there, product);
        let (order, product) = (order.code(), crate::commands::product::named(product));
        let text =
            t!(lang, "order-less-than-none", order = order, product = product, there = there);
        return Err(Problem::tell(text));
    }
    Ok(there.less(gone))
}

/// Words behind «cancel» that name something on the order.
pub(crate) enum Part {
    /// They say nothing else: only that goes.
    Only(Asked),
    /// They may also be the reason: it is asked.
    Unclear(Reply),
}

/// What of an order is to be cancelled, where the reason that was read is something on it: `O-1
/// cancel the B7`, «O-1 取消两台A100».
pub(crate) async fn part_of(
    cx: &mut Cx<'_>,
    asked: &Asked,
    answers: bool,
) -> Result<Option<Part>, Problem> {
    let Ok(cancel) = serde_json::from_value::<CancelOrder>(asked.args.clone().into()) else {
        return Ok(None);
    };
    let Some(reason) = cancel.reason.as_deref() else { return Ok(None) };
    let order = match find(cx, &cancel.order, None).await {
        Ok(order) => order,
        // The command itself says what is wrong.
        Err(Problem::Tell(_) | Problem::Ask(_)) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let card = Card::of(cx, order.clone()).await?;
    let (lines, named, rest) = begins(cx, card.products(), bare(reason));
    if (lines.is_empty() && named.is_empty()) || (answers && !rest.is_empty()) {
        return Ok(None);
    }
    let mut edit = EditOrder::of(&order);
    let counted = lines.iter().map(|line| format!("{} {}", line.quantity, line.product));
    let shown = counted.chain(named.iter().cloned()).collect::<Vec<_>>().join(", ");
    edit.lines = Some(lines).filter(|lines| !lines.is_empty());
    edit.remark =
        Some(named.join(", ")).filter(|named| !named.is_empty()).map(|n| format!("{} {n}", OUT[0]));
    if rest.is_empty() && !answers {
        return Ok(Some(Part::Only(Asked::of(&edit))));
    }
    let lang = cx.lang();
    let shown = show::short(&shown, NAME);
    let (code, words) = (order.code(), show::short(reason, 40));
    let text = t!(lang, "order-cancel-which", order = code, words = words, product = &shown);
    let out = Button::new(t!(lang, "order-button-take-out", product = shown), &edit);
    let whole = Button { label: t!(lang, "order-button-cancelled"), asked: asked.clone() };
    Ok(Some(Part::Unclear(Reply::new(ReplyKind::Ask, text).row(vec![out, whole]))))
}

/// The products of an order that words begin with: how many of each, those without a number, and what
/// else is said.
fn begins<'w>(
    cx: &Cx<'_>,
    products: &[Product],
    words: &'w str,
) -> (Vec<LineAsked>, Vec<String>, &'w str) {
    let (mut lines, mut named) = (Vec::new(), Vec::new());
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches([' ', ',', '、', ':', '+', '&']);
        rest = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint.trim())).unwrap_or(rest);
        rest = bare(rest);
        let found = order_lines(rest, cx.org.currency).into_iter().next();
        let found = found.filter(|line| line.span.start == 0);
        let of = found.as_ref().and_then(|line| {
            let product = products.iter().find(|product| is(product, &line.value.product))?;
            Some((product, line.value.quantity.ok()?, line.span.end))
        });
        if let Some((product, quantity, end)) = of {
            lines.push(LineAsked { less: true, ..LineAsked::of(product.sku.clone(), quantity) });
            rest = &rest[end..];
            continue;
        }
        let head = |name: &str| {
            let head = rest.get(..name.len()).filter(|head| same(head, name))?;
            let parted = !rest[head.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
            parted.then_some(name.len())
        };
        let of = products.iter().find_map(|product| {
            Some((product, head(&product.sku).or_else(|| head(&product.name))?))
        });
        let Some((product, len)) = of else {
            return (lines, named, rest);
        };
        named.push(product.sku.clone());
        rest = &rest[len..];
    }
}

/// Lines that are not wanted are none of a new order: the words are kept.
pub(super) fn not_wanted(lines: &mut Vec<LineAsked>) -> Vec<String> {
    let said = lines.iter().filter(|line| line.less).filter_map(|line| line.said.clone()).collect();
    lines.retain(|line| !line.less);
    said
}

/// Tells whether words take a product out of an order, and name no number of it; or are a few about
/// what it comes to: `O-1 total 7500`, «优惠200».
pub(crate) async fn is_said(cx: &mut Cx<'_>, words: &str) -> Result<bool, Problem> {
    if !order_lines(words, cx.org.currency).is_empty() {
        return Ok(false);
    }
    let short = words.trim().chars().count() <= SHORT;
    let number = words.contains(|c: char| c.is_ascii_digit());
    Ok((short && number && remark::is_of_price(words)) || out_of(cx, words).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_told_from_what_stands_around_it() {
        for (words, product) in [
            ("去掉 B7", Some("B7")),
            ("不要B7了", Some("B7")),
            ("remove the B7", Some("B7")),
            ("dropped the price", None),
            ("remove", None),
        ] {
            assert_eq!(unwanted(words), product, "{words}");
        }
        assert_eq!(each("the A100 and B7"), ["A100", "B7"]);
    }
}
