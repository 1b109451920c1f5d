//! Which price an order takes, and how much a customer may owe.

use bot_core::domain::people::Lang;

use crate::world::chat;
use crate::world::scenes::{customer, products, shop};

#[test]
fn a_price_list_has_levels_and_quantities_and_an_order_takes_the_best_that_fits() {
    chat(
        shop,
        "
        chen: 改价 A100 级别=A 3200
        bot: ✅ … [查看] [撤销]
          | 级别 A: — → ¥3,200.00
        chen: 改价 A100 50台起 3100
        bot: ✅ …
          | 50台起: — → ¥3,100.00
        chen: 改客户 华星 级别=A
        bot>chen: ✅ …
        amy: 看产品 A100
        bot: A100 空调
          | • 50台起 · ¥3,100.00
          | • 级别 A · ¥3,200.00
        amy: 下单 华星 A100*20
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × ¥3,200.00 = ¥64,000.00（级别 A价）
          - ⚠️
        amy: O-1 A100*60
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 60台 × ¥3,100.00 = ¥186,000.00（50台起价）
        amy: 下单 三一 A100*20
        bot: ✅ 已下单（草稿）O-2 三一重工
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 三一 A100*50 九折
        bot: ✅ 已下单（草稿）O-3 三一重工
          | • A100 空调 50台 × ¥3,100.00 × 9折 = ¥139,500.00（50台起价）
          | ⚠️ A100 空调 成交价 ¥2,790.00 低于底价 ¥3,000.00
        chen: 改价 A100 级别=A 2900
        bot: 底价…
        chen: 改价 A100 级别=A 去掉
        bot: ✅ …
          | 级别 A: ¥3,200.00 → —
        chen! 撤销
        bot: ↩️ …
        amy: 历史 A100
        bot: …
          ~ A ¥3,200.00
        amy: 改价 A100 级别=A 3000
        bot: 你没有这个权限…
        ",
    );
}

#[test]
fn a_floor_is_changed_alone_and_nothing_is_given_away_by_a_slip() {
    chat(
        shop,
        "
        chen: 改价 A100 底价=3100
        bot: ✅ …
          | 底价: ¥3,000.00 → ¥3,100.00
        chen: 改价 B7 0
        bot: B7 的单价不能是 0…
        chen: 看产品 B7
        bot: B7 配件包
          | 单价: ¥1,200.00
        chen: 改价 B7 级别=A 0
        bot: B7 的单价不能是 0…
        chen: 改价 B7
        bot: 单价是多少？…
        chen: 1300
        bot: ✅ …
          | 单价: ¥1,200.00 → ¥1,300.00
        chen: 改价 B7 很多起 5
        bot: 没看懂“很多起 5”这一部分…
        amy: 下单 华星 B7*1@0
        bot: ✅ 已下单（草稿）O-1 华星科技
          ~ 比标价低 100%
        ",
    );
}

#[test]
fn an_order_above_the_credit_limit_waits_for_the_manager() {
    chat(
        shop,
        "
        amy: 改客户 华星 额度=10万
        bot: 你没有这个权限…
        chen: 改客户 华星 额度=10万
        bot>chen: ✅ …
          | 额度: — → ¥100,000.00
        amy: 下单 华星 A100*20
        bot: ✅ 已下单（草稿）O-1 华星科技
          - ⚠️
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单，请确认… [确认]
        chen! 确认
        bot>chen: ✅ 已确认…
        bot>amy: ✅ Chen 确认了…
        amy: 下单 华星 A100*10
        bot: ✅ 已下单（草稿）O-2 华星科技
          | ⚠️ 华星科技 连这张共欠 ¥105,000.00，比额度 ¥100,000.00 多 ¥5,000.00
        amy! 提交
        bot>amy: ✅ 已提交…
          | 要主管先同意，已通知 Chen
        bot>chen: Amy 提交了订单，要你同意：O-2 华星科技 [同意] [退回]
          ~ 多 ¥5,000.00
        chen: 确认订单 O-2
        bot: 订单 O-2 还不能确认，要先同意： [同意]
        chen! 同意
        bot>chen: ✅ 已同意 O-2…
        bot>amy: ✅ Chen 同意了…
        chen: 改客户 华星 额度=9万
        bot>chen: ✅ …
        chen: 确认订单 O-2
        bot: 订单 O-2 还不能确认，要先同意： [同意]
          ~ 多 ¥15,000.00
        chen! 同意
        bot>chen: ✅ 已同意 O-2…
        bot>amy: ✅ Chen 同意了…
        chen! 确认
        bot>chen: ✅ 已确认 O-2…
        bot>amy: ✅ Chen 确认了…
        chen: 改订单 O-2 A100*11
        bot: 这样改，要你同意：O-2 华星科技 [同意并修改]
          ~ 多 ¥18,500.00
        chen: 改订单 O-2 A100*9
        bot>chen: ✅ 已改…
        bot>amy: Chen 改了…
        amy: O-2
        bot: O-2 华星科技
          | 大写: 叁万壹仟伍佰元整
        ",
    );
}

#[test]
fn prices_and_credit_in_english() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            w.person("dan", "manager", Lang::En).await;
            customer(w, "Acme", ben).await;
            products(w).await;
        },
        "
        dan: product price A100 level=A 3200
        bot: ✅ …
          | level A: — → ¥3,200.00
        dan: product price A100 from=50 3100
        bot: ✅ …
          | from 50台: — → ¥3,100.00
        dan: customer edit Acme level=A credit=50000
        bot>dan: ✅ …
          | Credit limit: — → ¥50,000.00
        ben: order place Acme A100*20
        bot: ✅ Order placed (draft): O-1 Acme
          | • A100 空调 20台 × ¥3,200.00 = ¥64,000.00 (level A)
          | ⚠️ With this order Acme owes ¥64,000.00: ¥14,000.00 above the credit limit ¥50,000.00
        dan: product price B7 0
        bot: The price of B7 cannot be 0…
        ",
    );
}
