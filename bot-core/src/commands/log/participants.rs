//! Who else was there: people of the customer and colleagues, by what is said of them.

use uuid::Uuid;

use crate::commands::follow::On;
use crate::commands::{Cx, find_record};
use crate::domain::fold::{alike, key};
use crate::domain::ids::Kind;
use crate::domain::names::is_han;
use crate::domain::people::Person;
use crate::domain::record::Record;
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
];
/// What stands between two of them.
const AND: &[&str] = &["、", ",", "，", "和", "跟", "与", "及", "&", "还有", "and "];
/// What stands behind a colleague whose name is a single character: «和陈一起».
const TOGETHER: &[&str] = &["一起", "一同", "一块", "一道"];
/// The longest name of somebody new that stands among them, in characters.
const LONGEST_NEW: usize = 4;
/// What somebody is called by the surname: 李强 is also 李总.
const TITLES: &[&str] = &["总", "工", "经理", "主任", "老师", "部长", "先生", "女士"];

/// Somebody who may have been there, by one of the names people say.
struct Known {
    id: Uuid,
    name: String,
    colleague: bool,
}

/// Whom the words of a report say was there besides the one who writes it down. Of what is planned,
/// `next`, nobody is taken: there one only will be.
pub(super) async fn named(
    cx: &mut Cx<'_>,
    on: &On,
    words: &str,
    next: Option<&str>,
) -> Stored<Vec<Uuid>> {
    let over = match next.filter(|next| !next.is_empty()) {
        Some(next) => words.replacen(next, "\n", 1),
        None => words.to_owned(),
    };
    let text = alike(&over);
    let led = WITH.iter().any(|with| text.contains(with)) || text.contains('@');
    let known = known(cx, on, led).await?;
    let mut there = Vec::new();
    if !known.is_empty() {
        let marks =
            WITH.iter().flat_map(|with| text.match_indices(with).map(|(at, m)| at + m.len()));
        let handles = text.match_indices('@').map(|(at, _)| at);
        let mut places: Vec<usize> = std::iter::once(0).chain(marks).chain(handles).collect();
        places.sort_unstable();
        for at in places {
            // At the beginning only a contact is one who was spoken with.
            take(&text, at, &known, at == 0, &mut there);
        }
    }
    Ok(there)
}

/// The people whom names typed one after the other mean, as far as they are known.
pub(super) async fn listed(cx: &mut Cx<'_>, on: &On, names: &str) -> Stored<Vec<Uuid>> {
    let known = known(cx, on, true).await?;
    let mut there = Vec::new();
    let colleagues = colleagues(cx).await?;
    for name in names.split(['、', ',', '，', ';', '；', '&', '+']) {
        let name = name.trim().trim_start_matches('@');
        let said = key(name);
        let found = known.iter().find(|one| one.name == said).map(|one| one.id);
        let found = found.or_else(|| find_record::called(&colleagues, name).map(Record::id));
        there.extend(found);
    }
    Ok(there)
}

/// What these people are called, in the order in which they were told.
pub(crate) async fn names(cx: &mut Cx<'_>, ids: &[Uuid]) -> Stored<Vec<(Uuid, String)>> {
    let mut all = Vec::new();
    if !ids.is_empty() {
        for kind in [Kind::Contact, Kind::Person] {
            let labels = cx.tx.labels(kind, ids).await?;
            all.extend(labels.into_iter().map(|(id, _, name)| (id, name)));
        }
    }
    let place = |id: &Uuid| ids.iter().position(|one| one == id);
    all.sort_by_key(|(id, _)| place(id));
    Ok(all)
}

/// Those who work here.
async fn colleagues(cx: &mut Cx<'_>) -> Stored<Vec<Person>> {
    let mut people = cx.tx.people().await?;
    people.retain(|person| !person.frozen);
    Ok(people)
}

/// Everybody who may be meant, the longest name first; colleagues where they may be.
async fn known(cx: &mut Cx<'_>, on: &On, colleagues: bool) -> Stored<Vec<Known>> {
    let mut known = Vec::new();
    if let Some(customer) = on.customer {
        let contacts = cx.tx.contacts(customer).await?;
        let surname = |name: &str| name.chars().next().filter(|c| is_han(*c));
        for contact in &contacts {
            let mut add = |name: String| {
                known.push(Known { id: contact.id(), name, colleague: false });
            };
            let name = key(&contact.name);
            let only = |same: &dyn Fn(&str) -> bool| {
                contacts.iter().filter(|other| same(&key(&other.name))).count() == 1
            };
            if let Some(surname_of) = surname(&name) {
                if only(&|other| surname(other) == Some(surname_of)) {
                    for title in TITLES {
                        add(format!("{surname_of}{title}"));
                    }
                }
            } else if let Some((first, _)) = name.split_once(' ')
                && only(&|other| other.split(' ').next() == Some(first))
            {
                add(first.to_owned());
            }
            add(name);
        }
    }
    if colleagues {
        let me = cx.me.id();
        for person in self::colleagues(cx).await?.iter().filter(|person| person.id() != me) {
            for name in [&person.name, &person.handle] {
                known.push(Known { id: person.id(), name: key(name), colleague: true });
            }
        }
    }
    known.retain(|one| !one.name.is_empty());
    known.sort_by_key(|one| std::cmp::Reverse(one.name.len()));
    Ok(known)
}

/// Takes those who are named one after the other from a place on.
fn take(text: &str, mut at: usize, known: &[Known], contacts: bool, there: &mut Vec<Uuid>) {
    loop {
        let rest = text[at..].trim_start_matches([' ', '@']);
        let found = known.iter().find(|one| (!contacts || !one.colleague) && one.begins(rest));
        let len = match found {
            Some(one) => {
                if !there.contains(&one.id) {
                    there.push(one.id);
                }
                one.name.len()
            }
            // Behind somebody whom nobody knows there may be one who is known: «和小赵、李总».
            None => {
                rest.chars().take(LONGEST_NEW).take_while(|c| is_han(*c)).map(char::len_utf8).sum()
            }
        };
        let all = &rest[..len];
        let cut =
            if found.is_some() { None } else { AND.iter().filter_map(|and| all.find(and)).min() };
        let rest = rest[cut.unwrap_or(len)..].trim_start();
        let Some(and) = AND.iter().find(|and| rest.starts_with(**and)).filter(|_| len > 0) else {
            return;
        };
        at = text.len() - rest.len() + and.len();
    }
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
