//! A platform does not let the bot in any more, or does again: those who set the org up hear of it
//! at once, and somewhere else.

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::commands::outbox::platform;
use bot_core::domain::deadlines::BOT_REFUSED;
use bot_core::store::NewReply;
use bot_core::t;
use futures::FutureExt as _;
use serde_json::Value;
use uuid::Uuid;

use super::notice::{admins, reachable_besides};
use super::{JobCx, JobEntry, JobProblem, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: BOT_REFUSED, run: |cx| run(cx).boxed() };

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let source = source_of(cx)?;
    let why = cx.job.payload.get("why").and_then(Value::as_str).map(str::to_owned);
    let bot = cx.tx.bot(&source).await?;
    // What is over by now is no news any more, one way or the other.
    if bot.as_ref().is_none_or(|bot| bot.refused.is_some() != why.is_some()) {
        return Ok(());
    }
    let name = bot.map(|bot| bot.name).unwrap_or_default();
    let on = platform(&Address(source.clone()));
    let people = admins(cx).await?;
    for (person, home) in reachable_besides(cx, people, &source).await? {
        let (lang, on, name) = (person.lang, &on, &name);
        let text = if let Some(why) = &why {
            t!(lang, "bot-refused", platform = on, name = name, why = why)
        } else {
            t!(lang, "bot-let-in", platform = on, name = name)
        };
        let id = Uuid::new_v5(&cx.job.id, person.head.id.as_bytes());
        let (reply, to) = (Reply::say(text), Some(person.person_id()));
        cx.tx.send(NewReply { id, chat: home, person: to, reply }).await?;
    }
    Ok(())
}

/// The bot that a job is about.
pub(super) fn source_of(cx: &JobCx<'_>) -> Result<String, JobProblem> {
    let source = cx.job.payload.get("source").and_then(Value::as_str).map(str::to_owned);
    source.ok_or_else(|| JobProblem::GiveUp("the payload has no source".to_owned()))
}
