//! `/assign try`: what a rule would have done with last week's leads; nothing is changed.

use async_trait::async_trait;
use chrono::Days as Span;
use serde::{Deserialize, Serialize};

use super::on::SwitchOn;
use super::{Staff, line, loads, shares, worth};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::assign::{AssignRule, Assigning};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{Days, LeadFilter, Page, Stored};
use crate::t;
use crate::text::read;

/// Which rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TryRule {
    /// Its number.
    pub rule: i64,
}

/// How many days are looked back.
const WEEK: u64 = 7;
/// How many leads are read at once, and how often.
const BATCH: i64 = 500;
const BATCHES: usize = 10;

impl Ask for TryRule {
    const SPEC: Spec = Spec {
        name: "assign try",
        aliases: &["试分配", "试规则", "try rule"],
        right: Right::Handover,
        effect: Effect::Reads,
        args: &[required("rule", Take::Number, By::Shape)],
        example: Both { zh: "试分配 1", en: "assign try 1" },
    };
}

#[async_trait]
impl Run for TryRule {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let place = super::place(cx, self.rule).await?;
        let staff = Staff::of(cx).await?;
        let assign = cx.settings.assign.clone();
        let rule = assign.rules[place].clone();
        tried(cx, &staff, &assign, &rule, false).await
    }
}

/// Says what a rule would have done, and offers to switch it on.
pub(super) async fn tried(
    cx: &mut Cx<'_>,
    staff: &Staff,
    assign: &Assigning,
    rule: &AssignRule,
    new: bool,
) -> Outcome {
    let lang = cx.lang();
    let leads = last_week(cx).await?;
    let given = given(cx, staff, assign, rule, &leads).await?;
    let count: i64 = given.iter().map(|(_, count)| count).sum();
    let title = line(cx, staff, rule);
    let reply =
        if new { Reply::say(t!(lang, "assign-saved", rule = title)) } else { Reply::card(title) };
    let all = i64::try_from(leads.len()).unwrap_or(i64::MAX);
    let reply = reply.text(if leads.is_empty() {
        t!(lang, "assign-tried-none")
    } else if count == 0 {
        t!(lang, "assign-tried-no", all = all)
    } else {
        let who = shares(lang, staff, &given);
        t!(lang, "assign-tried", all = all, count = count, who = who)
    });
    let mut row = Vec::new();
    if !rule.on {
        row.push(Button::new(t!(lang, "assign-button-on"), &SwitchOn { rule: rule.n }));
    }
    if new {
        row.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
    }
    Ok(reply.row(row))
}

/// The leads of the last seven days that the asker sees or that are nobody's, the oldest first.
async fn last_week(cx: &mut Cx<'_>) -> Result<Vec<Lead>, Problem> {
    let today = read::today(cx.now, cx.org.zone);
    let start = today.checked_sub_days(Span::new(WEEK)).unwrap_or(today);
    let end = today.succ_opt().unwrap_or(today);
    let created = Some(Days::of(start, end, cx.org.zone));
    let seen = LeadFilter { ended_or_not: true, created, ..LeadFilter::default() };
    let mut leads = all_of(cx, &seen, cx.scope()).await?;
    if cx.scope().reach(Kind::Lead) != Reach::All {
        // The pool is everybody's to see.
        let pool = LeadFilter { pool: true, ..seen };
        leads.extend(all_of(cx, &pool, cx.scope().whole()).await?);
    }
    leads.sort_by_key(|lead| lead.code().n);
    Ok(leads)
}

/// The leads of a list, but for those of a very long one.
async fn all_of(cx: &mut Cx<'_>, filter: &LeadFilter, scope: Scope) -> Stored<Vec<Lead>> {
    let mut leads = Vec::new();
    let mut page = Page { below: None, limit: BATCH };
    for _ in 0..BATCHES {
        let some = cx.tx.leads(filter, scope, page).await?;
        page.below = some.last().map(|lead| lead.code().n);
        let end = page.below.is_none();
        leads.extend(some);
        if end {
            break;
        }
    }
    Ok(leads)
}

/// To whom a rule would have given how many, with all rules that are on before and after it. What
/// became of these leads since then counts for nothing: they are given anew.
async fn given(
    cx: &mut Cx<'_>,
    staff: &Staff,
    assign: &Assigning,
    rule: &AssignRule,
    leads: &[Lead],
) -> Result<Vec<(PersonId, i64)>, Problem> {
    let mut loads = loads(cx, staff, read::today(cx.now, cx.org.zone)).await?;
    loads.before(leads.iter().filter(|lead| lead.status.is_open()).filter_map(|lead| lead.owner));
    let mut given: Vec<(PersonId, i64)> = Vec::new();
    for lead in leads {
        let worth = worth(cx, lead);
        let at = lead.head.created_at;
        let day = read::today(at, cx.org.zone);
        let tried = assign.rules.iter().filter(|one| one.on || one.n == rule.n);
        for one in tried.filter(|one| one.fits(lead, worth)) {
            let Some(person) = loads.pick(one, &staff.members(one, day), day) else { continue };
            loads.give(one.n, person, day, at);
            if one.n == rule.n {
                match given.iter_mut().find(|(who, _)| *who == person) {
                    Some((_, count)) => *count += 1,
                    None => given.push((person, 1)),
                }
            }
            break;
        }
    }
    given.sort_by_key(|(_, count)| -count);
    Ok(given)
}
