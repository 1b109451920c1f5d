//! Files that somebody has sent: fetched and kept before anything is made of it.
//!
//! No transaction is open while it is on its way. It is kept under a key that follows from the
//! message: begun again, the same message keeps it once.

use uuid::Uuid;

use crate::chat::channel::{Channel, NotFetched};
use crate::chat::incoming::{Brought, Fate, Incoming, Thing, What};
use crate::problem::Problem;
use crate::store::{Claimed, Known, LARGEST, NewFile};

use super::Engine;

impl Engine {
    /// The same message with what has become of its file. In a group nobody has sent it to us.
    pub(super) async fn bring_in(
        &self,
        claimed: &Claimed,
        channel: &dyn Channel,
        incoming: &Incoming,
        known: &Known,
    ) -> Result<Incoming, Problem> {
        let asks = !matches!(incoming.what, What::Edited(_));
        let Some(brought) = incoming.brought().filter(|_| asks && !incoming.chat.group) else {
            return Ok(incoming.clone());
        };
        let fate = self.fetched(claimed, channel, brought, known).await?;
        Ok(incoming.with_fate(fate))
    }

    async fn fetched(
        &self,
        claimed: &Claimed,
        channel: &dyn Channel,
        brought: &Brought,
        known: &Known,
    ) -> Result<Fate, Problem> {
        let all: Vec<(Uuid, &Brought)> = std::iter::once(brought)
            .chain(&brought.more)
            .enumerate()
            .map(|(n, one)| (Uuid::new_v5(&claimed.id, format!("file {n}").as_bytes()), one))
            .collect();
        let ids: Vec<Uuid> = all.iter().map(|(id, _)| *id).collect();
        let mut look = self.store.look(self.origin(claimed, Some(known))).await?;
        let there = look.tx().kept(&ids).await?;
        look.rollback().await;
        if there.len() == all.len() {
            return Ok(Fate::Kept(ids));
        }
        let most = i64::try_from(LARGEST).unwrap_or(i64::MAX);
        if all.iter().any(|(_, one)| one.size.is_some_and(|size| size > most)) {
            return Ok(Fate::TooLarge);
        }
        let mut fetched = Vec::new();
        for (id, one) in all {
            match channel.fetch(one, LARGEST).await {
                Ok(bytes) => fetched.push((new_file(id, one), bytes)),
                Err(NotFetched::TooLarge) => return Ok(Fate::TooLarge),
                Err(NotFetched::Lost(why)) => {
                    tracing::warn!(seq = claimed.seq, why, "a file was not fetched");
                    return Ok(Fate::Lost);
                }
            }
        }
        let mut unit = self.store.begin(self.origin(claimed, Some(known))).await?;
        for (file, bytes) in &fetched {
            unit.tx().keep_file(file, bytes).await?;
        }
        unit.commit().await?;
        Ok(Fate::Kept(ids))
    }
}

/// What is kept of a file besides what is in it.
fn new_file(id: Uuid, brought: &Brought) -> NewFile {
    NewFile {
        id,
        sort: brought.sort,
        name: brought.name.as_deref().map(clean).filter(|name| !name.is_empty()),
        album: brought.album.clone(),
    }
}

/// The longest name that is kept, in characters.
const NAME: usize = 120;

/// A name without what would make a path of it, or nothing that is shown.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME).collect::<String>().trim().to_owned()
}

/// The files that a message brought, once they are kept.
pub(super) fn files_of(incoming: &Incoming) -> &[Uuid] {
    match incoming.brought().map(|brought| &brought.fate) {
        Some(Fate::Kept(ids)) => ids,
        _ => &[],
    }
}

/// Tells whether something came along that is worth a word where it is not kept.
pub(super) fn came_along(incoming: &Incoming) -> bool {
    matches!(&incoming.along, Some(thing) if !matches!(thing, Thing::Sticker))
}
