//! What a deal is about, product by product, in conversation.

use crate::world::chat;
use crate::world::scenes::{products, shop, with_phone};

#[test]
fn a_deal_opens_with_products_and_is_worth_what_they_come_to() {
    chat(
        shop,
        "
        amy: 新商机 华星 A100*20 B7*3 6月30日
        bot: ✅ 已建商机 空调、配件包（D-1） [查看] [撤销]
          | 金额: ¥73,600.00
          | • 空调 × 20 ¥70,000.00
          | • 配件包 × 3 ¥3,600.00
        amy: 新商机 华星 二期 A100*20 九折
        bot: ✅ 已建商机 二期（D-2）
          | 金额: ¥63,000.00
          | • 空调 × 20 ¥63,000.00
        amy: 新商机 华星 A100*20 12万
        bot: ✅ 已建商机 空调（D-3）
          | 金额: ¥120,000.00
          | • 空调 × 20 ¥120,000.00
        amy: 新商机 华星 A100*20 B7*3 12万
        bot: ✅ 已建商机 空调、配件包（D-4） [金额改成 ¥73,600.00] [查看] [撤销]
          | 金额: ¥120,000.00
          | 产品合计 ¥73,600.00，商机金额仍是 ¥120,000.00：下单按产品合计算。
        amy! 金额改成 ¥73,600.00
        bot: ✅ 已改 空调、配件包（D-4）
          | 金额: ¥120,000.00 → ¥73,600.00
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-5）
          - • 空调
        amy: 新商机 华星 M6*20 安装
        bot: ✅ 已建商机 M6*20 安装（D-6）
          | 没有产品“M6*20”，这几个字写进了商机名称。
        amy: 新商机 华星 A100*2 Z9*20
        bot: 没有产品“Z9”… [不要“Z9”] [产品]
        amy! 不要“Z9”
        bot: ✅ 已建商机 空调（D-7）
          | 金额: ¥7,000.00
        amy: 新商机 华星 D9*2
        bot: D9 定制柜 …
        amy: 800
        bot: ✅ 已建商机 定制柜（D-8）
          | 金额: ¥1,600.00
        ",
    );
}

#[test]
fn products_are_added_and_taken_off_in_a_few_words_and_back() {
    chat(
        shop,
        "
        amy: 新商机 华星 A100*20
        bot: ✅ 已建商机 空调（D-1）
        amy: D-1 加 B7*2
        bot: ✅ 已改产品：空调（D-1） [下单] [查看] [撤销]
          | • 空调 × 20 ¥70,000.00
          | • 配件包 × 2 ¥2,400.00
          | 金额 ¥70,000.00 → ¥72,400.00
        amy: D-1 A100=5
        bot: ✅ 已改产品：空调（D-1）
          | • 空调 × 5 ¥17,500.00
          | 金额 ¥72,400.00 → ¥19,900.00
        amy: D-1 再加2台空调
        bot: ✅ 已改产品：空调（D-1）
          | • 空调 × 7 ¥24,500.00
        amy: D-1 去掉 B7
        bot: ✅ 已改产品：空调（D-1）
          | 金额 ¥26,900.00 → ¥24,500.00
          - 配件包
        amy! 撤销
        bot: ↩️ 已撤销 改商机产品：空调 [恢复]
        amy: D-1
        bot: 空调（D-1）
          | 金额: ¥26,900.00
          | • 空调 × 7 ¥24,500.00
          | • 配件包 × 2 ¥2,400.00
        amy: 去掉 B7
        bot: ✅ 已改产品：空调（D-1）
        amy: D-1 去掉 B7
        bot: D-1 的产品里没有“B7”。有的是：A100 空调
        amy: D-1 A100*10@3000
        bot: ✅ 已改产品：空调（D-1）
          | • 空调 × 10 ¥30,000.00
        amy: D-1 A100*20
        bot: ✅ 已改产品：空调（D-1）
          | • 空调 × 20 ¥60,000.00
        amy: D-1 12万
        bot: ✅ 已改 空调（D-1）
          ~ 产品金额也改成了 ¥120,000.00
        amy: 下单 D-1
        bot: ✅ 已下单（草稿）O-1 华星科技
          | 合计: ¥120,000.00
        ",
    );
}

#[test]
fn products_of_a_deal_in_english_and_on_the_card_shown_last() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            with_phone(w, ben, "Acme Trading", Some("Ann Lee")).await;
            products(w).await;
        },
        "
        ben: deal open Acme A100*20 B7*3
        bot: ✅ Opened 空调, 配件包 (D-1) [Show] [Undo]
          | Amount: ¥73,600.00
        ben: add 2 more B7
        bot: ✅ Products changed: 空调, 配件包 (D-1)
          | • 配件包 × 5 ¥6,000.00
        ben: D-1 remove B7
        bot: ✅ Products changed: 空调, 配件包 (D-1)
          | Amount ¥76,000.00 → ¥70,000.00
        ben: deal lines D-1
        bot: What is to change about the products of 空调, 配件包 (D-1)?… [Remove A100]
        ben: A100*2 cheap
        bot: “cheap” is not clear. Products are changed like this: add A100*2 · A100*5@3300 · remove A100
        ben: D-1 they want 3 A100 by Friday
        bot: ✅ Planned they want 3 A100 (F-1)
        ben: D-1 add A100*2@$400
        bot: A deal has one currency: this one is in CNY, that price is in USD.
        ben: D-1 won
        bot: 🎉 Well done! 空调, 配件包 (D-1) is won: ¥70,000.00
        ben: D-1 A100*7
        bot: 空调, 配件包 (D-1)…
        ",
    );
}

#[test]
fn whose_deal_it_is_hears_of_other_products_and_a_closed_deal_keeps_its_own() {
    chat(
        shop,
        "
        amy: 新商机 华星 A100*20
        bot: ✅ 已建商机 空调（D-1）
        chen: D-1 加 B7*2
        bot: ✅ 已改产品：空调（D-1）
        bot>amy: Chen 改了你的商机 空调（D-1）：明细 → 空调 × 20 ¥70,000.00 · 配件包 × 2 ¥2,400.00 [查看]
        amy: 商机产品 D-1
        bot: 空调（D-1） 的产品要改什么？… [去掉 A100] [去掉 B7]
        amy! 去掉 A100
        bot: ✅ 已改产品：空调（D-1）
          | 金额 ¥72,400.00 → ¥2,400.00
        amy: D-1 去掉 B7
        bot: ✅ 已改产品：空调（D-1） [查看] [撤销]
        amy: D-1 加 空调 2台 B7*1
        bot: ✅ 已改产品：空调（D-1）
        amy#east: D-1 加 B7*1
        bot: ✅ 已改产品：空调（D-1）
          - 1,200
        ",
    );
}
