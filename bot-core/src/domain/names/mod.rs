//! Names as keys: what a record is stored under, and what a typed reference looks up.
//!
//! Keys only gather candidates, generously; [`Query::score`] then says on which rung each of them matches.

mod alike;
mod company;
mod contact;
mod readings;
mod score;
#[cfg(test)]
mod traps;

pub use self::alike::Asked;
pub use self::company::company_core;
pub(crate) use self::company::{has_place, is_place, is_trade, is_trade_latin, is_trade_named};
pub use self::contact::{email_key, phone_doubt, phone_key, tax_id_key, tax_number};
pub use self::readings::{sort_key, sounds_like};
pub use self::score::{Match, Query, score};

use self::company::{Company, words_of};
use self::readings::spellings;
use crate::domain::fold::key;
use crate::domain::record::FORGOTTEN;

/// How many keys one name or one query has at most.
pub const MAX_KEYS: usize = 48;
/// How many characters of a key are kept; on both sides, so that long names still meet.
pub const MAX_KEY_CHARS: usize = 100;
/// How many digits a part of a phone number has at least: fewer are in nearly all of them.
const SHORTEST_PART: usize = 4;
/// Up to how many letters a slip is looked for in: longer ones are rarely typed.
const SLIP_LETTERS: usize = 16;
/// How many ways to read a name are kept.
const VARIANTS: usize = 4;
/// Up to which character a name can be entered in its middle, by reading.
const TAILS: usize = 8;

/// How surely a key or a match leads to a record, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// The same unified social credit code.
    TaxId,
    /// The same phone number.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same name but for width, case, script and spaces at the ends.
    Exact,
    /// The same name but for legal form, place and punctuation.
    Normal,
    /// The query is a part of the name.
    Part,
    /// The query spells the name, or its beginning, in full pinyin.
    Pinyin,
    /// The query has the initials of the name, or of a part of it.
    Initials,
    /// The query is a part of the phone number.
    Digits,
    /// Nearly the same: a guess, which never picks by itself where something is written.
    Typo,
    /// Two neighbouring letters are the same: only gathers candidates, never a match.
    Pair,
}

impl Rung {
    /// All rungs, the surest first.
    pub const ALL: [Self; 11] = [
        Self::TaxId,
        Self::Phone,
        Self::Email,
        Self::Exact,
        Self::Normal,
        Self::Part,
        Self::Pinyin,
        Self::Initials,
        Self::Digits,
        Self::Typo,
        Self::Pair,
    ];

    /// Says whether a stored key also answers to its beginning, so that 华星 finds 华星电子.
    pub fn by_prefix(self) -> bool {
        matches!(self, Self::Normal | Self::Part | Self::Pinyin | Self::Initials | Self::Digits)
    }

    /// Says whether a match is only a guess, to be confirmed by the person before anything is written.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Typo | Self::Pair)
    }
}

/// A key and the rung that it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchKey {
    /// What is compared, byte by byte.
    pub key: String,
    /// What a hit on it is worth.
    pub rung: Rung,
}

/// Keys in the order of their worth, each once, up to [`MAX_KEYS`].
#[derive(Default)]
struct Keys(Vec<SearchKey>);

impl Keys {
    fn add(&mut self, rung: Rung, text: &str) {
        let key: String = text.chars().take(MAX_KEY_CHARS).collect();
        let new = SearchKey { key, rung };
        if !new.key.is_empty() && self.0.len() < MAX_KEYS && !self.0.contains(&new) {
            self.0.push(new);
        }
    }

    fn add_pairs(&mut self, chars: &[char]) {
        // One character alone stands for the beginning: 王 finds 王总.
        self.add(Rung::Pair, &chars.iter().take(1).collect::<String>());
        for pair in chars.windows(2) {
            if self.0.len() >= MAX_KEYS {
                return;
            }
            self.add(Rung::Pair, &pair.iter().collect::<String>());
        }
    }
}

