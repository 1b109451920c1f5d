//! An import taken back as one: what a file brought in is withdrawn again, and what it changed is
//! as it was before, as far as nobody has worked on it since. What was stopped half-way goes on where it stood.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::header::Columns;
use super::plan::{Cx, taker};
use super::sheet::Sheet;
use super::writing::begin;
use super::{Refused, Settings, What};
use crate::domain::any;
use crate::domain::event;
use crate::domain::ids::{Code, Kind};
use crate::domain::record::Fields;
use crate::store::{Job, Store, Stored, Tx};
use crate::t;

/// A record that goes, or is as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    kind: Kind,
    id: Uuid,
    /// By which keys it is known to come from there.
    from: Vec<(String, String)>,
    /// What it is like again, where the file has only changed it.
    was: Option<Fields>,
}

/// What taking a file back does.
#[derive(Debug, Default)]
pub struct Back {
    /// What goes, the newest first, and what is as it was.
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
    let made = HashMap::new();
    let cx = Cx { what, sheet, columns, settings, own: Vec::new(), made };
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
    let mut back = restored(tx, settings).await?;
    let changed: HashSet<Uuid> = back.gone.iter().map(|one| one.id).collect();
    for (external, id) in known {
        if changed.contains(&id) {
            continue;
        }
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
            let sources = [what.source().to_owned(), settings.file_source()];
            let from = sources.into_iter().map(|source| (source, external.clone())).collect();
            back.gone.push(Gone { kind, id, from, was: None });
        }
    }
    Ok(Ok(back))
}

/// What was there before and the file has changed: as it was, where nobody has changed it since.
async fn restored(tx: &mut dyn Tx, settings: &Settings) -> Stored<Back> {
    let lang = settings.lang;
    let mut back = Back::default();
    for (external, kind, id) in tx.all_outside(&settings.changed_source()).await? {
        let Some(row) = tx.by_id(kind, id).await? else { continue };
        let change = external.split(' ').nth(1);
        let newest = tx.events_of(kind, id, None, 1).await?.pop();
        let newest = newest.filter(|event| change == Some(event.change.to_string().as_str()));
        let Some(newest) = newest else {
            let n = row.get("n").and_then(Value::as_i64).unwrap_or_default();
            let named = format!("{} {}", Code { kind, n }, any::label(kind, &row)?);
            back.stays.push(t!(lang, "import-back-changed", record = named));
            continue;
        };
        let mut was = row.clone();
        event::take_back(&mut was, &newest);
        let from = vec![(settings.changed_source(), external)];
        back.gone.push(Gone { kind, id, from, was: Some(was) });
    }
    Ok(back)
}

/// Takes some of it back in one transaction; where it is a part of a job, only as long as that is
/// ours.
pub async fn take_back(
    store: &dyn Store,
    job: Option<&Job>,
    some: &[Gone],
    settings: &Settings,
) -> Stored<()> {
    let mut unit = begin(store, job, settings.origin()).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    for Gone { kind, id, from, was } in some {
        let Some(before) = tx.by_id(*kind, *id).await? else { continue };
        let after = match was {
            Some(was) if was.get("version") == before.get("version") => was.clone(),
            Some(_) => continue,
            None => {
                let mut after = before.clone();
                after.insert("withdrawn".to_owned(), true.into());
                after
            }
        };
        tx.save_change(any::change(*kind, before, after, settings.now)?).await?;
        for (source, external) in from {
            tx.drop_outside(source, external).await?;
        }
    }
    unit.commit().await
}
