//! Replies that were given up: who sets the org up hears of them, several at a time, and never of
//! what told of them.

use crate::world::{World, dump, run, script};

async fn company(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.admin("dana").await;
}

#[test]
fn several_that_were_given_up_are_told_of_at_once_and_sent_again_or_let_rest() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.channel.refuse(Some("记下"));
        w.say("amy", "加线索 张三 13800138000").await;
        w.say("bo", "加线索 李四 13800138001").await;
        assert!(w.channel.next().is_none());
        script::play(
            &w,
            "
            @2026-03-11T15:31:00+08:00
            bot>dana: 📭 有 2 条消息没送到 [再发一次] [不发了]
              ~ Amy · 消息 · 3月11日 周三 15:30 · 400 Bad Request
              ~ Bo · 消息
              - 张三
            dana: 没送到
            bot: 📭 没送到的消息（2） [再发一次] [不发了]
            amy: 没送到
            bot: 你没有这个权限…
            ",
        )
        .await;
        w.channel.refuse(None);
        script::play(
            &w,
            "
            dana! 再发一次
            bot>dana: ✅ 2 条消息正在重发
            bot>amy: ✅ 已记下 张三（L-1）
            bot>bo: ✅ 已记下 李四（L-2）
            dana: 没送到
            bot: 消息都送到了。
            dana: 不发了 全部
            bot: 没有被放弃的消息…
            dana: 重发 全部
            bot: 没有被放弃的消息…
            ",
        )
        .await;
    });
}

#[test]
fn what_tells_of_it_tells_nobody_when_it_is_given_up_itself() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.channel.refuse(Some("记下"));
        w.say("amy", "加线索 张三 13800138000").await;
        w.channel.refuse(Some("没送到"));
        script::play(&w, "@2026-03-11T15:31:00+08:00").await;
        w.channel.refuse(None);
        script::play(
            &w,
            "
            @2026-03-11T17:31:00+08:00
            @2026-03-12T08:59:00+08:00
            ",
        )
        .await;
        let dead =
            dump::rows(&w.address, "select chat from outbox where state = 'dead' order by seq")
                .await;
        assert_eq!(dead, ["test/main/amy", "test/main/dana"]);
    });
}

#[test]
fn nobody_is_woken_for_it() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.at("2026-03-11T23:00:00+08:00");
        w.channel.refuse(Some("记下"));
        w.say("amy", "加线索 张三 13800138000").await;
        script::play(
            &w,
            "
            @2026-03-11T23:02:00+08:00
            @2026-03-12T08:59:00+08:00
            @2026-03-12T09:00:00+08:00
            bot>dana: 📭 有 1 条消息没送到
            bot>amy: …
            ",
        )
        .await;
    });
}

#[test]
fn those_of_one_chat_are_sent_again_in_the_order_in_which_they_were_written() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.channel.refuse(Some("记下"));
        w.say("amy", "加线索 张三 13800138000").await;
        w.say("amy", "加线索 李四 13800138001").await;
        script::play(&w, "@2026-03-11T15:31:00+08:00\nbot>dana: 📭 有 2 条消息没送到").await;
        w.channel.refuse(None);
        script::play(
            &w,
            "
            dana: 重发 全部
            bot>dana: ✅ 2 条消息正在重发
            bot>amy: ✅ 已记下 张三（L-1）
            bot>amy: ✅ 已记下 李四（L-2）
            ",
        )
        .await;
    });
}
