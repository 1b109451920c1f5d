//! Deals.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::pipeline::Outcome;
use bot_core::store::{Days, DealFilter, Page, Part, Quiet, SortBy};

use crate::db::Statement;
use crate::record::Table;
use crate::record::Ty::{Company, Date, Id, Int, Json, Text, Word};
use crate::scope::{Select, within};

pub(crate) static TABLE: Table = Table {
    kind: Kind::Deal,
    name: "deal",
    columns: &[
        ("name", Text),
        ("customer", Id),
        ("amount", Int),
        ("currency", Word),
        ("pipeline", Id),
        ("stage", Id),
        ("reached", Int),
        ("outcome", Word),
        ("expected_close", Date),
        ("opened_on", Date),
        ("closed_on", Date),
        ("lost_reason", Word),
        ("lost_note", Text),
        ("competitor", Company),
        ("note", Text),
        ("owner", Id),
        ("helpers", Json),
        ("lines", Json),
        ("lead", Id),
    ],
    derived: &[],
    label: &["name"],
};

/// Deals, in an order.
pub(crate) fn list(org: OrgId, filter: &DealFilter, scope: Scope, page: Page) -> Statement {
    // All that close within some days are gone through to put the newest first: by their numbers
    // alone, so that only those of the page are read whole.
    if filter.closes.is_some() && filter.sort == SortBy::Newest {
        let (columns, within) = (TABLE.columns(), within(scope, Kind::Deal));
        let text = format!(
            "select {columns} from deal r where r.org = $1 and r.n in (\
             select r.n from deal r where r.org = $1 and {within} and not r.withdrawn"
        );
        return narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter, scope)
            .bind_some("and r.n <", page.below)
            .bind("order by r.n desc limit", page.limit)
            .say(") order by r.n desc")
            .done();
    }
    narrowed(Select::scoped(&TABLE, org, scope), filter, scope).sorted(
        Kind::Deal,
        filter.sort,
        false,
        page,
    )
}

/// The same deals by stage and currency: how many, how many without an amount, and how much.
///
/// `coalesce` keeps the planner from walking all deals in order of their stages, only to be spared
/// a sort of those few that are asked for.
pub(crate) fn sums(org: OrgId, filter: &DealFilter, scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select coalesce(r.stage, r.id), r.currency, count(*), \
         cast(coalesce(sum(case when r.amount is null then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(r.amount), 0) as bigint) from deal r \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter, scope)
        .say("group by coalesce(r.stage, r.id), r.currency order by 1, 2")
        .done()
}

