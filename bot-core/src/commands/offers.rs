//! Records that a question offers where one is asked for by name: what somebody worked on last in
//! the chat, then the newest of the own.

use serde_json::Value;
use uuid::Uuid;

use super::Cx;
use crate::chat::spec::Spec;
use crate::domain::ids::{Code, Kind};
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{CustomerFilter, DealFilter, LeadFilter, OrderFilter, Page};

/// How many are offered.
const MOST: usize = 4;
/// How many of the last changes are looked through.
const CHANGES: i64 = 40;

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
        let Some((_, code, label)) = cx.tx.labels(kind, &[id]).await?.pop() else { continue };
        // What is somebody else's by now is no business of the asker's.
        let fields = cx.tx.by_code(code, cx.scope()).await?;
        if fields.is_some_and(|fields| takes(spec, kind, &fields)) {
            offers.push((code, label));
        }
    }
    for kind in kinds {
        for own in newest(cx, *kind).await? {
            if !offers.iter().any(|(code, _)| *code == own.0) {
                offers.push(own);
            }
        }
    }
    offers.truncate(MOST);
    Ok(offers)
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

/// The newest open records of a kind that are the asker's own.
async fn newest(cx: &mut Cx<'_>, kind: Kind) -> Result<Vec<(Code, String)>, Problem> {
    fn named<R: Record>(records: Vec<R>) -> Vec<(Code, String)> {
        records.iter().map(|record| (record.code(), record.label())).collect()
    }
    let owner = Some(cx.me.person_id());
    let page = Page { below: None, limit: 3 };
    let scope = cx.scope();
    Ok(match kind {
        Kind::Lead => {
            let filter = LeadFilter { owner, ..LeadFilter::default() };
            named(cx.tx.leads(&filter, scope, page).await?)
        }
        Kind::Customer => {
            let filter = CustomerFilter { owner, ..CustomerFilter::default() };
            named(cx.tx.customers(&filter, scope, page).await?)
        }
        Kind::Deal => {
            let filter = DealFilter { owner, ..DealFilter::default() };
            named(cx.tx.deals(&filter, scope, page).await?)
        }
        Kind::Order => named(cx.tx.orders(&OrderFilter::default(), scope, page).await?),
        _ => Vec::new(),
    })
}
