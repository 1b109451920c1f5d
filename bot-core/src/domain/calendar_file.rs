//! Files of days that differ from the week: `date,working,name`, or an iCalendar file.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::CalendarProblem;
use super::settings::OwnDay;

/// Words in the name of a day by which an iCalendar file says that it is worked.
const WORKED: [&str; 5] = ["班", "working day", "workday", "make-up", "makeup"];
/// How many days one file may have.
const MOST: usize = 4_000;

/// Reads all days of a file, or says which line is wrong.
pub fn read_days(text: &str) -> Result<BTreeMap<NaiveDate, OwnDay>, CalendarProblem> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let rows = if text.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        events(text)?
    } else {
        rows(text)?
    };
    let mut days = BTreeMap::new();
    for (line, day, own) in rows {
        if days.len() >= MOST {
            return Err(CalendarProblem::Line(line));
        }
        if days.insert(day, own).is_some() {
            return Err(CalendarProblem::Twice(line, day));
        }
    }
    Ok(days)
}

type Row = (u64, NaiveDate, OwnDay);

/// The rows of `date,working,name`; the first one may name the columns.
fn rows(text: &str) -> Result<Vec<Row>, CalendarProblem> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut all = Vec::new();
    for (record, number) in reader.records().zip(1_u64..) {
        let record = record.map_err(|problem| {
            CalendarProblem::Line(problem.position().map_or(number, csv::Position::line))
        })?;
        let line = record.position().map_or(number, csv::Position::line);
        let field = |at| record.get(at).map(str::trim).unwrap_or_default();
        if all.is_empty() && field(0).eq_ignore_ascii_case("date") {
            continue;
        }
        let day = field(0).parse().map_err(|_| CalendarProblem::Line(line))?;
        let working = match field(1) {
            "0" | "休" | "false" => false,
            "1" | "班" | "true" => true,
            _ => return Err(CalendarProblem::Line(line)),
        };
        all.push((line, day, OwnDay { working, name: field(2).to_owned() }));
    }
    Ok(all)
}

/// One event of an iCalendar file while it is read.
#[derive(Default)]
struct Event {
    line: u64,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    name: String,
}

fn events(text: &str) -> Result<Vec<Row>, CalendarProblem> {
    let mut all = Vec::new();
    let mut open: Option<Event> = None;
    for (line, number) in text.lines().zip(1_u64..) {
        let line = line.trim_end();
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let key = name.split(';').next().unwrap_or(name).to_ascii_uppercase();
        let day = || {
            let date = value.get(..8).and_then(|d| NaiveDate::parse_from_str(d, "%Y%m%d").ok());
            date.ok_or(CalendarProblem::Line(number))
        };
        match (key.as_str(), &mut open) {
            ("BEGIN", _) if value == "VEVENT" => {
                open = Some(Event { line: number, ..Event::default() });
            }
            ("DTSTART", Some(event)) => event.start = Some(day()?),
            ("DTEND", Some(event)) => event.end = Some(day()?),
            ("SUMMARY", Some(event)) => value.clone_into(&mut event.name),
            ("END", Some(_)) if value == "VEVENT" => {
                if let Some(event) = open.take() {
                    all.extend(days_of(&event)?);
                }
            }
            _ => {}
        }
    }
    match open {
        Some(event) => Err(CalendarProblem::Line(event.line)),
        None => Ok(all),
    }
}

fn days_of(event: &Event) -> Result<Vec<Row>, CalendarProblem> {
    let start = event.start.ok_or(CalendarProblem::Line(event.line))?;
    // An event of whole days ends on the day after its last one.
    let end = event.end.filter(|end| *end > start).or(start.succ_opt()).unwrap_or(start);
    let lower = event.name.to_lowercase();
    let working = WORKED.iter().any(|word| lower.contains(word));
    let days = start.iter_days().take_while(|day| *day < end).take(MOST);
    let own = |day| (event.line, day, OwnDay { working, name: event.name.clone() });
    Ok(days.map(own).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn both_kinds_of_files_are_read() {
        let csv = read_days("date,working,name\n2027-01-01,0,元旦\n2027-01-03,1,元旦\n");
        let csv = csv.expect("days");
        assert!(!csv[&day("2027-01-01")].working && csv[&day("2027-01-03")].working);
        let ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\n\
                   DTEND;VALUE=DATE:20270103\r\nSUMMARY:元旦 休\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n\
                   DTSTART;VALUE=DATE:20270104\r\nSUMMARY:元旦 补班\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let ics = read_days(ics).expect("days");
        assert_eq!(ics.len(), 3);
        assert!(!ics[&day("2027-01-02")].working && ics[&day("2027-01-04")].working);
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line() {
        for (text, problem) in [
            ("2027-01-01,0,元旦\n2027-02-30,0,x", CalendarProblem::Line(2)),
            ("2027-01-01,maybe", CalendarProblem::Line(1)),
            ("hello", CalendarProblem::Line(1)),
            (
                "2027-01-01,0,元旦\n2027-01-02,0\n2027-01-01,1,x",
                CalendarProblem::Twice(3, day("2027-01-01")),
            ),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2027\n", CalendarProblem::Line(3)),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", CalendarProblem::Line(2)),
        ] {
            assert_eq!(read_days(text), Err(problem), "{text}");
        }
        assert_eq!(read_days(""), Ok(BTreeMap::new()));
    }
}
