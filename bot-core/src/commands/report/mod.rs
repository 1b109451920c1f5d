//! Reports: what is in the pipeline, what was won, and how their numbers read.

pub mod activity;
pub mod overdue;
pub mod pipeline;
pub mod won;

use crate::commands::Cx;
use crate::domain::access::Reach;
use crate::domain::ids::Kind;
use crate::domain::money::Currency;
use crate::t;

/// Sums as they read, one per currency: `¥120,000.00 + USD 20,000.00`. Currencies are not added.
pub(crate) fn amounts(cx: &Cx<'_>, sums: impl Iterator<Item = (Currency, i64)>) -> String {
    let mut totals: Vec<(Currency, i64)> = Vec::new();
    for (currency, sum) in sums {
        match totals.iter_mut().find(|(of, _)| *of == currency) {
            Some((_, total)) => *total += sum,
            None => totals.push((currency, sum)),
        }
    }
    if totals.is_empty() {
        totals.push((cx.org.currency, 0));
    }
    let shown = totals.iter().map(|(of, sum)| cx.amount(*sum, *of));
    shown.collect::<Vec<_>>().join(" + ")
}

/// Whose numbers a report shows.
pub(crate) fn whose(cx: &Cx<'_>) -> String {
    let lang = cx.lang();
    match cx.scope().reach(Kind::Deal) {
        Reach::Own => t!(lang, "report-whose-own"),
        Reach::Team | Reach::Subtree => t!(lang, "report-whose-team"),
        Reach::All => t!(lang, "report-whose-all"),
    }
}
