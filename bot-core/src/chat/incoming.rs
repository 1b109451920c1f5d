//! What can arrive from a platform.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::people::Lang;
pub use crate::domain::spot::Spot;

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
    /// What came along with the words.
    pub along: Option<Thing>,
}

impl Incoming {
    /// The message that an answer has to name: where several people write, and where the platform
    /// shows that it waits for the answer to a form.
    pub fn to_name(&self) -> Option<&String> {
        let names = self.chat.group || matches!(self.what, What::Filled(_));
        self.message.as_ref().filter(|_| names)
    }

    /// The file that it brought.
    pub fn brought(&self) -> Option<&Brought> {
        match (&self.what, &self.along) {
            (What::Thing(Thing::Brought(brought)), _) | (_, Some(Thing::Brought(brought))) => {
                Some(brought)
            }
            _ => None,
        }
    }

    /// The same message, once it is known what has become of the files that it brought.
    #[must_use]
    pub fn with_fate(&self, fate: Fate) -> Self {
        let mut incoming = self.clone();
        match (&mut incoming.what, &mut incoming.along) {
            (What::Thing(Thing::Brought(brought)), _) | (_, Some(Thing::Brought(brought))) => {
                brought.fate = fate;
            }
            _ => {}
        }
        incoming
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

/// A place on the map that somebody has sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is.
    pub spot: Spot,
    /// How sure the device is of that, in metres.
    pub accuracy: Option<i64>,
    /// True when it was passed on, or picked from a list of places: then nobody need be there.
    pub elsewhere: bool,
}

/// The sort of a file that somebody has sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A picture or a film.
    Picture,
    /// A paper of whatever form.
    Paper,
    /// A recorded voice.
    Voice,
}

/// A file that somebody has sent, as the platform tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// What sort it is.
    pub sort: Sort,
    /// By what the platform gives what is in it.
    pub key: String,
    /// What it is called, where the platform tells.
    pub name: Option<String>,
    /// How many bytes it has, where the platform tells.
    pub size: Option<i64>,
    /// What the platform calls messages that were sent together.
    pub album: Option<String>,
    /// The others of the same message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Self>,
    /// What has become of all of them.
    #[serde(default)]
    pub fate: Fate,
}

/// What has become of a file that somebody has sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// Nobody has fetched it.
    #[default]
    There,
    /// It is kept, under these keys with the others of its message.
    Kept(Vec<Uuid>),
    /// Of several of one message these are kept, and the others are not.
    Partly {
        /// The keys of those that are.
        kept: Vec<Uuid>,
        /// What those are called that are too large.
        large: Vec<String>,
        /// What those are called that the platform does not give.
        lost: Vec<String>,
    },
    /// It is too large to be kept.
    TooLarge,
    /// The platform does not give it.
    Lost,
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
        /// True where it is the sender's own, as the platform vouches for.
        own: bool,
    },
    /// A place on the map.
    Place(Place),
    /// A picture, a paper, a recorded voice.
    Brought(Brought),
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
