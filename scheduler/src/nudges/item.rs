//! Whether something that has rung still wants attention: looked up from the facts as they are.

use std::sync::Arc;

use bot_core::chat::reply::Button;
use bot_core::commands::order::to_decide;
use bot_core::domain::access::{Right, Scope};
use bot_core::domain::deadlines::{
    BUSINESS_MILLIS, CLOSE_PASSED, DEAL_STALE, FIRST_RESPONSE, FOLLOW_UP_DUE, NO_NEXT_STEP, NUDGES,
    TOLD, Watch, goes_on, watches,
};
use bot_core::domain::deal::Deal;
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Code, Instant, Kind};
use bot_core::domain::order::{Order, OrderStatus};
use bot_core::domain::people::Person;
use bot_core::domain::record::{Fields, of_fields};
use bot_core::domain::settings::Settings;
use bot_core::store::{Named, Timer};
use serde_json::Value;
use uuid::Uuid;

use super::facts::Facts;
use crate::jobs::{JobCx, JobProblem};

/// Something that is mentioned.
pub struct Item {
    /// What rang.
    pub timer: Timer,
    /// The rule as it watches the record now.
    pub watch: Watch,
    /// True where the manager hears of somebody's work.
    pub told: bool,
    /// For whom it rang, and in whose place others may hear of it.
    pub person: Arc<Person>,
    /// Whose work it is.
    pub owner: Option<Person>,
    /// True where that one is away.
    pub away: bool,
    /// The record that it is about: what somebody opens.
    pub code: Code,
    /// What that is called.
    pub label: String,
    /// What it is.
    pub what: What,
}

