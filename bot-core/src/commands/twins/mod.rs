//! Who is known already: by phone, e-mail or company, saying no more than the viewer may know.

pub mod allow;
pub mod apart;
pub mod ask;
pub mod decline;
pub mod dups;
pub(crate) mod entry;
pub mod merge;
pub mod rule;

use uuid::Uuid;

use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::commands::{Cx, same, show};
use crate::domain::ids::Kind;
use crate::domain::names::{Asked, Rung, SearchKey, keys_of_name};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::Twin;
use crate::t;

/// How many records of a similar name are named, of each kind.
const NAMED: usize = 2;

/// Who is known already; what the viewer may see comes first, then customers before leads.
#[derive(Default)]
pub(crate) struct Known {
    /// Who has the same phone or e-mail address.
    pub reach: Vec<Twin>,
    /// Customers and leads of the same company: the same name but for legal form, place and
    /// punctuation.
    pub same: Vec<Twin>,
    /// Those that may be the same company: a slip, the same sound, a longer form of the name.
    pub alike: Vec<Twin>,
}

/// Asks, in one question, who has one of these phones and e-mail addresses, or this company.
///
/// `except` are records that are the same one: the one being edited, the lead being converted.
pub(crate) async fn known(
    cx: &mut Cx<'_>,
    keys: Vec<SearchKey>,
    company: Option<&str>,
    except: &[Uuid],
) -> Result<Known, Problem> {
    let mut known = Known::default();
    let company = company.unwrap_or_default();
    let mut keys: Vec<_> = keys.into_iter().filter(|key| is_reach(key.rung)).collect();
    // Keys by which a company is the same, and those by which it is only alike.
    let is_sure = |key: &SearchKey| matches!(key.rung, Rung::Exact | Rung::Normal);
    keys.extend(keys_of_name(company).into_iter().filter(is_sure));
    let asked = Asked::of(company);
    keys.extend(asked.keys());
    if keys.is_empty() {
        return Ok(known);
    }
    let mut twins = cx.tx.twins(&keys, &asked.beginnings(), cx.scope()).await?;
    twins.retain(|twin| !except.contains(&twin.hit.id) && !cx.again.all.contains(&twin.hit.id));
    // A converted lead shares its phone with the contact that it became: the contact counts.
    twins.sort_by_key(|twin| (!twin.seen, twin.hit.code.kind == Kind::Lead));
    for mut twin in twins {
        if is_reach(twin.hit.rung) {
            known.reach.push(twin);
            continue;
        }
        let rung = |name: String| asked.rung(&name).map(|rung| (rung, name));
        let called = std::mem::take(&mut twin.companies).into_iter().filter_map(rung);
        if let Some((rung, name)) = called.min() {
            twin.companies.push(name);
            let list = if rung <= Rung::Normal { &mut known.same } else { &mut known.alike };
            list.push(twin);
        }
    }
    known.alike.sort_by_key(|twin| std::cmp::Reverse(twin.hit.code.n));
    Ok(known)
}

fn is_reach(rung: Rung) -> bool {
    matches!(rung, Rung::Phone | Rung::Email | Rung::TaxId)
}

impl Known {
    /// The customer that the company is already.
    pub(crate) fn customer(&self) -> Option<&Twin> {
        self.same.iter().find(|twin| twin.hit.code.kind == Kind::Customer)
    }

    /// Names other leads of the very company that the viewer may see.
    pub(crate) fn with_leads(&self, lang: Lang, reply: Reply) -> Reply {
        let is_lead = |twin: &&Twin| twin.seen && twin.hit.code.kind == Kind::Lead;
        let leads: Vec<&Twin> = self.same.iter().filter(is_lead).take(NAMED).collect();
        if leads.is_empty() {
            return reply;
        }
        let names = leads.iter().map(|lead| show::coded(lang, &lead.hit.label, lead.hit.code));
        let names = names.collect::<Vec<_>>().join(" · ");
        let buttons = leads.iter().filter_map(|lead| to_open(lang, lead));
        reply.text(t!(lang, "lead-same-company", names = names)).row(buttons.collect())
    }

