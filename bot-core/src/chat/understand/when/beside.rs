//! Days that are counted from another day: 周五前两天, 下周二再往后一周, 明天起三天, 2 days before Friday, a week
//! on Tuesday, Friday week.

use chrono::NaiveDate;

use super::super::number::Decimal;
use super::super::scan::Cursor;
use super::draft::{Beside, Day, Draft, Piece};
use super::offset::{self, Stretch, Unit};
use super::{Here, Reader, calendar, combine, holidays, offset_english};

/// How many numbers one stretch may have: 一个月零三天.
const TERMS: usize = 3;

/// On which side of the day it lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    /// A stretch that begins with the day: 明天起三天.
    From,
}

const SIDES: &[(&str, Side)] = &[
    ("之前的", Side::Before),
    ("之前", Side::Before),
    ("以前", Side::Before),
    ("往前推", Side::Before),
    ("往前", Side::Before),
    ("提前", Side::Before),
    ("前的", Side::Before),
    ("前", Side::Before),
    ("之后的", Side::After),
    ("之后", Side::After),
    ("以后", Side::After),
    ("往后推", Side::After),
    ("往后", Side::After),
    ("延后", Side::After),
    ("推后", Side::After),
    ("推迟", Side::After),
    ("顺延", Side::After),
    ("再过", Side::After),
    ("再加", Side::After),
    ("后的", Side::After),
    ("后", Side::After),
    ("算起", Side::From),
    ("起算", Side::From),
    ("开始", Side::From),
    ("起", Side::From),
];

/// Takes what counts on or back from a day that was just read, and gives the day that is meant.
pub(super) fn after(cur: &mut Cursor<'_>, draft: &Draft, here: &Here<'_>) -> Option<Beside> {
    let day = draft.reading(here)?.ok()?.day();
    let mut ahead = *cur;
    let beside =
        chinese(&mut ahead, day, here).or_else(|| british(&mut ahead, day).map(Beside::day))?;
    *cur = ahead;
    Some(beside)
}

/// 周五前两天, 国庆前两个工作日, 下周二再往后一周, 今天起两周.
fn chinese(cur: &mut Cursor<'_>, day: NaiveDate, here: &Here<'_>) -> Option<Beside> {
    if cur.sees(&["再往", "再延", "再推", "再顺"]) {
        cur.eat("再");
    } else {
        cur.eat("的");
    }
    let begins = cur.sees(&["开始"]);
    let side = cur.prefix(SIDES)?;
    let stretch = counted(cur)?;
    if side != Side::From {
        return stretch.counted_from(day, side == Side::Before, here).map(Beside::day);
    }
    // «周一开始三天培训» is what begins then.
    let goes_on = cur.peek().is_some_and(|c| !(c.is_whitespace() || ",。;.!?、".contains(c)));
    let over = cur.eat_any(&["之后", "以后", "之内", "以内", "后", "内"]);
    if begins && goes_on && !over {
        return None;
    }
    from(day, &stretch, over, here)
}

/// What a stretch that begins with a day means: its end where it is long, is said to be, or begins today;
/// of a few days the first or the last.
fn from(day: NaiveDate, stretch: &Stretch, over: bool, here: &Here<'_>) -> Option<Beside> {
    let end = stretch.counted_from(day, false, here)?;
    let last = if stretch.is_working() && here.workdays.is_working_day(day) {
        calendar::working_days_before(&Here { now: end.and_time(here.now.time()), ..*here }, 1)?
    } else {
        end.pred_opt()?
    };
    let days = Some((day, last.max(day)));
    Some(if over || stretch.is_long() || day == here.today() {
        Beside { day: end, other: None, days }
    } else {
        Beside { day, other: Some(last).filter(|last| *last > day), days }
    })
}

/// How long a stretch of days is.
pub(super) fn counted(cur: &mut Cursor<'_>) -> Option<Stretch> {
    let mut sum = Stretch::default();
    let mut ahead = *cur;
    while sum.terms() < TERMS {
        ahead.eat("零");
        let Some((n, unit)) = offset::term(&mut ahead) else { break };
        // 前三年 and 前两小时 are no days.
        if matches!(unit, Unit::Seconds(_) | Unit::Months(3 | 12)) {
            return None;
        }
        sum.add(n, unit)?;
        *cur = ahead;
    }
    (sum.terms() > 0).then_some(sum)
}

