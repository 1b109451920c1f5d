//! The moment among the words of a command, and what is asked where there are several.

use std::ops::Range;

use super::Draft;
use super::stretch::{trimmed, words};
use crate::chat::parse::Lack;
use crate::chat::parse::value::{Wrong, settled};
use crate::chat::spec::{Arg, By, Take};
use crate::chat::understand::when::{Reading, Said, find_said, span_of, stretch_end};

impl Draft<'_> {
    /// Takes the moment to come. Of alternatives («明天或后天») and of different days in one sentence
    /// the person chooses; a time that stands elsewhere belongs to a day without one.
    pub(super) fn take_moment(&mut self, arg: &'static Arg, text: &str) {
        let here = self.env.here();
        let mut groups = find_said(text, &here);
        let rest = self.spec.args.iter().find(|arg| arg.by == By::Rest);
        if arg.take == Take::Day && rest.is_some_and(|arg| arg.name == "name") {
            groups.retain(|group| is_close(text, &span_of(group)));
        }
        if arg.name == "close" {
            for group in &groups {
                self.blank_close(text, &span_of(group));
            }
        }
        if let Some((reading, spans)) =
            timed(&groups, |day, time| day.at(time, &here)).filter(|_| arg.take == Take::When)
        {
            let said = format!("{} {}", &text[spans[0].clone()], &text[spans[1].clone()]);
            return self.settle(arg, &said, &[reading], &spans);
        }
        // A time of day says nothing of the day on which something closes.
        let bare = |group: &Vec<Said>| group.iter().all(Said::is_only_clock);
        let days = groups.iter().any(|group| !bare(group));
        let mut groups =
            groups.iter().filter(|group| arg.take == Take::When || !days || !bare(group));
        let Some(first) = groups.next() else {
            return self.take_stretch_end(arg, text);
        };
        let (mut readings, mut spans) = (readings(first), vec![span_of(first)]);
        let to_come = |readings: &[Reading]| {
            readings.iter().any(|reading| reading.is_ok_and(|moment| !self.env.is_past(moment)))
        };
        let odd = matches!(readings.first(), Some(Err(_)));
        for group in groups.filter(|_| !odd) {
            let more = self::readings(group);
            match (to_come(&readings), to_come(&more)) {
                // What is over is what the words are about: «问上周三的事 明天». With nothing between
                // them they are one day that cannot be: «9月20日 周末».
                (false, true) if apart(text, &spans, group) => {
                    (readings, spans) = (more, vec![span_of(group)]);
                }
                (true, true) => {
                    readings.extend(more);
                    spans.push(span_of(group));
                }
                _ => {}
            }
        }
        let said = &text[spans[0].start..spans[spans.len() - 1].end];
        self.settle(arg, said, &readings, &spans);
    }

    /// What says that a day is the one of the close is no part of a name.
    fn blank_close(&mut self, text: &str, day: &Range<usize>) {
        let mut end = text[..day.start].trim_end().len();
        let lower = text[..end].to_ascii_lowercase();
        let led = |before: &str| {
            let led = CLOSE.iter().filter(|word| {
                let rest = before.strip_suffix(**word);
                rest.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', ',']))
            });
            led.map(|word| word.len()).max()
        };
        while let Some(len) = led(&lower[..end]) {
            self.blank(end - len..end);
            end = lower[..end - len].trim_end().len();
        }
        let after = text[day.end..].trim_start();
        let start = text.len() - after.len();
        let end = after.find([' ', ',']).map_or(text.len(), |at| start + at);
        if CLOSED.contains(&&text[start..end]) {
            self.blank(start..end);
        }
    }

    /// Takes a month or a quarter that ends the words for the day on which it is over: «2万 6月».
    fn take_stretch_end(&mut self, arg: &'static Arg, text: &str) {
        let last = words(text).pop().map(|word| trimmed(text, word));
        if let Some(word) = last.filter(|_| arg.take == Take::Day)
            && let Some(reading) = stretch_end(&text[word.clone()], &self.env.here())
        {
            self.settle(arg, &text[word.clone()], &[reading], &[word]);
        }
    }

    fn settle(
        &mut self,
        arg: &'static Arg,
        said: &str,
        readings: &[Reading],
        spans: &[Range<usize>],
    ) {
        let settled = settled(arg.take, said, readings, self.env);
        // What stands apart may be about anything until it is known which is meant.
        let unclear = matches!(settled, Err(Wrong::Either(..))) && spans.len() > 1;
        for span in spans.iter().filter(|_| !unclear) {
            self.blank(span.clone());
        }
        match settled {
            Ok(value) => {
                self.args.insert(arg.name.to_owned(), value);
            }
            Err(wrong) => self.lacks(Lack::Wrong(arg.name, wrong)),
        }
    }
}

/// Says whether words stand between moments and the next ones.
fn apart(text: &str, spans: &[Range<usize>], next: &[Said]) -> bool {
    let end = spans.last().map_or(0, |span| span.end);
    text.get(end..span_of(next).start)
        .is_some_and(|between| between.contains(char::is_alphanumeric))
}

/// What makes the day on which something closes of the day behind it, and of the day before it.
const CLOSE: [&str; 19] = [
    "close",
    "closes",
    "closing",
    "close:",
    "by",
    "before",
    "until",
    "due",
    "expected",
    "around",
    "on",
    "预计",
    "预计成交",
    "成交",
    "争取",
    "大概",
    "计划",
    "最晚",
    "截止",
];
const CLOSED: [&str; 11] =
    ["前", "之前", "以前", "成交", "签", "左右", "close", "closing", "下单", "定", "结束"];

/// Tells whether a day is no part of a name: it stands at the end, or is said as the close. In «Monday
/// Motors showroom» and «周末值班室空调» it names something.
fn is_close(text: &str, span: &Range<usize>) -> bool {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    // What was taken out of the words left its place blank.
    let ends = |text: &str| {
        text.trim().is_empty()
            || text.starts_with("  ")
            || text.starts_with([',', ';', '、', '.', '!'])
    };
    if ends(after) || CLOSED.iter().any(|word| after.trim_start().starts_with(word)) {
        return true;
    }
    let lower = before.trim_end().to_ascii_lowercase();
    let led = |word: &&str| {
        let rest = lower.strip_suffix(*word);
        rest.is_some_and(|rest| {
            !word.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    if CLOSE.iter().any(led) && after.starts_with(' ') {
        return true;
    }
    // «6月30日 空调», but not «12 May Group».
    let named = after.trim_start().starts_with(|c: char| c.is_ascii_uppercase());
    let apart = after.starts_with(' ') && (before.is_empty() || before.ends_with(' '));
    apart && !named && text[span.clone()].contains(|c: char| c.is_ascii_digit())
}

/// A day and, elsewhere, its time, where that is all there is.
fn timed(
    groups: &[Vec<Said>],
    at: impl Fn(&Said, &Said) -> Option<Reading>,
) -> Option<(Reading, Vec<Range<usize>>)> {
    let [first, second] = groups else { return None };
    let ([first], [second]) = (first.as_slice(), second.as_slice()) else { return None };
    let reading = at(first, second).or_else(|| at(second, first))?;
    Some((reading, vec![first.found.span.clone(), second.found.span.clone()]))
}

fn readings(group: &[Said]) -> Vec<Reading> {
    group.iter().map(|said| said.found.value).collect()
}
