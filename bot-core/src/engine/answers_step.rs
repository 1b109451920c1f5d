//! Words behind a follow-up's code that name no command: they answer it as they would under its reminder.

use serde_json::Map;

use crate::chat::parse;
use crate::chat::reply::Asked;
use crate::chat::spec::{Ask as _, Take};
use crate::chat::understand::when::find_all;
use crate::commands::Cx;
use crate::commands::follow::done::Done;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};

use super::plan::{Plan, ready};

/// What says that it is done, before what came of it.
const DONE: &[&str] = &[
    "已完成",
    "完成了",
    "完成",
    "做完了",
    "做完",
    "搞定了",
    "搞定",
    "办好了",
    "办完了",
    "弄好了",
    "finished",
    "completed",
    "complete",
    "done",
];
/// What may stand behind that.
const ENDS: &[char] = &[',', '.', ':', ';', '!', '-'];

/// What such words come to: «F-3 done, they want a quote», «F-3 没打通». Nothing where they are a time, to
/// which it is moved.
pub(super) fn answers_step(cx: &Cx<'_>, code: Code, message: &Folded, at: usize) -> Option<Plan> {
    let rest = &message.text()[at..];
    if code.kind != Kind::FollowUp || rest.trim().is_empty() || is_time(cx, rest) {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let done = DONE.iter().find(|done| {
        let after = lower.strip_prefix(**done).map(str::trim_start);
        after.is_some_and(|after| after.is_empty() || after.starts_with(ENDS))
    });
    let after = &rest[done.map_or(0, |done| done.len())..];
    let from = if done.is_some() {
        after.trim_start_matches([' ']).trim_start_matches(ENDS)
    } else {
        after
    };
    let words = message.words(message.text().len() - from.len()..message.text().len());
    let mut args = Map::from_iter([("follow_up".to_owned(), code.to_string().into())]);
    if !words.trim().is_empty() {
        args.insert("content".to_owned(), words.trim().into());
    }
    let spec = &Done::SPEC;
    Some(ready(Asked { command: spec.name.to_owned(), args }, spec))
}

/// Tells whether words begin with a time, or with how much later it is to be.
fn is_time(cx: &Cx<'_>, words: &str) -> bool {
    let env = cx.env();
    words.starts_with(['+', '-'])
        || find_all(words, &env.here()).first().is_some_and(|found| found.span.start == 0)
        || parse::read(Take::When, words, words, &env).is_ok()
}
