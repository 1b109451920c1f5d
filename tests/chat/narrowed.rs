//! Filters of lists as people type them: ranges, times, places, what was left undone, columns that
//! a file brought; and lists that are asked for in a sentence.

use crate::world::scenes::products;
use crate::world::{World, chat, run};

/// Amy in Suzhou and Shenzhen; what she did last week and this week.
async fn region(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.manager("chen").await;
    products(w).await;
    for said in [
        "加客户 华威机械 地区=苏州市 级别=A",
        "加客户 蓝海贸易 地区=深圳",
        "新商机 华威 备件 3万 6月20日",
        "新商机 蓝海 空调 5万 5月20日",
        "新商机 蓝海 维保 12万 3月30日",
        "改商机 D-2 竞争对手=华星科技",
        "D-1 报价",
        "输单 D-3 价格",
        "记电话 华威 聊了一下报价的事",
        "下单 华威 A100*3",
    ] {
        w.say("amy", said).await;
    }
    w.say("bo", "加客户 江城电气 地区=武汉").await;
    w.at("2026-03-18T10:00:00+08:00");
    for said in ["新商机 华威 改造 8万 9月1日", "记电话 蓝海 确认了付款时间"]
    {
        w.say("amy", said).await;
    }
    while w.channel.next().is_some() {}
}

#[test]
fn amounts_are_limits_ranges_or_just_that() {
    chat(
        region,
        "
        amy: 商机 3万到5万
        bot: 商机 · ¥30,000.00 – ¥50,000.00 [D-2] [D-1]
        amy: 商机 金额大于5万
        bot: 商机 · ¥50,000.00 以上 [D-4] [D-2]
        amy: 商机 金额>=8万
        bot: 商机 · ¥80,000.00 以上 [D-4]
        amy: 商机 金额=3-5万
        bot: 商机 · ¥30,000.00 – ¥50,000.00 [D-2] [D-1]
        amy: 商机 5万
        bot: 商机 · ¥50,000.00 [D-2]
        amy: deals between 30k and 50k
        bot: 商机 · ¥30,000.00 – ¥50,000.00 [D-2] [D-1]
        amy: deals not more than 50k over 40k
        bot: 商机 · ¥50,000.00 以下 · ¥40,000.00 以上 [D-2]
        amy: 商机报价5万以下
        bot: 商机 · 报价 · ¥50,000.00 以下 [D-1]
        amy: 订单 1万到2万
        bot: 订单 · ¥10,000.00 – ¥20,000.00 [O-1]
        amy: 订单 金额=很多
        bot: 没有叫“很多”的客户或同事…
        ",
    );
}

#[test]
fn times_are_of_closing_or_of_writing_down() {
    chat(
        region,
        "
        amy: 商机 6月前成交
        bot: 商机 · 6月1日…之前成交 [D-2]
        amy: deals closing before June 21
        bot: 商机 · 6月21日…之前成交 [D-2] [D-1]
        amy: 商机 6月20日前
        bot: 商机 · 6月21日…之前成交 [D-2] [D-1]
        amy: 商机 5月到6月
        bot: 商机 · 成交 5月1日… – 6月30日… [D-2] [D-1]
        amy: 商机 本周新建
        bot: 商机 · 2026-03-16 – 2026-03-22 新建 [D-4]
        amy: deals created this week
        bot: 商机 · 2026-03-16 – 2026-03-22 新建 [D-4]
        amy: 客户 本周新建
        bot: 没有符合条件的客户。…
          | 客户 · 2026-03-16 – 2026-03-22
        amy: orders since March
        bot: 订单 · 3月1日…起 [O-1]
        amy: customers created before March
        bot: 没有符合条件的客户。…
          | 客户 · 3月1日…之前
        amy: 商机 按成交日期
        bot: 商机 · 最快成交的在前 [D-2] [D-4]
        ",
    );
}

