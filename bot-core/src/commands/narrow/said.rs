//! What lists are narrowed by that the words alone decide: times, amounts, how deals ended.

use chrono::Datelike as _;

use super::{Facet, Narrowing, span, touch, worth};
use crate::commands::Cx;
use crate::commands::deal::stages;
use crate::commands::report::{self, Period};
use crate::domain::fold;
use crate::domain::money::Money;
use crate::domain::pipeline::Outcome;
use crate::reports::{FIRST_YEAR, LAST_YEAR};
use crate::store::{Days, Touched};
use crate::t;

impl Narrowing {
    pub(super) fn by_said(&mut self, cx: &Cx<'_>, facet: Facet, text: &str, query: &str) -> bool {
        match facet {
            Facet::Outcome => self.by_outcome(cx, text),
            Facet::Closing => self.by_closing(cx, text, query),
            Facet::Created => self.by_created(cx, text),
            Facet::Touched => self.by_touch(cx, text),
            Facet::Amount => self.by_worth(cx, text),
            _ => false,
        }
    }

    fn by_outcome(&mut self, cx: &Cx<'_>, word: &str) -> bool {
        let Some(outcome) = stages::outcome(word.trim_end_matches('的')) else {
            return false;
        };
        self.outcome = Some(outcome);
        let lang = cx.lang();
        self.said.push(match outcome {
            Outcome::Open => t!(lang, "deal-open"),
            Outcome::Won => t!(lang, "deal-outcome-won"),
            Outcome::Lost => t!(lang, "deal-outcome-lost"),
        });
        true
    }

    /// By when deals closed, or are expected to: 本月, `closing before June`; by when they were
    /// opened, where that is said: 本周新建.
    fn by_closing(&mut self, cx: &Cx<'_>, words: &str, query: &str) -> bool {
        let Some((of, span)) = span::said(words, &cx.env().org_here(), true) else {
            return false;
        };
        if of == span::Of::Created {
            let read = t!(cx.lang(), "deal-opened-in", span = spanned(cx, span));
            self.created = Some((Days::of(span.0, span.1, cx.org.zone), read.clone()));
            self.said.push(read);
            return true;
        }
        let ended = |word: &str| stages::outcome(word).is_some_and(|end| end != Outcome::Open);
        let span = if query.split_whitespace().any(ended) {
            span
        } else {
            span::to_come(span, &fold::key(words), cx.env().org_here().now.date())
        };
        self.closes = Some(span);
        let lang = cx.lang();
        let (start, end) = span;
        self.said.push(if start.year() == FIRST_YEAR {
            t!(lang, "deal-closing-before", day = cx.day(end))
        } else if end.year() == LAST_YEAR {
            t!(lang, "deal-closing-from", day = cx.day(start))
        } else {
            let last = end.pred_opt().unwrap_or(end);
            t!(lang, "deal-closing", from = cx.day(start), to = cx.day(last))
        });
        true
    }

    /// By when something was written down: 本月, `created since March`.
    fn by_created(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let Some((of, span)) = span::said(words, &cx.env().org_here(), false) else {
            return false;
        };
        if of == span::Of::Closing {
            return false;
        }
        self.created = Some((Days::of(span.0, span.1, cx.org.zone), spanned(cx, span)));
        true
    }

    /// By whether somebody was spoken to: 上周没联系, `not contacted in 30 days`.
    fn by_touch(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let Some(touch::Touch { was, span, lasts }) = touch::touch(words, &cx.env().org_here())
        else {
            return false;
        };
        let lang = cx.lang();
        let days = span.map_or_else(Days::ever, |(from, to)| Days::of(from, to, cx.org.zone));
        // What was not there yet was not left alone either.
        let known = (!was && span.is_some()).then_some(if lasts { days.from } else { days.until });
        self.touched = Some(Touched { was, days, known });
        self.said.push(match span {
            None => t!(lang, "narrow-untouched"),
            Some(span) if was => t!(lang, "narrow-touched-in", span = spanned(cx, span)),
            Some(span) => t!(lang, "narrow-untouched-in", span = spanned(cx, span)),
        });
        true
    }

    /// By an amount: 10万以上, 3万到5万, `over 100k`.
    pub(crate) fn by_worth(&mut self, cx: &Cx<'_>, words: &str) -> bool {
        let Some(worth) = worth::worth(words, cx.org.currency) else { return false };
        let lang = cx.lang();
        let read = |money: Money| cx.amount(money.minor, money.currency);
        self.said.push(match (worth.at_least, worth.at_most) {
            (Some(one), Some(other)) if one == other => read(one),
            (Some(low), Some(high)) => {
                t!(lang, "narrow-between", low = read(low), high = read(high))
            }
            (Some(low), None) => t!(lang, "deal-at-least", amount = read(low)),
            (None, Some(high)) => t!(lang, "deal-at-most", amount = read(high)),
            (None, None) => return false,
        });
        self.at_least = worth.at_least.or(self.at_least);
        self.at_most = worth.at_most.or(self.at_most);
        true
    }
}

/// A stretch of days as it reads, one end of which may be open.
pub(super) fn spanned(cx: &Cx<'_>, (start, end): Period) -> String {
    let lang = cx.lang();
    if start.year() == FIRST_YEAR {
        t!(lang, "narrow-before", day = cx.day(end))
    } else if end.year() == LAST_YEAR {
        t!(lang, "narrow-from", day = cx.day(start))
    } else {
        report::span(lang, start, end)
    }
}
