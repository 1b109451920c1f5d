//! `/handover`: all open work of one person goes to another one, or to several, in one change.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{everyone, moved, nobody, several, sides};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::customer::list::ListCustomers;
use crate::commands::find_record::called;
use crate::commands::follow::today::Today;
use crate::commands::owners::is_under;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, team};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::Person;
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::store::Page;
use crate::t;

/// Whose work goes to whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Handover {
    /// «Bo 给 Amy», «Bo to Amy Chen».
    pub who: String,
    /// To whom, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What the content was known by when it was shown: only that is handed over.
    #[serde(default)]
    pub seen: Option<String>,
}

/// What stands between the one who gives and those who take.
const BETWEEN: [&str; 7] = ["交接给", "交给", "转给", "给", "->", "→", " to "];
/// The kinds that are handed over: what others belong to comes first.
const KINDS: [Kind; 6] =
    [Kind::Customer, Kind::Lead, Kind::Contact, Kind::Deal, Kind::Order, Kind::FollowUp];
/// How many records are read at once.
const BATCH: i64 = 500;
/// How many colleagues are offered.
const TAKERS: usize = 5;

impl Ask for Handover {
    const SPEC: Spec = Spec {
        name: "handover",
        aliases: &["交接", "移交", "hand over"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("who", Take::Text, By::Rest), optional("to", Take::Text, By::Key)],
        example: Both { zh: "交接 Bo 给 Amy", en: "handover Bo to Amy" },
    };
}

impl Handover {
    /// Asks to whom somebody's work goes.
    pub(super) fn of(handle: &str) -> Self {
        Self { who: handle.to_owned(), to: None, seen: None }
    }

    /// Shows what would go from one to another.
    pub(super) fn to(from: &str, to: &str) -> Self {
        Self { who: format!("{from} 给 {to}"), to: None, seen: None }
    }
}

#[async_trait]
impl Run for Handover {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (from, takers) = self.sides(cx).await?;
        let lang = cx.lang();
        let work = cx.tx.open_work(from.person_id()).await?;
        if work.is_empty() {
            return Ok(Reply::card(t!(lang, "handover-nothing", name = &from.name)));
        }
        let mark = moved::mark(&work);
        let names = names(&takers);
        if self.seen.as_ref() != Some(&mark) {
            let title = t!(lang, "handover-preview", from = &from.name, to = &names);
            let mut reply = Reply::card(title).bullets(moved::lines(lang, &work));
            if takers.len() > 1 {
                reply = reply.text(t!(lang, "handover-in-turn"));
            }
            let waiting = moved::waiting(cx, &from).await?;
            if waiting > 0 {
                reply = reply.text(t!(lang, "handover-waiting", n = waiting));
            }
            if self.seen.is_some() {
                reply = reply.text(t!(lang, "handover-changed"));
            }
            let sure = Self { seen: Some(mark), ..self };
            return Ok(reply.button(t!(lang, "handover-button"), &sure));
        }
        let given = hand_over(cx, &from, &takers).await?;
        let mut total = BTreeMap::new();
        for ((_, kind), n) in &given {
            *total.entry(*kind).or_insert(0) += n;
        }
        for taker in &takers {
            tell(cx, &from, taker, &given).await?;
        }
        tell_giver(cx, &from, &names).await?;
        let what = moved::sum(lang, total.into_iter());
        let text = t!(lang, "handover-done", from = &from.name, to = names, what = what);
        let mut reply = Reply::say(text);
        if takers.len() > 1 {
            reply = reply.bullets(takers.iter().map(|taker| {
                format!("{}: {}", taker.name, moved::sum(lang, share(&given, taker)))
            }));
        }
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

impl Handover {
    /// Who gives and who takes; asks for the latter where nobody is named.
    async fn sides(&self, cx: &mut Cx<'_>) -> Result<(Person, Vec<Person>), Problem> {
        let (from, to) = sides(&self.who, &BETWEEN);
        let to = self.to.as_deref().map(led).or(to);
        let all = everyone(cx).await?;
        let active: Vec<Person> = all.iter().filter(|person| !person.frozen).cloned().collect();
        let (from, to) = match to {
            Some(to) => (called(&all, from).cloned(), to.to_owned()),
            // «交接 Bo Amy»: the first name is the one who gives.
            None => match from.split_once(char::is_whitespace) {
                Some((first, rest)) if called(&all, from).is_none() => {
                    (called(&all, first).cloned(), rest.trim().to_owned())
                }
                _ => (called(&all, from).cloned(), String::new()),
            },
        };
        let given = sides(&self.who, &BETWEEN).0;
        let Some(from) = from else { return Err(nobody(cx, given)) };
        if !is_under(cx, &from).await? {
            return Err(nobody(cx, given));
        }
        if to.is_empty() {
            return Err(self.to_whom(cx, &from).await?);
        }
        let takers = several(&active, &to).map_err(|word| nobody(cx, &word))?;
        let lang = cx.lang();
        for taker in &takers {
            if taker.head.id == from.head.id {
                return Err(Problem::tell(t!(lang, "handover-same", name = &from.name)));
            }
            if !cx.org.roles.allow(&taker.roles, Right::Sell) {
                return Err(Problem::tell(t!(lang, "handover-cannot", name = &taker.name)));
            }
        }
        Ok((from, takers))
    }

