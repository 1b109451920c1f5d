//! Standing in is not passed on: where whoever stands in is away as well, nobody hears of it.

use crate::world::scenes::{no_next_steps, only_follow_ups, shop, team};
use crate::world::{World, chat};

/// Amy and Bo with customers, Eve with none, Ben who reads English, and Chen who leads them.
async fn company(w: &World) {
    team(w).await;
    w.rep("eve").await;
    w.english("ben").await;
    no_next_steps(w).await;
}

#[test]
fn whoever_stands_in_for_a_stand_in_hears_nothing_of_the_first() {
    chat(
        company,
        "
        amy: 下次 华威 3月13日 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 下次 华威 3月13日11点 拜访王工
        bot: ✅ 已安排 拜访王工（F-2）
        amy: 下次 华威 3月16日 他们答应周一付款
        bot: ✅ …
        amy: 请假 3月12日 3月20日 Bo
        bot: ✅ …
        bot>bo: 🤝 …
        bo: 请假 3月13日 3月16日 Eve
        bot: ✅ …
          | 这几天你本来代理：Amy。已告诉他们：这几天没有人代，提醒随后再发。
        bot>eve: 🤝 …
        bot>amy: 代理你的 Bo 3月13日…也不在：这几天的提醒随后再发。
        @2026-03-13T09:00:00+08:00
        @2026-03-13T10:45:00+08:00
        @2026-03-13T12:00:00+08:00
        @2026-03-16T09:00:00+08:00
        eve: F-1
        bot: 没有找到“F-1”…
        @2026-03-17T09:00:00+08:00
        bot>bo: …
          ~ 送样品
          ~ 拜访王工
          ~ 付款
          ~ 代 Amy
        @2026-03-18T09:00:00+08:00
        bot>bo: …
          ~ 代 Amy
        ",
    );
}

#[test]
fn it_waits_for_the_one_who_is_away_where_that_one_is_back_first() {
    chat(
        company,
        "
        ben: lead add Ann 13700137000
        bot: ✅ …
        ben: lead contacted L-1
        bot: …
        ben: follow L-1 13 March call her
        bot: ✅ …
        ben: leave 12 March 13 March Bo
        bot: ✅ …
        bot>bo: 🤝 …
        bo: 请假 3月13日 3月27日 Eve
        bot: ✅ …
        bot>eve: 🤝 …
        bot>ben: Bo, who stands in for you, is away too…
        @2026-03-13T09:00:00+08:00
        @2026-03-14T00:00:00+08:00
        @2026-03-16T09:00:00+08:00
        bot>ben: ⏰ Due: call her…
        ",
    );
}

#[test]
fn a_stand_in_who_is_back_earlier_hears_of_it_then() {
    chat(
        company,
        "
        amy: 下次 华威 3月12日 送样品
        bot: ✅ …
        amy: 代理 Bo 到 3月20日
        bot: ✅ Bo 代理 Amy…
        bot>bo: 🌴 你代理 Amy…
        bo: 代理 Ben 到 3月18日
        bot: ✅ Ben 代理 Bo…
          | 这几天你本来代理：Amy。已告诉他们：这几天没有人代，提醒随后再发。
        bot>ben: 🌴 You stand in for Bo…
          - 送样品
        bot>amy: 代理你的 Bo 3月11日…也不在…
        @2026-03-12T09:00:00+08:00
        @2026-03-13T09:00:00+08:00
        bo: 我回来了
        bot: ✅ 代理结束：…
        bot>ben: Bo …
        bot>bo: ⏰ 该跟进了：送样品…
          | 代 Amy
        chen: 代理 Amy 给 Eve 到 3月20日
        bot: ✅ Eve 代理 Amy…
        bot>eve: 🌴 你代理 Amy…
        bot>amy: Chen 请 Eve 代理你…
        bot>bo: …
        chen: 代理 Eve 给 Ben 到 3月20日
        bot: ✅ Ben 代理 Eve…
          | 这几天 Eve 本来代理：Amy。已告诉他们：代理不再往下转，提醒等其中先回来的人。
        bot>ben: 🌴 You stand in for Eve…
        bot>eve: Chen 请 Ben 代理你…
        bot>amy: 代理你的 Eve …也不在…
        ",
    );
}

#[test]
fn who_is_on_leave_cannot_be_asked_to_stand_in_on_these_days() {
    chat(
        company,
        "
        bo: 请假 3月13日 3月16日
        bot: ✅ …
        amy: 代理 Bo 到 3月20日
        bot: Bo 3月13日 周五 到 3月16日 周一 自己也请假…
        ben: cover Bo until 20 March
        bot: Bo is on leave as well, Fri 13 Mar to Mon 16 Mar…
        ben: cover Bo until 12 March
        bot: ✅ Bo stands in for Ben…
        bot>bo: 🌴 …
        ",
    );
}

