//! What an order says: its lines, its total, and what whoever confirms it should know.

use super::limits;
use super::terms::Terms;
use crate::chat::reply::Reply;
use crate::commands::{Cx, own, product, show};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::money::{Currency, Money, Paid, Quantity, line_total};
use crate::domain::order::{Order, OrderLine, OrderStatus, Parcel};
use crate::domain::people::{Lang, Person};
use crate::domain::product::Product;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::Stored;
use crate::t;
use crate::text::{read, secret};

/// More lines than this are only counted: a card stays on one screen.
pub(super) const LINES: usize = 15;

/// An order with the names that it takes to read it.
pub(super) struct Card {
    /// The order.
    pub order: Order,
    /// What the customer is called.
    pub customer: String,
    deal: Option<(Code, String)>,
    owner: String,
    confirmed_by: String,
    approved_by: String,
    terms: Terms,
    /// Which price of the list holds for each line where it is not the usual one.
    by: Vec<Option<ListedAt>>,
}

impl Card {
    /// Looks up what an order's keys stand for.
    pub(super) async fn of(cx: &mut Cx<'_>, order: Order) -> Result<Self, Problem> {
        let measure = (cx.org.currency, cx.settings.approvals.discount);
        let terms = Terms::of(cx.tx, &order, measure).await?;
        let deal = match order.deal {
            Some(deal) => label(cx, Kind::Deal, deal).await?,
            None => None,
        };
        let pairs = order.lines.iter().zip(&terms.products);
        let level = terms.level.as_deref();
        let by = pairs.map(|(line, product)| listed_at(cx, &order, line, product, level));
        let by = by.collect();
        Ok(Self {
            customer: name(cx, Kind::Customer, Some(order.customer)).await?,
            deal,
            owner: person(cx, order.owner).await?,
            confirmed_by: person(cx, order.confirmed_by).await?,
            approved_by: person(cx, order.approval.as_ref().map(|word| word.by)).await?,
            terms,
            by,
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

    /// Adds lines, fields and warnings to a reply in the language, and with the clock, of whoever
    /// reads it.
    pub(super) fn on(&self, reply: Reply, cx: &Cx<'_>, reader: &Person) -> Reply {
        let lang = reader.lang;
        let mut reply = reply.bullets(self.lines(lang));
        reply = reply.fields(self.fields(cx, reader));
        let parcels = self.parcels(cx, reader);
        if !parcels.is_empty() {
            reply = reply.bullets(parcels);
        }
        for warning in self.warnings(lang) {
            reply = reply.text(warning);
        }
        reply
    }

    /// What the lines are of, in their order.
    pub(super) fn products(&self) -> &[Product] {
        &self.terms.products
    }

    /// Adds the lines alone.
    pub(super) fn listed(&self, reply: Reply, lang: Lang) -> Reply {
        reply.bullets(self.lines(lang))
    }

    fn lines(&self, lang: Lang) -> Vec<String> {
        let pairs = self.order.lines.iter().zip(&self.terms.products);
        let line = |(at, (line, product))| self.line(lang, at, line, product);
        let mut lines: Vec<String> = pairs.enumerate().take(LINES).map(line).collect();
        let more = self.order.lines.len().saturating_sub(LINES);
        if more > 0 {
            lines.push(t!(lang, "order-more-lines", more = more));
        }
        lines
    }

    /// A line, and how far its goods have come where not all of them are at the same place.
    fn line(&self, lang: Lang, at: usize, line: &OrderLine, product: &Product) -> String {
        let mut text = line_text(lang, line, product, self.order.currency);
        let by = self.by.get(at).and_then(Option::as_ref).filter(|by| by.price == line.price);
        if let Some(by) = by {
            text = t!(lang, "order-line-by", line = text, by = by.name(lang));
        }
        if !self.order.is_part_shipped() && !self.order.is_part_delivered() {
            return text;
        }
        let (shipped, delivered) =
            (counted(line.shipped, product), counted(line.delivered, product));
        t!(lang, "order-line-goods", line = text, shipped = shipped, delivered = delivered)
    }

    /// Some of the goods, in the order of the lines: `A100 空调 5台`.
    pub(super) fn goods(&self, parts: &[Quantity]) -> Vec<String> {
        let some =
            parts.iter().zip(&self.terms.products).filter(|(quantity, _)| !quantity.is_none());
        let some = some.map(|(quantity, product)| {
            format!("{} {}", product::named(product), counted(*quantity, product))
        });
        some.collect()
    }

    /// What left with whom, where it was more than one parcel or not all.
    fn parcels(&self, cx: &Cx<'_>, reader: &Person) -> Vec<String> {
        if self.order.parcels.len() < 2 && !self.order.is_part_shipped() {
            return Vec::new();
        }
        let goods = |parcel: &Parcel| {
            let each = parcel.goods.iter().map(|(product, quantity)| {
                let known = self.terms.products.iter().find(|one| one.head.id == *product);
                known.map_or_else(String::new, |one| {
                    format!("{} {}", one.sku, counted(*quantity, one))
                })
            });
            each.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let line = |parcel: &Parcel| {
            let at = read::instant(reader.lang, parcel.at, reader.zone, cx.now);
            let by = [Some(parcel.carrier.clone()), parcel.tracking.clone()];
            let by = by.into_iter().flatten().collect::<Vec<_>>().join(" ");
            format!("📦 {} · {by} · {at}", goods(parcel))
        };
        let newest = self.order.parcels.iter().rev().take(LINES);
        newest.map(line).collect()
    }

    /// What differs between two states of an order, line by line: before → after.
    pub(super) fn changes(before: &Self, after: &Self, lang: Lang) -> Vec<String> {
        let text = |card: &Self, at: usize| {
            let (line, product) = (&card.order.lines[at], &card.terms.products[at]);
            line_terms(lang, line, product, card.order.currency)
        };
        let mut left: Vec<usize> = (0..after.order.lines.len()).collect();
        let mut told = Vec::new();
        for (at, line) in before.order.lines.iter().enumerate() {
            let name = product::named(&before.terms.products[at]);
            let same = left.iter().position(|new| after.order.lines[*new].product == line.product);
            let was = text(before, at);
            match same.map(|place| text(after, left.remove(place))) {
                Some(is) if is == was => {}
                Some(is) => told.push(format!("{name}: {was} → {is}")),
                None => told.push(t!(lang, "order-line-gone", product = name, was = was)),
            }
        }
        let new = |at: usize| {
            let name = product::named(&after.terms.products[at]);
            t!(lang, "order-line-new", product = name, is = text(after, at))
        };
        told.extend(left.into_iter().map(new));
        told
    }

    /// A further page of lines, alone.
    pub(super) fn page(&self, reply: Reply, lang: Lang, skip: usize) -> Reply {
        let pairs = self.order.lines.iter().zip(&self.terms.products).enumerate();
        let line = |(at, (line, product))| self.line(lang, at, line, product);
        let lines: Vec<String> = pairs.skip(skip).take(LINES).map(line).collect();
        let (from, to, count) = (skip + 1, skip + lines.len(), self.order.lines.len());
        reply.bullets(lines).text(t!(lang, "page-of", from = from, to = to, count = count))
    }

    fn fields(&self, cx: &Cx<'_>, reader: &Person) -> Vec<(String, Option<String>)> {
        let (order, lang) = (&self.order, reader.lang);
        let name = |field| show::field_name(lang, field);
        let time = |at: Instant| read::instant(lang, at, reader.zone, cx.now);
        let by = |who: &str, at| match who {
            "" => time(at),
            who => format!("{who} · {}", time(at)),
        };
        let confirmed = order.confirmed_at.map(|at| by(&self.confirmed_by, at));
        let approved = order.approval.as_ref().map(|word| by(&self.approved_by, word.at));
        // Then each parcel tells its own.
        let several = order.parcels.len() > 1 || order.is_part_shipped();
        let deal = self.deal.as_ref().map(|(code, name)| format!("{code} {name}"));
        let known = [
            (name("total"), Some(self.total())),
            (name("status"), Some(super::state_name(lang, order))),
            (name("deal"), deal),
            (name("owner"), Some(self.owner.clone())),
            (name("returned"), order.returned.clone()),
            (name("approved"), approved),
            (name("confirmed"), confirmed),
            (name("carrier"), order.carrier.clone().filter(|_| !several)),
            (name("tracking"), order.tracking.clone().filter(|_| !several)),
            (name("shipped"), order.shipped_at.map(time)),
            (name("delivered"), order.delivered_at.map(time)),
            (name("reason"), order.cancel_reason.clone()),
            (name("note"), order.note.clone()),
        ];
        known.into_iter().chain(own::fields(cx, Kind::Order, &order.head)).collect()
    }

    /// What whoever confirms should know, while there is something to confirm.
    fn warnings(&self, lang: Lang) -> Vec<String> {
        let open = matches!(self.order.status, OrderStatus::Draft | OrderStatus::Submitted);
        if open { self.breaches(lang) } else { Vec::new() }
    }

    /// What the lines ask less for than they may without a manager's word.
    pub(super) fn breaches(&self, lang: Lang) -> Vec<String> {
        let pairs = self.order.lines.iter().zip(&self.terms.products).zip(&self.by);
        let (currency, band) = (self.order.currency, self.terms.band);
        let each = |((line, product), by): ((&OrderLine, &Product), &Option<ListedAt>)| {
            let named = product::named(product);
            let by = by.as_ref().map(|by| (by.name(lang), by.price));
            let told = |breach| limits::told(lang, breach, (product, &named, by), currency, band);
            let all = self.terms.breaches_of(line, product, currency);
            all.iter().map(told).collect::<Vec<_>>()
        };
        let mut all: Vec<String> = self.over_text(lang).into_iter().collect();
        all.extend(pairs.flat_map(each));
        let more = all.len().saturating_sub(LINES);
        all.truncate(LINES);
        if more > 0 {
            all.push(t!(lang, "order-more-warnings", more = more));
        }
        all
    }

    /// How far the order takes the customer above the credit limit.
    pub(super) fn over(&self) -> Option<i64> {
        self.terms.over()
    }

    fn over_text(&self, lang: Lang) -> Option<String> {
        let ((limit, owed), over) = self.terms.credit.zip(self.over())?;
        let [limit, owed, over] = [limit, owed, over].map(|one| amount(one, self.order.currency));
        let customer = &self.customer;
        Some(t!(
            lang,
            "order-over-credit",
            customer = customer,
            owed = owed,
            limit = limit,
            over = over
        ))
    }

    /// True when a price is below the floor or the discount band.
    pub(super) fn has_low_prices(&self) -> bool {
        self.terms.has_low_prices(&self.order)
    }

    /// True when it is submitted and cannot be confirmed before a manager's word.
    pub(super) fn waits(&self) -> bool {
        self.terms.waits(&self.order)
    }

    /// What is earned, in minor units and in basis points of the total, where all costs are known.
    fn margin(&self) -> Option<(i64, Option<i64>)> {
        let currency = self.order.currency;
        let cost = |(line, product): (&OrderLine, &Product)| {
            let cost = product.cost.filter(|_| product.currency == currency)?;
            line_total(cost, line.quantity, Paid::FULL)
        };
        let pairs = self.order.lines.iter().zip(&self.terms.products);
        let costs: Option<Vec<i64>> = pairs.map(cost).collect();
        let total = self.order.total;
        let earned = total.checked_sub(costs?.iter().sum())?;
        let share = i128::from(earned) * 10_000;
        let share = share.checked_div(i128::from(total));
        Some((earned, share.and_then(|share| i64::try_from(share).ok())))
    }

    /// Adds what the order earns, for somebody who may see what things cost us.
    pub(super) fn with_margin(&self, reply: Reply, cx: &Cx<'_>, reader: &Person) -> Reply {
        let sees = cx.org.roles.allow(&reader.roles, Right::Price);
        let Some((earned, share)) = self.margin().filter(|_| sees) else { return reply };
        let earned = amount(earned, self.order.currency);
        let told = match share.map(limits::percent) {
            Some(share) => format!("{earned} · {}", secret::hide(share)),
            None => earned,
        };
        reply.fields([(show::field_name(reader.lang, "margin"), Some(told))])
    }
}

/// A price of the list for a level or from a quantity on.
struct ListedAt {
    /// Of one piece.
    price: i64,
    /// What it is called, in both languages.
    names: [String; 2],
}

impl ListedAt {
    fn name(&self, lang: Lang) -> &str {
        &self.names[usize::from(lang == Lang::En)]
    }
}

/// The price of the list that holds for a line, where that is not the usual one.
fn listed_at(
    cx: &Cx<'_>,
    order: &Order,
    line: &OrderLine,
    product: &Product,
    level: Option<&str>,
) -> Option<ListedAt> {
    let same = product.currency == order.currency;
    let (price, by) = product.price_for(level, line.quantity).filter(|_| same)?;
    let by = by?;
    let names = [Lang::Zh, Lang::En].map(|lang| product::price_name(cx, lang, product, by));
    Some(ListedAt { price, names })
}

/// `A100 空调 20台 × ¥3,500.00 = ¥70,000.00`, with the discount where there is one.
fn line_text(lang: Lang, line: &OrderLine, product: &Product, currency: Currency) -> String {
    let name = product::named(product);
    format!("{name} {}", line_terms(lang, line, product, currency))
}

/// The same without the product's name.
fn line_terms(lang: Lang, line: &OrderLine, product: &Product, currency: Currency) -> String {
    let many = counted(line.quantity, product);
    let (price, total) = (amount(line.price, currency), amount(line.total, currency));
    if line.paid == Paid::FULL {
        return format!("{many} × {price} = {total}");
    }
    let share = share(lang, line.paid);
    format!("{many} × {price} × {share} = {total}")
}

/// `20台`, `20 pcs`, `20`.
pub(super) fn counted(quantity: Quantity, product: &Product) -> String {
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
        Lang::En => limits::percent(paid.0),
    }
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
