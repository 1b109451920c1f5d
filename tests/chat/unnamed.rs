//! Words behind a command that name no record: the one at hand is meant, or it is asked, and nothing
//! of them is lost. A sentence is nobody's name.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

async fn two(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    only_follow_ups(w).await;
}

#[test]
fn what_was_done_needs_no_record_after_a_card_of_it() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 下次 华星科技 明天 送样品
        bot: ✅ …
        amy: 下次 华星科技 后天 回访
        bot: ✅ …
        amy: F-1
        bot: 送样品（F-1）…
        amy: 完成，客户很满意，下周三发合同
        bot: ✅ 已完成 送样品（F-1）
          ~ 发合同
        ben: customer add Acme
        bot: ✅ …
        ben: follow Acme tomorrow samples
        bot: ✅ …
        ben: F-4
        bot: samples (F-4)…
        ben: done, they like it, next Wed send contract
        bot: ✅ …
          ~ send contract
        ben: C-2
        bot: Acme (C-2)…
          ~ they like it
        ",
    );
}

#[test]
fn alone_it_is_asked_which_with_all_the_words() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加客户 三一重工
        bot: ✅ …
        @2026-03-11T16:00:00+08:00
        amy: 记电话，他们很满意
        bot: 哪个客户、商机或线索？…
          ~ 他们很满意
          - 加客户
        amy: 华星
        bot: ✅ …
        amy: C-1
        bot: 华星科技（C-1）…
          ~ 他们很满意
        ben: customer add Acme
        bot: ✅ …
        @2026-03-11T16:30:00+08:00
        ben: log call, they like it, next Wed send contract
        bot: …
          ~ they like it
          - Add customer
        ben: Acme
        bot: ✅ …
          ~ send contract
        ben: C-3
        bot: Acme (C-3)…
          ~ they like it
        ",
    );
}

#[test]
fn a_sentence_is_offered_as_nobodys_name() {
    chat(
        two,
        "
        amy: 新商机 我这边想报个价 12万
        bot: 没有叫“我这边想报个价”的…
          - 加客户
        amy: 取消
        bot: …
        amy: 新商机 腾讯 12万
        bot: 没有找到客户“腾讯”… [加客户 腾讯]
        ben: deal open how much did they want 12k
        bot: Nothing is called “how”…
          - Add customer
        ",
    );
}
