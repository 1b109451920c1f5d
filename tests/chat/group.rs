//! In a group others read along: what they may not see is masked wherever it stands.

use crate::world::scenes::with_phone;
use bot_core::chat::reply::Token;

use crate::world::{World, chat, run};

async fn team(w: &World) {
    let amy = w.rep("amy").await;
    w.english("ben").await;
    with_phone(w, amy, "华星电子", None).await;
}

#[test]
fn amounts_in_free_text_and_on_buttons_are_masked() {
    chat(
        team,
        "
        amy: 加线索 张三 13912345678 要50万的空调
        bot: ✅ 已记下 张三（L-1）
          ~ 50万的空调
        amy#east: L-1
        bot>#east: 张三（L-1）
          - 50万
          ~ ***的空调
          - 13912345678
        amy: 记电话 华星 报价50万，预算30-40万，还价 ¥3,500 一台
        bot: ✅ 已记电话：华星电子（C-1）
        amy#east: 看客户 华星
        bot>#east: 华星电子（C-1）
          ~ 报价***，预算***，还价 *** 一台
          - 50万
          - 3,500
        amy: 下次 华星 今天17点 谈20台USD 20k的单
        bot: ✅ 已安排 谈20台USD 20k的单（F-1）
        amy#east: 今天
        bot>#east: …
          ~ 谈20台***的单
          - 20k
        amy: 新商机 华星 名称=100万的大单 50万
        bot: ✅ 已建商机 100万的大单（D-1）
        amy#east: 商机
        bot>#east: …
          - 100万
          - 50万
        amy: 改客户 C-1 地址=科技路8号
        bot: ✅ …
          ~ 科技路8号
        amy#east: 历史 C-1
        bot>#east: …
          - 科技路
        amy#east: 改客户 C-1 地址=人民路9号
        bot>#east: ✅ …
          - 人民路
        amy#east: 看客户 C-1
        bot>#east: …
          - 人民路
        ",
    );
}

#[test]
fn a_share_is_as_secret_as_the_amount_that_it_gives_away() {
    chat(
        team,
        "
        amy: 新商机 华星 大单 120000元
        bot: ✅ 已建商机…
        amy: 赢单 D-1
        bot: 🎉 …
        amy: 业绩 by=person
        bot: …
          ~ 100%
        amy#east: 业绩 by=person
        bot>#east: …
          - %
        ",
    );
}

#[test]
fn examples_of_our_own_stay_readable() {
    chat(
        team,
        "
        amy#east: 加商机
        bot>#east: …
          - ***
        amy#east: 帮助 加线索
        bot>#east: …
          ~ 13800138000
        amy#east: 改商机 D-1 金额=很多
        bot>#east: …
          - ***
        amy#east: 帮助 线索
        bot>#east: …
          - ****
        ",
    );
}

#[test]
fn a_button_for_somebody_else_says_so_and_nothing_more() {
    run(async {
        let w = World::new().await;
        w.rep("amy").await;
        w.rep("bo").await;
        w.say_in("east", "amy", "加线索 张三 13912345678").await;
        let seen = w.channel.next().expect("an answer");
        for (index, answer) in [(0, "这不是给你的按钮。"), (99, "这不是给你的按钮。")]
        {
            let token = Token { message: seen.id, index }.write();
            w.say_in("east", "bo", &format!("!{token}")).await;
            let said = w.channel.next().expect("an answer").reply;
            assert_eq!((said.plain().as_str(), said.buttons().count()), (answer, 0));
        }
        let token = Token { message: seen.id, index: 98 }.write();
        w.say_in("east", "amy", &format!("!{token}")).await;
        let said = w.channel.next().expect("an answer").reply.plain();
        assert_eq!(said, "没有第 99 个按钮：上一条带按钮的消息有 6 个。");
    });
}
