//! The nudge: everything that has rung for a person, and for those for whom the person stands in, in
//! one message.
//!
//! It never comes in quiet hours, on days of rest or more often than the org allows: then what has
//! rung waits for the next good moment. What was settled meanwhile is not mentioned.

use std::collections::HashMap;

use bot_core::chat::dialog::{Dialog, WAITS_LONGER_MILLIS};
use bot_core::chat::incoming::Address;
use bot_core::chat::parse::Ref;
use bot_core::chat::reply::Asked;
use bot_core::chat::spec::Ask as _;
use bot_core::commands::follow::done::Done;
use bot_core::commands::people::leaders_but;
use bot_core::domain::access::Right;
use bot_core::domain::deadlines::{
    FIRST_RESPONSE, FOLLOW_UP_DUE, From, NO_NEXT_STEP, NUDGE, TOLD, Timing, Watch,
};
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Instant, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::Record as _;
use bot_core::domain::settings::Settings;
use bot_core::store::{NewReply, Nudged, RecordsExt as _, Timer};
use bot_core::t;
use bot_core::text::read;
use futures::FutureExt as _;
use uuid::Uuid;

use super::{Hears, JobCx, JobEntry, JobProblem, JobResult, hears_for, key_of, record_of};
use crate::nudges::facts::Facts;
use crate::nudges::heard::{Heard, heard_by};
use crate::nudges::item::{Item, Looked, What, look, sees};
use crate::nudges::message::{asks, message};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: NUDGE, run: |cx| run(cx).boxed() };

/// How many steps up somebody is looked for who is there.
const LEVELS: usize = 4;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let Some(person) = cx.tx.get::<Person>(record_of(cx.job)?).await? else {
        return Ok(());
    };
    let gone = person.frozen || person.head.withdrawn;
    let hears = match hears_for(cx, &person).await? {
        _ if gone => person.clone(),
        Hears::Now(hears) => *hears,
        Hears::Nobody(back) => {
            let waits = Heard::of(cx, person).await?;
            return put_off(cx, &[waits], back).await;
        }
    };
    // What others' reminders bring to a manager in this moment comes in the same message: after them.
    if cx.job.attempts == 1 && cx.org.roles.allow(&hears.roles, Right::Audit) {
        return Err(JobProblem::NotBefore(cx.now));
    }
    let heard = heard_by(cx, &hears).await?;
    if heard.iter().all(|one| one.rung.is_empty()) {
        return Ok(());
    }
    let settings = cx.tx.settings().await?;
    if gone {
        return hand_up(cx, &settings, &heard).await;
    }
    let told = match not_before(cx, &settings, &hears, &heard).await? {
        Moment::Now(told) => told,
        Moment::Later(later) => return put_off(cx, &heard, later).await,
    };
    let (mut items, mut others) = (Vec::new(), Vec::new());
    let facts = Facts::about(cx, &hears, heard.iter().flat_map(|one| &one.rung)).await?;
    let known = (&settings, &facts);
    for Heard { person, rung } in heard {
        for mut timer in rung {
            let mut looked = look(cx, known, &timer, (&person, &hears)).await?;
            if let Looked::Since(since, watch) = &looked {
                let anew = again(cx, &settings, &person, &timer, watch, *since).await?;
                // Counted from there it has rung as well: it comes with the others.
                let Some(anew) = anew.filter(|anew| anew.at <= cx.now) else { continue };
                timer = anew;
                looked = look(cx, known, &timer, (&person, &hears)).await?;
            }
            match looked {
                Looked::Gone => cx.tx.drop_timer(&timer).await?,
                Looked::Since(..) | Looked::Off => {}
                Looked::Later(at) => cx.tx.set_timer(&Timer { at, ..timer }).await?,
                Looked::Item(item) if is_for_leader(cx, &item).await? => others.push(*item),
                Looked::Item(item) => items.push(*item),
            }
        }
    }
    send(cx, &settings, (&hears, told), &mut items).await?;
    for item in items.iter().chain(&others) {
        settle(cx, &settings, (item, &hears)).await?;
    }
    Ok(())
}

/// Whoever is gone is reminded of nothing; the manager hears of what nobody has taken over.
async fn hand_up(cx: &mut JobCx<'_>, settings: &Settings, heard: &[Heard]) -> JobResult {
    for Heard { person, rung } in heard {
        let facts = Facts::about(cx, person, rung).await?;
        for timer in rung {
            if let Looked::Item(item) =
                look(cx, (settings, &facts), timer, (person, person)).await?
                && !item.told
                && item.watch.rule != NO_NEXT_STEP
            {
                tell_manager(cx, settings, (&item, person), cx.now).await?;
            }
            cx.tx.drop_timer(timer).await?;
        }
    }
    Ok(())
}

async fn put_off(cx: &mut JobCx<'_>, heard: &[Heard], later: Instant) -> JobResult {
    for timer in heard.iter().flat_map(|one| &one.rung) {
        cx.tx.set_timer(&Timer { at: later, ..timer.clone() }).await?;
    }
    Ok(())
}

