//! Records that a question offers where one is asked for by name: the one whose card was shown last,
//! what somebody worked on last in the chat, then the newest of the own.

use serde_json::Value;
use uuid::Uuid;

use super::Cx;
use super::order::step;
use crate::chat::spec::Spec;
use crate::domain::any;
use crate::domain::ids::{Code, Kind};
use crate::domain::order::Order;
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::Problem;
use crate::store::{CustomerFilter, DealFilter, LeadFilter, OrderFilter, Page};

/// How many are offered.
const MOST: usize = 4;
/// How many of the last changes are looked through.
const CHANGES: i64 = 40;
/// How many of the newest orders are.
const ORDERS: i64 = 20;
/// For how long a card is what a command is about that names nothing: 10 minutes.
const IN_MIND_MILLIS: i64 = 10 * 60 * 1000;

/// The records of these kinds that are offered for a command, with their labels.
pub(crate) async fn offers(
    cx: &mut Cx<'_>,
    spec: &Spec,
    kinds: &[Kind],
) -> Result<Vec<(Code, String)>, Problem> {
    let mut offers = Vec::new();
    let mut seen: Vec<(Kind, Uuid)> = Vec::new();
    let via = cx.chat.address.0.clone();
    for one in cx.tx.touched(cx.me.person_id(), &via, CHANGES).await? {
        if kinds.contains(&one.0) && !seen.contains(&one) {
            seen.push(one);
        }
    }
    for (kind, id) in seen.into_iter().take(MOST) {
        if let Some((_, code, label)) = cx.tx.labels(kind, &[id]).await?.pop()
            && is_for(cx, spec, code).await?
        {
            offers.push((code, label));
        }
    }
    if let Some(code) = shown_last(cx, spec).await? {
        let label = match offers.iter().position(|(one, _)| *one == code) {
            Some(place) => offers.remove(place).1,
            None => label(cx, code).await?,
        };
        offers.insert(0, (code, label));
    }
    for kind in kinds {
        for own in newest(cx, spec, *kind).await? {
            if !offers.iter().any(|(code, _)| *code == own.0) {
                offers.push(own);
            }
        }
    }
    offers.truncate(MOST);
    Ok(offers)
}

/// The record of the card that was shown last, where a command can do something with it.
pub(crate) async fn shown_last(cx: &mut Cx<'_>, spec: &Spec) -> Result<Option<Code>, Problem> {
    let last = cx.talk.cards.last();
    let last = last.filter(|card| cx.now.0 - card.at.0 <= IN_MIND_MILLIS).map(|card| card.of);
    let Some(code) = last.filter(|code| spec.arg_for(code.kind).is_some()) else {
        return Ok(None);
    };
    Ok(is_for(cx, spec, code).await?.then_some(code))
}

/// What a record is called.
async fn label(cx: &mut Cx<'_>, code: Code) -> Result<String, Problem> {
    let fields = cx.tx.by_code(code, cx.scope()).await?.unwrap_or_default();
    Ok(any::label(code.kind, &fields)?)
}

/// Tells whether a command can do something with a record, as far as the asker sees it: what is
/// somebody else's by now is no business of the asker's.
async fn is_for(cx: &mut Cx<'_>, spec: &Spec, code: Code) -> Result<bool, Problem> {
    let Some(fields) = cx.tx.by_code(code, cx.scope()).await? else { return Ok(false) };
    if !takes(spec, code.kind, &fields) {
        return Ok(false);
    }
    if code.kind != Kind::Order {
        return Ok(true);
    }
    let order: Order = of_fields(fields)?;
    step::takes(cx, spec.name, &order).await
}

/// Tells whether a command can do something with such a record: what has ended is only shown and
/// reopened.
fn takes(spec: &Spec, kind: Kind, fields: &Fields) -> bool {
    let word = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let ended = match kind {
        Kind::Deal => word("outcome") != "open",
        Kind::Lead => matches!(word("status"), "converted" | "lost"),
        _ => false,
    };
    let reopens = spec.name.ends_with(" reopen");
    let gone = fields.get("withdrawn").is_some_and(|gone| *gone == Value::Bool(true));
    !gone && (ended == reopens || spec.name.ends_with(" show"))
}

/// The newest open records of a kind that are the asker's own; of orders those with which the command
/// can do something.
async fn newest(cx: &mut Cx<'_>, spec: &Spec, kind: Kind) -> Result<Vec<(Code, String)>, Problem> {
    fn named<R: Record>(records: &[R]) -> Vec<(Code, String)> {
        records.iter().map(|record| (record.code(), record.label())).collect()
    }
    let owner = Some(cx.me.person_id());
    let page = Page { below: None, limit: 3 };
    let scope = cx.scope();
    Ok(match kind {
        Kind::Lead => {
            let filter = LeadFilter { owner, ..LeadFilter::default() };
            named(&cx.tx.leads(&filter, scope, page).await?)
        }
        Kind::Customer => {
            let filter = CustomerFilter { owner, ..CustomerFilter::default() };
            named(&cx.tx.customers(&filter, scope, page).await?)
        }
        Kind::Deal => {
            let filter = DealFilter { owner, ..DealFilter::default() };
            named(&cx.tx.deals(&filter, scope, page).await?)
        }
        Kind::Order => {
            let page = Page { below: None, limit: ORDERS };
            let mut fit = Vec::new();
            for order in cx.tx.orders(&OrderFilter::default(), scope, page).await? {
                if fit.len() < MOST && step::takes(cx, spec.name, &order).await? {
                    fit.push(order);
                }
            }
            named(&fit)
        }
        _ => Vec::new(),
    })
}