    async fn to_whom(&self, cx: &mut Cx<'_>, from: &Person) -> Result<Problem, Problem> {
        let takers = takers(cx, from).await?;
        let choice = |to: &Person| (to.name.clone(), to.handle.clone().into());
        let choices = takers.iter().take(TAKERS).map(choice).collect();
        Ok(cx.ask("to", t!(cx.lang(), "handover-to-whom", name = &from.name), choices))
    }
}

/// An answer to «to whom?» without the word that leads up to the name: «给 Amy», `to Amy`.
fn led(answer: &str) -> &str {
    let answer = answer.trim();
    let lower = answer.to_ascii_lowercase();
    let mut words = BETWEEN.iter().map(|word| word.trim_start());
    let word = words.find(|word| lower.starts_with(word)).unwrap_or_default();
    answer[word.len()..].trim()
}

/// Who might take somebody's work: the own team first, then those who lead it, then others.
pub(super) async fn takers(cx: &mut Cx<'_>, from: &Person) -> Result<Vec<Person>, Problem> {
    let teams = team::all(cx).await?;
    let above = team::with_above(&teams, from.team);
    let mut people = cx.tx.people().await?;
    let roles = &cx.org.roles;
    people
        .retain(|person| person.head.id != from.head.id && roles.allow(&person.roles, Right::Sell));
    let far = |person: &Person| {
        let place = person.team.and_then(|team| above.iter().position(|id| *id == team));
        (place.unwrap_or(usize::MAX), super::is_admin(cx, person), person.handle.clone())
    };
    people.sort_by_key(far);
    Ok(people)
}

/// What people are called, as a list.
fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join("、")
}

/// How many records of each kind went to whom.
type Given = BTreeMap<(PersonId, Kind), i64>;

/// Gives everything open away, in turn where there are several takers. What belongs to a customer
/// or a lead goes where that goes.
async fn hand_over(cx: &mut Cx<'_>, from: &Person, takers: &[Person]) -> Result<Given, Problem> {
    let mut given = Given::new();
    let mut goes: HashMap<Uuid, usize> = HashMap::new();
    let mut turn = 0;
    for kind in KINDS {
        let mut page = Page { below: None, limit: BATCH };
        loop {
            let records = cx.tx.open_records(kind, from.person_id(), page).await?;
            page.below = records.last().and_then(|last| last.get("n")).and_then(Value::as_i64);
            let end = records.is_empty() || page.below.is_none();
            for before in records {
                let place = *goes.entry(belongs_to(kind, &before)).or_insert_with(|| {
                    turn += 1;
                    (turn - 1) % takers.len()
                });
                let to = takers[place].person_id();
                let mut after = before.clone();
                after.insert("owner".to_owned(), Value::from(to.0.to_string()));
                let change = any::change(kind, before, after, cx.now)?;
                cx.tx.save_change(change).await?;
                *given.entry((to, kind)).or_insert(0) += 1;
            }
            if end {
                break;
            }
        }
    }
    Ok(given)
}

/// What decides where a record goes: its customer, what it is on, or itself.
fn belongs_to(kind: Kind, fields: &Fields) -> Uuid {
    let id = |name: &str| fields.get(name)?.as_str()?.parse::<Uuid>().ok();
    let of = match kind {
        Kind::Contact | Kind::Deal | Kind::Order => id("customer"),
        Kind::FollowUp => id("customer").or_else(|| id("on_id")),
        _ => None,
    };
    of.or_else(|| id("id")).unwrap_or_default()
}

/// What went to one of the takers.
fn share<'a>(given: &'a Given, taker: &Person) -> impl Iterator<Item = (Kind, i64)> + use<'a> {
    let id = taker.person_id();
    given.iter().filter(move |((to, _), _)| *to == id).map(|((_, kind), n)| (*kind, *n))
}

/// Tells a new owner what is there to be done now.
async fn tell(
    cx: &mut Cx<'_>,
    from: &Person,
    taker: &Person,
    given: &Given,
) -> Result<(), Problem> {
    let lang = taker.lang;
    let what = moved::sum(lang, share(given, taker));
    if taker.person_id() == cx.me.person_id() || what.is_empty() {
        return Ok(());
    }
    let title = t!(lang, "handover-told", who = &cx.me.name, from = &from.name);
    let reply = Reply::card(title).text(what).row(vec![
        Button::new(t!(lang, "button-today"), &Today::default()),
        Button::new(t!(lang, "people-button-customers"), &ListCustomers::default()),
    ]);
    Ok(cx.tell(taker.person_id(), reply).await?)
}

/// Tells the one who gave, if that one still works here.
async fn tell_giver(cx: &mut Cx<'_>, from: &Person, to: &str) -> Result<(), Problem> {
    if from.frozen || from.person_id() == cx.me.person_id() {
        return Ok(());
    }
    let text = t!(from.lang, "handover-taken", who = &cx.me.name, to = to);
    Ok(cx.tell(from.person_id(), Reply::say(text)).await?)
}
