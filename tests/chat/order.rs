//! Orders in conversation.

use bot_core::domain::ids::PersonId;
use bot_core::domain::people::{Lang, Person};
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, products, shop, shop_with_deals};
use crate::world::{World, chat};

#[test]
fn an_order_goes_from_one_sentence_to_the_customers_door() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*20 B7*3
        bot: ✅ 已下单（草稿）O-1 华星科技 [提交] [撤销]
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
          | • B7 配件包 3 × ¥1,200.00 = ¥3,600.00
          | 合计: ¥73,600.00
          | 状态: 草稿
          - ⚠️
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技 [查看] [撤销]
          ~ 已通知 Chen 确认
          - [确认]
        bot>chen: Amy 提交了订单，请确认：O-1 华星科技 [确认] [查看]
          | 合计: ¥73,600.00
        chen! 确认
        bot>chen: ✅ 已确认 O-1 华星科技，合计 ¥73,600.00 [发货] [查看] [撤销]
        bot>amy: ✅ Chen 确认了你的订单 O-1 华星科技 [发货] [查看]
        amy! 发货
        bot: 哪家承运？… [自提]
        amy: 顺丰 SF1234567
        bot: 🚚 已发货 O-1 华星科技 [签收] [查看]
          | 承运: 顺丰
          | 单号: SF1234567
          - [撤销]
        amy: 撤销
        bot: …不能撤销…
        chen: 签收 O-1
        bot>chen: 📦 客户已签收 O-1 华星科技 [查看] [撤销]
        bot>amy: 📦 客户已签收你的订单 O-1 华星科技（Chen 登记） [查看]
        amy: O-1
        bot: O-1 华星科技
          | 状态: 已签收
          | 确认: Chen · 3月11日 周三 15:30
          | 承运: 顺丰
          - [取消订单]
        ",
    );
}

#[test]
fn an_order_in_english_with_its_own_price_and_a_discount() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            w.person("dan", "manager", Lang::En).await;
            customer(w, "Acme", ben).await;
            products(w).await;
        },
        "
        ben: order place Acme A100*20@3300 10% off
        bot: ✅ Order placed (draft): O-1 Acme [Submit] [Undo]
          | • A100 空调 20台 × ¥3,300.00 × 90% = ¥59,400.00
          | Total: ¥59,400.00
          | ⚠️ A100 空调 sells at ¥2,970.00, below the floor price ¥3,000.00
          | ⚠️ A100 空调 is 15.14% below its list price: more than 15%
        ben: submit order O-1
        bot>ben: ✅ Submitted O-1 Acme [Show] [Undo]
          ~ It needs approval first; Dan will be asked
        bot>dan: Ben submitted an order that needs your approval: O-1 Acme [Approve] [Show]
          ~ below the floor price
          ~ more than 15%
        ben: /order_confirm O-1
        bot: You are not allowed…
        dan: O-1 cancel too cheap
        bot>dan: ✅ Cancelled O-1 Acme
          | Reason: too cheap
        bot>ben: ❌ Dan cancelled your order O-1 Acme [Show]
          | Reason: too cheap
        ben: orders
        bot: Orders [O-1]
          | • O-1 Acme · ¥59,400.00 · cancelled
        ",
    );
}

#[test]
fn lines_are_read_in_many_ways_and_the_customer_is_not_one_of_them() {
    chat(
        shop,
        "
        amy: 下单 华星 A100 20台
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 华星 A100 2台，B7 3套
        bot: ✅ 已下单（草稿）O-2 华星科技
          | 合计: ¥10,600.00
        amy: 下单 华星 20台A100
        bot: ✅ 已下单（草稿）O-3 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 华星 5台 A100
        bot: ✅ 已下单（草稿）O-4 华星科技
          | 合计: ¥17,500.00
        amy: 下单 三一重工 20 x A100
        bot: ✅ 已下单（草稿）O-5 三一重工
        amy: 下单 三一重工 C1 1000个
        bot: ✅ 已下单（草稿）O-6 三一重工
          | • C1 螺丝 1000 × ¥0.35 = ¥350.00
        amy: 下单 华星 空调两台
        bot: ✅ 已下单（草稿）O-7 华星科技
          | 合计: ¥7,000.00
        amy: 下单 C-2 a100*1
        bot: ✅ 已下单（草稿）O-8 三一重工
        amy: /order 华星 A100*20 B7*3
        bot: ✅ 已下单（草稿）O-9 华星科技
          | 合计: ¥73,600.00
        amy: 下单 A100*1 折扣=0.9 客户=华星 备注=加急
        bot: ✅ 已下单（草稿）O-10 华星科技
          | • A100 空调 1台 × ¥3,500.00 × 9折 = ¥3,150.00
          | 备注: 加急
        amy: 下单 华星 A100*1 八五折
        bot: ✅ 已下单（草稿）O-11 华星科技
          | • A100 空调 1台 × ¥3,500.00 × 8.5折 = ¥2,975.00
          ~ 低于底价
          - 15%
        ",
    );
}

