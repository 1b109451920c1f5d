//! Whose records they are: what a person is known by, and what stands on it.

use std::collections::BTreeMap;

use bot_core::domain::fold;
use bot_core::domain::ids::Kind;
use bot_core::domain::names::{email_key, phone_key};
use bot_core::domain::record::Fields;
use bot_core::store::Stored;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::record::{id_in, table};
use crate::scope::{Select, list};
use crate::unit::Work;

/// How many keys are asked for at once.
const MANY: usize = 1024;

/// Records by their keys.
pub(super) type Rows = BTreeMap<Uuid, (Kind, Fields)>;

impl Work {
    /// Adds the records of one kind in which a column holds one of these keys.
    async fn add_by(
        &mut self,
        rows: &mut Rows,
        kind: Kind,
        column: &str,
        ids: &[Uuid],
    ) -> Stored<()> {
        let table = table(kind);
        let (columns, name) = (table.columns(), table.name);
        for some in ids.chunks(MANY) {
            let (places, values) = list(some, 2);
            let text = format!(
                "select {columns} from {name} r where r.org = $1 and r.{column} in ({places})"
            );
            let binds = std::iter::once(self.origin.org.into()).chain(values).collect();
            for row in self.read(Select::new(text, binds).done()).await? {
                let fields = table.fields(&row)?;
                rows.extend(id_in(&fields, "id").map(|id| (id, (kind, fields))));
            }
        }
        Ok(())
    }

    /// Everything that a lead or a customer is about.
    pub(super) async fn about(&mut self, rows: &mut Rows, kind: Kind, id: Uuid) -> Stored<()> {
        self.add_by(rows, kind, "id", &[id]).await?;
        match kind {
            Kind::Lead => self.about_lead(rows, id).await,
            Kind::Customer => self.about_customer(rows, id).await,
            _ => Ok(()),
        }
    }

    /// A customer's people, what it came from and what was sold to it.
    async fn about_customer(&mut self, rows: &mut Rows, id: Uuid) -> Stored<()> {
        let lead = rows.get(&id).and_then(|(_, row)| id_in(row, "lead"));
        self.add_by(rows, Kind::Lead, "id", lead.as_slice()).await?;
        for kind in
            [Kind::Lead, Kind::Contact, Kind::Deal, Kind::Order, Kind::FollowUp, Kind::Activity]
        {
            self.add_by(rows, kind, "customer", &[id]).await?;
        }
        Ok(())
    }

    /// The person that a lead became, and the chances that came of it. Colleagues of the person stay,
    /// unless the customer is nobody but the person.
    async fn about_lead(&mut self, rows: &mut Rows, id: Uuid) -> Stored<()> {
        self.add_by(rows, Kind::Deal, "lead", &[id]).await?;
        let Some((_, lead)) = rows.get(&id).cloned() else {
            return Ok(());
        };
        let Some(became) = id_in(&lead, "customer") else {
            return Ok(());
        };
        let mut at = Rows::new();
        self.add_by(&mut at, Kind::Contact, "customer", &[became]).await?;
        at.retain(|_, (_, contact)| is_same(&lead, contact));
        rows.append(&mut at);
        self.add_by(&mut at, Kind::Customer, "id", &[became]).await?;
        let Some((_, customer)) = at.get(&became) else {
            return Ok(());
        };
        let made_of_it = id_in(customer, "lead") == Some(id);
        let person = shared(&lead, customer, "name", |name| Some(fold::key(name)));
        if made_of_it {
            rows.append(&mut at);
        }
        if made_of_it && person {
            self.about_customer(rows, became).await?;
        }
        Ok(())
    }

    /// What stands on records: what was merged into them, orders of deals, what is planned, what
    /// happened.
    pub(super) async fn standing(&mut self, rows: &mut Rows) -> Stored<()> {
        for kind in [Kind::Lead, Kind::Customer] {
            let same = rows.iter().filter(|(_, (of, _))| *of == kind);
            let ids: Vec<Uuid> = same.map(|(id, _)| *id).collect();
            self.add_by(rows, kind, "merged", &ids).await?;
        }
        for (kind, column) in
            [(Kind::Order, "deal"), (Kind::FollowUp, "on_id"), (Kind::Activity, "on_id")]
        {
            let ids: Vec<Uuid> = rows.keys().copied().collect();
            self.add_by(rows, kind, column, &ids).await?;
        }
        Ok(())
    }

    /// Adds records of whatever kind by their keys.
    pub(super) async fn add_all(&mut self, rows: &mut Rows, ids: &[(Kind, Uuid)]) -> Stored<()> {
        for (kind, id) in ids {
            self.add_by(rows, *kind, "id", &[*id]).await?;
        }
        Ok(())
    }
}

/// Tells whether a contact is the person that a lead was.
fn is_same(lead: &Fields, contact: &Fields) -> bool {
    shared(lead, contact, "name", |name| Some(fold::key(name)))
        || shared(lead, contact, "phone", phone_key)
        || shared(lead, contact, "email", email_key)
}

fn shared(a: &Fields, b: &Fields, column: &str, key: fn(&str) -> Option<String>) -> bool {
    let of = |row: &Fields| row.get(column).and_then(Json::as_str).and_then(key);
    of(a).is_some_and(|found| of(b) == Some(found))
}
