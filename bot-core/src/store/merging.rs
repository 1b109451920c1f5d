//! Records that are merged: what points at one, what became of one, and which look alike.

use async_trait::async_trait;
use uuid::Uuid;

use super::{Page, Stored};
use crate::domain::access::Scope;
use crate::domain::ids::{Code, Kind};
use crate::domain::record::Fields;

/// How many records of a kind hang on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hanging {
    /// Of which kind.
    pub kind: Kind,
    /// How many of them the viewer sees.
    pub count: i64,
}

/// Two records of a kind that share a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The newer one.
    pub newer: Fields,
    /// The older one.
    pub older: Fields,
}

/// Questions about merging leads and customers.
#[async_trait]
pub trait Merging: Send {
    /// Records of the kind `of` that point at a lead or a customer, whoever owns them, those that
    /// were withdrawn included; by number, newest first.
    async fn pointing_at(&mut self, at: (Kind, Uuid), of: Kind, page: Page) -> Stored<Vec<Fields>>;

    /// How many records of each kind hang on a lead or a customer, as far as the viewer sees them;
    /// kinds of which there is none are left out.
    async fn hanging_on(&mut self, at: (Kind, Uuid), scope: Scope) -> Stored<Vec<Hanging>>;

    /// The record that took in the one with this code, if the viewer sees it.
    async fn merged_into(&mut self, code: Code, scope: Scope) -> Stored<Option<Fields>>;

    /// Records of a kind in the scope that share a phone, an e-mail address, a name, its sound or how
    /// it begins with an older one in it, the newest first: candidates, of which a few may be missing
    /// where very many share one. Looks through `page.limit` records; gives the
    /// number below which it goes on as well, if there are more.
    async fn alike(
        &mut self,
        kind: Kind,
        scope: Scope,
        page: Page,
    ) -> Stored<(Vec<Pair>, Option<i64>)>;
}
