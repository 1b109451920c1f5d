//! Who works here: what they may do, who works along, who stands in, and leaving.

pub mod audit;
pub mod back;
pub mod cover;
pub mod edit;
pub mod freeze;
pub mod handover;
pub mod leave;
mod leave_days;
mod leave_lists;
pub(crate) mod leave_said;
mod leave_words;
pub mod list;
mod moved;
pub mod share;
pub mod show;
pub mod unfreeze;
pub mod unshare;

use self::handover::Handover;
use super::find_record::called;
use super::owners::{is_under, names};
use super::{Cx, team};
use crate::chat::spec::Ask as _;
use crate::domain::access::{Right, Roles};
use crate::domain::ids::{Kind, PersonId};
use crate::domain::people::Person;
use crate::domain::record::of_fields;
use crate::problem::Problem;
use crate::store::{Page, Stored, Tx};
use crate::t;

/// How many people are read at once.
const PEOPLE: i64 = 500;

/// The colleague whom a word names, or the words that say that there is none.
pub(crate) async fn named(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    if let Some(found) = cx.colleague(word).await? {
        return Ok(found);
    }
    let mut several = Vec::new();
    for part in word.split([',', '，', '、', '和', '与', '&', ' ']).filter(|part| !part.is_empty())
    {
        several.extend(cx.colleague(part).await?);
    }
    if several.len() < 2 {
        return Err(nobody(cx, word));
    }
    let names = names(&several);
    let example = Handover::SPEC.example.in_lang(cx.lang());
    Err(Problem::tell(t!(cx.lang(), "people-one", names = names, example = example)))
}

/// The same among all, those included whose account is frozen.
pub(crate) async fn anyone(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    let all = everyone(cx).await?;
    called(&all, word).cloned().ok_or_else(|| nobody(cx, word))
}

/// Says that nobody is called like this.
pub(crate) fn nobody(cx: &Cx<'_>, word: &str) -> Problem {
    Problem::tell(t!(cx.lang(), "not-found", what = word.trim()))
}

/// Everybody, those included whose account is frozen, by handle.
pub(crate) async fn everyone(cx: &mut Cx<'_>) -> Result<Vec<Person>, Problem> {
    let mut people: Vec<Person> = Vec::new();
    let mut page = Page { below: None, limit: PEOPLE };
    loop {
        let rows = cx.tx.every(Kind::Person, page).await?;
        let end = rows.is_empty();
        for row in rows {
            people.push(of_fields(row)?);
        }
        page.below = people.last().map(|person| person.head.n);
        if end || page.below.is_none() {
            people.sort_by(|a, b| a.handle.cmp(&b.handle));
            return Ok(people);
        }
    }
}

/// What a person's roles are called.
pub(crate) fn roles(cx: &Cx<'_>, person: &Person) -> String {
    let names = person.roles.iter().map(|role| cx.org.roles.name(role, cx.lang()));
    names.collect::<Vec<_>>().join(" · ")
}

/// Tells whether somebody sets the org up.
pub(crate) fn is_admin(cx: &Cx<'_>, person: &Person) -> bool {
    cx.org.roles.allow(&person.roles, Right::Admin)
}

/// Tells whether the asker is the person, or may decide about that person's work.
pub(crate) async fn may_act_for(cx: &mut Cx<'_>, person: &Person) -> Result<bool, Problem> {
    let mine = person.head.id == cx.me.head.id;
    Ok(mine || (cx.may(Right::Handover) && is_under(cx, person).await?))
}

/// Those who lead somebody and read what was done: of the nearest team that has one, else those who
/// set the org up. Never the person.
pub(crate) async fn roles_lead(cx: &mut Cx<'_>, person: &Person) -> Result<Vec<Person>, Problem> {
    Ok(leaders(cx.tx, &cx.org.roles, person).await?)
}

/// The same, for whoever asks.
pub async fn leaders(tx: &mut dyn Tx, roles: &Roles, person: &Person) -> Stored<Vec<Person>> {
    leaders_but(tx, roles, person, &[]).await
}

/// The same as if some of them were not there: who comes next.
pub async fn leaders_but(
    tx: &mut dyn Tx,
    roles: &Roles,
    person: &Person,
    but: &[PersonId],
) -> Stored<Vec<Person>> {
    let teams = team::every(tx).await?;
    let mut people = tx.people().await?;
    let is_admin = |person: &Person| roles.allow(&person.roles, Right::Admin);
    people.retain(|one| one.head.id != person.head.id && roles.allow(&one.roles, Right::Audit));
    people.retain(|one| !but.contains(&one.person_id()));
    for team in team::with_above(&teams, person.team) {
        let leads = |one: &&Person| one.team == Some(team) && !is_admin(one);
        let leaders: Vec<Person> = people.iter().filter(leads).cloned().collect();
        if !leaders.is_empty() {
            return Ok(leaders);
        }
    }
    people.retain(is_admin);
    Ok(people)
}

/// The people whom words name one after the other: «Amy Chen», «Amy、陈主管»; else the words that
/// name nobody.
pub(crate) fn several(people: &[Person], words: &str) -> Result<Vec<Person>, String> {
    if let Some(person) = called(people, words.trim()) {
        return Ok(vec![person.clone()]);
    }
    let between = |c: char| c.is_whitespace() || ",，、;；&+和".contains(c);
    let words: Vec<&str> =
        words.split(between).filter(|word| !word.is_empty() && *word != "and").collect();
    let mut found: Vec<Person> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // A name may be of several words: the longest one counts.
        let mut ends = (at + 1..=words.len()).rev();
        let longest = ends.find_map(|end| {
            let name = words[at..end].join(" ");
            called(people, &name).map(|person| (person, end))
        });
        let Some((person, end)) = longest else {
            return Err(words[at].to_owned());
        };
        if !found.iter().any(|other| other.head.id == person.head.id) {
            found.push(person.clone());
        }
        at = end;
    }
    Ok(found)
}

/// The two sides of «Bo 给 Amy» or «Bo to Amy»; only one where no word stands between them.
pub(crate) fn sides<'a>(words: &'a str, between: &[&str]) -> (&'a str, Option<&'a str>) {
    for word in between {
        if let Some(at) = words.to_lowercase().find(word).filter(|at| words.is_char_boundary(*at))
            && let Some(right) = words.get(at + word.len()..)
        {
            return (words[..at].trim(), Some(right.trim()));
        }
    }
    (words.trim(), None)
}
