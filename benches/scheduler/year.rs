//! A year of a small org, played as fast as it goes: what people write down every working day, and
//! everything that comes of it by itself.

use std::collections::BTreeMap;
use std::time::{Duration, Instant as Stopwatch};

use bot_core::commands::new_id;
use bot_core::domain::activity::{Activity, Way};
use bot_core::domain::calendar::{Calendar, instant_of};
use bot_core::domain::follow_up::{FollowUp, FollowUpState};
use bot_core::domain::ids::{Instant, Kind, PersonId};
use bot_core::domain::lead::{Lead, LeadStatus};
use bot_core::domain::record::{Head, Record};
use bot_core::store::{RecordsExt as _, Store as _, Unit};
use chrono::{NaiveDate, NaiveDateTime};
use uuid::Uuid;

use crate::world::{World, scenes};
use crate::{Backend, HOUR};

/// How long a year may take. A server does not hold that yet (decision 36).
const LIMIT: Duration = Duration::from_mins(1);
const PEOPLE: usize = 20;
/// What each person writes down on a working day: new leads, calls, and things to do, each of which
/// is done some days after.
const LEADS: usize = 5;
const CALLS: usize = 9;
const THINGS: usize = 3;

/// Somebody with a customer.
struct Rep {
    person: PersonId,
    customer: Uuid,
    /// What is to be done, the oldest first.
    open: Vec<FollowUp>,
}

/// Plays it.
pub async fn year(backend: Backend) -> bool {
    let folder = crate::world::folder();
    let w = backend.world(folder.path()).await;
    let calendar = Calendar::china();
    let day = |ordinal| NaiveDate::from_yo_opt(2026, ordinal).expect("a day");
    w.clock_to(morning(day(1)));
    w.admin("dana").await;
    w.manager("mia").await;
    let mut reps = Vec::new();
    for i in 0..PEOPLE - 2 {
        let person = w.rep(&format!("rep{i}")).await;
        let customer = scenes::customer(&w, &format!("客户{i}"), person).await.head.id;
        reps.push(Rep { person, customer, open: Vec::new() });
    }
    let (mut facts, mut lead) = (0, 0);
    let (began, mut writing) = (Stopwatch::now(), Duration::ZERO);
    for today in (1..=365).map(day) {
        let at = morning(today);
        pass(&w, at).await;
        w.clock_to(at);
        if calendar.is_working_day(today) {
            let began = Stopwatch::now();
            for rep in &mut reps {
                facts += write_down(&w, rep, &mut lead).await;
            }
            writing += began.elapsed();
        }
    }
    pass(&w, morning(day(365)).plus_millis(15 * HOUR)).await;
    let took = began.elapsed();
    let told = w.channel.all().len();
    assert!(told > PEOPLE * 200, "people hear of what is due");
    println!(
        "year on {}: {PEOPLE} people, {facts} facts, {told} messages, {:.1} s, of which {:.1} s went \
         into writing the facts; limit {} s",
        backend.name(),
        took.as_secs_f64(),
        writing.as_secs_f64(),
        LIMIT.as_secs()
    );
    took <= LIMIT
}

/// Nine in the morning in Shanghai.
fn morning(day: NaiveDate) -> Instant {
    let nine: NaiveDateTime = day.and_hms_opt(9, 0, 0).expect("nine");
    instant_of(nine, chrono_tz::Tz::Asia__Shanghai).into()
}

/// Lets the time pass, and everything happen that falls due in it.
async fn pass(w: &World, until: Instant) {
    while let Some(next) = w.store.next_ring().await.expect("asked").filter(|next| *next < until) {
        w.clock_to(next.max(w.now()));
        w.settle().await;
    }
}

/// What somebody writes down on a day, in one go; how many records that changes.
async fn write_down(w: &World, rep: &mut Rep, lead: &mut u64) -> usize {
    let now = w.now();
    let mut unit = w.begin().await;
    let mut facts = 0;
    for i in 0..LEADS {
        *lead += 1;
        // Most are spoken to at once; what is left is for the reminders.
        let status = if i == 0 { LeadStatus::New } else { LeadStatus::Contacted };
        let lead = Lead {
            name: Some(format!("客人{lead}")),
            phone: Some(format!("139{lead:08}")),
            company: Some(format!("华星{lead}科技")),
            owner: Some(rep.person),
            status,
            ..a_lead(w)
        };
        facts += add(&mut unit, lead, now).await;
    }
    for i in 0..CALLS {
        let call = Activity {
            head: Head::new(new_id(now), 0, now),
            on_kind: Kind::Customer,
            on_id: rep.customer,
            customer: Some(rep.customer),
            way: Way::Call,
            content: format!("聊了价格，第 {i} 次"),
            at: now,
            owner: Some(rep.person),
            participants: Vec::new(),
            valid: true,
            spot: None,
            stay: None,
            files: Vec::new(),
        };
        facts += add(&mut unit, call, now).await;
    }
    let due: Vec<FollowUp> = rep.open.extract_if(.., |one| one.due_at < Some(now)).collect();
    for due in due {
        let before: FollowUp = unit.tx().get(due.head.id).await.expect("read").expect("there");
        let after = FollowUp { state: FollowUpState::Done, ended_at: Some(now), ..before.clone() };
        unit.tx().save(Some(&before), &after, now).await.expect("saved");
        facts += 1;
    }
    for i in 0..THINGS {
        let mut thing = FollowUp {
            head: Head::new(new_id(now), 0, now),
            promise: false,
            on_kind: Kind::Customer,
            on_id: rep.customer,
            customer: Some(rep.customer),
            what: "打电话".to_owned(),
            way: None,
            due_at: Some(now.plus_millis((26 + 31 * i64::try_from(i).expect("few")) * HOUR)),
            due_day: None,
            owner: Some(rep.person),
            state: FollowUpState::Open,
            ended_at: None,
        };
        thing.head.n = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
        unit.tx().save(None, &thing, now).await.expect("saved");
        rep.open.push(thing);
        facts += 1;
    }
    unit.commit().await.expect("a commit");
    facts
}

async fn add<R: Record>(unit: &mut Box<dyn Unit>, mut record: R, now: Instant) -> usize {
    record.head_mut().n = unit.tx().next_number(R::KIND).await.expect("a number");
    unit.tx().save(None, &record, now).await.expect("saved");
    1
}

/// A lead of which nothing is known yet.
fn a_lead(w: &World) -> Lead {
    Lead {
        head: Head::new(new_id(w.now()), 0, w.now()),
        name: None,
        company: None,
        phone: None,
        email: None,
        source: Some("exhibition".to_owned()),
        need: Some("20台空调".to_owned()),
        region: None,
        tags: Vec::new(),
        owner: None,
        status: LeadStatus::New,
        lost_reason: None,
        lost_note: None,
        customer: None,
        rule: None,
        given_at: None,
        also: Vec::new(),
        merged: None,
        apart: BTreeMap::new(),
    }
}
