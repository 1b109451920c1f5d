//! `/cover`: a colleague stands in for somebody until a day: sees, acts and is reminded.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::back::Back;
use super::freeze::end_covers;
use super::leave::no_longer;
use super::{may_act_for, moved, named, nobody, roles_lead, sides};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::today::Today;
use crate::commands::owners::names;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::ids::Instant;
use crate::domain::people::{Lang, Person};
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;
use crate::text::read;

/// Who stands in for whom, and until when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cover {
    /// The last day.
    pub until: NaiveDate,
    /// «Bo 给 Amy»; «Amy» alone stands in for the asker.
    pub who: String,
}

/// What stands between the one who is away and the one who stands in.
const BETWEEN: [&str; 6] = ["交给", "给", "由", " to ", " by ", "->"];
/// What stands before the day.
const UNTIL: [&str; 5] = ["直到", "到", "至", "until", "till"];

impl Ask for Cover {
    const SPEC: Spec = Spec {
        name: "cover",
        aliases: &["代理", "代班"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[required("until", Take::Day, By::Shape), required("who", Take::Text, By::Rest)],
        example: Both {
            zh: "代理 Amy 给 Bo 到 下周五", en: "cover Amy by Bo until next Fri"
        },
    };
}

#[async_trait]
impl Run for Cover {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (from, to) = self.sides(cx).await?;
        let lang = cx.lang();
        if from.head.id == to.head.id {
            return Err(Problem::tell(t!(lang, "cover-same", name = &from.name)));
        }
        if to.cover.is_some() {
            return Err(Problem::tell(t!(lang, "cover-away", name = &to.name)));
        }
        let away = to.leave.filter(|away| away.from <= self.until && away.until >= cx.today());
        if let Some(away) = away {
            let (first, last) = (cx.day(away.from), cx.day(away.until));
            let name = &to.name;
            let text = t!(lang, "leave-cover-away", name = name, from = first, until = last);
            return Err(Problem::tell(text));
        }
        let after_it = self.until.checked_add_days(Days::new(1)).unwrap_or(self.until);
        let until = Instant::from(day_start(after_it, from.zone));
        if until <= cx.now {
            return Err(Problem::tell(t!(lang, "cover-past", day = cx.day(self.until))));
        }
        let replaced = from.cover.filter(|cover| {
            from.cover_until.is_some_and(|until| until > cx.now) && *cover != to.person_id()
        });
        let mut after = from.clone();
        (after.cover, after.cover_until) = (Some(to.person_id()), Some(until));
        cx.save(Some(&from), &after).await?;
        tell(cx, &from, &to, self.until).await?;
        // Standing in is not passed on: those for whom the person stands in hear that they wait.
        let alone = end_covers(cx, &from, Some((cx.today(), self.until))).await?;
        let text =
            t!(lang, "cover-done", to = &to.name, from = &from.name, day = cx.day(self.until));
        let mut reply = Reply::say(text);
        if let Some(decides) = decides_meanwhile(cx, &from, (cx.today(), self.until), lang).await? {
            reply = reply.text(decides);
        }
        if let Some(cover) = replaced {
            no_longer(cx, &from, cover).await?;
            let who = cx.tx.get::<Person>(cover.0).await?.map(|cover| cover.name);
            reply = reply.text(t!(lang, "cover-replaced", who = who.unwrap_or_default()));
        }
        if !alone.is_empty() {
            let people = alone.join(" · ");
            reply = reply.text(if from.head.id == cx.me.head.id {
                t!(lang, "leave-stood-in", people = people)
            } else {
                t!(lang, "cover-stood-in", who = &from.name, people = people)
            });
        }
        Ok(reply.row(vec![
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
            Button::new(t!(lang, "cover-button-end"), &Back { who: Some(from.handle) }),
        ]))
    }
}

impl Cover {
    async fn sides(&self, cx: &mut Cx<'_>) -> Result<(Person, Person), Problem> {
        let mut words = self.who.trim();
        for until in UNTIL {
            words = words.strip_suffix(until).unwrap_or(words).trim();
        }
        let (left, right) = sides(words, &BETWEEN);
        let (from, to) = match right {
            Some(right) if left.is_empty() => (cx.me.clone(), named(cx, right).await?),
            Some(right) => (named(cx, left).await?, named(cx, right).await?),
            None => (cx.me.clone(), named(cx, left).await?),
        };
        if !may_act_for(cx, &from).await? {
            return Err(nobody(cx, left));
        }
        if !cx.org.roles.allow(&to.roles, Right::Sell) {
            return Err(Problem::tell(t!(cx.lang(), "handover-cannot", name = &to.name)));
        }
        Ok((from, to))
    }
}

/// Who decides in the place of somebody who leads, as standing in is for the own work alone; nothing of
/// whoever leads nobody.
pub(super) async fn decides_meanwhile(
    cx: &mut Cx<'_>,
    from: &Person,
    (first, last): (NaiveDate, NaiveDate),
    lang: Lang,
) -> Result<Option<String>, Problem> {
    if !cx.org.roles.allow(&from.roles, Right::Audit) {
        return Ok(None);
    }
    let mut people = roles_lead(cx, from).await?;
    let begins = Instant::from(day_start(first, from.zone));
    people.retain(|one| {
        let away = one.leave.is_some_and(|leave| leave.from <= last && leave.until >= first);
        !away && one.cover_until.is_none_or(|until| until <= begins)
    });
    let from = &from.name;
    Ok(Some(if people.is_empty() {
        t!(lang, "cover-decides-nobody", from = from)
    } else {
        t!(lang, "cover-decides", from = from, people = names(&people))
    }))
}

/// Tells the one who stands in what is open, and the one who is away.
async fn tell(
    cx: &mut Cx<'_>,
    from: &Person,
    to: &Person,
    until: NaiveDate,
) -> Result<(), Problem> {
    let day = |person: &Person| read::day(person.lang, until, read::today(cx.now, person.zone));
    let (for_from, for_to) = (day(from), day(to));
    if to.person_id() != cx.me.person_id() {
        let work = cx.tx.open_work(from.person_id()).await?;
        let title = t!(to.lang, "cover-told", from = &from.name, day = for_to);
        let mut reply = Reply::card(title);
        if let Some(decides) = decides_meanwhile(cx, from, (cx.today(), until), to.lang).await? {
            reply = reply.text(decides);
        }
        let reply = reply
            .bullets(moved::lines(to.lang, &work))
            .button(t!(to.lang, "button-today"), &Today::default());
        cx.tell(to.person_id(), reply).await?;
    }
    if from.person_id() != cx.me.person_id() {
        let himself = to.person_id() == cx.me.person_id();
        let text = if himself {
            t!(from.lang, "cover-told-away-self", to = &to.name, day = for_from)
        } else {
            t!(from.lang, "cover-told-away", who = &cx.me.name, to = &to.name, day = for_from)
        };
        let back = Button::new(t!(from.lang, "cover-button-back"), &Back::default());
        cx.tell(from.person_id(), Reply::say(text).row(vec![back])).await?;
    }
    Ok(())
}
