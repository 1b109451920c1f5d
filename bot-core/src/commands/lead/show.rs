//! `/lead show`: one lead as a card.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::step;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::find::history::History;
use crate::commands::follow::add::Follow;
use crate::commands::{Cx, Outcome, Run, own, recent, show};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::Lead;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// Which lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowLead {
    /// By code or name.
    pub lead: Ref,
    /// Only activities, those below this number.
    #[serde(default)]
    pub below: Option<i64>,
}

/// How many activities and how many open follow-ups the card shows.
const FEW: usize = 3;

impl ShowLead {
    /// Shows the lead that is named.
    pub fn named(lead: Ref) -> Self {
        Self { lead, below: None }
    }
}

impl Ask for ShowLead {
    const SPEC: Spec = Spec {
        name: "lead show",
        aliases: &["看线索", "show lead"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[required("lead", Take::Ref(&[Kind::Lead]), By::Shape)],
        example: Both { zh: "看线索 L-1", en: "lead show L-1" },
    };
}

#[async_trait]
impl Run for ShowLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lead: Lead = cx.find("lead", &self.lead).await?;
        let lang = cx.lang();
        let on = (Kind::Lead, lead.id());
        if self.below.is_some() {
            let title = Reply::card(show::named(lang, &lead)).about(lead.code());
            let page = (self.below, show::ROWS);
            let (reply, below) = recent::activities(cx, title, on, page).await?;
            let next = below.map(|below| Self { below: Some(below), ..self });
            return Ok(show::paged(cx, reply, Vec::new(), next.as_ref()));
        }
        if lead.phone.is_some() || lead.email.is_some() || !lead.also.is_empty() {
            cx.shows_contacts(Kind::Lead, lead.id(), lead.owner);
        }
        let reply = details(cx, Reply::card(show::named(lang, &lead)).about(lead.code()), &lead);
        let (reply, customer) = afterwards(cx, reply, &lead).await?;
        let few = i64::try_from(FEW).unwrap_or(3);
        let (reply, below) = recent::activities(cx, reply, on, (None, few)).await?;
        let (reply, _) = recent::follow_ups(cx, reply, on, (0, FEW)).await?;
        let reply = if cx.may(Right::Sell) { step::next(cx, reply, &lead) } else { reply };
        let history = History::of(Ref::code(lead.code()));
        let mut row = Vec::new();
        if cx.may(Right::Sell) && lead.status.is_open() {
            row.extend(show::about(t!(lang, "button-log-call"), "log call", lead.code()));
            let follow = Follow::on(Ref::code(lead.code()));
            row.push(Button::new(t!(lang, "button-follow"), &follow));
        }
        row.push(Button::new(t!(lang, "button-history"), &history));
        row.extend(customer.and_then(|code| show::to_show(t!(lang, "button-customer"), code)));
        let next = below.map(|below| Self { below: Some(below), ..self });
        Ok(show::paged(cx, reply.row(row), Vec::new(), next.as_ref()))
    }
}

/// Whose the lead is, why it was lost, and which customer it became.
async fn afterwards(
    cx: &mut Cx<'_>,
    reply: Reply,
    lead: &Lead,
) -> Result<(Reply, Option<Code>), Problem> {
    let lang = cx.lang();
    let name = |field| show::field_name(lang, field);
    let reason = lead.lost_reason.as_ref();
    let reason = reason.map(|key| show::choice_name(&cx.org.lists.reasons, key, lang));
    let mine = lead.owner == Some(cx.me.person_id());
    let owner = if mine { String::new() } else { cx.person_name(lead.owner).await? };
    let ids: Vec<_> = lead.customer.into_iter().collect();
    let labels = cx.tx.labels(Kind::Customer, &ids).await?;
    let customer = labels.first();
    let called = customer.map(|(_, code, label)| show::coded(lang, label, *code));
    let reply = reply.fields([
        (name("reason"), reason),
        (name("note"), lead.lost_note.clone()),
        (name("customer"), called),
        (name("owner"), Some(owner)),
    ]);
    Ok((reply, customer.map(|(_, code, _)| *code)))
}

/// The fields of a lead that are known.
pub(super) fn details(cx: &Cx<'_>, reply: Reply, lead: &Lead) -> Reply {
    let lang = cx.lang();
    let name = |field| show::field_name(lang, field);
    let source =
        lead.source.as_ref().map(|key| show::choice_name(&cx.org.lists.sources, key, lang));
    let known = [
        (name("status"), Some(show::word(lang, "lead-status", lead.status.word()))),
        (name("company"), lead.company.clone()),
        (name("phone"), show::hidden(lead.phone.as_ref())),
        (name("email"), show::hidden(lead.email.as_ref())),
        (name("also"), show::all_hidden(&lead.also)),
        (name("source"), source),
        (name("need"), lead.need.clone()),
        (name("region"), lead.region.clone()),
        (name("tag"), Some(show::tags(&lead.tags))),
    ];
    reply.fields(known.into_iter().chain(own::fields(cx, Kind::Lead, &lead.head)))
}
