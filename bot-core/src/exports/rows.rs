//! Records as rows of cells, each kind with its columns.
//!
//! The columns have the names under which an import knows them.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::sheet::Cell;
use crate::commands::show;
use crate::domain::access::{Right, Scope};
use crate::domain::activity::{Activity, Way};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::{Due, FollowUp};
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::money::{Currency, Paid};
use crate::domain::order::Order;
use crate::domain::org::{Choice, Org};
use crate::domain::own::{Holds, OwnFields};
use crate::domain::people::{Lang, Person};
use crate::domain::pipeline::Pipeline;
use crate::domain::product::Product;
use crate::domain::record::{Head, Record};
use crate::store::{ActivityFilter, Days, Listing, Page, SortBy, Stored, Tx};
use crate::t;
use crate::text::read::grouped;

const LEADS: &[&str] = &[
    "id", "name", "company", "phone", "email", "source", "need", "region", "tags", "status",
    "owner", "reason", "created",
];
const CUSTOMERS: &[&str] = &[
    "id",
    "full-name",
    "level",
    "industry",
    "region",
    "address",
    "phone",
    "email",
    "tags",
    "note",
    "owner",
    "created",
    "alias",
    "parent",
    "credit",
    "also",
    "tax-title",
    "tax-id",
    "bank",
    "bank-account",
    "billing",
];
const CONTACTS: &[&str] =
    &["id", "customer", "name", "title", "phone", "email", "note", "owner", "created"];
const DEALS: &[&str] = &[
    "id",
    "full-name",
    "customer",
    "stage",
    "amount",
    "currency",
    "opened",
    "closed",
    "reason",
    "competitor",
    "note",
    "owner",
];
const ORDERS: &[&str] = &[
    "id", "customer", "deal", "status", "product", "quantity", "price", "discount", "amount",
    "total", "currency", "carrier", "tracking", "note", "owner", "created",
];
const PRODUCTS: &[&str] = &["sku", "full-name", "series", "unit", "price", "currency", "prices"];
const FOLLOW_UPS: &[&str] = &["id", "when", "what", "way", "on", "customer", "owner", "created"];
const ACTIVITIES: &[&str] =
    &["id", "when", "way", "content", "on", "customer", "owner", "participants"];
/// What only those see who write prices.
const INSIDE: &[&str] = &["floor", "cost"];

/// What rows are made with.
pub(super) struct Rows<'a> {
    org: &'a Org,
    lang: Lang,
    /// Whether the person writes prices.
    prices: bool,
    people: HashMap<PersonId, String>,
    pipelines: Vec<Pipeline>,
    /// The org's own fields.
    own: OwnFields,
    /// What other records are called that the rows of a page name.
    names: HashMap<Uuid, String>,
}

impl<'a> Rows<'a> {
    /// Gets ready for a person.
    pub(super) async fn begin(tx: &mut dyn Tx, org: &'a Org, person: &Person) -> Stored<Self> {
        let people = tx.people().await?;
        let people = people.into_iter().map(|one| (one.person_id(), one.name));
        Ok(Self {
            org,
            lang: person.lang,
            prices: org.roles.allow(&person.roles, Right::Price),
            people: people.collect(),
            pipelines: tx.pipelines().await?,
            own: tx.settings().await?.fields,
            names: HashMap::new(),
        })
    }

    /// The names of the columns.
    pub(super) fn header(&self, listing: &Listing) -> Vec<String> {
        let columns = match listing {
            Listing::Leads(_) => LEADS,
            Listing::Customers(_) => CUSTOMERS,
            Listing::Contacts => CONTACTS,
            Listing::Deals(_) => DEALS,
            Listing::Orders(_) => ORDERS,
            Listing::Products => PRODUCTS,
            Listing::FollowUps(_) => FOLLOW_UPS,
            Listing::Activities(..) => ACTIVITIES,
        };
        let own = self.own.of(listing.kind());
        let own = own.map(|own| own.shown(self.lang == Lang::Zh).to_owned());
        let inside = if self.prices && *listing == Listing::Products { INSIDE } else { &[] };
        let columns = columns.iter().chain(inside).map(|column| self.column(column));
        columns.chain(own).collect()
    }

