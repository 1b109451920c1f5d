//! How reminders read: one thing with all its buttons, or several as a list.

use std::collections::HashMap;

use bot_core::chat::parse::Ref;
use bot_core::chat::reply::{Button, Reply, ReplyKind};
use bot_core::commands::follow::give::Give;
use bot_core::commands::follow::remind::Remind;
use bot_core::commands::follow::today::Today;
use bot_core::commands::follow::{named_in, next_buttons, nudge_buttons, to_do};
use bot_core::commands::rules::useless::NotUseful;
use bot_core::commands::show;
use bot_core::domain::deadlines::{FOLLOW_UP_DUE, NO_NEXT_STEP, Timing};
use bot_core::domain::follow_up::FollowUp;
use bot_core::domain::ids::{Code, Instant, Kind};
use bot_core::domain::people::{Lang, Person};
use bot_core::domain::record::Record as _;
use bot_core::domain::settings::Settings;
use bot_core::t;
use bot_core::text::read;

use uuid::Uuid;

use super::item::{Item, What};
use crate::jobs::JobCx;
use crate::late::late;

/// How many lines a list has.
const LINES: usize = 8;
/// How many of their buttons stand side by side.
const ROW: usize = 4;
/// Of how many a manager is offered all that can be done.
const ROWS: usize = 3;

/// One message about all of it.
pub fn message(
    cx: &JobCx<'_>,
    settings: &Settings,
    hears: &Person,
    (id, items): (Uuid, &[Item]),
) -> Reply {
    let lang = hears.lang;
    let shown = shown(items);
    let mut reply = match shown.as_slice() {
        [only] => one(cx, settings, hears, only),
        several => list(cx, settings, hears, several),
    };
    if let Some(asked) = asks(items).filter(|_| shown.len() > 1) {
        let asked = shown.iter().find(|item| item.code == asked.code());
        reply = asked.and_then(|item| how_was_it(lang, item)).into_iter().fold(reply, Reply::text);
    }
    if let Some(away) = for_one(hears, &shown) {
        reply = reply.text(t!(lang, "nudge-covering", name = &away.name));
    }
    if let Some(at) = first(settings, hears, items).and_then(|due| late(hears, due, cx.now)) {
        reply = reply.text(t!(lang, "nudge-late", at = at));
    }
    let buttons = match shown.as_slice() {
        [only] => buttons(lang, only),
        several => shortcuts(lang, several),
    };
    let reply = buttons.into_iter().fold(reply, Reply::row);
    let useless = Button::new(t!(lang, "nudge-button-useless"), &NotUseful { message: Some(id) });
    reply.row(vec![useless])
}

/// In whose place somebody hears of all of it, where that is one person.
fn for_one<'a>(hears: &Person, items: &[&'a Item]) -> Option<&'a Person> {
    let (first, others) = items.split_first()?;
    let same = |other: &&Item| other.person.head.id == first.person.head.id;
    let away = first.person.head.id != hears.head.id && others.iter().all(same);
    away.then_some(&*first.person)
}

/// What is said: a record of which something else is said needs no next step as well, and the same
/// is said of it once.
fn shown(items: &[Item]) -> Vec<&Item> {
    let same = |one: &Item, other: &Item| {
        one.code == other.code && one.told == other.told && one.watch.rule != other.watch.rule
    };
    let more =
        |one: &&Item| one.watch.rule == NO_NEXT_STEP && items.iter().any(|other| same(one, other));
    let again = |at: usize, one: &Item| {
        one.watch.rule != FOLLOW_UP_DUE
            && items.iter().take(at).any(|other| {
                let (ours, theirs) = (one.watch.rule, other.watch.rule);
                (one.code, one.told, ours) == (other.code, other.told, theirs)
            })
    };
    let each = items.iter().enumerate();
    each.filter(|(at, one)| !more(one) && !again(*at, one)).map(|(_, one)| one).collect()
}

/// The appointment of which a message asks how it went: the first of them.
pub fn asks(items: &[Item]) -> Option<&FollowUp> {
    let appointment = |item: &&Item| match &item.what {
        What::FollowUp(follow_up, _) if !item.told => follow_up.appointment().is_some(),
        _ => false,
    };
    match items.iter().find(appointment).map(|item| &item.what) {
        Some(What::FollowUp(follow_up, _)) => Some(follow_up),
        _ => None,
    }
}

/// How did it go?
fn how_was_it(lang: Lang, item: &Item) -> Option<String> {
    let What::FollowUp(follow_up, on) = &item.what else { return None };
    follow_up.appointment()?;
    Some(if let Some((code, label)) = on {
        t!(lang, "nudge-how-was-it-on", what = &follow_up.what, label = label, code = *code)
    } else {
        t!(lang, "nudge-how-was-it", what = &follow_up.what)
    })
}

