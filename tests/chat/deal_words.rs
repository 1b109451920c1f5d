//! Deals in conversation: whole entries in one message, and deals that are named by their customer.

use crate::world::chat;
use crate::world::scenes::{only_follow_ups, team, with_phone};

#[test]
fn a_stage_an_amount_and_a_next_step_are_one_message() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 报价 下周三回访
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60% [改期] [撤销]
          | 下次: 3月18日 周三 · 回访（F-1）
        amy! 撤销
        bot: ↩️ 已撤销 推进商机：20台空调、回访
        amy: D-1
        bot: 20台空调（D-1）
          | 阶段: 需求确认 · 20%
          - 回访
        amy: D-1 报价 15万
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
          | 金额: ¥120,000.00 → ¥150,000.00
        amy: D-1 报价 16万 周五送样品
        bot: ✅ 20台空调（D-1）：还在 报价 · 60%
          | 金额: ¥150,000.00 → ¥160,000.00
          | 下次: 3月13日 周五 · 送样品（F-2）
        amy: D-1 报价
        bot: 20台空调（D-1） 已经在“报价”了，没有改动。
        amy: D-1 报价 老板同意
        bot: …老板同意…
        amy: D-1 14万
        bot: ✅ 已改 20台空调（D-1）
          | 金额: ¥160,000.00 → ¥140,000.00
        amy: D-1
        bot: 20台空调（D-1）
        amy>: 13.5万
        bot: ✅ 已改 20台空调（D-1）
          | 金额: ¥140,000.00 → ¥135,000.00
        chen: D-1 合同签署 13万
        bot>chen: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        bot>amy: Chen 移动了你的商机 20台空调（D-1）：报价 → 合同签署 · 80% · 金额 ¥135,000.00 → ¥130,000.00 [查看]
        amy: 推进 D-1 输单 对方便宜5万 下周三再问
        bot: 已记为输单：20台空调（D-1），其他 · 对方便宜 再问 5万
          | 下次: 3月18日 周三 · 跟进（F-3）
        ",
    );
}

#[test]
fn a_deal_is_named_by_its_customer() {
    chat(
        async |w| {
            only_follow_ups(w).await;
            let amy = w.rep("amy").await;
            with_phone(w, amy, "华为技术有限公司", Some("李工")).await;
        },
        "
        amy: 推进 华为 报价
        bot: 华为技术有限公司 没有进行中的商机。 [新商机]
        amy: 新商机 华为 机房改造 12万
        bot: ✅ 已建商机 机房改造（D-1）
        amy: 推进 李工 方案递交
        bot: ✅ 机房改造（D-1）：需求确认 → 方案递交 · 40%
        amy: 给华为报价12.5万 下周三回访
        bot: ✅ 机房改造（D-1）：方案递交 → 报价 · 60% [改期] [撤销]
          | 金额: ¥120,000.00 → ¥125,000.00
          | 下次: 3月18日 周三 · 回访（F-1）
        amy: 撤销
        bot: ↩️ 已撤销 推进商机：机房改造、回访
        amy: 新商机 华为 备件 3万
        bot: ✅ 已建商机 备件（D-2）
        amy: 给华为报价12.5万 下周三回访
        bot: 华为技术有限公司 的哪个商机？ [D-2 备件 ¥30,000.00] [D-1 机房改造 ¥120,000.00]
        amy: 2
        bot: ✅ 机房改造（D-1）：方案递交 → 报价 · 60%
          | 金额: ¥120,000.00 → ¥125,000.00
          | 下次: 3月18日 周三 · 回访（F-2）
        amy: 输单 华为 价格
        bot: 华为技术有限公司 的哪个商机？ [D-2 备件 ¥30,000.00]
        amy! D-2 备件 ¥30,000.00
        bot: 已记为输单：备件（D-2），价格
        amy: 华为 合同签署 13万
        bot: ✅ 机房改造（D-1）：报价 → 合同签署 · 80%
          | 金额: ¥125,000.00 → ¥130,000.00
        amy: 重开商机 华为
        bot: ✅ 已重开 备件（D-2）…
        amy: 赢单 C-1
        bot: 华为技术有限公司 的哪个商机？…
        amy! D-2 备件 ¥30,000.00
        bot: 🎉 …
        amy: 改商机 华为 金额=14万
        bot: ✅ 已改 机房改造（D-1）
        ",
    );
}