    fn column(&self, column: &str) -> String {
        let lang = self.lang;
        match column {
            "id" => t!(lang, "export-id"),
            "created" => t!(lang, "export-created"),
            "opened" => t!(lang, "export-opened"),
            "closed" => t!(lang, "export-closed"),
            "quantity" => t!(lang, "export-quantity"),
            "series" => t!(lang, "export-series"),
            "on" => t!(lang, "export-on"),
            "way" => t!(lang, "export-way"),
            field => show::field_name(lang, field),
        }
    }

    /// The rows of a page, and where the next one begins.
    pub(super) async fn page(
        &mut self,
        tx: &mut dyn Tx,
        listing: &Listing,
        scope: Scope,
        page: Page,
    ) -> Stored<(Vec<Vec<Cell>>, Option<i64>)> {
        match listing {
            Listing::Leads(filter) => {
                let leads = tx.leads(filter, scope, page).await?;
                Ok(paged(page, &leads, |lead| vec![self.lead(lead)]))
            }
            Listing::Customers(filter) => {
                let customers = tx.customers(filter, scope, page).await?;
                self.learn(tx, Kind::Customer, customers.iter().filter_map(|one| one.parent))
                    .await?;
                Ok(paged(page, &customers, |customer| vec![self.customer(customer)]))
            }
            Listing::Contacts => {
                let contacts = tx.all_contacts(scope, page).await?;
                self.learn(tx, Kind::Customer, contacts.iter().map(|one| one.customer)).await?;
                Ok(paged(page, &contacts, |contact| vec![self.contact(contact)]))
            }
            Listing::Deals(filter) => {
                let deals = tx.deals(filter, scope, page).await?;
                self.learn(tx, Kind::Customer, deals.iter().filter_map(|one| one.customer)).await?;
                Ok(paged(page, &deals, |deal| vec![self.deal(deal)]))
            }
            Listing::Orders(filter) => {
                let orders = tx.orders(filter, scope, page).await?;
                self.learn(tx, Kind::Customer, orders.iter().map(|one| one.customer)).await?;
                self.learn(tx, Kind::Deal, orders.iter().filter_map(|one| one.deal)).await?;
                let products = orders.iter().flat_map(|one| &one.lines).map(|line| line.product);
                self.learn(tx, Kind::Product, products).await?;
                Ok(paged(page, &orders, |order| self.order(order)))
            }
            Listing::FollowUps(owner) => {
                let steps = tx.open_follow_ups(*owner, scope, page).await?;
                let on = steps.iter().map(|one| (one.on_kind, one.on_id, one.customer));
                self.learn_of_work(tx, on.collect()).await?;
                Ok(paged(page, &steps, |step| vec![self.follow_up(step)]))
            }
            Listing::Activities(owner, days) => {
                let filter = ActivityFilter::Of(*owner, days.unwrap_or_else(Days::ever), scope);
                let talks = tx.activities(&filter, page).await?;
                let on = talks.iter().map(|one| (one.on_kind, one.on_id, one.customer));
                self.learn_of_work(tx, on.collect()).await?;
                let there = talks.iter().flat_map(|one| one.participants.iter().copied());
                self.learn(tx, Kind::Contact, there.clone()).await?;
                self.learn(tx, Kind::Person, there).await?;
                Ok(paged(page, &talks, |talk| vec![self.activity(talk)]))
            }
            Listing::Products => {
                let products = tx.products(SortBy::Newest, page).await?;
                Ok(paged(page, &products, |product| vec![self.product(product)]))
            }
        }
    }

