//! What is counted, noted down and made to fail.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bot_core::store::Stored;

use super::{Statement, Value, gone};

/// Tells at which statement (counted from 1 since it was set; `begin` and `commit` included) the
/// process is to seem to die: that statement and all after it are never executed.
pub type Fault = Arc<dyn Fn(u64, &str) -> bool + Send + Sync>;

/// What has been sent to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Statements other than transaction control.
    pub statements: u64,
    /// Trips to the database.
    pub hops: u64,
    /// `begin`, `commit` and `rollback`.
    pub control: u64,
}

/// One statement as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// Which trip it was part of, counted since the database was opened.
    pub hop: u64,
    /// Its text.
    pub text: String,
    /// What was bound.
    pub binds: Vec<Value>,
}

#[derive(Default)]
pub(super) struct Hooks {
    statements: AtomicU64,
    hops: AtomicU64,
    control: AtomicU64,
    dead: AtomicBool,
    faults: Mutex<(u64, Option<Fault>)>,
    armed: AtomicBool,
    recording: AtomicBool,
    sent: Mutex<Vec<Sent>>,
}

impl Hooks {
    pub(super) fn alive(&self) -> Stored<()> {
        if self.dead.load(Ordering::Acquire) {
            return Err(gone("the database is closed"));
        }
        Ok(())
    }

    pub(super) fn die(&self) {
        self.dead.store(true, Ordering::Release);
    }

    pub(super) fn counts(&self) -> Counts {
        Counts {
            statements: self.statements.load(Ordering::Relaxed),
            hops: self.hops.load(Ordering::Relaxed),
            control: self.control.load(Ordering::Relaxed),
        }
    }

    pub(super) fn set_fault(&self, fault: Option<Fault>) {
        self.armed.store(fault.is_some(), Ordering::Release);
        *lock(&self.faults) = (0, fault);
    }

    pub(super) fn record(&self, on: bool) -> Vec<Sent> {
        self.recording.store(on, Ordering::Release);
        std::mem::take(&mut lock(&self.sent))
    }

    /// How many of these statements may be executed.
    pub(super) fn survives(&self, parts: &[Statement]) -> usize {
        if !self.armed.load(Ordering::Acquire) {
            return parts.len();
        }
        let mut faults = lock(&self.faults);
        let (nth, Some(fault)) = &mut *faults else {
            return parts.len();
        };
        let dies = parts.iter().position(|part| {
            *nth += 1;
            fault(*nth, &part.text)
        });
        dies.unwrap_or(parts.len())
    }

    /// Counts and notes down one hop.
    pub(super) fn sending(&self, parts: &[Statement], control: usize) {
        let hop = self.hops.fetch_add(1, Ordering::Relaxed) + 1;
        let all = parts.len() as u64;
        let control = control as u64;
        self.control.fetch_add(control, Ordering::Relaxed);
        self.statements.fetch_add(all.saturating_sub(control), Ordering::Relaxed);
        if self.recording.load(Ordering::Acquire) {
            let sent = parts.iter().map(|part| Sent {
                hop,
                text: part.text.clone().into_owned(),
                binds: part.binds.clone(),
            });
            lock(&self.sent).extend(sent);
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
