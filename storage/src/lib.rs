//! Storage: everything that is asked of a database, on SQLite or PostgreSQL.
//!
//! [`Storage`] is the way in. `db` is the only module that knows which database it is; `system`
//! holds the few statements that belong to no org; the files named like the domain's say how its
//! records are kept.

mod activity;
mod ahead;
mod audit;
mod bots;
mod chats;
mod clock;
mod contact;
mod context;
mod customer;
mod db;
mod deal;
mod derived;
mod dump;
mod erasing;
mod events;
mod extra;
mod files;
mod follow_up;
mod handover;
mod health;
mod inbox;
mod jobs;
mod keys;
mod lead;
mod letters;
mod lists;
mod merging;
mod open;
mod operator;
mod order;
mod orgs;
mod outbox;
mod people;
mod product;
mod pruning;
mod record;
mod records;
mod region;
mod scope;
mod settings;
mod stale;
mod storage;
mod sums;
mod system;
mod timers;
mod unit;

/// SQLite asks for memory some hundred times in each message, and so do we. It stands here so that
/// whatever has a database in it is measured with what runs.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Fresh databases, as the tests from outside have them.
#[cfg(test)]
#[path = "../../tests/world/database.rs"]
mod database;

pub use bots::{Member, Term};
pub use db::{AtWork, Counts, Fault, Options, Sent, Value};
pub use dump::{Dump, DumpError, Lines, Source, Summary, Told, restore};
pub use health::{Health, Waiting};
pub use open::OpenError;
pub use operator::{DeadReply, FailedJob, JobKind};
pub use storage::{Storage, Wakes, file_of, named};
