//! Clocks that jump: the program's, and the database's.

use crate::world::{World, dump, run};

#[test]
fn a_clock_that_jumps_loses_nothing_and_does_nothing_twice() {
    run(async {
        let world = World::new().await;
        world.rep("amy").await;
        let jumps = ["15:30", "14:30", "15:31", "23:59", "00:01", "15:32"];
        for (i, time) in jumps.iter().enumerate() {
            world.at(&format!("2026-03-11T{time}:00+08:00"));
            for _ in 0..2 {
                let text = format!("加线索 客人{i} 1380013800{i} 明天下午3点再打");
                world.arrive(&format!("u{i}"), "amy", None, &text).await;
                world.settle().await;
            }
        }
        let leads = dump::rows(&world.address, "select name from lead order by n").await;
        assert_eq!(leads, ["客人0", "客人1", "客人2", "客人3", "客人4", "客人5"]);
        world.say("amy", "撤销").await;
        let left = "select name from lead where withdrawn";
        assert_eq!(
            dump::rows(&world.address, left).await,
            ["客人5"],
            "the newest is what was said last"
        );
    });
}

/// Rows as a database writes them whose clock is three hours ahead.
const AHEAD: [&str; 2] = [
    "update inbox_line set next_at = next_at + 10800000 where next_at is not null",
    "update chat_line set next_at = next_at + 10800000 where next_at is not null",
];

#[test]
fn what_waits_for_a_clock_that_was_ahead_goes_on_once_that_is_noticed() {
    run(async {
        let world = World::new().await;
        world.rep("amy").await;
        world.arrive("u1", "amy", None, "加线索 张三 13800138000").await;
        dump::execute(&world.address, AHEAD[0]).await;
        world.settle().await;
        assert!(world.channel.all().is_empty(), "its time has not come by that clock");
        world.store.upkeep().await.expect("looked through");
        assert_eq!(world.engine.step().await.expect("worked"), 1);
        dump::execute(&world.address, AHEAD[1]).await;
        world.settle().await;
        assert!(world.channel.all().is_empty(), "neither has that of the reply");
        world.store.upkeep().await.expect("looked through");
        world.settle().await;
        assert_eq!(world.channel.all().len(), 1);
    });
}

#[test]
fn what_waits_for_another_try_goes_on_waiting() {
    run(async {
        let world = World::new().await;
        world.rep("amy").await;
        world.arrive("u1", "amy", None, "加线索 张三 13800138000").await;
        let waits = "update inbox_line set attempts = 2, next_at = next_at + 60000";
        dump::execute(&world.address, waits).await;
        world.store.upkeep().await.expect("looked through");
        world.settle().await;
        assert!(world.channel.all().is_empty());
    });
}
