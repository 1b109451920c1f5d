//! The menu of commands that Telegram offers where one begins to type.

use std::time::Duration;

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
        let wanted: Vec<Line> = commands.iter().filter_map(line).take(LINES).collect();
        let mut body = json!({ "scope": { "type": "all_private_chats" } });
        if let Some(lang) = lang {
            body["language_code"] = json!(lang);
        }
        let asked = self.api.call::<Vec<Line>>("getMyCommands", &body, Duration::ZERO);
        if asked.await.map_err(|fault| problem(&self.api, &fault))? == wanted {
            return Ok(false);
        }
        body["commands"] = json!(wanted);
        let written = self.api.call::<Value>("setMyCommands", &body, Duration::ZERO);
        written.await.map_err(|fault| problem(&self.api, &fault))?;
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
