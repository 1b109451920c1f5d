//! Sentences that say less than a command that begins like them: nothing is written that was not said.

use crate::world::scenes::{customer, no_nudges, products};
use crate::world::{World, chat};

/// Amy with 华威机械, Ben who reads English with Acme, Chen and Dana, six products.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let ben = w.english("ben").await;
    w.manager("chen").await;
    w.admin("dana").await;
    no_nudges(w).await;
    customer(w, "华威机械", amy).await;
    customer(w, "Acme", ben).await;
    products(w).await;
}

#[test]
fn a_product_behind_cancel_is_that_line_and_not_the_order() {
    chat(
        company,
        "
        ben: order place Acme A100*4 B7*2
        bot: ✅ …
        ben: O-1 cancel the B7
        bot: ✅ Changed O-1 Acme…
          | • A100 空调 4台 × ¥3,500.00 = ¥14,000.00
          - B7
        ben: undo
        bot: ↩️ …
        ben: O-1 cancel 3 A100
        bot: ✅ Changed O-1 Acme
          | • A100 空调 1台 × ¥3,500.00 = ¥3,500.00
          | • B7 配件包 2 × ¥1,200.00 = ¥2,400.00
        ben: O-1 cancel 3 A100
        bot: O-1 has only 1台 of A100 空调, so nothing was changed.
        ben: O-1 minus 1 A100
        bot: ✅ Changed O-1 Acme
          - A100
        ben: O-1 cancel B7
        bot: That is the only line of order O-1…[Cancel order]
        ben: O-1 A100*4
        bot: ✅ …
        ben: O-1 cancel B7 out of stock
        bot: “B7 out of stock”: is only B7 to go, or the whole order O-1?… [Remove B7] [Cancel order]
        ben! Remove B7
        bot: ✅ Changed O-1 Acme
          - B7
        ben: O-1 B7*1
        bot: ✅ …
        ben: O-1 without the B7
        bot: ✅ Changed O-1 Acme
          - B7
        ben: O-1 no reply yet
        bot: ✅ Logged note: O-1…
        ben: O-1 cancel customer changed their mind
        bot: ✅ Cancelled O-1 Acme
          | Reason: customer changed their mind
        amy: 下单 华威 A100*4 B7*2
        bot: ✅ …
        amy: O-2 取消B7
        bot: ✅ 已改 O-2 华威机械…
          - B7
        amy: O-2 B7*2
        bot: ✅ …
        amy: O-2 取消两台A100
        bot: ✅ 已改 O-2 华威机械
          | • A100 空调 2台 × ¥3,500.00 = ¥7,000.00
          ~ B7
        amy: O-2 不要一台A100了
        bot: ✅ 已改 O-2 华威机械
          | • A100 空调 1台 × ¥3,500.00 = ¥3,500.00
          - 备注
        amy: O-2 优惠200
        bot: ✅ 已改 O-2 华威机械
          ~ 金额没有变
        amy: O-2 不要B7了
        bot: ✅ 已改 O-2 华威机械
          - B7
        amy: O-2 取消 缺货
        bot: ✅ …
          ~ 缺货
        ",
    );
}

#[test]
fn an_answer_that_denies_a_loss_loses_nothing() {
    chat(
        company,
        "
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: D-1 lost
        bot: Why was pumps (D-1) lost?…
        ben: actually no
        bot: D-1 stays as it is: “actually no” does not say why it ended… [All the same: deal lose]
        ben: D-1 lost
        bot: Why…
        ben: they are still thinking
        bot: D-1 stays as it is… [log note] [All the same: deal lose]
        ben! log note
        bot: ✅ Logged note: pumps (D-1)…
        ben: D-1
        bot: pumps (D-1)…
          | Stage: Needs confirmed · 20%
        ben: D-1 lost
        bot: Why…
        ben: no, they went with Globex
        bot: Noted as lost: pumps (D-1)…
        amy: 新商机 华威 空调 2万
        bot: ✅ …
        amy: D-2 输单
        bot: …
        amy: 还没丢
        bot: D-2 没有变：“还没丢”不像是结束的原因。还是要办吗？ [还是要输单]
        amy: D-2 输单
        bot: …
        amy: 客户还在考虑
        bot: D-2 没有变… [记备注] [还是要输单]
        amy! 还是要输单
        bot: 已记为输单：空调（D-2）…
          ~ 客户还在考虑
        ",
    );
}

#[test]
fn what_is_not_understood_wins_no_deal_without_a_look_at_it() {
    chat(
        company,
        "
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: Acme signed the NDA
        bot: I did not understand “the NDA”, so nothing is won yet… [log note] [deal win D-1 pumps ¥20,000.00]
        ben: D-1 won tomorrow
        bot: A deal is won when it is: “tomorrow” is still to come… [Follow up tomorrow]
        ben: D-1
        bot: pumps (D-1)…
          | Stage: Needs confirmed · 20%
        amy: 新商机 华威 空调 2万
        bot: ✅ …
        amy: D-2 签了一半
        bot: 没看懂“一半”，先没有赢单。这单赢了吗？ [记备注] [赢单 D-2 空调 ¥20,000.00]
        amy! 赢单 D-2 空调 ¥20,000.00
        bot: 🎉 …
        ",
    );
}

