//! What a deal is worth: read in the deal's own currency, and put on it.

use crate::chat::parse::{self, Env, Wrong};
use crate::chat::spec::Take;
use crate::commands::{Cx, show};
use crate::domain::deal::Deal;
use crate::domain::money::{Currency, MAX_MINOR, Money, MoneyProblem};
use crate::problem::Problem;
use crate::t;

/// An amount in that currency, unless the words name another.
pub(super) fn read(cx: &Cx<'_>, words: &str, currency: Currency) -> Result<Money, Problem> {
    let lang = cx.lang();
    let env = Env { currency, ..cx.env() };
    let field = show::field_name(lang, "amount");
    match parse::read(Take::Money, words, words, &env) {
        Ok(value) => serde_json::from_value(value).map_err(|e| Problem::Broken(e.to_string())),
        Err(Wrong::Money(MoneyProblem::TooPrecise)) => Err(too_precise(cx)),
        Err(_) => Err(Problem::tell(t!(lang, "wrong-too-large", field = field))),
    }
}

fn too_precise(cx: &Cx<'_>) -> Problem {
    let field = show::field_name(cx.lang(), "amount");
    Problem::tell(t!(cx.lang(), "wrong-too-precise", field = field))
}

/// Sets what a deal is worth. A single line is what the deal is about, so it is worth the same.
pub(super) fn set(deal: &mut Deal, money: Option<Money>) {
    deal.amount = money.map(|money| money.minor);
    if let Some(money) = money {
        deal.currency = money.currency;
    }
    if let [line] = deal.lines.as_mut_slice() {
        line.amount = None;
    }
}

/// The currency that a word names: USD, 美元.
pub(super) fn currency(cx: &Cx<'_>, word: &str) -> Result<Currency, Problem> {
    if let Ok(currency) = word.trim().parse() {
        return Ok(currency);
    }
    let unknown = |_| Problem::tell(t!(cx.lang(), "deal-no-currency", word = word));
    read(cx, &format!("1{word}"), cx.org.currency).map(|money| money.currency).map_err(unknown)
}

/// The same numbers in another currency: 150,000.00 CNY were USD all the time.
pub(super) fn rename_currency(cx: &Cx<'_>, deal: &mut Deal, into: Currency) -> Result<(), Problem> {
    let (from, to) = (i128::from(deal.currency.scale()), i128::from(into.scale()));
    let amounts = deal.lines.iter_mut().filter_map(|line| line.amount.as_mut());
    for amount in deal.amount.iter_mut().chain(amounts) {
        let exact = i128::from(*amount) * to;
        let fits = exact % from == 0 && exact / from <= i128::from(MAX_MINOR);
        let minor = i64::try_from(exact / from).ok().filter(|_| fits);
        *amount = minor.ok_or_else(|| too_precise(cx))?;
    }
    deal.currency = into;
    Ok(())
}
