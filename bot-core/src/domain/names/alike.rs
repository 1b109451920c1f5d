//! Whether two companies may be one that somebody wrote differently: a slip, the same sound, a
//! longer form of the name. Asked before a new one is written down; it warns and never decides.

use super::company::{Company, LATIN_TRADES, TRADES, is_place};
use super::readings::{readings, spellings};
use super::score::{Form, same};
use super::{Keys, Rung, SearchKey, is_han};

/// How many neighbouring letters are looked up at most.
const PAIRS: usize = 8;
/// Longer names are compared for beginning alike, not for slips, which takes square time.
const LONGEST: usize = 64;

/// A company's name in two: what it alone is called, and the words that everybody has.
///
/// Made ready once, to be compared with many names.
pub struct Asked {
    form: Form,
    mark: Vec<char>,
    trade: String,
}

impl Asked {
    /// Takes a name apart.
    pub fn of(text: &str) -> Self {
        let form = Form::of(text);
        let company = &form.company;
        let (mut mark, mut trade) = (String::new(), String::new());
        let ends = company.words.iter().copied().skip(1).chain([company.core.len()]);
        for (from, to) in company.words.iter().copied().zip(ends) {
            let word = company.core.get(from..to).unwrap_or_default();
            let (own, common) = without_trade(word);
            mark.push_str(own);
            trade.push_str(common);
        }
        Self { mark: mark.chars().collect(), trade, form }
    }

    /// Says whether there is something that only this company is called.
    fn tells(&self) -> bool {
        let enough = if self.has_han() { 2 } else { 3 };
        self.mark.len() >= enough && !(self.trade.is_empty() && self.is_of_place())
    }

    /// Says whether only the place tells it from others of its trade: 上海电气.
    fn is_of_place(&self) -> bool {
        is_place(&self.mark.iter().collect::<String>())
    }

    fn has_han(&self) -> bool {
        self.mark.iter().copied().any(is_han)
    }

    fn digits(&self) -> String {
        self.form.company.core.chars().filter(|c| c.is_numeric()).collect()
    }
}

/// A word's own part and the words of a trade at its end.
fn without_trade(word: &str) -> (&str, &str) {
    if LATIN_TRADES.contains(word) {
        return ("", word);
    }
    let mut own = word;
    while let Some(rest) = TRADES.iter().find_map(|trade| own.strip_suffix(trade)) {
        own = rest;
    }
    word.split_at(own.len())
}

impl Asked {
    /// What the keys of companies of a similar name begin with, few and each for a bounded number
    /// of rows.
    pub fn beginnings(&self) -> Vec<SearchKey> {
        let mut keys = Keys::default();
        if !self.tells() {
            return keys.0;
        }
        let core: Vec<char> = self.form.company.core.chars().take(LONGEST).collect();
        if self.has_han() {
            keys.add(Rung::Normal, &core.iter().take(2).collect::<String>());
            // Who does not hear the difference writes 华新 for 华星: huaxin begins both. It is also
            // how the company may be written in Latin letters.
            let spelled = spellings(&self.mark, false, 1).concat();
            let spelled = spelled.strip_suffix('g').unwrap_or(&spelled);
            keys.add(Rung::Pinyin, spelled);
            keys.add(Rung::Normal, spelled);
        } else {
            // So long that not all others begin so, and short enough to come before most slips.
            let long = (self.mark.len() * 2 / 3).max(4);
            let begun: String = core.iter().take(long).collect();
            keys.add(Rung::Normal, &begun);
            keys.add(Rung::Pinyin, &begun);
        }
        keys.0
    }

    /// The other keys that gather companies of a similar name: what shares one of them.
    pub fn keys(&self) -> Vec<SearchKey> {
        let mut keys = Keys::default();
        if !self.tells() {
            return keys.0;
        }
        if self.has_han() {
            let core: Vec<char> = self.form.company.core.chars().take(LONGEST).collect();
            for spelling in spellings(&core, false, 2) {
                keys.add(Rung::Pinyin, &spelling);
            }
        }
        if self.mark.len() > 2 {
            for pair in self.mark.windows(2).take(PAIRS) {
                keys.add(Rung::Pair, &pair.iter().collect::<String>());
            }
        }
        keys.0
    }

