//! `gendan chat`: talking in the terminal, or through it.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{BufRead, IsTerminal as _, Write, stdin, stdout};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use adapters::console::{Line, Place, Prompt, SOURCE, Said, Shown, Typed};
use bot_core::chat::channel::{File, Inlet as _};
use bot_core::chat::incoming::Address;
use bot_core::chat::lines::named;
use bot_core::chat::reply::{ReplyKind, Token};
use bot_core::domain::fold::Folded;
use bot_core::domain::people::Lang;
use bot_core::store::{SentReply, Sort, Store as _};
use bot_core::{commands, t};
use serde::Serialize;
use tokio::task::spawn_blocking;
use tokio::time::Instant as Moment;
use uuid::Uuid;

use crate::app::{App, BEAT};
use crate::config::Config;
use crate::fault::{Done, Fault};
use crate::serve::tell_clock_back;

/// The longest line that is read; what goes beyond is cut off.
const LONGEST: usize = 4 * 1024 * 1024;

/// For how long a message has just been said, in milliseconds.
const JUST: i64 = 12 * 60 * 60 * 1000;

/// Who talks, and how it is shown.
pub struct Manner {
    /// Who writes, and where.
    pub here: Place,
    /// The language of the device.
    pub lang: Option<Lang>,
    /// One object per reply instead of words.
    pub json: bool,
}

/// A reply as `--json` prints it.
#[derive(Serialize)]
struct Printed<'a> {
    line: usize,
    #[serde(flatten)]
    shown: &'a Shown,
}

/// Talks until the input ends.
pub async fn run(app: &App, config: &Config, manner: &Manner) -> Done {
    let files = config.files();
    let mut session = Session { app, manner, files, line: 0, serves: Vec::new(), said_so: None };
    let done = session.talk(config).await;
    // Who is not told does without: a lease is soon over.
    app.store.leave().await.ok();
    app.store.close().await;
    done
}

struct Session<'a> {
    app: &'a App,
    manner: &'a Manner,
    /// Where files are put that come in a message.
    files: PathBuf,
    line: usize,
    /// The chats that are served here.
    serves: Vec<Address>,
    /// When that was last said to the others.
    said_so: Option<Moment>,
}

