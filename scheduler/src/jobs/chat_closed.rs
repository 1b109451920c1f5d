//! A chat is closed to us: the manager of whose chat it is hears of it, once.

use bot_core::chat::reply::{Reply, ReplyKind};
use bot_core::commands::outbox::platform;
use bot_core::commands::people::leaders;
use bot_core::domain::deadlines::CHAT_CLOSED;
use bot_core::domain::people::Person;
use bot_core::store::{NewReply, RecordsExt as _};
use bot_core::t;
use futures::FutureExt as _;

use super::notice::{admins, good_moment, reachable};
use super::{JobCx, JobEntry, JobResult, chat_of};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: CHAT_CLOSED, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let chat = chat_of(cx.job)?;
    if !cx.tx.is_closed(&chat).await? {
        return Ok(());
    }
    let whose = match cx.tx.whose(&chat).await? {
        Some(person) => cx.tx.get::<Person>(person.0).await?,
        None => None,
    };
    if whose.as_ref().is_some_and(|person| person.frozen) {
        return Ok(());
    }
    let lead = match &whose {
        Some(person) => leaders(cx.tx, &cx.org.roles, person).await?,
        None => Vec::new(),
    };
    let mut hear = reachable(cx, lead).await?;
    if hear.is_empty() {
        let others = admins(cx).await?.into_iter();
        let others = others.filter(|one| whose.as_ref().is_none_or(|p| p.head.id != one.head.id));
        hear = reachable(cx, others.collect()).await?;
    }
    let Some((hears, home)) = hear.into_iter().next() else {
        return Ok(());
    };
    good_moment(cx, &hears).await?;
    let (lang, on) = (hears.lang, platform(&chat));
    let text = if let Some(person) = &whose {
        t!(lang, "chat-closed", who = &person.name, platform = on)
    } else {
        t!(lang, "chat-closed-group", platform = on)
    };
    let reply = Reply::new(ReplyKind::Say, text);
    let id = uuid::Uuid::new_v5(&cx.job.id, hears.head.id.as_bytes());
    Ok(cx.tx.send(NewReply { id, chat: home, person: Some(hears.person_id()), reply }).await?)
}
