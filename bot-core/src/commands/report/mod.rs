//! Reports: what is in the pipeline, what was won, what is overdue, and how their numbers read.

pub mod activity;
pub mod daily;
mod draft;
pub mod forecast;
pub mod funnel;
pub mod leads;
pub mod overdue;
pub mod pipeline;
pub mod rate;
pub mod stale;
pub mod weekly;
pub mod won;

use std::collections::HashSet;

use chrono::{Datelike, Days, Months, NaiveDate};
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Both, List, Take};
use crate::commands::deal::win::WinDeal;
use crate::commands::owners::seen_colleague;
use crate::commands::{Cx, show};
use crate::domain::access::Reach;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::money::Currency;
use crate::domain::people::{Lang, Person};
use crate::problem::Problem;
use crate::reports::Each;
use crate::t;
use crate::text::read;

/// The first day, and the day after the last.
pub(crate) type Period = (NaiveDate, NaiveDate);

/// How many people get a button of their own.
const BUTTONS: usize = 8;
/// How many rows one message shows.
const ROWS: usize = 10;

/// By whom the numbers of people are told.
pub(super) const EACH: List = List::Fixed(&[
    ("person", Both { zh: "按人", en: "by person" }),
    ("team", Both { zh: "按团队", en: "by team" }),
    ("person", Both { zh: "按负责人", en: "by owner" }),
    ("person", Both { zh: "按销售", en: "by rep" }),
    ("person", Both { zh: "按人员", en: "by salesperson" }),
]);

/// What a word for that means.
pub(super) fn each(by: Option<&str>) -> Each {
    if by == Some("team") { Each::Team } else { Each::Person }
}

/// What a row of people is called, and the team that is asked for.
pub(super) fn row_name(lang: Lang, each: Each, name: &str) -> String {
    match each {
        Each::Team if name.is_empty() => t!(lang, "report-no-team"),
        _ => owner_name(lang, name),
    }
}

/// The name of a team that the asker sees somebody of.
pub(super) async fn team_name(cx: &mut Cx<'_>, team: Uuid) -> Result<String, Problem> {
    let found = cx.tx.labels(Kind::Team, &[team]).await?;
    Ok(found.into_iter().next().map(|(_, _, name)| name).unwrap_or_default())
}

/// Sums as they read, one per currency: `¥120,000.00 + USD 20,000.00`. Currencies are not added.
pub(crate) fn amounts(cx: &Cx<'_>, sums: impl Iterator<Item = (Currency, i64)>) -> String {
    let mut totals: Vec<(Currency, i64)> = Vec::new();
    for (currency, sum) in sums {
        match totals.iter_mut().find(|(of, _)| *of == currency) {
            Some((_, total)) => *total += sum,
            None => totals.push((currency, sum)),
        }
    }
    if totals.is_empty() {
        totals.push((cx.org.currency, 0));
    }
    let shown = totals.iter().map(|(of, sum)| cx.amount(*sum, *of));
    shown.collect::<Vec<_>>().join(" + ")
}

/// Whose numbers a report of deals shows.
pub(crate) fn whose(cx: &Cx<'_>) -> String {
    whose_of(cx, Kind::Deal)
}

/// Whose records of a kind a report counts.
pub(super) fn whose_of(cx: &Cx<'_>, kind: Kind) -> String {
    let lang = cx.lang();
    match cx.scope().reach(kind) {
        Reach::Own => t!(lang, "report-whose-own"),
        Reach::Team | Reach::Subtree => t!(lang, "report-whose-team"),
        Reach::All => t!(lang, "report-whose-all"),
    }
}

/// The person whose numbers are asked for: by key from a button, else by name; none for all that
/// the asker sees.
pub(super) async fn of_whom(
    cx: &mut Cx<'_>,
    key: Option<PersonId>,
    word: Option<&str>,
) -> Result<Option<PersonId>, Problem> {
    match (key, word) {
        (Some(key), _) => Ok(Some(key)),
        (None, Some(word)) => Ok(Some(colleague(cx, word).await?.person_id())),
        (None, None) if !cx.sees_others() => Ok(Some(cx.me.person_id())),
        (None, None) => Ok(None),
    }
}