#[test]
fn a_discount_just_above_the_band_is_said() {
    chat(
        shop,
        "
        amy: 下单 华星 B7*1 折扣=0.8499
        bot: ✅ 已下单（草稿）O-1 华星科技
          ~ ⚠️ B7 配件包 比标价低 15.01%，超过 15%
        amy: 下单 华星 B7*1@1020
        bot: ✅ 已下单（草稿）O-2 华星科技
          - ⚠️
        amy: 下单 华星 B7*1@1019.99
        bot: ✅ 已下单（草稿）O-3 华星科技
          ~ ⚠️ B7 配件包 比标价低 15.01%，超过 15%
        ",
    );
}

#[test]
fn what_is_missing_is_asked_for_one_at_a_time() {
    chat(
        shop,
        "
        amy: 下单
        bot: 卖给哪个客户？ [华星科技] [三一重工]
        amy! 华星科技
        bot: 要什么、多少？…
        amy: D9*2
        bot: D9 定制柜 还没有定价，这次单价是多少？…
        amy: 8800
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • D9 定制柜 2 × ¥8,800.00 = ¥17,600.00
        amy: 下单 华星 D9*2 E5*1 A100*1
        bot: 这些产品还没有定价：D9 定制柜 · E5 定制门。请在 @ 后面写上单价，把明细再发一次：D9*2@ E5*1@
        amy: D9*2@8000 E5*1@500
        bot: ✅ 已下单（草稿）O-2 华星科技
          | 合计: ¥16,500.00
        amy: 下单 华星 螺丝*100
        bot: “螺丝”是哪一个？ [C1 螺丝] [C2 螺丝]
        amy! C2 螺丝
        bot: ✅ 已下单（草稿）O-3 华星科技
          | • C2 螺丝 100 × ¥0.35 = ¥35.00
        ",
    );
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    chat(
        shop,
        "
        amy: 下单 华星 Z9*2
        bot: 没有产品“Z9”… [产品]
        amy: 下单 华星 A100
        bot: A100 要多少？…
        amy: 下单 华星 A100*0
        bot: 数量不对…
        amy: 取消
        bot: 好的，不…了。
        amy: 下单 华星 A100*1@USD500 B7*1
        bot: 一张订单只能用一个币种，这里有 USD 和 CNY…
        amy: 下单 华星 A100*1000000000 A100*1
        bot: 金额太大了…
        amy: 下单 华星 A100*2 B7*1 单价=3300
        bot: “单价=”是指哪个产品的？…
        amy: 下单 火星 A100*2
        bot: 没有找到客户“火星”…
        amy: 订单
        bot: 没有订单。先下一单：下单…
        ",
    );
}

#[test]
fn a_deal_brings_its_customer_its_products_and_its_prices() {
    chat(
        shop_with_deals,
        "
        amy: 下单 D-1
        bot: ✅ 已下单（草稿）O-1 华星科技 [提交] [赢单] [撤销]
          | • A100 空调 20台 × ¥3,300.00 = ¥66,000.00
          | 商机: D-1 空调
        amy: 下单 D-2
        bot: D-2 里还没有产品和数量…
        amy: B7*2 A100*1
        bot: ✅ 已下单（草稿）O-2 华星科技
          | 合计: ¥5,900.00
          | 商机: D-2 改造
        amy: D-1 下单 B7*1
        bot: ✅ 已下单（草稿）O-3 华星科技
          | 商机: D-1 空调
        amy! 赢单
        bot: …
          ~ D-1
        amy: 下单 D-9
        bot: 没有找到“D-9”…
        amy: 订单 商机=D-1
        bot: 订单 · 空调（D-1） [O-3] [O-1]
          - O-2
        ",
    );
}

