//! Days and parts of the day in Chinese.

use crate::chat::understand::measure;
use chrono::{Datelike, NaiveDate, Weekday};

use super::super::number::{is_numeral, small};
use super::super::scan::Cursor;
use super::Reader;
use super::calendar::{self, Step};
use super::chinese_dates::date;
use super::draft::{Beside, Day, Draft, Part, Piece};

const DAYS: &[(&str, i64)] = &[
    ("大后天", 3),
    ("大后日", 3),
    ("后天", 2),
    ("后日", 2),
    ("明天", 1),
    ("明日", 1),
    ("明儿", 1),
    ("今天", 0),
    ("今日", 0),
    ("今儿", 0),
    ("昨天", -1),
    ("昨日", -1),
    ("大前天", -3),
    ("前天", -2),
    ("前日", -2),
];

const DAY_PARTS: &[(&str, (i64, Part))] = &[
    ("今早", (0, Part::Morning)),
    ("今晨", (0, Part::Morning)),
    ("今晚", (0, Part::Evening)),
    ("今夜", (0, Part::Evening)),
    ("明早", (1, Part::Morning)),
    ("明晨", (1, Part::Morning)),
    ("明晚", (1, Part::Evening)),
    ("后晚", (2, Part::Evening)),
    ("昨晚", (-1, Part::Evening)),
    ("昨夜", (-1, Part::Evening)),
];

const PARTS: &[(&str, Part)] = &[
    ("凌晨", Part::Dawn),
    ("清晨", Part::Morning),
    ("早晨", Part::Morning),
    ("早上", Part::Morning),
    ("上午", Part::Morning),
    ("中午", Part::Noon),
    ("正午", Part::Noon),
    ("下午", Part::Afternoon),
    ("傍晚", Part::Evening),
    ("晚上", Part::Evening),
    ("夜晚", Part::Evening),
    ("夜里", Part::Evening),
    ("半夜", Part::Midnight),
    ("午夜", Part::Midnight),
    ("深夜", Part::Midnight),
    ("下班前", Part::Close),
    ("下班之前", Part::Close),
];

pub(super) const STEPS: &[(&str, Step)] = &[
    ("下下个", 2),
    ("下下", 2),
    ("下个", 1),
    ("下", 1),
    ("上上个", -2),
    ("上上", -2),
    ("上个", -1),
    ("上", -1),
    ("这个", 0),
    ("这", 0),
    ("本", 0),
    ("今个", 0),
    ("今", 0),
];

pub(super) const WEEKDAYS: &[(&str, Weekday)] = &[
    ("一", Weekday::Mon),
    ("二", Weekday::Tue),
    ("三", Weekday::Wed),
    ("四", Weekday::Thu),
    ("五", Weekday::Fri),
    ("六", Weekday::Sat),
    ("日", Weekday::Sun),
    ("天", Weekday::Sun),
];

/// Takes a day or a part of the day.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>, draft: &Draft) -> Option<Piece> {
    // What happens every Friday is no moment.
    if cur.follows(&["每", "每个", "每天", "每日", "每周", "每月", "每逢"]) {
        return None;
    }
    let today = reader.here.today();
    let mut ahead = *cur;
    let piece = near(&mut ahead, today).or_else(|| {
        ahead = *cur;
        week(&mut ahead, today)
    });
    let piece = piece.or_else(|| {
        ahead = *cur;
        month(&mut ahead, today).map(on)
    });
    let piece = piece.or_else(|| {
        ahead = *cur;
        quarter(&mut ahead, today).map(on)
    });
    let piece = piece.or_else(|| {
        ahead = *cur;
        date(&mut ahead, today).map(on)
    });
    let piece = piece.or_else(|| {
        ahead = *cur;
        part(&mut ahead, draft).map(Piece::Part)
    })?;
    *cur = ahead;
    Some(piece)
}

fn on(date: NaiveDate) -> Piece {
    Piece::Day(Day::On(date))
}

/// Takes what marks a deadline after a moment; the deadline is the moment itself.
pub(super) fn deadline(cur: &mut Cursor<'_>) {
    if !cur.sees(&["前往", "前台", "前面", "前端", "前后", "前期", "前来", "前提"])
    {
        cur.eat_any(&["之前", "以前", "前"]);
    }
}

