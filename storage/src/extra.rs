//! The fields that an org has made itself, and those that files brought.

use bot_core::domain::access::Scope;
use bot_core::domain::ids::{Kind, OrgId};
use serde_json::Value as Json;

use crate::db::Statement;
use crate::record::table;
use crate::scope::{Select, within};

/// Such fields of the newest records that have one of a name, or any.
pub(crate) fn newest(
    org: OrgId,
    kind: Kind,
    having: Option<&str>,
    scope: Scope,
    limit: i64,
) -> Statement {
    let (name, within) = (table(kind).name, within(scope, kind));
    let text = format!(
        "select cast(r.extra as text) from {name} r \
         where r.org = $1 and {within} and not r.withdrawn and cast(r.extra as text) <> '{{}}'"
    );
    let select = Select::new(text, vec![org.into(), scope.viewer.into()]);
    let select = match having {
        None => select,
        Some(field) => select
            .bind(
                "and cast(r.extra as text) <> replace(cast(r.extra as text),",
                format!("{}:", Json::from(field)),
            )
            .say(", '')"),
    };
    select.bind("order by r.n desc limit", limit).done()
}
