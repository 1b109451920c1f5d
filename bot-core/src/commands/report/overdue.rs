//! `/report overdue`: open follow-ups that are overdue, by person; those of one person as a list.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{BUTTONS, ROWS, of_whom, owner_name, whose};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::deal::list::ListDeals;
use crate::commands::deal::org_today;
use crate::commands::follow::show::ShowFollowUp;
use crate::commands::follow::today::Today;
use crate::commands::follow::{On, due_text, to_do};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{Right, Scope};
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::PersonId;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::reports::overdue::{Overdue, late, overdue};
use crate::store::FollowUpFilter;
use crate::t;

/// Whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportOverdue {
    /// One colleague's only.
    pub owner: Option<String>,
    /// The same by key, as buttons say it.
    pub person: Option<PersonId>,
    /// How many of the list were shown before.
    pub skip: Option<i64>,
}

impl Ask for ReportOverdue {
    const SPEC: Spec = Spec {
        name: "report overdue",
        aliases: &["逾期", "逾期跟进", "overdue"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[rest("owner")],
        example: Both { zh: "逾期", en: "report overdue" },
    };
}

#[async_trait]
impl Run for ReportOverdue {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let person = of_whom(cx, self.person, self.owner.as_deref()).await?;
        let (scope, today) = (cx.scope().books(), org_today(cx));
        let overdue = overdue(cx.tx, (cx.now, today), person, scope).await?;
        let name = match person.filter(|person| *person != cx.me.person_id()) {
            Some(_) => overdue.rows.first().map(|row| row.name.clone()).or(self.owner.clone()),
            None => None,
        };
        let title = [Some(t!(lang, "report-overdue")), Some(name.unwrap_or_else(|| whose(cx)))];
        let reply = Reply::card(title.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        let deals = (overdue.deals > 0).then(|| {
            let text = t!(lang, "report-late-deals", count = overdue.deals);
            let list = ListDeals::behind(late(person, today));
            (text, Button::new(t!(lang, "report-button-late-deals"), &list))
        });
        let reply = if overdue.total == 0 {
            reply.text(t!(lang, "report-overdue-none"))
        } else {
            reply.text(t!(lang, "report-overdue-total", count = overdue.total))
        };
        let mut reply = match person {
            Some(person) if overdue.total > 0 => self.list(cx, reply, person, scope).await?,
            _ => people(cx, reply, &overdue),
        };
        if let Some((text, button)) = deals {
            reply = reply.text(text).row(vec![button]);
        }
        if overdue.total == 0 {
            reply = reply.row(vec![Button::new(t!(lang, "button-today"), &Today::default())]);
        }
        Ok(reply)
    }
}

/// A line for each person, whose button shows what it is.
fn people(cx: &Cx<'_>, reply: Reply, overdue: &Overdue) -> Reply {
    let lang = cx.lang();
    let line = |name: &str, count| {
        let name = owner_name(lang, name);
        t!(lang, "report-overdue-line", name = name, count = count)
    };
    let lines: Vec<String> =
        overdue.rows.iter().take(ROWS).map(|row| line(&row.name, row.count)).collect();
    let named = overdue.rows.iter().filter(|row| row.owner.is_some()).take(BUTTONS);
    let buttons: Vec<Button> = named
        .map(|row| {
            let ask = ReportOverdue { person: row.owner, ..ReportOverdue::default() };
            Button::new(&row.name, &ask)
        })
        .collect();
    let reply = if lines.is_empty() { reply } else { reply.bullets(lines) };
    buttons.chunks(4).fold(reply, |reply, row| reply.row(row.to_vec()))
}

impl ReportOverdue {
    /// A page of one person's, the most overdue first.
    async fn list(
        self,
        cx: &mut Cx<'_>,
        reply: Reply,
        person: PersonId,
        scope: Scope,
    ) -> Result<Reply, Problem> {
        let filter = FollowUpFilter::Overdue(scope, Some(person), cx.now, org_today(cx));
        let skip = self.skip.unwrap_or(0);
        let found = cx.tx.follow_ups(&filter, skip + show::ROWS + 1).await?;
        let (found, next) = show::page_of(found, Some(skip));
        let mut lines = Vec::new();
        for follow_up in &found {
            lines.push(line(cx, follow_up).await?);
        }
        let button = |follow_up: &FollowUp| {
            let code = follow_up.code();
            Button::new(code.to_string(), &ShowFollowUp { follow_up: Ref::code(code) })
        };
        let buttons = found.iter().map(button).collect();
        let next = next.map(|skip| Self { person: Some(person), skip: Some(skip), owner: None });
        Ok(show::paged(cx, reply.bullets(lines), buttons, next.as_ref()))
    }
}

/// One follow-up: `F-3 3月8日 周日 · 催报价 · 华星`.
async fn line(cx: &mut Cx<'_>, follow_up: &FollowUp) -> Result<String, Problem> {
    let on = On::of_follow_up(cx, follow_up).await?.map(|on| on.label);
    let parts = [Some(due_text(cx, follow_up)), Some(to_do(cx.lang(), follow_up)), on];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Ok(format!("{} {}", follow_up.code(), parts.join(" · ")))
}