#[test]
fn places_people_and_what_was_left_undone_narrow_customers() {
    chat(
        region,
        "
        amy: customers in Suzhou
        bot: 客户 · “苏州市” [C-1]
        amy: 客户 苏州
        bot: 客户 · “苏州市” [C-1]
        amy: customers in Wuhan
        bot: 没有符合条件的客户。…
          | 客户 · “in Wuhan”
        chen: 客户 武汉地区
        bot: 客户 · “武汉” [C-3]
        chen: 客户 没跟进
        bot: 客户 · 从未跟进 [C-3]
        amy: 客户 本周没联系
        bot: 客户 · 没跟进：2026-03-16 – 2026-03-22 [C-1]
        amy: 客户 本周联系过
        bot: 客户 · 跟进过：2026-03-16 – 2026-03-22 [C-2]
        amy: customers not contacted in 5 days
        bot: 客户 · 没跟进：2026-03-13 – 2026-03-18 [C-1]
        amy: 商机 没跟进
        bot: 商机 · 从未跟进 [D-4] [D-2] [D-1]
        amy: 商机 竞争对手=华星
        bot: 商机 · 竞争对手=华星 [D-2]
        amy: 客户 产品=A100
        bot: 客户 · 产品=空调 [C-1]
        amy: 订单 产品=A100
        bot: 订单 · 产品=空调 [O-1]
        ",
    );
}

#[test]
fn a_list_may_be_asked_for_in_a_sentence() {
    chat(
        region,
        "
        amy: 苏州的客户
        bot: 客户 · “苏州市” [C-1]
        amy: 哪些客户本周没联系？
        bot: 客户 · 没跟进：2026-03-16 – 2026-03-22 [C-1]
        amy: 本周没联系的客户
        bot: 客户 · 没跟进：2026-03-16 – 2026-03-22 [C-1]
        amy: lost deals
        bot: 商机 · 已输单 [D-3]
        amy: won deals this month
        bot: 没有符合条件的商机。…
          | 商机 · 已赢单 · 成交 3月1日… – 3月31日…
        amy: deals in quotation
        bot: 商机 · 报价 [D-1]
        amy: show me deals over 50k
        bot: 商机 · ¥50,000.00 以上 [D-4] [D-2]
        amy: 本周新建的商机
        bot: 商机 · 2026-03-16 – 2026-03-22 新建 [D-4]
        amy: 火星的客户
        bot: 没有符合条件的客户。…
          | 客户 · “火星”
        chen: Bo的客户
        bot: 客户 · Bo [C-3]
        amy: 拜访了苏州的客户
        bot: 聊了什么？…
        ",
    );
}

#[test]
fn an_order_of_rows_is_chosen_among_a_few() {
    chat(
        region,
        "
        amy: 订单 排序=金额
        bot: 订单 · 金额从高到低 [O-1]
        amy: 订单 排序=贵
        bot: “排序”里没有“贵”。… [最新] [最早] [按金额] [从小到大]
          - 从高到低
        ",
    );
}

#[test]
fn columns_that_a_file_brought_narrow_lists() {
    run(async {
        let w = World::new().await;
        w.rep("amy").await;
        w.admin("dana").await;
        let table = "导入 客户\n客户名称\t负责人\t产品\t渠道商\n蓝海贸易\tAmy\tA100 空调\t甲\n\
            华星电子\tAmy\tA200 空调\t乙\n青松物流\tAmy\tB7\t甲";
        w.say("dana", table).await;
        w.press("dana", "导入新的 3 条").await;
        while w.channel.next().is_some() {}
        crate::world::script::play(
            &w,
            "
            amy: 客户 渠道商=甲
            bot: 客户 · 渠道商=甲 [C-3] [C-1]
            amy: 客户 产品=A100
            bot: 客户 · 产品=A100 空调 [C-1]
            amy: 客户 产品=空调
            bot: “空调”是哪一个？ [A100 空调] [A200 空调]
            amy! A200 空调
            bot: 客户 · 产品=A200 空调 [C-2]
            amy: 客户 渠道商=丙
            bot: “渠道商”里没有“丙”。现有的有： [甲] [乙]
            amy! 乙
            bot: 客户 · 渠道商=乙 [C-2]
            amy: 客户 颜色=红
            bot: 不认识字段“颜色”。可以用：…渠道商… [不要这部分，继续]
            amy! 不要这部分，继续
            bot: 客户 [C-3] [C-2] [C-1]
            amy: 线索 渠道商=甲
            bot: 不认识字段“渠道商”…
            ",
        )
        .await;
    });
}
