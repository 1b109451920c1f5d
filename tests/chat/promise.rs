//! Promises, in conversation: what we said we would do, and what became of it.

use bot_core::domain::digest::{DigestKind, no_digests};
use bot_core::domain::people::Person;
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, only_follow_ups, two_languages};
use crate::world::{World, chat};

/// Amy with a customer, and Chen, who leads her and gets the daily digest.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let chen = w.manager("chen").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
    let mut unit = w.begin().await;
    let before = unit.tx().get::<Person>(chen.0).await.expect("an answer").expect("chen");
    let mut after = before.clone();
    after.digests = no_digests();
    after.digests.remove(&DigestKind::Daily);
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}

#[test]
fn what_was_promised_is_said_to_be_that_until_it_is_done() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，答应周五前发报价
        bot: ✅ 已记电话：华星电子（C-1）
          | 下次: 3月13日 周五 · 答应的 发报价（F-1）
        amy: 下次 华星 明天10点 答应送样品
        bot: ✅ 已安排 答应的 送样品（F-2）
        amy: 记 华星 客户答应周五付款
        bot: ✅ …
          - 答应的
        amy: 答应华星下周三前寄目录
        bot: ✅ 已安排 答应的 寄目录（F-4）
          ~ 华星电子
        amy: 华星答应20号付款
        bot: ✅ 已安排 🤝 华星答应 付款（F-5）
        amy: I promised 华星 a quote by 20 March
        bot: ✅ 已安排 答应的 a quote（F-6）
        amy: C-1
        bot: 华星电子（C-1）
          ~ 答应的 发报价
        amy: 完成 F-2 样品送到了，客户满意
        bot: ✅ 已完成 答应的 送样品（F-2）
        chen: 简报 日报 关
        bot: 好的…
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理
          ~ 答应的 发报价（F-1） · 华星电子（C-1）
        amy: 今天
        bot: 答应的 发报价（F-1）
        ",
    );
}

#[test]
fn a_promise_that_was_not_kept_is_told_to_the_manager_in_the_digest() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，答应明天发报价
        bot: ✅ …
        amy: 记电话 华星 客户说周四付款
        bot: ✅ …
          ~ 🤝 客户说周四付款（F-2）
        @2026-03-12T08:30:00+08:00
        bot>chen: 📊 日报…
          - 没做到
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ 有 2 件事等你处理
          ~ 答应的 发报价
          ~ 🤝 客户说周四付款
        @2026-03-13T08:30:00+08:00
        bot>chen: 📊 日报 · 3月12日 周四 [1 · F-1] [1 · 提醒 Amy] [1 · 转给别人]
          | • 答应了没做到：2 件
          ~ 🤝 客户说周四付款（F-2）
          | • 1. Amy · 答应的 发报价（F-1） · 华星电子（C-1） · 答应 3月12日 周四，没做到
        amy: 完成 F-1 报价发过去了
        bot: ✅ …
        amy: 完成 F-2 款到了，客户很守信
        bot: ✅ …
        @2026-03-16T08:30:00+08:00
        bot>chen: 📊 日报…
          - 没做到
        ",
    );
}

#[test]
fn a_promise_in_english_reads_as_one() {
    chat(
        two_languages,
        "
        ben: log call Acme nice talk, promised to send the quote by Friday
        bot: ✅ …
          | Next step: Fri 13 Mar · promised: send the quote (F-1)
        ben: log call Acme they promised to pay by Monday
        bot: ✅ …
          ~ 🤝 they promised to pay by Monday
          - promised:
        ben: log call Acme customer says they pay on Friday
        bot: ✅ …
          ~ 🤝 customer says they pay on Friday
        ",
    );
}

#[test]
fn what_only_customers_do_is_a_promise_without_a_word_for_it() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            customer(w, "Acme", ben).await;
            company(w).await;
        },
        "
        amy: 华星 客户周五付款
        bot: ✅ 已安排 🤝 客户 付款（F-1）
        amy: 华星 他们下周三签合同
        bot: ✅ 已安排 🤝 他们 签合同（F-2）
        amy: 下次 华星 周五 给客户送样品
        bot: ✅ 已安排 给客户送样品（F-3）
        ben: Acme by next Tuesday they pay
        bot: ✅ Planned 🤝 they pay (F-4)
        ben: Acme client will pay the deposit by 5 Dec
        bot: ✅ Planned 🤝 client will pay the deposit (F-5)
        ben: Acme they pay us a visit on Friday
        bot: ✅ Planned they pay us a visit (F-6)
        ben: Acme they look at the payment plan on Friday
        bot: ✅ Planned they look at the payment plan (F-7)
        ",
    );
}

