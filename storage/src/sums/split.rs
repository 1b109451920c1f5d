//! By what sums of deals are split, and open deals that are.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::store::{DealFilter, Split};

use crate::db::Statement;
use crate::deal::{SOURCE, narrowed, region};
use crate::scope::{Select, within};

/// Tells whether the rows of a split are records with keys of their own.
pub(super) fn is_keyed(by: Split) -> bool {
    matches!(by, Split::Person | Split::Product | Split::Team)
}

/// What a question for a split is put together from.
pub(super) struct Pieces {
    /// What each row is called.
    pub name: String,
    /// Its key, with a comma before it; empty where it has none.
    pub key: &'static str,
    /// What is summed.
    pub amount: &'static str,
    /// From where all that comes.
    pub from: &'static str,
}

/// The pieces of a split.
pub(super) fn pieces(by: Split, scope: Scope) -> Pieces {
    let of =
        |name: &str, key, from| Pieces { name: name.to_owned(), key, amount: "r.amount", from };
    match by {
        Split::Total => of("''", "", ""),
        Split::Person => of(
            "coalesce(m.name, '')",
            ", r.owner",
            "left join person m on m.org = $1 and m.id = r.owner",
        ),
        Split::Team => of(
            "coalesce(t.name, '')",
            ", t.id",
            "left join person m on m.org = $1 and m.id = r.owner \
             left join team t on t.org = $1 and t.id = m.team",
        ),
        Split::Month => of("substr(cast(r.closed_on as text), 1, 7)", "", ""),
        Split::Region => of(&region(scope), "", ""),
        Split::Source => of(SOURCE, "", ""),
        Split::Product => Pieces {
            amount: "case when l.amount is not null or l.id is null \
                 then coalesce(l.amount, r.amount) \
                 when (select count(*) from record_line c where c.org = $1 and c.kind = 'deal' \
                 and c.id = r.id) = 1 then r.amount end",
            ..of(
                "coalesce(p.name, '')",
                ", l.product",
                "left join record_line l on l.org = $1 and l.kind = 'deal' and l.id = r.id \
                 left join product p on p.org = $1 and p.id = l.product",
            )
        },
    }
}

/// The deals of a filter by the rows of a split, stage and currency; each row says a name, a stage,
/// a currency, how many, how many without an amount, how much and, where it has one, its key.
pub(super) fn by_stage(org: OrgId, filter: &DealFilter, by: Split, scope: Scope) -> Statement {
    let Pieces { name, key, amount, from } = pieces(by, scope);
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select {name}, r.stage, r.currency, count(distinct r.id), \
         count(distinct case when r.amount is null then r.id end), \
         cast(coalesce(sum({amount}), 0) as bigint){key} from deal r {from} \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    let group = if key.is_empty() { "1, 2, 3" } else { "1, 2, 3, 7" };
    narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter, scope)
        .say(&format!("group by {group} order by {group}"))
        .done()
}
