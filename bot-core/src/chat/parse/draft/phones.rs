//! Phone numbers among the words: the first is the phone, further ones are kept with the rest.

use std::ops::Range;

use super::Draft;
use super::stretch::{trimmed, words};
use crate::chat::spec::{By, Take};
use crate::domain::names::phone_key;

/// How many words a number may have: «021 5888 8888 ext. 12».
const LONGEST: usize = 6;
/// How many bytes it may have, with its extension.
const LONGEST_BYTES: usize = 64;

impl Draft<'_> {
    /// Moves the numbers after the first out of the way: none of them is a name, and none may be
    /// lost.
    pub(super) fn take_further_phones(&mut self) {
        let has = |by, fits: fn(Take) -> bool| {
            self.spec.args.iter().any(|arg| arg.by == by && fits(arg.take))
        };
        let known = self.args.contains_key("phone");
        if !known
            || !has(By::Shape, |take| take == Take::Phone)
            || !has(By::Rest, |take| take == Take::Text)
        {
            return;
        }
        let text = self.unquoted_text();
        for phone in numbers(&text) {
            let further = self.texts(phone.clone());
            self.further.push(further);
            self.blank(with_label(&text, phone));
        }
    }
}

/// What says that a number is that of a mobile phone, or of no phone at all.
const MOBILE: &[&str] = &["手机号码", "手机号", "手机", "mobile", "mob", "cell", "m", "c"];
const FAX: &[&str] = &["传真", "fax", "f"];

impl Draft<'_> {
    /// Takes numbers whose labels tell them apart: «TEL:0769-22334455 手机:13688887777». The mobile is the
    /// phone, a fax is none; the others are kept with the rest, each with its label.
    pub(super) fn take_labelled_phones(&mut self) {
        let Some(arg) = self.spec.arg("phone").filter(|_| self.is_of_somebody()) else { return };
        if self.args.contains_key(arg.name) {
            return;
        }
        let text = self.unquoted_text();
        let label = |phone: &Range<usize>| {
            let label = &text[with_label(&text, phone.clone()).start..phone.start];
            label.trim_end_matches([' ', ':', '/', '|', '.', '(', '[', '<']).to_lowercase()
        };
        let all: Vec<(Range<usize>, String)> =
            numbers(&text).into_iter().map(|phone| (phone.clone(), label(&phone))).collect();
        let is = |at: usize, list: &[&str]| list.contains(&all[at].1.as_str());
        let told = all.iter().any(|(_, label)| !label.is_empty() && *label != all[0].1);
        let faxed = (0..all.len()).any(|at| is(at, FAX));
        if !told && !faxed {
            return;
        }
        let mobile = (0..all.len()).find(|at| is(*at, MOBILE));
        let main = mobile.or_else(|| (0..all.len()).find(|at| !is(*at, FAX)));
        for (at, (phone, _)) in all.iter().enumerate() {
            let whole = with_label(&text, phone.clone());
            let (folded, words) =
                self.texts(if main == Some(at) { phone.clone() } else { whole.clone() });
            self.blank(whole);
            if main == Some(at) {
                self.put(arg, &folded, &words);
            } else {
                self.further.push((folded, words));
            }
        }
    }
}

/// Finds the numbers in free text.
pub fn phones(text: &str) -> Vec<String> {
    numbers(text).into_iter().map(|phone| text[phone].to_owned()).collect()
}

/// What people write before a number.
const LABELS: &[&str] = &[
    "联系电话",
    "客户电话",
    "公司电话",
    "办公电话",
    "手机号码",
    "电话号码",
    "手机号",
    "电话",
    "手机",
    "座机",
    "固话",
    "传真",
    "mobile",
    "phone",
    "tel.",
    "tel",
    "fax",
    "cell",
];
/// The same where a sign parts it from the number.
const SHORT_LABELS: &[&str] =
    &["direct", "office", "whatsapp", "work", "mob", "ph", "m", "t", "p", "c", "o", "f", "d", "w"];
/// What makes another word of the label: 打电话.
const CALLING: [char; 5] = ['打', '回', '来', '接', '通'];
/// Brackets around a number.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('<', '>')];

