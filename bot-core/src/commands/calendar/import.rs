//! `/calendar import`: the holidays and make-up days of a year, from a file's lines.

use async_trait::async_trait;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{FIRST, YEARS, save};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::rules::dry_run::compare;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::CalendarProblem;
use crate::domain::calendar_file::{is_whole, read_days};
use crate::problem::Problem;
use crate::t;

/// The lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportCalendar {
    /// `date,working,name` on each, or a whole iCalendar file.
    pub lines: String,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for ImportCalendar {
    const SPEC: Spec = Spec {
        name: "calendar import",
        aliases: &["导入日历", "导入节假日"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("lines", Take::Text, By::Rest)],
        example: Both {
            zh: "导入日历 2027-01-01,0,元旦",
            en: "calendar import 2027-01-01,0,New Year",
        },
    };
}

#[async_trait]
impl Run for ImportCalendar {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let known = FIRST..=cx.today().year() + YEARS;
        let days = read_days(&self.lines, &known).map_err(|problem| refused(cx, &problem))?;
        let mut years: Vec<i32> = days.keys().map(Datelike::year).collect();
        years.dedup();
        let off = days.values().filter(|day| !day.working).count();
        let worked = days.len() - off;
        let Some(first) = years.first().copied() else {
            return Err(refused(cx, &CalendarProblem::Line(1)));
        };
        let mut after = cx.settings.clone();
        // A whole year that comes again is replaced: what was dropped from it goes. Some days of a
        // year are only added, and the year is as unknown as before.
        let whole: Vec<i32> = years.iter().copied().filter(|year| is_whole(&days, *year)).collect();
        after.days.retain(|day, _| !whole.contains(&day.year()));
        after.days.extend(days);
        after.years.extend(whole);
        let years_here = years.clone();
        let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ");
        let text = t!(lang, "calendar-imported", years = years, off = off, worked = worked);
        if after == *cx.settings {
            return Ok(Reply::say(text));
        }
        let mut reply = Reply::say(text);
        if !self.sure {
            let seen = compare(cx, &after).await?;
            if let Some(asked) = seen.ask(cx, &Self { sure: true, ..self }) {
                return Ok(asked);
            }
            reply = reply.text(seen.title(cx));
        }
        let calendar = after.calendar();
        let next = calendar.known_until().map(|year| year + 1);
        let part = years_here.iter().copied().find(|year| !calendar.is_announced(*year));
        save(cx, after).await?;
        let reply = match next.filter(|next| !years_here.contains(next)) {
            Some(next) => reply.text(t!(lang, "calendar-unannounced", year = next.to_string())),
            None => reply,
        };
        let reply = match part {
            Some(year) => reply.text(t!(lang, "calendar-part", year = year.to_string())),
            None => reply,
        };
        let reply = if first < cx.today().year() {
            reply.text(t!(lang, "calendar-imported-old", year = first.to_string()))
        } else {
            reply
        };
        Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

fn refused(cx: &Cx<'_>, problem: &CalendarProblem) -> Problem {
    let lang = cx.lang();
    Problem::tell(match problem {
        CalendarProblem::Date(line, given) => {
            t!(lang, "calendar-line-date", line = line.to_string(), given = given)
        }
        CalendarProblem::Working(line, given) => {
            t!(lang, "calendar-line-working", line = line.to_string(), given = given)
        }
        CalendarProblem::Twice(line, day, first) => t!(
            lang,
            "calendar-line-twice",
            line = line.to_string(),
            day = day.to_string(),
            first = first.to_string()
        ),
        CalendarProblem::Far(line, year) => {
            let until = (cx.today().year() + YEARS).to_string();
            let (line, year, from) = (line.to_string(), year.to_string(), FIRST.to_string());
            t!(lang, "calendar-line-far", line = line, year = year, from = from, until = until)
        }
        CalendarProblem::Lasts(line, given) => {
            t!(lang, "calendar-line-lasts", line = line.to_string(), given = given)
        }
        CalendarProblem::Ends(line) => t!(lang, "calendar-line-ends", line = line.to_string()),
        CalendarProblem::Repeats(line) => {
            t!(lang, "calendar-line-repeats", line = line.to_string())
        }
        CalendarProblem::TooMany(line) => t!(lang, "calendar-line-many", line = line.to_string()),
        CalendarProblem::Line(line) => t!(lang, "calendar-line-bad", line = line.to_string()),
        CalendarProblem::EmptyWeek => t!(lang, "calendar-line-bad", line = "1"),
    })
}
