//! Conversations: what a chat remembers, replies on their way out, buttons, joining.

use async_trait::async_trait;
use uuid::Uuid;

use super::Stored;
use crate::chat::dialog::Talk;
use crate::chat::incoming::Address;
use crate::chat::reply::Reply;
use crate::domain::ids::{Instant, PersonId};

/// A reply to be sent when the transaction has committed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReply {
    /// Its key, part of its buttons' tokens.
    pub id: Uuid,
    /// Where it goes.
    pub chat: Address,
    /// Whom it is for.
    pub person: Option<PersonId>,
    /// What it says.
    pub reply: Reply,
}

/// A button that somebody pressed, as we remember it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pressed {
    /// The message that it is on.
    pub message: Uuid,
    /// Whom the message was sent to.
    pub person: Option<PersonId>,
    /// What the message says, with its buttons.
    pub reply: Reply,
    /// When it was written.
    pub at: Instant,
    /// True when a button of the same row was used before.
    pub used: bool,
}

/// A one-time code that lets somebody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// The digest of the code; the code itself is not kept.
    pub digest: String,
    /// What the new person may do.
    pub role: String,
    /// The new person's team.
    pub team: Option<Uuid>,
    /// The person whose further account it binds, instead of a new person.
    pub person: Option<PersonId>,
    /// Until when it works.
    pub until: Instant,
    /// Who made it; none for the console.
    pub made_by: Option<PersonId>,
}

/// An account of a platform that is bound to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The platform and bot.
    pub source: String,
    /// The platform's key of it.
    pub account: String,
    /// When it was used last.
    pub used_at: Instant,
}

/// Questions about conversations.
#[async_trait]
pub trait Chats: Send {
    /// Remembers what a conversation is about.
    async fn save_talk(&mut self, person: PersonId, chat: &Address, talk: &Talk) -> Stored<()>;

    /// What a conversation remembers.
    async fn talk(&mut self, person: PersonId, chat: &Address) -> Stored<Talk>;

    /// Puts a reply into the outbox, last in its chat's line.
    async fn send(&mut self, reply: NewReply) -> Stored<()>;

    /// The people to whom a change sent messages.
    async fn told(&mut self, change: Uuid) -> Stored<Vec<PersonId>>;

    /// The messages that a change sent to people, in order: to whom, in which chat, their keys.
    async fn sent_by(&mut self, change: Uuid) -> Stored<Vec<(PersonId, Address, Uuid)>>;

    /// Where a person is best reached: of the direct chats that are open the one that was used last.
    async fn home(&mut self, person: PersonId) -> Stored<Option<Address>>;

    /// The message whose button was pressed, and whether that row was used before.
    async fn pressed(&mut self, message: Uuid, row: i64) -> Stored<Option<Pressed>>;

    /// What the platform calls a message of ours, once it is sent.
    async fn sent_as(&mut self, message: Uuid) -> Stored<Option<String>>;

    /// What a message of ours says, by the platform's key of it: the newest that stands there.
    async fn said_in(&mut self, chat: &Address, key: &str) -> Stored<Option<Reply>>;

    /// Notes that a row of buttons is used up.
    async fn use_up(&mut self, message: Uuid, row: i64) -> Stored<()>;

    /// Writes an invite down.
    async fn save_invite(&mut self, invite: &Invite) -> Stored<()>;

    /// The invites that still work, those that end last first; at most 50.
    async fn open_invites(&mut self, now: Instant) -> Stored<Vec<Invite>>;

    /// Takes an invite back that nobody has used.
    async fn revoke_invite(&mut self, digest: &str) -> Stored<()>;

    /// Closes what an account that is closed has left open: its conversations, and the unused
    /// invites that the person made or that are for the person.
    async fn shut_out(&mut self, person: PersonId) -> Stored<()>;

    /// The accounts of a person, the one that was used last first.
    async fn accounts(&mut self, person: PersonId) -> Stored<Vec<Account>>;

    /// Takes an account away from a person.
    async fn unbind_account(&mut self, source: &str, account: &str, person: PersonId)
    -> Stored<()>;

    /// Binds an account of a platform to a person.
    async fn bind_account(
        &mut self,
        source: &str,
        account: &str,
        person: PersonId,
        home: &Address,
    ) -> Stored<()>;
}
