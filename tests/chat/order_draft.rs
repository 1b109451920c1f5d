//! Orders in conversation: what is said beside the lines, and drafts that are changed.

use crate::world::chat;
use crate::world::scenes::{product, products, save, shop, shop_with_deals, with_phone};

#[test]
fn a_line_is_said_in_whatever_order_comes_to_mind() {
    chat(
        async |w| {
            shop(w).await;
            save(w, [product(w, "X1", "小机", Some(10_000), None)]).await;
        },
        "
        amy: 下单 华星 20台空调
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 华星 20台 空调
        bot: ✅ 已下单（草稿）O-2 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 华星 2台空调 3套配件包
        bot: ✅ 已下单（草稿）O-3 华星科技
          | 合计: ¥10,600.00
        amy: 下单 华星 20 A100
        bot: ✅ 已下单（草稿）O-4 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
        amy: 下单 华星 X1*3
        bot: ✅ 已下单（草稿）O-5 华星科技
          | • X1 小机 3 × ¥100.00 = ¥300.00
        amy: 下单 华星 X1 3台 A100*1
        bot: ✅ 已下单（草稿）O-6 华星科技
          | • X1 小机 3 × ¥100.00 = ¥300.00
          | 合计: ¥3,800.00
        amy: 下单 华星 A100 20 B7 3
        bot: ✅ 已下单（草稿）O-7 华星科技
          | 合计: ¥73,600.00
          - 备注
        amy: order C-1 20 A100 and 3 B7
        bot: ✅ 已下单（草稿）O-8 华星科技
          | 合计: ¥73,600.00
          - 备注
        amy: 下单 华星 A100*20和B7*3
        bot: ✅ 已下单（草稿）O-9 华星科技
          | 合计: ¥73,600.00
          - 备注
        ",
    );
}

#[test]
fn what_is_no_part_of_an_order_becomes_its_note() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*3 明天送货
        bot: ✅ 已下单（草稿）O-1 华星科技 [提交] [修改] [撤销]
          | 合计: ¥10,500.00
          | 备注: 明天送货
          | “明天送货”记在备注里了。
        amy: 下单 华星 A100*3 要快 周五前到 备注=急
        bot: ✅ 已下单（草稿）O-2 华星科技
          | 备注: 急 要快 周五前到
        amy: 下单 华星 A100*3 便宜500
        bot: ✅ 已下单（草稿）O-3 华星科技
          | 合计: ¥10,500.00
          | 备注: 便宜500
          ~ “便宜500”记在备注里了，金额没有变。要打折请发：O-3 九折
        amy: O-3 九折
        bot: ✅ 已改 O-3 华星科技
          | 合计 ¥10,500.00 → ¥9,450.00
        amy: O-3 改成5台
        bot: ✅ 已改 O-3 华星科技
          | 合计 ¥9,450.00 → ¥15,750.00
          - 备注里了
        amy: 下单 华星 空调 20台要快
        bot: ✅ 已下单（草稿）O-4 华星科技
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
          | 备注: 要快
        amy: 下单 华星 A100*4 B7
        bot: B7 要多少？… [1] [5]
        amy: 5套
        bot: ✅ 已下单（草稿）O-5 华星科技
          | 合计: ¥20,000.00
        amy: 下单 华星 Z9*1 A100*2 急
        bot: 没有产品“Z9”… [不要“Z9”，其余下单] [产品]
        amy! 不要“Z9”，其余下单
        bot: ✅ 已下单（草稿）O-6 华星科技
          | • A100 空调 2台 × ¥3,500.00 = ¥7,000.00
          | 备注: 急
        ",
    );
}

#[test]
fn what_is_no_part_of_an_order_becomes_its_note_in_english() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            with_phone(w, ben, "Acme Trading", Some("Ann Lee")).await;
            products(w).await;
        },
        "
        ben: order place Acme A100*3 deliver tomorrow, 500 cheaper
        bot: ✅ Order placed (draft): O-1 Acme Trading [Submit] [Edit]
          | Note: deliver tomorrow, 500 cheaper
          ~ the amount is as it was. For a discount send: O-1 10% off
        ben: O-1 A100*5 10% off
        bot: ✅ Changed O-1 Acme Trading
          | • A100 空调 5台 × ¥3,500.00 × 90% = ¥15,750.00
        ben: O-1 remove B7
        bot: Order O-1 has no “B7”; it has: A100
        ben: order place \"Ann Lee\" A100*1
        bot: ✅ Order placed (draft): O-2 Acme Trading
        ",
    );
}

