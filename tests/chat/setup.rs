//! Pipelines, stages, sources and reasons of the org's own, in conversation.

use crate::world::World;
use crate::world::chat;
use crate::world::scenes::shop;

async fn with_admin(w: &World) {
    shop(w).await;
    w.admin("dana").await;
}

#[test]
fn a_stage_is_added_once_it_was_seen_what_it_means() {
    chat(
        with_admin,
        "
        dana: 阶段
        bot: 销售流程和阶段 [漏斗] [关卡]
          | 标准销售流程
          | • 报价 60% · 14 天没动静算停滞
        dana: 加阶段 样品测试 在 报价 前 50%
        bot: ✅ 已加阶段 样品测试（50%） [阶段] [撤销]
          | 需求确认 20% → 方案递交 40% → 样品测试 50% → 报价 60% → 合同签署 80% → 赢单 | 输单
        dana! 撤销
        bot: ↩️ 已撤销 加阶段：规则 [恢复]
        amy: 新商机 华星 一期 12万
        bot: ✅ 已建商机 一期（D-1）
        amy: 推进 D-1 样品测试
        bot: 没有“样品测试”这个阶段。…
        amy: 报价
        bot: ✅ 一期（D-1）…
        dana: 加阶段 样品测试 在 报价 前 50% 英文=Sample
        bot: 加阶段“样品测试”：已经在它后面的 1 个商机算作到过这个阶段，位置不变。加了以后是这样： [就这样改]
        dana! 就这样改
        bot: ✅ 已加阶段 样品测试（50%）
        amy: 推进 D-1 sample
        bot: ↩️ 一期（D-1） 退回前面的阶段：报价 → 样品测试 · 50%
        dana: 撤销
        bot: “样品测试”里已经有 1 个商机，撤销后它们就没有阶段了…
        dana: 删阶段 样品测试
        bot: “样品测试”里还有 1 个商机，不能删。先把它们移走，例如：推进 D-1 需求确认 [看这些商机]
        amy: 推进 D-1 合同
        bot: ✅ 一期（D-1）…
        dana: 删阶段 样品测试
        bot: ✅ 已删阶段 样品测试
          | 需求确认 20% → 方案递交 40% → 报价 60% → 合同签署 80% → 赢单 | 输单
        amy: 历史 D-1
        bot: …
          ~ 样品测试
        amy: 推进 D-1 赢单
        bot: 🎉…
        ",
    );
}

#[test]
fn a_rate_a_name_and_a_place_are_changed_and_taken_back() {
    chat(
        with_admin,
        "
        amy: 新商机 华星 一期 10万
        bot: ✅ 已建商机 一期（D-1）
        dana: 改阶段 需求确认 胜率=30%
        bot: 改阶段“需求确认”会这样： [就这样改]
          | • 胜率 20% → 30%：这里的 1 个商机，加权预测 ¥20,000.00 → ¥30,000.00
        dana! 就这样改
        bot: ✅ 已改阶段 需求确认
        amy: 漏斗
        bot: …
          ~ 需求确认 30%
        dana: 改阶段 方案递交 名称=方案
        bot: ✅ 已改阶段 方案
          | 名称 方案递交 → 方案（0 个商机在这里）
        dana: 改阶段 报价 位置=方案前
        bot: ✅ 已改阶段 报价
          | 需求确认 30% → 报价 60% → 方案 40% → 合同签署 80% → 赢单 | 输单
        dana: 撤销
        bot: ↩️ 已撤销 改阶段：规则
        dana: 阶段
        bot: 销售流程和阶段
          | • 方案 40% · 10 天没动静算停滞
        dana: 改阶段 报价
        bot: …
        dana: 改阶段 赢单 胜率=90%
        bot: “赢单”是结束阶段，胜率不能改。
        dana: 删阶段 输单
        bot: “输单”是结束阶段，不能删。
        dana: 加阶段 合同
        bot: …
        dana: 加阶段 报价
        bot: “标准销售流程”里已有阶段“报价”，“报价”会混。请换个名字。
        amy: 加阶段 试用
        bot: 你没有这个权限…
        ",
    );
}

#[test]
fn a_pipeline_and_words_of_lists_are_made_and_used() {
    chat(
        with_admin,
        "
        dana: 加流程 渠道 阶段=报备、审核、签约
        bot: ✅ 已加流程 渠道 [阶段] [撤销]
          | 报备 25% → 审核 50% → 签约 75% → 赢单 | 输单
        amy: 新商机 华星 二期 5万 流程=渠道
        bot: ✅ 已建商机 二期（D-1）
          | 阶段: 报备 · 25%
        dana: 删流程 渠道
        bot: “渠道”里有 1 个商机，不能删；可以改名，例如：改流程 渠道 名称=旧流程 [看这些商机]
        dana: 改流程 渠道 名称=代理
        bot: ✅ 流程 渠道 改名为 代理
        dana: 加来源 直播 英文=Livestream
        bot: ✅ 来源里加了“直播” [来源] [撤销]
          | 官网 · 社交媒体 · 展会 · 转介绍 · 广告 · 陌拜 · 直播 · 其他
        amy: 加线索 张三 13800138000 来源=livestream
        bot: ✅ 已记下 张三（L-1）
          | 来源: 直播
        dana: 删来源 直播
        bot: ✅ 来源里去掉了“直播”；已经用它的记录不变
        dana! 撤销
        bot: ↩️ 已撤销 删来源：规则
        amy: 来源
        bot: 来源可以是
          ~ 直播
        dana: 加原因 交期
        bot: ✅ 原因里加了“交期” [原因] [撤销]
        amy: 输单 D-1 交期
        bot: …
          ~ 交期
        dana: 删原因 其他
        bot: “其他”代表其余的一切，不能去掉。
        dana: 加来源 a=b
        bot: …
        ",
    );
}
