//! What stages demand: fields said together with the move, answers of nothing, questions that are
//! over, and ticks that are taken off again.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

/// Amy, Ben who reads English, Dana who set up what 报价 and 合同签署 demand, and three deals.
async fn company(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

/// What everything begins with.
const BEGIN: &str = "
        dana: 加字段 商机 合同号
        bot: ✅ …
        dana: 关卡 报价 竞争对手 检查=需求表
        bot: ✅ …
        dana: 关卡 合同签署 预计成交
        bot: ✅ …
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 20台空调 12万
        bot: ✅ …
        ";

fn conversation(script: &str) {
    chat(company, &format!("{BEGIN}{script}"));
}

#[test]
fn fields_may_be_said_together_with_the_stage() {
    conversation(
        "
        amy: 推进 D-1 报价 竞争对手=格力 合同号=HT-9
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？… [做了]
        amy! 做了
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
          | 竞争对手: 格力
          | 合同号: HT-9
        amy: D-1 合同签署 预计成交=6月30日 备注=急
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
          | 预计成交: 6月30日 周二
          | 备注: 急
        amy: D-1
        bot: 20台空调（D-1）
          | 竞争对手: 格力
          | 备注: 急
          | 合同号: HT-9
        amy: 赢单 D-1 合同号=HT-10
        bot: 🎉 …
          | 合同号: HT-10
        ben: customer add Acme
        bot: ✅ …
        ben: deal open Acme 20 units
        bot: ✅ …
        ben: D-2 quotation 20k competitor=Gree
        bot: …
          ~ 需求表
        ben: done
        bot: ✅ 20 units (D-2): …
          | Competitor: Gree
        ",
    );
}

#[test]
fn nothing_is_an_answer_to_a_field_and_keeps_a_check_from_being_done() {
    conversation(
        "
        amy: 推进 D-1 报价
        bot: 20台空调（D-1）进入报价之前：竞争对手是？（还有 2 项）
        amy: 暂无
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？（最后一项） [做了]
        amy: 没有
        bot: 好，等“需求表”做完再推进。20台空调（D-1）还在需求确认，什么都没有改动。
        amy: D-1
        bot: 20台空调（D-1）
          | 阶段: 需求确认 · 20%
          - 竞争对手
        ben: customer add Acme
        bot: ✅ …
        ben: deal open Acme 20 units
        bot: ✅ …
        ben: D-2 quotation
        bot: …
          ~ Competitor
        ben: no
        bot: …
          ~ 需求表
        ben: not yet
        bot: …
          ~ nothing was changed
        amy: 推进 D-1 合同签署
        bot: 20台空调（D-1）进入合同签署之前：竞争对手是？…
        amy: 没有
        bot: …需求表…
        amy: 做了
        bot: 20台空调（D-1）进入合同签署之前：预计成交是？（最后一项）
        amy: 今天
        bot: ✅ 20台空调（D-1）：需求确认 → 合同签署 · 80%
        ",
    );
}

#[test]
fn a_question_that_is_over_is_not_taken_up_by_an_old_answer() {
    conversation(
        "
        amy: 推进 D-1 报价 竞争对手=格力
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？… [做了]
        amy: 取消
        bot: …
        amy! 做了
        bot: 这个问题已经不等回答了，什么都没有改动。… [推进 D-1]
        amy! 推进 D-1
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？… [做了]
        amy! 做了
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: 推进 D-1 合同签署
        bot: 20台空调（D-1）进入合同签署之前：预计成交是？…
        amy>: 6月30日
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        amy: 新商机 华星科技 备件
        bot: ✅ …（D-2）
        amy: 推进 D-2 报价
        bot: 备件（D-2）进入报价之前：竞争对手是？…
        amy: 输单 D-2 价格
        bot: 已记为输单：备件（D-2），价格
        ",
    );
}

#[test]
fn a_tick_can_be_taken_off() {
    conversation(
        "
        amy: 推进 D-1 报价 竞争对手=格力
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？… [做了]
        amy! 做了
        bot: ✅ …
        amy: D-1
        bot: 20台空调（D-1） [取消勾选]
          ~ ☑ 需求表
        amy! 取消勾选
        bot: ☐ 已取消勾选：需求表 · 20台空调（D-1）。阶段不变。 [查看] [撤销]
        amy! 撤销
        bot: ↩️ …
        amy: D-1
        bot: …
          ~ ☑ 需求表
        amy: D-1 取消勾选 需求表
        bot: ☐ 已取消勾选：需求表…
        amy: 取消勾选 D-1
        bot: 20台空调（D-1）没有勾选过的检查项。
        ",
    );
}
