//! `/leave`: days on which one does not work; who is named stands in, else reminders wait.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::back::Back;
use super::named;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::people::{Leave, Person};
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// The longest leave, in days.
const LONGEST: i64 = 366;
/// What may stand around the days and the name.
const AROUND: [&str; 12] =
    ["从", "到", "至", "由", "请", "给", "代理", "代", "from", "until", "to", "by"];

/// From when to when, and who stands in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeLeave {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day; the first one when not said.
    pub until: Option<NaiveDate>,
    /// Who stands in, by handle or name.
    pub who: Option<String>,
}

impl Ask for TakeLeave {
    const SPEC: Spec = Spec {
        name: "leave",
        aliases: &["请假", "休假"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[
            optional("from", Take::Day, By::Shape),
            optional("until", Take::Day, By::Shape),
            rest("who"),
        ],
        example: Both { zh: "请假 10月12日 10月16日 Bo", en: "leave 12 Oct 16 Oct Bo" },
    };
}

#[async_trait]
impl Run for TakeLeave {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(from) = self.from else {
            return Ok(how(cx));
        };
        let until = self.until.unwrap_or(from);
        if until < from || until < cx.today() || (until - from).num_days() >= LONGEST {
            let example = Self::SPEC.example.in_lang(lang);
            let (from, until) = (cx.day(from), cx.day(until));
            let text = t!(lang, "leave-bad", from = from, until = until, example = example);
            return Err(Problem::tell(text));
        }
        let cover = self.cover(cx).await?;
        let leave = Leave { from, until, cover: cover.as_ref().map(Person::person_id) };
        let mut after = cx.me.clone();
        after.leave = Some(leave);
        (after.cover, after.cover_until) = (None, None);
        if from <= cx.today() && leave.cover.is_some() {
            let back = until.succ_opt().map(|day| day_start(day, cx.zone()).into());
            (after.cover, after.cover_until) = (leave.cover, back);
        }
        cx.save(Some(cx.me), &after).await?;
        let (first, last) = (cx.day(from), cx.day(until));
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
            cx.tell(cover.person_id(), Reply::say(text)).await?;
        }
        let back = Button::new(t!(lang, "cover-button-back"), &Back::default());
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(Reply::say(text).row(vec![undo, back]))
    }
}

impl TakeLeave {
    async fn cover(&self, cx: &mut Cx<'_>) -> Result<Option<Person>, Problem> {
        let mut word = self.who.as_deref().unwrap_or_default().trim();
        loop {
            let cut = AROUND
                .iter()
                .find_map(|around| word.strip_prefix(around).or_else(|| word.strip_suffix(around)));
            match cut {
                Some(rest) => word = rest.trim(),
                None => break,
            }
        }
        if word.is_empty() {
            return Ok(None);
        }
        let person = named(cx, word).await?;
        let lang = cx.lang();
        if person.head.id == cx.me.head.id {
            return Err(Problem::tell(t!(lang, "cover-same", name = &person.name)));
        }
        if person.cover.is_some() {
            return Err(Problem::tell(t!(lang, "cover-away", name = &person.name)));
        }
        if !cx.org.roles.allow(&person.roles, Right::Sell) {
            return Err(Problem::tell(t!(lang, "handover-cannot", name = &person.name)));
        }
        Ok(Some(person))
    }
}

/// The leave that is planned, or how one is.
fn how(cx: &Cx<'_>) -> Reply {
    let lang = cx.lang();
    let example = TakeLeave::SPEC.example.in_lang(lang);
    let planned = cx.me.leave.filter(|leave| leave.until >= cx.today());
    match planned {
        Some(leave) => {
            let (from, until) = (cx.day(leave.from), cx.day(leave.until));
            let text = t!(lang, "leave-planned", from = from, until = until);
            let back = Button::new(t!(lang, "cover-button-back"), &Back::default());
            Reply::say(text).row(vec![back])
        }
        None => Reply::say(t!(lang, "leave-how", example = example)),
    }
}
