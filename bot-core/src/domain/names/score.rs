//! On which rung a name matches what was typed.

use std::cmp::Reverse;

use super::company::{Company, words_of};
use super::readings::readings;
use super::{Rung, is_han, word_initials};
use crate::domain::fold::key;

/// Longer texts are compared for being equal or a part, not for looking alike, which takes square time.
const LONGEST: usize = 64;
/// Of how many characters a beginning may be that somebody spells with a slip.
const BEGINNING: usize = 6;
/// From here on two spellings count as nearly the same (measured on company names without their legal forms).
const ALIKE: f64 = 0.88;

/// How a name matches a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// What the match rests on.
    pub rung: Rung,
    /// How much of the name is covered, 0–1000; compares matches on one rung only.
    pub score: u16,
}

impl Match {
    /// The order in which matches are shown: sorts the best first.
    pub fn order(self) -> (Rung, Reverse<u16>) {
        (self.rung, Reverse(self.score))
    }
}

/// Says how a name matches a query; see [`Query`] for asking one query of many names.
pub fn score(query: &str, name: &str) -> Option<Match> {
    Query::of(query).score(name)
}

/// A typed reference, made ready to be compared with many names.
#[derive(Clone, Debug)]
pub struct Query(Form);

/// The forms of a text that are compared.
#[derive(Clone, Debug)]
pub(super) struct Form {
    key: String,
    /// Letters and digits of everything, legal form included.
    letters: String,
    pub(super) company: Company,
    /// Place and core.
    whole: Vec<char>,
    core: Vec<char>,
}

impl Form {
    pub(super) fn of(text: &str) -> Self {
        let key = key(text);
        let company = Company::of_key(&key);
        let core: Vec<char> = company.core.chars().collect();
        let whole = company.place.chars().chain(core.iter().copied()).collect();
        Self { letters: words_of(&key).concat(), key, company, whole, core }
    }

    fn has_han(&self) -> bool {
        self.whole.iter().copied().any(is_han)
    }

    /// Two branches in different places are not the same company.
    fn may_be_in_place_of(&self, other: &Self) -> bool {
        let (one, two) = (&self.company.place, &other.company.place);
        one.is_empty() || two.is_empty() || one.contains(two) || two.contains(one)
    }
}

impl Query {
    /// Reads what was typed.
    pub fn of(text: &str) -> Self {
        Self(Form::of(text))
    }

    /// Says on which rung a name matches, and how well; `None` where it does not.
    pub fn score(&self, name: &str) -> Option<Match> {
        let (query, name) = (&self.0, Form::of(name));
        if query.key.is_empty() || name.key.is_empty() {
            return None;
        }
        same(query, &name)
            .or_else(|| part(query, &name))
            .or_else(|| by_reading(query, &name))
            .or_else(|| by_word_initials(query, &name))
            .or_else(|| alike(query, &name))
    }
}

/// The share of `whole` that `part` is, in thousandths.
fn share(part: usize, whole: usize) -> u16 {
    let share = part.min(whole) * 1000 / whole.max(1);
    u16::try_from(share).unwrap_or(1000)
}

pub(super) fn same(query: &Form, name: &Form) -> Option<Match> {
    let found = |rung, score| Some(Match { rung, score });
    if query.key == name.key {
        found(Rung::Exact, 1000)
    } else if !query.letters.is_empty() && query.letters == name.letters {
        found(Rung::Normal, 1000)
    } else if query.core != name.core || query.core.is_empty() {
        None
    } else if query.may_be_in_place_of(name) {
        found(Rung::Normal, 950)
    } else {
        found(Rung::Typo, 950)
    }
}

fn part(query: &Form, name: &Form) -> Option<Match> {
    // A full name means one company: 华为有限公司 is another than 华为技术有限公司 until somebody says otherwise.
    let rung = if query.company.formal || !query.may_be_in_place_of(name) {
        Rung::Typo
    } else {
        Rung::Part
    };
    // What the core leaves out may still be what was typed: 深圳市华, Acme Hold.
    if part_at(&query.letters, &name.letters, &[0]) == Some(0) {
        let score = share(query.whole.len(), name.whole.len()).min(999);
        return Some(Match { rung, score });
    }
    let whole: String = name.whole.iter().collect();
    let asked: String = query.whole.iter().collect();
    let place = name.company.place.len();
    // In ascending order, for searching.
    let starts: Vec<usize> =
        std::iter::once(0).chain(name.company.words.iter().map(|word| word + place)).collect();
    let in_whole = part_at(&asked, &whole, &starts);
    let in_core = || part_at(&query.company.core, &whole, &starts);
    let at = in_whole.or_else(in_core)?;
    let lead = if at == 0 || at == place { 0 } else { 100 };
    let length = if in_whole.is_some() { query.whole.len() } else { query.core.len() };
    let score = share(length, name.whole.len()).min(999);
    Some(Match { rung, score: score.saturating_sub(lead) })
}

