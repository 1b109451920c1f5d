//! Reports by person, team, product and pipeline; each number opens what is behind it.

use crate::world::scenes::products;
use crate::world::{World, chat};

/// Chen over East with Amy, and Bo elsewhere; their deals, and what they did.
async fn teams(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.manager("chen").await;
    w.admin("dana").await;
    products(w).await;
    for said in ["加团队 华东", "加团队 华北", "改人员 amy 团队=华东", "改人员 bo 团队=华北"]
    {
        w.say("dana", said).await;
    }
    for (who, said) in [
        ("amy", "加客户 华威机械"),
        ("bo", "加客户 江城电气"),
        ("amy", "新商机 华威 空调 10万 6月20日"),
        ("amy", "新商机 华威 备件 5万 6月20日"),
        ("bo", "新商机 江城 维保 20万 6月20日"),
        ("bo", "新商机 江城 配件 4万 6月20日"),
        ("amy", "D-2 赢单"),
        ("bo", "输单 D-4 价格"),
        ("amy", "记电话 华威 聊了一下报价的事"),
        ("bo", "记拜访 江城 看了现场的设备"),
        ("bo", "记电话 江城 确认了付款时间"),
    ] {
        w.say(who, said).await;
    }
    while w.channel.next().is_some() {}
}

#[test]
fn the_pipeline_is_told_by_person_team_and_pipeline() {
    chat(
        teams,
        "
        dana: 漏斗
        bot: 漏斗 · 全公司 [需求确认] [按人] [按团队] [按产品] [本月业绩]
        dana! 按人
        bot: 漏斗 · 全公司 [Bo] [Amy]
          | 合计 2 个 · ¥300,000.00 · 加权 ¥60,000.00
          | • Bo · 1 个 · ¥200,000.00 · 加权 ¥40,000.00
          | • Amy · 1 个 · ¥100,000.00 · 加权 ¥20,000.00
        dana! Bo
        bot: 商机 · Bo [D-3]
        dana: pipeline by owner
        bot: 漏斗 · 全公司 [Bo] [Amy]
        dana: 漏斗 按团队
        bot: 漏斗 · 全公司 [华北] [华东]
          | • 华北 · 1 个 · ¥200,000.00 · 加权 ¥40,000.00
        dana! 华东
        bot: 商机 · 华东 [D-1]
        dana: 漏斗 按流程
        bot: 漏斗 · 全公司 [标准销售流程]
          | • 标准销售流程 · 2 个 · ¥300,000.00 · 加权 ¥60,000.00
        dana! 标准销售流程
        bot: 商机 · 标准销售流程 [D-3] [D-1]
        dana: 漏斗 按产品
        bot: 漏斗 · 全公司 [未分产品]
        amy: 漏斗 按人
        bot: 漏斗 · 我的 [Amy]
          - Bo
        ",
    );
}

#[test]
fn win_rate_and_activities_are_told_by_team() {
    chat(
        teams,
        "
        dana: 赢率 按团队 本季度
        bot: 赢单率 · 2026年第一季度 · 全公司 [华东] [华北] [已赢单] [已输单]
          | • 华东 · 赢 1 · 输 0 · 赢单率 100% · 平均 0 天成交
          | • 华北 · 赢 0 · 输 1 · 赢单率 0%
        dana! 华北
        bot: 赢单率 · 2026年第一季度 · 华北 [Bo] [已赢单] [已输单]
          | • Bo · 赢 0 · 输 1 · 赢单率 0%
        dana! 已输单
        bot: 商机 · 已输单 · 2026年第一季度 · 华北 [D-4]
        dana: 赢率 按人 本季度
        bot: 赢单率 · 2026年第一季度 · 全公司 [Amy] [Bo] [已赢单] [已输单]
        dana: 活动 按团队 本周
        bot: 活动 · 2026-03-09 – 2026-03-15 · 全公司 [华北] [华东]
          | 合计 3 次（有效 3）
        dana! 华北
        bot: 活动 · 2026-03-09 – 2026-03-15 · 华北 [Bo]
        dana! Bo
        bot: 活动 · 2026-03-09 – 2026-03-15 · Bo
        dana: activity by person this week
        bot: 活动 · 2026-03-09 – 2026-03-15 · 全公司 [Bo] [Amy]
        ",
    );
}