impl Session<'_> {
    async fn talk(&mut self, config: &Config) -> Done {
        self.sit(self.manner.here.chat()).await?;
        if let Err(error) = self.app.store.upkeep().await {
            tracing::warn!(%error, "the database could not be looked after");
        }
        if self.app.clock.goes()
            && let Some(until) = self.app.store.notice_clock_back(self.app.now()).await?
        {
            tell_clock_back(until);
        }
        // What an earlier process could not finish or show.
        self.answer(&self.manner.here.account).await?;
        if !self.manner.json && stdin().is_terminal() {
            self.interactive(config).await
        } else {
            self.piped().await
        }
    }

    /// Serves a chat from now on, and says so to other terminals.
    async fn sit(&mut self, chat: Address) -> Done {
        if !self.serves.contains(&chat) {
            self.serves.push(chat);
            self.said_so = None;
        }
        if self.said_so.is_none_or(|then| then.elapsed() > BEAT) {
            self.app.store.sit(&self.serves).await?;
            self.said_so = Some(Moment::now());
        }
        Ok(())
    }

    async fn piped(&mut self) -> Done {
        loop {
            let line = next_line(&mut stdin().lock())?;
            let Some(line) = line else { return Ok(()) };
            self.line += 1;
            match self.take(&line).await {
                // One bad message costs only itself; on a clock that did not move, all would be wrong.
                Err(Fault::Usage(why)) if !line.starts_with('@') => self.say_bad(&why)?,
                taken => taken?,
            }
        }
    }

    /// Answers a line that is no message.
    fn say_bad(&self, why: &str) -> Done {
        let mut out = stdout().lock();
        if self.manner.json {
            let said = serde_json::json!({ "line": self.line, "id": null,
                "to": self.manner.here.account, "chat": self.manner.here.chat(), "text": why,
                "buttons": [], "kind": "problem", "edits": null, "file": null });
            writeln!(out, "{said}")?;
        } else {
            writeln!(out, "{why}")?;
        }
        Ok(out.flush()?)
    }

    async fn interactive(&mut self, config: &Config) -> Done {
        let lang = self.manner.lang.unwrap_or_default();
        let here = &self.manner.here;
        writeln!(stdout(), "{}", t!(lang, "terminal-hello", who = &here.account))?;
        let mark = match &here.group {
            Some(group) => {
                writeln!(stdout(), "{}", t!(lang, "terminal-in-group"))?;
                format!("{} #{group}> ", here.account)
            }
            None => format!("{}> ", here.account),
        };
        let mut prompt = Prompt::new(words(), config.history())?;
        self.remind().await?;
        loop {
            let mark = mark.clone();
            let typed = spawn_blocking(move || {
                let line = prompt.read(&mark);
                (prompt, line)
            });
            let (returned, line) = typed.await.map_err(|e| Fault::Failed(e.to_string()))?;
            prompt = returned;
            let Some(line) = line? else { break };
            self.line += 1;
            match self.take(&line).await {
                Err(Fault::Usage(why)) => writeln!(stdout(), "{why}")?,
                taken => taken?,
            }
            self.remind().await?;
        }
        prompt.save();
        Ok(())
    }

    /// Takes one line of input and shows everything that came of it.
    async fn take(&mut self, line: &str) -> Done {
        let read = Line::read(line, &self.manner.here);
        let read = read.map_err(|bad| Fault::Usage(format!("line {}: {bad}", self.line)))?;
        match read {
            Line::Blank => Ok(()),
            Line::Clock(at) => {
                self.app.clock.set(at);
                Ok(())
            }
            Line::Said(said) => {
                if let Some(at) = said.at {
                    self.app.clock.set(at);
                }
                self.sit(said.place.chat()).await?;
                let token = self.token(&said).await?;
                let said = self.answering(said).await?;
                let arrival = said.arrival(token, self.manner.lang);
                self.app.store.keep(SOURCE, &[arrival], None).await?;
                self.answer(&said.place.account).await
            }
        }
    }

    /// The token of the button that was pressed: it belongs to the last message with buttons, or to
    /// none where there is no such message.
    async fn token(&self, said: &Said) -> Done<Option<String>> {
        let Typed::Press(number) = said.typed else {
            return Ok(None);
        };
        let last = self.last(said, |reply| reply.buttons().next().is_some()).await?;
        let message = last.map_or_else(Uuid::nil, |sent| sent.id);
        // Nobody has a button that comes before the first one.
        let index = number.checked_sub(1).unwrap_or(usize::MAX);
        Ok(Some(Token { message, index }.write()))
    }

    /// What is said, with the message that it answers where it answers one.
    async fn answering(&self, mut said: Said) -> Done<Said> {
        if said.reply_to.is_some() || said.edits.is_some() {
            return Ok(said);
        }
        let answers = match &said.typed {
            Typed::Answer(_) => self.last(&said, |reply| reply.answer.is_some()).await?,
            Typed::Text(text) if said.place.group.is_none() => self.numbered(&said, text).await?,
            Typed::Text(_) | Typed::Press(_) => None,
        };
        said.reply_to = answers.map(|sent| sent.id.to_string());
        Ok(said)
    }

    /// The message with numbered lines of which words that begin with a number are about one, if
    /// it has just been said and nothing was asked since: a terminal cannot point at a message.
    async fn numbered(&self, said: &Said, text: &str) -> Done<Option<SentReply>> {
        let begins = |c: char| c.is_numeric() || matches!(c, '#' | '＃' | '第');
        if !text.trim_start().starts_with(begins) {
            return Ok(None);
        }
        let asks_or_lists: Sort = |reply| {
            let asks = reply.kind == ReplyKind::Ask || reply.answer.is_some();
            asks || !reply.lines.is_empty()
        };
        let last = self.last(said, asks_or_lists).await?;
        let (folded, now) = (Folded::of(text), self.app.now());
        Ok(last.filter(|sent| {
            named(&sent.reply.lines, folded.text()).is_some() && now.0 - sent.at.0 < JUST
        }))
    }

    /// The newest message of a sort where something was said.
    async fn last(&self, said: &Said, sort: Sort) -> Done<Option<SentReply>> {
        Ok(self.app.store.last_sent(&said.place.chat(), sort).await?)
    }

    /// Works until all is said and shows it.
    async fn answer(&self, asker: &str) -> Done {
        let (asker, line, json) = (asker.to_owned(), self.line, self.manner.json);
        let here = self.manner.here.chat();
        let (files, lang) = (self.files.clone(), self.manner.lang.unwrap_or_default());
        self.app.console.show_with(Box::new(move |parcel| {
            let mut shown = Shown::of(parcel, &asker);
            if let Some(file) = &parcel.file {
                match laid_down(&files, file) {
                    Ok(path) => shown.file = Some(path),
                    // The words are shown all the same, and whoever mends the folder asks again.
                    Err(why) => {
                        let (folder, why) = (files.display().to_string(), why.to_string());
                        let failed = t!(lang, "terminal-file-failed", folder = folder, why = why);
                        shown.text = format!("{}\n{failed}", shown.text);
                    }
                }
            }
            let text = if json {
                serde_json::to_string(&Printed { line, shown: &shown })?
            } else {
                shown.words(&here)
            };
            let mut out = stdout().lock();
            writeln!(out, "{text}")?;
            out.flush()
        }));
        self.app.drain(&self.serves).await
    }

    /// Shows what has become due meanwhile. A clock that stands still makes nothing due.
    async fn remind(&mut self) -> Done {
        if self.app.clock.goes() {
            self.sit(self.manner.here.chat()).await?;
            while self.app.runner.step().await? > 0 {}
            self.answer(&self.manner.here.account).await?;
        }
        Ok(())
    }
}