/// When somebody may be reminded.
enum Moment {
    /// Now, after so many messages with reminders today.
    Now(i64),
    /// Not before then.
    Later(Instant),
}

/// When somebody may be reminded: after quiet hours and days of rest, and on another day where there
/// were enough messages on this one. Room is kept for what is still to be reminded of today at the
/// hour that was chosen for it: what else there is comes together with that.
async fn not_before(
    cx: &mut JobCx<'_>,
    settings: &Settings,
    hears: &Person,
    heard: &[Heard],
) -> Result<Moment, JobProblem> {
    let now = cx.now;
    let idle_days = HashMap::new();
    let timing = timing(settings, hears, &idle_days);
    let good = timing.good(now);
    if good > now {
        return Ok(Moment::Later(good));
    }
    let (person, most) = (hears.person_id(), settings.nudges.most);
    let today = cx.tx.nudges_since(person, timing.midnight(now)).await?;
    if today >= most {
        return Ok(Moment::Later(timing.tomorrow(now)));
    }
    let is_due = |timer: &Timer| timer.rule == FOLLOW_UP_DUE && timer.step == 0;
    if !heard.iter().flat_map(|one| &one.rung).any(is_due) {
        let to_come = cx.tx.reminders_until(person, timing.day_ends(now)).await?;
        let room = most - today - i64::try_from(to_come.len()).unwrap_or(i64::MAX);
        if let Some(next) = to_come.first().filter(|_| room <= 0) {
            return Ok(Moment::Later(*next));
        }
    }
    Ok(Moment::Now(today))
}

fn timing<'a>(
    settings: &'a Settings,
    person: &Person,
    idle_days: &'a HashMap<Uuid, i64>,
) -> Timing<'a> {
    Timing {
        zone: person.zone,
        calendar: settings.calendar_of(person),
        nudges: &settings.nudges,
        idle_days,
    }
}

/// The limits of the stages, where a rule goes by them.
async fn idle_days(cx: &mut JobCx<'_>, watch: &Watch) -> Result<HashMap<Uuid, i64>, JobProblem> {
    Ok(match watch.from {
        From::Stage(_) => cx.tx.idle_days().await?,
        _ => HashMap::new(),
    })
}

/// Counts anew from something that has happened since; gives the timer that is in its place.
async fn again(
    cx: &mut JobCx<'_>,
    settings: &Settings,
    person: &Person,
    timer: &Timer,
    watch: &Watch,
    since: Instant,
) -> Result<Option<Timer>, JobProblem> {
    let idle_days = idle_days(cx, watch).await?;
    let Some(at) = timing(settings, person, &idle_days).at(watch, since, 0) else {
        cx.tx.drop_timer(timer).await?;
        return Ok(None);
    };
    let anew = Timer { since, step: 0, sent: 0, at, ..timer.clone() };
    cx.tx.set_timer(&anew).await?;
    Ok(Some(anew))
}

/// Puts one message into the outbox, where there is something to say and a chat to say it in.
async fn send(
    cx: &mut JobCx<'_>,
    settings: &Settings,
    (hears, told): (&Person, i64),
    items: &mut [Item],
) -> JobResult {
    items.sort_by_key(Item::order);
    let Some(first) = items.first() else {
        return Ok(());
    };
    let Some(home) = cx.tx.home(hears.person_id()).await? else {
        return Ok(());
    };
    // The same nudge has the same key in every run: a simulation shows what will happen.
    let name = format!("{}/{}/{}", first.timer.rule, hears.head.id, cx.now.0);
    let id = key_of(cx, Uuid::new_v5(&first.timer.id, name.as_bytes())).await?;
    let mut reply = message(cx, settings, hears, (id, items));
    if told + 1 >= settings.nudges.most {
        reply = reply.text(t!(hears.lang, "nudge-last", n = settings.nudges.most));
    }
    if let Some(follow_up) = asks(items) {
        listen(cx, hears, &home, id, follow_up).await?;
    }
    cx.tx.send(NewReply { id, chat: home, person: Some(hears.person_id()), reply }).await?;
    for item in items.iter() {
        let person = hears.person_id();
        cx.tx.note_nudge(&Nudged { message: id, person, timer: item.timer.clone() }).await?;
    }
    Ok(())
}

