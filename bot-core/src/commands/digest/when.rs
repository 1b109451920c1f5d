//! When a digest is to come, as people say it: 每天早上8点, 周一到周五 8:30, `monthly last`.

use std::mem::take;

use chrono::{NaiveDate, NaiveTime};

use crate::chat::understand::number;
use crate::chat::understand::when::{Here, Moment, weekdays, whole};
use crate::domain::calendar::Calendar;
use crate::domain::digest::Rhythm;

/// The day of the month that every month ends on or before.
const LAST: u32 = 31;
/// The characters of the first fields of a cron expression.
const FIELD: &str = "0123456789*/,-";

/// What a word says.
#[derive(Clone, Copy)]
enum Word {
    On(bool),
    Usual,
    OnlyIf(bool),
    Working,
    Every,
    Last,
    Nothing,
}

/// All words, the longer ones before what they begin with.
const WORDS: &[(&str, Word)] = &[
    ("only if there is something", Word::OnlyIf(true)),
    ("only if there's something", Word::OnlyIf(true)),
    ("only when there is something", Word::OnlyIf(true)),
    ("only if something", Word::OnlyIf(true)),
    ("only-if-something", Word::OnlyIf(true)),
    ("only-if", Word::OnlyIf(true)),
    ("有事才发", Word::OnlyIf(true)),
    ("有内容才发", Word::OnlyIf(true)),
    ("always", Word::OnlyIf(false)),
    ("总是发", Word::OnlyIf(false)),
    ("没事也发", Word::OnlyIf(false)),
    ("off", Word::On(false)),
    ("关闭", Word::On(false)),
    ("关掉", Word::On(false)),
    ("关", Word::On(false)),
    ("不要", Word::On(false)),
    ("on", Word::On(true)),
    ("打开", Word::On(true)),
    ("开启", Word::On(true)),
    ("开", Word::On(true)),
    ("default", Word::Usual),
    ("usual", Word::Usual),
    ("默认", Word::Usual),
    ("working days", Word::Working),
    ("working day", Word::Working),
    ("working-days", Word::Working),
    ("workdays", Word::Working),
    ("workday", Word::Working),
    ("weekdays", Word::Working),
    ("weekday", Word::Working),
    ("每个工作日", Word::Working),
    ("每工作日", Word::Working),
    ("工作日", Word::Working),
    ("every day", Word::Every),
    ("every-day", Word::Every),
    ("everyday", Word::Every),
    ("每天", Word::Every),
    ("每日", Word::Every),
    ("天天", Word::Every),
    ("the last day", Word::Last),
    ("last day", Word::Last),
    ("last", Word::Last),
    ("end of the month", Word::Last),
    ("end of month", Word::Last),
    ("month end", Word::Last),
    ("月底", Word::Last),
    ("月末", Word::Last),
    ("最后一天", Word::Last),
    ("of the month", Word::Nothing),
    ("every month", Word::Nothing),
    ("the", Word::Nothing),
    ("every", Word::Nothing),
    ("each", Word::Nothing),
    ("at", Word::Nothing),
    ("每个月", Word::Nothing),
    ("每月", Word::Nothing),
    ("的", Word::Nothing),
];

/// What somebody wants, as far as it was said.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wanted {
    /// Whether it is to come.
    pub on: Option<bool>,
    /// True when it is to be as it is for everybody.
    pub usual: bool,
    /// Whether it is to stay away where there is nothing to tell.
    pub only_if: Option<bool>,
    /// On which days; at no time yet.
    pub days: Option<Rhythm>,
    /// At which times.
    pub times: Vec<NaiveTime>,
    /// A cron expression.
    pub cron: Option<String>,
}

/// Reads folded words; else gives those that are not understood. A number alone is a day of the
/// month where the digest is a `monthly` one.
pub(super) fn read(text: &str, monthly: bool) -> Result<Wanted, String> {
    let mut wanted = Wanted::default();
    let (mut rest, mut loose, mut begins) = (text, String::new(), true);
    while let Some(first) = rest.chars().next() {
        if begins && let Some(cron) = cron(rest) {
            wanted.cron = Some(cron.to_owned());
            break;
        }
        if begins && let Some((said, end)) = piece(rest) {
            wanted.settle(&take(&mut loose), monthly)?;
            wanted.apply(said).ok_or_else(|| rest[..end].to_owned())?;
            rest = &rest[end..];
            continue;
        }
        loose.push(first);
        rest = &rest[first.len_utf8()..];
        // Latin words and numbers are only read from where they begin.
        let joined = |c: char| c.is_ascii_alphanumeric() || ":.-".contains(c);
        begins = !(joined(first) && rest.starts_with(joined));
    }
    wanted.settle(&loose, monthly)?;
    Ok(wanted)
}

