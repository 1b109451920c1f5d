//! `/deal list`: deals, newest first, with what they add up to.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::behind::told;
use super::open::OpenDeal;
use super::show::ShowDeal;
use super::{stages, worth};
use crate::chat::parse::{self, Ref};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::narrow::{self, Facet, Narrowing};
use crate::commands::owners::Owners;
use crate::commands::report::amounts;
use crate::commands::report::pipeline::ReportPipeline;
use crate::commands::{Cx, Outcome, Run, own, show};
use crate::domain::access::{Right, Scope};
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::people::Person;
use crate::domain::pipeline::{self, Pipeline};
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{DealFilter, ListSum, Page, Part, SortBy};
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
    /// What it is worth: an amount, or the least or the most.
    pub amount: Option<String>,
    /// Against a competitor whose name has this in it.
    pub competitor: Option<String>,
    /// With this product in it.
    pub product: Option<Ref>,
    /// Newest first when not said.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
    /// Words that each name a stage, an outcome, a time, an amount, a colleague or a customer.
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
            optional("amount", Take::Text, By::Key),
            optional("competitor", Take::Text, By::Key),
            optional("product", Take::Ref(&[Kind::Product]), By::Key),
            optional("sort", Take::Choice(narrow::DEALS), By::Shape),
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
            let (filter, said) = self.listing(cx).await?;
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
        let sum = sum(cx, &filter, scope).await?;
        let long = sum.is_none();
        let sum = sum.unwrap_or_else(|| t!(cx.lang(), "deal-sum-many", most = MOST));
        let reply = reply.text(sum);
        let button = |deal: &Deal| Button::new(deal.code().to_string(), &ShowDeal::of(deal));
        let buttons = deals.iter().map(button).collect();
        let reply = show::paged(cx, reply, buttons, next.as_ref());
        let pipeline =
            Button::new(t!(cx.lang(), "deal-button-pipeline"), &ReportPipeline::default());
        Ok(if long { reply.row(vec![pipeline]) } else { reply })
    }
}

/// How many deals a list adds up: the report adds up all of a longer one.
const MOST: i64 = 500;

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
        let mut narrowing = Narrowing::default();
        if let Some(stage) = &self.stage
            && !narrowing.by_stage(cx, stage, true, ("stage", stage)).await?
        {
            return Err(unknown(cx, stage).await?);
        }
        if let Some(owner) = &self.owner
            && !narrowing.by_owner(cx, owner, false).await?
        {
            return Err(unknown(cx, owner).await?);
        }
        if let Some(named) = &self.customer {
            let customer: Customer = cx.find("customer", named).await?;
            narrowing.customer = Some(customer.id());
            narrowing.said.push(customer.label());
        }
        if let Some(amount) = &self.amount
            && !narrowing.by_worth(cx, &format!("amount {amount}"))
        {
            return Err(unknown(cx, amount).await?);
        }
        narrowing.take_all(cx, self.query.as_deref().unwrap_or_default(), FACETS).await?;
        if !narrowing.left.is_empty() {
            return Err(unknown(cx, &narrowing.left.join(" ")).await?);
        }
        let (outcome, ended_or_not, stages) = stand(cx, &narrowing).await?;
        let product = narrow::product(cx, self.product.as_ref()).await?;
        let name = product.as_ref().map(|(_, name)| name.as_str());
        let named = [("competitor", self.competitor.as_deref()), ("product", name)];
        narrowing.said.extend(narrow::named(cx.lang(), &named));
        let extra = own::resolved(cx, Kind::Deal, &self.extra).await?;
        narrowing.said.extend(own::said(cx, Kind::Deal, &extra));
        narrowing.said.extend(narrow::order(cx.lang(), self.sort));
        let filter = DealFilter {
            own: own::filter(&extra),
            competitor: self.competitor.clone(),
            part: product.map(|(id, _)| Part::Product(Some(id))),
            opened: narrowing.created.map(|(days, _)| days),
            touched: narrowing.touched,
            outcome,
            ended_or_not,
            stages,
            customer: narrowing.customer,
            owner: narrowing.owner.as_ref().map(Person::person_id),
            closes: narrowing.closes,
            at_least: narrowing.at_least,
            at_most: narrowing.at_most,
            sort: self.sort,
            ..DealFilter::default()
        };
        Ok((filter, narrowing.said))
    }

    /// «商机 D-1» means to see that one.
    fn code(&self) -> Option<Ref> {
        let code: Code = self.query.as_ref()?.trim().parse().ok()?;
        (code.kind == Kind::Deal).then(|| Ref::code(code))
    }
}

