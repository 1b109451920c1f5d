//! Rules that say who gets a lead that belongs to nobody: the first that fits does.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fold;
use super::ids::{Instant, PersonId};
use super::lead::Lead;

/// How one of several is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// There is only one.
    Person,
    /// Those of a team in turn.
    Turn,
    /// Whoever of a team has the fewest open leads.
    Least,
}

/// Which leads go to whom. What is not said does not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignRule {
    /// Its number, never used again.
    pub n: i64,
    /// Words of the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// A key of the org's list of sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Words of what is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The least amount, in minor units of the org's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// One of the tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// How one is chosen.
    pub how: How,
    /// The person or the team.
    pub to: Uuid,
    /// How many leads one person gets a day at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily: Option<i64>,
    /// False until somebody has switched it on.
    pub on: bool,
}

/// The rules of an org, the first one counts first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assigning {
    /// How many there ever were.
    pub made: i64,
    /// In the order in which they are tried.
    pub rules: Vec<AssignRule>,
}

impl AssignRule {
    /// Tells whether a lead, worth so much as far as is known, is one of those that it is about.
    pub fn fits(&self, lead: &Lead, worth: Option<i64>) -> bool {
        let says = |wanted: &Option<String>, has: Option<&String>| {
            let Some(wanted) = wanted else { return true };
            has.is_some_and(|has| fold::key(has).contains(&fold::key(wanted)))
        };
        let tagged = |tag: &String| lead.tags.iter().any(|has| fold::key(has) == fold::key(tag));
        says(&self.region, lead.region.as_ref())
            && says(&self.product, lead.need.as_ref())
            && self.source.as_ref().is_none_or(|key| lead.source.as_ref() == Some(key))
            && self.tag.as_ref().is_none_or(tagged)
            && self.amount.is_none_or(|least| worth.is_some_and(|worth| worth >= least))
    }
}

/// What people have in hand, and got when.
#[derive(Clone, Debug, Default)]
pub struct Loads {
    open: HashMap<PersonId, i64>,
    given: HashMap<(PersonId, NaiveDate), i64>,
    last: HashMap<(i64, PersonId), Instant>,
}

impl Loads {
    /// Notes how many open leads somebody has.
    pub fn has(&mut self, person: PersonId, open: i64) {
        self.open.insert(person, open);
    }

    /// Notes how many leads somebody was given on a day.
    pub fn got(&mut self, person: PersonId, day: NaiveDate, count: i64) {
        self.given.insert((person, day), count);
    }

    /// The same before any was given on any day, and without so many open ones of somebody: for a
    /// trial that gives the leads of those days again.
    pub fn before(&mut self, theirs: impl Iterator<Item = PersonId>) {
        self.given.clear();
        for person in theirs {
            self.open.entry(person).and_modify(|open| *open = (*open - 1).max(0));
        }
    }

    /// Notes when a rule gave somebody a lead last.
    pub fn was_given(&mut self, rule: i64, person: PersonId, at: Instant) {
        self.last.insert((rule, person), at);
    }

    /// Who of these gets the next lead by a rule, if anybody may have one more that day.
    pub fn pick(
        &self,
        rule: &AssignRule,
        members: &[PersonId],
        day: NaiveDate,
    ) -> Option<PersonId> {
        let free = members.iter().enumerate().filter(|(_, person)| {
            let today = self.given.get(&(**person, day)).copied().unwrap_or(0);
            rule.daily.is_none_or(|most| today < most)
        });
        let order = |(place, person): &(usize, &PersonId)| {
            let last = self.last.get(&(rule.n, **person)).map_or(i64::MIN, |at| at.0);
            let open = self.open.get(*person).copied().unwrap_or(0);
            match rule.how {
                How::Least => (open, last, *place),
                How::Person | How::Turn => (last, 0, *place),
            }
        };
        free.min_by_key(order).map(|(_, person)| *person)
    }

    /// Notes that a rule gives somebody one more.
    pub fn give(&mut self, rule: i64, person: PersonId, day: NaiveDate, at: Instant) {
        *self.open.entry(person).or_default() += 1;
        *self.given.entry((person, day)).or_default() += 1;
        let last = self.last.entry((rule, person)).or_insert(at);
        *last = Instant(at.0.max(last.0.saturating_add(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_go_round_the_least_loaded_comes_first_and_a_quota_ends() {
        let people: Vec<PersonId> = (1..=3).map(|n| PersonId(Uuid::from_u128(n))).collect();
        let day = NaiveDate::from_ymd_opt(2026, 3, 3).expect("a day");
        let rule = |how, daily| AssignRule {
            n: 1,
            region: None,
            source: None,
            product: None,
            amount: None,
            tag: None,
            how,
            to: Uuid::nil(),
            daily,
            on: true,
        };
        let play = |rule: &AssignRule, mut loads: Loads| -> Vec<Option<usize>> {
            let pick = |_| {
                let person = loads.pick(rule, &people, day)?;
                loads.give(1, person, day, Instant(5));
                people.iter().position(|one| *one == person)
            };
            (0..5).map(pick).collect()
        };
        let some = |all: &[usize]| all.iter().copied().map(Some).collect::<Vec<_>>();
        assert_eq!(play(&rule(How::Turn, None), Loads::default())[..3], some(&[0, 1, 2]));
        let mut loads = Loads::default();
        loads.has(people[0], 2);
        loads.has(people[1], 1);
        assert_eq!(play(&rule(How::Least, None), loads)[..3], some(&[2, 1, 2]));
        let few = play(&rule(How::Turn, Some(1)), Loads::default());
        assert_eq!(few, [Some(0), Some(1), Some(2), None, None]);
    }
}
