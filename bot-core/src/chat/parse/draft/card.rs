//! Who somebody new is, said or pasted without the names of fields: «刘姐 苏州金龙电子 采购», `Tom Baker from
//! Bluewater Foods`, the signature under a mail.

use std::ops::Range;

use super::Draft;
use super::names::latin_name;
use super::segments::is_company;
use super::stretch::{each_word, trimmed};
use crate::chat::spec::{Arg, By, Effect, Take};
use crate::chat::understand::name::{is_full_name, may_be_name};
use crate::chat::understand::title::{is_title, title_len};
use crate::domain::names::{has_place, is_han, is_place, is_trade, is_trade_latin, is_trade_named};

/// How many words at the beginning may say who somebody is.
const MOST: usize = 60;
/// What ends a part of what is said.
const PARTS: [char; 4] = [',', ';', '|', '\n'];
/// What a signature begins with and that is nobody's name.
const GREETINGS: &[&str] = &[
    "best regards",
    "kind regards",
    "warm regards",
    "with regards",
    "regards",
    "best wishes",
    "many thanks",
    "thanks",
    "thank you",
    "cheers",
    "sincerely",
    "yours sincerely",
    "best",
    "yours faithfully",
    "rgds",
    "br",
    "--",
    "顺祝商祺",
    "祝商祺",
    "商祺",
    "此致",
    "敬礼",
    "祝好",
    "谢谢",
];
/// What stands in English between somebody and their company.
const FROM: [&str; 4] = ["from", "at", "of", "with"];
/// How a word ends that is only ever the name of a company.
const SURE: &[&str] = &[
    "公司", "集团", "有限", "股份", "科技", "商贸", "实业", "药业", "传媒", "银行", "医院", "学院",
    "大学",
];
/// What a word begins with that says what somebody wants or does.
const DOES: [char; 18] = [
    '做', '买', '要', '想', '卖', '找', '给', '在', '去', '开', '建', '需', '装', '换', '订', '有',
    '是', '跟',
];
/// How somebody is called who is known by the surname.
const HONOURS: &[&str] = &["总", "工", "姐", "哥", "经理", "先生", "女士", "小姐", "老师", "主任"];

/// A word, and whether what is said begins or ends with it: something parts it from what is beside it.
pub(super) struct Word {
    pub range: Range<usize>,
    pub opens: bool,
    pub closes: bool,
}

/// How long the greeting is that a pasted signature begins with.
pub fn greeting_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = text[len..].trim_start();
        let begin = text.len() - rest.len();
        let end = rest.find([',', '\n', '!']).unwrap_or(0);
        let said = rest[..end].trim().to_lowercase();
        let hello = ["hi ", "hello ", "dear "].iter().any(|hello| said.starts_with(hello));
        if !hello && !GREETINGS.contains(&said.as_str()) {
            return len;
        }
        len = begin + end + 1;
    }
}

