//! Every sort of message and everything that one can have, and what a platform makes of it: the same
//! messages for all platforms, so that the tables of their tests can be laid side by side.

use bot_core::chat::channel::{File, Parcel};
use bot_core::chat::incoming::{Address, Sort};
use bot_core::chat::reply::{Asked, Block, Button, Reply, ReplyKind, Span};
use serde_json::Map;
use uuid::Uuid;

/// What people see of a message on a platform.
#[derive(Debug, Default)]
pub struct Seen {
    /// How many messages it is.
    pub messages: usize,
    /// What they say, one after the other.
    pub text: String,
    /// The parts of it that stand out.
    pub strong: Vec<String>,
    /// What can be pressed or picked.
    pub labels: Vec<String>,
    /// How what can be pressed stands there.
    pub form: &'static str,
    /// What the file is shown as.
    pub file: Option<&'static str>,
    /// What it answers, and what is asked to be written.
    pub answers: bool,
    pub asks: Option<&'static str>,
}

/// A message and what it is called in the table.
pub struct Case {
    pub name: &'static str,
    pub reply: Reply,
    pub file: Option<File>,
}

fn button(label: &str) -> Button {
    let asked = Asked { command: "help".to_owned(), args: Map::new() };
    Button { label: label.to_owned(), asked }
}

fn buttons(count: usize) -> Vec<Button> {
    (0..count).map(|n| button(&format!("b{n}"))).collect()
}

fn of(kind: ReplyKind) -> Reply {
    let mut reply = Reply::card("张三 <L-1>");
    reply.kind = kind;
    let strong = Span { strong: true, ..Span::plain("¥5") };
    reply.blocks.push(Block::Text(vec![Span::plain("a *b* "), strong]));
    reply.blocks.push(Block::Fields(vec![("电话".to_owned(), vec![Span::plain("138")])]));
    reply.blocks.push(Block::Bullets(vec![vec![Span::plain("one")], vec![Span::plain("two")]]));
    reply.row(vec![button("查看"), button("撤销")])
}

fn file(sort: Sort, name: &str) -> File {
    File { name: name.to_owned(), sort, bytes: b"x".to_vec() }
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let kinds = [
        ("say", ReplyKind::Say),
        ("ask", ReplyKind::Ask),
        ("problem", ReplyKind::Problem),
        ("card", ReplyKind::Card),
        ("nudge", ReplyKind::Nudge),
        ("digest", ReplyKind::Digest),
        ("file", ReplyKind::File),
    ];
    let case = |name, reply, file| Case { name, reply, file };
    let mut all: Vec<Case> =
        kinds.into_iter().map(|(name, kind)| case(name, of(kind), None)).collect();
    let many = |kind, count| Reply { kind, ..Reply::say("?") }.row(buttons(count));
    let asks = Reply { answer: Some("金额".to_owned()), kind: ReplyKind::Ask, ..Reply::say("?") };
    let answers = Reply { answers: Some("41".to_owned()), ..Reply::say("!") };
    let label = Reply::say("?").row(vec![button(&"长".repeat(90)), button(" ")]);
    all.extend([
        case("12 choices", many(ReplyKind::Ask, 12), None),
        case("30 buttons", many(ReplyKind::Card, 30), None),
        case("130 buttons", many(ReplyKind::Card, 130), None),
        case("odd labels", label, None),
        case("a question in a group", asks, None),
        case("an answer in a group", answers, None),
        case("5000 characters", Reply::say("字".repeat(5_000)), None),
        case("a list as a file", Reply::say("2 rows"), Some(file(Sort::Paper, "客户.csv"))),
        case("a picture", Reply::say("名片"), Some(file(Sort::Picture, "名片.jpg"))),
        case("a picture of a rare sort", Reply::say("图"), Some(file(Sort::Picture, "a.heic"))),
        case("a voice", Reply::say("语音"), Some(file(Sort::Voice, "a.ogg"))),
        case(
            "a file, 2000 characters",
            Reply::say("字".repeat(2_000)),
            Some(file(Sort::Paper, "a.pdf")),
        ),
    ]);
    all
}

/// A message on its way.
pub fn parcel(to: &Address, n: usize, case: &Case) -> Parcel {
    Parcel {
        id: Uuid::from_u128(n as u128 + 1),
        to: to.clone(),
        reply: case.reply.clone(),
        edits: None,
        file: case.file.clone(),
        plain: false,
    }
}

/// One line of the table: what is shown, and what of the message is lost.
pub fn row(case: &Case, seen: &Seen) -> String {
    let mut shown = vec![format!("{} of {}", seen.form, seen.labels.len())];
    if seen.labels.is_empty() {
        shown.clear();
    }
    if seen.messages != 1 {
        shown.insert(0, format!("{} messages", seen.messages));
    }
    shown.extend(seen.file.map(ToOwned::to_owned));
    shown.extend(seen.answers.then(|| "answers".to_owned()));
    shown.extend(seen.asks.map(ToOwned::to_owned));
    let mut lost = Vec::new();
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    if squeezed(&seen.text) != squeezed(&case.reply.plain()) {
        lost.push("words".to_owned());
    }
    let strong = case.reply.blocks.iter().map(|block| match block {
        Block::Text(spans) => spans.iter().filter(|span| span.strong).count(),
        Block::Fields(fields) => fields.len(),
        Block::Bullets(_) => 0,
    });
    if strong.sum::<usize>() != seen.strong.len() {
        lost.push("what stands out".to_owned());
    }
    let labels: Vec<&str> = case.reply.buttons().map(|button| button.label.as_str()).collect();
    let gone = labels.len().saturating_sub(seen.labels.len());
    if gone > 0 {
        lost.push(format!("{gone} buttons"));
    }
    let whole = labels.iter().zip(&seen.labels).filter(|(label, seen)| label == seen).count();
    let cut = labels.len() - gone - whole;
    if cut > 0 {
        lost.push(format!("{cut} labels cut or filled in"));
    }
    if case.reply.answer.is_some() && seen.asks.is_none() {
        lost.push("that it waits".to_owned());
    }
    if case.reply.answers.is_some() && !seen.answers {
        lost.push("what it answers".to_owned());
    }
    if case.file.is_some() && seen.file.is_none() {
        lost.push("the file".to_owned());
    }
    let lost = if lost.is_empty() { "nothing".to_owned() } else { lost.join(", ") };
    let shown = if shown.is_empty() { "text".to_owned() } else { shown.join(", ") };
    format!("{}: {shown}; lost: {lost}", case.name)
}

/// The lines of an object that was sent, whatever it is called there.
pub fn text_of(body: &serde_json::Value, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| body[*name].as_str());
    found.unwrap_or_default().to_owned()
}

/// What stands between two marks, everywhere.
pub fn between(text: &str, open: &str, close: &str) -> Vec<String> {
    let parts = text.split(open).skip(1);
    if open == close {
        return parts.step_by(2).map(ToOwned::to_owned).collect();
    }
    parts.filter_map(|part| Some(part.split_once(close)?.0.to_owned())).collect()
}
