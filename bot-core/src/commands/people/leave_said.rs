//! Leave as people say it: «明天请假», «下周二到下周四我不在，找Amy», `off sick today`, `I'm off Thursday and
//! Friday, Bo minds my customers`.

use super::cover::Cover;
use super::leave::TakeLeave;
use super::leave_days::read_words;
use super::leave_words::{AWAY, ENGLISH_ME, ENGLISH_SMALL, LEAVE, ME, NOT_AWAY, SMALL, name_in};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::chat::understand::when::find_all;
use crate::commands::{Cx, show};
use crate::problem::Problem;
use crate::t;

/// A leave that a sentence takes, and the words of it that say something else.
pub(crate) struct OfSentence {
    pub leave: TakeLeave,
    /// What was not understood of it.
    pub rest: String,
    /// True where it may be said of somebody else.
    pub unsure: bool,
}

/// The leave that a sentence takes. Nothing where it is about somebody else.
pub(crate) async fn of_sentence(
    cx: &mut Cx<'_>,
    text: &str,
) -> Result<Option<OfSentence>, Problem> {
    let text = text.replace(". ", ", ");
    let text = text.trim_end_matches([' ', '.', '?', '吗', '呢']);
    let mut heard = Heard::default();
    for part in text.split([',', ';', '!', '\n']).filter(|part| !part.trim().is_empty()) {
        if !heard.part(cx, part).await? {
            return Ok(None);
        }
    }
    Ok(heard.leave(cx))
}

/// What stands before whoever is away where somebody else asks: «替Bo请假» is no leave of the asker.
const FOR: [&str; 4] = ["替", "帮", "给", "为"];

/// Says that a leave is for whoever takes it to say, where one is asked for somebody else.
pub(crate) async fn leave_of_other(cx: &mut Cx<'_>, text: &str) -> Result<Option<Reply>, Problem> {
    let led = FOR.iter().find_map(|word| text.trim().strip_prefix(word));
    let Some((other, _)) = led.and_then(|rest| rest.split_once("请假")) else { return Ok(None) };
    let (_, other) = days_of(cx, other);
    let Some(person) = cx.colleague(other.trim()).await? else { return Ok(None) };
    let example = Cover::SPEC.example.in_lang(cx.lang());
    let text = t!(cx.lang(), "leave-of-other", name = &person.name, example = example);
    Ok(Some(Reply::new(ReplyKind::Problem, text)))
}

/// What the parts of a sentence say.
#[derive(Default)]
struct Heard {
    /// The words of days.
    days: Vec<String>,
    who: Option<String>,
    rest: Vec<String>,
    /// The words of days that are said with something else.
    beside: Vec<String>,
    /// Whether leave was said, and whether by words that can be nothing else.
    says: bool,
    surely: bool,
    mine: bool,
}

impl Heard {
    /// Hears one part more; false where it is about somebody else.
    async fn part(&mut self, cx: &mut Cx<'_>, part: &str) -> Result<bool, Problem> {
        let marked = marked(part);
        let words = marked.as_ref().map_or(part, |marked| &marked.words);
        let (days, left) = days_of(cx, words);
        let mine = ME.iter().any(|me| words.contains(me))
            || words
                .split_whitespace()
                .any(|word| ENGLISH_ME.contains(&word.to_lowercase().as_str()));
        let Some(marked) = &marked else {
            if left.is_empty() && !days.is_empty() {
                self.days.push(days);
            } else if let Some(name) = colleague(cx, &left).await? {
                self.who = self.who.take().or(Some(name));
            } else if !left.is_empty() {
                self.rest.push(part.trim().to_owned());
                self.beside.extend(Some(days).filter(|days| !days.is_empty()));
            }
            return Ok(true);
        };
        let (_, before) = days_of(cx, &marked.words[..marked.at]);
        let led = colleague(cx, &before).await?.is_some() && name_in(&before) != before;
        if !(before.is_empty() || led) {
            return Ok(false);
        }
        self.says = true;
        self.mine |= mine;
        self.surely |= marked.surely;
        if !days.is_empty() {
            self.days.push(days);
        }
        if let Some(name) = colleague(cx, &left).await? {
            self.who = Some(name);
        } else if !left.is_empty() {
            self.rest.push(left);
        }
        Ok(true)
    }

    /// What that comes to.
    fn leave(self, cx: &Cx<'_>) -> Option<OfSentence> {
        let days = if self.days.is_empty() { &self.beside } else { &self.days };
        let words = days.join(", ");
        let said = read_words(cx, &words);
        let named = !said.days.is_empty() || said.part;
        let to_come = said.part || said.days.last().is_some_and(|last| *last >= cx.today());
        let whole = self.rest.is_empty();
        // «请三天假» without the first of them.
        let lasts = self.rest.iter().any(|rest| rest.ends_with('天') || rest.ends_with("days"));
        let enough = if self.surely {
            named || whole || lasts
        } else {
            named && to_come && (whole || self.mine)
        };
        if !(self.says && enough) {
            return None;
        }
        let rest = if named { self.rest.join(", ") } else { String::new() };
        let what = format!("{words} {}", self.who.unwrap_or_default());
        let what = Some(what.trim().to_owned()).filter(|what| !what.is_empty());
        let leave = TakeLeave { what, ..TakeLeave::default() };
        Some(OfSentence { leave, rest, unsure: !(self.surely || self.mine) })
    }
}

