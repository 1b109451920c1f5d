//! `/check`: tells whether a phone, an e-mail address or a company is known already.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddLead;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::commands::customer::add::AddCustomer;
use crate::commands::{Cx, Outcome, Run, show, twins};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::names::{Rung, SearchKey, email_key, phone_key, tax_id_key};
use crate::domain::people::Lang;
use crate::store::{Hit, Twin};
use crate::t;
use crate::text::secret;

/// What to look for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Check {
    /// As typed.
    pub phone: Option<String>,
    /// As typed.
    pub email: Option<String>,
    /// A unified social credit code, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
    /// A company's name; an answer to the question may also be a phone or an e-mail address.
    pub company: Option<String>,
}

/// How many records that are seen are named.
const NAMED: usize = 5;
/// How many similar names are shown.
const SIMILAR: usize = 3;

impl Ask for Check {
    const SPEC: Spec = Spec {
        name: "check",
        aliases: &["查重", "duplicate", "check duplicate"],
        right: Right::Look,
        effect: Effect::Reads,
        args: &[
            optional("phone", Take::Phone, By::Shape),
            optional("email", Take::Email, By::Shape),
            rest("company"),
        ],
        example: Both { zh: "查重 +86 138-0013-8000", en: "check +86 138-0013-8000" },
    };
}

#[async_trait]
impl Run for Check {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let asked = self.sorted();
        let Some(what) = asked.what() else {
            return Err(cx.ask("company", t!(cx.lang(), "check-ask"), Vec::new()));
        };
        let known = twins::known(cx, asked.keys(), asked.company.as_deref(), &[]).await?;
        let found: Vec<&Twin> = known.reach.iter().chain(&known.same).collect();
        if found.is_empty() {
            asked.free(cx, &what, known.is_unseen()).await
        } else {
            Ok(exists(cx, &what, &found))
        }
    }
}

impl Check {
    /// What words ask for: a phone, an e-mail address, a tax number or a company.
    pub(crate) fn of(words: &str) -> Self {
        Self { company: Some(words.to_owned()), ..Self::default() }.sorted()
    }

    /// The same with an answer that is no company's name in its own field.
    fn sorted(mut self) -> Self {
        if let Some(given) = self.company.take() {
            if self.phone.is_none() && phone_key(&given).is_some() {
                self.phone = Some(given);
            } else if self.email.is_none() && email_key(&given).is_some() {
                self.email = Some(given);
            } else if tax_id_key(&given).is_some() {
                self.tax = Some(given);
            } else {
                self.company = Some(given);
            }
        }
        self
    }

    /// What is asked about, as it was typed; none when nothing is.
    fn what(&self) -> Option<String> {
        let hidden = [&self.phone, &self.email, &self.tax].into_iter().flatten();
        let mut parts: Vec<String> = hidden.map(secret::hide).collect();
        parts.extend(self.company.clone());
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// By what it is found.
    pub(crate) fn keys(&self) -> Vec<SearchKey> {
        let phone = self.phone.as_deref().and_then(phone_key);
        let email = self.email.as_deref().and_then(email_key);
        let phone = phone.map(|key| (key, Rung::Phone));
        let email = email.map(|key| (key, Rung::Email));
        let tax = self.tax.as_deref().and_then(tax_id_key);
        let tax = tax.map(|key| (key, Rung::TaxId));
        let keys = phone.into_iter().chain(email).chain(tax);
        keys.map(|(key, rung)| SearchKey { key, rung }).collect()
    }

    /// Says that it is free, with similar names of the viewer's own, that there are others, and the way to write it down.
    async fn free(self, cx: &mut Cx<'_>, what: &str, unseen: bool) -> Outcome {
        let lang = cx.lang();
        let kinds = [Kind::Customer, Kind::Lead, Kind::Contact];
        let mut hits = match &self.company {
            Some(company) => cx.hits(company, &kinds).await?,
            None => Vec::new(),
        };
        // People of the very name stand in no company's way, and are told first.
        let called = hits.iter().filter(|hit| hit.rung <= Rung::Normal).count();
        hits.truncate(if called > 0 { NAMED.min(called) } else { SIMILAR });
        let reply = Reply::say(if called > 0 {
            t!(lang, "check-exists", what = what)
        } else if !hits.is_empty() {
            t!(lang, "check-similar", what = what)
        } else if unseen {
            t!(lang, "check-similar-unseen", what = what)
        } else {
            t!(lang, "check-free", what = what)
        });
        let mut reply = listed(lang, reply, &hits);
        if unseen && !hits.is_empty() {
            reply = reply.text(t!(lang, "similar-unseen"));
        }
        if !cx.may(Right::Sell) {
            return Ok(reply);
        }
        let lead = AddLead {
            phone: self.phone.clone(),
            email: self.email.clone(),
            company: self.company.clone(),
            ..AddLead::default()
        };
        let mut row = Vec::new();
        if self.phone.is_some() || self.company.is_some() {
            row.push(Button::new(t!(lang, "button-add-lead"), &lead));
        }
        row.extend(self.company.map(|name| {
            let customer = AddCustomer {
                name: Some(name),
                phone: self.phone,
                email: self.email,
                ..AddCustomer::default()
            };
            Button::new(t!(lang, "button-add-customer"), &customer)
        }));
        Ok(reply.row(row))
    }
}

/// Says that it exists: by code what the viewer may see, and of the rest only that it is there.
fn exists(cx: &Cx<'_>, what: &str, found: &[&Twin]) -> Reply {
    let lang = cx.lang();
    let seen: Vec<&Twin> = found.iter().copied().filter(|twin| twin.seen).collect();
    if seen.is_empty() {
        return Reply::say(t!(lang, "check-exists-unseen", what = what));
    }
    let hits: Vec<Hit> = seen.iter().take(NAMED).map(|twin| twin.hit.clone()).collect();
    let mut reply = Reply::say(t!(lang, "check-exists", what = what));
    if seen.len() < found.len() {
        reply = reply.text(t!(lang, "check-others"));
    }
    listed(lang, reply, &hits)
}

/// Names records, each with a button that opens it.
fn listed(lang: Lang, reply: Reply, hits: &[Hit]) -> Reply {
    let line = |hit: &Hit| {
        let kind = show::kind_name(lang, hit.code.kind);
        format!("{} {} · {kind}", hit.code, hit.label)
    };
    if hits.is_empty() {
        return reply;
    }
    let buttons = hits.iter().filter_map(|hit| show::to_show(hit.code.to_string(), hit.code));
    let reply = reply.bullets(hits.iter().map(line).collect::<Vec<_>>());
    reply.row(buttons.collect())
}
