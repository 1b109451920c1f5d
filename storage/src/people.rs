//! Who works here, and in which team.

use bot_core::domain::ids::{Instant, Kind, OrgId, PersonId};

use crate::db::{Statement, sql};
use crate::record::Table;
use crate::record::Ty::{Bool, Id, Json, Time, Word};
use crate::scope::Select;

pub(crate) static PERSON: Table = Table {
    kind: Kind::Person,
    name: "person",
    columns: &[
        ("handle", Word),
        ("name", Word),
        ("lang", Word),
        ("zone", Word),
        ("roles", Json),
        ("team", Id),
        ("frozen", Bool),
        ("cover", Id),
        ("cover_until", Time),
        ("quiet", Json),
        ("leave", Json),
        ("digests", Json),
    ],
    derived: &[],
    label: &["name"],
};

pub(crate) static TEAM: Table = Table {
    kind: Kind::Team,
    name: "team",
    columns: &[("name", Word), ("parent", Id)],
    derived: &[],
    label: &["name"],
};

/// People who are not frozen, by handle.
pub(crate) fn list(org: OrgId) -> Statement {
    Select::all(&PERSON, org).say("and not r.frozen order by r.handle limit 500").done()
}

/// Those for whom somebody stands in.
pub(crate) fn covered(org: OrgId, cover: PersonId, now: Instant) -> Statement {
    Select::all(&PERSON, org)
        .bind("and not r.frozen and r.cover =", cover)
        .bind("and r.cover_until >", now)
        .say("order by r.handle")
        .done()
}

/// A person by key.
pub(crate) fn by_id(org: OrgId, person: PersonId) -> Statement {
    PERSON.by_id(org, person.0)
}

/// The zones where people live who live in another one than the org's.
pub(crate) fn zones_elsewhere(org: OrgId) -> Statement {
    sql!(
        "select distinct r.zone from person r join org o on o.org = r.org where r.org = $1 \
         and r.zone <> o.zone",
        org
    )
}

/// The zone where a person lives now.
pub(crate) fn zone(org: OrgId, person: PersonId) -> Statement {
    sql!("select zone from person where org = $1 and id = $2", org, person)
}
