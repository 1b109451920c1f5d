//! What something that came from Discord means.

use bot_core::chat::channel::Unreadable;
use bot_core::chat::incoming::{Address, Chat, Form, Incoming, Sender, Thing, What};
use bot_core::domain::people::Lang;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::Discord;
use super::commands::named;
use super::forms::Opened;
use super::ticket::Ticket;

/// Only its author and those who may see the conversation: a message of an interaction.
const HIDDEN: u64 = 1 << 6;
/// A recorded voice.
const VOICE: u64 = 1 << 13;

/// What Discord sends, or what we make of a message that we asked for.
#[derive(Deserialize)]
struct Dispatch {
    t: String,
    /// The server, where Discord leaves it out because we asked for messages of one.
    guild_id: Option<String>,
    d: Value,
}

#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) channel_id: String,
    pub(super) guild_id: Option<String>,
    pub(super) author: User,
    webhook_id: Option<String>,
    #[serde(default)]
    content: String,
    pub(super) edited_timestamp: Option<String>,
    #[serde(default, rename = "type")]
    sort: u8,
    #[serde(default)]
    flags: u64,
    #[serde(default)]
    mentions: Vec<User>,
    message_reference: Option<Reference>,
    referenced_message: Option<Earlier>,
    #[serde(default)]
    message_snapshots: Vec<Snapshot>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    sticker_items: Vec<IgnoredAny>,
    poll: Option<IgnoredAny>,
}

#[derive(Clone, Deserialize)]
pub(super) struct User {
    id: String,
    #[serde(default)]
    bot: bool,
    username: Option<String>,
    global_name: Option<String>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(default, rename = "type")]
    sort: u8,
    message_id: Option<String>,
}

#[derive(Deserialize)]
struct Earlier {
    author: User,
}

#[derive(Deserialize)]
struct Snapshot {
    message: Passed,
}

/// What was passed on.
#[derive(Deserialize)]
struct Passed {
    #[serde(default)]
    content: String,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
struct Attachment {
    content_type: Option<String>,
}

impl Attachment {
    fn thing(&self) -> Thing {
        match self.content_type.as_deref().unwrap_or_default().split('/').next() {
            Some("image" | "video") => Thing::Picture,
            Some("audio") => Thing::Voice,
            _ => Thing::File,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Interaction {
    pub(super) id: String,
    application_id: String,
    #[serde(rename = "type")]
    pub(super) sort: u8,
    pub(super) token: String,
    channel_id: Option<String>,
    pub(super) guild_id: Option<String>,
    member: Option<Member>,
    user: Option<User>,
    locale: Option<String>,
    #[serde(default)]
    pub(super) data: Data,
    message: Option<Shown>,
}

#[derive(Deserialize)]
struct Member {
    user: User,
}

/// The message whose button was pressed.
#[derive(Deserialize)]
struct Shown {
    id: String,
    #[serde(default)]
    flags: u64,
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

impl Message {
    /// Whether somebody wrote it to us: in a server only what names or answers us.
    pub(super) fn is_for(&self, me: &str, guild: Option<&String>) -> bool {
        let by_person = !self.author.bot && self.webhook_id.is_none();
        let answers = self.referenced_message.as_ref().is_some_and(|m| m.author.id == me);
        by_person && (guild.is_none() || answers || self.mentions.iter().any(|user| user.id == me))
    }

    /// The words in it, with names in place of numbers.
    pub(super) fn words(&self, me: &str) -> String {
        let mut words = self.content.replace('\0', "");
        for user in &self.mentions {
            for mention in [format!("<@{}>", user.id), format!("<@!{}>", user.id)] {
                let name = if user.id == me { String::new() } else { user.name() };
                words = words.replace(&mention, &name);
            }
        }
        words.trim().to_owned()
    }

    fn thing(&self) -> Option<Thing> {
        if self.flags & VOICE != 0 {
            return Some(Thing::Voice);
        }
        let brought = self.attachments.first().map(Attachment::thing);
        let sticker = (!self.sticker_items.is_empty()).then_some(Thing::Sticker);
        brought.or(sticker).or(self.poll.as_ref().map(|_| Thing::Unknown))
    }

    fn what(&self, me: &str) -> (What, Option<Thing>) {
        if let Some(Snapshot { message }) = self.message_snapshots.first() {
            let words = message.content.replace('\0', "");
            let thing = message.attachments.first().map(Attachment::thing);
            return match thing {
                Some(thing) if words.is_empty() => (What::Thing(thing), None),
                thing => (What::Forwarded { from: None, words }, thing),
            };
        }
        let (words, thing) = (self.words(me), self.thing());
        match thing {
            // Somebody joined, something was pinned: nobody said anything.
            _ if !matches!(self.sort, 0 | 19) => (What::Other, None),
            Some(thing) if words.is_empty() => (What::Thing(thing), None),
            thing => (What::Text(words), thing),
        }
    }
}

impl User {
    fn name(&self) -> String {
        self.global_name.as_ref().or(self.username.as_ref()).unwrap_or(&self.id).clone()
    }

    fn sender(&self, lang: Option<Lang>) -> Sender {
        let name = self.global_name.clone().or_else(|| self.username.clone());
        Sender { account: self.id.clone(), name, lang }
    }
}

impl Interaction {
    pub(super) fn lang(&self) -> Lang {
        let locale = self.locale.as_deref().unwrap_or_default();
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    }

    fn user(&self) -> Result<&User, Unreadable> {
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

    fn what(&self) -> What {
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
        let answers = message.message_reference.as_ref().filter(|reference| reference.sort == 0);
        Incoming {
            sender: message.author.sender(None),
            chat: self.chat(guild, &message.channel_id),
            what,
            reply_to: answers.and_then(|reference| reference.message_id.clone()),
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
            application: one.application_id.clone(),
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
