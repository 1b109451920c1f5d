//! Leaving and being away, in conversation: freezing, handing over, standing in.

use crate::world::scenes::{no_next_steps, only_follow_ups, shop, team};
use crate::world::{World, chat, run};

/// Amy, Bo and Chen with customers, Ben who reads English, and Dana, who sets up.
async fn company(w: &World) {
    team(w).await;
    w.english("ben").await;
    w.admin("dana").await;
    no_next_steps(w).await;
}

/// A shop of Amy's and Bo's that Chen leads, and Dana, who sets up.
async fn led_shop(w: &World) {
    shop(w).await;
    w.rep("bo").await;
    w.admin("dana").await;
    no_next_steps(w).await;
}

#[test]
fn whoever_leaves_is_shut_out_at_once_and_the_work_goes_on() {
    chat(
        company,
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        bo: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 加线索
        bot: …
        chen: 冻结 Bo
        bot: 你没有这个权限…
        dana: 冻结 dana
        bot: 不能冻结自己…
        dana: 冻结 Bo
        bot: 🔒 Bo 的账号已冻结：所有平台马上失效。 [交给 Amy] [交给 Ben] [解冻]
          | • 客户 1（华星电子）
          | • 商机 1（20台空调）
          | • 待跟进 1（送样品）
        bo: 张三 13800138000
        bot>bo: 你好！…
          - 测试公司
        bo: D-1
        bo! 撤销
        dana: 冻结 Bo
        bot: Bo 的账号已经冻结了。
        dana: 撤销
        bot: …
        @2026-03-13T09:00:00+08:00
        bot>chen: ⏰ Bo（已冻结）：送样品（F-1）… [查看] [转给别人] [我来]
        dana: 交接 Bo 给 Amy
        bot: 交接：Bo → Amy [确认交接]
          | • 客户 1（华星电子）
        dana! 确认交接
        bot: ✅ 已从 Bo 交接给 Amy：1 个客户 · 1 个商机 · 1 个待跟进 [撤销]
        bot>amy: 📦 Dana 把 Bo 的工作交给了你 [今天] [客户]
          ~ 1 个商机
        bot>amy: ⏰ 该跟进了：送样品（20台空调 D-1） [完成]
        amy: D-1
        bot: 20台空调（D-1）
        amy: 今天
        bot: 送样品（F-1）
        amy: 历史 D-1
        bot: …
          ~ 负责人 Bo → Amy
        dana: 撤销
        bot: ↩️ 已撤销 交接：…
        bot>amy: …
        amy: D-1
        bot: 没有找到“D-1”…
        dana: 解冻 Bo
        bot: ✅ Bo 的账号已解冻。
        bot>bo: Bo，欢迎回来！…
        bo: D-1
        bot: 20台空调（D-1）
        ",
    );
}

#[test]
fn what_waits_for_somebody_who_is_frozen_does_not_go_out() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.arrive("a1", "bo", None, "客户").await;
        w.engine.step().await.expect("an answer is written");
        w.arrive("a2", "dana", None, "冻结 Bo").await;
        w.engine.step().await.expect("frozen before it goes out");
        w.settle().await;
        let seen = w.channel.next().expect("one answer");
        assert_eq!(seen.to, "dana", "{seen:?}");
        assert!(w.channel.next().is_none());
    });
}

#[test]
fn who_might_take_over_is_offered() {
    chat(
        company,
        "
        amy: 新商机 华为 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 新商机 华威 5台空调 3万 6月30日
        bot: ✅ 已建商机 5台空调（D-2）
        chen: 交接 Amy
        bot: Amy 的工作交给谁？ [Ben] [Bo] [Chen]
        ",
    );
}