/// When the first of it was to be said: what was missed and then put off to the morning is late as
/// well.
fn first(settings: &Settings, hears: &Person, items: &[Item]) -> Option<Instant> {
    let timing = Timing {
        zone: hears.zone,
        calendar: settings.calendar_of(hears),
        nudges: &settings.nudges,
        idle_days: &HashMap::new(),
    };
    let meant = |item: &Item| {
        let begins = item.timer.step == 0 && item.timer.sent == 0 && !item.told;
        let at = begins.then(|| timing.at(&item.watch, item.timer.since, 0)).flatten();
        at.map_or(item.timer.at, |at| at.min(item.timer.at))
    };
    // What was late before it was written down is nobody's delay.
    let due = items.iter().map(|item| (item, meant(item)));
    due.filter(|(item, at)| *at >= item.timer.since).map(|(_, at)| at).min()
}

fn one(cx: &JobCx<'_>, settings: &Settings, hears: &Person, item: &Item) -> Reply {
    let lang = hears.lang;
    let What::FollowUp(follow_up, on) = &item.what else {
        let line = format!("⏰ {}", line(cx, settings, hears, item));
        return Reply::new(ReplyKind::Nudge, line).about(item.code);
    };
    if item.told {
        let line = format!("⏰ {}", line(cx, settings, hears, item));
        return Reply::new(ReplyKind::Nudge, line).about(item.code);
    }
    let what = how_was_it(lang, item).unwrap_or_else(|| {
        if let Some((code, label)) = on {
            t!(lang, "nudge-due-on", what = to_do(lang, follow_up), label = label, code = *code)
        } else {
            t!(lang, "nudge-due", what = to_do(lang, follow_up))
        }
    });
    let reply = Reply::new(ReplyKind::Nudge, what).about(item.code);
    let when = when(cx, hears, item);
    reply.text(t!(lang, "nudge-when", when = when, code = item.code))
}

fn list(cx: &JobCx<'_>, settings: &Settings, hears: &Person, items: &[&Item]) -> Reply {
    let lang = hears.lang;
    let mixed = for_one(hears, items).is_none();
    let line = |item: &&Item| {
        let text = line(cx, settings, hears, item);
        if mixed && item.person.head.id != hears.head.id {
            t!(lang, "nudge-line-for", text = text, who = &item.person.name)
        } else {
            text
        }
    };
    let lines: Vec<String> = items.iter().take(LINES).map(line).collect();
    let reply = Reply::new(ReplyKind::Nudge, t!(lang, "nudge-several", n = items.len()));
    let reply = reply.bullets(lines);
    match items.get(LINES..).filter(|more| !more.is_empty()) {
        Some(more) => reply.text(t!(lang, "nudge-more", n = more.len(), kinds = kinds(lang, more))),
        None => reply,
    }
}

/// What a list leaves out: how many of each kind, and where they are found.
fn kinds(lang: Lang, items: &[&Item]) -> String {
    let mut counts: Vec<((&str, Kind), usize)> = Vec::new();
    for item in items {
        let of = (item.watch.rule, item.code.kind);
        match counts.iter_mut().find(|(one, _)| *one == of) {
            Some((_, n)) => *n += 1,
            None => counts.push((of, 1)),
        }
    }
    let each = counts.into_iter().map(|((rule, kind), n)| {
        let place = match kind {
            Kind::Lead => t!(lang, "nudge-in-leads"),
            Kind::Customer => t!(lang, "nudge-in-customers"),
            Kind::Deal => t!(lang, "nudge-in-deals"),
            Kind::Order => t!(lang, "nudge-in-orders"),
            _ => t!(lang, "nudge-in-today"),
        };
        let what = show::word(lang, "nudge-name", rule);
        t!(lang, "nudge-more-of", what = what, n = n, place = place)
    });
    each.collect::<Vec<_>>().join(" · ")
}

/// When a follow-up was due, and for how many days it has been.
fn when(cx: &JobCx<'_>, hears: &Person, item: &Item) -> String {
    let What::FollowUp(follow_up, _) = &item.what else {
        return String::new();
    };
    let Some(due) = follow_up.due() else {
        return String::new();
    };
    let text = read::due(hears.lang, due, hears.zone, cx.now);
    let days = (read::today(cx.now, hears.zone) - due.day(hears.zone)).num_days();
    if days > 0 { t!(hears.lang, "follow-overdue", when = text, n = days) } else { text }
}

/// One line of the list.
fn line(cx: &JobCx<'_>, settings: &Settings, hears: &Person, item: &Item) -> String {
    let lang = hears.lang;
    let on = show::coded(lang, &item.label, item.code);
    let days = |since: Instant| {
        let day = |at| read::today(at, hears.zone);
        (day(cx.now) - day(since)).num_days()
    };
    let text = match &item.what {
        What::FollowUp(follow_up, on_it) => {
            let on = named_in(lang, follow_up);
            let when = when(cx, hears, item);
            if let Some((code, label)) = on_it {
                let at = show::coded(lang, label, *code);
                t!(lang, "nudge-line-due-on", what = on, at = at, when = when)
            } else {
                t!(lang, "nudge-line-due", what = on, when = when)
            }
        }
        // Later it is days that count.
        What::NewLead if item.timer.step > 0 => {
            t!(lang, "nudge-line-new-lead-days", what = on, n = days(item.timer.since))
        }
        What::NewLead => {
            t!(lang, "nudge-line-new-lead", what = on, n = settings.nudges.first_response)
        }
        What::NoNextStep => t!(lang, "nudge-line-no-next", what = on),
        What::Stale(since) => t!(lang, "nudge-line-stale", what = on, n = days(*since)),
        What::ClosePassed(day) => {
            let day = read::day(lang, *day, read::today(cx.now, hears.zone));
            t!(lang, "nudge-line-close", what = on, day = day)
        }
        What::Waits(status, since, _) => {
            let status = show::word(lang, "order-status", status);
            t!(lang, "nudge-line-order", what = on, status = status, n = days(*since))
        }
    };
    match item.owner.as_ref().filter(|_| item.told) {
        Some(owner) => {
            t!(lang, "nudge-line-told", who = show::person(lang, owner), text = text)
        }
        None => text,
    }
}

