//! The working calendar, quiet hours and leave, in conversation.

use crate::world::scenes::{customer, only_follow_ups, with_phone};
use crate::world::{World, chat};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    w.manager("chen").await;
    w.admin("dana").await;
    with_phone(w, amy, "华星电子", None).await;
    customer(w, "天河贸易", bo).await;
}

#[test]
fn a_day_that_the_org_makes_a_day_of_rest_moves_what_waits_and_undo_moves_it_back() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 设日历 3月12日 放假
        bot: 你没有这个权限…
        dana: 设日历 3月12日
        bot: 3月12日 周四 是放假还是上班？ [放假] [上班]
        dana! 放假
        bot: ✅ 3月12日 周四：休息 [撤销]
        @2026-03-12T09:00:00+08:00
        dana: 日历
        bot: 🗓 工作日历
          | • 3月12日 周四 · 休息
          | 每周上班: 周一 周二 周三 周四 周五
          ~ 2026 年：节假日已公布
          ~ 2027 年：节假日还没有公布
        dana: 撤销
        bot: ↩️ 已撤销 改日历：…
        bot>amy: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn a_year_is_brought_in_as_a_whole_or_refused_with_its_line() {
    chat(
        company,
        "
        dana: 导入日历 2027-01-01,0,元旦
        bot: ✅ 2027：1 天放假，0 天补班。 [撤销]
          ~ 2027 年还不算公布
        dana: 日历
        bot: 🗓 工作日历 [更多]
          ~ 2027 年：节假日还没有公布
        dana! 更多
        bot: 🗓 工作日历
          ^
          ~ 9月
        dana: 导入日历 2027-13-01,0,元旦
        bot: 第 1 行的“2027-13-01”不是日期，什么都没有导入。…例如：2027-01-01,0,元旦
        dana: 导入日历 2027-01-01,也许,元旦
        bot: 第 1 行的“也许”要写成 0（放假）或 1（上班）…
        dana: 设日历 2028年3月1日 放假
        bot: ✅ …
          ~ 2028 年的节假日还没有公布
        dana: 设工作日 周一到周六
        bot: ✅ 每周上班：周一 周二 周三 周四 周五 周六 [撤销]
          ~ 照这样，过去 7 天会发
        dana: 设工作日 随便
        bot: 每周至少有一天上班…
        ",
    );
}

#[test]
fn a_calendar_file_is_brought_in_or_refused_with_the_two_lines_that_overlap() {
    crate::world::run(async {
        let w = World::new().await;
        company(&w).await;
        let event = |from: &str, until: &str, name: &str| {
            format!(
                "BEGIN:VEVENT\nDTSTART;VALUE=DATE:{from}\nDTEND;VALUE=DATE:{until}\n\
                 SUMMARY:{name}\nEND:VEVENT\n"
            )
        };
        let new_year = event("20270101", "20270104", "元旦 休");
        let file = |rest: &str| format!("导入日历 BEGIN:VCALENDAR\n{new_year}{rest}END:VCALENDAR");
        w.say("dana", &file(&event("20270103", "20270104", "元旦 补班"))).await;
        let script = "bot: 第 7 行又写了 2027-01-03，第 2 行已经有了；什么都没有导入…";
        crate::world::script::play(&w, script).await;
        w.say("dana", &file(&event("20270110", "20270111", "元旦 补班"))).await;
        let script = "
            bot: ✅ 2027：3 天放假，1 天补班。 [撤销]
            dana! 撤销
            bot: ↩️ …
        ";
        crate::world::script::play(&w, script).await;
    });
}

#[test]
fn quiet_hours_are_everybodys_own() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 免打扰 22:00-11:30
        bot: ✅ 免打扰：22:00–11:30，这段时间不催你。 [撤销]
        amy: 免打扰 随便
        bot: “随便”不是一段时间…
        amy: 免打扰 公司 21:00-9:00
        bot: 你没有这个权限…
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 下次 天河 明天 拜访
        bot: ✅ …
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：拜访…
        @2026-03-12T11:30:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        ",
    );
}

