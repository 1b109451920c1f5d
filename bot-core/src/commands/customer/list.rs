//! `/customer list`: customers, newest first, or those that words lead to, best first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddCustomer;
use super::show::ShowCustomer;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::find::export::not_narrowed;
use crate::commands::owners::{Owners, is_called, of_colleague, seen_colleague};
use crate::commands::{Cx, Outcome, Run, own, same, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::people::Person;
use crate::domain::record::{Fields, Record as _};
use crate::problem::Problem;
use crate::store::{CustomerFilter, Page, RecordsExt as _};
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
    /// A part of the name, the region or the industry; or a colleague.
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
            rest("query"),
        ],
        example: Both { zh: "客户 A", en: "customer list A" },
    };
}

#[async_trait]
impl Run for ListCustomers {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let owner = self.owner(cx).await?;
        let said = self.said(cx, owner.as_ref());
        let heading = show::heading(t!(lang, "customer-list"), &said);
        let (customers, below) = self.page(cx, owner.as_ref()).await?;
        if customers.is_empty() {
            if !said.is_empty() {
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

impl ListCustomers {
    /// Which customers are meant, and what that is called.
    pub(crate) async fn listing(
        &self,
        cx: &mut Cx<'_>,
    ) -> Result<(CustomerFilter, Vec<String>), Problem> {
        let owner = self.owner(cx).await?;
        if let Some(words) = self.words(owner.as_ref()) {
            return Err(not_narrowed(cx, words));
        }
        let said = self.said(cx, owner.as_ref());
        let owner = owner.map(|person| person.person_id());
        let (level, tag) = (self.level.clone(), self.tag.clone());
        let own = own::filter(&self.extra);
        Ok((CustomerFilter { level, owner, tag, own }, said))
    }

    /// What narrows the list, as it reads.
    fn said(&self, cx: &Cx<'_>, owner: Option<&Person>) -> Vec<String> {
        let lang = cx.lang();
        let levels = &cx.org.lists.levels;
        let level = self.level.as_ref().map(|key| show::choice_name(levels, key, lang));
        let words = self.words(owner).map(|words| show::quoted(lang, words));
        let owner = owner.map(|person| person.name.clone());
        let own = own::said(cx, Kind::Customer, &self.extra);
        level.into_iter().chain(owner).chain(self.tag.clone()).chain(own).chain(words).collect()
    }

    /// The words that name no colleague.
    fn words(&self, owner: Option<&Person>) -> Option<&String> {
        self.query.as_ref().filter(|_| owner.is_none() || self.owner.is_some())
    }

    /// The customers of this page, and where the next one begins.
    async fn page(
        &self,
        cx: &mut Cx<'_>,
        owner: Option<&Person>,
    ) -> Result<(Vec<Customer>, Option<i64>), Problem> {
        let of = owner.map(Person::person_id);
        let (level, tag) = (self.level.clone(), self.tag.clone());
        let own = own::filter(&self.extra);
        let filter = CustomerFilter { level, owner: of, tag, own };
        let Some(query) = self.words(owner) else {
            let page = Page { below: self.below, limit: show::ROWS + 1 };
            let mut customers = cx.tx.customers(&filter, cx.scope(), page).await?;
            let next = show::next_page(&mut customers);
            return Ok((customers, next));
        };
        let mut found = self.named(cx, query).await?;
        found.retain(|customer| of.is_none() || customer.owner == of);
        found.retain(|customer| {
            self.tag.as_ref().is_none_or(|tag| customer.tags.iter().any(|has| same(has, tag)))
        });
        found.retain(|customer| own::holds(&customer.head, &filter.own));
        if found.is_empty() {
            let page = Page { below: None, limit: show::LOOKED_THROUGH };
            found = cx.tx.customers(&filter, cx.scope(), page).await?;
            found.retain(|customer| mentions(customer, query));
        }
        Ok(show::page_of(found, self.below))
    }

    /// The colleague whom the words name; a beginning of a name only where no customer has it.
    async fn owner(&self, cx: &mut Cx<'_>) -> Result<Option<Person>, Problem> {
        if let Some(word) = &self.owner {
            return of_colleague(cx, word).await.map(Some);
        }
        let Some(word) = &self.query else { return Ok(None) };
        let Some(person) = seen_colleague(cx, word).await? else { return Ok(None) };
        let sure = is_called(&person, word) || self.named(cx, word).await?.is_empty();
        Ok(sure.then_some(person))
    }

    /// Those whose names match, the best first.
    async fn named(&self, cx: &mut Cx<'_>, query: &str) -> Result<Vec<Customer>, Problem> {
        let hits = cx.hits(query, &[Kind::Customer]).await?;
        let mut found = Vec::new();
        // A guess is shown only where there is nothing better.
        let sure = hits.iter().any(|hit| !hit.rung.is_guess());
        for hit in hits.iter().filter(|hit| !sure || !hit.rung.is_guess()) {
            let customer = cx.tx.get::<Customer>(hit.id).await?;
            found.extend(customer.filter(|c| self.level.is_none() || c.level == self.level));
        }
        Ok(found)
    }
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
