//! What something that came from Discord means.

use bot_core::chat::channel::Unreadable;
use bot_core::chat::incoming::{Address, Chat, Incoming, What};
use serde::Deserialize;
use serde_json::Value;

use super::Discord;
use super::interaction::Interaction;
use super::message::Message;
use super::ticket::Ticket;

/// Only its author and those who may see the conversation: a message of an interaction.
const HIDDEN: u64 = 1 << 6;
/// What Discord sends, or what we make of a message that we asked for.
#[derive(Deserialize)]
struct Dispatch {
    t: String,
    /// The server, where Discord leaves it out because we asked for messages of one.
    guild_id: Option<String>,
    d: Value,
}

/// A chat's own name: in a server the server and the channel.
pub(super) fn key(guild: Option<&String>, channel: &str) -> String {
    guild.map_or_else(|| channel.to_owned(), |guild| format!("{guild}:{channel}"))
}

impl Discord {
    pub(super) fn incoming(&self, raw: &str) -> Result<Incoming, Unreadable> {
        let odd = |why: serde_json::Error| Unreadable(why.to_string());
        let dispatch: Dispatch = serde_json::from_str(raw).map_err(odd)?;
        match dispatch.t.as_str() {
            "INTERACTION_CREATE" => {
                self.of_interaction(&serde_json::from_value(dispatch.d).map_err(odd)?)
            }
            sort => {
                let message: Message = serde_json::from_value(dispatch.d).map_err(odd)?;
                let guild = message.guild_id.clone().or(dispatch.guild_id);
                let incoming = self.of_message(&message, guild.as_ref());
                if sort == "MESSAGE_CREATE" {
                    return Ok(incoming);
                }
                let what = match incoming.what {
                    What::Text(words) => What::Edited(words),
                    _ => What::Other,
                };
                Ok(Incoming { what, along: None, ..incoming })
            }
        }
    }

    fn of_message(&self, message: &Message, guild: Option<&String>) -> Incoming {
        let (what, along) = if message.is_for(&self.me, guild) {
            message.what(&self.me)
        } else {
            (What::Other, None)
        };
        Incoming {
            sender: message.author.sender(None),
            chat: self.chat(guild, &message.channel_id),
            what,
            reply_to: message.answers(),
            message: Some(message.id.clone()),
            along,
        }
    }

    pub(super) fn of_interaction(&self, one: &Interaction) -> Result<Incoming, Unreadable> {
        let channel = one.channel_id.as_deref();
        let channel = channel.ok_or_else(|| Unreadable("an interaction nowhere".to_owned()))?;
        let what = one.what();
        // A press needs no placeholder, and a ticket only where its message is hidden.
        let named = one.sort != 3 || self.is_hidden(one);
        let message = if named { Some(self.ticket(one)?.write()) } else { None };
        Ok(Incoming {
            sender: one.user()?.sender(Some(one.lang())),
            chat: self.chat(one.guild_id.as_ref(), channel),
            what,
            reply_to: one.message.as_ref().map(|message| message.id.clone()),
            message,
            along: None,
        })
    }

    pub(super) fn ticket(&self, one: &Interaction) -> Result<Ticket, Unreadable> {
        Ok(Ticket {
            id: one.id.clone(),
            application: one.application.clone(),
            user: one.user()?.id.clone(),
            token: one.token.clone(),
            hidden: self.is_hidden(one),
            placeholder: one.sort != 3,
        })
    }

    /// Whether only whoever asked sees the answer: where others are, and the command is private or
    /// stands in a message that is.
    fn is_hidden(&self, one: &Interaction) -> bool {
        let in_hidden = one.message.as_ref().is_some_and(|message| message.flags & HIDDEN != 0);
        let command = match one.what() {
            What::Filled(form) => form.command,
            _ => String::new(),
        };
        let private = self.offer(&command).is_some_and(|offer| offer.spec.is_private());
        in_hidden || (one.guild_id.is_some() && private)
    }

    fn chat(&self, guild: Option<&String>, channel: &str) -> Chat {
        let address = Address::new(&self.source, &key(guild, channel));
        Chat { address, group: guild.is_some() }
    }
}
