//! The text of a file, in whatever of the usual encodings it is.
//!
//! A mark at the beginning decides; else what is UTF-8 throughout is UTF-8, and what is not is
//! GB18030, in which Chinese spreadsheets save. A file that is partly one and partly the other was
//! put together wrongly: it is refused with the first line that differs.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::Refused;
use crate::domain::people::Lang;
use crate::t;

/// How much of a file tells whether every second byte of it is zero.
const LOOKED_AT: usize = 4_096;

/// The text, and the name of its encoding where that is not UTF-8.
pub(super) fn text(
    bytes: &[u8],
    lang: Lang,
) -> Result<(Cow<'_, str>, Option<&'static str>), Refused> {
    if let Some(wide) = wide(bytes) {
        let (text, _, broken) = wide.decode(bytes);
        if broken {
            return Err(Refused::file(t!(lang, "import-broken-text", encoding = wide.name())));
        }
        return Ok((text, Some(wide.name())));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Err(bad) = std::str::from_utf8(bytes) else {
        return Ok((String::from_utf8_lossy(bytes), None));
    };
    let before = bytes.get(..bad.valid_up_to()).unwrap_or_default();
    let odd = before.split(|byte| *byte == b'\n').count();
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if broken {
        return Err(Refused::file(t!(lang, "import-not-utf8", line = odd.to_string())));
    }
    // What is surely UTF-8 in one line and surely not in another is two encodings in one file.
    let lines = || bytes.split(|byte| *byte == b'\n').zip(1_usize..);
    if let Some((_, other)) = lines().find(|(line, _)| is_surely_utf8(line)) {
        let (one, other) = (odd.to_string(), other.to_string());
        return Err(Refused::file(t!(lang, "import-mixed", one = one, other = other)));
    }
    Ok((text, Some("GB18030")))
}

/// The encoding of two bytes each in which a file is, by its mark or by its zeros.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let start = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 8;
    match (even, odd) {
        (0, odd) if odd > many => Some(UTF_16LE),
        (even, 0) if even > many => Some(UTF_16BE),
        _ => None,
    }
}

/// Tells whether a line has Chinese that can only be meant as UTF-8.
fn is_surely_utf8(line: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(line) else { return false };
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<&'static str>) {
        let (text, encoding) = text(bytes, Lang::En).unwrap();
        (text.into_owned(), encoding)
    }

    #[test]
    fn text_is_read_in_the_encodings_that_spreadsheets_save() {
        let words = "客户,电话\n华星科技,13800138000\n";
        let utf8 = (words.to_owned(), None);
        assert_eq!(read(words.as_bytes()), utf8);
        assert_eq!(read(&[b"\xef\xbb\xbf", words.as_bytes()].concat()), utf8);
        let (gbk, _, _) = GB18030.encode(words);
        assert_eq!(read(&gbk), (words.to_owned(), Some("GB18030")));
        let wide = |to: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        assert_eq!(read(&[b"\xff\xfe", &little[..]].concat()).1, Some("UTF-16LE"));
        assert_eq!(read(&little), (words.to_owned(), Some("UTF-16LE")));
        assert_eq!(read(&big), (words.to_owned(), Some("UTF-16BE")));
    }

    #[test]
    fn two_encodings_in_one_file_are_refused_with_their_lines() {
        let (gbk, _, _) = GB18030.encode("华星科技,上海\n");
        let mixed = ["名称,地区\n".as_bytes(), &gbk].concat();
        let why = text(&mixed, Lang::En).unwrap_err().text;
        assert!(why.contains("line 2") && why.contains("line 1"), "{why}");
        let why = text(b"a\n\xff\xff\xff\n", Lang::En).unwrap_err().text;
        assert!(why.contains("line 2"), "{why}");
    }
}
