//! `/leave`: days on which one does not work; who is named stands in, else reminders wait.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::back::Back;
use super::cover::{Cover, decides_meanwhile};
use super::freeze::end_covers;
use super::leave_days::{Said, Stretch, UNTIL, read_words};
use super::leave_words::name_in;
use super::{may_act_for, named};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::chat::understand::when::{Moment, Reading, find_said};
use crate::commands::rules::dry_run::{leave_would_have, yes};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::ids::PersonId;
use crate::domain::people::{Leave, Person};
use crate::problem::{Problem, Question};
use crate::store::{RecordsExt as _, Stored};
use crate::t;
use crate::text::read;

/// The longest leave, in days.
const LONGEST: i64 = 366;
/// How many of several leaves are offered.
const MOST_APART: usize = 4;
/// From when to when, and who stands in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeLeave {
    /// The first day, the last one, and by handle or name who stands in.
    pub what: Option<String>,
    /// Who stands in, where that was said and the days were not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// True where it was said what that would have meant, and in place of which other leave: what a
    /// button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for TakeLeave {
    const SPEC: Spec = Spec {
        name: "leave",
        aliases: &["请假", "休假", "on leave", "take leave", "day off"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("what")],
        example: Both { zh: "请假 10月12日 10月16日 Bo", en: "leave 12 Oct 16 Oct Bo" },
    };
}

#[async_trait]
impl Run for TakeLeave {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut said = read_words(cx, self.what.as_deref().unwrap_or_default());
        if said.who.is_empty() {
            said.who.extend(self.cover.clone());
        }
        let from = match said.days.first().copied() {
            Some(from) => from,
            // An hour without a day is one of today.
            None if said.part => cx.today(),
            None => return which_days(cx, said.who.join(" ")),
        };
        // Said on a Friday, «周五» is today or a week away.
        if said.days.len() <= 2
            && let Some(both) = self.what.as_deref().and_then(|what| two_days(cx, what))
        {
            said.apart = both.map(|day| (day, day)).to_vec();
            said.either = true;
        }
        if said.apart.len() > 1 && said.apart.iter().all(|(_, last)| *last >= cx.today()) {
            return Ok(which_of(cx, &said));
        }
        let until = said.days.last().copied().unwrap_or(from);
        if until < from || until < cx.today() || (until - from).num_days() >= LONGEST {
            let example = Self::SPEC.example.in_lang(lang);
            let (from, until) = (cx.day(from), cx.day(until));
            let text = t!(lang, "leave-bad", from = from, until = until, example = example);
            return Err(Problem::tell(text));
        }
        let cover = cover(cx, &said.who.join(" "), (from, until)).await?;
        if !self.sure
            && self.cover.is_none()
            && let Some(other) = &cover
            && said.first
            && may_act_for(cx, other).await?
        {
            return Ok(whose(cx, other, (from, until)));
        }
        if said.part {
            return Ok(whole_days(cx, (from, until), &said.who.join(" ")));
        }
        if let Some(planned) = planned(cx).filter(|_| !self.sure) {
            let (first, last) = (cx.day(planned.from), cx.day(planned.until));
            let text = t!(lang, "leave-one-at-a-time", from = first, until = last);
            let label =
                t!(lang, "leave-button-instead", from = cx.day(from), until = cx.day(until));
            let back = Button::new(t!(lang, "cover-button-back"), &Back::default());
            // One question is enough.
            let meant = leave_would_have(cx, cover.as_ref()).await?;
            let instead = Button::new(label, &Self { sure: true, ..self });
            let reply = Reply::new(ReplyKind::Ask, text).bullets(meant);
            return Ok(reply.row(vec![instead, back]));
        }
        if !self.sure
            && let Some(meant) = leave_would_have(cx, cover.as_ref()).await?
        {
            let sure = yes(cx, &Self { sure: true, ..self });
            let (from, until) = (cx.day(from), cx.day(until));
            let text = if let Some(who) = &cover {
                t!(lang, "leave-ask-covered", from = from, until = until, who = &who.name)
            } else {
                t!(lang, "leave-ask", from = from, until = until)
            };
            return Ok(Reply::new(ReplyKind::Ask, text).text(meant).row(vec![sure]));
        }
        let leave = Leave { from, until, cover: cover.as_ref().map(Person::person_id) };
        let mut after = cx.me.clone();
        after.leave = Some(leave);
        (after.cover, after.cover_until) = (None, None);
        if from <= cx.today() && leave.cover.is_some() {
            let back = until.succ_opt().map(|day| day_start(day, cx.zone()).into());
            (after.cover, after.cover_until) = (leave.cover, back);
        }
        cx.save(Some(cx.me), &after).await?;
        if let Some(before) = planned(cx).and_then(|leave| leave.cover) {
            no_longer(cx, cx.me, before).await?;
        }
        let (first, last) = (cx.day(from), cx.day(until));
        let alone = end_covers(cx, cx.me, Some((from, until))).await?;
        let text = if let Some(cover) = &cover {
            t!(lang, "leave-covered", from = first, until = last, who = &cover.name)
        } else {
            let back = cx.day(cx.calendar.next_working_day(until));
            t!(lang, "leave-set", from = first, until = last, back = back)
        };
        if let Some(cover) = cover {
            let day = |day| read::day(cover.lang, day, read::today(cx.now, cover.zone));
            let (first, last, me) = (day(from), day(until), cx.me.name.clone());
            let text = t!(cover.lang, "leave-told", who = me, from = first, until = last);
            let mut told = Reply::say(text);
            if let Some(decides) = decides_meanwhile(cx, cx.me, (from, until), cover.lang).await? {
                told = told.text(decides);
            }
            cx.tell(cover.person_id(), told).await?;
        }
        let back = Button::new(t!(lang, "cover-button-back"), &Back::default());
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        let mut reply = Reply::say(text);
        if let Some(decides) = decides_meanwhile(cx, cx.me, (from, until), lang).await? {
            reply = reply.text(decides);
        }
        if !alone.is_empty() {
            reply = reply.text(t!(lang, "leave-stood-in", people = alone.join(" · ")));
        }
        Ok(reply.row(vec![undo, back]))
    }
}

