//! Reminders, in conversation: in one message, at good times, not too many, and the manager.

use crate::world::scenes::{customer, no_next_steps, only_follow_ups, shop, with_phone};
use crate::world::{World, chat};

/// Amy with two customers, Bo with one, Chen who leads them.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    w.manager("chen").await;
    with_phone(w, amy, "华星电子", None).await;
    customer(w, "宏远机械", amy).await;
    customer(w, "天河贸易", bo).await;
    only_follow_ups(w).await;
}

#[test]
fn what_is_due_at_one_time_comes_in_one_message() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 下次 宏远 明天 打电话
        bot: ✅ 已安排 打电话（F-2）
        bo: 下次 天河 明天 拜访
        bot: ✅ 已安排 拜访（F-3）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理 [逐条处理] [F-1] [F-2]
          | • 送样品（F-1） · 华星电子（C-1） · 到期 3月12日 周四
          | • 打电话（F-2） · 宏远机械（C-2） · 到期 3月12日 周四
        bot>bo: ⏰ 该跟进了：拜访（天河贸易 C-3） [完成]
        ",
    );
}

#[test]
fn what_stays_undone_comes_again_with_a_growing_gap_and_then_the_manager_hears_of_it() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品（华星电子 C-1） [完成] [+1 小时] [明天] [下周一] [不跟了]
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
          | 到期：3月12日 周四（逾期 1 天）（F-1）
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-17T09:00:00+08:00
        @2026-03-18T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        bot>chen: ⏰ Amy：送样品（F-1） · 华星电子（C-1） · 到期 3月12日 周四（逾期 6 天） [查看] [提醒 Amy] [转给别人] [我来]
        chen! 提醒 Amy
        bot>chen: ✅ 已提醒 Amy：送样品（F-1）
        bot>amy: 🔔 Chen 问起 送样品（F-1） [完成]
        chen! 转给别人
        bot: 转给谁？ [Bo]
        chen! Bo
        bot: ✅ 送样品（F-1） 已转给 Bo [查看] [撤销]
        bot>bo: Chen 把…
        bot>amy: Chen 把…
        bot>bo: ⏰ 该跟进了：送样品…
        @2026-03-23T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn what_was_done_elsewhere_is_not_mentioned_and_its_old_message_says_so() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot: ⏰ 该跟进了：送样品…
        amy: 完成 F-1 样品送到了，客户满意
        bot: ✅ 已完成 送样品（F-1）
        amy! 不跟了
        bot: F-1 送样品 已经完成了（…
        @2026-03-13T09:00:00+08:00
        ",
    );
}

#[test]
fn nobody_gets_more_than_five_messages_a_day() {
    chat(
        company,
        "
        amy: 下次 华星 明天10点 一
        bot: …
        amy: 下次 华星 明天11点 二
        bot: …
        amy: 下次 华星 明天12点 三
        bot: …
        amy: 下次 华星 明天13点 四
        bot: …
        amy: 下次 华星 明天14点 五
        bot: …
        amy: 下次 华星 明天15点 六
        bot: …
        amy: 下次 华星 明天16点 七
        bot: …
        @2026-03-12T10:00:00+08:00
        bot: ⏰ 该跟进了：一…
        @2026-03-12T11:00:00+08:00
        bot: ⏰ 该跟进了：二…
        @2026-03-12T12:00:00+08:00
        bot: ⏰ 该跟进了：三…
        @2026-03-12T13:00:00+08:00
        bot: ⏰ 该跟进了：四…
        @2026-03-12T14:00:00+08:00
        bot: ⏰ 该跟进了：五…
          | （今天的第 5 条，也是最后一条：其余的下个工作日一起说，要看就发“今天”）
        @2026-03-12T15:00:00+08:00
        @2026-03-12T16:00:00+08:00
        @2026-03-13T09:00:00+08:00
        bot: ⏰ 有 7 件事等你处理
        ",
    );
}

#[test]
fn who_was_away_for_a_week_gets_one_message_that_says_that_it_is_late() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 下次 华星 后天下午3点 打电话
        bot: ✅ 已安排 打电话（F-2）
        @2026-03-20T11:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理
          | （晚了：本该在 3月12日 周四 09:00 提醒你）
        @2026-03-21T11:00:00+08:00
        ",
    );
}