/// A word, or days.
enum Said {
    Word(Word),
    Days(Rhythm),
}

impl Wanted {
    fn apply(&mut self, said: Said) -> Option<()> {
        let days = match said {
            Said::Word(word @ (Word::On(_) | Word::Usual | Word::OnlyIf(_) | Word::Nothing)) => {
                match word {
                    Word::On(on) => self.on = Some(on),
                    Word::OnlyIf(only) => self.only_if = Some(only),
                    Word::Usual => self.usual = true,
                    _ => {}
                }
                return Some(());
            }
            Said::Word(Word::Working) => Rhythm::WorkingDays(NaiveTime::MIN),
            Said::Word(Word::Every) => Rhythm::Weekly((1..=7).collect(), NaiveTime::MIN),
            Said::Word(Word::Last) => Rhythm::Monthly(LAST, NaiveTime::MIN),
            Said::Days(days) => days,
        };
        self.days = Some(match (self.days.take(), days) {
            (None, days) => days,
            (Some(Rhythm::Weekly(mut all, time)), Rhythm::Weekly(more, _)) => {
                all.extend(more);
                all.sort_unstable();
                all.dedup();
                Rhythm::Weekly(all, time)
            }
            (Some(same), days) if same == days => same,
            _ => return None,
        });
        Some(())
    }

    /// Takes words that can only be times, or a day of the month.
    fn settle(&mut self, loose: &str, monthly: bool) -> Result<(), String> {
        let loose = loose.trim_matches([' ', ',', '，', '、', ';', '.']);
        if loose.is_empty() {
            return Ok(());
        }
        // «1 8:00» is a day and a time, and not 18:00.
        let parted = loose.split(' ').filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(time) = time_of(loose).filter(|_| parted.count() < 2) {
            self.times.push(time);
            return Ok(());
        }
        for word in loose.split([' ', ',', '、']).filter(|word| !word.is_empty()) {
            let day = word.parse().ok().filter(|day| monthly && (1..=LAST).contains(day));
            if let Some(time) = time_of(word) {
                self.times.push(time);
            } else if let Some(day) = day {
                let days = Said::Days(Rhythm::Monthly(day, NaiveTime::MIN));
                self.apply(days).ok_or_else(|| loose.to_owned())?;
            } else {
                return Err(loose.to_owned());
            }
        }
        Ok(())
    }
}

