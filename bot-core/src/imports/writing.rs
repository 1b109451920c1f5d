//! Writing what was planned: in batches, each in a transaction of its own.

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
use crate::store::{Foreknown, Job, Origin, Store, StoreError, Stored, Tx, Unit};

/// How many records a transaction writes where somebody waits for a turn.
pub const BATCH: usize = 500;
/// How many it writes at most. Their search keys are spread over the whole table: the more at once,
/// the less often each page of it is written.
const MOST: usize = 4_000;
/// How many changes are worked out before what is done beside that goes on.
const BESIDE: usize = 50;
/// How often a batch is begun that others came in between of.
const TRIES: usize = 5;

/// How many records are written next, and the transaction that is worked out for the first of what is
/// left.
pub struct Ready {
    next: usize,
    ahead: Option<Part>,
}

/// A transaction that writes so many records.
struct Part {
    size: usize,
    unit: Box<dyn Unit>,
}

impl Default for Ready {
    fn default() -> Self {
        Self { next: BATCH, ahead: None }
    }
}

impl Write {
    /// Tells whether it is a record that comes in without a look at the database.
    fn asks_nothing(&self) -> bool {
        !matches!(self.made, Made::Set { .. } | Made::Pipeline(_) | Made::Person(_))
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
/// While it is written, the batch behind it is worked out. As long as nobody waits for a turn, each is
/// larger than the last.
pub async fn write(
    store: &dyn Store,
    job: Option<&Job>,
    left: &[Write],
    most: usize,
    ready: &mut Ready,
    settings: &Settings,
) -> Stored<usize> {
    let left = left.get(..most).unwrap_or(left);
    let mut tries = 1;
    loop {
        match one(store, job, left, ready, settings).await {
            Err(StoreError::Stale | StoreError::Busy(_)) if tries < TRIES => tries += 1,
            done => return done,
        }
    }
}

/// Writes the batch that is worked out, or works it out first, and the one behind it meanwhile.
async fn one(
    store: &dyn Store,
    job: Option<&Job>,
    left: &[Write],
    ready: &mut Ready,
    settings: &Settings,
) -> Stored<usize> {
    let Part { size, unit } = match ready.ahead.take() {
        Some(part) => part,
        None => worked_out(store, job, left, ready.next, None, settings).await?,
    };
    let alone = !store.is_wanted();
    ready.next = if alone { (size * 2).clamp(BATCH, MOST) } else { BATCH };
    let known = unit.foreknown().filter(|_| alone);
    let behind = left.get(size..).unwrap_or_default();
    let behind = behind.get(..ready.next).unwrap_or(behind);
    let next = async {
        match known {
            Some(known) if !behind.is_empty() && behind.iter().all(Write::asks_nothing) => {
                let all = behind.len();
                worked_out(store, job, behind, all, Some(known), settings).await.map(Some)
            }
            _ => Ok(None),
        }
    };
    let (written, next) = futures::join!(unit.commit(), next);
    written?;
    // What cannot be worked out now fails again where it is to be written; and who has come in the
    // meantime is not to wait for a large one.
    let fits = |part: &Part| part.size <= BATCH || !store.is_wanted();
    ready.ahead = next.unwrap_or_default().filter(fits);
    Ok(size)
}

/// Works out a transaction for the first of these; nothing is asked of the database where what it
/// knows is given.
async fn worked_out(
    store: &dyn Store,
    job: Option<&Job>,
    left: &[Write],
    most: usize,
    known: Option<Foreknown>,
    settings: &Settings,
) -> Stored<Part> {
    let some = left.get(..most).unwrap_or(left);
    let origin = settings.origin();
    let change = origin.change;
    let mut unit = begin(store, job, origin).await?;
    if let Some(known) = known {
        unit.follow(known)?;
    }
    unit.tx().on_behalf_of("import");
    put(unit.tx(), some, settings, change).await?;
    unit.ready();
    Ok(Part { size: some.len(), unit })
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
    let mut made = Vec::with_capacity(some.len());
    for (at, one) in some.iter().enumerate() {
        if at % BESIDE == BESIDE - 1 {
            give_way().await;
        }
        if let Some(mut new) = one.made.change(settings.now)? {
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

/// Lets what is done beside it go on: it may have its answer by now.
async fn give_way() {
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
