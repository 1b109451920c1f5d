//! A year of a small company: everything that was due went out exactly when a naive calculation says,
//! once each, and nobody was disturbed at night, on a day of rest or on a holiday.

use std::collections::BTreeMap;

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::calendar::{Calendar, instant_of, local};
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::Head;
use bot_core::store::{RecordsExt as _, Store as _};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::world::scenes::{customer, only_follow_ups, save};
use crate::world::{World, instant, run};

const BEGIN: &str = "2025-12-31T12:00:00+08:00";
const END: &str = "2026-12-20T00:00:00+08:00";
/// How many things are to be done in the year, by each person.
const EACH: u32 = 24;

/// A number that is as good as drawn.
fn drawn(n: u32, below: u32) -> u32 {
    (n.wrapping_mul(2_654_435_761) >> 7) % below
}

/// When something is mentioned that is due then, by the person's wall clock: at once, if nobody is
/// disturbed by it; then at nine on the first, second, fourth and seventh working day after it.
fn naive(due: NaiveDateTime) -> Vec<NaiveDateTime> {
    let china = Calendar::china();
    let works = |day: &NaiveDate| china.is_working_day(*day);
    let nine = |day: NaiveDate| day.and_time(NaiveTime::from_hms_opt(9, 0, 0).expect("nine"));
    let first = if works(&due.date()) && (8..20).contains(&due.hour()) {
        due
    } else if works(&due.date()) && due.hour() < 8 {
        nine(due.date())
    } else {
        nine(due.date().iter_days().skip(1).find(works).expect("a working day"))
    };
    let after: Vec<NaiveDate> = due.date().iter_days().skip(1).filter(works).take(7).collect();
    let later = [0, 1, 3, 6].map(|n| nine(after[n]));
    std::iter::once(first).chain(later.into_iter().filter(|at| *at > first)).collect()
}

/// Somebody's thing to do: when, and when it is done, if ever.
struct Thing {
    who: &'static str,
    id: Uuid,
    due: NaiveDateTime,
    done: Option<Instant>,
}

#[test]
fn in_a_whole_year_everything_is_mentioned_when_it_should_be_and_nobody_is_woken() {
    run(async {
        let w = World::new().await;
        w.at(BEGIN);
        only_follow_ups(&w).await;
        let people = [
            ("amy", Tz::Asia__Shanghai),
            ("ann", Tz::Europe__London),
            ("bea", Tz::America__New_York),
        ];
        let mut things = Vec::new();
        for (p, (who, zone)) in (0..).zip(people) {
            let person = w.rep(who).await;
            lives_in(&w, person, zone).await;
            let customer = customer(&w, &format!("{who} 的客户"), person).await;
            for n in 0..EACH {
                let of = p * 1000 + n;
                let day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
                let day = day + chrono::Days::new(u64::from(n * 14 + drawn(of, 14)));
                let (hour, minute) = (drawn(of + 7, 24), drawn(of + 11, 4) * 15);
                let due = day.and_hms_opt(hour, minute, 0).expect("a time");
                let at: Instant = instant_of(due, zone).into();
                let done = (drawn(of + 13, 2) == 0).then(|| {
                    at.plus_millis(i64::from(drawn(of + 17, 9 * 24)) * 3_600_000 + 60_000)
                });
                let head = Head::new(Uuid::from_u128(u128::from(of) + 1), 0, w.now());
                let follow_up = FollowUp {
                    head,
                    promise: false,
                    on_kind: Kind::Customer,
                    on_id: customer.head.id,
                    customer: Some(customer.head.id),
                    what: "打电话".to_owned(),
                    way: None,
                    due_at: Some(at),
                    due_day: None,
                    owner: Some(person),
                    state: FollowUpState::Open,
                    ended_at: None,
                };
                let saved = save(&w, [follow_up]).await.remove(0);
                // By the wall clock, as it is after a time that does not exist.
                let due = local(at.utc(), zone);
                things.push(Thing { who, id: saved.head.id, due, done });
            }
        }
        let told = play(&w, &things, &people).await;
        for thing in &things {
            let zone = people.iter().find(|(who, _)| *who == thing.who).expect("known").1;
            let ends = thing.done.unwrap_or(Instant(i64::MAX)).min(instant(END));
            let expected: Vec<NaiveDateTime> = naive(thing.due)
                .into_iter()
                .filter(|wall| Instant::from(instant_of(*wall, zone)) < ends)
                .collect();
            let empty = Vec::new();
            let was = told.get(&thing.id).unwrap_or(&empty);
            assert_eq!(*was, expected, "{} due {} done {:?}", thing.who, thing.due, thing.done);
        }
    });
}

async fn lives_in(w: &World, person: PersonId, zone: Tz) {
    let mut unit = w.begin().await;
    let before: Person = unit.tx().get(person.0).await.expect("read").expect("there");
    let after = Person { zone, ..before.clone() };
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}

/// Lets the year pass; when each thing was mentioned, by the wall clock of whose it is.
async fn play(
    w: &World,
    things: &[Thing],
    people: &[(&str, Tz)],
) -> BTreeMap<Uuid, Vec<NaiveDateTime>> {
    let mut told: BTreeMap<Uuid, Vec<NaiveDateTime>> = BTreeMap::new();
    let mut ends: Vec<(Instant, Uuid)> =
        things.iter().filter_map(|thing| Some((thing.done?, thing.id))).collect();
    ends.sort_unstable();
    let mut seen = w.channel.all().len();
    loop {
        let next = w.store.next_ring().await.expect("asked").unwrap_or(Instant(i64::MAX));
        let done = ends.first().map_or(Instant(i64::MAX), |(at, _)| *at);
        if next.min(done) > instant(END) {
            return told;
        }
        w.clock_to(next.min(done));
        if done <= next {
            end(w, ends.remove(0).1).await;
        }
        w.settle().await;
        let all = w.channel.all();
        for message in all[seen..].iter().filter(|seen| seen.reply.kind == ReplyKind::Nudge) {
            let zone = people.iter().find(|(who, _)| *who == message.to).expect("a rep").1;
            let wall = local(w.now().utc(), zone);
            assert!((8..20).contains(&wall.hour()), "{wall}: {}", message.reply.plain());
            assert!(Calendar::china().is_working_day(wall.date()), "{wall}");
            for thing in
                things.iter().filter(|thing| names(&message.reply.plain(), thing.id, things))
            {
                told.entry(thing.id).or_default().push(wall);
            }
        }
        seen = all.len();
    }
}

/// Whether a message names a thing by its code: they are numbered as they were made.
fn names(text: &str, id: Uuid, things: &[Thing]) -> bool {
    let n = things.iter().position(|thing| thing.id == id).expect("one of them") + 1;
    let code = format!("F-{n}");
    let mut after = text.match_indices(&code).map(|(at, _)| &text[at + code.len()..]);
    after.any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

async fn end(w: &World, id: Uuid) {
    let mut unit = w.begin().await;
    let before: FollowUp = unit.tx().get(id).await.expect("read").expect("there");
    let after =
        FollowUp { state: FollowUpState::Dropped, ended_at: Some(w.now()), ..before.clone() };
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}
