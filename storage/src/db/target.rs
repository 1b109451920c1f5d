//! Which database it is, and what differs between the two.

use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

use super::address::Address;
use crate::open::OpenError;

/// What the address of a server looks like.
const LIKE: &str = "postgres://USER:PASSWORD@HOST:5432/DATABASE";

/// Where a database is.
#[derive(Clone)]
pub(crate) enum Target {
    /// A file of SQLite's.
    File(PathBuf),
    /// A server of PostgreSQL's.
    Server(Box<Address>),
}

impl Target {
    /// What a setting names: a path, `sqlite:PATH`, or `postgres://…`.
    pub(crate) fn of(path_or_url: &str) -> Result<Self, OpenError> {
        if path_or_url.starts_with("postgres://") || path_or_url.starts_with("postgresql://") {
            let address =
                Address::of(path_or_url).map_err(|why| OpenError::Address { why, like: LIKE })?;
            return Ok(Self::Server(Box::new(address)));
        }
        let path = path_or_url
            .strip_prefix("sqlite://")
            .or_else(|| path_or_url.strip_prefix("sqlite:"))
            .unwrap_or(path_or_url);
        Ok(Self::File(PathBuf::from(path)))
    }

    /// The file, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server(_) => None,
        }
    }

    /// How a transaction begins that writes.
    pub(super) fn begin_write(&self) -> &'static str {
        match self {
            Self::File(_) => "begin immediate",
            // What somebody else saved in between is noticed by its version.
            Self::Server(_) => "begin",
        }
    }

    /// How a transaction begins that looks at one state of the database.
    pub(super) fn begin_look(&self) -> &'static str {
        match self {
            Self::File(_) => "begin",
            Self::Server(_) => "begin isolation level repeatable read, read only",
        }
    }

    /// The words that stand for what is written differently in the two databases.
    fn words(&self) -> [(&'static str, &'static str); 7] {
        match self {
            Self::File(_) => [
                ("{now_ms}", "cast(unixepoch('subsec') * 1000 as integer)"),
                // There is one writer: nobody else holds a row.
                ("{unlocked}", ""),
                ("{locked}", ""),
                ("{given}", ""),
                // To take back a part of a statement, each page that it touches is copied first;
                // but what fails in a transaction is taken back with all of it in any case.
                ("{into}", "or fail into"),
                // A list in a column: its members as rows, and rows as a list.
                ("{each}", "json_each"),
                ("{array}", "json_group_array"),
            ],
            Self::Server(_) => [
                ("{now_ms}", "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
                ("{unlocked}", "for update skip locked"),
                ("{locked}", "for update"),
                // Numbers that the database otherwise gives itself.
                ("{given}", "overriding system value"),
                ("{into}", "into"),
                ("{each}", "jsonb_array_elements_text"),
                ("{array}", "jsonb_agg"),
            ],
        }
    }

    /// Copies a statement's text for this database.
    pub(super) fn render(&self, part: &str, to: &mut String) {
        let words = self.words();
        let mut rest = part;
        while let Some(at) = rest.find(['$', '{']) {
            to.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some((word, own)) = words.iter().find(|(word, _)| rest.starts_with(word)) {
                to.push_str(own);
                rest = &rest[word.len()..];
                continue;
            }
            // An instant that is part of the text, in milliseconds.
            if let Some((millis, after)) =
                rest.strip_prefix("{instant ").and_then(|rest| rest.split_once('}'))
            {
                match self {
                    Self::File(_) => to.push_str(millis),
                    Self::Server(_) => to.extend(["to_timestamp(", millis, " / 1000.0)"]),
                }
                rest = after;
                continue;
            }
            // How many days there are from one day to another.
            if let Some(((first, last), after)) = rest
                .strip_prefix("{days ")
                .and_then(|rest| rest.split_once('}'))
                .and_then(|(days, after)| Some((days.split_once(' ')?, after)))
            {
                match self {
                    Self::File(_) => to.extend([
                        "cast(julianday(",
                        last,
                        ") - julianday(",
                        first,
                        ") as integer)",
                    ]),
                    Self::Server(_) => to.extend(["(", last, " - ", first, ")"]),
                }
                rest = after;
                continue;
            }
            let (sign, after) = rest.split_at(1);
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            // A file counts `$2` by where it stands first, and `?2` by what it says.
            let counted = sign == "$" && digits > 0 && matches!(self, Self::File(_));
            to.push_str(if counted { "?" } else { sign });
            to.push_str(&after[..digits]);
            rest = &after[digits..];
        }
        to.push_str(rest);
    }

    /// Puts this database's types into a migration, and its way of saying what follows a write.
    pub(super) fn schema(&self, text: &str) -> String {
        let types: &[(&str, &str)] = match self {
            Self::File(_) => &[
                ("{id}", "blob"),
                ("{int}", "integer"),
                ("{time}", "integer"),
                ("{date}", "text"),
                ("{json}", "text"),
                ("{bool}", "integer"),
                ("{serial}", "integer not null primary key autoincrement"),
                ("{strict}", "strict"),
                ("{keyed}", "strict, without rowid"),
            ],
            Self::Server(_) => &[
                // Texts are compared by their bytes, as the other database does: pages and
                // ranges are the same on both.
                (" text", " text collate \"C\""),
                ("{id}", "uuid"),
                ("{int}", "bigint"),
                ("{time}", "timestamptz"),
                ("{date}", "date"),
                ("{json}", "jsonb"),
                ("{bool}", "boolean"),
                ("{serial}", "bigint generated always as identity primary key"),
                ("{strict}", ""),
                ("{keyed}", ""),
            ],
        };
        let words = self.words();
        let all = types.iter().chain(&words);
        self.triggers(&all.fold(text.to_owned(), |text, (name, own)| text.replace(name, own)))
    }

    /// Writes `{trigger NAME WHEN} statements {end}`, and `{untrigger NAME}`, as this database does.
    fn triggers(&self, text: &str) -> String {
        let text = self.without_triggers(text);
        let mut parts = text.split("{trigger ");
        let mut all = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (head, rest) = part.split_once('}').unwrap_or((part, ""));
            let (body, rest) = rest.split_once("{end}").unwrap_or((rest, ""));
            let body = self.held(body);
            let name = head.split_whitespace().next().unwrap_or_default();
            let written = match self {
                Self::File(_) => write!(all, "create trigger {head} begin{body}end;"),
                Self::Server(_) => write!(
                    all,
                    "create function {name}() returns trigger language plpgsql as $body$ \
                     begin{body}return null; end $body$;\n\
                     create trigger {head} execute function {name}();"
                ),
            };
            // Writing to a String cannot fail.
            written.ok();
            all += rest;
        }
        all
    }

    fn without_triggers(&self, text: &str) -> String {
        let mut parts = text.split("{untrigger ");
        let mut all = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            let written = match self {
                Self::File(_) => write!(all, "drop trigger {name};"),
                // The trigger goes with its function.
                Self::Server(_) => write!(all, "drop function {name}() cascade;"),
            };
            // Writing to a String cannot fail.
            written.ok();
            all += rest;
        }
        all
    }

    /// Writes `{hold TABLE where …}`: waits for a row that somebody else is writing, before the
    /// next statement looks at what there is. Where there is one writer nobody else is.
    fn held(&self, body: &str) -> String {
        let Some((before, rest)) = body.split_once("{hold ") else { return body.to_owned() };
        let (row, after) = rest.split_once('}').unwrap_or((rest, ""));
        match self {
            Self::File(_) => format!("{before}{after}"),
            Self::Server(_) => format!("{before}perform 1 from {row} for update;{after}"),
        }
    }

    /// Asks how many tables there are, and whether the list of our steps is among them.
    pub(super) fn tables(&self) -> &'static str {
        match self {
            Self::File(_) => {
                "select count(*), count(case when name = '_sqlx_migrations' then 1 end) \
                 from sqlite_master where type = 'table'"
            }
            Self::Server(_) => {
                "select count(*), count(case when tablename = '_sqlx_migrations' then 1 end) \
                 from pg_tables where schemaname = current_schema()"
            }
        }
    }

    /// Makes the list of our steps where there is none. It has the shape that sqlx gave it once.
    pub(super) fn notes(&self) -> &'static str {
        match self {
            Self::File(_) => {
                "create table if not exists _sqlx_migrations (version bigint primary key, \
                 description text not null, installed_on timestamp not null default \
                 current_timestamp, success boolean not null, checksum blob not null, \
                 execution_time bigint not null)"
            }
            Self::Server(_) => {
                "create table if not exists _sqlx_migrations (version bigint primary key, \
                 description text not null, installed_on timestamptz not null default now(), \
                 success boolean not null, checksum bytea not null, execution_time bigint not null)"
            }
        }
    }

    /// Asks which of our steps were taken.
    pub(super) fn taken_steps(&self) -> &'static str {
        match self {
            Self::File(_) => "select m.version, lower(hex(m.checksum)) from _sqlx_migrations m",
            Self::Server(_) => {
                "select m.version, encode(m.checksum, 'hex') from _sqlx_migrations m"
            }
        }
    }

    /// Notes down that a step was taken.
    pub(super) fn take_step(&self) -> &'static str {
        match self {
            Self::File(_) => {
                "insert into _sqlx_migrations (version, description, success, checksum, \
                 execution_time) values ($1, $2, true, unhex($3), -1)"
            }
            Self::Server(_) => {
                "insert into _sqlx_migrations (version, description, success, checksum, \
                 execution_time) values ($1, $2, true, decode($3, 'hex'), -1)"
            }
        }
    }

    /// Lets one program after the other bring the schema up to date; a file has one writer anyway.
    pub(super) fn turn_to_migrate(&self) -> Option<&'static str> {
        self.file().is_none().then_some(
            "select pg_advisory_xact_lock(1735, n.oid::int) from pg_namespace n \
             where n.nspname = current_schema()",
        )
    }

    /// Takes a lock that everybody who is connected has in common, or, for a transaction, one that
    /// nobody can have beside them; a file has locks of its own.
    pub(super) fn presence(&self, alone: bool) -> Option<&'static str> {
        match (self, alone) {
            (Self::File(_), _) => None,
            (Self::Server(_), false) => Some(
                "select pg_advisory_lock_shared(1733, n.oid::int) from pg_namespace n \
                 where n.nspname = current_schema()",
            ),
            (Self::Server(_), true) => Some(
                "select pg_advisory_xact_lock(1733, n.oid::int) from pg_namespace n \
                 where n.nspname = current_schema()",
            ),
        }
    }

    /// Forgets a function that stands behind a trigger; a file's triggers go with their tables.
    pub(super) fn drop_trigger(&self, name: &str) -> Option<String> {
        self.file().is_none().then(|| format!("drop function if exists {name}()"))
    }

    /// Lets a column count on from `next`; a file does that by itself.
    pub(super) fn count_from(&self, table: &str, column: &str, next: i64) -> Option<String> {
        let text = || format!("alter table {table} alter column {column} restart with {next}");
        self.file().is_none().then(text)
    }

    /// Asks how many bytes the database takes.
    pub(super) fn size(&self) -> &'static str {
        match self {
            Self::File(_) => {
                "select p.page_count * s.page_size from pragma_page_count() p, pragma_page_size() s"
            }
            Self::Server(_) => "select pg_database_size(current_database())",
        }
    }

    /// Writes the keys `{u:…}` and instants `{t:…}` of sample data as this database reads them.
    #[cfg(test)]
    pub(super) fn literals(&self, sample: &str) -> String {
        let replaced = |text: &str, mark: &str, before: &str, after: &str| {
            let mut parts = text.split(mark);
            let mut whole = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (value, rest) = part.split_once('}').unwrap_or((part, ""));
                whole.extend([before, value, after, rest]);
            }
            whole
        };
        let (id, time) = match self {
            Self::File(_) => (("x'", "'"), ("", "")),
            Self::Server(_) => (("cast('", "' as uuid)"), ("to_timestamp(", " / 1000.0)")),
        };
        let words = self.words();
        let given =
            words.iter().fold(sample.to_owned(), |text, (name, own)| text.replace(name, own));
        let keyed = replaced(&given, "{u:", id.0, id.1);
        replaced(&keyed, "{t:", time.0, time.1)
    }
}

/// Asks a file which columns there are.
#[cfg(test)]
pub(crate) const COLUMNS: &str = "select m.name, c.name, c.\"notnull\", c.pk, c.type \
     from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' \
     and m.name not in ('_sqlx_migrations', 'sqlite_sequence') order by m.rowid, c.cid";

/// Names the database for people, without what nobody may read.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Server(address) => address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_and_the_clock_is_put_in() {
        let mut text = String::new();
        let file = Target::of("x.db").expect("a file");
        file.render("a = $1 and b = $12 and '{}' < {now_ms}", &mut text);
        assert_eq!(
            text,
            "a = ?1 and b = ?12 and '{}' < cast(unixepoch('subsec') * 1000 as integer)"
        );
    }

    #[test]
    fn a_server_is_named_without_its_password() {
        let server = Target::of("postgres://gendan:hush@db.example:5433/sales").expect("a server");
        assert_eq!(server.to_string(), "postgres://db.example:5433/sales");
        assert!(Target::of("postgres://[").is_err());
    }
}
