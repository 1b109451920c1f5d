//! Orders after their confirmation: what is changed, what leaves and arrives in parts.

use bot_core::domain::people::Lang;

use crate::world::scenes::{customer, products, shop};
use crate::world::{World, chat};

/// An order of Amy's that Chen has confirmed: 20 A100 and 3 B7.
const CONFIRMED: &str = "
    amy: 下单 华星 A100*20 B7*3
    bot: ✅ 已下单（草稿）O-1 华星科技
    amy! 提交
    bot>amy: ✅ 已提交…
    bot>chen: Amy 提交了订单…
    chen: 确认订单 O-1
    bot>chen: ✅ 已确认 O-1… [发货] [修改] [取消订单]
    bot>amy: ✅ Chen 确认了…
";

/// Plays what comes after the confirmation.
fn confirmed(script: &str) {
    chat(shop, &format!("{CONFIRMED}{script}"));
}

#[test]
fn a_confirmed_order_is_changed_by_those_who_confirm_and_shows_before_and_after() {
    confirmed(
        "
        amy: O-1 A100*10
        bot: O-1 是“已确认”，要能确认订单的人才能改。
          | 可以请 Chen 改
        chen: 改订单 O-1 A100*10@3400 C1*100
        bot>chen: ✅ 已改 O-1 华星科技 [发货] [查看] [撤销]
          | • A100 空调: 20台 × ¥3,500.00 = ¥70,000.00 → 10台 × ¥3,400.00 = ¥34,000.00
          | • 新增 C1 螺丝：100 × ¥0.35 = ¥35.00
          | 合计 ¥73,600.00 → ¥37,635.00
        bot>amy: Chen 改了你的订单 O-1 华星科技 [发货] [查看]
          | • A100 空调: 20台 × ¥3,500.00 = ¥70,000.00 → 10台 × ¥3,400.00 = ¥34,000.00
        amy: 历史 O-1
        bot: …
          ~ 空调 × 20 @ ¥3,500.00 · 配件包 × 3 @ ¥1,200.00 → 空调 × 10 @ ¥3,400.00
        chen: 撤销
        bot>chen: ↩️ 已撤销 改订单：O-1
        bot>amy: ↩️ 已撤回：O-1（Chen，改订单）
        chen: O-1
        bot: O-1 华星科技 [发货] [修改] [取消订单]
          | 合计: ¥73,600.00
        chen: 改订单 O-1 去掉 B7
        bot>chen: ✅ 已改…
          | • 去掉 B7 配件包：3 × ¥1,200.00 = ¥3,600.00
        bot>amy: Chen 改了…
        amy: 发货 O-1 A100*5 顺丰 SF1
        bot>amy: 🚚 已发出一部分…
        chen: 改订单 O-1 A100*4
        bot: A100 空调 已经发了 5台，不能改得更少。
        chen: 改订单 O-1 A100*5
        bot>chen: ✅ 已改 O-1 华星科技 [签收]
        bot>amy: Chen 改了你的订单…
        chen: O-1
        bot: O-1 华星科技 [签收]
          | 状态: 已发货
        chen: 改订单 O-1 A100*9
        bot: 订单 O-1 已经是“已发货”，内容不能再改…
        ",
    );
}

#[test]
fn a_change_after_the_confirmation_with_low_prices_takes_the_managers_button() {
    confirmed(
        "
        chen: 改订单 O-1 A100*20@2800
        bot: 这样改，要你同意：O-1 华星科技 [同意并修改] [查看]
          | • A100 空调: 20台 × ¥3,500.00 = ¥70,000.00 → 20台 × ¥2,800.00 = ¥56,000.00
          ~ 低于底价 ¥3,000.00
        amy: O-1
        bot: O-1 华星科技
          | 合计: ¥73,600.00
        chen! 同意并修改
        bot>chen: ✅ 已改 O-1 华星科技
          | 合计 ¥73,600.00 → ¥59,600.00
        bot>amy: Chen 改了你的订单…
        amy: O-1
        bot: O-1 华星科技
          | 已同意: Chen · 3月11日 周三 15:30
        chen: 改订单 O-1 A100*20@2900
        bot: 这样改，要你同意… [同意并修改]
        chen: 改订单 O-1 备注=加急
        bot>chen: ✅ 已改…
        bot>amy: …
        chen! 同意并修改
        bot: ⚠️ O-1 华星科技 在你看过之后改过了…
        ",
    );
}

