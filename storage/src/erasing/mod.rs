//! Forgetting somebody: personal values go from rows, search keys, the log and messages; codes, money
//! and what happened stay.
//!
//! What is personal stands next to each table, as the type of its columns. The log is rewritten so
//! that it replays into the rows as they are afterwards. Pictures and papers go with what they are on.

mod again;
mod messages;
mod reach;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use bot_core::domain::fold;
use bot_core::domain::ids::{Code, Instant, Kind};
use bot_core::domain::record::{Change, FORGOTTEN, Fields};
use bot_core::store::{Erasing, Forget, Removal, Stored};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use self::messages::Messages;
use self::reach::Rows;
use self::words::{Known, Marker, strings};
use crate::db::sql;
use crate::files;
use crate::keys::keys_of;
use crate::record::{Table, Ty, table};
use crate::scope::{Select, list};
use crate::unit::Work;

pub(crate) use self::again::{erasure, list as listed};

/// How many keys or rows are asked for at once.
const MANY: usize = 512;
/// The kinds that are somebody: what an older copy may know of a person.
const SOMEBODY: [Kind; 3] = [Kind::Lead, Kind::Customer, Kind::Contact];
/// The columns by which people are reached: somebody else's own number is nobody's to take.
const REACH: [&str; 3] = ["phone", "email", "also"];

/// An event as far as it is rewritten.
struct Entry {
    seq: i64,
    change: Uuid,
    fields: Fields,
}

/// One record: as it is, as the log may tell it, as it is to be, and its events to be rewritten.
struct Part {
    kind: Kind,
    id: Uuid,
    row: Fields,
    told: Fields,
    after: Fields,
    events: Vec<(i64, Fields)>,
}

impl Part {
    fn changes(&self) -> bool {
        self.row != self.after || !self.events.is_empty()
    }
}

/// All that forgetting somebody takes.
struct Plan {
    removal: Removal,
    parts: Vec<Part>,
    messages: Messages,
    /// What other systems call the records, where that is the person's name.
    outside: Vec<(String, String)>,
    /// What happened with the person: what was sent along with it goes.
    happened: Vec<Uuid>,
}

/// Whom to forget: the records that were named, and those known to be the same person.
struct Whom {
    roots: Vec<(Kind, Uuid)>,
    others: Vec<(Kind, Uuid)>,
    all: bool,
}

impl Whom {
    fn of(who: &Forget) -> Self {
        Self { roots: vec![(who.kind, who.id)], others: Vec::new(), all: who.all }
    }
}

