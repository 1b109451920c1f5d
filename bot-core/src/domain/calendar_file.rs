//! Files of days that differ from the week: `date,working,name`, or an iCalendar file.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::calendar::CalendarProblem;
use super::settings::OwnDay;

/// Words in the name of a day by which an iCalendar file says that it is worked.
const WORKED: [&str; 5] = ["班", "working day", "workday", "make-up", "makeup"];
/// How many days one file may have.
const MOST: usize = 4_000;
/// How long the name of a day may be, in characters.
const LONGEST: usize = 40;

/// How many days of rest the holidays of a year are at least.
const FEWEST: usize = 7;

/// Tells whether some days are the holidays of a whole year, so that the year counts as announced:
/// enough days of rest, from its first months to its last ones. A closing day that somebody brings
/// in, or a file that was cut off, says nothing about the other days.
pub fn is_whole(days: &BTreeMap<NaiveDate, OwnDay>, year: i32) -> bool {
    let rests = days.iter().filter(|(day, own)| day.year() == year && !own.working);
    let rests: Vec<u32> = rests.map(|(day, _)| day.month()).collect();
    let spans = rests.first().is_some_and(|month| *month <= 3)
        && rests.last().is_some_and(|month| *month >= 10);
    rests.len() >= FEWEST && spans
}

/// Reads all days of a file, or says which line is wrong.
pub fn read_days(text: &str) -> Result<BTreeMap<NaiveDate, OwnDay>, CalendarProblem> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let rows = if text.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        events(text)?
    } else {
        rows(text)?
    };
    let mut days: BTreeMap<NaiveDate, (u64, OwnDay)> = BTreeMap::new();
    for (line, day, own) in rows {
        if days.len() >= MOST {
            return Err(CalendarProblem::TooMany(line));
        }
        if let Some((first, _)) = days.get(&day) {
            return Err(CalendarProblem::Twice(line, day, *first));
        }
        days.insert(day, (line, own));
    }
    Ok(days.into_iter().map(|(day, (_, own))| (day, own)).collect())
}

type Row = (u64, NaiveDate, OwnDay);

/// The rows of `date,working,name`; the first one may name the columns, in any order.
fn rows(text: &str) -> Result<Vec<Row>, CalendarProblem> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut all = Vec::new();
    let [mut date, mut works, mut called_in] = [0, 1, 2];
    for (record, number) in reader.records().zip(1_u64..) {
        let record = record.map_err(|problem| {
            CalendarProblem::Line(problem.position().map_or(number, csv::Position::line))
        })?;
        let line = record.position().map_or(number, csv::Position::line);
        let field = |at| record.get(at).map(str::trim).unwrap_or_default();
        let named = |names: &[&str]| {
            record.iter().position(|name| names.contains(&name.trim().to_lowercase().as_str()))
        };
        if all.is_empty()
            && let Some(at) = named(&["date", "日期"])
        {
            let of_working = named(&["working", "is_workday", "workday", "上班", "工作日"]);
            (date, works) = (at, of_working.unwrap_or(1));
            called_in = named(&["name", "名称", "节日"]).unwrap_or(2);
            continue;
        }
        if record.len() < 2 {
            return Err(CalendarProblem::Line(line));
        }
        let day = field(date).parse();
        let day = day.map_err(|_| CalendarProblem::Date(line, field(date).to_owned()))?;
        let working = match field(works) {
            "0" | "休" | "false" => false,
            "1" | "班" | "true" => true,
            other => return Err(CalendarProblem::Working(line, other.to_owned())),
        };
        all.push((line, day, OwnDay { working, name: called(field(called_in)) }));
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

/// The lines of an iCalendar file by their numbers: one that begins with a space goes on from the
/// one before.
fn unfolded(text: &str) -> Vec<(u64, String)> {
    let mut all: Vec<(u64, String)> = Vec::new();
    for (line, number) in text.lines().zip(1_u64..) {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), all.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ => all.push((number, line.to_owned())),
        }
    }
    all
}

/// What a day is called: without the marks of the file, and not endlessly.
fn called(name: &str) -> String {
    let plain = name.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ");
    plain.trim().chars().take(LONGEST).collect()
}

fn events(text: &str) -> Result<Vec<Row>, CalendarProblem> {
    let mut all = Vec::new();
    let (mut open, mut whole, mut last): (Option<Event>, _, _) = (None, false, 1);
    for (number, line) in unfolded(text) {
        let line = line.trim_end();
        last = number;
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let key = name.split(';').next().unwrap_or(name).to_ascii_uppercase();
        let day = || {
            let date = value.get(..8).and_then(|d| NaiveDate::parse_from_str(d, "%Y%m%d").ok());
            date.ok_or_else(|| CalendarProblem::Date(number, value.chars().take(LONGEST).collect()))
        };
        match (key.as_str(), &mut open) {
            ("BEGIN", _) if value == "VEVENT" => {
                open = Some(Event { line: number, ..Event::default() });
            }
            ("DTSTART", Some(event)) => event.start = Some(day()?),
            ("DTEND", Some(event)) => event.end = Some(day()?),
            ("SUMMARY", Some(event)) => event.name = called(value),
            ("RRULE" | "RDATE", Some(_)) => return Err(CalendarProblem::Repeats(number)),
            ("END", Some(_)) if value == "VEVENT" => {
                if let Some(event) = open.take() {
                    all.extend(days_of(&event)?);
                }
            }
            ("END", None) if value == "VCALENDAR" => whole = true,
            _ => {}
        }
    }
    match open {
        Some(event) => Err(CalendarProblem::Line(event.line)),
        // What was cut off lacks days that nobody would miss.
        None if !whole => Err(CalendarProblem::Line(last)),
        None => Ok(all),
    }
}

