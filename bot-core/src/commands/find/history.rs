//! `/history`: who changed what on a record, and when, newest first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Chain;
use crate::commands::{Cx, Outcome, Run, edit, own, show, values};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::event::Event;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::t;

/// Of which record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct History {
    /// By code or name.
    pub record: Ref,
    /// The page begins below this event.
    #[serde(default)]
    pub below: Option<i64>,
    /// The currency that the record had there.
    #[serde(default)]
    pub currency: Option<String>,
}

/// The kinds whose histories can be read.
const KINDS: &[Kind] = &[
    Kind::Deal,
    Kind::Customer,
    Kind::Lead,
    Kind::Contact,
    Kind::Order,
    Kind::Product,
    Kind::FollowUp,
    Kind::Activity,
];

/// The fields that say how to reach somebody.
const CONTACT: [&str; 4] = ["phone", "email", "also", "address"];
/// How many fields of one change are told.
const FIELDS: usize = 5;

impl Ask for History {
    const SPEC: Spec = Spec {
        name: "history",
        aliases: &["历史", "变更记录", "修改记录", "history of"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("record", Take::Ref(KINDS), By::Shape)],
        example: Both { zh: "历史 D-1", en: "history D-1" },
    };
}

impl History {
    /// The history of a record, from its newest change.
    pub(crate) fn of(record: Ref) -> Self {
        Self { record, below: None, currency: None }
    }
}

#[async_trait]
impl Run for History {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (kind, mut row) = cx.find_any("record", &self.record, KINDS).await?;
        let code = Code { kind, n: row.get("n").and_then(Value::as_i64).unwrap_or(0) };
        let id = id_in(&row, "id").unwrap_or_default();
        let limit = show::ROWS + 1;
        let mut events = cx.tx.events_of(kind, id, self.below, limit).await?;
        let lang = cx.lang();
        let label = any::label(kind, &row)?;
        // People call a product by the org's own code.
        let sku = row.get("sku").and_then(Value::as_str);
        let named = match sku {
            Some(sku) => format!("{sku} {label}"),
            None => show::coded(lang, &label, code),
        };
        let more = events.len() > usize::try_from(show::ROWS).unwrap_or(8);
        if more {
            events.pop();
        }
        let open = show::to_show(t!(lang, "button-show"), code);
        let open = open.into_iter().collect();
        if events.is_empty() {
            return Ok(Reply::card(t!(lang, "history-none", what = named)).row(open));
        }
        notes_contacts(cx, kind, &row, &events);
        if let Some(currency) = self.currency {
            row.insert("currency".to_owned(), currency.into());
        }
        let mut lines = Vec::new();
        for event in &events {
            lines.push(line(cx, event, &row).await?);
            // What came before reads in the currency of then.
            if let Some(old) = event.fields.get("currency").and_then(|pair| pair.get(0)) {
                row.insert("currency".to_owned(), old.clone());
            }
        }
        let currency = row.get("currency").and_then(Value::as_str).map(str::to_owned);
        let next = events.last().filter(|_| more).map(|event| Self {
            record: Ref::code(code),
            below: Some(event.seq),
            currency,
        });
        let reply = Reply::card(t!(lang, "history-title", what = named)).bullets(lines);
        Ok(show::paged(cx, reply, open, next.as_ref()))
    }
}

/// Says what somebody else changed on the same record just before: two may be at it at once.
pub(crate) async fn changed_before(cx: &mut Cx<'_>, reply: Reply) -> Outcome {
    let (mut reply, mut told) = (reply, Vec::new());
    for (code, row) in std::mem::take(&mut cx.changed_again) {
        let id = id_in(&row, "id");
        let Some(id) = id.filter(|id| KINDS.contains(&code.kind) && !told.contains(id)) else {
            continue;
        };
        told.push(id);
        let newest = cx.tx.events_of(code.kind, id, None, 1).await?.into_iter().next();
        let me = cx.me.person_id();
        let theirs = |event: &Event| event.version > 1 && event.actor.is_some_and(|who| who != me);
        let Some(event) = newest.filter(theirs) else { continue };
        notes_contacts(cx, code.kind, &row, std::slice::from_ref(&event));
        let line = line(cx, &event, &row).await?;
        reply = reply.text(t!(cx.lang(), "history-just-before", line = line));
    }
    Ok(reply)
}

