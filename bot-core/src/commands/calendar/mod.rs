//! The org's working calendar: which days are worked.

pub mod day;
pub(crate) mod days;
pub mod hours;
pub mod import;
pub mod show;
pub mod week;

use super::Cx;
use crate::domain::settings::Settings;
use crate::problem::Problem;

/// How many years after this one the calendar can be told about.
const YEARS: i32 = 6;
/// The first year that it can be told about.
const FIRST: i32 = 2000;

/// Saves the org's rules. Every timer is worked out anew by itself.
pub(crate) async fn save(cx: &mut Cx<'_>, mut after: Settings) -> Result<(), Problem> {
    after.head.withdrawn = false;
    let before = cx.settings.is_saved().then_some(cx.settings);
    if before.is_none() {
        after.head.created_at = cx.now;
    }
    Ok(cx.save(before, &after).await?)
}
