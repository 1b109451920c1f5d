//! `/report funnel`: of the deals opened in a period, how many ever reached each stage.

use async_trait::async_trait;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Period, month_of, share_of, span, whose};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::open::OpenDeal;
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Person;
use crate::reports::funnel::{Way, funnel, opened, reached};
use crate::store::Days;
use crate::t;

/// Which period, and whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFunnel {
    /// The first day, and the day after the last; twelve months when not said.
    pub period: Option<Period>,
    /// One colleague's only.
    pub owner: Option<String>,
}

impl Ask for ReportFunnel {
    const SPEC: Spec = Spec {
        name: "report funnel",
        aliases: &["转化率", "转化", "转化漏斗", "funnel", "conversion"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[optional("period", Take::Period, By::Shape), rest("owner")],
        example: Both { zh: "转化率 今年", en: "report funnel this year" },
    };
}

#[async_trait]
impl Run for ReportFunnel {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let owner = match self.owner.as_deref() {
            Some(word) => Some(super::colleague(cx, word).await?),
            None => None,
        };
        let (start, end) = self.period.unwrap_or_else(|| year_up_to(org_today(cx)));
        let days = Days::of(start, end, cx.org.zone);
        let filter = opened(owner.as_ref().map(Person::person_id), days);
        let scope = cx.scope().books();
        let ways = funnel(cx.tx, &filter, scope).await?;
        let whose = owner.map_or_else(|| whose(cx), |person| person.name);
        let title = [t!(lang, "report-funnel"), span(lang, start, end), whose];
        let reply = Reply::card(title.join(" · "));
        if ways.is_empty() {
            let example = OpenDeal::SPEC.example.in_lang(lang);
            return Ok(reply.text(t!(lang, "report-funnel-none", example = example)));
        }
        let several = ways.len() > 1;
        let (mut reply, mut buttons) = (reply, Vec::new());
        for way in &ways {
            if several {
                reply = reply.text(&way.pipeline.name);
            }
            reply = reply.text(total(cx, way)).bullets(lines(cx, way));
            buttons.extend(way.steps.iter().filter(|step| step.ever > 0).map(|step| {
                let deals = ListDeals::behind(reached(&filter, way.pipeline.id, &step.stage));
                Button::new(step.stage.name(lang), &deals)
            }));
        }
        Ok(buttons.chunks(3).take(3).fold(reply, |reply, row| reply.row(row.to_vec())))
    }
}

/// How many were opened, and how many of them were won.
fn total(cx: &Cx<'_>, way: &Way) -> String {
    let won = way.steps.last().map_or(0, |step| step.ever);
    let share = share_of(won, way.opened).unwrap_or_default();
    t!(cx.lang(), "report-funnel-total", opened = way.opened, won = won, share = share)
}

/// One line for each stage: how many ever reached it, and what share that is of those before.
fn lines(cx: &Cx<'_>, way: &Way) -> Vec<String> {
    let lang = cx.lang();
    let mut before = way.opened;
    let mut lines = Vec::new();
    for step in &way.steps {
        let count = t!(lang, "report-deals", count = step.ever);
        let parts =
            [Some(step.stage.name(lang).to_owned()), Some(count), share_of(step.ever, before)];
        lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        before = step.ever;
    }
    lines
}

/// The twelve months up to the end of the month of a day.
fn year_up_to(day: NaiveDate) -> Period {
    let (month, end) = month_of(day.with_day(1).unwrap_or(day));
    (month.checked_sub_months(Months::new(11)).unwrap_or(month), end)
}
