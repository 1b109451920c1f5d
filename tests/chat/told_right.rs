//! Numbers say what they count: forecasts, discounts, trials of rules, lists by a length of time.

use crate::world::scenes::{customer, only_follow_ups, shop};
use crate::world::{World, chat};

async fn sellers(w: &World) {
    let amy = w.rep("amy").await;
    w.rep("bo").await;
    w.manager("chen").await;
    w.admin("dana").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

#[test]
fn a_forecast_adds_up_the_lines_below_its_sum_and_sets_the_others_apart() {
    chat(
        sellers,
        "
        amy: 新商机 华星 一期 10万 3月30日
        bot: ✅ …
        amy: 新商机 华星 二期 20万 9月30日
        bot: ✅ …
        amy: 预测
        bot: 预测 · 2026-03-01 – 2026-05-31 · 我的…
          | 合计预测 ¥20,000.00（已赢的，加上在谈的按赢率折算）
          | • 2026年3月 · ¥20,000.00 · 在谈 1 个 ¥100,000.00
          | 另外，没有计入合计：
          | • 更晚 · ¥40,000.00 · 在谈 1 个 ¥200,000.00
        amy: 预测 2026年
        bot: …
          | 合计预测 ¥60,000.00（已赢的，加上在谈的按赢率折算）
          - 没有计入
        ",
    );
}

#[test]
fn a_report_of_leads_tells_of_those_of_nobody() {
    chat(
        sellers,
        "
        chen: 加线索 张三 13800138000 来源=展会
        bot: ✅ …
        dana: 加线索 李四 13800138001 来源=展会 负责人=公海
        bot: ✅ …
        chen: 线索报表 今天
        bot: 新线索 · … [线索池]
          | 合计 1 条 · 转客户 0（0%）· 赢单 0 · 丢 0
          | 另有 1 条没有负责人（在线索池），没有计入合计。
        dana: 线索报表 今天
        bot: 新线索 · …
          ~ 合计 2 条
          - 另有
        ",
    );
}

#[test]
fn a_trial_gives_the_leads_of_the_week_anew() {
    chat(
        sellers,
        "
        dana: 加线索 一 13800138001 负责人=公海
        bot: ✅ …
        dana: 加线索 二 13800138002 负责人=公海
        bot: ✅ …
        dana: 加线索 三 13800138003 负责人=公海
        bot: ✅ …
        dana: 分配规则 每天=1 轮流 华东
        bot: ✅ …
          | 试算：上周的 3 条线索里，2 条会按它走：Amy 1 · Bo 1
        dana! 启用
        bot: ✅ 规则 1 已启用
        dana: 加线索 四 13800138004 负责人=公海
        bot: ✅ …
        bot>amy: 🎯 …
        dana: 加线索 五 13800138005 负责人=公海
        bot: ✅ …
        bot>bo: 🎯 …
        dana: 试分配 1
        bot: 规则 1：…
          | 试算：上周的 5 条线索里，2 条会按它走：Amy 1 · Bo 1
        ",
    );
}

#[test]
fn a_discount_is_told_of_the_price_that_holds() {
    chat(
        shop,
        "
        chen: 改价 A100 底价=1000
        bot: ✅ …
        chen: 改价 A100 50台起 3100
        bot: ✅ …
        amy: 下单 三一 A100*50 八折
        bot: ✅ 已下单（草稿）O-1 三一重工…
          | ⚠️ A100 空调 比50台起价 ¥3,100.00 低 20%，超过 15%
        amy: 下单 三一 A100*20 八折
        bot: ✅ 已下单（草稿）O-2 三一重工…
          | ⚠️ A100 空调 比标价低 20%，超过 15%
        ",
    );
}

#[test]
fn drafts_and_what_was_cancelled_are_no_sales_of_the_week() {
    chat(
        shop,
        "
        amy: 下单 三一 A100*1
        bot: ✅ …
        amy: 下单 三一 A100*2
        bot: ✅ …
        amy: 下单 三一 A100*3
        bot: ✅ …
        amy: 取消订单 O-2 客户不要了
        bot: ✅ …
        amy: 提交 O-3
        bot: ✅ …
        bot>chen: …
        amy: 周报
        bot: 📝 周报 · …
          | • 订单 1（¥10,500.00）：O-3
          | • 订单，没有计入：O-2 已取消 · O-1 草稿
        ",
    );
}

#[test]
fn a_length_of_time_begins_or_ends_today_and_what_is_new_is_not_stale() {
    chat(
        sellers,
        "
        amy: 新商机 华星 一期 10万 3月20日
        bot: ✅ …
        amy: 新商机 华星 二期 20万 9月30日
        bot: ✅ …
        amy: 30天内预计成交的商机
        bot: 商机 · 成交 3月11日… – 4月10日… [D-1]
        amy: 两周内要签的商机
        bot: 商机 · 成交 3月11日… – 3月25日… [D-1]
        amy: deals closing within 2 weeks
        bot: 商机 · 成交 3月11日… – 3月25日… [D-1]
        amy: 超过一个月没跟进的商机
        bot: 没有符合条件的商机。…
        amy: 超过一周没跟进的商机
        bot: 没有符合条件的商机。…
        @2026-04-20T10:00:00+08:00
        amy: 超过一个月没跟进的商机
        bot: 商机 · 没跟进：2026-03-20 – 2026-04-20 [D-2] [D-1]
        amy: 好久没联系的客户
        bot: 客户 · 没跟进：2026-03-21 – 2026-04-20 [C-1]
        ",
    );
}

#[test]
fn a_step_without_an_order_is_that_of_the_card_shown_last() {
    chat(
        shop,
        "
        amy: 下单 三一 A100*1
        bot: ✅ …
        amy: 下单 三一 A100*2
        bot: ✅ …
        amy: 取消订单 O-2 客户不要了
        bot: ✅ …
        amy: O-1
        bot: O-1…
        amy: 提交
        bot: ✅ …O-1…
        bot>chen: …
        chen: O-2
        bot: O-2…
        chen: 确认
        bot: 还差“订单”… [O-1]
          - O-2
        chen: 取消
        bot: …
        chen: O-1
        bot: O-1…
        chen: 确认
        bot: ✅ …O-1…
        bot>amy: …
        ",
    );
}
