//! `/lead show`: one lead as a card.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::names::Rung;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::Twin;
use crate::t;

/// Which lead.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowLead {
    /// By code or name.
    pub lead: Ref,
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
        let title = show::named(lang, &lead);
        Ok(details(cx, Reply::card(title), &lead))
    }
}

/// The fields of a lead that are known.
pub(super) fn details(cx: &Cx<'_>, reply: Reply, lead: &Lead) -> Reply {
    let lang = cx.lang();
    let name = |field| show::field_name(lang, field);
    let source =
        lead.source.as_ref().map(|key| show::choice_name(&cx.org.lists.sources, key, lang));
    reply.fields([
        (name("status"), Some(show::word(lang, "lead-status", lead.status.word()))),
        (name("company"), lead.company.clone()),
        (name("phone"), show::hidden(lead.phone.as_ref())),
        (name("email"), show::hidden(lead.email.as_ref())),
        (name("source"), source),
        (name("need"), lead.need.clone()),
        (name("region"), lead.region.clone()),
        (name("tag"), Some(lead.tags.join(" "))),
    ])
}

/// Says that a phone, an e-mail address or a name is taken: with the record where the viewer may
/// see it, without code and owner where not.
pub(crate) fn twin_problem(lang: Lang, twin: &Twin) -> Problem {
    let what = match twin.hit.rung {
        Rung::Phone => show::field_name(lang, "phone"),
        Rung::Email => show::field_name(lang, "email"),
        _ => show::field_name(lang, "name"),
    };
    if !twin.seen {
        return Problem::tell(t!(lang, "twin-unseen", what = what));
    }
    let (label, code) = (&twin.hit.label, twin.hit.code);
    let text = t!(lang, "twin-seen", what = what, label = label, code = code);
    let reply = Reply::new(ReplyKind::Problem, text);
    let reply = if code.kind == Kind::Lead {
        reply.button(t!(lang, "button-show"), &ShowLead { lead: Ref::code(code) })
    } else {
        reply
    };
    reply.into()
}