/// Takes the next words as the answer to how an appointment went, unless another question is open:
/// the same that a press on «done» asks for.
async fn listen(
    cx: &mut JobCx<'_>,
    hears: &Person,
    chat: &Address,
    message: Uuid,
    follow_up: &FollowUp,
) -> JobResult {
    let mut talk = cx.tx.talk(hears.person_id(), chat).await?;
    if talk.open_dialog(cx.now).is_some() {
        let ours = |open: &&mut Dialog| open.op == Done::SPEC.name && open.waits_longer();
        let Some(open) = talk.dialog.as_mut().filter(ours) else { return Ok(()) };
        // Two of them wait: which one words are about is asked, unless they answer one message.
        open.draft.args.remove("follow_up");
        open.told.clear();
        open.until = cx.now.plus_millis(WAITS_LONGER_MILLIS);
        return Ok(cx.tx.save_talk(hears.person_id(), chat, &talk).await?);
    }
    let done = Done { follow_up: Some(Ref::code(follow_up.code())), ..Done::default() };
    talk.dialog = Some(Dialog {
        draft: Asked::of(&done),
        op: Done::SPEC.name.to_owned(),
        field: "content".to_owned(),
        at: cx.now,
        until: cx.now.plus_millis(WAITS_LONGER_MILLIS),
        named: None,
        parked: false,
        by: None,
        told: vec![message],
    });
    Ok(cx.tx.save_talk(hears.person_id(), chat, &talk).await?)
}

/// Tells whether only whoever leads can do something about it: an order that waits for that word.
async fn is_for_leader(cx: &mut JobCx<'_>, item: &Item) -> Result<bool, JobProblem> {
    let right = needs(item).filter(|_| !item.told);
    Ok(right.is_some() && hears_of(cx, item).await?.is_some())
}

/// What follows from a reminder: the next one, and that the manager hears of it.
async fn settle(
    cx: &mut JobCx<'_>,
    settings: &Settings,
    (item, hears): (&Item, &Person),
) -> JobResult {
    let old = &item.timer;
    if item.told {
        return Ok(cx.tx.drop_timer(old).await?);
    }
    let idle_days = idle_days(cx, &item.watch).await?;
    let timing = timing(settings, &item.person, &idle_days);
    let next = timing.step_after(&item.watch, old.since, (old.step, cx.now));
    let sent = old.sent + 1;
    // Whose order waits for a word can do nothing about it: who gives that word hears of it each time.
    let waits = needs(item).is_some();
    let at_once = waits || old.rule == FIRST_RESPONSE;
    let due = if at_once { 0 } else { settings.nudges.tell_after };
    if old.rule == NO_NEXT_STEP {
        // The manager sees it where it matters: when the deal goes stale.
    } else if waits || old.sent == due {
        tell_manager(cx, settings, (item, hears), cx.now).await?;
    } else if next.is_none() && sent <= due {
        tell_manager(cx, settings, (item, hears), timing.tomorrow(cx.now)).await?;
    }
    match next {
        Some((step, at)) => Ok(cx.tx.set_timer(&Timer { step, sent, at, ..old.clone() }).await?),
        None => Ok(cx.tx.drop_timer(old).await?),
    }
}

/// Who leads whose work it is and is there, or has somebody standing in who sees it and may do what is
/// needed: else who leads that one.
async fn hears_of(cx: &mut JobCx<'_>, item: &Item) -> Result<Option<Person>, JobProblem> {
    let (person, needs) = (&item.person, needs(item));
    let (mut tried, mut first) = (Vec::new(), None);
    for _ in 0..LEVELS {
        for one in leaders_but(cx.tx, &cx.org.roles, person, &tried).await? {
            let today = read::today(cx.now, one.zone);
            let away =
                one.leave.is_some_and(|leave| leave.contains(today) && leave.cover.is_none());
            tried.push(one.person_id());
            if let Hears::Now(hears) = hears_for(cx, &one).await? {
                let may = needs.is_none_or(|right| cx.org.roles.allow(&hears.roles, right));
                let other = hears.head.id != person.head.id;
                if !away && may && other && sees(cx, &hears, item.code).await? {
                    return Ok(Some(one));
                }
            }
            first.get_or_insert(one);
        }
    }
    Ok(first)
}

/// What whoever is told must be allowed to do: an order waits for a word that not everybody may give.
fn needs(item: &Item) -> Option<Right> {
    matches!(item.what, What::Waits("submitted", ..)).then_some(Right::ConfirmOrder)
}

/// Lets the manager hear of it with the next message of the manager's own, unless it was the manager
/// who heard of it just now, in somebody's place. What is late already waits until the manager is at
/// work, and comes in one message with what is the manager's own; a new lead does not wait.
async fn tell_manager(
    cx: &mut JobCx<'_>,
    settings: &Settings,
    (item, heard): (&Item, &Person),
    at: Instant,
) -> JobResult {
    let Some(leader) = hears_of(cx, item).await? else {
        return Ok(());
    };
    if needs(item).is_none() && leader.head.id == heard.head.id {
        return Ok(());
    }
    let idle_days = HashMap::new();
    let timing = timing(settings, &leader, &idle_days);
    let waits = item.timer.rule != FIRST_RESPONSE;
    let at = if waits { timing.at_work(at) } else { at };
    let timer = Timer {
        rule: format!("{TOLD}{}", item.timer.rule),
        person: Some(PersonId(leader.head.id)),
        step: 0,
        at,
        ..item.timer.clone()
    };
    Ok(cx.tx.set_timer(&timer).await?)
}
