//! How a message looks on Telegram: HTML or plain, in parts that are short enough.

use bot_core::chat::reply::{Block, Button, Reply, Span, Token};
use serde_json::{Value, json};
use uuid::Uuid;

/// The longest message, in UTF-16 units.
const LIMIT: usize = 4096;
/// What `<b></b>` costs.
const BOLD: usize = 7;
/// What Telegram shows of a keyboard.
const ROW: usize = 8;
const BUTTONS: usize = 100;
/// How far back a break may move so as not to tear a character of several code points.
const LOOK_BACK: usize = 64;

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

/// A message of Telegram.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part(Vec<Line>);

impl Part {
    /// As HTML, which Telegram reads with `parse_mode`.
    pub(super) fn html(&self) -> String {
        self.each(|run| {
            let text = escaped(&run.text);
            if run.strong { format!("<b>{text}</b>") } else { text }
        })
    }

    /// Without any markup.
    pub(super) fn plain(&self) -> String {
        self.each(|run| run.text.clone())
    }

    fn each(&self, show: impl Fn(&Run) -> String) -> String {
        let line = |line: &Line| line.runs.iter().map(&show).collect::<String>();
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn cost(&self) -> usize {
        let lines: usize = self.0.iter().map(Line::cost).sum();
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

    /// UTF-16 units as HTML, which is never less than what Telegram counts.
    fn cost(&self) -> usize {
        let bold = self.runs.iter().filter(|run| run.strong).count() * BOLD;
        let chars = self.runs.iter().flat_map(|run| run.text.chars());
        bold + chars.map(cost).sum::<usize>()
    }
}

/// The parts of a message, the same ones with and without markup.
pub(super) fn parts(reply: &Reply) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for line in lines(reply).into_iter().flat_map(short_enough) {
        let Some(part) = parts.last_mut() else { break };
        let cost = part.cost();
        if !part.0.is_empty() && (line.goes_on || cost + 1 + line.cost() > LIMIT) {
            let rest = if line.goes_on { Vec::new() } else { last_block(part, cost) };
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
fn last_block(part: &mut Part, cost: usize) -> Vec<Line> {
    let Some(end) = part.0.iter().rposition(|line| line.ends_block) else {
        return Vec::new();
    };
    let rest = Part(part.0.split_off(end + 1));
    if rest.cost() * 2 > cost || rest.0.iter().any(|line| line.goes_on) {
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
fn short_enough(line: Line) -> Vec<Line> {
    if line.cost() <= LIMIT {
        return vec![line];
    }
    let ends_block = line.ends_block;
    let glyphs: Vec<(char, bool)> =
        line.runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.strong))).collect();
    let mut pieces = Vec::new();
    let mut rest = glyphs.as_slice();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(break_at(rest));
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
fn break_at(glyphs: &[(char, bool)]) -> usize {
    let mut spent = 0;
    let mut strong = false;
    let fits = glyphs.iter().take_while(|(c, bold)| {
        spent += cost(*c) + if *bold && !strong { BOLD } else { 0 };
        strong = *bold;
        spent <= LIMIT
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

fn cost(c: char) -> usize {
    match c {
        '&' => 5,
        '<' | '>' => 4,
        c => c.len_utf16(),
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
    html
}

/// The buttons, which carry nothing but where to look up what they do.
pub(super) fn keyboard(reply: &Reply, message: Uuid) -> Value {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut index = 0;
    for row in &reply.rows {
        let mut shown = Vec::new();
        for button in row {
            let token = Token { message, index }.write();
            if index < BUTTONS {
                shown.push(json!({ "text": label(button), "callback_data": token }));
            }
            index += 1;
        }
        rows.extend(shown.chunks(ROW).map(<[Value]>::to_vec));
    }
    if index > BUTTONS {
        tracing::warn!(%message, left_out = index - BUTTONS, "too many buttons");
    }
    json!({ "inline_keyboard": rows })
}

/// Telegram takes no button without a label.
fn label(button: &Button) -> &str {
    if button.label.trim().is_empty() { "…" } else { &button.label }
}
