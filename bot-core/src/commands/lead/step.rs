//! A lead's way from new to converted: what its commands share.

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::follow::On;
use crate::commands::follow::show::offer_next;
use crate::commands::log::{self, Report};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, show};
use crate::domain::activity::Way;
use crate::domain::ids::Kind;
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::FollowUpFilter;
use crate::t;

use super::contacted::Contacted;
use super::convert::Convert;
use super::lose::LoseLead;
use super::qualify::Qualify;
use super::reopen::ReopenLead;

/// The lead with its next status, or why it cannot have it and what is possible.
pub(super) async fn moved(cx: &mut Cx<'_>, lead: &Lead, to: LeadStatus) -> Result<Lead, Problem> {
    let mut after = lead.clone();
    match after.go(to) {
        Ok(()) => Ok(after),
        Err(_) => Err(refused(cx, lead, to).await?),
    }
}

async fn refused(cx: &mut Cx<'_>, lead: &Lead, to: LeadStatus) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let what = show::named(lang, lead);
    if let (LeadStatus::Converted, Some(id)) = (lead.status, lead.customer) {
        let labels = cx.tx.labels(Kind::Customer, &[id]).await?;
        if let Some((_, code, label)) = labels.first() {
            let customer = show::coded(lang, label, *code);
            let text = t!(lang, "lead-is-customer", lead = what, customer = customer);
            let open = show::to_show(t!(lang, "button-show"), *code);
            let reply = Reply::new(ReplyKind::Problem, text);
            return Ok(reply.row(open.into_iter().collect()).into());
        }
    }
    let word = |status: LeadStatus| show::word(lang, "lead-status", status.word());
    let possible: Vec<String> = lead.status.possible().iter().map(|s| word(*s)).collect();
    let possible = possible.join(" · ");
    let status = word(lead.status);
    let text = if lead.status == to {
        t!(lang, "lead-already", lead = what, status = status, possible = possible)
    } else {
        t!(lang, "lead-illegal", lead = what, status = status, to = word(to), possible = possible)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    Ok(next(cx, reply, lead).into())
}

/// Takes a lead one step on and keeps the words that went with it as a note.
pub(super) async fn take(
    cx: &mut Cx<'_>,
    named: &Ref,
    to: LeadStatus,
    note: Option<String>,
) -> Outcome {
    let lead: Lead = cx.find("lead", named).await?;
    let after = moved(cx, &lead, to).await?;
    cx.save(Some(&lead), &after).await?;
    let lang = cx.lang();
    let status = show::word(lang, "lead-status", to.word());
    let text = t!(lang, "lead-moved", lead = show::named(lang, &after), status = status);
    let mut reply = Reply::say(text);
    let mut asks = false;
    if let Some(note) = note {
        reply = reply.fields([(show::field_name(lang, "note"), Some(note.clone()))]);
        let on = On::lead(&after);
        let report = Report::of(Way::Note, note);
        let written = log::write(cx, &on, report).await?;
        asks = written.planned.asks();
        reply = written.planned.told(cx, reply);
    }
    let reply = next(cx, reply, &after);
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    let reply = reply.row(vec![undo]);
    let on_lead = FollowUpFilter::On(Kind::Lead, after.id());
    if !asks && cx.tx.follow_ups(&on_lead, 1).await?.is_empty() {
        return Ok(offer_next(lang, reply, Ref::code(after.code())));
    }
    Ok(reply)
}

/// Adds a button for each step that the lead can take from where it is.
pub(super) fn next(cx: &Cx<'_>, reply: Reply, lead: &Lead) -> Reply {
    let lang = cx.lang();
    let named = Ref::code(lead.code());
    let button = |status: &LeadStatus| match status {
        LeadStatus::New => None,
        LeadStatus::Contacted => Some(Button::new(
            t!(lang, "button-lead-contacted"),
            &Contacted { lead: named.clone(), note: None },
        )),
        LeadStatus::Qualified => Some(Button::new(
            t!(lang, "button-lead-qualify"),
            &Qualify { lead: named.clone(), note: None },
        )),
        LeadStatus::Converted => {
            Some(Button::new(t!(lang, "button-lead-convert"), &Convert::of(named.clone())))
        }
        LeadStatus::Lost => Some(Button::new(
            t!(lang, "button-lead-lose"),
            &LoseLead { lead: named.clone(), reason: None, note: None },
        )),
        LeadStatus::Recycled => {
            Some(Button::new(t!(lang, "button-lead-reopen"), &ReopenLead { lead: named.clone() }))
        }
    };
    let row = lead.status.possible().iter().filter_map(button).collect();
    reply.row(row)
}
