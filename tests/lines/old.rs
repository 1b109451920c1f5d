//! What is old goes, and what somebody may still need stays.

use crate::world::{World, dump, run, script};

async fn count(w: &World, table: &str) -> i64 {
    let counted = format!("select cast(count(*) as varchar) from {table}");
    dump::rows(&w.address, &counted).await[0].parse().expect("a number")
}

#[test]
fn old_messages_and_their_buttons_go_and_what_is_needed_stays() {
    run(async {
        let w = World::new().await;
        w.rep("amy").await;
        w.manager("chen").await;
        w.admin("dana").await;
        // Long ago, by the clock of the database.
        let now = w.store.health().await.expect("healthy").clock;
        w.clock_to(now.plus_millis(-100 * 24 * 60 * 60 * 1000));
        w.say("amy", "加线索 张三 13800138000").await;
        w.press("amy", "撤销").await;
        for n in 0..450 {
            w.arrive(&format!("old{n}"), "amy", None, "我").await;
        }
        w.settle().await;
        // One chat is closed, and what waits for it is as old.
        w.channel.close("chen");
        w.say("chen", "我").await;
        assert!(count(&w, "outbox").await > 450 && count(&w, "press").await > 0);
        let late = "update inbox set received_at = received_at - 8640000000";
        dump::execute(&w.address, late).await;
        let parked = "update inbox set parked = true, received_at = received_at + 6912000000 \
                      where upd = 'old7'";
        dump::execute(&w.address, parked).await;
        w.clock_to(now);
        w.store.prune(90).await.expect("pruned");
        for table in ["outbox", "press", "nudge", "job where state <> 'waiting'"] {
            assert_eq!(count(&w, table).await, 0, "{table}");
        }
        assert_eq!(dump::rows(&w.address, "select upd from inbox").await, ["old7"]);
        assert_eq!(count(&w, "lead").await, 1, "records stay");
        assert_eq!(w.store.prune(90).await.expect("pruned"), 0);
        w.channel.open("chen");
        while w.channel.next().is_some() {}
        // What is not old is all still there: buttons, edits, taking back, repeats.
        let script = "
            chen: 我
            bot>chen: …
            amy: 加线索 李四 13800138001
            bot: ✅ 已记下 李四（L-2） [撤销]
            amy: 加线索 李四 13800138001
            bot: 刚才已经记过了…
        ";
        script::play(&w, script).await;
        let kept = (count(&w, "inbox").await, count(&w, "outbox").await);
        w.store.prune(90).await.expect("pruned");
        assert_eq!((count(&w, "inbox").await, count(&w, "outbox").await), kept);
        script::play(
            &w,
            "
            amy! 撤销
            bot: …
            ",
        )
        .await;
    });
}
