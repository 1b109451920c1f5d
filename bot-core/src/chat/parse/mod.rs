//! From words to a command: which one, and which of its fields the words fill.
//!
//! Everything here works on folded text ([`crate::domain::fold`]) and knows no database: which of
//! the leading words are a known name is asked by the caller between [`Draft::begin`] and
//! [`Draft::finish`].

mod choices;
mod command;
mod draft;
mod own;
mod slip;
mod value;

pub use choices::{choice, choices};
pub use command::{Names, Recognised, nearest, show};
pub use draft::{
    Draft, LineAsked, begins_with_field, changes, changes_field, greeting_len, is_company, phones,
};
pub(crate) use draft::{GOOD, goes_on};
pub use own::{kept_amount, own_amount, own_number, own_value, own_yes_no};
pub use slip::{Slip, slip};
pub use value::{Env, Ref, Wrong, read, shortened, zone};

use serde_json::{Map, Value};

use crate::domain::own::OwnField;

/// The longest message that is read, in characters.
pub const LONGEST: usize = 20_000;

/// What the words of a message fill.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// The fields that are known.
    pub args: Map<String, Value>,
    /// The first thing that keeps the command from running.
    pub lack: Option<Lack>,
}

/// What keeps a command from running.
#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// A required field was not given.
    Missing(&'static str),
    /// A field was given something that does not fit; the rest is kept.
    Wrong(&'static str, Wrong),
    /// One of the org's own fields was given something that does not fit.
    Own(OwnField, Wrong),
    /// `word=` names no field of the command; the nearest one, if any.
    UnknownField(String, Option<String>),
    /// Words that the command has no use for.
    Extra(String),
}
