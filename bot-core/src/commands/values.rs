//! How the fields of records read for people: names instead of keys, secrets marked.

use chrono::NaiveDate;
use serde_json::Value;
use uuid::Uuid;

use crate::commands::log::participants;
use crate::commands::{Cx, show};
use crate::domain::access::Right;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::money::{Currency, Paid, Quantity};
use crate::domain::record::Fields;
use crate::store::Stored;
use crate::t;
use crate::text::secret;

/// The fields that people see, in the order in which they are told, and what each is called.
const SHOWN: &[(&str, &str)] = &[
    ("withdrawn", "status"),
    ("name", "name"),
    ("rule", "rule"),
    ("status", "status"),
    ("stage", "stage"),
    ("state", "status"),
    ("company", "company"),
    ("customer", "customer"),
    ("phone", "phone"),
    ("email", "email"),
    ("also", "also"),
    ("amount", "amount"),
    ("total", "total"),
    ("currency", "currency"),
    ("sku", "sku"),
    ("unit", "unit"),
    ("price", "price"),
    ("floor", "floor"),
    ("prices", "prices"),
    ("credit", "credit"),
    ("tax_title", "tax-title"),
    ("tax_id", "tax-id"),
    ("bank", "bank"),
    ("bank_account", "bank-account"),
    ("billing", "billing"),
    ("cost", "cost"),
    ("tax", "tax"),
    ("expected_close", "close"),
    ("what", "what"),
    ("due_at", "when"),
    ("due_day", "when"),
    ("content", "content"),
    ("source", "source"),
    ("need", "need"),
    ("level", "level"),
    ("industry", "industry"),
    ("region", "region"),
    ("address", "address"),
    ("place", "place"),
    ("spot", "place"),
    ("stay", "stay"),
    ("participants", "participants"),
    ("files", "files"),
    ("tags", "tag"),
    ("title", "title"),
    ("competitor", "competitor"),
    ("lost_reason", "reason"),
    ("lost_note", "note"),
    ("cancel_reason", "reason"),
    ("carrier", "carrier"),
    ("tracking", "tracking"),
    ("lines", "lines"),
    ("note", "note"),
    ("aliases", "alias"),
    ("deal", "deal"),
    ("lead", "lead"),
    ("parent", "parent"),
    ("merged", "merged"),
    ("owner", "owner"),
    ("helpers", "helpers"),
    ("confirmed_by", "confirmed-by"),
];

/// The fields of an event or a row that the asker may see, in the order in which they are told.
/// What a product costs us is only for those who set prices.
pub(crate) fn shown<'f>(
    cx: &Cx<'_>,
    fields: &'f Fields,
) -> impl Iterator<Item = (&'static str, &'f Value)> + use<'f> {
    let prices = cx.may(Right::Price);
    let seen = SHOWN.iter().filter(move |(field, _)| prices || *field != "cost");
    seen.filter_map(|(field, _)| Some((*field, fields.get(*field)?)))
}

/// The place of a field in the order in which fields are told.
pub(crate) fn place(field: &str) -> usize {
    SHOWN.iter().position(|(name, _)| *name == field).unwrap_or(SHOWN.len())
}

/// What a record's field is called.
pub(crate) fn called(cx: &Cx<'_>, kind: Kind, field: &str) -> String {
    let name = SHOWN.iter().find(|(name, _)| *name == field);
    let name = name.map_or(field, |(_, called)| called);
    let person = matches!(kind, Kind::Lead | Kind::Contact | Kind::Person);
    if name == "name" && !person {
        return t!(cx.lang(), "field-full-name");
    }
    show::field_name(cx.lang(), name)
}