#[test]
fn new_leads_and_quiet_deals_want_attention_too() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.manager("chen").await;
            customer(w, "华星电子", amy).await;
        },
        "
        amy: 下次 华星 4月30日 回访
        bot: …
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        @2026-03-12T10:30:00+08:00
        bot>amy: ⏰ 新线索 张三（L-1） 过了 4 个工作小时还没联系 [查看] [已联系]
          | （晚了：本该在 3月12日 周四 09:00 提醒你）
        bot>chen: ⏰ Amy：新线索 张三（L-1） 过了 4 个工作小时还没联系 [提醒 Amy]
        amy: 记电话 L-1 聊了价格，嫌贵
        bot: ✅ …
        @2026-03-13T09:00:00+08:00
        amy: 下次 L-1 4月30日 回访
        bot: …
        amy: 新商机 华星 20台空调 12万 3月20日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 下次 D-1 4月30日 回访
        bot: …
        @2026-03-20T09:00:00+08:00
        bot>amy: ⏰ 20台空调（D-1） 已经 7 天没有跟进
        amy: 记电话 D-1 客户说月底前定
        bot: ✅ …
        @2026-03-23T09:00:00+08:00
        bot>amy: ⏰ 20台空调（D-1） 预计 3月20日 周五 成交，日子已过
        ",
    );
}

#[test]
fn a_lead_that_nobody_contacts_says_for_how_many_days_it_has_waited() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        @2026-03-12T10:30:00+08:00
        bot>amy: ⏰ 新线索 张三（L-1） 过了 4 个工作小时还没联系
        @2026-03-13T18:00:00+08:00
        bot>amy: ⏰ 新线索 张三（L-1） 已经 2 天还没联系
        ",
    );
}

#[test]
fn who_finds_a_reminder_of_no_use_says_so_and_the_manager_sees_how_many_are() {
    chat(
        company,
        "
        amy: 提醒没用
        bot: 最近没有给你发过提醒。
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品… [完成] [没用]
        amy! 没用
        bot: 记下了，这条提醒没帮上忙（待跟进）。… [催办规则]
          ~ 免打扰
        bo: 下次 天河 今天14点 打电话
        bot: ✅ …
        @2026-03-12T14:00:00+08:00
        bot>bo: ⏰ 该跟进了：打电话…
        @2026-03-13T09:00:00+08:00
        bot: ⏰ …
        bot: ⏰ …
        amy: 催办
        bot: ⏰ 催办规则
          - 没用
        chen: 催办
        bot: ⏰ 催办规则
          | • 待跟进：发出 4，没用 1（25%）：Amy 1
        ",
    );
}

#[test]
fn who_confirms_an_order_hears_that_it_waits_and_confirms_it_there() {
    chat(
        async |w| {
            shop(w).await;
            no_next_steps(w).await;
        },
        "
        amy: 下单 华星 A100*3
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技
        bot>chen: Amy 提交了订单…
        @2026-03-16T09:00:00+08:00
        bot>chen: ⏰ Amy：订单 O-1 停在“待确认”5 天了 [确认]
          - 提醒 Amy
        @2026-03-17T09:00:00+08:00
        bot>chen: ⏰ Amy：订单 O-1 停在“待确认”6 天了 [确认]
        chen! 确认
        bot>chen: ✅ 已确认 O-1 华星科技…
        bot>amy: ✅ Chen 确认了你的订单 O-1 华星科技…
        ",
    );
}

#[test]
fn a_customer_with_nothing_planned_is_mentioned_unless_something_goes_on_there() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            customer(w, "华星电子", amy).await;
            customer(w, "天河贸易", amy).await;
            customer(w, "三一重工", amy).await;
        },
        "
        amy: 加客户 新华贸易
        bot: ✅ …
        amy: 新商机 天河 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 下次 D-1 3月16日 送样品
        bot: ✅ …
        amy: 下次 三一 3月30日 打电话
        bot: ✅ …
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理 [C-1] [C-4]
          | • 华星电子（C-1） 还没有下一步
          | • 新华贸易（C-4） 还没有下一步
        amy: 下次 华星 3月30日 拜访
        bot: ✅ …
        amy: 记电话 C-4 老板说要等到下个月
        bot: ✅ …
        amy: 输单 D-1 价格
        bot: …
        @2026-03-19T09:00:00+08:00
        @2026-03-20T09:00:00+08:00
        bot>amy: ⏰ 天河贸易（C-2） 还没有下一步 [查看] [记一笔]
        @2026-03-23T09:00:00+08:00
        bot>amy: ⏰ 新华贸易（C-4） 还没有下一步
        ",
    );
}

#[test]
fn what_a_long_list_leaves_out_is_counted_by_kind() {
    crate::world::run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        for n in 0..9 {
            customer(&w, &format!("客户{n}"), amy).await;
        }
        for n in 0..3 {
            w.say("amy", &format!("下次 客户{n} 明天 送样品")).await;
            while w.channel.next().is_some() {}
        }
        let script = "
            @2026-03-12T09:00:00+08:00
            bot>amy: ⏰ 有 9 件事等你处理
              | 还有 1 件：没有下一步 1（在“客户”里）
        ";
        crate::world::script::play(&w, script).await;
    });
}

