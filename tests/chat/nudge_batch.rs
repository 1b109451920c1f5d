//! Several things in one reminder: each record has one button, and what waits for a word is given it.

use bot_core::chat::reply::Button;
use bot_core::domain::deal::Deal;
use bot_core::domain::ids::PersonId;
use bot_core::domain::money::Currency;
use bot_core::domain::pipeline::Outcome;

use crate::world::scenes::{customer, head, no_next_steps, save, shop};
use crate::world::{World, chat, run};

/// Amy (or whoever it is) with so many deals that are to close on a day and of which nobody speaks.
async fn deals(w: &World, owner: PersonId, n: usize) {
    let customer = customer(w, "华威机械", owner).await;
    let mut unit = w.begin().await;
    let pipeline = unit.tx().pipelines().await.expect("pipelines").remove(0);
    unit.rollback().await;
    let deal = |_| Deal {
        head: head(w),
        name: "20台空调".to_owned(),
        customer: Some(customer.head.id),
        amount: None,
        currency: Currency::CNY,
        pipeline: pipeline.id,
        stage: pipeline.stages[0].id,
        reached: 1,
        outcome: Outcome::Open,
        expected_close: "2026-03-17".parse().ok(),
        opened_on: None,
        closed_on: None,
        lost_reason: None,
        lost_note: None,
        competitor: None,
        note: None,
        owner: Some(owner),
        helpers: Vec::new(),
        lines: Vec::new(),
        lead: None,
    };
    save(w, (0..n).map(deal)).await;
}

/// The labels of the newest reminder to somebody, row by row.
fn labels(w: &World, who: &str) -> Vec<Vec<String>> {
    let seen = w.channel.next_to(who).expect("a reminder");
    let row = |row: &Vec<Button>| row.iter().map(|button| button.label.clone()).collect();
    seen.reply.rows.iter().map(row).collect()
}

fn sorted(rows: &[Vec<String>]) -> Vec<String> {
    let mut all = rows.concat();
    all.sort();
    all
}

#[test]
fn a_record_has_one_button_however_often_it_is_named() {
    run(async {
        let w = World::new().await;
        let (amy, ben) = (w.rep("amy").await, w.english("ben").await);
        deals(&w, amy, 4).await;
        deals(&w, ben, 2).await;
        no_next_steps(&w).await;
        w.at("2026-03-18T09:00:00+08:00");
        w.settle().await;
        let rows = labels(&w, "amy");
        assert_eq!(sorted(&rows), ["D-1", "D-2", "D-3", "D-4", "没用"]);
        assert_eq!(rows.len(), 2);
        assert_eq!(sorted(&labels(&w, "ben")), ["D-5", "D-6", "Not useful"]);
    });
}

#[test]
fn every_line_of_a_list_can_be_opened() {
    run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        deals(&w, amy, 7).await;
        no_next_steps(&w).await;
        w.at("2026-03-18T09:00:00+08:00");
        w.settle().await;
        let rows = labels(&w, "amy");
        let lines: Vec<String> = (1..=7).map(|n| format!("D-{n}")).collect();
        assert_eq!(sorted(&rows)[..7], lines);
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [4, 3, 1]);
    });
}

#[test]
fn an_order_that_waits_for_the_managers_word_is_given_it_from_the_list() {
    run(async {
        let w = World::new().await;
        shop(&w).await;
        no_next_steps(&w).await;
        for said in ["下单 华星 A100*3", "提交 O-1", "下单 三一 A100*3 5折", "提交 O-2"]
        {
            w.say("amy", said).await;
        }
        while w.channel.next().is_some() {}
        w.at("2026-03-16T09:00:00+08:00");
        w.settle().await;
        let mut rows = labels(&w, "chen");
        rows.sort();
        let all = [
            vec!["O-1 确认", "O-1 退回", "O-1 查看"],
            vec!["O-2 同意", "O-2 退回", "O-2 查看"],
            vec!["没用"],
        ];
        assert_eq!(rows, all);
        w.press("chen", "O-2 同意").await;
        w.press("chen", "O-1 确认").await;
        let mut said = String::new();
        while let Some(seen) = w.channel.next() {
            said.push_str(&seen.reply.plain());
        }
        assert!(said.contains("同意") && said.contains("已确认"), "{said}");
    });
}

#[test]
fn alone_it_offers_the_same_and_to_give_it_away() {
    chat(
        async |w| {
            shop(w).await;
            no_next_steps(w).await;
        },
        "
        amy: 下单 三一 A100*3 5折
        bot: …
        amy! 提交
        bot>amy: ✅ 已提交 O-1 三一重工
        bot>chen: …
        @2026-03-16T09:00:00+08:00
        bot>chen: ⏰ Amy：订单 O-1 停在“待确认”5 天了 [同意] [退回] [查看] [转给别人] [我来]
        ",
    );
}

#[test]
fn the_hour_that_was_chosen_is_kept_free_of_what_may_come_at_any() {
    chat(
        async |w: &World| {
            let amy = w.rep("amy").await;
            w.manager("chen").await;
            customer(w, "华威机械", amy).await;
            no_next_steps(w).await;
        },
        "
        chen: 催办 每天最多 2
        bot: …
        amy: 下次 华威 3月12日 10:00 送样品
        bot: ✅ …
        @2026-03-12T10:00:00+08:00
        bot>amy: ⏰ …送样品…
        amy: 下次 华威 3月13日 17:30 打电话
        bot: ✅ …
        amy: 下次 华威 3月13日 8:30 发报价
        bot: ✅ …
        @2026-03-13T08:30:00+08:00
        bot>amy: ⏰ …发报价…
        @2026-03-13T17:30:00+08:00
        bot>amy: ⏰ …
          ~ 打电话
          ~ 送样品
        ",
    );
}