impl Work {
    async fn plan(&mut self, whom: &Whom) -> Stored<Plan> {
        let mut rows = Rows::new();
        self.add_all(&mut rows, &whom.others).await?;
        for (kind, id) in &whom.roots {
            self.about(&mut rows, *kind, *id).await?;
        }
        self.standing(&mut rows).await?;
        let mut log = self.entries(&rows).await?;
        let marker = Marker { all: whom.all, names: names(&rows, &log) };
        let mut known = Known::default();
        let mut fields = BTreeSet::new();
        let mut changes: BTreeSet<Uuid> =
            log.values().flatten().map(|entry| entry.change).collect();
        changes.insert(self.origin.change);
        let mut parts = Vec::new();
        for (id, (kind, row)) in &rows {
            let table = table(*kind);
            known.code(table.code(row));
            let events = log.remove(id).unwrap_or_default();
            let mut learn = |column: &'static str, ty: Ty, value: &Json| {
                if marker.told(ty, value) != *value {
                    known.value(column, value);
                    fields.insert((kind.letter(), column));
                }
            };
            for &(column, ty) in table.all() {
                row.get(column).into_iter().for_each(|value| learn(column, ty, value));
                for pair in events.iter().filter_map(|entry| entry.fields.get(column)) {
                    pair.as_array()
                        .into_iter()
                        .flatten()
                        .for_each(|value| learn(column, ty, value));
                }
            }
            let told = |_: &str, ty: Ty, value: &Json| marker.told(ty, value);
            let kept = |column: &str, ty: Ty, value: &Json| marker.kept(table, column, ty, value);
            parts.push(part(table, *id, row, events, told, kept));
        }
        let elsewhere = self.elsewhere(&rows, &known).await?;
        parts.extend(elsewhere);
        parts.retain(|part| part.changes() || whom.roots.contains(&(part.kind, part.id)));
        let outside = self.called_outside(&rows, &known).await?;
        let messages = self.told_of(&known, changes).await?;
        let happened: Vec<Uuid> = rows
            .iter()
            .filter(|(_, (kind, _))| *kind == Kind::Activity)
            .map(|(id, _)| *id)
            .collect();
        let removal = Removal {
            files: self.files_on(&happened).await?,
            stamp: stamp(&rows, whom.all),
            names: full_names(&rows),
            fields: fields.into_iter().filter_map(|(l, c)| Some((of_letter(l)?, c))).collect(),
            records: counted(&parts),
            events: parts.iter().map(|part| part.events.len()).sum(),
            messages: messages.count(),
        };
        Ok(Plan { removal, parts, messages, outside, happened })
    }

    /// How many files are on these.
    async fn files_on(&mut self, happened: &[Uuid]) -> Stored<usize> {
        let mut count = 0_i64;
        for some in happened.chunks(MANY) {
            let (places, values) = list(some, 2);
            let text = format!(
                "select count(*) from file f where f.org = $1 and f.activity in ({places})"
            );
            let binds = std::iter::once(self.origin.org.into()).chain(values).collect();
            let rows = self.read(Select::new(text, binds).done()).await?;
            count += rows.first().map_or(Ok(0), |row| row.get(0))?;
        }
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// The events of records.
    async fn entries(&mut self, rows: &Rows) -> Stored<BTreeMap<Uuid, Vec<Entry>>> {
        let mut found: BTreeMap<Uuid, Vec<Entry>> = BTreeMap::new();
        for kind in Kind::ALL {
            let ids: Vec<Uuid> =
                rows.iter().filter(|(_, (k, _))| *k == kind).map(|(id, _)| *id).collect();
            for some in ids.chunks(MANY) {
                let (places, values) = list(some, 3);
                let text = format!(
                    "select e.id, e.seq, e.change, e.fields from event e where e.org = $1 \
                     and e.kind = $2 and e.id in ({places}) order by e.seq"
                );
                let binds = [self.origin.org.into(), kind.word().into()].into_iter().chain(values);
                for row in self.read(Select::new(text, binds.collect()).done()).await? {
                    let entry = Entry {
                        seq: row.get(1)?,
                        change: row.get(2)?,
                        fields: object(row.get(3)?),
                    };
                    found.entry(row.get(0)?).or_default().push(entry);
                }
            }
        }
        Ok(found)
    }

    /// What other systems call the records, as far as that is personal: a number is not.
    async fn called_outside(
        &mut self,
        rows: &Rows,
        known: &Known,
    ) -> Stored<Vec<(String, String)>> {
        let mut found = Vec::new();
        let ids: Vec<Uuid> = rows.keys().copied().collect();
        for some in ids.chunks(MANY) {
            let (places, values) = list(some, 2);
            let text = format!(
                "select o.source, o.external from outside o where o.org = $1 and o.id in ({places})"
            );
            let binds = std::iter::once(self.origin.org.into()).chain(values).collect();
            for row in self.read(Select::new(text, binds).done()).await? {
                let (source, external): (String, String) = (row.get(0)?, row.get(1)?);
                if known.is_in(&external) {
                    found.push((source, external));
                }
            }
        }
        Ok(found)
    }

    /// The records of others in whose words the person's phone or e-mail address stands, now or
    /// earlier. Every word that a record says has come through the log: so that is what is read.
    async fn elsewhere(&mut self, rows: &Rows, known: &Known) -> Stored<Vec<Part>> {
        if known.is_unreachable() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let mut after = 0_i64;
        loop {
            let asked = sql!(
                "select e.seq, e.kind, e.id, e.fields from event e where e.org = $1 \
                 and e.seq > $2 order by e.seq limit 512",
                self.origin.org,
                after
            );
            let events = self.read(asked).await?;
            for row in &events {
                after = row.get(0)?;
                let (kind, id): (String, Uuid) = (row.get(1)?, row.get(2)?);
                let said: Json = row.get(3)?;
                if !rows.contains_key(&id) && known.without_reach(&said) != said {
                    found.push((crate::keys::kind(&kind)?, id));
                }
            }
            if events.is_empty() {
                break;
            }
        }
        found.sort_by_key(|(_, id)| *id);
        found.dedup();
        let mut others = Rows::new();
        self.add_all(&mut others, &found).await?;
        let mut log = self.entries(&others).await?;
        let cut = |column: &str, ty: Ty, value: &Json| {
            let words = matches!(ty, Ty::Text | Ty::Company | Ty::Texts);
            if words && !REACH.contains(&column) {
                known.without_reach(value)
            } else {
                value.clone()
            }
        };
        let parts = others.iter().map(|(id, (kind, row))| {
            part(table(*kind), *id, row, log.remove(id).unwrap_or_default(), cut, cut)
        });
        Ok(parts.filter(Part::changes).collect())
    }

    /// Does what was planned, and writes down who was forgotten.
    async fn erase(&mut self, whom: &Whom) -> Stored<Removal> {
        let plan = self.plan(whom).await?;
        let org = self.origin.org;
        for part in plan.parts {
            for (seq, fields) in part.events {
                self.write(sql!(
                    "update event set fields = $3 where org = $1 and seq = $2",
                    org,
                    seq,
                    Json::Object(fields)
                ))?;
            }
            let mut after = part.after;
            let version = after.get("version").and_then(Json::as_i64).unwrap_or(0);
            after.insert("version".to_owned(), json!(version + 1));
            after.insert("updated_at".to_owned(), json!(self.origin.at));
            let keys = keys_of(part.kind, &after)?;
            let (kind, id) = (part.kind, part.id);
            if SOMEBODY.contains(&kind) {
                self.note_erasure(kind, id, whom)?;
            }
            let change = Change { kind, id, before: Some(part.row), after, keys };
            self.save_telling(&change, Some(&part.told)).await?;
        }
        for some in plan.happened.chunks(MANY) {
            for statement in files::gone(org, some) {
                self.write(statement)?;
            }
        }
        self.wipe(plan.messages)?;
        for (source, external) in plan.outside {
            self.write(sql!(
                "update outside set external = $4 where org = $1 and source = $2 \
                 and external = $3",
                org,
                source,
                external,
                format!("{FORGOTTEN}{}", Uuid::now_v7())
            ))?;
        }
        Ok(plan.removal)
    }

    fn note_erasure(&mut self, kind: Kind, id: Uuid, whom: &Whom) -> Stored<()> {
        self.write(sql!(
            "insert into erasure (org, id, kind, record, root, everything, at, actor) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            self.origin.org,
            self.origin.change,
            kind.word(),
            id,
            whom.roots.contains(&(kind, id)),
            whom.all,
            self.origin.at,
            self.origin.actor
        ))
    }
}

