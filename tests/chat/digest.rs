//! Digests, in conversation: what they say, when they come, and changing that.

use std::collections::BTreeMap;

use bot_core::domain::ids::Kind;
use bot_core::domain::people::Person;
use bot_core::domain::record::of_fields;
use bot_core::store::{Page, RecordsExt as _};

use crate::world::scenes::{customer, only_follow_ups, products};
use crate::world::{World, chat};

/// Amy and Bo with customers, Chen who leads them; all get the usual digests.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    w.manager("chen").await;
    customer(w, "华星电子", amy).await;
    customer(w, "天河贸易", bo).await;
    only_follow_ups(w).await;
    let mut unit = w.begin().await;
    let page = Page { below: None, limit: 9 };
    for row in unit.tx().every(Kind::Person, page).await.expect("people") {
        let before: Person = of_fields(row).expect("a person");
        let after = Person { digests: BTreeMap::new(), ..before.clone() };
        unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
}

#[test]
fn whoever_has_somebody_standing_in_gets_no_plan_until_back() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 代理 Bo 到 3月13日
        bot: ✅ …
        bot>bo: …
        @2026-03-12T08:30:00+08:00
        bot>bo: ☀️ 早报 · 3月12日 周四
        bot>chen: 📊 日报…
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ …
        ",
    );
}

#[test]
fn the_rep_gets_a_plan_and_the_manager_what_moved() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 新商机 华星 20台空调 12万 3月13日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 加线索 张三 13800138000
        bot: ✅ …
        bo: 新商机 天河 10台空调 5万 6月30日
        bot: ✅ 已建商机 10台空调（D-2）
        bo: D-2 赢单
        bot: …
        @2026-03-12T08:30:00+08:00
        bot>amy: ☀️ 早报 · 3月12日 周四 [逐条处理] [L-1] [D-1]
          | • 今天要跟进 1 条，逾期 0 条
          | • 3月12日 周四 · 送样品（F-1） · 华星电子（C-1）
          | • 还没联系的线索 1 条：张三（L-1） · 1 天没联系
          | • 本周预计成交 1：20台空调（D-1）
        bot>bo: ☀️ 早报 · 3月12日 周四：今天没有要跟进的，本周也没有要成交的。
        bot>chen: 📊 日报 · 3月11日 周三 [本月业绩]
          | • 新线索 1 · 推进 0 · 赢单 1（¥50,000.00） · 输单 0
          | • 没有跟进记录：Amy · Bo
          | • 本月业绩 ¥50,000.00（1 单）
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-13T08:30:00+08:00
        bot>amy: ☀️ 早报 · 3月13日 周五
          | • 今天要跟进 0 条，逾期 1 条
        bot>bo: ☀️ 早报…
        bot>chen: 📊 日报 · 3月12日 周四 [Amy 逾期 1]
          | • 逾期待跟进：Amy 1
        chen! Amy 逾期 1
        bot: 逾期 · Amy [F-1]
          | • F-1 3月12日 周四 · 送样品 · 华星电子
        chen: 业绩 本月
        bot: …
          ~ ¥50,000.00
        ",
    );
}

#[test]
fn a_lead_that_waits_is_told_until_somebody_has_spoken_to_it() {
    chat(
        company,
        "
        chen: 简报 周报 关
        bot: …
        amy: 加线索 张三 13800138000
        bot: ✅ …
        bo: 加线索 李四 13900139000
        bot: ✅ …
        bo: 刚给李四打了电话，下周再聊
        bot: …
        @2026-03-18T08:30:00+08:00
        bot>amy: ☀️ 早报 · 3月18日 周三 [L-1]
          | • 还没联系的线索 1 条：张三（L-1） · 7 天没联系
        bot>bo: ☀️ 早报…
          - 李四（L-2） · 7
        bot>chen: 📊 日报…
          ~ 还没联系的线索：1 条
          ~ 1. Amy：张三（L-1） · 7 天没联系
        bot>bo: ⏰ …
        amy! L-1
        bot: 张三（L-1）
        chen: 要处理的
        bot: …
          ~ 1. Amy：张三（L-1） · 7 天没联系
        amy: 已联系 L-1
        bot: …
        chen: 要处理的
        bot: …
          - 张三（L-1）
        ",
    );
}

#[test]
fn what_was_told_is_not_told_again_at_another_hour_or_in_another_zone() {
    chat(
        company,
        "
        amy: 下次 华星 3月12日 送样品
        bot: ✅ …
        amy: 加线索 张三 13800138000
        bot: ✅ …
        @2026-03-12T08:30:00+08:00
        bot>amy: ☀️ 早报 · 3月12日 周四…
        bot>bo: ☀️ 早报…
        bot>chen: 📊 日报 · 3月11日 周三…
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ …
        amy: 时区 Europe/London
        bot: ✅ …
        chen: 简报 日报 11:00 工作日
        bot: …
        @2026-03-12T20:00:00+08:00
        amy: 完成 F-1 电话无人接听
        bot: …
        amy: 已联系 L-1
        bot: …
        chen: 简报 日报 8:30 工作日
        bot: …
        @2026-03-13T08:30:00+08:00
        bot>bo: ☀️ 早报…
        bot>chen: 📊 日报 · 3月12日 周四…
        @2026-03-13T16:30:00+08:00
        bot>amy: ☀️ 早报 · 3月13日 周五…
        ",
    );
}

