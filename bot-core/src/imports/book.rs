//! A workbook (XLSX) as rows: the first sheet that holds anything.
//!
//! A workbook is a packed folder, and a small one may unfold into more than any memory holds. So it
//! is unpacked once into nothing, up to a limit, before anything is kept of it; then its cells are
//! read one by one, up to as many rows and columns as a file may have.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use zip::ZipArchive;

use super::Refused;
use super::sheet::{MOST_COLUMNS, MOST_ROWS, Row, Table, visible};
use crate::domain::people::Lang;
use crate::t;

/// How large all parts of a workbook may be when they are unpacked, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;
/// How large the part with its words may be: it is kept as a whole.
const LARGEST_WORDS: u64 = 64 * 1024 * 1024;
/// How many parts a workbook may have.
const MOST_PARTS: usize = 2_000;
/// From this many digits on a spreadsheet no longer knows a number exactly.
const EXACT: f64 = 1e15;

/// Tells whether a file is a packed folder, as workbooks are.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Tells whether a file is a workbook of the kind that was saved before 2007.
pub(super) fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The rows of a workbook.
pub(super) fn table(bytes: &[u8], lang: Lang) -> Result<Table, Refused> {
    let unreadable = |why: String| Refused::file(t!(lang, "import-unreadable", why = why.as_str()));
    unpacks(bytes, LARGEST, lang)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| unreadable(e.to_string()))?;
    let names = book.sheet_names();
    let mut found = Vec::new();
    for name in &names {
        let rows = rows(&mut book, name, lang)?;
        if !rows.is_empty() {
            found.push((name.clone(), rows));
            break;
        }
    }
    let Some((name, rows)) = found.pop() else {
        return Err(Refused::file(t!(lang, "import-empty")));
    };
    let also = (names.len() > 1).then(|| t!(lang, "import-one-sheet", name = name.as_str()));
    Ok(Table { rows, odd: Vec::new(), also: also.into_iter().collect() })
}

/// Refuses what unfolds into more than a workbook may hold.
fn unpacks(bytes: &[u8], largest: u64, lang: Lang) -> Result<(), Refused> {
    let unreadable = |why: &str| Refused::file(t!(lang, "import-unreadable", why = why));
    let bomb = || Refused::file(t!(lang, "import-bomb", most = (largest >> 20).to_string()));
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|e| unreadable(&e.to_string()))?;
    if parts.index_for_name("xl/workbook.xml").is_none() {
        return Err(Refused::file(t!(lang, "import-no-book")));
    }
    if parts.len() > MOST_PARTS {
        return Err(bomb());
    }
    let mut left = largest;
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(|e| unreadable(&e.to_string()))?;
        let words = part.name().is_ok_and(|name| name.ends_with("sharedStrings.xml"));
        let most = if words { left.min(LARGEST_WORDS) } else { left };
        // What the folder says of its own sizes is not believed.
        let size = copy(&mut part.take(most + 1), &mut sink());
        let size = size.map_err(|e| unreadable(&e.to_string()))?;
        if size > most {
            return Err(bomb());
        }
        left -= size;
    }
    Ok(())
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, lang: Lang) -> Result<Vec<Row>, Refused> {
    let unreadable = |why: String| Refused::file(t!(lang, "import-unreadable", why = why.as_str()));
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        // A sheet that only shows a chart has no cells.
        return Ok(Vec::new());
    };
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|e| unreadable(e.to_string()))? {
        let (row, column) = cell.get_position();
        let words = words(cell.get_value());
        if words.is_empty() {
            continue;
        }
        let (line, column) = (at(row) + 1, at(column));
        if column >= MOST_COLUMNS {
            return Err(Refused::file(t!(lang, "import-many-columns", most = MOST_COLUMNS)));
        }
        if rows.last().is_none_or(|last| last.line != line) {
            if rows.len() > MOST_ROWS {
                return Err(Refused::file(t!(lang, "import-many-rows", most = MOST_ROWS)));
            }
            rows.push(Row { line, cells: Vec::new(), cleaned: false });
        }
        let Some(last) = rows.last_mut() else { continue };
        let seen = visible(&words);
        last.cleaned |= seen.is_some();
        if last.cells.len() <= column {
            last.cells.resize(column + 1, String::new());
        }
        if let Some(place) = last.cells.get_mut(column) {
            *place = seen.unwrap_or_else(|| words.trim().to_owned());
        }
    }
    // Cells that nothing stands in are in no file: every row is as wide as the first.
    let width = rows.first().map_or(0, |row| row.cells.len());
    for row in rows.iter_mut().filter(|row| row.cells.len() < width) {
        row.cells.resize(width, String::new());
    }
    Ok(rows)
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX - 1)
}

