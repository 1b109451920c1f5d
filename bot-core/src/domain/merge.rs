//! Two records that are one: what the one that stays takes over from the other.

use serde_json::{Value, json};
use uuid::Uuid;

use super::fold;
use super::ids::Kind;
use super::lead::LeadStatus;
use super::names::{Asked, Rung, email_key, phone_key};
use super::record::Fields;

/// Fields that each record keeps for itself, and those that have a rule of their own below.
const OWN: [&str; 16] = [
    "rule",
    "given_at",
    "id",
    "n",
    "version",
    "withdrawn",
    "created_at",
    "updated_at",
    "extra",
    "merged",
    "apart",
    "status",
    "lost_reason",
    "lost_note",
    "parent",
    "helpers",
];
/// Fields of which both are kept.
const LISTS: [&str; 3] = ["tags", "aliases", "also"];
/// Remarks, of which both are kept.
const TEXTS: [&str; 2] = ["note", "need"];
/// How far a lead has come, the least first: the furthest stays.
const WAY: [LeadStatus; 6] = [
    LeadStatus::Lost,
    LeadStatus::New,
    LeadStatus::Recycled,
    LeadStatus::Contacted,
    LeadStatus::Qualified,
    LeadStatus::Converted,
];

/// The one that stays, with what it takes over from the other.
pub fn merged(kind: Kind, keep: &Fields, other: &Fields) -> Fields {
    let mut after = keep.clone();
    for (name, theirs) in other.iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
        let mine = keep.get(name).unwrap_or(&Value::Null);
        let taken = if is_empty(mine) {
            theirs.clone()
        } else if LISTS.contains(&name.as_str()) {
            both(mine, theirs)
        } else if TEXTS.contains(&name.as_str()) {
            joined(mine, theirs)
        } else {
            continue;
        };
        after.insert(name.clone(), taken);
    }
    keep_reach(&mut after, keep, other);
    keep_extra(&mut after, other);
    if kind == Kind::Lead {
        keep_status(&mut after, keep, other);
    } else {
        keep_names(&mut after, other);
        keep_people(&mut after, other);
        keep_parent(&mut after, keep, other);
    }
    after
}

/// A record that pointed at one and is to point at another instead.
pub fn pointed(before: &Fields, from: Uuid, to: Uuid) -> Fields {
    let (from, to) = (Value::from(from.to_string()), Value::from(to.to_string()));
    let mut after = before.clone();
    for (_, value) in after.iter_mut().filter(|(name, value)| *name != "id" && **value == from) {
        *value = to.clone();
    }
    after
}

/// Why two records look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The same phone.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same name.
    Same,
    /// A name that is nearly the same.
    Alike,
}

impl Why {
    /// The word of its text.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Same => "same",
            Self::Alike => "alike",
        }
    }
}

/// Why two records of a kind look like one; nothing where they do not.
pub fn why(kind: Kind, one: &Fields, other: &Fields) -> Vec<Why> {
    let mut why = Vec::new();
    let reach = |name: &'static str, key: fn(&str) -> Option<String>| {
        let keys = move |fields: &Fields| -> Vec<String> {
            let also = list(fields.get("also").unwrap_or(&Value::Null)).filter_map(Value::as_str);
            text(fields, name).into_iter().chain(also).filter_map(key).collect()
        };
        let theirs = keys(other);
        keys(one).iter().any(|key| theirs.contains(key))
    };
    if reach("phone", phone_key) {
        why.push(Why::Phone);
    }
    if reach("email", email_key) {
        why.push(Why::Email);
    }
    let called = if kind == Kind::Lead {
        // People of one company are not one person, and neither are people of one name.
        let parts = ["name", "company"].map(|name| match (text(one, name), text(other, name)) {
            (None, None) => Some(None),
            (Some(a), Some(b)) => likeness(a, b).map(Some),
            _ => None,
        });
        match parts {
            [Some(person), Some(Some(company))] => Some(person.unwrap_or(company).max(company)),
            _ => None,
        }
    } else {
        let names = |fields| names_of(fields).map(str::to_owned).collect::<Vec<_>>();
        let (ours, theirs) = (names(one), names(other));
        ours.iter().flat_map(|a| theirs.iter().filter_map(|b| likeness(a, b))).min()
    };
    why.extend(called.map(|rung| if rung <= Rung::Normal { Why::Same } else { Why::Alike }));
    why
}

fn likeness(one: &str, other: &str) -> Option<Rung> {
    Asked::of(one).rung(other)
}

fn names_of(fields: &Fields) -> impl Iterator<Item = &str> {
    let aliases = fields.get("aliases").unwrap_or(&Value::Null);
    text(fields, "name").into_iter().chain(list(aliases).filter_map(Value::as_str))
}

/// Stands for what two records are called and how they are reached: another one when that changes.
pub fn mark(newer: &Fields, older: &Fields) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |text: &str| {
        for byte in text.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for fields in [newer, older] {
        for name in ["name", "company", "aliases", "phone", "email", "also"] {
            let value = fields.get(name).filter(|value| !is_empty(value));
            add(&value.map(|value| fold::key(&value.to_string())).unwrap_or_default());
        }
    }
    format!("{hash:016x}")
}

/// Tells whether somebody has said that two records are not the same, and nothing has changed since.
pub fn is_apart(newer: &Fields, older: &Fields) -> bool {
    let said = newer.get("apart").zip(text(older, "id")).and_then(|(said, id)| said.get(id));
    said.and_then(Value::as_str).is_some_and(|said| said == mark(newer, older))
}

