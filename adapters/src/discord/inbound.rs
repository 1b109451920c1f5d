//! What happens on Discord: kept first; only what is kept counts as heard.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bot_core::chat::channel::{Arrival, Inlet, NotKept, Proposer};
use bot_core::chat::incoming::Address;
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::catch_up::{CatchUp, Caught};
use super::gateway::{Broken, Happening, Line, Session};
use super::interaction::Interaction;
use super::message::Message;
use super::read::key;
use super::{Discord, DiscordProblem, problem};
use crate::patience::Backoff;

/// For how long a new session waits where Discord ended the old one.
const ANEW: Duration = Duration::from_secs(2);

/// How many lines may break before a session is given up: what is lost with it is asked for.
const RESUMES: u32 = 3;

/// How long a placeholder stands of which nothing comes.
const SILENCE: Duration = Duration::from_mins(1);

/// What is remembered from one line to the next.
struct Hearing {
    session: Option<Session>,
    /// Whether everything is kept that was written before this session.
    caught_up: bool,
    /// The newest message that was kept.
    newest: i64,
    /// How many lines broke one after the other before they were any good.
    broken: u32,
    /// What is said to those who wait for an answer at once.
    answers: JoinSet<()>,
}

/// What has to be done while a line is open.
struct Open<'a> {
    discord: &'a Arc<Discord>,
    inlet: &'a Arc<dyn Inlet>,
    proposer: &'a Arc<dyn Proposer>,
    hearing: &'a mut Hearing,
    catching: JoinSet<Caught>,
    /// Messages that have to wait until those before them are kept; none where none has to.
    held: Option<Vec<(Arrival, Option<i64>)>>,
    line: Line,
    backoff: &'a mut Backoff,
}

impl Discord {
    /// Takes in what happens until told to stop; comes back by itself only when the bot is not let
    /// in.
    ///
    /// What could not be kept ends the line, and the next one goes on after what was kept. What is
    /// lost with a session is asked for.
    pub async fn run(
        self: Arc<Self>,
        inlet: Arc<dyn Inlet>,
        proposer: Arc<dyn Proposer>,
        stop: CancellationToken,
    ) -> Result<(), DiscordProblem> {
        let mut backoff = Backoff::new(self.api.pace);
        let mut hearing = Hearing {
            session: None,
            caught_up: false,
            newest: 0,
            broken: 0,
            answers: JoinSet::new(),
        };
        let source = self.source.as_str();
        let mut told = String::new();
        loop {
            let listening = self.listen(&inlet, &proposer, &mut hearing, &mut backoff);
            let broken = stop.run_until_cancelled(listening).await;
            let mut pause = match broken {
                None => break,
                Some(Broken::Refused(problem)) => {
                    self.let_in.store(false, Ordering::SeqCst);
                    return Err(problem);
                }
                Some(Broken::Resume(why)) => (why, Duration::ZERO),
                Some(Broken::Anew(why)) => {
                    hearing.session = None;
                    (why, ANEW.min(self.api.pace.longest))
                }
            };
            hearing.broken += 1;
            if hearing.broken > RESUMES {
                hearing.session = None;
            }
            pause.1 = pause.1.max(backoff.next());
            // What stays wrong is told once.
            if told == pause.0 {
                tracing::debug!(source, why = pause.0, pause = ?pause.1, "still no line to Discord");
            } else {
                tracing::warn!(source, why = pause.0, pause = ?pause.1, "no line to Discord");
                told = pause.0;
            }
            if stop.run_until_cancelled(sleep(pause.1)).await.is_none() {
                break;
            }
        }
        // Whoever waits is still told that he was heard.
        let finish = async { while hearing.answers.join_next().await.is_some() {} };
        let _ = timeout(self.api.pace.first, finish).await;
        Ok(())
    }

    /// Opens a line and hears until it breaks.
    async fn listen(
        self: &Arc<Self>,
        inlet: &Arc<dyn Inlet>,
        proposer: &Arc<dyn Proposer>,
        hearing: &mut Hearing,
        backoff: &mut Backoff,
    ) -> Broken {
        let opened = match &hearing.session {
            Some(session) => Line::open(&self.api, &session.url, Some(session)).await,
            None => match self.way_in().await {
                Ok(url) => Line::open(&self.api, &url, None).await,
                Err(broken) => Err(broken),
            },
        };
        let line = match opened {
            Ok(line) => line,
            Err(broken) => return broken,
        };
        let catching = JoinSet::new();
        let mut open =
            Open { discord: self, inlet, proposer, hearing, catching, held: None, line, backoff };
        match open.hear().await {
            Err(broken) => {
                open.line.close().await;
                broken
            }
            Ok(never) => match never {},
        }
    }

