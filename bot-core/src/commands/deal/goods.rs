//! What a deal is about, by product: from typed lines to what they come to.

use std::ops::Range;

use super::edit::EditDeal;
use crate::chat::parse::{LineAsked, begins_with_field};
use crate::chat::spec::Ask as _;
use crate::chat::understand::money::{find_discounts, order_lines};
use crate::commands::order::goods;
use crate::commands::order::goods::Wanted;
use crate::commands::order::out::{each, out_of, unwanted};
use crate::commands::{Cx, same};
use crate::domain::deal::{Deal, DealLine};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Currency, MAX_MINOR, Money, Paid, Quantity, line_total};
use crate::domain::people::Lang;
use crate::domain::product::Product;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

/// How many products a name made of them has.
const NAMED: usize = 3;

/// Puts products on a new deal, and names it by them where nothing else was said.
pub(super) async fn begin(
    cx: &mut Cx<'_>,
    deal: &mut Deal,
    lines: &[LineAsked],
    named: (Option<Money>, Paid),
) -> Result<(), Problem> {
    goods::at_most(cx, lines.len())?;
    let wanted = goods::typed(cx, lines).await?;
    let names: Vec<String> = wanted.iter().map(|w| w.product.name.clone()).collect();
    let level = level_of(cx, deal).await?;
    let (lines, currency) = goods::priced(cx, wanted, named, level.as_deref())?;
    deal.currency = currency;
    deal.lines = lines
        .into_iter()
        .map(|line| DealLine {
            product: line.product,
            quantity: Some(line.quantity),
            amount: Some(line.total),
        })
        .collect();
    deal.amount = Some(sum(deal).ok_or_else(|| goods::too_large(cx))?);
    if deal.name.is_empty() {
        deal.name = of_names(cx, &names);
    }
    Ok(())
}

/// Products as the name of a deal: 空调、配件包.
fn of_names(cx: &Cx<'_>, names: &[String]) -> String {
    let lang = cx.lang();
    let comma = if lang == Lang::Zh { "、" } else { ", " };
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(comma);
    if names.len() <= NAMED {
        return first;
    }
    t!(lang, "deal-goods-more", names = first, count = names.len())
}

/// Takes a discount out of what was said beside the lines: it is for every line, and no name.
pub(super) fn discount(words: &mut String) -> Paid {
    let found = find_discounts(words);
    let [one] = found.as_slice() else { return Paid::FULL };
    let Ok(paid) = one.value else { return Paid::FULL };
    words.replace_range(one.span.clone(), " ");
    *words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    paid
}

/// The lines as they could have been typed.
pub(super) fn words(lines: &[LineAsked]) -> String {
    let words = lines.iter().map(|line| format!("{}*{}", line.product, line.quantity));
    words.collect::<Vec<_>>().join(" ")
}

/// Sets the amount that was said besides. A single line is worth the same, but for one whose price
/// was said.
pub(super) fn worth(deal: &mut Deal, lines: &[LineAsked], amount: Option<Money>) {
    let Some(amount) = amount else { return };
    let priced = lines.iter().any(|line| line.price.is_some());
    if priced && amount.currency == deal.currency {
        deal.amount = Some(amount.minor);
    } else {
        super::amount::set(deal, Some(amount));
    }
}

