//! `/customer list`: customers, newest first, or those that words lead to, best first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::add::AddCustomer;
use super::show::ShowCustomer;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::find::export::not_narrowed;
use crate::commands::narrow::{self, Facet, Narrowing};
use crate::commands::owners::{Owners, is_called, of_colleague, seen_colleague};
use crate::commands::report::Period;
use crate::commands::{Cx, Outcome, Run, own, same, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::people::Person;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::store::{CustomerFilter, Page, RecordsExt as _, SortBy};
use crate::t;

/// Which customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListCustomers {
    /// On this level.
    pub level: Option<String>,
    /// Of this colleague.
    pub owner: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// Written down within these days.
    pub period: Option<Period>,
    /// With this product in a deal or an order.
    pub product: Option<Ref>,
    /// Newest first when not said.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
    /// A region, an industry, a colleague; or a part of the name.
    pub query: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// The page begins below this number, or after that many matches of the words.
    pub below: Option<i64>,
}

impl Ask for ListCustomers {
    const SPEC: Spec = Spec {
        name: "customer list",
        aliases: &["客户", "客户列表", "customers", "list customers"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("level", Take::Choice(List::Levels), By::Shape),
            optional("owner", Take::Text, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("period", Take::Period, By::Key),
            optional("product", Take::Ref(&[Kind::Product]), By::Key),
            optional("sort", Take::Choice(narrow::BY_TIME), By::Shape),
            rest("query"),
        ],
        example: Both { zh: "客户 A", en: "customer list A" },
    };
}

#[async_trait]
impl Run for ListCustomers {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let narrowed = self.narrow(cx).await?;
        let heading = show::heading(t!(lang, "customer-list"), &narrowed.said);
        let (customers, below) = self.page(cx, &narrowed).await?;
        if customers.is_empty() {
            if !narrowed.said.is_empty() {
                return Ok(Reply::card(t!(lang, "customer-none-such")).text(heading));
            }
            let example = AddCustomer::SPEC.example.in_lang(lang);
            return Ok(Reply::card(t!(lang, "customer-none", example = example)));
        }
        let owners = Owners::of(cx, customers.iter().map(|customer| customer.owner)).await?;
        let lines = customers.iter().map(|customer| line(cx, customer, &owners));
        let reply = Reply::card(heading).bullets(lines.collect::<Vec<_>>());
        let buttons = customers.iter().map(|customer| {
            let customer = customer.code();
            let open = ShowCustomer { customer: Ref::code(customer) };
            Button::new(customer.to_string(), &open)
        });
        let buttons = buttons.collect();
        let next = below.map(|below| Self { below: Some(below), ..self });
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// Which customers are meant, and what that is called.
struct Narrowed {
    filter: CustomerFilter,
    /// Words that name nothing else.
    words: Option<String>,
    said: Vec<String>,
}

/// What words say of customers.
pub(crate) const FACETS: &[Facet] = &[
    Facet::Created,
    Facet::Touched,
    Facet::WholeOwner,
    Facet::Region(Kind::Customer),
    Facet::Industry,
];

impl ListCustomers {
    /// Which customers are meant, and what that is called.
    pub(crate) async fn listing(
        &self,
        cx: &mut Cx<'_>,
    ) -> Result<(CustomerFilter, Vec<String>), Problem> {
        let narrowed = self.narrow(cx).await?;
        match narrowed.words {
            Some(words) => Err(not_narrowed(cx, &words)),
            None => Ok((narrowed.filter, narrowed.said)),
        }
    }

    async fn narrow(&self, cx: &mut Cx<'_>) -> Result<Narrowed, Problem> {
        let lang = cx.lang();
        let levels = &cx.org.lists.levels;
        let level = self.level.as_ref().map(|key| show::choice_name(levels, key, lang));
        let mut said: Vec<String> = level.into_iter().collect();
        let mut owner = match &self.owner {
            Some(word) => Some(of_colleague(cx, word).await?),
            None => None,
        };
        said.extend(owner.as_ref().map(|person| person.name.clone()));
        let mut narrowing = Narrowing::default();
        narrowing.take_all(cx, self.query.as_deref().unwrap_or_default(), FACETS).await?;
        said.append(&mut narrowing.said);
        owner = owner.or(narrowing.owner);
        let mut words = Some(narrowing.left.join(" ")).filter(|words| !words.is_empty());
        if let (None, Some(word)) = (&owner, &words)
            && let Some(person) = self.beginning(cx, word).await?
        {
            said.push(person.name.clone());
            (owner, words) = (Some(person), None);
        }
        said.extend(self.tag.clone());
        said.extend(words.as_ref().map(|words| show::quoted(lang, words)));
        let created = self.period.map(|period| narrow::days(cx, period)).or(narrowing.created);
        said.extend(created.as_ref().map(|(_, read)| read.clone()));
        let (extra, product) = self.named(cx).await?;
        said.extend(own::said(cx, Kind::Customer, &extra));
        let name = product.as_ref().map(|(_, name)| name.as_str());
        said.extend(narrow::named(lang, &[("product", name)]));
        said.extend(narrow::order(lang, self.sort));
        let filter = CustomerFilter {
            level: self.level.clone(),
            owner: owner.as_ref().map(Person::person_id),
            tag: self.tag.clone(),
            regions: narrowing.regions,
            industry: narrowing.industry,
            created: created.map(|(days, _)| days),
            own: own::filter(&extra),
            touched: narrowing.touched,
            product: product.map(|(id, _)| id),
            near: None,
            sort: self.sort,
        };
        Ok(Narrowed { filter, words, said })
    }

