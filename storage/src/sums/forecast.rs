//! What is to be won by when, and what was won.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use chrono::NaiveDate;

use crate::db::Statement;
use crate::scope::within;

/// Open deals by the month in which they are expected to close, and deals won in a period; each row
/// says a month, a stage, a currency, how many, how many without an amount, and how much.
///
/// Open and won deals are two questions in one, each by its own index: they share no stage.
pub(super) fn forecast(org: OrgId, period: (NaiveDate, NaiveDate), scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let deals = |day: &str, which: &str| {
        format!(
            "select coalesce(substr(cast({day} as text), 1, 7), ''), r.stage, r.currency, \
             count(*), cast(coalesce(sum(case when r.amount is null then 1 else 0 end), 0) \
             as bigint), cast(coalesce(sum(r.amount), 0) as bigint) from deal r \
             where r.org = $1 and {within} and not r.withdrawn and {which} group by 1, 2, 3"
        )
    };
    let open = deals("r.expected_close", "r.outcome = 'open'");
    let won = deals("r.closed_on", "r.outcome = 'won' and r.closed_on >= $3 and r.closed_on < $4");
    let text = format!("{open} union all {won} order by 1, 2, 3");
    let (start, end) = period;
    Statement::new(text, vec![org.into(), scope.viewer.into(), start.into(), end.into()])
}
