//! What is bound and what comes back.

use std::borrow::Cow;

use bot_core::chat::incoming::Address;
use bot_core::domain::ids::{Instant, OrgId, PersonId};
use bot_core::store::{StoreError, Stored};
use chrono::NaiveDate;
use sqlx::Row as _;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use uuid::Uuid;

/// A value on its way into the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A key.
    Id(Uuid),
    /// An instant.
    Time(Instant),
    /// A day.
    Date(NaiveDate),
    /// Anything nested.
    Json(serde_json::Value),
    /// Nothing.
    Null,
}

macro_rules! from {
    ($($type:ty => |$value:ident| $make:expr),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from($value: $type) -> Self {
                $make
            }
        })*
    };
}

from! {
    &str => |v| Self::Text(v.to_owned()),
    String => |v| Self::Text(v),
    &String => |v| Self::Text(v.clone()),
    &Address => |v| Self::Text(v.0.clone()),
    i64 => |v| Self::Int(v),
    bool => |v| Self::Bool(v),
    Uuid => |v| Self::Id(v),
    OrgId => |v| Self::Id(v.0),
    PersonId => |v| Self::Id(v.0),
    Instant => |v| Self::Time(v),
    NaiveDate => |v| Self::Date(v),
    serde_json::Value => |v| Self::Json(v),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    /// Binds the value in the form that the database keeps it in.
    pub(super) fn bind(&self, to: &mut SqliteArguments) -> Stored<()> {
        use sqlx::Arguments as _;
        let bound = match self {
            Self::Text(text) => to.add(text.as_str()),
            Self::Int(n) => to.add(*n),
            Self::Bool(yes) => to.add(*yes),
            Self::Id(id) => to.add(*id),
            Self::Time(at) => to.add(at.0),
            Self::Date(day) => to.add(day.to_string()),
            Self::Json(json) => to.add(json.to_string()),
            Self::Null => to.add(None::<i64>),
        };
        bound.map_err(|e| StoreError::Broken(e.to_string()))
    }
}

/// One statement with what is bound to `$1`, `$2`, ….
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The text.
    pub text: Cow<'static, str>,
    /// The values in order.
    pub binds: Vec<Value>,
}

impl Statement {
    /// Puts a statement together.
    pub fn new(text: impl Into<Cow<'static, str>>, binds: Vec<Value>) -> Self {
        Self { text: text.into(), binds }
    }
}

/// Writes a statement with its values: `sql!("… $1 … $2", org, name)`.
macro_rules! sql {
    ($text:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::Statement::new($text, vec![$($crate::db::Value::from($bind)),*])
    };
}
pub(crate) use sql;

/// A row on its way out; columns are read by place, from 0.
pub struct Row(pub(super) SqliteRow);

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads the column; none where it is null.
    fn read(row: &Row, at: usize) -> Result<Option<Self>, sqlx::Error>;
}

impl Row {
    /// A value that is always there.
    pub fn get<T: Column>(&self, at: usize) -> Stored<T> {
        self.opt(at)?.ok_or_else(|| StoreError::Broken(format!("column {at} is null")))
    }

    /// A value that may be missing.
    pub fn opt<T: Column>(&self, at: usize) -> Stored<Option<T>> {
        T::read(self, at).map_err(|e| StoreError::Broken(e.to_string()))
    }
}

macro_rules! column {
    ($($type:ty as $kept:ty => |$value:ident| $make:expr),* $(,)?) => {
        $(impl Column for $type {
            fn read(row: &Row, at: usize) -> Result<Option<Self>, sqlx::Error> {
                let kept: Option<$kept> = row.0.try_get_unchecked(at)?;
                kept.map(|$value| $make).transpose()
            }
        })*
    };
}

column! {
    String as String => |v| Ok(v),
    i64 as i64 => |v| Ok(v),
    bool as bool => |v| Ok(v),
    Uuid as Uuid => |v| Ok(v),
    OrgId as Uuid => |v| Ok(Self(v)),
    PersonId as Uuid => |v| Ok(Self(v)),
    Address as String => |v| Ok(Self(v)),
    Instant as i64 => |v| Ok(Self(v)),
    NaiveDate as String => |v| v.parse().map_err(|e| sqlx::Error::Decode(Box::new(e))),
    serde_json::Value as String => |v| {
        serde_json::from_str(&v).map_err(|e| sqlx::Error::Decode(Box::new(e)))
    },
}
