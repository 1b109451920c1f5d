//! Days that are said by another day, in conversation; and those of which only a part was understood.

use crate::world::scenes::{only_follow_ups, team, two_languages};
use crate::world::{World, chat};

/// Amy with two customers; Bo, and the manager Chen.
async fn company(w: &World) {
    team(w).await;
    only_follow_ups(w).await;
}

/// The same, and Ben who speaks English.
async fn english(w: &World) {
    two_languages(w).await;
    only_follow_ups(w).await;
}

#[test]
fn a_day_that_is_counted_within_a_month_or_from_another_day_is_the_one_that_is_meant() {
    chat(
        company,
        "
        amy: 下次 华威 月底最后一个工作日 回访
        bot: ✅ 已安排 回访（F-1）
          | 时间: 3月31日 周二
        amy: 下次 华威 下月最后一个周五催款
        bot: ✅ 已安排 催款（F-2）
          | 时间: 4月24日 周五
        amy: 记 华威 聊了价格，下周五前两天再打
        bot: ✅ 已记备注…
          | 下次: 3月18日 周三 · 再打（F-3）
        amy: 新商机 华威 改造 20万 月底倒数第二天
        bot: ✅ 已建商机 改造（D-1）…
          | 预计成交: 3月30日 周一
        amy: D-1 12月第一个周一 回访
        bot: ✅ 已安排 回访（F-4）
          | 时间: 12月7日 周一
        amy: D-1 下周二再往后一周 回访
        bot: ✅ 已安排 回访（F-5）
          | 时间: 3月24日 周二
        amy: 下次 华威 国庆前两天 送样品
        bot: ✅ 已安排 送样品（F-6）
          | 时间: 9月29日 周二
        amy: 下次 华威 中秋前三天 送月饼
        bot: ✅ 已安排 送月饼（F-7）
          | 时间: 9月22日 周二
        amy: 改期 F-7 中秋前两个工作日
        bot: ⏰ 送月饼（F-7） 改到 9月23日 周三
        amy: 改期 F-7 从今天起两周
        bot: ⏰ 送月饼（F-7） 改到 3月25日 周三
        amy: 撤销
        bot: ↩️ …
        amy: 下次 华威 从明天起三天 培训
        bot: “从明天起三天”可以有几种理解… [3月12日 周四] [3月14日 周六]
        amy! 3月14日 周六
        bot: ✅ 已安排 培训（F-8）
          ~ 3月14日 周六
        amy: D-1 下个月最后一个工作日成交
        bot: ✅ 已改 改造（D-1）
          ~ 4月30日 周四
        ",
    );
}

#[test]
fn the_same_in_english() {
    chat(
        english,
        "
        ben: follow Acme last business day of the month call
        bot: ✅ Planned call (F-1)
          | When: Tue 31 Mar
        ben: follow Acme last Friday of next month send samples
        bot: ✅ Planned send samples (F-2)
          | When: Fri 24 Apr
        ben: deal add Acme chillers 200k first Monday of December
        bot: ✅ Opened chillers (D-1)
          ~ Mon 7 Dec
        ben: D-1 2 days before next Friday call
        bot: ✅ Planned call (F-3)
          | When: Wed 18 Mar
        ben: log call Acme nice talk, call again the day before Friday
        bot: ✅ …
          | Next step: Thu 12 Mar · call again (F-4)
        ben: later F-3 Tuesday week
        bot: ⏰ call (F-3) moved to Tue 24 Mar
        ben: later F-3 a week on Friday
        bot: ⏰ call (F-3) moved to Fri 20 Mar
        ben: later F-3 3 working days after Friday
        bot: ⏰ call (F-3) moved to Wed 18 Mar
        ben: later F-3 a fortnight from tomorrow
        bot: ⏰ call (F-3) moved to Thu 26 Mar
        ben: follow Acme
        bot: When to follow up on Acme Trading (C-2)?…
        ben: a fortnight
        bot: ✅ Planned Follow up (F-5)
          | When: Wed 25 Mar
        ",
    );
}

