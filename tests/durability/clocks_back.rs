//! A clock that was far ahead for a while and is set back: what was planned comes at its own time,
//! once, and nothing in a burst.

use std::collections::BTreeMap;

use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::people::Person;
use bot_core::domain::record::of_fields;
use bot_core::store::{Page, RecordsExt as _, Store as _};

use crate::world::scenes::customer;
use crate::world::{World, dump, instant, run, script};

/// When the clock goes wrong: a Wednesday, at half past three.
const BEGUN: &str = "2026-03-11T15:30:00+08:00";
/// When it is right again.
const RIGHT: &str = "2026-03-11T17:10:00+08:00";
/// Until when it is looked at what comes.
const END: &str = "2026-03-27T12:00:00+08:00";

/// Two reps and who leads them, with the usual digests, and with something of each kind that is
/// watched; two days of it are over.
async fn company() -> World {
    let w = World::new().await;
    w.at("2026-03-09T10:00:00+08:00");
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    w.manager("chen").await;
    customer(&w, "华星电子", amy).await;
    customer(&w, "天河贸易", bo).await;
    let mut unit = w.begin().await;
    for row in unit.tx().every(Kind::Person, Page { below: None, limit: 9 }).await.expect("people")
    {
        let before: Person = of_fields(row).expect("a person");
        let after = Person { digests: BTreeMap::new(), ..before.clone() };
        unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
    for (who, text) in [
        ("amy", "下次 华星 3月10日 送样品"),
        ("amy", "下次 华星 3月13日下午3点 拜访"),
        ("amy", "新商机 华星 20台空调 12万 3月13日"),
        ("bo", "新商机 天河 10台空调 5万 6月30日"),
        ("bo", "下次 天河 3月16日 打电话"),
        ("chen", "加产品 A100 空调 单价=3500 单位=台"),
        ("bo", "下单 天河 A100*2"),
        ("bo", "提交订单 O-1"),
        ("bo", "请假 3月18日 3月19日 Amy"),
    ] {
        w.say(who, text).await;
    }
    let away = dump::rows(&w.address, "select handle from person where leave is not null").await;
    assert_eq!(away, ["bo"]);
    until(&w, BEGUN).await;
    w.at(BEGUN);
    w.say("amy", "加线索 张三 13800138000").await;
    w
}

/// Lets the clock go on to an instant, with everything that falls due at its own time; gives what was
/// told, when and to whom.
async fn until(w: &World, end: &str) -> Vec<(Instant, String, String)> {
    let mut seen = w.channel.all().len();
    let mut told = Vec::new();
    w.settle().await;
    while let Some(next) = w.store.next_ring().await.expect("asked") {
        if next > instant(end) {
            break;
        }
        w.clock_to(next.max(w.now()));
        w.settle().await;
        let all = w.channel.all();
        let new = all[seen..].iter();
        told.extend(new.map(|one| {
            // What is due at one moment stands in no order.
            let text = one.reply.plain();
            let mut lines: Vec<&str> = text.lines().collect();
            lines[1..].sort_unstable();
            (w.now(), one.to.clone(), lines.join("\n"))
        }));
        seen = all.len();
    }
    told.sort();
    told
}

async fn set_back(w: &World) {
    w.at(RIGHT);
    let noticed = w.store.notice_clock_back(w.now()).await.expect("looked");
    assert!(noticed.is_some_and(|until| until > w.now()), "{noticed:?}");
    let before = w.channel.all().len();
    w.settle().await;
    let told = &w.channel.all()[before..];
    assert!(told.is_empty(), "nothing comes in a burst: {told:?}");
    assert_eq!(w.store.notice_clock_back(w.now()).await.expect("looked"), None, "once is enough");
}

/// Holds what was told against what is told where no clock is ever wrong.
async fn as_if_nothing_was(told: Vec<(Instant, String, String)>) {
    let line = |(at, to, text): &(Instant, String, String)| {
        format!("{} {to}: {}", at.utc(), text.replace('\n', " | "))
    };
    let (told, all): (Vec<_>, Vec<_>) =
        (told.iter().map(line).collect(), undisturbed().await.iter().map(line).collect());
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|one| !those.contains(one)).cloned().collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told, all, "too much:\n{}\nmissing:\n{}", only(&told, &all), only(&all, &told));
}

async fn undisturbed() -> Vec<(Instant, String, String)> {
    let w = company().await;
    w.at(RIGHT);
    let told = until(&w, END).await;
    assert!(told.len() > 30, "only {} messages", told.len());
    told
}

#[test]
fn what_a_clock_did_that_was_ahead_for_forty_days_comes_again_in_its_own_time() {
    run(async {
        let w = company().await;
        let ahead = until(&w, "2026-04-20T15:30:00+08:00").await;
        assert!(ahead.len() > 80, "only {} messages", ahead.len());
        set_back(&w).await;
        as_if_nothing_was(until(&w, END).await).await;
    });
}

#[test]
fn a_clock_that_jumped_and_is_set_back_leaves_the_plan_as_it_was() {
    run(async {
        let w = company().await;
        w.at("2026-04-20T15:30:00+08:00");
        w.settle().await;
        set_back(&w).await;
        as_if_nothing_was(until(&w, END).await).await;
        let failed = "select kind from job where state = 'failed'";
        assert_eq!(dump::rows(&w.address, failed).await, Vec::<String>::new());
    });
}

#[test]
fn what_is_said_of_the_next_digest_is_when_it_comes() {
    run(async {
        let w = company().await;
        w.at("2026-04-20T15:30:00+08:00");
        w.settle().await;
        set_back(&w).await;
        while w.channel.next().is_some() {}
        let talk = "
            chen: 简报
            bot: …
              | • 📊 日报 · 下一次 3月12日 周四 08:30
            @2026-03-12T08:30:00+08:00
            bot>chen: 📊 日报 · 3月11日 周三…
            bot>amy: ☀️ 早报 · 3月12日 周四…
            bot>bo: ☀️ 早报 · 3月12日 周四…
        ";
        script::play(&w, talk).await;
    });
}

#[test]
fn a_clock_that_is_wrong_itself_puts_nothing_back() {
    run(async {
        let w = company().await;
        let timers = "select cast(count(*) as text) from timer";
        let before = dump::rows(&w.address, timers).await;
        // A computer that has forgotten what day it is, and one that is an hour behind.
        for at in ["2000-01-01T08:00:00+08:00", "2026-03-11T14:40:00+08:00"] {
            w.at(at);
            assert_eq!(w.store.notice_clock_back(w.now()).await.expect("looked"), None, "{at}");
        }
        assert_eq!(dump::rows(&w.address, timers).await, before);
        w.at(RIGHT);
        as_if_nothing_was(until(&w, END).await).await;
    });
}

#[test]
fn what_waits_by_a_clock_that_was_ahead_is_taken_up() {
    run(async {
        let w = company().await;
        w.at("2026-04-20T15:30:00+08:00");
        let mut unit = w.begin().await;
        let kind = bot_core::domain::deadlines::DEAD_LETTERS;
        let at = w.now().plus_millis(60_000);
        unit.tx().add_job(kind, "1", serde_json::json!({}), at).await.expect("written");
        unit.commit().await.expect("a commit");
        w.settle().await;
        set_back(&w).await;
        let waits = "select kind from job where state = 'waiting'";
        assert_eq!(dump::rows(&w.address, waits).await, Vec::<String>::new());
    });
}