/// 今天, 明晚.
fn near(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Piece> {
    if let Some((days, part)) = cur.prefix(DAY_PARTS) {
        // 今晚上8点, but 今晚上海见. 声明早 and 今晚饭 are other words.
        let mut up = *cur;
        if up.eat("上") && (up.done() || up.peek().is_some_and(|c| is_numeral(c) || c.is_ascii()))
        {
            *cur = up;
        }
        if cur.sees(&["饭", "宴", "会", "餐", "安"]) {
            return calendar::add_days(today, days).map(on);
        }
        return Some(Piece::DayPart(calendar::add_days(today, days)?, part));
    }
    // 目前天气, 今后天天, 提前天数.
    if cur.follows(&["目", "以", "之", "往", "提", "今", "先", "然"]) && cur.sees(&["前", "后"])
    {
        return None;
    }
    let days = cur.prefix(DAYS)?;
    if cur.sees(&["头条", "资本", "之星", "期"]) {
        return None;
    }
    calendar::add_days(today, days).map(on)
}

/// 周五, 下周三, 这个星期五, 周末, 下周.
fn week(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<Piece> {
    let counted = cur.before().is_some_and(is_numeral);
    // 天下周知; 第一个星期一 is a rule for a day, and not read.
    if (cur.follows(&["天", "以", "如"]) && cur.sees(&["下", "上"]))
        || (cur.follows(&["个"]) && !cur.sees(&["下", "上", "这", "本"]))
    {
        return None;
    }
    let step = cur.prefix(STEPS);
    if !cur.eat_any(&["周", "星期", "礼拜"]) {
        return None;
    }
    if cur.sees(&["一一", "日常", "日报", "一至周", "天下"]) {
        return None;
    }
    if let Some(weekday) = cur.prefix(WEEKDAYS).or_else(|| digit_day(cur, counted)) {
        // 一周一次, 三周五天: so many times a week. But 张三周五 is a person and a day.
        if counted && step.is_none() && cur.sees(&["次", "天", "回", "趟", "个", "台"]) {
            return None;
        }
        return match step {
            Some(weeks) => calendar::weekday_of_week(today, weekday, weeks).map(on),
            None => Some(Piece::Day(Day::Coming(weekday))),
        };
    }
    if cur.eat("末") {
        return weekend(today, step.unwrap_or(0)).map(Piece::Beside);
    }
    let weeks = step.filter(|s| *s != 0)?;
    // "Before next week" and "within next week" are no day.
    if span_goes_on(*cur) {
        return None;
    }
    calendar::weekday_of_week(today, Weekday::Mon, weeks).map(on)
}

/// 下周3, 周5, with nothing behind it that would make the digit a time or a number of things.
fn digit_day(cur: &mut Cursor<'_>, counted: bool) -> Option<Weekday> {
    let mut ahead = *cur;
    let (digit, _) = ahead.digits(1)?;
    let goes_on = ahead.peek().is_some_and(|c| {
        is_numeral(c) || c.is_ascii_alphanumeric() || ":.-点时月年号日周天个%".contains(c)
    });
    if counted || goes_on || measure::follows(ahead) {
        return None;
    }
    let day = digit.checked_sub(1).and_then(|day| u8::try_from(day).ok())?;
    let day = Weekday::try_from(day).ok()?;
    *cur = ahead;
    Some(day)
}

/// The Saturday of a week, until its Sunday; on a Sunday, this weekend is today.
pub(super) fn weekend(today: NaiveDate, weeks: Step) -> Option<Beside> {
    let saturday = calendar::weekday_of_week(today, Weekday::Sat, weeks)?;
    let day = if weeks == 0 { saturday.max(today) } else { saturday };
    Some(Beside { days: Some((day, saturday.succ_opt()?)), ..Beside::day(day) })
}

fn span_goes_on(cur: Cursor<'_>) -> bool {
    cur.sees(&[
        "前", "之前", "以前", "内", "之内", "以内", "结束", "中", "后", "之后", "以后", "期",
    ])
}

/// 下个月5号, 月底, 下月底, 月初, 下个月.
fn month(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let counted = cur
        .before()
        .is_some_and(|c| is_numeral(c) || c.is_ascii_digit() || matches!(c, '个' | '岁' | '当'));
    let step = cur.prefix(STEPS).or_else(|| cur.eat("当").then_some(0));
    if step.is_none() && counted || !cur.eat("月") {
        return None;
    }
    let first = calendar::month(today, step.unwrap_or(0))?;
    if cur.eat_any(&["底", "末"]) {
        return calendar::last_day(first, 1);
    }
    if cur.sees(&["中"]) && !cur.sees(&["中旬", "中标", "中奖", "中选", "中心"]) {
        cur.eat("中");
        let middle = first.with_day(15)?;
        let over = step.is_none() && middle < today;
        return if over { calendar::month(today, 1)?.with_day(15) } else { Some(middle) };
    }
    if cur.eat("初") {
        // 月初 said on the 11th is the first of the next month.
        return if step.is_none() && first < today {
            calendar::month(today, 1)
        } else {
            Some(first)
        };
    }
    let step = step?;
    let mut day = *cur;
    day.eat("的");
    if let Some(n) = small(&mut day, 2).filter(|_| day.eat_any(&["号", "日"])) {
        *cur = day;
        return first.with_day(n);
    }
    (step != 0 && !span_goes_on(*cur) && !cur.sees(&["份"])).then_some(first)
}

/// 季末, 本季度末, 下季度末, 三季度末, Q3末; 年底, 明年底.
fn quarter(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    if cur.before().is_some_and(|c| is_numeral(c) || c.is_ascii_digit()) {
        return None;
    }
    let mut ahead = *cur;
    if let Some(years) = ahead.prefix(YEARS) {
        ahead.eat("年");
        if ahead.eat_any(&["底", "末"]) {
            *cur = ahead;
            return NaiveDate::from_ymd_opt(today.year() + years, 12, 31);
        }
        return None;
    }
    if ahead.eat_any(&["年底", "年末"]) {
        *cur = ahead;
        return NaiveDate::from_ymd_opt(today.year(), 12, 31);
    }
    let step = ahead.prefix(STEPS);
    if ahead.eat_any(&["季度", "季"]) && ahead.eat_any(&["末", "底"]) {
        *cur = ahead;
        return calendar::last_day(calendar::quarter(today, step.unwrap_or(0))?, 3);
    }
    let mut ahead = *cur;
    ahead.eat("第");
    let n = small(&mut ahead, 1).filter(|n| (1..=4).contains(n))?;
    if !ahead.eat("季度") || !ahead.eat_any(&["末", "底"]) {
        return None;
    }
    *cur = ahead;
    quarter_end(today, n)
}

/// The last day of the coming quarter with a number.
pub(super) fn quarter_end(today: NaiveDate, n: u32) -> Option<NaiveDate> {
    calendar::coming_quarter_end(today, n)
}

pub(super) const YEARS: &[(&str, i32)] =
    &[("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("去年", -1), ("前年", -2)];

/// 上午, 晚上, 下班前; 早 and 晚 only after a day.
fn part(cur: &mut Cursor<'_>, draft: &Draft) -> Option<Part> {
    let start = *cur;
    // 22:00 夜谈: after a clock, what goes on with another word is that word's beginning.
    let is_word = |cur: &Cursor<'_>| {
        let more = cur.peek().is_some_and(|c| c >= '\u{2e80}' && !is_numeral(c));
        draft.has_clock() && more && !cur.sees(&["前", "之前", "以前", "到", "至"])
    };
    if let Some(part) = cur.prefix(PARTS) {
        if is_word(cur) {
            *cur = start;
            return None;
        }
        return (!cur.sees(&["好", "茶", "餐", "饭"])).then_some(part);
    }
    if !draft.has_day() {
        return None;
    }
    let part = cur.prefix(&[
        ("早", Part::Morning),
        ("晨", Part::Morning),
        ("晚", Part::Evening),
        ("夜", Part::Evening),
    ])?;
    // 明天早点来 is earlier, and 周五晚饭 a meal.
    let other = cur.sees(&[
        "点", "些", "期", "会", "饭", "餐", "安", "宴", "到", "于", "已", "就", "日", "一点", "班",
        "市", "宵", "校",
    ]);
    (!other && !is_word(cur)).then_some(part)
}
