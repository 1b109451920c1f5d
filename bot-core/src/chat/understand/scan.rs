//! A place in a text that moves forward when what is asked for is there.

/// How many spaces in a row the grammar skips; more of them separate unrelated things.
const SPACES: usize = 4;

/// A place in a folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Starts at a byte, which must be a character boundary.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    pub fn at(self) -> usize {
        self.at
    }

    /// The whole text.
    pub fn whole_text(self) -> &'t str {
        self.text
    }

    pub fn rest(self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn peek(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character before this place.
    pub fn before(self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// Whether the text before this place ends in one of these.
    pub fn follows(self, endings: &[&str]) -> bool {
        let before = self.text.get(..self.at).unwrap_or("");
        endings.iter().any(|e| before.ends_with(e))
    }

    pub fn done(self) -> bool {
        self.at >= self.text.len()
    }

    pub fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Takes a text that comes next.
    pub fn eat(&mut self, what: &str) -> bool {
        let there = self.begins(what);
        if there {
            self.at += what.len();
        }
        there
    }

    /// Says whether a text comes next. The words of the grammar are short, and most differ at once:
    /// going byte by byte is quicker than a call that compares them.
    fn begins(self, what: &str) -> bool {
        let rest = self.rest().as_bytes();
        rest.len() >= what.len() && what.bytes().zip(rest).all(|(wanted, is)| wanted == *is)
    }

    /// Takes the first of several texts that comes next, so list the longer ones first.
    pub fn eat_any(&mut self, any: &[&str]) -> bool {
        any.iter().any(|what| self.eat(what))
    }

    /// Says whether one of several texts comes next.
    pub fn sees(self, any: &[&str]) -> bool {
        any.iter().any(|what| self.begins(what))
    }

    /// Takes a Latin word or phrase that ends where it ends.
    pub fn word(&mut self, what: &str) -> bool {
        let mut ahead = *self;
        let there = ahead.eat(what) && ahead.word_ends();
        if there {
            *self = ahead;
        }
        there
    }

    /// Takes the first of several words or phrases that comes next.
    pub fn any_word(&mut self, any: &[&str]) -> bool {
        any.iter().any(|what| self.word(what))
    }

    /// Takes the first of several words that comes next and gives what it stands for.
    pub fn lookup<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        table.iter().find_map(|(what, value)| self.word(what).then_some(*value))
    }

    /// Takes the first of several texts, wherever it ends, and gives what it stands for.
    pub fn prefix<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        table.iter().find_map(|(what, value)| self.eat(what).then_some(*value))
    }

    /// Says whether a Latin word can end here: `monday` does in `monday.` but not in `monday.com`.
    pub fn word_ends(self) -> bool {
        let mut next = self.rest().chars();
        match next.next() {
            Some('.') => !next.next().is_some_and(|c| c.is_ascii_alphanumeric()),
            Some(c) => !is_latin(c),
            None => true,
        }
    }

    /// Says whether a Latin word or a number can start here.
    pub fn word_starts(self) -> bool {
        !self.before().is_some_and(is_latin)
    }

    /// Skips a few spaces and says whether there were any.
    pub fn spaces(&mut self) -> bool {
        let start = self.at;
        for _ in 0..SPACES {
            if !(self.eat(" ") || self.eat("\t") || self.eat("\u{3000}")) {
                break;
            }
        }
        self.at > start
    }

    /// Takes a run of at most `max` ASCII digits; a longer run is something else.
    pub fn digits(&mut self, max: usize) -> Option<(u32, usize)> {
        let mut ahead = *self;
        let mut value = 0_u32;
        let mut count = 0;
        while let Some(d) = ahead.peek().and_then(|c| c.to_digit(10)) {
            if count == max {
                return None;
            }
            value = value.checked_mul(10)?.checked_add(d)?;
            count += 1;
            ahead.bump();
        }
        if count == 0 {
            return None;
        }
        *self = ahead;
        Some((value, count))
    }

    /// Skips what cannot start anything: the rest of a Latin word or number, or one character.
    pub fn skip_run(&mut self) {
        let run = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if self.bump().is_some_and(run) {
            while self.peek().is_some_and(run) {
                self.bump();
            }
        }
    }
}

/// Says whether a character belongs to a Latin (or Greek, Cyrillic, …) word or an ASCII number.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (c.is_alphabetic() && c < '\u{2e80}')
}