    /// Refuses something whose phone or e-mail address somebody has already.
    pub(crate) fn none_by_reach(&self, lang: Lang) -> Result<(), Problem> {
        self.reach.first().map_or(Ok(()), |twin| Err(problem(lang, twin)))
    }

    /// Refuses a customer whose company is one already.
    pub(crate) fn none_by_company(&self, lang: Lang) -> Result<(), Problem> {
        self.customer().map_or(Ok(()), |twin| Err(problem(lang, twin)))
    }

    /// Tells whether the company, or one of a similar name, is known to somebody outside of what
    /// the viewer may see. Which one it is nobody learns.
    pub(crate) fn is_unseen(&self) -> bool {
        self.same.iter().chain(&self.alike).any(|twin| !twin.seen)
    }

    /// Tells whether a customer that is seen and alike is called as this one's company is.
    fn is_alike_customer(&self, lead: &Twin) -> bool {
        self.alike.iter().any(|twin| {
            let called = twin.companies.first().zip(lead.companies.first());
            twin.seen
                && twin.hit.code.kind == Kind::Customer
                && called.is_some_and(|(one, other)| same(one, other))
        })
    }

    /// Names companies of a similar name that the viewer may see, and says whether there are
    /// others: after something was saved all the same. Where the company itself is a customer,
    /// there is no need to guess.
    pub(crate) fn warn(&self, lang: Lang, mut reply: Reply) -> Reply {
        if self.customer().is_some() {
            return reply;
        }
        let mut row: Vec<Button> = Vec::new();
        for kind in [Kind::Customer, Kind::Lead] {
            // A lead that became one of the customers is not said twice.
            let is_told = |twin: &Twin| kind == Kind::Lead && self.is_alike_customer(twin);
            let near = |twin: &&Twin| twin.seen && twin.hit.code.kind == kind && !is_told(twin);
            let near: Vec<_> = self.alike.iter().filter(near).take(NAMED).collect();
            let name = |twin: &&Twin| {
                let company = twin.companies.first().unwrap_or(&twin.hit.label);
                show::coded(lang, company, twin.hit.code)
            };
            let names = near.iter().map(name).collect::<Vec<_>>().join(" · ");
            if names.is_empty() {
                continue;
            }
            reply = reply.text(if kind == Kind::Customer {
                t!(lang, "similar-customers", names = names)
            } else {
                t!(lang, "similar-leads", names = names)
            });
            row.extend(near.iter().filter_map(|twin| to_open(lang, twin)));
        }
        if self.is_unseen() {
            reply = reply.text(t!(lang, "similar-unseen"));
        }
        reply.row(row)
    }
}

/// A button that opens one of several records.
fn to_open(lang: Lang, twin: &Twin) -> Option<Button> {
    let code = twin.hit.code;
    show::to_show(format!("{} {code}", t!(lang, "button-show")), code)
}

/// Refuses something whose phone or e-mail address somebody has already.
pub(crate) async fn none_by_reach(
    cx: &mut Cx<'_>,
    keys: Vec<SearchKey>,
    except: &[Uuid],
) -> Result<(), Problem> {
    known(cx, keys, None, except).await?.none_by_reach(cx.lang())
}

/// Says that a phone, an e-mail address or a company is taken: with the record where the viewer
/// may see it, without code and owner where not.
pub(crate) fn problem(lang: Lang, twin: &Twin) -> Problem {
    let what = match twin.hit.rung {
        Rung::Phone => show::field_name(lang, "phone"),
        Rung::Email => show::field_name(lang, "email"),
        Rung::TaxId => show::field_name(lang, "tax-id"),
        _ => show::field_name(lang, "company"),
    };
    if !twin.seen {
        return Problem::tell(t!(lang, "twin-unseen", what = what));
    }
    let (label, code) = (&twin.hit.label, twin.hit.code);
    let text = if is_reach(twin.hit.rung) {
        t!(lang, "twin-seen", what = what, label = label, code = code)
    } else {
        t!(lang, "company-twin-seen", label = label, code = code)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    let open = show::to_show(t!(lang, "button-show"), code);
    reply.row(open.into_iter().collect()).into()
}
