//! A message in parts that are short enough for a platform, each line whole where it can be.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use bot_core::chat::reply::{Block, Reply, Span};
use uuid::Uuid;

/// How a platform marks text, and how much of it one message takes.
#[derive(Clone, Copy, Debug)]
pub struct Markup {
    /// The longest message, in UTF-16 units.
    pub limit: usize,
    /// What stands before and after strong text.
    pub strong: (&'static str, &'static str),
    /// What a line may cost besides its characters.
    pub line: usize,
    /// What a character may cost.
    pub cost: fn(char) -> usize,
    /// Text that means nothing but itself; true where it begins a line.
    pub escaped: fn(&str, bool) -> String,
}

/// How far back a break may move so as not to tear a character of several code points.
const LOOK_BACK: usize = 64;

impl Markup {
    fn of_strong(&self) -> usize {
        self.strong.0.len() + self.strong.1.len()
    }
}

/// Text that looks the same from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: String,
    strong: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    runs: Vec<Run>,
    /// The next line belongs to something else.
    ends_block: bool,
    /// It goes on with a line that was too long for one part.
    goes_on: bool,
}

/// One message of the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part(Vec<Line>);

impl Part {
    /// With the platform's markup.
    pub fn marked(&self, markup: &Markup) -> String {
        let (open, close) = markup.strong;
        self.each(|run, first| {
            // What follows a mark begins no line.
            let text = (markup.escaped)(&run.text, first && !run.strong);
            if run.strong { format!("{open}{text}{close}") } else { text }
        })
    }

    /// Escaped, and nothing in it stands out.
    pub fn unmarked(&self, markup: &Markup) -> String {
        self.each(|run, first| (markup.escaped)(&run.text, first))
    }

    /// Without any markup.
    pub fn plain(&self) -> String {
        self.each(|run, _| run.text.clone())
    }

    fn each(&self, show: impl Fn(&Run, bool) -> String) -> String {
        let line = |line: &Line| {
            let runs = line.runs.iter().enumerate().map(|(i, run)| show(run, i == 0));
            runs.collect::<String>()
        };
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn cost(&self, markup: &Markup) -> usize {
        let lines: usize = self.0.iter().map(|line| line.cost(markup)).sum();
        lines + self.0.len().saturating_sub(1)
    }

    fn is_blank(&self) -> bool {
        self.plain().trim().is_empty()
    }
}

impl Line {
    fn of(runs: impl IntoIterator<Item = Run>) -> Self {
        let mut line = Self::default();
        for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
            match line.runs.last_mut() {
                Some(last) if last.strong == run.strong => last.text.push_str(&run.text),
                _ => line.runs.push(run),
            }
        }
        line
    }

    /// UTF-16 units with all markup, which is never less than what the platform counts.
    fn cost(&self, markup: &Markup) -> usize {
        let strong = self.runs.iter().filter(|run| run.strong).count() * markup.of_strong();
        let chars = self.runs.iter().flat_map(|run| run.text.chars());
        markup.line + strong + chars.map(markup.cost).sum::<usize>()
    }
}

/// The parts of a message, the same ones with and without markup.
pub fn parts(reply: &Reply, markup: &Markup) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for line in lines(reply).into_iter().flat_map(|line| short_enough(line, markup)) {
        let Some(part) = parts.last_mut() else { break };
        let cost = part.cost(markup);
        if !part.0.is_empty() && (line.goes_on || cost + 1 + line.cost(markup) > markup.limit) {
            let rest = if line.goes_on { Vec::new() } else { last_block(part, cost, markup) };
            parts.push(Part(rest));
        }
        if let Some(part) = parts.last_mut() {
            part.0.push(line);
        }
    }
    parts.retain(|part| !part.is_blank());
    parts
}

/// Takes the block that was begun out of a full part, unless it is most of it.
fn last_block(part: &mut Part, cost: usize, markup: &Markup) -> Vec<Line> {
    let Some(end) = part.0.iter().rposition(|line| line.ends_block) else {
        return Vec::new();
    };
    let rest = Part(part.0.split_off(end + 1));
    if rest.cost(markup) * 2 > cost || rest.0.iter().any(|line| line.goes_on) {
        part.0.extend(rest.0);
        return Vec::new();
    }
    rest.0
}

