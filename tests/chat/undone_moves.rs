//! What was undone, and what went forth and back, has not moved: in all reports and digests.

use crate::world::scenes::{only_follow_ups, shop_with_deals};
use crate::world::{World, chat};

/// Amy with the deals D-1 and D-2, and Chen, who leads her.
async fn company(w: &World) {
    shop_with_deals(w).await;
    only_follow_ups(w).await;
}

#[test]
fn an_undone_move_is_in_no_report() {
    chat(
        company,
        "
        amy: D-1 报价
        bot: …
        amy: 日报
        bot: 📝 日报…
          ~ 推进 1
        amy: 撤销
        bot: ↩️ 已撤销 …
        amy: 日报
        bot: 📝 日报…
          - 推进
        amy: 周报
        bot: 📝 周报…
          - 推进
        chen: 看简报 日报
        bot: 📊 日报…
          - 推进 1
        amy: 撤销
        bot: 最后做的是一次撤销… [恢复 推进商机：空调]
        amy! 恢复 推进商机：空调
        bot: ↪️ …
        amy: 日报
        bot: 📝 日报…
          ~ 推进 1
        amy! 撤销
        bot: ↩️ …
        amy: 周报
        bot: 📝 周报…
          - 推进 1
        ",
    );
}

#[test]
fn what_went_forth_and_back_did_not_move_and_what_is_undone_later_neither() {
    chat(
        company,
        "
        amy: D-1 报价
        bot: …
        amy: D-1 需求确认
        bot: …
        amy: D-2 方案递交
        bot: …
        amy: 日报
        bot: 📝 日报…
          ~ 推进 1
        @2026-03-12T10:00:00+08:00
        amy: D-1 报价
        bot: …
        chen: 看简报 日报
        bot: 📊 日报 · 3月11日 周三…
          ~ 推进 1
        amy: 周报
        bot: 📝 周报…
          ~ 推进 2
        amy: daily report
        bot: 📝 …
          ~ 推进 1
        ",
    );
}

#[test]
fn what_is_undone_on_the_next_day_is_gone_from_the_day_before() {
    chat(
        company,
        "
        amy: D-2 方案递交
        bot: …
        @2026-03-12T10:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月11日 周三…
          ~ 推进 1
        amy! 撤销
        bot: ↩️ …
        chen: 看简报 日报
        bot: 📊 日报 · 3月11日 周三…
          - 推进 1
        ",
    );
}
