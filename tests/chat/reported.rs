//! Reports and lists that are asked for as people speak, in both languages.

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

async fn sellers(w: &World) {
    let amy = w.rep("amy").await;
    w.rep("bo").await;
    w.english("ben").await;
    w.manager("chen").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

#[test]
fn a_time_a_name_and_a_report_are_understood_in_any_order() {
    chat(
        sellers,
        "
        chen: 这个月赢单率
        bot: 赢单率 · 2026年3月 · 团队…
        chen: 活动本周
        bot: 活动 · 2026-03-09 – 2026-03-15…
        chen: 今年业绩按月
        bot: 业绩 · 2026年…
        chen: bo的业绩
        bot: 业绩 · 2026年3月 · Bo…
        chen: 华东本月业绩
        bot: 业绩 · 2026年3月 · 团队…
        chen: 本月业绩排名
        bot: 业绩 · 2026年3月 · 团队…
        chen: 谁逾期最多
        bot: 逾期 · 团队…
        amy: 逾期的
        bot: 逾期 · 我的…
        amy: 预测下个月
        bot: 预测 · 2026年4月 · 我的…
        amy: 本月业绩不错
        bot: …
          - 业绩 · 2026年3月
        ben: report lost this month
        bot: No deals…
          ~ lost
        ben: activity 2026-03-02 2026-03-08
        bot: Activity · 2026-03-02 – 2026-03-08…
        ben: my win rate last month
        bot: Win rate · February 2026…
        ",
    );
}

#[test]
fn how_many_is_told_by_the_report_of_what_was_done() {
    chat(
        sellers,
        "
        amy: 记电话 华星 聊了价格
        bot: ✅ …
        amy: 我这周打了几个电话
        bot: 活动 · …
          ~ 电话 1
        amy: 本周拜访了几个客户
        bot: 活动 · …
          ~ 电话 1
        chen: amy这个月拜访了几家
        bot: 活动 · 2026年3月 · Amy…
          ~ 电话 1
        amy: 新商机 华星 空调 12万
        bot: ✅ …
        amy: 我有几个商机？
        bot: 商机 · … [D-1]
        ben: how many deals do I have
        bot: …
          ~ deal
        ben: how many calls did I make this week?
        bot: Activity · …
        ",
    );
}
