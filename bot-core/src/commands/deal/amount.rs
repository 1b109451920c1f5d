//! What a deal is worth: read in the deal's own currency, and put on it.

use crate::chat::parse::{self, Env, Wrong};
use crate::chat::spec::Take;
use crate::commands::{Cx, show};
use crate::domain::deal::Deal;
use crate::domain::money::{Currency, MAX_MINOR, Money, MoneyProblem};
use crate::problem::Problem;
use crate::t;
use crate::text::{read, secret};

/// An amount in that currency, unless the words name another.
pub(crate) fn read(cx: &Cx<'_>, words: &str, currency: Currency) -> Result<Money, Problem> {
    let lang = cx.lang();
    let env = Env { currency, ..cx.env() };
    let field = show::field_name(lang, "amount");
    let money = |value| serde_json::from_value(value).map_err(|e| Problem::Broken(e.to_string()));
    match parse::read(Take::Money, words, words, &env) {
        Ok(value) => money(value),
        Err(Wrong::Money(MoneyProblem::TooPrecise)) => {
            // Without its decimals the amount still says its currency.
            let rough = parse::read(Take::Money, &whole(words), words, &env).ok().map(money);
            let said = rough.transpose()?.map_or(currency, |money: Money| money.currency);
            Err(too_precise(cx, said))
        }
        // Which end of a range is meant shows only in the deal's own currency: JPY has no decimals.
        Err(Wrong::Either(given, ends)) => {
            let ends = ends.into_iter().map(|end| Ok(read::money(money(end)?)));
            let ends: Vec<String> = ends.collect::<Result<_, Problem>>()?;
            let choices = ends.into_iter().map(|end| (secret::hide(&end), end.into())).collect();
            let text = t!(lang, "wrong-either", field = field, given = given);
            Err(cx.ask("amount", text, choices))
        }
        Err(Wrong::Money(MoneyProblem::Negative)) => {
            Err(Problem::tell(t!(lang, "wrong-negative", field = field)))
        }
        Err(Wrong::Money(MoneyProblem::TooLarge)) => {
            Err(Problem::tell(t!(lang, "wrong-too-large", field = field)))
        }
        Err(_) => {
            let given = parse::shortened(words.trim());
            Err(Problem::tell(t!(lang, "wrong-amount", field = field, given = given)))
        }
    }
}

/// The words of an amount without what stands after its decimal point.
fn whole(words: &str) -> String {
    let mut rest = words.chars().peekable();
    let mut kept = String::new();
    while let Some(c) = rest.next() {
        if c == '.' && rest.peek().is_some_and(char::is_ascii_digit) {
            while rest.next_if(char::is_ascii_digit).is_some() {}
        } else {
            kept.push(c);
        }
    }
    kept
}

/// Asks for the amount again: names the currency, how many decimals it has, and an example in it.
fn too_precise(cx: &Cx<'_>, currency: Currency) -> Problem {
    let lang = cx.lang();
    let digits = usize::try_from(currency.exponent()).unwrap_or(0);
    let example = if digits == 0 {
        format!("{} 3500", currency.code())
    } else {
        format!("{} 3500.{}", currency.code(), "5".repeat(digits))
    };
    let field = show::field_name(lang, "amount");
    let text = t!(
        lang,
        "deal-too-precise",
        field = field,
        currency = currency.code(),
        digits = digits,
        example = example
    );
    cx.ask("amount", text, Vec::new())
}

/// Sets what a deal is worth. A single line is what the deal is about, so where it has an amount
/// it is worth the same, and an order comes to that. Several lines keep theirs: nobody knows which
/// of them is meant; in another currency they are worth nothing that is known.
pub(crate) fn set(deal: &mut Deal, money: Option<Money>) {
    let currency = money.map_or(deal.currency, |money| money.currency);
    let amount = money.map(|money| money.minor);
    match deal.lines.as_mut_slice() {
        [line] if line.amount.is_some() => line.amount = amount,
        lines if currency != deal.currency => lines.iter_mut().for_each(|line| line.amount = None),
        _ => {}
    }
    (deal.amount, deal.currency) = (amount, currency);
}

/// What an order of the deal will come to, where the deal's amount was changed and its lines say
/// something of their own.
pub(super) fn of_lines(cx: &Cx<'_>, before: &Deal, deal: &Deal) -> Option<String> {
    let worth = |deal: &Deal| (deal.amount, deal.currency);
    if deal.lines.is_empty() || worth(before) == worth(deal) {
        return None;
    }
    let lang = cx.lang();
    let sum = |deal: &Deal| deal.lines.iter().map(|line| line.amount).sum::<Option<i64>>();
    Some(match (sum(before), sum(deal)) {
        (Some(_), None) => t!(lang, "deal-lines-open"),
        (_, Some(sum)) if deal.amount == Some(sum) => {
            t!(lang, "deal-lines-follow", sum = cx.amount(sum, deal.currency))
        }
        (_, Some(sum)) => t!(lang, "deal-lines-stay", sum = cx.amount(sum, deal.currency)),
        (None, None) => t!(lang, "deal-lines-listed"),
    })
}

/// The currency that a word names: USD, 美元.
pub(super) fn currency(cx: &Cx<'_>, word: &str) -> Result<Currency, Problem> {
    if let Ok(currency) = word.trim().parse() {
        return Ok(currency);
    }
    let unknown =
        |_| Problem::tell(t!(cx.lang(), "deal-no-currency", word = parse::shortened(word)));
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
        *amount = minor.ok_or_else(|| too_precise(cx, into))?;
    }
    deal.currency = into;
    Ok(())
}
