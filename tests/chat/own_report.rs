//! A rep's own report of the day and of the week, in conversation: drafted, added to, sent.

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

/// Amy, Ben, whom nobody leads that may read it, and Chen, who leads Amy.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

#[test]
fn the_day_is_drafted_from_its_facts_and_one_tap_sends_it() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，嫌贵，答应明天发报价
        bot: ✅ …
        amy: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ …
        amy: D-1 赢单
        bot: …
        amy: 日报
        bot: 📝 日报 · … [发给 Chen] [补一句再发]
          | • 跟进 1 次（有效 1） · 电话 1
          | • 华星电子 · 聊了价格，嫌贵，答应明天发报价
          | • 新线索 0 · 推进 0 · 赢单 1（¥120,000.00） · 输单 0
          | • 3月12日 周四 · 答应的 发报价（F-1） · 华星电子
        amy! 发给 Chen
        bot>amy: ✅ 📝 日报 已发给 Chen
        bot>chen: Amy · 📝 日报 · …
          | • 华星电子 · 聊了价格，嫌贵，答应明天发报价
        amy! 发给 Chen
        bot>amy: …
        ",
    );
}

#[test]
fn a_report_is_added_to_before_it_goes_out() {
    chat(
        company,
        "
        amy: 记拜访 华星 见了采购经理，谈好样品
        bot: ✅ …
        amy: 周报
        bot: 📝 周报 · … [发给 Chen] [补一句再发]
          ~ 拜访 1
        amy! 补一句再发
        bot: 补一句什么？…
        amy: 下周要去展会
        bot>amy: ✅ 📝 周报 已发给 Chen
        bot>chen: Amy · 📝 周报 · …
          | “下周要去展会”
        amy: 日报 今天堵车，少跑一家
        bot: 📝 日报 · …
          | “今天堵车，少跑一家”
        amy! 发给 Chen
        bot>amy: ✅ 📝 日报 已发给 Chen
        bot>chen: Amy · 📝 日报 · …
          | “今天堵车，少跑一家”
        chen: 日报
        bot: 📊 日报…
        ",
    );
}