/// What completion offers: the names of all commands, and what else people type for them.
fn words() -> Vec<String> {
    let specs = commands::ALL.iter().map(|entry| &entry.spec);
    let words =
        specs.flat_map(|spec| std::iter::once(spec.name).chain(spec.aliases.iter().copied()));
    words.map(str::to_owned).collect()
}

/// Puts a file where no other lies, for this user's eyes only, and tells where.
fn laid_down(folder: &Path, file: &File) -> std::io::Result<String> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let (stem, ending) = file.name.rsplit_once('.').unwrap_or((&file.name, "txt"));
    for n in 1.. {
        let again = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{stem}{again}.{ending}"));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut made) => {
                made.write_all(&file.bytes)?;
                return Ok(path.to_string_lossy().into_owned());
            }
            Err(taken) if taken.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(file.name.clone())
}

/// The next line without its end, whatever bytes it is made of; none when there is no more.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut any = false;
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let piece = &chunk[..end.unwrap_or(chunk.len())];
        let room = LONGEST.saturating_sub(line.len()).min(piece.len());
        line.extend_from_slice(&piece[..room]);
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(any.then(|| String::from_utf8_lossy(&line).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut input: &[u8]) -> Vec<String> {
        std::iter::from_fn(|| next_line(&mut input).unwrap()).collect()
    }

    #[test]
    fn lines_end_where_they_should() {
        assert_eq!(lines(b"a\r\n\nb"), ["a", "", "b"]);
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn odd_bytes_and_endless_lines_are_survived() {
        assert_eq!(lines(b"\xffa\n"), ["\u{FFFD}a"]);
        let mut long = vec![b'x'; LONGEST + 10];
        long.extend_from_slice(b"\nb\n");
        let lines = lines(&long);
        assert_eq!((lines[0].len(), lines[1].as_str()), (LONGEST, "b"));
    }
}
