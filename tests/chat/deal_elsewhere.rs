//! A deal goes on in another pipeline, in conversation.

use crate::world::scenes::{customer, no_next_steps};
use crate::world::{World, chat};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.english("ann").await;
    w.manager("chen").await;
    w.admin("dana").await;
    customer(w, "华星电子", amy).await;
    no_next_steps(w).await;
    w.say("dana", "加流程 渠道 阶段=报备、审核、签约").await;
    w.say("dana", "加流程 Online stage=Trial,Paid").await;
    while w.channel.next().is_some() {}
}

#[test]
fn a_deal_goes_to_another_pipeline_and_undo_brings_it_back() {
    chat(
        company,
        "
        amy: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 报价
        bot: ✅ …需求确认 → 报价…
        amy: 推进 D-1 流程=渠道
        bot: 20台空调（D-1） 换到流程“渠道”的哪个阶段？ [报备] [审核] [签约]
        amy: 审核
        bot: ✅ 20台空调（D-1）：标准销售流程 · 报价 → 渠道 · 审核 · 50% [推进到签约] [撤销]
        amy: D-1
        bot: 20台空调（D-1）
          ~ 审核
        amy: 推进 D-1 报价
        bot: …
          - ✅
        amy: 撤销
        bot: ↩️ …
        amy: D-1
        bot: …
          ~ 报价
        amy: 推进 D-1 渠道流程
        bot: 20台空调（D-1） 换到流程“渠道”的哪个阶段？
        amy! 报备
        bot: ✅ 20台空调（D-1）：标准销售流程 · 报价 → 渠道 · 报备 · 25%
        amy: 推进 D-1 下一步
        bot: ✅ 20台空调（D-1）：报备 → 审核…
        amy: D-1 流程=标准销售流程 阶段=方案递交
        bot: ✅ 20台空调（D-1）：渠道 · 审核 → 标准销售流程 · 方案递交 · 40%
        amy: 改商机 D-1 流程=渠道 金额=15万
        bot: 换流程要单独说…
        amy: 推进 D-1 流程=没有的
        bot: 没有流程“没有的”。有的是：标准销售流程 · 渠道 · Online
        amy: 推进 D-1 流程=渠道 赢单
        bot: 20台空调（D-1） 换到流程“渠道”的哪个阶段？
        amy: 取消
        bot: …
        chen: deal move D-1 pipeline=online Paid
        bot>chen: ✅ …标准销售流程 · 方案递交 → Online · Paid · 67%
        bot>amy: Chen 移动了你的商机…
        amy: D-1 赢单
        bot: 🎉 …
        amy: 推进 D-1 流程=渠道
        bot: …
          - ✅
        ",
    );
}