/// A number with what only announces it: its brackets, a colon or slash before it, and its label.
pub(super) fn with_label(text: &str, phone: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (phone.start, phone.end);
    for (open, close) in BRACKETS {
        if text[..start].ends_with(open) && text[end..].starts_with(close) {
            (start, end) = (start - 1, end + 1);
        }
    }
    let before = text[..start].trim_end_matches(' ');
    let parted = before.ends_with([':', '.']) || text[start..].starts_with(['+', '(']);
    let before = before.strip_suffix([':', '/', '|']).unwrap_or(before);
    let short = SHORT_LABELS.iter().filter(|_| parted);
    let label = LABELS.iter().chain(short).find_map(|label| {
        let at = before.len().checked_sub(label.len())?;
        let said = before.get(at..).is_some_and(|word| word.eq_ignore_ascii_case(label));
        let earlier = before.get(..at)?.chars().next_back();
        let word = earlier.is_some_and(|c| {
            CALLING.contains(&c) || (label.is_ascii() && c.is_ascii_alphanumeric())
        });
        (said && !word).then_some(at)
    });
    match label {
        Some(at) => at..end,
        // The spaces stay, which tell that something stood here.
        None if before.len() + 1 == start => before.len()..end,
        None => start..end,
    }
}

/// The numbers among words, and after them those that words stand against.
pub(super) fn numbers(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(word) = words.get(next) {
        let number = longest(text, word.start, &words[next..]);
        next += number.as_ref().map_or(1, |(_, words)| *words);
        found.extend(number.map(|(number, _)| number));
    }
    let glued = glued(text, &words, &found);
    found.extend(glued);
    // The first that was said is the phone, whatever stands against it.
    found.sort_by_key(|number| number.start);
    found
}

/// The longest number from a place on, which is in the first of these words or begins it, and how
/// many words it takes.
fn longest(text: &str, start: usize, words: &[Range<usize>]) -> Option<(Range<usize>, usize)> {
    let first = &text[start..words.first()?.end];
    // Most words are no number; this keeps the search quick.
    if first.len() > LONGEST_BYTES || !first.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    (1..=words.len().min(LONGEST)).rev().find_map(|count| {
        let end = words[count - 1].end;
        let number = (end - start <= LONGEST_BYTES).then(|| trimmed(text, start..end))?;
        let said = &text[number.clone()];
        (is_phone_shape(said) && !parts(said)).then_some((number, count))
    })
}

/// Tells whether a comma parts a number from another: «13822227777, 5 pumps».
fn parts(said: &str) -> bool {
    let mut behind = said.split(',').skip(1);
    behind.any(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Numbers beside those that are found, which words or punctuation stand against:
/// «张三13800138000», «王总（采购）021-58888888».
fn glued(text: &str, words: &[Range<usize>], beside: &[Range<usize>]) -> Vec<Range<usize>> {
    // What joins digits to a code, an address or an order line does not part them.
    let joins = |c: char| c.is_ascii_alphanumeric() || "-_.@#*=+%$&".contains(c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let next = beside.partition_point(|number| number.end <= at);
        let free = match beside.get(next) {
            Some(known) if known.contains(&at) => {
                from = known.end;
                continue;
            }
            Some(known) => known.start,
            None => text.len(),
        };
        let alone = !text[..at].chars().next_back().is_some_and(joins);
        // 021-58888888 and 138-0013-8000 are one number as well.
        let ends = |c: char| !(c.is_ascii_digit() || (alone && c == '-'));
        from = text[at..].find(ends).map_or(text.len(), |len| at + len);
        if !alone || !text[at..].starts_with(['0', '1']) {
            continue;
        }
        let number = &text[at..from];
        let mobile = number.len() == 11 && number.starts_with('1') && !number.contains('-');
        let parted = number.contains('-') && is_phone_shape(number);
        let apart = !text[from..].chars().next().is_some_and(joins);
        let whole = (apart && (mobile || parted)).then_some(at..from);
        // What the words after it add, such as an extension, is a part of it.
        let (first, last) = (
            words.partition_point(|word| word.end <= at),
            words.partition_point(|word| word.end <= free),
        );
        let whole = spaced(text, at..free).or(whole);
        let longer = whole.as_ref().and_then(|_| longest(text, at, &words[first..last]));
        let longer = longer.map(|(longer, _)| longer);
        if let Some(whole) = longer.into_iter().chain(whole).max_by_key(|number| number.end) {
            from = whole.end;
            found.push(whole);
        }
    }
    found
}

/// The number at a place whose groups are spaced, whatever follows it: «138 0013 8001，华星».
fn spaced(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let end = text.floor_char_boundary(within.end.min(within.start + LONGEST_BYTES));
    let near = &text[within.start..end];
    let number = near.trim_end_matches(|c: char| !c.is_ascii_digit());
    let len = number.find(|c: char| !(c.is_ascii_digit() || " -".contains(c)));
    let number = number[..len.unwrap_or(number.len())].trim_end_matches([' ', '-']);
    let end = within.start + number.len();
    let apart = !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || "*.@".contains(c));
    // 100 2000 3000 are three numbers.
    let begins = number.starts_with('0') || matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..]);
    let spaced = number.contains(' ') && begins && apart;
    (spaced && is_phone_shape(number)).then_some(within.start..end)
}