#[test]
fn an_appointment_among_other_things_is_asked_about_all_the_same() {
    chat(
        company,
        "
        amy: 下次 华星 明天14:00 上门看现场
        bot: ✅ 已安排 上门看现场（F-1）
        amy: 下次 宏远 明天15:00 打电话
        bot: ✅ 已安排 打电话（F-2）
        @2026-03-12T15:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理…
          | 🤝 上门看现场（华星电子 C-1）怎么样？直接回一句就记下来
        amy: 看完了，安装位置没问题，下周二发方案
        bot: ✅ 已完成 上门看现场（F-1）…
        ",
    );
}

#[test]
fn what_came_late_is_not_said_again_on_the_same_day() {
    chat(
        company,
        "
        amy: 下次 华星 明天15:00 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-13T08:55:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
          | （晚了：本该在 3月12日 周四 15:00 提醒你）
        @2026-03-13T09:05:00+08:00
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn a_manager_hears_of_all_of_one_moment_in_one_message() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        chen: 下次 天河 3月18日 复盘
        bot: ✅ 已安排 复盘（F-2）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-18T09:00:00+08:00
        bot>amy: ⏰ …
        bot>chen: ⏰ 有 2 件事等你处理…
          ~ 复盘（F-2）
          ~ Amy：送样品（F-1）
        ",
    );
}

#[test]
fn who_has_finished_meanwhile_is_not_asked_about_it() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-18T09:00:00+08:00
        bot>amy: ⏰ …
        bot>chen: ⏰ Amy：送样品（F-1）…
        amy: 完成 F-1 样品送到了，客户满意
        bot: ✅ 已完成 送样品（F-1）
        chen! 提醒 Amy
        bot: F-1 送样品 已经完成了（…
        chen! 转给别人
        bot: F-1 送样品 已经完成了（…
        chen: 提醒 F-1
        bot: F-1 送样品 已经完成了（…
        ",
    );
}

#[test]
fn the_leave_of_somebody_whose_stand_in_is_frozen_stays_a_leave() {
    chat(
        async |w| {
            company(w).await;
            w.admin("dana").await;
        },
        "
        amy: 下次 华星 3月16日 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 请假 3月16日 3月18日 Bo
        bot: ✅ 3月16日 周一 到 3月18日 周三 请假，由 Bo 代。 [撤销] [我回来了]
        bot>bo: 🤝 Amy …
        dana: 冻结 Bo
        bot: 🔒 Bo 的账号已冻结…
          | Bo 原来代理：Amy。现在没有人代了，已告诉他们。
        bot>amy: Bo 不能再代理你了：请假期间的提醒等你回来再发。要换人就再写一次请假。
        amy: 我
        bot: Amy…
          | 请假: 3月16日 周一–3月18日 周三
        @2026-03-17T10:00:00+08:00
        @2026-03-19T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn what_is_planned_for_a_time_at_which_nobody_is_reminded_says_when_the_reminder_comes() {
    chat(
        company,
        "
        amy: 下次 华星 周六 送样品
        bot: ✅ 已安排 送样品（F-1）
          ~ 3月14日 周六（3月16日 周一 09:00 提醒）
        amy: 下次 宏远 明天 22:00 打电话
        bot: ✅ 已安排 打电话（F-2）
          ~ 22:00（3月13日 周五 09:00 提醒）
        amy: 改期 F-2 明天10点
        bot: ⏰ 打电话（F-2） 改到 3月12日 周四 10:00
        ",
    );
}

#[test]
fn of_two_visits_the_first_is_asked_about() {
    chat(
        company,
        "
        amy: 下次 华星 明天14:00 上门看现场
        bot: ✅ 已安排 上门看现场（F-1）
        amy: 下次 宏远 明天14:00 拜访王总
        bot: ✅ 已安排 拜访王总（F-2）
        @2026-03-12T15:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理…
          ~ 🤝
        ",
    );
}

#[test]
fn nobody_stands_in_who_is_away_as_well() {
    chat(
        company,
        "
        bo: 请假 3月17日 3月18日
        bot: ✅ …
        amy: 请假 3月16日 3月17日 Bo
        bot: Bo 3月17日 周二 到 3月18日 周三 自己也请假。…
        bo: 我回来了
        bot: …
        amy: 请假 3月16日 3月17日 Bo
        bot: ✅ 3月16日 周一 到 3月17日 周二 请假，由 Bo 代。 [撤销] [我回来了]
        bot>bo: 🤝 Amy …
        bo: 请假 3月17日 3月18日
        bot: ✅ …
          | 这几天你本来代理：Amy。已告诉他们：这几天没有人代，提醒随后再发。
        bot>amy: 代理你的 Bo 3月17日 周二 到 3月18日 周三 也不在：这几天的提醒随后再发。
        ",
    );
}

#[test]
fn what_was_missed_and_waits_for_the_morning_says_that_it_is_late() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-13T05:00:00+08:00
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
          | （晚了：本该在 3月12日 周四 09:00 提醒你）
        ",
    );
}
