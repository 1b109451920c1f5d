//! What lists are narrowed by that has a name of its own: stages, colleagues, customers.

use uuid::Uuid;

use super::{CHOICES, Narrowing};
use crate::chat::parse::Ref;
use crate::commands::Cx;
use crate::commands::deal::stages;
use crate::commands::owners::{is_called, seen_colleague};
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::Rung;
use crate::domain::pipeline::Stage;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::{Hit, RecordsExt as _};
use crate::t;

impl Narrowing {
    /// By a stage's name, or by a beginning of it.
    pub(crate) async fn by_stage(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
        beginning: bool,
        (field, whole): (&str, &str),
    ) -> Result<bool, Problem> {
        let pipelines = cx.tx.pipelines().await?;
        let all: Vec<Stage> = pipelines.iter().flat_map(|p| p.stages.clone()).collect();
        let by_id = |stage: &&Stage| stage.id.to_string() == word;
        let mut found: Vec<&Stage> = all.iter().filter(by_id).collect();
        if found.is_empty() {
            found = stages::exactly(&all, word);
        }
        if found.is_empty() && beginning {
            found = stages::beginning(&all, word);
        }
        match found[..] {
            [] => Ok(false),
            [stage] => {
                let name = stage.name(cx.lang());
                // Two stages are either of them, and read so.
                match self.said.last_mut().filter(|_| !self.stages.is_empty()) {
                    Some(said) => *said = format!("{said} / {name}"),
                    None => self.said.push(name.to_owned()),
                }
                self.stages.push((stage.id, stage.outcome));
                Ok(true)
            }
            _ => {
                let lang = cx.lang();
                let choice = |stage: &&Stage| {
                    let chosen = whole.replacen(word, &stage.id.to_string(), 1);
                    let of = pipelines.iter().find(|p| p.stage(stage.id).is_some());
                    let of = of.map(|pipeline| pipeline.name.clone()).unwrap_or_default();
                    (format!("{of} · {}", stage.name(lang)), chosen.into())
                };
                let choices = found.iter().take(CHOICES).map(choice).collect();
                Err(cx.ask(field, t!(lang, "which-one", what = word), choices))
            }
        }
    }

    /// By a colleague. Who sees only the own has no use for other names.
    pub(crate) async fn by_owner(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
        whole: bool,
    ) -> Result<bool, Problem> {
        let person = seen_colleague(cx, word).await?;
        let Some(person) = person.filter(|person| !whole || is_called(person, word)) else {
            return Ok(false);
        };
        self.said.push(person.name.clone());
        self.owner = Some(person);
        Ok(true)
    }

    /// By a customer: by code, by name, or by the name of somebody there.
    pub(super) async fn by_customer(
        &mut self,
        cx: &mut Cx<'_>,
        text: &str,
        query: &str,
    ) -> Result<bool, Problem> {
        if text.parse::<Code>().is_ok_and(|code| code.kind == Kind::Customer) {
            let named = Ref(text.to_owned());
            let customer: Customer = cx.find("customer", &named).await?;
            self.only_customer(cx, customer.id(), customer.label())?;
            return Ok(true);
        }
        let mut found = customers(cx, text).await?;
        match &mut found[..] {
            [] => Ok(false),
            [(id, _, name)] => {
                self.only_customer(cx, *id, std::mem::take(name))?;
                Ok(true)
            }
            _ => {
                let choice = |(_, code, name): (Uuid, Code, String)| {
                    (name, query.replacen(text, &code.to_string(), 1).into())
                };
                let choices = found.into_iter().take(CHOICES).map(choice).collect();
                let words = t!(cx.lang(), "which-one", what = text);
                Err(cx.ask("query", words, choices))
            }
        }
    }

    /// Narrows to a customer; there is no list of two.
    fn only_customer(&mut self, cx: &Cx<'_>, id: Uuid, name: String) -> Result<(), Problem> {
        match &self.of {
            Some(first) if self.customer != Some(id) => {
                let text = t!(cx.lang(), "narrow-two-customers", one = first, other = name);
                return Err(Problem::tell(text));
            }
            Some(_) => {}
            None => {
                self.said.push(name.clone());
                self.of = Some(name);
            }
        }
        self.customer = Some(id);
        Ok(())
    }
}

/// The customers that words name best: those of that name, else those at which somebody is called
/// that. A guess is none.
async fn customers(cx: &mut Cx<'_>, text: &str) -> Result<Vec<(Uuid, Code, String)>, Problem> {
    let best = |hits: Vec<Hit>| -> Vec<Hit> {
        let rung = hits.first().map(|hit| hit.rung);
        hits.into_iter().filter(|hit| Some(hit.rung) == rung && hit.rung != Rung::Typo).collect()
    };
    let hits = best(cx.hits(text, &[Kind::Customer]).await?);
    if !hits.is_empty() {
        return Ok(hits.into_iter().map(|hit| (hit.id, hit.code, hit.label)).collect());
    }
    let mut found: Vec<(Uuid, Code, String)> = Vec::new();
    for hit in best(cx.hits(text, &[Kind::Contact]).await?).into_iter().take(CHOICES) {
        let Some(contact) = cx.tx.get::<Contact>(hit.id).await? else { continue };
        let Some(customer) = cx.tx.get::<Customer>(contact.customer).await? else { continue };
        let known = found.iter().any(|(id, ..)| *id == customer.id());
        if !known && cx.sees(customer.code()).await? {
            found.push((customer.id(), customer.code(), customer.label()));
        }
    }
    Ok(found)
}