    /// The org's own fields that are named, and the product: a column that a file brought under
    /// that name comes first.
    async fn named(&self, cx: &mut Cx<'_>) -> Result<(Fields, Option<(Uuid, String)>), Problem> {
        let mut extra = self.extra.clone();
        let mut product = self.product.clone();
        if let Some(named) = &self.product
            && let Some(brought) = own::brought_as(cx, Kind::Customer, "product").await?
        {
            extra.insert(brought, named.0.clone().into());
            product = None;
        }
        let extra = own::resolved(cx, Kind::Customer, &extra).await?;
        Ok((extra, narrow::product(cx, product.as_ref()).await?))
    }

    /// The colleague whose name begins with the words, where no customer's name is found by them.
    async fn beginning(&self, cx: &mut Cx<'_>, word: &str) -> Result<Option<Person>, Problem> {
        let Some(person) = seen_colleague(cx, word).await? else { return Ok(None) };
        let sure = is_called(&person, word) || named(cx, word).await?.is_empty();
        Ok(sure.then_some(person))
    }

    /// The customers of this page, and where the next one begins.
    async fn page(
        &self,
        cx: &mut Cx<'_>,
        narrowed: &Narrowed,
    ) -> Result<(Vec<Customer>, Option<i64>), Problem> {
        let filter = &narrowed.filter;
        let Some(words) = &narrowed.words else {
            let page = Page { below: self.below, limit: show::ROWS + 1 };
            let mut customers = cx.tx.customers(filter, cx.scope(), page).await?;
            let next = show::next_page(&mut customers);
            return Ok((customers, next));
        };
        let mut found = named(cx, words).await?;
        // What only storage knows of a customer is asked there.
        let elsewhere = filter.touched.is_some() || filter.product.is_some();
        found.retain(|customer| !elsewhere && fits(customer, filter));
        found.retain(|customer| own::holds(&customer.head, &filter.own));
        if found.is_empty() {
            let page = Page { below: None, limit: show::LOOKED_THROUGH };
            found = cx.tx.customers(filter, cx.scope(), page).await?;
            found.retain(|customer| mentions(customer, words));
        }
        Ok(show::page_of(found, self.below))
    }
}

/// Those whose names match, the best first.
async fn named(cx: &mut Cx<'_>, words: &str) -> Result<Vec<Customer>, Problem> {
    let hits = cx.hits(words, &[Kind::Customer]).await?;
    let mut found = Vec::new();
    // A guess is shown only where there is nothing better.
    let sure = hits.iter().any(|hit| !hit.rung.is_guess());
    for hit in hits.iter().filter(|hit| !sure || !hit.rung.is_guess()) {
        found.extend(cx.tx.get::<Customer>(hit.id).await?);
    }
    Ok(found)
}

/// Tells whether a customer is on a list.
fn fits(customer: &Customer, filter: &CustomerFilter) -> bool {
    let is = |has: &Option<String>, wanted: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| has.as_ref().is_some_and(|has| same(has, wanted)))
    };
    (filter.level.is_none() || customer.level == filter.level)
        && (filter.owner.is_none() || customer.owner == filter.owner)
        && filter.tag.as_ref().is_none_or(|tag| customer.tags.iter().any(|has| same(has, tag)))
        && (filter.regions.is_empty()
            || customer.region.as_ref().is_some_and(|has| filter.regions.contains(has)))
        && is(&customer.industry, &filter.industry)
        && filter.created.is_none_or(|days| days.hold(customer.head.created_at))
}

/// Tells whether words stand in a customer's region, industry, tags or remarks.
fn mentions(customer: &Customer, words: &str) -> bool {
    let words = fold::key(words);
    let texts = [&customer.region, &customer.industry, &customer.address, &customer.note];
    let texts = texts.into_iter().flatten().chain(&customer.tags).map(String::as_str);
    texts.chain(show::extras(&customer.head)).any(|text| fold::key(text).contains(&words))
}

/// One customer in a list.
fn line(cx: &Cx<'_>, customer: &Customer, owners: &Owners) -> String {
    let level =
        customer.level.as_ref().map(|key| show::choice_name(&cx.org.lists.levels, key, cx.lang()));
    let owner = owners.name(customer.owner);
    let parts = [
        Some(customer.name.clone()),
        level,
        customer.region.clone(),
        customer.industry.clone(),
        owner,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", customer.code(), parts.join(" · "))
}
