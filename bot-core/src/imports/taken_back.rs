//! An import taken back as one: what a file brought in is withdrawn again, as far as nobody has
//! worked on it since. What was stopped half-way goes on where it stood.

use std::collections::HashSet;

use serde_json::Value;
use uuid::Uuid;

use super::header::Columns;
use super::plan::{Cx, taker};
use super::sheet::Sheet;
use super::{Refused, Settings, What};
use crate::domain::any;
use crate::domain::ids::{Code, Kind};
use crate::store::{Store, Stored, Tx};
use crate::t;

/// A record that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    kind: Kind,
    id: Uuid,
    external: String,
}

/// What taking a file back does.
#[derive(Debug, Default)]
pub struct Back {
    /// What goes, the newest first.
    pub gone: Vec<Gone>,
    /// What stays, each with why.
    pub stays: Vec<String>,
}

/// Looks what taking a file back does.
pub async fn back(
    tx: &mut dyn Tx,
    what: What,
    sheet: &Sheet,
    columns: &Columns,
    settings: &Settings,
) -> Stored<Result<Back, Refused>> {
    let lang = settings.lang;
    let Some(kind) = what.kind() else {
        return Ok(Err(Refused::usage(t!(lang, "import-back-people"))));
    };
    let cx = Cx { what, sheet, columns, settings, own: Vec::new() };
    let mut taker = match taker(&cx, tx).await? {
        Ok(taker) => taker,
        Err(refused) => return Ok(Err(refused)),
    };
    let externals = sheet.rows.iter().filter_map(|row| taker.external(&cx, row).ok());
    let externals: Vec<String> = externals.collect();
    let made = tx.outside_of(&settings.file_source(), &externals).await?;
    let made: HashSet<Uuid> = made.into_iter().map(|(_, _, id)| id).collect();
    let mut known: Vec<(String, Uuid)> = cx.known(tx, externals).await?.into_iter().collect();
    // What others hang on was written first: it goes last.
    known.sort_by_key(|(_, id)| std::cmp::Reverse(*id));
    let all: HashSet<Uuid> = known.iter().map(|(_, id)| *id).collect();
    let mut back = Back::default();
    for (external, id) in known {
        let Some(row) = tx.by_id(kind, id).await? else { continue };
        if row.get("withdrawn") == Some(&Value::Bool(true)) {
            continue;
        }
        let n = row.get("n").and_then(Value::as_i64).unwrap_or_default();
        let named = format!("{} {}", Code { kind, n }, any::label(kind, &row)?);
        let standing = tx.standing_on(kind, id).await?;
        if !made.contains(&id) {
            back.stays.push(t!(lang, "import-back-other", record = named));
        } else if row.get("version").and_then(Value::as_i64) != Some(1) {
            back.stays.push(t!(lang, "import-back-changed", record = named));
        } else if standing.iter().any(|(_, other)| !all.contains(other)) {
            back.stays.push(t!(lang, "import-back-used", record = named));
        } else {
            back.gone.push(Gone { kind, id, external });
        }
    }
    Ok(Ok(back))
}

/// Takes some of it back in one transaction.
pub async fn take_back(
    store: &dyn Store,
    what: What,
    some: &[Gone],
    settings: &Settings,
) -> Stored<()> {
    let mut unit = store.begin(settings.origin()).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    for Gone { kind, id, external } in some {
        let Some(before) = tx.by_id(*kind, *id).await? else { continue };
        let mut after = before.clone();
        after.insert("withdrawn".to_owned(), true.into());
        tx.save_change(any::change(*kind, before, after, settings.now)?).await?;
        tx.drop_outside(what.source(), external).await?;
        tx.drop_outside(&settings.file_source(), external).await?;
    }
    unit.commit().await
}