#[test]
fn an_order_that_waits_is_told_until_it_is_confirmed() {
    chat(
        async |w: &World| {
            company(w).await;
            products(w).await;
        },
        "
        amy: 下单 华星 A100*2
        bot: ✅ 已下单（草稿）O-1…
        amy! 提交
        bot: ✅ 已提交 O-1…
        bot>chen: …
        @2026-03-12T08:30:00+08:00
        bot>amy: ☀️ 早报…
        bot>bo: ☀️ 早报…
        bot>chen: 📊 日报 · 3月11日 周三… [等确认的订单]
          ~ 等确认的订单：1 个
        chen! 等确认的订单
        bot: …
          ~ O-1
        ",
    );
}

#[test]
fn a_lead_in_the_pool_is_not_forgotten() {
    chat(
        company,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: 退线索 L-1 不是我的区域
        bot: ✅ …
        bot>chen: ↩️ Amy 把线索 张三（L-1） 退回了线索池：不是我的区域 [线索池]
        @2026-03-12T08:30:00+08:00
        bot>amy: ☀️ 早报…
        bot>bo: ☀️ 早报…
        bot>chen: 📊 日报 · 3月11日 周三… [线索池]
          ~ 线索池里没人领的线索：1 条
        chen! 线索池
        bot: …
          ~ L-1
        ",
    );
}

#[test]
fn everybody_says_which_digests_come_and_when() {
    chat(
        company,
        "
        amy: 简报
        bot: 你的简报 [现在看]
          | • ☀️ 早报 · 下一次 3月12日 周四 08:30
          | • 📊 日报 · 不发
        amy: digest morning every working day at 8:15am
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:15 · 3月13日 周五 08:15 · 3月16日 周一 08:15 [现在看] [撤销]
        amy: 简报 早报 7:45 周一 周四
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 07:45 · 3月16日 周一 07:45 · 3月19日 周四 07:45 [现在看] [撤销]
        amy: 简报 周报 cron 0 18 * * 5
        bot: ✅ 📊 周报：接下来 3月13日 周五 18:00 · 3月20日 周五 18:00 · 3月27日 周五 18:00
        amy: 简报 周报 cron 0 25 * * 5
        bot: cron 的“时”看不懂“25”…
        amy: 简报 周报 cron */30 * * * *
        bot: 简报最多一小时一次…
        amy: 简报 周报 cron 0 8 * *
        bot: cron 要五段：分 时 日 月 周…
        amy: 简报 早报 有事才发
        bot: ✅ …
          | 没有内容时不发。
        bo: 简报 早报 关
        bot: 好的，不再发☀️ 早报。
        chen: 简报 日报 关
        bot: 好的，不再发📊 日报。
        @2026-03-12T07:45:00+08:00
        @2026-03-12T08:30:00+08:00
        @2026-03-13T18:00:00+08:00
        bot>amy: 📊 周报 · 3月6日 周五–3月12日 周四：没有变化，没有逾期。本月业绩 ¥0.00（0 单）
        ",
    );
}

#[test]
fn what_was_missed_comes_once_and_says_that_it_is_late() {
    chat(
        company,
        "
        chen: 简报 周报 关
        bot: 好的…
        @2026-03-20T10:00:00+08:00
        bot>amy: ☀️ 早报 · 3月20日 周五：…
          | （晚了：本该在 3月12日 周四 08:30 发出）
        bot>bo: ☀️ 早报 · 3月20日 周五：…
        bot>chen: 📊 日报 · 3月11日 周三–3月19日 周四
          ~ 晚了
        @2026-03-20T11:00:00+08:00
        ",
    );
}

#[test]
fn what_was_missed_on_the_day_before_comes_with_the_next_one_which_says_so() {
    chat(
        company,
        "
        amy: 简报 早报 关
        bot: 好的…
        bo: 简报 早报 关
        bot: 好的…
        chen: 简报 周报 关
        bot: 好的…
        bo: 新商机 天河 10台空调 5万
        bot: ✅ 已建商机…
        bo: D-1 赢单
        bot: …
        @2026-03-13T07:45:00+08:00
        @2026-03-13T08:30:00+08:00
        bot>chen: 📊 日报 · 3月11日 周三–3月12日 周四…
          ~ 赢单 1（¥50,000.00）
          | （3月12日 周四 08:30 的那份没能发出，一并在这里）
        @2026-03-16T08:30:00+08:00
        bot>chen: 📊 日报 · 3月13日 周五–3月15日 周日
        ",
    );
}

