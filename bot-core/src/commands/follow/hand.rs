//! A record goes to another owner: what was to be done about it goes along.

use crate::chat::reply::Reply;
use crate::commands::{Cx, Outcome, show};
use crate::domain::ids::PersonId;
use crate::domain::people::Person;
use crate::domain::record::Record;
use crate::store::{FollowUpFilter, RecordsExt as _};
use crate::t;

use super::MOST;

/// Gives the old owner's open follow-ups on a record to its new owner, within the same change, and
/// tells the old owner. What the asker reads gets a line about it.
pub(crate) async fn hand_over<R: Record>(
    cx: &mut Cx<'_>,
    reply: Reply,
    record: &R,
    from: Option<PersonId>,
    to: Option<PersonId>,
) -> Outcome {
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(reply);
    };
    if from == to {
        return Ok(reply);
    }
    let open = cx.tx.follow_ups(&FollowUpFilter::On(R::KIND, record.id()), MOST).await?;
    let mut count = 0_usize;
    for before in open.into_iter().filter(|one| one.owner == Some(from)) {
        let mut after = before.clone();
        after.owner = Some(to);
        cx.save(Some(&before), &after).await?;
        count += 1;
    }
    let new = cx.person_name(Some(to)).await?;
    if from != cx.me.person_id() {
        let old = cx.tx.get::<Person>(from.0).await?;
        if let Some(old) = old.filter(|old| !old.frozen) {
            let lang = old.lang;
            let kind = show::kind_name(lang, R::KIND);
            let what = show::named(lang, record);
            let who = &cx.me.name;
            let text = t!(lang, "follow-taken", who = who, kind = kind, what = what, new = &new);
            cx.tell(from, lines(lang, Reply::say(text), &new, count)).await?;
        }
    }
    Ok(lines(cx.lang(), reply, &new, count))
}

fn lines(lang: crate::domain::people::Lang, reply: Reply, new: &str, count: usize) -> Reply {
    if count == 0 { reply } else { reply.text(t!(lang, "follow-handed", count = count, new = new)) }
}