#[test]
fn a_day_of_which_only_a_part_is_understood_is_asked_about_and_nothing_is_written() {
    chat(
        company,
        "
        amy: 下次 华威 周五前几天 回访
        bot: “时间”看不懂：周五前几天，没看懂是哪一天。…
        amy: 周五前三天
        bot: “周五前三天”已经过去了…
        amy: 周五前一天
        bot: ✅ 已安排 回访（F-1）
          | 时间: 3月12日 周四
        amy: 华威 下下下周五 回访
        bot: “时间”看不懂：下下下周五，没看懂是哪一天。…
        amy: 取消
        bot: …
        amy: 周五前几天给华威送样品
        bot: “时间”看不懂：周五前几天，没看懂是哪一天。…
        amy: 取消
        bot: …
        amy: C-2 周五前若干天 回访
        bot: “时间”看不懂：周五前若干天，没看懂是哪一天。…
        amy: 取消
        bot: …
        amy: 改期 F-1 下周工作日
        bot: “时间”看不懂：下周工作日，没看懂是哪一天。…
        amy: 取消
        bot: …
        amy: 新商机 华威 改造 20万 下个月第一周
        bot: “预计成交”看不懂：下个月第一周，没看懂是哪一天。…
        amy: 取消
        bot: …
        amy: 记 华威 聊了价格，下周五前几天再打
        bot: ✅ 已记备注…
          ~ “下周五前几天”没看懂是哪一天，没有安排跟进
        amy: C-2
        bot: 华威机械（C-2）…
          ~ 3月12日 周四 · 回访
          - 送样品
        ",
    );
    chat(
        english,
        "
        ben: follow Acme a few days before Friday call
        bot: When is not clear: a few days before Friday: I do not understand which day that is.…
        ben: tomorrow
        bot: ✅ Planned call (F-1)
          | When: Thu 12 Mar
        ben: C-2 last week of next month call
        bot: When is not clear: last week of next month: I do not understand which day that is.…
        ben: cancel
        bot: …
        ben: remind me to call Acme several days before Friday
        bot: When is not clear: several days before Friday: I do not understand which day that is.…
        ",
    );
}

#[test]
fn words_that_only_stand_beside_a_day_are_what_is_to_be_done() {
    chat(
        company,
        "
        amy: 下次 华威 下周三 前三季度对账
        bot: ✅ 已安排 前三季度对账（F-1）
          | 时间: 3月18日 周三
        amy: 下次 华威 周五 两天培训
        bot: ✅ 已安排 两天培训（F-2）
          | 时间: 3月13日 周五
        amy: 下次 华威 周五前三台样机
        bot: ✅ 已安排 三台样机（F-3）
        amy: 下次 华威 明天起草合同
        bot: ✅ 已安排 起草合同（F-4）
          | 时间: 3月12日 周四
        amy: 下次 华威 下周一开始三天培训
        bot: ✅ 已安排 开始三天培训（F-5）
          | 时间: 3月16日 周一
        amy: 下次 华威 周五 第一周总结
        bot: ✅ 已安排 第一周总结（F-6）
        ",
    );
}

#[test]
fn a_leave_has_every_day_of_what_is_said() {
    chat(
        company,
        "
        amy: 请假 周末
        bot: ✅ 3月14日 周六 到 3月15日 周日 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 从明天起三天 Bo
        bot: ✅ 3月12日 周四 到 3月14日 周六 请假，由 Bo 代。
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 请假 明天三天
        bot: ✅ 3月12日 周四 到 3月14日 周六 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 周五到周末
        bot: ✅ 3月13日 周五 到 3月15日 周日 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 月底最后一个工作日
        bot: ✅ 3月31日 周二 到 3月31日 周二 请假。…
        ",
    );
    chat(
        english,
        "
        ben: leave next weekend
        bot: ✅ On leave Sat 21 Mar to Sun 22 Mar.…
        ben: undo
        bot: ↩️ …
        ben: leave tomorrow for 3 days
        bot: ✅ On leave Thu 12 Mar to Sat 14 Mar.…
        ben: undo
        bot: ↩️ …
        ben: leave for 3 days from Friday
        bot: ✅ On leave Fri 13 Mar to Sun 15 Mar.…
        ",
    );
}

#[test]
fn a_time_that_the_clocks_leave_out_is_said_to_be_moved() {
    chat(
        company,
        "
        amy: 时区 New York
        bot: ✅ 时区是 America/New_York…
        amy: 下次 华威 2027-03-14 2:30 打电话
        bot: ✅ 已安排 打电话（F-1）
          ~ 03:00（当天调夏令时，没有 02:00–03:00 这段时间）
        amy: 改期 F-1 2027-03-14 4:30
        bot: ⏰ 打电话（F-1） 改到 2027年3月14日 周日 04:30…
          - 夏令时
        amy: 改期 F-1 2027-03-14 2:45
        bot: ⏰ 打电话（F-1） 改到 …03:00（当天调夏令时，没有 02:00–03:00 这段时间）…
        ",
    );
}

#[test]
fn what_only_leads_up_to_a_name_or_puts_off_is_no_step() {
    chat(
        company,
        "
        amy: 下次 华威 明天
        bot: ✅ 已安排 跟进（F-1）
        amy: C-2 挪到后天上午
        bot: ⏰ 跟进（F-1） 改到 3月13日 周五 09:00
        amy: 下次 华威 改到下周三下午
        bot: ⏰ 跟进（F-1） 改到 3月18日 周三 14:00
        amy: C-2
        bot: 华威机械（C-2）…
        amy: 挪到下周五
        bot: ⏰ 跟进（F-1） 改到 3月20日 周五
        amy: 下次 华为 改到周五
        bot: ✅ 已安排 跟进（F-2）
          | 时间: 3月13日 周五
        ",
    );
    chat(
        english,
        "
        ben: remind me on Friday about C-2
        bot: ✅ Planned Follow up (F-1)
          | When: Fri 13 Mar
        ben: remind me about C-2
        bot: When to follow up on Acme Trading (C-2)?…
          - about
        ben: Thursday
        bot: ✅ Planned Follow up (F-2)
        ben: follow up with Acme on Thursday
        bot: ✅ Planned Follow up (F-3)
          | When: Thu 12 Mar
        ben: follow up with Acme about the price on Thursday
        bot: ✅ Planned about the price (F-4)
        ",
    );
}