#[async_trait]
impl Erasing for Work {
    async fn would_forget(&mut self, who: &Forget) -> Stored<Removal> {
        Ok(self.plan(&Whom::of(who)).await?.removal)
    }

    async fn forget(&mut self, who: &Forget) -> Stored<Removal> {
        self.erase(&Whom::of(who)).await
    }

    async fn forgotten_at(&mut self, record: Uuid) -> Stored<Option<Instant>> {
        let asked = sql!(
            "select e.at from erasure e where e.org = $1 and e.record = $2 \
             order by e.at desc limit 1",
            self.origin.org,
            record
        );
        self.read(asked).await?.first().map(|row| row.get(0)).transpose()
    }

    async fn ever(&mut self, code: Code) -> Stored<Option<Fields>> {
        let table = table(code.kind);
        let (columns, name) = (table.columns(), table.name);
        let text = format!("select {columns} from {name} r where r.org = $1 and r.n = $2");
        let rows = self.read(sql!(text, self.origin.org, code.n)).await?;
        rows.first().map(|row| table.fields(row)).transpose()
    }
}

/// A record with what it and its events are to be: `told` for what the log tells, `kept` for the row.
fn part(
    table: &Table,
    id: Uuid,
    row: &Fields,
    events: Vec<Entry>,
    told: impl Fn(&str, Ty, &Json) -> Json,
    kept: impl Fn(&str, Ty, &Json) -> Json,
) -> Part {
    let types: BTreeMap<&str, Ty> = table.all().copied().collect();
    let each = |fields: &Fields, change: &dyn Fn(&str, Ty, &Json) -> Json| -> Fields {
        let changed = fields.iter().map(|(name, value)| {
            let ty = types.get(name.as_str()).copied().unwrap_or(Ty::Json);
            (name.clone(), change(name, ty, value))
        });
        changed.collect()
    };
    let pairs = |name: &str, ty: Ty, pair: &Json| match pair {
        Json::Array(pair) => pair.iter().map(|value| told(name, ty, value)).collect(),
        other => other.clone(),
    };
    let rewritten = events.into_iter().filter_map(|entry| {
        let fields = each(&entry.fields, &pairs);
        (fields != entry.fields).then_some((entry.seq, fields))
    });
    Part {
        kind: table.kind,
        id,
        events: rewritten.collect(),
        told: each(row, &told),
        after: each(row, &kept),
        row: row.clone(),
    }
}

