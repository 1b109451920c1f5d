//! `/find`: anything in the viewer's scope that words lead to, the best first.

use std::collections::HashMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::find_record::CANDIDATES;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::contact::Contact;
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::Lead;
use crate::domain::names::{Rung, key_of_digits};
use crate::domain::product::Product;
use crate::domain::record::{Record as _, of_fields};
use crate::problem::Problem;
use crate::store::Hit;
use crate::t;

/// What to look for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Find {
    /// A name or a part of one, a phone, an e-mail address, a code.
    pub query: Ref,
    /// How many were shown before.
    #[serde(default)]
    pub skip: Option<usize>,
}

/// How many hits a page has.
const HITS: usize = 8;

/// What can be found, in the order of the sales process.
pub(crate) const KINDS: &[Kind] =
    &[Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Product, Kind::Order];

impl Ask for Find {
    const SPEC: Spec = Spec {
        name: "find",
        aliases: &["找", "查找", "搜索", "查", "search"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("query", Take::Ref(KINDS), By::Rest)],
        example: Both { zh: "找 华为", en: "find huawei" },
    };
}

#[async_trait]
impl Run for Find {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let text = self.query.0.trim().to_owned();
        let hits = found(cx, &text).await?;
        if hits.is_empty() {
            if let Ok(code) = text.parse::<Code>()
                && let Some(merged) = cx.merged(code).await?
            {
                return Ok(merged);
            }
            return Ok(Reply::card(t!(lang, "find-none", what = text)));
        }
        // A guess is shown only where there is nothing better.
        let guess = hits.iter().all(|hit| hit.rung.is_guess());
        let hits: Vec<Hit> = hits.into_iter().filter(|hit| guess || !hit.rung.is_guess()).collect();
        let all = i64::try_from(hits.len()).is_ok_and(|hits| hits < CANDIDATES);
        let title = if guess {
            t!(lang, "find-guess", what = text)
        } else if all {
            t!(lang, "find-title", what = text, count = hits.len())
        } else {
            t!(lang, "find-many", what = text, count = hits.len())
        };
        let skip = self.skip.unwrap_or(0);
        let page: Vec<&Hit> = hits.iter().skip(skip).take(HITS).collect();
        let mut reply = Reply::card(title);
        let mut shown = Vec::new();
        for (kind, hits) in by_kind(&page) {
            let told = told(cx, kind, &hits).await?;
            let lines = told.iter().map(|(code, about)| format!("{code} {about}"));
            reply = reply.text(show::kind_name(lang, kind)).bullets(lines.collect::<Vec<_>>());
            let buttons = told.iter().zip(&hits);
            shown.extend(
                buttons.filter_map(|((code, _), hit)| show::to_show(code.clone(), hit.code)),
            );
        }
        if hits.len() > HITS {
            let (from, to) = (skip + 1, skip + page.len());
            reply = reply.text(t!(lang, "page-of", from = from, to = to, count = hits.len()));
        }
        if !all {
            reply = reply.text(t!(lang, "find-narrow"));
        }
        let next = (skip + HITS < hits.len()).then(|| Self { skip: Some(skip + HITS), ..self });
        Ok(show::paged(cx, reply, shown, next.as_ref()))
    }
}

/// What the words lead to: by code, by name, or word by word where all together lead nowhere.
async fn found(cx: &mut Cx<'_>, text: &str) -> Result<Vec<Hit>, Problem> {
    if let Ok(code) = text.parse::<Code>()
        && let Some(fields) = cx.tx.by_code(code, cx.scope()).await?
    {
        let id = fields.get("id").and_then(serde_json::Value::as_str);
        let id = id.and_then(|id| id.parse().ok()).unwrap_or_default();
        let label = any::label(code.kind, &fields)?;
        let mut hits = vec![Hit { code, id, label, owner: None, rung: Rung::Exact }];
        // The org's own codes of products may look like codes: C1.
        let product = cx.tx.product_by_sku(text).await?.filter(|product| product.head.id != id);
        hits.extend(product.map(|product| Hit {
            code: product.code(),
            id: product.id(),
            label: product.label(),
            owner: None,
            rung: Rung::Exact,
        }));
        return Ok(hits);
    }
    let mut hits = cx.hits_and(text, KINDS, key_of_digits(text)).await?;
    if hits.is_empty() {
        for word in text.split_whitespace().take(3) {
            for hit in cx.hits(word, KINDS).await? {
                if !hit.rung.is_guess() && !hits.iter().any(|other| other.id == hit.id) {
                    hits.push(hit);
                }
            }
        }
    }
    Ok(hits)
}

/// The hits by their kinds, the kind of the best hit first.
fn by_kind<'a>(hits: &[&'a Hit]) -> Vec<(Kind, Vec<&'a Hit>)> {
    let mut kinds: Vec<(Kind, Vec<&Hit>)> = Vec::new();
    for hit in hits {
        match kinds.iter_mut().find(|(kind, _)| *kind == hit.code.kind) {
            Some((_, all)) => all.push(hit),
            None => kinds.push((hit.code.kind, vec![hit])),
        }
    }
    kinds
}

/// By which code each of these hits of a kind is called, and what tells it from others of the same
/// name. All of them are read at once.
async fn told(
    cx: &mut Cx<'_>,
    kind: Kind,
    hits: &[&Hit],
) -> Result<Vec<(String, String)>, Problem> {
    let ids: Vec<Uuid> = hits.iter().map(|hit| hit.id).collect();
    let mut rows = cx.tx.by_ids(kind, &ids).await?;
    let mut told = Vec::with_capacity(hits.len());
    let mut customers = Vec::new();
    for hit in hits {
        let (mut code, mut about, mut of) = (hit.code.to_string(), hit.label.clone(), None);
        match (kind, rows.remove(&hit.id).map(|named| named.fields)) {
            (Kind::Product, Some(fields)) => code = of_fields::<Product>(fields)?.sku,
            (Kind::Contact, Some(fields)) => of = Some(of_fields::<Contact>(fields)?.customer),
            (Kind::Deal, Some(fields)) => of = of_fields::<Deal>(fields)?.customer,
            (Kind::Lead, Some(fields)) => {
                let lead = of_fields::<Lead>(fields)?;
                let company = lead.company.filter(|company| *company != hit.label);
                let status = show::word(cx.lang(), "lead-status", lead.status.word());
                let parts = [Some(about), company, Some(status)];
                about = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            }
            _ => {}
        }
        customers.extend(of);
        told.push((code, about, of));
    }
    customers.sort_unstable();
    customers.dedup();
    let names = cx.tx.labels(Kind::Customer, &customers).await?;
    let names: HashMap<Uuid, String> = names.into_iter().map(|(id, _, name)| (id, name)).collect();
    let with_customer = told.into_iter().map(|(code, about, of)| {
        match of.and_then(|customer| names.get(&customer)) {
            Some(customer) => (code, format!("{about} · {customer}")),
            None => (code, about),
        }
    });
    Ok(with_customer.collect())
}
