//! `/report rate`: how many of the deals that ended were won, and how long those took.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BUTTONS, Period, ROWS, month_of, of_whom, owner_name, row_name, share_of, span};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::org_today;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::PersonId;
use crate::domain::pipeline;
use crate::reports::rate::{Row, rate};
use crate::reports::{Each, Whose};
use crate::store::{DealFilter, Part};
use crate::t;

/// Which period, and whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportRate {
    /// The first day, and the day after the last; this month when not said.
    pub period: Option<Period>,
    /// One colleague's only.
    pub owner: Option<String>,
    /// `person` or `team`.
    pub by: Option<String>,
    /// The same by key, as buttons say it.
    pub person: Option<PersonId>,
    /// One team's only, as buttons say it.
    pub team: Option<Uuid>,
}

impl Ask for ReportRate {
    const SPEC: Spec = Spec {
        name: "report rate",
        aliases: &["赢单率", "赢率", "胜率", "成交周期", "win rate", "cycle time", "sales cycle"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("period", Take::Period, By::Shape),
            optional("by", Take::Choice(super::EACH), By::Shape),
            rest("owner"),
        ],
        example: Both { zh: "赢单率 本季度", en: "report rate this quarter" },
    };
}

#[async_trait]
impl Run for ReportRate {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let person = of_whom(cx, self.person, self.owner.as_deref()).await?;
        let period = self.period.unwrap_or_else(|| month_of(org_today(cx)));
        let scope = cx.scope().books();
        let (each, whose) =
            (super::each(self.by.as_deref()), Whose { owner: person, team: self.team });
        let (all, rows) = rate(cx.tx, period, whose, each, scope).await?;
        let other = person.filter(|person| *person != cx.me.person_id());
        let name = match (other, rows.first()) {
            (None, _) if self.team.is_some() => {
                super::team_name(cx, self.team.unwrap_or_default()).await?
            }
            (None, _) => super::whose(cx),
            (Some(_), Some(row)) => owner_name(lang, &row.name),
            (Some(_), None) => self.owner.clone().unwrap_or_default(),
        };
        let title = [t!(lang, "report-rate"), span(lang, period.0, period.1), name];
        let reply = Reply::card(title.join(" · ").trim_end_matches(" · "));
        if rows.is_empty() {
            let pipeline = super::pipeline::ReportPipeline::default();
            let reply = reply.text(t!(lang, "report-rate-none"));
            return Ok(reply.button(t!(lang, "report-button-pipeline"), &pipeline));
        }
        let reply = reply.text(t!(lang, "report-total", numbers = numbers(cx, &all)));
        let reply = if person.is_some() { reply } else { people(cx, reply, &rows, each, period) };
        let list = |outcome| DealFilter {
            outcome: Some(outcome),
            closes: Some(period),
            owner: person,
            part: self.team.map(|team| Part::Team(Some(team))),
            ..DealFilter::default()
        };
        let won = ListDeals::behind(list(pipeline::Outcome::Won));
        let lost = ListDeals::behind(list(pipeline::Outcome::Lost));
        Ok(reply.row(vec![
            Button::new(t!(lang, "deal-outcome-won"), &won),
            Button::new(t!(lang, "deal-outcome-lost"), &lost),
        ]))
    }
}

/// Won, lost, the share that was won, and how long those took.
fn numbers(cx: &Cx<'_>, row: &Row) -> String {
    let lang = cx.lang();
    let share = share_of(row.won, row.won + row.lost).unwrap_or_default();
    let text = t!(lang, "report-rate-line", won = row.won, lost = row.lost, share = share);
    match row.cycle() {
        Some(days) if row.dated == row.won => {
            format!("{text} · {}", t!(lang, "report-cycle", days = days))
        }
        Some(days) => {
            format!("{text} · {}", t!(lang, "report-cycle-of", days = days, count = row.dated))
        }
        None => text,
    }
}

fn people(cx: &Cx<'_>, reply: Reply, rows: &[Row], each: Each, period: Period) -> Reply {
    let lang = cx.lang();
    let line = |row: &Row| format!("{} · {}", row_name(lang, each, &row.name), numbers(cx, row));
    let reply = reply.bullets(rows.iter().take(ROWS).map(line));
    let button = |row: &Row| {
        let (period, person, team) = (Some(period), row.owner, row.team);
        Button::new(&row.name, &ReportRate { period, person, team, ..ReportRate::default() })
    };
    let named = rows.iter().filter(|row| row.owner.is_some() || row.team.is_some()).take(BUTTONS);
    let buttons: Vec<Button> = named.map(button).collect();
    buttons.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()))
}
