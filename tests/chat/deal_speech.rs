//! Deals as people speak of them: begun with the customer first, asked about, given up, restated, and
//! what is said of the one at hand.

use crate::world::scenes::{customer, no_nudges, shop_with_deals, team, two_languages, with_phone};
use crate::world::{World, chat};

#[test]
fn a_deal_is_begun_with_the_customer_first() {
    chat(
        team,
        "
        amy: 给华威新建个商机 车间空调 30台 10万 五月底签
        bot: ✅ 已建商机 车间空调 30台（D-1）
          | 客户: 华威机械
          | 金额: ¥100,000.00
          | 预计成交: 5月31日 周日
        amy: 华为新商机 备件 3万
        bot: ✅ 已建商机 备件（D-2）
          | 客户: 华为技术有限公司
        amy: 华为新商机的报价发了吗
        bot: 华为技术有限公司…
        ",
    );
}

#[test]
fn what_leads_up_to_a_customer_is_no_name() {
    chat(
        two_languages,
        "
        ben: open a deal for Acme: server room cooling, 250k, closing end of march
        bot: ✅ Opened server room cooling (D-1)
          | Customer: Acme Trading
          | Expected close: Tue 31 Mar
        ben: C-2
        bot: Acme Trading (C-2)
        ben: new deal spare parts 50k
        bot: Which customer is this deal with? [Acme Trading (C-2)] [Another customer]
        ben! Acme Trading (C-2)
        bot: ✅ Opened spare parts (D-2)
        ",
    );
}

async fn two_deals(w: &World) {
    no_nudges(w).await;
    let amy = w.rep("amy").await;
    with_phone(w, amy, "华为技术有限公司", Some("李工")).await;
    customer(w, "华威机械", amy).await;
}

const TWO: &str = "
    amy: 新商机 华为 办公楼空调 12万
    bot: ✅ 已建商机 办公楼空调（D-1）
    amy: 新商机 华威 食堂空调 2万
    bot: ✅ 已建商机 食堂空调（D-2）
";

fn told(script: &str) {
    chat(two_deals, &format!("{TWO}{script}"));
}

#[test]
fn questions_about_a_deal_show_its_card() {
    told(
        "
        amy: D-1 多少钱
        bot: 办公楼空调（D-1）
          | 金额: ¥120,000.00
        amy: 这个单什么情况
        bot: 办公楼空调（D-1）
        amy: D-2 怎么样了
        bot: 食堂空调（D-2）
        amy: D-2 谁负责？
        bot: 食堂空调（D-2）
        amy: D-2 客户问多少钱
        bot: ✅ 已记备注…
        amy: D-2 火星
        bot: 没有“火星”这个阶段…
        ",
    );
}

#[test]
fn a_deal_that_is_given_up_is_asked_about_and_what_we_cannot_do_is_said() {
    told(
        "
        amy: D-1 别跟了
        bot: “D-1 别跟了”是想说“输单”吗？… [输单 D-1 办公楼空调 ¥120,000.00]
        amy: D-1
        bot: 办公楼空调（D-1）
        amy: 这单赢面不大
        bot: ✅ 已记备注：办公楼空调（D-1）
        amy: 华威那边凉了
        bot: “华威那边凉了”是想说“输单”吗？… [输单 D-2 食堂空调 ¥20,000.00]
        amy: D-1 发我报价单
        bot: …没有记到 D-1 上。 [记备注]
        amy: D-1
        bot: 办公楼空调（D-1）
          - 报价单
        amy: 这个单丢了 对方选了格力 便宜
        bot: 已记为输单：办公楼空调（D-1），竞争对手 · 对方选了格力 便宜
        ",
    );
}