#[test]
fn an_illegal_step_says_where_the_order_stands_and_what_is_possible() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 发货 O-1 顺丰
        bot: 订单 O-1 现在是“草稿”，还不能发货。 [提交] [取消订单]
          ~ 现在可以：提交 · 取消
        amy: O-1 提交
        bot: ✅ 已提交…
        bot>chen: Amy 提交了订单…
        amy: 提交订单 O-1
        bot: 订单 O-1 已经是“待确认”了，不用再提交。 [取消订单]
        chen: 确认订单 O-1
        bot: ✅ 已确认…
        bot>amy: ✅ Chen 确认了…
        amy: 取消订单 O-1 不要了
        bot: O-1 是“已确认”，要能确认订单的人才能取消…
        chen: 发货 O-1 德邦物流 单号=DB99
        bot>chen: 🚚 已发货…
          | 单号: DB99
        bot>amy: 🚚 Chen 已给你的订单发货…
          | 承运: 德邦物流
        chen: O-1 取消
        bot: 订单 O-1 已经是“已发货”，不能再取消了。 [签收]
        amy: 签收 O-1
        bot: 📦 客户已签收…
        amy: 签收 O-1
        bot: 订单 O-1 已经是“已签收”了，不用再签收。
          ~ 已经走完
        ",
    );
}

#[test]
fn nobody_confirms_their_own_order() {
    chat(
        async |w| {
            let chen = w.manager("chen").await;
            w.admin("dana").await;
            customer(w, "华星科技", chen).await;
            products(w).await;
        },
        "
        chen: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        chen: 提交订单 O-1
        bot>chen: ✅ 已提交 O-1 华星科技
          ~ 已通知 Dana 确认
          - [确认]
        bot>dana: Chen 提交了订单… [确认]
        chen: 确认订单 O-1
        bot: 自己的订单不能自己确认：O-1
          ~ 可以请 Dana 确认
        dana! 确认
        bot>dana: ✅ 已确认…
        bot>chen: ✅ Dana 确认了你的订单…
        ",
    );
}

#[test]
fn whoever_is_alone_confirms_their_own_order() {
    chat(
        async |w| {
            let dana = w.admin("dana").await;
            customer(w, "华星科技", dana).await;
            products(w).await;
        },
        "
        dana: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        dana! 提交
        bot: ✅ 已提交 O-1 华星科技 [确认] [取消订单]
        dana! 确认
        bot: ✅ 已确认 O-1 华星科技…
        ",
    );
}

#[test]
fn a_confirmation_is_bound_to_what_was_shown() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        amy: 撤销
        bot: ↩️ 已撤销 提交订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，提交订单） [查看]
          ^
          - [确认]
        amy: 提交订单 O-1
        bot: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        amy: 撤销
        bot: ↩️ 已撤销 提交订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，提交订单）
        chen! 确认
        bot: 订单 O-1 现在是“草稿”，还不能确认。
        amy! 恢复
        bot: ↪️ 已恢复 提交订单：O-1
        bot>chen: ↪️ 已恢复：O-1（Amy，提交订单） [确认] [查看]
          | 合计: ¥3,500.00
        amy: 撤销
        bot: ↩️ 已撤销 提交订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，提交订单） [查看]
          ^
          - [确认]
        amy: O-1 A100*2
        bot: ✅ 已改 O-1…
        amy! 提交
        bot: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        chen: O-1
        bot: O-1 华星科技 [确认]
        amy: O-1 取消 先不要
        bot>amy: ✅ 已取消…
        bot>chen: ❌ …
        amy: 撤销
        bot: ↩️ 已撤销 取消订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，取消订单） [确认] [查看]
        amy: 撤销
        bot: ↪️ 已恢复 取消订单：O-1
        bot>chen: ↪️ 已恢复：O-1（Amy，取消订单） [查看]
          ^
          - [确认]
        amy: 撤销
        bot: ↩️ 已撤销 取消订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，取消订单） [确认]
          | 合计: ¥7,000.00
        chen! 确认
        bot>chen: ✅ 已确认 O-1…，合计 ¥7,000.00
        bot>amy: ✅ Chen 确认了…
        ",
    );
}

