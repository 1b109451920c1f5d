//! Somebody writes in a chat that was closed to us: what waited and is still of use goes out.

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::deadlines::CHAT_OPEN;
use bot_core::domain::ids::Instant;
use bot_core::store::Letter;
use futures::FutureExt as _;

use super::{JobCx, JobEntry, JobResult, chat_of};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: CHAT_OPEN, run: |cx| run(cx).boxed() };

const HOUR: i64 = 60 * 60 * 1000;

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let chat = chat_of(cx.job)?;
    for letter in cx.tx.waiting_for(&chat).await? {
        if is_of_use(&letter, cx.now) {
            continue;
        }
        cx.tx.take_back(letter.id).await?;
        // What it reminded of may be settled: that is looked up anew, in one message for all.
        cx.tx.ring_again(letter.id).await?;
    }
    Ok(cx.tx.open_chat(&chat).await?)
}

/// Whether a message still says what holds: a digest is of its morning; an answer works for as long
/// as its buttons do, and so long what a colleague said is worth hearing.
fn is_of_use(letter: &Letter, now: Instant) -> bool {
    let hours = match letter.reply.as_ref().map(|reply| reply.kind) {
        None => 0,
        Some(_) if letter.reminds => 0,
        Some(ReplyKind::Digest) => 12,
        Some(_) => 30 * 24,
    };
    now.0 - letter.at.0 < hours * HOUR
}
