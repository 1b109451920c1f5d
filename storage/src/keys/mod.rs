//! Search keys: writing them with a record, and finding records by them.
//!
//! A record has some forty of them, and nearly all that a new one costs is writing these: a row is
//! kept narrow, with the numbers of the org, the rung, the kind, the record and its owner. What a
//! record is called and whose it is stands with the record, and is looked up for the few that are
//! found.

mod find;
mod twins;
mod waiting;

use bot_core::domain::activity::Activity;
use bot_core::domain::contact::Contact;
use bot_core::domain::customer::Customer;
use bot_core::domain::deal::Deal;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::Kind;
use bot_core::domain::lead::Lead;
use bot_core::domain::names::{Rung, SearchKey, stored_keys};
use bot_core::domain::order::Order;
use bot_core::domain::people::{Person, Team};
use bot_core::domain::product::Product;
use bot_core::domain::record::{Fields, Record, of_fields};
use bot_core::store::{StoreError, Stored};

pub(crate) use self::find::{find, hit};
pub(crate) use self::twins::{twin, twins};
pub(crate) use self::waiting::Waiting;
use crate::record::table;

/// The number of the org `$1`, as its keys have it.
pub(crate) const ORG_NO: &str = "(select o.no from org o where o.org = $1)";

/// The rung of a member `a.value` of a record's list of keys: its number, in two digits.
pub(crate) const LISTED_RUNG: &str = "cast(substr(a.value, 1, 2) as bigint)";
/// The key of such a member: what stands behind the rung.
pub(crate) const LISTED_KEY: &str = "cast(substr(a.value, 3) as text)";

/// The number that a kind has in the keys. Of what shares a key, the lower ones come first: what is
/// compared with something new is customers, then contacts, then leads.
pub(crate) const fn kind_no(kind: Kind) -> i64 {
    match kind {
        Kind::Customer => 0,
        Kind::Contact => 1,
        Kind::Lead => 2,
        Kind::Deal => 3,
        Kind::Order => 4,
        Kind::Product => 5,
        Kind::Person => 6,
        Kind::Team => 7,
        Kind::Activity => 8,
        Kind::FollowUp => 9,
        Kind::Settings => 10,
    }
}

/// The number that a rung has in the keys, the surest first.
pub(crate) const fn rung_no(rung: Rung) -> i64 {
    match rung {
        Rung::TaxId => 0,
        Rung::Phone => 1,
        Rung::Email => 2,
        Rung::Exact => 3,
        Rung::Normal => 4,
        Rung::Part => 5,
        Rung::Pinyin => 6,
        Rung::Initials => 7,
        Rung::Digits => 8,
        Rung::Typo => 9,
        Rung::Pair => 10,
    }
}

/// By what a record with these fields is found.
pub(crate) fn keys_of(kind: Kind, fields: &Fields) -> Stored<Vec<SearchKey>> {
    fn of<R: Record>(fields: &Fields) -> Stored<Vec<SearchKey>> {
        let record: R = of_fields(fields.clone())?;
        Ok(if record.head().withdrawn { Vec::new() } else { stored_keys(record.search_keys()) })
    }
    match kind {
        Kind::Lead => of::<Lead>(fields),
        Kind::Customer => of::<Customer>(fields),
        Kind::Contact => of::<Contact>(fields),
        Kind::Deal => of::<Deal>(fields),
        Kind::Activity => of::<Activity>(fields),
        Kind::FollowUp => of::<FollowUp>(fields),
        Kind::Product => of::<Product>(fields),
        Kind::Order => of::<Order>(fields),
        Kind::Person => of::<Person>(fields),
        Kind::Team => of::<Team>(fields),
        Kind::Settings => Ok(Vec::new()),
    }
}

/// The kind of a word from the database.
pub(crate) fn kind(word: &str) -> Stored<Kind> {
    Kind::of_word(word).ok_or_else(|| StoreError::Broken(format!("no kind is called {word}")))
}

/// The kind of a number in the keys.
fn kind_of_no(no: i64) -> Stored<Kind> {
    let found = Kind::ALL.into_iter().find(|kind| kind_no(*kind) == no);
    found.ok_or_else(|| StoreError::Broken(format!("no kind has the number {no}")))
}

/// Twice the number of a rung, so that between two rungs there is room for a key that only begins
/// like what was asked.
fn rank(rung: Rung) -> i64 {
    rung_no(rung) * 2
}

/// How records of keys are told, from the tables of their kinds: joins that bring each row of `z`
/// its record, and what it is called, its key and its owner.
struct Told {
    joins: String,
    id: String,
    label: String,
    owner: String,
}

impl Told {
    fn of(kinds: &[Kind]) -> Self {
        let name = |kind: Kind| format!("t{}", kind_no(kind));
        let each = |of: &dyn Fn(Kind) -> Vec<String>| {
            let mut all: Vec<String> = kinds.iter().flat_map(|kind| of(*kind)).collect();
            match all.len() {
                0 => "null".to_owned(),
                1 => all.remove(0),
                _ => format!("coalesce({})", all.join(", ")),
            }
        };
        let label = |kind| -> Vec<String> {
            table(kind).label.iter().map(|column| format!("{}.{column}", name(kind))).collect()
        };
        let owner = |kind| {
            let owned = table(kind).is_owned();
            owned.then(|| format!("{}.owner", name(kind))).into_iter().collect()
        };
        let joins = kinds.iter().map(|kind| {
            let (table, t, no) = (table(*kind).name, name(*kind), kind_no(*kind));
            // Compared with no number where the row is of another kind: then nothing is looked up.
            format!(
                "left join {table} {t} on {t}.org = $1 \
                 and {t}.n = case when z.kind = {no} then z.n end"
            )
        });
        Self {
            joins: joins.collect::<Vec<_>>().join(" "),
            id: each(&|kind| vec![format!("{}.id", name(kind))]),
            label: each(&label),
            owner: each(&owner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_kinds_and_rungs_are_those_of_the_rows_that_are_there() {
        let kinds = Kind::ALL.map(|kind| (kind_no(kind), kind.word()));
        let mut sorted = kinds.to_vec();
        sorted.sort_unstable();
        let words: Vec<&str> = sorted.iter().map(|(_, word)| *word).collect();
        let expected = "customer contact lead deal order product person team activity follow_up";
        let expected: Vec<&str> = expected.split(' ').chain(["settings"]).collect();
        assert_eq!(words, expected);
        assert!(sorted.iter().zip(0..).all(|((no, _), i)| *no == i));
        // The order of worth is the order of the numbers.
        assert!(Rung::ALL.iter().zip(0..).all(|(rung, i)| rung_no(*rung) == i));
    }
}