#[test]
fn a_cancelled_order_keeps_its_reason_and_cancelling_can_be_taken_back() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 取消订单 O-1
        bot: 为什么取消？ [客户不要了] [下错单] [没货]
        amy! 下错单
        bot: ✅ 已取消 O-1 华星科技 [查看] [撤销]
          | 原因: 下错单
        amy: 订单 已取消
        bot: 订单 · 已取消 [O-1]
        amy: 订单 草稿
        bot: 没有这样的订单。 [全部订单]
          | 订单 · 草稿
        amy: 撤销
        bot: ↩️ 已撤销 取消订单：O-1
        amy: 订单 华星
        bot: 订单 · 华星科技
          | • O-1 华星科技 · ¥3,500.00 · 草稿
        ",
    );
}

#[test]
fn an_order_that_was_submitted_is_not_undone_before_the_submission() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技 [撤销]
        chen: 提交订单 O-1
        bot>chen: ✅ 已提交 O-1 华星科技 [确认]
        bot>amy: Chen 提交了你的订单 O-1…
        amy! 撤销
        bot: 不能撤销：O-1后来又改过…
          ~ 可以请Chen先撤销那一次，或者手动改回来
        ",
    );
}

#[test]
fn an_order_of_a_colleague_does_not_exist() {
    chat(
        async |w| {
            shop(w).await;
            w.rep("bo").await;
        },
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        bo: 看订单 O-1
        bot: 没有找到“O-1”…
        bo: 提交订单 O-1
        bot: 没有找到“O-1”…
        bo: 发货 O-1 顺丰
        bot: 没有找到“O-1”…
        bo: 取消订单 O-1 不要
        bot: 没有找到“O-1”…
        bo: 下单 华星 A100*1
        bot: 没有找到客户“华星”…
        bo: 订单
        bot: 没有订单…
        ",
    );
}

#[test]
fn a_group_sees_no_amounts() {
    chat(
        shop,
        "
        amy#east: 下单 华星 A100*20@2900
        bot>#east: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × *** = ***
          | 合计: ***
          - 000
          - 2,900
        amy#east: 订单
        bot>#east: 订单
          | • O-1 华星科技 · *** · 草稿
        ",
    );
}

#[test]
fn the_same_order_twice_within_minutes_is_placed_once() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 下单 华星 A100*1
        bot: 刚才已经记过了：O-1。 [再记一条]
        ",
    );
}

#[test]
fn a_long_list_of_orders_goes_on_with_more() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 下单 华星 A100*2
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy: 下单 华星 A100*3
        bot: ✅ 已下单（草稿）O-3 华星科技
        amy: 下单 华星 A100*4
        bot: ✅ 已下单（草稿）O-4 华星科技
        amy: 下单 华星 A100*5
        bot: ✅ 已下单（草稿）O-5 华星科技
        amy: 下单 华星 A100*6
        bot: ✅ 已下单（草稿）O-6 华星科技
        amy: 下单 华星 A100*7
        bot: ✅ 已下单（草稿）O-7 华星科技
        amy: 下单 华星 A100*8
        bot: ✅ 已下单（草稿）O-8 华星科技
        amy: 下单 华星 A100*9
        bot: ✅ 已下单（草稿）O-9 华星科技
        amy: 订单 草稿
        bot: 订单 · 草稿 [O-9] [O-2] [更多]
          - O-1 
        amy: 更多
        bot: 订单 · 草稿 [O-1]
          - O-2
        ",
    );
}