    /// Where the gateway is; waits where too many sessions were begun today.
    async fn way_in(&self) -> Result<String, Broken> {
        #[derive(Deserialize)]
        struct Way {
            url: String,
            session_start_limit: Option<Limit>,
        }
        #[derive(Deserialize)]
        struct Limit {
            remaining: u64,
            reset_after: u64,
        }
        let asked = self.api.call::<Way>(Method::GET, "gateway/bot", None).await;
        let way = match asked {
            Ok(way) => way,
            Err(fault) => {
                sleep(fault.after.unwrap_or_default()).await;
                return Err(match problem(&self.api, &fault) {
                    token @ DiscordProblem::Token(_) => Broken::Refused(token),
                    other => Broken::Resume(other.to_string()),
                });
            }
        };
        if let Some(limit) = way.session_start_limit.filter(|limit| limit.remaining == 0) {
            tracing::error!(wait = limit.reset_after, "Discord takes no more sessions today");
            sleep(Duration::from_millis(limit.reset_after)).await;
        }
        Ok(way.url)
    }

    /// What a message is for us, if anything: where it is kept, and its number.
    pub(super) fn arrival(
        &self,
        sort: &str,
        guild: Option<&String>,
        message: &Value,
        raw: String,
    ) -> Option<(Arrival, Option<i64>)> {
        let message: Message = match serde_json::from_value(message.clone()) {
            Ok(message) => message,
            Err(why) => {
                tracing::warn!(source = self.source, sort, %why, "a message that makes no sense");
                return None;
            }
        };
        let guild = message.guild_id.as_ref().or(guild);
        if !message.is_for(&self.me, guild) || !self.listens_to(guild) {
            return None;
        }
        let edited = message.edited_timestamp.as_deref();
        let (update, number) = match sort {
            "MESSAGE_CREATE" => (message.id.clone(), message.id.parse().ok()),
            // A preview of a link was added: nobody changed anything.
            _ => (format!("{}/{}", message.id, edited?), None),
        };
        let said = (sort == "MESSAGE_CREATE").then(|| message.words(&self.me));
        let line = Address::new(&self.source, &key(guild, &message.channel_id));
        Some((Arrival { update, line, raw, said, message: Some(message.id) }, number))
    }

    fn listens_to(&self, guild: Option<&String>) -> bool {
        guild.is_none_or(|guild| self.guilds.is_empty() || self.guilds.contains(guild))
    }
}

/// What never is.
enum Never {}