/// Friday week, tomorrow fortnight: so much later than the day that was just said.
fn british(cur: &mut Cursor<'_>, day: NaiveDate) -> Option<NaiveDate> {
    const DAYS: [&str; 9] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "tomorrow",
    ];
    if !cur.follows(&DAYS) || !cur.spaces() {
        return None;
    }
    let days = cur.lookup(&[("week", 7), ("fortnight", 14)])?;
    let mut next = *cur;
    next.spaces();
    // The week of a «Friday week plan» is another one, and that of «the week after» is not over.
    let noun = next.any_word(&[
        "plan", "report", "review", "summary", "meeting", "numbers", "after", "before", "of",
    ]);
    let numbered = next.sees(&["-", "'", "’"]) || next.peek().is_some_and(|c| c.is_ascii_digit());
    (!noun && !numbered).then(|| calendar::add_days(day, days)).flatten()
}

/// What stands between a count and the day from which it is counted.
const JOINTS: &[(&str, Side)] = &[
    ("before", Side::Before),
    ("prior to", Side::Before),
    ("ahead of", Side::Before),
    ("after", Side::After),
    ("following", Side::After),
    ("from", Side::From),
    ("starting", Side::From),
    ("on", Side::From),
];

/// Takes 2 days before Friday, the day after the holidays, a week on Tuesday, a fortnight tomorrow.
pub(super) fn english(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    if !cur.word_starts() || !super::fresh(*cur) {
        return None;
    }
    let mut ahead = *cur;
    let lasts = cur.follows(&["for "]);
    if let Some(weeks) = ahead.lookup(&[("the week after next", 2), ("week after next", 2)]) {
        *cur = ahead;
        let monday = calendar::weekday_of_week(reader.here.today(), chrono::Weekday::Mon, weeks);
        return monday.map(|day| Piece::Day(Day::On(day)));
    }
    let stretch = the_day(&mut ahead).or_else(|| offset_english::stretch(&mut ahead))?;
    if !ahead.spaces() {
        return None;
    }
    let joint = ahead.lookup(JOINTS).map(|side| (side, ahead.word_ends() && ahead.spaces()));
    let side = match joint {
        Some((side, true)) => side,
        Some(_) => return None,
        // A week tomorrow, a fortnight on Friday: weeks alone.
        None => stretch.is_weeks().then_some(Side::From)?,
    };
    let on = ahead.follows(&["on "]) || joint.is_none();
    if on && !stretch.is_weeks() {
        return None;
    }
    ahead.word("the");
    ahead.spaces();
    if let Some(holiday) = holidays::named(&mut ahead) {
        *cur = ahead;
        let day = holidays::beside(holiday.0, None, reader.here, |first, last| match side {
            Side::Before => stretch.counted_from(first, true, reader.here),
            _ => stretch.counted_from(last, false, reader.here),
        });
        return Some(day.map_or_else(Piece::Odd, |day| Piece::Beside(Beside::day(day))));
    }
    let day = combine::only_day(&mut ahead, reader)?;
    if ahead.sees(&["'s", "’s"]) {
        return None;
    }
    let beside = match side {
        // «for 3 days from Friday» begins on it.
        Side::From if lasts => Beside { day, ..from(day, &stretch, true, reader.here)? },
        Side::From => from(day, &stretch, true, reader.here)?,
        side => Beside::day(stretch.counted_from(day, side == Side::Before, reader.here)?),
    };
    *cur = ahead;
    Some(Piece::Beside(beside))
}

/// The day before, week after: one of them.
fn the_day(cur: &mut Cursor<'_>) -> Option<Stretch> {
    const UNITS: &[(&str, Unit)] = &[
        ("working day", Unit::Working),
        ("business day", Unit::Working),
        ("workday", Unit::Working),
        ("day", Unit::Days(1)),
        ("week", Unit::Days(7)),
        ("fortnight", Unit::Days(14)),
    ];
    let mut ahead = *cur;
    if ahead.word("the") {
        ahead.spaces();
    }
    let unit = ahead.lookup(UNITS)?;
    let mut joint = ahead;
    if !joint.spaces() || !joint.any_word(&["before", "after", "prior to", "following"]) {
        return None;
    }
    let mut one = Stretch::default();
    one.add(Decimal::whole(1), unit)?;
    *cur = ahead;
    Some(one)
}

/// How many days a text says at its beginning that something lasts, and where that ends: 三天, for 2 weeks.
pub fn lasting(text: &str) -> Option<(u64, usize)> {
    let mut cur = Cursor::new(text, 0);
    if cur.word("for") {
        cur.spaces();
    }
    let stretch = counted(&mut cur).or_else(|| offset_english::stretch(&mut cur))?;
    let ends = cur.done() || cur.sees(&[" ", ","]);
    let days = stretch.plain_days()?;
    (ends && days > 0).then_some((days, cur.at()))
}
