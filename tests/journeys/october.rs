//! Two weeks over the October holidays, in two zones: make-up days are worked, holidays are not,
//! nobody is woken, and every due thing is mentioned on the days that a naive calculation gives.

use std::collections::BTreeMap;

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::calendar::{Calendar, local};
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::of_fields;
use bot_core::store::{Page, RecordsExt as _, Store as _};
use chrono::{NaiveDate, Timelike as _};
use chrono_tz::Tz;

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, instant, run};

/// Saturday, before the holidays of 1 to 7 October 2026; 10 October is worked for them.
const BEGIN: &str = "2026-09-26T18:00:00+08:00";
const END: &str = "2026-10-20T18:00:00+08:00";

/// Gives a person the usual digests, and a zone.
async fn lives_in(w: &World, person: PersonId, zone: Tz) {
    let mut unit = w.begin().await;
    let before: Person = unit.tx().get(person.0).await.expect("read").expect("there");
    let after = Person { zone, digests: BTreeMap::new(), ..before.clone() };
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}

/// On which days something is mentioned that is due on a day and stays undone: then and on the first,
/// second, fourth and seventh working day after it, counted one by one.
fn naive(due: NaiveDate) -> Vec<NaiveDate> {
    let china = Calendar::china();
    let works = |day: &NaiveDate| china.is_working_day(*day);
    let first = due.iter_days().find(works).expect("a working day");
    let after: Vec<NaiveDate> = due.iter_days().skip(1).filter(works).take(7).collect();
    let mut days = vec![first, after[0], after[1], after[3], after[6]];
    days.dedup();
    days
}

#[test]
fn nobody_is_woken_and_nothing_is_forgotten_over_the_october_holidays() {
    run(async {
        let w = World::new().await;
        w.at(BEGIN);
        let (amy, ann) = (w.rep("amy").await, w.english("ann").await);
        w.manager("chen").await;
        customer(&w, "华星电子", amy).await;
        customer(&w, "Acme Trading", ann).await;
        only_follow_ups(&w).await;
        lives_in(&w, amy, Tz::Asia__Shanghai).await;
        lives_in(&w, ann, Tz::Europe__London).await;
        let due = ["9月28日", "9月30日", "10月2日", "10月10日"];
        for day in due {
            w.say("amy", &format!("下次 华星 {day} 送样品")).await;
        }
        for day in ["30 Sep", "5 Oct", "10 Oct"] {
            w.say("ann", &format!("follow Acme {day} call them")).await;
        }
        let before = w.channel.all().len();
        let mut told: Vec<(String, NaiveDate, ReplyKind, String)> = Vec::new();
        let mut seen = before;
        while let Some(next) = w.store.next_ring().await.expect("asked") {
            if next > instant(END) {
                break;
            }
            w.clock_to(next);
            w.settle().await;
            let all = w.channel.all();
            for message in &all[seen..] {
                let zone =
                    if message.to == "ann" { Tz::Europe__London } else { Tz::Asia__Shanghai };
                let wall = local(next.utc(), zone);
                assert!((8..20).contains(&wall.hour()), "{wall}: {}", message.reply.plain());
                assert!(Calendar::china().is_working_day(wall.date()), "{wall}");
                let at = wall.time().format("%H:%M").to_string();
                let nudge = message.reply.kind == ReplyKind::Nudge;
                let expected = if nudge { "09:00" } else { "08:30" };
                // A manager hears of somebody in London when it is morning there.
                let of_others = message.to == "chen" && nudge;
                assert!(at == expected || of_others, "{at}: {}", message.reply.plain());
                let (to, kind) = (message.to.clone(), message.reply.kind);
                told.push((to, wall.date(), kind, message.reply.plain()));
            }
            seen = all.len();
        }
        mentioned(&w, &told, ("amy", amy)).await;
        mentioned(&w, &told, ("ann", ann)).await;
        // One morning plan each on every working day, and none on the others.
        let china = Calendar::china();
        let (first, last) = (instant(BEGIN), instant(END));
        let days = first.utc().date_naive().succ_opt().expect("a day").iter_days();
        let days = days.take_while(|day| *day <= last.utc().date_naive());
        let working: Vec<NaiveDate> = days.filter(|day| china.is_working_day(*day)).collect();
        for who in ["amy", "ann"] {
            let digests = told.iter().filter(|one| one.0 == who && one.2 == ReplyKind::Digest);
            let digests: Vec<NaiveDate> = digests.map(|one| one.1).collect();
            assert_eq!(digests, working, "{who}");
        }
        assert!(told.iter().any(|one| one.0 == "chen" && one.2 == ReplyKind::Nudge));
    });
}

/// Every follow-up of somebody was mentioned on its days, once each, and on no other.
async fn mentioned(
    w: &World,
    told: &[(String, NaiveDate, ReplyKind, String)],
    (who, person): (&str, PersonId),
) {
    let mut unit = w.begin().await;
    let page = Page { below: None, limit: 99 };
    let rows = unit.tx().every(Kind::FollowUp, page).await.expect("read");
    unit.rollback().await;
    let end = instant(END).utc().date_naive();
    for row in rows {
        let one: bot_core::domain::follow_up::FollowUp = of_fields(row).expect("a follow-up");
        if one.owner != Some(person) {
            continue;
        }
        let code = format!("F-{}", one.head.n);
        let names = |text: &str| {
            let after = text.split(&code).skip(1);
            after.into_iter().any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let days: Vec<NaiveDate> = told
            .iter()
            .filter(|(to, _, kind, text)| to == who && *kind == ReplyKind::Nudge && names(text))
            .map(|(_, day, ..)| *day)
            .collect();
        let expected = naive(one.due_day.expect("a day"));
        let expected: Vec<NaiveDate> = expected.into_iter().filter(|day| *day <= end).collect();
        assert_eq!(days, expected, "{who}: {code}");
    }
}
