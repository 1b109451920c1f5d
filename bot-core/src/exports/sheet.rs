//! Rows of cells as the bytes of a file.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Form;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number, written out: `12000.50`.
    Number(String),
    /// A day.
    Day(NaiveDate),
}

/// A file that is being written.
pub(super) enum Sheet {
    Csv(Box<Values>),
    Xlsx(Box<Book>),
}

/// Values separated by commas.
pub(super) struct Values {
    writer: csv::Writer<Vec<u8>>,
    wrote: Result<(), csv::Error>,
}

/// A workbook of one sheet.
pub(super) struct Book {
    file: Workbook,
    day: Format,
    next: u32,
    wrote: Result<(), XlsxError>,
}

/// With what words begin that a spreadsheet would take for a formula.
pub(crate) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Tells spreadsheets that the text is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Words as they may stand in a file that spreadsheets open: never a formula.
fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

impl Sheet {
    /// Begins with the names of the columns.
    pub(super) fn begin(form: Form, header: &[String]) -> Self {
        let mut sheet = match form {
            Form::Csv => {
                let mut writer = csv::WriterBuilder::new();
                writer.terminator(csv::Terminator::CRLF);
                let writer = writer.from_writer(MARK.to_vec());
                Self::Csv(Box::new(Values { writer, wrote: Ok(()) }))
            }
            Form::Xlsx => {
                let mut file = Workbook::new();
                file.add_worksheet();
                let day = Format::new().set_num_format("yyyy-mm-dd");
                Self::Xlsx(Box::new(Book { file, day, next: 0, wrote: Ok(()) }))
            }
        };
        sheet.row(header.iter().cloned().map(Cell::Text).collect());
        sheet
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        match self {
            Self::Csv(values) => {
                let cells = cells.into_iter().map(|cell| match cell {
                    Cell::Empty => String::new(),
                    Cell::Text(text) => harmless(text),
                    Cell::Number(number) => number,
                    Cell::Day(day) => day.to_string(),
                });
                if values.wrote.is_ok() {
                    values.wrote = values.writer.write_record(cells);
                }
            }
            Self::Xlsx(book) => {
                if book.wrote.is_ok() {
                    book.wrote = book.row(cells);
                }
            }
        }
    }

    /// The bytes, or why there are none.
    pub(super) fn end(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Csv(values) => {
                values.wrote.map_err(|e| e.to_string())?;
                values.writer.into_inner().map_err(|e| e.to_string())
            }
            Self::Xlsx(mut book) => {
                book.wrote.map_err(|e| e.to_string())?;
                book.file.save_to_buffer().map_err(|e| e.to_string())
            }
        }
    }
}

impl Book {
    fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        let sheet = self.file.worksheet_from_index(0)?;
        for (cell, column) in cells.into_iter().zip(0..) {
            match cell {
                Cell::Empty => continue,
                // What is written as words is never a formula, whatever it begins with.
                Cell::Text(text) => sheet.write_string(self.next, column, text)?,
                Cell::Number(number) => match number.parse::<f64>() {
                    Ok(value) => sheet.write_number(self.next, column, value)?,
                    Err(_) => sheet.write_string(self.next, column, number)?,
                },
                Cell::Day(day) => sheet.write_with_format(self.next, column, &day, &self.day)?,
            };
        }
        self.next += 1;
        Ok(())
    }
}

/// Words in rows as values separated by commas, or why there are none.
pub(crate) fn values(
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, String> {
    let mut sheet = Sheet::begin(Form::Csv, header);
    for row in rows {
        sheet.row(row.into_iter().map(Cell::Text).collect());
    }
    sheet.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: &[Cell]) -> String {
        let header: Vec<String> = cells.iter().map(|_| "a".to_owned()).collect();
        let mut sheet = Sheet::begin(Form::Csv, &header);
        sheet.row(cells.to_vec());
        String::from_utf8(sheet.end().unwrap()).unwrap()
    }

    #[test]
    fn words_are_never_a_formula() {
        for bad in ["=1+1", "+86 138", "-1", "@a", "\tx", "=HYPERLINK(\"http://x\",\"y\")"] {
            let text = csv(&[Cell::Text(bad.to_owned())]);
            let line = text.lines().nth(1).unwrap().trim_start_matches('"');
            assert!(line.starts_with('\''), "{line}");
        }
        assert_eq!(csv(&[Cell::Text("A-1".to_owned())]), "\u{feff}a\r\nA-1\r\n");
    }

    #[test]
    fn numbers_stay_numbers_and_cells_keep_their_commas_and_lines() {
        let cells = [
            Cell::Number("-12.50".to_owned()),
            Cell::Text("a, \"b\"\nc".to_owned()),
            Cell::Day(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()),
            Cell::Empty,
        ];
        assert_eq!(csv(&cells), "\u{feff}a,a,a,a\r\n-12.50,\"a, \"\"b\"\"\nc\",2026-03-02,\r\n");
    }

    #[test]
    fn a_workbook_is_one() {
        let mut sheet = Sheet::begin(Form::Xlsx, &["a".to_owned()]);
        sheet.row(vec![Cell::Text("=1".to_owned()), Cell::Number("3".to_owned())]);
        assert!(sheet.end().unwrap().starts_with(b"PK"));
    }
}