/// A value of a record's field as it reads; nothing reads as «—».
pub(crate) async fn reads(
    cx: &mut Cx<'_>,
    kind: Kind,
    field: &str,
    value: &Value,
    currency: Currency,
) -> Stored<String> {
    let text = match (field, value) {
        ("stage", Value::String(id)) => stage(cx, id).await?,
        ("owner" | "confirmed_by", Value::String(id)) => {
            let person = id.parse().ok().map(PersonId);
            cx.person_name(person).await?
        }
        ("helpers", Value::Array(ids)) => {
            let ids = ids.iter().filter_map(|id| id.as_str()?.parse().ok().map(PersonId));
            let ids: Vec<PersonId> = ids.collect();
            people(cx, &ids).await?
        }
        ("customer" | "parent", Value::String(id)) => link(cx, Kind::Customer, id).await?,
        ("lead", Value::String(id)) => link(cx, Kind::Lead, id).await?,
        ("merged", Value::String(id)) => link(cx, kind, id).await?,
        ("deal", Value::String(id)) => link(cx, Kind::Deal, id).await?,
        ("prices", Value::Array(list)) => prices(cx, list, currency),
        ("lines", Value::Array(list)) => lines(cx, list, currency).await?,
        (_, Value::Number(number)) => {
            number.as_i64().map_or_else(String::new, |number| numeric(cx, field, number, currency))
        }
        (_, Value::String(word)) => worded(cx, kind, field, word),
        (_, Value::Bool(yes)) => flag(cx, field, *yes),
        ("also", Value::Array(list)) => {
            let all: Vec<String> = list.iter().filter_map(Value::as_str).map(echoed).collect();
            show::all_hidden(&all).unwrap_or_default()
        }
        ("participants", Value::Array(ids)) => {
            let ids = ids.iter().filter_map(|id| id.as_str()?.parse().ok());
            let ids: Vec<Uuid> = ids.collect();
            participants(cx, &ids).await?.join(" · ")
        }
        ("files", Value::Array(list)) => {
            let count = list.len();
            if count == 0 { String::new() } else { format!("📎 {count}") }
        }
        ("stay", Value::Object(stay)) => {
            let left = stay.get("left").and_then(Value::as_i64).map(|left| cx.time(Instant(left)));
            left.map_or_else(
                || t!(cx.lang(), "visit-line-open"),
                |at| t!(cx.lang(), "visit-until", at = at),
            )
        }
        (_, Value::Array(list)) => {
            let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            echoed(&words.join(" "))
        }
        (_, Value::Null | Value::Object(_)) => String::new(),
    };
    Ok(if text.is_empty() { "—".to_owned() } else { text })
}

