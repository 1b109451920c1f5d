//! What is said while a question is open and is no answer to it, in conversation.

use crate::world::scenes::{only_follow_ups, team};
use crate::world::{World, chat};

/// Amy, Bo and Chen with customers, and Dana, who sets up.
async fn company(w: &World) {
    team(w).await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

#[test]
fn a_command_is_one_whatever_name_was_asked_for() {
    chat(
        company,
        "
        amy: 新商机 华威机械 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 推进 D-1
        bot: …
        amy: 帮助 商机
        bot: …
          - 阶段？
        amy: 取消
        bot: …
        dana: 时区
        bot: …
        dana: 冻结 Bo
        bot: …Bo…
          - 没有
        dana: 作废邀请
        bot: …
        dana: 审计 今天
        bot: 审计…
        ",
    );
}

#[test]
fn a_whole_record_is_no_name() {
    chat(
        company,
        "
        amy: 新商机 华威机械 20台空调
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 加线索
        bot: …
        amy: 给华威报价3万 下周三回访
        bot: ✅ …D-1…
          ~ ¥30,000.00
        amy: 取消
        bot: …
        ",
    );
}

#[test]
fn an_outcome_may_have_a_comma() {
    chat(
        company,
        "
        amy: 下次 华威机械 今天 送样品
        bot: ✅ …
        bot: ⏰ 该跟进了…
        amy: 完成
        bot: …
        amy: 还没下单，再等等
        bot: ✅ 已完成 送样品（F-1）
        amy: C-2
        bot: 华威机械（C-2）
          ~ 还没下单，再等等
        ",
    );
}

#[test]
fn a_comma_for_a_point_makes_no_other_amount() {
    chat(
        company,
        "
        amy: 新商机 华威机械 空调 1,2万
        bot: ✅ 已建商机 空调 1,2万（D-1）
          - ¥20,000.00
        ",
    );
}

#[test]
fn a_name_may_stand_against_the_command_and_a_comma_after_it() {
    chat(
        company,
        "
        amy: 记电话华威机械，聊了价格
        bot: ✅ 已记电话：华威机械…
        ",
    );
}

#[test]
fn a_lead_that_has_ended_stays_where_it_is() {
    chat(
        company,
        "
        amy: 加线索 张三 13811110002
        bot: ✅ …
        amy: 转客户 L-1
        bot: ✅ …
        amy: 退线索 L-1 点错了
        bot: 张三（L-1） 已是“…”，不能退回。
        ",
    );
}

#[test]
fn a_name_of_two_words_may_have_two_spaces_or_a_line_between_them() {
    chat(
        company,
        "
        amy: lead  add 王四 13800138004
        bot: ✅ 已记下 王四（L-1）
        amy: lead_add 王五 13800138005
        bot: ✅ 已记下 王五（L-2）
        ",
    );
}
