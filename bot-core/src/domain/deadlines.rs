//! When a record wants attention: the pure functions behind the timers.
//!
//! A record is watched by rules. What a rule follows from is in the record ([`watches`]); when it
//! rings is worked out with the org's rules and the person's calendar ([`Timing`]). As long as what
//! it follows from stays the same, its timer is left alone.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use uuid::Uuid;

use super::calendar::{Calendar, day_start, instant_of, local};
use super::customer::Customer;
use super::deal::Deal;
use super::digest::{DigestKind, DigestPlan};
use super::follow_up::{Due, FollowUp, FollowUpState};
use super::ids::{Instant, Kind, PersonId};
use super::lead::{Lead, LeadStatus};
use super::order::{Order, OrderStatus};
use super::people::Person;
use super::pipeline::Outcome;
use super::record::{BadFields, FORGOTTEN, Fields, of_fields};
use super::settings::{Nudges, Settings};

/// A follow-up has become due.
pub const FOLLOW_UP_DUE: &str = "follow_up_due";
/// People sit together soon: what there is to know before.
pub const BRIEF: &str = "brief";
/// A new lead waits for its first contact.
pub const FIRST_RESPONSE: &str = "first_response";
/// Nothing is planned on a record.
pub const NO_NEXT_STEP: &str = "no_next_step";
/// Nothing has happened on a deal for longer than its stage allows.
pub const DEAL_STALE: &str = "deal_stale";
/// The day on which a deal was to be closed is over.
pub const CLOSE_PASSED: &str = "close_passed";
/// An order does not move.
pub const ORDER_WAITS: &str = "order_waits";
/// Nobody stands in for a person any more.
pub const COVER_ENDS: &str = "cover_ends";
/// A person's leave begins.
pub const LEAVE_BEGINS: &str = "leave_begins";
/// The org's rules have changed: every timer is worked out anew.
pub const RULES_CHANGED: &str = "rules_changed";

/// A clock that was ahead was set back: what it has brought forward is put back to where it was.
pub const CLOCK_BACK: &str = "clock_back";

/// Records from before they were watched get their timers.
pub const ADOPT: &str = "adopt";

/// The rules of which people hear, in the order in which they stand in one message.
pub const NUDGES: [&str; 7] =
    [FIRST_RESPONSE, FOLLOW_UP_DUE, CLOSE_PASSED, DEAL_STALE, ORDER_WAITS, NO_NEXT_STEP, BRIEF];

/// How long before people sit together the one of us gets a brief: 15 minutes.
const BEFORE_MILLIS: i64 = 15 * 60 * 1000;
/// How long after it began one is asked how it went: an hour.
const AFTER_MILLIS: i64 = 60 * 60 * 1000;

/// How long it takes until a customer at whom something goes on is looked at again: a week.
pub const BUSINESS_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The job that sends a person one message about all that has rung.
pub const NUDGE: &str = "nudge";

/// The job that tells that a chat is closed to us.
pub const CHAT_CLOSED: &str = "chat_closed";
/// The job that opens a chat in which somebody has written again.
pub const CHAT_OPEN: &str = "chat_open";
/// The job that tells what was given up.
pub const DEAD_LETTERS: &str = "dead_letters";

/// The job that tells that a platform does not let a bot in, or does again.
pub const BOT_REFUSED: &str = "bot_refused";
/// The job that looks whether it is strange that a bot hears nothing.
pub const BOT_SILENT: &str = "bot_silent";

/// What stands before a rule when its manager is to hear of it.
pub const TOLD: &str = "told_";

/// A rule that watches a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Which rule.
    pub rule: &'static str,
    /// Who hears of it; none where nobody does.
    pub person: Option<PersonId>,
    /// From what it follows when that is.
    pub from: From,
}

/// From what it follows when a rule rings. Another value sets the timer anew.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    /// What is due.
    Due(Due),
    /// The moment since which a deal stands in its stage, or since which something happened there.
    Stage(Uuid),
    /// The moment since which something is as this word says.
    State(&'static str),
    /// A moment that is fixed.
    At(Instant),
    /// When a digest comes, in a zone.
    Digest(DigestKind, DigestPlan, Tz),
}

/// Tells whether records of this kind are ever watched.
pub fn is_watched(kind: Kind) -> bool {
    use Kind::{Customer, Deal, FollowUp, Lead, Order, Person, Settings};
    matches!(kind, Customer | Lead | Deal | FollowUp | Order | Person | Settings)
}