impl Draft<'_> {
    /// Tells whether the command writes down somebody who can be called.
    pub(super) fn is_of_somebody(&self) -> bool {
        let named = |arg: &Arg| arg.name == "name" && arg.by == By::Shape && arg.take == Take::Name;
        self.spec.effect == Effect::Creates
            && self.spec.arg("phone").is_some()
            && self.spec.args.iter().any(named)
    }

    /// Tells whether it is a person who is written down, and no company.
    pub(super) fn is_of_person(&self) -> bool {
        self.is_of_somebody() && self.spec.group() != "customer"
    }

    /// Leaves out the greeting that a pasted signature begins with.
    pub(super) fn skip_greeting(&mut self) {
        if self.is_of_somebody() {
            self.blank(0..greeting_len(&self.left));
        }
    }

    /// Takes what says without the name of a field who somebody is.
    pub(super) fn take_card(&mut self) {
        if !self.is_of_somebody() {
            return;
        }
        self.take_said_source();
        self.take_title();
        self.take_company_before();
        self.take_from();
        self.take_company_among();
        self.take_place();
        self.take_industry();
    }

    /// The field of that name, where nothing is known of it yet.
    pub(super) fn open_arg(&self, name: &str) -> Option<&'static Arg> {
        let arg = self.spec.arg(name)?;
        (arg.by == By::Key && !self.args.contains_key(name) && !self.is_named(arg)).then_some(arg)
    }

    /// The first words that are left, without their punctuation.
    pub(super) fn said_words(&self) -> Vec<Word> {
        let text = &self.left;
        let mut all: Vec<Word> = Vec::new();
        let mut end = 0;
        for word in each_word(text).take(MOST) {
            let range = trimmed(text, word.clone());
            if range.is_empty() || self.in_quotes(word.start) {
                continue;
            }
            let before = &text[end..range.start];
            let apart = all.is_empty() || before.len() > 1 || before.contains(PARTS);
            if let Some(last) = all.last_mut() {
                last.closes = apart;
            }
            end = range.end;
            all.push(Word { range, opens: apart, closes: true });
        }
        // What the last of many words ends is not seen.
        if let Some(last) = all.last_mut().filter(|last| last.range.end < text.trim_end().len()) {
            last.closes = text[last.range.end..].starts_with("  ");
        }
        all
    }

    fn texts_of<'a>(&'a self, all: &[Word]) -> Vec<&'a str> {
        all.iter().map(|word| &self.left[word.range.clone()]).collect()
    }

    /// Puts a stretch of words into a field and takes them out of what is left.
    pub(super) fn take_stretch(&mut self, arg: &'static Arg, range: Range<usize>) {
        let (folded, typed) = self.texts(range.clone());
        self.blank(range);
        self.put(arg, &folded, &typed);
    }

    /// «小王 老板», `John Miller CTO`: what somebody is, behind the name or apart.
    fn take_title(&mut self) {
        let Some(arg) = self.open_arg("title") else { return };
        let all = self.said_words();
        let texts = self.texts_of(&all);
        let mut named = true;
        let found = (1..all.len()).find_map(|at| {
            let before = texts[at - 1];
            named &= before.starts_with(|c: char| c.is_ascii_uppercase() || is_han(c));
            let len = title_len(&texts[at..texts.len().min(at + 8)]);
            (len > 0 && (named || all[at].opens)).then_some((at, len))
        });
        if let Some((at, len)) = found {
            self.take_stretch(arg, all[at].range.start..all[at + len - 1].range.end);
        }
    }

    /// «东莞恒达五金制品有限公司 陈志强 总经理»: a card may begin with the company.
    fn take_company_before(&mut self) {
        let Some(arg) = self.open_arg("company") else { return };
        let all = self.said_words();
        let texts = self.texts_of(&all);
        let [first, second, ..] = all.as_slice() else { return };
        let (company, person) = (texts[0], texts[1]);
        let honoured = HONOURS.iter().any(|title| person.ends_with(title))
            || texts.get(2).is_some_and(|next| is_title(next))
            || (second.closes && person.chars().count() == 3);
        let named = is_full_name(person) && !is_place(person);
        if is_firm(company, None) && honoured && named {
            self.take_stretch(arg, first.range.clone());
        }
    }

    /// «Tom Baker from Bluewater Foods»: a company, or a place.
    fn take_from(&mut self) {
        let all = self.said_words();
        let texts = self.texts_of(&all);
        let close = |from: usize| {
            all.iter().skip(from).position(|word| word.closes).map_or(0, |at| from + at + 1)
        };
        let name = latin_name(&texts[..close(0)], false);
        // «Rita Hayes, from Orion Labs»
        let closed = if close(0) == name { close(name) } else { close(0) };
        if closed < name + 2 || !FROM.contains(&texts[name]) {
            return;
        }
        let begin = name + 1;
        let capital = texts[begin].starts_with(|c: char| c.is_ascii_uppercase() || is_han(c));
        let end = begin + latin_name(&texts[begin..closed], false);
        let range = all[begin].range.start..all[end - 1].range.end;
        let place = is_place(&self.left[range.clone()].to_ascii_lowercase())
            || crate::chat::parse::zone(&self.left[range.clone()]).is_some();
        let arg = self.open_arg(if place { "region" } else { "company" });
        let Some(arg) = arg.filter(|_| capital) else { return };
        self.blank(all[name].range.clone());
        self.take_stretch(arg, range);
    }

    /// A company among the words: «刘姐 苏州金龙电子 采购», `Ann Lee, +49 30 123456, Fischer GmbH`.
    fn take_company_among(&mut self) {
        let Some(arg) = self.open_arg("company") else { return };
        let all = self.said_words();
        let texts = self.texts_of(&all);
        let found = (1..all.len()).find_map(|at| {
            if texts[at].starts_with(is_han) {
                return is_firm(texts[at], Some(texts[at - 1])).then_some((at, 1));
            }
            // Behind a name a company begins where something parts them.
            let opens = all[at].opens || title_len(&texts[at - 1..at]) > 0;
            let second = !all[..at].iter().skip(1).any(|word| word.opens);
            let len = if opens { firm_len(&texts[at..], &all[at..], second) } else { 0 };
            (len > 0).then_some((at, len))
        });
        if let Some((at, len)) = found {
            self.take_stretch(arg, all[at].range.start..all[at + len - 1].range.end);
        }
    }

    /// A word that is no more than a place: «张总 昆山 …».
    fn take_place(&mut self) {
        let Some(arg) = self.open_arg("region") else { return };
        let all = self.said_words();
        let place = (1..all.len()).find(|at| {
            let word = &all[*at];
            let text = &self.left[word.range.clone()];
            text.starts_with(is_han)
                && is_place(text)
                && (*at == 1
                    || word.opens
                    || word.closes
                    || self.left[..word.range.start].ends_with("的 "))
        });
        if let Some(at) = place {
            self.take_stretch(arg, all[at].range.clone());
        }
    }

    /// A word that is no more than a trade, right behind a customer or its place: «南通金鼎 南通 机械».
    fn take_industry(&mut self) {
        let Some(arg) = self.open_arg("industry") else { return };
        let all = self.said_words();
        if let Some(second) = all.get(1).filter(|word| is_trade(&self.left[word.range.clone()])) {
            self.take_stretch(arg, second.range.clone());
        }
    }
}

