//! Whose deal it is hears that nothing happens on it no later than whoever leads: counted from the last
//! that happened, also where records arrive with what is older.

use bot_core::domain::activity::{Activity, Way};
use bot_core::domain::ids::{Instant, Kind};
use bot_core::domain::record::Record as _;

use crate::world::scenes::{head, no_next_steps, save, shop_with_deals};
use crate::world::{World, chat};

/// Amy with the deals D-1, of which somebody spoke days ago, and D-2, and Chen, who leads her.
async fn spoken(w: &World, days: i64) {
    shop_with_deals(w).await;
    w.admin("dana").await;
    no_next_steps(w).await;
    let mut unit = w.begin().await;
    let deal: bot_core::domain::deal::Deal = {
        let page = bot_core::store::Page { below: None, limit: 9 };
        let rows = unit.tx().every(Kind::Deal, page).await.expect("deals");
        let all =
            rows.into_iter().map(|row| bot_core::domain::record::of_fields(row).expect("one"));
        let mut all: Vec<bot_core::domain::deal::Deal> = all.collect();
        all.sort_by_key(|deal| deal.head.n);
        all.remove(0)
    };
    unit.rollback().await;
    let talk = Activity {
        head: head(w),
        on_kind: Kind::Deal,
        on_id: deal.id(),
        customer: deal.customer,
        way: Way::Call,
        content: "聊了空调的价格".to_owned(),
        at: Instant(w.now().0 - days * 24 * 60 * 60 * 1000),
        owner: deal.owner,
        participants: Vec::new(),
        valid: true,
        spot: None,
        stay: None,
        files: Vec::new(),
    };
    save(w, [talk]).await;
}

#[test]
fn whoever_leads_sees_it_on_the_day_on_which_it_is_said() {
    chat(
        async |w| spoken(w, 5).await,
        "
        @2026-03-12T23:59:00+08:00
        chen: 停滞商机
        bot: 停滞商机…
          - 需求确认
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 空调（D-1） 已经 7 天没有跟进…
        chen: 停滞商机
        bot: 停滞商机…
          ~ 需求确认（满 7 天） · 1 个
        chen! 需求确认
        bot: …
          ~ D-1
        chen: 要处理的
        bot: …
          ~ D-1
        ",
    );
}

#[test]
fn a_deal_that_arrives_with_an_older_talk_is_counted_from_that() {
    chat(
        async |w| spoken(w, 5).await,
        "
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 空调（D-1） 已经 7 天没有跟进…
        @2026-03-13T18:00:00+08:00
        chen: 停滞商机
        bot: 停滞商机…
          ~ 需求确认（满 7 天） · 1 个
        @2026-03-18T09:00:00+08:00
        bot>amy: ⏰ …
          ~ D-2
        ",
    );
}

#[test]
fn what_is_over_already_comes_at_the_next_good_moment() {
    chat(
        async |w| spoken(w, 30).await,
        "
        amy: 今天
        bot: …
        bot>amy: ⏰ 空调（D-1） 已经 30 天没有跟进…
        ",
    );
}

#[test]
fn a_shorter_limit_on_what_is_older_comes_at_the_next_good_moment() {
    chat(
        async |w| spoken(w, 5).await,
        "
        @2026-03-11T17:00:00+08:00
        dana: 改催办 停滞 需求确认 4
        bot: 🔎 …
        dana! 就这样改
        bot: ✅ …
        bot>amy: ⏰ 空调（D-1） 已经 5 天没有跟进…
        ",
    );
}

#[test]
fn a_talk_that_is_taken_back_is_counted_no_more() {
    chat(
        async |w| spoken(w, 5).await,
        "
        amy: 记电话 D-1 聊了空调的价格和交期
        bot: ✅ …
        amy: 撤销
        bot: ↩️ …
        @2026-03-13T09:00:00+08:00
        bot>amy: ⏰ 空调（D-1） 已经 7 天没有跟进…
        ",
    );
}
