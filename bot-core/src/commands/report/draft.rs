//! A rep's own report of a day or a week: drafted from the facts, with a remark where the rep has one,
//! and sent to whoever leads the rep.

use chrono::Days as DaysOn;
use serde::{Deserialize, Serialize};

use super::activity::numbers;
use super::{Period, amounts};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::commands::digest::show::ShowDigest;
use crate::commands::follow::{On, named_in};
use crate::commands::people::roles_lead;
use crate::commands::{Cx, Outcome, Run as _, show};
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::calendar::day_start;
use crate::domain::digest::DigestKind;
use crate::domain::ids::{Code, Instant};
use crate::domain::order::{Order, OrderStatus};
use crate::domain::people::Person;
use crate::domain::record::Record as _;
use crate::problem::{Problem, Question};
use crate::reports::activity::activity;
use crate::reports::won::won;
use crate::reports::{Each, Whose};
use crate::store::{ActivityFilter, Days, FollowUpFilter, OrderFilter, Page, Split, WonQuestion};
use crate::t;
use crate::text::read;

/// How many talks, orders and next steps are named.
const LINES: usize = 5;
/// How many of each are read.
const MOST: i64 = 100;
/// How many characters of what was said are repeated.
const WORDS: usize = 40;
/// The longest remark, in characters.
const LONGEST: usize = 500;

/// What to add, and whether it goes out: what both reports of one's own are asked for with.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// What the facts do not say.
    pub note: Option<String>,
    /// True to send it: what a button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub send: bool,
    /// True to be asked for a remark, and to send it with that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub add: bool,
}

/// Which report it is.
pub(super) struct Wanted {
    /// What whoever leads reads instead, of the whole team.
    pub kind: DigestKind,
    /// What it is called: 日报, `Daily report`.
    pub name: String,
    /// Its days.
    pub days: Period,
    /// The next steps that belong in it are those up to so many days after today.
    pub ahead: u64,
    /// The command that carries another draft.
    pub asked: fn(Draft) -> Asked,
}

/// Writes a draft, and shows it, asks for a remark or sends it.
pub(super) async fn run(cx: &mut Cx<'_>, draft: Draft, wanted: Wanted) -> Outcome {
    let lang = cx.lang();
    let Draft { note, send, add } = draft.clone();
    // Who leads reads what the team did.
    if cx.may(Right::Audit) && note.is_none() && !send && !add {
        return ShowDigest { kind: Some(wanted.kind) }.run(cx).await;
    }
    let note = note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let note: Option<String> = note.map(|note| note.chars().take(LONGEST).collect());
    if add && !send && note.is_none() {
        let reply = Reply::new(ReplyKind::Ask, t!(lang, "report-draft-ask"));
        return Err(Problem::Ask(Box::new(Question::of("note", reply))));
    }
    let leader = roles_lead(cx, cx.me).await?.into_iter().next();
    let done = facts(cx, &wanted, leader.as_ref()).await?;
    let next = next_steps(cx, &wanted, leader.as_ref()).await?;
    let name = &wanted.name;
    let (first, last) = (wanted.days.0, wanted.days.1.pred_opt().unwrap_or(wanted.days.0));
    let days =
        if last <= first { cx.day(first) } else { format!("{}–{}", cx.day(first), cx.day(last)) };
    let (here, zone) = (cx.zone() == cx.org.zone, cx.org.zone.name());
    let days = if here { days } else { t!(lang, "digest-in-zone", days = days, zone = zone) };
    let title = format!("{name} · {days}");
    let told = |reply: Reply| {
        let reply = if done.is_empty() && next.is_empty() {
            reply.text(t!(lang, "report-draft-empty"))
        } else {
            reply.bullets(done)
        };
        let reply = if next.is_empty() {
            reply
        } else {
            reply.text(t!(lang, "report-draft-next")).bullets(next)
        };
        match &note {
            Some(note) => reply.text(t!(lang, "remind-note", note = note)),
            None => reply,
        }
    };
    if send || add {
        let Some(leader) = leader else {
            return Err(Problem::tell(t!(lang, "report-draft-nobody")));
        };
        let title = t!(leader.lang, "report-draft-of", who = &cx.me.name, title = title);
        cx.tell(leader.person_id(), told(Reply::card(title))).await?;
        return Ok(Reply::say(t!(lang, "report-draft-sent", name = name, who = &leader.name)));
    }
    let reply = told(Reply::card(title));
    let Some(leader) = leader else {
        return Ok(reply.text(t!(lang, "report-draft-nobody")));
    };
    let label = t!(lang, "report-button-send", who = &leader.name);
    let add_label = t!(lang, "report-button-add");
    let send = (wanted.asked)(Draft { send: true, ..draft });
    let add = (wanted.asked)(Draft { add: true, ..Draft::default() });
    Ok(reply.row(vec![Button { label, asked: send }, Button { label: add_label, asked: add }]))
}

