//! An edited message corrects what it did; words that answer a card are about its record.

use crate::world::chat;
use crate::world::scenes::{shop, shop_with_deals};

#[test]
fn editing_a_message_corrects_the_same_record_and_shows_the_difference() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 20台空调
        bot: ✅ 已记下 张三（L-1）
        amy~: 加线索 张三丰 13900139000 20台空调
        bot: ✏️ 已改正：张三丰（L-1） [查看] [撤销]
          | 姓名: 张三 → 张三丰
          | 电话: 13800138000 → 13900139000
        amy~: 加线索 张三丰 13800138000 30台空调
        bot: ✏️ 已改正：张三丰（L-1）
          | 电话: 13900139000 → 13800138000
          ~ 20台空调 → 30台空调
          - 姓名
        amy! 撤销
        bot: ↩️ 已撤销 …
        amy: L-1
        bot: 张三丰（L-1）
          | 电话: 13900139000
        ",
    );
}

#[test]
fn the_same_words_again_say_nothing_and_what_did_nothing_is_done_now() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线锁x 张三 13800138000
        bot: …
        amy~: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy~: 加线索  张三 13800138000
        amy~: 加客户 华星科技
        bot: 改消息只能改正它原来做的那件事。要做别的，请另发一条。
          | 原来的记录没有动。
        amy: 线索
        bot: …
          ~ L-1 张三
          - 华星
        ",
    );
}

#[test]
fn what_was_changed_later_or_taken_back_is_not_corrected_by_an_edit() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        chen: 改线索 L-1 来源=展会
        bot: …
        amy~: 加线索 张三 13900139000
        bot: 张三后来又改过（…，Chen，改线索），改消息不会再改它。请直接说要改什么。
          | 原来的记录没有动。
        amy: 加线索 李四 13700137000
        bot: ✅ …
        amy! 撤销
        bot: ↩️ …
        amy~: 加线索 李四 13700137001
        bot: 那一步已经撤销了。请重新发一条。
        ",
    );
}

#[test]
fn an_edit_that_cannot_be_meant_changes_nothing() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
        },
        "
        bo: 加线索 王五 13700137000
        bot: ✅ …
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy~: 加线索 张三 13700137000
        bot: …
          - 王五
          | 原来的记录没有动。
        amy: L-2
        bot: 张三（L-2）
          | 电话: 13800138000
        ",
    );
}

#[test]
fn an_edited_note_keeps_its_record_and_its_next_step_follows() {
    chat(
        async |w| {
            shop(w).await;
        },
        "
        amy: 记电话 华星 聊了价格 明天再打
        bot: ✅ 已记电话：华星科技（C-1）
        amy~: 记电话 华星 聊了价格，嫌贵 后天再打
        bot: ✏️ 已改正：…
          ~ 聊了价格 明天再打 → 聊了价格，嫌贵 后天再打
          ~ 3月12日
          ~ 3月13日
        amy~: 记电话 华星 聊了价格，嫌贵
        bot: ✏️ 已改正：…
          ~ 去掉了
        amy: 今天
        bot: …
          - 再打
        ",
    );
}

#[test]
fn a_move_that_is_edited_begins_again_from_where_it_was() {
    chat(
        async |w| {
            shop_with_deals(w).await;
        },
        "
        amy: 推进 D-1 报价
        bot: …
        amy~: 推进 D-1 合同
        bot: ✏️ 已改正：…
          ~ 报价 → 合同
        amy~: 推进 D-1 报价
        bot: ✏️ 已改正：…
          ~ → 报价
        ",
    );
}

#[test]
fn words_that_answer_a_card_are_about_its_record() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy>: 今天聊过了 明天再打
        bot: ✅ 已记备注：张三（L-1）
          ~ 3月12日
        amy: L-1
        bot: 张三（L-1）
          ~ 今天聊过了 明天再打
        amy>: 电话=13900139000
        bot: …
          ~ 13800138000 → 13900139000
        amy>: 已联系
        bot: …
          ~ 张三
        amy: L-1
        bot: 张三（L-1）
        amy>: 周五10点
        bot: …
          ~ 3月13日
        ",
    );
}