fn id_in(row: &Fields, field: &str) -> Option<Uuid> {
    row.get(field).and_then(Value::as_str).and_then(|id| id.parse().ok())
}

/// Notes that changes show how to reach somebody.
fn notes_contacts(cx: &mut Cx<'_>, kind: Kind, row: &Fields, events: &[Event]) {
    let shows = |event: &Event| CONTACT.iter().any(|field| event.fields.contains_key(*field));
    if let Some(id) = id_in(row, "id").filter(|_| events.iter().any(shows)) {
        cx.shows_contacts(kind, id, id_in(row, "owner").map(PersonId));
    }
}

/// One change: when, who, what, and each field with its old and its new value.
async fn line(cx: &mut Cx<'_>, event: &Event, row: &Fields) -> Result<String, Problem> {
    let lang = cx.lang();
    let who = match event.actor {
        Some(_) => cx.person_name(event.actor).await?,
        None if event.via == "import" => t!(lang, "history-imported"),
        None => t!(lang, "history-by-itself"),
    };
    let did = Chain::of(cx, event).await?.name(lang);
    let head = [cx.time(event.at), who, did];
    let head: Vec<String> = head.into_iter().filter(|part| !part.is_empty()).collect();
    let mut changes = changes(cx, event, row).await?;
    let hidden = changes.len().saturating_sub(FIELDS);
    changes.truncate(FIELDS);
    if hidden > 0 {
        changes.push(t!(lang, "history-more", count = hidden));
    }
    let head = head.join(" · ");
    if changes.is_empty() {
        return Ok(head);
    }
    let changes = changes.join(&t!(lang, "history-comma"));
    Ok(t!(lang, "history-line", head = head, changes = changes))
}

/// The fields that an event changed, as they read.
async fn changes(cx: &mut Cx<'_>, event: &Event, row: &Fields) -> Result<Vec<String>, Problem> {
    let made = event.fields.get("id").is_some_and(|pair| pair.get(0).is_none_or(Value::is_null));
    let mut told = Vec::new();
    for (field, pair) in values::shown(cx, &event.fields) {
        let [old, new] = [0, 1].map(|side| pair.get(side).cloned().unwrap_or_default());
        if made && (is_nothing(&new) || field == "owner" || field == "currency") {
            continue;
        }
        let name = values::called(cx, event.kind, field);
        let is = {
            let currency = currency(cx, event, row, 1);
            values::reads(cx, event.kind, field, &new, currency).await?
        };
        if made {
            told.push(format!("{name} {is}"));
        } else {
            let currency = currency(cx, event, row, 0);
            let was = values::reads(cx, event.kind, field, &old, currency).await?;
            if was == is {
                continue;
            }
            told.push(format!("{name} {was} → {is}"));
        }
    }
    if let Some(pair) = event.fields.get("extra") {
        let own = own::differences(cx, event.kind, pair.get(0), pair.get(1)).into_iter();
        told.extend(own.map(|(name, was, is)| {
            if made { format!("{name} {is}") } else { format!("{name} {was} → {is}") }
        }));
    }
    Ok(told)
}

fn is_nothing(value: &Value) -> bool {
    *value == Value::Null || *value == json!([]) || *value == json!(false)
}

/// The currency of the amounts before or after an event.
fn currency(
    cx: &Cx<'_>,
    event: &Event,
    row: &Fields,
    side: usize,
) -> crate::domain::money::Currency {
    let pair = event.fields.get("currency");
    let code = pair.and_then(|pair| pair.get(side)).and_then(Value::as_str);
    code.and_then(|code| code.parse().ok()).unwrap_or_else(|| edit::currency_of(cx, row))
}
