//! One message, start to finish: who is this, what is asked, may they, run it, answer.
//!
//! A message's effect, its events and its replies commit together with the note that it is done,
//! so that whatever happens in between, it takes effect exactly once.

mod acts;
mod answer;
mod answers_step;
mod asked;
mod asking;
mod at_deal;
mod at_hand;
mod at_order;
mod beside;
mod brought;
mod by_code;
mod card_answers;
mod cards;
mod colleague;
mod corrected;
mod denied;
mod doubt;
mod each_quoted;
mod elsewhere;
mod errands;
mod filled;
mod form;
mod given_up;
mod gone;
mod handed;
mod in_answer;
mod kept;
mod lack;
mod listed;
mod marked;
mod meant;
mod meanwhile;
mod mend;
mod nearly;
mod new_lead;
mod newcomer;
mod numbers;
mod of_two;
mod of_whom;
mod on_card;
mod on_day;
mod on_line;
mod onward;
mod plan;
mod pointed;
mod position;
mod press;
mod put_off;
mod quoted;
mod reach;
mod refused;
mod reminded;
mod renamed;
mod reported;
mod restated;
mod said_new;
mod sentence;
mod several;
mod shifted;
mod staged;
mod stale;
mod stranger;
mod things;
mod to_question;
mod told_day;
mod unfit;
mod unnamed;
mod unsaid;
mod verb_first;
mod words;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::join_all;

use crate::chat::channel::{Channel, Channels};
use crate::chat::incoming::{Incoming, What};
use crate::chat::reply::{Reply, ReplyKind};
use crate::clock::Clock;
use crate::commands::rules::rehearsal;
use crate::domain::people::Lang;
use crate::domain::trial::{Played, Trial};
use crate::problem::Problem;
use crate::store::{Claimed, Known, Origin, Store, StoreError, Stored};
use crate::t;

/// How often a message is begun before it is put aside.
pub const ATTEMPTS: i64 = 5;
/// How often a lost race is run again at once.
const RACES: usize = 8;
/// How long a message waits after its first failure; twice as long after each further one.
const FIRST_WAIT_MILLIS: i64 = 100;
/// How many conversations are worked on side by side.
const SIDE_BY_SIDE: usize = 16;

/// A message that was taken, to be worked on.
pub struct Taken {
    claimed: Claimed,
    channel: Arc<dyn Channel>,
}

/// Works on what has arrived.
pub struct Engine {
    store: Arc<dyn Store>,
    channels: Channels,
    clock: Arc<dyn Clock>,
}

impl Engine {
    /// Makes an engine that reads what these channels have kept.
    pub fn new(
        store: Arc<dyn Store>,
        channels: Vec<Arc<dyn Channel>>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { store, channels: Channels::new(channels), clock }
    }

    /// Reads what one more channel has kept, from now on.
    pub fn add(&self, channel: Arc<dyn Channel>) {
        self.channels.add(channel);
    }

    /// Takes some messages and works on them side by side. Tells how many it took: none means
    /// that nothing is waiting.
    pub async fn step(&self) -> Stored<usize> {
        let taken = self.take(SIDE_BY_SIDE).await?;
        let work = taken.iter().map(|one| self.work_on(one));
        join_all(work).await.into_iter().collect::<Stored<()>>()?;
        Ok(taken.len())
    }

    /// Takes messages that wait, one of each conversation and so many at most.
    pub async fn take(&self, most: usize) -> Stored<Vec<Taken>> {
        let mut taken: Vec<Taken> = Vec::new();
        for channel in self.channels.all() {
            let room = i64::try_from(most - taken.len()).unwrap_or(i64::MAX);
            if room > 0 {
                let claimed = self.store.claim(channel.source(), room).await?;
                let channel = |claimed| Taken { claimed, channel: Arc::clone(&channel) };
                taken.extend(claimed.into_iter().map(channel));
            }
        }
        Ok(taken)
    }

