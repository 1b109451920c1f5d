//! What is said beside the lines of an order: its price, another customer, a number of nobody knows what.

use crate::world::scenes::shop;
use crate::world::{World, chat};

/// The shop, and Ben who reads English and sells to Acme and Borealis.
async fn both(w: &World) {
    shop(w).await;
    w.english("ben").await;
}

const BEN: &str = "
        ben: customer add Acme
        bot: ✅ …
        ben: customer add Borealis
        bot: ✅ …
        ";

fn in_english(script: &str) {
    chat(both, &format!("{BEN}{script}"));
}

#[test]
fn what_was_refused_never_reaches_the_order_and_another_customer_is_asked_about() {
    chat(
        shop,
        "
        amy: 下单 华星 B7*0
        bot: 数量不对：B7*0…
        amy: 10台 A100 给三一
        bot: 提到了两个客户，这单是给谁的？… [C-1 华星科技] [C-2 三一重工]
        amy! C-2 三一重工
        bot: ✅ 已下单（草稿）O-1 三一重工
          | • A100 空调 10台 × ¥3,500.00 = ¥35,000.00
          - 备注
        amy: 下单 华星 A100*0
        bot: 数量不对：A100*0…
        amy: 三一 A100*5
        bot: 提到了两个客户…
        amy: 华星
        bot: ✅ 已下单（草稿）O-2 华星科技
          | • A100 空调 5台 × ¥3,500.00 = ¥17,500.00
          - 备注
        amy: 下单 华星 A100*0
        bot: 数量不对：A100*0…
        amy: 7台 A100 给华星 按3300 尽快
        bot: ✅ 已下单（草稿）O-3 华星科技
          | • A100 空调 7台 × ¥3,300.00 = ¥23,100.00
          | 备注: 尽快
        amy: 下单 A100*2 给三一
        bot: ✅ 已下单（草稿）O-4 三一重工
          - 备注
        ",
    );
    in_english(
        "
        ben: order place Acme A100*0
        bot: The quantity does not fit: A100*0…
        ben: 20 A100 for Borealis at 3200
        bot: Two customers were named… [C-3 Acme] [C-4 Borealis]
        ben! C-4 Borealis
        bot: ✅ … O-1 Borealis
          | • A100 空调 20台 × ¥3,200.00 = ¥64,000.00
          - Note
        ben: order place Acme A100*0
        bot: The quantity does not fit…
        ben: 20 A100 for Acme at 3200
        bot: ✅ … O-2 Acme
          - Note
        ",
    );
}

#[test]
fn lines_that_were_fine_wait_for_the_one_that_was_refused() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*2 B7*0
        bot: 数量不对：B7*0…
          ~ A100*2
        amy: B7*3
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 2台 × ¥3,500.00 = ¥7,000.00
          | • B7 配件包 3 × ¥1,200.00 = ¥3,600.00
        amy: 下单 华星 A100*2 B7*0
        bot: 数量不对：B7*0…
        amy: A100*4 B7*1
        bot: ✅ 已下单（草稿）O-2 华星科技
          | • A100 空调 4台 × ¥3,500.00 = ¥14,000.00
          | • B7 配件包 1 × ¥1,200.00 = ¥1,200.00
        ",
    );
    in_english(
        "
        ben: order place Acme A100*2 B7*0
        bot: The quantity does not fit: B7*0…
          ~ A100*2
        ben: B7*3
        bot: ✅ … O-1 Acme
          | • A100 空调 2台 × ¥3,500.00 = ¥7,000.00
        ",
    );
}

#[test]
fn a_price_may_be_said_in_words() {
    for words in ["A100 2台 3300一台", "A100*2 按3300", "A100*2 每台3300", "A100*2 3300元/台"]
    {
        chat(
            shop,
            &format!(
                "
                amy: 下单 华星 {words}
                bot: ✅ 已下单（草稿）O-1 华星科技
                  | • A100 空调 2台 × ¥3,300.00 = ¥6,600.00
                  - 备注
                "
            ),
        );
    }
    for words in ["A100*2 at 3300", "2 A100 for 3300 each", "A100*2 3300 per unit"] {
        in_english(&format!(
            "
            ben: order place Acme {words}
            bot: ✅ … O-1 Acme
              | • A100 空调 2台 × ¥3,300.00 = ¥6,600.00
              - Note
            "
        ));
    }
    chat(
        shop,
        "
        amy: 下单 华星 A100*2 按2800 B7*1
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 2台 × ¥2,800.00 = ¥5,600.00
          | • B7 配件包 1 × ¥1,200.00 = ¥1,200.00
          | ⚠️ A100 空调 成交价 ¥2,800.00 低于底价 ¥3,000.00
        amy: O-1 A100*3 按3300
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 3台 × ¥3,300.00 = ¥9,900.00
        amy: 新商机 华星 A100*20 按3300
        bot: ✅ …
          ~ ¥66,000.00
        amy: D-1 加 B7*2 每套1000
        bot: ✅ …
          ~ ¥68,000.00
        amy: 下单 华星 A100*2 按30天账期
        bot: ✅ 已下单（草稿）O-2 华星科技
          | • A100 空调 2台 × ¥3,500.00 = ¥7,000.00
          | 备注: 按30天账期
        ",
    );
}

#[test]
fn a_bare_number_beside_a_line_is_asked_about() {
    chat(
        shop,
        "
        amy: 下单 华星 空调20台 3300
        bot: “3300”是一件的价格、总价，还是备注？… [单价 ¥3,300.00] [总价 ¥3,300.00] [只是备注]
        amy! 单价 ¥3,300.00
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × ¥3,300.00 = ¥66,000.00
          - 备注
        amy: 改订单 O-1 3200
        bot: “3200”是一件的价格… [单价 ¥3,200.00] [只是备注]
        amy! 单价 ¥3,200.00
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 20台 × ¥3,200.00 = ¥64,000.00
        amy: 下单 华星 空调20台 总价66000
        bot: “总价66000”是… [单价 ¥66,000.00] [总价 ¥66,000.00] [只是备注]
        amy! 总价 ¥66,000.00
        bot: ✅ 已下单（草稿）O-2 华星科技
          | • A100 空调 20台 × ¥3,300.00 = ¥66,000.00
        ",
    );
    in_english(
        "
        ben: order place Acme A100*20 3300
        bot: Is “3300” the price of one piece… [Each ¥3,300.00] [In all ¥3,300.00] [Just a note]
        ben! Just a note
        bot: ✅ … O-1 Acme
          | • A100 空调 20台 × ¥3,500.00 = ¥70,000.00
          | Note: 3300
        ",
    );
}
