//! Files of days that differ from the week: `date,working,name`, or an iCalendar file.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate};

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

/// Reads all days of a file, of these years alone, or says which line is wrong.
pub fn read_days(
    text: &str,
    years: &RangeInclusive<i32>,
) -> Result<BTreeMap<NaiveDate, OwnDay>, CalendarProblem> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let rows = if text.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") {
        events(text)?
    } else {
        rows(&in_lines(text))?
    };
    let mut days: BTreeMap<NaiveDate, (u64, OwnDay)> = BTreeMap::new();
    for (line, day, own) in rows {
        if !years.contains(&day.year()) {
            return Err(CalendarProblem::Far(line, day.year()));
        }
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

/// What may stand between days that somebody has typed in one line.
const BETWEEN: [char; 6] = [' ', '\t', ';', '；', '，', '、'];

/// Gives each day a line of its own, also where somebody has typed several in one: whatever is
/// written like a date and has a comma behind it begins one, and is refused there where it is none.
fn in_lines(text: &str) -> String {
    let begins = |rest: &str| {
        let of_day = |c: char| c.is_ascii_digit() || "-/年月日".contains(c);
        let end = rest.find(|c| !of_day(c)).unwrap_or(rest.len());
        let year = rest.bytes().take_while(u8::is_ascii_digit).count();
        year >= 4 && end >= 8 && rest[end..].trim_start().starts_with(',')
    };
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(BETWEEN) {
        let (before, after) = rest.split_at(at);
        lines.push_str(before);
        let next = after.trim_start_matches(BETWEEN);
        if begins(next) {
            lines.push('\n');
        } else {
            lines.push_str(&after[..after.len() - next.len()]);
        }
        rest = next;
    }
    lines + rest
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
        let day = date_of(field(date));
        let day = day.ok_or_else(|| CalendarProblem::Date(line, field(date).to_owned()))?;
        let working = match field(works).to_lowercase().as_str() {
            "0" | "休" | "休息" | "放假" | "off" | "false" => false,
            "1" | "班" | "上班" | "补班" | "work" | "true" => true,
            _ => return Err(CalendarProblem::Working(line, field(works).to_owned())),
        };
        all.push((line, day, OwnDay { working, name: called(field(called_in)) }));
    }
    Ok(all)
}

/// A date with its year first: 2027-05-01, 2027/5/1, 2027年5月1日.
fn date_of(text: &str) -> Option<NaiveDate> {
    let text = text.trim_end_matches('日');
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let mut part = |longest: usize| {
        let part = parts.next()?;
        let digits = part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let whole = text.find(|c: char| !c.is_ascii_digit()) == Some(4) && parts.next().is_none();
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| whole)
}

/// How many days an event lasts: P3D, P1W; none where that is no number of whole days.
fn lasts(value: &str) -> Option<u64> {
    let mut rest = value.trim().strip_prefix('P')?;
    let mut days = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=4).contains(end))?;
        let n: u64 = rest[..end].parse().ok()?;
        days += match &rest[end..=end] {
            "W" => n * 7,
            "D" => n,
            _ => return None,
        };
        rest = &rest[end + 1..];
    }
    (days > 0).then_some(days)
}

