//! Replies that were given up: those who set the org up hear of them, several at a time.
//!
//! What tells of them tells nobody when it is given up itself.

use bot_core::chat::reply::Reply;
use bot_core::commands::outbox::{about, decide};
use bot_core::domain::deadlines::DEAD_LETTERS;
use bot_core::store::{Letter, NewReply};
use bot_core::t;
use futures::FutureExt as _;
use serde_json::json;
use uuid::Uuid;

use super::notice::{admins, good_moment, reachable};
use super::{JobCx, JobEntry, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: DEAD_LETTERS, run: |cx| run(cx).boxed() };

/// How many are told of at a time.
const MOST: i64 = 200;
/// How long it takes at least until more are told, in milliseconds.
const PAUSE: i64 = 60 * 60 * 1000;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let mut letters = cx.tx.dead_letters(MOST).await?;
    letters.retain(|letter| !letter.told);
    let people = admins(cx).await?;
    let hear = reachable(cx, people).await?;
    let Some((first, _)) = hear.first().filter(|_| !letters.is_empty()) else {
        return Ok(());
    };
    good_moment(cx, first).await?;
    let mut hushed: Vec<Uuid> = letters.iter().map(|letter| letter.id).collect();
    for (person, home) in &hear {
        let reply = Reply::say(t!(person.lang, "letters-told", n = letters.len()));
        let lines = about(cx.tx, (person.lang, person.zone, cx.now), &letters).await?;
        let seqs: Vec<i64> = letters.iter().map(|letter: &Letter| letter.seq).collect();
        let reply = reply.bullets(lines).row(decide(person.lang, &seqs));
        let id = Uuid::new_v5(&cx.job.id, person.head.id.as_bytes());
        let (chat, to) = (home.clone(), Some(person.person_id()));
        cx.tx.send(NewReply { id, chat, person: to, reply }).await?;
        hushed.push(id);
    }
    cx.tx.hush(&hushed).await?;
    let later = cx.now.plus_millis(PAUSE);
    Ok(cx.tx.add_job(DEAD_LETTERS, &cx.job.id.to_string(), json!({}), later).await?)
}
