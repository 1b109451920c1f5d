//! What is said while a question waits and is no answer to it, and what is asked of us.

use crate::world::chat;
use crate::world::scenes::shop;

#[test]
fn a_word_that_links_others_is_nobodys_name() {
    chat(
        async |w| {
            w.english("ben").await;
        },
        "
        ben: customer add Tom Baker
        bot: …
        ben: deal add Tom Baker pumps 80k
        bot: …
        ben: customer add Acme
        bot: …
        ben: deal add Acme valves 50k
        bot: …
        ben: D-2
        bot: valves…
        ben: lost on price
        bot: …
          - Tom Baker
          - D-1
        ",
    );
}

#[test]
fn a_sentence_of_its_own_is_no_answer_that_cannot_be_read() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加客户 华威
        bot: …
        amy: 加线索 张三
        bot: …
        amy: 周四上午10点华威开会
        bot: ✅…
          ~ 华威
        amy: 没联系过的线索
        bot: …
          - 看不懂
        ",
    );
}

#[test]
fn a_code_said_later_is_looked_at_and_the_question_goes_on_at_a_tap() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*2
        bot: ✅…
        amy: 今天
        bot: …
        amy: 提交订单
        bot: …
        amy: 订单
        bot: …
        amy: O-1
        bot: O-1… [接着提交订单]
        ",
    );
}

#[test]
fn an_edit_of_another_record_is_no_answer_to_which_one() {
    chat(
        async |w| {
            w.english("ben").await;
        },
        "
        ben: customer add Acme
        bot: …
        ben: deal add Acme pumps 80k
        bot: …
        ben: deal add Acme valves 50k
        bot: …
        ben: customer add Elm
        bot: …
        ben: deal add Elm fans 10k
        bot: …
        ben: quoted Acme 33k
        bot: Which…
        ben: D-3 amount=45k
        bot: ✅…
          ~ 45,000
          - Quotation
        ",
    );
}

#[test]
fn a_question_is_not_what_has_happened() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加客户 华为
        bot: …
        amy: 加联系人 华为 李工 13800138000
        bot: …
        amy: 新商机 华为 空调 8万
        bot: …
        amy: D-1
        bot: …
        amy: 这个单上次聊了啥
        bot: …
          - 已记
        amy: 华为上次聊了啥
        bot: 华为…
          - 已记
        amy: 李工电话多少
        bot: …
          ~ 13800138000
        amy: 李工电话
        bot: …
        ben: customer add Acme 13900139000
        bot: …
        ben: follow Acme tomorrow call
        bot: …
        ben: what's Acme's number
        bot: Acme…
          ~ 13900139000
        ben: done F-1
        bot: …
        ben: show me what is left
        bot: …
          - Done
        ",
    );
}

#[test]
fn what_was_taken_back_comes_back_by_its_name() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 恢复
        bot: 刚才没有撤销什么…
        amy: 加客户 华威
        bot: …
        amy: 撤销
        bot: ↩️…
        amy: 恢复
        bot: ↪️…
        amy: 恢复
        bot: 刚才没有撤销什么…
        amy: C-1
        bot: 华威…
        ",
    );
}

#[test]
fn what_is_told_or_asked_is_nobodys_name_and_no_reason() {
    chat(
        shop,
        "
        amy: 加联系人 华星 李工 13800138000
        bot: …
        amy: 新商机 三一
        bot: …
        amy: 李工电话
        bot: …
          ~ 13800138000
          - D-1
        amy: 王总说他出差了
        bot: …
          - 已建商机
        amy: 取消
        bot: …
        amy: 下单 华星 A100*2
        bot: ✅…
        amy: O-1 取消
        bot: …
        amy: 是
        bot: …
          - 已取消
        amy: O-1 改成5台
        bot: ✅…
          ~ 5台
        amy: 加线索 孙悟 13611110021，唐僧 13611110022
        bot: ✅…
          | 电话: 13611110021
        amy: 华星不签了
        bot: …
          - 赢单
        ",
    );
}

#[test]
fn a_sentence_that_begins_like_a_field_is_a_note() {
    chat(
        async |w| {
            w.english("ben").await;
        },
        "
        ben: customer add Acme
        bot: …
        ben: deal add Acme pumps 80k
        bot: …
        ben: D-1 name the price by Friday
        bot: …
          - Name
        ben: D-1 competitor quoted 390k
        bot: …
          - Competitor
        ben: D-1 lost contact with the buyer
        bot: …
          - Noted as lost
        ben: follow Acme friday 3pm call
        bot: …
        ben: push F-2 to next Tuesday
        bot: …Tue…15:00…
        ben: push F-2 by a week
        bot: …15:00…
        ben: lead add Ann 13800138000
        bot: …
        ben: L-1 return call tomorrow
        bot: …
          - pool
        ",
    );
}

#[test]
fn what_was_done_is_told_apart_from_what_is_to_come() {
    chat(
        async |w| {
            shop(w).await;
            w.english("ben").await;
        },
        "
        amy: 发了样品给华星 王总说下周五给反馈
        bot: ✅ 已记备注：华星科技…
          ~ 反馈
        amy: 打给华星 说下个月才定
        bot: ✅ 已记电话：华星科技…
        ben: customer add Acme
        bot: …
        ben: follow Acme friday look at the site
        bot: …
        ben: done F-3, will call him Thursday to confirm
        bot: ✅…
          - call:
        ben: report activity this week
        bot: …
          - Call
        ben: order place Acme A100*5 gift B7*1
        bot: ✅…
          ~ ¥0.00
        ben: new lead from Orion Labs: Rita Hayes 13810101012, call her Wed
        bot: ✅ Saved Rita Hayes…
          | Company: Orion Labs
        ",
    );
}