/// What stands in a cell, as one would type it.
fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            words.clone()
        }
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(moment) => day(moment),
        // `#N/A` says that there is nothing.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A number without the tail that counting in halves leaves: `0.1 + 0.2` is `0.3`.
fn decimal(number: f64) -> String {
    let rounded = format!("{number:.9}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if number.abs() < EXACT { short.to_owned() } else { format!("{number}") }
}

fn day(moment: &ExcelDateTime) -> String {
    match moment.as_datetime().filter(|_| moment.is_datetime()) {
        Some(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
        Some(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
        None => decimal(moment.as_f64()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use rust_xlsxwriter::{Format, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let table = table(bytes, Lang::En).unwrap();
        table.rows.into_iter().map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn cells_read_as_one_would_type_them() {
        let mut file = Workbook::new();
        file.add_worksheet();
        let sheet = file.add_worksheet();
        for (name, column) in ["名称", "电话", "金额", "日期", "空"].into_iter().zip(0..) {
            sheet.write_string(0, column, name).unwrap();
        }
        sheet.write_string(2, 0, " 华星 ").unwrap();
        sheet.write_number(2, 1, 13_800_138_000.0).unwrap();
        sheet.write_number(2, 2, 0.1 + 0.2).unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        let format = Format::new().set_num_format("yyyy/m/d");
        sheet.write_with_format(2, 3, &day, &format).unwrap();
        let rows = cells(&file.save_to_buffer().unwrap());
        assert_eq!(rows[0].1[..2], ["名称", "电话"]);
        let expected = ["华星", "13800138000", "0.3", "2026-03-05", ""];
        assert_eq!(rows[1], (3, expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_workbook_that_unfolds_into_too_much_is_refused() {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        let zeros = vec![b' '; 1 << 20];
        for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
            packed.start_file(name, SimpleFileOptions::default()).unwrap();
            packed.write_all(&zeros).unwrap();
        }
        let bytes = packed.finish().unwrap().into_inner();
        assert!(bytes.len() < 1 << 14, "{}", bytes.len());
        assert_eq!(unpacks(&bytes, 2 << 20, Lang::En), Ok(()));
        let why = unpacks(&bytes, 1 << 20, Lang::En).unwrap_err().text;
        assert!(why.contains("1 MB"), "{why}");
        let why = table(b"PK\x03\x04 and no more", Lang::En).err().unwrap().text;
        assert!(why.contains("cannot be read"), "{why}");
    }

    #[test]
    fn a_cell_far_away_costs_nothing() {
        let mut file = Workbook::new();
        let sheet = file.add_worksheet();
        sheet.write_string(0, 0, "name").unwrap();
        sheet.write_string(1_048_575, 0, "last").unwrap();
        let rows = cells(&file.save_to_buffer().unwrap());
        assert_eq!(rows[1], (1_048_576, vec!["last".to_owned()]));
        let mut file = Workbook::new();
        file.add_worksheet().write_string(0, 16_383, "name").unwrap();
        let why = table(&file.save_to_buffer().unwrap(), Lang::En).err().unwrap().text;
        assert!(why.contains("columns"), "{why}");
    }
}