/// All that can be done about one thing.
fn buttons(lang: Lang, item: &Item) -> Vec<Vec<Button>> {
    let on = Ref::code(item.code);
    let open = || show::to_show(t!(lang, "button-show"), item.code);
    if item.told {
        // A row is used up at once: who has reminded somebody may still give it away.
        let decide = decides(item, false);
        if decide.is_empty() {
            let first = reminds(lang, item, false).into_iter().collect();
            return vec![first, open().into_iter().chain(gives(lang, item, false)).collect()];
        }
        return vec![decide, gives(lang, item, false).into()];
    }
    match item.what {
        What::FollowUp(..) => vec![nudge_buttons(lang, item.code)],
        What::NewLead => {
            let contacted =
                show::about(t!(lang, "nudge-button-contacted"), "lead contacted", item.code);
            vec![open().into_iter().chain(contacted).collect(), next_buttons(lang, on)]
        }
        What::Waits(..) => vec![open().into_iter().collect()],
        _ => {
            let log = show::about(t!(lang, "nudge-button-log"), "log note", item.code);
            vec![open().into_iter().chain(log).collect(), next_buttons(lang, on)]
        }
    }
}

/// The word that an order waits for, as it was asked for when the order was submitted.
fn decides(item: &Item, among: bool) -> Vec<Button> {
    let What::Waits(_, _, steps) = &item.what else { return Vec::new() };
    let named = |step: &Button| {
        let label = labelled(item, among, &step.label);
        Button { label, ..step.clone() }
    };
    steps.iter().map(named).collect()
}

/// What a manager does about somebody's work: reminds whoever is still there, gives it to somebody
/// else or takes it over; among several things each says which one it is about.
fn reminds(lang: Lang, item: &Item, among: bool) -> Option<Button> {
    // Who waits for a word has nothing to be reminded of.
    let waits = matches!(item.what, What::Waits("submitted", ..));
    let owner = item.owner.as_ref().filter(|owner| !owner.frozen && !item.away && !waits)?;
    let remind = Remind { record: Ref::code(item.code), note: None };
    let label = t!(lang, "nudge-button-remind", who = &owner.name);
    Some(Button::new(labelled(item, among, &label), &remind))
}

fn gives(lang: Lang, item: &Item, among: bool) -> [Button; 2] {
    let give = |to: Option<&str>| {
        let to = to.map(str::to_owned);
        Give { record: Ref::code(item.code), to }
    };
    let label = |label: String| labelled(item, among, &label);
    [
        Button::new(label(t!(lang, "nudge-button-give")), &give(None)),
        Button::new(label(t!(lang, "nudge-button-take")), &give(Some("me"))),
    ]
}

fn labelled(item: &Item, among: bool, label: &str) -> String {
    if among { format!("{} {label}", item.code) } else { label.to_owned() }
}

/// For a list: through all that is due one by one, and each record by itself, once.
fn shortcuts(lang: Lang, items: &[&Item]) -> Vec<Vec<Button>> {
    // What a manager hears of is for the manager to pass on, thing by thing; what waits for a word is
    // given that.
    let told = items.iter().filter(|item| item.told).take(ROWS);
    let all = |item: &&Item| {
        let decide = decides(item, true);
        if decide.is_empty() {
            reminds(lang, item, true).into_iter().chain(gives(lang, item, true)).collect()
        } else {
            decide
        }
    };
    let mut rows: Vec<Vec<Button>> = told.clone().map(all).collect();
    let decided = told.filter(|item| !decides(item, true).is_empty());
    let mut shown: Vec<Code> = decided.map(|item| item.code).collect();
    let due = items.iter().any(|item| item.timer.kind == Kind::FollowUp && !item.told);
    let today = due.then(|| Button::new(t!(lang, "nudge-button-one-by-one"), &Today::default()));
    rows.push(today.into_iter().collect());
    let mut single = Vec::new();
    for item in items.iter().take(LINES) {
        if !shown.contains(&item.code) {
            shown.push(item.code);
            single.extend(show::to_show(item.code.to_string(), item.code));
        }
    }
    rows.extend(single.chunks(ROW).map(<[Button]>::to_vec));
    rows.retain(|row| !row.is_empty());
    rows
}