/// What is the matter.
pub enum What {
    /// A follow-up, and whether it is on something.
    FollowUp(Box<FollowUp>, Option<(Code, String)>),
    /// A lead that nobody has contacted.
    NewLead,
    /// Nothing is planned.
    NoNextStep,
    /// Nothing has happened since then.
    Stale(Instant),
    /// It was to be closed on a day that is over.
    ClosePassed(chrono::NaiveDate),
    /// It stands in this state since then; what whoever hears of it can do to move it on.
    Waits(&'static str, Instant, Vec<Button>),
}

/// What becomes of something that has rung.
pub enum Looked {
    /// It is settled, or not this person's any more.
    Gone,
    /// Something has happened at that moment: it is counted from there.
    Since(Instant, Watch),
    /// Nobody here is reminded of such things now.
    Off,
    /// Whoever is there is not the one to hear of it: it waits until then.
    Later(Instant),
    /// It is mentioned.
    Item(Box<Item>),
}

impl Item {
    /// The place in a message: the most urgent rule first, then what is due for longest.
    pub fn order(&self) -> (bool, usize, Instant) {
        let place = NUDGES.iter().position(|rule| *rule == self.watch.rule);
        (self.told, place.unwrap_or(NUDGES.len()), self.timer.at)
    }
}

/// Looks at the record as it is now.
pub async fn look(
    cx: &mut JobCx<'_>,
    (settings, facts): (&Settings, &Facts),
    timer: &Timer,
    (person, hears): (&Arc<Person>, &Person),
) -> Result<Looked, JobProblem> {
    let told = timer.rule.starts_with(TOLD);
    let rule = timer.rule.strip_prefix(TOLD).unwrap_or(&timer.rule);
    if settings.nudges.off.contains(rule) {
        return Ok(Looked::Off);
    }
    let key = (timer.kind, timer.id);
    let Some(&Named { code, ref label, ref fields }) = facts.record(key) else {
        return Ok(Looked::Gone);
    };
    let all = watches(timer.kind, fields).map_err(|bad| JobProblem::GiveUp(bad.to_string()))?;
    let Some(watch) = all.into_iter().find(|watch| watch.rule == rule) else {
        return Ok(Looked::Gone);
    };
    if !told && watch.person != timer.person {
        return Ok(Looked::Gone);
    }
    let own = hears.head.id == person.head.id;
    // Nobody is told of what he may not see, whatever the timer says. What is somebody else's waits for
    // whose it is.
    if (told || !own) && !facts.is_seen(key) {
        let back = person.cover_until.filter(|back| !own && *back > cx.now);
        return Ok(back.map_or(Looked::Gone, Looked::Later));
    }
    let owner = watch.person.and_then(|owner| facts.owner(owner.0));
    // Whoever stands in for the manager is not told of the own work, nor of that of which he hears in
    // the owner's place: the manager is, when back.
    let heard = |owner: &Person| {
        let stands = owner.cover.filter(|_| owner.cover_until.is_some_and(|until| until > cx.now));
        [Some(owner.person_id()), stands].contains(&Some(hears.person_id()))
    };
    let back = person.cover_until.filter(|back| told && !own && *back > cx.now);
    if let Some(back) = back.filter(|_| owner.is_some_and(heard)) {
        return Ok(Looked::Later(back));
    }
    let away = owner.is_some_and(|owner| owner.away_until(cx.now).is_some());
    let item = |code: Code, label: &str, what| {
        let (timer, watch, owner) = (timer.clone(), watch.clone(), owner.cloned());
        let (person, label) = (Arc::clone(person), label.to_owned());
        Looked::Item(Box::new(Item { timer, watch, told, person, owner, away, code, label, what }))
    };
    Ok(match watch.rule {
        FOLLOW_UP_DUE => {
            let follow_up: FollowUp = record(fields)?;
            let on = facts.record((follow_up.on_kind, follow_up.on_id));
            // What was entered by mistake is nobody's business any more.
            if on.is_some_and(|on| on.fields.get("withdrawn") == Some(&Value::Bool(true))) {
                return Ok(Looked::Gone);
            }
            let on = on.map(|on| (on.code, on.label.clone()));
            item(code, label, What::FollowUp(Box::new(follow_up), on))
        }
        FIRST_RESPONSE => match facts.last_valid(key) {
            Some(_) => Looked::Gone,
            None => item(code, label, What::NewLead),
        },
        // An open deal and an order on its way are looked at by themselves; it is seen later
        // whether they still go on.
        NO_NEXT_STEP if timer.kind == Kind::Customer && facts.is_in_business(timer.id) => {
            Looked::Since(cx.now.plus_millis(BUSINESS_MILLIS), watch)
        }
        NO_NEXT_STEP => match unplanned(facts, key) {
            // What a step was planned on may be somebody else's by now.
            Some((on, _)) if on != key && !facts.is_seen(on) => Looked::Gone,
            Some((_, on)) => item(on.code, &on.label, What::NoNextStep),
            None => Looked::Gone,
        },
        DEAL_STALE => {
            let last = facts.last_valid(key);
            match last.filter(|last| *last > timer.since) {
                Some(last) => Looked::Since(last, watch),
                None => item(code, label, What::Stale(last.unwrap_or(timer.since))),
            }
        }
        CLOSE_PASSED => {
            let deal: Deal = record(fields)?;
            match deal.expected_close {
                Some(day) => item(code, label, What::ClosePassed(day)),
                None => Looked::Gone,
            }
        }
        _ => {
            let order: Order = record(fields)?;
            let may = cx.org.roles.allow(&hears.roles, Right::ConfirmOrder);
            let own = order.owner == Some(hears.person_id());
            let steps = if order.status == OrderStatus::Submitted && may && !own {
                to_decide(cx.tx, (cx.org, settings), &order, hears.lang).await?
            } else {
                Vec::new()
            };
            item(code, label, What::Waits(order.status.word(), timer.since, steps))
        }
    })
}

fn record<R: bot_core::domain::record::Record>(fields: &Fields) -> Result<R, JobProblem> {
    of_fields(fields.clone()).map_err(|bad| JobProblem::GiveUp(bad.to_string()))
}

/// Tells whether somebody may see a record now.
pub async fn sees(cx: &mut JobCx<'_>, person: &Person, code: Code) -> Result<bool, JobProblem> {
    let scope: Scope = cx.org.roles.scope(person.person_id(), &person.roles);
    let scope = scope.wider(Some(cx.now), true);
    Ok(cx.tx.by_code(code, scope).await?.is_some())
}

/// The record on which nothing is planned, if it is going on.
fn unplanned(facts: &Facts, key: (Kind, Uuid)) -> Option<((Kind, Uuid), &Named)> {
    let on = facts.about_what(key)?;
    let record = facts.record(on)?;
    (goes_on(on.0, &record.fields) && !facts.is_planned(on)).then_some((on, record))
}
