//! `/lead list`: leads, newest first, or those that words lead to, best first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddLead;
use super::show::ShowLead;
use super::take::TakeLead;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::find::export::not_narrowed;
use crate::commands::narrow::{self, Facet, Narrowing};
use crate::commands::owners::{Owners, of_colleague, seen_colleague};
use crate::commands::report::Period;
use crate::commands::{Cx, Outcome, Run, own, report, same, show};
use crate::domain::access::{Right, Scope};
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::people::Lang;
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{LeadFilter, Page, RecordsExt as _, SortBy};
use crate::t;

/// Which leads.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListLeads {
    /// In this status; open ones when not said.
    pub status: Option<LeadStatus>,
    /// From this source.
    pub source: Option<String>,
    /// Of this colleague.
    pub owner: Option<String>,
    /// With this tag.
    pub tag: Option<String>,
    /// Written down within these days.
    pub period: Option<Period>,
    /// Newest first when not said.
    #[serde(skip_serializing_if = "SortBy::is_usual")]
    pub sort: SortBy,
    /// A colleague, a region; or a part of the name, the company or what is wanted.
    pub query: Option<String>,
    /// With these values of the org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// The very leads that a number of a report counts.
    pub behind: Option<LeadFilter>,
    /// The page begins below this number, or after that many matches of the words.
    pub below: Option<i64>,
}

const STATUSES: List = List::Fixed(&[
    ("new", Both { zh: "新", en: "new" }),
    ("contacted", Both { zh: "已联系", en: "contacted" }),
    ("qualified", Both { zh: "合格", en: "qualified" }),
    ("converted", Both { zh: "已转客户", en: "converted" }),
    ("lost", Both { zh: "已丢", en: "lost" }),
    // What else people call them.
    ("new", Both { zh: "没跟进", en: "not contacted" }),
    ("new", Both { zh: "没联系", en: "uncontacted" }),
    ("new", Both { zh: "未联系", en: "untouched" }),
    ("new", Both { zh: "未跟进", en: "not followed" }),
]);

impl Ask for ListLeads {
    const SPEC: Spec = Spec {
        name: "lead list",
        aliases: &["线索", "leads"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("status", Take::Choice(STATUSES), By::Shape),
            optional("source", Take::Choice(List::Sources), By::Shape),
            optional("owner", Take::Text, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("period", Take::Period, By::Key),
            optional("sort", Take::Choice(narrow::BY_TIME), By::Shape),
            rest("query"),
        ],
        example: Both { zh: "线索 展会", en: "lead list exhibition" },
    };
}

#[async_trait]
impl Run for ListLeads {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if let Some(code) = self.code() {
            return ShowLead::named(code).run(cx).await;
        }
        let narrowed = self.narrow(cx).await?;
        let (leads, below) = self.page(cx, &narrowed).await?;
        if leads.is_empty() {
            if !narrowed.said.is_empty() {
                return Ok(Reply::card(t!(lang, "lead-none-such")).text(narrowed.heading(lang)));
            }
            let example = AddLead::SPEC.example.in_lang(lang);
            let none = Reply::card(t!(lang, "lead-none", example = example));
            return with_pool(cx, none).await;
        }
        let next = below.map(|below| Self { below: Some(below), ..self });
        let owners = Owners::of(cx, leads.iter().map(|lead| lead.owner)).await?;
        let lines = leads.iter().map(|lead| line(cx, lead, owners.name(lead.owner)));
        let reply = Reply::card(narrowed.heading(lang)).bullets(lines.collect::<Vec<_>>());
        let buttons = leads.iter().map(|lead| {
            Button::new(lead.code().to_string(), &ShowLead::named(Ref::code(lead.code())))
        });
        let buttons = buttons.collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// Says, to whoever may take one, that there are leads of nobody.
async fn with_pool(cx: &mut Cx<'_>, reply: Reply) -> Outcome {
    let (filter, page) =
        (LeadFilter { pool: true, ..LeadFilter::default() }, Page { below: None, limit: 1 });
    if !cx.may(TakeLead::SPEC.right)
        || cx.tx.leads(&filter, cx.scope().whole(), page).await?.is_empty()
    {
        return Ok(reply);
    }
    let pool = Button::new(t!(cx.lang(), "button-lead-pool"), &TakeLead::default());
    Ok(reply.text(t!(cx.lang(), "lead-none-but-pool")).row(vec![pool]))
}

/// Which leads are meant, and what that is called.
struct Narrowed {
    filter: LeadFilter,
    /// Words that name no colleague.
    words: Option<String>,
    said: Vec<String>,
    scope: Scope,
}

impl Narrowed {
    fn heading(&self, lang: Lang) -> String {
        show::heading(t!(lang, "lead-list"), &self.said)
    }
}

impl ListLeads {
    /// «线索 L-1» means to see that one.
    fn code(&self) -> Option<Ref> {
        let code: Code = self.query.as_ref()?.trim().parse().ok()?;
        (code.kind == Kind::Lead).then(|| Ref::code(code))
    }

    /// The leads that a number of a report counts.
    pub(crate) fn behind(filter: LeadFilter) -> Self {
        Self { behind: Some(filter), ..Self::default() }
    }

    /// Which leads are meant, and what that is called.
    pub(crate) async fn listing(
        &self,
        cx: &mut Cx<'_>,
    ) -> Result<(LeadFilter, Vec<String>), Problem> {
        let narrowed = self.narrow(cx).await?;
        match narrowed.words {
            Some(words) => Err(not_narrowed(cx, &words)),
            None => Ok((narrowed.filter, narrowed.said)),
        }
    }

