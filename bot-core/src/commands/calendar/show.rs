//! `/calendar`: how the org works: the week, the hours, the next days that differ.

use async_trait::async_trait;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::day::SetDay;
use super::hours::SetHours;
use super::import::ImportCalendar;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::chat::understand::when::{Period, period_whole};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::calendar::Hours;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

/// How many days that differ are shown at once.
const DAYS: usize = 8;

/// Where to begin.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowCalendar {
    /// Of which year or month: «2026», «10月»; from today on when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<String>,
    /// After how many of the days that differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<usize>,
}

impl Ask for ShowCalendar {
    const SPEC: Spec = Spec {
        name: "calendar",
        aliases: &["日历", "工作日历"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[rest("span")],
        example: Both { zh: "日历", en: "calendar" },
    };
}

#[async_trait]
impl Run for ShowCalendar {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let rules = cx.settings;
        let skip = self.skip.unwrap_or(0);
        let span = self.span.as_deref().map(str::trim).filter(|span| !span.is_empty());
        let span = span.map(|span| period(cx, span)).transpose()?;
        let from = span.map_or_else(|| cx.today(), |span| span.start);
        let all = cx.calendar.special_days(from);
        let all = all.take_while(|(day, ..)| span.is_none_or(|span| *day < span.end));
        let line = |(day, working, name): (_, bool, &str)| {
            let kind = show::word(lang, "day-is", if working { "work" } else { "off" });
            let name = if name.is_empty() { String::new() } else { format!(" · {name}") };
            format!("{} · {kind}{name}", cx.day(day))
        };
        let mut days: Vec<String> = all.skip(skip).take(DAYS + 1).map(line).collect();
        let more = days.len() > DAYS;
        let next = more.then(|| Self { skip: Some(skip + DAYS), span: self.span.clone() });
        days.truncate(DAYS);
        let reply = Reply::card(t!(lang, "calendar-title"));
        if days.is_empty() && span.is_some() {
            return Ok(reply.text(t!(lang, "calendar-span-none")));
        }
        if skip > 0 || span.is_some() {
            return Ok(show::paged(cx, reply.bullets(days), Vec::new(), next.as_ref()));
        }
        let name = |field| show::field_name(lang, field);
        let mut reply = reply
            .fields([
                (name("week"), Some(week(lang, rules.week))),
                (name("hours"), Some(hours(rules.hours))),
                (name("quiet"), Some(quiet(lang, cx.me.quiet.unwrap_or(rules.quiet)))),
            ])
            .bullets(days);
        for line in years(cx) {
            reply = reply.text(line);
        }
        if cx.may(Right::Admin) {
            let example = |spec: &Spec| spec.example.in_lang(lang);
            let (day, import) = (example(&SetDay::SPEC), example(&ImportCalendar::SPEC));
            let hours = example(&SetHours::SPEC);
            reply = reply.text(t!(lang, "calendar-how", day = day, import = import, hours = hours));
        }
        Ok(show::paged(cx, reply, Vec::new(), next.as_ref()))
    }
}

/// The days of a year or a month.
fn period(cx: &Cx<'_>, span: &str) -> Result<Period, Problem> {
    let env = cx.env();
    let here = env.org_here();
    let read = period_whole(span, &here).or_else(|| period_whole(&format!("{span}年"), &here));
    read.ok_or_else(|| {
        let given: String = span.chars().take(40).collect();
        Problem::tell(t!(cx.lang(), "calendar-span-bad", given = given))
    })
}

/// Whether the holidays are known, where somebody announces them: of this year, the next one, and
/// the last one of which a day is named.
fn years(cx: &Cx<'_>) -> Vec<String> {
    if cx.calendar.known_until().is_none() {
        return Vec::new();
    }
    let this = cx.today().year();
    let last = cx.calendar.special_days(cx.today()).last().map_or(this, |(day, ..)| day.year());
    let line = |year: i32| {
        if cx.calendar.is_announced(year) {
            t!(cx.lang(), "calendar-year-known", year = year.to_string())
        } else {
            t!(cx.lang(), "calendar-year-unknown", year = year.to_string())
        }
    };
    let last = (last > this + 1).then_some(last);
    [this, this + 1].into_iter().chain(last).map(line).collect()
}

/// `09:00–18:00`.
pub(crate) fn hours(hours: Hours) -> String {
    format!("{}–{}", hours.from.format("%H:%M"), hours.until.format("%H:%M"))
}

/// The same of quiet hours, which may be none.
pub(crate) fn quiet(lang: Lang, quiet: Hours) -> String {
    if quiet.from == quiet.until { t!(lang, "quiet-none") } else { hours(quiet) }
}

/// The days of the week that are worked.
pub(crate) fn week(lang: Lang, week: [bool; 7]) -> String {
    let monday = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let worked = monday.iter_days().zip(week).filter(|(_, worked)| *worked);
    let names = worked.map(|(day, _)| {
        let n = day.weekday().number_from_monday().to_string();
        show::word(lang, "weekday", &n)
    });
    names.collect::<Vec<_>>().join(" ")
}

/// Says that the holidays of a day's year are not known yet.
pub(crate) fn unknown(cx: &Cx<'_>, year: i32) -> Option<String> {
    let known = cx.calendar.is_announced(year);
    (!known).then(|| t!(cx.lang(), "calendar-unannounced", year = year.to_string()))
}
