//! A message as Discord gives it.

use bot_core::chat::incoming::{Brought, Fate, Sender, Sort, Thing, What};
use bot_core::domain::people::Lang;
use serde::Deserialize;
use serde::de::IgnoredAny;

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
    mentions: Vec<User>,
    #[serde(rename = "message_reference")]
    reference: Option<Reference>,
    #[serde(rename = "referenced_message")]
    earlier: Option<Earlier>,
    #[serde(default, rename = "message_snapshots")]
    passed_on: Vec<Snapshot>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    sticker_items: Vec<IgnoredAny>,
    poll: Option<IgnoredAny>,
}

#[derive(Clone, Deserialize)]
pub(super) struct User {
    pub(super) id: String,
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
    filename: Option<String>,
    size: Option<i64>,
    url: Option<String>,
}

impl Attachment {
    fn thing(&self) -> Thing {
        let sort = match self.content_type.as_deref().unwrap_or_default().split('/').next() {
            Some("image" | "video") => Sort::Picture,
            Some("audio") => Sort::Voice,
            _ => Sort::Paper,
        };
        let Some(url) = &self.url else { return Thing::Unknown };
        Thing::Brought(Brought {
            sort,
            key: url.clone(),
            name: self.filename.as_ref().map(|name| name.replace('\0', "")),
            size: self.size,
            album: None,
            more: Vec::new(),
            fate: Fate::There,
        })
    }
}

/// All that was attached to one message.
fn attached(all: &[Attachment]) -> Option<Thing> {
    let mut things = all.iter().map(Attachment::thing);
    let first = things.next()?;
    let Thing::Brought(mut brought) = first else { return Some(first) };
    brought.more = things
        .filter_map(|thing| if let Thing::Brought(one) = thing { Some(one) } else { None })
        .collect();
    Some(Thing::Brought(brought))
}

impl Message {
    /// Whether somebody wrote it to us: in a server only what names or answers us.
    pub(super) fn is_for(&self, me: &str, guild: Option<&String>) -> bool {
        let by_person = !self.author.bot && self.webhook_id.is_none();
        let answers = self.earlier.as_ref().is_some_and(|m| m.author.id == me);
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

    /// The message that it answers; what is passed on answers none.
    pub(super) fn answers(&self) -> Option<String> {
        self.reference.as_ref().filter(|reference| reference.sort == 0)?.message_id.clone()
    }

    fn thing(&self) -> Option<Thing> {
        let brought = attached(&self.attachments);
        let sticker = (!self.sticker_items.is_empty()).then_some(Thing::Sticker);
        brought.or(sticker).or(self.poll.as_ref().map(|_| Thing::Unknown))
    }

    pub(super) fn what(&self, me: &str) -> (What, Option<Thing>) {
        if let Some(Snapshot { message }) = self.passed_on.first() {
            let words = message.content.replace('\0', "");
            let thing = attached(&message.attachments);
            return (What::Forwarded { from: None, words }, thing);
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

    pub(super) fn sender(&self, lang: Option<Lang>) -> Sender {
        let name = self.global_name.clone().or_else(|| self.username.clone());
        Sender { account: self.id.clone(), name, lang }
    }
}
