//! Chats that are closed to us: nothing is sent there, the manager hears of it once, and what waited
//! and is still of use goes out when somebody writes there again.

use bot_core::chat::reply::ReplyKind;

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, dump, run, script};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    w.admin("dana").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

async fn states(w: &World) -> Vec<String> {
    dump::rows(&w.address, "select state from outbox where chat = 'test/main/amy' order by seq")
        .await
}

#[test]
fn who_has_blocked_the_bot_gets_what_is_still_of_use_once_back() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        let script = "
            amy: 下次 华星 明天 送样品
            bot: ✅ 已安排 送样品（F-1）
            amy: 下次 华星 明天 打电话
            bot: ✅ 已安排 打电话（F-2）
        ";
        script::play(&w, script).await;
        w.channel.close("amy");
        let told = "
            @2026-03-12T09:00:00+08:00
            bot>chen: 🚫 Amy 在 Test 上收不到我的消息了…
            @2026-03-13T09:00:00+08:00
            @2026-03-16T09:00:00+08:00
        ";
        script::play(&w, told).await;
        assert_eq!(states(&w).await, ["sent", "sent", "waiting", "waiting", "waiting"]);
        let tried = dump::rows(
            &w.address,
            "select cast(attempts as varchar) from outbox where state = 'waiting'",
        )
        .await;
        assert_eq!(tried, ["1", "0", "0"], "only the first was tried");
        w.channel.open("amy");
        // One of the two is settled by now; the other is mentioned once, and not three times.
        let back = "
            @2026-03-16T15:00:00+08:00
            amy: 完成 F-2 打过了，客户满意
            bot>amy: ✅ 已完成 打电话（F-2）
            bot>amy: ⏰ 该跟进了：送样品…
              - 打电话
            bot>chen: ⏰ Amy：送样品（F-1）…
            @2026-03-16T16:00:00+08:00
        ";
        script::play(&w, back).await;
        let waiting = states(&w).await;
        assert!(!waiting.iter().any(|state| state == "waiting"), "{waiting:?}");
    });
}

#[test]
fn what_colleagues_said_meanwhile_is_still_of_use_and_an_old_digest_is_not() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.rep("bo").await;
        script::play(
            &w,
            "
            amy: 简报 早报 8:30
            bot: …
            chen: 加线索 张三 13800138000
            bot: ✅ 已记下 张三（L-1）
            ",
        )
        .await;
        w.channel.close("amy");
        script::play(
            &w,
            "
            @2026-03-12T08:30:00+08:00
            bot>chen: 🚫 Amy 在 Test 上收不到我的消息了…
            chen: 分线索 L-1 Amy
            bot>chen: ✅ …
            chen: 提醒 C-1 报价发了没
            bot>chen: …
            @2026-03-13T15:00:00+08:00
            ",
        )
        .await;
        w.channel.open("amy");
        w.say("amy", "我").await;
        let got: Vec<_> = std::iter::from_fn(|| w.channel.next_to("amy")).collect();
        let first = got.first().expect("what waited comes first").reply.plain();
        assert!(first.contains("张三"), "{first}");
        let asked = got.iter().any(|seen| seen.reply.plain().contains("报价发了没"));
        assert!(asked, "what a colleague asked is not lost");
        let digests = got.iter().filter(|seen| seen.reply.kind == ReplyKind::Digest);
        let digests: Vec<String> = digests.map(|seen| seen.reply.plain()).collect();
        assert!(digests.len() == 1 && digests[0].contains("3月13日"), "{digests:?}");
    });
}

#[test]
fn a_group_without_us_is_told_of_and_goes_on_when_somebody_there_calls_us() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.channel.close("#华东群");
        w.say_in("华东群", "amy", "客户").await;
        script::play(&w, "bot>dana: 🚫 我在一个 Test 群里说不了话了…").await;
        w.say_in("华东群", "amy", "看客户 C-1").await;
        script::play(&w, "").await;
        w.channel.open("#华东群");
        w.say_in("华东群", "amy", "客户").await;
        let got = std::iter::from_fn(|| w.channel.next_to("#华东群")).count();
        assert!(got >= 1, "what was asked last is answered");
    });
}

#[test]
fn that_somebody_blocks_the_bot_is_known_before_anything_is_sent() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        script::play(
            &w,
            "
            amy: 🚫
            bot>chen: 🚫 Amy 在 Test 上收不到我的消息了…
            chen: 加线索 张三 13800138000
            bot: ✅ 已记下 张三（L-1）
            chen: 分线索 L-1 Amy
            bot>chen: ✅ …
            ",
        )
        .await;
        assert_eq!(states(&w).await, ["waiting"]);
        let home = "select home from account where account = 'amy'";
        assert_eq!(dump::rows(&w.address, home).await, ["test/main/amy"]);
        script::play(
            &w,
            "
            amy: 🔓
            bot>amy: …
              ~ 张三
            amy: 🚫
            amy: 🔓
            ",
        )
        .await;
        assert_eq!(states(&w).await, ["sent"]);
    });
}

#[test]
fn who_sets_up_sees_which_chats_are_closed_and_what_waits() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.channel.close("amy");
        script::play(
            &w,
            "
            chen: 提醒 C-1 报价发了没
            bot>chen: ✅ …
            bot>chen: 🚫 Amy 在 Test 上收不到我的消息了…
            dana: 没送到
            bot: 🚫 发不了的聊天（1）
              ~ Amy · Test · 1 条在等，3月11日 周三
            ",
        )
        .await;
    });
}
