//! placeholder
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
/// Calendar.
pub struct Calendar;
impl Calendar {
    /// x
    pub fn china() -> Self {
        Self
    }
    /// x
    pub fn out_of_quiet(&self, local: NaiveDateTime) -> NaiveDateTime {
        local
    }
}
/// x
pub fn instant_of(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    zone.from_local_datetime(&local)
        .earliest()
        .map_or(DateTime::UNIX_EPOCH, |t| t.with_timezone(&Utc))
}