#[test]
fn a_discount_is_of_the_line_behind_which_it_stands() {
    chat(
        company,
        "
        ben: order place Acme A100*4 at 5% off B7*2 at list price
        bot: ✅ Order placed (draft): O-1 Acme
          | • A100 空调 4台 × ¥3,500.00 × 95% = ¥13,300.00
          | • B7 配件包 2 × ¥1,200.00 = ¥2,400.00
          - Note
        ben: order place Acme 10 A100 at 10% off 5 B7 full price
        bot: ✅ …
          | • A100 空调 10台 × ¥3,500.00 × 90% = ¥31,500.00
          | • B7 配件包 5 × ¥1,200.00 = ¥6,000.00
        amy: 下单 华威 A100*4 九折 B7*2 不打折
        bot: ✅ …
          | • A100 空调 4台 × ¥3,500.00 × 9折 = ¥12,600.00
          | • B7 配件包 2 × ¥1,200.00 = ¥2,400.00
        amy: 下单 华威 A100*4 B7*2 九折
        bot: ✅ …
          | • B7 配件包 2 × ¥1,200.00 × 9折 = ¥2,160.00
        amy: O-4 A100*5 原价
        bot: ✅ …
          | • A100 空调 5台 × ¥3,500.00 = ¥17,500.00
          | • B7 配件包 2 × ¥1,200.00 × 9折 = ¥2,160.00
        ben: order place Acme A100*2 B7*1 total 7500
        bot: ✅ …
          ~ the amount is as it was
        amy: 下单 华威 A100*2 B7*1 A100价3200
        bot: ✅ …
          ~ 金额没有变
        ",
    );
}

#[test]
fn a_reason_within_a_sentence_is_kept_with_it() {
    chat(
        company,
        "
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: lost D-1 because they had no need for it
        bot: Noted as lost: pumps (D-1), No need · because they had no need for it
        ben: D-1 reopen
        bot: ✅ …
        ben: D-1 lost
        bot: Why…
        ben: no need for it
        bot: Noted as lost: pumps (D-1), No need · no need for it
        ben: D-1 reopen
        bot: ✅ …
        ben: deal lose D-1 competitor they were cheaper
        bot: Noted as lost: pumps (D-1), Competitor · they were cheaper
        ",
    );
}

#[test]
fn a_number_and_a_day_are_parts_of_names() {
    chat(
        company,
        "
        ben: customer add 3 Suns Ltd
        bot: ✅ Saved the customer 3 Suns Ltd (C-3)…
        ben: customer add 12 May Group
        bot: ✅ Saved the customer 12 May Group (C-4)…
        ben: lead add 21 Grams Coffee 13800130000
        bot: ✅ Saved 21 Grams Coffee (L-1)…
        ben: deal open Acme Monday Motors showroom 50k
        bot: ✅ Opened Monday Motors showroom (D-1)
          - Expected close
        ben: deal open Acme tomorrow's world stand
        bot: ✅ Opened tomorrow's world stand (D-2)
          - Expected close
        ben: deal open Acme fit-out close Friday 20k
        bot: ✅ Opened fit-out (D-3)
          | Expected close: Fri 13 Mar
        ben: deal open Acme kiosk 20k Friday
        bot: ✅ Opened kiosk (D-4)
          | Expected close: Fri 13 Mar
        amy: 新商机 华威 周末值班室空调 3万
        bot: ✅ 已建商机 周末值班室空调（D-5）
          - 预计成交
        amy: 新商机 华威 空调 6月30日前 3万
        bot: ✅ 已建商机 空调（D-6）
          ~ 6月30日
        amy: 新商机 华威
        bot: …
        amy: 今天忙死了
        bot: ✅ 已建商机 今天忙死了（D-7）
          - 预计成交
        ",
    );
}

#[test]
fn what_a_deal_becomes_is_no_follow_up() {
    chat(
        company,
        "
        amy: 新商机 华威 空调 2万 6月1日
        bot: ✅ …
        amy: D-1 涨到五万五，5月20号前签
        bot: ✅ 已改 空调（D-1）
          | 金额: ¥20,000.00 → ¥55,000.00
          ~ 5月20日
        amy: D-1 改到6月20号
        bot: D-1 改到6月20号：改预计成交日期，还是到时候再跟进？ [成交改到6月20号] [6月20号再跟进]
        amy: D-1 推迟两周
        bot: D-1 改到6月3日 周三：… [成交改到6月3日 周三] [3月25日 周三再跟进]
        amy: D-1 提前到15号
        bot: D-1 改到15号：…
        amy: D-1 涨到六万，客户还要谈
        bot: 没看懂“客户还要谈”，什么都没改。只改金额吗？ [金额改成 ¥60,000.00]
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: D-2
        bot: pumps (D-2)…
        ben: this one slipped to May 20
        bot: D-2 to May 20: is it expected to close then, or to be followed up then? [Close May 20] [Follow up May 20]
        ben: bump D-2 up to 90 grand
        bot: ✅ Changed pumps (D-2)
          | Amount: ¥20,000.00 → ¥90,000.00
        ben: D-2 now closes April 20
        bot: ✅ Changed pumps (D-2)
          ~ 20 Apr
        ben: D-2 contract by Friday
        bot: “D-2 contract by Friday” reads as a plan… [By Friday: contract] [Move to contract now]
        ben! By Friday: contract
        bot: ✅ Planned contract (F-1)…
        amy: D-1 合同签署 周五前
        bot: “D-1 合同签署 周五前”像是计划… [周五前：合同签署] [现在就到合同签署]
        amy! 现在就到合同签署
        bot: ✅ 空调（D-1）：需求确认 → 合同签署 · 80%
          - 下次跟进:
        ",
    );
}

