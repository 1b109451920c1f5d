//! Who else was there: people of the customer and colleagues, by what is said of them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::chat::reply::Reply;
use crate::commands::follow::{Next, On};
use crate::commands::{Cx, show};
use crate::domain::activity::{Activity, Way};
use crate::domain::fold::{alike, key};
use crate::domain::ids::Kind;
use crate::domain::names::is_han;
use crate::domain::record::Record as _;
use crate::store::Stored;

/// What stands before somebody who was there.
const WITH: &[&str] = &[
    "和",
    "跟",
    "与",
    "带着",
    "带了",
    "带",
    "陪",
    "见了",
    "见到",
    "见到了",
    "见过",
    "一起,",
    "一起，",
    "with ",
    "met ",
    "saw ",
    "brought ",
    "@",
];
/// What stands between two of them.
const AND: &[&str] = &["、", ",", "，", "和", "跟", "与", "及", "&", "还有", "and "];
/// What stands behind a colleague whose name is a single character: «和陈一起».
const TOGETHER: &[&str] = &["一起", "一同", "一块", "一道"];
/// The longest name of somebody new that stands among them, in characters.
const LONGEST_NEW: usize = 4;
/// The same in letters.
const LONGEST_LATIN: usize = 30;
/// In how many characters of a report people are looked for.
const LOOKED_AT: usize = 1_000;
/// What somebody is called by the surname: 李强 is also 李总.
const TITLES: &[&str] = &["总", "工", "经理", "主任", "老师", "部长", "先生", "女士"];

/// Somebody who may have been there, by one of the names people say.
struct Known {
    id: Uuid,
    name: String,
    colleague: bool,
}

/// Whom the words of a report say was there besides the one who writes it down. Nobody was whom
/// something is only planned with, and nobody is there when a note is written.
pub(super) async fn named(
    cx: &mut Cx<'_>,
    on: &On,
    (way, words): (Way, &str),
    next: &Next,
) -> Stored<Vec<Uuid>> {
    if way == Way::Note {
        return Ok(Vec::new());
    }
    let next = next.what().filter(|next| !next.is_empty());
    let over = next.map_or_else(|| words.to_owned(), |next| words.replacen(next, "\n", 1));
    let over: String = over.chars().take(LOOKED_AT).collect();
    let text = alike(&over);
    let each = WITH.iter().flat_map(|with| text.match_indices(with));
    let mut places: Vec<usize> = each.map(|(at, with)| at + with.len()).collect();
    places.sort_unstable();
    let known = known(cx, on, !places.is_empty()).await?;
    let mut there = Vec::new();
    // At the beginning only a contact is one who was spoken with.
    let contacts: Vec<&Known> = known.iter().filter(|one| !one.colleague).collect();
    if contacts.iter().any(|one| one.begins(&text)) {
        take(&text, 0, &contacts, &mut there);
    }
    let all: Vec<&Known> = known.iter().collect();
    let mut end = 0;
    for at in places {
        if at >= end {
            end = take(&text, at, &all, &mut there);
        }
    }
    Ok(there)
}

/// The people whom names typed one after the other mean, as far as they are known.
pub(super) async fn listed(cx: &mut Cx<'_>, on: &On, names: &str) -> Stored<Vec<Uuid>> {
    let known = known(cx, on, true).await?;
    let names = names.split(['、', ',', '，', ';', '；', '&', '+']);
    let said = names.map(|name| key(name.trim().trim_start_matches('@')));
    let found = said.filter_map(|said| known.iter().find(|one| one.name == said));
    Ok(found.map(|one| one.id).collect())
}

/// Adds those who are not there yet.
pub(super) fn add(there: &mut Vec<Uuid>, more: Vec<Uuid>) {
    for id in more {
        if !there.contains(&id) {
            there.push(id);
        }
    }
}

/// Says who was there, where anybody else was.
pub(super) async fn shown(cx: &mut Cx<'_>, reply: Reply, activity: &Activity) -> Stored<Reply> {
    let there = names(cx, &activity.participants).await?.join(" · ");
    let there = Some(there).filter(|there| !there.is_empty());
    Ok(reply.fields([(show::field_name(cx.lang(), "participants"), there)]))
}