#[test]
fn leave_is_covered_by_a_colleague_or_reminders_wait() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 请假 3月12日 3月13日 Bo
        bot: ✅ 3月12日 周四 到 3月13日 周五 请假，由 Bo 代。 [撤销] [我回来了]
        bot>bo: 🤝 Amy 3月12日 周四 到 3月13日 周五 请假，由你代。
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
          | 代 Amy
        @2026-03-13T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        bo: 请假 3月17日 3月18日
        bot: 3月17日 周二 到 3月18日 周三 请假？ [就这样改]
          | 🔎 要是过去 7 天请假：你的 2 条提醒会攒到回来再说，0 份简报不发。
        bo! 就这样改
        bot: ✅ 3月17日 周二 到 3月18日 周三 请假。这几天不提醒你，3月19日 周四 起再说。
        bo: 请假 3月20日 3月19日
        bot: 3月20日 周五 到 3月19日 周四 不行…
        amy: 请假 3月24日 3月25日 Bo
        bot: ✅ 3月24日 周二 到 3月25日 周三 请假，由 Bo 代。…
        bot>bo: 🤝 …
        amy: 请假 下周五
        bot: 你 3月24日 周二 到 3月25日 周三 已经请了假…
        amy: 请假 下周
        bot: 你 … [改成 3月23日 周一 到 3月29日 周日] [我回来了]
        amy! 改成 3月23日 周一 到 3月29日 周日
        bot: ✅ 3月23日 周一 到 3月29日 周日 请假…
        bot>bo: 🤝 Amy 的请假改了…
        ",
    );
}

#[test]
fn who_sets_the_org_up_says_how_people_are_reminded() {
    chat(
        company,
        "
        amy: 催办
        bot: ⏰ 催办规则
          | • 到期当时，再过 1 · 2 · 4 · 7 个工作日各一次（09:00）
          | • 每人每天最多 5 条；催 3 次后告诉主管
        amy: 催办 每天最多 50
        bot: 你没有这个权限…
        dana: 催办 每天最多 0
        bot: 没看懂“每天最多 0”…
        dana: 催办 隔 3 1
        bot: 没看懂“隔 3 1”…
        dana: 催办 隔 1 3
        bot: 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。 [就这样改]
          | • 到期当时，再过 1 · 3 个工作日各一次（09:00）
        amy: 催办
        bot: ⏰ 催办规则
          | • 到期当时，再过 1 · 2 · 4 · 7 个工作日各一次（09:00）
        dana! 就这样改
        bot: ✅ 催办规则改好了： [撤销]
          | • 到期当时，再过 1 · 3 个工作日各一次（09:00）
        dana: 催办 隔 1 3
        bot: 催办规则本来就是这样：
        amy: 改催办 每天最多 50
        bot: 你没有这个权限…
        dana: 改催办 关 没有下一步
        bot: 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。 [就这样改]
        dana! 就这样改
        bot: ✅ … [撤销]
          | • 不提醒：没有下一步
        dana: 改催办 关 首次响应
        bot: 🔎 …
        dana! 就这样改
        bot: ✅ …
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-16T09:00:00+08:00
        @2026-03-17T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-18T09:00:00+08:00
        bot>chen: ⏰ Amy：送样品（F-1）…
        ",
    );
}

#[test]
fn who_sets_the_org_up_sees_what_other_working_hours_would_have_moved_before_they_hold() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 工作时间 10:00-19:00
        bot: 你没有这个权限…
        dana: 工作时间 18:00-9:00
        bot: “18:00-9:00”不是上班时间…
        dana: calendar hours 9:30-18:00
        bot: ✅ 上班时间：09:30–18:00… [撤销]
          | 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。
        dana! 撤销
        bot: ↩️ …
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-12T11:00:00+08:00
        dana: 工作时间 10点到19点
        bot: 🔎 照这样，过去 7 天会发 1 条提醒（实际发了 1 条）。 [就这样改]
          | • 其中 1 条换到别的时间来
        dana: 日历
        bot: 🗓 工作日历
          | 上班时间: 09:00–18:00
        dana! 就这样改
        bot: ✅ 上班时间：10:00–19:00… [撤销]
        dana: 日历
        bot: 🗓 工作日历
          | 上班时间: 10:00–19:00
        @2026-03-13T09:00:00+08:00
        @2026-03-13T10:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        dana: 撤销
        bot: ↩️ …
        dana: 日历
        bot: 🗓 工作日历
          | 上班时间: 09:00–18:00
        ",
    );
}

#[test]
fn what_a_setting_of_ones_own_would_have_meant_is_said_before_it_holds() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 该跟进了：送样品…
        @2026-03-12T09:30:00+08:00
        amy: 免打扰 22:00-11:30
        bot: 🔎 照这样，过去 7 天你会收到 0 条提醒、0 份简报（照现在的设置是 1 条、0 份）。 [就这样改]
        amy: 免打扰
        bot: 免打扰：20:00–08:00…
        amy: 请假 3月16日 3月17日 Bo
        bot: 3月16日 周一 到 3月17日 周二 请假，由 Bo 代？ [就这样改]
          | 🔎 要是过去 7 天请假：你的 1 条提醒会由 Bo 收到，0 份简报不发。
        amy! 就这样改
        bot: ✅ 3月16日 周一 到 3月17日 周二 请假，由 Bo 代。 [撤销] [我回来了]
        bot>bo: 🤝 Amy 3月16日 周一 到 3月17日 周二 请假，由你代。
        amy: 简报 早报 8:00 每天
        bot: 🔎 照这样，过去 7 天你会收到 1 条提醒、1 份简报（照现在的设置是 1 条、0 份）。 [就这样改]
        amy! 就这样改
        bot: ✅ … [撤销]
        dana: 设日历 3月12日 放假
        bot: 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 1 条）。 [就这样改]
        dana: 免打扰 公司 19:00-10:00
        bot: 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 1 条）。 [就这样改]
        dana! 就这样改
        bot: ✅ 公司的免打扰：19:00–10:00 [撤销]
        ",
    );
}

