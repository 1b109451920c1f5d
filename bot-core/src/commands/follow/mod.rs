//! Follow-ups: what is to happen next, and the day's round through what is due.

pub mod add;
pub mod answer;
pub mod brief;
pub mod done;
pub mod drop;
mod ending;
pub mod give;
mod hand;
mod kept;
pub mod later;
mod next;
mod on;
pub mod remind;
mod renewed;
pub mod show;
pub mod today;
mod undone;
mod undone_words;

pub(crate) use ending::{bring_back, drop_planned, ending_of, keep_planned};
pub(crate) use hand::hand_over;
pub(crate) use kept::{is_kept, kept};
pub(crate) use next::{Next, Planned};
pub(crate) use on::{On, RECORDS};
pub use show::{next_buttons, nudge_buttons};

use std::collections::HashMap;

use chrono::{Days, NaiveTime};

use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::understand::next_step::is_theirs;
use crate::commands::owners::not_allowed;
use crate::commands::{Cx, show as words};
use crate::domain::access::Right;
use crate::domain::activity::Way;
use crate::domain::calendar::gap_before;
use crate::domain::deadlines::{FOLLOW_UP_DUE, From, Timing, Watch};
use crate::domain::follow_up::{Due, FollowUp, FollowUpState};
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::people::{Lang, Person};
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::Problem;
use crate::store::{FollowUpFilter, RecordsExt as _, Stored};
use crate::t;
use crate::text::read;

/// What `done`, `later` and `drop` may be told: a follow-up, or what it is on.
pub(crate) const FOLLOW_UPS: &[Kind] =
    &[Kind::FollowUp, Kind::Customer, Kind::Deal, Kind::Lead, Kind::Order, Kind::Contact];

/// How many open follow-ups of one person are looked at.
const MOST: i64 = 200;
/// How many characters of what was said are repeated to whose follow-up it is.
const SAID: usize = 80;
/// How many choices one question offers.
const CHOICES: usize = 5;
/// For how many days open follow-ups are looked for: about ten years.
const FAR: u32 = 3_660;

/// Writes a follow-up down: the asker's, or that of whoever the asker stands in for and whose record
/// it is on, so that it is not left with somebody who may not see it any more.
pub(crate) async fn plan(
    cx: &mut Cx<'_>,
    on: &On,
    due: Due,
    what: Option<String>,
    promise: bool,
) -> Result<FollowUp, Problem> {
    let what = what.filter(|what| !what.is_empty());
    let owner = for_whom(cx, on).await?;
    let mut follow_up = FollowUp {
        head: cx.new_head(Kind::FollowUp).await?,
        on_kind: on.code.kind,
        on_id: on.id,
        customer: on.customer,
        way: what.as_deref().and_then(Way::said),
        what: what.unwrap_or_else(|| t!(cx.lang(), "follow-what")),
        due_at: None,
        due_day: None,
        owner: Some(owner),
        state: FollowUpState::Open,
        ended_at: None,
        promise,
    };
    follow_up.set_due(due);
    cx.save(None, &follow_up).await?;
    Ok(follow_up)
}

/// Whose a follow-up on a record is that the asker plans.
async fn for_whom(cx: &mut Cx<'_>, on: &On) -> Result<PersonId, Problem> {
    let me = cx.me.person_id();
    if !cx.covers {
        return Ok(me);
    }
    let fields = cx.tx.by_id(on.code.kind, on.id).await?;
    let owner = fields.as_ref().and_then(|fields| fields.get("owner")?.as_str()?.parse().ok());
    let Some(owner) = owner.filter(|owner| *owner != me.0) else { return Ok(me) };
    let away = cx.tx.get::<Person>(owner).await?;
    let stands_in = away.is_some_and(|away| away.stand_in(cx.now) == Some(me));
    Ok(if stands_in { PersonId(owner) } else { me })
}

/// The asker's open follow-ups, the most overdue first.
pub(crate) async fn mine(cx: &mut Cx<'_>) -> Result<Vec<FollowUp>, Problem> {
    let (now, today) = (cx.now, cx.today());
    let until = now.plus_millis(i64::from(FAR) * 24 * 60 * 60 * 1000);
    let day = today.checked_add_days(Days::new(FAR.into())).unwrap_or(today);
    let filter = FollowUpFilter::DueFor(cx.scope(), until, day);
    Ok(cx.tx.follow_ups(&filter, MOST).await?)
}

