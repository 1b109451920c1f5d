//! Days around a holiday: 国庆后, 节前, after Spring Festival.
//!
//! After a holiday is the first working day behind it, before it the last one that leads up to it.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use super::super::number::is_numeral;
use super::super::scan::{Cursor, is_latin};
use super::calendar::working_days;
use super::chinese::YEARS;
use super::draft::{Beside, Day, Piece};
use super::offset::Stretch;
use super::{Here, Odd, Reader, beside};

/// Holidays by what people call them, and the name that they have in the calendar; the longer
/// names first.
const NAMES: &[(&str, &str)] = &[
    ("元旦", "元旦"),
    ("过年", "春节"),
    ("春节", "春节"),
    ("清明", "清明"),
    ("劳动节", "劳动"),
    ("五一", "劳动"),
    ("51", "劳动"),
    ("5.1", "劳动"),
    ("端午", "端午"),
    ("中秋", "中秋"),
    ("国庆", "国庆"),
    ("十一", "国庆"),
];

/// The same in English.
const ENGLISH: &[(&str, Option<&str>)] = &[
    ("new year's day", Some("元旦")),
    ("new year’s day", Some("元旦")),
    ("chinese new year", Some("春节")),
    ("lunar new year", Some("春节")),
    ("spring festival", Some("春节")),
    ("cny", Some("春节")),
    ("qingming", Some("清明")),
    ("labour day", Some("劳动")),
    ("labor day", Some("劳动")),
    ("may day", Some("劳动")),
    ("dragon boat festival", Some("端午")),
    ("dragon boat", Some("端午")),
    ("mid-autumn festival", Some("中秋")),
    ("mid-autumn", Some("中秋")),
    ("national day", Some("国庆")),
    ("golden week", Some("国庆")),
    ("holidays", None),
    ("holiday", None),
];

/// What may stand before 节后 and 年前, which also end other words: 环节后, 3年前.
const BEFORE: &[&str] = &[
    " ", ",", "。", ";", "!", "?", ":", "\n", "等", "说", "到", "约", "定", "在", "要", "是", "过",
    "赶", "于", "并", "了", "再", "打算", "准备", "争取",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    /// Which working day after it.
    After(u32),
}

/// Takes a day before or after a holiday.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    let mut ahead = *cur;
    let (name, year, side) = chinese(&mut ahead, reader).or_else(|| {
        ahead = *cur;
        english(&mut ahead)
    })?;
    *cur = ahead;
    let here = reader.here;
    if let Some(stretch) = beside::counted(&mut ahead) {
        ahead.eat_any(&["之内", "以内", "内"]);
        *cur = ahead;
        return Some(from_holiday(name, year, side, &stretch, here));
    }
    Some(match beside(name, year, here, |first, last| working(first, last, side, here)) {
        Ok(day) => match side {
            Side::Before => Piece::Day(Day::On(day)),
            Side::After(n) => Piece::WorkDay(counted(day, n, here)?),
        },
        Err(odd) => Piece::Odd(odd),
    })
}

/// 国庆前两天, 国庆后三天: so far from the holiday itself. The third day behind it may be the third day of
/// work.
fn from_holiday(
    name: Option<&str>,
    year: Option<i32>,
    side: Side,
    stretch: &Stretch,
    here: &Here<'_>,
) -> Piece {
    let day = beside(name, year, here, |first, last| match side {
        Side::Before => stretch.counted_from(first, true, here),
        Side::After(_) => stretch.counted_from(last, false, here),
    });
    let works = beside(name, year, here, |_, last| {
        let from = Here { now: last.and_time(NaiveTime::MIN), workdays: here.workdays };
        working_days(&from, stretch.single_days()?)
    });
    match day {
        Ok(day) => {
            let other = works.ok().filter(|works| side != Side::Before && *works != day);
            Piece::Beside(Beside { other, ..Beside::day(day) })
        }
        Err(odd) => Piece::Odd(odd),
    }
}

