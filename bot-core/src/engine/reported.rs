//! Reports that are asked for as people speak: 这个月赢单率, bo的业绩, `how many calls did Amy make this
//! week`. What is meant is put behind the report's name; the report itself reads it.

use std::ops::Range;

use chrono::NaiveDate;

use crate::chat::incoming::Incoming;
use crate::chat::parse::Recognised;
use crate::chat::spec::{Ask, Spec};
use crate::chat::understand::when::{Here, period_whole};
use crate::commands::deal::list::ListDeals;
use crate::commands::owners::{is_called, seen_colleague};
use crate::commands::report::activity::ReportActivity;
use crate::commands::report::forecast::ReportForecast;
use crate::commands::report::funnel::ReportFunnel;
use crate::commands::report::overdue::ReportOverdue;
use crate::commands::report::rate::ReportRate;
use crate::commands::report::won::ReportWon;
use crate::commands::{self, Cx, same, team};
use crate::domain::fold::{self, Folded};
use crate::problem::Problem;

use super::to_question::is_free;

/// What people call a report, the longest first.
const NAMES: &[(&Spec, &[&str])] = &[
    (&ReportRate::SPEC, &["赢单率", "成单率", "赢率", "胜率", "win rate"]),
    (&ReportFunnel::SPEC, &["转化率", "conversion rate", "conversion"]),
    (
        &ReportWon::SPEC,
        &["销售业绩", "业绩", "成交额", "销售额", "sales", "revenue", "performance"],
    ),
    (&ReportForecast::SPEC, &["销售预测", "预测", "forecast"]),
    (&ReportOverdue::SPEC, &["逾期", "overdue"]),
    (&ReportActivity::SPEC, &["跟进统计", "活动统计", "活动", "activities", "activity"]),
];
/// What was done that a question counts.
const DONE: &[&str] = &[
    "打了",
    "打过",
    "打",
    "电话",
    "拜访",
    "走访",
    "跑了",
    "跑",
    "见了",
    "见过",
    "联系",
    "跟进",
    "calls",
    "phone calls",
    "visits",
    "meetings",
    "visited",
    "called",
    "met",
];
/// What a question counts that a list shows.
const DEALS: &[&str] = &["商机", "单子", "deals", "opportunities"];
/// What asks how many there are.
const HOW_MANY: &[&str] = &["多少", "几", "how many"];
/// Of what deals that were lost are told.
const LOST: &[&str] = &[
    "report lost",
    "lost report",
    "输单报表",
    "丢单报表",
    "输单统计",
    "丢单统计",
    "输单分析",
    "丢单分析",
];
/// By what numbers are split, and how a report takes that.
const SPLITS: &[(&str, &[&str])] = &[
    (
        "by person",
        &["排行榜", "排名", "排行", "按人员", "按人", "按销售", "ranking", "by person", "by rep"],
    ),
    ("by team", &["按团队", "by team"]),
    ("by product", &["按产品", "by product"]),
    ("by region", &["按地区", "by region"]),
    ("by source", &["按来源", "by source"]),
    ("by month", &["按月份", "按月", "by month", "monthly"]),
];
/// What stands beside and says no more, the longest first.
const FILLERS: &[&str] = &[
    "看一下",
    "看看",
    "查一下",
    "怎么样",
    "是多少",
    "帮我",
    "给我",
    "一共",
    "总共",
    "情况",
    "报表",
    "报告",
    "统计",
    "如何",
    "最多",
    "客户",
    "查",
    "看",
    "的",
    "了",
    "过",
    "共",
    "个",
    "家",
    "次",
    "通",
    "位",
    "有",
    "谁",
    "是",
    "what is",
    "what's",
    "whats",
    "show me",
    "show",
    "the",
    "of",
    "for",
    "in",
    "did",
    "do",
    "does",
    "have",
    "has",
    "make",
    "made",
    "report",
    "there",
    "are",
    "were",
    "who",
    "most",
    "customers",
    "clients",
];
/// Who is meant by oneself.
const ME: &[&str] = &["我", "我自己", "i", "me", "my", "mine"];
/// The longest such wish, in characters.
const LONGEST: usize = 48;

/// The same wish as the command for a report, where the report takes all that it says.
pub(super) async fn reported(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    text: &str,
) -> Result<Option<Folded>, Problem> {
    let free = cx.talk.open_dialog(cx.now).is_some_and(|open| is_free(open) && !open.parked);
    let text = text.trim().trim_end_matches(['?', '!', '.', ' ']);
    if incoming.chat.group
        || free
        || text.chars().count() > LONGEST
        || text.contains(['\n', '/', '='])
    {
        return Ok(None);
    }
    let is_report = match commands::names().recognise(text) {
        Recognised::Command(spec, _) => spec.group() == "report",
        Recognised::Nothing | Recognised::Glued(..) => false,
        Recognised::Code(_) | Recognised::CodeThen(..) => return Ok(None),
    };
    let Some((spec, more, rest)) = asked(&fold::alike(text)) else { return Ok(None) };
    let Some((period, two, rest)) = timed(&rest, &cx.env().org_here()) else { return Ok(None) };
    // A report reads for itself what is said behind its name, but for two days.
    if is_report && !two {
        return Ok(None);
    }
    let (split, rest) = parted(&rest);
    let rest = without(&rest, FILLERS);
    let rest = rest.trim().trim_end_matches("'s").trim();
    let Some((whose, by_team)) = whose(cx, rest).await? else { return Ok(None) };
    let split = if by_team { Some("by team") } else { split };
    // A bare word may answer a question: «sales» is a role.
    let bare = period.is_none() && split.is_none() && whose.is_none();
    if bare && cx.talk.open_dialog(cx.now).is_some_and(|open| !open.parked) {
        return Ok(None);
    }
    let list = spec.name == ListDeals::SPEC.name;
    let takes = |said: bool, field: &str| !said || list || spec.arg(field).is_some();
    if !(takes(period.is_some(), "period") && takes(whose.is_some(), "owner"))
        || (split.is_some() && spec.arg("by").is_none())
    {
        return Ok(None);
    }
    let period = period.map(|(start, end)| format!("{start}..{end}"));
    let words = [
        Some(spec.name.to_owned()),
        more.map(str::to_owned),
        period,
        split.map(str::to_owned),
        whose,
    ];
    let said = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Some(Folded::of(&said)))
}