/// Where a text is a part of another that a person would call it by.
///
/// Ideographs count anywhere, a single one only at the start of a word; letters only at the start of a word; and
/// never a piece of a number: A10 is no part of A100.
fn part_at(part: &str, whole: &str, starts: &[usize]) -> Option<usize> {
    let (first, last) = (part.chars().next()?, part.chars().next_back()?);
    let count = part.chars().take(2).count();
    whole.match_indices(part).map(|(at, _)| at).find(|&at| {
        let before = whole.get(..at).and_then(|s| s.chars().next_back());
        let after = whole.get(at + part.len()..).and_then(|s| s.chars().next());
        let cuts =
            |one: char, two: Option<char>| one.is_numeric() && two.is_some_and(char::is_numeric);
        if cuts(first, before) || cuts(last, after) {
            return false;
        }
        let kind = |c: char| (is_han(c), c.is_numeric());
        let is_word = starts.binary_search(&at).is_ok();
        if is_han(first) {
            return is_word || count >= 2;
        }
        let is_start = is_word || before.is_some_and(|before| kind(before) != kind(first));
        let is_short = count < 2 && !last.is_numeric() && after.is_some();
        is_start && !is_short
    })
}

/// Letters that stand for characters with full readings; one bit of a set of ways.
const FULL: u8 = 1;
/// Letters that stand for characters with their initials; the other bit.
const INITIAL: u8 = 2;

fn by_reading(query: &Form, name: &Form) -> Option<Match> {
    let typed: Vec<char> = query.letters.chars().collect();
    let has_letters = typed.iter().any(char::is_ascii_lowercase);
    if !has_letters || !name.has_han() || typed.len() > LONGEST {
        return None;
    }
    let chars: Vec<char> = name.whole.iter().copied().take(LONGEST).collect();
    let readings = readings(&chars);
    let place = name.company.place.chars().count();
    let from = |start: usize| {
        let (end, ways) = spelled(&typed, &chars, &readings, start)?;
        let (rung, mixed) = match ways {
            FULL => (Rung::Pinyin, 0),
            INITIAL => (Rung::Initials, 0),
            _ => (Rung::Initials, 50),
        };
        let is_inside = start != 0 && start != place;
        // One initial says nothing, and one syllable inside of a name little.
        let too_little =
            (rung == Rung::Initials && typed.len() < 2) || (is_inside && end - start < 2);
        let length = chars.len() - if start == place { place } else { 0 };
        let lead = if is_inside { 100 } else { 0 };
        let score = share(end - start, length).saturating_sub(mixed + lead);
        (!too_little).then_some(Match { rung, score })
    };
    (0..chars.len()).filter_map(from).min_by_key(|found| found.order())
}