#[test]
fn a_draft_is_changed_in_a_few_words_and_back() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*20
        bot: ✅ 已下单（草稿）O-1 华星科技 [提交] [修改] [撤销]
        amy: O-1 九折
        bot: ✅ 已改 O-1 华星科技 [提交] [修改] [撤销]
          | • A100 空调 20台 × ¥3,500.00 × 9折 = ¥63,000.00
          | 合计 ¥70,000.00 → ¥63,000.00
        amy: O-1 A100*3
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 3台 × ¥3,500.00 × 9折 = ¥9,450.00
        amy: O-1 A100=5 2套配件包
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 5台 × ¥3,500.00 × 9折 = ¥15,750.00
          | • B7 配件包 2 × ¥1,200.00 × 9折 = ¥2,160.00
        amy! 撤销
        bot: ↩️ 已撤销 改订单：O-1 [恢复]
        amy: O-1
        bot: O-1 华星科技 [提交] [修改] [取消订单]
          | 合计: ¥9,450.00
        amy! 修改
        bot: O-1 华星科技 要改什么？…
          | • A100 空调 3台 × ¥3,500.00 × 9折 = ¥9,450.00
        amy: A100*4@3400 B7*1
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 4台 × ¥3,400.00 × 9折 = ¥12,240.00
        amy! 修改
        bot: O-1 华星科技 要改什么？… [去掉 A100] [去掉 B7]
        amy! 去掉 B7
        bot: ✅ 已改 O-1 华星科技
          - B7
        amy: O-1 去掉 A100
        bot: 订单 O-1 只有这一行，去掉就空了… [提交] [取消订单]
        amy: O-1 备注=加急
        bot: ✅ 已改 O-1 华星科技
          | 备注: 加急
        amy: O-1 A100*4 送到仓库
        bot: ✅ 已改 O-1 华星科技
          | 备注: 加急 送到仓库
        amy: O-1 A100*4
        bot: O-1已经是这样了，没有改动。
        amy: 改订单 O-1 单价=3300
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 4台 × ¥3,300.00 × 9折 = ¥11,880.00
        amy: 提交订单 O-1
        bot: ✅ 已提交…
        bot>chen: Amy 提交了订单…
          | 合计: ¥11,880.00
        amy: O-1 八折
        bot: 订单 O-1 已经是“待确认”，内容不能再改。… [取消订单]
        chen: O-1
        bot: O-1 华星科技
          | 合计: ¥11,880.00
          - [修改]
        ",
    );
}

#[test]
fn whose_draft_it_is_hears_what_others_change() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*20
        bot: ✅ 已下单（草稿）O-1 华星科技
        chen: O-1 A100*10
        bot>chen: ✅ 已改 O-1 华星科技
        bot>amy: Chen 改了你的订单草稿 O-1 华星科技 [查看]
        amy: O-1
        bot: O-1 华星科技
          | 合计: ¥35,000.00
        amy>: A100*12
        bot: ✅ 已改 O-1 华星科技
          | 合计: ¥42,000.00
        amy>: 聊了3台空调的事
        bot: ✅ 已记…
        ",
    );
}

#[test]
fn orders_are_found_by_time_and_by_whoever_is_there() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            with_phone(w, amy, "华星电子", Some("李工")).await;
            products(w).await;
        },
        "
        amy: 下单 李工 A100*2
        bot: ✅ 已下单（草稿）O-1 华星电子
        amy: 订单 本月
        bot: 订单 · 2026年3月 [O-1]
        amy: 订单 上月
        bot: 没有这样的订单。
          | 订单 · 2026年2月
        amy: 订单 草稿 本月 李工
        bot: 订单 · 草稿 · 2026年3月 · 华星电子 [O-1]
        ",
    );
}

#[test]
fn cards_show_the_newest_orders() {
    chat(
        shop_with_deals,
        "
        amy: 下单 D-1
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: D-1
        bot: 空调（D-1）
          | 订单
          | • O-1 ¥66,000.00 · 草稿
        amy: D-1 赢单
        bot: 🎉 … [看订单 O-1] [再下一单]
        amy! 再下一单
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy: 下单 D-1 A100*1
        bot: ✅ 已下单（草稿）O-3 华星科技
        amy: 下单 D-1 B7*1
        bot: ✅ 已下单（草稿）O-4 华星科技
        amy: O-4 取消 下错单
        bot: ✅ 已取消…
        amy: D-1
        bot: 空调（D-1） [看订单 O-3] [再下一单] [重开商机] [全部订单]
          | • O-4 ¥1,200.00 · 已取消
          | • ……还有更多
          - O-1
        amy! 全部订单
        bot: 订单 · 空调（D-1） [O-4] [O-1]
        amy: C-1
        bot: 华星科技（C-1） [全部订单]
          | • O-3 ¥3,500.00 · 草稿
        ",
    );
}