#[test]
fn stages_are_skipped_and_deals_named_with_their_customers() {
    told(
        "
        amy: D-1跳过方案直接报价
        bot: ✅ 办公楼空调（D-1）：需求确认 → 报价 · 60%
        amy: 华为办公楼空调 报价8万了
        bot: ✅ 办公楼空调（D-1）：还在 报价 · 60%
          | 金额: ¥120,000.00 → ¥80,000.00
        amy: 食堂空调推进到报价吧 2.9万
        bot: ✅ 食堂空调（D-2）：需求确认 → 报价 · 60%
          | 金额: ¥20,000.00 → ¥29,000.00
        amy: 给李工发了报价单 邮件
        bot: ✅ 已记邮件：华为技术有限公司（C-1）
        amy: 昨天和李工谈好了6万8
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: quoted 华为 12万 and 华威 5万
        bot: 说的是两个客户的报价… [华为 12万] [华威 5万]
        amy! 华威 5万
        bot: ✅ 食堂空调（D-2）：还在 报价 · 60%
        ",
    );
}

#[test]
fn what_a_field_really_is_changes_it() {
    told(
        "
        amy: D-1 改名 总部大楼空调
        bot: ✅ 已改 总部大楼空调（D-1）
          | 名称: 办公楼空调 → 总部大楼空调
        amy: D-1
        bot: 总部大楼空调（D-1）
        amy: 金额不对 应该是3.1万
        bot: ✅ 已改 总部大楼空调（D-1）
          | 金额: ¥120,000.00 → ¥31,000.00
        amy: D-1 6万8 月底签
        bot: ✅ 已改 总部大楼空调（D-1）
          | 预计成交: 空 → 3月31日 周二
        ",
    );
}

#[test]
fn a_stage_alone_moves_the_deal_at_hand() {
    told(
        "
        amy: D-1
        bot: 办公楼空调（D-1）
        amy: 合同签署
        bot: ✅ 办公楼空调（D-1）：需求确认 → 合同签署 · 80%
        amy: 报价 7.5万
        bot: ↩️ 办公楼空调（D-1） 退回前面的阶段：合同签署 → 报价 · 60%
          | 金额: ¥120,000.00 → ¥75,000.00
        amy: 输单 D-1 价格
        bot: 已记为输单…
        amy: 重开
        bot: ✅ 已重开 办公楼空调（D-1）…
        amy: 赢单
        bot: 还差“商机”… [D-1 办公楼空调] [D-2 食堂空调]
        ",
    );
}

#[test]
fn the_deal_at_hand_is_told_of_in_english() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            no_nudges(w).await;
            customer(w, "Acme Trading", ben).await;
        },
        "
        ben: new deal Acme server room 400k
        bot: ✅ Opened server room (D-1)
        ben: D-1 quote 410k send revised offer mon 10am
        bot: ✅ server room (D-1): Needs confirmed → Quotation · 60%
          | Amount: ¥400,000.00 → ¥410,000.00
          | Next step: Mon 16 Mar 10:00 · send revised offer (F-1)
        ben: it's 435k now
        bot: ✅ Changed server room (D-1)
          | Amount: ¥410,000.00 → ¥435,000.00
        ben: expected close april 15
        bot: ✅ Changed server room (D-1)
          | Expected close: empty → Wed 15 Apr
        ben: move it to contract
        bot: ✅ server room (D-1): Quotation → Contract · 80%
        ben: won 440k
        bot: Did you mean “deal win” by “won 440k”?… [deal win D-1 server room ¥440,000.00]
        ben: close the deal
        bot: How did D-1 end?… [deal win] [deal lose]
        ben: lost because of price
        bot: deal lose: is it this deal?… [deal lose D-1 server room ¥435,000.00]
        ben! deal lose D-1 server room ¥435,000.00
        bot: Noted as lost: server room (D-1), Price
        ben: D-1 how is it going?
        bot: server room (D-1)
        ",
    );
}

#[test]
fn what_stands_at_another_record_is_not_the_deals() {
    chat(
        shop_with_deals,
        "
        amy: D-1
        bot: 空调（D-1）
        amy: O-9
        bot: …
        amy: 报价太高了
        bot: 没看懂…
        ",
    );
}