/// The open follow-up that somebody names: by code, by its record, or the only one there is.
pub(crate) async fn find_open(cx: &mut Cx<'_>, named: Option<&Ref>) -> Result<FollowUp, Problem> {
    let code = named.and_then(|named| named.0.trim().parse::<Code>().ok());
    let found = match (named, code) {
        (Some(named), Some(code)) if code.kind == Kind::FollowUp => {
            cx.find::<FollowUp>("follow_up", named).await?
        }
        (Some(named), _) => only_one_on(cx, named).await?,
        (None, _) => only_one(cx).await?,
    };
    let mine = found.owner == Some(cx.me.person_id());
    if !mine && !cx.may(Right::Sell) {
        return Err(not_allowed(cx, Right::Sell).await?.into());
    }
    if found.state == FollowUpState::Open { Ok(found) } else { Err(ended(cx, &found)) }
}

/// Why nobody is asked about a record any more, or given it: a follow-up that is over.
pub(super) fn over(cx: &Cx<'_>, kind: Kind, row: &Fields) -> Result<Option<Problem>, Problem> {
    if kind != Kind::FollowUp {
        return Ok(None);
    }
    let found: FollowUp = of_fields(row.clone())?;
    Ok((found.state != FollowUpState::Open).then(|| ended(cx, &found)))
}

fn ended(cx: &Cx<'_>, follow_up: &FollowUp) -> Problem {
    let lang = cx.lang();
    let (code, what) = (follow_up.code(), &follow_up.what);
    let at = follow_up.ended_at.map(|at| cx.time(at)).unwrap_or_default();
    Problem::tell(if follow_up.state == FollowUpState::Done {
        t!(lang, "follow-done-before", code = code, what = what, at = at)
    } else {
        t!(lang, "follow-dropped-before", code = code, what = what, at = at)
    })
}

async fn only_one_on(cx: &mut Cx<'_>, named: &Ref) -> Result<FollowUp, Problem> {
    let on = On::find(cx, "follow_up", named).await?;
    let mut all = mine(cx).await?;
    all.retain(|follow_up| on.has(follow_up));
    let lang = cx.lang();
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(show::none_on(cx, &on).into()),
        (Some(last), false) => {
            all.push(last);
            let text = t!(lang, "follow-which-on", on = on.named(lang), n = all.len());
            Err(which(cx, &text, &all))
        }
    }
}

async fn only_one(cx: &mut Cx<'_>) -> Result<FollowUp, Problem> {
    let mut all = mine(cx).await?;
    let due = all.iter().filter(|follow_up| follow_up.is_due(cx.now, cx.zone())).count();
    if due > 0 {
        // They come first.
        all.truncate(due);
    }
    let lang = cx.lang();
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(show::nothing_open(cx).into()),
        (Some(last), false) => {
            all.push(last);
            Err(which(cx, &t!(lang, "follow-which", n = all.len()), &all))
        }
    }
}

/// Asks which follow-up is meant.
fn which(cx: &Cx<'_>, text: &str, all: &[FollowUp]) -> Problem {
    let choice = |follow_up: &FollowUp| {
        let due = due_text(cx, follow_up);
        let what: String = follow_up.what.chars().take(16).collect();
        (format!("{} {due} {what}", follow_up.code()), follow_up.code().to_string().into())
    };
    let choices = all.iter().take(CHOICES).map(choice).collect();
    cx.ask("follow_up", text, choices)
}

/// When a follow-up is due, as the asker reads it.
pub(crate) fn due_text(cx: &Cx<'_>, follow_up: &FollowUp) -> String {
    follow_up.due().map(|due| read::due(cx.lang(), due, cx.zone(), cx.now)).unwrap_or_default()
}

/// The same of what was just planned; where nobody is reminded then, in quiet hours or on a day of
/// rest, also when that will be.
pub(crate) fn planned_text(cx: &Cx<'_>, follow_up: &FollowUp) -> String {
    let mine = follow_up.owner == Some(cx.me.person_id());
    planned_for(cx, cx.me, Some(cx.me).filter(|_| mine), follow_up)
}