    async fn narrow(&self, cx: &mut Cx<'_>) -> Result<Narrowed, Problem> {
        let lang = cx.lang();
        if let Some(filter) = self.behind.clone() {
            let said = told(cx, &filter);
            return Ok(Narrowed { filter, words: None, said, scope: cx.scope().books() });
        }
        let status = self.status.map(|status| show::word(lang, "lead-status", status.word()));
        let sources = &cx.org.lists.sources;
        let source = self.source.as_ref().map(|key| show::choice_name(sources, key, lang));
        let mut said: Vec<String> = status.into_iter().chain(source).collect();
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
            && let Some(person) = seen_colleague(cx, word).await?
        {
            said.push(person.name.clone());
            (owner, words) = (Some(person), None);
        }
        said.extend(self.tag.clone());
        said.extend(words.as_ref().map(|words| show::quoted(lang, words)));
        let created = self.period.map(|period| narrow::days(cx, period)).or(narrowing.created);
        said.extend(created.as_ref().map(|(_, read)| read.clone()));
        let extra = own::resolved(cx, Kind::Lead, &self.extra).await?;
        said.extend(own::said(cx, Kind::Lead, &extra));
        said.extend(narrow::order(lang, self.sort));
        let filter = LeadFilter {
            status: self.status,
            source: self.source.clone(),
            owner: owner.map(|person| person.person_id()),
            tag: self.tag.clone(),
            regions: narrowing.regions,
            created: created.map(|(days, _)| days),
            own: own::filter(&extra),
            sort: self.sort,
            ..LeadFilter::default()
        };
        Ok(Narrowed { filter, words, said, scope: cx.scope() })
    }

    /// The leads of this page, and where the next one begins.
    async fn page(
        &self,
        cx: &mut Cx<'_>,
        narrowed: &Narrowed,
    ) -> Result<(Vec<Lead>, Option<i64>), Problem> {
        let filter = &narrowed.filter;
        let Some(words) = &narrowed.words else {
            let page = Page { below: self.below, limit: show::ROWS + 1 };
            let mut leads = cx.tx.leads(filter, narrowed.scope, page).await?;
            let next = show::next_page(&mut leads);
            return Ok((leads, next));
        };
        let mut found = named(cx, words, filter).await?;
        if found.is_empty() {
            let page = Page { below: None, limit: show::LOOKED_THROUGH };
            found = cx.tx.leads(filter, narrowed.scope, page).await?;
            found.retain(|lead| mentions(lead, words));
        }
        Ok(show::page_of(found, self.below))
    }
}

/// What words say of leads.
pub(crate) const FACETS: &[Facet] = &[Facet::Created, Facet::WholeOwner, Facet::Region(Kind::Lead)];

/// What narrows the leads behind a number, as it reads.
fn told(cx: &Cx<'_>, filter: &LeadFilter) -> Vec<String> {
    let lang = cx.lang();
    let source = filter.source.as_ref().map(|key| report::source_name(cx, key));
    let status = filter.status.map(|status| show::word(lang, "lead-status", status.word()));
    let won = filter.won.then(|| t!(lang, "deal-outcome-won"));
    let span = filter.created.map(|days| report::span(lang, days.start, days.end));
    source.into_iter().chain(status).chain(won).chain(span).collect()
}

/// Those whose names match, the best first; whoever names one means it in whatever status.
async fn named(cx: &mut Cx<'_>, words: &str, filter: &LeadFilter) -> Result<Vec<Lead>, Problem> {
    let hits = cx.hits(words, &[Kind::Lead]).await?;
    // A guess is shown only where there is nothing better.
    let sure = hits.iter().any(|hit| !hit.rung.is_guess());
    let fits = |lead: &Lead| {
        filter.status.is_none_or(|status| lead.status == status)
            && (filter.source.is_none() || lead.source == filter.source)
            && (filter.owner.is_none() || lead.owner == filter.owner)
            && own::holds(&lead.head, &filter.own)
            && (filter.regions.is_empty()
                || lead.region.as_ref().is_some_and(|has| filter.regions.contains(has)))
            && filter.created.is_none_or(|days| days.hold(lead.head.created_at))
            && filter.tag.as_ref().is_none_or(|tag| lead.tags.iter().any(|has| same(has, tag)))
    };
    let mut found = Vec::new();
    for hit in hits.iter().filter(|hit| !sure || !hit.rung.is_guess()) {
        found.extend(cx.tx.get::<Lead>(hit.id).await?.filter(fits));
    }
    Ok(found)
}

/// Tells whether words stand in what a lead wants, in its region or its tags.
fn mentions(lead: &Lead, words: &str) -> bool {
    let words = fold::key(words);
    let texts = [&lead.need, &lead.region, &lead.company];
    let texts = texts.into_iter().flatten().chain(&lead.tags).map(String::as_str);
    texts.chain(show::extras(&lead.head)).any(|text| fold::key(text).contains(&words))
}

/// One lead in a list.
fn line(cx: &Cx<'_>, lead: &Lead, owner: Option<String>) -> String {
    let lang = cx.lang();
    let status = show::word(lang, "lead-status", lead.status.word());
    let parts = [Some(lead.label()), lead.company.clone(), lead.need.clone(), Some(status), owner];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", lead.code(), parts.join(" · "))
}
