//! What is bound and what comes back.

use std::borrow::Cow;

use bot_core::chat::incoming::Address;
use bot_core::domain::ids::{Instant, OrgId, PersonId};
use bot_core::store::{StoreError, Stored};
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::{FromSql, Value as Kept, ValueRef};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgRow, PgTypeInfo, Postgres};
use sqlx::types::Json;
use sqlx::{Arguments as _, Row as _};
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
    /// Binds the value in the form that a server keeps it in.
    ///
    /// A server's texts cannot hold a NUL: the sign for what cannot be shown stands in its place.
    pub(super) fn bind_server(&self, to: &mut PgArguments) -> Result<(), sqlx::Error> {
        let bound = match self {
            Self::Text(text) if text.contains('\0') => to.add(text.replace('\0', "\u{fffd}")),
            Self::Text(text) => to.add(text.as_str()),
            Self::Int(n) => to.add(*n),
            Self::Bool(yes) => to.add(*yes),
            Self::Id(id) => to.add(*id),
            Self::Time(at) => {
                let at = DateTime::from_timestamp_millis(at.0);
                to.add(at.ok_or_else(|| sqlx::Error::Encode("an instant beyond all time".into()))?)
            }
            Self::Date(day) => to.add(*day),
            Self::Json(json) => to.add(Json(without_nul(json))),
            Self::Null => to.add(Untyped),
        };
        bound.map_err(sqlx::Error::Encode)
    }
}

/// What a server can keep of something nested.
pub(crate) fn without_nul(json: &serde_json::Value) -> Cow<'_, serde_json::Value> {
    use serde_json::Value as J;
    fn shown(text: &str) -> String {
        text.replace('\0', "\u{fffd}")
    }
    fn clean(json: &J) -> J {
        match json {
            J::String(text) => shown(text).into(),
            J::Array(all) => all.iter().map(clean).collect(),
            J::Object(map) => map.iter().map(|(name, json)| (shown(name), clean(json))).collect(),
            J::Null | J::Bool(_) | J::Number(_) => json.clone(),
        }
    }
    fn has(json: &J) -> bool {
        match json {
            J::String(text) => text.contains('\0'),
            J::Array(all) => all.iter().any(has),
            J::Object(map) => map.iter().any(|(name, json)| name.contains('\0') || has(json)),
            J::Null | J::Bool(_) | J::Number(_) => false,
        }
    }
    if has(json) { Cow::Owned(clean(json)) } else { Cow::Borrowed(json) }
}

/// Nothing, of the type that the server finds out from the statement.
struct Untyped;

impl sqlx::Type<Postgres> for Untyped {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(0))
    }
}

impl sqlx::Encode<'_, Postgres> for Untyped {
    fn encode_by_ref(&self, _: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        Ok(IsNull::Yes)
    }
}

/// One statement with what is bound to `$1`, `$2`, ….
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The text.
    pub text: Cow<'static, str>,
    /// The values in order.
    pub binds: Vec<Value>,
    /// True where it writes one row: neighbours with the same text may be written in one go.
    pub row: bool,
}

impl Statement {
    /// Puts a statement together.
    pub fn new(text: impl Into<Cow<'static, str>>, binds: Vec<Value>) -> Self {
        Self { text: text.into(), binds, row: false }
    }

    /// Puts a statement together that writes one row: `insert into … values (…)`, with or without
    /// what is done on a conflict. It may be sent with its neighbours of the same text as one.
    pub(crate) fn row(text: impl Into<Cow<'static, str>>, binds: Vec<Value>) -> Self {
        Self { text: text.into(), binds, row: true }
    }

    /// The question how many rows it finds.
    pub fn counted(self) -> Self {
        Self::new(format!("select count(*) from ({}) s", self.text), self.binds)
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
pub enum Row {
    /// Of a file.
    File(Vec<Kept>),
    /// Of a server.
    Server(PgRow),
}

/// What a column can be read as.
pub trait Column: Sized {
    /// Reads the column; none where it is null.
    fn read(row: &Row, at: usize) -> Result<Option<Self>, BoxDynError>;
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

/// A column of a file.
fn kept<T: FromSql>(row: &[Kept], at: usize) -> Result<Option<T>, BoxDynError> {
    let value = row.get(at).ok_or_else(|| format!("there is no column {at}"))?;
    Ok(FromSql::column_result(ValueRef::from(value))?)
}

/// How a type is kept in a file and on a server, and what is made of either.
macro_rules! column {
    ($($type:ty: $file:ty => $of_file:expr, $server:ty => $of_server:expr;)*) => {
        $(impl Column for $type {
            fn read(row: &Row, at: usize) -> Result<Option<Self>, BoxDynError> {
                match row {
                    Row::File(row) => {
                        let kept: Option<$file> = kept(row, at)?;
                        kept.map($of_file).transpose()
                    }
                    Row::Server(row) => {
                        let kept: Option<$server> = row.try_get_unchecked(at)?;
                        kept.map($of_server).transpose()
                    }
                }
            }
        })*
    };
}

column! {
    String: String => Ok, String => Ok;
    i64: i64 => Ok, i64 => Ok;
    bool: bool => Ok, bool => Ok;
    Uuid: [u8; 16] => |v| Ok(Self::from_bytes(v)), Uuid => Ok;
    OrgId: [u8; 16] => |v| Ok(Self(Uuid::from_bytes(v))), Uuid => |v| Ok(Self(v));
    PersonId: [u8; 16] => |v| Ok(Self(Uuid::from_bytes(v))), Uuid => |v| Ok(Self(v));
    Address: String => |v| Ok(Self(v)), String => |v| Ok(Self(v));
    Instant: i64 => |v| Ok(Self(v)), DateTime<Utc> => |v| Ok(Self(v.timestamp_millis()));
    NaiveDate: String => |v| Ok(v.parse()?), Self => Ok;
    serde_json::Value: String => |v| Ok(serde_json::from_str(&v)?), Json<Self> => |v| Ok(v.0);
}