    /// Learns what records are called that are not known yet.
    async fn learn(
        &mut self,
        tx: &mut dyn Tx,
        kind: Kind,
        ids: impl Iterator<Item = Uuid>,
    ) -> Stored<()> {
        let mut ids: Vec<Uuid> = ids.filter(|id| !self.names.contains_key(id)).collect();
        ids.sort_unstable();
        ids.dedup();
        let labels = tx.labels(kind, &ids).await?;
        self.names.extend(labels.into_iter().map(|(id, _, name)| (id, name)));
        Ok(())
    }

    /// Learns what the records are called on which something was done or is to be done.
    async fn learn_of_work(
        &mut self,
        tx: &mut dyn Tx,
        on: Vec<(Kind, Uuid, Option<Uuid>)>,
    ) -> Stored<()> {
        for kind in [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order] {
            self.learn(tx, kind, on.iter().filter(|one| one.0 == kind).map(|one| one.1)).await?;
        }
        self.learn(tx, Kind::Customer, on.iter().filter_map(|one| one.2)).await
    }

    fn follow_up(&self, step: &FollowUp) -> Vec<Cell> {
        let when = match step.due() {
            Some(Due::At(at)) => Cell::Text(self.time(at)),
            Some(Due::Day(day)) => Cell::Day(day),
            None => Cell::Empty,
        };
        vec![
            code(step.code()),
            when,
            opt(Some(&step.what)),
            step.way.map_or(Cell::Empty, |way| self.way(way)),
            self.name(Some(step.on_id)),
            self.name(step.customer),
            self.person(step.owner),
            self.day(step.head.created_at),
        ]
    }

    fn activity(&self, talk: &Activity) -> Vec<Cell> {
        vec![
            code(talk.code()),
            Cell::Text(self.time(talk.at)),
            self.way(talk.way),
            Cell::Text(talk.content.clone()),
            self.name(Some(talk.on_id)),
            self.name(talk.customer),
            self.person(talk.owner),
            self.all_names(&talk.participants),
        ]
    }

    fn way(&self, way: Way) -> Cell {
        Cell::Text(show::word(self.lang, "way", way.word()))
    }

    fn time(&self, at: Instant) -> String {
        let local = at.utc().with_timezone(&self.org.zone);
        local.format("%Y-%m-%d %H:%M").to_string()
    }

