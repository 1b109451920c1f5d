//! What words say of when somebody was last spoken to: 没跟进, 上周没联系, `not contacted in 30 days`.

use chrono::{Days, NaiveDate};

use super::span::{before, behind, length, span};
use crate::chat::understand::when::Here;
use crate::domain::fold;

/// Whether something happened, and when; whenever that was, if no days are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    /// Whether it did, or did not.
    pub was: bool,
    /// The first day, and the day after the last.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Whether that is a length of time that lasts until today, and not a time with a name.
    pub lasts: bool,
}

impl Touch {
    fn of(was: bool, (span, lasts): ((NaiveDate, NaiveDate), bool)) -> Self {
        Self { was, span: Some(span), lasts }
    }

    fn never() -> Self {
        Self { was: false, span: None, lasts: false }
    }
}

const NOT: &[&str] = &["没有", "没", "未曾", "未", "无"];
const DID: &[&str] =
    &["跟进记录", "跟进", "联系", "拜访", "回访", "沟通", "活动", "动静", "互动", "动"];
/// What may stand before that and adds nothing.
const YET: &[&str] = &["从来", "从", "一直", "还", "都", "已经", "已", "都还", "有"];
const NEVER: &[&str] = &[
    "not been contacted",
    "not contacted",
    "not followed up",
    "not visited",
    "not touched",
    "never contacted",
    "never visited",
    "no contact",
    "no activity",
    "no activities",
    "no follow-up",
    "no follow-ups",
    "without any activity",
    "without contact",
    "without activity",
    "without activities",
    "without a follow-up",
    "without follow-up",
    "without follow-ups",
    "uncontacted",
    "untouched",
    "inactive",
];
const EVER: &[&str] = &["contacted", "followed up", "visited", "touched", "active"];
/// What stands before a length of time.
const FOR: &[&str] = &[
    "for more than",
    "in more than",
    "for over",
    "in the last",
    "in the past",
    "for the last",
    "the last",
    "the past",
    "last",
    "past",
    "in",
    "for",
    "during",
    "超过",
    "最近",
    "近",
    "过去",
];

/// What stands behind a length of time that is the least.
const AND_MORE: &[&str] = &["or more", "and more", "以上", "多"];
/// What people say of a time that nobody counts, and how many days that is.
const LONG: &[&str] = &[
    "好久",
    "很久",
    "许久",
    "好长时间",
    "很长时间",
    "长期",
    "长时间",
    "long",
    "a long time",
    "a while",
    "ages",
];
const LONG_DAYS: u64 = 30;

/// Reads words that say whether somebody was spoken to, and nothing else.
pub(super) fn touch(words: &str, here: &Here<'_>) -> Option<Touch> {
    let key = fold::key(words);
    let text = key.trim_end_matches('的').trim_end_matches(['过', '了']).trim();
    if NEVER.contains(&text) {
        return Some(Touch::never());
    }
    if let Some(rest) = before(text, NEVER) {
        return Some(Touch::of(false, within(rest, here)?));
    }
    if let Some(rest) = before(text, EVER) {
        return Some(Touch::of(true, within(rest, here)?));
    }
    let rest = DID.iter().find_map(|did| text.strip_suffix(did))?.trim();
    let not = NOT.iter().find_map(|not| rest.strip_suffix(not));
    let mut rest = not.unwrap_or(rest).trim();
    while let Some(shorter) = YET.iter().find_map(|yet| rest.strip_suffix(yet)) {
        rest = shorter.trim();
    }
    match (not, rest) {
        (Some(_), "") => Some(Touch::never()),
        (not, rest) => Some(Touch::of(not.is_none(), within(rest, here)?)),
    }
}

/// Days that are over, by their name or, and that is told, as a length that ends today.
fn within(words: &str, here: &Here<'_>) -> Option<((NaiveDate, NaiveDate), bool)> {
    let today = here.now.date();
    let text = behind(words, &["以来", "之内", "以内", "内"]).unwrap_or(words);
    let bare = before(text, FOR).unwrap_or(text);
    let bare = behind(bare, AND_MORE).unwrap_or(bare);
    let start = if LONG.contains(&bare) {
        today.checked_sub_days(Days::new(LONG_DAYS))
    } else {
        length(bare, today, false)
    };
    if let Some(start) = start {
        return Some(((start, today.succ_opt()?), true));
    }
    let (start, end) = span(words, here, false)?;
    (start <= today).then_some(((start, end), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    fn read(words: &str) -> Option<(bool, Option<(String, String)>)> {
        let calendar = Calendar::plain();
        let now = "2026-03-12T10:00:00".parse().expect("a time");
        let touch = touch(words, &Here { now, workdays: &calendar })?;
        assert_eq!(touch.lasts, touch.span.is_some_and(|(_, end)| end.to_string() == "2026-03-13"));
        let days = touch.span.map(|(start, end)| (start.to_string(), end.to_string()));
        Some((touch.was, days))
    }

    #[test]
    fn what_was_done_or_left_is_read_in_both_languages() {
        let span = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        for words in
            ["没跟进", "还没跟进的", "从没联系过的", "未联系", "not contacted", "untouched"]
        {
            assert_eq!(read(words), Some((false, None)), "{words}");
        }
        for words in
            ["上周没联系", "上周没联系过的", "not contacted last week", "no contact last week"]
        {
            assert_eq!(read(words), Some((false, span("2026-03-02", "2026-03-09"))), "{words}");
        }
        for words in [
            "30天没联系",
            "超过30天没跟进",
            "30天以上没跟进",
            "好久没联系",
            "no activity for 30 days",
        ] {
            assert_eq!(read(words), Some((false, span("2026-02-10", "2026-03-13"))), "{words}");
        }
        for words in ["本周跟进过", "本周联系过的", "contacted this week"] {
            assert_eq!(read(words), Some((true, span("2026-03-09", "2026-03-16"))), "{words}");
        }
        for words in ["跟进", "联系", "苏州", "active", "contacted", "明年没联系", "没", "华为联系"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
