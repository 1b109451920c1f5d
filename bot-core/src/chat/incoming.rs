//! What can arrive from a platform.

use serde::{Deserialize, Serialize};

use crate::domain::people::Lang;

/// Where a chat is: `platform/bot/chat`, such as `telegram/77/12345`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Address(pub String);

impl Address {
    /// Puts an address together.
    pub fn new(source: &str, chat: &str) -> Self {
        Self(format!("{source}/{chat}"))
    }

    /// The platform and bot: `telegram/77`.
    pub fn source(&self) -> &str {
        self.0.match_indices('/').nth(1).map_or(self.0.as_str(), |(at, _)| &self.0[..at])
    }

    /// The platform's own name of the chat.
    pub fn chat(&self) -> &str {
        self.0.match_indices('/').nth(1).map_or("", |(at, _)| &self.0[at + 1..])
    }
}

/// A chat: with one person or with several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat {
    /// Where it is.
    pub address: Address,
    /// True when others read along: personal data and amounts are masked there.
    pub group: bool,
}

/// Who sent it, as the platform knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The platform's own key of the account.
    pub account: String,
    /// What the platform calls it.
    pub name: Option<String>,
    /// The language of the person's device, where the platform tells.
    pub lang: Option<Lang>,
}

/// One message, press or other happening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// Who.
    pub sender: Sender,
    /// Where.
    pub chat: Chat,
    /// What.
    pub what: What,
    /// The platform's key of the message that this one answers.
    pub reply_to: Option<String>,
    /// The platform's own key of this message; of a press, that of none.
    pub message: Option<String>,
    /// What came along with the words and is not kept.
    pub along: Option<Thing>,
}

impl Incoming {
    /// The message that an answer has to name: where several people write, and where the platform
    /// shows that it waits for the answer to a form.
    pub fn to_name(&self) -> Option<&String> {
        let names = self.chat.group || matches!(self.what, What::Filled(_));
        self.message.as_ref().filter(|_| names)
    }

    /// The same message, as if these words had been said.
    #[must_use]
    pub fn saying(&self, words: &str) -> Self {
        Self { what: What::Text(words.to_owned()), ..self.clone() }
    }
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// Wrote something.
    Text(String),
    /// Wrote something else in place of what an earlier message said.
    Edited(String),
    /// Passed on what somebody else wrote: that asks for nothing.
    Forwarded {
        /// Who wrote it, where the platform tells.
        from: Option<String>,
        /// What it says.
        words: String,
    },
    /// Sent something that has no words.
    Thing(Thing),
    /// Pressed a button.
    Press {
        /// The button's token, see [`super::reply::Token`].
        token: String,
    },
    /// Filled a form in.
    Filled(Form),
    /// The group has gone on at another address.
    Moved(Address),
    /// Lets us say nothing more in this chat, and how: blocked, or thrown out.
    Shut(String),
    /// Lets us talk in this chat again.
    Back,
    /// Something that is kept but that nobody expects an answer to.
    Other,
}

/// A command as a form gives it: each field by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The command's name; where a button opened the form, the button says more.
    pub command: String,
    /// The token of that button.
    pub button: Option<String>,
    /// The fields that were filled, each with the words for it.
    pub fields: Vec<(String, String)>,
}

/// Something that is no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Thing {
    /// The card of a person.
    Card {
        /// What the person is called.
        name: String,
        /// The phone number.
        phone: String,
    },
    /// A place on the map.
    Place,
    /// A picture or a film.
    Picture,
    /// A file.
    File,
    /// A recorded voice.
    Voice,
    /// A sticker or another small greeting.
    Sticker,
    /// Something else that people can send.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_apart_as_it_was_put_together() {
        let address = Address::new("telegram/77", "-100/5");
        assert_eq!((address.source(), address.chat()), ("telegram/77", "-100/5"));
        assert_eq!(Address("odd".to_owned()).source(), "odd");
    }
}