#[test]
fn overdue_work_and_activities_are_counted_by_person() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，嫌贵
        bot: ✅ …
        bo: 逾期
        bot: 逾期 · …
          | 没有逾期的跟进 👍
        chen: 活动
        bot: 活动 · …
          | • Amy · 1 次（有效 1） · 电话 1
        amy: 逾期 Bo
        bot: …
          - F-
        ",
    );
}

#[test]
fn a_digest_of_last_month_says_what_was_won_in_that_month() {
    chat(
        async |w| {
            let bo = w.rep("bo").await;
            w.manager("chen").await;
            customer(w, "天河贸易", bo).await;
            only_follow_ups(w).await;
        },
        "
        bo: 新商机 天河 10台空调 5万 6月30日
        bot: ✅ 已建商机 10台空调（D-1）
        bo: D-1 赢单
        bot: …
        @2026-04-01T10:00:00+08:00
        chen: 看简报 月报
        bot: 📊 月报 · 3月1日 周日–3月31日 周二 [2026年3月业绩]
          ~ 赢单 1（¥50,000.00）
          ~ 2026年3月业绩 ¥50,000.00（1 单）
        ",
    );
}

#[test]
fn who_stands_in_sees_whose_it_is() {
    chat(
        company,
        "
        amy: 下次 华星 后天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 请假 3月12日 3月13日 Bo
        bot: …
        bot>bo: 🤝 …
        @2026-03-13T08:30:00+08:00
        bot>bo: ☀️ 早报 · 3月13日 周五…
          ~ 送样品（F-1） · 华星电子（C-1） · Amy
        bot>chen: …
        ",
    );
}

#[test]
fn who_stands_in_sees_which_deals_are_to_close() {
    chat(
        company,
        "
        amy: 新商机 华星 10台空调 5万 3月13日
        bot: ✅ 已建商机…
        bo: 新商机 天河 2台空调 1万 3月13日
        bot: ✅ 已建商机…
        amy: 请假 3月12日 3月13日 Bo
        bot: …
        bot>bo: 🤝 …
        @2026-03-12T08:30:00+08:00
        bot>bo: ☀️ 早报 · 3月12日 周四… [D-2] [D-1]
          ~ 2台空调（D-2） · Amy：10台空调（D-1）
        bot>chen: …
        ",
    );
}

#[test]
fn a_weekly_one_that_fell_into_a_leave_comes_after_it() {
    chat(
        company,
        "
        amy: 简报 早报 关
        bot: 好的…
        bo: 简报 早报 关
        bot: 好的…
        chen: 简报 日报 关
        bot: 好的…
        chen: 请假 3月16日 3月20日
        bot: ✅ …
        bo: 新商机 天河 10台空调 5万
        bot: ✅ 已建商机…
        bo: D-1 赢单
        bot: …
        @2026-03-16T08:30:00+08:00
        @2026-03-17T08:30:00+08:00
        chen: 我回来了
        bot: …
        @2026-03-18T08:30:00+08:00
        bot>chen: 📊 周报 · 3月9日 周一–3月15日 周日
          ~ 赢单 1（¥50,000.00）
          | （晚了：本该在 3月16日 周一 08:30 发出）
        @2026-03-23T08:30:00+08:00
        bot>chen: 📊 周报 · 3月16日 周一–3月22日 周日…
        ",
    );
}

#[test]
fn what_was_missed_in_the_evening_comes_at_the_next_evening_that_was_chosen() {
    chat(
        company,
        "
        chen: 简报 周报 关
        bot: …
        chen: 简报 日报 每天 20:30
        bot: ✅ …
        bo: 新商机 天河 10台空调 5万
        bot: ✅ 已建商机…
        @2026-03-12T12:00:00+08:00
        bot>amy: …
        bot>bo: …
        bo: D-1 赢单
        bot: …
        @2026-03-12T20:30:00+08:00
        bot>chen: 📊 日报 · 3月10日 周二–3月11日 周三…
          | • 今天到现在：新线索 0 · 推进 0 · 赢单 1（¥50,000.00） · 输单 0
          | （3月11日 周三 20:30 的那份没能发出，一并在这里）
        bo: 新商机 天河 2台空调 1万
        bot: ✅ 已建商机…
        bo: D-2 赢单
        bot: …
        @2026-03-13T20:30:00+08:00
        bot>chen: 📊 日报 · 3月12日 周四…
          ~ 赢单 2（¥60,000.00）
          - 今天到现在
        @2026-03-14T20:30:00+08:00
        bot>chen: 📊 日报 · 3月13日 周五…
        ",
    );
}