/// The rules that watch a record as it is.
pub fn watches(kind: Kind, record: &Fields) -> Result<Vec<Watch>, BadFields> {
    let withdrawn = record.get("withdrawn").and_then(serde_json::Value::as_bool) == Some(true);
    if withdrawn {
        return Ok(Vec::new());
    }
    let record = record.clone();
    Ok(match kind {
        Kind::FollowUp => of_follow_up(&of_fields(record)?),
        Kind::Lead => of_lead(&of_fields(record)?),
        Kind::Deal => of_deal(&of_fields(record)?),
        Kind::Order => of_order(&of_fields(record)?),
        Kind::Person => of_person(&of_fields(record)?),
        Kind::Settings => of_settings(&of_fields(record)?),
        Kind::Customer => of_customer(&of_fields(record)?),
        Kind::Contact | Kind::Activity | Kind::Product | Kind::Team => Vec::new(),
    })
}

fn of_follow_up(follow_up: &FollowUp) -> Vec<Watch> {
    let person = follow_up.owner;
    match (follow_up.state, follow_up.due()) {
        (FollowUpState::Open, Some(due)) if person.is_some() => match follow_up.appointment() {
            // Whoever sits with a customer is left alone: told before, and asked afterwards.
            Some(at) => {
                let due = From::Due(Due::At(at.plus_millis(AFTER_MILLIS)));
                let before = From::At(at.plus_millis(-BEFORE_MILLIS));
                vec![
                    Watch { rule: FOLLOW_UP_DUE, person, from: due },
                    Watch { rule: BRIEF, person: None, from: before },
                ]
            }
            None => vec![Watch { rule: FOLLOW_UP_DUE, person, from: From::Due(due) }],
        },
        (FollowUpState::Done, _) if person.is_some() => {
            vec![Watch { rule: NO_NEXT_STEP, person, from: From::State("done") }]
        }
        _ => Vec::new(),
    }
}

fn of_lead(lead: &Lead) -> Vec<Watch> {
    let person = lead.owner;
    // Nobody can be reached who was forgotten.
    let forgotten = lead.name.as_deref() == Some(FORGOTTEN);
    if person.is_none() || !lead.status.is_open() || forgotten {
        return Vec::new();
    }
    let mut all = vec![Watch { rule: NO_NEXT_STEP, person, from: From::State("open") }];
    if lead.status == LeadStatus::New {
        all.push(Watch { rule: FIRST_RESPONSE, person, from: From::State("new") });
    }
    all
}

/// A customer in the pool is nobody's to plan.
fn of_customer(customer: &Customer) -> Vec<Watch> {
    let person = customer.owner.filter(|_| customer.name != FORGOTTEN);
    let watch = Watch { rule: NO_NEXT_STEP, person, from: From::State("open") };
    person.map(|_| watch).into_iter().collect()
}

fn of_deal(deal: &Deal) -> Vec<Watch> {
    let person = deal.owner;
    if person.is_none() || deal.outcome != Outcome::Open {
        return Vec::new();
    }
    let mut all = vec![
        Watch { rule: NO_NEXT_STEP, person, from: From::State("open") },
        Watch { rule: DEAL_STALE, person, from: From::Stage(deal.stage) },
    ];
    let passed = deal.expected_close.and_then(|day| day.succ_opt());
    all.extend(passed.map(|day| Watch {
        rule: CLOSE_PASSED,
        person,
        from: From::Due(Due::Day(day)),
    }));
    all
}

fn of_order(order: &Order) -> Vec<Watch> {
    let moves = matches!(order.status, OrderStatus::Submitted | OrderStatus::Confirmed);
    let person = order.owner.filter(|_| moves);
    let from = From::State(order.status.word());
    person.map(|_| Watch { rule: ORDER_WAITS, person, from }).into_iter().collect()
}

fn of_person(person: &Person) -> Vec<Watch> {
    if person.frozen {
        return Vec::new();
    }
    let plain = |rule, from| Watch { rule, person: None, from };
    let begins = person.leave.filter(|leave| leave.cover.is_some());
    let begins = begins.map(|leave| day_start(leave.from, person.zone).into());
    let begins = begins.filter(|_| person.cover.is_none());
    let ends = person.cover.and(person.cover_until);
    let mut all: Vec<Watch> = DigestKind::ALL
        .into_iter()
        .map(|kind| (kind, person.digests.get(&kind).cloned().unwrap_or_default()))
        .filter(|(_, plan)| plan.on != Some(false))
        .map(|(kind, plan)| plain(kind.rule(), From::Digest(kind, plan, person.zone)))
        .collect();
    all.extend(begins.map(|at| plain(LEAVE_BEGINS, From::At(at))));
    all.extend(ends.map(|at| plain(COVER_ENDS, From::At(at))));
    all
}