/// Says whether a character is written with strokes and read with pinyin.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Says whether letters spell a Chinese name in full pinyin: `suzhou` is 苏州.
pub fn is_spelled(letters: &str, name: &str) -> bool {
    let letters = words_of(&key(letters)).concat();
    let name = first_chars(name);
    letters.is_ascii()
        && name.iter().copied().any(is_han)
        && spellings(&name, false, VARIANTS).contains(&letters)
}

/// The keys under which a record is stored for one of its names.
pub fn keys_of_name(name: &str) -> Vec<SearchKey> {
    if name == FORGOTTEN {
        return Vec::new();
    }
    let key = key(name);
    let company = Company::of_key(&key);
    let whole = format!("{}{}", company.place, company.core);
    let mut keys = Keys::default();
    keys.add(Rung::Exact, &key);
    keys.add(Rung::Normal, &company.core);
    keys.add(Rung::Normal, &whole);
    // A word inside of a Latin name, and the place that the core leaves out.
    for &at in company.words.iter().skip(1).take(6) {
        keys.add(Rung::Part, company.core.get(at..).unwrap_or_default());
    }
    // Who asks for a part asks on the rung of normal names too.
    let letters = words_of(&key).concat();
    if letters != company.core && letters != whole {
        keys.add(Rung::Part, &letters);
    }
    let core = first_chars(&company.core);
    let whole = first_chars(&whole);
    if core.iter().copied().any(is_han) {
        for (rung, initials) in [(Rung::Pinyin, false), (Rung::Initials, true)] {
            for text in [&core, &whole] {
                for spelling in spellings(text, initials, VARIANTS) {
                    keys.add(rung, &spelling);
                }
            }
        }
    } else if company.words.len() > 1 {
        keys.add(Rung::Initials, &word_initials(&company));
    }
    keys.add_pairs(&core);
    keys.add_pairs(whole.get(..1).unwrap_or_default());
    // 招商银行 is also asked for as yh, and 华星电子 as dianzi.
    for at in 1..core.len().min(TAILS) {
        let tail = core.get(at..).unwrap_or_default();
        if tail.len() > 1 && tail.first().copied().is_some_and(is_han) {
            keys.add(Rung::Initials, &spellings(tail, true, 1).concat());
            keys.add(Rung::Pinyin, &spellings(tail, false, 1).concat());
        }
    }
    keys.0
}

/// The keys to look up for a reference that a person typed: a name, a part of one, pinyin, initials, a phone number,
/// an e-mail address or a tax number.
///
/// Where [`Rung::by_prefix`] says so, stored keys that *begin* with the key are hits too.
pub fn keys_of_query(text: &str) -> Vec<SearchKey> {
    let key = key(text);
    let company = Company::of_key(&key);
    let letters = words_of(&key).concat();
    let whole = format!("{}{}", company.place, company.core);
    let mut keys = Keys::default();
    for (rung, identifier) in [
        (Rung::TaxId, tax_id_key(text)),
        (Rung::Phone, phone_key(text)),
        (Rung::Email, email_key(text)),
    ] {
        if let Some(identifier) = identifier {
            keys.add(rung, &identifier);
        }
    }
    keys.add(Rung::Exact, &key);
    keys.add(Rung::Normal, &company.core);
    keys.add(Rung::Normal, &whole);
    keys.add(Rung::Normal, &letters);
    keys.add(Rung::Part, &letters);
    keys.add(Rung::Part, &company.core);
    let spelled = first_chars(&letters);
    for spelling in spellings(&spelled, false, VARIANTS) {
        keys.add(Rung::Pinyin, &spelling);
    }
    let core = first_chars(&company.core);
    for spelling in spellings(&core, false, VARIANTS) {
        keys.add(Rung::Pinyin, &spelling);
    }
    if spelled.len() > 1 && spelled.iter().all(char::is_ascii_alphanumeric) {
        keys.add(Rung::Initials, &letters);
    }
    match core.as_slice() {
        // A phone number is no part of a name, and two of its digits stand in very many.
        _ if phone_key(text).is_some() => {}
        // Another number has all of its pairs wherever it stands, and is no slip of yet another.
        [.., one, two] if core.iter().all(char::is_ascii_digit) => {
            keys.add(Rung::Pair, &String::from_iter([one, two]));
        }
        _ => keys.add_pairs(&core),
    }
    keys.0
}