fn object(json: Json) -> Fields {
    match json {
        Json::Object(fields) => fields,
        _ => Fields::new(),
    }
}

/// What the people among the records are or were called, folded.
fn names(rows: &Rows, log: &BTreeMap<Uuid, Vec<Entry>>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (id, (_, row)) in rows.iter().filter(|(_, (kind, _))| is_person(*kind)) {
        let mut texts = Vec::new();
        row.get("name").into_iter().for_each(|name| strings(name, &mut texts));
        for entry in log.get(id).into_iter().flatten() {
            entry.fields.get("name").into_iter().for_each(|pair| strings(pair, &mut texts));
        }
        names.extend(texts.into_iter().map(fold::key));
    }
    names
}

fn is_person(kind: Kind) -> bool {
    matches!(kind, Kind::Lead | Kind::Contact)
}

/// The people's names as they are written, each once.
fn full_names(rows: &Rows) -> Vec<String> {
    let people = rows.values().filter(|(kind, _)| is_person(*kind));
    let names = people.filter_map(|(_, row)| row.get("name")?.as_str());
    let names: BTreeSet<&str> = names.filter(|name| *name != FORGOTTEN).collect();
    names.into_iter().map(ToOwned::to_owned).collect()
}

/// Stands for the records as they are now.
fn stamp(rows: &Rows, all: bool) -> String {
    let mut digest = Sha256::new();
    digest.update([u8::from(all)]);
    for (id, (_, row)) in rows {
        digest.update(id);
        let version = row.get("version").and_then(Json::as_i64).unwrap_or(0);
        digest.update(version.to_be_bytes());
    }
    let digest: [u8; 32] = digest.finalize().into();
    let [first, ..] = digest.as_chunks::<16>().0 else { return String::new() };
    Uuid::from_bytes(*first).simple().to_string()
}

fn counted(parts: &[Part]) -> Vec<(Kind, usize)> {
    let count = |kind| parts.iter().filter(|part| part.kind == kind && part.changes()).count();
    Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0).collect()
}

fn of_letter(letter: char) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.letter() == letter)
}
