//! How characters are read: pinyin with the second readings that matter in names.

use pinyin::ToPinyin;

use crate::domain::fold::{key, without_marks};

/// Characters of names with more than one reading; the usual one in company names first.
const SEVERAL: [(char, &[&str]); 39] = [
    ('重', &["zhong", "chong"]),
    ('长', &["chang", "zhang"]),
    ('行', &["xing", "hang"]),
    ('单', &["dan", "shan", "chan"]),
    ('乐', &["le", "yue"]),
    ('会', &["hui", "kuai"]),
    ('曾', &["zeng", "ceng"]),
    ('仇', &["chou", "qiu"]),
    ('朴', &["pu", "piao"]),
    ('解', &["jie", "xie"]),
    ('区', &["qu", "ou"]),
    ('查', &["cha", "zha"]),
    ('盖', &["gai", "ge"]),
    ('厦', &["xia", "sha"]),
    ('都', &["du", "dou"]),
    ('大', &["da", "dai"]),
    ('参', &["can", "shen"]),
    ('翟', &["zhai", "di"]),
    ('盛', &["sheng", "cheng"]),
    ('晟', &["sheng", "cheng"]),
    ('缪', &["miao", "mou"]),
    ('覃', &["qin", "tan"]),
    ('贾', &["jia", "gu"]),
    ('尉', &["wei", "yu"]),
    ('藏', &["cang", "zang"]),
    ('强', &["qiang", "jiang"]),
    ('种', &["zhong", "chong"]),
    ('卜', &["bu", "bo"]),
    ('薄', &["bo", "bao"]),
    ('柏', &["bai", "bo"]),
    ('召', &["zhao", "shao"]),
    ('折', &["zhe", "she"]),
    ('调', &["diao", "tiao"]),
    ('传', &["chuan", "zhuan"]),
    ('朝', &["chao", "zhao"]),
    ('宿', &["su", "xiu"]),
    ('校', &["xiao", "jiao"]),
    ('洗', &["xi", "xian"]),
    ('繁', &["fan", "po"]),
];

/// Tells whether two characters can be read the same.
pub fn sounds_like(one: char, other: char) -> bool {
    let read = |c| readings(&[c]).into_iter().flatten().collect::<Vec<_>>();
    let (one, other) = (read(one), read(other));
    one.iter().any(|reading| other.contains(reading))
}

/// Surnames that are read in another way than the character elsewhere.
const SURNAMES: [(char, &str); 12] = [
    ('单', "shan"),
    ('仇', "qiu"),
    ('朴', "piao"),
    ('解', "xie"),
    ('区', "ou"),
    ('查', "zha"),
    ('盖', "ge"),
    ('召', "shao"),
    ('折', "she"),
    ('洗', "xian"),
    ('繁', "po"),
    ('种', "chong"),
];

/// Where the neighbour decides: both characters, which of the two it is about, and its reading.
const PAIRS: [([char; 2], usize, &str); 12] = [
    (['重', '庆'], 0, "chong"),
    (['银', '行'], 1, "hang"),
    (['商', '行'], 1, "hang"),
    (['洋', '行'], 1, "hang"),
    (['车', '行'], 1, "hang"),
    (['支', '行'], 1, "hang"),
    (['分', '行'], 1, "hang"),
    (['会', '计'], 0, "kuai"),
    (['音', '乐'], 1, "yue"),
    (['人', '参'], 1, "shen"),
    (['西', '藏'], 1, "zang"),
    (['调', '味'], 0, "tiao"),
];

/// A person's name with a title is at most this long; only there the first character is a surname.
const PERSON: usize = 4;

/// The readings of each character, the likeliest first; none for what is no ideograph.
pub(crate) fn readings(chars: &[char]) -> Vec<Vec<&'static str>> {
    let mut all: Vec<Vec<&'static str>> = chars.iter().map(|&c| of_char(c)).collect();
    let mut prefer = |at: usize, reading: &'static str| {
        if let Some(readings) = all.get_mut(at) {
            readings.retain(|&other| other != reading);
            readings.insert(0, reading);
        }
    };
    for (at, pair) in chars.windows(2).enumerate() {
        if let Some((_, which, reading)) = PAIRS.iter().find(|(known, ..)| known == pair) {
            prefer(at + which, reading);
        }
    }
    if let Some(first) = chars.first()
        && (2..=PERSON).contains(&chars.len())
        && let Some((_, reading)) = SURNAMES.iter().find(|(c, _)| c == first)
    {
        prefer(0, reading);
    }
    all
}

