//! The org's own fields on records: how they are set, how they read, by what lists are narrowed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::chat::parse::kept_amount;
use crate::commands::{Cx, show};
use crate::domain::ids::Kind;
use crate::domain::own::{Holds, OwnField};
use crate::domain::people::Lang;
use crate::domain::record::{Fields, Head};
use crate::t;
use crate::text::{read, secret};

/// How many fields that nobody has made, but that files brought, a card shows.
const BROUGHT: usize = 12;

/// Sets fields; an empty one is cleared.
pub(crate) fn put(head: &mut Head, set: &Fields) {
    for (name, value) in set {
        if value.is_null() {
            head.extra.remove(name);
        } else {
            head.extra.insert(name.clone(), value.clone());
        }
    }
}

/// The fields that a command names, as an object that came with it.
pub(crate) fn of_args(set: Option<&Value>) -> Fields {
    set.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// By what a list is narrowed.
pub(crate) fn filter(set: &Fields) -> BTreeMap<String, String> {
    let each = set.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
    each.collect()
}

/// Tells whether a record has these values.
pub(crate) fn holds(head: &Head, own: &BTreeMap<String, String>) -> bool {
    own.iter().all(|(name, value)| head.extra.get(name).and_then(Value::as_str) == Some(value))
}

/// The same as it reads in a heading: `预算科目=市场部`.
pub(crate) fn said(cx: &Cx<'_>, kind: Kind, set: &Fields) -> Vec<String> {
    let each = set.iter().filter_map(|(name, value)| {
        let own = cx.settings.fields.called(kind, name);
        let value = reads(cx, own, value.as_str()?);
        Some(format!("{}={value}", called(cx, own, name)))
    });
    each.collect()
}

/// The fields of a record that are known, those that the org has made first.
pub(crate) fn fields(cx: &Cx<'_>, kind: Kind, head: &Head) -> Vec<(String, Option<String>)> {
    let made = cx.settings.fields.of(kind).filter_map(|own| {
        let value = words(head.extra.get(&own.name)?);
        (!value.is_empty()).then(|| (shown(cx, own).to_owned(), Some(reads(cx, Some(own), &value))))
    });
    let brought = head
        .extra
        .iter()
        .filter(|(name, _)| cx.settings.fields.of(kind).all(|own| own.name != **name));
    let brought = brought.map(|(name, value)| (name, words(value)));
    let brought = brought.filter(|(_, value)| !value.is_empty()).take(BROUGHT);
    let brought =
        brought.map(|(name, value)| (called(cx, None, name), Some(reads(cx, None, &value))));
    made.chain(brought).collect()
}

/// What differs between two states of such fields, each told as old → new.
pub(crate) fn differences(
    cx: &Cx<'_>,
    kind: Kind,
    old: Option<&Value>,
    new: Option<&Value>,
) -> Vec<(String, String, String)> {
    let (old, new) = (of_args(old), of_args(new));
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    let each = changed.map(|name| {
        let own = cx.settings.fields.called(kind, name);
        let read = |fields: &Fields| match fields.get(name).map(words) {
            Some(value) if !value.is_empty() => reads(cx, own, &value),
            _ => "—".to_owned(),
        };
        (called(cx, own, name), read(&old), read(&new))
    });
    each.collect()
}

/// What a field of that name is called, whether or not the org has made it.
pub(crate) fn named(cx: &Cx<'_>, kind: Kind, name: &str) -> String {
    called(cx, cx.settings.fields.called(kind, name), name)
}

/// The value of a field of that name as it reads.
pub(crate) fn reads_as(cx: &Cx<'_>, kind: Kind, name: &str, value: &Value) -> String {
    reads(cx, cx.settings.fields.called(kind, name), &words(value))
}

/// What a field is called for whoever reads it.
pub(crate) fn shown<'f>(cx: &Cx<'_>, own: &'f OwnField) -> &'f str {
    own.shown(cx.lang() == Lang::Zh)
}

fn called(cx: &Cx<'_>, own: Option<&OwnField>, name: &str) -> String {
    own.map_or_else(|| show::field_name(cx.lang(), name), |own| shown(cx, own).to_owned())
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value as it reads. What words hold nobody knows: they are for the person only.
fn reads(cx: &Cx<'_>, own: Option<&OwnField>, value: &str) -> String {
    let plain = || show::short(value, show::ECHOED);
    let Some(own) = own else { return secret::hide(plain()) };
    match own.holds {
        Holds::Text | Holds::Number => secret::hide(plain()),
        Holds::Amount => match kept_amount(value, cx.org.currency) {
            Ok(Some(money)) => secret::hide(read::money(money)),
            _ => secret::hide(plain()),
        },
        Holds::Date => value.parse().map_or_else(|_| plain(), |day| cx.day(day)),
        Holds::Choice => plain(),
        Holds::YesNo => match value {
            "yes" => t!(cx.lang(), "own-yes"),
            "no" => t!(cx.lang(), "own-no"),
            _ => plain(),
        },
    }
}
