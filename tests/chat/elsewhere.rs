//! Sentences behind a card that name another customer or another deal, in conversation.

use crate::world::scenes::{customer, no_next_steps};
use crate::world::{World, chat};

/// Amy with two customers and their deals, Bo with one, and Chen, who leads them.
async fn company(w: &World) {
    let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
    w.manager("chen").await;
    let ben = w.english("ben").await;
    customer(w, "华为技术有限公司", amy).await;
    customer(w, "华威机械", amy).await;
    customer(w, "天河贸易", bo).await;
    customer(w, "Acme Trading", ben).await;
    customer(w, "Globex", ben).await;
    no_next_steps(w).await;
    for (who, text) in [
        ("amy", "新商机 华威 食堂空调 2万8 6月30日"),
        ("amy", "新商机 华为 机房空调 4万 6月30日"),
        ("amy", "新商机 华为 备件年度采购 3万 6月30日"),
        ("amy", "新商机 华威 维修配件 1万 6月30日"),
        ("bo", "新商机 天河 10台空调 5万 6月30日"),
        ("ben", "deal add Acme cooling plant 50k 30 June"),
        ("ben", "deal add Globex spares 2026 20k 30 June"),
    ] {
        w.say(who, text).await;
        while w.channel.next_to(who).is_some() {}
    }
}

#[test]
fn a_sentence_about_another_customer_is_not_about_the_card() {
    chat(
        company,
        "
        amy: D-1
        bot: 食堂空调（D-1）…
        amy: 华为那个备件的单丢了，被格力抢了
        bot: … [输单 D-3 备件年度采购 ¥30,000.00]
        amy: D-1
        bot: 食堂空调（D-1）…
        amy: 华为机房空调那单李工说周一给答复
        bot: ✅ 已记备注：机房空调（D-2）
        amy: D-3
        bot: 备件年度采购（D-3）…
        amy: 华威食堂那边说预算砍了一半
        bot: ✅ 已记备注：食堂空调（D-1）
        amy: D-1
        bot: 食堂空调（D-1）…
        amy: 华威的维修配件丢了
        bot: … [输单 D-4 维修配件 ¥10,000.00]
        amy: D-1
        bot: 食堂空调（D-1）…
        amy: 客户说价格可以接受
        bot: ✅ 已记备注：食堂空调（D-1）
        amy: D-1
        bot: 食堂空调（D-1）…
        amy: 华星电子的仓库空调今天签了
        bot: 没有找到“华星电子”。这句话要记在 食堂空调（D-1） 上吗？ [食堂空调（D-1）]
        ben: D-6
        bot: cooling plant (D-6)…
        ben: the spares deal at Globex is lost, Gree took it
        bot: … [deal lose D-7 spares 2026 ¥20,000.00]
        ",
    );
}

#[test]
fn an_answer_about_somebody_else_is_a_record_of_its_own() {
    chat(
        company,
        "
        amy: 记电话 华威
        bot: 聊了什么？…
        amy: 华为李工说方案可以
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: 王总说方案可以
        bot: ✅ 已记电话：华威机械（C-2）
        ",
    );
}

#[test]
fn a_deal_that_is_put_off_closes_later_or_is_spoken_of_later() {
    chat(
        company,
        "
        amy: D-1 推迟到8月底
        bot: D-1 改到8月底：改预计成交日期，还是到时候再跟进？ [成交改到8月底] [8月底再跟进]
        amy! 成交改到8月底
        bot: ✅ …
          ~ 8月31日
        amy: 这个单推迟到9月底
        bot: D-1 改到9月底：…
        amy! 9月底再跟进
        bot: ✅ 已安排 跟进…
        amy: D-1 预计成交推迟到10月底
        bot: ✅ …
          ~ 10月31日
        ben: D-6 postponed to end of August
        bot: D-6 to end of August: …[Close end of August] [Follow up end of August]
        ",
    );
}

#[test]
fn several_records_named_together_have_the_same_done_to_each_or_to_none() {
    chat(
        company,
        "
        chen: D-1 D-2 转给 Bo
        bot: ✅ …
          ~ 食堂空调（D-1）
          ~ 机房空调（D-2）
        bot>bo: …
        bot>bo: …
        bot>amy: …
        bot>amy: …
        chen: 转给 D-3 D-4 Bo
        bot: ✅ …
          ~ 维修配件（D-4）
        bot>bo: …
        bot>bo: …
        bot>amy: …
        bot>amy: …
        chen: 撤销
        bot: ↩️ …
        bot>bo: …
        bot>amy: …
        amy: D-3 D-4 丢了 价格
        bot: ✅ …
          ~ 备件年度采购（D-3）
          ~ 维修配件（D-4）
        amy: 撤销
        bot: ↩️ …
        amy: D-3 D-4 赢单
        bot: “赢单”要一个一个来。先做哪个？ [赢单 D-3] [赢单 D-4]
        amy: D-3 D-4 两家都在比价
        bot: ✅ …
          ~ 备件年度采购（D-3）
          ~ 维修配件（D-4）
        ",
    );
}

#[test]
fn what_is_lost_is_lost_in_english_too() {
    chat(
        company,
        "
        ben: D-6
        bot: cooling plant (D-6)…
        ben: it is lost
        bot: … [deal lose D-6 cooling plan… ¥50,000.00]
        ben: this deal is lost, too expensive
        bot: …
          - Logged note
        amy: 这个单输了，价格太高
        bot: …
          - 其他
        ",
    );
}

#[test]
fn a_follow_up_is_moved_as_people_say_it() {
    chat(
        company,
        "
        ben: follow D-6 Friday 3pm - call back
        bot: ✅ Planned call back (F-1)
        ben: move F-1 to Thursday
        bot: ⏰ call back (F-1) moved to Thu 12 Mar 15:00
        ben: reschedule F-1 to next Tue 4pm
        bot: ⏰ call back (F-1) moved to Tue 17 Mar 16:00
        ben: remind me on Friday 13 March to send samples to Globex
        bot: ✅ Planned send samples to Globex (F-2)
        ben: follow up with Globex on Wed
        bot: “on Wed” can be more than one thing. Which When is it? Tap, or send it. [Wed 11 Mar] [Wed 18 Mar]
        ben! Wed 18 Mar
        bot: ✅ Planned Follow up (F-3)
        ",
    );
}