/// The same as somebody reads it, by the habits of whose it is.
fn planned_for(
    cx: &Cx<'_>,
    reader: &Person,
    owner: Option<&Person>,
    follow_up: &FollowUp,
) -> String {
    let (lang, zone) = (reader.lang, reader.zone);
    let Some(due) = follow_up.due() else { return String::new() };
    let text = read::due(lang, due, zone, cx.now);
    // A time at which the clocks go forward was moved on to when they have.
    let gap = match due {
        Due::At(at) => gap_before(at.utc(), zone),
        Due::Day(_) => None,
    };
    let text = match gap {
        Some((from, to)) => {
            let time = |time: NaiveTime| time.format("%H:%M").to_string();
            t!(lang, "follow-when-skipped", when = text, from = time(from), to = time(to))
        }
        None => text,
    };
    let Some(owner) = owner else { return text };
    let timing = Timing {
        zone: owner.zone,
        calendar: cx.settings.calendar_of(owner),
        nudges: &cx.settings.nudges,
        idle_days: &HashMap::new(),
    };
    let watch = Watch { rule: FOLLOW_UP_DUE, person: follow_up.owner, from: From::Due(due) };
    let Some(at) = timing.at(&watch, cx.now, 0) else { return text };
    let meant = match due {
        Due::Day(day) => read::today(at, owner.zone) == day,
        Due::At(_) => at == due.instant(owner.zone),
    };
    if meant {
        return text;
    }
    t!(lang, "follow-when-reminded", when = text, at = read::instant(lang, at, zone, cx.now))
}

/// Whose a follow-up is.
async fn owner_of(cx: &mut Cx<'_>, follow_up: &FollowUp) -> Stored<Option<Person>> {
    match follow_up.owner {
        Some(owner) if owner == cx.me.person_id() => Ok(Some(cx.me.clone())),
        Some(PersonId(owner)) => cx.tx.get::<Person>(owner).await,
        None => Ok(None),
    }
}

/// Tells whose a follow-up is that somebody else has moved or ended it, as giving it away does. Whoever
/// stands in does it in that person's place: then nobody is told.
async fn tell_owner(cx: &mut Cx<'_>, after: &FollowUp, said: Option<&str>) -> Stored<()> {
    let me = cx.me.person_id();
    let owner = owner_of(cx, after).await?.filter(|owner| !owner.frozen && owner.head.id != me.0);
    let Some(owner) = owner.filter(|owner| owner.stand_in(cx.now) != Some(me)) else {
        return Ok(());
    };
    let (lang, who) = (owner.lang, &cx.me.name);
    let what = named_in(lang, after);
    let text = match after.state {
        FollowUpState::Open => {
            let when = planned_for(cx, &owner, Some(&owner), after);
            t!(lang, "follow-told-moved", who = who, what = what, when = when)
        }
        FollowUpState::Done => t!(lang, "follow-told-done", who = who, what = what),
        FollowUpState::Dropped => t!(lang, "follow-told-dropped", who = who, what = what),
    };
    let mut reply = Reply::say(text).about(after.code());
    if let Some(said) = said {
        reply = reply.text(t!(lang, "remind-note", note = words::short(said, SAID)));
    }
    let show = words::to_show(t!(lang, "button-show"), after.code());
    cx.tell(owner.person_id(), reply.row(show.into_iter().collect())).await
}

/// What is to be done; what somebody was promised is said to be that.
pub fn to_do(lang: Lang, follow_up: &FollowUp) -> String {
    let what = &follow_up.what;
    match follow_up.promise {
        true if is_theirs(what) => t!(lang, "follow-promised-to-us", what = what),
        true => t!(lang, "follow-promised", what = what),
        false => what.clone(),
    }
}

/// The same with its code, as it is named in a sentence.
pub fn named_in(lang: Lang, follow_up: &FollowUp) -> String {
    words::coded(lang, &to_do(lang, follow_up), follow_up.code())
}

/// The same for the asker.
pub(crate) fn named(cx: &Cx<'_>, follow_up: &FollowUp) -> String {
    named_in(cx.lang(), follow_up)
}