/// A cron expression that all the words are, with or without its name.
fn cron(rest: &str) -> Option<&str> {
    if let Some(after) = rest.strip_prefix("cron") {
        return Some(after.trim());
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let field = |word: &&str| word.chars().all(|c| FIELD.contains(c));
    (words.len() == 5 && words.iter().take(2).all(field)).then_some(rest)
}

/// The word or the days that a text begins with, and where they end.
fn piece(rest: &str) -> Option<(Said, usize)> {
    if let Some((week, end)) = weekdays(rest, false) {
        let days = (1..).zip(week).filter(|(_, is)| *is).map(|(day, _)| day);
        return Some((Said::Days(Rhythm::Weekly(days.collect(), NaiveTime::MIN)), end));
    }
    let word = WORDS.iter().find(|(word, _)| {
        let after = rest.strip_prefix(word);
        let ends = |after: &str| !word.is_ascii() || !after.starts_with(char::is_alphanumeric);
        after.is_some_and(ends)
    });
    if let Some((word, said)) = word {
        return Some((Said::Word(*said), word.len()));
    }
    let (at, sign) = ["号", "日", "st", "nd", "rd", "th"]
        .iter()
        .filter_map(|sign| Some((rest.find(sign)?, sign)))
        .min()?;
    let day = number::whole(&rest[..at])?.units(0)?;
    let day = u32::try_from(day).ok().filter(|day| (1..=LAST).contains(day))?;
    Some((Said::Days(Rhythm::Monthly(day, NaiveTime::MIN)), at + sign.len()))
}

/// A time of the day: 8:30, 8点半, 早上八点, 8:30 am. An hour without a word is that of the clock.
pub(crate) fn time_of(word: &str) -> Option<NaiveTime> {
    let word = word.trim();
    exact(&word.replace(' ', "")).or_else(|| {
        let midnight = NaiveDate::from_ymd_opt(2024, 1, 1)?.and_time(NaiveTime::MIN);
        let here = Here { now: midnight, workdays: &Calendar::plain() };
        let said: &[&str] = if word.is_ascii() { &["today "] } else { &["今天早上", "今天"] };
        said.iter().find_map(|said| match whole(&format!("{said}{word}"), &here)? {
            Ok(Moment::At(at)) if at.date() == midnight.date() => Some(at.time()),
            _ => None,
        })
    })
}

/// 8:30, 08.30, 8点, 八点半, 8am, 5:30pm.
fn exact(word: &str) -> Option<NaiveTime> {
    let digits = |text: &str| -> Option<u32> {
        let digits = !text.is_empty() && text.len() <= 2;
        text.parse().ok().filter(|_| digits && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let hour_of =
        |text: &str| digits(text).or_else(|| u32::try_from(number::whole(text)?.units(0)?).ok());
    let (hour, minute) = if let Some((hour, minute)) =
        word.split_once(':').or_else(|| word.split_once('.').filter(|(_, m)| m.len() >= 2))
    {
        let (minute, noon) = match (minute.strip_suffix("am"), minute.strip_suffix("pm")) {
            (Some(minute), _) => (minute, Some(0)),
            (_, Some(minute)) => (minute, Some(12)),
            _ => (minute, None),
        };
        let hour = digits(hour)?;
        (noon.map_or(hour, |noon| hour % 12 + noon), digits(minute)?)
    } else if let Some(hour) = word.strip_suffix("点半") {
        (hour_of(hour)?, 30)
    } else if let Some(hour) = word.strip_suffix('点') {
        (hour_of(hour)?, 0)
    } else if let Some(hour) = word.strip_suffix("am") {
        (digits(hour)?, 0)
    } else if let Some(hour) = word.strip_suffix("pm") {
        (digits(hour)? % 12 + 12, 0)
    } else {
        return None;
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(hour: u32, minute: u32) -> Option<NaiveTime> {
        NaiveTime::from_hms_opt(hour, minute, 0)
    }

    #[test]
    fn times_are_read_as_people_say_them() {
        for (word, expected) in [
            ("8:30", time(8, 30)),
            ("8点半", time(8, 30)),
            ("八点半", time(8, 30)),
            ("18点", time(18, 0)),
            ("5pm", time(17, 0)),
            ("12pm", time(12, 0)),
            ("8:30 am", time(8, 30)),
            ("08.30", time(8, 30)),
            ("早上8点", time(8, 0)),
            ("早上八点", time(8, 0)),
            ("下午5点", time(17, 0)),
            ("5点15分", time(5, 15)),
            ("25:00", None),
            ("0", None),
            ("8:300", None),
            ("明天8点", None),
        ] {
            assert_eq!(time_of(word), expected, "{word}");
        }
    }

    #[test]
    fn days_and_times_are_read_however_they_are_joined() {
        let working = || Some(Rhythm::WorkingDays(NaiveTime::MIN));
        let week = |days: &[u32]| Some(Rhythm::Weekly(days.to_vec(), NaiveTime::MIN));
        let month = |day| Some(Rhythm::Monthly(day, NaiveTime::MIN));
        for (text, days, at) in [
            ("早上8点", None, time(8, 0)),
            ("每个工作日八点半", working(), time(8, 30)),
            ("周一到周五 8:30", week(&[1, 2, 3, 4, 5]), time(8, 30)),
            ("周一、周三", week(&[1, 3]), None),
            ("每周一", week(&[1]), None),
            ("周一 8:00 周四", week(&[1, 4]), time(8, 0)),
            ("下午5点", None, time(17, 0)),
            ("月底", month(31), None),
            ("每月15号 9点", month(15), time(9, 0)),
            ("每天 早上八点", week(&[1, 2, 3, 4, 5, 6, 7]), time(8, 0)),
            ("8:30 am", None, time(8, 30)),
            ("every working day at 8:30", working(), time(8, 30)),
            ("monday to friday 08.30", week(&[1, 2, 3, 4, 5]), time(8, 30)),
            ("15", month(15), None),
            ("1 8:00", month(1), time(8, 0)),
            ("2 3:00", month(2), time(3, 0)),
            ("8:00 1", month(1), time(8, 0)),
            ("last 9:00", month(31), time(9, 0)),
            ("1st", month(1), None),
        ] {
            let read = read(text, true).expect(text);
            assert_eq!((read.days, read.times.first().copied()), (days, at), "{text}");
        }
        let only = read("only if there is something", false).expect("read");
        assert_eq!((only.only_if, only.cron), (Some(true), None));
        assert_eq!(read("8:00 8:30", false).expect("read").times.len(), 2);
        assert_eq!(read("cron 0 8 * * ?", false).expect("read").cron.as_deref(), Some("0 8 * * ?"));
        assert_eq!(
            read("0 18 * * 1-5", false).expect("read").cron.as_deref(),
            Some("0 18 * * 1-5")
        );
        for odd in ["15", "32号", "foo", "工作日 周一"] {
            assert!(read(odd, false).is_err(), "{odd}");
        }
    }
}
