//! Replies that did not get out: given up, or waiting for a chat that is closed.

use async_trait::async_trait;
use bot_core::chat::incoming::Address;
use bot_core::domain::ids::PersonId;
use bot_core::store::{ClosedChat, Letter, Letters, Stored};
use uuid::Uuid;

use crate::chats::of_json;
use crate::db::{Row, sql};
use crate::unit::Work;
use crate::{jobs, outbox};

/// A letter of a row.
fn letter(row: &Row) -> Stored<Letter> {
    let why: Option<String> = row.opt(6)?;
    Ok(Letter {
        seq: row.get(0)?,
        id: row.get(1)?,
        chat: row.get(2)?,
        person: row.opt(3)?,
        reply: row.get(4).and_then(of_json).ok(),
        at: row.get(5)?,
        why: why.unwrap_or_default(),
        told: row.get(7)?,
        reminds: row.get::<i64>(8)? > 0,
    })
}

/// A closed chat of a row: which, since when, why, and how many replies wait for it.
pub(crate) fn closed_chat(row: &Row) -> Stored<ClosedChat> {
    let why: Option<String> = row.opt(2)?;
    Ok(ClosedChat {
        chat: row.get(0)?,
        since: row.get(1)?,
        why: why.unwrap_or_default(),
        waiting: row.get(3)?,
    })
}

/// The columns of a letter.
const LETTER: &str = "o.seq, o.id, o.chat, o.person, o.payload, o.created_at, o.error, o.told, \
     (select count(*) from nudge n where n.org = o.org and n.message = o.id)";

#[async_trait]
impl Letters for Work {
    async fn dead_letters(&mut self, limit: i64) -> Stored<Vec<Letter>> {
        let asked = sql!(
            format!(
                "select {LETTER} from outbox o where o.org = $1 and o.state = 'dead' \
                 order by o.seq desc limit $2"
            ),
            self.origin.org,
            limit
        );
        self.read(asked).await?.iter().map(letter).collect()
    }

    async fn hush(&mut self, letters: &[Uuid]) -> Stored<()> {
        for letter in letters {
            self.write(sql!(
                "update outbox set told = true where org = $1 and id = $2",
                self.origin.org,
                *letter
            ))?;
        }
        Ok(())
    }

    async fn retry_letter(&mut self, seq: i64) -> Stored<()> {
        self.write(sql!(
            "insert into outbox (org, id, chat, source, person, payload, edits, change, \
             created_at, state, attempts) select o.org, $3, o.chat, o.source, o.person, \
             o.payload, o.edits, o.change, $4, 'waiting', 0 from outbox o \
             where o.org = $1 and o.seq = $2 and o.state = 'dead'",
            self.origin.org,
            seq,
            Uuid::now_v7(),
            self.origin.at
        ))?;
        self.spoke = true;
        self.drop_letter(seq).await
    }

    async fn drop_letter(&mut self, seq: i64) -> Stored<()> {
        self.write(sql!(
            "update outbox set state = 'dropped' where org = $1 and seq = $2 and state = 'dead'",
            self.origin.org,
            seq
        ))
    }

    async fn is_closed(&mut self, chat: &Address) -> Stored<bool> {
        let asked = sql!(
            "select count(*) from chat_line l where l.org = $1 and l.chat = $2 \
             and l.closed_at is not null",
            self.origin.org,
            chat
        );
        Ok(self.read(asked).await?.first().map_or(Ok(0), |row| row.get::<i64>(0))? > 0)
    }

    async fn closed_chats(&mut self, limit: i64) -> Stored<Vec<ClosedChat>> {
        let asked = sql!(
            "select l.chat, l.closed_at, l.closed_why, (select count(*) from outbox x \
             where x.org = l.org and x.chat = l.chat and x.seq >= l.head \
             and x.state = 'waiting') from chat_line l where l.org = $1 \
             and l.closed_at is not null order by l.closed_at desc limit $2",
            self.origin.org,
            limit
        );
        self.read(asked).await?.iter().map(closed_chat).collect()
    }

    async fn whose(&mut self, chat: &Address) -> Stored<Option<PersonId>> {
        let asked = sql!(
            "select a.person from account a where a.org = $1 and a.home = $2 limit 1",
            self.origin.org,
            chat
        );
        self.read(asked).await?.first().map(|row| row.get(0)).transpose()
    }

    async fn waiting_for(&mut self, chat: &Address) -> Stored<Vec<Letter>> {
        let asked = sql!(
            format!(
                "select {LETTER} from outbox o join chat_line l on l.org = o.org \
                 and l.chat = o.chat where o.org = $1 and o.chat = $2 and o.seq >= l.head \
                 and o.state = 'waiting' order by o.seq"
            ),
            self.origin.org,
            chat
        );
        self.read(asked).await?.iter().map(letter).collect()
    }

    async fn take_back(&mut self, letter: Uuid) -> Stored<()> {
        self.write(sql!(
            "update outbox set state = 'dropped' where org = $1 and id = $2 and state = 'waiting'",
            self.origin.org,
            letter
        ))
    }

    async fn close_chat(&mut self, chat: &Address, why: &str) -> Stored<()> {
        let (org, at) = (self.origin.org, self.origin.at);
        self.write(sql!(
            "insert into chat_line (org, chat, source, epoch, attempts) \
             values ($1, $2, $3, 0, 0) on conflict (org, chat) do nothing",
            org,
            chat,
            chat.source()
        ))?;
        self.write(jobs::chat_closed(org, chat, at))?;
        self.write(outbox::close(org, chat, why, at))?;
        self.rings = true;
        Ok(())
    }

    async fn open_chat(&mut self, chat: &Address) -> Stored<()> {
        self.write(sql!(
            "update chat_line set closed_at = null, closed_why = null, \
             next_at = case when head is not null then {now_ms} end \
             where org = $1 and chat = $2 and closed_at is not null",
            self.origin.org,
            chat
        ))?;
        self.spoke = true;
        Ok(())
    }
}