/// Digits with the marks that people put between them, and an extension; several words only after
/// a `+` or a `(`, of a mobile or after an area code.
pub(super) fn is_phone_shape(words: &str) -> bool {
    let mark = |c: char| c.is_ascii_digit() || "+-() .".contains(c);
    let end = words.find(|c: char| !mark(c)).unwrap_or(words.len());
    let number = words[..end].trim_end_matches([' ', '-', '.']);
    let joined = number.contains([' ', '.']);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<&str> = number.split([' ', '.', '-']).collect();
    let sizes: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let mobile = number.starts_with('1') && sizes == [3, 4, 4];
    let area = groups[0].starts_with('0') && matches!(sizes[0], 3 | 4);
    let local: usize = sizes.iter().skip(1).sum();
    let landline = area && sizes.len() <= 3 && matches!(local, 7 | 8);
    let may_join = !joined || number.starts_with(['+', '(']) || mobile || landline;
    let dated = number.len() <= 10 && number.matches('-').count() == 2;
    may_join && !dated && (7..=15).contains(&digits) && phone_key(words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_they_are_grouped_and_with_their_extension() {
        for (text, expected) in [
            ("张三 13800138000 华星", "13800138000"),
            ("张三 139 0013 9009 13800138000", "139 0013 9009 / 13800138000"),
            ("王五 021-5888 8888 转 801 空调", "021-5888 8888 转 801"),
            ("Ann 021 5888 8888 ext. 12 pumps", "021 5888 8888 ext. 12"),
            ("Ann 0755-88888888x12", "0755-88888888x12"),
            ("张三13800138000，李四13900139000", "13800138000 / 13900139000"),
            ("2026-06-30 20台 A100*20 10000", ""),
            ("王总(采购)13800138009", "13800138009"),
            ("赵工:13800138011 陈总/13800138018", "13800138011 / 13800138018"),
            ("13800138015/13900138015", "13800138015 / 13900138015"),
            ("卫总 [13800138020]", "13800138020"),
            ("Ann, 13822227777, 5 pumps", "13822227777"),
            ("王总:021-58888888 李:138-0013-8000", "021-58888888 / 138-0013-8000"),
            ("SF-13800138000 O13800138000 预算:1200000", ""),
            ("李四,华星,138 0013 8001,下周三上午10点", "138 0013 8001"),
            ("张三138 0013 8001", "138 0013 8001"),
            ("赵工0755 8888 6666转12 空调", "0755 8888 6666转12"),
            ("13800138000,021-5888 8888", "13800138000 / 021-5888 8888"),
            ("预算100 2000 3000, 尺寸:138 0013 80015", ""),
        ] {
            assert_eq!(phones(text).join(" / "), expected, "{text}");
        }
    }
}
