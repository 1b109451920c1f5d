//! `/lead list`: leads, newest first.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddLead;
use super::show::ShowLead;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::record::Record;
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
        ],
        example: Both { zh: "线索 展会", en: "lead list exhibition" },
    };
}

#[async_trait]
impl Run for ListLeads {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let filter = LeadFilter { status: self.status, source: self.source.clone(), owner: None };
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut leads = cx.tx.leads(&filter, cx.scope(), page).await?;
        if leads.is_empty() {
            let example = AddLead::SPEC.example.in_lang(lang);
            return Ok(Reply::card(t!(lang, "lead-none", example = example)));
        }
        let next = show::next_page(&mut leads).map(|below| Self { below: Some(below), ..self });
        let lines = leads.iter().map(|lead| line(cx, lead));
        let reply = Reply::card(t!(lang, "lead-list")).bullets(lines.collect::<Vec<_>>());
        let buttons = leads.iter().map(|lead| {
            Button::new(lead.code().to_string(), &ShowLead { lead: Ref::code(lead.code()) })
        });
        let buttons = buttons.collect();
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// One lead in a list.
fn line(cx: &Cx<'_>, lead: &Lead) -> String {
    let lang = cx.lang();
    let status = show::word(lang, "lead-status", lead.status.word());
    let parts = [Some(lead.label()), lead.company.clone(), lead.need.clone(), Some(status)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", lead.code(), parts.join(" · "))
}