/// The name of a holiday in the calendar; none is any of them.
#[derive(Clone, Copy)]
pub(super) struct Named(pub Option<&'static str>);

/// Takes the name of a holiday in English.
pub(super) fn named(cur: &mut Cursor<'_>) -> Option<Named> {
    let name = cur.lookup(ENGLISH)?;
    let mut more = *cur;
    if name.is_some() && more.spaces() && more.any_word(&["holidays", "holiday"]) {
        *cur = more;
    }
    Some(Named(name))
}

/// The n-th working day of those of which this one is the first.
fn counted(first: NaiveDate, n: u32, here: &Here<'_>) -> Option<NaiveDate> {
    let from = Here { now: first.and_time(NaiveTime::MIN), workdays: here.workdays };
    working_days(&from, n.saturating_sub(1))
}

type Asked = (Option<&'static str>, Option<i32>, Side);

/// Which working day after a holiday.
const COUNTED: &[(&str, u32)] = &[
    ("first", 1),
    ("1st", 1),
    ("second", 2),
    ("2nd", 2),
    ("third", 3),
    ("3rd", 3),
    ("fourth", 4),
    ("4th", 4),
    ("fifth", 5),
    ("5th", 5),
];

/// 国庆后, 春节假期前, 明年春节后; 节后, 年前.
fn chinese(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Asked> {
    let open = cur.at() == 0 || cur.follows(BEFORE);
    // The 51 of A51 and the 十一 of 二十一 are numbers.
    let number = cur.peek().is_some_and(is_numeral) || cur.sees(&["51", "5.1"]);
    let counted = cur.before().is_some_and(|c| is_numeral(c) || is_latin(c));
    let year = cur.prefix(YEARS).map(|years| reader.here.today().year() + years);
    let name = match cur.prefix(NAMES) {
        Some(_) if number && counted => return None,
        Some(name) => Some(name),
        None if open && cur.eat("年") => Some("春节"),
        None if open && cur.sees(&["节", "长假", "假期"]) => None,
        None => return None,
    };
    cur.eat("节");
    cur.eat_any(&["小长假", "长假", "假期", "放假"]);
    Some((name, year, side(cur)?))
}

fn side(cur: &mut Cursor<'_>) -> Option<Side> {
    if cur.sees(&[
        "前后", "前台", "前面", "前期", "前夕", "前往", "后台", "后勤", "后续", "后期", "后面",
    ]) {
        return None;
    }
    if cur.eat_any(&["之后", "以后", "过后", "结束后", "完后", "回来后", "后"]) {
        return Some(Side::After(1));
    }
    cur.eat_any(&["之前", "以前", "前"]).then_some(Side::Before)
}

/// After National Day, before the holidays.
fn english(cur: &mut Cursor<'_>) -> Option<Asked> {
    if !cur.word_starts() {
        return None;
    }
    if cur.follows(&["before ", "before the "]) {
        // Before was taken for the mark of a deadline.
        return named(cur).map(|named| (named.0, None, Side::Before));
    }
    let side = match nth(cur) {
        Some(n) => Side::After(n),
        None => cur.lookup(&[
            ("right after", Side::After(1)),
            ("after", Side::After(1)),
            ("before", Side::Before),
        ])?,
    };
    cur.spaces();
    if cur.word("the") {
        cur.spaces();
    }
    Some((named(cur)?.0, None, side))
}

/// Takes «the first working day after».
fn nth(cur: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cur;
    if ahead.word("the") {
        ahead.spaces();
    }
    let n = ahead.lookup(COUNTED)?;
    ahead.spaces();
    let days = ["working day", "business day", "workday", "day", "day back"];
    if !ahead.any_word(&days) || !ahead.spaces() || !ahead.word("after") {
        return None;
    }
    *cur = ahead;
    Some(n)
}

/// The coming one of the days that lie beside a holiday, by its first and its last day; of a year where
/// that was said.
pub(super) fn beside(
    name: Option<&str>,
    year: Option<i32>,
    here: &Here<'_>,
    of: impl Fn(NaiveDate, NaiveDate) -> Option<NaiveDate>,
) -> Result<NaiveDate, Odd> {
    let today = here.today();
    let said = year.is_some();
    let years = match year {
        Some(year) => year..=year,
        None => today.year()..=today.year() + 1,
    };
    for year in years {
        let holidays = here.workdays.holidays(name, year);
        if holidays.is_empty() {
            return Err(Odd::Unannounced(year));
        }
        let days = holidays.into_iter().filter_map(|(first, last)| of(first, last));
        if let Some(day) = days.into_iter().find(|day| *day >= today || said) {
            return Ok(day);
        }
    }
    Err(Odd::Unannounced(today.year() + 1))
}

/// The working day next to a holiday.
fn working(first: NaiveDate, last: NaiveDate, side: Side, here: &Here<'_>) -> Option<NaiveDate> {
    /// No holiday is next to more days off than this.
    const MOST: u64 = 31;
    let mut near = (1..=MOST).filter_map(|n| match side {
        Side::After(_) => last.checked_add_days(Days::new(n)),
        Side::Before => first.checked_sub_days(Days::new(n)),
    });
    near.find(|day| here.workdays.is_working_day(*day))
}
