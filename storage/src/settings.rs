//! The rules of the org: one record, from its first change on.

use bot_core::domain::ids::{Kind, OrgId, PersonId};
use bot_core::domain::people::Person;
use bot_core::domain::record::of_fields;
use bot_core::domain::settings::Settings;
use bot_core::store::Stored;
use chrono_tz::Tz;
use uuid::Uuid;

use crate::db::{Row, Statement, sql};
use crate::people::PERSON;
use crate::record::Table;
use crate::record::Ty::{Json, Word};

pub(crate) static TABLE: Table = Table {
    kind: Kind::Settings,
    name: "settings",
    columns: &[
        ("base", Word),
        ("week", Json),
        ("days", Json),
        ("years", Json),
        ("hours", Json),
        ("quiet", Json),
        ("nudges", Json),
        ("approvals", Json),
        ("entries", Json),
        ("assign", Json),
        ("fields", Json),
        ("columns", Json),
        ("gates", Json),
        ("visits", Json),
        ("setup", Json),
    ],
    derived: &[],
    label: &[],
};

/// The org's zone, then its rules, whatever of them stands there, then the person who asks.
pub(crate) fn of_org(org: OrgId, person: Option<PersonId>) -> Statement {
    let columns = TABLE.columns();
    let who = PERSON.columns().replace("r.", "p.");
    let text = format!(
        "select o.zone, {columns}, {who} from org o \
         left join settings r on r.org = o.org \
         left join person p on p.org = o.org and p.id = $2 where o.org = $1"
    );
    sql!(text, org, person.map_or_else(Uuid::nil, |person| person.0))
}

/// Refuses the transaction if the rules are no longer those of this version.
pub(crate) fn guard(org: OrgId, version: i64) -> Statement {
    sql!(
        "insert into refusal (org, why) select $1, null from org o \
         left join settings r on r.org = o.org \
         where o.org = $1 and coalesce(r.version, 0) <> $2",
        org,
        version
    )
}

/// The person of a row of [`of_org`].
pub(crate) fn person(row: &Row) -> Stored<Option<Person>> {
    let at = TABLE.width() + 1;
    match row.opt::<Uuid>(at)? {
        Some(_) => Ok(Some(of_fields(PERSON.fields_at(row, at)?)?)),
        None => Ok(None),
    }
}

/// The rules of a row of [`of_org`]; of an org that has changed none, the usual ones.
pub(crate) fn of_row(org: OrgId, row: Option<&Row>) -> Stored<Settings> {
    let zone = row.map(|row| row.get::<String>(0)).transpose()?;
    let zone: Tz = zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC);
    at(org, zone, row, 1)
}

/// The same of a row where they begin at a place.
pub(crate) fn at(org: OrgId, zone: Tz, row: Option<&Row>, place: usize) -> Stored<Settings> {
    match row.filter(|row| matches!(row.opt::<Uuid>(place), Ok(Some(_)))) {
        Some(row) => {
            let saved: Settings = of_fields(TABLE.fields_at(row, place)?)?;
            // The first change was taken back: the usual ones hold, and the next change finds the row.
            let usual = || Settings { head: saved.head.clone(), ..Settings::standard(org, zone) };
            Ok(if saved.head.withdrawn { usual() } else { saved })
        }
        None => Ok(Settings::standard(org, zone)),
    }
}
