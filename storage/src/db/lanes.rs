//! Connections, lent one turn at a time in the order of asking.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bot_core::store::{StoreError, Stored};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, oneshot};

use super::conn::{self, Conn};
use super::hooks::lock;
use super::target::Target;
use super::{Answer, Statement, gone, sql};
use crate::open::OpenError;

/// Who leaves a connection idle for this long while others wait loses it, and runs again.
const IDLE: Duration = Duration::from_secs(1);

/// A transaction, or a part of one, that is open on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// None.
    No,
    /// A transaction that is this unit's alone so far.
    Whole,
    /// A savepoint in a transaction that has units which wait for its commit.
    Part,
}

/// A connection and what is open on it.
pub(super) struct Lane {
    conn: Option<Conn>,
    target: Target,
    reads: bool,
    /// What the present or a forgotten unit has open.
    pub(super) open: Open,
    /// The units that wait for the commit of the transaction that they share.
    pub(super) batch: Vec<oneshot::Sender<Stored<()>>>,
    /// Since when the first of them waits.
    pub(super) since: Instant,
    /// How many units are to commit by themselves, because a commit that they shared failed.
    pub(super) alone: usize,
}

impl Lane {
    pub(super) async fn open(target: &Target, reads: bool) -> Result<Self, OpenError> {
        let conn = Conn::open(target, reads).await?;
        Ok(Self {
            conn: Some(conn),
            target: target.clone(),
            reads,
            open: Open::No,
            batch: Vec::new(),
            since: Instant::now(),
            alone: 0,
        })
    }

    /// The connection, for what is not a statement.
    pub(super) fn conn(&mut self) -> Option<&mut Conn> {
        self.conn.as_mut()
    }

    /// Sends several statements; connects again first where the connection was lost.
    pub(super) async fn send(&mut self, parts: Vec<Statement>) -> Stored<Vec<Answer>> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => {
                let fresh = Conn::open(&self.target, self.reads).await;
                none.insert(fresh.map_err(|e| StoreError::Busy(e.to_string()))?)
            }
        };
        match conn.send(&self.target, parts).await {
            Ok(answers) => Ok(answers),
            Err(error) => {
                if conn::lost(&error) {
                    self.lose();
                }
                Err(conn::of_error(&self.target, &error))
            }
        }
    }

    /// Forgets a connection that is of no more use, with what was open on it.
    fn lose(&mut self) {
        self.conn = None;
        self.open = Open::No;
        self.fail_batch();
    }

    /// Takes back what the unit wrote and leaves what others wrote before it.
    pub(super) async fn undo_unit(&mut self) {
        let undone = match self.open {
            Open::No => return,
            Open::Whole => false,
            Open::Part => {
                let words = vec![sql!("rollback to unit"), sql!("release unit")];
                self.send(words).await.is_ok()
            }
        };
        self.open = Open::No;
        if !undone {
            // A transaction that a failed commit has ended already cannot be rolled back: no matter.
            self.send(vec![sql!("rollback")]).await.ok();
            self.fail_batch();
        }
    }

    /// Commits what waits for it.
    pub(super) async fn commit_batch(&mut self) {
        self.undo_unit().await;
        if self.batch.is_empty() {
            return;
        }
        if self.send(vec![sql!("commit")]).await.is_ok() {
            self.tell_batch();
        } else {
            self.send(vec![sql!("rollback")]).await.ok();
            self.fail_batch();
        }
    }

    /// Tells the units that wait that they are committed.
    pub(super) fn tell_batch(&mut self) {
        for unit in self.batch.drain(..) {
            unit.send(Ok(())).ok();
        }
    }

    /// Tells them that they have to be run again.
    fn fail_batch(&mut self) {
        self.alone += self.batch.len();
        for unit in self.batch.drain(..) {
            let why = "the commit that it shared with others failed";
            unit.send(Err(StoreError::Busy(why.to_owned()))).ok();
        }
    }

    /// Ends as the end of the process would.
    pub(super) async fn die(&mut self) {
        self.batch.clear();
        if let Some(conn) = self.conn.take() {
            conn.close().await;
        }
    }
}

/// A place of one connection.
struct Slot {
    lane: Arc<tokio::sync::Mutex<Lane>>,
    holder: Mutex<Holder>,
}

/// Whose turn it is.
struct Holder {
    /// Counts the turns: who remembers another number has lost it.
    turn: u64,
    /// Since when the holder has not sent anything; none while it does, or while nobody holds it.
    idle: Option<Instant>,
}

