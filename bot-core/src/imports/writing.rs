//! Writing what was planned: in batches, each in a transaction of its own.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::Poll;

use uuid::Uuid;

use super::Settings;
use super::plan::{Made, Write};
use super::twins::patch;
use crate::chat::incoming::Address;
use crate::domain::any;
use crate::domain::ids::{Instant, Kind};
use crate::domain::record::{Change, Record};
use crate::store::{Job, Origin, Store, StoreError, Stored, Tx, Unit};

/// How many records a transaction writes where somebody waits for a turn.
pub const BATCH: usize = 500;
/// How many it writes at most. Their search keys are spread over the whole table: the more at once,
/// the less often each page of it is written.
const MOST: usize = 2_000;
/// How many changes are worked out before what is done beside that goes on.
const BESIDE: usize = 50;
/// How often a batch is begun that others came in between of.
const TRIES: usize = 5;

/// How many records are written next, and the changes that are worked out already for the first of
/// what is left, but for the numbers of its records.
pub struct Ready {
    next: usize,
    changes: VecDeque<Option<Change>>,
}

impl Default for Ready {
    fn default() -> Self {
        Self { next: BATCH, changes: VecDeque::new() }
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

/// Writes the next batch of what is left of a plan, at most so many records, in one transaction, as
/// long as the job is ours where it is a part of one; tells how many records that were.
///
/// While it is written, the batch behind it is got ready. As long as nobody waits for a turn, each is
/// larger than the last.
pub async fn write(
    store: &dyn Store,
    job: Option<&Job>,
    left: &[Write],
    most: usize,
    ready: &mut Ready,
    settings: &Settings,
) -> Stored<usize> {
    let size = ready.next.min(left.len()).min(most);
    let (some, behind) = left.split_at(size);
    let mut first = std::mem::take(&mut ready.changes);
    let mut next = first.split_off(size.min(first.len()));
    work_out(some, &mut first, settings.now).await?;
    let larger = (size * 2).min(MOST);
    let (alone, worked_out) = futures::join!(
        tried(store, job, some, first, settings),
        work_out(behind.get(..larger).unwrap_or(behind), &mut next, settings.now)
    );
    ready.next = if alone? { larger.max(BATCH) } else { BATCH };
    worked_out?;
    ready.changes = next;
    Ok(size)
}

/// Works out the changes of the rest of these, of which the first are there.
async fn work_out(
    some: &[Write],
    changes: &mut VecDeque<Option<Change>>,
    now: Instant,
) -> Stored<()> {
    let rest = some.get(changes.len()..).unwrap_or_default();
    for some in rest.chunks(BESIDE) {
        for one in some {
            changes.push_back(one.made.change(now)?);
        }
        // What is done beside it may have its answer by now.
        let mut over = false;
        poll_fn(|cx| {
            if std::mem::replace(&mut over, true) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }
    Ok(())
}

/// Writes some of a plan; tells whether nobody else waited for a turn.
async fn tried(
    store: &dyn Store,
    job: Option<&Job>,
    some: &[Write],
    mut changes: VecDeque<Option<Change>>,
    settings: &Settings,
) -> Stored<bool> {
    let mut tries = 1;
    loop {
        work_out(some, &mut changes, settings.now).await?;
        match once(store, job, some, std::mem::take(&mut changes), settings).await {
            Err(StoreError::Stale | StoreError::Busy(_)) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn once(
    store: &dyn Store,
    job: Option<&Job>,
    some: &[Write],
    changes: VecDeque<Option<Change>>,
    settings: &Settings,
) -> Stored<bool> {
    let origin = settings.origin();
    let change = origin.change;
    let mut unit = begin(store, job, origin).await?;
    let tx = unit.tx();
    tx.on_behalf_of("import");
    put_changes(tx, some, changes, settings, change).await?;
    let alone = !store.is_wanted();
    unit.commit().await?;
    Ok(alone)
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
    let mut changes = VecDeque::new();
    work_out(some, &mut changes, settings.now).await?;
    put_changes(tx, some, changes, settings, change).await
}

async fn put_changes(
    tx: &mut dyn Tx,
    some: &[Write],
    changes: VecDeque<Option<Change>>,
    settings: &Settings,
    change: Uuid,
) -> Stored<Vec<(Kind, Uuid)>> {
    let mut made = Vec::with_capacity(some.len());
    for (one, new) in some.iter().zip(changes) {
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
