//! From the words behind the name of a list to what narrows it: one way for all lists.

use uuid::Uuid;

use super::deal::stages;
use super::owners::{is_called, seen_colleague};
use super::{Cx, show};
use crate::chat::parse::{self, Ref};
use crate::chat::spec::{Both, List, Take};
use crate::chat::understand::when::period_whole;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::Money;
use crate::domain::names::Rung;
use crate::domain::people::{Lang, Person};
use crate::domain::pipeline::{self, Stage};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{CustomerFilter, Hit, LeadFilter, Page, RecordsExt as _, SortBy};
use crate::t;

/// How many words may stand for one thing.
const LONGEST: usize = 4;
/// How many choices one question offers.
const CHOICES: usize = 5;

/// What people say before a time in which deals close.
const CLOSING: &[&str] = &["expected to close", "closing", "closed", "closes", "due", "in", "预计"];
/// What people say before the least that something is to be worth.
const OVER: &[&str] =
    &["more than", "at least", "over", "above", ">=", ">", "超过", "大于", "高于"];
/// What people say before the most.
const UNDER: &[&str] =
    &["less than", "at most", "under", "below", "<=", "<", "低于", "小于", "不到"];

/// What stands between two things of which either is meant.
const OR: &[&str] = &["or", "and", "或", "或者", "和", "/", "、"];
/// The same within one word.
const JOINTS: &[&str] = &["或者", "或", "和", "、", "/", "+", ","];
/// What stands beside the words for an order: 金额 从小到大, `sort by amount`.
const ORDER: &[&str] = &["金额", "价格", "排序", "按", "by", "amount", "sort", "sorted"];

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

/// In which order a list can be.
pub(crate) const BY_TIME: List = List::Fixed(&[
    ("newest", both("最新", "newest")),
    ("oldest", both("最早", "oldest")),
    ("newest", both("从新到旧", "newest first")),
    ("oldest", both("从旧到新", "oldest first")),
    ("newest", both("最近", "latest")),
    ("oldest", both("最旧", "earliest")),
    ("newest", both("最新的在前", "newest on top")),
    ("oldest", both("最早的在前", "earliest first")),
]);

/// In which order a list can be whose rows are worth something.
pub(crate) const BY_WORTH: List = List::Fixed(&[
    ("newest", both("最新", "newest")),
    ("oldest", both("最早", "oldest")),
    ("amount", both("按金额", "by amount")),
    ("newest", both("从新到旧", "newest first")),
    ("oldest", both("从旧到新", "oldest first")),
    ("newest", both("最近", "latest")),
    ("amount", both("金额从高到低", "largest first")),
    ("amount", both("按价格", "by price")),
    ("oldest", both("最旧", "earliest")),
    ("newest", both("最新的在前", "newest on top")),
    ("oldest", both("最早的在前", "earliest first")),
    ("amount", both("从大到小", "biggest first")),
    ("amount", both("金额从大到小", "highest first")),
    ("amount", both("按金额从大到小", "most expensive first")),
    ("amount", both("从高到低", "biggest")),
    ("amount", both("价格从高到低", "largest")),
    ("amount", both("金额最大", "highest")),
    ("least", both("从小到大", "smallest first")),
    ("least", both("金额从小到大", "lowest first")),
    ("least", both("按金额从小到大", "cheapest first")),
    ("least", both("从低到高", "smallest")),
    ("least", both("金额从低到高", "lowest")),
    ("least", both("价格从低到高", "cheapest")),
    ("least", both("金额最小", "least")),
]);

/// What an order other than the usual one is called.
pub(crate) fn order(lang: Lang, sort: SortBy) -> Option<String> {
    match sort {
        SortBy::Newest => None,
        SortBy::Oldest => Some(t!(lang, "sort-oldest")),
        SortBy::Amount => Some(t!(lang, "sort-amount")),
        SortBy::Least => Some(t!(lang, "sort-least")),
    }
}

/// What words can say of the rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    /// How deals ended.
    Outcome,
    /// When deals close.
    Closing,
    /// What they are worth.
    Amount,
    /// The stage, by its whole name.
    Stage,
    /// The stage, by the beginning of its name.
    StageBeginning,
    /// Whose they are.
    Owner,
    /// Whose they are, by the whole name of a colleague.
    WholeOwner,
    /// The customer, by its name or that of somebody there.
    Customer,
    /// Where they are: leads or customers.
    Region(Kind),
    /// In which business customers are.
    Industry,
}