/// Connections of one sort.
pub(super) struct Lanes {
    slots: Vec<Arc<Slot>>,
    /// The places that nobody holds.
    free: Mutex<VecDeque<usize>>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Lanes {
    pub(super) fn new(lanes: Vec<Lane>) -> Arc<Self> {
        let slot = |lane| {
            let holder = Mutex::new(Holder { turn: 0, idle: None });
            Arc::new(Slot { lane: Arc::new(tokio::sync::Mutex::new(lane)), holder })
        };
        let slots: Vec<_> = lanes.into_iter().map(slot).collect();
        Arc::new(Self {
            free: Mutex::new((0..slots.len()).collect()),
            permits: Arc::new(Semaphore::new(slots.len())),
            waiting: AtomicUsize::new(0),
            slots,
        })
    }

    /// Waits for a turn, in the order of asking.
    pub(super) async fn take(self: &Arc<Self>) -> Stored<Turn> {
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => self.wait().await?,
        };
        let place = lock(&self.free).pop_front().ok_or_else(|| gone("no connection"))?;
        let slot = self.slots.get(place).ok_or_else(|| gone("no connection"))?;
        let mut holder = lock(&slot.holder);
        holder.turn += 1;
        holder.idle = Some(Instant::now());
        Ok(Turn {
            lanes: Arc::clone(self),
            slot: Arc::clone(slot),
            place,
            number: holder.turn,
            left_open: false,
            permit: Some(permit),
        })
    }

    async fn wait(&self) -> Stored<OwnedSemaphorePermit> {
        let _counted = Waiting::new(&self.waiting);
        let permit = Arc::clone(&self.permits).acquire_owned();
        tokio::pin!(permit);
        loop {
            tokio::select! {
                permit = &mut permit => return permit.map_err(|_| gone("the database is closed")),
                () = tokio::time::sleep(IDLE) => self.evict(),
            }
        }
    }

    /// Takes connections away from those who hold them without using them.
    fn evict(&self) {
        for (place, slot) in self.slots.iter().enumerate() {
            let mut holder = lock(&slot.holder);
            if holder.idle.is_some_and(|since| since.elapsed() >= IDLE) {
                holder.turn += 1;
                holder.idle = None;
                lock(&self.free).push_front(place);
                self.permits.add_permits(1);
            }
        }
    }

    /// Tells whether somebody waits for a turn.
    pub(super) fn wanted(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }

    /// Closes all connections. What waits for a commit gets it.
    pub(super) async fn close(&self) {
        self.permits.close();
        for slot in &self.slots {
            let mut lane = slot.lane.lock().await;
            if lane.conn.is_some() {
                lane.commit_batch().await;
            }
            lane.die().await;
        }
    }

    /// Ends all connections as the end of the process would.
    pub(super) async fn die(&self) {
        self.permits.close();
        for slot in &self.slots {
            slot.lane.lock().await.die().await;
        }
    }
}

/// Counts somebody who waits, for as long as he does.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A connection that is somebody's for a while.
pub(super) struct Turn {
    pub(super) lanes: Arc<Lanes>,
    slot: Arc<Slot>,
    place: usize,
    number: u64,
    /// Whether something is left open that whoever comes next has to take back.
    pub(super) left_open: bool,
    permit: Option<OwnedSemaphorePermit>,
}

impl Turn {
    /// The connection, unless it was taken away.
    pub(super) async fn lane(&self) -> Stored<Using> {
        let lane = Arc::clone(&self.slot.lane).lock_owned().await;
        let mut holder = lock(&self.slot.holder);
        if holder.turn != self.number {
            let why = "it took too long while others waited".to_owned();
            return Err(StoreError::Busy(why));
        }
        holder.idle = None;
        drop(holder);
        Ok(Using { lane, slot: Arc::clone(&self.slot), number: self.number })
    }
}

impl Drop for Turn {
    /// Gives the connection back; one with something left open is tidied up first, since what is
    /// open on it holds up others.
    ///
    /// Nobody is left to wait for that; what it does not get to do at the end of the program, the
    /// database does by itself.
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else { return };
        let back = Back {
            lanes: Arc::clone(&self.lanes),
            slot: Arc::clone(&self.slot),
            place: self.place,
            number: self.number,
            permit: Some(permit),
        };
        if !self.left_open {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let mut lane = Arc::clone(&back.slot.lane).lock_owned().await;
                if lock(&back.slot.holder).turn != back.number {
                    return;
                }
                lane.undo_unit().await;
                if !back.lanes.wanted() {
                    lane.commit_batch().await;
                }
                drop(lane);
                drop(back);
            });
        }
    }
}

/// A connection on its way back.
struct Back {
    lanes: Arc<Lanes>,
    slot: Arc<Slot>,
    place: usize,
    number: u64,
    permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Back {
    fn drop(&mut self) {
        let mut holder = lock(&self.slot.holder);
        let Some(permit) = self.permit.take() else { return };
        if holder.turn != self.number {
            // Whoever took the connection away has given out a permit for it.
            permit.forget();
            return;
        }
        holder.turn += 1;
        holder.idle = None;
        // Before the permit, which lets the next one come for it. What was used last comes first: its
        // statements are prepared.
        lock(&self.lanes.free).push_front(self.place);
    }
}

/// A connection in use.
pub(super) struct Using {
    pub(super) lane: OwnedMutexGuard<Lane>,
    slot: Arc<Slot>,
    number: u64,
}

impl Drop for Using {
    fn drop(&mut self) {
        let mut holder = lock(&self.slot.holder);
        if holder.turn == self.number {
            holder.idle = Some(Instant::now());
        }
    }
}
