//! What was said about somebody: messages in and out, and open questions.

use std::collections::{BTreeMap, BTreeSet};

use bot_core::chat::dialog::Talk;
use bot_core::chat::reply::Reply;
use bot_core::domain::record::FORGOTTEN;
use bot_core::store::Stored;
use serde_json::Value as Json;
use uuid::Uuid;

use super::words::Known;
use crate::chats::to_json;
use crate::db::{Value, sql};
use crate::scope::{Select, list};
use crate::unit::Work;

/// How many rows are looked at in one go.
const BATCH: i64 = 500;
/// How many keys one statement names.
const MANY: usize = 512;

/// The messages that told of somebody.
#[derive(Default)]
pub(super) struct Messages {
    /// Those that came in.
    pub(super) came: Vec<Uuid>,
    /// Those that went out.
    went: Vec<Uuid>,
    /// Those that are still to go out, without what they told.
    waiting: Vec<(Uuid, Json)>,
    /// The conversations that remember something.
    talks: Vec<(Uuid, String)>,
}

impl Messages {
    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.came.len() + self.went.len() + self.waiting.len()
    }
}

impl Work {
    /// The messages that belong to these changes or tell of somebody. What is said in one message
    /// of a turn concerns the whole turn: a question and its answer go together.
    pub(super) async fn told_of(
        &mut self,
        known: &Known,
        mut changes: BTreeSet<Uuid>,
    ) -> Stored<Messages> {
        let wiped = wiped()?;
        let mut found = Messages::default();
        let mut out: Vec<(Uuid, Uuid, bool)> = Vec::new();
        let mut waiting = BTreeMap::new();
        let mut after = 0_i64;
        loop {
            let asked = sql!(
                "select o.seq, o.id, o.change, o.state, o.payload from outbox o \
                 where o.org = $1 and o.seq > $2 order by o.seq limit $3",
                self.origin.org,
                after,
                BATCH
            );
            let rows = self.read(asked).await?;
            for row in &rows {
                after = row.get(0)?;
                let (id, change): (Uuid, Uuid) = (row.get(1)?, row.get(2)?);
                let payload: Json = row.get(4)?;
                if payload == wiped {
                    continue;
                }
                if known.is_said_in(&payload) {
                    changes.insert(change);
                }
                let waits = row.get::<String>(3)? == "waiting";
                out.push((id, change, waits));
                if waits {
                    waiting.insert(id, known.without_words(&payload));
                }
            }
            if rows.is_empty() {
                break;
            }
        }
        let came = self.came(known, &mut changes).await?;
        found.came = came.into_iter().filter(|id| changes.contains(id)).collect();
        for (id, change, waits) in out {
            match waiting.remove(&id) {
                _ if !changes.contains(&change) => {}
                Some(payload) if waits => found.waiting.push((id, payload)),
                _ => found.went.push(id),
            }
        }
        found.talks = self.talks(known).await?;
        Ok(found)
    }

    /// The messages of the org's chats that have been worked on, this one among them; those that
    /// tell of somebody are added to the changes.
    async fn came(&mut self, known: &Known, changes: &mut BTreeSet<Uuid>) -> Stored<Vec<Uuid>> {
        let mut came = Vec::new();
        let mut after = 0_i64;
        loop {
            let asked = sql!(
                "select i.seq, i.id, i.raw from inbox i where i.seq > $2 \
                 and i.line in (select l.chat from chat_line l where l.org = $1) \
                 and i.raw <> $5 and (i.id = $3 or not exists (select 1 from inbox_line w \
                 where w.line = i.line and w.head <= i.seq)) order by i.seq limit $4",
                self.origin.org,
                after,
                self.origin.change,
                BATCH,
                FORGOTTEN
            );
            let rows = self.read(asked).await?;
            for row in &rows {
                after = row.get(0)?;
                let (id, raw): (Uuid, String) = (row.get(1)?, row.get(2)?);
                if known.is_in_raw(&raw) {
                    changes.insert(id);
                }
                came.push(id);
            }
            if rows.is_empty() {
                return Ok(came);
            }
        }
    }

    /// The conversations that remember something of somebody.
    async fn talks(&mut self, known: &Known) -> Stored<Vec<(Uuid, String)>> {
        let asked =
            sql!("select t.person, t.chat, t.state from talk t where t.org = $1", self.origin.org);
        let mut found = Vec::new();
        for row in self.read(asked).await? {
            if known.is_said_in(&row.get(2)?) {
                found.push((row.get(0)?, row.get(1)?));
            }
        }
        Ok(found)
    }

    /// Takes from messages what they said; they stay, so that what was done once is done once.
    pub(super) fn wipe(&mut self, messages: Messages) -> Stored<()> {
        let org = self.origin.org;
        let naming = |text: &str, first: Value, ids: &[Uuid]| {
            let (places, values) = list(ids, 3);
            let binds = [org.into(), first].into_iter().chain(values);
            Select::new(text.replace("{ids}", &places), binds.collect()).done()
        };
        for ids in messages.came.chunks(MANY) {
            self.write(naming(
                "update inbox set raw = $2, said = null, error = null where id in ({ids}) \
                 and line in (select l.chat from chat_line l where l.org = $1)",
                FORGOTTEN.into(),
                ids,
            ))?;
        }
        for ids in messages.went.chunks(MANY) {
            self.write(naming(
                "update outbox set payload = $2, error = null where org = $1 and id in ({ids})",
                wiped()?.into(),
                ids,
            ))?;
        }
        for (id, payload) in messages.waiting {
            self.write(sql!(
                "update outbox set payload = $3 where org = $1 and id = $2",
                org,
                id,
                payload
            ))?;
        }
        let nothing = to_json(&Talk::default())?;
        for (person, chat) in messages.talks {
            self.write(sql!(
                "update talk set state = $4 where org = $1 and person = $2 and chat = $3",
                org,
                person,
                chat,
                nothing.clone()
            ))?;
        }
        Ok(())
    }
}

/// What is left of a message.
fn wiped() -> Stored<Json> {
    to_json(&Reply::say(FORGOTTEN))
}