/// What narrows a list.
#[derive(Default)]
pub(crate) struct Narrowing {
    /// How deals ended.
    pub outcome: Option<pipeline::Outcome>,
    /// Their stages, each with how deals end there: one of them.
    pub stages: Vec<(Uuid, pipeline::Outcome)>,
    /// When they close.
    pub closes: Option<super::report::Period>,
    /// The least that they are worth.
    pub at_least: Option<Money>,
    /// The most.
    pub at_most: Option<Money>,
    /// Whose they are.
    pub owner: Option<Person>,
    /// Of which customer.
    pub customer: Option<Uuid>,
    /// What that customer is called.
    of: Option<String>,
    /// Where they are.
    pub region: Option<String>,
    /// In which business.
    pub industry: Option<String>,
    /// All that, as it reads.
    pub said: Vec<String>,
    /// Words that say none of it.
    pub left: Vec<String>,
}

/// What follows one of these words.
fn cut<'a>(words: &'a str, before: &[&str]) -> Option<&'a str> {
    let begins =
        |word: &&str| words.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word));
    before.iter().find(|word| begins(word)).map(|word| words[word.len()..].trim_start())
}

/// The amount that words make a limit: after one of these, or before `mark`.
fn limit<'a>(words: &'a str, before: &[&str], mark: &str) -> Option<&'a str> {
    cut(words, before).or_else(|| words.strip_suffix(mark))
}

impl Narrowing {
    /// Takes everything out of the words that says what these facets are, the longest names first.
    pub(crate) async fn take_all(
        &mut self,
        cx: &mut Cx<'_>,
        query: &str,
        facets: &[Facet],
    ) -> Result<(), Problem> {
        let mut words: Vec<&str> = query.split_whitespace().collect();
        while let Some(first) = words.first().copied() {
            let taken = self.take(cx, &words, query, facets).await?;
            let small = first.to_lowercase();
            let joins = OR.contains(&small.as_str()) && !self.said.is_empty();
            let joins = joins || ORDER.contains(&small.as_str());
            if taken == 0 && !joins && !self.either(cx, first, facets).await? {
                self.left.push(first.to_owned());
            }
            words.drain(..taken.max(1));
        }
        Ok(())
    }

