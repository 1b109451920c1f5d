//! Dates with 月, 日 and 号: 6月30日, 2026年6月30号, 30号, 6月底.

use chrono::{Datelike, NaiveDate};

use super::super::measure;
use super::super::number::{is_numeral, small};
use super::super::scan::Cursor;
use super::chinese::YEARS;
use super::{calendar, fresh};

/// 6月30日, 2026年6月30号, 明年3月1日, 30号, 6月底.
pub(super) fn date(cur: &mut Cursor<'_>, today: NaiveDate) -> Option<NaiveDate> {
    let words = cur.peek().is_some_and(is_numeral);
    if cur.before().is_some_and(|c| c == '第' || (words && is_numeral(c)))
        || (cur.peek().is_some_and(|c| c.is_ascii_digit()) && !fresh(*cur))
    {
        return None;
    }
    // 科技路8号 is a house.
    let street = cur.before().is_some_and(|c| "路街巷弄村镇".contains(c));
    // The month of 2月30日 was looked at before, and has no such day.
    let in_month = cur.follows(&["月", "月份", "月 "]);
    let mut year = cur.prefix(YEARS).map(|years| today.year() + years);
    let mut n = small(cur, 4)?;
    if year.is_none() && cur.eat("年") {
        year = Some(full_year(n)?);
        cur.eat(",");
        cur.spaces();
        n = small(cur, 2)?;
    }
    let mut name = *cur;
    name.spaces();
    if name.eat("月份") || name.eat("月") {
        *cur = name;
        return month_day(cur, today, year, n);
    }
    // 3号楼 and 5号线 are places; 30日 needs nothing, 30日内 was read before this.
    if in_month || year.is_some() || !cur.eat_any(&["号", "日"]) {
        return None;
    }
    if street && cur.follows(&["号"]) {
        return None;
    }
    let thing = cur.follows(&["号"])
        && cur.sees(&[
            "楼", "线", "店", "机", "门", "院", "馆", "仓", "库", "车", "厂", "柜", "位", "桌",
            "房", "码", "厅", "文", "人", "产", "客", "样", "方", "公", "钢", "电", "井", "炉",
            "设", "地", "园", "会议", "泵", "螺", "件", "料", "色", "油",
        ]);
    if thing || cur.sees(&["元", "期", "常", "本", "均", "产", "语", "志"]) {
        return None;
    }
    calendar::coming_day(today, n)
}

/// Takes what follows 6月: 30日, 底, 初, or a bare 30.
fn month_day(
    cur: &mut Cursor<'_>,
    today: NaiveDate,
    year: Option<i32>,
    month: u32,
) -> Option<NaiveDate> {
    if cur.eat_any(&["底", "末"]) {
        return match year {
            Some(year) => calendar::last_day(NaiveDate::from_ymd_opt(year, month, 1)?, 1),
            None => calendar::coming_month_end(today, month),
        };
    }
    let day = if cur.eat("初") {
        1
    } else {
        cur.spaces();
        let day = small(cur, 2)?;
        let mut named = *cur;
        named.spaces();
        if named.eat_any(&["号", "日"]) {
            *cur = named;
        } else if measure::follows(*cur) || cur.peek().is_some_and(goes_on) {
            return None;
        }
        day
    };
    match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day),
        None => calendar::coming_date(today, month, day),
    }
}

/// Says whether a number goes on, so that it is no day: 6月30万, 6月3.5.
fn goes_on(c: char) -> bool {
    is_numeral(c)
        || c.is_ascii_alphanumeric()
        || matches!(c, '.' | '%' | '元' | '块' | '/' | '几' | '多')
}

/// 26 is 2026; three digits are no year.
pub(super) fn full_year(n: u32) -> Option<i32> {
    match n {
        0..=99 => i32::try_from(n).ok().map(|n| n + 2000),
        1900..=2199 => i32::try_from(n).ok(),
        _ => None,
    }
}