/// The prices of a list: `A ≥ 50 ¥3,100.00`.
fn prices(cx: &Cx<'_>, list: &[Value], currency: Currency) -> String {
    let number = |one: &Value, field: &str| one.get(field).and_then(Value::as_i64);
    let each = list.iter().map(|one| {
        let level = one.get("level").and_then(Value::as_str);
        let level = level.map(|key| show::choice_name(&cx.org.lists.levels, key, cx.lang()));
        let from = number(one, "from").map(|from| format!("≥ {}", Quantity(from)));
        let price = number(one, "price").map(|price| cx.amount(price, currency));
        [level, from, price].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    each.collect::<Vec<_>>().join(" · ")
}

/// How many lines of goods are told one by one.
const LINES: usize = 4;

/// Lines of goods: `空调 × 20 @ ¥3,500.00`, and of a deal, which says what they are worth in all,
/// `空调 × 20 = ¥70,000.00`; only how many where they are many.
async fn lines(cx: &mut Cx<'_>, lines: &[Value], currency: Currency) -> Stored<String> {
    if lines.len() > LINES {
        return Ok(t!(cx.lang(), "value-lines", count = lines.len()));
    }
    let id = |line: &Value| line.get("product")?.as_str()?.parse::<Uuid>().ok();
    let ids: Vec<Uuid> = lines.iter().filter_map(id).collect();
    let labels = cx.tx.labels(Kind::Product, &ids).await?;
    let number = |line: &Value, field: &str| line.get(field).and_then(Value::as_i64);
    let each = lines.iter().map(|line| {
        let named = labels.iter().find(|(key, _, _)| Some(*key) == id(line));
        let mut text = named.map_or_else(String::new, |(_, _, name)| name.clone());
        if let Some(quantity) = number(line, "quantity") {
            text = format!("{text} × {}", Quantity(quantity));
        }
        if let Some(price) = number(line, "price") {
            text = format!("{text} @ {}", cx.amount(price, currency));
        } else if let Some(total) = number(line, "amount") {
            text = format!("{text} = {}", cx.amount(total, currency));
        }
        match number(line, "paid").filter(|paid| *paid != Paid::FULL.0) {
            Some(paid) => format!("{text} × {}%", Quantity(paid.saturating_mul(10))),
            None => text,
        }
    });
    Ok(each.collect::<Vec<_>>().join(" · "))
}

/// Words as they are repeated. What is secret is shortened before it is marked as such.
fn echoed(text: &str) -> String {
    let long = text.chars().count() > show::ECHOED;
    if long { show::short(text, show::ECHOED) } else { text.to_owned() }
}

/// What people are called, as a list.
pub(crate) async fn people(cx: &mut Cx<'_>, people: &[PersonId]) -> Stored<String> {
    let ids: Vec<Uuid> = people.iter().map(|PersonId(id)| *id).collect();
    let labels = cx.tx.labels(Kind::Person, &ids).await?;
    let names: Vec<&str> = labels.iter().map(|(_, _, name)| name.as_str()).collect();
    Ok(names.join(" · "))
}

async fn stage(cx: &mut Cx<'_>, id: &str) -> Stored<String> {
    let lang = cx.lang();
    let id: Option<Uuid> = id.parse().ok();
    let pipelines = cx.tx.pipelines().await?;
    let stage = id.and_then(|id| pipelines.iter().find_map(|p| p.stage(id)));
    Ok(stage.map_or_else(String::new, |stage| stage.name(lang).to_owned()))
}

/// A record that another one points at.
async fn link(cx: &mut Cx<'_>, kind: Kind, id: &str) -> Stored<String> {
    let Ok(id) = id.parse::<Uuid>() else {
        return Ok(String::new());
    };
    let lang = cx.lang();
    let labels = cx.tx.labels(kind, &[id]).await?;
    let named = |(_, code, label): &(_, _, String)| show::coded(lang, label, *code);
    Ok(labels.first().map_or_else(String::new, named))
}

fn numeric(cx: &Cx<'_>, field: &str, number: i64, currency: Currency) -> String {
    match field {
        "amount" | "total" | "price" | "floor" | "cost" | "credit" => cx.amount(number, currency),
        "due_at" => cx.time(Instant(number)),
        // Basis points as percent, in thousandths.
        "tax" => format!("{}%", Quantity(number.saturating_mul(10))),
        _ => number.to_string(),
    }
}

fn worded(cx: &Cx<'_>, kind: Kind, field: &str, word: &str) -> String {
    let lang = cx.lang();
    let lists = &cx.org.lists;
    let word = &echoed(word);
    match field {
        "source" => show::choice_name(&lists.sources, word, lang),
        "level" => show::choice_name(&lists.levels, word, lang),
        "lost_reason" => show::choice_name(&lists.reasons, word, lang),
        "status" | "state" => {
            let set = format!("{}-{field}", kind.word().replace('_', "-"));
            show::word(lang, &set, word)
        }
        "phone" | "email" | "address" | "place" | "spot" | "tax_id" | "bank_account"
        | "billing" => secret::hide(word),
        "expected_close" | "due_day" => {
            word.parse::<NaiveDate>().map_or_else(|_| word.clone(), |day| cx.day(day))
        }
        _ => word.clone(),
    }
}

fn flag(cx: &Cx<'_>, field: &str, yes: bool) -> String {
    match (field, yes) {
        ("withdrawn", true) => t!(cx.lang(), "value-withdrawn"),
        ("withdrawn", false) => t!(cx.lang(), "value-kept"),
        _ => String::new(),
    }
}
