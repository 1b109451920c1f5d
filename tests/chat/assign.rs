//! Who gets a lead of nobody: rules, in conversation.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

/// Amy, Bo and Ben, who reads English, in one team with Chen, who leads it; Dana, who sets it up.
async fn company(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.english("ben").await;
    w.manager("chen").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

#[test]
fn a_rule_is_tried_before_it_counts_and_a_new_lead_goes_by_the_first_that_fits() {
    chat(
        company,
        "
        amy: 分配规则
        bot: …
          - 规则 1
        chen: 分配规则
        bot: 还没有分配规则。例如：分配规则 来源=展会 每天=5 轮流 华东
        chen: 加线索 张三 13800138000 地区=苏州 来源=展会
        bot: ✅ 已记下 张三（L-1）
        chen: 加线索 李四 13800138001 地区=上海
        bot: ✅ 已记下 李四（L-2）
        chen: 分配规则 地区=苏州 给 Bo
        bot: ✅ 已记下，还没启用。规则 1：地区=苏州 → Bo（未启用） [启用] [撤销]
          | 试算：上周的 2 条线索里，1 条会按它走：Bo 1
        chen: 加线索 王五 13800138002 地区=苏州 负责人=分配
        bot: ✅ 已记下 王五（L-3）
          | 没有规则适用，在线索池里等人领。
        chen! 启用
        bot: ✅ 规则 1 已启用 [撤销]
          | • 规则 1：地区=苏州 → Bo
        chen: 加线索 赵六 13800138003 地区=苏州工业园 负责人=分配 20台空调
        bot: ✅ 已记下 赵六（L-4）
          | 按规则 1 归 Bo
        bot>bo: 🎯 新线索：赵六（L-4），按规则 1 归你 [接受] [退回]
          | 电话: 13800138003
          | 需求: 20台空调
        bo! 接受
        bot: 赵六（L-4）
        bo: 历史 L-4
        bot: …
          ~ 分配规则 1
        bo! 退回
        bot: 什么原因？
        bo: 不是我的产品
        bot: ✅ 赵六（L-4） 已退回给 Chen
        bot>chen: ↩️ Bo 退回了线索 赵六（L-4）：不是我的产品 [查看]
        dana: 分线索 L-3 自动
        bot: ✅ 王五（L-3） 按规则 1 归 Bo [撤销]
        bot>bo: 🎯 新线索：王五（L-3），按规则 1 归你
        dana: 历史 L-3
        bot: …
          ~ 分配规则 — → 1
        dana: 撤销
        bot: …
        bot>bo: …
        chen: 分线索 L-2 自动
        bot: 没有规则适用于 李四（L-2），没有改动…
        chen: 停用规则 1
        bot: ✅ 规则 1 已停用
        chen: 试分配 1
        bot: 规则 1：地区=苏州 → Bo（未启用） [启用]
          ~ 条会按它走
        chen: 删规则 1
        bot: ✅ 规则 1 已删
        chen: 启用规则 1
        bot: 没有规则 1…
        amy: 启用规则 1
        bot: …
          - 规则 1
        ",
    );
}

#[test]
fn a_team_takes_turns_within_a_quota_and_rules_have_an_order() {
    chat(
        async |w| {
            company(w).await;
        },
        "
        dana: 分配规则 标签=vip 给 ben
        bot: ✅ 已记下，还没启用。规则 1：标签=vip → Ben（未启用）
          | 上周没有线索，试不出来。
        dana: 启用规则 1
        bot: ✅ 规则 1 已启用
        dana: 分配规则 每天=1 轮流 华东
        bot: ✅ 已记下，还没启用。规则 2：所有线索 → 轮流 华东 · 每人每天最多 1（未启用） [启用]
        dana! 启用
        bot: ✅ 规则 2 已启用
        dana: 加线索 一 13800138001 负责人=公海
        bot: ✅ …
          | 按规则 2 归 Amy
        bot>amy: 🎯 新线索：一（L-1），按规则 2 归你
        dana: 加线索 二 13800138002 负责人=公海
        bot: ✅ …
          | 按规则 2 归 Ben
        bot>ben: 🎯 …
        dana: 加线索 三 13800138003 负责人=公海
        bot: ✅ …
          | 按规则 2 归 Bo
        bot>bo: 🎯 …
        dana: 加线索 四 13800138006 负责人=公海
        bot: ✅ …
          | 没有规则适用，在线索池里等人领。
        dana: lead add Ann 13800138004 tag=VIP owner=rules
        bot: ✅ …
          | 按规则 1 归 Ben
        bot>ben: 🎯 A new lead: Ann (L-5), yours by rule 1 [Accept] [Return]
        dana: 移规则 2 1
        bot: ✅ 规则 2 已移动
          ~ 规则 2：所有线索
        @2026-03-12T10:00:00+08:00
        dana: 加线索 五 13800138005 标签=vip 负责人=公海
        bot: ✅ …
          | 按规则 2 归 Amy
        bot>amy: 🎯 …
        ben: assign rule
        bot: …
          - Rule 1
        ",
    );
}

#[test]
fn a_new_lead_may_be_for_a_colleague() {
    chat(
        company,
        "
        chen: 加线索 张三 13800138000 负责人=Bo
        bot: ✅ 已记下 张三（L-1）
          | 负责人：Bo
        bot>bo: Chen 把线索 张三（L-1） 交给你了 [查看] [退回]
        amy: 加线索 李四 13800138001 负责人=Bo
        bot: …
          - L-2
        ",
    );
}