#[test]
fn everything_of_a_customer_goes_to_the_same_person() {
    chat(
        company,
        "
        amy: 新商机 华为 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 新商机 华威 5台空调 3万 6月30日
        bot: ✅ 已建商机 5台空调（D-2）
        chen: 交接 Amy 给 Bo、Ben
        bot: 交接：Amy → Bo、Ben [确认交接]
          | • 客户 2（华为技术有限公司）
          | • 商机 2（20台空调）
          | 按客户轮流分，同一客户的事都给同一个人。
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        chen! 确认交接
        bot: 交接：Amy → Bo、Ben [确认交接]
          | 刚才有变化，请再看一眼。
        chen! 确认交接
        bot: ✅ 已从 Amy 交接给 Bo、Ben：1 个线索 · 2 个客户 · 2 个商机
          | • Bo: 1 个线索 · 1 个客户 · 1 个商机
          | • Ben: 1 个客户 · 1 个商机
        bot>bo: 📦 Chen 把 Amy 的工作交给了你
        bot>ben: 📦 Chen gave you the work of Amy [Today] [Customers]
          | customer: 1 · deal: 1
        bot>amy: Chen 把你未完成的工作交给了 Bo、Ben。
        bo: 商机
        bot: 商机
          ~ 华威
          - 华为
        ben: deal list
        bot: …
          ~ 华为
          - 华威
        chen: 撤销
        bot: ↩️ 已撤销 交接：…
        bot>bo: …
        bot>ben: …
        bot>amy: …
        amy: 客户
        bot: 客户
          ~ 华为
          ~ 华威
        bo: 交接 Amy 给 Bo
        bot: 你没有这个权限…
        chen: 交接 Amy 给 Amy
        bot: Amy 不能交给自己。
        chen: 交接 Amy 给 小明
        bot: 没有找到“小明”…
        ",
    );
}

#[test]
fn who_stands_in_sees_acts_and_is_reminded_until_the_day_is_over() {
    chat(
        company,
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        bo: 下次 D-1 3月13日 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 下次 D-1 3月16日 收样品
        bot: ✅ 已安排 收样品（F-2）
        amy: 代理 Bo 给 Amy 到 3月13日
        bot: 没有找到“Bo”…
        bo: 代理 Ben 到 3月13日
        bot: ✅ Ben 代理 Bo，到 3月13日 周五 为止：能看、能办，也会收到提醒。 [撤销] [结束代理]
        bot>ben: 🌴 You stand in for Bo until Fri 13 Mar… [Today]
          ~ 20台空调
        ben: D-1
        bot: 20台空调 (D-1)
        @2026-03-13T09:00:00+08:00
        bot>ben: ⏰ …送样品…
          | for Bo
        ben! Done
        bot: …
        ben: met them, samples are fine
        bot: ✅ …
        bo: 历史 D-1
        bot: …
        @2026-03-14T00:00:00+08:00
        ben: D-1
        bot: I find no “D-1”…
        @2026-03-16T09:00:00+08:00
        bot>bo: ⏰ …收样品…
        ",
    );
}

#[test]
fn who_stands_in_for_two_gets_one_message() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华威 3月13日 送样品
        bot: ✅ …
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        bo: 下次 D-1 3月13日 收款
        bot: ✅ …
        ben: lead add Ann 13700137000
        bot: ✅ …
        ben: follow L-1 13 March call her
        bot: ✅ …
        amy: 代理 Ben 到 3月13日
        bot: ✅ Ben 代理 Amy…
        bot>ben: 🌴 You stand in for Amy…
        bo: 代理 Ben 到 3月13日
        bot: ✅ Ben 代理 Bo…
        bot>ben: 🌴 You stand in for Bo…
        @2026-03-13T09:00:00+08:00
        bot>ben: ⏰ 3 …
          ~ (for Bo)
          ~ (for Amy)
        ",
    );
}

