//! What was said last and what comes next: the end of a record's card.

use uuid::Uuid;

use super::owners::Owners;
use super::{Cx, show};
use crate::chat::reply::Reply;
use crate::commands::follow::to_do;
use crate::commands::log::{WORDLESS, stayed};
use crate::domain::activity::{ARRIVED, Activity};
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{ActivityFilter, FollowUpFilter, Page};
use crate::t;
use crate::text::read;

/// How many characters of an activity are shown.
const SHORT: usize = 60;

/// Activities on a record below a number; gives the number below which there are more.
pub(crate) async fn activities(
    cx: &mut Cx<'_>,
    reply: Reply,
    (kind, id): (Kind, Uuid),
    (below, most): (Option<i64>, i64),
) -> Result<(Reply, Option<i64>), Problem> {
    let lang = cx.lang();
    let page = Page { below, limit: most + 1 };
    let mut activities = cx.tx.activities(&ActivityFilter::On(kind, id), page).await?;
    if activities.is_empty() {
        return Ok((reply, None));
    }
    let most = usize::try_from(most).unwrap_or_default();
    let more = activities.len() > most;
    activities.truncate(most);
    let below = activities.last().map(|last| last.head.n).filter(|_| more);
    let people = Owners::of(cx, activities.iter().map(|activity| activity.owner)).await?;
    let lines = activities.iter().map(|activity| line(cx, activity, &people));
    let lines = few(lang, lines.collect(), more);
    Ok((reply.text(t!(lang, "recent-activities")).bullets(lines), below))
}

/// When, how and what; by whom, where that was somebody else.
pub(crate) fn line(cx: &Cx<'_>, activity: &Activity, people: &Owners) -> String {
    let way = show::word(cx.lang(), "way", activity.way.word());
    let bare = [ARRIVED, WORDLESS].contains(&activity.content.as_str());
    let content = if bare { String::new() } else { show::short(&activity.content, SHORT) };
    let over = activity.stayed().map(|millis| stayed(cx.lang(), millis));
    let stay = match (activity.stay, over) {
        (None, _) => None,
        (_, Some(stay)) => Some(t!(cx.lang(), "visit-line", stay = stay)),
        (_, None) => Some(t!(cx.lang(), "visit-line-open")),
    };
    let files = (!activity.files.is_empty()).then(|| format!("📎 {}", activity.files.len()));
    let head = format!("{} {way}", cx.time(activity.at));
    let parts = [Some(head), stay, Some(content).filter(|c| !c.is_empty()), files];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    by_another(cx, line, activity.owner, people)
}

/// Open follow-ups on a record from one place on, up to a number; tells whether there are more.
pub(crate) async fn follow_ups(
    cx: &mut Cx<'_>,
    reply: Reply,
    (kind, id): (Kind, Uuid),
    (skip, most): (usize, usize),
) -> Result<(Reply, bool), Problem> {
    let lang = cx.lang();
    let limit = i64::try_from(skip + most + 1).unwrap_or(i64::MAX);
    let follow_ups = cx.tx.follow_ups(&FollowUpFilter::On(kind, id), limit).await?;
    let shown = follow_ups.get(skip..).unwrap_or_default();
    if shown.is_empty() {
        return Ok((reply, false));
    }
    let people = Owners::of(cx, shown.iter().map(|follow_up| follow_up.owner)).await?;
    let lines = shown.iter().take(most).map(|follow_up| planned(cx, follow_up, &people));
    let more = shown.len() > most;
    let lines = few(lang, lines.collect(), more);
    Ok((reply.text(t!(lang, "recent-follow-ups")).bullets(lines), more))
}

/// When it is due and what is to be done; by whom, where that is somebody else.
pub(crate) fn planned(cx: &Cx<'_>, follow_up: &FollowUp, people: &Owners) -> String {
    let due = follow_up.due();
    let when = due.map(|due| read::due(cx.lang(), due, cx.zone(), cx.now)).unwrap_or_default();
    let late = due.is_some_and(|due| due.instant(cx.zone()) < cx.now);
    let line = format!("{}{when} · {}", if late { "⏰ " } else { "" }, to_do(cx.lang(), follow_up));
    by_another(cx, line, follow_up.owner, people)
}

fn by_another(cx: &Cx<'_>, line: String, who: Option<PersonId>, people: &Owners) -> String {
    match people.name(who).filter(|_| who != Some(cx.me.person_id())) {
        Some(name) => format!("{line} · {name}"),
        None => line,
    }
}

/// Some lines, and that there are more where there are.
pub(crate) fn few(lang: Lang, mut lines: Vec<String>, more: bool) -> Vec<String> {
    lines.extend(more.then(|| t!(lang, "and-more")));
    lines
}