/// What the rep did, by the numbers of the reports; only what whoever gets it may see as
/// well is named.
async fn facts(
    cx: &mut Cx<'_>,
    wanted: &Wanted,
    leader: Option<&Person>,
) -> Result<Vec<String>, Problem> {
    let lang = cx.lang();
    let me = cx.me.person_id();
    let scope = Scope::new(me, Reach::Own);
    let days = Days::of(wanted.days.0, wanted.days.1, cx.org.zone);
    let mut lines = Vec::new();
    let whose = Whose { owner: Some(me), team: None };
    for row in activity(cx.tx, days, whose, Each::Person, scope).await? {
        lines.push(t!(lang, "report-draft-activity", numbers = numbers(cx, &row)));
    }
    let page = Page { below: None, limit: MOST };
    let talks = cx.tx.activities(&ActivityFilter::Of(Some(me), days, scope), page).await?;
    let mut named = 0;
    for talk in talks.iter().filter(|talk| talk.valid) {
        let on = On::at(cx, talk.on_kind, talk.on_id).await?.filter(|on| on.seen);
        let Some(on) = on.filter(|_| named < LINES) else { continue };
        if sees(cx, leader, on.code).await? {
            lines.push(format!("{} · {}", on.label, show::short(&talk.content, WORDS)));
            named += 1;
        }
    }
    let happened = cx.tx.happened((days.from, days.until), wanted.days, scope).await?;
    let ask = WonQuestion { start: days.start, end: days.end, by: Split::Total, owner: Some(me) };
    let won = won(cx.tx, &ask, scope).await?;
    let deals: i64 = won.totals.iter().map(|total| total.deals).sum();
    let moved = (happened.leads, happened.moved, deals, happened.lost);
    if moved != (0, 0, 0, 0) {
        let sum = amounts(cx, won.totals.iter().map(|total| (total.currency, total.sum)));
        let (leads, moved, won, lost) = moved;
        lines.push(t!(
            lang,
            "digest-happened",
            leads = leads,
            moved = moved,
            won = won,
            sum = sum,
            lost = lost
        ));
    }
    let filter = OrderFilter { owner: Some(me), created: Some(days), ..OrderFilter::default() };
    let orders = cx.tx.orders(&filter, scope, page).await?;
    lines.extend(ordered(cx, &orders));
    Ok(lines)
}

/// What was ordered: a draft, and what was given up, is no sale and stands apart.
fn ordered(cx: &Cx<'_>, orders: &[Order]) -> Vec<String> {
    let lang = cx.lang();
    let is_left =
        |order: &&Order| matches!(order.status, OrderStatus::Draft | OrderStatus::Cancelled);
    let (left, sold): (Vec<&Order>, Vec<&Order>) = orders.iter().partition(is_left);
    let mut lines = Vec::new();
    if !sold.is_empty() {
        let sum = amounts(cx, sold.iter().map(|order| (order.currency, order.total)));
        let codes = sold.iter().take(LINES).map(|order| order.code().to_string());
        let codes = codes.collect::<Vec<_>>().join(" · ");
        lines.push(t!(lang, "report-draft-orders", n = sold.len(), sum = sum, codes = codes));
    }
    if !left.is_empty() {
        let named = |order: &&Order| {
            let status = show::word(lang, "order-status", order.status.word());
            format!("{} {status}", order.code())
        };
        let named = left.iter().take(LINES).map(named).collect::<Vec<_>>().join(" · ");
        lines.push(t!(lang, "report-draft-orders-left", orders = named));
    }
    lines
}

/// What comes next: what is still to be done today, and what comes after it.
async fn next_steps(
    cx: &mut Cx<'_>,
    wanted: &Wanted,
    leader: Option<&Person>,
) -> Result<Vec<String>, Problem> {
    let (lang, zone, today) = (cx.lang(), cx.zone(), cx.today());
    let last = today.checked_add_days(DaysOn::new(wanted.ahead)).unwrap_or(today);
    let end = last.succ_opt().unwrap_or(last);
    let end = Instant::from(day_start(end, zone)).plus_millis(-1);
    let scope = Scope::new(cx.me.person_id(), Reach::Own);
    let due = cx.tx.follow_ups(&FollowUpFilter::DueFor(scope, end, last), MOST).await?;
    let mut lines = Vec::new();
    for one in &due {
        let ahead = one.due().is_some_and(|due| !due.is_over(cx.now, zone));
        if !ahead || lines.len() >= LINES || !sees(cx, leader, one.code()).await? {
            continue;
        }
        let when = one.due().map(|due| read::due(lang, due, zone, cx.now)).unwrap_or_default();
        let on = On::at(cx, one.on_kind, one.on_id).await?.map(|on| on.label);
        let parts = [Some(when), Some(named_in(lang, one)), on];
        lines.push(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    }
    let overdue = due.iter().filter(|one| one.due().is_some_and(|due| due.is_over(cx.now, zone)));
    let overdue = overdue.count();
    lines.extend((overdue > 0).then(|| t!(lang, "report-draft-overdue", n = overdue)));
    Ok(lines)
}

/// Tells whether whoever gets the report may see a record; without anybody, only the rep does.
async fn sees(cx: &mut Cx<'_>, leader: Option<&Person>, code: Code) -> Result<bool, Problem> {
    let Some(leader) = leader else {
        return Ok(true);
    };
    let scope = cx.org.roles.scope(leader.person_id(), &leader.roles);
    Ok(cx.tx.by_code(code, scope).await?.is_some())
}
