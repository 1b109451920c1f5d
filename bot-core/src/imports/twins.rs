//! Whether a row is a record that is there already, and what is done about it then.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::cell::{loose, short};
use crate::domain::ids::Code;
use crate::domain::names::{email_key, phone_key, tax_id_key};
use crate::domain::people::Lang;
use crate::domain::record::Fields;
use crate::t;

/// What is done about rows whose records are there already: one choice for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Twins {
    /// They stay as they are: only what is new comes in.
    #[default]
    Skip,
    /// What is empty is filled.
    Fill,
    /// What the file says takes the place of what is there.
    Overwrite,
}

/// What a row is already.
pub(super) enum Meets {
    /// Nothing.
    Nothing,
    /// This record: by the key under which it came, or by its very name.
    Same(Uuid),
    /// This record, and by what.
    Twin(Uuid, String),
    /// A record of another kind, and by what: there is nothing to change.
    Other(String),
    /// Several records, or another row of the file.
    Unclear(String),
}

/// Records and rows by how they are called and reached.
#[derive(Default)]
pub(super) struct Known {
    all: Vec<Found>,
    by: HashMap<String, Vec<usize>>,
    places: HashMap<Uuid, usize>,
}

/// A record that is there, or a row that was read before.
struct Found {
    id: Uuid,
    /// True for a record of the kind that comes in: it may be changed.
    own: bool,
    /// A record's code and name; a row's line.
    is: Is,
}

enum Is {
    Record(Code, String),
    Row(usize),
}

/// By what a record is known: its name in one word, how it is reached, its tax number.
pub(super) fn keys(
    name: Option<&str>,
    phones: &[Option<&str>],
    email: Option<&str>,
    tax: Option<&str>,
) -> Vec<String> {
    let name = name.map(loose).filter(|name| !name.is_empty()).map(|name| format!("name {name}"));
    let phones = phones.iter().flatten().filter_map(|phone| phone_key(phone));
    let phones = phones.map(|phone| format!("phone {phone}"));
    let email = email.and_then(email_key).map(|email| format!("email {email}"));
    let tax = tax.and_then(tax_id_key).map(|tax| format!("tax {tax}"));
    name.into_iter().chain(phones).chain(email).chain(tax).collect()
}

impl Known {
    /// Adds a record; `own` when it is of the kind that comes in.
    pub fn record(&mut self, id: Uuid, own: bool, called: (Code, &str), keys: Vec<String>) {
        let is = Is::Record(called.0, called.1.to_owned());
        self.places.insert(id, self.all.len());
        self.add(Found { id, own, is }, keys);
    }

    /// Tells whether a record is there: one that was withdrawn may come again.
    pub fn is_there(&self, id: Uuid) -> bool {
        self.places.contains_key(&id)
    }

    /// What a record is called, with its code.
    pub fn called(&self, id: Uuid) -> Option<String> {
        match &self.all.get(*self.places.get(&id)?)?.is {
            Is::Record(code, name) => Some(format!("{code} {}", short(name))),
            Is::Row(_) => None,
        }
    }

    /// Adds a row that makes something.
    pub fn row(&mut self, line: usize, keys: Vec<String>) {
        self.add(Found { id: Uuid::nil(), own: false, is: Is::Row(line) }, keys);
    }

    fn add(&mut self, found: Found, keys: Vec<String>) {
        for key in keys {
            self.by.entry(key).or_default().push(self.all.len());
        }
        self.all.push(found);
    }

