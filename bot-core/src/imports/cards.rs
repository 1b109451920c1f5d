//! Cards of people (vCard 2.1 to 4.0) as rows, as phones and mail programs write them.
//!
//! Old phones write Chinese as `QUOTED-PRINTABLE` in the charset of their own; pictures and what
//! else a card may carry are left aside.

use std::ops::Range;

use encoding_rs::Encoding;

use super::sheet::{Row, visible};

/// The columns that cards make.
pub(super) const COLUMNS: [&str; 8] =
    ["name", "company", "title", "phone", "phone 2", "email", "address", "note"];
/// The place of a second phone.
const SECOND: usize = 4;

/// Tells whether a text is cards.
pub(super) fn are_cards(text: &str) -> bool {
    let start = text.trim_start().get(..11).unwrap_or_default();
    start.eq_ignore_ascii_case("BEGIN:VCARD")
}

/// A row for each card, the names of the columns first, and those that are cut off.
pub(super) fn rows(text: &str) -> (Vec<Row>, Vec<Row>) {
    let header = COLUMNS.map(str::to_owned).to_vec();
    let mut rows = vec![Row { line: 0, cells: header, cleaned: false }];
    let (mut open, mut cut): (Option<Card>, Vec<Row>) = (None, Vec::new());
    for (line, said) in unfolded(text) {
        let Some(property) = Property::of(&said) else { continue };
        match (property.name.as_str(), property.raw.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VCARD") => {
                cut.extend(open.take().map(Card::row));
                open = Some(Card { line, ..Card::default() });
            }
            ("END", "VCARD") => rows.extend(open.take().map(Card::row)),
            _ => {
                if let Some(card) = &mut open {
                    card.take(&property);
                }
            }
        }
    }
    cut.extend(open.map(Card::row));
    (rows, cut)
}

/// The lines of a text with those that go on put together, each with its number.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (line, n) in text.lines().zip(1..) {
        let soft = |said: &String| {
            said.ends_with('=')
                && said
                    .split(':')
                    .next()
                    .is_some_and(|head| head.to_ascii_uppercase().contains("QUOTED-PRINTABLE"))
        };
        match lines.last_mut() {
            Some((_, last)) if line.starts_with([' ', '\t']) => last.push_str(&line[1..]),
            Some((_, last)) if soft(last) => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push((n, line.to_owned())),
        }
    }
    lines
}

/// One line of a card.
struct Property {
    name: String,
    params: String,
    raw: String,
}

impl Property {
    fn of(line: &str) -> Option<Self> {
        let (head, raw) = line.split_at_checked(colon(line)?)?;
        let (name, params) = head.split_once(';').unwrap_or((head, ""));
        // `item1.TEL` is a TEL.
        let name = name.rsplit('.').next().unwrap_or(name);
        let raw = raw.get(1..)?.trim().to_owned();
        let params = params.to_ascii_uppercase();
        Some(Self { name: name.to_ascii_uppercase(), params, raw })
    }

    /// What it says, decoded.
    fn text(&self) -> String {
        if !self.params.contains("QUOTED-PRINTABLE") {
            return self.raw.clone();
        }
        let charset = self.params.split(';').find_map(|one| one.strip_prefix("CHARSET="));
        let charset = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
        let bytes = unquoted(&self.raw);
        let (text, _, _) = charset.unwrap_or(encoding_rs::UTF_8).decode(&bytes);
        text.into_owned()
    }

    /// Its parts between semicolons, none of them empty.
    fn parts(&self) -> Vec<String> {
        let text = self.text();
        let parts = split(&text, ';').into_iter().map(|range| plain(&text[range]));
        parts.filter(|part| !part.is_empty()).collect()
    }
}

/// Where the value begins: at the first colon outside of quotation marks.
fn colon(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == ':' && !quoted).then_some(at)
    })
}

/// The stretches between separators that no backslash stands before.
fn split(text: &str, by: char) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == by && !escaped {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(start..text.len());
    parts
}