#[test]
fn who_stands_in_for_the_manager_is_not_told_of_the_own_work() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
            only_follow_ups(w).await;
        },
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        bo: 下次 D-1 3月12日 收款
        bot: ✅ …
        chen: 代理 Bo 到 3月22日
        bot: ✅ Bo 代理 Chen…
        bot>bo: 🌴 你代理 Chen…
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：收款…
        @2026-03-13T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：收款…
        @2026-03-16T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：收款…
        @2026-03-18T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：收款…
        @2026-03-19T09:00:00+08:00
        @2026-03-23T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：收款…
        bot>chen: ⏰ Bo：收款…
        ",
    );
}

#[test]
fn whoever_is_back_earlier_says_so() {
    chat(
        company,
        "
        chen: 代理 Bo 给 Amy 到 3月20日
        bot: ✅ Amy 代理 Bo，到 3月20日 周五 为止…
        bot>amy: 🌴 你代理 Bo，到 3月20日 周五 为止…
          ~ 华星电子
        bot>bo: Chen 请 Amy 代理你，到 3月20日 周五 为止。… [我回来了]
        amy: 客户
        bot: 客户
          ~ 华星电子
        amy: 看人员 Bo
        bot: Bo
          ~ Amy，到
        bo! 我回来了
        bot: ✅ 代理结束：Bo 的事不再由 Amy 代办。
        bot>amy: Bo 回来了，代理结束。谢谢！
        amy: 客户
        bot: 客户
          - 华星电子
        bo: 我回来了
        bot: 欢迎回来，Bo！…
        bo: 代理 Bo 到 3月20日
        bot: Bo 不能代理自己。
        ",
    );
}

#[test]
fn a_thousand_records_go_over_and_come_back_as_one_change() {
    use bot_core::domain::contact::Contact;
    use bot_core::domain::ids::Kind;
    use bot_core::domain::record::Head;
    use bot_core::store::RecordsExt as _;
    run(async {
        let w = World::new().await;
        let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
        w.admin("dana").await;
        let now = w.now();
        let mut unit = w.begin().await;
        for i in 0..1_100 {
            let n = unit.tx().next_number(Kind::Contact).await.expect("a number");
            let contact = Contact {
                head: Head::new(bot_core::commands::new_id(now), n, now),
                customer: uuid::Uuid::now_v7(),
                name: format!("联系人{i}"),
                title: None,
                phone: None,
                email: None,
                note: None,
                owner: Some(bo),
            };
            unit.tx().save(None, &contact, now).await.expect("a contact");
        }
        unit.commit().await.expect("a commit");
        let count = async |person| {
            let mut unit = w.begin().await;
            let work = unit.tx().open_work(person).await.expect("counts");
            unit.rollback().await;
            work.iter().map(|one| one.count).sum::<i64>()
        };
        w.say("dana", "交接 Bo 给 Amy").await;
        w.press("dana", "确认交接").await;
        assert_eq!((count(bo).await, count(amy).await), (0, 1_100));
        w.say("dana", "审计 dana").await;
        w.say("dana", "撤销").await;
        assert_eq!((count(bo).await, count(amy).await), (1_100, 0));
        let mut said = String::new();
        while let Some(seen) = w.channel.next() {
            said.push_str(&seen.reply.plain());
        }
        assert!(said.contains("交接：联系人0（K-1） 等 1100 条"), "{said}");
        assert!(said.contains("还有 1094 条"), "{said}");
        assert!(said.len() < 3_000, "{said}");
    });
}

