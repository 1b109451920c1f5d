//! What an order says: its lines, its total, and what whoever confirms it should know.

use crate::chat::reply::Reply;
use crate::commands::{Cx, product, show};
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::money::{Currency, Money, Paid, Quantity};
use crate::domain::order::{Order, OrderLine, OrderStatus};
use crate::domain::people::Lang;
use crate::domain::product::Product;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{RecordsExt, Stored};
use crate::t;
use crate::text::{read, secret};

/// More lines than this are only counted: a card stays on one screen.
pub(super) const LINES: usize = 15;
/// A smaller share of the list price is a large discount: more than 15 % off.
const SMALLEST_SHARE: i64 = 8_500;

/// An order with the names that it takes to read it.
pub(super) struct Card {
    /// The order.
    pub order: Order,
    /// What the customer is called.
    pub customer: String,
    deal: Option<(Code, String)>,
    owner: String,
    confirmed_by: String,
    products: Vec<Product>,
}

impl Card {
    /// Looks up what an order's keys stand for.
    pub(super) async fn of(cx: &mut Cx<'_>, order: Order) -> Result<Self, Problem> {
        let mut products = Vec::new();
        for line in &order.lines {
            let product = cx.tx.get::<Product>(line.product).await?;
            let missing = || Problem::Broken(format!("{}: a product is missing", order.code()));
            products.push(product.ok_or_else(missing)?);
        }
        let deal = match order.deal {
            Some(deal) => label(cx, Kind::Deal, deal).await?,
            None => None,
        };
        Ok(Self {
            customer: name(cx, Kind::Customer, Some(order.customer)).await?,
            deal,
            owner: person(cx, order.owner).await?,
            confirmed_by: person(cx, order.confirmed_by).await?,
            products,
            order,
        })
    }

    /// The order as it is named in a sentence: `O-1 华为技术有限公司`.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.order.code(), self.customer)
    }

    /// The total, marked as secret.
    pub(super) fn total(&self) -> String {
        amount(self.order.total, self.order.currency)
    }

    /// Adds lines, fields and warnings to a reply in the language of whoever reads it.
    pub(super) fn on(&self, reply: Reply, cx: &Cx<'_>, lang: Lang) -> Reply {
        let mut reply = reply.bullets(self.lines(lang));
        reply = reply.fields(self.fields(cx, lang));
        for warning in self.warnings(lang) {
            reply = reply.text(warning);
        }
        reply
    }

    /// What the lines are of, in their order.
    pub(super) fn products(&self) -> &[Product] {
        &self.products
    }

    /// Adds the lines alone.
    pub(super) fn listed(&self, reply: Reply, lang: Lang) -> Reply {
        reply.bullets(self.lines(lang))
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let pairs = self.order.lines.iter().zip(&self.products);
        let currency = self.order.currency;
        let line = |(line, product)| line_text(lang, line, product, currency);
        let mut lines: Vec<String> = pairs.take(LINES).map(line).collect();
        let more = self.order.lines.len().saturating_sub(LINES);
        if more > 0 {
            lines.push(t!(lang, "order-more-lines", more = more));
        }
        lines
    }

    /// A further page of lines, alone.
    pub(super) fn page(&self, reply: Reply, lang: Lang, skip: usize) -> Reply {
        let pairs = self.order.lines.iter().zip(&self.products).skip(skip).take(LINES);
        let lines: Vec<String> = pairs
            .map(|(line, product)| line_text(lang, line, product, self.order.currency))
            .collect();
        let (from, to, count) = (skip + 1, skip + lines.len(), self.order.lines.len());
        reply.bullets(lines).text(t!(lang, "page-of", from = from, to = to, count = count))
    }

    fn fields(&self, cx: &Cx<'_>, lang: Lang) -> Vec<(String, Option<String>)> {
        let order = &self.order;
        let name = |field| show::field_name(lang, field);
        let time = |at: Instant| read::instant(lang, at, cx.zone(), cx.now);
        let confirmed = order.confirmed_at.map(|at| match self.confirmed_by.as_str() {
            "" => time(at),
            who => format!("{who} · {}", time(at)),
        });
        let deal = self.deal.as_ref().map(|(code, name)| format!("{code} {name}"));
        vec![
            (name("total"), Some(self.total())),
            (name("status"), Some(super::status_name(lang, order.status))),
            (name("deal"), deal),
            (name("owner"), Some(self.owner.clone())),
            (name("confirmed"), confirmed),
            (name("carrier"), order.carrier.clone()),
            (name("tracking"), order.tracking.clone()),
            (name("shipped"), order.shipped_at.map(time)),
            (name("delivered"), order.delivered_at.map(time)),
            (name("reason"), order.cancel_reason.clone()),
            (name("note"), order.note.clone()),
        ]
    }

    /// What whoever confirms should know, while there is something to confirm.
    pub(super) fn warnings(&self, lang: Lang) -> Vec<String> {
        let open = matches!(self.order.status, OrderStatus::Draft | OrderStatus::Submitted);
        let pairs = self.order.lines.iter().zip(&self.products);
        let currency = self.order.currency;
        let each = |(line, product)| warnings_of(lang, line, product, currency);
        let all: Vec<String> = pairs.filter(|_| open).flat_map(each).collect();
        let more = all.len().saturating_sub(LINES);
        let mut shown: Vec<String> = all.into_iter().take(LINES).collect();
        if more > 0 {
            shown.push(t!(lang, "order-more-warnings", more = more));
        }
        shown
    }
}