    /// What a row with these keys is already.
    pub fn meets(&self, lang: Lang, keys: &[String]) -> Meets {
        let hits = keys.iter().filter_map(|key| Some((key, self.by.get(key)?)));
        let hits = hits.flat_map(|(key, all)| all.iter().map(move |at| (key, *at)));
        let mut met: Vec<(&String, usize)> = Vec::new();
        for (key, at) in hits {
            if !met.iter().any(|(_, known)| *known == at) {
                met.push((key, at));
            }
        }
        let named = met.iter().filter_map(|(key, at)| Some((*key, self.all.get(*at)?)));
        let named: Vec<(&String, &Found)> = named.collect();
        let by = |key: &str| match key.split_once(' ') {
            Some(("phone", phone)) => t!(lang, "import-by-phone", phone = phone),
            Some(("email", email)) => t!(lang, "import-by-email", email = email),
            Some(("tax", tax)) => t!(lang, "import-by-tax", tax = tax),
            _ => t!(lang, "import-by-name"),
        };
        let called = |found: &Found| match &found.is {
            Is::Record(code, name) => format!("{code} {}", short(name)),
            Is::Row(line) => t!(lang, "import-the-line", line = line.to_string()),
        };
        match named.as_slice() {
            [] => Meets::Nothing,
            [(key, found)] => {
                let (by, called) = (by(key), called(found));
                match &found.is {
                    Is::Row(_) => {
                        Meets::Unclear(t!(lang, "import-twin-row", row = called, by = by))
                    }
                    Is::Record(..) => {
                        let why = t!(lang, "import-twin", record = called, by = by);
                        if found.own { Meets::Twin(found.id, why) } else { Meets::Other(why) }
                    }
                }
            }
            // What is of this kind is meant, where all others are of another.
            several => {
                let mut own = several.iter().filter(|(_, found)| found.own);
                if let (Some((key, found)), None) = (own.next(), own.next())
                    && several.iter().all(|(_, found)| matches!(found.is, Is::Record(..)))
                {
                    let why = t!(lang, "import-twin", record = called(found), by = by(key));
                    return Meets::Twin(found.id, why);
                }
                let all: Vec<String> = several.iter().map(|(_, found)| called(found)).collect();
                Meets::Unclear(t!(lang, "import-twins", records = all.join(", ")))
            }
        }
    }
}

/// A record with what a row says of it: what is said of nothing stays, and so does, where only what
/// is empty is filled, what is there.
pub(super) fn patch(old: &Fields, set: &Fields, how: Twins) -> Fields {
    let mut row = old.clone();
    for (field, value) in set.iter().filter(|(_, value)| !is_nothing(value)) {
        let Some(is) = row.get_mut(field) else { continue };
        match (is, value) {
            (Value::Object(is), Value::Object(more)) => {
                for (name, value) in more {
                    if how == Twins::Overwrite || is.get(name).is_none_or(is_nothing) {
                        is.insert(name.clone(), value.clone());
                    }
                }
            }
            // Words to sort by, and other names, are more of them.
            (Value::Array(is), Value::Array(more)) => {
                let new: Vec<Value> =
                    more.iter().filter(|one| !is.contains(one)).cloned().collect();
                is.extend(new);
            }
            (is, value) if how == Twins::Overwrite || is_nothing(is) => *is = value.clone(),
            _ => {}
        }
    }
    row
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::ids::Kind;

    fn fields(value: Value) -> Fields {
        let Value::Object(map) = value else { panic!("{value}") };
        map
    }

    #[test]
    fn what_is_empty_is_filled_or_everything_is_overwritten() {
        let old = fields(json!({"name": "a", "phone": null, "tags": ["x"], "extra": {"p": "1"}}));
        let set = fields(json!({"name": "b", "phone": "1", "tags": ["x", "y"], "note": "n",
            "extra": {"p": "2", "q": "3"}}));
        let filled = json!({"name": "a", "phone": "1", "tags": ["x", "y"],
            "extra": {"p": "1", "q": "3"}});
        assert_eq!(Value::from(patch(&old, &set, Twins::Fill)), filled);
        let over = json!({"name": "b", "phone": "1", "tags": ["x", "y"],
            "extra": {"p": "2", "q": "3"}});
        assert_eq!(Value::from(patch(&old, &set, Twins::Overwrite)), over);
    }

    #[test]
    fn a_row_is_what_has_its_name_or_its_phone() {
        let mut known = Known::default();
        let ids = [(); 2].map(|()| Uuid::now_v7());
        for (id, (n, name, phone)) in
            ids.into_iter().zip([(1, "Acme Corp", "13800138000"), (2, "华星", "13900139000")])
        {
            let code = Code { kind: Kind::Customer, n };
            known.record(id, true, (code, name), keys(Some(name), &[Some(phone)], None, None));
        }
        let meets = |name: &str, phone: Option<&str>| match known
            .meets(Lang::En, &keys(Some(name), &[phone], None, None))
        {
            Meets::Nothing => String::new(),
            Meets::Twin(id, why) => format!("{} {why}", usize::from(id == ids[1])),
            Meets::Unclear(why) => why,
            Meets::Same(_) | Meets::Other(_) => panic!("{name}"),
        };
        assert_eq!(meets("Acme Ltd", None), "");
        assert!(meets("ACME corp.", None).starts_with("0 "));
        assert!(meets("Other", Some("139-0013-9000")).starts_with("1 "));
        assert!(meets("acme corp", Some("13900139000")).contains("C-1"));
    }
}