/// What the owner of a row is called.
pub(super) fn owner_name(lang: Lang, name: &str) -> String {
    if name.is_empty() { t!(lang, "report-no-owner") } else { name.to_owned() }
}

/// What a source is called, or that it is not known.
pub(crate) fn source_name(cx: &Cx<'_>, key: &str) -> String {
    let lang = cx.lang();
    if key.is_empty() {
        return t!(lang, "report-no-source");
    }
    show::choice_name(&cx.org.lists.sources, key, lang)
}

/// How much of a number another one is, to a tenth of a percent: `66.7%`; nothing of nothing.
pub(super) fn share_of(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 {
        return None;
    }
    let tenths = (i128::from(part) * 1_000 + i128::from(whole) / 2) / i128::from(whole);
    Some(read::percent(i64::try_from(tenths).ok()? * 10))
}

/// The colleague whom a word names.
pub(super) async fn colleague(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    seen_colleague(cx, word).await?.ok_or_else(|| nobody(cx, word))
}

/// Says that a word names nobody here; a deal's code means that the deal is won.
fn nobody(cx: &Cx<'_>, word: &str) -> Problem {
    let lang = cx.lang();
    let example = cx.spec.example.in_lang(lang);
    let splits = cx.spec.arg("by").map_or(Vec::new(), |arg| splits(lang, arg.take));
    let text = if cx.spec.arg("period").is_some() {
        let period = cx.spec.arg("period").map(|_| t!(lang, "report-takes-period"));
        let takes: Vec<String> = period.into_iter().chain(splits).collect();
        let takes = takes.join(if lang == Lang::Zh { "、" } else { ", " });
        t!(lang, "report-no-person", word = word, takes = takes, example = example)
    } else {
        t!(lang, "report-no-colleague", word = word, example = example)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    match word.trim().parse::<Code>() {
        Ok(code) if code.kind == Kind::Deal => {
            let win = WinDeal::named(Ref::code(code));
            reply.button(t!(lang, "report-button-win", code = code), &win).into()
        }
        _ => reply.into(),
    }
}

/// What the numbers of this very report can be told by, as one would type it.
fn splits(lang: Lang, take: Take) -> Vec<String> {
    let Take::Choice(List::Fixed(all)) = take else { return Vec::new() };
    let mut seen = HashSet::new();
    let first = all.iter().filter(|(key, _)| seen.insert(*key));
    let quoted =
        |words: &str| if lang == Lang::Zh { words.into() } else { format!("“{words}”") };
    first.map(|(_, name)| quoted(name.in_lang(lang))).collect()
}

/// The week of a day: its Monday, and the next one.
pub(super) fn week_of(day: NaiveDate) -> Period {
    let since = u64::from(day.weekday().num_days_from_monday());
    let start = day.checked_sub_days(Days::new(since)).unwrap_or(day);
    (start, start.checked_add_days(Days::new(7)).unwrap_or(start))
}

/// The month of a day: its first day, and the first of the next month.
pub(super) fn month_of(day: NaiveDate) -> Period {
    let start = day.with_day(1).unwrap_or(day);
    (start, start.checked_add_months(Months::new(1)).unwrap_or(start))
}

/// A period as it is called: 2026年3月, 2026年第一季度, 2026年, else by its first and last day.
pub(crate) fn span(lang: Lang, start: NaiveDate, end: NaiveDate) -> String {
    let (year, month) = (start.year().to_string(), start.month());
    let after = |months| start.checked_add_months(Months::new(months)) == Some(end);
    if start.day() == 1 && after(1) {
        let name = start.format("%B").to_string();
        return t!(lang, "report-month", year = year, month = month.to_string(), name = name);
    }
    if start.day() == 1 && after(3) && month % 3 == 1 {
        let quarter = i64::from(month / 3 + 1);
        return t!(lang, "report-quarter", year = year, quarter = quarter);
    }
    if start.day() == 1 && after(12) && month == 1 {
        return t!(lang, "report-year", year = year);
    }
    let last = end.checked_sub_days(Days::new(1)).unwrap_or(end);
    if last <= start {
        return start.to_string();
    }
    format!("{start} – {last}")
}
