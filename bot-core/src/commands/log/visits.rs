//! Visits that somebody has signed in to: which one is meant, and how distances and stays read.

use crate::chat::parse::Ref;
use crate::commands::Cx;
use crate::domain::activity::{ARRIVED, Activity};
use crate::domain::ids::{Code, Kind};
use crate::domain::people::Lang;
use crate::domain::record::of_fields;
use crate::problem::Problem;
use crate::store::{ActivityFilter, Page};
use crate::t;

/// For how long a visit goes on that nobody ends: 12 hours.
const GOES_ON: i64 = 12 * 60 * 60 * 1000;
/// For how long one that is over is still what words and pictures are about: 2 hours.
const FRESH: i64 = 2 * 60 * 60 * 1000;

/// The asker's visit that goes on, or that is over since a while.
pub(crate) async fn current(cx: &mut Cx<'_>) -> Result<Option<Activity>, Problem> {
    let since = cx.now.plus_millis(-GOES_ON);
    let filter = ActivityFilter::Visits(cx.me.person_id(), since);
    let newest = cx.tx.activities(&filter, Page { below: None, limit: 1 }).await?;
    let fresh = |visit: &Activity| {
        visit.stay.is_some_and(|stay| stay.left.is_none_or(|left| cx.now.0 - left.0 <= FRESH))
    };
    Ok(newest.into_iter().find(fresh))
}

/// The asker's visit that a button names, or the one that is meant where none is named.
pub(super) async fn meant(cx: &mut Cx<'_>, visit: Option<&Ref>) -> Result<Activity, Problem> {
    let none = |cx: &Cx<'_>| Problem::tell(t!(cx.lang(), "visit-none"));
    let Some(code) = visit.and_then(|visit| visit.0.parse::<Code>().ok()) else {
        return match current(cx).await? {
            Some(visit) => Ok(visit),
            None => Err(none(cx)),
        };
    };
    let found = match code.kind {
        Kind::Activity => cx.tx.by_code(code, cx.scope()).await?,
        _ => None,
    };
    let found: Option<Activity> = found.map(of_fields).transpose()?;
    let mine = |visit: &Activity| visit.owner == Some(cx.me.person_id()) && visit.stay.is_some();
    found.filter(mine).ok_or_else(|| none(cx))
}

/// Tells whether nothing has been said of a visit yet.
pub(super) fn is_bare(visit: &Activity) -> bool {
    visit.content == ARRIVED
}

/// How far it is: `80 米`, `1.2 km`.
pub(super) fn distance(lang: Lang, metres: i64) -> String {
    if metres < 1_000 {
        return t!(lang, "visit-metres", n = metres.to_string());
    }
    let tenths = (metres + 50) / 100;
    t!(lang, "visit-kilometres", n = format!("{}.{}", tenths / 10, tenths % 10))
}

/// How long it took: `45 分钟`, `1 h 20 min`.
pub(crate) fn stayed(lang: Lang, millis: i64) -> String {
    let minutes = millis / 60_000;
    let (hours, rest) = (minutes / 60, (minutes % 60).to_string());
    if hours == 0 {
        return t!(lang, "visit-minutes", n = rest);
    }
    t!(lang, "visit-hours", hours = hours.to_string(), n = rest)
}