#[test]
fn talk_about_a_quotation_is_no_entry() {
    chat(
        team,
        "
        amy: 新商机 华为 机房改造 12万
        bot: ✅ 已建商机 机房改造（D-1）
        amy: 华为报价太高了
        bot: 没看懂…
        amy: 给华为报价了吗
        bot: 没看懂…
        amy: 华为还没报价 下周三问
        bot: 没看懂…
        amy: 给华星报价12万
        bot: 没看懂…
        amy: D-1
        bot: 机房改造（D-1）
          | 阶段: 需求确认 · 20%
          | 金额: ¥120,000.00
        ",
    );
}

#[test]
fn what_was_planned_comes_back_with_a_lost_deal() {
    chat(
        async |w| {
            only_follow_ups(w).await;
            team(w).await;
        },
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 合同签署
        bot: ✅ …
        amy: D-1 方案递交
        bot: ↩️ …
        amy: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？…
        amy: 2
        bot: 已记为输单：20台空调（D-1），竞争对手
          | 它的 1 个待跟进也一起取消了。
        amy! 重开商机
        bot: ✅ 已重开 20台空调（D-1），回到 方案递交 · 40%
          | 它的 1 个待跟进也恢复了。
          - [选日期]
        amy: 历史 F-1
        bot: 送样品（F-1）的历史
          ~ 状态 已放弃 → 待办
        amy: 撤销
        bot: ↩️ 已撤销 重开商机：20台空调、送样品
        amy: 撤销
        bot: ↪️ 已恢复 重开商机：20台空调、送样品
        amy: 完成 F-1 送到了，很满意
        bot: ✅ …
        amy: 输单 D-1 价格
        bot: 已记为输单：20台空调（D-1），价格
        amy: 重开商机 D-1
        bot: ✅ 已重开 20台空调（D-1）… [明天] [选日期]
          - 恢复了
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 下次 L-1 周五 打电话
        bot: ✅ 已安排 打电话（F-2）
        amy: 丢线索 L-1
        bot: 什么原因？…
        amy: 1
        bot: 张三（L-1）已记为丢失。
          | 原因: 价格
          | 它的 1 个待跟进也一起取消了。
        amy: 重开线索 L-1
        bot: ✅ 张三（L-1）重新打开了…
          | 它的 1 个待跟进也恢复了。
        amy: 完成 F-2 打过电话了
        bot: ✅ …
        amy: 改期 L-1 后天
        bot: 张三（L-1） 没有你的待跟进… [安排在 3月13日 周五] [明天]
        amy! 安排在 3月13日 周五
        bot: ✅ 已安排 跟进（F-3）
          | 时间: 3月13日 周五
        ",
    );
}

#[test]
fn who_works_along_is_offered_only_what_is_allowed() {
    chat(
        team,
        "
        bo: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        bo: 协作 D-1 Amy
        bot>bo: ✅ …
        bot>amy: 🤝 …
        bo: 协作 C-3 Amy
        bot>bo: ✅ …
        bot>amy: 🤝 …
        amy: D-1
        bot: 20台空调（D-1） [记电话] [下次跟进]
          - [推进
          - [赢单]
        amy: C-3
        bot: 华星电子（C-3） [D-1] [记电话] [下次跟进] [历史]
          - [新商机]
        amy: 新商机 华威 风机 3万
        bot: ✅ 已建商机 风机（D-2）
        amy: 商机
        bot: 商机 [D-2] [D-1]
          | 合计 2 个 · ¥150,000.00 · 其中协作或代管 1 个 · ¥120,000.00，漏斗和业绩不计
        amy: 漏斗
        bot: 漏斗 · 我的
          ~ 合计 1 个 · ¥30,000.00
        amy: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 改期 D-1 后天
        bot: …
        ",
    );
}

#[test]
fn a_long_value_is_not_repeated_in_full() {
    let long = "长".repeat(3_000);
    chat(
        team,
        &format!(
            "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 备注={long}
        bot: ✅ 已改 20台空调（D-1）
          ~ 长…
          - {half}
        amy: 历史 D-1
        bot: 20台空调（D-1）的历史
          - {half}
        amy: 改客户 华威 备注={long}
        bot: ✅ 已改 华威机械（C-2）
          - {half}
        amy: 下次 D-1 周五 {long}
        bot: ✅ 已安排 …
          - {half}
        amy: 推进 D-1 {long}
        bot: 没有“…”这个阶段…
          - {half}
        amy: 取消
        bot: …
        amy: D-1 {long}
        bot: ✅ 已记备注：20台空调（D-1）
          - {half}
        amy: 取消
        bot: …
        amy: 输单 D-1 {long}
        bot: 已记为输单…
          - {half}
        ",
            half = "长".repeat(400),
        ),
    );
}
