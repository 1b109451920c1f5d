//! Orders as people speak of them: the customer first, lines at hand, gifts, what was paid.

use crate::world::chat;
use crate::world::scenes::{customer, products, shop};

#[test]
fn an_order_is_begun_with_the_customer_first() {
    chat(
        shop,
        "
        amy: 给华星下个单 A100 10台
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 10台 × ¥3,500.00 = ¥35,000.00
        amy: 三一要20台空调 九折 帮我下单
        bot: ✅ 已下单（草稿）O-2 三一重工
          | • A100 空调 20台 × ¥3,500.00 × 9折 = ¥63,000.00
        amy: 昨天华星下单 A100 2台
        bot: ✅ 已下单（草稿）O-3 华星科技
          | 备注: 昨天下单
        amy: 下单 华星 A100*2.5
        bot: A100 空调 按“台”算，2.5 不是整数…
        amy: 下单 华星 A100 2台 配件包5套送
        bot: ✅ 已下单（草稿）O-4 华星科技
          | • B7 配件包 5 × ¥0.00 = ¥0.00
          | 合计: ¥7,000.00
          - 备注
        ",
    );
}

#[test]
fn lines_are_changed_by_the_name_of_their_product() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*5 B7*2
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: O-1 A100 单价3300
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 5台 × ¥3,300.00 = ¥16,500.00
        amy: O-1 B7不要了
        bot: ✅ 已改 O-1 华星科技
          - B7
        amy: A100改成25台
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 25台 × ¥3,300.00 = ¥82,500.00
        amy: 改成24台A100
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 24台 × ¥3,300.00 = ¥79,200.00
        amy: A100 12台
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 12台 × ¥3,300.00 = ¥39,600.00
        amy: O-1到了
        bot: 订单 O-1 现在是“草稿”，还不能签收。
        amy: 收款 O-1 2万
        bot: 收款现在还没有地方记，O-1 没有改动… [记备注]
        amy! 记备注
        bot: ✅ 已记备注：O-1
        ",
    );
}

#[test]
fn a_discount_and_a_payment_are_told_of_in_english() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            customer(w, "Acme Trading", ben).await;
            products(w).await;
        },
        "
        ben: order place Acme A100*5
        bot: ✅ …O-1 Acme Trading
        ben: give him 10% off
        bot: ✅ Changed O-1 Acme Trading
          | • A100 空调 5台 × ¥3,500.00 × 90% = ¥15,750.00
        ben: paid O-1 20000
        bot: Payments are not kept here yet, so O-1 was not changed… [log note]
        ben: customer paid 20k for O-1
        bot: Payments are not kept here yet…
        ",
    );
}
