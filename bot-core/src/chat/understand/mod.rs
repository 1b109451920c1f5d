//! Reading Chinese and English sentences by rule: the same answer each time, offline.
//!
//! Every reader here takes text that is NFKC-folded already, keeps its case, and works in time
//! linear in the length of the text: each of them looks only a bounded way ahead.

pub mod asked;
pub mod happened;
pub mod measure;
pub mod money;
pub mod name;
pub mod next_step;
pub mod number;
pub mod title;
pub mod when;

mod fold;
mod scan;

use std::ops::Range;

/// What was read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What the words mean.
    pub value: T,
    /// The bytes of the words in the text that was given.
    pub span: Range<usize>,
}

impl<T> Found<T> {
    /// Makes a finding.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}
