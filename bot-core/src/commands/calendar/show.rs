//! `/calendar`: how the org works: the week, the hours, the next days that differ.

use async_trait::async_trait;
use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::day::SetDay;
use super::import::ImportCalendar;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::calendar::Hours;
use crate::domain::people::Lang;
use crate::t;

/// How many days that differ are shown.
const DAYS: usize = 10;

/// Nothing is needed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ShowCalendar {}

impl Ask for ShowCalendar {
    const SPEC: Spec = Spec {
        name: "calendar",
        aliases: &["日历", "工作日历"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "日历", en: "calendar" },
    };
}

#[async_trait]
impl Run for ShowCalendar {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let rules = cx.settings;
        let days = cx.calendar.special_days(cx.today()).take(DAYS).map(|(day, working, name)| {
            let kind = show::word(lang, "day-is", if working { "work" } else { "off" });
            let name = if name.is_empty() { String::new() } else { format!(" · {name}") };
            format!("{} · {kind}{name}", cx.day(day))
        });
        let days: Vec<String> = days.collect();
        let name = |field| show::field_name(lang, field);
        let reply = Reply::card(t!(lang, "calendar-title"))
            .fields([
                (name("week"), Some(week(lang, rules.week))),
                (name("hours"), Some(hours(rules.hours))),
                (name("quiet"), Some(hours(cx.me.quiet.unwrap_or(rules.quiet)))),
            ])
            .bullets(days);
        let reply = match cx.calendar.known_until() {
            Some(year) => {
                let (year, next) = (year.to_string(), (year + 1).to_string());
                reply.text(t!(lang, "calendar-known", year = year, next = next))
            }
            None => reply,
        };
        Ok(if cx.may(Right::Admin) {
            let day = SetDay::SPEC.example.in_lang(lang);
            let import = ImportCalendar::SPEC.example.in_lang(lang);
            reply.text(t!(lang, "calendar-how", day = day, import = import))
        } else {
            reply
        })
    }
}

/// `09:00–18:00`.
pub(crate) fn hours(hours: Hours) -> String {
    format!("{}–{}", hours.from.format("%H:%M"), hours.until.format("%H:%M"))
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
