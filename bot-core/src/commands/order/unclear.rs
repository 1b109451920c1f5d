//! A number that is said beside the lines of an order and nobody says of what: the price of one
//! piece, of all, or something to be kept as it is.

use serde_json::{Value, json};

use super::goods::Wanted;
use super::remark;
use crate::chat::parse;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Take;
use crate::commands::Cx;
use crate::domain::money::{Money, Quantity};
use crate::domain::order::Order;
use crate::problem::{Problem, Question};
use crate::t;

/// What may stand before such a number.
const BEFORE: [&str; 13] = [
    "总价", "总共", "一共", "合计", "共", "价格", "价", "按", "total ", "for ", "at ", "price ",
    "@",
];
/// Digits from this many on are an account, a phone or a number of something.
const LONGEST: usize = 8;

/// The amount that words are, where they are one and nothing else.
pub(super) fn amount(cx: &Cx<'_>, words: &str) -> Option<Money> {
    let words = words.trim();
    let bare = BEFORE.iter().find_map(|before| {
        let head = words.get(..before.len())?;
        head.eq_ignore_ascii_case(before).then(|| words[before.len()..].trim())
    });
    let bare = bare.unwrap_or(words);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    if bare.starts_with(['0', '+']) || (digits >= LONGEST && digits == bare.len()) {
        return None;
    }
    let value = parse::read(Take::Money, bare, bare, &cx.env()).ok()?;
    serde_json::from_value::<Money>(value).ok().filter(|money| money.minor > 0)
}

/// Asks what a number is, where one stands beside lines of which one at least names no price.
pub(super) fn asked(
    cx: &Cx<'_>,
    words: &str,
    wanted: &[Wanted],
    price: Option<Money>,
) -> Option<Problem> {
    let money = amount(cx, words)?;
    let [only] = wanted else { return None };
    if price.is_some() || only.price.is_some() {
        return None;
    }
    let lang = cx.lang();
    let mut draft = cx.asked.clone();
    draft.args.retain(|field, _| !["deal", "remark"].contains(&field.as_str()));
    let with = |field: &str, value: Value| {
        let mut asked = draft.clone();
        asked.args.insert(field.to_owned(), value);
        asked
    };
    let shown = |minor: i64| cx.amount(minor, money.currency);
    let of_one = Button {
        label: t!(lang, "order-button-price", amount = shown(money.minor)),
        asked: with("price", json!(money)),
    };
    let mut row = vec![of_one];
    if let Some(each) = share(money.minor, only.quantity) {
        let label = t!(lang, "order-button-total", amount = shown(money.minor));
        let asked = with("price", json!(Money::new(each, money.currency)));
        row.push(Button { label, asked });
    }
    row.push(Button { label: t!(lang, "order-button-note"), asked: with("note", words.into()) });
    let text = t!(lang, "order-number-of-what", words = words);
    let reply = Reply::new(ReplyKind::Ask, text).row(row);
    Some(Problem::Ask(Box::new(Question { draft: Some(draft), ..Question::of("price", reply) })))
}

/// The same about a change of an order.
pub(super) fn of_edit(cx: &Cx<'_>, order: &Order, words: &str) -> Problem {
    let lang = cx.lang();
    let mut draft = cx.asked.clone();
    draft.args.remove("remark");
    let with = |field: &str, value: Value| {
        let mut asked = draft.clone();
        asked.args.insert(field.to_owned(), value);
        asked
    };
    let mut row = Vec::new();
    // Of several lines nobody knows which one it would be the price of.
    if let Some(money) = amount(cx, words).filter(|_| order.lines.len() == 1) {
        let label = t!(lang, "order-button-price", amount = cx.amount(money.minor, money.currency));
        row.push(Button { label, asked: with("price", json!(money)) });
    }
    let note = remark::joined(order.note.clone(), words);
    row.push(Button { label: t!(lang, "order-button-note"), asked: with("note", note.into()) });
    let text = t!(lang, "order-number-of-what", words = words);
    let reply = Reply::new(ReplyKind::Ask, text).row(row);
    Problem::Ask(Box::new(Question { draft: Some(draft), ..Question::of("price", reply) }))
}

/// What one piece costs, where all cost so much and that comes out even.
fn share(total: i64, quantity: Quantity) -> Option<i64> {
    let thousandths = total.checked_mul(1000)?;
    let even = quantity.0 > 0 && quantity.0 != 1000 && thousandths % quantity.0 == 0;
    even.then(|| thousandths / quantity.0)
}