#[test]
fn an_order_is_found_by_its_customer_where_that_is_clear() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 看订单 华星
        bot: O-1 华星科技
        amy: 提交订单 华星
        bot>amy: ✅ 已提交 O-1…
        bot>chen: Amy 提交了订单…
        amy: 提交订单 华星
        bot: 华星科技 没有这样的订单。
        amy: 下单 华星 B7*1
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy: 看订单 华星
        bot: 华星科技 的哪一张订单？ [O-2 草稿] [O-1 待确认]
        chen: 确认订单 O-1
        bot>chen: ✅ 已确认…
        bot>amy: ✅ Chen 确认了…
        amy: 发货 华星 顺丰 SF1234567
        bot: 华星科技 的哪一张订单？ [O-1 已确认]
        amy! O-1 已确认
        bot: 🚚 已发货 O-1 华星科技
          | 单号: SF1234567
        ",
    );
}

/// Takes somebody out of every team.
async fn without_team(w: &World, id: PersonId) {
    let mut unit = w.begin().await;
    let before: Person = unit.tx().get(id.0).await.expect("a row").expect("a person");
    let mut after = before.clone();
    after.team = None;
    unit.tx().save(Some(&before), &after, w.now()).await.expect("a person");
    unit.commit().await.expect("a commit");
}

#[test]
fn a_manager_of_others_is_not_asked() {
    chat(
        async |w| {
            shop(w).await;
            let max = w.manager("max").await;
            without_team(w, max).await;
        },
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
          ~ 已通知 Chen 确认
        bot>chen: Amy 提交了订单…
        max: 确认订单 O-1
        bot: 没有找到“O-1”…
        ",
    );
}

#[test]
fn an_owner_whom_nobody_can_confirm_is_told_so() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.rep("bo").await;
            customer(w, "华星科技", amy).await;
            products(w).await;
        },
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot: ✅ 已提交 O-1 华星科技
          ~ 现在没有人能确认你的订单
        ",
    );
}

#[test]
fn an_order_that_is_not_what_its_deal_says_is_told() {
    chat(
        async |w| {
            shop(w).await;
        },
        "
        amy: 新商机 三一 空调 10万
        bot: ✅ 已建商机 空调（D-1）
        amy: 下单 D-1 A100*20
        bot: ✅ 已下单（草稿）O-1 三一重工
          | 订单合计 ¥70,000.00，比商机 D-1 的金额 ¥100,000.00 少 ¥30,000.00。
          - ⚠️
        amy: 下单 D-1 A100*1
        bot: ✅ 已下单（草稿）O-2 三一重工
          | ⚠️ 商机 D-1 已经有订单：O-1 ¥70,000.00。下重了请撤销。
        amy: 下单 三一重工 螺丝*100
        bot: “螺丝”是哪一个？ [C1 螺丝] [C2 螺丝]
        amy! C2 螺丝
        bot: ✅ 已下单（草稿）O-3 三一重工
          ~ C2 螺丝
        amy: 找 螺丝
        bot: “螺丝”找到 2 条 [C1] [C2]
          | • C1 螺丝
        amy: 找 C1
        bot: “C1”找到 2 条 [C-1] [C1]
          | • C-1 华星科技
          | • C1 螺丝
        chen: 订单 amy
        bot: 订单…
          ~ O-3 三一重工 · ¥35.00 · 草稿 · Amy
        chen: 订单 chen
        bot: …
          - O-3
        ",
    );
}

#[test]
fn a_code_alone_shows_the_product_or_asks_which() {
    chat(
        shop,
        "
        amy: A100
        bot: A100 空调
        amy: b7
        bot: B7 配件包
        amy: C2
        bot: “C2”找到 2 条 [C-2] [C2]
        amy! C2
        bot: C2 螺丝
        amy: C-1
        bot: 华星科技（C-1）
        amy: D9
        bot: D9 定制柜
        ",
    );
}

