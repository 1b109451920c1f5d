//! A file that somebody has sent comes in, or goes out again: some of it each time, and one message
//! says how far it is.

use bot_core::chat::dialog::Brought;
use bot_core::chat::reply::{How, Reply};
use bot_core::commands::new_id;
use bot_core::domain::people::Person;
use bot_core::imports::{Errand, IMPORT, Step, advance};
use bot_core::store::{Job, NewReply, RecordsExt as _};
use futures::FutureExt as _;

use super::{Around, Beforehand, JobCx, JobEntry, JobProblem, JobResult};

/// The job.
pub const JOB: JobEntry = JobEntry { kind: IMPORT, run: |cx| run(cx).boxed() };

/// The rows are written before its transaction: so many of them are many transactions.
pub const BEFOREHAND: Beforehand =
    Beforehand { kind: IMPORT, run: |around| before(around).boxed() };

fn errand(job: &Job) -> Result<Errand, JobProblem> {
    serde_json::from_value(job.payload.clone()).map_err(|e| JobProblem::GiveUp(e.to_string()))
}

async fn before(around: Around<'_>) -> Result<Option<Step>, JobProblem> {
    let errand = errand(around.job)?;
    match advance(around.store, around.job, &errand, around.now, around.kept).await {
        Ok(step) => Ok(Some(step)),
        // Tried for long enough: whoever asked is told.
        Err(why) if around.last => {
            tracing::error!(%why, "an import was given up");
            Ok(None)
        }
        Err(why) => Err(why.into()),
    }
}

async fn run(cx: &mut JobCx<'_>) -> JobResult {
    let asked = errand(cx.job)?;
    let replies = match cx.before.take() {
        Some(Step::On(next, reply)) => {
            let payload =
                serde_json::to_value(&next).map_err(|e| JobProblem::GiveUp(e.to_string()))?;
            let key = format!("{}/{}", asked.change, cx.job.id);
            cx.tx.add_job(IMPORT, &key, payload, cx.now).await?;
            reply.into_iter().map(|reply| *reply).collect()
        }
        Some(Step::Over(replies)) => {
            remember(cx, &asked).await?;
            replies
        }
        None => {
            let person = cx.tx.get::<Person>(asked.person.0).await?;
            person.map(|person| asked.stopped(person.lang)).into_iter().collect()
        }
    };
    say(cx, &asked, replies).await
}

/// Notes in the chat where it was asked for how it is taken back.
async fn remember(cx: &mut JobCx<'_>, asked: &Errand) -> JobResult {
    let sent = cx.tx.sent_by(asked.change).await?;
    let chat = sent.into_iter().find(|(to, ..)| *to == asked.person).map(|(_, chat, _)| chat);
    let (Some(back), Some(chat)) = (asked.way_back(), chat) else { return Ok(()) };
    let mut talk = cx.tx.talk(asked.person, &chat).await?;
    talk.brought = Some(Box::new(Brought { back, at: cx.now }));
    Ok(cx.tx.save_talk(asked.person, &chat, &talk).await?)
}

/// The first takes the place of what was said before, the others come after it.
async fn say(cx: &mut JobCx<'_>, asked: &Errand, replies: Vec<Reply>) -> JobResult {
    let sent = cx.tx.sent_by(asked.change).await?;
    let Some((_, chat, first)) = sent.into_iter().find(|(to, ..)| *to == asked.person) else {
        return Ok(());
    };
    for (n, mut reply) in replies.into_iter().enumerate() {
        if n == 0 {
            reply.how = How::Edit(first);
        }
        let id = new_id(cx.now);
        let person = Some(asked.person);
        cx.tx.send(NewReply { id, chat: chat.clone(), person, reply }).await?;
    }
    Ok(())
}
