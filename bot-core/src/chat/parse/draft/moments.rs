//! The moment among the words of a command, and what is asked where there are several.

use std::ops::Range;

use super::Draft;
use super::stretch::{trimmed, words};
use crate::chat::parse::Lack;
use crate::chat::parse::value::{Wrong, settled};
use crate::chat::spec::{Arg, Take};
use crate::chat::understand::when::{Reading, Said, find_said, span_of, stretch_end};

impl Draft<'_> {
    /// Takes the moment to come. Of alternatives («明天或后天») and of different days in one sentence
    /// the person chooses; a time that stands elsewhere belongs to a day without one.
    pub(super) fn take_moment(&mut self, arg: &'static Arg, text: &str) {
        let here = self.env.here();
        let groups = find_said(text, &here);
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
                // What is over is what the words are about: «问上周三的事 明天».
                (false, true) => (readings, spans) = (more, vec![span_of(group)]),
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
