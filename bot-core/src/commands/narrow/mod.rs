//! From the words behind the name of a list to what narrows it: one way for all lists.

mod named;
mod order;
mod place;
mod said;
mod span;
mod touch;
mod worth;

use uuid::Uuid;

use super::report::Period;
use super::{Cx, show};
use crate::chat::parse::Ref;
use crate::domain::ids::Kind;
use crate::domain::money::Money;
use crate::domain::people::{Lang, Person};
use crate::domain::pipeline;
use crate::domain::product::Product;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{Days, Touched};
use said::spanned;

pub(crate) use order::{BY_TIME, BY_WORTH, DEALS, order};

/// How many words may stand for one name.
const LONGEST: usize = 4;
/// How many may say a time or an amount: `expected to close between 1 June and 15 June`.
const LONGEST_SAID: usize = 9;
/// The longest word that is looked at for two things in it, in characters.
const LONGEST_BOTH: usize = 16;
/// How many choices one question offers.
const CHOICES: usize = 5;

/// What stands between two things of which either is meant.
const OR: &[&str] = &["or", "and", "或", "或者", "和", "/", "、"];
/// The same within one word.
const JOINTS: &[&str] = &["或者", "或", "和", "、", "/", "+", ","];
/// What stands beside the words for an order: 金额 从小到大, `sort by amount`.
const ORDER: &[&str] = &["金额", "价格", "排序", "按", "by", "amount", "sort", "sorted"];
/// What leads up to something that narrows a list, or follows it, and says nothing by itself.
const FILLERS: &[&str] = &[
    "in",
    "at",
    "from",
    "of",
    "with",
    "for",
    "on",
    "the",
    "that",
    "which",
    "who",
    "we",
    "i",
    "are",
    "is",
    "were",
    "was",
    "have",
    "has",
    "been",
    "and",
    "all",
    "stage",
    "status",
    "customer",
    "owner",
    "region",
    "area",
    "industry",
    "在",
    "是",
    "的",
    "所有",
    "全部",
    "阶段",
    "状态",
    "地区",
    "负责人",
    "客户",
    "行业",
];
/// What may end a word for something that narrows a list.
const ENDINGS: &[&str] = &["阶段的", "阶段", "负责的", "地区的", "的", "'s", "’s"];

/// What words can say of the rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    /// How deals ended.
    Outcome,
    /// When deals close; or were opened, where that is said.
    Closing,
    /// When something was written down.
    Created,
    /// Whether something has happened lately.
    Touched,
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

impl Facet {
    /// Tells whether words alone decide, without a look at the records.
    fn is_said(self) -> bool {
        matches!(self, Self::Outcome | Self::Closing | Self::Created | Self::Touched | Self::Amount)
    }
}