fn lines(reply: &Reply) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in &reply.blocks {
        match block {
            Block::Text(spans) => push(&mut lines, spans.iter().map(run)),
            Block::Fields(fields) => {
                for (name, value) in fields {
                    let name = [bold(name), plain(": ")];
                    push(&mut lines, name.into_iter().chain(value.iter().map(run)));
                }
            }
            Block::Bullets(items) => {
                for item in items {
                    let dot = std::iter::once(plain("• "));
                    push(&mut lines, dot.chain(item.iter().map(run)));
                }
            }
        }
        if let Some(last) = lines.last_mut() {
            last.ends_block = true;
        }
    }
    lines
}

/// Adds runs, which may contain line breaks.
fn push(lines: &mut Vec<Line>, runs: impl Iterator<Item = Run>) {
    let mut line = Vec::new();
    for run in runs {
        let mut pieces = run.text.split('\n');
        let strong = run.strong;
        let of = |piece: &str| Run { text: piece.replace(['\r', '\0'], ""), strong };
        line.extend(pieces.next().map(of));
        for piece in pieces {
            lines.push(Line::of(std::mem::take(&mut line)));
            line.push(of(piece));
        }
    }
    lines.push(Line::of(line));
}

fn run(span: &Span) -> Run {
    Run { text: span.text.clone(), strong: span.strong }
}

fn plain(text: &str) -> Run {
    Run { text: text.to_owned(), strong: false }
}

fn bold(text: &str) -> Run {
    Run { text: text.to_owned(), strong: true }
}

/// Breaks a line that is longer than a whole message.
fn short_enough(line: Line, markup: &Markup) -> Vec<Line> {
    if line.cost(markup) <= markup.limit {
        return vec![line];
    }
    let ends_block = line.ends_block;
    let glyphs: Vec<(char, bool)> =
        line.runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.strong))).collect();
    let mut pieces = Vec::new();
    let mut rest = glyphs.as_slice();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(break_at(rest, markup));
        let runs = piece.iter().map(|&(c, strong)| Run { text: c.to_string(), strong });
        pieces.push(Line { goes_on: !pieces.is_empty(), ..Line::of(runs) });
        rest = after;
    }
    if let Some(last) = pieces.last_mut() {
        last.ends_block = ends_block;
    }
    pieces
}

/// Where to break: after a word or sentence near the end, else between characters.
fn break_at(glyphs: &[(char, bool)], markup: &Markup) -> usize {
    let mut spent = markup.line;
    let mut strong = false;
    let fits = glyphs.iter().take_while(|(c, bold)| {
        spent += (markup.cost)(*c) + if *bold && !strong { markup.of_strong() } else { 0 };
        strong = *bold;
        spent <= markup.limit
    });
    let fits = fits.count();
    if fits == glyphs.len() {
        return fits;
    }
    let soft =
        |at: &usize| glyphs[at - 1].0.is_whitespace() || "，。；！？、".contains(glyphs[at - 1].0);
    let whole = |at: &usize| !belong(glyphs[at - 1].0, glyphs[*at].0);
    (fits * 3 / 4..=fits)
        .rev()
        .filter(|at| *at > 0)
        .find(soft)
        .or_else(|| {
            let nearest = fits.saturating_sub(LOOK_BACK).max(1)..=fits;
            nearest.rev().find(whole)
        })
        .unwrap_or(fits)
        .max(1)
}

/// True where two code points may be parts of one character.
fn belong(before: char, after: char) -> bool {
    let joins = |c| {
        matches!(c,
            '\u{0300}'..='\u{036F}'
            | '\u{200D}'
            | '\u{20E3}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F3FB}'..='\u{1F3FF}'
            | '\u{E0020}'..='\u{E007F}')
    };
    let flag = |c| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    before == '\u{200D}' || joins(after) || (flag(before) && flag(after))
}

/// So many messages may be half out.
const HALF_OUT: usize = 1000;

/// Of messages in several parts that are not all out yet: how many are.
#[derive(Debug, Default)]
pub(crate) struct HalfOut(Mutex<BTreeMap<Uuid, usize>>);

impl HalfOut {
    /// How many parts of a message are out.
    pub(crate) fn of(&self, message: Uuid) -> usize {
        let out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.get(&message).copied().unwrap_or_default()
    }

    /// Notes how many are, or that all of it is.
    pub(crate) fn note(&self, message: Uuid, parts: Option<usize>) {
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match parts {
            Some(parts) => out.insert(message, parts),
            None => out.remove(&message),
        };
        // Keys begin with their time: the first is the oldest.
        while out.len() > HALF_OUT {
            out.pop_first();
        }
    }
}
