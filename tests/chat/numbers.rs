//! Numbers and lists as people ask for them, what is done before a code, and the day of a win.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

async fn three(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    w.manager("chen").await;
    only_follow_ups(w).await;
}

#[test]
fn what_was_sold_is_asked_for_in_sentences() {
    chat(
        three,
        "
        amy: 我这个月卖了多少
        bot: 业绩 · 2026年3月 · …
        amy: 这个月业绩怎么样
        bot: 业绩 · 2026年3月 · …
        chen: amy上个月卖了多少
        bot: 业绩 · 2026年2月 · …
        ben: how much did I sell this month
        bot: … · March 2026 · …
        ben: how am I doing this month?
        bot: … · March 2026 · …
        amy: 他们这个月卖了多少
        bot: 没看懂…
        ",
    );
}

#[test]
fn lists_of_what_is_to_be_signed_and_stands_still() {
    chat(
        three,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 食堂改造 3月30日
        bot: ✅ …
        amy: 新商机 华星科技 机房改造 6月30日
        bot: ✅ …
        amy: 我的单
        bot: 商机
          ~ D-1
          ~ D-2
        amy: 这个月要签的单
        bot: 商机…
          ~ D-1
          - D-2
        amy: 超过两周没动的单
        bot: 没有符合条件的商机…
        @2026-03-28T10:00:00+08:00
        amy: 超过两周没动的单
        bot: 商机…
        ",
    );
}

#[test]
fn a_win_is_booked_on_the_day_that_is_said_and_its_button_shows_for_how_much() {
    chat(
        three,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 食堂改造 2.8万
        bot: ✅ …
        ben: customer add Acme
        bot: ✅ …
        ben: deal open Acme canteen 20k
        bot: ✅ …
        @2026-03-20T10:00:00+08:00
        amy: 华星 签了 3万
        bot: “华星 签了 3万”是想说“赢单”吗？… [赢单 D-1 食堂改造 ¥30,000.00]
        amy: 华星 昨天签了
        bot: … [赢单 D-1 食堂改造 ¥28,000.00]
        amy! 赢单 D-1 食堂改造 ¥28,000.00
        bot: 🎉 恭喜！食堂改造（D-1） 赢单了，¥28,000.00
          | 赢单日期: 3月19日 周四
        ben: D-2 won 5 Mar
        bot: This deal began on…
        ben: D-2 signed yesterday
        bot: 🎉 …
          ~ Won on
        ben! Undo
        bot: ↩️ …
        ben: D-2 won 15 Mar 30k
        bot: 🎉 … ¥30,000.00
          ~ 15 Mar
        ",
    );
}

#[test]
fn what_is_to_be_done_may_stand_before_the_code() {
    chat(
        three,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        chen: assign L-1 amy
        bot: …
        ben: take L-1
        bot: …L-1…
          - not-understood
        ben: take L-9
        bot: I find no “L-9”…
        ",
    );
}
