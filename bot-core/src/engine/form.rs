//! A form that was filled in, and what may be put into one that is being filled in.

use async_trait::async_trait;
use uuid::Uuid;

use crate::chat::channel::Proposer;
use crate::chat::incoming::{Form, Incoming, What};
use crate::chat::parse::{self, Lack, choices};
use crate::chat::reply::Asked;
use crate::chat::spec::{Arg, Take};
use crate::commands::{self, Cx, show};
use crate::domain::fold::{self, Folded};
use crate::domain::ids::{Code, Kind};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{
    Claimed, CustomerFilter, DealFilter, Known, LeadFilter, OrderFilter, Page, SortBy,
};
use crate::t;

use super::plan::{Plan, problem, ready};
use super::press::press;
use super::{Engine, answer::right_missing};

/// The command of a form with its fields, each read as what it has to be.
pub(super) async fn filled(cx: &mut Cx<'_>, form: &Form) -> Result<Plan, Problem> {
    let begun = Asked { command: form.command.clone(), args: serde_json::Map::new() };
    let (asked, pressed) = match &form.button {
        None => (begun, None),
        Some(token) => match press(cx, token).await? {
            Plan::Run(run) => (run.asked, run.press),
            Plan::Lack(asked, _) => (asked, None),
            other => return Ok(other),
        },
    };
    let Some(entry) = commands::entry(&asked.command) else {
        return Ok(Plan::Say(problem(t!(cx.lang(), "button-gone"))));
    };
    let (mut args, mut lack) = (asked.args, None);
    let known: Vec<String> = args.keys().cloned().collect();
    // What a button is about is not the form's to say.
    for arg in entry.spec.args.iter().filter(|arg| !known.iter().any(|name| name == arg.name)) {
        let Some((_, words)) = form.fields.iter().find(|(field, _)| field == arg.name) else {
            continue;
        };
        let folded = Folded::of(words);
        let typed = folded.words(0..folded.text().len());
        match parse::read(arg.take, folded.text(), &typed, &cx.env()) {
            // A field of a form that was left empty says nothing.
            Ok(value) if value.is_null() => {}
            Ok(value) => {
                args.insert(arg.name.to_owned(), value);
            }
            Err(wrong) => lack = lack.or(Some(Lack::Wrong(arg.name, wrong))),
        }
    }
    let asked = Asked { command: entry.spec.name.to_owned(), args };
    let mut plan = match lack {
        Some(lack) => Plan::Lack(asked, lack),
        None => ready(asked, entry.spec),
    };
    if let Plan::Run(run) = &mut plan {
        run.press = pressed;
        run.typed = form.button.is_none();
    }
    Ok(plan)
}

/// So many proposals at most, and of each kind as long as nothing is said.
const PROPOSALS: usize = 25;
const NEWEST: i64 = 8;

#[async_trait]
impl Proposer for Engine {
    async fn propose(&self, draft: &Incoming, field: &str) -> Vec<(String, String)> {
        let proposed = self.proposals(draft, field).await;
        proposed.unwrap_or_else(|problem| {
            tracing::warn!(field, why = super::why_of(problem), "nothing to propose");
            Vec::new()
        })
    }
}

impl Engine {
    async fn proposals(
        &self,
        draft: &Incoming,
        field: &str,
    ) -> Result<Vec<(String, String)>, Problem> {
        let What::Filled(form) = &draft.what else { return Ok(Vec::new()) };
        let words = form.fields.iter().find(|(name, _)| name == field);
        let words = words.map_or("", |(_, words)| words.trim());
        let spec = commands::entry(&form.command).map(|entry| entry.spec);
        let Some((spec, arg)) = spec.and_then(|spec| Some((spec, spec.arg(field)?))) else {
            return Ok(Vec::new());
        };
        let claimed = nothing_claimed(draft);
        let context = self.store.context(&claimed, draft, self.clock.now()).await?;
        let asked = Asked { command: spec.name.to_owned(), args: serde_json::Map::new() };
        let may = |known: &Known| {
            let run = Plan::Lack(asked.clone(), Lack::Missing(arg.name));
            !known.person.frozen && right_missing(known, &run).is_none()
        };
        let Some(known) = context.known.filter(may) else { return Ok(Vec::new()) };
        let mut unit = self.store.look(self.origin(&claimed, Some(&known))).await?;
        let mut talk = known.talk.clone();
        let proposals = {
            let mut cx = self.cx(&mut unit, &claimed, &known, draft, &mut talk, &asked);
            proposals(&mut cx, arg, words).await
        };
        unit.rollback().await;
        proposals
    }
}

async fn proposals(
    cx: &mut Cx<'_>,
    arg: &Arg,
    words: &str,
) -> Result<Vec<(String, String)>, Problem> {
    let lang = cx.lang();
    Ok(match arg.take {
        Take::Choice(list) => {
            let key = fold::key(words);
            let named = choices(list, &cx.org.lists, &cx.org.roles).into_iter();
            let named = named.map(|choice| (choice.name(lang).to_owned(), choice.key));
            named.filter(|(name, _)| fold::key(name).contains(&key)).take(PROPOSALS).collect()
        }
        Take::Ref(kinds) => {
            let found = if words.is_empty() {
                newest(cx, kinds).await?
            } else {
                let hits = cx.hits(words, kinds).await?;
                hits.into_iter().map(|hit| (hit.label, hit.code)).collect()
            };
            let found = found.into_iter().take(PROPOSALS);
            found.map(|(label, code)| (show::coded(lang, &label, code), code.to_string())).collect()
        }
        _ => Vec::new(),
    })
}

/// What the asker wrote down last: the likeliest, as long as nothing is said.
async fn newest(cx: &mut Cx<'_>, kinds: &[Kind]) -> Result<Vec<(String, Code)>, Problem> {
    let (scope, mut all) = (cx.scope(), Vec::new());
    let page = Page { below: None, limit: NEWEST };
    for kind in kinds {
        match kind {
            Kind::Lead => {
                all.extend(named(cx.tx.leads(&LeadFilter::default(), scope, page).await?));
            }
            Kind::Customer => {
                let customers = cx.tx.customers(&CustomerFilter::default(), scope, page).await?;
                all.extend(named(customers));
            }
            Kind::Deal => {
                all.extend(named(cx.tx.deals(&DealFilter::default(), scope, page).await?));
            }
            Kind::Order => {
                all.extend(named(cx.tx.orders(&OrderFilter::default(), scope, page).await?));
            }
            Kind::Product => all.extend(named(cx.tx.products(SortBy::Newest, page).await?)),
            _ => {}
        }
    }
    Ok(all)
}

fn named<R: Record>(records: Vec<R>) -> impl Iterator<Item = (String, Code)> {
    records.into_iter().map(|record| (record.label(), record.code()))
}

/// What is being typed has not come in yet.
fn nothing_claimed(draft: &Incoming) -> Claimed {
    Claimed {
        seq: 0,
        id: Uuid::nil(),
        source: draft.chat.address.source().to_owned(),
        line: draft.chat.address.clone(),
        raw: String::new(),
        epoch: 0,
        attempts: 0,
    }
}
