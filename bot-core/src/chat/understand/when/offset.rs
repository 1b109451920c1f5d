//! From now on, in Chinese: 3天后, 半小时内, 两个半小时后, 3个工作日后.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::super::number::{Decimal, digits, small};
use super::super::scan::Cursor;
use super::calendar;
use super::chinese::WEEKDAYS;
use super::draft::{Day, Piece};
use super::{Here, Odd, Reader, fresh};

/// How many numbers one stretch may have: 2小时30分钟.
const TERMS: usize = 4;

/// A stretch of time.
#[derive(Clone, Copy, Default)]
pub(super) struct Stretch {
    seconds: i64,
    days: i64,
    months: i32,
    working: u32,
    terms: usize,
    /// More than can be counted.
    far: bool,
}

/// What a stretch is counted in.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Seconds(i64),
    Days(i64),
    Months(i32),
    Working,
}

impl Stretch {
    /// Adds a number of units; half an hour is fine, half a day is not said clearly.
    pub fn add(&mut self, n: Decimal, unit: Unit) -> Option<()> {
        self.terms += 1;
        let sum = match unit {
            Unit::Seconds(one) => {
                let n = i64::try_from(n.times(one.into()).units(0)?);
                n.ok().and_then(|n| self.seconds.checked_add(n)).map(|sum| self.seconds = sum)
            }
            Unit::Days(one) => {
                let n = i64::try_from(n.units(0)?).ok().and_then(|n| n.checked_mul(one));
                n.and_then(|n| self.days.checked_add(n)).map(|sum| self.days = sum)
            }
            Unit::Months(one) => {
                let n = i32::try_from(n.times(one.into()).units(0)?);
                n.ok().and_then(|n| self.months.checked_add(n)).map(|sum| self.months = sum)
            }
            Unit::Working => u32::try_from(n.units(0)?).ok().map(|working| self.working = working),
        };
        self.far |= sum.is_none();
        Some(())
    }

    pub fn is_working(&self) -> bool {
        self.working > 0
    }

    pub fn terms(&self) -> usize {
        self.terms
    }

    /// The moment that lies this far from now; whole days give a day without a time.
    pub fn after_now(&self, here: &Here<'_>, back: bool) -> Option<Piece> {
        let sign = if back { -1 } else { 1 };
        if self.is_working() && (self.terms > 1 || back) {
            return None;
        }
        Some(self.counted(here, sign).filter(|_| !self.far).unwrap_or(Piece::Odd(Odd::Far)))
    }

    /// The day that lies this far from another; none where the stretch has hours.
    pub fn counted_from(&self, day: NaiveDate, back: bool, here: &Here<'_>) -> Option<NaiveDate> {
        let from = Here { now: day.and_time(NaiveTime::MIN), workdays: here.workdays };
        if self.far || self.seconds != 0 || (self.is_working() && self.terms > 1) {
            return None;
        }
        if self.is_working() && back {
            return calendar::working_days_before(&from, self.working);
        }
        match self.counted(&from, if back { -1 } else { 1 })? {
            Piece::Day(Day::On(day)) => Some(day),
            _ => None,
        }
    }

    /// Says whether it is counted in weeks or months, and not in single days.
    pub fn is_long(&self) -> bool {
        self.months != 0 || (self.days != 0 && self.days % 7 == 0)
    }

    /// How many days it is, where it is counted in days and weeks.
    pub fn plain_days(&self) -> Option<u64> {
        let only = self.seconds == 0 && self.months == 0 && !self.is_working() && !self.far;
        u64::try_from(self.days).ok().filter(|days| only && *days < 1000)
    }

    /// The same where it is counted in single days.
    pub fn single_days(&self) -> Option<u32> {
        self.plain_days().filter(|_| !self.is_long()).and_then(|days| u32::try_from(days).ok())
    }

    /// Says whether it is counted in weeks alone.
    pub fn is_weeks(&self) -> bool {
        self.is_long() && self.months == 0 && self.seconds == 0 && !self.is_working()
    }

    fn counted(&self, here: &Here<'_>, sign: i32) -> Option<Piece> {
        if self.is_working() {
            return calendar::working_days(here, self.working).map(|day| Piece::Day(Day::On(day)));
        }
        let day = calendar::add_months(here.today(), self.months * sign)?;
        let day = calendar::add_days(day, self.days * i64::from(sign))?;
        if self.seconds == 0 {
            return Some(Piece::Day(Day::On(day)));
        }
        let seconds = TimeDelta::try_seconds(self.seconds * i64::from(sign))?;
        let at: NaiveDateTime = day.and_time(here.now.time());
        at.checked_add_signed(seconds).map(Piece::Exact)
    }
}

const UNITS: &[(&str, Unit)] = &[
    ("个工作日", Unit::Working),
    ("工作日", Unit::Working),
    ("个小时", Unit::Seconds(3600)),
    ("小时", Unit::Seconds(3600)),
    ("个钟头", Unit::Seconds(3600)),
    ("钟头", Unit::Seconds(3600)),
    ("个钟", Unit::Seconds(3600)),
    ("分钟", Unit::Seconds(60)),
    ("刻钟", Unit::Seconds(900)),
    ("秒钟", Unit::Seconds(1)),
    ("秒", Unit::Seconds(1)),
    ("个星期", Unit::Days(7)),
    ("星期", Unit::Days(7)),
    ("个礼拜", Unit::Days(7)),
    ("礼拜", Unit::Days(7)),
    ("周年", Unit::Days(0)),
    ("周", Unit::Days(7)),
    ("个季度", Unit::Months(3)),
    ("个月", Unit::Months(1)),
    ("天", Unit::Days(1)),
    ("日", Unit::Days(1)),
    ("年", Unit::Months(12)),
];