/// A text without its backslashes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// The bytes that `=E4=BD=A0` stands for.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = (*first == b'=').then(|| after.get(..2)).flatten();
        let code = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

/// What is known of a card so far.
#[derive(Default)]
struct Card {
    line: usize,
    cells: [String; COLUMNS.len()],
    /// The name in its parts, for a card without a whole one.
    parts: String,
}

impl Card {
    fn take(&mut self, property: &Property) {
        let whole = || property.parts().join(" ");
        match property.name.as_str() {
            "FN" => self.put("name", plain(&property.text())),
            "N" => self.parts = named(property),
            "ORG" => self.put("company", property.parts().into_iter().next().unwrap_or_default()),
            "TITLE" => self.put("title", plain(&property.text())),
            "TEL" if !property.params.contains("FAX") => {
                let phone = property.raw.trim_start_matches("tel:").to_owned();
                let taken = self.cells.get(SECOND - 1).is_some_and(|phone| !phone.is_empty());
                self.put(if taken { "phone 2" } else { "phone" }, phone);
            }
            "EMAIL" => self.put("email", plain(&property.text())),
            "ADR" => self.put("address", whole()),
            "NOTE" => self.put("note", plain(&property.text())),
            _ => {}
        }
    }

    /// The first of its kind stays.
    fn put(&mut self, column: &str, value: String) {
        let place = COLUMNS.iter().position(|name| *name == column);
        if let Some(cell) = place.and_then(|at| self.cells.get_mut(at))
            && cell.is_empty()
        {
            *cell = value;
        }
    }

    fn row(mut self) -> Row {
        let parts = std::mem::take(&mut self.parts);
        self.put("name", parts);
        let seen = self.cells.map(|cell| visible(&cell).unwrap_or_else(|| cell.trim().to_owned()));
        Row { line: self.line, cells: seen.to_vec(), cleaned: false }
    }
}

/// Family and given name in the order in which they are said.
fn named(property: &Property) -> String {
    let text = property.text();
    let part = |at: usize| split(&text, ';').get(at).map(|range| plain(&text[range.clone()]));
    let (family, given) = (part(0).unwrap_or_default(), part(1).unwrap_or_default());
    if family.is_ascii() { format!("{given} {family}") } else { format!("{family}{given}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = rows(text).0.into_iter().skip(1);
        rows.map(|row| row.cells.into_iter().filter(|cell| !cell.is_empty()).collect()).collect()
    }

    #[test]
    fn cards_of_all_ages_make_rows() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lee;Ann;;;\r\nFN:Ann Lee\r\n\
            ORG:Acme\\, Inc;Sales\r\nitem1.TEL;type=CELL:+1 415 555 2671\r\nTEL;TYPE=FAX:1\r\n\
            EMAIL:ann@acme.com\r\nNOTE:first\\nsecond line that\r\n  goes on\r\n\
            PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg==\r\nEND:VCARD\r\n\
            BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5;=C8=FD;;\n\
            TEL;CELL:13800138000\nTEL;WORK:02158888888\n\
            ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=8D=8E=\n=E6=98=9F\nEND:VCARD\n\
            BEGIN:VCARD\nVERSION:4.0\nFN:李四\nTEL;VALUE=uri:tel:+86-138-0013-8001\nEND:VCARD\n";
        let expected: [&[&str]; 3] = [
            &[
                "Ann Lee",
                "Acme, Inc",
                "+1 415 555 2671",
                "ann@acme.com",
                "first second line that goes on",
            ],
            &["张三", "华星", "13800138000", "02158888888"],
            &["李四", "+86-138-0013-8001"],
        ];
        assert_eq!(cells(text), expected);
        let (whole, cut) =
            rows("BEGIN:VCARD\nFN:王五\nBEGIN:VCARD\nFN:赵六\nEND:VCARD\nBEGIN:VCARD\nFN");
        let lines: Vec<usize> = cut.iter().map(|row| row.line).collect();
        assert_eq!((whole.len(), lines), (2, vec![1, 6]));
        assert!(are_cards("\nbegin:vcard\n") && !are_cards("name,phone\n"));
    }
}
