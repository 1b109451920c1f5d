//! What is to be won by when, and what was won.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use chrono::NaiveDate;

use crate::db::Statement;
use crate::scope::{Select, within};

/// Open deals by the month in which they are expected to close, and deals won in a period; each row
/// says a month, a stage, a currency, how many, how many without an amount, and how much.
pub(super) fn forecast(org: OrgId, period: (NaiveDate, NaiveDate), scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select coalesce(substr(cast(coalesce(r.closed_on, r.expected_close) as text), 1, 7), ''), \
         r.stage, r.currency, count(*), \
         cast(coalesce(sum(case when r.amount is null then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(r.amount), 0) as bigint) from deal r \
         where r.org = $1 and {within} and not r.withdrawn and (r.outcome = 'open' \
         or (r.outcome = 'won'"
    );
    Select::new(text, vec![org.into(), scope.viewer.into()])
        .bind("and r.closed_on >=", period.0)
        .bind("and r.closed_on <", period.1)
        .say(")) group by 1, 2, 3 order by 1, 2, 3")
        .done()
}
