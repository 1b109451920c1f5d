//! Who is known already: by phone, e-mail or company, saying no more than the viewer may know.

use uuid::Uuid;

use crate::chat::reply::{Reply, ReplyKind};
use crate::commands::{Cx, show};
use crate::domain::access::Reach;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::names::{Match, Rung, SearchKey, keys_of_name, score};
use crate::domain::people::Lang;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{Hit, RecordsExt as _, Twin};
use crate::t;

/// Who shares a phone or an e-mail address with these keys, what the viewer may see first.
///
/// `except` are records that are the same one: the one being edited, the lead being converted.
pub(crate) async fn by_reach(
    cx: &mut Cx<'_>,
    keys: Vec<SearchKey>,
    except: &[Uuid],
) -> Result<Vec<Twin>, Problem> {
    let reach = |key: &SearchKey| matches!(key.rung, Rung::Phone | Rung::Email);
    let keys: Vec<_> = keys.into_iter().filter(reach).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut twins = cx.tx.twins(&keys, cx.scope()).await?;
    twins.retain(|twin| !except.contains(&twin.hit.id));
    // A converted lead shares its phone with the contact that it became: the contact counts.
    twins.sort_by_key(|twin| (!twin.seen, twin.hit.code.kind == Kind::Lead));
    Ok(twins)
}

/// Refuses a lead whose phone or e-mail address somebody has already; gives the customer that its
/// company is, if it is one. Both are asked in one trip.
pub(crate) async fn of_lead(cx: &mut Cx<'_>, lead: &Lead) -> Result<Option<Twin>, Problem> {
    let reach = |key: &SearchKey| matches!(key.rung, Rung::Phone | Rung::Email);
    let mut keys: Vec<SearchKey> = lead.search_keys().into_iter().filter(reach).collect();
    let company = lead.company.as_deref().unwrap_or_default();
    keys.extend(keys_of_name(company).into_iter().filter(is_sure));
    if keys.is_empty() {
        return Ok(None);
    }
    let mut twins = cx.tx.twins(&keys, cx.scope()).await?;
    // A converted lead shares its phone with the contact that it became: the contact counts.
    twins.sort_by_key(|twin| (!twin.seen, twin.hit.code.kind == Kind::Lead));
    if let Some(twin) = twins.iter().find(|twin| matches!(twin.hit.rung, Rung::Phone | Rung::Email))
    {
        return Err(problem(cx.lang(), twin));
    }
    twins.retain(|twin| twin.hit.code.kind == Kind::Customer);
    Ok(of_company(cx, company, twins).await?.into_iter().next())
}

/// Customers and leads of the same company: the same name but for legal form, place and
/// punctuation.
pub(crate) async fn by_company(
    cx: &mut Cx<'_>,
    name: &str,
    except: &[Uuid],
) -> Result<Vec<Twin>, Problem> {
    let keys: Vec<_> = keys_of_name(name).into_iter().filter(is_sure).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut twins = cx.tx.twins(&keys, cx.scope()).await?;
    twins.retain(|twin| !except.contains(&twin.hit.id));
    let mut same = of_company(cx, name, twins).await?;
    same.sort_by_key(|twin| (!twin.seen, twin.hit.code.kind == Kind::Lead));
    Ok(same)
}

/// Keys by which a company is the same, not only alike.
fn is_sure(key: &SearchKey) -> bool {
    matches!(key.rung, Rung::Exact | Rung::Normal)
}

/// Those whose company really has that name: a person may be called like one.
async fn of_company(cx: &mut Cx<'_>, name: &str, twins: Vec<Twin>) -> Result<Vec<Twin>, Problem> {
    let mut same = Vec::new();
    for twin in twins {
        let called = companies(cx, &twin.hit).await?;
        let is_same =
            |other: &String| score(name, other).is_some_and(|found| found.rung <= Rung::Normal);
        if called.iter().any(is_same) {
            same.push(twin);
        }
    }
    Ok(same)
}

/// The company names of a customer or a lead; a person's name is nobody's alone.
async fn companies(cx: &mut Cx<'_>, hit: &Hit) -> Result<Vec<String>, Problem> {
    Ok(match hit.code.kind {
        Kind::Customer => {
            let customer = cx.tx.get::<Customer>(hit.id).await?;
            customer.map_or_else(Vec::new, |customer| {
                let mut names = customer.aliases;
                names.push(customer.name);
                names
            })
        }
        Kind::Lead => {
            let lead = cx.tx.get::<Lead>(hit.id).await?;
            lead.and_then(|lead| lead.company).into_iter().collect()
        }
        _ => Vec::new(),
    })
}

/// Tells whether there is a company of a similar name that the viewer may not see. Which one it is
/// nobody learns.
pub(crate) async fn similar_unseen(
    cx: &mut Cx<'_>,
    name: &str,
    except: &[Uuid],
) -> Result<bool, Problem> {
    let scope = cx.scope();
    let kinds = [Kind::Customer, Kind::Lead];
    // One letter is like everything.
    if kinds.iter().all(|kind| scope.reach(*kind) == Reach::All)
        || name.chars().filter(|c| c.is_alphanumeric()).count() < 2
    {
        return Ok(false);
    }
    let seen: Vec<Uuid> = cx.hits(name, &kinds).await?.iter().map(|hit| hit.id).collect();
    let all = cx.hits_in(name, &kinds, scope.whole()).await?;
    for hit in all {
        if seen.contains(&hit.id) || except.contains(&hit.id) {
            continue;
        }
        let alike = |found: Match| found.rung <= Rung::Part || found.rung == Rung::Typo;
        let called = companies(cx, &hit).await?;
        // The shorter name may be the one that is known.
        let mut found = called.iter().flat_map(|other| [score(name, other), score(other, name)]);
        if found.any(|found| found.is_some_and(alike)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Refuses something whose phone or e-mail address somebody has already.
pub(crate) async fn none_by_reach(
    cx: &mut Cx<'_>,
    keys: Vec<SearchKey>,
    except: &[Uuid],
) -> Result<(), Problem> {
    let twins = by_reach(cx, keys, except).await?;
    match twins.first() {
        Some(twin) => Err(problem(cx.lang(), twin)),
        None => Ok(()),
    }
}

/// Refuses a customer whose company is one already.
pub(crate) async fn none_by_company(
    cx: &mut Cx<'_>,
    name: &str,
    except: &[Uuid],
) -> Result<(), Problem> {
    let mut twins = by_company(cx, name, except).await?;
    twins.retain(|twin| twin.hit.code.kind == Kind::Customer);
    match twins.first() {
        Some(twin) => Err(problem(cx.lang(), twin)),
        None => Ok(()),
    }
}

/// Says that a phone, an e-mail address or a company is taken: with the record where the viewer
/// may see it, without code and owner where not.
pub(crate) fn problem(lang: Lang, twin: &Twin) -> Problem {
    let what = match twin.hit.rung {
        Rung::Phone => show::field_name(lang, "phone"),
        Rung::Email => show::field_name(lang, "email"),
        _ => show::field_name(lang, "company"),
    };
    if !twin.seen {
        return Problem::tell(t!(lang, "twin-unseen", what = what));
    }
    let (label, code) = (&twin.hit.label, twin.hit.code);
    let text = if matches!(twin.hit.rung, Rung::Phone | Rung::Email) {
        t!(lang, "twin-seen", what = what, label = label, code = code)
    } else {
        t!(lang, "company-twin-seen", label = label, code = code)
    };
    let reply = Reply::new(ReplyKind::Problem, text);
    let open = show::to_show(t!(lang, "button-show"), code);
    reply.row(open.into_iter().collect()).into()
}