/// Where deals stand: in one of the stages that are named, or ended as is said besides.
async fn stand(
    cx: &mut Cx<'_>,
    said: &Narrowing,
) -> Result<(Option<pipeline::Outcome>, bool, Vec<uuid::Uuid>), Problem> {
    let mut stages = said.stages.clone();
    let ended = said.outcome.filter(|outcome| *outcome != pipeline::Outcome::Open);
    if let Some(ended) = ended.filter(|_| !stages.is_empty()) {
        // «报价 赢单»: a deal cannot be both.
        let pipelines = cx.tx.pipelines().await?;
        let all = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        stages.extend(all.filter(|s| s.outcome == ended).map(|s| (s.id, s.outcome)));
    }
    let one = stages.first().map(|(_, outcome)| *outcome);
    let mixed = stages.iter().any(|(_, outcome)| Some(*outcome) != one);
    let stages = stages.into_iter().map(|(id, _)| id).collect();
    Ok((one.or(said.outcome).filter(|_| !mixed), mixed, stages))
}

/// What words say of deals.
pub(crate) const FACETS: &[Facet] = &[
    Facet::Outcome,
    Facet::Closing,
    Facet::Amount,
    Facet::Touched,
    Facet::Stage,
    Facet::Owner,
    Facet::Customer,
    Facet::StageBeginning,
];

/// Says that a word names nothing here, and what would.
async fn unknown(cx: &mut Cx<'_>, word: &str) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let pipelines = cx.tx.pipelines().await?;
    let mut names: Vec<&str> = Vec::new();
    for stage in pipelines.iter().flat_map(|p| &p.stages) {
        if !names.contains(&stage.name(lang)) {
            names.push(stage.name(lang));
        }
    }
    let stages = names.join(" · ");
    let word = parse::shortened(word);
    Ok(Problem::tell(t!(lang, "deal-no-such-word", word = word, stages = stages)))
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

/// What all deals of the list add up to, not only those on this page; nothing of a long one.
async fn sum(
    cx: &mut Cx<'_>,
    filter: &DealFilter,
    scope: Scope,
) -> Result<Option<String>, Problem> {
    let Some(sums) = cx.tx.list_sums(filter, scope, MOST).await? else { return Ok(None) };
    let count: i64 = sums.iter().map(|sum| sum.deals).sum();
    let unknown: i64 = sums.iter().map(|sum| sum.unknown).sum();
    let amounts = amounts(cx, sums.iter().map(|sum| (sum.currency, sum.sum)));
    let lang = cx.lang();
    let text = t!(lang, "deal-sum", count = count, amount = amounts);
    let unknown = (unknown > 0).then(|| t!(lang, "deal-sum-unknown", count = unknown));
    let parts = std::iter::once(text).chain(unknown).chain(beside(cx, &sums));
    Ok(Some(parts.collect::<Vec<_>>().join(" · ")))
}

/// What of a list no report counts, so that both add up: what is only shared or looked after.
fn beside(cx: &Cx<'_>, sums: &[ListSum]) -> Option<String> {
    let left = || sums.iter().filter(|sum| !sum.counted);
    let count: i64 = left().map(|sum| sum.deals).sum();
    let known = left().filter(|sum| sum.sum != 0).map(|sum| (sum.currency, sum.sum));
    let amounts = amounts(cx, known);
    (count > 0).then(|| t!(cx.lang(), "deal-sum-beside", count = count, amount = amounts))
}
