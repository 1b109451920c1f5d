//! Folding: the many ways to type the same character become one, and every folded byte still knows which of the
//! person's own characters it came from.

use std::ops::Range;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as the readers see it, with the way back to what the person typed.
///
/// Full-width becomes half-width (NFKC, one character at a time), Chinese punctuation its ASCII counterpart, each
/// white-space character a single space; invisible and private-use characters are left out. Letter case and script
/// (traditional or simplified) stay as they are: see [`key`] for comparing.
///
/// What is stored as the person's words should come from [`Folded::original`]: an emoji made of several characters
/// loses its joiners in [`Folded::text`].
#[derive(Clone, Debug)]
pub struct Folded {
    raw: String,
    text: String,
    runs: Vec<Run>,
}

/// A stretch of folded text: either copied as it was, or all of it made from one character.
#[derive(Clone, Copy, Debug)]
struct Run {
    text: usize,
    raw: usize,
    raw_len: usize,
    copied: bool,
}

impl Folded {
    /// Folds a text.
    pub fn of(raw: &str) -> Self {
        let mut folded =
            Self { raw: raw.to_owned(), text: String::with_capacity(raw.len()), runs: Vec::new() };
        let mut chars = raw.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            // A line that ends as on Windows ends once, without a space before its end.
            let half_of_line_end = c == '\r' && chars.peek().is_some_and(|&(_, next)| next == '\n');
            if !half_of_line_end {
                folded.push(at, c);
            }
        }
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it was typed.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The person's own characters for a byte range of [`Folded::text`].
    ///
    /// A range that cuts through what one character became gives that whole character; what was left out at either
    /// end stays out. A range outside of the text gives what of it is inside.
    pub fn original(&self, range: Range<usize>) -> &str {
        let end = range.end.min(self.text.len());
        if range.start >= end {
            return "";
        }
        let from = self.raw_range(range.start).start;
        let to = self.raw_range(end - 1).end;
        self.raw.get(from..to).unwrap_or_default()
    }

    /// The person's own words for a byte range of [`Folded::text`], fit to be stored: without
    /// control characters, and without those that mark or hide something; joiners of emoji stay.
    pub fn words(&self, range: Range<usize>) -> String {
        let joins = |c: char| matches!(c, '\n' | '\u{200c}' | '\u{200d}' | '\u{fe0f}');
        let keep = |&c: &char| joins(c) || !(is_unseen(c) || c.is_control());
        self.original(range).trim().chars().filter(keep).collect()
    }

    /// The byte range of the typed character behind one folded byte.
    fn raw_range(&self, at: usize) -> Range<usize> {
        let index = self.runs.partition_point(|run| run.text <= at);
        let Some(run) = index.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return 0..0;
        };
        if run.copied {
            let byte = run.raw + (at - run.text);
            self.raw.floor_char_boundary(byte)..self.raw.ceil_char_boundary(byte + 1)
        } else {
            run.raw..run.raw + run.raw_len
        }
    }

    fn push(&mut self, at: usize, c: char) {
        let start = self.text.len();
        // Nearly all text needs no table: ASCII and the common ideographs.
        if is_plain(c) {
            self.text.push(c);
        } else if is_unseen(c) {
            return;
        } else if let Some(known) = punctuation(c) {
            self.text.push(known);
        } else if c == '™' {
            // NFKC would make letters of it, and the trade mark part of the name.
            self.text.push(c);
        } else {
            for part in std::iter::once(c).nfkc().filter(|&part| !is_unseen(part)) {
                self.text.push(punctuation(part).unwrap_or(part));
            }
        }
        if self.text.len() == start {
            return;
        }
        let copied = self.text.get(start..).is_some_and(|made| {
            let mut made = made.chars();
            made.next() == Some(c) && made.next().is_none()
        });
        if let Some(last) = self.runs.last_mut()
            && copied
            && last.copied
            && last.raw + last.raw_len == at
        {
            last.raw_len += c.len_utf8();
        } else {
            self.runs.push(Run { text: start, raw: at, raw_len: c.len_utf8(), copied });
        }
    }
}

/// The longest name of a file, in characters.
const FILE_NAME: usize = 120;

/// The name of a file without what would make a path of it, and without what is not shown or turns
/// the direction of the rest: `gpj.exe` is not to look like a picture.
pub fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|c| !c.is_control() && !is_unseen(*c));
    shown.take(FILE_NAME).collect::<String>().trim().to_owned()
}

/// Says whether a character is one of those that folding and composing leave as they are.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\u{4e00}'..='\u{9fff}')
}

/// Says whether a character shows nothing, turns the direction of others, or means something only to one font.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{e0000}'..='\u{e0fff}'
        | '\u{f0000}'..='\u{10ffff}' => true,
        _ => c.is_control(),
    }
}

/// The ASCII counterpart of what NFKC leaves alone.
fn punctuation(c: char) -> Option<char> {
    Some(match c {
        '\n' => '\n',
        '。' => '.',
        '、' => ',',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' => {
            '"'
        }
        '‘' | '’' | '‚' | '‛' => '\'',
        '—' | '–' | '‐' | '‑' | '‒' | '―' | '−' => '-',
        '〜' | '∼' => '~',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '・' | '•' => '·',
        _ if c.is_whitespace() || c == '\u{2800}' => ' ',
        _ => return None,
    })
}