#[test]
fn the_limit_of_a_stage_is_set_once_it_was_seen_what_it_would_have_meant() {
    chat(
        async |w| {
            company(w).await;
            only_follow_ups(w).await;
        },
        "
        dana: 催办
        bot: ⏰ 催办规则
          | • 商机多少天没有有效跟进算停滞：需求确认 7 · 方案递交 10 · 报价 14 · 合同签署 14
        dana: 改催办 开 停滞商机
        bot: 🔎 …
        dana! 就这样改
        bot: ✅ …
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        @2026-03-16T10:00:00+08:00
        dana: 改催办 停滞 需求确认 2
        bot: 🔎 照这样，过去 7 天会发 2 条提醒（实际发了 0 条）。 [就这样改]
          | • 按事项（一条里可有几件）：停滞商机 2
          | • 商机多少天没有有效跟进算停滞：需求确认 2 · 方案递交 10 · 报价 14 · 合同签署 14
        dana: 催办
        bot: ⏰ 催办规则
          | • 商机多少天没有有效跟进算停滞：需求确认 7 · 方案递交 10 · 报价 14 · 合同签署 14
        dana! 就这样改
        bot: ✅ 催办规则改好了： [撤销]
        bot>amy: ⏰ 20台空调（D-1） 已经 5 天没有跟进 [查看] [记一笔] [明天] [3 天后] [下周] [选日期] [没用]
        dana: 停滞 amy
        bot: 停滞商机 · Amy…
        dana: 改催办 停滞 方案递交 30
        bot: 🔎 …
        dana! 就这样改
        bot: ✅ …
          | • 商机多少天没有有效跟进算停滞：需求确认 2 · 方案递交 30 · 报价 14 · 合同签署 14
        dana: 改催办 停滞 需求确认 900
        bot: 没看懂“停滞 需求确认 900”…
        dana: 改催办 停滞 火星 9
        bot: “火星”不是阶段…
        ",
    );
}

#[test]
fn after_the_very_first_rule_was_taken_back_others_can_be_set() {
    chat(
        company,
        "
        dana: 改催办 每天最多 3
        bot: 🔎 照这样，…（实际发了 0 条）。 [就这样改]
        dana! 就这样改
        bot: ✅ 催办规则改好了： [撤销]
        dana! 撤销
        bot: ↩️ …
        dana: nudge set most 4
        bot: 🔎 …
        dana: 催办
        bot: ⏰ 催办规则
          | • 每人每天最多 5 条；催 3 次后告诉主管
        dana: 改催办 每天最多 4
        bot: 🔎 …
        dana! 就这样改
        bot: ✅ 催办规则改好了： [撤销]
          | • 每人每天最多 4 条；催 3 次后告诉主管
        dana! 撤销
        bot: ↩️ …
        dana: 催办
        bot: ⏰ 催办规则
          | • 每人每天最多 5 条；催 3 次后告诉主管
        dana: 设日历 6月30日 放假
        bot: ✅ …
        ",
    );
}

#[test]
fn leave_is_taken_in_a_sentence_and_its_last_day_counts_from_the_first() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.english("ann").await;
        },
        "
        amy: 请假 下周三到周五
        bot: ✅ 3月18日 周三 到 3月20日 周五 请假。… [撤销]
        amy! 撤销
        bot: ↩️ …
        amy: 明天请假
        bot: ✅ 3月12日 周四 到 3月12日 周四 请假。… [撤销]
        amy! 撤销
        bot: ↩️ …
        amy: 我下周三到周五休假 bo
        bot: ✅ 3月18日 周三 到 3月20日 周五 请假，由 Bo 代。 [撤销]
        bot>bo: …
        amy! 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 12月30日到1月2日请假
        bot: ✅ 12月30日 周三 到 2027年1月2日 周六 请假。…
        amy: 张总明天请假
        bot: 没看懂…
        amy: 明天请假吗
        bot: …
          - ✅
        ann: on leave tomorrow
        bot: ✅ On leave Thu 12 Mar to Thu 12 Mar.… [Undo]
        ann! Undo
        bot: ↩️ …
        ann: I'm on leave next Wed to Fri
        bot: ✅ On leave Wed 18 Mar to Fri 20 Mar.…
        ",
    );
}