#[test]
fn whoever_was_told_nothing_of_a_change_confirms_only_what_is_there_now() {
    chat(
        async |w| {
            shop(w).await;
            w.rep("bo").await;
            w.admin("dana").await;
        },
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        bot>dana: Amy 提交了订单… [确认]
        dana: 改人员 Bo 角色=主管
        bot>dana: ✅ …
        bot>bo: …
        bo: O-1
        bot: O-1 华星科技 [确认]
        amy: 撤销
        bot>amy: ↩️ 已撤销 提交订单：O-1
        bot>chen: ↩️ …
        bot>dana: ↩️ …
        bo! 确认
        bot: 订单 O-1 现在是“草稿”，还不能确认。
        amy: 撤销
        bot>amy: ↪️ 已恢复 提交订单：O-1
        bot>chen: ↪️ … [确认]
        bot>dana: ↪️ … [确认]
        bo! 确认
        bot: ⚠️ O-1 华星科技 在你看过之后改过了… [确认]
          | 合计: ¥3,500.00
        bo! 确认
        bot>bo: ✅ 已确认 O-1…
        bot>amy: ✅ Bo 确认了…
        bot>chen: ✅ Bo 已确认订单 O-1…
          ^
        bot>dana: ✅ Bo 已确认订单 O-1…
          ^
        ",
    );
}

#[test]
fn who_was_asked_to_confirm_hears_when_that_is_over() {
    chat(
        async |w| {
            shop(w).await;
            w.admin("dana").await;
        },
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        bot>dana: Amy 提交了订单… [确认]
        amy: 取消订单 O-1 客户改主意了
        bot>amy: ✅ 已取消…
        bot>chen: ❌ Amy 取消了订单 O-1 华星科技，不用确认了。 [查看]
          ^
          | 原因: 客户改主意了
          - [确认]
        bot>dana: ❌ Amy 取消了订单…
          ^
        chen: 确认订单 O-1
        bot: 订单 O-1 已经是“已取消”，不能再确认了。
          ~ 已经走完
        amy: 撤销
        bot>amy: ↩️ 已撤销 取消订单：O-1
        bot>chen: ↩️ 已撤回：O-1（Amy，取消订单） [查看]
        bot>dana: ↩️ 已撤回：O-1（Amy，取消订单） [查看]
        chen! 查看
        bot: O-1 华星科技 [确认]
        amy: 撤销
        bot>amy: ↪️ 已恢复 取消订单：O-1
        bot>chen: ↪️ 已恢复：O-1（Amy，取消订单）
        bot>dana: ↪️ 已恢复：O-1（Amy，取消订单）
        amy: 下单 华星 A100*2
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        bot>dana: Amy 提交了订单… [确认]
        chen! 确认
        bot>chen: ✅ 已确认 O-2…
        bot>amy: ✅ Chen 确认了…
        bot>dana: ✅ Chen 已确认订单 O-2 华星科技，不用再确认。
          ^
        ",
    );
}

#[test]
fn a_refusal_names_ones_own_steps_and_who_takes_the_others() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        amy: 发货 O-1 顺丰 SF1234567
        bot: 订单 O-1 现在是“待确认”，还不能发货。 [取消订单]
          ~ 现在可以：取消
          ~ 要确认，可以请 Chen。
          - [确认]
        chen! 确认
        bot>chen: ✅ 已确认 O-1…
        bot>amy: ✅ Chen 确认了…
        amy: 取消订单 O-1 客户改主意了
        bot: O-1 是“已确认”，要能确认订单的人才能取消。 [发货]
          ~ 现在可以：发货
          ~ 要取消，可以请 Chen。
        ",
    );
}

#[test]
fn what_is_planned_ends_or_goes_on_with_the_order() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: 下次 O-1 周五 问收货人
        bot: ✅ 已安排 问收货人（F-1）
        amy: 取消订单 O-1 客户改主意了
        bot: ✅ 已取消…
          | 它的 1 个待跟进也一起取消了。
        amy: F-1
        bot: 问收货人（F-1）
          | 状态: 已放弃
        amy: 下单 华星 A100*2
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单… [确认]
        chen! 确认
        bot>chen: ✅ 已确认 O-2…
        bot>amy: ✅ Chen 确认了…
        amy: 下次 O-2 周五 回访
        bot: ✅ 已安排 回访（F-2）
        amy: 发货 O-2 顺丰 SF1234567
        bot: 🚚 已发货…
        amy: 签收 O-2
        bot: …
          | 还有 1 个待跟进，照旧提醒：
          ~ • 3月13日 周五 · 回访
        ",
    );
}
