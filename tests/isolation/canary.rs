//! Words and numbers that nobody else has: wherever one shows up, it says whose it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use bot_core::chat::reply::Reply;
use bot_core::chat::spec::Ask as _;
use bot_core::commands::lead::take::TakeLead;
use bot_core::domain::ids::{Code, Kind};

use super::people::{Who, may_take, sees};
use crate::world::Seen as Message;

/// Who may see a value.
#[derive(Clone, Debug)]
pub enum Seen {
    /// Everybody in the org: products, names of colleagues.
    ByAll,
    /// Everybody in the org who sets prices.
    ByPricers,
    /// Whoever sees records of one of these kinds and owners, or works along on it; what has no
    /// owner, whoever sees all.
    With { owners: Vec<(Kind, Option<usize>)>, helpers: Vec<usize> },
}

/// Whose a value is.
#[derive(Clone, Debug)]
pub struct Mark {
    pub org: usize,
    pub seen: Seen,
    /// `D-503 of bo: note`.
    pub what: String,
}

/// Every value that was planted.
#[derive(Default)]
pub struct Canaries {
    marks: HashMap<String, Mark>,
    codes: BTreeMap<(usize, String), Mark>,
    planted: usize,
}

/// The first number of the codes in the scene: those of the help's examples are smaller.
pub const FIRST_CODE: i64 = 501;

/// A word of four syllables that is far from every other one and in no language of ours.
pub fn word(i: usize) -> String {
    let (consonants, vowels) = (b"ghjklmnprstvwz", b"aeiou");
    let mut rest = (i * 15_485_863 + 7_654_321) % 70_usize.pow(4);
    let mut word = String::new();
    for _ in 0..4 {
        word.push(char::from(consonants[rest % 70 / 5]));
        word.push(char::from(vowels[rest % 5]));
        rest /= 70;
    }
    word
}

impl Canaries {
    /// A new word.
    pub fn word(&mut self, mark: Mark) -> String {
        self.planted += 1;
        let word = word(self.planted);
        self.plant(word.clone(), mark);
        word
    }

    /// A new mobile number.
    pub fn phone(&mut self, mark: Mark) -> String {
        self.planted += 1;
        let phone = format!("139{:08}", self.planted * 7_368_787 % 100_000_000);
        self.plant(phone.clone(), mark);
        phone
    }

    /// A new amount in minor units, which no sum of others is.
    pub fn amount(&mut self, mark: Mark) -> i64 {
        self.planted += 1;
        let amount = 3_000_000 + i64::try_from(self.planted).expect("few") * 1_337;
        self.number(amount, mark)
    }

    /// An amount that was chosen elsewhere.
    pub fn number(&mut self, amount: i64, mark: Mark) -> i64 {
        self.plant(format!("¥{amount}"), mark);
        amount
    }

    /// A code or a key, as it reads.
    pub fn code(&mut self, code: String, mark: Mark) {
        self.codes.insert((mark.org, code), mark);
    }

    /// Anything else that is unique: a key.
    pub fn plant(&mut self, text: String, mark: Mark) {
        let before = self.marks.insert(text, mark);
        assert!(before.is_none(), "planted twice: {before:?}");
    }

    /// What stands in a record is somebody else's from here on; its name and code both know.
    pub fn hand_over(&mut self, org: usize, code: Code, from: Option<usize>, to: usize) {
        let begin = format!("{code} of ");
        for mark in self.marks.values_mut().chain(self.codes.values_mut()) {
            if mark.org == org && mark.what.starts_with(&begin) {
                let linked = mark.what.ends_with(": name") || mark.what.ends_with(": code");
                let mut owners = vec![(code.kind, Some(to))];
                owners.extend(linked.then_some((code.kind, from)));
                mark.seen = Seen::With { owners, helpers: Vec::new() };
            }
        }
    }

    /// What the records are called whose codes stand in a text, as far as somebody sees them.
    pub fn names_of(&self, who: &Who, text: &str) -> String {
        let codes = tokens(text);
        let name = |mark: &Mark| {
            let mine = mark.org == who.org && sees(who, &mark.seen);
            let code = mark.what.split(' ').next().unwrap_or_default();
            mine && mark.what.ends_with(": name") && codes.contains(code)
        };
        let names = self.marks.iter().filter(|(_, mark)| name(mark));
        names.map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What a message shows that `who` may not see and did not type.
    pub fn leaks(&self, who: &Who, typed: &str, seen: &Message) -> Vec<String> {
        let json = serde_json::to_string(&seen.reply).expect("a reply can be written down");
        let file = seen.file.as_ref().map(|file| String::from_utf8_lossy(&file.bytes));
        let shown = format!("{}\n{json}\n{}", seen.reply.plain(), file.unwrap_or_default());
        let own = tokens(typed);
        let names = [TakeLead::SPEC.name].into_iter().chain(TakeLead::SPEC.aliases.iter().copied());
        let takes = names
            .into_iter()
            .any(|name| typed.contains(name) || typed.contains(&name.replace(' ', "_")));
        let open = |mark: &Mark| {
            takes
                && may_take(who)
                && mark.what.starts_with("L-")
                && mark.what.contains(" of nobody")
        };
        let mut leaks = BTreeSet::new();
        for token in tokens(&shown).difference(&own) {
            let foreign =
                |mark: &Mark| mark.org != who.org || !(sees(who, &mark.seen) || open(mark));
            if let Some(mark) = self.marks.get(token).filter(|mark| foreign(mark)) {
                leaks.insert(format!("«{token}» ({}, org {})", mark.what, mark.org));
            }
            if !is_code(token) {
                continue;
            }
            match self.codes.get(&(who.org, token.clone())) {
                Some(mark) if sees(who, &mark.seen) || open(mark) => {}
                Some(mark) => drop(leaks.insert(format!("«{token}» ({})", mark.what))),
                None => drop(leaks.insert(format!("«{token}» (no record of that org)"))),
            }
        }
        leaks.into_iter().collect()
    }

    /// What of the scene a message in a group shows in full although others read along.
    pub fn bare(&self, typed: &str, reply: &Reply) -> Vec<String> {
        let own = tokens(typed);
        let shown = tokens(&reply.plain());
        let secret = |token: &&String| token.starts_with('¥') || token.len() == 11;
        let bare = shown.difference(&own).filter(secret);
        bare.filter(|token| self.marks.contains_key(*token)).cloned().collect()
    }
}

fn is_code(token: &str) -> bool {
    let digits = token.get(2..).filter(|_| token.get(1..2) == Some("-"));
    let n = digits.and_then(|digits| digits.parse::<i64>().ok());
    token.starts_with(|c: char| "LCKDAFO".contains(c)) && n.is_some_and(|n| n >= FIRST_CODE)
}

/// Everything in a text that a canary could be: words, numbers, amounts, codes, keys.
fn tokens(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for run in text.split(|c: char| !c.is_ascii_alphabetic()) {
        found.insert(run.to_lowercase());
    }
    for run in text.split(|c: char| !c.is_ascii_digit()) {
        found.insert(run.to_owned());
    }
    for run in text.split('¥').skip(1) {
        let number = run.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').next();
        let digits: String = number.unwrap_or("").chars().filter(char::is_ascii_digit).collect();
        found.insert(format!("¥{digits}"));
    }
    for run in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
        found.insert(run.to_owned());
    }
    found.remove("");
    found
}
