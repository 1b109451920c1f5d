//! What one is asked about oneself, in conversation.

use crate::world::scenes::with_phone;
use crate::world::{World, chat, run};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.admin("dana").await;
    with_phone(w, amy, "华星电子", None).await;
}

#[test]
fn everybody_can_see_who_they_are_here() {
    chat(
        company,
        "
        amy: 我
        bot: Amy · 测试公司 [今天] [English]
          | 角色: 销售
          | 团队: 华东
          | 语言: 中文
          | 时区: Asia/Shanghai，现在 3月11日 周三 15:30
          | 今天: 0 条待跟进
        ",
    );
}

#[test]
fn the_language_changes_at_once_and_back() {
    chat(
        company,
        "
        amy: 语言 en
        bot: ✅ I will speak English with you. [Undo]
        amy: me
        bot: Amy · 测试公司 [Today] [中文]
          | Role: rep
        amy: lang 中文
        bot: ✅ 以后用中文和你说话。
        amy: 语言
        bot: 用哪种语言？ [中文] [English]
        amy! English
        bot: ✅ I will speak English with you.
        amy: undo
        bot: …Amy
        amy: lang klingon
        bot: …klingon…
        ",
    );
}

#[test]
fn a_zone_is_named_by_city_and_an_unknown_one_gets_examples() {
    chat(
        company,
        "
        amy: 时区 New York
        bot: ✅ 时区是 America/New_York，你那里现在是 3月11日 周三 03:30。 [撤销]
        amy: 时区 shangai
        bot: 没有“shangai”这个时区… [Asia/Shanghai]
        amy! Asia/Shanghai
        bot: ✅ 时区是 Asia/Shanghai，你那里现在是 3月11日 周三 15:30。
        amy: 时区 GMT+8
        bot: 没有“GMT+8”这个时区… [Asia/Shanghai] [Asia/Singapore]
        amy: tz 火星
        bot: 没有“火星”这个时区… [Asia/Shanghai]
        amy: 北京
        bot: ✅ 时区是 Asia/Shanghai…
        ",
    );
}

#[test]
fn what_is_due_on_a_day_moves_with_its_owner() {
    chat(
        company,
        "
        amy: 下次 华星 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 时区 Europe/Berlin
        bot: ✅ 时区是 Europe/Berlin…
        @2026-03-13T15:59:00+08:00
        @2026-03-13T16:00:00+08:00
        bot: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn only_an_admin_invites_and_never_in_a_group() {
    chat(
        company,
        "
        amy: 邀请 rep 华东
        bot: 你没有这个权限…
        dana: 邀请 rep 华东
        bot: 邀请码：…
          | 角色: 销售
          | 团队: 华东
          ~ 3月14日 周六 15:30
        dana: 邀请 Amy
        bot: Amy 再绑定一个账号的邀请码：…
        dana: 邀请 rep 华南
        bot: 没有找到“华南”…
        dana: 邀请
        bot: 邀请来做什么？… [销售] [主管] [仓库]
        dana! 主管
        bot: 邀请码：…
          | 角色: 主管
        dana#east: 邀请 rep
        bot>#east: 邀请码只能自己看…
        ",
    );
}

#[test]
fn an_invite_lets_one_stranger_in_once() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let w = World::new().await;
        w.admin("dana").await;
        w.say("dana", "邀请 manager 华东").await;
        let said = w.channel.next().expect("an answer").reply.plain();
        let code = said.rsplit("/start ").next().and_then(|rest| rest.split_whitespace().next());
        let code = code.expect("a code");
        w.say("zoe", &format!("/start {code}")).await;
        let welcome = w.channel.next().expect("a welcome").reply.plain();
        assert!(welcome.contains("测试公司"), "{welcome}");
        w.say("zoe", "me").await;
        let me = w.channel.next().expect("an answer").reply.plain();
        assert!(me.contains("主管") && me.contains("华东"), "{me}");
        w.say("eve", &format!("/start {code}")).await;
        let stranger = w.channel.next().expect("an answer").reply.plain();
        assert!(!stranger.contains("测试公司"), "{stranger}");
        assert!(stranger.starts_with("这个邀请码不对、已过期或已经用过"), "{stranger}");
    });
}

#[test]
fn a_stranger_is_told_of_a_wrong_code_a_few_times_and_then_no_more() {
    run(async {
        let w = World::new().await;
        w.admin("dana").await;
        w.say("dana", "邀请 rep").await;
        let said = w.channel.next().expect("an answer").reply.plain();
        let code = said.rsplit("/start ").next().and_then(|rest| rest.split_whitespace().next());
        let code = code.expect("a code");
        w.say("eve", "hi").await;
        let hello = w.channel.next().expect("a line").reply.plain();
        assert!(hello.starts_with("你好！"), "{hello}");
        for _ in 0..4 {
            w.say("eve", "/start WRONG").await;
            let wrong = w.channel.next().expect("an answer").reply.plain();
            assert!(wrong.starts_with("这个邀请码不对"), "{wrong}");
        }
        w.say("eve", "/start WRONG").await;
        w.say("eve", &format!("/start {code}")).await;
        w.say("eve", "hi").await;
        assert!(w.channel.next().is_none(), "whoever guesses is not heard");
        w.at("2026-03-12T15:31:00+08:00");
        w.say("eve", &format!("/start {code}")).await;
        let welcome = w.channel.next().expect("a welcome").reply.plain();
        assert!(welcome.contains("测试公司"), "{welcome}");
    });
}

#[test]
fn somebody_new_is_called_by_the_account_and_numbered_only_when_that_is_taken() {
    run(async {
        let w = World::new().await;
        w.admin("dana").await;
        w.rep("zoe").await;
        for (account, handle) in [("Max_1", "max1"), ("Zoe!", "zoe2"), ("王芳", "user")] {
            w.say("dana", "邀请 rep").await;
            let said = w.channel.next().expect("an answer").reply.plain();
            let code = said.rsplit("/start ").next();
            let code = code.and_then(|rest| rest.split_whitespace().next()).expect("a code");
            w.say(account, &format!("/start {code}")).await;
            let welcome = w.channel.next().expect("a welcome").reply.plain();
            assert!(welcome.contains(&format!("{account}！")), "{welcome}");
            let people = w.begin().await.tx().people().await.expect("people");
            let called: Vec<_> = people.iter().map(|p| (&*p.handle, &*p.name)).collect();
            assert!(called.contains(&(handle, account)), "{called:?}");
        }
    });
}

#[test]
fn somebody_who_is_known_is_told_so_on_start() {
    chat(
        company,
        "
        amy: /start
        bot: Amy，你好！你在测试公司。 [线索]
        amy: /start 7KQ2M9XA
        bot: Amy，你已经加入测试公司了，不用再绑定。
        ",
    );
}

#[test]
fn what_looks_like_no_command_gets_the_three_that_help_most() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 嗯嗯
        bot: 没看懂“嗯嗯”… [帮助]
          ~ 加线索
          ~ 今天
          ~ 帮助
        ben: zzzz
        bot: …zzzz… [Help]
          ~ lead add
          ~ today
        amy: 家线锁 张三
        bot: 没看懂“家线锁 张三”…
          ~ 加线索
        ",
    );
}