impl Open<'_> {
    async fn hear(&mut self) -> Result<Never, Broken> {
        let mut look = tokio::time::interval(SILENCE / 6);
        loop {
            tokio::select! {
                happening = self.line.next() => self.take(happening?).await?,
                Some(caught) = self.catching.join_next() => {
                    let caught = caught.unwrap_or_else(|why| Caught::NotYet(why.to_string()));
                    self.caught(caught).await?;
                }
                _ = look.tick() => {
                    for ticket in self.discord.waiting.in_vain(SILENCE) {
                        let discord = Arc::clone(self.discord);
                        self.hearing.answers.spawn(discord.take_away(ticket));
                    }
                }
            }
        }
    }

    async fn take(&mut self, happening: Happening) -> Result<(), Broken> {
        let Happening { sort, number, raw } = happening;
        match sort.as_str() {
            "READY" => self.begin(number, &raw)?,
            "RESUMED" => self.go_on(),
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" => {
                let arrival = self.discord.arrival(&sort, None, &content(&raw), raw);
                match (&mut self.held, arrival) {
                    (_, None) => {}
                    (Some(held), Some(arrival)) => held.push(arrival),
                    (None, Some(arrival)) => self.keep(vec![arrival]).await?,
                }
            }
            "INTERACTION_CREATE" => match serde_json::from_value(content(&raw)) {
                Ok(interaction) => self.interaction(interaction, raw).await?,
                Err(why) => tracing::warn!(%why, "an interaction that makes no sense"),
            },
            _ => {}
        }
        // What is held back in memory is not kept yet.
        if let Some(session) = self.hearing.session.as_mut().filter(|_| self.held.is_none()) {
            session.kept = number;
        }
        Ok(())
    }

    /// A new session: what was written before it is asked for.
    fn begin(&mut self, number: u64, raw: &str) -> Result<(), Broken> {
        #[derive(Deserialize)]
        struct Ready {
            user: Account,
            session_id: String,
            resume_gateway_url: String,
        }
        #[derive(Deserialize)]
        struct Account {
            id: String,
            username: Option<String>,
        }
        let ready: Ready = serde_json::from_value(content(raw))
            .map_err(|why| Broken::Anew(format!("a beginning that makes no sense: {why}")))?;
        if ready.user.id != self.discord.me {
            let why =
                format!("the token begins with {}, but is of {}", self.discord.me, ready.user.id);
            return Err(Broken::Refused(DiscordProblem::Settings(why)));
        }
        tracing::info!(bot = ready.user.username, "on Discord");
        let (id, url) = (ready.session_id, ready.resume_gateway_url);
        self.hearing.session = Some(Session { id, url, kept: number });
        self.hearing.caught_up = false;
        self.go_on();
        Ok(())
    }

    /// The line is good: whatever is still to be asked for is asked for now.
    fn go_on(&mut self) {
        self.hearing.broken = 0;
        self.discord.let_in.store(true, Ordering::SeqCst);
        if self.backoff.over() {
            tracing::info!(source = self.discord.source, "hearing of Discord again");
        }
        if !self.hearing.caught_up {
            self.held = Some(Vec::new());
            self.catch_up(Duration::ZERO);
        }
    }

    fn catch_up(&mut self, pause: Duration) {
        let (discord, inlet) = (Arc::clone(self.discord), Arc::clone(self.inlet));
        self.catching.spawn(async move {
            sleep(pause).await;
            CatchUp { discord: &discord, inlet: &*inlet }.run().await
        });
    }

    /// What was written before is kept, or could not be asked for: what came meanwhile goes on.
    async fn caught(&mut self, caught: Caught) -> Result<(), Broken> {
        match caught {
            Caught::Up(newest) => {
                self.hearing.newest = self.hearing.newest.max(newest);
                self.hearing.caught_up = true;
            }
            Caught::NotYet(why) => {
                let pause = self.discord.api.pace.longest;
                tracing::warn!(why, ?pause, "what was written before cannot be asked for yet");
                self.catch_up(pause);
            }
        }
        let held = self.held.take().unwrap_or_default();
        self.keep(held).await
    }

    /// Keeps messages, and how far everything is kept.
    async fn keep(&mut self, messages: Vec<(Arrival, Option<i64>)>) -> Result<(), Broken> {
        let numbers = messages.iter().filter_map(|(_, number)| *number);
        let newest = numbers.fold(self.hearing.newest, i64::max);
        let cursor = Some(newest).filter(|newest| self.hearing.caught_up && *newest > 0);
        let arrivals: Vec<Arrival> = messages.into_iter().map(|(arrival, _)| arrival).collect();
        if arrivals.is_empty() && cursor.is_none() {
            return Ok(());
        }
        self.inlet
            .keep(&self.discord.source, &arrivals, cursor)
            .await
            .map_err(|why| not_kept(&why))?;
        self.hearing.newest = newest;
        Ok(())
    }

    /// Keeps what somebody did, and shows that it was heard; a form is opened without more ado.
    async fn interaction(&mut self, one: Interaction, raw: String) -> Result<(), Broken> {
        let discord = self.discord;
        while self.hearing.answers.try_join_next().is_some() {}
        if !discord.listens_to(one.guild_id.as_ref()) {
            return Ok(());
        }
        if let Some(window) = discord.window(&one) {
            self.hearing.answers.spawn(Arc::clone(discord).open_window(one, window));
            return Ok(());
        }
        if one.sort == 4 {
            let proposer = Arc::clone(self.proposer);
            self.hearing.answers.spawn(Arc::clone(discord).propose(one, proposer));
            return Ok(());
        }
        let (Ok(incoming), Ok(ticket)) = (discord.of_interaction(&one), discord.ticket(&one))
        else {
            tracing::warn!(id = one.id, "an interaction of nobody, or nowhere");
            return Ok(());
        };
        discord.waiting.begin(ticket.clone());
        let arrival = Arrival {
            update: one.id.clone(),
            line: incoming.chat.address,
            raw,
            said: one.said(),
            message: None,
        };
        if let Err(why) = self.inlet.keep(&discord.source, &[arrival], None).await {
            discord.waiting.end(&one.id);
            return Err(not_kept(&why));
        }
        self.hearing.answers.spawn(Arc::clone(discord).show_heard(one, ticket));
        Ok(())
    }
}

fn not_kept(why: &NotKept) -> Broken {
    Broken::Resume(why.to_string())
}

/// What a happening says.
fn content(raw: &str) -> Value {
    #[derive(Deserialize)]
    struct Full<'a> {
        #[serde(borrow)]
        d: Option<&'a RawValue>,
    }
    let full = serde_json::from_str::<Full<'_>>(raw).ok().and_then(|full| full.d);
    full.and_then(|d| serde_json::from_str(d.get()).ok()).unwrap_or(Value::Null)
}
