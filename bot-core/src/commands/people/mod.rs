//! Who works here: what they may do, who works along, who stands in, and leaving.

pub mod share;
pub mod unshare;

use super::Cx;
use super::find_record::called;
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::t;

/// The colleague whom a word names, or the words that say that there is none.
pub(crate) async fn named(cx: &mut Cx<'_>, word: &str) -> Result<Person, Problem> {
    let found = cx.colleague(word).await?;
    found.ok_or_else(|| Problem::tell(t!(cx.lang(), "not-found", what = word.trim())))
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
        let ends = (at + 1..=words.len()).rev();
        let longest = ends.filter_map(|end| {
            let name = words[at..end].join(" ");
            called(people, &name).map(|person| (person, end))
        });
        let Some((person, end)) = longest.into_iter().next() else {
            return Err(words[at].to_owned());
        };
        if !found.iter().any(|other| other.head.id == person.head.id) {
            found.push(person.clone());
        }
        at = end;
    }
    Ok(found)
}
