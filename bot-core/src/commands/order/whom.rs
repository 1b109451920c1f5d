//! Who buys, where words say so beside the name: «给华为», `for 华星`, or another customer's name.

use serde_json::Value;

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::customer::show::named as named_customer;
use crate::commands::{Cx, show};
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::Rung;
use crate::domain::record::Record as _;
use crate::problem::{Problem, Question};
use crate::store::Hit;
use crate::t;

/// What stands before whoever something is sold to.
const FOR: [&str; 5] = ["卖给", "给", "for ", "to ", "客户"];
/// The most words of a name.
const LONGEST: usize = 4;
/// How many characters of a customer's name are on a button.
const LABEL: usize = 16;

/// A name without what leads up to it, where something does.
fn led(words: &str) -> Option<&str> {
    let words = words.trim();
    let rest = FOR.iter().find_map(|word| {
        let head = words.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| words[word.len()..].trim())
    });
    rest.filter(|rest| !rest.is_empty())
}

/// The customer's own name, where words such as «给华为» were taken for it.
pub(super) async fn bare(cx: &mut Cx<'_>, named: Ref) -> Result<Ref, Problem> {
    let Some(name) = led(&named.0).map(str::to_owned) else { return Ok(named) };
    let as_said = cx.hits(&named.0, &[Kind::Customer, Kind::Contact]).await?;
    let is_name = as_said.iter().any(|hit| !hit.rung.is_guess());
    Ok(if is_name { named } else { Ref(name) })
}

/// Takes the customer out of words that are left over, and gives what else they say; nothing where
/// they name none. Where an order has another customer already, it is asked whose it is.
pub(super) async fn taken(
    cx: &mut Cx<'_>,
    customer: &mut Option<Ref>,
    words: &str,
) -> Result<Option<String>, Problem> {
    let Some((hits, rest)) = told(cx, words).await? else { return Ok(None) };
    let Some(named) = customer else {
        let [only] = hits.as_slice() else { return Ok(None) };
        *customer = Some(Ref::code(only.code));
        return Ok(Some(rest));
    };
    let one = named_customer(cx, "customer", named).await?;
    if hits.iter().any(|hit| hit.code == one.code()) {
        return Ok(Some(rest));
    }
    Err(which(cx, &one, &hits, rest))
}

/// The customers that words name, and what else they say.
async fn told(cx: &mut Cx<'_>, words: &str) -> Result<Option<(Vec<Hit>, String)>, Problem> {
    let Some(name) = led(words) else {
        let hits = customers(cx, words.trim()).await?;
        return Ok((!hits.is_empty()).then(|| (hits, String::new())));
    };
    let all: Vec<&str> = name.split_whitespace().collect();
    for len in (1..=all.len().min(LONGEST)).rev() {
        let hits = customers(cx, &all[..len].join(" ")).await?;
        if !hits.is_empty() {
            return Ok(Some((hits, all[len..].join(" "))));
        }
    }
    Ok(None)
}

/// The customers that a name surely means: it is theirs, or how theirs begins.
async fn customers(cx: &mut Cx<'_>, name: &str) -> Result<Vec<Hit>, Problem> {
    let code = name.parse::<Code>().is_ok_and(|code| code.kind == Kind::Customer);
    if !code && name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Ok(Vec::new());
    }
    if code {
        let customer = named_customer(cx, "customer", &Ref(name.to_owned())).await?;
        let (id, label, owner) = (customer.id(), customer.name.clone(), customer.owner);
        let hit = Hit { code: customer.code(), id, label, owner, rung: Rung::Exact };
        return Ok(vec![hit]);
    }
    let mut hits = cx.hits(name, &[Kind::Customer]).await?;
    let key = fold::key(name);
    hits.retain(|hit| hit.rung < Rung::Part || fold::key(&hit.label).starts_with(&key));
    Ok(hits)
}

/// Asks whose order it is.
fn which(cx: &Cx<'_>, one: &Customer, others: &[Hit], rest: String) -> Problem {
    let lang = cx.lang();
    let mut draft = cx.asked.clone();
    draft.args.remove("deal");
    draft.args.insert("remark".to_owned(), Some(rest).filter(|rest| !rest.is_empty()).into());
    let mut choices = vec![(one.code(), one.name.clone())];
    choices.extend(others.iter().take(4).map(|hit| (hit.code, hit.label.clone())));
    let names: Vec<String> = choices.iter().map(|(_, name)| name.clone()).collect();
    let text = t!(lang, "order-which-customer", customers = names.join(" · "));
    let mut reply = Reply::new(ReplyKind::Ask, text);
    for (code, name) in choices {
        let mut asked = draft.clone();
        asked.args.insert("customer".to_owned(), Value::from(code.to_string()));
        let label = format!("{code} {}", show::short(&name, LABEL));
        reply = reply.row(vec![Button { label, asked }]);
    }
    draft.args.remove("customer");
    Problem::Ask(Box::new(Question { draft: Some(draft), ..Question::of("customer", reply) }))
}
