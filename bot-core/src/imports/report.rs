//! What became of a file's rows.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

use super::plan::{Cx, Notes};
use crate::domain::people::Lang;
use crate::t;

/// What is said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// It was not taken.
    LeftOut,
    /// It was not taken: it may be several records, or another row.
    Conflict,
    /// It is there already, and stays as it is.
    Twin,
    /// It was taken, with something changed.
    Repaired,
    /// It was taken as it is, and something about it may be worth knowing.
    Noted,
}

/// Rows of which the same is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What is said.
    pub sort: Sort,
    /// In words.
    pub reason: String,
    /// How many rows.
    pub count: usize,
    /// Their lines.
    pub lines: Vec<usize>,
}

/// The whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many rows the file has.
    pub rows: usize,
    /// How many make a record.
    pub new: usize,
    /// How many are there already; nothing is done about them.
    pub there: usize,
    /// How many were changed on their way in.
    pub repaired: usize,
    /// How many were not taken.
    pub left_out: usize,
    /// How many are there already under another name, phone or address, and stay as they are.
    pub twins: usize,
    /// How many may be several records, or another row: they were not taken.
    pub conflicts: usize,
    /// How many change what is there already.
    pub updated: usize,
    /// The columns that were recognised, each with its field.
    pub columns: Vec<(String, String)>,
    /// The columns that are only kept.
    pub kept: Vec<String>,
    /// What else is made or worth saying.
    pub also: Vec<String>,
    /// What is said of rows.
    pub groups: Vec<Group>,
    #[serde(skip)]
    places: HashMap<(Sort, String), usize>,
    #[serde(skip)]
    mended: BTreeSet<usize>,
}

impl Report {
    /// A report of which nothing is decided yet.
    pub(super) fn of(cx: &Cx<'_>) -> Self {
        let (mut columns, mut kept) = (cx.columns.taken(), cx.columns.kept());
        kept.retain(|name| match cx.own.iter().find(|own| own.is_called(name)) {
            Some(own) => {
                columns.push((name.clone(), own.name.clone()));
                false
            }
            None => true,
        });
        let also = cx.sheet.also.clone();
        Self { rows: cx.sheet.len(), columns, kept, also, ..Self::default() }
    }

    /// Says something of a row.
    pub(super) fn say(&mut self, sort: Sort, line: usize, reason: String) {
        match sort {
            Sort::LeftOut => self.left_out += 1,
            Sort::Repaired if self.mended.insert(line) => self.repaired += 1,
            Sort::Repaired | Sort::Noted | Sort::Conflict | Sort::Twin => {}
        }
        let next = self.groups.len();
        let place = *self.places.entry((sort, reason.clone())).or_insert(next);
        if place == next {
            self.groups.push(Group { sort, reason, count: 0, lines: Vec::new() });
        }
        if let Some(group) = self.groups.get_mut(place) {
            group.count += 1;
            group.lines.push(line);
        }
    }

    /// Takes over what was said of a row that is taken.
    pub(super) fn take(&mut self, line: usize, notes: Notes) {
        for (sort, reason) in notes.0 {
            self.say(sort, line, reason);
        }
    }

    /// Puts what is said in order: what was left out first, then by line.
    pub(super) fn finish(&mut self) {
        for group in &mut self.groups {
            group.lines.sort_unstable();
        }
        self.groups.sort_by(|a, b| (a.sort, &a.lines).cmp(&(b.sort, &b.lines)));
        self.places.clear();
    }

