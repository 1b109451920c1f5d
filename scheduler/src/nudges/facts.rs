//! What is known about all that has rung, asked for once: a message about a hundred things costs no
//! more questions than one about one.

use std::collections::{HashMap, HashSet};

use bot_core::domain::access::Scope;
use bot_core::domain::deadlines::{DEAL_STALE, FIRST_RESPONSE, NO_NEXT_STEP, TOLD};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::people::Person;
use bot_core::domain::record::{Fields, of_fields};
use bot_core::store::{Named, Timer};
use serde_json::Value;
use uuid::Uuid;

use crate::jobs::{JobCx, JobProblem};

/// Which record.
type Key = (Kind, Uuid);

/// The facts about what has rung, as they are in this transaction.
#[derive(Default)]
pub struct Facts {
    records: HashMap<Key, Named>,
    seen: HashSet<Key>,
    planned: HashSet<Key>,
    happened: HashMap<Key, Instant>,
    in_business: HashSet<Uuid>,
    owners: HashMap<Uuid, Person>,
}

impl Facts {
    /// Looks up what timers are about, for whoever hears of it.
    pub async fn about<'a>(
        cx: &mut JobCx<'_>,
        hears: &Person,
        timers: impl IntoIterator<Item = &'a Timer>,
    ) -> Result<Self, JobProblem> {
        let mut facts = Self::default();
        let timers: Vec<&Timer> = timers.into_iter().collect();
        facts.read(cx, &timers.iter().map(|timer| key(timer)).collect()).await?;
        // What a follow-up is on is looked at with it.
        let on = facts.records.values().filter_map(|one| on(&one.fields)).collect();
        facts.read(cx, &on).await?;
        facts.see(cx, hears, &timers).await?;
        facts.happen(cx, &of(&timers, &[FIRST_RESPONSE, DEAL_STALE])).await?;
        facts.plan(cx, &of(&timers, &[NO_NEXT_STEP])).await?;
        facts.own(cx, hears).await?;
        Ok(facts)
    }

    /// What whoever hears of it may see of what is not that one's own: what one's own is on may be
    /// somebody else's.
    async fn see(
        &mut self,
        cx: &mut JobCx<'_>,
        hears: &Person,
        timers: &[&Timer],
    ) -> Result<(), JobProblem> {
        let others = timers.iter().filter(|timer| {
            timer.rule.starts_with(TOLD) || timer.person != Some(hears.person_id())
        });
        let next = of(timers, &[NO_NEXT_STEP]).into_iter();
        let next = next.filter_map(|key| self.about_what(key).filter(|about| *about != key));
        let asked: HashSet<Key> = others.map(|timer| key(timer)).chain(next).collect();
        let scope: Scope = cx.org.roles.scope(hears.person_id(), &hears.roles);
        let scope = scope.wider(Some(cx.now), true);
        for (kind, ids) in by_kind(&asked) {
            let seen = cx.tx.within(kind, &ids, scope).await?;
            self.seen.extend(seen.into_iter().map(|id| (kind, id)));
        }
        Ok(())
    }

    async fn happen(&mut self, cx: &mut JobCx<'_>, on: &HashSet<Key>) -> Result<(), JobProblem> {
        for (kind, ids) in by_kind(on) {
            let last = cx.tx.last_valid(kind, &ids).await?;
            self.happened.extend(last.into_iter().map(|(id, at)| ((kind, id), at)));
        }
        Ok(())
    }

    async fn plan(&mut self, cx: &mut JobCx<'_>, next: &HashSet<Key>) -> Result<(), JobProblem> {
        let about = next.iter().filter_map(|key| self.about_what(*key)).collect();
        for (kind, ids) in by_kind(&about) {
            let planned = cx.tx.planned(kind, &ids).await?;
            self.planned.extend(planned.into_iter().map(|id| (kind, id)));
        }
        let customers = next.iter().filter(|(kind, _)| *kind == Kind::Customer);
        let customers: Vec<Uuid> = customers.map(|(_, id)| *id).collect();
        if !customers.is_empty() {
            self.in_business = cx.tx.in_business(&customers).await?;
        }
        Ok(())
    }

    async fn own(&mut self, cx: &mut JobCx<'_>, hears: &Person) -> Result<(), JobProblem> {
        let owner = |one: &Named| one.fields.get("owner")?.as_str()?.parse::<Uuid>().ok();
        let mut owners: HashSet<Uuid> = self.records.values().filter_map(owner).collect();
        if owners.remove(&hears.head.id) {
            self.owners.insert(hears.head.id, hears.clone());
        }
        let owners: Vec<Uuid> = owners.into_iter().collect();
        for (id, owner) in cx.tx.by_ids(Kind::Person, &owners).await? {
            let owner = of_fields(owner.fields);
            self.owners.insert(id, owner.map_err(|bad| JobProblem::GiveUp(bad.to_string()))?);
        }
        Ok(())
    }

    async fn read(&mut self, cx: &mut JobCx<'_>, keys: &HashSet<Key>) -> Result<(), JobProblem> {
        let new = keys.iter().filter(|key| !self.records.contains_key(key)).copied().collect();
        for (kind, ids) in by_kind(&new) {
            let found = cx.tx.by_ids(kind, &ids).await?;
            self.records.extend(found.into_iter().map(|(id, named)| ((kind, id), named)));
        }
        Ok(())
    }

    /// A record.
    pub fn record(&self, key: Key) -> Option<&Named> {
        self.records.get(&key)
    }

    /// The record on which a next step is to stand: what a follow-up is on, or the record itself.
    pub fn about_what(&self, key: Key) -> Option<Key> {
        match key.0 {
            Kind::FollowUp => on(&self.records.get(&key)?.fields),
            _ => Some(key),
        }
    }

    /// Tells whether whoever hears of it may see what is not that one's own, and it is not withdrawn.
    pub fn is_seen(&self, key: Key) -> bool {
        self.seen.contains(&key)
    }

    /// Tells whether somebody plans something on a record.
    pub fn is_planned(&self, key: Key) -> bool {
        self.planned.contains(&key)
    }

    /// When something that counts last happened on a record.
    pub fn last_valid(&self, key: Key) -> Option<Instant> {
        self.happened.get(&key).copied()
    }

    /// Tells whether a deal of a customer's is open, or an order on its way.
    pub fn is_in_business(&self, customer: Uuid) -> bool {
        self.in_business.contains(&customer)
    }

    /// Whose work something is.
    pub fn owner(&self, person: Uuid) -> Option<&Person> {
        self.owners.get(&person)
    }
}

fn key(timer: &Timer) -> Key {
    (timer.kind, timer.id)
}

/// What rang because of one of these rules, be it told to somebody else.
fn of(timers: &[&Timer], rules: &[&str]) -> HashSet<Key> {
    let rule =
        |timer: &&&Timer| rules.contains(&timer.rule.strip_prefix(TOLD).unwrap_or(&timer.rule));
    timers.iter().filter(rule).map(|timer| key(timer)).collect()
}

/// What a follow-up is on.
fn on(fields: &Fields) -> Option<Key> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let kind = text("on_kind").and_then(|word| Kind::ALL.into_iter().find(|k| k.word() == word))?;
    Some((kind, text("on_id")?.parse().ok()?))
}

fn by_kind(keys: &HashSet<Key>) -> Vec<(Kind, Vec<Uuid>)> {
    let of = |kind: Kind| keys.iter().filter(|key| key.0 == kind).map(|key| key.1).collect();
    let kinds = Kind::ALL.map(|kind| (kind, of(kind)));
    kinds.into_iter().filter(|(_, ids): &(Kind, Vec<Uuid>)| !ids.is_empty()).collect()
}