    /// Takes stages that one word joins: 报价或合同, 报价/合同.
    async fn either(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
        facets: &[Facet],
    ) -> Result<bool, Problem> {
        if !facets.contains(&Facet::StageBeginning) {
            return Ok(false);
        }
        for joint in JOINTS {
            let parts: Vec<&str> = word.split(joint).collect();
            if parts.len() < 2 || parts.iter().any(|part| part.is_empty()) {
                continue;
            }
            let mut each = Self::default();
            let mut all = true;
            for part in &parts {
                all = all && each.by_stage(cx, part, true, ("query", part)).await?;
            }
            if all {
                for part in parts {
                    self.by_stage(cx, part, true, ("query", part)).await?;
                }
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes the longest name at the front of the words; tells how many words it was.
    async fn take(
        &mut self,
        cx: &mut Cx<'_>,
        words: &[&str],
        query: &str,
        facets: &[Facet],
    ) -> Result<usize, Problem> {
        for len in (1..=words.len().min(LONGEST)).rev() {
            let text = words[..len].join(" ");
            for facet in facets {
                if self.by(cx, *facet, &text, query).await? {
                    return Ok(len);
                }
            }
        }
        Ok(0)
    }

    async fn by(
        &mut self,
        cx: &mut Cx<'_>,
        facet: Facet,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        match facet {
            Facet::Outcome => Ok(self.by_outcome(cx, text)),
            Facet::Closing => Ok(self.by_closing(cx, text)),
            Facet::Amount => Ok(self.by_amount(cx, text)),
            Facet::Stage => self.by_stage(cx, text, false, ("query", query)).await,
            Facet::StageBeginning => self.by_stage(cx, text, true, ("query", query)).await,
            Facet::Owner => self.by_owner(cx, text, false).await,
            Facet::WholeOwner => self.by_owner(cx, text, true).await,
            Facet::Customer => self.by_customer(cx, text, query).await,
            Facet::Region(kind) => self.by_region(cx, kind, text).await,
            Facet::Industry => self.by_industry(cx, text).await,
        }
    }

    fn by_outcome(&mut self, cx: &Cx<'_>, word: &str) -> bool {
        let Some(outcome) = stages::outcome(word) else {
            return false;
        };
        self.outcome = Some(outcome);
        let lang = cx.lang();
        self.said.push(match outcome {
            pipeline::Outcome::Open => t!(lang, "deal-open"),
            pipeline::Outcome::Won => t!(lang, "deal-outcome-won"),
            pipeline::Outcome::Lost => t!(lang, "deal-outcome-lost"),
        });
        true
    }

    /// By when it closed, or is expected to: 本月, `closing this month`.
    fn by_closing(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let named = cut(words, CLOSING).unwrap_or(words);
        let named = named.trim_end_matches("成交").trim_end_matches("预计").trim();
        let Some(period) = period_whole(named, &cx.env().org_here()) else {
            return false;
        };
        self.closes = Some((period.start, period.end));
        let last = period.end.pred_opt().unwrap_or(period.end);
        let (from, to) = (cx.day(period.start), cx.day(last));
        self.said.push(t!(cx.lang(), "deal-closing", from = from, to = to));
        true
    }

    /// By its amount: 10万以上, `over 100k`.
    fn by_amount(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let (over, under) = (limit(words, OVER, "以上"), limit(words, UNDER, "以下"));
        let Some(named) = over.or(under) else {
            return false;
        };
        let read = parse::read(Take::Money, named, named, &cx.env()).ok();
        let Some(money) = read.and_then(|value| serde_json::from_value::<Money>(value).ok()) else {
            return false;
        };
        let (lang, amount) = (cx.lang(), cx.amount(money.minor, money.currency));
        self.said.push(if over.is_some() {
            self.at_least = Some(money);
            t!(lang, "deal-at-least", amount = amount)
        } else {
            self.at_most = Some(money);
            t!(lang, "deal-at-most", amount = amount)
        });
        true
    }

    /// By a stage's name, or by a beginning of it.
    pub(crate) async fn by_stage(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
        beginning: bool,
        (field, whole): (&str, &str),
    ) -> Result<bool, Problem> {
        let pipelines = cx.tx.pipelines().await?;
        let all: Vec<Stage> = pipelines.iter().flat_map(|p| p.stages.clone()).collect();
        let by_id = |stage: &&Stage| stage.id.to_string() == word;
        let mut found: Vec<&Stage> = all.iter().filter(by_id).collect();
        if found.is_empty() {
            found = stages::exactly(&all, word);
        }
        if found.is_empty() && beginning {
            found = stages::beginning(&all, word);
        }
        match found[..] {
            [] => Ok(false),
            [stage] => {
                let name = stage.name(cx.lang());
                // Two stages are either of them, and read so.
                match self.said.last_mut().filter(|_| !self.stages.is_empty()) {
                    Some(said) => *said = format!("{said} / {name}"),
                    None => self.said.push(name.to_owned()),
                }
                self.stages.push((stage.id, stage.outcome));
                Ok(true)
            }
            _ => {
                let lang = cx.lang();
                let choice = |stage: &&Stage| {
                    let chosen = whole.replacen(word, &stage.id.to_string(), 1);
                    let of = pipelines.iter().find(|p| p.stage(stage.id).is_some());
                    let of = of.map(|pipeline| pipeline.name.clone()).unwrap_or_default();
                    (format!("{of} · {}", stage.name(lang)), chosen.into())
                };
                let choices = found.iter().take(CHOICES).map(choice).collect();
                Err(cx.ask(field, t!(lang, "which-one", what = word), choices))
            }
        }
    }

    /// By a colleague. Who sees only the own has no use for other names.
    pub(crate) async fn by_owner(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
        whole: bool,
    ) -> Result<bool, Problem> {
        let person = seen_colleague(cx, word).await?;
        let Some(person) = person.filter(|person| !whole || is_called(person, word)) else {
            return Ok(false);
        };
        self.said.push(person.name.clone());
        self.owner = Some(person);
        Ok(true)
    }

    /// By a customer: by code, by name, or by the name of somebody there.
    async fn by_customer(
        &mut self,
        cx: &mut Cx<'_>,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        if text.parse::<Code>().is_ok_and(|code| code.kind == Kind::Customer) {
            let named = Ref(text.to_owned());
            let customer: Customer = cx.find("customer", &named).await?;
            self.only_customer(cx, customer.id(), customer.label())?;
            return Ok(true);
        }
        let mut found = customers(cx, text).await?;
        match &mut found[..] {
            [] => Ok(false),
            [(id, _, name)] => {
                self.only_customer(cx, *id, std::mem::take(name))?;
                Ok(true)
            }
            _ => {
                let choice = |(_, code, name): (Uuid, Code, String)| {
                    (name, query.replacen(text, &code.to_string(), 1).into())
                };
                let choices = found.into_iter().take(CHOICES).map(choice).collect();
                let words = t!(cx.lang(), "which-one", what = text);
                Err(cx.ask("query", words, choices))
            }
        }
    }

    /// Narrows to a customer; there is no list of two.
    fn only_customer(&mut self, cx: &Cx<'_>, id: Uuid, name: String) -> Result<(), Problem> {
        match &self.of {
            Some(first) if self.customer != Some(id) => {
                let text = t!(cx.lang(), "narrow-two-customers", one = first, other = name);
                return Err(Problem::tell(text));
            }
            Some(_) => {}
            None => {
                self.said.push(name.clone());
                self.of = Some(name);
            }
        }
        self.customer = Some(id);
        Ok(())
    }

    /// By a region, where any of these has it.
    async fn by_region(
        &mut self,
        cx: &mut Cx<'_>,
        kind: Kind,
        word: &str,
    ) -> Result<bool, Problem> {
        let scope = cx.scope();
        for one in written(word) {
            let region = Some(one);
            let none = if kind == Kind::Lead {
                let region = region.clone();
                let filter = LeadFilter { region, ended_or_not: true, ..LeadFilter::default() };
                cx.tx.leads(&filter, scope, ONE).await?.is_empty()
            } else {
                let filter = CustomerFilter { region: region.clone(), ..CustomerFilter::default() };
                cx.tx.customers(&filter, scope, ONE).await?.is_empty()
            };
            if !none {
                self.region = region;
                self.said.push(show::quoted(cx.lang(), word));
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// By an industry, where any customer has it.
    async fn by_industry(&mut self, cx: &mut Cx<'_>, word: &str) -> Result<bool, Problem> {
        for one in written(word) {
            let filter = CustomerFilter { industry: Some(one), ..CustomerFilter::default() };
            if !cx.tx.customers(&filter, cx.scope(), ONE).await?.is_empty() {
                self.industry = filter.industry;
                self.said.push(show::quoted(cx.lang(), word));
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The ways in which people write a word: as it is said, in capitals, like a name, in small letters.
fn written(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let named = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    let all =
        [word.to_owned(), word.to_uppercase()].into_iter().chain(named).chain([small.clone()]);
    let mut written: Vec<String> = Vec::new();
    for one in all {
        if !written.contains(&one) {
            written.push(one);
        }
    }
    written
}

const ONE: Page = Page { below: None, limit: 1 };

/// The customers that words name best: those of that name, else those at which somebody is called
/// that. A guess is none.
async fn customers(cx: &mut Cx<'_>, text: &str) -> Result<Vec<(Uuid, Code, String)>, Problem> {
    let best = |hits: Vec<Hit>| -> Vec<Hit> {
        let rung = hits.first().map(|hit| hit.rung);
        hits.into_iter().filter(|hit| Some(hit.rung) == rung && hit.rung != Rung::Typo).collect()
    };
    let hits = best(cx.hits(text, &[Kind::Customer]).await?);
    if !hits.is_empty() {
        return Ok(hits.into_iter().map(|hit| (hit.id, hit.code, hit.label)).collect());
    }
    let mut found: Vec<(Uuid, Code, String)> = Vec::new();
    for hit in best(cx.hits(text, &[Kind::Contact]).await?).into_iter().take(CHOICES) {
        let Some(contact) = cx.tx.get::<Contact>(hit.id).await? else { continue };
        let Some(customer) = cx.tx.get::<Customer>(contact.customer).await? else { continue };
        let known = found.iter().any(|(id, ..)| *id == customer.id());
        if !known && cx.sees(customer.code()).await? {
            found.push((customer.id(), customer.code(), customer.label()));
        }
    }
    Ok(found)
}
