//! Two people on the same record, one record twice, very many lines: what must not surprise anybody.

use std::fmt::Write as _;

use crate::world::scenes::{product, save, shop_with_deals};
use crate::world::{World, chat, run, script};

#[test]
fn who_changes_a_deal_is_shown_what_somebody_else_has_just_changed() {
    chat(
        shop_with_deals,
        "
        amy: D-1 15万
        bot: ✅ 已改 空调（D-1）
        chen: D-1 18万
        bot>chen: ✅ 已改 空调（D-1）
          | 金额: ¥150,000.00 → ¥180,000.00
          ~ Amy
        bot>amy: Chen 改了你的商机 空调（D-1）：金额 ¥150,000.00 → ¥180,000.00 [查看]
        amy: D-1 报价
        bot: ✅ 空调（D-1）：需求确认 → 报价 · 60%
          ~ Chen
          ~ ¥150,000.00 → ¥180,000.00
        amy: D-1 合同签署
        bot: ✅ 空调（D-1）：报价 → 合同签署 · 80%
          - Chen
        chen: 改商机 D-1 备注=急
        bot>chen: ✅ 已改 空调（D-1）
          ~ 合同签署
        bot>amy: Chen 改了你的商机…
        @2026-03-11T18:00:00+08:00
        amy: D-1 备注=不急
        bot: ✅ 已改 空调（D-1）
          - Chen
        ",
    );
}

#[test]
fn a_record_is_not_merged_with_itself() {
    chat(
        shop_with_deals,
        "
        amy: 合并 C-1 C-1
        bot: …
          - ✅
        amy: 合并 华星 C-1
        bot: …
          - ✅
        amy: C-1
        bot: 华星科技（C-1）
        ",
    );
}

#[test]
fn an_order_has_three_hundred_products() {
    run(async {
        let w = World::new().await;
        shop_with_deals(&w).await;
        let more = (0..300).map(|i| product(&w, &format!("P{i}"), "零件", Some(1_000), None));
        let more: Vec<_> = more.collect();
        save(&w, more).await;
        let mut said = "下单 华星".to_owned();
        for i in 0..300 {
            write!(said, " P{i}*{}", i % 9 + 1).expect("a text");
        }
        w.say("amy", &said).await;
        let seen = w.channel.next().expect("an answer");
        let plain = seen.reply.plain();
        assert!(plain.contains("O-1"), "{plain}");
        assert!(plain.lines().count() < 40, "more than a screen: {plain}");
        script::play(
            &w,
            "
            amy: O-1
            bot: O-1…
              ~ ……还有 285 行
              | 合计: ¥14,910.00
            amy: 提交订单 O-1
            bot>amy: ✅ 已提交 O-1…
            bot>chen: Amy 提交了订单，请确认：O-1…
            ",
        )
        .await;
    });
}
