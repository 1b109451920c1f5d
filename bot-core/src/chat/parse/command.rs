//! Which command a message names.

use std::collections::HashMap;

use crate::chat::spec::Spec;
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};

/// What the beginning of a message names.
#[derive(Clone, Debug, PartialEq)]
pub enum Recognised {
    /// A command; its words begin at that byte.
    Command(&'static Spec, usize),
    /// An alias that the words follow without a space: a command only if they begin with a known
    /// name.
    Glued(&'static Spec, usize),
    /// A code alone: show the record.
    Code(Code),
    /// A code and words that act on it; they begin at that byte.
    CodeThen(Code, usize),
    /// No command.
    Nothing,
}

/// The names of commands, by how they begin: few of all are compared with a message.
#[derive(Debug)]
pub struct Names {
    /// By the first character; of each the longest first.
    by_first: HashMap<char, Vec<(&'static str, &'static Spec)>>,
}

impl Names {
    /// The names of these commands.
    pub fn of(specs: &[&'static Spec]) -> Self {
        let mut by_first: HashMap<char, Vec<(&'static str, &'static Spec)>> = HashMap::new();
        for spec in specs {
            for name in std::iter::once(spec.name).chain(spec.aliases.iter().copied()) {
                let first = name.chars().next().map(simplified);
                by_first.entry(first.unwrap_or_default()).or_default().push((name, spec));
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        }
        Self { by_first }
    }

    /// Finds the command at the start of a folded message, the longest name first.
    pub fn recognise(&self, text: &str) -> Recognised {
        self.recognise_among(text, |_| true)
    }

    /// The same, where only some commands are possible.
    pub fn recognise_among(&self, text: &str, fits: impl Fn(&Spec) -> bool) -> Recognised {
        let start = text.len() - text.trim_start().len();
        let body = &text[start..];
        let (body, start) = match body.strip_prefix('/') {
            Some(rest) => (rest, start + 1),
            None => (body, start),
        };
        let first = body.chars().next().map(simplified);
        let names = first.and_then(|first| self.by_first.get(&first));
        let names = names.map_or(&[][..], Vec::as_slice);
        let mut glued = None;
        for (name, spec) in names.iter().copied() {
            let Some(len) = begins_with(body, name).filter(|_| fits(spec)) else {
                continue;
            };
            let at = start + len;
            let rest = &body[len..];
            // Of commands that share a name, the one that the code after it is for: 退回 O-1.
            let also =
                |(other, spec): &(&str, &Spec)| *other == name && fits(spec) && is_for(spec, rest);
            if !is_for(spec, rest) && names.iter().any(also) {
                continue;
            }
            match rest.chars().next() {
                None => return Recognised::Command(spec, at),
                // «today?» asks for it.
                Some(_) if says_nothing(rest) => {
                    return Recognised::Command(spec, start + body.len());
                }
                Some(c) if c.is_whitespace() || ":,".contains(c) => {
                    return Recognised::Command(spec, at + c.len_utf8());
                }
                // English words need a space: «notes» is not «note» of something.
                Some(_) if name.is_ascii() => {}
                Some(c) if c.is_ascii_digit() || c == '#' || Code::at_start(rest).is_some() => {
                    return Recognised::Command(spec, at);
                }
                Some(_) => glued = glued.or(Some(Recognised::Glued(spec, at))),
            }
        }
        glued.unwrap_or_else(|| by_code(body, start))
    }
}

/// Tells whether words that begin with a code begin with one that the command is for.
fn is_for(spec: &Spec, rest: &str) -> bool {
    let code = Code::at_start(rest.trim_start());
    code.is_none_or(|(code, _)| spec.arg_for(code.kind).is_some())
}

/// Tells whether there is nothing but what ends a sentence.
fn says_nothing(rest: &str) -> bool {
    rest.chars().all(|c| c.is_whitespace() || "?!.,~".contains(c))
}

fn by_code(body: &str, start: usize) -> Recognised {
    match Code::at_start(body) {
        Some((code, len)) if says_nothing(&body[len..]) => Recognised::Code(code),
        Some((code, len)) => Recognised::CodeThen(code, start + len),
        None => Recognised::Nothing,
    }
}

/// How many bytes of the text a name takes: case does not matter, and a space may be several, or a
/// `_` as after a slash.
fn begins_with(text: &str, name: &str) -> Option<usize> {
    let space = |c: &char| c.is_whitespace() || *c == '_';
    let mut rest = text.chars().peekable();
    let mut end = 0;
    for expected in name.chars() {
        let got = rest.next()?;
        end += got.len_utf8();
        if expected == ' ' && space(&got) {
            while let Some(more) = rest.next_if(char::is_ascii_whitespace) {
                end += more.len_utf8();
            }
            continue;
        }
        if got != expected && simplified(got) != simplified(expected) {
            return None;
        }
    }
    Some(end)
}

/// A character as names are compared: in lower case, and simplified.
fn simplified(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    fold::key(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}

/// How much a name must look like what was typed to be proposed at all.
const NEAR: f64 = 0.75;
/// What helps most whoever typed something that looks like no command.
const USEFUL: [&str; 3] = ["lead add", "today", "help"];

/// The three commands that are nearest to what was typed; where nothing is near, the three that
/// are the most use.
pub fn nearest(text: &str, specs: &[&'static Spec]) -> Vec<&'static Spec> {
    let typed: String = fold::key(text).trim_start_matches('/').chars().take(30).collect();
    let short: String = typed.chars().take(4).collect();
    let score = |name: &str| {
        let whole = strsim::jaro_winkler(name, &typed);
        whole.max(strsim::jaro_winkler(name, &short))
    };
    let mut scored: Vec<(f64, &'static Spec)> = specs
        .iter()
        .map(|spec| {
            let names = std::iter::once(spec.name).chain(spec.aliases.iter().copied());
            (names.map(score).fold(0.0, f64::max), *spec)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near = scored.iter().filter(|(score, _)| *score >= NEAR).count();
    let useful = |name: &str| specs.iter().copied().find(|spec| spec.name == name);
    let useful: Vec<&'static Spec> = USEFUL.into_iter().filter_map(useful).collect();
    if near == 0 && !useful.is_empty() {
        return useful;
    }
    // Where only some commands are possible, such as after a code, even a far one is of use.
    let shown = if near == 0 { 3 } else { near.min(3) };
    scored.into_iter().take(shown).map(|(_, spec)| spec).collect()
}

/// The command that shows a record of this kind.
pub fn show(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Lead => Some("lead show"),
        Kind::Customer | Kind::Contact => Some("customer show"),
        Kind::Deal => Some("deal show"),
        Kind::Product => Some("product show"),
        Kind::Order => Some("order show"),
        Kind::FollowUp => Some("follow show"),
        Kind::Activity | Kind::Person | Kind::Team | Kind::Settings => None,
    }
}
