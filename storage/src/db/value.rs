//! What is bound and what comes back.

use std::borrow::Cow;

use bot_core::chat::incoming::Address;
use bot_core::domain::ids::{Instant, OrgId, PersonId};
use bot_core::store::{StoreError, Stored};
use bytes::BytesMut;
use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::{FromSql, Value as Kept, ValueRef};
use tokio_postgres::types::{FromSql as FromServer, IsNull, Kind, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use super::server;

/// Why a value cannot be sent or read.
type BoxDynError = Box<dyn std::error::Error + Send + Sync>;

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
    /// The type that a server keeps the value in; of nothing it is found out from the statement.
    pub(super) fn server_type(&self) -> Type {
        match self {
            Self::Text(_) => Type::TEXT,
            Self::Int(_) => Type::INT8,
            Self::Bool(_) => Type::BOOL,
            Self::Id(_) => Type::UUID,
            Self::Time(_) => Type::TIMESTAMPTZ,
            Self::Date(_) => Type::DATE,
            Self::Json(_) => Type::JSONB,
            Self::Null => Type::new(String::new(), 0, Kind::Simple, String::new()),
        }
    }
}

/// A value as it is bound on a server.
///
/// A server's texts cannot hold a NUL: the sign for what cannot be shown stands in its place.
pub(super) struct Bound<'a>(pub(super) &'a Value);

/// Says nothing of the value: the driver writes into its log what it binds.
impl std::fmt::Debug for Bound<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// An instant that no calendar has.
#[derive(Debug, thiserror::Error)]
#[error("an instant beyond all time")]
pub(super) struct Beyond;

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxDynError> {
        match self.0 {
            Value::Text(text) if text.contains('\0') => {
                text.replace('\0', "\u{fffd}").to_sql(ty, out)
            }
            Value::Text(text) => text.to_sql(ty, out),
            Value::Int(n) => n.to_sql(ty, out),
            Value::Bool(yes) => yes.to_sql(ty, out),
            Value::Id(id) => id.to_sql(ty, out),
            Value::Time(at) => DateTime::from_timestamp_millis(at.0).ok_or(Beyond)?.to_sql(ty, out),
            Value::Date(day) => day.to_sql(ty, out),
            Value::Json(json) => without_nul(json).to_sql(ty, out),
            Value::Null => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
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
    Server(tokio_postgres::Row),
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

/// What a server sent. The type of nothing says nothing: a literal null is a text to it.
struct Sent<T>(T);

impl<'a, T: FromServer<'a>> FromServer<'a> for Sent<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, BoxDynError> {
        if !T::accepts(ty) {
            return Err(format!("a column is of the type {ty}").into());
        }
        T::from_sql(ty, raw).map(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A whole number of any width.
struct Whole(i64);

impl<'a> FromServer<'a> for Whole {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, BoxDynError> {
        Ok(Self(match *ty {
            Type::INT2 => i16::from_sql(ty, raw)?.into(),
            Type::INT4 => i32::from_sql(ty, raw)?.into(),
            _ => i64::from_sql(ty, raw)?,
        }))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8)
    }
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
                        let sent: Option<Sent<$server>> =
                            row.try_get(at).map_err(|error| server::words(&error))?;
                        sent.map(|sent| sent.0).map($of_server).transpose()
                    }
                }
            }
        })*
    };
}

column! {
    String: String => Ok, String => Ok;
    i64: i64 => Ok, Whole => |v| Ok(v.0);
    bool: bool => Ok, bool => Ok;
    Uuid: [u8; 16] => |v| Ok(Self::from_bytes(v)), Uuid => Ok;
    OrgId: [u8; 16] => |v| Ok(Self(Uuid::from_bytes(v))), Uuid => |v| Ok(Self(v));
    PersonId: [u8; 16] => |v| Ok(Self(Uuid::from_bytes(v))), Uuid => |v| Ok(Self(v));
    Address: String => |v| Ok(Self(v)), String => |v| Ok(Self(v));
    Instant: i64 => |v| Ok(Self(v)), DateTime<Utc> => |v| Ok(Self(v.timestamp_millis()));
    NaiveDate: String => |v| Ok(v.parse()?), Self => Ok;
    serde_json::Value: String => |v| Ok(serde_json::from_str(&v)?), Self => Ok;
}
