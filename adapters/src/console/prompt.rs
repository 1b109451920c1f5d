//! The line that a person types on, with history and completion.

use std::io;
use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};

/// Reads lines from a terminal.
pub struct Prompt {
    editor: Editor<Words, FileHistory>,
    history: Option<PathBuf>,
}

impl Prompt {
    /// A prompt that completes `words` and keeps what was typed in a file, if there is one.
    pub fn new(mut words: Vec<String>, history: Option<PathBuf>) -> io::Result<Self> {
        words.sort();
        words.dedup();
        let config =
            Config::builder().completion_type(CompletionType::List).auto_add_history(true).build();
        let mut editor = Editor::with_config(config).map_err(io::Error::other)?;
        editor.set_helper(Some(Words(words)));
        if let Some(path) = &history
            && let Err(error) = editor.load_history(path)
        {
            tracing::debug!(%error, "no history yet");
        }
        Ok(Self { editor, history })
    }

    /// The next line; none at the end of input. Ctrl-C drops what was begun; twice, it leaves.
    pub fn read(&mut self, prompt: &str) -> io::Result<Option<String>> {
        let mut dropped = false;
        loop {
            match self.editor.readline(prompt) {
                Ok(line) => return Ok(Some(line)),
                Err(ReadlineError::Interrupted) if !dropped => dropped = true,
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(None),
                Err(ReadlineError::Io(error)) => return Err(error),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }

    /// Keeps what was typed for the next time, after what other terminals have kept meanwhile.
    pub fn save(&mut self) {
        if let Some(path) = &self.history
            && let Err(error) = self.editor.append_history(path)
        {
            tracing::warn!(%error, path = %path.display(), "cannot keep the history");
        }
    }
}

/// What can stand at the start of a line.
struct Words(Vec<String>);

impl Completer for Words {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..pos).unwrap_or(line);
        let start = usize::from(typed.starts_with('/'));
        let typed = typed.get(start..).unwrap_or("").to_lowercase();
        let fitting = self.0.iter().filter(|word| word.starts_with(&typed));
        Ok((start, fitting.map(|word| format!("{word} ")).collect()))
    }
}

impl Hinter for Words {
    type Hint = String;
}
impl Highlighter for Words {}
impl Validator for Words {}
impl Helper for Words {}
