//! `/freeze`: an account is closed at once, on every platform; the open work is told, with a way to
//! hand it over.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::handover::{Handover, takers};
use super::unfreeze::Unfreeze;
use super::{anyone, everyone, moved};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::ids::Instant;
use crate::domain::people::{Leave, Person};
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;
use crate::text::read;

/// Whose account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Freeze {
    /// By handle or name.
    pub who: String,
}

impl Ask for Freeze {
    const SPEC: Spec = Spec {
        name: "freeze",
        aliases: &["冻结", "离职"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Rest)],
        example: Both { zh: "冻结 Bo", en: "freeze Bo" },
    };
}

#[async_trait]
impl Run for Freeze {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = anyone(cx, &self.who).await?;
        let lang = cx.lang();
        let (name, id) = (before.name.clone(), before.person_id());
        if before.frozen {
            let text = t!(lang, "freeze-already", name = name);
            return Err(Problem::tell(text));
        }
        // Whoever freezes stays: so there is always one left who can set things up.
        if id == cx.me.person_id() {
            return Err(Problem::tell(t!(lang, "freeze-self")));
        }
        let mut after = before.clone();
        (after.frozen, after.cover, after.cover_until) = (true, None, None);
        cx.save(Some(&before), &after).await?;
        cx.tx.shut_out(id).await?;
        // Also in a leave to come nobody stands in for somebody who is gone.
        let today = read::today(cx.now, before.zone);
        let to_come = before.leave.filter(|leave| leave.until >= today);
        let cover = before.stand_in(cx.now).or_else(|| to_come?.cover);
        let cover = match cover {
            Some(cover) => cx.tx.get::<Person>(cover.0).await?,
            None => None,
        };
        if let Some(cover) = &cover {
            let text = t!(cover.lang, "cover-frozen", name = &name);
            cx.tell(cover.person_id(), Reply::say(text)).await?;
        }
        let away = end_covers(cx, &before, None).await?;
        let work = cx.tx.open_work(id).await?;
        let mut reply = Reply::say(t!(lang, "freeze-done", name = &name));
        if let Some(cover) = &cover {
            reply = reply.text(t!(lang, "freeze-cover-ends", name = &cover.name));
        }
        if !work.is_empty() {
            let text = t!(lang, "freeze-open-work", name = &name);
            reply = reply.text(text).bullets(moved::lines(lang, &work));
        }
        if !away.is_empty() {
            let away = away.join(" · ");
            reply = reply.text(t!(lang, "freeze-stood-in", name = &name, people = away));
        }
        let waiting = moved::waiting(cx, &before).await?;
        if waiting > 0 {
            reply = reply.text(t!(lang, "handover-waiting", n = waiting));
        }
        if !work.is_empty() {
            reply = reply.row(to_whom(cx, &before).await?);
        }
        let anew = Unfreeze { who: format!("{} anew", before.handle) };
        let again = Unfreeze { who: before.handle };
        let mut row = vec![Button::new(t!(lang, "people-button-unfreeze"), &again)];
        if !cx.chat.group {
            row.push(Button::new(t!(lang, "unfreeze-button-anew"), &anew));
        }
        Ok(reply.row(row))
    }
}

/// Those for whom the person stood in, now or in a leave to come, are told that nobody does any
/// more; their names. With days only those of whose leave some are among them.
pub(super) async fn end_covers(
    cx: &mut Cx<'_>,
    person: &Person,
    days: Option<(NaiveDate, NaiveDate)>,
) -> Result<Vec<String>, Problem> {
    let gone = Some(person.person_id());
    let mut away = Vec::new();
    for before in everyone(cx).await? {
        let leave = before.leave.filter(|leave| leave.cover == gone);
        let overlaps = |leave: &Leave| {
            days.is_none_or(|(from, until)| leave.from <= until && leave.until >= from)
        };
        let leave = leave.filter(overlaps);
        let stands = before.stand_in(cx.now) == gone;
        if leave.is_none() && !stands {
            continue;
        }
        if let Some((from, until)) = days.filter(|_| leave.is_none()) {
            let begins = Instant::from(day_start(from, before.zone));
            if before.cover_until.is_some_and(|end| end > begins) {
                not_then(cx, person, &before, (from, until)).await?;
                away.push(before.name);
            }
            continue;
        }
        let rest = |(from, until), leave: &Leave| leave.from < from || leave.until > until;
        if let Some((from, until)) = days
            && leave.is_some_and(|leave| rest((from, until), &leave))
        {
            // The other days the person is there: only these wait.
            not_then(cx, person, &before, (from, until)).await?;
            away.push(before.name);
            continue;
        }
        let mut after = before.clone();
        (after.cover, after.cover_until) = (None, None);
        if let Some(leave) = leave {
            // Whoever is away is not reminded for that: it waits until the person is back.
            after.leave = Some(Leave { cover: None, ..leave });
        }
        cx.save(Some(&before), &after).await?;
        let text = if after.leave.is_some() {
            t!(before.lang, "cover-gone-away", name = &person.name)
        } else {
            t!(before.lang, "cover-gone", name = &person.name)
        };
        cx.tell(before.person_id(), Reply::say(text)).await?;
        away.push(before.name);
    }
    Ok(away)
}

/// Tells somebody that whoever stands in is away on some days as well.
async fn not_then(
    cx: &mut Cx<'_>,
    person: &Person,
    before: &Person,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<(), Problem> {
    let today = read::today(cx.now, before.zone);
    let day = |day| read::day(before.lang, day, today);
    let (name, first, last) = (&person.name, day(from), day(until));
    let text = t!(before.lang, "cover-away-too", name = name, from = first, until = last);
    Ok(cx.tell(before.person_id(), Reply::say(text)).await?)
}

/// Buttons for those who might take the work over.
async fn to_whom(cx: &mut Cx<'_>, from: &Person) -> Result<Vec<Button>, Problem> {
    let lang = cx.lang();
    let takers = takers(cx, from).await?;
    let button = |to: &Person| {
        let ask = Handover::to(&from.handle, &to.handle);
        Button::new(t!(lang, "handover-button-to", name = &to.name), &ask)
    };
    Ok(takers.iter().take(3).map(button).collect())
}
