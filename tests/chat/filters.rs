//! What people type behind the name of a list: what it is narrowed by, and in which order it is.

use crate::world::scenes::{products, with_phone};
use crate::world::{World, chat};

/// Amy with two customers and their deals, orders and leads of two months.
async fn two_months(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    products(w).await;
    with_phone(w, amy, "华星科技", Some("李工")).await;
    for said in [
        "加客户 华威机械 级别=A 地区=华东 行业=机械",
        "改客户 华星科技 级别=A 地区=华南",
        "加线索 张三 13900139000 地区=华东 来源=展会",
        "加线索 李四 13900139001 地区=华南",
        "新商机 华星 空调 12万 3月30日",
        "新商机 华威 配件 3万 3月20日",
        "新商机 华威 维保 30万 5月30日",
        "新商机 华星 改造",
        "下单 华星 A100*2",
        "下单 华威 A100*20",
        "D-1 报价",
    ] {
        w.say("amy", said).await;
    }
    w.at("2026-04-02T10:00:00+08:00");
    w.say("amy", "加线索 王五 13900139002 地区=华东").await;
    w.say("amy", "加客户 东方机械 级别=B 地区=华东 行业=机械").await;
    w.say("amy", "下单 华星 B7*1").await;
    while w.channel.next().is_some() {}
}

#[test]
fn every_list_is_narrowed_by_several_words_at_once() {
    chat(
        two_months,
        "
        amy: 商机 报价 李工 上个月
        bot: 商机 · 报价 · 华星科技 · 成交 3月1日… – 3月31日… [D-1]
          - D-2
        amy: 商机 10万以上 5月
        bot: 商机 · ¥100,000.00 以上 · 成交 5月1日… – 5月31日… [D-3]
        amy: 客户 华东 A级
        bot: 客户 · A · “华东” [C-2]
          - C-3
        amy: 客户 机械 本月
        bot: 客户 · “机械” · 2026年4月 [C-3]
          - C-2
        amy: 线索 华东 上个月
        bot: 线索 · “华东” · 2026年3月 [L-1]
          - L-3
        amy: 线索 展会 华东
        bot: 线索 · 展会 · “华东” [L-1]
        amy: 订单 华星 本月
        bot: 订单 · 2026年4月 · 华星科技 [O-3]
          - O-1
        amy: 订单 草稿 1万以上
        bot: 订单 · 草稿 · ¥10,000.00 以上 [O-2]
        chen: 线索 amy 华南
        bot: 线索 · Amy · “华南” [L-2]
        chen: 订单 李工 amy
        bot: 订单 · 华星科技 · Amy [O-1] [O-3]
        ",
    );
}

#[test]
fn every_list_is_put_in_order() {
    chat(
        async |w| {
            two_months(w).await;
            w.say("amy", "lang en").await;
            while w.channel.next().is_some() {}
        },
        "
        amy: 商机 按金额
        bot: Deals · largest first [D-3]
          ~ D-3 维保 · 华威机械 · ¥300,000.00 · Needs confirmed · Sat 30 May
        amy: deals by amount over 20k
        bot: Deals · ¥20,000.00 or more · largest first [D-3] [D-1] [D-2]
        amy: deals oldest first
        bot: Deals · oldest first [D-1] [D-4]
        amy: orders by amount
        bot: Orders · largest first [O-2]
        amy: orders oldest
        bot: Orders · oldest first [O-1]
        amy: leads oldest
        bot: Leads · oldest first [L-1]
        amy: customers newest
        bot: Customers [C-3]
        amy: products by price
        bot: …largest first [A100]
        ",
    );
}

#[test]
fn an_order_goes_on_over_pages() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            with_phone(w, amy, "华星科技", None).await;
            for n in 1..=10 {
                w.say("amy", &format!("新商机 华星 第{n}批 金额={}000", n * 7 % 10 + 1)).await;
                w.channel.next();
            }
        },
        "
        amy: 商机 按金额
        bot: 商机 · 金额从高到低 [D-7] [D-4] [D-1] [D-8] [D-5] [D-2] [D-9] [D-6] [更多]
          - D-3
        amy: 更多
        bot: 商机 · 金额从高到低 [D-3] [D-10]
          - D-6
        amy: 商机 从旧到新
        bot: 商机 · 从旧到新 [D-1] [D-8] [更多]
        amy! 更多
        bot: 商机 · 从旧到新 [D-9] [D-10]
          ^
        ",
    );
}

#[test]
fn what_nobody_understands_is_said_with_what_is_possible() {
    chat(
        two_months,
        "
        amy: 商机 报价 火星
        bot: 没有叫“火星”的阶段、同事或客户。可以按阶段看：…例如：商机 华为 本月 10万以上
        amy: 订单 火星
        bot: 没有叫“火星”的客户或同事。可以写客户、状态、时间、金额，例如：订单 华为 待确认 本月 10万以上
        amy: 客户 火星
        bot: 没有符合条件的客户。…例如：客户 华东 A级
          | 客户 · “火星”
        amy: 线索 火星 本月
        bot: 没有线索符合条件。…例如：线索 展会 苏州 本月
          | 线索 · “火星” · 2026年4月
        amy: 导出 商机 火星
        bot: 没有叫“火星”的阶段、同事或客户…
        amy: 导出 客户 华东 A级
        bot: …客户 · A · “华东”…
        ",
    );
}