    /// On which rung a name is that of the same company: [`Rung::Normal`] or better where it is the
    /// same name, [`Rung::Typo`] where it may be.
    pub fn rung(&self, other: &str) -> Option<Rung> {
        let other = Self::of(other);
        let same = same(&self.form, &other.form).map(|found| found.rung);
        let same =
            same.map(|rung| if self.is_elsewhere(&other) { rung.max(Rung::Typo) } else { rung });
        same.or_else(|| self.is_like(&other).then_some(Rung::Typo))
    }

    /// Says whether a place tells two short names apart: 上海大众 and 大众 may be two, while the full
    /// name of a company says where it is registered.
    fn is_elsewhere(&self, other: &Self) -> bool {
        let (a, b) = (&self.form.company, &other.form.company);
        a.place != b.place && !a.formal && !b.formal
    }

    fn is_like(&self, other: &Self) -> bool {
        if !self.tells() || !other.tells() || self.digits() != other.digits() {
            return false;
        }
        let (a, b) = (&self.form.company, &other.form.company);
        // A trade in the other script may be the same one: 华星科技, Huaxing Technology.
        let trades = self.trade.starts_with(&other.trade)
            || other.trade.starts_with(&self.trade)
            || self.trade.is_ascii() != other.trade.is_ascii();
        begins(a, b)
            || begins(b, a)
            || sounds_alike(&letters(&a.core), &letters(&b.core))
            || (!self.is_of_place() && whole_slip(&a.core, &b.core))
            || (trades && (sounds_alike(&self.mark, &other.mark) || slip(&self.mark, &other.mark)))
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Says whether the longer name begins with the whole shorter one.
fn begins(short: &Company, long: &Company) -> bool {
    let Some(rest) = long.core.strip_prefix(&short.core) else {
        return false;
    };
    let cut = short.core.chars().next_back().zip(rest.chars().next());
    let is_word = long.words.contains(&short.core.len());
    is_word || cut.is_none_or(|(last, next)| is_han(last) || is_han(next))
}

/// Says whether two names read the same, to an ear that does not tell zh from z or ing from in.
fn sounds_alike(one: &[char], two: &[char]) -> bool {
    let has_han = |chars: &[char]| chars.iter().copied().any(is_han);
    if !has_han(one) && !has_han(two) || one.len().max(two.len()) > LONGEST {
        return false;
    }
    if has_han(one) && has_han(two) {
        let same = |(a, b): (&Vec<&str>, &Vec<&str>)| {
            a.iter().any(|a| b.iter().any(|b| blurred(a) == blurred(b)))
        };
        let readings = (readings(one), readings(two));
        return one.len() == two.len()
            && one
                .iter()
                .zip(two)
                .zip(readings.0.iter().zip(&readings.1))
                .all(|((a, b), read)| a == b || same(read));
    }
    let (one, two) = (spellings(one, false, 4), spellings(two, false, 4));
    one.iter().any(|spelled| spelled.len() > 3 && two.contains(spelled))
}

fn blurred(reading: &str) -> String {
    let reading =
        reading.strip_suffix("ng").map_or_else(|| reading.to_owned(), |r| format!("{r}n"));
    match reading.as_bytes() {
        [first @ (b'z' | b'c' | b's'), b'h', ..] => {
            format!("{}{}", char::from(*first), reading.get(2..).unwrap_or_default())
        }
        _ => reading,
    }
}

/// Says whether one may be a slip of the other: an edit in four letters, two in eight.
fn slip(one: &[char], two: &[char]) -> bool {
    let long = one.len().max(two.len());
    if !(4..=LONGEST).contains(&long) || one.len().min(two.len()) < 3 {
        return false;
    }
    let text = |chars: &[char]| chars.iter().collect::<String>();
    let edits = strsim::damerau_levenshtein(&text(one), &text(two));
    // A short word that begins with another letter is another word.
    let begins = one.first() == two.first() || long > 5;
    edits == 0 || begins && edits <= (long / 4).min(2)
}

/// The same with the words of the trade, where the slip may be in those, after the same beginning:
/// 电孑, Logistic.
fn whole_slip(one: &str, two: &str) -> bool {
    let (one, two) = (letters(one), letters(two));
    let enough = if one.iter().take(2).copied().all(is_han) { 2 } else { 4 };
    let same = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    same >= enough && slip(&one, &two)
}

#[cfg(test)]
mod tests {
    use super::super::keys_of_name;
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        Asked::of(one).rung(other) == Some(Rung::Typo)
    }

    /// What a database does with the keys.
    fn found(asked: &str, known: &str) -> bool {
        let stored = keys_of_name(known);
        let asked = Asked::of(asked);
        let begins = |has: &SearchKey| {
            let begins =
                |begun: &SearchKey| has.rung == begun.rung && has.key.starts_with(&begun.key);
            asked.beginnings().iter().any(begins)
        };
        stored.iter().any(|has| asked.keys().contains(has) || begins(has))
    }

    #[test]
    fn what_may_be_the_same_is_found_and_told() {
        for (one, other) in [
            ("花为", "华为技术有限公司"),
            ("华为", "华为技术有限公司"),
            ("华为技术", "华为"),
            ("华兴科技", "深圳市华星科技有限公司"),
            ("华新电子", "华星电子"),
            ("华新电孑", "华新电子"),
            ("上海华星电子", "深圳华星电子"),
            ("上海电器", "上海电气"),
            ("华星光电", "华星"),
            ("重庆长安", "重庆常安"),
            ("一汽大众汽车", "一汽大种"),
            ("Acme", "Acme Trading Ltd"),
            ("Acme Trading", "Acmee Trading"),
            ("Huawai", "Huawei Technologies"),
            ("Hauwei", "Huawei"),
            ("Huawei", "华为技术有限公司"),
            ("Huaxing Technology", "深圳市华星科技有限公司"),
            ("Huaxing Electronic", "Huaxing Electronics Co., Ltd."),
            ("Pinnacle Foods", "Pinacle Foods Inc"),
            ("Bluewave Logistic", "Bluewave Logistics"),
        ] {
            for (one, other) in [(one, other), (other, one)] {
                assert!(alike(one, other), "{one} {other}");
                assert!(found(one, other), "{one} {other} {:?}", Asked::of(one).keys());
            }
        }
    }

    #[test]
    fn words_that_everybody_has_make_nothing_alike() {
        for (one, other) in [
            ("金星科技", "华星科技"),
            ("科技有限公司", "华星科技"),
            ("北京银行", "上海银行"),
            ("北京", "北京银行"),
            ("北京电力", "北京银行"),
            ("上海电力", "上海电气"),
            ("华为技术", "华威机械"),
            ("华星光电", "华星科技"),
            ("东方电子", "东风电子"),
            ("美的", "华为"),
            ("A", "Acme"),
            ("华", "华为"),
            ("Trading Company", "Acme Trading"),
            ("Acme Trading", "Best Trading"),
            ("Delta Technology", "Alpha Technology"),
            ("Huaxing Electronics", "Hualong Electronics"),
            ("Cat", "Hat"),
            ("华星1号", "华星2号"),
            ("Factory 12", "Factory 13"),
            ("Hua", "Huawei"),
            ("", "华为"),
        ] {
            assert!(!alike(one, other) && !alike(other, one), "{one} {other}");
        }
        for nothing in ["", "A", "华", "科技有限公司", "Trading Co., Ltd.", "深圳", "👍"]
        {
            assert_eq!(Asked::of(nothing).keys(), [], "{nothing}");
            assert_eq!(Asked::of(nothing).beginnings(), [], "{nothing}");
        }
    }

    #[test]
    fn few_keys_are_asked_for() {
        let long = "华".repeat(5000);
        for name in [long.as_str(), "Acme Trading and Manufacturing of Everything", "重庆长安汽车"]
        {
            let asked = Asked::of(name);
            assert!(asked.keys().len() + asked.beginnings().len() <= PAIRS + 4, "{name}");
            assert_eq!(Asked::of(name).rung(name), Some(Rung::Exact));
        }
    }
}
