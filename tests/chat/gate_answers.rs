//! Answers to what a stage demands that are none: words that are no amount, and those that leave it.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

async fn company(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

const BEGIN: &str = "
        dana: 关卡 报价 金额
        bot: ✅ …
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 食堂改造
        bot: ✅ …
        ben: customer add Acme
        bot: ✅ …
        ben: deal open Acme canteen
        bot: ✅ …
        ";

#[test]
fn what_is_no_amount_is_not_understood_and_not_too_large() {
    for (words, said) in [("12月31日", "12月31日"), ("你好", "你好"), ("客户还没说", "客户还没说")]
    {
        chat(
            company,
            &format!(
                "{BEGIN}
                amy: 推进 D-1 报价
                bot: 食堂改造（D-1）进入报价之前：金额是？…
                amy: {words}
                bot: “金额”没看懂：{said}。…例如：12万…
                  - 太大
                amy: 2000亿
                bot: “金额”太大了…
                amy: 12万
                bot: ✅ 食堂改造（D-1）：需求确认 → 报价 · 60%
                "
            ),
        );
    }
    chat(
        company,
        &format!(
            "{BEGIN}
            ben: deal move D-2 quotation
            bot: …
            ben: hello there
            bot: Amount not understood: hello there…such as 120k…
            ben: 120k
            bot: ✅ …
            "
        ),
    );
}

#[test]
fn words_that_leave_it_take_the_question_back() {
    for words in ["先算了", "不改了", "不知道", "以后再说"] {
        chat(
            company,
            &format!(
                "{BEGIN}
                amy: 推进 D-1 报价
                bot: 食堂改造（D-1）进入报价之前：金额是？…
                amy: {words}
                bot: 好的，不推进商机了。
                "
            ),
        );
    }
    for words in ["never mind", "don't know", "forget it"] {
        chat(
            company,
            &format!(
                "{BEGIN}
                ben: deal move D-2 quotation
                bot: …
                ben: {words}
                bot: All right, no deal move.
                "
            ),
        );
    }
}
