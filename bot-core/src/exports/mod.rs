//! Lists as files, and files that somebody has sent.
//!
//! What is in a file is read when the message that brings it goes out, as the person may see it
//! then: a second try needs nothing that was kept, nothing lies about in the outbox, and who has
//! lost the right meanwhile gets nothing.

mod rows;
pub(crate) mod sheet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::channel::File;
use crate::chat::incoming::Sort;
use crate::chat::reply::ToMake;
use crate::domain::access::{Right, Scope};
use crate::domain::activity::Activity;
use crate::domain::fold::file_name;
use crate::domain::ids::{Code, Instant};
use crate::domain::org::Org;
use crate::domain::people::Person;
use crate::imports::{LeftOut, left_out};
use crate::store::{Kept, Listing, Origin, Outgoing, Page, RecordsExt as _, Store, Stored, Tx};

/// How many rows a file has at most: what is more has to be narrowed down.
pub const MOST: i64 = 100_000;
/// How many rows are read at a time.
const AT_A_TIME: i64 = 1_000;

/// What a file is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// Which rows.
    pub listing: Listing,
    /// As what.
    pub form: Form,
}

impl Export {
    /// The same as a message takes it along, under this name.
    pub fn called(&self, name: String) -> Result<ToMake, serde_json::Error> {
        Ok(ToMake { name, of: serde_json::to_value(self)? })
    }
}

/// The form of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Values separated by commas, as spreadsheets open them in any language.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

impl Form {
    /// What the name of such a file ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A file that somebody has sent, and the record through which the reader sees it.
#[derive(Deserialize)]
struct SentBack {
    kept: Uuid,
    on: Code,
}

/// What a message is to bring.
#[derive(Deserialize)]
#[serde(untagged)]
enum Wanted {
    List(Box<Export>),
    File(SentBack),
    LeftOut(LeftOut),
}

/// Reads what a message is to bring; nothing where the person may not have it any more.
pub(crate) async fn make(
    store: &dyn Store,
    outgoing: &Outgoing,
    wanted: &ToMake,
    now: Instant,
) -> Stored<Option<Result<File, String>>> {
    let of = match Wanted::deserialize(&wanted.of) {
        Ok(of) => of,
        Err(odd) => return Ok(Some(Err(odd.to_string()))),
    };
    let (Some(person), Some(org)) = (outgoing.person, store.org(outgoing.org).await?) else {
        return Ok(None);
    };
    let origin = Origin {
        org: outgoing.org,
        change: outgoing.id,
        actor: Some(person),
        via: outgoing.chat.0.clone(),
        at: now,
    };
    let mut unit = store.look(origin).await?;
    let tx = unit.tx();
    let Some(person) = tx.get::<Person>(person.0).await? else {
        return Ok(None);
    };
    let may = |right| !person.frozen && org.roles.allow(&person.roles, right);
    let allowed = match of {
        Wanted::List(_) => may(Right::Look) && may(Right::Export),
        Wanted::File(_) => may(Right::Look),
        Wanted::LeftOut(_) => may(Right::Admin),
    };
    let scope = org.roles.scope(person.person_id(), &person.roles).wider(Some(now), true);
    let made = match of {
        _ if !allowed => None,
        Wanted::List(export) => Some(list(tx, (&org, &person), &export, scope).await?),
        Wanted::File(file) => sent_back(tx, &file, scope).await?,
        Wanted::LeftOut(of) => {
            let made = left_out(tx, (&org, &person), &of, now).await?;
            made.map(|made| made.map(|bytes| (Sort::Paper, bytes)))
        }
    };
    unit.rollback().await;
    let name = file_name(&wanted.name);
    Ok(made.map(|made| made.map(|(sort, bytes)| File { name, sort, bytes })))
}

/// A file that somebody has sent; nothing where the record through which it is seen is not.
async fn sent_back(tx: &mut dyn Tx, file: &SentBack, scope: Scope) -> Stored<Option<Made>> {
    let seen = tx.by_code(file.on, scope).await?.is_some();
    let kept = tx.kept(&[file.kept]).await?.pop();
    let Some((Kept { sort, activity: Some(on), .. }, true)) = kept.map(|kept| (kept, seen)) else {
        return Ok(None);
    };
    let there = tx.get::<Activity>(on).await?.is_some_and(|one| !one.head.withdrawn);
    let content = if there { tx.content(file.kept).await? } else { None };
    Ok(content.map(|bytes| Ok((sort, bytes))))
}

/// What a file holds, and of which sort it is; or why there is none.
type Made = Result<(Sort, Vec<u8>), String>;

/// A list as a file.
async fn list(
    tx: &mut dyn Tx,
    (org, person): (&Org, &Person),
    Export { listing, form }: &Export,
    scope: Scope,
) -> Stored<Made> {
    let mut rows = rows::Rows::begin(tx, org, person).await?;
    let mut sheet = sheet::Sheet::begin(*form, &rows.header(listing));
    let mut below = None;
    loop {
        let page = Page { below, limit: AT_A_TIME };
        let (read, next) = rows.page(tx, listing, scope, page).await?;
        for cells in read {
            sheet.row(cells);
        }
        below = next;
        if below.is_none() {
            break;
        }
    }
    Ok(sheet.end().map(|bytes| (Sort::Paper, bytes)))
}
