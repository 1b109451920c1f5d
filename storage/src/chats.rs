//! What a chat remembers, replies on their way out, buttons, joining.

use async_trait::async_trait;
use bot_core::chat::dialog::Talk;
use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::domain::ids::{Instant, OrgId, PersonId};
use bot_core::store::{Account, Chats, Invite, NewReply, Origin, Pressed, StoreError, Stored};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{Row, Statement, sql};
use crate::outbox;
use crate::unit::Work;

pub(crate) fn to_json<T: Serialize>(value: &T) -> Stored<Json> {
    serde_json::to_value(value).map_err(|e| StoreError::Broken(e.to_string()))
}

pub(crate) fn of_json<T: DeserializeOwned>(value: Json) -> Stored<T> {
    serde_json::from_value(value).map_err(|e| StoreError::Broken(e.to_string()))
}

/// Binds an account to a person, or to another one than before.
pub(crate) fn bind(
    org: OrgId,
    source: &str,
    account: &str,
    person: PersonId,
    home: &Address,
    origin: &Origin,
) -> Statement {
    sql!(
        "insert into account (org, source, account, person, home, used_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (source, account) do update set \
         org = excluded.org, person = excluded.person, home = excluded.home, \
         used_at = excluded.used_at",
        org,
        source,
        account,
        person,
        home,
        origin.at
    )
}

/// An invite of a row in which role, team, person, end and maker follow each other.
pub(crate) fn invite(row: &Row, at: usize, digest: String) -> Stored<Invite> {
    Ok(Invite {
        digest,
        role: row.get(at)?,
        team: row.opt(at + 1)?,
        person: row.opt(at + 2)?,
        until: row.get(at + 3)?,
        made_by: row.opt(at + 4)?,
    })
}

#[async_trait]
impl Chats for Work {
    async fn save_talk(&mut self, person: PersonId, chat: &Address, talk: &Talk) -> Stored<()> {
        let state = to_json(talk)?;
        self.write(sql!(
            "insert into talk (org, person, chat, state) values ($1, $2, $3, $4) \
             on conflict (org, person, chat) do update set state = excluded.state",
            self.origin.org,
            person,
            chat,
            state
        ))
    }

    async fn talk(&mut self, person: PersonId, chat: &Address) -> Stored<Talk> {
        let asked = sql!(
            "select t.state from talk t where t.org = $1 and t.person = $2 and t.chat = $3",
            self.origin.org,
            person,
            chat
        );
        let state = self.read(asked).await?.first().map(|row| row.get::<Json>(0)).transpose()?;
        Ok(state.and_then(|state| of_json(state).ok()).unwrap_or_default())
    }

    async fn send(&mut self, reply: NewReply) -> Stored<()> {
        self.write(outbox::add(&self.origin, &reply)?)?;
        self.spoke = true;
        Ok(())
    }

    async fn told(&mut self, change: Uuid) -> Stored<Vec<PersonId>> {
        let asked = sql!(
            "select o.person from outbox o where o.org = $1 and o.change = $2 \
             and o.person is not null group by o.person order by min(o.seq)",
            self.origin.org,
            change
        );
        self.read(asked).await?.iter().map(|row| row.get(0)).collect()
    }

    async fn sent_by(&mut self, change: Uuid) -> Stored<Vec<(PersonId, Address, Uuid)>> {
        let asked = sql!(
            "select o.person, o.chat, o.id from outbox o where o.org = $1 and o.change = $2 \
             and o.person is not null order by o.seq",
            self.origin.org,
            change
        );
        let rows = self.read(asked).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
    }

    async fn home(&mut self, person: PersonId) -> Stored<Option<Address>> {
        let asked = sql!(
            "select a.home from account a left join chat_line l on l.org = a.org \
             and l.chat = a.home where a.org = $1 and a.person = $2 \
             order by case when l.closed_at is null then 0 else 1 end, a.used_at desc limit 1",
            self.origin.org,
            person
        );
        let rows = self.read(asked).await?;
        rows.first().map(|row| row.get(0)).transpose()
    }