/// The keys under which a record is stored: its own, and for each phone what follows each of its
/// digits, so that any part of it begins one of them.
pub fn stored_keys(own: Vec<SearchKey>) -> Vec<SearchKey> {
    let mut tails = Vec::new();
    for phone in own.iter().filter(|key| key.rung == Rung::Phone) {
        let digits = phone.key.trim_start_matches('+');
        for at in 0..(digits.len() + 1).saturating_sub(SHORTEST_PART) {
            let key = SearchKey { key: digits[at..].to_owned(), rung: Rung::Digits };
            if !tails.contains(&key) {
                tails.push(key);
            }
        }
    }
    own.into_iter().chain(tails).collect()
}

/// The key to look up for a part of a phone number; none for what is no such part.
pub fn key_of_digits(text: &str) -> Option<SearchKey> {
    let mut digits = key(text);
    digits.retain(|c| !matches!(c, ' ' | '-' | '+' | '(' | ')' | '.'));
    let fits =
        (SHORTEST_PART..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then_some(SearchKey { key: digits, rung: Rung::Digits })
}

/// The keys that gather the names of which a spelling in letters may be a slip: two letters changed
/// places, one is too many, one is missing or wrong behind the first few.
///
/// Asked where nothing else is found; what is gathered is only ever a guess.
pub fn keys_of_slip(text: &str) -> Vec<SearchKey> {
    let letters: Vec<char> = words_of(&key(text)).concat().chars().collect();
    let mut keys = Keys::default();
    if !(5..=SLIP_LETTERS).contains(&letters.len()) || !letters.iter().all(char::is_ascii_lowercase)
    {
        return keys.0;
    }
    for at in 0..letters.len() {
        let mut swapped = letters.clone();
        if at + 1 < letters.len() {
            swapped.swap(at, at + 1);
            keys.add(Rung::Pinyin, &swapped.iter().collect::<String>());
        }
        let mut shorter = letters.clone();
        shorter.remove(at);
        keys.add(Rung::Pinyin, &shorter.iter().collect::<String>());
    }
    keys.add(Rung::Pinyin, &letters.iter().take((letters.len() / 2).max(3)).collect::<String>());
    keys.0
}

fn first_chars(text: &str) -> Vec<char> {
    text.chars().take(MAX_KEY_CHARS).collect()
}

/// The first letter of each word: Acme Trading → at.
pub(crate) fn word_initials(company: &Company) -> String {
    company.words.iter().filter_map(|&at| company.core.get(at..)?.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(keys: &[SearchKey], rung: Rung, key: &str) -> bool {
        keys.iter().any(|k| k.rung == rung && k.key == key)
    }

    /// What a database does with the keys.
    fn found(query: &str, name: &str) -> bool {
        let stored = keys_of_name(name);
        keys_of_query(query).iter().any(|asked| {
            stored.iter().any(|has| {
                has.rung == asked.rung
                    && (has.key == asked.key
                        || asked.rung.by_prefix() && has.key.starts_with(&asked.key))
            })
        })
    }

    #[test]
    fn a_name_is_stored_under_what_people_may_type() {
        let keys = keys_of_name("重庆长安汽车股份有限公司");
        for (rung, key) in [
            (Rung::Exact, "重庆长安汽车股份有限公司"),
            (Rung::Normal, "长安汽车"),
            (Rung::Normal, "重庆长安汽车"),
            (Rung::Pinyin, "chongqingchanganqiche"),
            (Rung::Pinyin, "zhongqingchanganqiche"),
            (Rung::Initials, "cqcaqc"),
            (Rung::Initials, "zqcaqc"),
            (Rung::Initials, "caqc"),
            (Rung::Pair, "长安"),
        ] {
            assert!(has(&keys, rung, key), "{rung:?} {key} {keys:?}");
        }
        let keys = keys_of_name("Acme Trading Ltd");
        for (rung, key) in [
            (Rung::Exact, "acme trading ltd"),
            (Rung::Normal, "acmetrading"),
            (Rung::Part, "trading"),
            (Rung::Initials, "at"),
            (Rung::Pair, "ac"),
        ] {
            assert!(has(&keys, rung, key), "{rung:?} {key} {keys:?}");
        }
    }

    #[test]
    fn keys_gather_every_name_that_scores() {
        let names = [
            "华为技术有限公司",
            "华威机械",
            "华星电子",
            "招商银行",
            "深圳市华星光电有限公司",
            "重庆长安",
            "Acme Trading Ltd",
            "GTX Pro",
            "张三丰",
            "王总",
            "吕布",
            "TCL华星",
            "Pineapple",
            "臺灣積體電路",
        ];
        let queries = [
            "华为",
            "huawei",
            "hw",
            "hwjs",
            "华",
            "花为",
            "hwaei",
            "huaxing",
            "hx",
            "深圳华星",
            "szhx",
            "cqca",
            "zqca",
            "shenzhen",
            "yh",
            "zsyh",
            "acme",
            "trading",
            "at",
            "gtxpro",
            "gtx",
            "张三风",
            "王",
            "lv",
            "lubu",
            "lü",
            "tclhx",
            "华星",
            "招商 银行",
            "acme tradign",
            "GTXPro",
            "huaxing光电",
            "shanghai",
            "电子",
        ];
        for query in queries {
            for name in names {
                if let Some(hit) = score(query, name) {
                    assert!(found(query, name), "{query} {name} {hit:?}");
                }
            }
        }
    }

    #[test]
    fn a_slip_in_the_spelling_gathers_what_it_may_mean() {
        let stored = keys_of_name("华为技术有限公司");
        for slip in ["huawie", "huaweii", "hauwei", "huaewi", "huawai"] {
            let found = keys_of_slip(slip).iter().any(|asked| {
                stored.iter().any(|has| has.rung == asked.rung && has.key.starts_with(&asked.key))
            });
            assert!(found, "{slip}");
        }
        assert_eq!(keys_of_slip("华为"), []);
    }

    #[test]
    fn any_part_of_a_phone_begins_one_of_its_keys() {
        let phone = SearchKey { key: "13800138000".to_owned(), rung: Rung::Phone };
        let stored = stored_keys(vec![phone.clone()]);
        assert_eq!(stored.len(), 9);
        for part in ["8000", "1380", "0138", "13800138000", "138-0013", "0013 8000"] {
            let asked = key_of_digits(part).unwrap();
            let begins =
                |key: &SearchKey| key.rung == asked.rung && key.key.starts_with(&asked.key);
            assert!(stored.iter().any(begins), "{part}");
        }
        for other in ["800", "华为8000", "", "8000x"] {
            assert_eq!(key_of_digits(other), None, "{other}");
        }
    }

    #[test]
    fn a_query_that_is_an_identifier_looks_that_up() {
        assert!(has(&keys_of_query("+86 138-0013-8000"), Rung::Phone, "13800138000"));
        assert!(has(&keys_of_query("Li@X.cn"), Rung::Email, "li@x.cn"));
        assert!(has(&keys_of_query("91350100M000100Y43"), Rung::TaxId, "91350100M000100Y43"));
    }

    #[test]
    fn nothing_has_no_keys() {
        for empty in ["", "  ", "\0", "\u{200b}\u{202e}"] {
            assert_eq!(keys_of_name(empty), []);
            assert_eq!(keys_of_query(empty), []);
        }
    }

    #[test]
    fn rungs_are_in_the_order_of_their_worth() {
        assert!(Rung::ALL.is_sorted());
    }
}
