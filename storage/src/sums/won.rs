//! What was won.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{Split, WonQuestion};

use crate::db::Statement;
use crate::scope::{Select, within};

use super::split::{Pieces, pieces};

/// The question for won deals; each row says a name, a currency, how many, how much and, where it
/// has one, its key.
pub(super) fn won(org: OrgId, ask: &WonQuestion, scope: Scope) -> Statement {
    let Pieces { name, key, amount, from } = pieces(ask.by, scope);
    let order = if ask.by == Split::Month { "1, 2" } else { "4 desc, 1, 2" };
    let group = if key.is_empty() { "1, 2" } else { "1, 2, 5" };
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select {name}, r.currency, count(distinct r.id), \
         cast(coalesce(sum({amount}), 0) as bigint){key} from deal r {from} \
         where r.org = $1 and {within} and r.outcome = 'won' and not r.withdrawn"
    );
    Select::new(text, vec![org.into(), scope.viewer.into()])
        .bind("and r.closed_on >=", ask.start)
        .bind("and r.closed_on <", ask.end)
        .bind_some("and r.owner =", ask.owner)
        .say(&format!("group by {group} order by {order}"))
        .done()
}