    async fn pressed(&mut self, message: Uuid, row: i64) -> Stored<Option<Pressed>> {
        let asked = sql!(
            "select o.id, o.person, o.payload, o.created_at, (select count(*) from press p \
             where p.org = $1 and p.message = $2 and p.row = $3) \
             from outbox o where o.org = $1 and o.id = $2",
            self.origin.org,
            message,
            row
        );
        let rows = self.read(asked).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        // A button of an older version that this one cannot read is as good as none.
        let Ok(reply) = of_json(row.get(2)?) else {
            return Ok(None);
        };
        Ok(Some(Pressed {
            message: row.get(0)?,
            person: row.opt(1)?,
            reply,
            at: row.get(3)?,
            used: row.get::<i64>(4)? > 0,
        }))
    }

    async fn sent_as(&mut self, message: Uuid) -> Stored<Option<String>> {
        let asked = sql!(
            "select o.ref from outbox o where o.org = $1 and o.id = $2",
            self.origin.org,
            message
        );
        let rows = self.read(asked).await?;
        rows.first().map_or(Ok(None), |row| row.opt(0))
    }

    async fn said_in(&mut self, chat: &Address, key: &str) -> Stored<Option<Reply>> {
        let asked = sql!(
            "select o.payload from outbox o where o.org = $1 and o.chat = $2 and o.ref = $3 \
             order by o.seq desc limit 1",
            self.origin.org,
            chat,
            key
        );
        let rows = self.read(asked).await?;
        // What an older version wrote and this one cannot read is about nothing.
        rows.first().map_or(Ok(None), |row| Ok(of_json(row.get(0)?).ok()))
    }

    async fn use_up(&mut self, message: Uuid, row: i64) -> Stored<()> {
        self.write(sql!(
            "insert into press (org, message, row, change, at) values ($1, $2, $3, $4, $5)",
            self.origin.org,
            message,
            row,
            self.origin.change,
            self.origin.at
        ))
    }

    async fn save_invite(&mut self, invite: &Invite) -> Stored<()> {
        self.write(sql!(
            "insert into invite (org, digest, role, team, person, until, made_by) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            self.origin.org,
            &invite.digest,
            invite.role.as_str(),
            invite.team,
            invite.person,
            invite.until,
            invite.made_by
        ))
    }

    async fn open_invites(&mut self, now: Instant) -> Stored<Vec<Invite>> {
        let asked = sql!(
            "select v.role, v.team, v.person, v.until, v.made_by, v.digest from invite v \
             where v.org = $1 and v.until >= $2 and v.used_at is null order by v.until desc limit 50",
            self.origin.org,
            now
        );
        self.read(asked).await?.iter().map(|row| invite(row, 0, row.get(5)?)).collect()
    }

    async fn revoke_invite(&mut self, digest: &str) -> Stored<()> {
        self.write(sql!(
            "delete from invite where org = $1 and digest = $2 and used_at is null",
            self.origin.org,
            digest
        ))
    }

    async fn shut_out(&mut self, person: PersonId) -> Stored<()> {
        let org = self.origin.org;
        self.write(sql!("delete from talk where org = $1 and person = $2", org, person))?;
        self.write(sql!(
            "delete from invite where org = $1 and used_at is null \
             and (person = $2 or made_by = $2)",
            org,
            person
        ))
    }

    async fn accounts(&mut self, person: PersonId) -> Stored<Vec<Account>> {
        let asked = sql!(
            "select a.source, a.account, a.used_at from account a where a.org = $1 \
             and a.person = $2 order by a.used_at desc, a.source, a.account",
            self.origin.org,
            person
        );
        let accounts = self.read(asked).await?;
        let accounts = accounts.iter().map(|row| {
            Ok(Account { source: row.get(0)?, account: row.get(1)?, used_at: row.get(2)? })
        });
        accounts.collect()
    }

    async fn unbind_account(
        &mut self,
        source: &str,
        account: &str,
        person: PersonId,
    ) -> Stored<()> {
        self.write(sql!(
            "delete from account where org = $1 and source = $2 and account = $3 and person = $4",
            self.origin.org,
            source,
            account,
            person
        ))
    }

    async fn bind_account(
        &mut self,
        source: &str,
        account: &str,
        person: PersonId,
        home: &Address,
    ) -> Stored<()> {
        let org = self.origin.org;
        self.write(bind(org, source, account, person, home, &self.origin))
    }
}