#[test]
fn whom_a_reminder_is_for_is_no_part_of_it() {
    chat(
        company,
        "
        chen: 提醒 Amy C-2 价格怎么样
        bot: ✅ 已提醒 Amy：华威机械（C-2）
        bot>amy: 🔔 Chen 问起 华威机械（C-2）…
          | “价格怎么样”
        chen: remind amy C-2 what about the price
        bot: ✅ 已提醒 Amy：…
        bot>amy: 🔔 …
          | “what about the price”
        chen: 提醒 C-2 Amylase 的价格
        bot: ✅ 已提醒 Amy：…
        bot>amy: 🔔 …
          | “Amylase 的价格”
        ",
    );
}

#[test]
fn the_name_of_today_is_asked_about() {
    chat(
        company,
        "
        @2026-03-13T11:00:00+08:00
        amy: 记电话 华威 客户说周五付
        bot: ✅ 已记电话：华威机械（C-2）… [3月13日 周五 18:00] [3月20日 周五] [撤销]
        amy! 3月20日 周五
        bot: …
          ~ 3月20日 周五
        amy: 下次 华为 周五15:00 送样
        bot: ✅ 已安排 送样（F-2）
          | 时间: 3月13日 周五 15:00
        amy: 下次 华为 3月9日 周末补班
        bot: “3月9日”已经过去了…
        amy: 取消
        bot: …
        ",
    );
    chat(
        english,
        "
        @2026-03-13T11:00:00+08:00
        ben: follow C-2 sat 8pm dinner
        bot: ✅ Planned dinner (F-1)
          ~ When: Sat 14 Mar 20:00
        ben: log call C-2 all good, call again sun 2pm
        bot: …
          ~ Sun 15 Mar 14:00
        ben: follow C-2 tomorrow at 4 ring them
        bot: ✅ Planned ring them (F-3)
          ~ When: Sat 14 Mar 16:00
        ben: remind me to call Acme at 3 on Monday
        bot: ✅ Planned …
          ~ Mon 16 Mar 15:00
        ",
    );
}

#[test]
fn today_is_the_plan_once_a_question_was_left() {
    chat(
        english,
        "
        ben: follow C-2 call
        bot: When to follow up…
        ben: tomorrow
        bot: ✅ Planned call (F-1)
        ben: follow C-2 ring
        bot: When to follow up…
        ben: overdue
        bot: Overdue…
        ben: today
        bot: …
          ~ F-1
          - Planned
        ",
    );
}

#[test]
fn what_is_to_be_done_before_a_day_of_rest_is_reminded_before_it() {
    chat(
        english,
        "
        amy: 下次 华星 周日之前 发报价
        bot: ✅ 已安排 发报价（F-1）
          | 时间: 3月13日 周五
        amy: 记电话 华星 聊了价格，周日前发报价
        bot: ✅ …
          ~ 3月13日 周五
        amy: 下次 华星 周四之前 发样品
        bot: ✅ …
          | 时间: 3月12日 周四
        amy: 下次 华星 周日 发样品
        bot: ✅ …
          ~ 3月15日 周日
        ben: follow Acme before Sunday send the quote
        bot: ✅ …
          | When: Fri 13 Mar
        ben: log call Acme nice talk, send samples by Saturday
        bot: ✅ …
          ~ Fri 13 Mar
        ",
    );
}

#[test]
fn a_day_before_what_happens_on_another_is_asked_about() {
    chat(
        english,
        "
        ben: remind me two days before his board meets on 20 March to call Acme
        bot: …
          - F-1
        ben: log call Acme nice talk, call again two days before his board meets on the 20th
        bot: ✅ …
          - F-1
        ben: remind me to call Acme on the 8th working day of December
        bot: ✅ …
          ~ Thu 10 Dec
        ben: follow Acme the 8th working day of December send the quote
        bot: ✅ …
          ~ Thu 10 Dec
        ben: follow Acme the eighth working day of December send the quote
        bot: ✅ …
          ~ Thu 10 Dec
        amy: 记电话 华星 聊了价格，20号开会前两天再打
        bot: ✅ …
          - F-3
        amy: 下次 华星 12月第8个工作日 发报价
        bot: ✅ …
          ~ 12月10日
        ",
    );
}
