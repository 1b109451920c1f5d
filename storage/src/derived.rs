//! What follows from a record besides its row: lines and helpers.

use bot_core::domain::ids::{Kind, OrgId};
use bot_core::domain::record::{Change, Fields};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::db::{Statement, sql};
use crate::record::{Table, id_in};
use crate::{activity, contact, deal, follow_up, lead, order};

/// The statements that write down what a deal or an order is about, by product.
pub(crate) fn lines(org: OrgId, change: &Change) -> Vec<Statement> {
    let after = change.after.get("lines");
    let before = change.before.as_ref().and_then(|b| b.get("lines"));
    if !matches!(change.kind, Kind::Deal | Kind::Order) || before == after {
        return Vec::new();
    }
    let none = Vec::new();
    let rows = |json: Option<&Json>| json.and_then(Json::as_array).cloned();
    let mut statements = Vec::new();
    if !rows(before).unwrap_or_default().is_empty() {
        statements.push(sql!(
            "delete from record_line where org = $1 and kind = $2 and id = $3",
            org,
            change.kind.word(),
            change.id
        ));
    }
    let after = after.and_then(Json::as_array).unwrap_or(&none);
    let int = |line: &Json, name: &str| line.get(name).and_then(Json::as_i64);
    let written = after.iter().zip(1_i64..).filter_map(|(line, pos)| {
        let product = id_in(line.as_object()?, "product")?;
        Some(sql!(
            "insert into record_line (org, kind, id, pos, product, quantity, price, amount) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            org,
            change.kind.word(),
            change.id,
            pos,
            product,
            int(line, "quantity"),
            int(line, "price"),
            int(line, "amount").or_else(|| int(line, "total"))
        ))
    });
    statements.extend(written);
    statements
}

/// The statements that write down who works along on a customer or a deal.
pub(crate) fn helpers(org: OrgId, change: &Change) -> Vec<Statement> {
    let of = |fields: Option<&Fields>| -> Vec<Uuid> {
        let live = fields.filter(|fields| fields.get("withdrawn") != Some(&Json::Bool(true)));
        let list = live.and_then(|fields| fields.get("helpers")).and_then(Json::as_array);
        let ids = list.into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok());
        ids.collect()
    };
    let (before, after) = (of(change.before.as_ref()), of(Some(&change.after)));
    let kind = change.kind.word();
    let gone = before.iter().filter(|id| !after.contains(id)).map(|person| {
        sql!(
            "delete from helper where org = $1 and kind = $2 and id = $3 and person = $4",
            org,
            kind,
            change.id,
            *person
        )
    });
    let new = after.iter().filter(|id| !before.contains(id)).map(|person| {
        sql!(
            "insert into helper (org, kind, id, person) values ($1, $2, $3, $4)",
            org,
            kind,
            change.id,
            *person
        )
    });
    gone.chain(new).collect()
}

/// The records that stand on one, newest first.
pub(crate) fn standing_on(org: OrgId, kind: Kind, id: Uuid) -> Statement {
    let on = |table: &Table, condition: &str| {
        format!(
            "select '{}' as kind, r.id, r.created_at from {} r \
             where r.org = $1 and not r.withdrawn and {condition}",
            table.kind.word(),
            table.name
        )
    };
    let sold = |kind: Kind| {
        format!(
            "r.id in (select l.id from record_line l \
             where l.org = $1 and l.product = $2 and l.kind = '{}')",
            kind.word()
        )
    };
    let mut parts = vec![
        on(&activity::TABLE, "r.on_kind = $3 and r.on_id = $2"),
        on(&follow_up::TABLE, "r.state = 'open' and r.on_kind = $3 and r.on_id = $2"),
    ];
    match kind {
        Kind::Customer => parts.extend(
            [&contact::TABLE, &deal::TABLE, &order::TABLE, &lead::TABLE]
                .map(|table| on(table, "r.customer = $2")),
        ),
        Kind::Deal => parts.push(on(&order::TABLE, "r.deal = $2")),
        Kind::Product => parts
            .extend([on(&deal::TABLE, &sold(Kind::Deal)), on(&order::TABLE, &sold(Kind::Order))]),
        _ => {}
    }
    let text = format!("{} order by 3 desc, 2 desc limit 50", parts.join(" union all "));
    Statement::new(text, vec![org.into(), id.into(), kind.word().into()])
}
