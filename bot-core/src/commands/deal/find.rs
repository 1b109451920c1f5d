//! Which deal somebody means: by its code or name, or by its customer where that is clear.

use super::open::OpenDeal;
use super::worth;
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::access::Right;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::pipeline::Outcome;
use crate::domain::record::{Record as _, of_fields};
use crate::problem::Problem;
use crate::store::{DealFilter, Page};
use crate::t;

/// By what a deal can be named: itself, or whose it is.
pub(crate) const FROM_CUSTOMERS: &[Kind] = &[Kind::Deal, Kind::Customer, Kind::Contact];

/// How many of a customer's newest deals are looked at.
const NEWEST: i64 = 50;
/// How many choices one question offers.
const CHOICES: usize = 5;
/// How many characters of a deal's name a button shows.
const LABEL: usize = 12;

/// Which deals of a customer can be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    /// Those that are open.
    Open,
    /// Those that came to an end.
    Ended,
    /// All, the open ones where there are any.
    All,
}

/// The deal that is named, by its customer one among these.
pub(super) async fn find(cx: &mut Cx<'_>, named: &Ref, among: Among) -> Result<Deal, Problem> {
    if !is_customer(cx, named).await? {
        return cx.find("deal", named).await;
    }
    let customer = customer_named(cx, named).await?;
    let filter =
        DealFilter { customer: Some(customer.id()), ended_or_not: true, ..DealFilter::default() };
    let page = Page { below: None, limit: NEWEST };
    let mut deals = cx.tx.deals(&filter, cx.scope(), page).await?;
    let open = |deal: &Deal| deal.outcome == Outcome::Open;
    let any_open = deals.iter().any(open);
    deals.retain(|deal| match among {
        Among::Open => open(deal),
        Among::Ended => !open(deal),
        Among::All => open(deal) || !any_open,
    });
    match deals.as_slice() {
        [] => Err(none(cx, &customer, among)),
        [only] => cx.find("deal", &super::code(only)).await,
        several => {
            let choice = |deal: &Deal| (labelled(cx, deal), deal.code().to_string().into());
            let choices = several.iter().take(CHOICES).map(choice).collect();
            let more = several.len().saturating_sub(CHOICES);
            let (lang, name) = (cx.lang(), &customer.name);
            let text = if more > 0 {
                t!(lang, "deal-which-of-many", customer = name, more = more)
            } else {
                t!(lang, "deal-which-of", customer = name)
            };
            Err(cx.ask("deal", text, choices))
        }
    }
}

/// The one open deal that is meant, and what it is called and worth, with an amount that is said of
/// it; nothing where that is to be asked.
pub(crate) async fn only_open(
    cx: &mut Cx<'_>,
    named: &Ref,
    amount: Option<&str>,
) -> Result<Option<(Code, String)>, Problem> {
    match find(cx, named, Among::Open).await {
        Ok(mut deal) => {
            if let Some(said) = amount {
                // Of what cannot be read nothing is promised.
                let money = super::amount::read(cx, said, deal.currency).ok();
                super::amount::set(&mut deal, money);
            }
            Ok(Some((deal.code(), labelled(cx, &deal))))
        }
        Err(Problem::Tell(_) | Problem::Ask(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// A deal as a button calls it.
fn labelled(cx: &Cx<'_>, deal: &Deal) -> String {
    format!("{} {} {}", deal.code(), show::short(&deal.name, LABEL), worth(cx, deal))
}

/// The customer that is named, by its own name or somebody's there: it is the deal that something
/// is done with, and not the customer.
async fn customer_named(cx: &mut Cx<'_>, named: &Ref) -> Result<Customer, Problem> {
    let (kind, fields) = cx.find_seen("deal", named, &[Kind::Customer, Kind::Contact]).await?;
    if kind == Kind::Customer {
        return Ok(of_fields(fields)?);
    }
    cx.customer_at(&of_fields::<Contact>(fields)?, named).await
}

/// Tells whether a word names a customer, or somebody there, better than any deal.
async fn is_customer(cx: &mut Cx<'_>, named: &Ref) -> Result<bool, Problem> {
    let text = named.0.trim();
    if let Ok(code) = text.parse::<Code>() {
        return Ok(matches!(code.kind, Kind::Customer | Kind::Contact));
    }
    let deals = cx.hits(text, &[Kind::Deal]).await?;
    let customers = cx.hits(text, &[Kind::Customer, Kind::Contact]).await?;
    Ok(match (deals.first(), customers.first()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(deal), Some(customer)) => customer.rung < deal.rung,
    })
}

/// Says that a customer has no such deal; a new one is a tap away.
fn none(cx: &Cx<'_>, customer: &Customer, among: Among) -> Problem {
    let lang = cx.lang();
    let customer_name = &customer.name;
    if among == Among::Ended {
        return Problem::tell(t!(lang, "deal-none-ended-of", customer = customer_name));
    }
    let reply =
        Reply::new(ReplyKind::Problem, t!(lang, "deal-none-open-of", customer = customer_name));
    if !cx.may(Right::Sell) {
        return reply.into();
    }
    let open = OpenDeal {
        customer: Ref::code(customer.code()),
        amount: cx.asked.args.get("amount").and_then(|amount| amount.as_str().map(str::to_owned)),
        close: None,
        competitor: None,
        note: None,
        name: None,
        lines: None,
        price: None,
        pipeline: None,
        extra: crate::domain::record::Fields::new(),
    };
    reply.button(t!(lang, "button-new-deal"), &open).into()
}