fn of_char(c: char) -> Vec<&'static str> {
    if c.is_ascii() {
        return Vec::new();
    }
    if let Some((_, readings)) = SEVERAL.iter().find(|(known, _)| *known == c) {
        return readings.to_vec();
    }
    // The ü is typed as v, and in passports as u.
    match c.to_pinyin().map(pinyin::Pinyin::plain) {
        Some("lü") => vec!["lv", "lu"],
        Some("nü") => vec!["nv", "nu"],
        Some("lüe") => vec!["lve", "lue"],
        Some("nüe") => vec!["nve", "nue"],
        Some(plain) if plain.is_ascii() => vec![plain],
        _ => Vec::new(),
    }
}

/// All spellings of a text in letters, at most `cap` of them: by full readings, or by their initials.
pub(crate) fn spellings(chars: &[char], initials: bool, cap: usize) -> Vec<String> {
    let mut made = vec![String::new()];
    for (c, readings) in chars.iter().zip(readings(chars)) {
        let mut pieces: Vec<&str> = readings
            .iter()
            .map(|reading| if initials { reading.get(..1).unwrap_or(reading) } else { reading })
            .collect();
        pieces.dedup();
        let literal = c.to_string();
        if pieces.is_empty() {
            pieces.push(&literal);
        }
        // The likeliest reading of all characters comes first, then those that differ in the first one.
        let before = made.clone();
        made = pieces
            .iter()
            .flat_map(|piece| before.iter().map(move |start| format!("{start}{piece}")))
            .take(cap)
            .collect();
    }
    made
}

/// A key by which names sort in the order of a Chinese telephone book, the same on every database.
///
/// Only small letters and digits, whose order no collation changes: each syllable or word ends with `0`, digits
/// are led by `1`, other scripts come last, and the characters themselves decide between equal readings.
pub fn sort_key(name: &str) -> String {
    use std::fmt::Write;
    /// Far more than any column shows.
    const LONGEST: usize = 64;
    let chars: Vec<char> = without_marks(&key(name)).chars().take(LONGEST).collect();
    let mut sorted = String::new();
    let mut tie = String::new();
    for (&c, readings) in chars.iter().zip(readings(&chars)) {
        if let Some(reading) = readings.first() {
            sorted.push_str(reading);
            sorted.push('0');
            // A String takes every write.
            let _ = write!(tie, "{:05x}", u32::from(c));
        } else if c.is_ascii_lowercase() {
            sorted.push(c);
        } else if c.is_ascii_digit() {
            sorted.push('1');
            sorted.push(c);
        } else if c.is_alphanumeric() {
            let _ = write!(sorted, "zz{:05x}", u32::from(c));
        } else if !sorted.ends_with('0') {
            sorted.push('0');
        }
    }
    if !tie.is_empty() {
        sorted.push_str("00");
        sorted.push_str(&tie);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(text: &str) -> Vec<String> {
        spellings(&text.chars().collect::<Vec<_>>(), false, 4)
    }

    fn initials(text: &str) -> Vec<String> {
        spellings(&text.chars().collect::<Vec<_>>(), true, 4)
    }

    #[test]
    fn characters_have_the_readings_that_names_use() {
        assert_eq!(full("华为"), ["huawei"]);
        assert_eq!(full("重庆"), ["chongqing", "zhongqing"]);
        assert_eq!(full("招商银行"), ["zhaoshangyinhang", "zhaoshangyinxing"]);
        assert_eq!(full("单先生").first().map(String::as_str), Some("shanxiansheng"));
        assert_eq!(full("吕布"), ["lvbu", "lubu"]);
        assert_eq!(full("tcl华星"), ["tclhuaxing"]);
        assert_eq!(full("长长长长").len(), 4);
        assert_eq!(initials("重庆长安").first().map(String::as_str), Some("cqca"));
        assert!(initials("重庆长安").contains(&"zqca".to_owned()));
    }

    #[test]
    fn every_table_entry_is_its_own() {
        for (at, (c, readings)) in SEVERAL.iter().enumerate() {
            assert!(readings.len() > 1, "{c}");
            assert!(!SEVERAL.iter().skip(at + 1).any(|(other, _)| other == c), "{c}");
        }
        for (c, reading) in SURNAMES {
            assert!(of_char(c).contains(&reading), "{c}");
        }
    }

    #[test]
    fn names_sort_as_in_a_telephone_book() {
        let mut names = vec![
            "ж",
            "赵六",
            "A2",
            "张三",
            "张三丰",
            "李四",
            "单雄信",
            "Bo",
            "zed",
            "安娜",
            "重庆长安",
            "陈",
            "A 1",
            "章三",
            "👍",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "👍",
                "A 1",
                "A2",
                "安娜",
                "Bo",
                "陈",
                "重庆长安",
                "李四",
                "单雄信",
                "zed",
                "张三",
                "章三",
                "张三丰",
                "赵六",
                "ж"
            ]
        );
        let key = sort_key("Ünï 华 123 ж");
        assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{key}");
    }
}