/// The first day, and the day after the last.
type Span = (NaiveDate, NaiveDate);

/// Which report is asked for, what of it, and the other words.
fn asked(text: &str) -> Option<(&'static Spec, Option<&'static str>, String)> {
    let cut = |words: &[&str]| words.iter().find_map(|word| Some(out(text, find(text, word)?)));
    if let Some(rest) = cut(LOST) {
        return Some((&ListDeals::SPEC, Some("lost"), rest));
    }
    if let Some(rest) = cut(HOW_MANY) {
        if DONE.iter().any(|word| find(&rest, word).is_some()) {
            return Some((&ReportActivity::SPEC, None, without(&rest, DONE)));
        }
        let deals = DEALS.iter().any(|word| find(&rest, word).is_some());
        return deals.then(|| (&ListDeals::SPEC, None, without(&rest, DEALS)));
    }
    NAMES.iter().find_map(|(spec, names)| cut(names).map(|rest| (*spec, None, rest)))
}

/// The time that words say, wherever in them, whether two days said it, and the other words. Two
/// times are only understood where they are a first and a last day.
fn timed(text: &str, here: &Here<'_>) -> Option<(Option<Span>, bool, String)> {
    let Some((first, rest)) = period(text, here) else {
        return Some((None, false, text.to_owned()));
    };
    let Some((last, rest)) = period(&rest, here) else { return Some((Some(first), false, rest)) };
    let is_day = |(start, end): (NaiveDate, NaiveDate)| start.succ_opt() == Some(end);
    let (first, last) = (first.min(last), first.max(last));
    (is_day(first) && is_day(last)).then_some((Some((first.0, last.1)), true, rest))
}

/// The longest time that words say, and the other words.
fn period(text: &str, here: &Here<'_>) -> Option<(Span, String)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let spans = ends
        .iter()
        .enumerate()
        .flat_map(|(place, start)| ends[place + 1..].iter().map(move |end| *start..*end));
    let mut spans: Vec<Range<usize>> = spans.filter(|span| is_apart(text, span)).collect();
    spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
    spans.into_iter().find_map(|span| {
        let words = &text[span.clone()];
        let plain = words.trim() == words && words.len() > 1;
        let found = plain.then(|| period_whole(words, here)).flatten()?;
        Some(((found.start, found.end), out(text, span)))
    })
}

/// By what the numbers are split, and the other words.
fn parted(text: &str) -> (Option<&'static str>, String) {
    let found = SPLITS.iter().find_map(|(split, words)| {
        let at = words.iter().find_map(|word| find(text, word))?;
        Some((*split, out(text, at)))
    });
    match found {
        Some((split, rest)) => (Some(split), rest),
        None => (None, text.to_owned()),
    }
}

/// Whose numbers the other words ask for: a colleague's handle, or whether those of a team; nothing
/// where they say something else.
async fn whose(cx: &mut Cx<'_>, words: &str) -> Result<Option<(Option<String>, bool)>, Problem> {
    if words.is_empty() {
        return Ok(Some((None, false)));
    }
    if ME.contains(&words) {
        return Ok(Some((Some(cx.me.handle.clone()), false)));
    }
    if let Some(person) = seen_colleague(cx, words).await?.filter(|one| is_called(one, words)) {
        return Ok(Some((Some(person.handle), false)));
    }
    let teams = team::all(cx).await?;
    Ok(teams.iter().any(|team| same(&team.name, words)).then_some((None, true)))
}

/// Where a word stands in a text: one in Latin letters as a whole word.
fn find(text: &str, word: &str) -> Option<Range<usize>> {
    let at = text.match_indices(word).map(|(at, _)| at..at + word.len());
    at.into_iter().find(|span| is_apart(text, span))
}

/// Tells whether a part of a text cuts no Latin word or number in two.
fn is_apart(text: &str, span: &Range<usize>) -> bool {
    let joins = |one: Option<char>, other: Option<char>| {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        part(one) && part(other)
    };
    let part = &text[span.clone()];
    !joins(text[..span.start].chars().next_back(), part.chars().next())
        && !joins(part.chars().next_back(), text[span.end..].chars().next())
}

/// A text without a part of it.
fn out(text: &str, span: Range<usize>) -> String {
    format!("{} {}", text[..span.start].trim(), text[span.end..].trim()).trim().to_owned()
}

/// A text without any of these words.
fn without(text: &str, words: &[&str]) -> String {
    words.iter().fold(text.to_owned(), |mut rest, word| {
        while let Some(span) = find(&rest, word) {
            rest = out(&rest, span);
        }
        rest
    })
}
