//! Writing what was planned: in batches, each in a transaction of its own.

use uuid::Uuid;

use super::Settings;
use super::plan::{Made, Write};
use super::twins::patch;
use crate::chat::incoming::Address;
use crate::domain::any;
use crate::domain::ids::{Instant, Kind};
use crate::domain::record::{Change, Record};
use crate::store::{Job, Origin, Store, StoreError, Stored, Tx, Unit};

/// How many records one transaction writes: between two of them others get their turn. Their search
/// keys are spread over the whole table, so that more of them at once write each page less often.
pub const BATCH: usize = 500;
/// How often a batch is begun that others came in between of.
const TRIES: usize = 5;

/// A batch whose changes are worked out already, but for the numbers of its records. Empty, it
/// stands for one that has still to be.
#[derive(Default)]
pub struct Ready(Vec<Option<Change>>);

impl Ready {
    fn of(some: &[Write], now: Instant) -> Stored<Self> {
        some.iter().map(|one| one.made.change(now)).collect::<Stored<_>>().map(Self)
    }
}

impl Made {
    /// The change that makes it; none for what is no new record.
    fn change(&self, now: Instant) -> Stored<Option<Change>> {
        fn new<R: Record>(record: &R, now: Instant) -> Stored<Option<Change>> {
            Ok(Some(Change::of(None, record, now)?))
        }
        match self {
            Self::Team(one) => new(one, now),
            Self::Person(one) => new(one, now),
            Self::Product(one) => new(one, now),
            Self::Customer(one) => new(one.as_ref(), now),
            Self::Contact(one) => new(one, now),
            Self::Lead(one) => new(one.as_ref(), now),
            Self::Deal(one) => new(one.as_ref(), now),
            Self::Pipeline(_) | Self::Set { .. } => Ok(None),
        }
    }
}

/// Writes the next batch of what is left of a plan in one transaction, as long as the job is ours
/// where it is a part of one; tells how many records that were. While it is written, the batch behind
/// it is got ready.
pub async fn write(
    store: &dyn Store,
    job: Option<&Job>,
    left: &[Write],
    ready: &mut Ready,
    settings: &Settings,
) -> Stored<usize> {
    let (some, behind) = left.split_at(left.len().min(BATCH));
    let behind = behind.get(..BATCH.min(behind.len())).unwrap_or_default();
    let first = std::mem::take(ready);
    let (written, next) = futures::join!(tried(store, job, some, first, settings), async {
        Ready::of(behind, settings.now)
    });
    written?;
    *ready = next?;
    Ok(some.len())
}

async fn tried(
    store: &dyn Store,
    job: Option<&Job>,
    some: &[Write],
    mut ready: Ready,
    settings: &Settings,
) -> Stored<()> {
    let mut tries = 1;
    loop {
        if ready.0.len() != some.len() {
            ready = Ready::of(some, settings.now)?;
        }
        match once(store, job, some, std::mem::take(&mut ready), settings).await {
            Err(StoreError::Stale | StoreError::Busy(_)) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn once(
    store: &dyn Store,
    job: Option<&Job>,
    some: &[Write],
    ready: Ready,
    settings: &Settings,
) -> Stored<()> {
    let origin = settings.origin();
    let change = origin.change;
    let mut unit = begin(store, job, origin).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    put_ready(tx, some, ready, settings, change).await?;
    unit.commit().await
}

/// Begins a transaction for some of it.
pub(super) async fn begin(
    store: &dyn Store,
    job: Option<&Job>,
    origin: Origin,
) -> Stored<Box<dyn Unit>> {
    match job {
        Some(job) => store.part_of(job, origin).await,
        None => store.begin(origin).await,
    }
}

/// Writes some of a plan in a transaction that is open, as this change; tells what was made.
pub async fn put(
    tx: &mut dyn Tx,
    some: &[Write],
    settings: &Settings,
    change: Uuid,
) -> Stored<Vec<(Kind, Uuid)>> {
    put_ready(tx, some, Ready::of(some, settings.now)?, settings, change).await
}

async fn put_ready(
    tx: &mut dyn Tx,
    some: &[Write],
    ready: Ready,
    settings: &Settings,
    change: Uuid,
) -> Stored<Vec<(Kind, Uuid)>> {
    let mut made = Vec::with_capacity(some.len());
    for (one, new) in some.iter().zip(ready.0) {
        if let Some(mut new) = new {
            let (kind, id) = (new.kind, new.id);
            new.after.insert("n".to_owned(), tx.next_number(kind).await?.into());
            tx.save_change(new).await?;
            if let Made::Person(person) = &one.made {
                let home = Address::new(&settings.channel, &person.handle);
                let person_id = person.person_id();
                tx.bind_account(&settings.channel, &person.handle, person_id, &home).await?;
            }
            if let Some((source, external)) = &one.from {
                tx.note_outside(source, external, kind, id).await?;
                tx.note_outside(&settings.file_source(), external, kind, id).await?;
            }
            made.push((kind, id));
            continue;
        }
        match &one.made {
            Made::Pipeline(pipeline) => tx.add_pipeline(pipeline).await?,
            Made::Set { kind, id, set, how } => {
                let Some(before) = tx.by_id(*kind, *id).await? else { continue };
                let after = patch(&before, set, *how);
                if after != before {
                    tx.save_change(any::change(*kind, before, after, settings.now)?).await?;
                    let key = format!("{id} {change}");
                    tx.note_outside(&settings.changed_source(), &key, *kind, *id).await?;
                }
            }
            _ => {}
        }
    }
    Ok(made)
}
