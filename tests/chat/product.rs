//! Products in conversation.

use bot_core::domain::people::Lang;

use crate::world::{chat, scenes};

#[test]
fn a_manager_adds_a_product_and_everybody_sees_its_price() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        chen: 加产品 A100 空调 单价=3500 底价=3000 单位=台 成本=2400 税率=13%
        bot: ✅ 已加产品 A100 空调 [查看] [撤销]
          | 单价: ¥3,500.00/台
          | 底价: ¥3,000.00
          | 成本: ¥2,400.00
          | 税率: 13%
        amy: 看产品 a100
        bot: A100 空调
          | 单价: ¥3,500.00/台
          - 成本
          - [改价]
        amy: 产品
        bot: 产品 [A100]
          | • A100 空调 · ¥3,500.00/台
        amy: 产品 空调
        bot: A100 空调
        amy: P-1
        bot: A100 空调
        amy: 加产品 B7 配件包
        bot: 你没有这个权限…
        amy: 改价 A100 1
        bot: 你没有这个权限…
        ",
    );
}

#[test]
fn a_product_is_added_in_english_and_its_name_may_be_of_several_words() {
    chat(
        async |w| {
            w.person("eve", "manager", Lang::En).await;
        },
        "
        eve: product add AC Air Conditioner price=3500 unit=pcs
        bot: ✅ Added AC Air Conditioner [Show] [Undo]
          | Price: ¥3,500.00/pcs
        eve: new product
        bot: “Code” is missing…
        eve: B7
        bot: What is B7 called?…
        eve: Spare parts 2 in 1
        bot: ✅ Added B7 Spare parts 2 in 1
          | Price: no price yet
        eve: undo
        bot: ↩️ Undone: added Spare parts 2 in 1
        eve: show product B7
        bot: I find no “B7”…
        ",
    );
}

#[test]
fn a_code_is_given_once_whatever_its_case() {
    chat(
        async |w| {
            w.manager("chen").await;
        },
        "
        chen: 加产品 A100 空调 单价=3500
        bot: ✅ 已加产品 A100 空调
        chen: 加产品 ａ１００ 冰箱
        bot: 编号已有产品在用：A100 空调… [查看] [改价]
        chen! 改价
        bot: 单价是多少？…
        chen: 3600
        bot: ✅ A100 空调 已改价…
        chen: 加产品 A*2 螺丝
        bot: 编号“A*2”不合适…
        ",
    );
}

#[test]
fn a_new_price_shows_the_old_one_and_can_be_taken_back() {
    chat(
        async |w| {
            w.manager("chen").await;
        },
        "
        chen: 加产品 A100 空调 单价=3500 底价=3000
        bot: ✅ 已加产品…
        chen: 改价 A100 3600
        bot: ✅ A100 空调 已改价… [查看] [撤销]
          | 单价: ¥3,500.00 → ¥3,600.00
          - 底价
        chen: 改价 A100 3600
        bot: A100 空调 本来就是 ¥3,600.00，没有改动。
        chen: 改价 A100 2800
        bot: 底价 ¥3,000.00 高于单价 ¥2,800.00…
        chen: 改价 A100 2800 底价=2500
        bot: ✅ A100 空调 已改价…
          | 单价: ¥3,600.00 → ¥2,800.00
          | 底价: ¥3,000.00 → ¥2,500.00
        chen: 撤销
        bot: ↩️ 已撤销 改价：空调
        chen: 看产品 A100
        bot: A100 空调
          | 单价: ¥3,600.00
        chen: 改价 A100 USD 500
        bot: A100 空调 的价格用的是 CNY…
        chen: 改价 A100 便宜点
        bot: 没看懂“便宜点”…
        chen: 改价 A100
        bot: 单价是多少？…
        chen: 便宜点
        bot: “单价”看不懂：便宜点…
        chen: 3300
        bot: ✅ A100 空调 已改价…
        chen: 改价 X9 5
        bot: 没有找到“X9”…
        ",
    );
}

#[test]
fn a_group_sees_no_price_and_an_empty_list_says_how_to_begin() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        amy: 产品
        bot: 还没有产品。请主管或管理员先加上。
        chen: 产品
        bot: 还没有产品。先加一个：加产品…
        chen: 加产品 A100 空调 单价=3500
        bot: ✅ 已加产品…
        amy#east: 产品
        bot>#east: 产品
          | • A100 空调 · ***
          - 3,500
        ",
    );
}

#[test]
fn a_long_list_goes_on_with_more() {
    chat(
        async |w| {
            w.manager("chen").await;
            let screw = |n| scenes::product(w, &format!("X{n}"), "螺丝", Some(35), None);
            scenes::save(w, (1..=9).map(screw)).await;
        },
        "
        chen: 产品
        bot: 产品 [X9] [X2] [更多]
          - X1
        chen! 更多
        bot: 产品 [X1]
          - X2
          - [更多]
        ",
    );
}

#[test]
fn the_history_of_a_product_tells_its_cost_only_to_those_who_set_prices() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        chen: 加产品 E5 风扇 单价=80 成本=46
        bot: ✅ …
        chen: 历史 E5
        bot: …
          ~ ¥46.00
        amy: 历史 E5
        bot: …
          ~ ¥80.00
          - 46.00
        ",
    );
}
