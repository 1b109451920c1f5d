//! `gendan tick`: moves the clock through everything that falls due and shows what it would say.

use std::collections::HashMap;
use std::io::{Write, stderr, stdout};
use std::time::Duration;

use adapters::console::{SOURCE, Shown};
use bot_core::commands::new_id;
use bot_core::domain::ids::{Instant, PersonId};
use bot_core::domain::people::Person;
use bot_core::store::{Origin, Outgoing, OutgoingEnd, RecordsExt as _, Store as _};
use chrono::SecondsFormat;
use chrono_tz::Tz;
use serde::Serialize;

use crate::app::{App, open_existing};
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::progress::Far;
use crate::serve::tell_clock_back;

/// How often the clock may move on with nothing done at a moment at which something was due.
const STALLS: u32 = 100;
/// For how long what others have in hand is waited for.
const MOST_WAIT: Duration = Duration::from_mins(3);
/// How many replies are taken at a time.
const AT_A_TIME: i64 = 100;

/// From when to when, and how it is shown.
pub struct Span {
    /// Where the clock begins; now when none.
    pub from: Option<Instant>,
    /// Where it ends.
    pub until: Instant,
    /// Whether it really happens. Otherwise it happens to a copy.
    pub apply: bool,
    /// One object per message instead of words.
    pub json: bool,
}

/// A message as it is printed.
#[derive(Serialize)]
struct Told {
    at: String,
    job: Option<String>,
    #[serde(flatten)]
    shown: Shown,
}

/// Runs it.
pub async fn run(config: &Config, span: &Span) -> Done {
    if span.apply && (!config.telegram.is_empty() || !config.discord.is_empty()) {
        return Err(Fault::Usage(
            "--apply would write to real people while a platform is configured: leave --apply \
             out, or take [telegram] and [discord] out of the configuration"
                .to_owned(),
        ));
    }
    let store = open_existing(&config.address()).await?;
    if span.apply {
        // Of two, each by a clock of its own, one would do late what the other has yet to come to.
        let at_work = store.at_work(true).await;
        let _at_work = at_work.map_err(|error| Fault::Database(error.to_string()))?;
        return tick(&App::of(store, span.from), span).await;
    }
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("gendan.db");
    store.copy_to(&copy).await?;
    let copied = open_existing(&copy.to_string_lossy()).await?;
    copied.let_go().await?;
    let ticked = tick(&App::of(copied, span.from), span).await;
    folder.close()?;
    ticked
}

async fn tick(app: &App, span: &Span) -> Done {
    app.store.adopt(app.now()).await?;
    if span.from.is_some() {
        tell_done_before(app).await?;
    } else if let Some(until) = app.store.notice_clock_back(app.now()).await? {
        tell_clock_back(until);
    }
    let mut ticker = Ticker { app, people: HashMap::new() };
    let mut now = app.now();
    if now > span.until {
        return Err(Fault::Usage(
            "--until is before the beginning; give --from, or a later --until".to_owned(),
        ));
    }
    // The clock here is ours and that of a lease is not: before it moves on, nothing is in hand.
    let mut waited = Duration::ZERO;
    while let Some(millis) = app.store.held(span.until).await? {
        waited += wait(waited, millis).await?;
    }
    let mut stalls = 0;
    let mut far = Far::begin(now, span.until);
    loop {
        app.clock.set(now);
        far.at(now)?;
        let told = ticker.moment(span).await?;
        far.aside(|| print(told, span.json))?;
        let Some(next) = app.store.next_ring().await? else {
            return Ok(());
        };
        if next > now {
            stalls = 0;
            now = next;
        } else {
            stalls += 1;
            now = now.plus_millis(1000);
        }
        if stalls > STALLS {
            return Err(at_work());
        }
        if now > span.until {
            return Ok(());
        }
    }
}

/// A beginning that was named is no clock that was set back: what is done is not done again.
async fn tell_done_before(app: &App) -> Done {
    if let Some(until) = app.store.ran_beyond(app.now()).await? {
        let until = until.utc().to_rfc3339_opts(SecondsFormat::Secs, true);
        writeln!(
            stderr(),
            "Everything due before {until} has been done here already, and does not come again. \
             Without --from, what lies ahead of now is planned anew."
        )?;
    }
    Ok(())
}