/// Tells whether any of the lines names a product.
pub(super) async fn any_known(cx: &mut Cx<'_>, lines: &[LineAsked]) -> Result<bool, Problem> {
    for line in lines {
        if goods::is_product(cx, &line.product).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The level of the customer, whose prices hold.
pub(super) async fn level_of(cx: &mut Cx<'_>, deal: &Deal) -> Result<Option<String>, Problem> {
    match deal.customer {
        Some(customer) => Ok(goods::level_of(cx, customer).await?),
        None => Ok(None),
    }
}

/// What the lines come to, where each of them is worth something that is known.
pub(super) fn sum(deal: &Deal) -> Option<i64> {
    let all = deal.lines.iter().map(|line| line.amount);
    let sum = all.reduce(|sum, one| sum?.checked_add(one?))??;
    (sum <= MAX_MINOR).then_some(sum)
}

/// Tells whether the deal is worth what its lines come to, and not an amount of its own.
pub(super) fn follows(deal: &Deal) -> bool {
    deal.amount.is_none() || deal.amount == sum(deal)
}

/// Sets how many of a product the deal is about: what the list said for the old quantity it says
/// for the new one, and another price stays that of one piece.
pub(super) fn requantify(
    line: &mut DealLine,
    product: &Product,
    (level, currency): (Option<&str>, Currency),
    quantity: Quantity,
) -> Option<()> {
    let listed = |many| {
        let price = product.price_for(level, many).filter(|_| product.currency == currency);
        price.and_then(|(price, _)| line_total(price, many, Paid::FULL))
    };
    let old = line.quantity.replace(quantity);
    if let (Some(amount), Some(old)) = (line.amount, old.filter(|old| old.0 > 0)) {
        let same = listed(old) == Some(amount);
        let worth = listed(quantity).filter(|_| same).or_else(|| scaled(amount, old, quantity));
        line.amount = Some(worth?);
    }
    Some(())
}

fn scaled(amount: i64, old: Quantity, new: Quantity) -> Option<i64> {
    let exact = i128::from(amount) * i128::from(new.0) * 2 + i128::from(old.0);
    let minor = i64::try_from(exact.div_euclid(i128::from(old.0) * 2)).ok()?;
    (minor.abs() <= MAX_MINOR).then_some(minor)
}

/// Sets the price of one piece.
pub(super) fn reprice(cx: &Cx<'_>, line: &mut DealLine, price: Money) -> Result<(), Problem> {
    let quantity = line.quantity.unwrap_or(Quantity::pieces(1));
    let total = line_total(price.minor, quantity, Paid::FULL);
    line.amount = Some(total.ok_or_else(|| goods::too_large(cx))?);
    Ok(())
}

/// Sets the share of the price that is paid in one line.
pub(super) fn share(
    cx: &Cx<'_>,
    (line, currency): (&mut DealLine, Currency),
    (wanted, level): (&Wanted, Option<&str>),
    paid: Paid,
) -> Result<(), Problem> {
    let quantity = line.quantity.unwrap_or(Quantity::pieces(1));
    let listed = wanted.product.price_for(level, quantity).map(|(price, _)| price);
    let listed = listed.filter(|_| wanted.product.currency == currency);
    let price = wanted.price.map(|price| price.minor).or(listed);
    let Some(price) = price else {
        return Err(Problem::tell(t!(cx.lang(), "order-price-of-which")));
    };
    let total = line_total(price, quantity, paid);
    line.amount = Some(total.ok_or_else(|| goods::too_large(cx))?);
    Ok(())
}

/// Tells whether words are about the products of a deal and nothing else: `A100*5`, 加 B7*2, 去掉 B7.
pub(crate) async fn is_said(cx: &mut Cx<'_>, code: Code, words: &str) -> Result<bool, Problem> {
    let words = words.trim();
    if code.kind != Kind::Deal || words.is_empty() {
        return Ok(false);
    }
    let found = order_lines(words, cx.org.currency);
    if let Some(product) = unwanted(words).filter(|_| found.is_empty()) {
        for part in each(product) {
            if !goods::is_product(cx, part).await? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    if found.is_empty() && out_of(cx, words).await?.is_some() {
        return Ok(true);
    }
    // «seats=twelve» is a field of the org's own.
    let own = |name: &str| {
        let mut fields = cx.settings.fields.of(Kind::Deal);
        fields.any(|own| std::iter::once(&own.name).chain(&own.other).any(|own| same(own, name)))
    };
    if found.iter().any(|line| own(&line.value.product)) {
        return Ok(false);
    }
    let spans = found.iter().flat_map(|line| {
        let beside = [&line.value.price_at, &line.value.paid_at].map(Option::as_ref);
        [Some(&line.span), beside[0], beside[1]]
    });
    if found.is_empty() || beside(words, spans.flatten()) {
        return Ok(false);
    }
    for line in &found {
        let signed = words[line.span.clone()].contains(['*', '×', '@', '=']);
        if !signed && !goods::is_product(cx, &line.value.product).await? {
            return Ok(false);
        }
    }
    // «客户=华星*2» is a field that is called so.
    Ok(!begins_with_field(&EditDeal::SPEC, words))
}

/// Tells whether there are words beside some stretches.
fn beside<'s>(words: &str, spans: impl Iterator<Item = &'s Range<usize>>) -> bool {
    let mut left = words.to_owned();
    for span in spans {
        left.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    left.contains(char::is_alphanumeric)
}

/// The product of a line.
pub(super) async fn product_of(cx: &mut Cx<'_>, line: &DealLine) -> Result<Product, Problem> {
    let product = cx.tx.get::<Product>(line.product).await?;
    product.ok_or_else(|| Problem::Broken("a line without a product".to_owned()))
}