/// Reads letters as characters from one of them on: how far they go and how they stand for them.
///
/// Every way of splitting the letters is followed at once, so that xian is 西安 as well as 先.
fn spelled(
    typed: &[char],
    chars: &[char],
    readings: &[Vec<&'static str>],
    start: usize,
) -> Option<(usize, u8)> {
    // For each number of letters used: the sets of ways to get there, as one bit for each of the four sets.
    let mut reached = vec![0_u8; typed.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = 1;
    }
    for at in start..chars.len() {
        let mut next = vec![0_u8; typed.len() + 1];
        for (used, &sets) in reached.iter().enumerate().filter(|(_, sets)| **sets != 0) {
            let rest = typed.get(used..).unwrap_or_default();
            let c = chars.get(at)?;
            let mut go = |letters: usize, way: u8| {
                if let Some(slot) = next.get_mut(used + letters) {
                    *slot |= (0..4)
                        .filter(|set| sets & (1 << set) != 0)
                        .fold(0, |all, set| all | 1 << (set | way));
                }
            };
            if rest.first() == Some(c) {
                go(1, 0);
            }
            for reading in readings.get(at).into_iter().flatten() {
                let agree = rest.iter().zip(reading.chars()).take_while(|(a, b)| **a == *b).count();
                let is_last = agree == rest.len();
                if agree == reading.len() || (is_last && agree > 1) {
                    go(agree, FULL);
                }
                if agree > 0 {
                    go(1, INITIAL);
                }
                // zh, ch and sh are one initial to those who learnt them so.
                if agree > 1 && reading.get(1..2) == Some("h") {
                    go(2, INITIAL);
                }
            }
        }
        // The surest way wins: only full readings, only initials, both; literally only is not a reading.
        if let Some(&sets) = next.last() {
            let ways = [FULL, INITIAL, FULL | INITIAL];
            if let Some(way) = ways.into_iter().find(|way| sets & (1 << way) != 0) {
                return Some((at + 1, way));
            }
        }
        if next.iter().all(|sets| *sets == 0) {
            return None;
        }
        reached = next;
    }
    None
}

fn by_word_initials(query: &Form, name: &Form) -> Option<Match> {
    let asked = &query.letters;
    let initials = word_initials(&name.company);
    let fits = asked.len() > 1 && !name.has_han() && initials.starts_with(asked.as_str());
    fits.then(|| Match { rung: Rung::Initials, score: share(asked.len(), initials.len()) })
}

/// Guesses: the same sound in other characters, a slip of the keyboard, a longer name that begins with this one.
fn alike(query: &Form, name: &Form) -> Option<Match> {
    let (asked, known) = (&query.core, &name.core);
    let (short, long) = (asked.len().min(known.len()), asked.len().max(known.len()));
    if long > LONGEST || short < 2 {
        return None;
    }
    let guess = |score: u16| Some(Match { rung: Rung::Typo, score });
    if sounds_alike(asked, known) {
        return guess(share(asked.len(), known.len()).min(900));
    }
    if let Some(score) = slip(&query.company.core, &name.company.core) {
        return guess(score.min(850));
    }
    let is_spelled =
        query.letters.len() > 3 && query.letters.bytes().all(|b| b.is_ascii_lowercase());
    if is_spelled && name.has_han() {
        let spelling = super::readings::spellings(known, false, 1).concat();
        if let Some(score) = slip(&query.letters, &spelling) {
            return guess(score.min(700));
        }
        // huawie is a slip of 华为, with which 华为技术 begins.
        let begins = |end: usize| {
            let start = super::readings::spellings(&known[..end], false, 1).concat();
            start.len() > 4 && strsim::damerau_levenshtein(&query.letters, &start) <= 1
        };
        if let Some(end) = (2..known.len().min(BEGINNING)).find(|end| begins(*end)) {
            return guess(share(end, known.len()).min(650));
        }
    }
    let (inner, outer) = (&name.company.core, &query.company.core);
    let begins = part_at(inner, outer, &query.company.words) == Some(0);
    let tells = short > 2 || known.iter().copied().all(is_han);
    if begins && tells {
        return guess(share(known.len(), asked.len()).min(600));
    }
    let within = asked.len() > 3 && inner.contains(outer);
    (within || is_short_for(&query.whole, &name.whole))
        .then(|| Match { rung: Rung::Typo, score: share(asked.len(), known.len()).min(500) })
}

/// Says whether a name may be called so for short: 台积电 for 台湾积体电路.
fn is_short_for(asked: &[char], known: &[char]) -> bool {
    let mut rest = known.iter();
    asked.len() > 2
        && asked.first() == known.first()
        && asked.iter().all(|&c| is_han(c) && rest.any(|&other| other == c))
}

/// Says whether the query's characters can be read as the name's first ones.
fn sounds_alike(asked: &[char], known: &[char]) -> bool {
    let is_sound = asked.iter().copied().any(is_han) && asked.len() <= known.len();
    is_sound
        && asked.iter().zip(known).zip(readings(asked).iter().zip(readings(known))).all(
            |((one, two), (first, second))| {
                one == two || first.iter().any(|reading| second.contains(reading))
            },
        )
}

/// How close two spellings are where one may be a slip of the other, in thousandths.
fn slip(one: &str, two: &str) -> Option<u16> {
    let long = one.chars().count().max(two.chars().count());
    let short = one.chars().count().min(two.chars().count());
    if short < 3 || long > LONGEST {
        return None;
    }
    let edits = strsim::damerau_levenshtein(one, two);
    let is_close = edits <= 1 || strsim::jaro_winkler(one, two) >= ALIKE;
    is_close.then(|| share(long - edits.min(long), long))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rung(query: &str, name: &str) -> Option<Rung> {
        score(query, name).map(|found| found.rung)
    }

    #[test]
    fn each_way_to_type_a_name_has_its_rung() {
        for (query, name, expected) in [
            ("华为技术有限公司", "华为技术有限公司", Rung::Exact),
            ("ＨＵＡＷＥＩ", "Huawei", Rung::Exact),
            ("華為", "华为", Rung::Exact),
            ("👍", "👍", Rung::Exact),
            ("华为技术", "华为技术有限公司", Rung::Normal),
            ("华为技术(中国)", "华为技术有限公司", Rung::Normal),
            ("GTXPro", "GTX Pro", Rung::Normal),
            ("Acme Inc", "ACME Corporation", Rung::Normal),
            ("华星电子", "深圳市华星电子有限公司", Rung::Normal),
            ("深圳华星电子", "深圳市华星电子有限公司", Rung::Normal),
            ("华星", "华星电子", Rung::Part),
            ("电子", "华星电子", Rung::Part),
            ("深圳华星", "深圳市华星电子有限公司", Rung::Part),
            ("深圳", "深圳市华星电子有限公司", Rung::Part),
            ("深圳华星", "华星电子", Rung::Part),
            ("acme", "Acme Trading", Rung::Part),
            ("trading", "Acme Trading", Rung::Part),
            ("ac", "Acme Trading", Rung::Part),
            ("王", "王总", Rung::Part),
            ("A", "A", Rung::Exact),
            ("huawei", "华为技术有限公司", Rung::Pinyin),
            ("Hua Wei", "华为", Rung::Pinyin),
            ("hua", "华为", Rung::Pinyin),
            ("huawe", "华为", Rung::Pinyin),
            ("xian", "西安", Rung::Pinyin),
            ("chongqing", "重庆长安", Rung::Pinyin),
            ("zhongqing", "重庆长安", Rung::Pinyin),
            ("changan", "重庆长安", Rung::Pinyin),
            ("shanghai银行", "上海银行", Rung::Pinyin),
            ("lü", "吕布", Rung::Pinyin),
            ("lubu", "吕布", Rung::Pinyin),
            ("ouyang", "欧阳锋", Rung::Pinyin),
            ("hw", "华为", Rung::Initials),
            ("HWJS", "华为技术有限公司", Rung::Initials),
            ("cqca", "重庆长安", Rung::Initials),
            ("zqca", "重庆长安", Rung::Initials),
            ("ca", "重庆长安", Rung::Initials),
            ("zsyh", "招商银行", Rung::Initials),
            ("zhsh", "招商银行", Rung::Initials),
            ("yh", "招商银行", Rung::Initials),
            ("huaw", "华为", Rung::Initials),
            ("tclhx", "TCL华星", Rung::Initials),
            ("cj", "長江實業", Rung::Initials),
            ("at", "Acme Trading", Rung::Initials),
            ("花为", "华为", Rung::Typo),
            ("花为", "华为技术有限公司", Rung::Typo),
            ("王维", "王伟", Rung::Typo),
            ("张三风", "张三疯子", Rung::Typo),
            ("华新电孑", "华新电子", Rung::Typo),
            ("acme tradign", "Acme Trading", Rung::Typo),
            ("huwaei", "华为", Rung::Typo),
            ("huawie", "华为技术有限公司", Rung::Typo),
            ("huwei", "华为技术有限公司", Rung::Typo),
            ("huaxingg", "深圳市华星电子有限公司", Rung::Typo),
            ("GTXPor", "GTX Pro", Rung::Typo),
            ("上海华星电子", "深圳华星电子", Rung::Typo),
            ("A101", "A100", Rung::Typo),
            ("A10", "A100", Rung::Typo),
            ("Acme Trading", "Acme", Rung::Typo),
            ("apple", "Pineapple", Rung::Typo),
            ("台积电", "臺灣積體電路", Rung::Typo),
            ("华为有限公司", "华为技术有限公司", Rung::Typo),
            ("华为公司", "华为技术有限公司", Rung::Part),
            ("华为技术有限公司", "华为技术有限公司深圳分公司", Rung::Typo),
            ("acme hold", "Acme Holding", Rung::Part),
            ("华为技术有限", "华为技术有限公司", Rung::Normal),
            ("深圳市华", "深圳市华星电子有限公司", Rung::Part),
            ("Xx-holding", "Xx-zobam", Rung::Typo),
            ("华为深圳分公司", "华为", Rung::Typo),
        ] {
            assert_eq!(rung(query, name), Some(expected), "{query} {name}");
        }
    }

    #[test]
    fn what_is_something_else_does_not_match() {
        for (query, name) in [
            ("华为", "华星"),
            ("hw", "招商银行"),
            ("北京银行", "上海银行"),
            ("张三", "李四"),
            ("me", "Acme"),
            ("h", "华为"),
            ("a", "Acme"),
            ("B7", "C7"),
            ("华为", ""),
            ("", "华为"),
            ("\0", "华为"),
            ("三", "张三"),
            ("有限公司", "华为技术"),
            ("100", "A1000"),
        ] {
            assert_eq!(rung(query, name), None, "{query} {name}");
        }
    }

    #[test]
    fn the_better_covered_name_comes_first() {
        let mut names = ["华为技术有限公司", "华为", "华威机械", "大华为民", "华伟"];
        let query = Query::of("huawei");
        names.sort_by_key(|name| query.score(name).map(Match::order));
        assert_eq!(names, ["华为", "华伟", "华为技术有限公司", "华威机械", "大华为民"]);
    }

    #[test]
    fn guesses_never_count_as_sure() {
        for rung in Rung::ALL {
            assert_eq!(rung.is_guess(), rung >= Rung::Typo, "{rung:?}");
        }
    }
}