/// One event of an iCalendar file while it is read.
#[derive(Default)]
struct Event {
    line: u64,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    days: Option<u64>,
    name: String,
    /// True where it is no day off: called off, or a meeting that begins at an hour.
    passes: bool,
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
            ("DTSTART", Some(event)) => {
                event.start = Some(day()?);
                event.passes |= value.contains('T') && !is_midnight(value);
            }
            ("STATUS", Some(event)) => event.passes |= value.eq_ignore_ascii_case("CANCELLED"),
            ("DTEND", Some(event)) => event.end = Some(day()?),
            ("DURATION", Some(event)) => {
                let given = || value.chars().take(LONGEST).collect();
                let days = lasts(value).ok_or_else(|| CalendarProblem::Lasts(number, given()))?;
                event.days = Some(days);
            }
            ("SUMMARY", Some(event)) => event.name = called(value),
            ("RRULE" | "RDATE", Some(_)) => return Err(CalendarProblem::Repeats(number)),
            ("END", Some(_)) if value == "VEVENT" => {
                if let Some(event) = open.take() {
                    let days = days_of(&event)?;
                    all.extend(days.into_iter().filter(|_| !event.passes));
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

/// Tells whether a time is the beginning of a day, as some calendars write a whole day.
fn is_midnight(value: &str) -> bool {
    value.split_once('T').is_some_and(|(_, time)| time.starts_with("000000"))
}

fn days_of(event: &Event) -> Result<Vec<Row>, CalendarProblem> {
    let start = event.start.ok_or(CalendarProblem::Line(event.line))?;
    if event.end.is_some_and(|end| end < start) {
        return Err(CalendarProblem::Ends(event.line));
    }
    // An event of whole days ends on the day after its last one.
    let end = event.end.or_else(|| start.checked_add_days(Days::new(event.days?)));
    let end = end.filter(|end| *end > start).or(start.succ_opt()).unwrap_or(start);
    let lower = event.name.to_lowercase();
    let working = WORKED.iter().any(|word| lower.contains(word));
    let days = start.iter_days().take_while(|day| *day < end).take(MOST + 1);
    let own = |day| (event.line, day, OwnDay { working, name: event.name.clone() });
    Ok(days.map(own).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_days(text: &str) -> Result<BTreeMap<NaiveDate, OwnDay>, CalendarProblem> {
        super::read_days(text, &(2000..=2100))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn what_is_called_off_and_what_has_an_hour_is_no_day_off() {
        let event = |rest: &str| format!("BEGIN:VEVENT\n{rest}\nSUMMARY:x\nEND:VEVENT\n");
        let ics = format!(
            "BEGIN:VCALENDAR\n{}{}{}{}END:VCALENDAR\n",
            event("DTSTART;VALUE=DATE:20270101\nSTATUS:CANCELLED"),
            event("DTSTART:20270104T090000\nDTEND:20270104T093000"),
            event("DTSTART:20270105T000000\nDTEND:20270106T000000"),
            event("DTSTART;VALUE=DATE:20270107\nSTATUS:CONFIRMED"),
        );
        let days: Vec<NaiveDate> = read_days(&ics).expect("days").into_keys().collect();
        assert_eq!(days, [day("2027-01-05"), day("2027-01-07")]);
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
    fn several_days_in_one_line_are_several_days_or_refused() {
        for text in [
            "2027-01-01,0,元旦；2027-01-02,0,元旦",
            "2027-01-01,0,New Year 2027/01/02,0,New Year",
            "2027-01-01,0,元旦，2027年1月2日,0,元旦",
        ] {
            let read = read_days(text).expect(text);
            assert_eq!(
                read.keys().copied().collect::<Vec<_>>(),
                [day("2027-01-01"), day("2027-01-02")]
            );
        }
        let read = read_days("2027-01-01,0,元旦 放假").expect("one day");
        assert_eq!(read[&day("2027-01-01")].name, "元旦 放假");
        assert!(read_days("2027-12-14,0,Xmas 2027-13-15,0,Xmas").is_err());
    }

    #[test]
    fn dates_words_and_lengths_are_read_as_people_write_them() {
        let read =
            read_days("2027/5/1,off,劳动节\n2027年5月2日,休\n2027.5.8,Work\n").expect("days");
        let read: Vec<_> = read.iter().map(|(day, own)| (day.to_string(), own.working)).collect();
        let of = |day: &str, works| (day.to_owned(), works);
        assert_eq!(
            read,
            [of("2027-05-01", false), of("2027-05-02", false), of("2027-05-08", true)]
        );
        let event = |lasts: &str| {
            super::read_days(
                &format!(
                    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\n\
                     DURATION:{lasts}\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
                ),
                &(2000..=2032),
            )
        };
        assert_eq!(event("P3D").map(|days| days.len()), Ok(3));
        assert_eq!(event("P1W").map(|days| days.len()), Ok(7));
        for odd in ["PT8H", "P", "-P1D", "3 days"] {
            assert_eq!(event(odd), Err(CalendarProblem::Lasts(4, odd.to_owned())), "{odd}");
        }
        let years = 2000..=2032;
        let far = super::read_days("2027-01-01,0\n2033-01-01,0", &years);
        assert_eq!(far, Err(CalendarProblem::Far(2, 2033)));
        assert_eq!(super::read_days("1999-12-31,0", &years), Err(CalendarProblem::Far(1, 1999)));
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
