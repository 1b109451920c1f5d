//! A file as rows that know their line: values with commas, a workbook, or cards of people.

use uuid::Uuid;

use super::{Refused, book, cards, encoding};
use crate::domain::fold::Folded;
use crate::domain::people::Lang;
use crate::exports::sheet::FORMULA;
use crate::t;

/// The longest cell that is taken.
const LONGEST: usize = 4_000;
/// How many rows a file has at most: what is more comes in parts.
pub(super) const MOST_ROWS: usize = 300_000;
/// How many columns a file has at most.
pub(super) const MOST_COLUMNS: usize = 256;

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its cells, without spaces around them.
    pub cells: Vec<String>,
    /// True when characters that nobody can see were left out.
    pub cleaned: bool,
}

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// The rows that cannot be taken, and why.
    pub odd: Vec<(Row, String)>,
    /// What is worth saying of how the file was read.
    pub also: Vec<String>,
}

/// The rows of a file, the header among them, and what is worth saying of how they were read.
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// Rows that cannot be taken, each with why.
    pub odd: Vec<(Row, String)>,
    pub also: Vec<String>,
}

/// Stands behind the last row: a quote that is never closed would swallow it.
const END: &str = "\u{1}";

impl Sheet {
    /// Which file it is, by what it says.
    pub fn print(&self) -> Uuid {
        let rows = self.rows.iter().flat_map(|row| row.cells.iter());
        let mut all = String::new();
        for cell in self.header.iter().chain(rows) {
            all.push_str(cell);
            all.push('\u{1f}');
        }
        Uuid::new_v5(&Uuid::NAMESPACE_OID, all.as_bytes())
    }

    /// Reads a file: a workbook, cards of people, or values with commas, semicolons or tabs in any
    /// of the usual encodings.
    pub fn read(bytes: &[u8], lang: Lang) -> Result<Self, Refused> {
        let Table { rows, odd, also } = table(bytes, lang)?;
        let mut rows = rows.into_iter();
        let mut header = rows.next().map(|row| row.cells).unwrap_or_default();
        // What was left out comes again, put right: why it was is nothing to be kept.
        let why = header.last().is_some_and(|last| is_why(last));
        header.truncate(header.len() - usize::from(why));
        if header.len() > MOST_COLUMNS {
            return Err(Refused::file(t!(lang, "import-many-columns", most = MOST_COLUMNS)));
        }
        let mut sheet = Self { header, rows: Vec::new(), odd, also };
        for mut row in rows {
            if why && row.cells.len() > sheet.header.len() {
                row.cells.truncate(sheet.header.len());
            }
            sheet.take(row, lang);
        }
        Ok(sheet)
    }

    /// How many rows there are, those included that cannot be taken.
    pub fn len(&self) -> usize {
        self.rows.len() + self.odd.len()
    }

    /// Tells whether there is nothing below the header.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn take(&mut self, mut row: Row, lang: Lang) {
        let width = self.header.len();
        while row.cells.len() > width && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        let n = row.cells.len();
        if n != width {
            let (n, width) = (n.to_string(), width.to_string());
            self.odd.push((row, t!(lang, "import-cells", n = n, width = width)));
        } else if row.cells.iter().any(|cell| cell.len() > LONGEST) {
            let why = t!(lang, "import-cell-long", most = LONGEST.to_string());
            self.odd.push((row, why));
        } else if row.cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(row);
        }
    }
}

/// Tells whether a column says why rows were left out.
fn is_why(name: &str) -> bool {
    [Lang::Zh, Lang::En].into_iter().any(|lang| name == t!(lang, "import-why"))
}

fn table(bytes: &[u8], lang: Lang) -> Result<Table, Refused> {
    if book::is_packed(bytes) {
        return book::table(bytes, lang);
    }
    if book::is_old(bytes) {
        return Err(Refused::file(t!(lang, "import-old-book")));
    }
    let (text, encoding) = encoding::text(bytes, lang)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(Refused::file(t!(lang, "import-empty")));
    }
    let (rows, cut) =
        if cards::are_cards(text) { cards::rows(text) } else { (split(text, lang)?, Vec::new()) };
    let odd = cut.into_iter().map(|row| (row, t!(lang, "import-card-cut"))).collect();
    let also = encoding.map(|name| t!(lang, "import-encoding", encoding = name));
    Ok(Table { rows, odd, also: also.into_iter().collect() })
}

/// What separates the cells: whatever of the three is most frequent in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let count = |c: u8| first.bytes().filter(|byte| *byte == c).count();
    let best = |best: u8, c: u8| if count(c) > count(best) { c } else { best };
    b";\t".iter().copied().fold(b',', best)
}

