//! `/lead add`: writes a new lead down in one message.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::assign::is_nobody;
use super::show::ShowLead;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::follow::{Next, On};
use crate::commands::talk::undo::Undo;
use crate::commands::twins::entry::{self, Admitted, New};
use crate::commands::twins::{self, Known};
use crate::commands::{Cx, Outcome, Run, assign, edit, own, owners, show};
use crate::domain::access::Right;
use crate::domain::follow_up::Due;
use crate::domain::ids::{Code, Kind};
use crate::domain::lead::{Lead, LeadStatus};
use crate::domain::people::{Lang, Person};
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::t;

/// A new lead. A name or a phone is enough.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddLead {
    /// The person.
    pub name: Option<String>,
    /// As typed.
    pub phone: Option<String>,
    /// As typed.
    pub email: Option<String>,
    /// Where the person works.
    pub company: Option<String>,
    /// A key of the org's list.
    pub source: Option<String>,
    /// Where they are.
    pub region: Option<String>,
    /// A word to sort by.
    pub tag: Option<String>,
    /// When to go on, where that is said by `下次=`.
    pub next: Option<Due>,
    /// A colleague; or nobody, for the rules to say.
    pub owner: Option<String>,
    /// What they want.
    pub need: Option<String>,
    /// The org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
    /// True when somebody agreed that another one is written down; nobody can type it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anyway: bool,
}

impl Ask for AddLead {
    const SPEC: Spec = Spec {
        name: "lead add",
        aliases: &["加线索", "新线索", "add lead", "new lead"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            optional("phone", Take::Phone, By::Shape),
            optional("email", Take::Email, By::Shape),
            optional("name", Take::Name, By::Shape),
            optional("company", Take::Name, By::Key),
            optional("source", Take::Choice(List::Sources), By::Key),
            optional("region", Take::Text, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("next", Take::When, By::Key),
            optional("owner", Take::Name, By::Key),
            rest("need"),
        ],
        example: Both {
            zh: "加线索 张三 13800138000 公司=华星科技 来源=展会 20台空调",
            en: "lead add Ann Lee 13800138000 company=Acme source=exhibition 20 units",
        },
    };
}

#[async_trait]
impl Run for AddLead {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        if self.name.is_none() && self.phone.is_none() && self.company.is_none() {
            return Err(cx.ask("name", t!(cx.lang(), "lead-ask-name"), Vec::new()));
        }
        let anyway = Self { anyway: true, ..self.clone() };
        let mut lead = Lead {
            head: crate::domain::record::Head::new(cx.new_id(), 0, cx.now),
            name: self.name,
            company: self.company,
            phone: self.phone,
            email: self.email,
            source: self.source,
            need: self.need,
            region: self.region,
            tags: edit::tags(self.tag.as_deref()),
            owner: Some(cx.me.person_id()),
            status: LeadStatus::New,
            lost_reason: None,
            lost_note: None,
            customer: None,
            rule: None,
            given_at: None,
            also: Vec::new(),
            merged: None,
            apart: BTreeMap::new(),
        };
        own::put(&mut lead.head, &self.extra);
        let company = lead.company.as_deref();
        let known = twins::known(cx, lead.search_keys(), company, &[]).await?;
        let (phone, email, name) = (lead.phone.as_ref(), lead.email.as_ref(), lead.name.as_ref());
        let new = New { kind: Kind::Lead, phone, email, name, anyway: self.anyway };
        let warning = match entry::admit(cx, new, &known, &anyway).await? {
            Admitted::Yes(warning) => warning,
            Admitted::Not(reply) => return Ok(*reply),
        };
        let given = give(cx, &mut lead, self.owner.as_deref()).await?;
        lead.head.n = cx.tx.next_number(Kind::Lead).await?;
        let next = Next::of_new(cx, &On::lead(&lead), self.next, &mut lead.need)?;
        cx.save(None, &lead).await?;
        let planned = next.plan(cx, &On::lead(&lead)).await?;
        let lang = cx.lang();
        let reply = Reply::say(t!(lang, "lead-saved", lead = show::named(lang, &lead)));
        let reply = super::show::details(cx, reply, &lead);
        let reply = show::further_phones(lang, reply, "need", lead.need.as_deref());
        let reply = told(cx, reply, &lead, given.as_ref()).await?;
        let reply = warning.into_iter().fold(planned.told(cx, reply), Reply::text);
        let (reply, customer) = known_company(lang, reply, &known);
        let mut row =
            vec![Button::new(t!(lang, "button-show"), &ShowLead::named(Ref::code(lead.code())))];
        row.extend(customer.and_then(|code| show::to_show(t!(lang, "button-customer"), code)));
        row.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
        let reply = known.warn(lang, known.with_leads(lang, reply.row(row)));
        Ok(planned.offered(cx, reply, Ref::code(lead.code())))
    }
}

/// To whom a new lead was given.
enum Given {
    /// To a colleague, by the asker.
    To(Person),
    /// By a rule.
    By(i64, Person),
    /// To nobody: whoever takes it has it.
    Pool,
}

/// Gives a new lead to whom it is said to be for; where that is nobody, the rules say.
async fn give(
    cx: &mut Cx<'_>,
    lead: &mut Lead,
    owner: Option<&str>,
) -> Result<Option<Given>, Problem> {
    let Some(word) = owner else { return Ok(None) };
    if !is_nobody(word) || !cx.sees_others() {
        let person = owners::new_owner(cx, Some(word)).await?;
        lead.owner = Some(person.person_id());
        let mine = person.person_id() == cx.me.person_id();
        return Ok((!mine).then_some(Given::To(person)));
    }
    lead.owner = None;
    let given = assign::give(cx, lead).await?;
    Ok(Some(given.map_or(Given::Pool, |(rule, person)| Given::By(rule, person))))
}

/// Says to whom it was given, and tells that colleague.
async fn told(cx: &mut Cx<'_>, reply: Reply, lead: &Lead, given: Option<&Given>) -> Outcome {
    let lang = cx.lang();
    Ok(match given {
        None => reply,
        Some(Given::Pool) => reply.text(t!(lang, "assign-to-pool")),
        Some(Given::To(person)) => {
            let nobody = Lead { owner: None, ..lead.clone() };
            let reply = reply.text(t!(lang, "assign-to", who = &person.name));
            owners::given(cx, reply, &nobody, lead).await?
        }
        Some(Given::By(rule, person)) => {
            assign::tell(cx, lead, *rule, person).await?;
            reply.text(t!(lang, "assign-by-rule", n = *rule, who = &person.name))
        }
    })
}

/// Says that the lead's company is a customer already; its code, too, where the viewer may see it.
fn known_company(lang: Lang, reply: Reply, known: &Known) -> (Reply, Option<Code>) {
    match known.customer() {
        None => (reply, None),
        Some(twin) if !twin.seen => (reply.text(t!(lang, "lead-company-unseen")), None),
        Some(twin) => {
            let customer = show::coded(lang, &twin.hit.label, twin.hit.code);
            let text = t!(lang, "lead-company-seen", customer = customer);
            (reply.text(text), Some(twin.hit.code))
        }
    }
}