/// Words without what says leave, and where the first of that stood.
struct Marked {
    words: String,
    at: usize,
    surely: bool,
}

fn marked(part: &str) -> Option<Marked> {
    let mut words = part.to_owned();
    let (mut first, mut surely) = (None::<usize>, false);
    // «请半天假», «请三天年假»
    if let Some((at, end)) = asked_for(&words) {
        let inside = words[at + '请'.len_utf8()..end].trim_end_matches('假');
        let inside = inside.trim_matches(['病', '事', '年', '婚', '产', '陪', '丧']).to_owned();
        words.replace_range(at..end, &format!(" {inside} "));
        (first, surely) = (Some(at), true);
    }
    for (known, sure) in
        LEAVE.iter().map(|word| (word, true)).chain(AWAY.iter().map(|word| (word, false)))
    {
        let lower = words.to_ascii_lowercase();
        let Some(at) = place(&lower, known) else { continue };
        let is_else = |not: &str| format!("{} ", &lower[at..]).starts_with(not);
        if !sure && NOT_AWAY.iter().any(|not| is_else(not)) {
            continue;
        }
        // Kept as long as it was, so that what stands before it stays where it is.
        words.replace_range(at..at + known.len(), &" ".repeat(known.len()));
        surely |= sure;
        first = Some(first.map_or(at, |first| first.min(at)));
    }
    // Of half a day it is asked whether it is a leave at all.
    let half = || {
        ["half day", "half-day"].iter().find_map(|half| place(&words.to_ascii_lowercase(), half))
    };
    let first = first.or_else(half);
    first.map(|at| Marked { words, at, surely })
}

/// Where «请…假» stands, with nothing but a length or a kind in between.
fn asked_for(words: &str) -> Option<(usize, usize)> {
    const INSIDE: &str = "一二三四五六七八九十两半几个天日小时上下午整病事年婚产陪丧 0123456789";
    words.match_indices('请').find_map(|(at, _)| {
        let inside = &words[at + '请'.len_utf8()..];
        let end = inside.find('假').filter(|end| *end > 0)?;
        let only = inside[..end].chars().all(|c| INSIDE.contains(c));
        only.then_some((at, at + '请'.len_utf8() + end + '假'.len_utf8()))
    })
}

/// Where a word stands, and an English one by itself.
fn place(words: &str, known: &str) -> Option<usize> {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '\'';
    words.match_indices(known).map(|(at, _)| at).find(|at| {
        !known.is_ascii()
            || !(words[..*at].ends_with(letter) || words[at + known.len()..].starts_with(letter))
    })
}

/// The words of the days among words, and what else they say.
fn days_of(cx: &Cx<'_>, words: &str) -> (String, String) {
    let mut words = SMALL
        .iter()
        .fold(words.to_owned(), |words, small| words.replace(small, &" ".repeat(small.len())));
    // In Chinese a day stands right behind other words.
    if let Some(found) = find_all(&words, &cx.env().here()).first()
        && words[..found.span.start].ends_with(|c: char| !c.is_ascii() && !"到至和与".contains(c))
    {
        words.insert(found.span.start, ' ');
    }
    let said = read_words(cx, &words);
    let mut days: Vec<&str> = words.split_whitespace().collect();
    for who in &said.who {
        if let Some(at) = days.iter().position(|word| word == who) {
            days.remove(at);
        }
    }
    let small = |word: &&String| !ENGLISH_SMALL.contains(&word.to_lowercase().as_str());
    let left: Vec<&str> = said.who.iter().filter(small).map(String::as_str).collect();
    let has = !said.days.is_empty() || said.part;
    let days = if has { days.join(" ") } else { String::new() };
    (days, left.join(" "))
}

/// The name of the colleague among such words, if there is one.
async fn colleague(cx: &mut Cx<'_>, words: &str) -> Result<Option<String>, Problem> {
    for name in [words.trim().to_owned(), name_in(words)] {
        if !name.is_empty() && cx.colleague(&name).await?.is_some() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Asks whether a leave is meant that words may say, or of which something was not understood.
pub(crate) fn ask_leave(cx: &Cx<'_>, heard: &OfSentence) -> Reply {
    let lang = cx.lang();
    let said = read_words(cx, heard.leave.what.as_deref().unwrap_or_default());
    let from = said.days.first().copied().unwrap_or_else(|| cx.today());
    let until = said.days.last().copied().unwrap_or(from);
    let (first, last) = (cx.day(from), cx.day(until));
    let text = t!(lang, "leave-ask", from = &first, until = &last);
    let mut reply = Reply::new(ReplyKind::Ask, text);
    if !heard.rest.is_empty() {
        reply = reply.text(t!(lang, "leave-ask-rest", words = show::short(&heard.rest, 40)));
    }
    let op = show::op_name(lang, TakeLeave::SPEC.name);
    reply.row(vec![Button::new(op, &heard.leave)])
}
