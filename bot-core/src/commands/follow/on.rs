//! The record that an activity or a follow-up is on.

use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::commands::{Cx, show};
use crate::domain::any;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::Lead;
use crate::domain::order::Order;
use crate::domain::people::Lang;
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::Problem;
use crate::store::RecordsExt;

/// What activities and follow-ups can be on; a contact stands for its customer.
pub(crate) const RECORDS: &[Kind] =
    &[Kind::Customer, Kind::Deal, Kind::Lead, Kind::Order, Kind::Contact];

/// The record that an activity or a follow-up is on.
#[derive(Clone, Debug)]
pub(crate) struct On {
    /// Which kind, and which number.
    pub code: Code,
    /// Its key.
    pub id: Uuid,
    /// What people call it.
    pub label: String,
    /// The customer of it, or itself.
    pub customer: Option<Uuid>,
    /// The contact by whom it was named.
    pub contact: Option<Uuid>,
    /// The phone to call, where the record has one.
    pub phone: Option<String>,
    /// False where only a follow-up on it is the asker's.
    pub seen: bool,
}

impl On {
    /// The record that `field` names.
    pub async fn find(cx: &mut Cx<'_>, field: &str, named: &Ref) -> Result<Self, Problem> {
        let (kind, fields) = cx.find_any(field, named, RECORDS).await?;
        let on = match kind {
            Kind::Contact => {
                let contact: Contact = of_fields(fields)?;
                let customer = cx.customer_at(&contact, named).await?;
                Self {
                    contact: Some(contact.head.id),
                    phone: contact.phone.or(customer.phone.clone()),
                    ..Self::customer(&customer)
                }
            }
            Kind::Lead => {
                let lead: Lead = of_fields(fields)?;
                // What comes after a conversion belongs to the customer, where that is seen.
                match cx.customer_of(&lead).await? {
                    Some(customer) => Self::customer(&customer),
                    None => Self::lead(&lead),
                }
            }
            kind => Self::of(kind, fields)?,
        };
        cx.changed.push(on.code);
        Ok(on)
    }

    /// The record of a follow-up that is seen. Of one that is not the asker's, only the name.
    pub async fn of_follow_up(
        cx: &mut Cx<'_>,
        follow_up: &FollowUp,
    ) -> Result<Option<Self>, Problem> {
        Self::at(cx, follow_up.on_kind, follow_up.on_id).await
    }

    /// The record with this key, and whether the asker may see it.
    pub async fn at(cx: &mut Cx<'_>, kind: Kind, id: Uuid) -> Result<Option<Self>, Problem> {
        let Some(fields) = cx.tx.by_id(kind, id).await? else {
            return Ok(None);
        };
        let mut on = Self::of(kind, fields)?;
        on.seen = cx.sees(on.code).await?;
        on.phone = on.phone.filter(|_| on.seen);
        cx.changed.push(on.code);
        Ok(Some(on))
    }

    fn of(kind: Kind, fields: Fields) -> Result<Self, Problem> {
        Ok(match kind {
            Kind::Customer => Self::customer(&of_fields(fields)?),
            Kind::Lead => Self::lead(&of_fields(fields)?),
            Kind::Deal => {
                let deal: Deal = of_fields(fields)?;
                Self::new(&deal, deal.customer, None)
            }
            Kind::Order => {
                let order: Order = of_fields(fields)?;
                Self::new(&order, Some(order.customer), None)
            }
            kind => {
                let label = any::label(kind, &fields)?;
                return Err(Problem::Broken(format!("nothing can be on {label}")));
            }
        })
    }

    fn new<R: Record>(record: &R, customer: Option<Uuid>, phone: Option<&String>) -> Self {
        Self {
            code: record.code(),
            id: record.id(),
            label: record.label(),
            customer,
            contact: None,
            phone: phone.cloned(),
            seen: true,
        }
    }

    /// This customer.
    pub fn customer(customer: &Customer) -> Self {
        Self::new(customer, Some(customer.head.id), customer.phone.as_ref())
    }

    /// This lead.
    pub fn lead(lead: &Lead) -> Self {
        Self::new(lead, lead.customer, lead.phone.as_ref())
    }

    /// As it is named in a sentence.
    pub fn named(&self, lang: Lang) -> String {
        show::coded(lang, &self.label, self.code)
    }

    /// Its code, for a button.
    pub fn record(&self) -> Ref {
        Ref::code(self.code)
    }

    /// Tells whether a follow-up is on it, or on anything of this customer.
    pub fn has(&self, follow_up: &FollowUp) -> bool {
        let itself = follow_up.on_id == self.id;
        let of_customer = self.code.kind == Kind::Customer && follow_up.customer == Some(self.id);
        itself || of_customer
    }
}

impl Cx<'_> {
    /// The customer that a lead became, if the asker may see it.
    async fn customer_of(&mut self, lead: &Lead) -> Result<Option<Customer>, Problem> {
        let Some(id) = lead.customer else {
            return Ok(None);
        };
        let Some(customer) = self.tx.get::<Customer>(id).await? else {
            return Ok(None);
        };
        Ok(self.sees(customer.code()).await?.then_some(customer))
    }
}
