//! The one door for change, and look-ups by key, code and name.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use bot_core::domain::access::Scope;
use bot_core::domain::event::Event;
use bot_core::domain::ids::{Code, Instant, Kind, PersonId};
use bot_core::domain::names::SearchKey;
use bot_core::domain::org::Org;
use bot_core::domain::pipeline::Pipeline;
use bot_core::domain::record::{Change, Fields};
use bot_core::store::{Hit, Named, Page, Records, Stored, Twin};
use uuid::Uuid;

use crate::db::{Row, sql};
use crate::record::{id_in, table};
use crate::scope::{Select, list, within};
use crate::unit::Work;
use crate::{derived, events, keys, orgs};

/// How many keys are asked for at once, and how many statements wait at most.
const MANY: usize = 1024;

impl Work {
    /// Writes a change whose event tells `told` of what was before: what is forgotten is told no
    /// more.
    pub(crate) async fn save_telling(
        &mut self,
        change: &Change,
        told: Option<&Fields>,
    ) -> Stored<()> {
        let org = self.origin.org;
        let row = table(change.kind).write(org, &change.after, change.before.is_none())?;
        self.write(row)?;
        let gone = self.keys.rewrite(org, change)?;
        for statement in
            gone.into_iter().chain(derived::lines(org, change)).chain(derived::helpers(org, change))
        {
            self.write(statement)?;
        }
        if change.kind == Kind::Settings {
            for statement in orgs::follow(org, change)? {
                self.write(statement)?;
            }
        }
        self.write_timers(change).await?;
        self.move_timers(change).await?;
        self.count_anew(change).await?;
        let event = events::pending(&self.origin, self.op, self.undoes, change, told);
        self.events.push(event);
        // Who holds a connection and does not use it for long loses it.
        if self.session.holds() && self.session.queued() >= MANY {
            self.send().await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Records for Work {
    async fn next_number(&mut self, kind: Kind) -> Stored<i64> {
        self.number(kind).await
    }

    async fn save_change(&mut self, change: Change) -> Stored<()> {
        self.save_telling(&change, change.before.as_ref()).await
    }

    fn undoing(&mut self, change: Uuid) {
        self.undoes = Some(change);
    }

    fn on_behalf_of(&mut self, op: &'static str) {
        self.op = op;
    }

    async fn by_id(&mut self, kind: Kind, id: Uuid) -> Stored<Option<Fields>> {
        let table = table(kind);
        let rows = self.read(table.by_id(self.origin.org, id)).await?;
        rows.first().map(|row| table.fields(row)).transpose()
    }

    async fn by_ids(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<HashMap<Uuid, Named>> {
        let table = table(kind);
        let named = |fields: Fields| Named {
            code: table.code(&fields),
            label: table.label(&fields),
            fields,
        };
        let found = self.some_records(kind, ids).await?;
        Ok(found.into_iter().map(|(id, fields)| (id, named(fields))).collect())
    }

    async fn within(&mut self, kind: Kind, ids: &[Uuid], scope: Scope) -> Stored<HashSet<Uuid>> {
        let name = table(kind).name;
        let within = if table(kind).is_owned() { within(scope, kind) } else { "true".to_owned() };
        let text = format!(
            "select r.id from {name} r where r.org = $1 and {within} and not r.withdrawn \
             and r.id in "
        );
        let rows = self.of_some(text, &[scope.viewer.into()], ids).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    async fn by_code(&mut self, code: Code, scope: Scope) -> Stored<Option<Fields>> {
        let table = table(code.kind);
        let select = if table.is_owned() {
            Select::scoped(table, self.origin.org, scope)
        } else {
            Select::all(table, self.origin.org)
        };
        let rows = self.read(select.bind("and r.n =", code.n).done()).await?;
        rows.first().map(|row| table.fields(row)).transpose()
    }

    async fn by_keys(
        &mut self,
        kinds: &[Kind],
        keys: &[SearchKey],
        scope: Scope,
        limit: i64,
    ) -> Stored<Vec<Hit>> {
        if kinds.is_empty() || keys.is_empty() {
            return Ok(Vec::new());
        }
        let found = keys::find(self.origin.org, kinds, keys, scope, limit);
        self.read(found).await?.iter().map(keys::hit).collect()
    }

    async fn twins(
        &mut self,
        keys: &[SearchKey],
        beginnings: &[SearchKey],
        scope: Scope,
    ) -> Stored<Vec<Twin>> {
        if keys.is_empty() && beginnings.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.read(keys::twins(self.origin.org, keys, beginnings, scope)).await?;
        rows.iter().map(keys::twin).collect()
    }

    async fn labels(&mut self, kind: Kind, ids: &[Uuid]) -> Stored<Vec<(Uuid, Code, String)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let table = table(kind);
        let (places, ids) = list(ids, 2);
        let (columns, name) = (table.columns(), table.name);
        let text =
            format!("select {columns} from {name} r where r.org = $1 and r.id in ({places})");
        let binds = std::iter::once(self.origin.org.into()).chain(ids);
        let rows = self.read(Select::new(text, binds.collect()).done()).await?;
        let labels = rows.iter().filter_map(|row| match table.fields(row) {
            Ok(fields) => {
                let id = id_in(&fields, "id")?;
                Some(Ok((id, table.code(&fields), table.label(&fields))))
            }
            Err(e) => Some(Err(e)),
        });
        labels.collect()
    }

    async fn every(&mut self, kind: Kind, page: Page) -> Stored<Vec<Fields>> {
        let table = table(kind);
        let rows = self.read(Select::all(table, self.origin.org).page(page)).await?;
        rows.iter().map(|row| table.fields(row)).collect()
    }

    async fn events_since(&mut self, since: Instant, limit: i64) -> Stored<Vec<Event>> {
        let asked = events::since(self.origin.org, since, limit);
        self.read(asked).await?.iter().map(events::event).collect()
    }

    async fn pipelines(&mut self) -> Stored<Vec<Pipeline>> {
        let mut answers = self.reads(orgs::pipelines(self.origin.org)).await?;
        let stages = answers.pop().unwrap_or_default();
        orgs::of_rows(&answers.pop().unwrap_or_default(), &stages)
    }

    async fn add_pipeline(&mut self, pipeline: &Pipeline) -> Stored<()> {
        for statement in orgs::add_pipeline(self.origin.org, pipeline) {
            self.write(statement)?;
        }
        Ok(())
    }

    async fn save_org(&mut self, org: &Org) -> Stored<()> {
        self.write(orgs::update(self.origin.org, org)?)
    }

    async fn events_of(
        &mut self,
        kind: Kind,
        id: Uuid,
        before: Option<i64>,
        limit: i64,
    ) -> Stored<Vec<Event>> {
        let asked = events::of_record(self.origin.org, kind, id, before, limit);
        self.read(asked).await?.iter().map(events::event).collect()
    }

    async fn events_of_change(&mut self, change: Uuid) -> Stored<Vec<Event>> {
        let asked = events::of_change(self.origin.org, change);
        self.read(asked).await?.iter().map(events::event).collect()
    }

    async fn newest_changes(
        &mut self,
        actor: PersonId,
        via: &str,
        since: Instant,
        limit: i64,
    ) -> Stored<Vec<Uuid>> {
        let asked = events::newest_changes(self.origin.org, actor, via, since, limit);
        let rows = self.read(asked).await?;
        let mut changes = rows.iter().map(|row| row.get(0)).collect::<Stored<Vec<Uuid>>>()?;
        changes.dedup();
        Ok(changes)
    }

    async fn touched(
        &mut self,
        actor: PersonId,
        via: &str,
        limit: i64,
    ) -> Stored<Vec<(Kind, Uuid)>> {
        let asked = sql!(
            "select e.kind, e.id, e.fields from event e where e.org = $1 and e.actor = $2 \
             and e.via = $3 order by e.seq desc limit $4",
            self.origin.org,
            actor,
            via,
            limit
        );
        let rows = self.read(asked).await?;
        let mut touched = Vec::with_capacity(rows.len());
        for row in &rows {
            let fields: serde_json::Value = row.get(2)?;
            let new = |name: &str| fields.get(name)?.get(1)?.as_str();
            let about = new("on_kind").zip(new("on_id").and_then(|id| id.parse().ok()));
            touched.push(match about {
                Some((kind, id)) => (keys::kind(kind)?, id),
                None => (keys::kind(&row.get::<String>(0)?)?, row.get(1)?),
            });
        }
        Ok(touched)
    }

    async fn is_undone(&mut self, change: Uuid) -> Stored<bool> {
        let asked = events::undoing(self.origin.org, change);
        Ok(!self.read(asked).await?.is_empty())
    }

    async fn standing_on(&mut self, kind: Kind, id: Uuid) -> Stored<Vec<(Kind, Uuid)>> {
        let rows = self.read(derived::standing_on(self.origin.org, kind, id)).await?;
        rows.iter().map(|row| Ok((keys::kind(&row.get::<String>(0)?)?, row.get(1)?))).collect()
    }

    async fn outside(&mut self, source: &str, external: &str) -> Stored<Option<(Kind, Uuid)>> {
        let asked = sql!(
            "select o.kind, coalesce(c.merged, o.id) from outside o \
             left join customer c on c.org = $1 and c.id = o.id and o.kind = 'customer' \
             where o.org = $1 and o.source = $2 and o.external = $3",
            self.origin.org,
            source,
            external
        );
        let rows = self.read(asked).await?;
        let found = rows.first().map(|row| Ok((keys::kind(&row.get::<String>(0)?)?, row.get(1)?)));
        found.transpose()
    }

    async fn outside_of(
        &mut self,
        source: &str,
        externals: &[String],
    ) -> Stored<Vec<(String, Kind, Uuid)>> {
        let mut found = Vec::new();
        for some in externals.chunks(MANY) {
            let (places, values) = list(some, 3);
            let text = format!(
                "select o.external, o.kind, coalesce(c.merged, o.id) from outside o \
                 left join customer c on c.org = $1 and c.id = o.id and o.kind = 'customer' \
                 where o.org = $1 and o.source = $2 and o.external in ({places})"
            );
            let binds = [self.origin.org.into(), source.into()].into_iter().chain(values);
            for row in self.read(Select::new(text, binds.collect()).done()).await? {
                found.push((row.get(0)?, keys::kind(&row.get::<String>(1)?)?, row.get(2)?));
            }
        }
        Ok(found)
    }

    async fn all_outside(&mut self, source: &str) -> Stored<Vec<(String, Kind, Uuid)>> {
        let asked = sql!(
            "select o.external, o.kind, coalesce(c.merged, o.id) from outside o \
             left join customer c on c.org = $1 and c.id = o.id and o.kind = 'customer' \
             where o.org = $1 and o.source = $2 order by o.external",
            self.origin.org,
            source
        );
        let rows = self.read(asked).await?;
        let found = |row: &Row| Ok((row.get(0)?, keys::kind(&row.get::<String>(1)?)?, row.get(2)?));
        rows.iter().map(found).collect()
    }

    async fn note_outside(
        &mut self,
        source: &str,
        external: &str,
        kind: Kind,
        id: Uuid,
    ) -> Stored<()> {
        self.write(sql!(
            "insert into outside (org, source, external, kind, id) values ($1, $2, $3, $4, $5) \
             on conflict (org, source, external) do update set kind = $4, id = $5",
            self.origin.org,
            source,
            external,
            kind.word(),
            id
        ))
    }

    async fn drop_outside(&mut self, source: &str, external: &str) -> Stored<()> {
        self.write(sql!(
            "delete from outside where org = $1 and source = $2 and external = $3",
            self.origin.org,
            source,
            external
        ))
    }
}