/// Waits until what a run that was stopped had in hand is free again; of one that goes on and on
/// it is told.
async fn wait(waited: Duration, millis: i64) -> Done<Duration> {
    if waited > MOST_WAIT {
        return Err(at_work());
    }
    if waited.is_zero() {
        let seconds = millis.div_euclid(1000) + 1;
        writeln!(
            stderr(),
            "Another run has some of this in hand, or was stopped with it: waiting {seconds} s."
        )?;
    }
    let millis = u64::try_from(millis).unwrap_or_default();
    let pause = Duration::from_millis(millis + 10);
    tokio::time::sleep(pause).await;
    Ok(pause)
}

fn at_work() -> Fault {
    Fault::Failed(
        "something is due that cannot be done now: is another process at work on this database?"
            .to_owned(),
    )
}

struct Ticker<'a> {
    app: &'a App,
    people: HashMap<PersonId, (String, Tz)>,
}

impl Ticker<'_> {
    /// Does what is due at this moment, job by job, and collects what goes out. What really happens
    /// is printed at once: nothing counts as sent that nobody could see.
    async fn moment(&mut self, span: &Span) -> Done<Vec<Told>> {
        let mut told = Vec::new();
        self.collect(None, span, &mut told).await?;
        while let Some(job) = self.app.runner.step_one().await? {
            self.collect(Some(job), span, &mut told).await?;
        }
        told.sort_by(|a, b| (&a.shown.to, &a.shown.id).cmp(&(&b.shown.to, &b.shown.id)));
        Ok(told)
    }

    async fn collect(&mut self, job: Option<String>, span: &Span, told: &mut Vec<Told>) -> Done {
        let mut sources = self.app.store.sources().await?;
        if !sources.iter().any(|source| source == SOURCE) {
            sources.push(SOURCE.to_owned());
        }
        for source in sources {
            loop {
                let due = self.app.store.claim_outgoing(&source, AT_A_TIME).await?;
                if due.is_empty() {
                    break;
                }
                for outgoing in due {
                    let one = self.tell(&outgoing, job.clone()).await?;
                    if span.apply {
                        print(vec![one], span.json)?;
                    } else {
                        told.push(one);
                    }
                    let sent = OutgoingEnd::Sent(outgoing.id.to_string());
                    self.app.store.end_outgoing(&outgoing, &sent, self.app.now()).await?;
                }
            }
        }
        Ok(())
    }

    async fn tell(&mut self, outgoing: &Outgoing, job: Option<String>) -> Done<Told> {
        let (to, zone) = match outgoing.person {
            Some(person) => self.receiver(outgoing, person).await?,
            None => (outgoing.chat.chat().to_owned(), Tz::UTC),
        };
        // What a run wrote that was stopped has the time at which that run was.
        let at = self.app.now().max(outgoing.at).utc().with_timezone(&zone);
        let id = outgoing.id.to_string();
        Ok(Told {
            at: at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            job,
            shown: Shown::new(&id, &to, &outgoing.chat, &outgoing.reply)
                .edits(outgoing.edits.clone()),
        })
    }

    /// The handle and the zone of whoever gets a message.
    async fn receiver(&mut self, outgoing: &Outgoing, person: PersonId) -> Done<(String, Tz)> {
        if let Some(known) = self.people.get(&person) {
            return Ok(known.clone());
        }
        let origin = Origin {
            org: outgoing.org,
            change: new_id(self.app.now()),
            actor: None,
            via: "tick".to_owned(),
            at: self.app.now(),
        };
        let mut unit = self.app.store.look(origin).await?;
        let found = unit.tx().get::<Person>(person.0).await?;
        unit.rollback().await;
        let known = match found {
            Some(person) => (person.handle, person.zone),
            None => (outgoing.chat.chat().to_owned(), Tz::UTC),
        };
        self.people.insert(person, known.clone());
        Ok(known)
    }
}

fn print(told: Vec<Told>, json: bool) -> Done {
    let mut out = stdout().lock();
    for Told { at, job, shown } in told {
        if json {
            let text = serde_json::to_string(&Told { at, job, shown });
            writeln!(out, "{}", text.map_err(|e| Fault::Failed(e.to_string()))?)?;
        } else {
            // No chat is ours here: every message says to whom it goes.
            let words = shown.words(&bot_core::chat::incoming::Address(String::new()));
            writeln!(out, "{at} {words}")?;
        }
    }
    Ok(out.flush()?)
}
