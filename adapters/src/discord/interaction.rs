//! A command, a press, a form or a field being filled, as Discord gives it.

use bot_core::chat::channel::Unreadable;
use bot_core::chat::incoming::{Form, What};
use bot_core::domain::people::Lang;
use serde::Deserialize;
use serde_json::Value;

use super::commands::named;
use super::forms::Opened;
use super::message::User;

#[derive(Deserialize)]
pub(super) struct Interaction {
    pub(super) id: String,
    #[serde(rename = "application_id")]
    pub(super) application: String,
    #[serde(rename = "type")]
    pub(super) sort: u8,
    pub(super) token: String,
    pub(super) channel_id: Option<String>,
    pub(super) guild_id: Option<String>,
    member: Option<Member>,
    user: Option<User>,
    locale: Option<String>,
    #[serde(default)]
    pub(super) data: Data,
    pub(super) message: Option<Shown>,
}

#[derive(Deserialize)]
struct Member {
    user: User,
}

/// The message whose button was pressed.
#[derive(Deserialize)]
pub(super) struct Shown {
    pub(super) id: String,
    #[serde(default)]
    pub(super) flags: u64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    name: String,
    options: Vec<Given>,
    pub(super) custom_id: String,
    values: Vec<String>,
    components: Vec<Row>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Given {
    name: String,
    value: Value,
    focused: bool,
    options: Vec<Given>,
}

/// A row of a form, or a label with one field.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    components: Vec<Input>,
    component: Option<Input>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Input {
    custom_id: String,
    value: String,
}

impl Interaction {
    pub(super) fn lang(&self) -> Lang {
        let locale = self.locale.as_deref().unwrap_or_default();
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    /// Who did it.
    pub(super) fn user(&self) -> Result<&User, Unreadable> {
        let user = self.member.as_ref().map(|member| &member.user).or(self.user.as_ref());
        user.ok_or_else(|| Unreadable("an interaction of nobody".to_owned()))
    }

    /// The command and the options given to it.
    pub(super) fn command(&self) -> (String, Vec<(String, String)>) {
        let (words, given) = self.given();
        let fields = given.iter().map(|given| (given.name.clone(), text(&given.value)));
        (named(&words), fields.collect())
    }

    /// The field that is being typed in.
    pub(super) fn focused(&self) -> Option<&str> {
        let (_, given) = self.given();
        given.iter().find(|given| given.focused).map(|given| given.name.as_str())
    }

    fn given(&self) -> (Vec<&str>, &[Given]) {
        let (mut words, mut given) = (vec![self.data.name.as_str()], self.data.options.as_slice());
        // What has options of its own, or no value, is a command below a command.
        while let [only] = given
            && only.value.is_null()
        {
            words.push(&only.name);
            given = &only.options;
        }
        (words, given)
    }

    fn filled(&self) -> Vec<(String, String)> {
        let rows = self.data.components.iter();
        let inputs = rows.flat_map(|row| row.components.iter().chain(&row.component));
        let filled = inputs.map(|input| (input.custom_id.clone(), input.value.replace('\0', "")));
        filled.filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    /// What was done.
    pub(super) fn what(&self) -> What {
        if self.sort == 3 {
            let token = self.data.values.first().unwrap_or(&self.data.custom_id);
            return What::Press { token: token.split('|').next().unwrap_or_default().to_owned() };
        }
        let filled = |command, button, fields| What::Filled(Form { command, button, fields });
        match Opened::read(&self.data.custom_id) {
            _ if self.sort != 5 => {
                let (command, fields) = self.command();
                filled(command, None, fields)
            }
            None => What::Other,
            Some(Opened::Question(_)) => {
                let words = self.filled().into_iter().next();
                What::Text(words.map(|(_, words)| words).unwrap_or_default())
            }
            Some(Opened::Command(command)) => filled(command, None, self.filled()),
            Some(Opened::Button { token, command, .. }) => {
                filled(command, Some(token), self.filled())
            }
        }
    }

    /// What was said, as words: for noticing that the same was said twice.
    pub(super) fn said(&self) -> Option<String> {
        match self.what() {
            What::Filled(Form { command, button: None, fields }) => {
                let fields = fields.into_iter().map(|(name, value)| format!(" {name}={value}"));
                Some(format!("/{command}{}", fields.collect::<String>()))
            }
            _ => None,
        }
    }
}

/// A value as words.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| text.replace('\0', ""))
}