#[test]
fn a_promise_for_a_week_or_a_month_holds_until_its_end_however_it_is_said() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            customer(w, "Acme", ben).await;
            company(w).await;
        },
        "
        amy: 记电话 华星 客户说下周付款
        bot: ✅ …
          | 下次: 3月20日 周五 · 🤝 客户说下周付款（F-1）
        amy: 华星说下个月付款
        bot: ✅ …
          | 下次: 4月30日 周四 · 🤝 说下个月付款（F-2）
        amy: 下次 C-2 下周 答应发报价
        bot: ✅ 已安排 答应的 发报价（F-3）
          | 时间: 3月20日 周五
        amy: 下次 C-2 下周 发报价
        bot: ✅ 已安排 发报价（F-4）
          | 时间: 3月16日 周一
        amy: 华星说这周付款
        bot: ✅ …
          | 下次: 3月13日 周五 · 🤝 说这周付款（F-5）
        amy: 华星说今天付款
        bot: ✅ …
          | 下次: 3月11日 周三 18:00 · 🤝 说今天付款（F-6）
        amy: 华星说这个月付款
        bot: ✅ …
          | 下次: 3月31日 周二 · 🤝 说这个月付款（F-7）
        amy: 记电话 华星 İİİ 客户说本月付款
        bot: ✅ …
          ~ 3月31日 周二
        amy: 华星说今天付了款
        bot: ✅ …
          - 下次:
        amy: 华星说这周没付款
        bot: ✅ …
          - 下次:
        ben: I promised Acme a sample next week
        bot: ✅ …
          ~ Fri 20 Mar
        ben: I promised Acme the quote by next month
        bot: ✅ …
          ~ Thu 30 Apr
        ben: Acme says they will pay next week
        bot: ✅ …
          ~ Fri 20 Mar · 🤝 says they will pay
        ben: remind me on Friday to send Acme a quote
        bot: ✅ Planned send Acme a quote…
        ",
    );
}

#[test]
fn what_the_customer_is_to_do_for_us_is_a_promise_of_theirs() {
    chat(
        company,
        "
        amy: 华星明天把定金打给我们
        bot: ✅ 已安排 🤝 把定金打给我们（F-1）
          | 时间: 3月12日 周四
        amy: 华星周四下午给我们回图纸
        bot: ✅ 已安排 🤝 给我们回图纸（F-2）
        amy: 华星 他们礼拜五把合同寄过来
        bot: ✅ 已安排 🤝 他们 把合同寄过来（F-3）
        amy: 华星说明天付款
        bot: ✅ 已记备注：华星电子（C-1）
          ~ 3月12日 周四 · 🤝 说明天付款（F-4）
        amy: 华星承诺这周内付款
        bot: ✅ 已安排 🤝 华星承诺这周内付款（F-5）
          | 时间: 3月13日 周五
        amy: C-1
        bot: 华星电子（C-1）…
        amy: 他们下周一把样品退回来
        bot: ✅ 已安排 🤝 他们 把样品退回来（F-6）
          | 关于: 华星电子（C-1）
        amy: 记电话 华星 聊了价格，周五给我们答复
        bot: ✅ 已记电话…
          | 下次: 3月13日 周五 · 🤝 给我们答复（F-7）
        amy: 下次 华星 周五 催他们把合同寄过来
        bot: ✅ 已安排 催他们把合同寄过来（F-8）
        amy: 华星周五把样品寄给他们
        bot: ✅ 已安排 把样品寄给他们（F-9）
        amy: 下次 华星 周五 给我们老板汇报
        bot: ✅ 已安排 给我们老板汇报（F-10）
        amy: 下次 华星 周五 我们把报价发给他们
        bot: ✅ 已安排 我们把报价发给他们（F-11）
        ",
    );
    chat(
        two_languages,
        "
        ben: Acme pays us on Friday
        bot: ✅ Planned 🤝 pays us (F-1)
          | When: Fri 13 Mar
        ben: C-2
        bot: Acme Trading (C-2)…
        ben: they'll send us the drawings Thursday
        bot: ✅ Planned 🤝 they'll send us the drawings (F-2)
          | About: Acme Trading (C-2)
        ben: log call Acme nice talk, they get back to us on Monday
        bot: ✅ …
          ~ 🤝
        ben: log call Acme nice talk, we send them the drawings Friday
        bot: ✅ …
          - 🤝
        ben: follow Acme Friday ask them to send us the contract
        bot: ✅ Planned ask them to send us the contract (F-5)
        ",
    );
}

