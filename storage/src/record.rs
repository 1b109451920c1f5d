//! One driver for all kinds of records: a table says its columns, the rest follows.

use std::collections::HashMap;
use std::sync::LazyLock;

use bot_core::domain::ids::{Code, Instant, Kind, OrgId, PersonId};
use bot_core::domain::record::{Fields, Record, of_fields};
use bot_core::store::{StoreError, Stored};
use chrono::NaiveDate;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::db::{Row, Statement, Value, sql};

/// How a column is kept and, where it holds words, whose they are: what goes when the person whom a
/// record is about is forgotten (see `erasing`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    /// A key, a code or a word of the house: stays.
    Word,
    /// What somebody wrote about the person: goes.
    Text,
    /// What a company is: goes only with the company itself, or where it is the person's own name.
    Company,
    /// Several texts, or the org's own fields: go.
    Texts,
    Int,
    Bool,
    Id,
    Time,
    Date,
    /// Nested, without anybody's words: stays.
    Json,
}

/// A column: its name, which is the field's, and how it is kept.
pub(crate) type Columns = &'static [(&'static str, Ty)];

/// A column that is worked out from others and never read back.
pub(crate) type Derived = (&'static str, fn(&Fields) -> Value);

/// A kind of record as a table.
pub(crate) struct Table {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    pub(crate) columns: Columns,
    pub(crate) derived: &'static [Derived],
    /// The fields of which the first that is filled is what people call it; else its code.
    pub(crate) label: &'static [&'static str],
}

/// What all records have.
const HEAD: Columns = &[
    ("id", Ty::Id),
    ("n", Ty::Int),
    ("version", Ty::Int),
    ("withdrawn", Ty::Bool),
    ("created_at", Ty::Time),
    ("updated_at", Ty::Time),
    ("extra", Ty::Texts),
];

struct Texts {
    columns: String,
    insert: String,
    update: String,
}

static TEXTS: LazyLock<HashMap<Kind, Texts>> = LazyLock::new(|| {
    let all = Kind::ALL.map(|kind| (kind, table(kind).texts()));
    all.into_iter().collect()
});

/// The table of a kind.
pub(crate) fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Lead => &crate::lead::TABLE,
        Kind::Customer => &crate::customer::TABLE,
        Kind::Contact => &crate::contact::TABLE,
        Kind::Deal => &crate::deal::TABLE,
        Kind::Activity => &crate::activity::TABLE,
        Kind::FollowUp => &crate::follow_up::TABLE,
        Kind::Product => &crate::product::TABLE,
        Kind::Order => &crate::order::TABLE,
        Kind::Person => &crate::people::PERSON,
        Kind::Team => &crate::people::TEAM,
        Kind::Settings => &crate::settings::TABLE,
    }
}