/// Takes a stretch and its direction.
pub(super) fn read(cur: &mut Cursor<'_>, reader: &Reader<'_>) -> Option<Piece> {
    let mut ahead = *cur;
    if ahead.eat_any(&["下一个工作日", "下个工作日"]) {
        *cur = ahead;
        return calendar::working_days(reader.here, 1).map(|day| Piece::Day(Day::On(day)));
    }
    if !fresh(*cur) || cur.follows(&["第", "近", "去", "每", "每隔", "前", "上"]) {
        return None;
    }
    // 再过3天 needs no 后.
    let passing = ahead.eat("再过");
    let mut stretch = Stretch::default();
    let mut days_as_dates = false;
    while stretch.terms < TERMS {
        ahead.eat("零");
        let Some((n, unit)) = term(&mut ahead) else {
            break;
        };
        days_as_dates = ahead.follows(&["日"]) && !ahead.follows(&["工作日"]);
        stretch.add(n, unit)?;
    }
    if stretch.terms == 0 {
        return None;
    }
    let back = match direction(&mut ahead, days_as_dates) {
        None if passing => false,
        back => back?,
    };
    let mut piece = stretch.after_now(reader.here, back)?;
    if let Piece::Day(Day::On(day)) = piece
        && stretch.is_long()
        && let Some(weekday) = weekday_of(&mut ahead)
    {
        piece = Piece::Day(Day::On(calendar::weekday_of_week(day, weekday, 0)?));
    }
    *cur = ahead;
    Some(piece)
}

/// Takes the day of a week that was counted to: 两周后的周三.
fn weekday_of(cur: &mut Cursor<'_>) -> Option<Weekday> {
    let mut ahead = *cur;
    ahead.eat("的");
    if !ahead.eat_any(&["周", "星期", "礼拜"]) {
        return None;
    }
    let weekday = ahead.prefix(WEEKDAYS)?;
    *cur = ahead;
    Some(weekday)
}

/// Takes what counts on from a day: 10月1日后第3个工作日, 国庆后第二天, where the holiday is over on the
/// day.
pub(super) fn counted_on(
    cur: &mut Cursor<'_>,
    day: NaiveDate,
    here: &Here<'_>,
) -> Option<NaiveDate> {
    let mut ahead = *cur;
    let behind = ahead.eat_any(&["之后", "以后", "后"]);
    let base = if behind { day } else { day.pred_opt()? };
    ahead.eat("的");
    if !ahead.eat("第") {
        return None;
    }
    let mut stretch = Stretch::default();
    let (n, unit) = term(&mut ahead)?;
    stretch.add(n, unit)?;
    // The first week of a month is no day.
    if !behind && stretch.is_long() {
        return None;
    }
    let from = Here { now: base.and_time(NaiveTime::MIN), workdays: here.workdays };
    match stretch.after_now(&from, false)? {
        Piece::Day(Day::On(later)) => {
            *cur = ahead;
            Some(later)
        }
        _ => None,
    }
}

/// Takes one number and its unit.
pub(super) fn term(cur: &mut Cursor<'_>) -> Option<(Decimal, Unit)> {
    let mut ahead = *cur;
    if ahead.eat("半") {
        let found = ahead.prefix(&[
            ("个小时", (30, Unit::Seconds(60))),
            ("小时", (30, Unit::Seconds(60))),
            ("个钟头", (30, Unit::Seconds(60))),
            ("个月", (15, Unit::Days(1))),
            ("年", (6, Unit::Months(1))),
        ]);
        let (n, unit) = found?;
        *cur = ahead;
        return Some((Decimal::whole(n), unit));
    }
    let n = if ahead.peek()?.is_ascii_digit() {
        digits(&mut ahead)?
    } else {
        Decimal::whole(small(&mut ahead, 4)?.into())
    };
    ahead.spaces();
    let mut half = ahead;
    // 一个半小时.
    if half.eat("个半") && half.eat_any(&["小时", "钟头"]) {
        *cur = half;
        return Some((n.plus(Decimal::HALF), Unit::Seconds(3600)));
    }
    let unit = ahead.prefix(UNITS)?;
    if matches!(unit, Unit::Days(0)) {
        return None;
    }
    *cur = ahead;
    Some((n, unit))
}

/// Takes 后, 内 (a deadline) or 前 (ago), and says whether it goes back.
fn direction(cur: &mut Cursor<'_>, days_as_dates: bool) -> Option<bool> {
    if cur.eat_any(&["之后", "以后", "过后", "之内", "以内"]) {
        return Some(false);
    }
    if cur.sees(&["后台", "后勤", "后续", "后期", "后面", "后天", "内部", "内容", "内存", "后端"])
    {
        return None;
    }
    if cur.eat_any(&["后", "内"]) {
        return Some(false);
    }
    // 30日前 may be before the 30th: the date is read instead.
    if days_as_dates || cur.sees(&["前台", "前面", "前端", "前往", "前期", "前沿"]) {
        return None;
    }
    cur.eat_any(&["之前", "以前", "前"]).then_some(true)
}
