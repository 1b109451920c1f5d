//! `/lead list`: leads, newest first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddLead;
use super::show::ShowLead;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::owners::{Owners, seen_colleague};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::people::Person;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{LeadFilter, Page};
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
    /// The page begins below this number.
    pub below: Option<i64>,
}

const STATUSES: List = List::Fixed(&[
    ("new", Both { zh: "新", en: "new" }),
    ("contacted", Both { zh: "已联系", en: "contacted" }),
    ("qualified", Both { zh: "合格", en: "qualified" }),
    ("converted", Both { zh: "已转客户", en: "converted" }),
    ("lost", Both { zh: "已丢", en: "lost" }),
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
            rest("owner"),
        ],
        example: Both { zh: "线索 展会", en: "lead list exhibition" },
    };
}

#[async_trait]
impl Run for ListLeads {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        if let Some(code) = self.code() {
            return ShowLead { lead: code }.run(cx).await;
        }
        let owner = match &self.owner {
            Some(word) => Some(owner(cx, word).await?.person_id()),
            None => None,
        };
        let filter = LeadFilter { status: self.status, source: self.source.clone(), owner };
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut leads = cx.tx.leads(&filter, cx.scope(), page).await?;
        if leads.is_empty() {
            if filter != LeadFilter::default() {
                return Ok(Reply::card(t!(lang, "lead-none-such")));
            }
            let example = AddLead::SPEC.example.in_lang(lang);
            return Ok(Reply::card(t!(lang, "lead-none", example = example)));
        }
        let next = show::next_page(&mut leads).map(|below| Self { below: Some(below), ..self });
        let owners = Owners::of(cx, leads.iter().map(|lead| lead.owner)).await?;
        let lines = leads.iter().map(|lead| line(cx, lead, owners.name(lead.owner)));
        let reply = Reply::card(t!(lang, "lead-list")).bullets(lines.collect::<Vec<_>>());
        let buttons = leads.iter().map(|lead| {
            Button::new(lead.code().to_string(), &ShowLead { lead: Ref::code(lead.code()) })
        });
        let buttons = buttons.collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

impl ListLeads {
    /// «线索 L-1» means to see that one.
    fn code(&self) -> Option<Ref> {
        let code: Code = self.owner.as_ref()?.trim().parse().ok()?;
        (code.kind == Kind::Lead).then(|| Ref::code(code))
    }
}

/// The colleague whom a word names.
async fn owner(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    let example = ListLeads::SPEC.example.in_lang(cx.lang());
    let nobody = t!(cx.lang(), "extra-words", words = word, example = example);
    seen_colleague(cx, word).await?.ok_or_else(|| Problem::tell(nobody))
}

/// One lead in a list.
fn line(cx: &Cx<'_>, lead: &Lead, owner: Option<String>) -> String {
    let lang = cx.lang();
    let status = show::word(lang, "lead-status", lead.status.word());
    let parts = [Some(lead.label()), lead.company.clone(), lead.need.clone(), Some(status), owner];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", lead.code(), parts.join(" · "))
}