#[test]
fn until_when_an_offer_holds_is_no_next_step() {
    chat(
        company,
        "
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: quoted Acme 31k, valid until 15 April
        bot: ✅ pumps (D-1): Needs confirmed → Quotation · 60%
          | Amount: ¥20,000.00 → ¥31,000.00
          | Noted, too: “quoted Acme 31k, valid until 15 April”
          - Next step
        ben: log message Acme sent the offer, good until 10 April, call them Friday
        bot: ✅ Logged message: Acme (C-2)
          | Next step: Fri 13 Mar · call them (F-1)
        ben: I quoted Acme 28k but they only pay 25k
        bot: “28k but they only pay 25k” can be more than one thing… [28,000] [25,000]
        ben! 25,000
        bot: ✅ pumps (D-1): still in Quotation · 60%
          | Amount: ¥31,000.00 → ¥25,000.00
          ~ they only pay 25k
        ben: D-1
        bot: pumps (D-1)…
        ben: quoted 38k for this
        bot: Did you mean “deal move”… [deal move]
        ben! deal move
        bot: ✅ pumps (D-1): still in Quotation · 60%
          | Amount: ¥25,000.00 → ¥38,000.00
        amy: 新商机 华威 空调 2万
        bot: ✅ …
        amy: 给华威报价五万二，有效期到4月15号
        bot: ✅ 空调（D-2）：需求确认 → 报价 · 60%
          | 金额: ¥20,000.00 → ¥52,000.00
          - 下次跟进:
        ",
    );
}

#[test]
fn a_colleague_and_a_verb_are_no_new_customers() {
    chat(
        company,
        "
        ben: remind amy to call Acme tomorrow
        bot: Acme (C-2) does not belong to Amy, so there is nobody to remind of it… [Remind me]
        ben! Remind me
        bot: ✅ Planned call Acme (F-1)…
        ben: remind amy tomorrow
        bot: Amy is a colleague. A reminder goes to whoever a record belongs to…
          - Add customer
        ben: remind me to thank Acme tomorrow
        bot: ✅ Planned thank Acme (F-2)…
        ben: remind me a week before 15 May to call Acme
        bot: ✅ Planned call Acme (F-3)…
          ~ Fri 8 May
        amy: 提醒我感谢华威 明天
        bot: ✅ 已安排 感谢华威（F-4）…
        chen: 提醒 ben 给 Acme 打电话
        bot: Acme（C-2） 由 Ben 负责… [现在提醒 Ben] [提醒我]
        chen! 现在提醒 Ben
        bot>ben: …
          ~ Acme
        bot: ✅ …
        ",
    );
}

#[test]
fn a_tag_of_two_words_and_a_field_of_ones_own_are_found_as_they_were_said() {
    chat(
        company,
        "
        ben: customer edit C-2 tag=\"slow payer\"
        bot: ✅ Changed Acme (C-2)
          | Tag: — → slow payer
        ben: customers tag=\"slow payer\"
        bot: Customers · slow payer [C-2]
        ben: customers tag=slow
        bot: …
          - C-2
        dana: 加字段 商机 座位 类型=数字 英文=seats
        bot: ✅ …
        ben: deal open Acme pumps 20k
        bot: ✅ …
        ben: D-1 seats=twelve
        bot: ✅ Changed pumps (D-1)…
          ~ 12
        ben: D-1 seats=lots
        bot: …
          ~ seats
          - product
        ",
    );
}

#[test]
fn what_was_lost_may_be_no_deal_and_a_day_may_be_the_one_that_is_not_meant() {
    chat(
        company,
        "
        ben: deal open Acme pumps 20k
        bot: ✅ Opened pumps (D-1)…
        ben: lost my notes for D-1
        bot: … [deal lose D-1 pumps ¥20,000.00]
        ben: D-1 lost, just kidding
        bot: That sounds like a question, or like a no: nothing was changed… [deal lose]
        ben: remind me to call Acme any day except Monday
        bot: …
          - Planned
        ben: remind me to call Acme the evening before Thursday
        bot: …
          - Planned
        ben: D-1
        bot: pumps (D-1)… [Won]
        amy: 下次 华威 别在下周三去
        bot: …
          - 已安排
        amy: 丢了华威的名片
        bot: …
          - 已记为输单
        ",
    );
}