    /// Works on one message; a failure or a panic harms this one only.
    ///
    /// Fails only where the database itself cannot be used: no message is to blame for that.
    pub async fn work_on(&self, taken: &Taken) -> Stored<()> {
        let (claimed, channel) = (&taken.claimed, taken.channel.as_ref());
        let work = AssertUnwindSafe(self.work(claimed, channel)).catch_unwind();
        let why = match work.await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(Problem::Unusable(why))) => return Err(StoreError::Unusable(why)),
            Ok(Err(problem)) => why_of(problem),
            Err(panic) => format!("panic: {}", panic_text(panic.as_ref())),
        };
        let noted = if claimed.attempts >= ATTEMPTS {
            self.park(claimed, channel, &why).await
        } else {
            let wait = FIRST_WAIT_MILLIS << claimed.attempts.clamp(0, 10);
            tracing::warn!(seq = claimed.seq, attempt = claimed.attempts, %why, "message failed");
            self.store.failed(claimed, &why, wait).await
        };
        match noted {
            Err(StoreError::Unusable(why)) => Err(StoreError::Unusable(why)),
            Err(error) => {
                // The lease runs out and the message is begun again.
                tracing::error!(seq = claimed.seq, %error, "failure could not be noted");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Puts a message aside and gives its sender a reference that is also in the log.
    async fn park(&self, claimed: &Claimed, channel: &dyn Channel, why: &str) -> Stored<()> {
        let reference = reference(claimed);
        tracing::error!(seq = claimed.seq, %reference, %why, "message put aside");
        let lang = match read(claimed, channel) {
            Some(incoming) => self.lang_of(claimed, &incoming).await,
            None => Lang::default(),
        };
        let text = t!(lang, "internal-error", reference = reference);
        self.store.park(claimed, why, Some(Reply::new(ReplyKind::Problem, text))).await
    }

    /// The language of whoever wrote: the person's own, or that of the device of a stranger.
    async fn lang_of(&self, claimed: &Claimed, incoming: &Incoming) -> Lang {
        let context = self.store.context(claimed, incoming, self.clock.now()).await;
        let known = context.ok().and_then(|context| context.known);
        let own = known.map(|known| known.person.lang);
        own.or(incoming.sender.lang).unwrap_or_default()
    }

    /// Works on one message until it is committed.
    async fn work(&self, claimed: &Claimed, channel: &dyn Channel) -> Result<(), Problem> {
        let incoming = match channel.read(&claimed.raw) {
            Ok(incoming) => incoming,
            Err(unreadable) => {
                tracing::error!(seq = claimed.seq, %unreadable, "arrival put aside");
                return Ok(self.store.park(claimed, &unreadable.to_string(), None).await?);
            }
        };
        let mut played = None;
        for _ in 0..RACES {
            match self.attempt(claimed, channel, &incoming, played.clone()).await {
                Err(Problem::Again) => {}
                Err(Problem::Beforehand(trial)) => {
                    let origin = Origin { org: trial.org.id, ..self.origin(claimed, None) };
                    let mut look = self.store.look(origin).await?;
                    let seen = rehearsal::play(&trial, look.tx(), self.clock.now()).await;
                    look.rollback().await;
                    played = Some(Arc::new((*trial, seen?)));
                }
                ended => return ended,
            }
        }
        Err(Problem::Broken("lost every race for the record".to_owned()))
    }

    async fn attempt(
        &self,
        claimed: &Claimed,
        channel: &dyn Channel,
        incoming: &Incoming,
        played: Option<Arc<(Trial, Played)>>,
    ) -> Result<(), Problem> {
        let now = self.clock.now();
        let mut context = self.store.context(claimed, incoming, now).await?;
        if let Some(known) = &mut context.known {
            known.played = played;
        }
        if let What::Moved(to) = &incoming.what {
            self.store.moved(&incoming.chat.address, to).await?;
            return self.say_nothing(claimed, context.known.as_ref()).await;
        }
        if let (What::Shut(why), Some(known)) = (&incoming.what, &context.known) {
            let mut unit = self.store.work(claimed, self.origin(claimed, Some(known))).await?;
            unit.tx().close_chat(&incoming.chat.address, why).await?;
            return Ok(unit.commit().await?);
        }
        if matches!(incoming.what, What::Other | What::Shut(_) | What::Back) {
            return self.say_nothing(claimed, context.known.as_ref()).await;
        }
        match context.known {
            Some(known) if !known.person.frozen => {
                if matches!(incoming.what, What::Edited(_)) {
                    let read = |raw: &str| channel.read(raw).ok();
                    return Box::pin(self.edited(claimed, incoming, known, read)).await;
                }
                let incoming = self.bring_in(claimed, channel, incoming, &known).await?;
                Box::pin(self.known(claimed, &incoming, known)).await
            }
            // What a stranger said is not put right.
            _ if matches!(incoming.what, What::Edited(_)) => self.say_nothing(claimed, None).await,
            _ => self.stranger(claimed, incoming, context.answered).await,
        }
    }

    async fn say_nothing(&self, claimed: &Claimed, known: Option<&Known>) -> Result<(), Problem> {
        let origin = self.origin(claimed, known);
        Ok(self.store.work(claimed, origin).await?.commit().await?)
    }

    fn origin(&self, claimed: &Claimed, known: Option<&Known>) -> Origin {
        Origin {
            org: known.map_or(crate::domain::ids::OrgId(uuid::Uuid::nil()), |known| known.org.id),
            change: claimed.id,
            actor: known.map(|known| known.person.person_id()),
            via: claimed.line.0.clone(),
            at: self.clock.now(),
        }
    }
}

/// What the log says of a problem that no answer came of.
fn why_of(problem: Problem) -> String {
    match problem {
        Problem::Broken(why) | Problem::Unusable(why) => why,
        Problem::Again | Problem::Beforehand(_) => "busy".to_owned(),
        Problem::Tell(_) | Problem::Ask(_) => "an answer was not sent".to_owned(),
    }
}

/// Reads a message for its sender's language; what could not be read may not be readable now.
fn read(claimed: &Claimed, channel: &dyn Channel) -> Option<Incoming> {
    let read = AssertUnwindSafe(|| channel.read(&claimed.raw).ok());
    std::panic::catch_unwind(read).ok().flatten()
}

/// The short reference of an internal error: what the person can name and the log can find.
fn reference(claimed: &Claimed) -> String {
    let id = claimed.id.simple().to_string();
    id[id.len() - 8..].to_uppercase()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words")
}

/// The language of somebody who has not told us any.
fn guessed_lang(incoming: &Incoming) -> Lang {
    incoming.sender.lang.unwrap_or_default()
}