/// What narrows a list.
#[derive(Default)]
pub(crate) struct Narrowing {
    /// How deals ended.
    pub outcome: Option<pipeline::Outcome>,
    /// Their stages, each with how deals end there: one of them.
    pub stages: Vec<(Uuid, pipeline::Outcome)>,
    /// When they close.
    pub closes: Option<Period>,
    /// When they were written down, and how that reads.
    pub created: Option<(Days, String)>,
    /// Whether something has happened lately.
    pub touched: Option<Touched>,
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
    /// Where they are: in one of these.
    pub regions: Vec<String>,
    /// In which business.
    pub industry: Option<String>,
    /// All that, as it reads.
    pub said: Vec<String>,
    /// Words that say none of it.
    pub left: Vec<String>,
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
        // What leads up to a word that says nothing here is a part of a name: The Body Shop.
        let mut led: Vec<&str> = Vec::new();
        while let Some(first) = words.first().copied() {
            let mut taken = self.take(cx, &words, query, facets).await?;
            if taken == 0 && self.either(cx, first, facets).await? {
                taken = 1;
            }
            if taken == 0
                && let Some((one, other)) = self.both(cx, first, query, facets).await?
            {
                words.splice(..1, [one, other]);
                continue;
            }
            let small = first.to_lowercase();
            let joins = OR.contains(&small.as_str()) && !self.said.is_empty();
            if taken > 0 {
                led.clear();
            } else if FILLERS.contains(&small.as_str()) {
                led.push(first);
            } else if !joins && !ORDER.contains(&small.as_str()) {
                self.left.extend(led.drain(..).chain([first]).map(str::to_owned));
            }
            words.drain(..taken.max(1));
        }
        Ok(())
    }

    /// Parts a word that says two things: 华星本月, 报价5万以上.
    async fn both<'w>(
        &mut self,
        cx: &mut Cx<'_>,
        word: &'w str,
        query: &str,
        facets: &[Facet],
    ) -> Result<Option<(&'w str, &'w str)>, Problem> {
        if word.is_ascii() || word.chars().count() > LONGEST_BOTH {
            return Ok(None);
        }
        let places: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
        for at in places {
            let (one, other) = word.split_at(at);
            let mut scratch = Self::default();
            let said = [one, other].map(|part| {
                facets
                    .iter()
                    .any(|facet| facet.is_said() && scratch.by_said(cx, *facet, part, query))
            });
            let all = match said {
                [false, false] => false,
                [true, true] => true,
                [true, false] => scratch.take(cx, &[other], query, facets).await? > 0,
                [false, true] => scratch.take(cx, &[one], query, facets).await? > 0,
            };
            if all {
                return Ok(Some((one, other)));
            }
        }
        Ok(None)
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

    /// Takes the longest thing at the front of the words; tells how many words it was.
    async fn take(
        &mut self,
        cx: &mut Cx<'_>,
        words: &[&str],
        query: &str,
        facets: &[Facet],
    ) -> Result<usize, Problem> {
        let mut scratch = Self::default();
        let said = (1..=words.len().min(LONGEST_SAID)).rev().find_map(|len| {
            let text = words[..len].join(" ");
            let facets = facets.iter().copied().filter(|facet| facet.is_said());
            let mut facets = facets.filter(|facet| scratch.by_said(cx, *facet, &text, query));
            facets.next().map(|facet| (len, facet, text))
        });
        let least = said.as_ref().map_or(1, |(len, ..)| len + 1);
        for len in (least..=words.len().min(LONGEST)).rev() {
            let text = words[..len].join(" ");
            for facet in facets.iter().filter(|facet| !facet.is_said()) {
                if self.by(cx, *facet, &text, query).await? {
                    return Ok(len);
                }
            }
        }
        let Some((len, facet, text)) = said else { return Ok(0) };
        self.by_said(cx, facet, &text, query);
        Ok(len)
    }

    /// Narrows by what has a name: as it is said, else without what such words end with.
    async fn by(
        &mut self,
        cx: &mut Cx<'_>,
        facet: Facet,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        if self.by_name(cx, facet, text, query).await? {
            return Ok(true);
        }
        let bare = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending));
        match bare.filter(|bare| !bare.is_empty()) {
            Some(bare) => self.by_name(cx, facet, bare, query).await,
            None => Ok(false),
        }
    }

    async fn by_name(
        &mut self,
        cx: &mut Cx<'_>,
        facet: Facet,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        match facet {
            Facet::Stage => self.by_stage(cx, text, false, ("query", query)).await,
            Facet::StageBeginning => self.by_stage(cx, text, true, ("query", query)).await,
            Facet::Owner => self.by_owner(cx, text, false).await,
            Facet::WholeOwner => self.by_owner(cx, text, true).await,
            Facet::Customer => self.by_customer(cx, text, query).await,
            Facet::Region(kind) => self.by_region(cx, kind, text).await,
            Facet::Industry => self.by_industry(cx, text).await,
            _ => Ok(false),
        }
    }
}

/// What words can say of the rows of a list, by the command's name.
pub(crate) fn facets(command: &str) -> Option<&'static [Facet]> {
    match command {
        "lead list" => Some(super::lead::list::FACETS),
        "customer list" => Some(super::customer::list::FACETS),
        "deal list" => Some(super::deal::list::FACETS),
        "order list" => Some(super::order::list::FACETS),
        _ => None,
    }
}

/// A period that was named, with how it reads.
pub(crate) fn days(cx: &Cx<'_>, period: Period) -> (Days, String) {
    (Days::of(period.0, period.1, cx.org.zone), spanned(cx, period))
}

/// The product that is named, if one is.
pub(crate) async fn product(
    cx: &mut Cx<'_>,
    named: Option<&Ref>,
) -> Result<Option<(Uuid, String)>, Problem> {
    let Some(named) = named else { return Ok(None) };
    let product: Product = cx.find("product", named).await?;
    Ok(Some((product.id(), product.label())))
}

/// Fields that were named and what was said for them, as they read: `竞争对手=华星`.
pub(crate) fn named(lang: Lang, fields: &[(&str, Option<&str>)]) -> Vec<String> {
    let each = fields.iter().filter_map(|(field, value)| {
        Some(format!("{}={}", show::field_name(lang, field), show::short((*value)?, show::ECHOED)))
    });
    each.collect()
}
