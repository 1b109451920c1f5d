//! Names of commands that were typed with one slip.

use crate::chat::spec::Spec;
use crate::domain::fold;
use crate::domain::names::sounds_like;

/// A command whose name was nearly typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slip {
    /// The command.
    pub spec: &'static Spec,
    /// Where its words begin.
    pub end: usize,
    /// Whether it can only be a slip: the wrong character sounds the same, or stands not where the
    /// verb does.
    pub sure: bool,
}

/// The shortest English name, in letters: a slip in a shorter one makes another word.
const SHORTEST: usize = 4;

/// Finds the one command whose name the text begins with, but for one slip.
pub fn slip(text: &str, specs: &[&'static Spec]) -> Option<Slip> {
    let start = text.len() - text.trim_start_matches([' ', '/']).len();
    let body = &text[start..];
    let mut found: Vec<(Slip, bool)> = Vec::new();
    for spec in specs {
        let names = std::iter::once(spec.name).chain(spec.aliases.iter().copied());
        for name in names {
            let near = if name.is_ascii() { latin(body, name) } else { chinese(body, name) };
            if let Some((len, sounds, sure)) = near {
                found.push((Slip { spec, end: start + len, sure }, sounds));
            }
        }
    }
    // What sounds the same is likelier than what only looks nearly so.
    if found.iter().any(|(_, sounds)| *sounds) {
        found.retain(|(_, sounds)| *sounds);
    }
    let (first, _) = *found.first()?;
    found.iter().all(|(slip, _)| slip.spec.name == first.spec.name).then_some(first)
}

/// Whether a Chinese name was typed with one other character: how many bytes of the text it takes,
/// whether the character sounds the same, and whether that is sure.
fn chinese(body: &str, name: &str) -> Option<(usize, bool, bool)> {
    let count = name.chars().count();
    let (end, last) = body.char_indices().nth(count - 1)?;
    let len = end + last.len_utf8();
    let rest = &body[len..];
    let mut wrong = name.chars().zip(body.chars()).enumerate().filter(|(_, (a, b))| a != b);
    let (at, (right, typed)) = wrong.next()?;
    if wrong.next().is_some() || !rest.chars().next().is_none_or(|c| " :,.!?".contains(c)) {
        return None;
    }
    let sounds = sounds_like(right, typed);
    let alone = rest.trim_matches(['.', '!', ' ']).is_empty();
    let fits = if count > 2 { true } else { count == 2 && alone && sounds };
    fits.then_some((len, sounds, sounds || at > 0))
}

/// The same of an English name, with a letter too many, too few, another or two in the wrong order.
fn latin(body: &str, name: &str) -> Option<(usize, bool, bool)> {
    let words = name.split(' ').count();
    let end = body.match_indices(' ').map(|(at, _)| at).nth(words - 1).unwrap_or(body.len());
    let typed = body[..end].trim_end_matches(['.', '!', ':', ',']);
    if name.len() < SHORTEST || typed.len() <= SHORTEST || typed.len() > name.len() + 1 {
        return None;
    }
    let near = strsim::osa_distance(&fold::key(typed), name) == 1;
    near.then_some((end, false, true))
}
