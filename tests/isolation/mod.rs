//! Nobody sees what they may not, whatever they ask and however they ask it.
//!
//! Two orgs of the same shape, with the same codes, handles and names that begin alike, live in one
//! database; every value in it says whose it is ([`canary`]). From the list of commands come all
//! requests ([`requests`]): each argument that names a record gets one of everybody's, in each way
//! in which people ask ([`records`]). A new command is covered as soon as it is in the list.
//!
//! They run on SQLite only: [`ledger`] notes writes by triggers of a file and puts back what was
//! written. What PostgreSQL answers is checked by the conversations, which run on both.
//!
//! `cargo nextest run -E 'test(isolation)' --no-capture` tells how many cases there were.

mod canary;
mod crawl;
mod ledger;
mod pages;
mod people;
mod presses;
mod records;
mod requests;
mod rights;
mod scene;
mod stage;
mod strangers;
mod sums;
mod twin;
mod values;
