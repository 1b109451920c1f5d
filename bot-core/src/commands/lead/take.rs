//! `/lead take`: the leads that belong to nobody, and making one of them one's own.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::giveback::GiveBack;
use super::show::ShowLead;
use super::step;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::Lead;
use crate::domain::record::{Record as _, of_fields};
use crate::problem::Problem;
use crate::store::{LeadFilter, Page};
use crate::t;

/// How long ago somebody else may have been faster for it to be said who.
const JUST_NOW_MILLIS: i64 = 10 * 60 * 1000;

/// Which lead; those that may be taken when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeLead {
    /// By code.
    pub lead: Option<Ref>,
    /// The page begins below this number.
    pub below: Option<i64>,
}

impl Ask for TakeLead {
    const SPEC: Spec = Spec {
        name: "lead take",
        aliases: &["领线索", "领取线索", "线索池", "take lead", "lead pool"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[optional("lead", Take::Ref(&[Kind::Lead]), By::Shape)],
        example: Both { zh: "领线索 L-1", en: "lead take L-1" },
    };
}

#[async_trait]
impl Run for TakeLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let Some(named) = &self.lead else {
            return self.pool(cx).await;
        };
        let lead = free(cx, named).await?;
        let mut after = lead.clone();
        after.owner = Some(cx.me.person_id());
        cx.save(Some(&lead), &after).await?;
        let lang = cx.lang();
        let reply = Reply::say(t!(lang, "lead-taken", lead = show::named(lang, &after)));
        let reply = reply.about(after.code()).fields([
            (show::field_name(lang, "company"), after.company.clone()),
            (show::field_name(lang, "phone"), show::hidden(after.phone.as_ref())),
            (show::field_name(lang, "email"), show::hidden(after.email.as_ref())),
            (show::field_name(lang, "need"), after.need.clone()),
        ]);
        let row = vec![
            Button::new(t!(lang, "button-show"), &ShowLead::named(Ref::code(after.code()))),
            GiveBack::button(t!(lang, "button-lead-return"), after.code()),
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
        ];
        Ok(step::next(cx, reply, &after).row(row))
    }
}

impl TakeLead {
    /// The leads that may be taken: what they want and where they are, and nothing by which one
    /// could reach them before they are one's own.
    async fn pool(&self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let filter = LeadFilter { pool: true, ..LeadFilter::default() };
        let page = Page { below: self.below, limit: show::ROWS + 1 };
        let mut leads = cx.tx.leads(&filter, cx.scope().whole(), page).await?;
        if leads.is_empty() {
            return Ok(Reply::card(t!(lang, "lead-pool-empty")));
        }
        let next = show::next_page(&mut leads).map(|below| Self { below: Some(below), lead: None });
        let source = |lead: &Lead| {
            let key = lead.source.as_ref()?;
            Some(show::choice_name(&cx.org.lists.sources, key, lang))
        };
        let line = |lead: &Lead| {
            let (name, company) = (lead.name.clone(), lead.company.clone());
            let parts = [name, company, lead.need.clone(), lead.region.clone(), source(lead)];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("{} {}", lead.code(), parts.join(" · "))
        };
        let lines: Vec<String> = leads.iter().map(line).collect();
        let button = |lead: &Lead| {
            let label = t!(lang, "button-lead-take", lead = lead.code().to_string());
            Button::new(label, &Self { lead: Some(Ref::code(lead.code())), below: None })
        };
        let buttons = leads.iter().map(button).collect();
        let reply = Reply::card(t!(lang, "lead-pool")).bullets(lines);
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// The lead that belongs to nobody. Of what is somebody's only those hear who may see it, and who
/// was a moment too late.
async fn free(cx: &mut Cx<'_>, named: &Ref) -> Result<Lead, Problem> {
    let code = named.0.parse::<Code>().ok().filter(|code| code.kind == Kind::Lead);
    let fields = match code {
        Some(code) => cx.tx.by_code(code, cx.scope().whole()).await?,
        None => None,
    };
    let lang = cx.lang();
    if let Some(fields) = fields {
        let lead: Lead = of_fields(fields)?;
        if lead.owner.is_none() && lead.status.is_open() {
            return Ok(lead);
        }
        let last = cx.tx.events_of(Kind::Lead, lead.id(), None, 1).await?;
        let just_now = last.first().filter(|event| {
            event.op == TakeLead::SPEC.name && cx.now.0 - event.at.0 < JUST_NOW_MILLIS
        });
        let faster = just_now.and_then(|event| event.actor);
        if let Some(person) = faster.filter(|person| *person != cx.me.person_id()) {
            let who = cx.person_name(Some(person)).await?;
            let code = lead.code().to_string();
            return Err(Problem::tell(t!(lang, "lead-take-late", lead = code, who = who)));
        }
    }
    let lead: Lead = cx.find("lead", named).await?;
    let owner = cx.person_name(lead.owner).await?;
    let what = show::named(lang, &lead);
    Err(Problem::tell(t!(lang, "lead-take-owned", lead = what, owner = owner)))
}
