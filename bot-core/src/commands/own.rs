//! The org's own fields on records: how they are set, how they read, by what lists are narrowed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::chat::fields;
use crate::chat::parse::{self, kept_amount};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::own::{Holds, OwnField};
use crate::domain::people::Lang;
use crate::domain::record::{Fields, Head};
use crate::problem::Problem;
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

/// How many records are looked at for the fields that files brought.
const LOOKED_AT: i64 = 200;
/// How many values of such a field a question offers, and how many of them it can be of.
const CHOICES: usize = 5;

/// The fields by which a list is to be narrowed, with their values as records have them. A field
/// that no record has, and a value that none has in it, is told.
pub(crate) async fn resolved(cx: &mut Cx<'_>, kind: Kind, set: &Fields) -> Result<Fields, Problem> {
    let mut all = Fields::new();
    for (name, value) in set {
        let own = cx.settings.fields.called(kind, name).cloned();
        let Some(text) = value.as_str().filter(|_| own.as_ref().is_none_or(is_words)) else {
            all.insert(name.clone(), value.clone());
            continue;
        };
        let made = own.as_ref().map(|own| own.name.clone());
        let (name, known) = match made {
            Some(name) => (name.clone(), values(cx, kind, &name).await?),
            None => brought(cx, kind, name).await?,
        };
        all.insert(name.clone(), meant(cx, &name, text, &known)?.into());
    }
    Ok(all)
}

fn is_words(own: &OwnField) -> bool {
    own.holds == Holds::Text
}

/// The name of a field that files brought, where it is another word for a field of ours.
pub(crate) async fn brought_as(
    cx: &mut Cx<'_>,
    kind: Kind,
    field: &str,
) -> Result<Option<String>, Problem> {
    let names = names(cx, kind).await?;
    Ok(names.into_iter().find(|name| fields::field(name) == Some(field)))
}

/// The names of all such fields that the newest records have.
async fn names(cx: &mut Cx<'_>, kind: Kind) -> Result<BTreeSet<String>, Problem> {
    let found = cx.tx.extras(kind, None, cx.scope(), LOOKED_AT).await?;
    Ok(found.into_iter().flatten().map(|(name, _)| name).collect())
}

/// The values that a field has, the commonest of the newest first.
async fn values(cx: &mut Cx<'_>, kind: Kind, name: &str) -> Result<Vec<String>, Problem> {
    let found = cx.tx.extras(kind, Some(name), cx.scope(), LOOKED_AT).await?;
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for fields in found {
        if let Some(value) = fields.get(name).map(words).filter(|value| !value.is_empty()) {
            *counted.entry(value).or_default() += 1;
        }
    }
    let mut values: Vec<(String, usize)> = counted.into_iter().collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(values.into_iter().map(|(value, _)| value).collect())
}

/// A field that a file brought, by its name in whatever case, with its values.
async fn brought(
    cx: &mut Cx<'_>,
    kind: Kind,
    typed: &str,
) -> Result<(String, Vec<String>), Problem> {
    let known = values(cx, kind, typed).await?;
    if !known.is_empty() {
        return Ok((typed.to_owned(), known));
    }
    let names = names(cx, kind).await?;
    if let Some(name) = names.iter().find(|name| super::same(name, typed)) {
        let known = values(cx, kind, name).await?;
        return Ok((name.clone(), known));
    }
    let lang = cx.lang();
    let mut all = show::typed_fields(lang, cx.spec);
    all.extend(cx.settings.fields.of(kind).map(|own| shown(cx, own).to_owned()));
    all.extend(names.into_iter().take(BROUGHT));
    all.dedup();
    let name = parse::shortened(typed);
    let args = cx.spec.args.iter().map(|arg| arg.name);
    let text = if let Some(near) = fields::nearest(typed, args) {
        let near = show::field_of(lang, cx.spec.name, near);
        t!(lang, "unknown-field-near", name = name, near = near, fields = all.join(" · "))
    } else {
        t!(lang, "unknown-field", name = name, fields = all.join(" · "))
    };
    let mut rest = cx.asked.clone();
    if let Some(Value::Object(extra)) = rest.args.get_mut("extra") {
        extra.remove(typed);
    }
    let button = Button { label: t!(lang, "button-without"), asked: rest };
    Err(Reply::new(ReplyKind::Problem, text).row(vec![button]).into())
}

/// The value that words mean: the same one, else the one that has them in it.
fn meant(cx: &Cx<'_>, name: &str, text: &str, known: &[String]) -> Result<String, Problem> {
    let key = fold::key(text);
    if let Some(same) = known.iter().find(|value| fold::key(value) == key) {
        return Ok(same.clone());
    }
    let within: Vec<&String> = known.iter().filter(|v| fold::key(v).contains(&key)).collect();
    if let [only] = within[..] {
        return Ok(only.clone());
    }
    // None has them in it: what there is is offered.
    let (lang, some) = (cx.lang(), !within.is_empty());
    let offered = if some { within } else { known.iter().collect() };
    let button = |value: &&String| {
        let mut asked = cx.asked.clone();
        let set = asked.args.entry("extra").or_insert_with(|| Value::Object(Fields::new()));
        if let Value::Object(set) = set {
            set.insert(name.to_owned(), value.as_str().into());
        }
        asked.args.remove("below");
        // 产品= was taken for a field of ours before the records were looked at.
        if let Some(ours) = fields::field(name) {
            asked.args.remove(ours);
        }
        Button { label: reads(cx, None, value), asked }
    };
    let buttons: Vec<Button> = offered.iter().take(CHOICES).map(button).collect();
    let (given, field) = (parse::shortened(text), show::field_name(lang, name));
    let text = if some {
        t!(lang, "which-one", what = given)
    } else {
        t!(lang, "own-no-such-value", field = field, given = given)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    Err(buttons.chunks(3).fold(reply, |reply, row| reply.row(row.to_vec())).into())
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
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
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
