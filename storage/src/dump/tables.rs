//! Which tables there are and what their columns hold, as the migrations say.
//!
//! A new table or column is dumped without a line being written for it.

use bot_core::domain::ids::Instant;
use bot_core::store::{StoreError, Stored};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{self, Row, Value};

/// What a column holds, whichever database it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Holds {
    /// A key.
    Id,
    /// A whole number.
    Int,
    /// A whole number that the database gives.
    Serial,
    /// A text.
    Text,
    /// Yes or no.
    Bool,
    /// An instant, in milliseconds.
    Time,
    /// A day.
    Date,
    /// Anything nested.
    Json,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) holds: Holds,
    /// Whether it may hold nothing.
    pub(crate) nullable: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// Its columns in order.
    pub(crate) columns: Vec<Column>,
    /// The places of the columns of its key.
    pub(crate) key: Vec<usize>,
}

/// Who sits at which terminal: true for seconds, and never elsewhere.
const FLEETING_TABLE: &str = "terminal";
/// Until when somebody works on a row: who has a copy of it does not.
const FLEETING_COLUMN: &str = "lease_until";

/// All tables of the schema after this step.
pub(crate) fn all(step: i64) -> Stored<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for text in db::texts(step) {
        for statement in statements(text).split(';').map(str::trim) {
            if let Some(rest) = statement.strip_prefix("create table ") {
                tables.push(create(rest).ok_or_else(|| unread(statement))?);
            } else if let Some(rest) = statement.strip_prefix("alter table ") {
                alter(&mut tables, rest).ok_or_else(|| unread(statement))?;
            } else if let Some(name) = statement.strip_prefix("drop table ") {
                tables.retain(|table| table.name != name.trim());
            } else if !statement.is_empty()
                && !["create index ", "create unique index ", "drop index "]
                    .iter()
                    .any(|w| statement.starts_with(w))
                // Rows that a step makes or changes change no table.
                && !matches!(statement.split(' ').next(), Some("insert" | "update"))
            {
                return Err(unread(statement));
            }
        }
    }
    Ok(tables)
}

/// Those of them whose rows are kept: a fact has a key.
pub(crate) fn kept(step: i64) -> Stored<Vec<Table>> {
    let mut tables = all(step)?;
    tables.retain(|table| !table.key.is_empty() && table.name != FLEETING_TABLE);
    Ok(tables)
}

/// The names of all triggers.
pub(crate) fn triggers() -> Vec<&'static str> {
    let named = |text: &'static str| {
        text.split("{trigger ").skip(1).filter_map(|part| part.split_whitespace().next())
    };
    db::texts(db::newest()).flat_map(named).collect()
}

fn unread(statement: &str) -> StoreError {
    StoreError::Broken(format!("a migration says what a dump cannot read: {statement}"))
}

/// The text of a migration without comments and triggers.
fn statements(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
    let lines = lines.filter(|line| !line.starts_with("{untrigger "));
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut parts = text.split("{trigger ");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| part.split_once("{end}").map(|(_, rest)| rest));
    std::iter::once(first.as_str()).chain(rest).collect()
}

fn create(text: &str) -> Option<Table> {
    let (name, rest) = text.split_once('(')?;
    let (body, _) = rest.rsplit_once(')')?;
    let mut table = Table { name: name.trim().to_owned(), columns: Vec::new(), key: Vec::new() };
    let mut key: Vec<&str> = Vec::new();
    for part in outer_parts(body) {
        if let Some(rest) = part.strip_prefix("primary key") {
            key = rest.trim().trim_matches(['(', ')']).split(',').map(str::trim).collect();
            continue;
        }
        let column = column(part)?;
        if column.holds == Holds::Serial || part.ends_with("primary key") {
            table.key.push(table.columns.len());
        }
        table.columns.push(column);
    }
    for name in key {
        table.key.push(table.columns.iter().position(|column| column.name == name)?);
    }
    Some(table)
}

fn alter(tables: &mut [Table], text: &str) -> Option<()> {
    let (name, rest) = text.split_once(' ')?;
    let table = tables.iter_mut().find(|table| table.name == name)?;
    if let Some(new) = rest.trim().strip_prefix("rename to ") {
        new.trim().clone_into(&mut table.name);
    } else {
        table.columns.push(column(rest.trim().strip_prefix("add column ")?)?);
    }
    Some(())
}

/// `name {type} not null`.
fn column(text: &str) -> Option<Column> {
    let mut words = text.split_whitespace();
    let name = words.next()?.to_owned();
    let holds = match words.next()? {
        "{id}" => Holds::Id,
        "{int}" => Holds::Int,
        "{serial}" => Holds::Serial,
        "text" => Holds::Text,
        "{bool}" => Holds::Bool,
        "{time}" => Holds::Time,
        "{date}" => Holds::Date,
        "{json}" => Holds::Json,
        _ => return None,
    };
    let nullable = holds != Holds::Serial && !text.contains("not null");
    Some(Column { name, holds, nullable })
}

/// Splits at the commas that stand in no brackets.
fn outer_parts(body: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = body.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}

impl Table {
    /// The names of its columns, as a statement lists them.
    pub(crate) fn list(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The names of the columns of its key.
    pub(crate) fn key_names(&self) -> Vec<&str> {
        self.key.iter().filter_map(|&at| Some(self.columns.get(at)?.name.as_str())).collect()
    }

    /// The values of a row that was read in the order of the columns.
    pub(crate) fn values(&self, row: &Row) -> Stored<Vec<Value>> {
        self.columns.iter().enumerate().map(|(at, column)| column.read(row, at)).collect()
    }
}

impl Column {
    fn read(&self, row: &Row, at: usize) -> Stored<Value> {
        if self.name == FLEETING_COLUMN {
            return Ok(Value::Null);
        }
        Ok(match self.holds {
            Holds::Id => row.opt::<Uuid>(at)?.into(),
            Holds::Int | Holds::Serial => row.opt::<i64>(at)?.into(),
            Holds::Text => row.opt::<String>(at)?.into(),
            Holds::Bool => row.opt::<bool>(at)?.into(),
            Holds::Time => row.opt::<Instant>(at)?.into(),
            Holds::Date => row.opt::<NaiveDate>(at)?.into(),
            Holds::Json => row.opt::<Json>(at)?.into(),
        })
    }

    /// Reads a value as it stands in a dump; none where it is no such value.
    pub(crate) fn value(&self, json: Json) -> Option<Value> {
        match (self.holds, json) {
            (_, Json::Null) if self.nullable => Some(Value::Null),
            (Holds::Json, json) => Some(Value::Json(json)),
            (Holds::Id, Json::String(text)) => text.parse().ok().map(Value::Id),
            (Holds::Text, Json::String(text)) => Some(Value::Text(text)),
            (Holds::Date, Json::String(text)) => text.parse().ok().map(Value::Date),
            (Holds::Int | Holds::Serial, Json::Number(n)) => n.as_i64().map(Value::Int),
            (Holds::Time, Json::Number(n)) => n.as_i64().map(|n| Value::Time(Instant(n))),
            (Holds::Bool, Json::Bool(yes)) => Some(Value::Bool(yes)),
            _ => None,
        }
    }
}

/// A value as it stands in a dump.
pub(crate) fn neutral(value: &Value) -> Json {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Int(n) => (*n).into(),
        Value::Bool(yes) => (*yes).into(),
        Value::Id(id) => id.to_string().into(),
        Value::Time(at) => at.0.into(),
        Value::Date(day) => day.to_string().into(),
        Value::Json(json) => json.clone(),
        Value::Null => Json::Null,
    }
}