/// `A100 空调 20台 × ¥3,500.00 = ¥70,000.00`, with the discount where there is one.
fn line_text(lang: Lang, line: &OrderLine, product: &Product, currency: Currency) -> String {
    let (name, many) = (product::named(product), counted(line.quantity, product));
    let (price, total) = (amount(line.price, currency), amount(line.total, currency));
    if line.paid == Paid::FULL {
        return format!("{name} {many} × {price} = {total}");
    }
    let share = share(lang, line.paid);
    format!("{name} {many} × {price} × {share} = {total}")
}

/// `20台`, `20 pcs`, `20`.
fn counted(quantity: Quantity, product: &Product) -> String {
    match &product.unit {
        Some(unit) if unit.starts_with(|c: char| c.is_ascii()) => format!("{quantity} {unit}"),
        Some(unit) => format!("{quantity}{unit}"),
        None => quantity.to_string(),
    }
}

/// The share that is paid: `9折`, `90%`.
fn share(lang: Lang, paid: Paid) -> String {
    match lang {
        Lang::Zh => format!("{}折", Quantity(paid.0)),
        Lang::En => percent(paid.0),
    }
}

/// Basis points as a percentage: 1,550 is `15.5%`.
fn percent(points: i64) -> String {
    format!("{}%", Quantity(points.saturating_mul(10)))
}

fn warnings_of(lang: Lang, line: &OrderLine, product: &Product, currency: Currency) -> Vec<String> {
    let name = product::named(product);
    let compared = product.floor.is_some() || product.price.is_some();
    if product.currency != currency && compared {
        let other = product.currency.code();
        return vec![t!(lang, "order-other-currency", product = name, currency = other)];
    }
    let mut warnings = Vec::new();
    // What one piece really costs, in ten-thousandths of a minor unit: nothing is rounded.
    let real = i128::from(line.price) * i128::from(line.paid.0);
    if let Some(floor) = product.floor.filter(|floor| real < i128::from(*floor) * 10_000) {
        warnings.push(t!(
            lang,
            "order-below-floor",
            product = &name,
            price = amount(whole(real), currency),
            floor = amount(floor, currency)
        ));
    }
    if let Some(off) = large_discount(line, product) {
        warnings.push(t!(lang, "order-large-discount", product = name, off = percent(off)));
    }
    warnings
}

/// How much less than the list price is paid, in basis points, where that is more than 15 %.
fn large_discount(line: &OrderLine, product: &Product) -> Option<i64> {
    let real = i128::from(line.price) * i128::from(line.paid.0);
    let share = match product.price {
        // Rounded down, so that what is over the limit never reads as just at it.
        Some(list) if list > 0 => i64::try_from(real / i128::from(list)).unwrap_or(i64::MAX),
        _ => line.paid.0,
    };
    let smallest = line.paid.0.min(share);
    (smallest < SMALLEST_SHARE).then_some(10_000 - smallest)
}

/// Cut, not rounded, so that what is below the floor never reads as just at it.
fn whole(ten_thousandths: i128) -> i64 {
    i64::try_from(ten_thousandths / 10_000).unwrap_or(i64::MAX)
}

/// An amount as it reads, marked as secret.
pub(super) fn amount(minor: i64, currency: Currency) -> String {
    secret::hide(read::money(Money::new(minor, currency)))
}

async fn label(cx: &mut Cx<'_>, kind: Kind, id: uuid::Uuid) -> Stored<Option<(Code, String)>> {
    let labels = cx.tx.labels(kind, &[id]).await?;
    Ok(labels.into_iter().next().map(|(_, code, name)| (code, name)))
}

async fn name(cx: &mut Cx<'_>, kind: Kind, id: Option<uuid::Uuid>) -> Stored<String> {
    Ok(match id {
        Some(id) => label(cx, kind, id).await?.map(|(_, name)| name).unwrap_or_default(),
        None => String::new(),
    })
}

/// What somebody else is called; oneself needs no name.
async fn person(cx: &mut Cx<'_>, person: Option<PersonId>) -> Stored<String> {
    if person == Some(cx.me.person_id()) {
        return Ok(String::new());
    }
    cx.person_name(person).await
}
