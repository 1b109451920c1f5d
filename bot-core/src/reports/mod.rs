//! Read models: one file each. Chat, digest, board and API use the same ones.

pub mod activity;
pub mod attention;
pub mod forecast;
pub mod funnel;
pub mod leads;
pub mod overdue;
pub mod picture;
pub mod pipeline;
pub mod rate;
pub mod stale;
pub mod won;

use chrono::NaiveDate;

/// All days before one, as a span.
pub fn before(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)?, day))
}

/// A day and all after it, as a span.
pub fn from(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((day, NaiveDate::from_ymd_opt(LAST_YEAR, 1, 1)?))
}

/// No deal closed before this year.
pub const FIRST_YEAR: i32 = 1900;
/// No deal is expected to close after it.
pub const LAST_YEAR: i32 = 9000;
