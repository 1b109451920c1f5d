//! Who else was there when something happened, in conversation.

use crate::world::scenes::{customer, no_next_steps, team};
use crate::world::{World, chat};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.english("ann").await;
    w.manager("chen").await;
    customer(w, "华星电子", amy).await;
    no_next_steps(w).await;
    w.say("amy", "加联系人 华星 李强 13800138000").await;
    w.say("amy", "加联系人 华星 王工").await;
    while w.channel.next().is_some() {}
}

#[test]
fn the_words_tell_who_was_there() {
    chat(
        company,
        "
        amy: 记拜访 华星 和小赵、李总、王工谈了价格
        bot: ✅ 已记拜访：华星电子（C-1）
          | 参加: 李强 · 王工
        amy: 今天和chen一起拜访了华星的李总，样品没问题
        bot: ✅ 已记拜访：华星电子（C-1）
          | 参加: Chen · 李强
        amy: 见了华星的李总和王工，样品没问题
        bot: ✅ 已记会议：华星电子（C-1）
          | 参加: 李强 · 王工
        amy: 昨天跟王工一起吃了饭，聊了交货期
        bot: ✅ 已记会议：华星电子（C-1）
          | 参加: 王工
        amy: 记电话 王工 谈了付款条件
        bot: ✅ 已记电话：华星电子（C-1）
          | 参加: 王工
        ",
    );
}

#[test]
fn nobody_is_there_who_is_only_spoken_of_or_only_will_be() {
    chat(
        company,
        "
        amy: 记电话 华星 他们说王工不同意这个价格
        bot: ✅ 已记电话：华星电子（C-1）
          - 参加
        amy: 记电话 华星 价格谈妥了，明天下午3点和李总签合同
        bot: ✅ 已记电话：华星电子（C-1）
          - 参加
        amy: 记 华星 和李总是老乡
        bot: ✅ 已记备注：华星电子（C-1）
          - 参加
        amy: 改记录 C-1 和王工是老乡
        bot: ✅ 已更正…
          - 参加
        ",
    );
}

#[test]
fn they_are_named_by_a_field_and_whom_nobody_knows_stays_in_the_words() {
    chat(
        company,
        "
        amy: 记会议 华星 参加=李强、小赵、chen 谈了付款方式
        bot: ✅ 已记会议：华星电子（C-1）
          | 参加: 李强 · Chen
        amy: 改记录 C-1 和王工谈了交货期，明天和李总签合同
        bot: ✅ 已更正…
          ~ 谈了付款方式（李强、小赵、chen也在）
          | 参加: 李强 · Chen · 王工
        amy: 撤销
        bot: ↩️ …
        ann: log meeting Acme with=chen contract terms
        bot: …
          - field
        ",
    );
}

#[test]
fn the_summary_of_a_visit_and_a_correction_tell_who_was_there() {
    chat(
        company,
        "
        amy: 签到 华星 位置=31.2304,121.4737
        bot: 📍 已签到：华星电子（C-1）…
        amy: 小结 见了李总和王工，嫌贵
        bot: ✅ 小结已记：华星电子（C-1）
          | 参加: 李强 · 王工
        amy: 改记录 C-1 见了李总，嫌贵
        bot: ✅ 已更正…
          | 参加: 李强
        ",
    );
}

#[test]
fn a_long_text_of_nothing_but_and_is_written_down_all_the_same() {
    let said = "和王工".repeat(1_000);
    chat(
        company,
        &format!(
            "
            amy: 记电话 华星 {said}
            bot: ✅ 已记电话：华星电子（C-1）
              | 参加: 王工
            "
        ),
    );
}

#[test]
fn whoever_went_there_was_there_and_an_unknown_name_hides_nobody() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
        },
        "
        amy: 昨天去华威了 王总说要再考虑考虑
        bot: ✅ 已记拜访：华威机械…
        amy: C-2
        bot: …
          ~ 王总说要再考虑
        amy: 和bo一起去华威 看了现场 下周二出方案
        bot: ✅ 已记拜访：华威机械…
          ~ 参加: Bo
          ~ 出方案
        amy: 跟Chen去拜访华威 见了王总 对价格不满意
        bot: ✅ 已记拜访：华威机械…
          ~ 参加: Chen
        amy: 明天去华威
        bot: …
          - 已记
        amy: 今天拜访华为,华威,都聊了价格
        bot: …两家…
        ben: customer add Acme
        bot: …
        ben: visited Acme with Mr. Smith and Bo, talked prices
        bot: ✅ Logged visit…
          ~ Participants: Bo
        ",
    );
}

#[test]
fn a_correction_that_names_a_call_is_of_the_call() {
    chat(
        async |w| team(w).await,
        "
        amy: 记电话 华威 聊了价格
        bot: ✅…
        amy: 记 华威 他们要95折
        bot: ✅…
        amy: 更正 华威 电话里谈的是交期
        bot: …电话…
          ~ 聊了价格
        ",
    );
}