    /// What became of the rows, in one line.
    pub fn summary(&self, lang: Lang) -> String {
        let all = t!(
            lang,
            "import-summary",
            rows = rows(lang, self.rows),
            new = grouped(self.new),
            there = grouped(self.there),
            repaired = grouped(self.repaired),
            left = grouped(self.left_out),
        );
        let some = [
            (self.updated, t!(lang, "import-sum-updated", n = grouped(self.updated))),
            (self.twins, t!(lang, "import-sum-twins", n = grouped(self.twins))),
            (self.conflicts, t!(lang, "import-sum-conflicts", n = grouped(self.conflicts))),
        ];
        let some = some.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words);
        std::iter::once(all).chain(some).collect::<Vec<_>>().join(" · ")
    }

    /// The report in words. Lines of rows that are only noted are named where `all` is asked for.
    pub fn words(&self, lang: Lang, all: bool) -> String {
        let mut out = String::new();
        // A String takes every write.
        let _ = writeln!(out, "{}", self.summary(lang));
        let columns: Vec<String> = self.columns.iter().map(|(a, b)| pair(a, b)).collect();
        paragraph(&mut out, &before(t!(lang, "import-columns")), &columns.join(", "));
        if !self.kept.is_empty() {
            paragraph(&mut out, &before(t!(lang, "import-kept")), &self.kept.join(", "));
        }
        for also in &self.also {
            paragraph(&mut out, "", also);
        }
        for (sort, title) in [
            (Sort::LeftOut, t!(lang, "import-left-out")),
            (Sort::Conflict, t!(lang, "import-conflicts")),
            (Sort::Twin, t!(lang, "import-twin-rows")),
            (Sort::Repaired, t!(lang, "import-repaired")),
            (Sort::Noted, t!(lang, "import-noted")),
        ] {
            let mut groups = self.groups.iter().filter(|group| group.sort == sort).peekable();
            if groups.peek().is_some() {
                let _ = writeln!(out, "{title}");
            }
            for group in groups {
                let lines = match sort {
                    Sort::Noted if !all && group.count > SEVERAL => String::new(),
                    _ => ranges(&group.lines),
                };
                let rows = rows(lang, group.count);
                let title = t!(lang, "import-group", rows = rows, reason = &group.reason);
                paragraph(&mut out, "  ", &title);
                if !lines.is_empty() {
                    let line = format!("    {}", before(t!(lang, "import-lines")));
                    paragraph(&mut out, &line, &lines);
                }
            }
        }
        out
    }
}

/// Up to how many lines of rows that are only noted are named unasked.
const SEVERAL: usize = 20;
/// How wide the report is.
const WIDTH: usize = 100;

fn pair(theirs: &str, ours: &str) -> String {
    if theirs == ours { theirs.to_owned() } else { format!("{theirs} = {ours}") }
}

/// A number with its thousands apart.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn rows(lang: Lang, n: usize) -> String {
    t!(lang, "import-rows", count = n, shown = grouped(n))
}

/// What stands before a list; a full-width colon has its space in it.
fn before(title: String) -> String {
    if title.ends_with('：') { title } else { format!("{title} ") }
}

/// Lines that follow each other as ranges: `3, 10-12`.
fn ranges(lines: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match parts.last_mut() {
            Some((_, end)) if *end + 1 == line => *end = line,
            _ => parts.push((line, line)),
        }
    }
    let words =
        parts.iter().map(
            |(start, end)| {
                if start == end { start.to_string() } else { format!("{start}-{end}") }
            },
        );
    words.collect::<Vec<_>>().join(", ")
}

/// Writes a text in lines that are not too wide, the further ones indented.
fn paragraph(out: &mut String, start: &str, text: &str) {
    let indent = " ".repeat(start.len().min(9));
    let mut width = start.chars().count();
    out.push_str(start);
    for (i, word) in text.split(' ').enumerate() {
        let long = word.chars().count();
        if i > 0 && width + 1 + long > WIDTH {
            out.push('\n');
            out.push_str(&indent);
            width = indent.len();
        } else if i > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += long;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_reasons_are_said_once_with_all_their_lines() {
        let mut report = Report { rows: 1200, ..Report::default() };
        for line in [7, 3, 4, 5] {
            report.say(Sort::Repaired, line, "spelt otherwise".to_owned());
        }
        report.say(Sort::Repaired, 4, "cleaned".to_owned());
        report.say(Sort::LeftOut, 9, "no name".to_owned());
        report.finish();
        assert_eq!((report.repaired, report.left_out), (4, 1));
        let words = report.words(Lang::En, false);
        assert!(words.contains("1,200 rows: 0 new · 0 already there · 4 repaired · 1 left out"));
        assert!(words.contains("  4 rows: spelt otherwise\n    line 3-5, 7\n"), "{words}");
        assert!(words.find("no name") < words.find("spelt"), "{words}");
    }

    #[test]
    fn many_lines_are_wrapped_and_none_is_dropped() {
        let mut report = Report::default();
        for line in (1..600).step_by(2) {
            report.say(Sort::LeftOut, line, "odd".to_owned());
            report.say(Sort::Noted, line, "noted".to_owned());
        }
        report.finish();
        let words = report.words(Lang::En, false);
        assert!(words.lines().all(|line| line.chars().count() <= WIDTH), "{words}");
        assert!(words.contains("597, 599") && words.contains("300 rows: noted"));
        assert!(words.len() < report.words(Lang::En, true).len());
    }
}
