//! What was won.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{Split, WonQuestion};

use crate::db::Statement;
use crate::deal::{SOURCE, region};
use crate::scope::{Select, within};

/// Tells whether the rows of a split are records with keys of their own.
pub(super) fn is_keyed(by: Split) -> bool {
    matches!(by, Split::Person | Split::Product | Split::Team)
}

/// The question for won deals; each row says a name, a currency, how many, how much and, where it
/// has one, its key.
pub(super) fn won(org: OrgId, ask: &WonQuestion, scope: Scope) -> Statement {
    const MONTH: &str = "substr(cast(r.closed_on as text), 1, 7)";
    let region = region(scope);
    // What each row is called, its key, what is summed, and from where.
    let (name, key, amount, from) = match ask.by {
        Split::Total => ("''", "", "r.amount", ""),
        Split::Person => (
            "coalesce(m.name, '')",
            ", r.owner",
            "r.amount",
            "left join person m on m.org = $1 and m.id = r.owner",
        ),
        Split::Team => (
            "coalesce(t.name, '')",
            ", t.id",
            "r.amount",
            "left join person m on m.org = $1 and m.id = r.owner \
             left join team t on t.org = $1 and t.id = m.team",
        ),
        Split::Month => (MONTH, "", "r.amount", ""),
        Split::Region => (region.as_str(), "", "r.amount", ""),
        Split::Source => (SOURCE, "", "r.amount", ""),
        Split::Product => (
            "coalesce(p.name, '')",
            ", l.product",
            "case when l.amount is not null or l.id is null then coalesce(l.amount, r.amount) \
             when (select count(*) from record_line c where c.org = $1 and c.kind = 'deal' \
             and c.id = r.id) = 1 then r.amount end",
            "left join record_line l on l.org = $1 and l.kind = 'deal' and l.id = r.id \
             left join product p on p.org = $1 and p.id = l.product",
        ),
    };
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