    /// The values of the org's own fields, in the order of the header.
    fn own_cells(&self, kind: Kind, head: &Head) -> impl Iterator<Item = Cell> {
        self.own
            .of(kind)
            .map(|own| {
                let Some(value) = head.extra.get(&own.name).and_then(Value::as_str) else {
                    return Cell::Empty;
                };
                let text = || Cell::Text(value.to_owned());
                match own.holds {
                    Holds::Number => Cell::Number(value.to_owned()),
                    Holds::Amount if !value.contains(' ') => Cell::Number(value.to_owned()),
                    Holds::Date => value.parse().map_or_else(|_| text(), Cell::Day),
                    Holds::YesNo if value == "yes" => Cell::Text(t!(self.lang, "own-yes")),
                    Holds::YesNo if value == "no" => Cell::Text(t!(self.lang, "own-no")),
                    _ => text(),
                }
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn lead(&self, lead: &Lead) -> Vec<Cell> {
        let status = show::word(self.lang, "lead-status", lead.status.word());
        let mut cells = vec![
            code(lead.code()),
            opt(lead.name.as_ref()),
            opt(lead.company.as_ref()),
            opt(lead.phone.as_ref()),
            opt(lead.email.as_ref()),
            self.choice(&self.org.lists.sources, lead.source.as_ref()),
            opt(lead.need.as_ref()),
            opt(lead.region.as_ref()),
            tags(&lead.tags),
            Cell::Text(status),
            self.person(lead.owner),
            self.choice(&self.org.lists.reasons, lead.lost_reason.as_ref()),
            self.day(lead.head.created_at),
        ];
        cells.extend(self.own_cells(Kind::Lead, &lead.head));
        cells
    }

    fn customer(&self, customer: &Customer) -> Vec<Cell> {
        let mut cells = vec![
            code(customer.code()),
            Cell::Text(customer.name.clone()),
            self.choice(&self.org.lists.levels, customer.level.as_ref()),
            opt(customer.industry.as_ref()),
            opt(customer.region.as_ref()),
            opt(customer.address.as_ref()),
            opt(customer.phone.as_ref()),
            opt(customer.email.as_ref()),
            tags(&customer.tags),
            opt(customer.note.as_ref()),
            self.person(customer.owner),
            self.day(customer.head.created_at),
            opt(Some(&customer.aliases.join("、"))),
            self.name(customer.parent),
            customer.credit.map_or(Cell::Empty, |minor| amount(minor, self.org.currency)),
            opt(Some(&customer.also.join("、"))),
            opt(customer.tax_title.as_ref()),
            opt(customer.tax_id.as_ref()),
            opt(customer.bank.as_ref()),
            opt(customer.bank_account.as_ref()),
            opt(customer.billing.as_ref()),
        ];
        cells.extend(self.own_cells(Kind::Customer, &customer.head));
        cells
    }

    fn contact(&self, contact: &Contact) -> Vec<Cell> {
        let mut cells = vec![
            code(contact.code()),
            self.name(Some(contact.customer)),
            Cell::Text(contact.name.clone()),
            opt(contact.title.as_ref()),
            opt(contact.phone.as_ref()),
            opt(contact.email.as_ref()),
            opt(contact.note.as_ref()),
            self.person(contact.owner),
            self.day(contact.head.created_at),
        ];
        cells.extend(self.own_cells(Kind::Contact, &contact.head));
        cells
    }

    fn deal(&self, deal: &Deal) -> Vec<Cell> {
        let stage = self.pipelines.iter().find_map(|pipeline| pipeline.stage(deal.stage));
        let created = self.local(deal.head.created_at);
        let mut cells = vec![
            code(deal.code()),
            Cell::Text(deal.name.clone()),
            self.name(deal.customer),
            opt(stage.map(|stage| stage.name(self.lang).to_owned()).as_ref()),
            deal.amount.map_or(Cell::Empty, |minor| amount(minor, deal.currency)),
            Cell::Text(deal.currency.to_string()),
            Cell::Day(deal.opened_on.unwrap_or(created)),
            deal.closed_on.or(deal.expected_close).map_or(Cell::Empty, Cell::Day),
            self.choice(&self.org.lists.reasons, deal.lost_reason.as_ref()),
            opt(deal.competitor.as_ref()),
            opt(deal.note.as_ref()),
            self.person(deal.owner),
        ];
        cells.extend(self.own_cells(Kind::Deal, &deal.head));
        cells
    }

    /// A row for each line of an order.
    fn order(&self, order: &Order) -> Vec<Vec<Cell>> {
        let status = show::word(self.lang, "order-status", order.status.word());
        let row = |line: &crate::domain::order::OrderLine| {
            let mut cells = vec![
                code(order.code()),
                self.name(Some(order.customer)),
                self.name(order.deal),
                Cell::Text(status.clone()),
                self.name(Some(line.product)),
                Cell::Number(line.quantity.to_string()),
                amount(line.price, order.currency),
                share(line.paid),
                amount(line.total, order.currency),
                amount(order.total, order.currency),
                Cell::Text(order.currency.to_string()),
                opt(order.carrier.as_ref()),
                opt(order.tracking.as_ref()),
                opt(order.note.as_ref()),
                self.person(order.owner),
                self.day(order.head.created_at),
            ];
            cells.extend(self.own_cells(Kind::Order, &order.head));
            cells
        };
        order.lines.iter().map(row).collect()
    }

    fn product(&self, product: &Product) -> Vec<Cell> {
        let price =
            |minor: Option<i64>| minor.map_or(Cell::Empty, |minor| amount(minor, product.currency));
        let mut cells = vec![
            Cell::Text(product.sku.clone()),
            Cell::Text(product.name.clone()),
            opt(product.series.as_ref()),
            opt(product.unit.as_ref()),
            price(product.price),
            Cell::Text(product.currency.to_string()),
            opt(Some(&self.prices_of(product))),
        ];
        if self.prices {
            cells.extend([price(product.floor), price(product.cost)]);
        }
        cells
    }

    /// What some customers pay, and from how many on: `A 3200.00; ≥ 50 3100.00`.
    fn prices_of(&self, product: &Product) -> String {
        let each = product.prices.iter().map(|one| {
            let levels = &self.org.lists.levels;
            let level = one.level.as_ref().map(|key| show::choice_name(levels, key, self.lang));
            let from = (one.from.0 > 0).then(|| format!("≥ {}", one.from));
            let price = grouped(one.price, product.currency.exponent()).replace(',', "");
            [level, from, Some(price)].into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        each.collect::<Vec<_>>().join("; ")
    }

    fn person(&self, person: Option<PersonId>) -> Cell {
        opt(person.and_then(|person| self.people.get(&person)))
    }

    fn name(&self, id: Option<Uuid>) -> Cell {
        opt(id.and_then(|id| self.names.get(&id)))
    }

    fn all_names(&self, ids: &[Uuid]) -> Cell {
        let names: Vec<&str> =
            ids.iter().filter_map(|id| self.names.get(id)).map(String::as_str).collect();
        opt(Some(&names.join(" · ")).filter(|names| !names.is_empty()))
    }

    fn choice(&self, choices: &[Choice], key: Option<&String>) -> Cell {
        opt(key.map(|key| show::choice_name(choices, key, self.lang)).as_ref())
    }

    fn day(&self, at: Instant) -> Cell {
        Cell::Day(self.local(at))
    }

    fn local(&self, at: Instant) -> chrono::NaiveDate {
        at.utc().with_timezone(&self.org.zone).date_naive()
    }
}

/// Rows of the records of a page, and where the next page begins: nowhere when this one is not full.
fn paged<R: Record>(
    page: Page,
    records: &[R],
    rows: impl FnMut(&R) -> Vec<Vec<Cell>>,
) -> (Vec<Vec<Cell>>, Option<i64>) {
    let full = i64::try_from(records.len()).is_ok_and(|n| n >= page.limit);
    let next = records.last().filter(|_| full).map(|last| last.head().n);
    (records.iter().flat_map(rows).collect(), next)
}

fn code(code: Code) -> Cell {
    Cell::Text(code.to_string())
}

fn opt(text: Option<&String>) -> Cell {
    text.filter(|text| !text.is_empty()).map_or(Cell::Empty, |text| Cell::Text(text.clone()))
}

fn tags(tags: &[String]) -> Cell {
    opt(Some(&tags.join(", ")))
}

/// Minor units as a plain decimal: `12000.50`.
fn amount(minor: i64, currency: Currency) -> Cell {
    Cell::Number(grouped(minor, currency.exponent()).replace(',', ""))
}

/// The share of a price that is paid: `0.9`, `1`.
fn share(paid: Paid) -> Cell {
    let (whole, part) = (paid.0 / 10_000, paid.0 % 10_000);
    let text = format!("{whole}.{part:04}");
    Cell::Number(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_plain_decimals_of_their_currency() {
        let currency = |code: &str| code.parse::<Currency>().unwrap();
        let number = |minor, code| match amount(minor, currency(code)) {
            Cell::Number(number) => number,
            other => panic!("{other:?}"),
        };
        assert_eq!(number(1_200_050, "CNY"), "12000.50");
        assert_eq!(number(-5, "CNY"), "-0.05");
        assert_eq!(number(1200, "JPY"), "1200");
        assert_eq!(number(1200, "KWD"), "1.200");
    }

    #[test]
    fn a_discount_is_the_share_that_is_paid() {
        assert_eq!(share(Paid(9_000)), Cell::Number("0.9".to_owned()));
        assert_eq!(share(Paid::FULL), Cell::Number("1".to_owned()));
        assert_eq!(share(Paid(8_750)), Cell::Number("0.875".to_owned()));
    }
}
