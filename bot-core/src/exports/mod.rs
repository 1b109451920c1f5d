//! Lists as files.
//!
//! What is in a file is read when the message that brings it goes out, as the person may see it
//! then: a second try needs nothing that was kept, nothing lies about in the outbox, and who has
//! lost the right meanwhile gets nothing.

mod rows;
pub(crate) mod sheet;

use serde::{Deserialize, Serialize};

use crate::chat::channel::File;
use crate::chat::reply::ToMake;
use crate::domain::access::Right;
use crate::domain::ids::Instant;
use crate::domain::people::Person;
use crate::store::{Listing, Origin, Outgoing, Page, RecordsExt as _, Store, Stored};

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

/// Reads what a message is to bring; nothing where the person may not have it any more.
pub(crate) async fn make(
    store: &dyn Store,
    outgoing: &Outgoing,
    wanted: &ToMake,
    now: Instant,
) -> Stored<Option<Result<File, String>>> {
    let Export { listing, form } = match Export::deserialize(&wanted.of) {
        Ok(export) => export,
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
    let allowed = !person.frozen
        && org.roles.allow(&person.roles, Right::Export)
        && org.roles.allow(&person.roles, Right::Look);
    if !allowed {
        unit.rollback().await;
        return Ok(None);
    }
    let scope = org.roles.scope(person.person_id(), &person.roles).wider(Some(now), true);
    let mut rows = rows::Rows::begin(tx, &org, &person).await?;
    let mut sheet = sheet::Sheet::begin(form, &rows.header(&listing));
    let mut below = None;
    loop {
        let page = Page { below, limit: AT_A_TIME };
        let (read, next) = rows.page(tx, &listing, scope, page).await?;
        for cells in read {
            sheet.row(cells);
        }
        below = next;
        if below.is_none() {
            break;
        }
    }
    unit.rollback().await;
    Ok(Some(sheet.end().map(|bytes| File { name: wanted.name.clone(), bytes })))
}
