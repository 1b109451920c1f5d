//! Replies that were given up: seen, sent again or let rest by who sets the org up.
//!
//! What they say is not shown: it was for somebody else.

pub mod drop;
pub mod list;
pub mod retry;

use chrono_tz::Tz;

use super::{Cx, show};
use crate::chat::incoming::Address;
use crate::chat::reply::{Button, ReplyKind};
use crate::domain::ids::{Instant, Kind};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{ClosedChat, Letter, Stored, Tx};
use crate::t;
use crate::text::read;

use drop::DropLetters;
use retry::RetryLetters;

/// How many lines a list has.
const LINES: usize = 8;
/// How much of a reason is shown, in characters.
const REASON: usize = 80;
/// How many are looked at.
const MOST: i64 = 500;

/// What one calls the platform of a chat.
pub fn platform(chat: &Address) -> String {
    let name = chat.source().split('/').next().unwrap_or_default();
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A line for each of the first, and one for how many more there are.
pub async fn about(
    tx: &mut dyn Tx,
    (lang, zone, now): (Lang, Tz, Instant),
    letters: &[Letter],
) -> Stored<Vec<String>> {
    let mut lines = Vec::new();
    for letter in letters.iter().take(LINES) {
        let person: Vec<_> = letter.person.iter().map(|person| person.0).collect();
        let named = tx.labels(Kind::Person, &person).await?.into_iter().next();
        let who = named.map_or_else(|| platform(&letter.chat), |(_, _, name)| name);
        let kind = letter.reply.as_ref().map_or("say", |reply| kind_word(reply.kind));
        let kind = show::word(lang, "letter-kind", kind);
        let at = read::instant(lang, letter.at, zone, now);
        lines.push(format!("{}. {who} · {kind} · {at} · {}", letter.seq, why(lang, &letter.why)));
    }
    let more = letters.len().saturating_sub(LINES);
    lines.extend((more > 0).then(|| t!(lang, "letters-more", n = more)));
    Ok(lines)
}

/// A line for each of the first chats that are closed, and one for how many more there are.
pub async fn shut(
    tx: &mut dyn Tx,
    (lang, zone, now): (Lang, Tz, Instant),
    chats: &[ClosedChat],
) -> Stored<Vec<String>> {
    let mut lines = Vec::new();
    for closed in chats.iter().take(LINES) {
        let person: Vec<_> = tx.whose(&closed.chat).await?.iter().map(|one| one.0).collect();
        let named = tx.labels(Kind::Person, &person).await?.into_iter().next();
        let on = platform(&closed.chat);
        let who = named.map_or_else(|| t!(lang, "letters-group"), |(_, _, name)| name);
        let since = read::instant(lang, closed.since, zone, now);
        let waits = t!(lang, "letters-waiting", n = closed.waiting, since = since);
        lines.push(format!("{who} · {on} · {waits} · {}", why(lang, &closed.why)));
    }
    let more = chats.len().saturating_sub(LINES);
    lines.extend((more > 0).then(|| t!(lang, "letters-more", n = more)));
    Ok(lines)
}

/// Buttons that decide about all of them.
pub fn decide(lang: Lang, seqs: &[i64]) -> Vec<Button> {
    let which = seqs.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let (retry, drop) = (RetryLetters { which: which.clone() }, DropLetters { which });
    vec![
        Button::new(t!(lang, "letters-button-retry"), &retry),
        Button::new(t!(lang, "letters-button-drop"), &drop),
    ]
}

fn kind_word(kind: ReplyKind) -> &'static str {
    match kind {
        ReplyKind::Nudge => "nudge",
        ReplyKind::Digest => "digest",
        ReplyKind::File => "file",
        ReplyKind::Say | ReplyKind::Ask | ReplyKind::Problem | ReplyKind::Card => "say",
    }
}

fn why(lang: Lang, why: &str) -> String {
    if why.starts_with("tried for 24 hours") {
        return t!(lang, "letter-why-day");
    }
    why.strip_prefix("not sent: ").unwrap_or(why).chars().take(REASON).collect()
}

/// Those of the letters that are named, by their numbers or all, the oldest first: so they stay in
/// the order in which they were written.
async fn named(cx: &mut Cx<'_>, which: &str) -> Result<Vec<i64>, Problem> {
    let lang = cx.lang();
    let dead = cx.tx.dead_letters(MOST).await?;
    let words: Vec<&str> =
        which.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if let [word] = words.as_slice()
        && ["all", "全部", "所有"].contains(&word.to_lowercase().as_str())
    {
        let mut all: Vec<i64> = dead.iter().map(|letter| letter.seq).collect();
        if all.is_empty() {
            return Err(Problem::tell(t!(lang, "letters-nothing")));
        }
        all.sort_unstable();
        return Ok(all);
    }
    let seqs: Option<Vec<i64>> = words.iter().map(|word| word.parse().ok()).collect();
    let Some(seqs) = seqs.filter(|seqs| !seqs.is_empty()) else {
        return Err(Problem::tell(t!(lang, "letters-which", given = which)));
    };
    let there = |seq: &i64| dead.iter().any(|letter| letter.seq == *seq);
    let mut found: Vec<i64> = seqs.into_iter().filter(there).collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Err(Problem::tell(t!(lang, "letters-gone")));
    }
    Ok(found)
}
