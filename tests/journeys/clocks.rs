//! New York changes its clocks, there and back: nothing comes twice, nothing is left out, and nine
//! o'clock is nine o'clock.

use std::collections::BTreeMap;

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::calendar::local;
use bot_core::domain::people::Person;
use bot_core::domain::settings::{Base, Settings};
use bot_core::store::{RecordsExt as _, Store as _};
use chrono_tz::Tz;

use crate::world::scenes::customer;
use crate::world::{World, instant, run};

/// Ann in New York, with a digest at a time that the change of the clocks leaves out or repeats.
async fn over(
    begin: &str,
    end: &str,
    digest: &str,
    days: &[&str],
) -> BTreeMap<String, Vec<String>> {
    let w = World::new().await;
    w.at(begin);
    let ann = w.english("ann").await;
    customer(&w, "Acme Trading", ann).await;
    let mut rules = Settings::standard(w.org.id, Tz::America__New_York);
    rules.base = Base::Plain;
    let others = bot_core::domain::deadlines::NUDGES.into_iter();
    let others = others.filter(|rule| *rule != bot_core::domain::deadlines::FOLLOW_UP_DUE);
    rules.nudges.off = others.map(str::to_owned).collect();
    let mut unit = w.begin().await;
    unit.tx().save(None, &rules, w.now()).await.expect("rules");
    let before: Person = unit.tx().get(ann.0).await.expect("read").expect("there");
    let after = Person { zone: Tz::America__New_York, ..before.clone() };
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
    w.say("ann", digest).await;
    for day in days {
        w.say("ann", &format!("follow Acme {day} call them")).await;
    }
    let mut seen = w.channel.all().len();
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(next) = w.store.next_ring().await.expect("asked") {
        if next > instant(end) {
            break;
        }
        w.clock_to(next);
        w.settle().await;
        let all = w.channel.all();
        for message in &all[seen..] {
            let kind = if message.reply.kind == ReplyKind::Digest { "digest" } else { "nudge" };
            let zoned = next.utc().with_timezone(&Tz::America__New_York);
            let at = zoned.format("%m-%d %H:%M %:z").to_string();
            assert_eq!(local(next.utc(), Tz::America__New_York), zoned.naive_local());
            told.entry(kind.to_owned()).or_default().push(at);
        }
        seen = all.len();
    }
    told
}

#[test]
fn in_spring_an_hour_is_left_out() {
    run(async {
        let (begin, end) = ("2026-03-06T12:00:00-05:00", "2026-03-10T12:00:00-04:00");
        let told = over(begin, end, "digest morning 2:30 everyday", &["7 Mar", "9 Mar 9:30"]).await;
        let digests = [
            "03-07 02:30 -05:00",
            "03-08 03:00 -04:00",
            "03-09 02:30 -04:00",
            "03-10 02:30 -04:00",
        ];
        assert_eq!(told["digest"], digests);
        // Saturday's waits for Monday, when nine o'clock is an hour earlier by the sun.
        let nudges = ["03-09 09:00 -04:00", "03-09 09:30 -04:00", "03-10 09:00 -04:00"];
        assert_eq!(told["nudge"], nudges);
    });
}

#[test]
fn in_autumn_an_hour_comes_twice() {
    run(async {
        let (begin, end) = ("2026-10-30T12:00:00-04:00", "2026-11-03T12:00:00-05:00");
        let told =
            over(begin, end, "digest morning 1:30 everyday", &["31 Oct", "2 Nov 9:30"]).await;
        let digests = [
            "10-31 01:30 -04:00",
            "11-01 01:30 -04:00",
            "11-02 01:30 -05:00",
            "11-03 01:30 -05:00",
        ];
        assert_eq!(told["digest"], digests);
        let nudges = ["11-02 09:00 -05:00", "11-02 09:30 -05:00", "11-03 09:00 -05:00"];
        assert_eq!(told["nudge"], nudges);
    });
}
