//! Reports and lists add up exactly what the asker may see.
//!
//! Each deal of the scene is worth a power of two, so that a sum says of which deals it is.

use std::collections::BTreeSet;

use bot_core::domain::access::Right;
use bot_core::domain::ids::Kind;
use bot_core::domain::money::{Currency, Money};
use bot_core::domain::pipeline::Outcome;
use bot_core::text::read;

use super::people::{PARTS, Who, reaches, rights};
use super::stage::{Sent, Stage, shown};
use crate::world::{Seen, run};

impl Stage {
    /// What the deals of one outcome that somebody sees add up to: all, or those of one owner. A
    /// report is of one's own books: without what is only shared or looked after for a while.
    fn sum(&self, who: &Who, outcome: Outcome, owner: Option<usize>, books: bool) -> i64 {
        let mine = self.scene.records.iter().filter(|r| r.org == who.org);
        let deals = mine.filter(|r| r.code.kind == Kind::Deal);
        let seen = deals.filter(|r| {
            if books { reaches(who.part, Kind::Deal, r.owner) } else { r.is_seen_by(who) }
        });
        let asked = seen.filter(|r| owner.is_none() || r.owner == owner);
        let worth = asked.filter_map(|record| record.worth);
        worth.filter(|(of, _)| *of == outcome).map(|(_, minor)| minor).sum()
    }

    /// Asks, and looks for a sum; without one, that there is no amount at all.
    async fn adds_up(&mut self, who: &Who, text: &str, sum: i64) {
        let sent = Sent { text, ..Sent::default() };
        let came = self.ask(["sums", ""], who, &[sent]).await;
        let reads = read::money(Money::new(sum, Currency::CNY));
        let plain = came.seen.first().map(|seen| seen.reply.plain()).unwrap_or_default();
        let fine = if sum == 0 { !plain.contains('¥') } else { plain.contains(&reads) };
        if !fine {
            let what = format!("what {} sees adds up to {reads}", who.part().handle);
            self.fault(["sums", ""], who, text, &what, &shown(&came.seen));
        }
    }
}

#[test]
fn every_sum_is_of_exactly_what_the_asker_sees() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        for who in stage.scene.cast.0.clone() {
            if who.part().frozen {
                continue;
            }
            let open = stage.sum(&who, Outcome::Open, None, true);
            let listed = stage.sum(&who, Outcome::Open, None, false);
            let won = stage.sum(&who, Outcome::Won, None, true);
            for (text, sum) in [
                ("漏斗", open),
                ("/report_pipeline", open),
                ("商机", listed),
                ("业绩 本月", won),
                ("/report_won this month", won),
                ("业绩 2026-01-01..2026-04-01", won),
            ] {
                stage.adds_up(&who, text, sum).await;
            }
            for (at, part) in
                PARTS.iter().enumerate().filter(|(at, _)| reaches(who.part, Kind::Deal, Some(*at)))
            {
                if part.frozen {
                    continue;
                }
                let open = stage.sum(&who, Outcome::Open, Some(at), true);
                let won = stage.sum(&who, Outcome::Won, Some(at), true);
                stage.adds_up(&who, &format!("漏斗 {}", part.handle), open).await;
                stage.adds_up(&who, &format!("业绩 本月 {}", part.handle), won).await;
                stage.adds_up(&who, &format!("商机 负责人={}", part.handle), open).await;
                if won > 0 {
                    let all = stage.sum(&who, Outcome::Won, None, true);
                    stage.adds_up(&who, "业绩 本月 按人", all).await;
                }
            }
        }
        stage.end().await;
    });
}

/// What exports each kind whole.
const EXPORTS: [(&str, Kind); 5] = [
    ("导出 客户", Kind::Customer),
    ("/export contacts", Kind::Contact),
    ("导出 商机 全部", Kind::Deal),
    ("/export all leads", Kind::Lead),
    ("导出 订单", Kind::Order),
];

#[test]
fn a_file_holds_exactly_what_the_asker_sees() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let mut held = 0;
        for who in stage.scene.cast.0.clone() {
            if who.part().frozen {
                continue;
            }
            let may = rights(who.part().role).contains(&Right::Export);
            for (text, kind) in EXPORTS {
                let sent = Sent { text, ..Sent::default() };
                let came = stage.ask(["export", ""], &who, &[sent]).await;
                let rows = came.seen.first().map(Seen::rows).unwrap_or_default();
                let codes: BTreeSet<String> =
                    rows.iter().skip(1).filter_map(|row| row.first().cloned()).collect();
                let records = stage.scene.records.iter();
                let mine = records.filter(|r| r.org == who.org && r.code.kind == kind);
                let seen = mine.filter(|r| may && r.is_seen_by(&who));
                let seen: BTreeSet<String> = seen.map(|r| r.code.to_string()).collect();
                if codes != seen {
                    let what = format!("{} gets {codes:?} and sees {seen:?}", who.part().handle);
                    stage.fault(["export", ""], &who, text, &what, &shown(&came.seen));
                }
                held += codes.len();
            }
        }
        assert!(held > 50, "only {held} records were exported");
        stage.end().await;
    });
}
