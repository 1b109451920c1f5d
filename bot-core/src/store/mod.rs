//! What we ask of storage: coarse questions, one small trait per aggregate; [`Tx`] is their sum.
//!
//! Every question is bound to the org and the scope of the transaction that asks it.

mod audit;
mod bots;
mod chats;
mod erasing;
mod files;
mod filters;
mod handover;
mod letters;
mod lists;
mod merging;
mod queues;
mod records;
mod sums;
mod timers;

pub use audit::{Audit, AuditFilter, Look, Noted};
pub use bots::{Bot, Bots};
pub use chats::{Account, Chats, Invite, NewReply, Pressed};
pub use erasing::{Erasing, Erasure, Forget, Removal};
pub use files::{Files, Kept, LARGEST, NewFile};
pub use filters::{CustomerFilter, Days, DealFilter, LeadFilter, OrderFilter, Quiet, Touched};
pub use handover::{Handovers, LeadLoad, OpenWork};
pub use letters::{ClosedChat, Letter, Letters};
pub use lists::{ActivityFilter, FollowUpFilter, Listing, Lists, Page, SortBy};
pub use merging::{Hanging, Merging, Pair};
pub use queues::{
    Claimed, Context, Foreknown, Job, Known, Origin, Outgoing, OutgoingEnd, SentReply, Sort, Store,
    TOLD_AT, Unit,
};
pub use records::{Hit, Named, Records, RecordsExt, Twin};
pub use sums::{
    ActivitySum, EndedSum, ForecastSum, Happened, LeadSum, ListSum, OverdueSum, Part, ReachedSum,
    Split, SplitSum, StageSum, Sums, WonQuestion, WonSum,
};
pub use timers::{NudgeSum, Nudged, Timer, Timers};

use crate::domain::record::BadFields;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something with this key is there already.
    #[error("{0} is taken")]
    NotUnique(String),
    /// Somebody else saved the record, or took over the lease, in the meantime.
    #[error("changed in the meantime")]
    Stale,
    /// The database is busy or restarting; the same again may work.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database itself cannot be used: damaged, full, not writable. Says which file and what to
    /// do; no message is to blame.
    #[error("{0}")]
    Unusable(String),
    /// Everything else: ours to mend.
    #[error("{0}")]
    Broken(String),
}

impl From<BadFields> for StoreError {
    fn from(bad: BadFields) -> Self {
        Self::Broken(bad.to_string())
    }
}

/// What the store answers.
pub type Stored<T> = Result<T, StoreError>;

/// One transaction of one org: everything that a command may ask.
pub trait Tx:
    Records
    + Lists
    + Chats
    + Bots
    + Letters
    + Sums
    + Handovers
    + Audit
    + Erasing
    + Files
    + Merging
    + Timers
    + Send
{
}

impl<
    T: Records
        + Lists
        + Chats
        + Bots
        + Letters
        + Sums
        + Handovers
        + Audit
        + Erasing
        + Files
        + Merging
        + Timers
        + Send,
> Tx for T
{
}
