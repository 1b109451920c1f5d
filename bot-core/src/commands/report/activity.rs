//! `/report activity`: what people did in a period, by person and way; that of one as a list.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BUTTONS, Period, ROWS, of_whom, owner_name, row_name, span, week_of};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::deal::org_today;
use crate::commands::follow::On;
use crate::commands::log::call::LogCall;
use crate::commands::owners::Owners;
use crate::commands::{Cx, Outcome, Run, recent, show};
use crate::domain::access::Right;
use crate::domain::activity::Activity;
use crate::domain::ids::PersonId;
use crate::problem::Problem;
use crate::reports::activity::{Row, activity};
use crate::reports::{Each, Whose};
use crate::store::{ActivityFilter, Days, Page};
use crate::t;

/// Which period, and whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportActivity {
    /// The first day, and the day after the last; this week when not said.
    pub period: Option<Period>,
    /// One colleague's only.
    pub owner: Option<String>,
    /// `person` or `team`.
    pub by: Option<String>,
    /// The same by key, as buttons say it.
    pub person: Option<PersonId>,
    /// One team's only, as buttons say it.
    pub team: Option<Uuid>,
    /// The list begins below this number.
    pub below: Option<i64>,
}

impl Ask for ReportActivity {
    const SPEC: Spec = Spec {
        name: "report activity",
        aliases: &["活动", "活动统计", "跟进统计", "activity", "activities"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("period", Take::Period, By::Shape),
            optional("by", Take::Choice(super::EACH), By::Shape),
            rest("owner"),
        ],
        example: Both { zh: "活动 本周", en: "report activity this week" },
    };
}

#[async_trait]
impl Run for ReportActivity {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let person = of_whom(cx, self.person, self.owner.as_deref()).await?;
        let (start, end) = self.period.unwrap_or_else(|| week_of(org_today(cx)));
        let days = Days::of(start, end, cx.org.zone);
        let scope = cx.scope().books();
        let (each, whose) =
            (super::each(self.by.as_deref()), Whose { owner: person, team: self.team });
        let rows = activity(cx.tx, days, whose, each, scope).await?;
        let other = person.filter(|person| *person != cx.me.person_id());
        let name = match (other, rows.first()) {
            (None, _) if self.team.is_some() => {
                super::team_name(cx, self.team.unwrap_or_default()).await?
            }
            (None, _) => super::whose(cx),
            (Some(_), Some(row)) => owner_name(lang, &row.name),
            (Some(_), None) => self.owner.clone().unwrap_or_default(),
        };
        let title = [t!(lang, "report-activity"), span(lang, start, end), name];
        let reply = Reply::card(title.join(" · ").trim_end_matches(" · "));
        if rows.is_empty() {
            let example = LogCall::SPEC.example.in_lang(lang);
            return Ok(reply.text(t!(lang, "report-activity-none", example = example)));
        }
        match (person, rows.as_slice()) {
            (Some(person), [row]) => {
                self.list(cx, reply.text(numbers(cx, row)), person, days).await
            }
            _ => Ok(people(cx, reply, &rows, each, (start, end))),
        }
    }
}

/// How many, how many of them count, and how many in each way.
pub(super) fn numbers(cx: &Cx<'_>, row: &Row) -> String {
    let lang = cx.lang();
    let mut parts = vec![t!(lang, "report-activity-count", count = row.count, valid = row.valid)];
    let way = |(way, count): &(_, i64)| {
        let way: crate::domain::activity::Way = *way;
        format!("{} {count}", show::word(lang, "way", way.word()))
    };
    parts.extend(row.ways.iter().map(way));
    parts.join(" · ")
}

/// A line for each person, whose button shows what was done.
fn people(cx: &Cx<'_>, reply: Reply, rows: &[Row], each: Each, period: Period) -> Reply {
    let lang = cx.lang();
    let all: i64 = rows.iter().map(|row| row.count).sum();
    let valid = rows.iter().map(|row| row.valid).sum::<i64>();
    let line = |row: &Row| format!("{} · {}", row_name(lang, each, &row.name), numbers(cx, row));
    let count = t!(lang, "report-activity-count", count = all, valid = valid);
    let reply = reply.text(t!(lang, "report-total", numbers = count));
    let reply = reply.bullets(rows.iter().take(ROWS).map(line));
    let named = rows.iter().filter(|row| row.owner.is_some() || row.team.is_some()).take(BUTTONS);
    let button = |row: &Row| {
        let (period, person, team) = (Some(period), row.owner, row.team);
        let ask = ReportActivity { period, person, team, ..ReportActivity::default() };
        Button::new(&row.name, &ask)
    };
    let buttons: Vec<Button> = named.map(button).collect();
    buttons.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()))
}

impl ReportActivity {
    /// A page of what one person did, newest first.
    async fn list(self, cx: &mut Cx<'_>, reply: Reply, person: PersonId, days: Days) -> Outcome {
        let filter = ActivityFilter::Of(Some(person), days, cx.scope().books());
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut found = cx.tx.activities(&filter, page).await?;
        let next = show::next_page(&mut found).map(|below| Self {
            period: Some((days.start, days.end)),
            person: Some(person),
            below: Some(below),
            ..Self::default()
        });
        let (mut lines, mut buttons) = (Vec::new(), Vec::new());
        let nobody = Owners::of(cx, std::iter::empty()).await?;
        for activity in &found {
            let on = seen(cx, activity).await?;
            let line = recent::line(cx, activity, &nobody);
            lines.push(match &on {
                Some(on) => format!("{} · {line}", on.label),
                None => line,
            });
            buttons.extend(on.and_then(|on| show::to_show(on.code.to_string(), on.code)));
        }
        buttons.dedup_by(|one, other| one.label == other.label);
        Ok(show::paged(cx, reply.bullets(lines), buttons, next.as_ref()))
    }
}

/// What an activity is on, where the asker may see that.
async fn seen(cx: &mut Cx<'_>, activity: &Activity) -> Result<Option<On>, Problem> {
    let on = On::at(cx, activity.on_kind, activity.on_id).await?;
    Ok(on.filter(|on| on.seen))
}
