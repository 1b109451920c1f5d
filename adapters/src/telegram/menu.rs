//! The menu of commands that Telegram offers where one begins to type.

use std::time::Duration;

use bot_core::chat::incoming::Address;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Telegram, TelegramProblem, problem};

/// What Telegram shows of a menu.
const LINES: usize = 100;
/// The longest name of a command.
const NAME: usize = 32;
/// The longest description, in characters.
const DESCRIPTION: usize = 256;

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    command: String,
    description: String,
}

impl Telegram {
    /// Shows these commands in direct chats to people whose device speaks a language, or, without
    /// one, to all others. What Telegram has is asked first, and written only where it differs:
    /// tells whether it did.
    pub async fn show_menu(
        &self,
        lang: Option<&str>,
        commands: &[(&str, String)],
    ) -> Result<bool, TelegramProblem> {
        let mut whose = json!({ "scope": { "type": "all_private_chats" } });
        if let Some(lang) = lang {
            whose["language_code"] = json!(lang);
        }
        self.offer(whose, commands).await
    }

    /// The same in one direct chat, whatever the device speaks; without any command, what everybody
    /// else is shown.
    pub async fn show_menu_in(
        &self,
        chat: &Address,
        commands: &[(&str, String)],
    ) -> Result<bool, TelegramProblem> {
        // A group is addressed by a number below zero.
        let direct = chat.chat().parse::<i64>().ok().filter(|id| *id > 0);
        let Some(id) = direct.filter(|_| chat.source() == self.source) else { return Ok(false) };
        self.offer(json!({ "scope": { "type": "chat", "chat_id": id } }), commands).await
    }

    async fn offer(
        &self,
        mut whose: Value,
        commands: &[(&str, String)],
    ) -> Result<bool, TelegramProblem> {
        let wanted: Vec<Line> = commands.iter().filter_map(line).take(LINES).collect();
        let failed = |fault| problem(&self.api, &fault);
        let asked = self.api.call::<Vec<Line>>("getMyCommands", &whose, Duration::ZERO);
        if asked.await.map_err(failed)? == wanted {
            return Ok(false);
        }
        let method = if wanted.is_empty() { "deleteMyCommands" } else { "setMyCommands" };
        if !wanted.is_empty() {
            whose["commands"] = json!(wanted);
        }
        self.api.call::<Value>(method, &whose, Duration::ZERO).await.map_err(failed)?;
        Ok(true)
    }
}

/// A command as Telegram takes it: `lead_add`. What it would refuse is left out.
fn line((name, description): &(&str, String)) -> Option<Line> {
    let command = name.replace(' ', "_");
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let description: String = description.trim().chars().take(DESCRIPTION).collect();
    let takes = command.len() <= NAME && command.chars().all(fits) && !description.is_empty();
    takes.then_some(Line { command, description })
}