/// Tells whether a Chinese word is what a company is called, and nothing that somebody wants.
fn is_firm(word: &str, before: Option<&str>) -> bool {
    let plausible = (4..=24).contains(&word.chars().count())
        && word.chars().all(|c| c.is_alphabetic() || "()·".contains(c))
        && !word.starts_with(DOES)
        && may_be_name(word);
    let sure = || SURE.iter().any(|end| word.ends_with(end));
    // «包装机械» may be what is wanted; where it is or what it does tells a company.
    let likely = || is_company(word) || is_trade_named(word);
    let told = || {
        let does = before.is_some_and(|before| before.starts_with('做') && before.ends_with('的'));
        does || (word.chars().count() > 4 && has_place(word))
    };
    plausible && (sure() || (likely() && told()))
}

/// How many of these words are a company in the Latin script: capitalised ones up to a legal form, or
/// all that stand together and end with a trade. Right behind the name they need no capitals.
fn firm_len(texts: &[&str], all: &[Word], second: bool) -> usize {
    let latin =
        |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || "&.-'()".contains(c));
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase() || c == '&');
    let closed = all.iter().position(|word| word.closes).map_or(0, |at| at + 1);
    let words = texts[..closed.min(6)].iter().take_while(|word| latin(word)).count();
    let trade =
        |at: usize| is_trade_latin(texts[at].trim_end_matches('.').to_ascii_lowercase().as_str());
    let named = texts[..words].iter().take_while(|word| capital(word)).count();
    let formed = (1..named).rev().find(|at| is_company(&texts[..=*at].join(" ")));
    let whole = words > 1 && words == closed && trade(words - 1) && (second || named == words);
    formed.map_or(if whole { words } else { 0 }, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{greeting_len, is_firm};

    #[test]
    fn a_greeting_is_nobodys_name() {
        for (text, rest) in [
            ("Best regards,\nGrace Hopper", "\nGrace Hopper"),
            ("Thanks!\nBest, Grace", " Grace"),
            ("Grace Hopper", "Grace Hopper"),
            ("谢谢,\n张三", "\n张三"),
            ("Thanks", "Thanks"),
        ] {
            assert_eq!(&text[greeting_len(text)..], rest, "{text}");
        }
    }

    #[test]
    fn a_company_is_told_from_what_is_wanted() {
        for firm in ["苏州金龙电子", "恒力集团", "东莞市恒达五金制品有限公司", "华星科技"]
        {
            assert!(is_firm(firm, None), "{firm}");
        }
        assert!(is_firm("鼎盛塑胶", Some("做注塑机的")));
        for other in ["包装机械", "要做包装公司", "上海机械", "空调", "采购电子"]
        {
            assert!(!is_firm(other, None), "{other}");
        }
    }
}
