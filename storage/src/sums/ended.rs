//! How deals ended, and how long those took that were won.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use chrono::NaiveDate;

use crate::db::Statement;
use crate::scope::{Select, within};

/// Deals that ended in a period, by owner and outcome; each row says whose, what they are called,
/// their team and what that is called, how they ended, how many, of how many it is known when they were opened, and how many days
/// those took together.
pub(super) fn ended(org: OrgId, period: (NaiveDate, NaiveDate), scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select r.owner, coalesce(m.name, ''), t.id, t.name, r.outcome, count(*), count(r.opened_on), \
         cast(coalesce(sum({{days r.opened_on r.closed_on}}), 0) as bigint) from deal r \
         left join person m on m.org = $1 and m.id = r.owner \
         left join team t on t.org = $1 and t.id = m.team \
         where r.org = $1 and {within} and not r.withdrawn and r.outcome in ('won', 'lost')"
    );
    Select::new(text, vec![org.into(), scope.viewer.into()])
        .bind("and r.closed_on >=", period.0)
        .bind("and r.closed_on <", period.1)
        .say("group by r.owner, m.name, t.id, t.name, r.outcome order by 2, 5")
        .done()
}
