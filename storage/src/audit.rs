//! Who did what and who looked at what.

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::event::Event;
use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};
use bot_core::store::{Audit, AuditFilter, Look, Noted, Stored};
use uuid::Uuid;

use crate::db::{Row, Statement, sql};
use crate::events;
use crate::keys::kind;
use crate::scope::{Select, within};
use crate::unit::Work;

/// Narrows a question on a table `r` whose actor is the column `r.owner` would be.
fn narrowed(select: Select, actor: &str, filter: &AuditFilter, scope: Scope) -> Select {
    let seen = within(scope, Kind::Person).replace("r.owner", actor);
    let select = match filter.record {
        // Whoever may see a record may know who was at it.
        Some((kind, id)) => select
            .say(&format!("and ({actor} = $2 or true)"))
            .bind("and r.kind =", kind.word())
            .bind("and r.id =", id),
        None => select.say("and").say(&seen),
    };
    let select = select
        .bind_some(&format!("and {actor} ="), filter.actor)
        .bind_some("and r.kind =", filter.kind.map(Kind::word))
        .bind_some("and r.at >=", filter.from)
        .bind_some("and r.at <", filter.to);
    match filter.below {
        Some((at, seq)) => select.bind("and (r.at, r.seq) < (", at).bind(",", seq).say(")"),
        None => select,
    }
}

fn look(row: &Row) -> Stored<Look> {
    Ok(Look {
        seq: row.get(0)?,
        at: row.get(1)?,
        person: row.get(2)?,
        kind: kind(&row.get::<String>(3)?)?,
        id: row.get(4)?,
        change: row.get(5)?,
        via: row.get(6)?,
        n: row.opt(7)?,
    })
}

/// At how many records a person has looked.
fn count(org: OrgId, person: PersonId, since: Instant) -> Statement {
    sql!(
        "select count(*) from (select l.kind, l.id from look l where l.org = $1 \
         and l.person = $2 and l.at >= $3 and l.n is null group by l.kind, l.id) s",
        org,
        person,
        since
    )
}

impl Work {
    /// Notes a look of the actor's; nobody looks where nobody acts.
    fn note(&mut self, kind: Kind, id: Uuid, n: Option<i64>) -> Stored<()> {
        let origin = &self.origin;
        let Some(person) = origin.actor else {
            return Ok(());
        };
        let note = sql!(
            "insert into look (org, at, person, kind, id, change, via, n) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            origin.org,
            origin.at,
            person,
            kind.word(),
            id,
            origin.change,
            origin.via.as_str(),
            n
        );
        self.write(note)
    }
}

#[async_trait]
impl Audit for Work {
    async fn audit_events(
        &mut self,
        filter: &AuditFilter,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Event>> {
        let select = Select::new(
            "select r.seq, r.change, r.at, r.actor, r.via, r.kind, r.id, r.version, r.op, \
             r.fields, r.undoes from event r where r.org = $1",
            vec![self.origin.org.into(), scope.viewer.into()],
        );
        let select = narrowed(select, "r.actor", filter, scope);
        let asked = select.bind("order by r.at desc, r.seq desc limit", limit).done();
        self.read(asked).await?.iter().map(events::event).collect()
    }

    async fn audit_looks(
        &mut self,
        filter: &AuditFilter,
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Look>> {
        let select = Select::new(
            "select r.seq, r.at, r.person, r.kind, r.id, r.change, r.via, r.n from look r \
             where r.org = $1",
            vec![self.origin.org.into(), scope.viewer.into()],
        );
        let select = narrowed(select, "r.person", filter, scope);
        let asked = select.bind("order by r.at desc, r.seq desc limit", limit).done();
        self.read(asked).await?.iter().map(look).collect()
    }

    async fn span_of_change(&mut self, change: Uuid) -> Stored<(i64, i64)> {
        let asked = sql!(
            "select min(e.seq), count(*) from event e where e.org = $1 and e.change = $2",
            self.origin.org,
            change
        );
        let rows = self.read(asked).await?;
        let span = rows.first().map(|row| Ok((row.opt(0)?.unwrap_or_default(), row.get(1)?)));
        span.unwrap_or(Ok((0, 0)))
    }

    async fn note_looks(&mut self, looks: &[Noted]) -> Stored<()> {
        for look in looks {
            match *look {
                Noted::Contacts(kind, id) => self.note(kind, id, None)?,
                Noted::Export(kind, n) => self.note(kind, Uuid::nil(), Some(n))?,
            }
        }
        Ok(())
    }

    async fn looked_at(&mut self, person: PersonId, since: Instant) -> Stored<i64> {
        let rows = self.read(count(self.origin.org, person, since)).await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    async fn said_at(&mut self, id: Uuid) -> Stored<Option<Instant>> {
        let asked = sql!(
            "select x.created_at from outbox x where x.org = $1 and x.id = $2",
            self.origin.org,
            id
        );
        self.read(asked).await?.first().map(|row| row.get(0)).transpose()
    }
}
