//! From the words of a list to the deals that are meant.

use super::list::ListDeals;
use super::stages;
use crate::chat::parse::{self, Ref};
use crate::chat::spec::Take;
use crate::chat::understand::when::period_whole;
use crate::commands::{Cx, own};
use crate::domain::customer::Customer;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::Money;
use crate::domain::names::Rung;
use crate::domain::pipeline::{self, Stage};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{DealFilter, Hit};
use crate::t;

/// How many words may stand for one thing.
const LONGEST: usize = 4;
/// How many choices one question offers.
const CHOICES: usize = 5;

/// What people say before a time in which deals close.
const CLOSING: &[&str] = &["expected to close", "closing", "closed", "closes", "due", "in", "预计"];
/// What people say before the least that a deal is to be worth.
const OVER: &[&str] =
    &["more than", "at least", "over", "above", ">=", ">", "超过", "大于", "高于"];
/// What people say before the most.
const UNDER: &[&str] =
    &["less than", "at most", "under", "below", "<=", "<", "低于", "小于", "不到"];

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

/// The filter of a list, and what it is called.
pub(super) async fn narrow(
    cx: &mut Cx<'_>,
    asked: &ListDeals,
) -> Result<(DealFilter, Vec<String>), Problem> {
    let mut narrowing = Narrowing::default();
    if let Some(stage) = &asked.stage
        && !narrowing.by_stage(cx, stage, true, ("stage", stage)).await?
    {
        return Err(unknown(cx, stage).await?);
    }
    if let Some(owner) = &asked.owner
        && !narrowing.by_owner(cx, owner).await?
    {
        return Err(unknown(cx, owner).await?);
    }
    if let Some(named) = &asked.customer {
        let customer: Customer = cx.find("customer", named).await?;
        narrowing.filter.customer = Some(customer.id());
        narrowing.said.push(customer.label());
    }
    narrowing.filter.own = own::filter(&asked.extra);
    narrowing.said.extend(own::said(cx, Kind::Deal, &asked.extra));
    let query = asked.query.clone().unwrap_or_default();
    let mut words: Vec<&str> = query.split_whitespace().collect();
    while let Some(first) = words.first().copied() {
        let taken = narrowing.take(cx, &words, &query).await?;
        if taken == 0 {
            return Err(unknown(cx, first).await?);
        }
        words.drain(..taken);
    }
    Ok((narrowing.filter, narrowing.said))
}

#[derive(Default)]
struct Narrowing {
    filter: DealFilter,
    said: Vec<String>,
}

impl Narrowing {
    /// Takes the longest name at the front of the words; tells how many words it was.
    async fn take(
        &mut self,
        cx: &mut Cx<'_>,
        words: &[&str],
        query: &str,
    ) -> Result<usize, Problem> {
        for len in (1..=words.len().min(LONGEST)).rev() {
            let text = words[..len].join(" ");
            let known = self.by_outcome(cx, &text)
                || self.by_period(cx, &text)
                || self.by_amount(cx, &text)
                || self.by_stage(cx, &text, false, ("query", query)).await?
                || self.by_owner(cx, &text).await?
                || self.by_customer(cx, &text, query).await?
                || self.by_stage(cx, &text, true, ("query", query)).await?;
            if known {
                return Ok(len);
            }
        }
        Ok(0)
    }

    fn by_outcome(&mut self, cx: &Cx<'_>, word: &str) -> bool {
        let Some(outcome) = stages::outcome(word) else {
            return false;
        };
        self.filter.outcome = Some(outcome);
        let lang = cx.lang();
        self.said.push(match outcome {
            pipeline::Outcome::Open => t!(lang, "deal-open"),
            pipeline::Outcome::Won => t!(lang, "deal-outcome-won"),
            pipeline::Outcome::Lost => t!(lang, "deal-outcome-lost"),
        });
        true
    }

    /// By when it closed, or is expected to: 本月, `closing this month`.
    fn by_period(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let named = cut(words, CLOSING).unwrap_or(words);
        let named = named.trim_end_matches("成交").trim_end_matches("预计").trim();
        let Some(period) = period_whole(named, &cx.env().org_here()) else {
            return false;
        };
        self.filter.closes = Some((period.start, period.end));
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
            self.filter.at_least = Some(money);
            t!(lang, "deal-at-least", amount = amount)
        } else {
            self.filter.at_most = Some(money);
            t!(lang, "deal-at-most", amount = amount)
        });
        true
    }

    /// By a stage's name, or by a beginning of it.
    async fn by_stage(
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
                self.filter.outcome = Some(stage.outcome);
                self.filter.stage = Some(stage.id);
                self.said.push(stage.name(cx.lang()).to_owned());
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

    async fn by_owner(&mut self, cx: &mut Cx<'_>, word: &str) -> Result<bool, Problem> {
        let Some(person) = cx.colleague(word).await? else {
            return Ok(false);
        };
        // Who sees only the own has no use for other names.
        if !cx.sees_others() && person.person_id() != cx.me.person_id() {
            return Ok(false);
        }
        self.filter.owner = Some(person.person_id());
        self.said.push(person.name);
        Ok(true)
    }

    async fn by_customer(
        &mut self,
        cx: &mut Cx<'_>,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        if text.parse::<Code>().is_ok_and(|code| code.kind == Kind::Customer) {
            let named = Ref(text.to_owned());
            let customer: Customer = cx.find("customer", &named).await?;
            self.filter.customer = Some(customer.id());
            self.said.push(customer.label());
            return Ok(true);
        }
        let hits = cx.hits(text, &[Kind::Customer]).await?;
        let best = hits.first().map(|hit| hit.rung);
        let hits: Vec<&Hit> =
            hits.iter().filter(|hit| Some(hit.rung) == best && hit.rung != Rung::Typo).collect();
        match hits[..] {
            [] => Ok(false),
            [hit] => {
                self.filter.customer = Some(hit.id);
                self.said.push(hit.label.clone());
                Ok(true)
            }
            _ => {
                let choice = |hit: &&Hit| {
                    let chosen = query.replacen(text, &hit.code.to_string(), 1);
                    (hit.label.clone(), chosen.into())
                };
                let choices = hits.iter().take(CHOICES).map(choice).collect();
                let words = t!(cx.lang(), "which-one", what = text);
                Err(cx.ask("query", words, choices))
            }
        }
    }
}

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
