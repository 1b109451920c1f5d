//! Files that somebody has sent: fetched and kept before anything is made of it.
//!
//! No transaction is open while it is on its way. It is kept under a key that follows from the
//! message: begun again, the same message keeps it once.

use uuid::Uuid;

use crate::chat::channel::{Channel, NotFetched};
use crate::chat::incoming::{Brought, Fate, Incoming, Thing, What};
use crate::domain::fold::file_name;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{Claimed, Known, LARGEST, NewFile};

use crate::t;

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
        let (mut kept, mut large, mut lost) = (Vec::new(), Vec::new(), Vec::new());
        for (n, (id, one)) in (1..).zip(&all) {
            let file = new_file(*id, one);
            let name = || file.name.clone().unwrap_or_else(|| format!("#{n}"));
            match fetch(channel, one).await {
                Ok(bytes) => {
                    // One after the other, so that no more than one is held at a time.
                    let mut unit = self.store.begin(self.origin(claimed, Some(known))).await?;
                    unit.tx().keep_file(&file, &bytes).await?;
                    unit.commit().await?;
                    kept.push(*id);
                }
                Err(NotFetched::TooLarge) => large.push(name()),
                Err(NotFetched::Lost(why)) => {
                    tracing::warn!(seq = claimed.seq, why, "a file was not fetched");
                    lost.push(name());
                }
            }
        }
        Ok(match (all.len(), large.len(), lost.len()) {
            (_, 0, 0) => Fate::Kept(kept),
            (1, 1, _) => Fate::TooLarge,
            (1, ..) => Fate::Lost,
            _ => Fate::Partly { kept, large, lost },
        })
    }
}

/// Fetches a file, unless the platform says beforehand that it is too large.
async fn fetch(channel: &dyn Channel, one: &Brought) -> Result<Vec<u8>, NotFetched> {
    let most = i64::try_from(LARGEST).unwrap_or(i64::MAX);
    if one.size.is_some_and(|size| size > most) {
        return Err(NotFetched::TooLarge);
    }
    channel.fetch(one, LARGEST).await
}

/// What is kept of a file besides what is in it.
fn new_file(id: Uuid, brought: &Brought) -> NewFile {
    NewFile {
        id,
        sort: brought.sort,
        name: brought.name.as_deref().map(file_name).filter(|name| !name.is_empty()),
        album: brought.album.clone(),
    }
}

/// The files that a message brought, once they are kept.
pub(super) fn files_of(incoming: &Incoming) -> &[Uuid] {
    match incoming.brought().map(|brought| &brought.fate) {
        Some(Fate::Kept(ids) | Fate::Partly { kept: ids, .. }) => ids,
        _ => &[],
    }
}

/// Says that a file is not kept, and why; of several that were sent together, which.
pub(super) fn not_kept(lang: Lang, brought: &Brought) -> String {
    let large = brought.fate == Fate::TooLarge;
    match brought.name.as_deref().filter(|_| brought.album.is_some()).map(file_name) {
        Some(name) => {
            let name = if large {
                t!(lang, "file-lost-large", name = name)
            } else {
                t!(lang, "file-lost-gone", name = name)
            };
            t!(lang, "file-more-lost", names = name)
        }
        None if large => t!(lang, "file-too-large"),
        None => t!(lang, "file-lost"),
    }
}

/// Says by name which of several files are not kept.
pub(super) fn not_all(lang: Lang, incoming: &Incoming) -> Option<String> {
    let Fate::Partly { large, lost, .. } = &incoming.brought()?.fate else { return None };
    let large = large.iter().map(|name| t!(lang, "file-lost-large", name = name));
    let lost = lost.iter().map(|name| t!(lang, "file-lost-gone", name = name));
    let names = large.chain(lost).collect::<Vec<_>>().join(" · ");
    Some(t!(lang, "file-more-lost", names = names))
}

/// Tells whether something came along that is worth a word where it is not kept.
pub(super) fn came_along(incoming: &Incoming) -> bool {
    matches!(&incoming.along, Some(thing) if !matches!(thing, Thing::Sticker))
}