/// What these people are called, in their order.
pub(crate) async fn names(cx: &mut Cx<'_>, ids: &[Uuid]) -> Stored<Vec<String>> {
    let mut names = HashMap::new();
    if !ids.is_empty() {
        for kind in [Kind::Contact, Kind::Person] {
            let labels = cx.tx.labels(kind, ids).await?;
            names.extend(labels.into_iter().map(|(id, _, name)| (id, name)));
        }
    }
    Ok(ids.iter().filter_map(|id| names.remove(id)).collect())
}

/// Everybody who may be meant, the longest name first; colleagues where they may be.
async fn known(cx: &mut Cx<'_>, on: &On, colleagues: bool) -> Stored<Vec<Known>> {
    let mut known = Vec::new();
    if let Some(customer) = on.customer {
        let contacts = cx.tx.contacts(customer).await?;
        let names: Vec<(Uuid, String)> =
            contacts.iter().map(|contact| (contact.id(), key(&contact.name))).collect();
        let mut alike: HashMap<&str, usize> = HashMap::new();
        for (_, name) in &names {
            *alike.entry(first(name)).or_default() += 1;
        }
        for (id, name) in &names {
            let mut add = |name| known.push(Known { id: *id, name, colleague: false });
            add(name.clone());
            let first = first(name);
            if alike.get(first) != Some(&1) {
                continue;
            }
            if first.chars().any(is_han) {
                TITLES.iter().map(|title| format!("{first}{title}")).for_each(add);
            } else {
                add(first.to_owned());
            }
        }
    }
    if colleagues {
        let me = cx.me.id();
        for person in cx.tx.people().await? {
            if person.id() != me && !person.frozen {
                let names = [&person.name, &person.handle].map(|name| key(name));
                let one = |name| Known { id: person.id(), name, colleague: true };
                known.extend(names.map(one));
            }
        }
    }
    known.retain(|one| !one.name.is_empty());
    known.sort_by_key(|one| std::cmp::Reverse(one.name.len()));
    Ok(known)
}

/// What people call somebody by alone: the surname of a Chinese name, else the first word.
fn first(name: &str) -> &str {
    match name.chars().next() {
        Some(surname) if is_han(surname) => &name[..surname.len_utf8()],
        _ => name.split(' ').next().unwrap_or_default(),
    }
}

/// Takes those who are named one after the other from a place on; gives where they end.
fn take(text: &str, mut at: usize, known: &[&Known], there: &mut Vec<Uuid>) -> usize {
    loop {
        let rest = text[at..].trim_start_matches([' ', '@']);
        let found = known.iter().find(|one| one.begins(rest));
        let len = match found {
            Some(one) => {
                add(there, vec![one.id]);
                one.name.len()
            }
            None => unknown(rest),
        };
        let rest = rest[len..].trim_start();
        let and = AND.iter().find(|and| rest.starts_with(**and)).filter(|_| len > 0);
        let Some(and) = and else { return at };
        at = text.len() - rest.len() + and.len();
    }
}

/// How long the name of somebody is whom nobody knows: behind it there may stand one who is known,
/// as in «和小赵、李总», `with Mr. Smith and Bo`.
fn unknown(words: &str) -> usize {
    let han = words.chars().take(LONGEST_NEW).take_while(|c| is_han(*c));
    let name = &words[..han.map(char::len_utf8).sum()];
    if name.is_empty() {
        return unknown_latin(words);
    }
    AND.iter().filter_map(|and| name.find(and)).min().unwrap_or(name.len())
}

/// The same of a few words in letters, where what links them to another stands behind.
fn unknown_latin(words: &str) -> usize {
    let words: &str = words.char_indices().nth(LONGEST_LATIN).map_or(words, |(at, _)| &words[..at]);
    let begins = words.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = [" and ", " & ", ","].iter().filter_map(|and| words.find(and)).min();
    let name = ends.filter(|_| begins).map_or("", |end| &words[..end]);
    let few = name.split(' ').count() <= 3 && !name.contains(|c: char| c.is_ascii_digit());
    if few { name.len() } else { 0 }
}

impl Known {
    /// Tells whether words begin with this name, and with no longer one.
    fn begins(&self, words: &str) -> bool {
        let Some(rest) = words.strip_prefix(&self.name) else { return false };
        let next = rest.chars().next();
        if self.name.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return !next.is_some_and(|c| c.is_ascii_alphanumeric());
        }
        let short = self.name.chars().count() == 1;
        !short || !next.is_some_and(is_han) || TOGETHER.iter().any(|one| rest.starts_with(one))
    }
}
