//! `/report leads`: new leads by source, and what became of them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{Period, ROWS, month_of, share_of, source_name, span, whose_of};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::deal::org_today;
use crate::commands::lead::add::AddLead;
use crate::commands::lead::list::ListLeads;
use crate::commands::lead::take::TakeLead;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::LeadStatus;
use crate::reports::leads::{Row, leads, of_nobody};
use crate::store::{Days, LeadFilter};
use crate::t;

/// Which period.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportLeads {
    /// The first day, and the day after the last; this month when not said.
    pub period: Option<Period>,
}

impl Ask for ReportLeads {
    const SPEC: Spec = Spec {
        name: "report leads",
        aliases: &["线索报表", "线索分析", "lead sources"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("period", Take::Period, By::Shape)],
        example: Both { zh: "线索报表 本月", en: "report leads this month" },
    };
}

#[async_trait]
impl Run for ReportLeads {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let (start, end) = self.period.unwrap_or_else(|| month_of(org_today(cx)));
        let days = Days::of(start, end, cx.org.zone);
        let scope = cx.scope().books();
        let (all, rows) = leads(cx.tx, days, scope).await?;
        let whose = whose_of(cx, Kind::Lead);
        let title = [t!(lang, "report-leads"), span(lang, start, end), whose];
        let reply = Reply::card(title.join(" · "));
        let pool =
            if cx.may(TakeLead::SPEC.right) { of_nobody(cx.tx, days, scope).await? } else { 0 };
        let with_pool = |reply: Reply| match pool {
            0 => reply,
            n => reply
                .text(t!(lang, "report-leads-pool", n = n))
                .button(t!(lang, "button-lead-pool"), &TakeLead::default()),
        };
        if rows.is_empty() {
            let example = AddLead::SPEC.example.in_lang(lang);
            return Ok(with_pool(reply.text(t!(lang, "report-leads-none", example = example))));
        }
        let reply = reply.text(t!(lang, "report-total", numbers = numbers(cx, &all)));
        let line = |row: &Row| format!("{} · {}", source_name(cx, &row.source), numbers(cx, row));
        let reply = reply.bullets(rows.iter().take(ROWS).map(line));
        let every = LeadFilter { ended_or_not: true, created: Some(days), ..LeadFilter::default() };
        let sources = rows.iter().take(ROWS).map(|row| {
            let filter = LeadFilter { source: Some(row.source.clone()), ..every.clone() };
            Button::new(source_name(cx, &row.source), &ListLeads::behind(filter))
        });
        let of = |status| LeadFilter { status: Some(status), ..every.clone() };
        let ends = [
            (all.converted, of(LeadStatus::Converted), "converted"),
            (all.lost, of(LeadStatus::Lost), "lost"),
        ];
        let ends = ends.into_iter().filter(|(count, ..)| *count > 0).map(|(_, filter, word)| {
            Button::new(show::word(lang, "lead-status", word), &ListLeads::behind(filter))
        });
        let won = (all.won > 0).then(|| {
            let filter = LeadFilter { won: true, ..every.clone() };
            Button::new(t!(lang, "deal-outcome-won"), &ListLeads::behind(filter))
        });
        let reply = reply.row(ends.chain(won).collect());
        let sources: Vec<Button> = sources.collect();
        let reply = sources.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()));
        Ok(with_pool(reply))
    }
}

/// How many came, became customers, were won and were lost.
fn numbers(cx: &Cx<'_>, row: &Row) -> String {
    let share = share_of(row.converted, row.leads).unwrap_or_default();
    t!(
        cx.lang(),
        "report-leads-line",
        count = row.leads,
        converted = row.converted,
        share = share,
        won = row.won,
        lost = row.lost
    )
}