/// So many of the same deals at most by currency, and by whether reports count them: no more of
/// them are read.
pub(crate) fn list_sums(org: OrgId, filter: &DealFilter, scope: Scope, most: i64) -> Statement {
    let counted = if scope == scope.books() {
        "1".to_owned()
    } else {
        format!("case when {} then 1 else 0 end", within(scope.books(), Kind::Deal))
    };
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select s.counted, s.currency, count(*), \
         cast(coalesce(sum(case when s.amount is null then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(s.amount), 0) as bigint) from (\
         select {counted} as counted, r.currency, r.amount from deal r \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter, scope)
        .bind("limit", most)
        .say(") s group by s.counted, s.currency order by 1 desc, 2")
        .done()
}

/// How far these deals ever got: how many by pipeline and highest place.
pub(crate) fn reached(org: OrgId, filter: &DealFilter, scope: Scope) -> Statement {
    let within = within(scope, Kind::Deal);
    let text = format!(
        "select r.pipeline, r.reached, count(*) from deal r \
         where r.org = $1 and {within} and not r.withdrawn"
    );
    narrowed(Select::new(text, vec![org.into(), scope.viewer.into()]), filter, scope)
        .say("group by r.pipeline, r.reached order by 1, 2")
        .done()
}

/// Deals that got to a stage or beyond it, by the numbers of those stages.
const AND_ON: &str = "and r.reached in (select b.no from stage a \
    join stage b on b.org = a.org and b.pipeline = a.pipeline and b.pos >= a.pos \
    where a.org = $1 and a.pipeline = r.pipeline and a.no =";

pub(crate) fn narrowed(select: Select, filter: &DealFilter, scope: Scope) -> Select {
    let currency = filter.at_least.or(filter.at_most).map(|money| money.currency.code());
    let select = if filter.ended_or_not {
        select.say("and r.outcome in ('open', 'won', 'lost')")
    } else {
        select.bind("and r.outcome =", filter.outcome.unwrap_or(Outcome::Open).word())
    };
    let select = match filter.opened {
        Some(days) => opened(select, days),
        None => select,
    };
    let select = match &filter.part {
        Some(part) => of_part(select, part, scope),
        None => select,
    };
    let select = match &filter.quiet {
        Some(quiet) => quiet_for_long(select, quiet),
        None => select,
    };
    let undated = if filter.undated { "and r.expected_close is null" } else { "" };
    select
        .say(undated)
        .bind_some("and r.pipeline =", filter.reached.map(|(pipeline, _)| pipeline))
        .bind_some(AND_ON, filter.reached.map(|(_, no)| no))
        .say(if filter.reached.is_some() { ")" } else { "" })
        .among("r.stage", &filter.stages)
        .bind_some("and r.customer =", filter.customer)
        .bind_some("and r.owner =", filter.owner)
        .bind_some("and coalesce(r.closed_on, r.expected_close) >=", filter.closes.map(|c| c.0))
        .bind_some("and coalesce(r.closed_on, r.expected_close) <", filter.closes.map(|c| c.1))
        .bind_some("and r.amount >=", filter.at_least.map(|money| money.minor))
        .bind_some("and r.amount <=", filter.at_most.map(|money| money.minor))
        .bind_some("and r.currency =", currency)
        .having("r.competitor", filter.competitor.as_deref())
        .touched(Kind::Deal, filter.touched)
        .owning(&filter.own)
}

/// A deal that does not say when work on it began was opened when it was written down.
fn opened(select: Select, days: Days) -> Select {
    select
        .bind("and ((r.opened_on >=", days.start)
        .bind("and r.opened_on <", days.end)
        .bind(") or (r.opened_on is null and r.created_at >=", days.from)
        .bind("and r.created_at <", days.until)
        .say("))")
}

/// The region of a deal's customer; empty when nobody said it, or when the customer is somebody
/// else's of whom the viewer reads the name alone.
pub(crate) fn region(scope: Scope) -> String {
    let within =
        within(scope, Kind::Customer).replace("r.owner", "c.owner").replace("r.id", "c.id");
    format!(
        "coalesce((select c.region from customer c where c.org = $1 and c.id = r.customer \
         and {within}), '')"
    )
}

/// Where the lead came from of which a deal, or its customer, was made.
pub(crate) const SOURCE: &str = "coalesce((select d.source from lead d where d.org = $1 \
     and d.id = coalesce(r.lead, (select c.lead from customer c where c.org = $1 \
     and c.id = r.customer))), '')";
/// The team of a deal's owner.
const TEAM: &str = "(select m.team from person m where m.org = $1 and m.id = r.owner)";
const PRODUCT: &str = "exists (select 1 from record_line l where l.org = $1 and l.kind = 'deal' \
     and l.id = r.id";

fn of_part(select: Select, part: &Part, scope: Scope) -> Select {
    match part {
        Part::Person(Some(person)) => select.bind("and r.owner =", *person),
        Part::Person(None) => select.say("and r.owner is null"),
        Part::Team(Some(team)) => select.bind(&format!("and {TEAM} ="), *team),
        Part::Team(None) => select.say(&format!("and {TEAM} is null")),
        Part::Product(Some(product)) => {
            select.bind(&format!("and {PRODUCT} and l.product ="), *product).say(")")
        }
        Part::Product(None) => select.say(&format!("and not {PRODUCT})")),
        Part::Pipeline(pipeline) => select.bind("and r.pipeline =", *pipeline),
        Part::Region(region) => select.bind(&format!("and {} =", self::region(scope)), region),
        Part::Source(source) => select.bind(&format!("and {SOURCE} ="), source),
    }
}

/// By the last valid activity on the deal itself, never by when it was written down.
fn quiet_for_long(mut select: Select, quiet: &Quiet) -> Select {
    const LAST: &str = "(select max(a.at) from activity a where a.org = $1 \
         and a.on_kind = 'deal' and a.on_id = r.id and a.valid and not a.withdrawn)";
    let Quiet::Since(limits) = quiet else {
        return select.say(&format!("and {LAST} is null"));
    };
    let mut and = "and (";
    for (stage, since) in limits {
        select = select
            .bind(&format!("{and}(r.stage ="), *stage)
            .bind(&format!("and {LAST} <"), *since)
            .say(")");
        and = "or ";
    }
    // Without limits nothing is ever late.
    if limits.is_empty() { select.say("and false") } else { select.say(")") }
}