fn days_of(event: &Event) -> Result<Vec<Row>, CalendarProblem> {
    let start = event.start.ok_or(CalendarProblem::Line(event.line))?;
    if event.end.is_some_and(|end| end < start) {
        return Err(CalendarProblem::Ends(event.line));
    }
    // An event of whole days ends on the day after its last one.
    let end = event.end.filter(|end| *end > start).or(start.succ_opt()).unwrap_or(start);
    let lower = event.name.to_lowercase();
    let working = WORKED.iter().any(|word| lower.contains(word));
    let days = start.iter_days().take_while(|day| *day < end).take(MOST + 1);
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
        let named = read_days("date,is_workday,kind,name\n2027-01-01,0,holiday_off,元旦\n");
        assert_eq!(named.expect("days")[&day("2027-01-01")].name, "元旦");
        let ics = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\n\
                   DTEND;VALUE=DATE:20270103\r\nSUMMARY:元旦 休\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n\
                   DTSTART;VALUE=DATE:20270104\r\nSUMMARY:元旦 补班\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let ics = read_days(ics).expect("days");
        assert_eq!(ics.len(), 3);
        assert!(!ics[&day("2027-01-02")].working && ics[&day("2027-01-04")].working);
    }

    #[test]
    fn a_year_is_whole_with_enough_days_of_rest_from_its_beginning_to_its_end() {
        let china = include_str!("../../data/holidays-cn.csv");
        let days = read_days(china).expect("days");
        assert!(is_whole(&days, 2026) && !is_whole(&days, 2027));
        let one = read_days("2027-01-01,0,元旦").expect("a day");
        assert!(!is_whole(&one, 2027));
        let spring: BTreeMap<_, _> =
            days.into_iter().filter(|(day, _)| *day < self::day("2026-05-01")).collect();
        assert!(!is_whole(&spring, 2026), "it was cut off");
        let england = read_days(
            "2026-01-01,0\n2026-04-03,0\n2026-04-06,0\n2026-05-04,0\n2026-05-25,0\n\
             2026-08-31,0\n2026-12-25,0\n2026-12-28,0",
        );
        assert!(is_whole(&england.expect("days"), 2026));
    }

    #[test]
    fn a_long_line_goes_on_in_the_next_and_its_marks_are_read() {
        let folded = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2027\r\n 0101\r\n\
                      SUMMARY:New Year\\, day\r\n  off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let days = read_days(folded).expect("days");
        assert_eq!(days[&day("2027-01-01")].name, "New Year, day off");
    }

    #[test]
    fn what_is_wrong_is_named_by_its_line() {
        let date = |line, text: &str| CalendarProblem::Date(line, text.to_owned());
        let event = |rest: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{rest}END:VEVENT\n");
        let (ends, again) = ("DTSTART:20270105\nDTEND:20270104\n", "RRULE:FREQ=YEARLY\n");
        let overlap = event("DTSTART:20270101\nDTEND:20270104\n")
            + "BEGIN:VEVENT\nDTSTART:20270103\nEND:VEVENT\nEND:VCALENDAR\n";
        let endless = event("DTSTART:20270101\nDTEND:20990101\n") + "END:VCALENDAR\n";
        let cut = event("DTSTART:20270101\n");
        for (text, problem) in [
            ("2027-01-01,0,元旦\n2027-02-30,0,x", date(2, "2027-02-30")),
            ("2027-01-01,maybe", CalendarProblem::Working(1, "maybe".to_owned())),
            ("hello", CalendarProblem::Line(1)),
            ("01/02/2027,0", date(1, "01/02/2027")),
            (
                "2027-01-01,0,元旦\n2027-01-02,0\n2027-01-01,1,x",
                CalendarProblem::Twice(3, day("2027-01-01"), 1),
            ),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2027\n", date(3, "2027")),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", CalendarProblem::Line(2)),
            (&event(ends), CalendarProblem::Ends(2)),
            (&event(again), CalendarProblem::Repeats(3)),
            (&cut, CalendarProblem::Line(4)),
            (&overlap, CalendarProblem::Twice(6, day("2027-01-03"), 2)),
            (&endless, CalendarProblem::TooMany(2)),
        ] {
            assert_eq!(read_days(text), Err(problem), "{text}");
        }
        assert_eq!(read_days(""), Ok(BTreeMap::new()));
    }
}
