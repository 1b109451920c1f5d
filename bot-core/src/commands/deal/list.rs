//! `/deal list`: deals, newest first, with what they add up to.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::behind::told;
use super::narrow::narrow;
use super::open::OpenDeal;
use super::show::ShowDeal;
use super::{stages, worth};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::owners::Owners;
use crate::commands::report::amounts;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{Right, Scope};
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::Currency;
use crate::domain::pipeline::Pipeline;
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{DealFilter, Page, StageSum};
use crate::t;

/// Which deals; the open ones when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListDeals {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this colleague.
    pub owner: Option<String>,
    /// With this customer.
    pub customer: Option<Ref>,
    /// Words that each name a stage, an outcome, a colleague or a customer.
    pub query: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// The very deals that a number of a report counts.
    pub behind: Option<DealFilter>,
    /// The page begins below this number.
    pub below: Option<i64>,
}

impl Ask for ListDeals {
    const SPEC: Spec = Spec {
        name: "deal list",
        aliases: &["商机", "商机列表", "deals", "list deals"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("stage", Take::Text, By::Key),
            optional("owner", Take::Text, By::Key),
            optional("customer", Take::Ref(&[Kind::Customer]), By::Key),
            rest("query"),
        ],
        example: Both { zh: "商机 报价", en: "deal list quotation" },
    };
}

#[async_trait]
impl Run for ListDeals {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        if let Some(code) = self.code() {
            return ShowDeal::named(code).run(cx).await;
        }
        let (filter, said, scope) = if let Some(filter) = &self.behind {
            (filter.clone(), told(cx, filter).await?, cx.scope().books())
        } else {
            let (filter, said) = narrow(cx, &self).await?;
            (filter, said, cx.scope())
        };
        let heading = show::heading(t!(cx.lang(), "deal-list"), &said);
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut deals = cx.tx.deals(&filter, scope, page).await?;
        if deals.is_empty() {
            return Ok(nothing(cx, &heading, !said.is_empty()));
        }
        let next = show::next_page(&mut deals).map(|below| Self { below: Some(below), ..self });
        let lines = lines(cx, &deals).await?;
        let reply = Reply::card(heading).bullets(lines);
        let reply = reply.text(sum(cx, &filter, scope).await?);
        let button = |deal: &Deal| Button::new(deal.code().to_string(), &ShowDeal::of(deal));
        let buttons = deals.iter().map(button).collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

impl ListDeals {
    /// The deals that a number of a report counts.
    pub(crate) fn behind(filter: DealFilter) -> Self {
        Self { behind: Some(filter), ..Self::default() }
    }

    /// Which deals are meant, and what that is called.
    pub(crate) async fn listing(
        &self,
        cx: &mut Cx<'_>,
    ) -> Result<(DealFilter, Vec<String>), Problem> {
        narrow(cx, self).await
    }

    /// «商机 D-1» means to see that one.
    fn code(&self) -> Option<Ref> {
        let code: Code = self.query.as_ref()?.trim().parse().ok()?;
        (code.kind == Kind::Deal).then(|| Ref::code(code))
    }
}

/// Says that there is nothing, and what to do first.
fn nothing(cx: &Cx<'_>, heading: &str, narrowed: bool) -> Reply {
    let lang = cx.lang();
    if narrowed {
        let text = t!(lang, "deal-none-such");
        let reply = Reply::card(text).text(heading);
        return reply.button(t!(lang, "deal-button-all"), &ListDeals::default());
    }
    let example = OpenDeal::SPEC.example.in_lang(lang);
    Reply::card(t!(lang, "deal-none", example = example))
}

/// One line for each deal.
async fn lines(cx: &mut Cx<'_>, deals: &[Deal]) -> Result<Vec<String>, Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let customers: Vec<_> = deals.iter().filter_map(|deal| deal.customer).collect();
    let customers = cx.tx.labels(Kind::Customer, &customers).await?;
    let owners = Owners::of(cx, deals.iter().map(|deal| deal.owner)).await?;
    let name = |of: &[(uuid::Uuid, Code, String)], id: Option<uuid::Uuid>| {
        let found = of.iter().find(|(key, _, _)| Some(*key) == id);
        found.map(|(_, _, name)| name.clone())
    };
    let line = |deal: &Deal| {
        let customer = name(&customers, deal.customer);
        let owner = owners.name(deal.owner);
        line(cx, deal, &pipelines, customer, owner)
    };
    Ok(deals.iter().map(line).collect())
}

fn line(
    cx: &Cx<'_>,
    deal: &Deal,
    pipelines: &[Pipeline],
    customer: Option<String>,
    owner: Option<String>,
) -> String {
    let stage = stages::by_id(pipelines, deal.stage).map(|s| s.name(cx.lang()).to_owned());
    let day = deal.closed_on.or(deal.expected_close).map(|day| cx.day(day));
    let parts = [Some(deal.label()), customer, Some(worth(cx, deal)), stage, day, owner];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", deal.code(), parts.join(" · "))
}

/// What all deals of the list add up to, not only those on this page.
async fn sum(cx: &mut Cx<'_>, filter: &DealFilter, scope: Scope) -> Result<String, Problem> {
    let sums = cx.tx.deal_sums(filter, scope).await?;
    let count: i64 = sums.iter().map(|sum| sum.deals).sum();
    let unknown: i64 = sums.iter().map(|sum| sum.unknown).sum();
    let amounts = amounts(cx, sums.iter().map(|sum| (sum.currency, sum.sum)));
    let lang = cx.lang();
    let text = t!(lang, "deal-sum", count = count, amount = amounts);
    let unknown = (unknown > 0).then(|| t!(lang, "deal-sum-unknown", count = unknown));
    let beside = beside(cx, filter, scope, &sums).await?;
    let parts = std::iter::once(text).chain(unknown).chain(beside);
    Ok(parts.collect::<Vec<_>>().join(" · "))
}

/// What of a list no report counts, so that both add up: what is only shared or looked after.
async fn beside(
    cx: &mut Cx<'_>,
    filter: &DealFilter,
    scope: Scope,
    all: &[StageSum],
) -> Result<Option<String>, Problem> {
    if scope == scope.books() {
        return Ok(None);
    }
    let counted = cx.tx.deal_sums(filter, scope.books()).await?;
    let deals = |sums: &[StageSum]| sums.iter().map(|sum| sum.deals).sum::<i64>();
    let count = deals(all) - deals(&counted);
    if count == 0 {
        return Ok(None);
    }
    let in_all = |sums: &[StageSum], of: Currency| -> i64 {
        sums.iter().filter(|sum| sum.currency == of).map(|sum| sum.sum).sum()
    };
    let mut currencies: Vec<Currency> = all.iter().map(|sum| sum.currency).collect();
    currencies.sort_by_key(|currency| currency.code());
    currencies.dedup();
    let left = currencies.into_iter().map(|of| (of, in_all(all, of) - in_all(&counted, of)));
    let amounts = amounts(cx, left.filter(|(_, sum)| *sum != 0));
    Ok(Some(t!(cx.lang(), "deal-sum-beside", count = count, amount = amounts)))
}