/// Tells whether a field holds nothing.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn text<'f>(fields: &'f Fields, name: &str) -> Option<&'f str> {
    fields.get(name).and_then(Value::as_str)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn both(mine: &Value, theirs: &Value) -> Value {
    let mut all: Vec<Value> = list(mine).cloned().collect();
    for one in list(theirs) {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
    Value::Array(all)
}

fn joined(mine: &Value, theirs: &Value) -> Value {
    match (mine.as_str(), theirs.as_str()) {
        (Some(mine), Some(theirs)) if !theirs.is_empty() && !mine.contains(theirs) => {
            json!(format!("{mine}\n{theirs}"))
        }
        _ => mine.clone(),
    }
}

fn push(after: &mut Fields, name: &str, one: &str) {
    let all = both(after.get(name).unwrap_or(&Value::Null), &json!([one]));
    after.insert(name.to_owned(), all);
}

/// A second phone or e-mail address is kept: by it the record is still found.
fn keep_reach(after: &mut Fields, keep: &Fields, other: &Fields) {
    let same = |name, mine: &str, theirs: &str| match name {
        "phone" => phone_key(mine) == phone_key(theirs),
        _ => email_key(mine) == email_key(theirs),
    };
    for name in ["phone", "email"] {
        let Some((mine, theirs)) = text(keep, name).zip(text(other, name)) else { continue };
        if !same(name, mine, theirs) {
            push(after, "also", theirs);
        }
    }
}

fn keep_extra(after: &mut Fields, other: &Fields) {
    for name in ["extra", "apart"] {
        let (Some(Value::Object(mine)), Some(Value::Object(theirs))) =
            (after.get_mut(name), other.get(name))
        else {
            continue;
        };
        for (key, value) in theirs {
            mine.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

fn keep_status(after: &mut Fields, keep: &Fields, other: &Fields) {
    let far = |fields: &Fields| {
        let place = |status: &LeadStatus| text(fields, "status") == Some(status.word());
        WAY.iter().position(place)
    };
    if far(other) > far(keep) {
        for name in ["status", "lost_reason", "lost_note"] {
            after.insert(name.to_owned(), other.get(name).cloned().unwrap_or_default());
        }
    }
}

/// The other name is what the company is called as well.
fn keep_names(after: &mut Fields, other: &Fields) {
    let Some(theirs) = text(other, "name") else { return };
    if !names_of(after).any(|name| fold::key(name) == fold::key(theirs)) {
        push(after, "aliases", theirs);
    }
}

/// Whoever worked on the other one, its owner included, works along from now on.
fn keep_people(after: &mut Fields, other: &Fields) {
    let theirs = other.get("helpers").cloned().unwrap_or_default();
    let mut all = both(after.get("helpers").unwrap_or(&Value::Null), &theirs);
    if let Some(owner) = other.get("owner").filter(|owner| !owner.is_null()) {
        all = both(&all, &json!([owner]));
    }
    let owner = after.get("owner").cloned().unwrap_or_default();
    let helpers: Vec<Value> = list(&all).filter(|one| **one != owner).cloned().collect();
    after.insert("helpers".to_owned(), Value::Array(helpers));
}

/// Nothing is above itself.
fn keep_parent(after: &mut Fields, keep: &Fields, other: &Fields) {
    let ours = [keep.get("id"), other.get("id")];
    let above = [keep, other].map(|fields| fields.get("parent").filter(|id| !id.is_null()));
    let parent = above.into_iter().flatten().find(|id| !ours.contains(&Some(*id)));
    after.insert("parent".to_owned(), parent.cloned().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &Value) -> Fields {
        value.as_object().cloned().expect("fields")
    }

    #[test]
    fn the_first_stays_and_what_it_lacks_comes_from_the_other() {
        let keep =
            of(&json!({"id": "a", "name": "华星科技", "aliases": [], "phone": "13800138000",
            "email": null, "level": "B", "tags": ["急"], "note": "老客户", "owner": "amy",
            "helpers": [], "parent": "b", "also": [], "extra": {"x": 1}, "apart": {}}));
        let other = of(&json!({"id": "b", "name": "华兴科技", "aliases": ["HX"],
            "phone": "13900139000", "email": "a@b.cn", "level": "A", "tags": ["急", "大"],
            "note": "怕冷", "owner": "bo", "helpers": ["amy", "cai"], "parent": "c", "also": [],
            "extra": {"x": 2, "y": 3}, "apart": {}}));
        let after = merged(Kind::Customer, &keep, &other);
        let is = of(&json!({"id": "a", "name": "华星科技", "aliases": ["HX", "华兴科技"],
            "phone": "13800138000", "email": "a@b.cn", "level": "B", "tags": ["急", "大"],
            "note": "老客户\n怕冷", "owner": "amy", "helpers": ["cai", "bo"], "parent": "c",
            "also": ["13900139000"], "extra": {"x": 1, "y": 3}, "apart": {}}));
        assert_eq!(after, is);
    }

    #[test]
    fn of_two_leads_the_further_one_says_where_it_stands() {
        let lead = |status: &str, reason: Option<&str>| {
            of(&json!({"id": status, "status": status, "lost_reason": reason, "lost_note": null}))
        };
        for (keep, other, is) in [
            (lead("new", None), lead("qualified", None), ("qualified", None)),
            (lead("contacted", None), lead("lost", Some("price")), ("contacted", None)),
            (lead("lost", Some("price")), lead("new", None), ("new", None)),
            (lead("lost", Some("price")), lead("lost", Some("timing")), ("lost", Some("price"))),
        ] {
            let after = merged(Kind::Lead, &keep, &other);
            assert_eq!((text(&after, "status"), text(&after, "lost_reason")), (Some(is.0), is.1));
        }
    }
}