impl Table {
    /// All columns that are read back.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static (&'static str, Ty)> {
        HEAD.iter().chain(self.columns)
    }

    fn texts(&self) -> Texts {
        let named: Vec<&str> = self.all().map(|(name, _)| *name).collect();
        let derived = self.derived.iter().map(|(name, _)| *name);
        let written: Vec<&str> = named.iter().copied().chain(derived).collect();
        let places: Vec<String> = (0..written.len()).map(|i| format!("${}", i + 2)).collect();
        let name = self.name;
        // `$2` is the id and `$4` the version: both are in `HEAD`. A record that has moved on gets
        // null for a version, which the table refuses: that is how a stale save fails by itself.
        let set = written.iter().zip(&places).map(|(column, place)| {
            if *column == "version" {
                format!("version = case when version = {place} - 1 then {place} end")
            } else {
                format!("{column} = {place}")
            }
        });
        let set: Vec<String> = set.skip(1).collect();
        Texts {
            columns: named
                .iter()
                .map(|column| format!("r.{column}"))
                .collect::<Vec<_>>()
                .join(", "),
            insert: format!(
                "insert into {name} (org, {}) values ($1, {})",
                written.join(", "),
                places.join(", ")
            ),
            update: format!("update {name} set {} where org = $1 and id = $2", set.join(", ")),
        }
    }

    /// The columns as they are selected from a table called `r`.
    pub(crate) fn columns(&self) -> &'static str {
        TEXTS.get(&self.kind).map_or("", |texts| &texts.columns)
    }

    /// How many columns a record takes.
    pub(crate) fn width(&self) -> usize {
        HEAD.len() + self.columns.len()
    }

    /// The statement that writes a record, as new or over an older version.
    pub(crate) fn write(&self, org: OrgId, after: &Fields, new: bool) -> Stored<Statement> {
        let unknown = after.keys().find(|field| !self.all().any(|(column, _)| column == field));
        if let Some(field) = unknown {
            return Err(bad(self.kind, field, "has no column"));
        }
        let mut binds = vec![Value::from(org)];
        for &(name, ty) in self.all() {
            let field = after.get(name).unwrap_or(&Json::Null);
            binds.push(value(field, ty).ok_or_else(|| bad(self.kind, name, "is odd"))?);
        }
        binds.extend(self.derived.iter().map(|(_, derive)| derive(after)));
        let texts = TEXTS.get(&self.kind);
        Ok(match texts {
            Some(texts) if new => Statement::row(texts.insert.as_str(), binds),
            texts => Statement::new(texts.map_or("", |texts| &texts.update), binds),
        })
    }

    /// A record by its key.
    pub(crate) fn by_id(&self, org: OrgId, id: Uuid) -> Statement {
        let (columns, name) = (self.columns(), self.name);
        let text = format!("select {columns} from {name} r where r.org = $1 and r.id = $2");
        sql!(text, org, id)
    }

    /// The fields of a row whose columns begin at a place.
    pub(crate) fn fields_at(&self, row: &Row, at: usize) -> Stored<Fields> {
        self.all()
            .zip(at..)
            .map(|(&(name, ty), i)| Ok((name.to_owned(), field(row, i, ty)?)))
            .collect()
    }

    /// The fields of a row of [`Table::columns`].
    pub(crate) fn fields(&self, row: &Row) -> Stored<Fields> {
        self.fields_at(row, 0)
    }

    /// What people call a record.
    pub(crate) fn label(&self, fields: &Fields) -> String {
        let filled = self.label.iter().find_map(|name| fields.get(*name)?.as_str());
        filled.map_or_else(|| self.code(fields).to_string(), ToOwned::to_owned)
    }

    /// The short code of a record.
    pub(crate) fn code(&self, fields: &Fields) -> Code {
        let n = fields.get("n").and_then(Json::as_i64).unwrap_or_default();
        Code { kind: self.kind, n }
    }

    /// Tells whether records of this kind belong to somebody.
    pub(crate) fn is_owned(&self) -> bool {
        self.columns.iter().any(|(name, _)| *name == "owner")
    }
}

/// Makes a record of a row.
pub(crate) fn record<R: Record>(row: &Row) -> Stored<R> {
    Ok(of_fields(table(R::KIND).fields(row)?)?)
}

/// Makes records of rows.
pub(crate) fn records<R: Record>(rows: &[Row]) -> Stored<Vec<R>> {
    rows.iter().map(record).collect()
}

/// A field that holds a key.
pub(crate) fn id_in(fields: &Fields, name: &str) -> Option<Uuid> {
    fields.get(name)?.as_str()?.parse().ok()
}

/// Whose it is.
pub(crate) fn owner_in(fields: &Fields) -> Option<PersonId> {
    id_in(fields, "owner").map(PersonId)
}

fn bad(kind: Kind, field: &str, what: &str) -> StoreError {
    StoreError::Broken(format!("{}.{field} {what}", kind.word()))
}

fn value(field: &Json, ty: Ty) -> Option<Value> {
    if field.is_null() {
        return Some(Value::Null);
    }
    Some(match ty {
        Ty::Word | Ty::Text | Ty::Company => Value::from(field.as_str()?),
        Ty::Int => Value::from(field.as_i64()?),
        Ty::Bool => Value::from(field.as_bool()?),
        Ty::Id => Value::from(field.as_str()?.parse::<Uuid>().ok()?),
        Ty::Time => Value::from(Instant(field.as_i64()?)),
        Ty::Date => Value::from(field.as_str()?.parse::<NaiveDate>().ok()?),
        Ty::Json | Ty::Texts => Value::from(field.clone()),
    })
}

fn field(row: &Row, at: usize, ty: Ty) -> Stored<Json> {
    let field = match ty {
        Ty::Word | Ty::Text | Ty::Company => row.opt::<String>(at)?.map(Json::from),
        Ty::Int => row.opt::<i64>(at)?.map(Json::from),
        Ty::Bool => row.opt::<bool>(at)?.map(Json::from),
        Ty::Id => row.opt::<Uuid>(at)?.map(|id| json!(id)),
        Ty::Time => row.opt::<Instant>(at)?.map(|at| json!(at)),
        Ty::Date => row.opt::<NaiveDate>(at)?.map(|day| json!(day)),
        Ty::Json | Ty::Texts => row.opt::<Json>(at)?,
    };
    Ok(field.unwrap_or(Json::Null))
}
