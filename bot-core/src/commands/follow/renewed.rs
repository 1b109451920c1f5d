//! A promise that is made anew: the one before it, of the same customer about the same thing, is offered to be
//! given up.

use super::drop::Drop;
use super::{On, due_text, mine, to_do};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::understand::next_step::is_theirs;
use crate::commands::Cx;
use crate::domain::follow_up::{Due, FollowUp};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// What customers promise, each with the words for it.
const THINGS: &[&[&str]] = &[
    &["付", "款", "钱", "到账", "pay", "money", "wire", "transfer", "deposit"],
    &["签", "合同", "sign", "contract"],
    &["下单", "订货", "采购", "order", "buy"],
    &["答复", "回复", "回话", "get back", "gets back", "answer", "let us know"],
    &["寄", "发", "送", "send", "drawings"],
];
/// Parts of a payment, of which each is one by itself: that of one is not that of another.
pub(super) const PARTS: &[&[&str]] = &[
    &["定金", "预付", "首付", "deposit", "down payment", "advance"],
    &["尾款", "余款", "balance", "the rest"],
    &["质保金", "retention"],
];

/// How many of those before are told.
const TOLD: usize = 3;

/// The open promises to us that a new one may take the place of.
pub(crate) async fn renews(
    cx: &mut Cx<'_>,
    on: &On,
    new: &FollowUp,
) -> Result<Vec<FollowUp>, Problem> {
    let mut all = if new.promise { alike(cx, on, &new.what).await? } else { Vec::new() };
    all.retain(|old| old.id() != new.id() && old.due() != new.due());
    Ok(all)
}

/// The open promise to us that is made once more for the same time: it is there already.
pub(crate) async fn repeats(
    cx: &mut Cx<'_>,
    on: &On,
    (what, due): (&str, Due),
) -> Result<Option<FollowUp>, Problem> {
    Ok(alike(cx, on, what).await?.into_iter().find(|old| old.due() == Some(due)))
}

/// The open promises to us of a customer about the same thing.
async fn alike(cx: &mut Cx<'_>, on: &On, what: &str) -> Result<Vec<FollowUp>, Problem> {
    if !is_theirs(what) {
        return Ok(Vec::new());
    }
    let mut all = mine(cx).await?;
    all.retain(|old| {
        old.promise && on.has(old) && is_theirs(&old.what) && is_same(&old.what, what)
    });
    Ok(all)
}

/// Says that those before are still open, each with a button that gives it up.
pub(crate) fn offer_renewed(cx: &Cx<'_>, reply: Reply, before: &[FollowUp]) -> Reply {
    let lang = cx.lang();
    before.iter().take(TOLD).fold(reply, |reply, old| {
        let (what, code, when) = (to_do(lang, old), old.code(), due_text(cx, old));
        let text = t!(lang, "promise-renewed", what = what, code = code, when = when);
        let drop = Drop { follow_up: Some(Ref::code(code)) };
        let label = t!(lang, "promise-button-renewed", code = code);
        reply.text(text).row(vec![Button::new(label, &drop)])
    })
}

/// Tells whether two promises are about the same thing.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let both = |words: &[&str]| {
        let has = |text: &str| words.iter().any(|word| text.contains(word));
        (has(&one), has(&other))
    };
    let parted = PARTS.iter().map(|words| both(words)).any(|(a, b)| a != b);
    !parted && THINGS.iter().map(|words| both(words)).any(|(a, b)| a && b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_promises_are_the_same_where_their_thing_is() {
        for (one, other, same) in [
            ("说周五付", "改口说下周三付款", true),
            ("says they pay", "now says they'll pay", true),
            ("付定金", "付尾款", false),
            ("付款", "签合同", false),
            ("pay the deposit", "pay the balance", false),
        ] {
            assert_eq!(is_same(one, other), same, "{one} {other}");
        }
    }
}