#[test]
fn who_swears_it_promises_and_who_says_no_plans_nothing() {
    chat(
        company,
        "
        amy: 华星拍胸脯周五付款
        bot: ✅ 已安排 🤝 华星拍胸脯 付款（F-1）
        amy: 记电话 华星 李总打包票下周三签合同
        bot: ✅ …
          ~ 🤝 李总打包票下周三签合同（F-2）
        amy: 华星保证月底下单
        bot: ✅ 已安排 🤝 …（F-3）
        amy: 华星拍胸脯保证月底前把合同签了
        bot: ✅ 已安排 🤝 …
        amy: 撤销
        bot: ↩️ …
        amy: 华星的李总发誓周五打款
        bot: ✅ 已安排 🤝 …
        amy: 撤销
        bot: ↩️ …
        amy: 华星信誓旦旦说周五打款
        bot: ✅ …
          ~ 🤝 华星拍胸脯 付款（F-1）
        amy: 撤销
        bot: ↩️ …
        amy: 华星说周五不付款
        bot: ✅ 已记备注：华星电子（C-1）…
          - 🤝
          - F-4
        amy: 华星周五不付款
        bot: ✅ 已记备注：华星电子（C-1）…
          - F-4
        amy: 记电话 华星 周五不签合同，要再看看
        bot: ✅ …
          - F-4
        ",
    );
    chat(
        two_languages,
        "
        ben: Acme swears they'll pay on Friday
        bot: ✅ Planned 🤝 swears they'll pay (F-1)
        ben: log call Acme he gave his word to sign by Thursday
        bot: ✅ …
          ~ 🤝
        ben: Acme gave their word that the money arrives on Friday
        bot: ✅ Planned 🤝 …
        ben: undo
        bot: ↩️ …
        ben: log call Acme the boss vowed to place the order next Wednesday
        bot: ✅ …
          ~ 🤝
        ben: log call Acme they swear the quality gets better by Friday
        bot: ✅ …
          - 🤝
        ben: Acme won't pay on Friday
        bot: ✅ …
          - F-4
        ben: Acme says they won't pay on Friday
        bot: ✅ …
          - 🤝
          - F-5
        ",
    );
}

#[test]
fn a_promise_that_is_made_anew_offers_to_take_the_place_of_the_one_before() {
    chat(
        company,
        "
        amy: 华星说周五付
        bot: ✅ …
          ~ 🤝 说周五付（F-1）
        amy: 华星改口说下周三付
        bot: ✅ 已记备注：华星电子（C-1） [改成这次的，不再等 F-1] [撤销]
          ~ 🤝 说下周三付（F-2）
          | 之前的“🤝 说周五付”（F-1，3月13日 周五）还开着。
        amy! 改成这次的，不再等 F-1
        bot: …
          ~ F-1
        amy: 华星答应下周三签合同
        bot: ✅ 已安排 🤝 …（F-3）
          - 还开着
        amy: 华星答应下周四付款
        bot: ✅ 已安排 🤝 …（F-4） [改成这次的，不再等 F-2]
        ",
    );
    chat(
        two_languages,
        "
        ben: Acme says they pay on Thursday
        bot: ✅ …
          ~ (F-1)
        ben: Acme now says Friday they'll pay
        bot: ✅ … [This one instead of F-1]
          ~ (F-2)
        ben! This one instead of F-1
        bot: …
          ~ F-1
        ",
    );
}