#[test]
fn who_stands_in_and_is_away_for_a_day_stands_in_on_the_others() {
    chat(
        async |w| {
            team(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华威 3月17日 送样品
        bot: ✅ …
        amy: 下次 华为 3月18日 回访
        bot: ✅ …
        amy: 请假 3月17日 3月20日 Bo
        bot: ✅ …
        bot>bo: 🤝 …
        bo: 请假 3月18日
        bot: ✅ …
          | 这几天你本来代理：Amy。已告诉他们：这几天没有人代，提醒随后再发。
        bot>amy: 代理你的 Bo 3月18日 周三 到 3月18日 周三 也不在：这几天的提醒随后再发。
        @2026-03-17T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
          | 代 Amy
        @2026-03-18T09:00:00+08:00
        @2026-03-19T09:00:00+08:00
        bot>bo: ⏰ 有 2 件事等你处理…
        ",
    );
}

#[test]
fn another_stand_in_takes_the_place_of_the_first_who_is_told() {
    chat(
        company,
        "
        chen: 代理 Amy 给 Bo 到 3月20日
        bot: ✅ Bo 代理 Amy…
        bot>bo: 🌴 …
        bot>amy: Chen 请 Bo 代理你…
        chen: 代理 Amy 给 Ben 到 3月13日
        bot: ✅ Ben 代理 Amy…
          | 之前代理的 Bo 不再代理，已告诉对方。
        bot>bo: …Amy…
        bot>ben: 🌴 …
        bot>amy: Chen 请 Ben 代理你…
        ",
    );
}

#[test]
fn an_order_waits_for_whoever_may_confirm_it_where_the_stand_in_may_not() {
    chat(
        led_shop,
        "
        chen: 请假 3月12日 3月20日 Bo
        bot: ✅ …
        bot>bo: 🤝 …
        amy: 下单 华星 A100*3
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技
        bot>chen: Amy 提交了订单…
        bot>dana: Amy 提交了订单…
        @2026-03-16T09:00:00+08:00
        bot>dana: ⏰ Amy：订单 O-1 停在“待确认”5 天了 [确认]
        ",
    );
}

#[test]
fn whose_phone_was_lost_comes_in_again_with_a_new_code_only() {
    chat(
        company,
        "
        dana: 冻结 Bo
        bot: 🔒 … [解冻] [换新码再解冻]
        dana! 换新码再解冻
        bot: ✅ Bo 的账号已解冻；原来的 1 个聊天账号都不再有效。 [作废]
          ~ 前有效
        bo: 我
        bot>bo: 你好！…
          - 测试公司
        dana: 冻结 Ben
        bot: 🔒 …
        dana: unfreeze ben
        bot>ben: …
        bot>dana: ✅ Ben 的账号已解冻。 [冻结]
          ~ 换新码
        ",
    );
}

#[test]
fn who_was_to_stand_in_for_somebody_who_is_frozen_is_told() {
    chat(
        company,
        "
        bo: 请假 3月16日 到 3月18日 Amy
        bot: ✅ …
        bot>amy: …
        dana: 冻结 Bo
        bot>amy: Bo 的账号冻结了，你不用再代理。
        bot>dana: 🔒 Bo 的账号已冻结：所有平台马上失效。…
          ~ Amy 不再代理，请尽快移交。
        ",
    );
}

#[test]
fn who_takes_over_may_be_answered_in_words() {
    chat(
        company,
        "
        dana: 交接 Bo
        bot: Bo 的工作交给谁？ [Amy]
        dana: 给 Amy
        bot: 交接：Bo → Amy [确认交接]
        dana! 确认交接
        bot>dana: ✅ 已从 Bo 交接给 Amy：1 个客户 [撤销]
        bot>amy: 📦 Dana 把 Bo 的工作交给了你 [今天] [客户]
        bot>bo: Dana 把你未完成的工作交给了 Amy。
        ",
    );
}

#[test]
fn what_a_manager_decides_is_not_passed_on_and_goes_to_whoever_is_there() {
    chat(
        led_shop,
        "
        chen: 请假 3月11日 3月20日 Bo
        bot>chen: ✅ …
          ~ Chen 管的团队和审批不归代理人，这段时间由 Dana 决定。
        bot>bo: 🤝 …
          ~ 这段时间由 Dana 决定
        amy: 下单 华星 A100*3@1000
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技
          | 要主管先同意，已通知 Dana
          | Chen 休假，3月21日 周六 回来
        bot>dana: Amy 提交了订单…
        ",
    );
}
