//! A manager moves, ends and gives away follow-ups of others: whose they are hear of it.

use crate::world::scenes::{only_follow_ups, team};
use crate::world::{World, chat};

/// Amy and Bo, Ben who reads English, and Chen who leads them.
async fn company(w: &World) {
    team(w).await;
    w.english("ben").await;
    only_follow_ups(w).await;
}

#[test]
fn whose_it_is_hears_that_it_was_moved_done_or_dropped_and_that_it_was_undone() {
    chat(
        company,
        "
        amy: 下次 华为 3月20日 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 改期 F-1 3月22日
        bot: ⏰ 送样品（F-1） 改到 3月22日 周日（3月23日 周一 09:00 提醒）
        chen: 改期 F-1 3月21日
        bot>chen: ⏰ 送样品（F-1） 改到 3月21日 周六（3月23日 周一 09:00 提醒） [撤销]
        bot>amy: Chen 把你的 送样品（F-1） 改到 3月21日 周六（3月23日 周一 09:00 提醒） [查看]
        chen! 撤销
        bot>chen: ↩️ 已撤销 …
        bot>amy: ↩️ 已撤回：送样品（Chen，…） [查看]
        chen: 放弃跟进 F-1
        bot>chen: 好的，不再跟进 送样品（F-1） [撤销]
        bot>amy: Chen 不再跟进你的 送样品（F-1） [查看]
        chen! 撤销
        bot>chen: ↩️ …
        bot>amy: ↩️ 已撤回：送样品（Chen，…） [查看]
        chen: 完成 F-1 我路过送到了
        bot>chen: ✅ 已完成 送样品（F-1）
        bot>amy: Chen 完成了你的 送样品（F-1） [查看]
          | “我路过送到了”
        ",
    );
}

#[test]
fn in_english_too_and_nobody_is_told_of_the_own() {
    chat(
        company,
        "
        ben: lead add Ann 13700137000
        bot: ✅ …
        ben: follow L-1 20 March call her
        bot: ✅ …
        ben: later F-1 22 March
        bot: ⏰ call her (F-1) moved to Sun 22 Mar (reminder Mon 23 Mar 09:00)
        chen: 改期 F-1 3月20日
        bot>chen: ⏰ call her（F-1） 改到 3月20日 周五
        bot>ben: Chen moved your call her (F-1) to Fri 20 Mar [Show]
        chen: 完成 F-1 打过了
        bot>chen: ✅ …
        bot>ben: Chen did your call her (F-1)
        chen! 撤销
        bot>chen: ↩️ …
        bot>ben: ↩️ …Chen…
        chen: 放弃跟进 F-1
        bot>chen: 好的…
        bot>ben: Chen dropped your call her (F-1)
        ",
    );
}

#[test]
fn who_stands_in_does_it_in_the_owners_place() {
    chat(
        company,
        "
        amy: 下次 华为 3月20日 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 代理 Bo 到 3月27日
        bot: ✅ …
        bot>bo: 🌴 …
        bo: 改期 F-1 3月19日
        bot: ⏰ 送样品（F-1） 改到 3月19日 周四
        bo: 放弃跟进 F-1
        bot: 好的…
        ",
    );
}

#[test]
fn the_card_says_whose_it_is_and_it_goes_to_anybody_but_that_one() {
    chat(
        company,
        "
        amy: 下次 华为 3月20日 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: F-1
        bot: 送样品（F-1）
          - 负责人
        chen: F-1
        bot: 送样品（F-1）
          | 负责人: Amy
        chen: 转给 F-1
        bot: 转给谁？ [Ben] [Bo]
          - [Amy]
        chen! Bo
        bot>chen: ✅ 送样品（F-1） 已转给 Bo
        bot>bo: …
        bot>amy: …
        chen: 转给 F-1
        bot: 转给谁？ [Amy] [Ben]
          - [Bo]
        ",
    );
}