fn of_settings(settings: &Settings) -> Vec<Watch> {
    // Each change is a reason of its own.
    let from = From::At(settings.head.updated_at);
    vec![Watch { rule: RULES_CHANGED, person: None, from }]
}

/// Tells whether there is anything left to plan on a record.
pub fn goes_on(kind: Kind, fields: &Fields) -> bool {
    let text =
        |name: &str| fields.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let withdrawn = fields.get("withdrawn") == Some(&serde_json::Value::Bool(true));
    !withdrawn
        && match kind {
            Kind::Lead => !["converted", "lost"].contains(&text("status")),
            Kind::Deal => text("outcome") == "open",
            Kind::Order => !["delivered", "cancelled"].contains(&text("status")),
            _ => true,
        }
}

/// What one needs to know besides the record to say when a rule rings.
pub struct Timing<'a> {
    /// The zone of the person who hears of it.
    pub zone: Tz,
    /// The calendar by which that person is reminded.
    pub calendar: Calendar,
    /// The org's limits.
    pub nudges: &'a Nudges,
    /// After how many days without an activity a stage is stale.
    pub idle_days: &'a HashMap<Uuid, i64>,
}

impl Timing<'_> {
    /// When what a rule watches for has come about, if nothing changes after `since`.
    pub fn due(&self, watch: &Watch, since: Instant) -> Option<Instant> {
        let days = |days: u64| {
            let day = local(since.utc(), self.zone).date();
            day.checked_add_days(chrono::Days::new(days)).map(|day| self.opens(day))
        };
        match &watch.from {
            From::Due(Due::Day(day)) => Some(self.opens(*day)),
            From::Due(due) => Some(due.instant(self.zone)),
            From::At(at) => Some(*at),
            From::Digest(kind, plan, zone) => plan.next(*kind, since, *zone, &self.calendar),
            From::Stage(stage) => {
                let limit = self.idle_days.get(stage)?;
                days(u64::try_from(*limit).ok()?)
            }
            From::State(_) => match watch.rule {
                FIRST_RESPONSE => {
                    let minutes = self.nudges.first_response.checked_mul(60)?;
                    let wall = local(since.utc(), self.zone);
                    Some(self.instant(self.calendar.after_working_minutes(wall, minutes), since))
                }
                ORDER_WAITS => self.working_days(since, self.nudges.order_days),
                _ => self.working_days(since, 1),
            },
        }
    }

    /// The step that comes first strictly after a moment, and when that is: 0 when it is due, then
    /// the org's working days after it. None when all are over, or where a rule rings but once.
    pub fn step_after(
        &self,
        watch: &Watch,
        since: Instant,
        after: (i64, Instant),
    ) -> Option<(i64, Instant)> {
        let (step, now) = after;
        // One that came late takes the place of what would have come on the same day.
        let day = |at: Instant| local(at.utc(), self.zone).date();
        self.steps(watch, since, step + 1).find(|(_, at)| *at > now && day(*at) > day(now))
    }

    /// The step that comes at a place in the series or next after it.
    pub fn step_from(&self, watch: &Watch, since: Instant, step: i64) -> Option<(i64, Instant)> {
        self.steps(watch, since, step).next()
    }

    /// The steps of a rule from one on, and when they ring.
    fn steps(
        &self,
        watch: &Watch,
        since: Instant,
        first: i64,
    ) -> impl Iterator<Item = (i64, Instant)> {
        let last = i64::try_from(self.nudges.days.len()).unwrap_or(i64::MAX);
        // A next step that is missing is no hurry: it is mentioned twice.
        let twice = watch.rule == NO_NEXT_STEP && first > 0;
        let first = if twice { last.max(first) } else { first };
        (first..=last).filter_map(move |step| Some((step, self.at(watch, since, step)?)))
    }

    /// When a step of a rule rings.
    pub fn at(&self, watch: &Watch, since: Instant, step: i64) -> Option<Instant> {
        let due = self.due(watch, since)?;
        if watch.person.is_none() {
            return (step == 0).then_some(due);
        }
        if step == 0 {
            return Some(self.good(due));
        }
        let days = usize::try_from(step - 1).ok().and_then(|at| self.nudges.days.get(at))?;
        self.working_days(due, *days).map(|at| self.good(at))
    }

    /// The first moment from this one on at which the person may be reminded.
    pub fn good(&self, at: Instant) -> Instant {
        let wall = local(at.utc(), self.zone);
        self.instant(self.calendar.out_of_quiet(wall), at)
    }

    /// The first moment after this one at which what was put off may be said: not at once.
    pub fn soon(&self, now: Instant) -> Instant {
        let good = self.good(now);
        if good > now { good } else { self.tomorrow(now) }
    }

    /// When work begins on the first working day after this moment.
    pub fn tomorrow(&self, now: Instant) -> Instant {
        let day = local(now.utc(), self.zone).date();
        self.opens(self.calendar.next_working_day(day))
    }

    /// This moment, or when work begins on its day, where that is later.
    pub fn at_work(&self, at: Instant) -> Instant {
        at.max(self.opens(local(at.utc(), self.zone).date()))
    }

    /// When the person's day begins.
    pub fn midnight(&self, now: Instant) -> Instant {
        day_start(local(now.utc(), self.zone).date(), self.zone).into()
    }

    /// When the person's day ends.
    pub fn day_ends(&self, now: Instant) -> Instant {
        let day = local(now.utc(), self.zone).date();
        day_start(day.succ_opt().unwrap_or(day), self.zone).into()
    }

    fn working_days(&self, since: Instant, days: i32) -> Option<Instant> {
        let day = local(since.utc(), self.zone).date();
        self.calendar.add_working_days(day, days).map(|day| self.opens(day))
    }

    /// When work begins on a day.
    fn opens(&self, day: chrono::NaiveDate) -> Instant {
        instant_of(day.and_time(self.calendar.opening()), self.zone).into()
    }

    /// The instant of a wall clock that was worked out from another instant. One inside an hour that
    /// the clock repeats must not move: only what was moved is resolved.
    fn instant(&self, wall: NaiveDateTime, was: Instant) -> Instant {
        if wall == local(was.utc(), self.zone) { was } else { instant_of(wall, self.zone).into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::OrgId;

    fn at(text: &str) -> Instant {
        text.parse::<chrono::DateTime<chrono::FixedOffset>>().expect("an instant").to_utc().into()
    }

    fn watch(due: Due) -> Watch {
        let person = Some(PersonId(Uuid::from_u128(1)));
        Watch { rule: FOLLOW_UP_DUE, person, from: From::Due(due) }
    }

    /// When a follow-up is nudged, by the person's wall clock.
    fn nudges(zone: Tz, due: Due) -> Vec<String> {
        let settings = Settings::standard(OrgId(Uuid::nil()), Tz::Asia__Shanghai);
        let timing = Timing {
            zone,
            calendar: settings.calendar(),
            nudges: &settings.nudges,
            idle_days: &HashMap::new(),
        };
        let watch = watch(due);
        let mut all = Vec::new();
        let mut step = timing.at(&watch, Instant(0), 0).map(|at| (0, at));
        while let Some((n, at)) = step {
            all.push(local(at.utc(), zone).format("%m-%d %H:%M").to_string());
            step = timing.step_after(&watch, Instant(0), (n, at));
        }
        all
    }

    #[test]
    fn a_follow_up_is_nudged_when_due_and_on_four_working_days_after() {
        let due = Due::At(at("2026-03-11T15:30:00+08:00"));
        let all = nudges(Tz::Asia__Shanghai, due);
        assert_eq!(
            all,
            ["03-11 15:30", "03-12 09:00", "03-13 09:00", "03-17 09:00", "03-20 09:00"]
        );
        let day = Due::Day("2026-09-29".parse().expect("a day"));
        let all = nudges(Tz::Asia__Shanghai, day);
        assert_eq!(
            all,
            ["09-29 09:00", "09-30 09:00", "10-08 09:00", "10-10 09:00", "10-14 09:00"]
        );
        let london = nudges(Tz::Europe__London, Due::At(at("2026-09-30T23:30:00+01:00")));
        assert_eq!(london[..3], ["10-08 09:00", "10-09 09:00", "10-12 09:00"]);
    }

    #[test]
    fn what_is_due_on_a_day_of_rest_is_not_nudged_twice_on_the_first_working_day() {
        let day = Due::Day("2026-03-14".parse().expect("a Saturday"));
        let all = nudges(Tz::Asia__Shanghai, day);
        assert_eq!(all, ["03-16 09:00", "03-17 09:00", "03-19 09:00", "03-24 09:00"]);
    }
}
