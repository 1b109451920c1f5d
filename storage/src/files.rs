//! What was sent along with words, in pieces: one file to back up, and every instance has it.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bot_core::chat::incoming::Sort;
use bot_core::domain::ids::{Instant, OrgId};
use bot_core::store::{Files, Kept, NewFile, StoreError, Stored};
use uuid::Uuid;

use crate::chats::{of_json, to_json};
use crate::db::{Row, Statement, sql};
use crate::scope::{Select, list};
use crate::unit::Work;

/// How many bytes one piece has: as text a quarter of a megabyte.
const PIECE: usize = 192 * 1024;

/// The columns of a file, of a table called `f`.
const COLUMNS: &str = "f.id, f.sort, f.name, f.size, f.activity";

fn kept(row: &Row) -> Stored<Kept> {
    Ok(Kept {
        id: row.get(0)?,
        sort: of_json(row.get::<String>(1)?.into())?,
        name: row.opt(2)?,
        size: row.get(3)?,
        activity: row.opt(4)?,
    })
}

fn word(sort: Sort) -> Stored<String> {
    Ok(to_json(&sort)?.as_str().unwrap_or_default().to_owned())
}

/// The statements that take away what is on these activities, pieces first.
pub(crate) fn gone(org: OrgId, activities: &[Uuid]) -> [Statement; 2] {
    let (places, values) = list(activities, 2);
    let of = format!("select f.id from file f where f.org = $1 and f.activity in ({places})");
    let binds = || std::iter::once(org.into()).chain(values.clone()).collect();
    let pieces = format!("delete from file_piece where org = $1 and file in ({of})");
    let files = format!("delete from file where org = $1 and activity in ({places})");
    [Select::new(pieces, binds()).done(), Select::new(files, binds()).done()]
}

#[async_trait]
impl Files for Work {
    async fn keep_file(&mut self, file: &NewFile, bytes: &[u8]) -> Stored<()> {
        let (org, who) = (self.origin.org, self.origin.actor);
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        self.write(sql!(
            "insert into file (org, id, person, sort, name, size, album, at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            org,
            file.id,
            who,
            word(file.sort)?,
            file.name.as_deref(),
            size,
            file.album.as_deref(),
            self.origin.at
        ))?;
        for (n, piece) in (0_i64..).zip(bytes.chunks(PIECE)) {
            self.write(sql!(
                "insert into file_piece (org, file, n, content) values ($1, $2, $3, $4) \
                 on conflict do nothing",
                org,
                file.id,
                n,
                STANDARD.encode(piece)
            ))?;
        }
        Ok(())
    }

    async fn attach(&mut self, files: &[Uuid], activity: Uuid) -> Stored<Vec<Uuid>> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let (org, who) = (self.origin.org, self.origin.actor);
        let (places, values) = list(files, 3);
        let text = format!(
            "select f.id, f.at from file f where f.org = $1 and f.person = $2 and f.activity is null \
             and (f.id in ({places}) or f.album in (select g.album from file g where g.org = $1 \
             and g.person = $2 and g.album is not null and g.id in ({places}))) order by f.at, f.id"
        );
        let binds = [org.into(), who.into()].into_iter().chain(values).collect();
        let rows = self.read(Select::new(text, binds).done()).await?;
        let found = rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?)));
        let mut found: Vec<(Uuid, Instant)> = found.collect::<Stored<_>>()?;
        // Those of one message are in the order in which it has them.
        found.sort_by_key(|(id, at)| (*at, files.iter().position(|one| one == id)));
        let found: Vec<Uuid> = found.into_iter().map(|(id, _)| id).collect();
        for id in &found {
            self.write(sql!(
                "update file set activity = $3 where org = $1 and id = $2",
                org,
                *id,
                activity
            ))?;
        }
        Ok(found)
    }

    async fn kept(&mut self, ids: &[Uuid]) -> Stored<Vec<Kept>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (places, values) = list(ids, 2);
        let text = format!("select {COLUMNS} from file f where f.org = $1 and f.id in ({places})");
        let binds = std::iter::once(self.origin.org.into()).chain(values).collect();
        let rows = self.read(Select::new(text, binds).done()).await?;
        let mut found: Vec<Kept> = rows.iter().map(kept).collect::<Stored<_>>()?;
        found.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
        Ok(found)
    }

    async fn sibling(&mut self, file: Uuid) -> Stored<Option<Kept>> {
        let text = format!(
            "select {COLUMNS} from file f join file g on g.org = $1 and g.id = $2 \
             and g.album = f.album where f.org = $1 and f.person = $3 and f.at <= g.at \
             and f.id <> g.id order by f.at desc, f.activity nulls last limit 1"
        );
        let rows = self.read(sql!(text, self.origin.org, file, self.origin.actor)).await?;
        rows.first().map(kept).transpose()
    }

    async fn content(&mut self, id: Uuid) -> Stored<Option<Vec<u8>>> {
        let asked = sql!(
            "select p.content from file_piece p where p.org = $1 and p.file = $2 order by p.n",
            self.origin.org,
            id
        );
        let rows = self.read(asked).await?;
        let mut bytes = Vec::new();
        for row in &rows {
            let piece = STANDARD.decode(row.get::<String>(0)?);
            bytes.extend(piece.map_err(|why| StoreError::Broken(why.to_string()))?);
        }
        Ok((!rows.is_empty()).then_some(bytes))
    }
}
