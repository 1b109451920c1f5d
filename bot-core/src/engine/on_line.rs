//! Words that answer a message in which several things, or a colleague's question, are to be answered.

use serde_json::{Map, Value};

use crate::chat::lines::{Named, named};
use crate::chat::parse::Recognised;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind, Thread};
use crate::chat::spec::Ask as _;
use crate::commands::Cx;
use crate::commands::digest::ask::AskLines;
use crate::commands::follow::answer::Answer;
use crate::commands::follow::remind::Remind;
use crate::domain::fold::Folded;
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

use super::by_code::{about, show, verb};
use super::filled::fill;
use super::plan::{Plan, planned, ready};

/// What may stand between the number of a line and what is said about it.
const BETWEEN: [char; 9] = [' ', '.', ',', ':', ')', '、', '#', '号', '-'];
/// What makes a question of words, whatever they begin with.
const ASKS: [char; 4] = ['?', '吗', '呢', '么'];

/// An answer to a colleague's question goes to the colleague, whatever it says.
pub(super) fn in_thread(thread: &Thread, message: &Folded) -> Option<Plan> {
    let text = message.text().trim();
    if text.is_empty() || text.starts_with('/') {
        return None;
    }
    let words = message.words(0..message.text().len());
    let mut args = Map::from_iter([
        ("record".to_owned(), Value::from(thread.about.to_string())),
        ("note".to_owned(), words.trim().into()),
    ]);
    args.insert("thread".to_owned(), serde_json::to_value(thread).ok()?);
    let spec = &Answer::SPEC;
    Some(ready(Asked { command: spec.name.to_owned(), args }, spec))
}

/// What is said to a message with several lines: to whose record the line is, unless it is a command;
/// without a line it is asked which. Nothing where the words are a command of their own.
pub(super) async fn on_line(
    cx: &mut Cx<'_>,
    earlier: &Reply,
    message: &Folded,
    recognised: &Recognised,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let (codes, at) = match (named(&earlier.lines, text), recognised) {
        (Some((Named::Lines(codes), at)), _) => (codes, at),
        (Some((Named::Beyond(given), _)), _) => {
            return Ok(Some(Plan::Say(beyond(cx, earlier.lines.len(), given))));
        }
        (None, Recognised::CodeThen(code, at)) => (vec![*code], *at),
        (None, Recognised::Code(_) | Recognised::Command(..)) => return Ok(None),
        (None, _) => match earlier.lines.as_slice() {
            [(_, only)] => (vec![*only], 0),
            several => return Ok(Some(Plan::Say(which(cx, several, text)))),
        },
    };
    let at = at + text[at..].len() - text[at..].trim_start_matches(BETWEEN).len();
    let rest = &text[at..];
    let [code] = codes.as_slice() else {
        return Ok(Some(several(cx, &codes, rest, &message.words(at..text.len()))));
    };
    let code = *code;
    if rest.trim().is_empty() {
        return Ok(Some(show(cx, code)));
    }
    if !rest.trim_end().ends_with(ASKS)
        && let Some((spec, skipped)) = verb(code, rest)
    {
        let filled = fill(cx, spec, message, at + skipped, about(spec, code).args).await?;
        return Ok(Some(planned(spec, filled)));
    }
    let note = message.words(at..text.len());
    Ok(Some(ready(remind(code, note.trim()), &Remind::SPEC)))
}

fn remind(code: Code, note: &str) -> Asked {
    let args = [("record", code.to_string()), ("note", note.to_owned())];
    let args = args.map(|(name, value)| (name.to_owned(), Value::from(value)));
    Asked { command: Remind::SPEC.name.to_owned(), args: args.into_iter().collect() }
}

/// Asks about several lines at once; whatever else is to be done is done line by line.
fn several(cx: &Cx<'_>, codes: &[Code], rest: &str, note: &str) -> Plan {
    let acts = !rest.trim_end().ends_with(ASKS) && verb(codes[0], rest).is_some();
    if rest.trim().is_empty() || acts {
        let text = t!(cx.lang(), "digest-one-by-one");
        return Plan::Say(Reply::new(ReplyKind::Problem, text));
    }
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    let what = format!("{} {}", codes.join(" "), note.trim());
    ready(Asked::of(&AskLines { what }), &AskLines::SPEC)
}

/// Says how many lines there are.
fn beyond(cx: &Cx<'_>, n: usize, given: usize) -> Reply {
    let text = t!(cx.lang(), "digest-line-beyond", n = n, given = given.to_string());
    Reply::new(ReplyKind::Problem, text)
}

/// Asks which line is meant.
fn which(cx: &Cx<'_>, lines: &[(usize, Code)], text: &str) -> Reply {
    let button = |(n, code): &(usize, Code)| Button {
        label: format!("{n} · {code}"),
        asked: remind(*code, text.trim()),
    };
    let row = lines.iter().take(5).map(button).collect();
    Reply::new(ReplyKind::Ask, t!(cx.lang(), "digest-which-line")).row(row)
}