/// The colleague who stands in, if one is named.
async fn cover(
    cx: &mut Cx<'_>,
    word: &str,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Option<Person>, Problem> {
    if word.trim().is_empty() {
        return Ok(None);
    }
    let person = match cx.colleague(word.trim()).await? {
        Some(person) => person,
        None => match name_in(word) {
            name if name.is_empty() => return Ok(None),
            name => named(cx, &name).await?,
        },
    };
    let lang = cx.lang();
    if person.head.id == cx.me.head.id {
        return Err(Problem::tell(t!(lang, "cover-same", name = &person.name)));
    }
    if person.cover.is_some() {
        return Err(Problem::tell(t!(lang, "cover-away", name = &person.name)));
    }
    if let Some(away) = person.leave.filter(|away| away.from <= until && away.until >= from) {
        let (first, last) = (cx.day(away.from), cx.day(away.until));
        let name = &person.name;
        let text = t!(lang, "leave-cover-away", name = name, from = first, until = last);
        return Err(Problem::tell(text));
    }
    if !cx.org.roles.allow(&person.roles, Right::Sell) {
        return Err(Problem::tell(t!(lang, "handover-cannot", name = &person.name)));
    }
    Ok(Some(person))
}

/// The leave that is planned or goes on.
/// When somebody is on leave or will be, and who stands in.
pub(crate) async fn leave_text(cx: &mut Cx<'_>, person: &Person) -> Stored<Option<String>> {
    let Some(leave) = person.leave.filter(|leave| leave.until >= cx.today()) else {
        return Ok(None);
    };
    let who = cx.person_name(leave.cover).await?;
    let days = format!("{}–{}", cx.day(leave.from), cx.day(leave.until));
    Ok(Some(match leave.cover {
        Some(_) => t!(cx.lang(), "leave-days-covered", days = days, who = who),
        None => days,
    }))
}

fn planned(cx: &Cx<'_>) -> Option<Leave> {
    cx.me.leave.filter(|leave| leave.until >= cx.today())
}

/// Whoever was to stand in hears that nothing is to be done any more.
pub(super) async fn no_longer(
    cx: &mut Cx<'_>,
    of: &Person,
    cover: PersonId,
) -> Result<(), Problem> {
    let Some(cover) = cx.tx.get::<Person>(cover.0).await? else { return Ok(()) };
    let text = t!(cover.lang, "leave-changed", who = &of.name);
    Ok(cx.tell(cover.person_id(), Reply::say(text)).await?)
}

/// The leave that is planned; else the question for its days, which keeps who stands in.
fn which_days(cx: &Cx<'_>, who: String) -> Outcome {
    let lang = cx.lang();
    if let Some(leave) = planned(cx).filter(|_| who.is_empty()) {
        let (from, until) = (cx.day(leave.from), cx.day(leave.until));
        let text = t!(lang, "leave-planned", from = from, until = until);
        let back = Button::new(t!(lang, "cover-button-back"), &Back::default());
        return Ok(Reply::say(text).row(vec![back]));
    }
    let draft =
        TakeLeave { cover: Some(who).filter(|who| !who.is_empty()), ..TakeLeave::default() };
    let tomorrow = cx.calendar.next_working_day(cx.today());
    let days = [cx.today(), tomorrow, cx.calendar.next_working_day(tomorrow)];
    let days = days.map(|day| {
        let what = Some(day.to_string());
        Button::new(cx.day(day), &TakeLeave { what, ..draft.clone() })
    });
    let example = TakeLeave::SPEC.example.in_lang(lang);
    let reply = Reply::new(ReplyKind::Ask, t!(lang, "leave-how", example = example));
    let reply = reply.row(days.into());
    let draft = Some(Asked::of(&draft));
    Err(Problem::Ask(Box::new(Question { field: "what".to_owned(), reply, draft })))
}

/// A name before the days may be whose leave it is, where a manager writes it: of those days the
/// asker's own leave is a button, and how somebody stands in for the other is said.
fn whose(cx: &Cx<'_>, other: &Person, (from, until): (NaiveDate, NaiveDate)) -> Reply {
    let lang = cx.lang();
    let example = Cover::SPEC.example.in_lang(lang);
    let text = t!(lang, "leave-of-other", name = &other.name, example = example);
    let what = Some(format!("{from} {until}"));
    let mine = TakeLeave { what, cover: Some(other.handle.clone()), ..TakeLeave::default() };
    let label = t!(lang, "leave-button-mine", name = &other.name);
    Reply::new(ReplyKind::Ask, text).row(vec![Button::new(label, &mine)])
}

/// The two days of which the only day that words name can be either.
fn two_days(cx: &Cx<'_>, words: &str) -> Option<[NaiveDate; 2]> {
    let env = cx.env();
    let groups = find_said(words, &env.here());
    let [group] = groups.as_slice() else { return None };
    let [first, second] = group.as_slice() else { return None };
    let day = |reading: Reading| match reading {
        Ok(Moment::Day(day)) => Some(day),
        _ => None,
    };
    let span = &first.found.span;
    let (before, said) = words.split_at(span.start);
    let before = before.trim_end().to_ascii_lowercase();
    let said = said.to_ascii_lowercase();
    let ends = UNTIL.iter().any(|word| before.ends_with(word) || said.starts_with(word));
    let same = *span == second.found.span && first.days().is_none() && !ends;
    same.then(|| Some([day(first.found.value)?, day(second.found.value)?])).flatten()
}

/// One leave at a time can be planned: which of several, or all the days between them as well.
fn which_of(cx: &Cx<'_>, said: &Said) -> Reply {
    let (lang, each, who) = (cx.lang(), &said.apart, said.who.join(" "));
    let shown = |(from, until): &Stretch| {
        if from == until {
            cx.day(*from)
        } else {
            format!("{}–{}", cx.day(*from), cx.day(*until))
        }
    };
    let leave = |(from, until): &Stretch| {
        let what = Some(format!("{from} {until} {who}").trim().to_owned());
        TakeLeave { what, ..TakeLeave::default() }
    };
    let days: Vec<String> = each.iter().map(shown).collect();
    let days = days.join(" · ");
    let text = if said.either {
        t!(lang, "leave-which-day", days = days)
    } else {
        t!(lang, "leave-which", days = days)
    };
    let alone = each.iter().take(MOST_APART).map(|one| Button::new(shown(one), &leave(one)));
    let reply = Reply::new(ReplyKind::Ask, text).row(alone.collect());
    let ends = each.first().zip(each.last()).map(|(first, last)| (first.0, last.1));
    // Today and the same day next week are no stretch that anybody means.
    let ends = ends.filter(|(first, last)| !(said.either && (*last - *first).num_days() == 7));
    let whole = ends.map(|ends| {
        Button::new(t!(lang, "leave-button-between", days = shown(&ends)), &leave(&ends))
    });
    reply.row(whole.into_iter().collect())
}

/// A leave is of whole days: whether they are meant.
fn whole_days(cx: &Cx<'_>, (from, until): (NaiveDate, NaiveDate), who: &str) -> Reply {
    let lang = cx.lang();
    let (first, last) = (cx.day(from), cx.day(until));
    let days = if from == until { first } else { format!("{first}–{last}") };
    let what = Some(format!("{from} {until} {who}").trim().to_owned());
    let whole = TakeLeave { what, ..TakeLeave::default() };
    let button = Button::new(t!(lang, "leave-button-whole", days = &days), &whole);
    let text = t!(lang, "leave-whole-days", days = days);
    Reply::new(ReplyKind::Ask, text).row(vec![button])
}