#[test]
fn goods_leave_and_arrive_in_parts() {
    confirmed(
        "
        amy: 发货 O-1 A100*25 顺丰 SF1
        bot: A100 空调 还没发的只有 20台。
        amy: 发货 O-1 C1*5 顺丰 SF1
        bot: 订单 O-1 里没有“C1”，有的是：A100 · B7
        amy: 发货 O-1 A100*5 顺丰 SF123
        bot: 🚚 已发出一部分 O-1 华星科技 [发货] [签收] [查看]
          | • A100 空调 5台
          | 承运: 顺丰
          | 单号: SF123
          | 还没发：A100 空调 15台 · B7 配件包 3
          - [撤销]
        amy: O-1
        bot: O-1 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00（已发 5台 · 已签收 0台）
          | 状态: 部分发货
          | • 📦 A100 5台 · 顺丰 SF123 · 3月11日 周三 15:30
        amy: 部分发货的订单
        bot: 订单 · 部分发货 [O-1]
        amy: orders partly shipped
        bot: 订单 · 部分发货 [O-1]
        amy: 签收 O-1 A100*6
        bot: A100 空调 在路上的只有 5台。
        amy: 签收 O-1 A100*3
        bot: 📦 客户已签收一部分 O-1 华星科技 [发货] [签收] [查看] [撤销]
          | • A100 空调 3台
        amy: 撤销
        bot: ↩️ 已撤销 签收：O-1
        amy: 签收 O-1
        bot: 📦 客户已签收一部分 O-1 华星科技
          | • A100 空调 5台
        amy: 签收 O-1
        bot: 订单 O-1 现在是“部分发货”，还不能签收。
        amy: 订单 已发货
        bot: 没有这样的订单。
        amy: 发货 O-1
        bot: 哪家承运？… [自提]
        amy: 德邦 DB9
        bot: 🚚 已发货 O-1 华星科技 [签收]
          | • A100 空调 15台
          | • B7 配件包 3
        amy: O-1
        bot: O-1 华星科技
          | 状态: 部分签收
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00（已发 20台 · 已签收 5台）
          | • 📦 A100 15台, B7 3 · 德邦 DB9 · 3月11日 周三 15:30
        amy: 发货 O-1 A100*1 顺丰 SF2
        bot: 订单 O-1 已经是“部分签收”了…
        chen: 签收 O-1
        bot>chen: 📦 客户已签收 O-1 华星科技
        bot>amy: 📦 客户已签收你的订单 O-1 华星科技（Chen 登记）
        amy: O-1
        bot: O-1 华星科技
          | 状态: 已签收
        ",
    );
}

#[test]
fn what_has_not_left_is_cancelled_with_a_reason_and_back() {
    confirmed(
        "
        amy: 发货 O-1 A100*5 顺丰 SF123
        bot: 🚚 已发出一部分…
        chen: 取消订单 O-1
        bot: 为什么取消？ [客户不要了]
        chen! 没货
        bot>chen: ✅ 没发的不发了 O-1 华星科技 [签收] [查看] [撤销]
          | • A100 空调 15台
          | • B7 配件包 3
          | 原因: 没货
          | 合计 ¥73,600.00 → ¥17,500.00
        bot>amy: ❌ Chen 取消了你的订单 O-1 华星科技 没发的部分
          | 原因: 没货
        amy: O-1
        bot: O-1 华星科技
          | • A100 空调 5台 × ¥3,500.00 = ¥17,500.00
          | 状态: 已发货
        chen: 撤销
        bot>chen: ↩️ 已撤销 取消订单：O-1
        bot>amy: ↩️ 已撤回…
        amy: O-1
        bot: O-1 华星科技
          | 状态: 部分发货
          | 合计: ¥73,600.00
        ",
    );
}

/// Ben, who reads English, and Dan, who confirms.
async fn abroad(w: &World) {
    let ben = w.english("ben").await;
    w.person("dan", "manager", Lang::En).await;
    customer(w, "Acme", ben).await;
    products(w).await;
}

#[test]
fn changes_and_parts_in_english() {
    chat(
        abroad,
        "
        ben: order place Acme A100*20
        bot: ✅ Order placed (draft): O-1 Acme
        ben: submit O-1
        bot>ben: ✅ Submitted…
        bot>dan: Ben submitted an order…
        dan: confirm O-1
        bot>dan: ✅ Confirmed O-1 Acme…
        bot>ben: ✅ Dan confirmed…
        ben: order edit O-1 A100*10
        bot: O-1 is “confirmed”: only somebody who may confirm it can change it.
          | Dan can change it
        dan: order edit O-1 A100*10
        bot>dan: ✅ Changed O-1 Acme
          | • A100 空调: 20台 × ¥3,500.00 = ¥70,000.00 → 10台 × ¥3,500.00 = ¥35,000.00
        bot>ben: Dan changed your order O-1 Acme
        ben: order ship O-1 A100*4 DHL 1234567890
        bot: 🚚 Shipped a part of O-1 Acme [Ship] [Delivered]
          | Still to ship: A100 空调 6台
        ben: order deliver O-1 A100*4
        bot: 📦 Delivered a part of O-1 Acme
        ben: O-1
        bot: O-1 Acme
          | Status: partly shipped
          ~ (shipped 4台 · delivered 4台)
        dan: order cancel O-1 out of stock
        bot>dan: ✅ Cancelled what had not left of O-1 Acme
        bot>ben: ❌ Dan cancelled what had not left of your order O-1 Acme
        ben: O-1
        bot: O-1 Acme
          | Status: delivered
          | Total: ¥14,000.00
        ",
    );
}
