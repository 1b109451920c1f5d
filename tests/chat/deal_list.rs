//! Deals in conversation: lists, filters, sums, pages.

use bot_core::commands::new_id;
use bot_core::domain::pipeline::Pipeline;

use crate::world::scenes::team;
use crate::world::{World, chat};

/// Ten deals of Amy, worth 1 to 10 thousand, and one of Bo in dollars.
async fn eleven(w: &World) {
    team(w).await;
    for n in 1..=10 {
        w.say("amy", &format!("新商机 华威 第{n}批 金额={n}000")).await;
        w.channel.next();
    }
    w.say("bo", "新商机 华星 配件 USD 20k").await;
    w.channel.next();
}

#[test]
fn an_empty_list_says_what_to_do_first() {
    chat(
        team,
        "
        amy: 商机
        bot: 还没有进行中的商机。先建一个：新商机 华威…
        amy: 商机 赢单
        bot: 没有符合条件的商机。 [所有商机]
        ",
    );
}

#[test]
fn a_list_goes_on_over_pages_and_its_sum_is_the_sum_of_all() {
    chat(
        eleven,
        "
        amy: 商机
        bot: 商机 [D-10] [D-3] [更多]
          ~ D-10 第10批 · 华威机械 · ¥10,000.00 · 需求确认
          | 合计 10 个 · ¥55,000.00
          - D-2
          - Amy
        amy: 更多
        bot: 商机 [D-2] [D-1]
          | 合计 10 个 · ¥55,000.00
        amy: 更多
        bot: 没有更多了。
        ",
    );
}

#[test]
fn a_list_is_narrowed_by_stage_outcome_colleague_and_customer() {
    chat(
        eleven,
        "
        amy: D-1 报价
        bot: ✅ …
        amy: D-2 赢单
        bot: 🎉 …
        amy: 商机 报价
        bot: 商机 · 报价 [D-1]
          | 合计 1 个 · ¥1,000.00
        amy: 商机 quot
        bot: 商机 · 报价 [D-1]
        amy: 商机 赢单
        bot: 商机 · 已赢单 [D-2]
        amy: 商机 华为
        bot: 没有符合条件的商机。
        amy: 商机 华威 需求确认
        bot: 商机 · 华威机械 · 需求确认
          | 合计 8 个 · ¥52,000.00
        amy: 商机 bo
        bot: 没有叫“bo”的阶段、同事或客户…
        amy: 商机 华星
        bot: 没有叫“华星”的阶段、同事或客户…
        amy: 商机 amy 报价
        bot: 商机 · Amy · 报价
        chen: 商机 bo
        bot: 商机 · Bo
          ~ D-11 配件 · 华星电子 · USD 20,000.00 · 需求确认 · Bo
        chen: 商机 阶段=需求
        bot: 商机 · 需求确认
          | 合计 9 个 · ¥52,000.00 + USD 20,000.00
        chen: 商机 客户=华星
        bot: 商机 · 华星电子
          | 合计 1 个 · USD 20,000.00
        ",
    );
}

#[test]
fn a_stage_that_two_pipelines_have_is_asked_about() {
    chat(
        async |w| {
            eleven(w).await;
            let mut unit = w.begin().await;
            let mut second = Pipeline::standard(|| new_id(w.now()));
            second.key = "channel".to_owned();
            second.name = "渠道销售流程".to_owned();
            unit.tx().add_pipeline(&second).await.expect("a pipeline");
            unit.commit().await.expect("a commit");
        },
        "
        amy: D-1 报价
        bot: ✅ …
        amy: 商机 华威 报价
        bot: “报价”是哪一个？ [标准销售流程 · 报价] [渠道销售流程 · 报价]
        amy! 标准销售流程 · 报价
        bot: 商机 · 华威机械 · 报价 [D-1]
        amy! 渠道销售流程 · 报价
        bot: 没有符合条件的商机。
        amy: 商机 赢单
        bot: 没有符合条件的商机。
        ",
    );
}

#[test]
fn two_stages_mean_either_and_words_say_the_order() {
    chat(
        eleven,
        "
        amy: 推进 D-1 报价
        bot: ✅ …
        amy: 推进 D-2 合同签署
        bot: ✅ …
        amy: 赢单 D-3
        bot: 🎉 …
        amy: 商机 报价 合同签署
        bot: 商机 · 报价 / 合同签署 [D-2] [D-1]
          ~ 合计 2 个
        amy: 商机 报价或合同
        bot: 商机 · 报价 / 合同签署 [D-2] [D-1]
        amy: deals quotation or contract
        bot: 商机 · 报价 / 合同签署 [D-2] [D-1]
        amy: 商机 报价 赢单
        bot: 商机 · 报价 · 已赢单 [D-3] [D-1]
        amy: 商机 报价 合同签署 从小到大
        bot: 商机 · 报价 / 合同签署 · 金额从低到高 [D-1] [D-2]
        amy: 商机 金额从大到小
        bot: 商机 · 金额从高到低 [D-10] [D-9] [更多]
        amy: 商机 金额 从小到大
        bot: 商机 · 金额从低到高 [D-1] [D-2] [更多]
        amy! 更多
        bot: 商机 · 金额从低到高 [D-10]
        amy: deals biggest first
        bot: 商机 · 金额从高到低 [D-10] [D-9] [更多]
        amy: deals smallest first
        bot: 商机 · 金额从低到高 [D-1] [D-2] [更多]
        amy: 商机 最旧
        bot: 商机 · 从旧到新 [D-1] [D-2] [更多]
        ",
    );
}