fn split(text: &str, lang: Lang) -> Result<Vec<Row>, Refused> {
    let whole = format!("{text}\n{END}");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(whole.as_bytes());
    let mut lines = Lines { text: whole.as_bytes(), at: 0, line: 1 };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record
            .map_err(|bad| Refused::file(t!(lang, "import-unreadable", why = bad.to_string())))?;
        let at = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(usize::try_from(at).unwrap_or(usize::MAX));
        let mut row = Row { line, cells: Vec::with_capacity(record.len()), cleaned: false };
        for cell in &record {
            let seen = visible(cell);
            row.cleaned |= seen.is_some();
            let cell = seen.unwrap_or_else(|| cell.trim().to_owned());
            row.cells.push(unguarded(cell));
        }
        if record.len() == 1 && record.get(0) == Some(END) {
            return Ok(rows);
        }
        if rows.len() > MOST_ROWS {
            return Err(Refused::file(t!(lang, "import-many-rows", most = MOST_ROWS)));
        }
        rows.push(row);
    }
    let line = rows.last().map_or(1, |row: &Row| row.line);
    Err(Refused::file(t!(lang, "import-open-quote", line = line.to_string())))
}

/// A cell without the mark that keeps spreadsheets from taking it for a formula.
fn unguarded(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        _ => cell,
    }
}

/// A cell without what nobody can see and in one line; none where it is so already.
pub(super) fn visible(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if cell.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return None;
    }
    let folded = Folded::of(cell);
    let words = folded.words(0..folded.text().len());
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (words != cell).then_some(words)
}

/// Counts lines while it walks through a text.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first character at or after a place that ends no line.
    fn of(&mut self, place: usize) -> usize {
        while let Some(&byte) = self.text.get(self.at) {
            if self.at >= place && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.at += 1;
            let ends = match byte {
                b'\n' => true,
                b'\r' => self.text.get(self.at) != Some(&b'\n'),
                _ => false,
            };
            self.line += usize::from(ends);
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = Sheet::read(text.as_bytes(), Lang::En).unwrap();
        sheet.rows.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn rows_know_the_line_on_which_they_begin() {
        let text = "\u{feff}a,b\r\n\r\n1,\"x\r\ny\"\r\n\r\n\r\n2, z \r\n3,\"q\"\"r\"";
        let row = |line, a: &str, b: &str| (line, vec![a.to_owned(), b.to_owned()]);
        assert_eq!(lines(text), [row(3, "1", "x y"), row(7, "2", "z"), row(8, "3", "q\"r")]);
        assert_eq!(lines("a;b\n1;2"), [row(2, "1", "2")]);
        assert_eq!(lines("a\tb\r1\t2\r"), [row(2, "1", "2")]);
    }

    #[test]
    fn ragged_rows_are_kept_apart() {
        let sheet = Sheet::read(b"a,b\n1\n1,2,3\n1,2,,\n,\n", Lang::En).unwrap();
        let row = Row { line: 4, cells: vec!["1".to_owned(), "2".to_owned()], cleaned: false };
        assert_eq!(sheet.rows, [row]);
        let odd = sheet.odd.iter().map(|(row, why)| (row.line, row.cells.len(), why.as_str()));
        let why = ["1 cells where the header has 2", "3 cells where the header has 2"];
        assert_eq!(odd.collect::<Vec<_>>(), [(2, 1, why[0]), (3, 3, why[1])]);
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_line() {
        let refused = |bytes: &[u8]| Sheet::read(bytes, Lang::En).unwrap_err().text;
        assert!(refused(b"").contains("empty"));
        assert!(refused(b"\xef\xbb\xbf\n \n").contains("empty"));
        assert!(refused(b"a,b\n1,\xff\xff\n").contains("line 2 is not UTF-8"));
        assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("xlsx"));
        assert!(refused(b"a,b\n1,2\n3,\"4\n5,6\n").contains("line 3 is never closed"));
    }

    #[test]
    fn unseen_characters_are_left_out_and_noticed() {
        let sheet = Sheet::read("a,b\nx\0y,\u{202e}z\n华为 科技,é".as_bytes(), Lang::En).unwrap();
        assert_eq!((sheet.rows[0].cells.join("|"), sheet.rows[0].cleaned), ("xy|z".into(), true));
        assert_eq!(
            (sheet.rows[1].cells.join("|"), sheet.rows[1].cleaned),
            ("华为 科技|é".into(), false)
        );
    }
}