#[test]
fn the_manager_hears_once_of_what_waits_for_a_manager_who_stands_in() {
    chat(
        async |w| {
            team(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华威 3月12日 送样品
        bot: ✅ …
        amy: 代理 Bo 到 3月27日
        bot: ✅ Bo 代理 Amy…
        bot>bo: 🌴 …
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        bo: 代理 Chen 到 3月13日
        bot: ✅ Chen 代理 Bo…
          | 这几天你本来代理：Amy。…
        bot>chen: 🌴 …
        bot>amy: 代理你的 Bo …
        @2026-03-13T09:00:00+08:00
        @2026-03-16T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        @2026-03-17T09:00:00+08:00
        @2026-03-18T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        @2026-03-19T09:00:00+08:00
        @2026-03-23T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        bot>chen: ⏰ Amy：送样品（F-1）…
          - 提醒 Amy
        ",
    );
}

#[test]
fn a_manager_who_stands_in_is_told_once() {
    chat(
        async |w| {
            team(w).await;
            only_follow_ups(w).await;
        },
        "
        amy: 下次 华威 3月12日 送样品
        bot: ✅ …
        amy: 代理 Chen 到 3月27日
        bot: ✅ Chen 代理 Amy…
        bot>chen: 🌴 …
        @2026-03-12T09:00:00+08:00
        bot>chen: ⏰ 该跟进了：送样品…
          | 代 Amy
        @2026-03-13T09:00:00+08:00
        bot>chen: ⏰ 该跟进了：送样品…
        @2026-03-16T09:00:00+08:00
        bot>chen: ⏰ 该跟进了：送样品…
        @2026-03-18T09:00:00+08:00
        bot>chen: ⏰ 该跟进了：送样品…
        @2026-03-19T09:00:00+08:00
        @2026-03-23T09:00:00+08:00
        bot>chen: ⏰ 该跟进了：送样品…
        @2026-03-24T09:00:00+08:00
        ",
    );
}

#[test]
fn an_order_that_waits_goes_past_a_stand_in_who_is_away() {
    chat(
        async |w| {
            shop(w).await;
            w.rep("bo").await;
            w.manager("mia").await;
            w.admin("dana").await;
            no_next_steps(w).await;
        },
        "
        amy: 下单 华星 A100*3
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技
        bot>chen: Amy 提交了订单…
        bot>dana: Amy 提交了订单…
        bot>mia: Amy 提交了订单…
        chen: 代理 Mia 到 3月20日
        bot: ✅ Mia 代理 Chen…
        bot>mia: 🌴 …
        mia: 代理 Bo 到 3月20日
        bot: ✅ Bo 代理 Mia…
          | 这几天你本来代理：Chen。…
        bot>bo: 🌴 …
        bot>chen: 代理你的 Mia …
        @2026-03-16T09:00:00+08:00
        bot>dana: ⏰ Amy：订单 O-1 停在“待确认”5 天了 [确认]
        ",
    );
}

#[test]
fn who_is_away_is_not_reminded_from_a_digest_either() {
    chat(
        company,
        "
        amy: 下次 华威 3月12日 送样品
        bot: ✅ …
        amy: 代理 Bo 到 3月20日
        bot: ✅ …
        bot>bo: 🌴 …
        @2026-03-12T09:00:00+08:00
        bot>bo: ⏰ 该跟进了：送样品…
        @2026-03-13T09:00:00+08:00
        bot>bo: ⏰ …
        chen: 要处理的
        bot: … [1 · F-1] [1 · 转给别人]
          - 提醒 Amy
        chen: 提醒 F-1 发了吗
        bot: ✅ 已提醒 Bo：送样品（F-1）
        bot>bo: 🔔 Chen 问起 Amy：送样品（F-1）…
        bo: 代理 Eve 到 3月20日
        bot: ✅ …
        bot>eve: 🌴 …
        bot>amy: 代理你的 Bo …
        chen: 提醒 F-1
        bot: Amy 不在，3月21日 周六 回来。等人回来再说，或者先转给别的同事。 [转给别人]
        ",
    );
}

#[test]
fn whoever_is_not_back_after_all_is_stood_in_for_again_in_plain_words() {
    chat(
        company,
        "
        amy: 代理 Ben 到 3月20日
        bot: ✅ Ben 代理 Amy…
        bot>ben: 🌴 You stand in for Amy…
        amy: 我回来了
        bot: ✅ 代理结束：…
        bot>ben: Amy is back: you stand in no more. Thank you!
        amy: 撤销
        bot: ↩️ 已撤销：Amy 照旧不在，原来的代理继续。
        bot>ben: 🤝 Amy is not back after all: you stand in as before.
        amy: 撤销
        bot: ↪️ …
        bot>ben: Amy is back: you stand in no more. Thank you!
        ben: leave 12 March 13 March Bo
        bot: ✅ …
        bot>bo: 🤝 …
        ben: I'm back
        bot: …
        bot>bo: …
        ben: undo
        bot: ↩️ Undone: Ben is away as before, and whoever stood in does so again.
        bot>bo: 🤝 Ben 还没回来：仍由你代理。
        ",
    );
}

#[test]
fn what_a_stand_in_plans_is_for_whoever_is_back() {
    chat(
        async |w| {
            team(w).await;
            w.admin("dana").await;
            only_follow_ups(w).await;
        },
        "
        amy: 代理 Bo 到 3月12日
        bot: ✅ Bo 代理 Amy…
        bot>bo: 🌴 …
        bo: 记电话 华威 王总答应3月16日付款
        bot: ✅ …
          ~ F-1
        bo: 下次 华星 3月16日 送样品
        bot: ✅ 已安排 送样品（F-2）
        @2026-03-13T09:00:00+08:00
        @2026-03-16T09:00:00+08:00
        bot>amy: ⏰ …
          ~ 付款
        bot>bo: ⏰ 该跟进了：送样品…
        amy: 代理 Bo 到 3月20日
        bot: ✅ Bo 代理 Amy…
        bot>bo: 🌴 …
        dana: 冻结 Amy
        bot>bo: Amy 的账号冻结了，你不用再代理。
        bot>dana: …
        ",
    );
}
