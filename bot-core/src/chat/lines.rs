//! Words that name lines of a message by their numbers: «2 why?», «#2», «第2条», «1,2 please hurry».

use crate::chat::understand::number;
use crate::domain::ids::Code;

/// What makes a measure or a date of a number: «3月», «5万», «2点».
const UNITS: &str = "月日年天点时分周个万千百元块台件折%";
/// What does where a digit follows: «2.5», «8:30», «3/7», «2-3».
const JOINTS: &str = ".:/-";
/// What is counted after 第.
const COUNTED: [char; 6] = ['条', '个', '件', '项', '行', '号'];
/// The highest number that is taken for a line's where there is no such line.
const HIGHEST: usize = 99;

/// The lines that words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// What these lines are about.
    Lines(Vec<Code>),
    /// There is no line of this number.
    Beyond(usize),
}

/// The lines whose numbers stand first in words that are folded, and where the numbers end.
pub fn named(lines: &[(usize, Code)], text: &str) -> Option<(Named, usize)> {
    let of = |n: usize| lines.iter().find(|(line, _)| *line == n).map(|(_, code)| *code);
    let begin = text.len() - text.trim_start().len();
    let (first, mut end) = number(text, begin)?;
    let mut codes = vec![match of(first) {
        Some(code) => code,
        None if first <= HIGHEST && !lines.is_empty() => return Some((Named::Beyond(first), end)),
        None => return None,
    }];
    while let Some((n, after)) = joined(text, end) {
        match of(n) {
            Some(code) if !codes.contains(&code) => codes.push(code),
            Some(_) => {}
            None if n <= HIGHEST => return Some((Named::Beyond(n), after)),
            None => break,
        }
        end = after;
    }
    Some((Named::Lines(codes), end))
}

/// Another number after a comma or an «and».
fn joined(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text[at..].trim_start();
    let rest = [",", "和", "&", "+", "and "].iter().find_map(|joint| rest.strip_prefix(joint))?;
    number(text, text.len() - rest.trim_start().len())
}

/// A number that is not the measure of something, and where it ends.
fn number(text: &str, begin: usize) -> Option<(usize, usize)> {
    let rest = &text[begin..];
    if let Some(counted) = rest.strip_prefix('第') {
        let end = counted.find(COUNTED).filter(|end| *end > 0)?;
        let n = number::whole(&counted[..end])?.units(0)?;
        let after = counted[end..].chars().next().map_or(0, char::len_utf8);
        return Some((usize::try_from(n).ok()?, begin + '第'.len_utf8() + end + after));
    }
    let digits = rest.strip_prefix('#').unwrap_or(rest).trim_start();
    let from = text.len() - digits.len();
    let end = from + digits.bytes().take_while(u8::is_ascii_digit).count();
    let n: usize = text[from..end].parse().ok()?;
    let mut after = text[end..].chars();
    let measure = match after.next() {
        // «2. 为什么» is a line, «2.5万» is none.
        Some(joint) if JOINTS.contains(joint) => {
            after.next().is_some_and(|next| next.is_ascii_digit())
        }
        Some(next) => UNITS.contains(next) || next.is_ascii_alphabetic(),
        None => false,
    };
    // «1条 …», but not «1条件».
    let counted = text[end..].strip_prefix('条');
    let counted = counted.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    (!measure).then_some((n, if counted { end + '条'.len_utf8() } else { end }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Kind;

    #[test]
    fn lines_are_named_by_number_and_measures_are_none() {
        let code = |n| Code { kind: Kind::Deal, n };
        let lines: Vec<_> = (1..=7).map(|n| (usize::try_from(n).unwrap(), code(n))).collect();
        let these = |all: &[i64]| Some(Named::Lines(all.iter().copied().map(code).collect()));
        for (text, meant, rest) in [
            ("5 催一下", these(&[5]), " 催一下"),
            ("1:为什么", these(&[1]), ":为什么"),
            ("#1 why?", these(&[1]), " why?"),
            ("第1条 为什么", these(&[1]), " 为什么"),
            ("第三条呢", these(&[3]), "呢"),
            ("2条 催", these(&[2]), " 催"),
            ("2. 为什么", these(&[2]), ". 为什么"),
            ("1,2 请推进", these(&[1, 2]), " 请推进"),
            ("1 和 3, 3 请推进", these(&[1, 3]), " 请推进"),
            ("1, 2000 太低了", these(&[1]), ", 2000 太低了"),
            ("1, 20台什么时候发", these(&[1]), ", 20台什么时候发"),
            ("9 foo", Some(Named::Beyond(9)), " foo"),
            ("1,9 foo", Some(Named::Beyond(9)), " foo"),
        ] {
            let found = named(&lines, text);
            let rest_found = found.as_ref().map(|(_, end)| &text[*end..]);
            assert_eq!(rest_found, Some(rest), "{text}");
            assert_eq!(found.map(|(named, _)| named), meant, "{text}");
        }
        for none in ["2.5万", "8:30 打电话", "3/7 送样", "3天", "5台", "2000 就行", "第一", "D-1"]
        {
            assert_eq!(named(&lines, none), None, "{none}");
        }
        assert_eq!(named(&[], "1 foo"), None);
    }
}
