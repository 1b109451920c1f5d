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
        amy: C-1
        bot: 华威…
        ",
    );
}