/// Makes the form in which two texts are compared: folded, composed, in lower case, simplified, trimmed, and with
/// one space for any white space.
pub fn key(text: &str) -> String {
    // Nearly all text is made of what folding and composing leave as it is.
    if text.chars().all(is_plain) {
        return collapse(&simplify(text.to_ascii_lowercase()));
    }
    let folded = Folded::of(text);
    // Composed across characters here, where no map is needed: an accent typed on its own joins its letter.
    let lower: String =
        folded.text().nfkc().flat_map(char::to_lowercase).filter(|&c| !is_unseen(c)).collect();
    collapse(&simplify(lower))
}

/// A text in lower case and simplified, each character at the byte where it was.
pub fn alike(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let same = |c: char| {
        let mut key = simplify(c.to_lowercase().to_string());
        key.truncate(key.chars().next().map_or(0, char::len_utf8));
        if key.len() == c.len_utf8() { key } else { c.to_string() }
    };
    text.chars().map(same).collect()
}

/// Leaves out the accents: Müller → Muller.
pub(crate) fn without_marks(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    text.nfd().filter(|&c| !is_combining_mark(c)).nfc().collect()
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Turns traditional characters into simplified ones.
fn simplify(text: String) -> String {
    static TABLES: LazyLock<Option<OpenCC>> =
        LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());
    // Most texts have no ideographs, and no need of the tables.
    if text.is_ascii() || text.chars().all(|c| c < '\u{2e80}') {
        return text;
    }
    let Some(tables) = &*TABLES else {
        return text;
    };
    // Some simplified characters are themselves traditional ones of others (薴 → 苧 → 苎): all of them become one,
    // so that the key of a key is itself.
    let once = tables.convert(&text);
    if once == text {
        return once;
    }
    let twice = tables.convert(&once);
    tables.convert(&twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_as_it_is() {
        assert_eq!(file_name("../a/报价\u{202e}gpj.exe\u{7}\n\u{200f}"), "报价gpj.exe");
        assert_eq!(file_name("\u{202e}"), "");
    }

    #[test]
    fn full_width_and_chinese_punctuation_become_ascii() {
        for (typed, folded) in [
            ("１３８ＡＢｃ", "138ABc"),
            ("公司＝华星，来源：展会；！？（）％￥", "公司=华星,来源:展会;!?()%¥"),
            ("好。｡、“a”「b」『c』‘d’", "好..,\"a\"\"b\"\"c\"'d'"),
            ("9–18 — −5 1～3 〜", "9-18 - -5 1~3 ~"),
            ("【急】", "[急]"),
            ("3×4", "3×4"),
            ("a\u{3000}b\u{a0}c\td\n e", "a b c d\n e"),
            ("一\r\n二\r三", "一\n二 三"),
            ("①½㎡ｶﾞ", "11⁄2m2カ\u{3099}"),
            ("a\0b\u{7}c\u{e000}d\u{200b}e\u{202e}f\u{feff}g\u{f0000}", "abcdefg"),
            ("", ""),
        ] {
            assert_eq!(Folded::of(typed).text(), folded, "{typed:?}");
        }
    }

    #[test]
    fn case_and_script_stay() {
        assert_eq!(Folded::of("Acme 華為").text(), "Acme 華為");
        assert_eq!(Folded::of("Acme™").text(), "Acme™");
    }

    #[test]
    fn a_range_leads_back_to_what_was_typed() {
        let folded = Folded::of("加线索\u{200b}　张三，公司＝“华星 ㍿”👍🏽");
        let original = |part: &str| {
            let at = folded.text().find(part).expect("is in the text");
            folded.original(at..at + part.len())
        };
        assert_eq!(original("加线索"), "加线索");
        assert_eq!(original("线索 张三"), "线索\u{200b}　张三");
        assert_eq!(original("公司="), "公司＝");
        assert_eq!(original("\"华星"), "“华星");
        assert_eq!(original("式会"), "㍿");
        assert_eq!(original("👍🏽"), "👍🏽");
        assert_eq!(folded.original(0..folded.text().len()), folded.raw());
    }

    #[test]
    fn odd_ranges_do_no_harm() {
        let folded = Folded::of("\0ａ线b");
        assert_eq!(folded.text(), "a线b");
        assert_eq!(folded.original(2..3), "线", "the middle of a character");
        assert_eq!(folded.original(4..400), "b");
        assert_eq!(folded.original(400..500), "");
        let (high, low) = (3, 1);
        assert_eq!(folded.original(high..low), "");
        assert_eq!(Folded::of("").original(0..1), "");
    }

    #[test]
    fn keys_forget_width_case_script_and_spaces() {
        for (typed, expected) in [
            ("  ＨＵＡ　 Wei\n技術 ", "hua wei 技术"),
            ("華爲", "华为"),
            ("臺灣積體電路", "台湾积体电路"),
            ("e\u{301}té", "été"),
            ("ÄÖ ſ", "äö s"),
            ("\u{200b}\0", ""),
            ("👍🏽", "👍🏽"),
        ] {
            assert_eq!(key(typed), expected, "{typed:?}");
        }
        assert_eq!(without_marks("müller été 华"), "muller ete 华");
    }

    #[test]
    fn a_megabyte_is_folded_in_linear_time() {
        // Not a benchmark: something quadratic would need minutes here.
        for piece in ["Ａ", "\u{200b}", "a\u{301}\u{302}", "＝華👍"] {
            let text = piece.repeat(1_000_000 / piece.len());
            let folded = Folded::of(&text);
            let _ = folded.original(0..folded.text().len());
            let _ = folded.original(folded.text().len() / 2..folded.text().len());
            let _ = key(&text);
        }
    }
}
