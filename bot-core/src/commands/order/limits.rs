//! What an order asks less for than it may without a manager's word.

use super::card::amount;
use crate::domain::money::{Currency, Quantity};
use crate::domain::order::OrderLine;
use crate::domain::people::Lang;
use crate::domain::product::Product;
use crate::t;

/// Why one line needs a manager's word.
pub(super) enum Breach {
    /// The prices of the product are of another currency: nothing can be compared.
    Currency,
    /// One piece sells for so much, in ten-thousandths of a minor unit: nothing is rounded.
    Floor(i128),
    /// So much less than the list price is paid, in basis points.
    Discount(i64),
}

/// What is wrong with a line for a customer of a level, where more than `band` off is a large discount.
pub(super) fn breaches(
    line: &OrderLine,
    product: &Product,
    level: Option<&str>,
    (currency, band): (Currency, i64),
) -> Vec<Breach> {
    let compared = product.floor.is_some() || product.price.is_some();
    if product.currency != currency && compared {
        return vec![Breach::Currency];
    }
    let real = i128::from(line.price) * i128::from(line.paid.0);
    let below = product.floor.is_some_and(|floor| real < i128::from(floor) * 10_000);
    let list = product.price_for(level, line.quantity).map(|(price, _)| price);
    let mut all = Vec::new();
    if below {
        all.push(Breach::Floor(real));
    }
    all.extend(large_discount(line, list, band).map(Breach::Discount));
    all
}

/// How much less than the list price is paid, in basis points, rounded half up, where that is above
/// the band: there nothing is rounded.
fn large_discount(line: &OrderLine, list: Option<i64>, band: i64) -> Option<i64> {
    let real = i128::from(line.price) * i128::from(line.paid.0);
    let paid = i128::from(line.paid.0);
    // The discount of the line is one of its own price, whatever the list says.
    let (real, list) = match list.map(i128::from).filter(|list| *list > 0) {
        Some(list) => (real.min(paid * list), list),
        None => (paid, 1),
    };
    let over = real < i128::from(10_000 - band) * list;
    let off = 10_000 - (2 * real + list - 1).div_euclid(2 * list);
    // What is over the limit never reads as just at it.
    over.then(|| i64::try_from(off).unwrap_or(i64::MAX).max(band + 1))
}

/// A breach in words: of a product, and by which price of the list where that is not the usual one.
pub(super) fn told(
    lang: Lang,
    breach: &Breach,
    (product, named, by): (&Product, &str, Option<(&str, i64)>),
    currency: Currency,
    band: i64,
) -> String {
    match breach {
        Breach::Currency => {
            let other = product.currency.code();
            t!(lang, "order-other-currency", product = named, currency = other)
        }
        Breach::Floor(real) => t!(
            lang,
            "order-below-floor",
            product = named,
            price = amount(whole(*real), currency),
            floor = amount(product.floor.unwrap_or_default(), currency)
        ),
        Breach::Discount(off) => {
            let (off, band) = (percent(*off), percent(band));
            match by {
                None => t!(lang, "order-large-discount", product = named, off = off, band = band),
                Some((by, price)) => t!(
                    lang,
                    "order-large-discount-by",
                    product = named,
                    off = off,
                    band = band,
                    by = by,
                    price = amount(price, currency)
                ),
            }
        }
    }
}

/// Basis points as a percentage: 1,550 is `15.5%`.
pub(crate) fn percent(points: i64) -> String {
    format!("{}%", Quantity(points.saturating_mul(10)))
}

/// Cut, not rounded, so that what is below the floor never reads as just at it.
fn whole(ten_thousandths: i128) -> i64 {
    i64::try_from(ten_thousandths / 10_000).unwrap_or(i64::MAX)
}
