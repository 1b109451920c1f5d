//! The menus of commands: one for everybody, and one in the direct chat of each person we know, in
//! the person's language and with what the person may do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use adapters::telegram::Telegram;
use bot_core::chat::channel::Channel as _;
use bot_core::chat::incoming::Address;
use bot_core::commands::talk::help::menu;
use bot_core::domain::access::{REP, Roles};
use bot_core::domain::people::Lang;
use storage::Storage;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// How often it is looked whether somebody may do something else, or reads another language.
const LOOK: Duration = Duration::from_secs(5);
/// How often everything is compared with what the platform has.
const ALL: Duration = Duration::from_hours(24);
/// After how long it is tried again where that failed.
const AGAIN: Duration = Duration::from_mins(10);
/// The pause between two chats.
const PACE: Duration = Duration::from_millis(50);

/// Stands for the chats of those of whom nothing is known.
const EVERYBODY: &str = "";

/// What a menu shows.
type Lines = Vec<(&'static str, String)>;

/// What was shown, and where that did not work.
struct Menus {
    bot: Arc<Telegram>,
    store: Arc<Storage>,
    shown: BTreeMap<String, Lines>,
    failed: BTreeSet<String>,
}

/// Keeps the menus of a bot as they are to be, whoever changes them on the platform.
pub async fn keep(bot: Arc<Telegram>, store: Arc<Storage>, stop: CancellationToken) {
    let mut menus = Menus { bot, store, shown: BTreeMap::new(), failed: BTreeSet::new() };
    let (mut compared, mut tried) = (None::<Instant>, Instant::now());
    let work = async {
        loop {
            if !menus.bot.is_let_in() {
                sleep(LOOK).await;
                continue;
            }
            if compared.is_none_or(|at| at.elapsed() >= ALL) {
                menus.shown.clear();
                compared = Some(Instant::now());
                menus.everybody().await;
            }
            if tried.elapsed() >= AGAIN {
                tried = Instant::now();
                let failed = std::mem::take(&mut menus.failed);
                menus.shown.retain(|chat, _| !failed.contains(chat));
                if failed.contains(EVERYBODY) {
                    menus.everybody().await;
                }
            }
            menus.each().await;
            sleep(LOOK).await;
        }
    };
    stop.run_until_cancelled(work).await;
}

impl Menus {
    /// What those are shown of whom nothing is known: what a rep may do.
    async fn everybody(&mut self) {
        let (roles, rep) = (Roles::standard(), [REP.to_owned()]);
        for (device, lang) in [(None, Lang::En), (Some("zh"), Lang::Zh)] {
            if let Err(problem) = self.bot.show_menu(device, &menu(lang, &roles, &rep)).await {
                tracing::warn!(%problem, "the menu of commands could not be shown");
                self.failed.insert(EVERYBODY.to_owned());
            }
        }
    }

    /// What each person is shown whose menu is another than before.
    async fn each(&mut self) {
        let members = match self.store.members(self.bot.source()).await {
            Ok(members) => members,
            Err(error) => return tracing::debug!(%error, "nobody knows who is to see which menu"),
        };
        let mut wanted: BTreeMap<String, Lines> = BTreeMap::new();
        for member in members {
            let lines = if member.frozen {
                Lines::new()
            } else {
                menu(member.lang, &member.roles, &member.held)
            };
            wanted.insert(member.home.0, lines);
        }
        // Whoever has left sees what everybody sees.
        let gone: Vec<String> =
            self.shown.keys().filter(|chat| !wanted.contains_key(*chat)).cloned().collect();
        for chat in gone {
            self.show(&chat, &Lines::new()).await;
            self.shown.remove(&chat);
        }
        for (chat, lines) in wanted {
            if self.shown.get(&chat) != Some(&lines) {
                self.show(&chat, &lines).await;
                self.shown.insert(chat, lines);
            }
        }
    }

    async fn show(&mut self, chat: &str, lines: &Lines) {
        if let Err(problem) = self.bot.show_menu_in(&Address(chat.to_owned()), lines).await {
            tracing::debug!(chat, %problem, "a menu of commands could not be shown");
            self.failed.insert(chat.to_owned());
        }
        sleep(PACE).await;
    }
}
