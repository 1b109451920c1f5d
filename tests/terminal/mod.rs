//! The program as a person at a terminal meets it: words in, words out, exit codes.

mod backup;
mod chat;
mod doctor;
mod examples;
mod export;
mod forgotten;
mod full;
mod operator;
mod readme;
mod setup;
mod tick;
mod together;

use std::io::Write as _;
use std::process::{Command, Stdio};

use bot_core::domain::deadlines::NUDGES;
use serde_json::Value;
use tempfile::TempDir;

use crate::world::folder;

/// A Monday morning in Shanghai.
pub const MONDAY: &str = "2026-03-02T10:00:00+08:00";

/// A data folder of its own and the program on it.
pub struct Terminal {
    data: TempDir,
}

/// How a run of the program ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ended {
    /// The objects that were printed.
    pub fn objects(&self) -> Vec<Value> {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

impl Terminal {
    /// An empty data folder.
    pub fn empty() -> Self {
        Self { data: folder() }
    }

    /// The practice org as of [`MONDAY`].
    pub fn practice() -> Self {
        let terminal = Self::empty();
        let made = terminal.run(&["init", "--practice", "--at", MONDAY], b"");
        assert_eq!(made.code, 0, "{}", made.err);
        terminal
    }

    /// A path in the data folder.
    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.data.path().join(name)
    }

    /// The program with nothing of our own environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gendan"));
        command.args(args).current_dir(self.data.path()).env_clear();
        command.env("GENDAN_DATA", self.data.path());
        command
    }

    /// Runs the program with this input.
    pub fn run(&self, args: &[&str], input: &[u8]) -> Ended {
        Self::end(self.command(args), input)
    }

    /// The same where no file may grow beyond a size, as on a disk that is full.
    pub fn run_with_room(&self, kilobytes: usize, args: &[&str], input: &[u8]) -> Ended {
        let program = self.command(args);
        let mut shell = Command::new("bash");
        shell.current_dir(self.data.path()).env_clear().env("GENDAN_DATA", self.data.path());
        shell.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\""]);
        shell.arg(kilobytes.to_string()).arg(program.get_program()).args(program.get_args());
        Self::end(shell, input)
    }

    fn end(mut command: Command, input: &[u8]) -> Ended {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that ends early does not read what is left.
        let _ = child.stdin.take().expect("its input").write_all(input);
        let output = child.wait_with_output().expect("the program ends");
        Ended {
            code: output.status.code().expect("it was not killed"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Nobody is reminded of anything by itself: a program whose clock goes would do it whenever
    /// the day is far enough, since the practice org is of some time ago.
    pub fn calm(&self) {
        let off: Vec<String> =
            NUDGES.iter().map(|rule| format!("nudge set off {rule}\n!1\n")).collect();
        let said =
            self.run(&["chat", "--as", "dana", "--at", MONDAY, "--json"], off.concat().as_bytes());
        let said_to: Vec<_> = said.objects();
        let fine = |(at, object): (usize, &Value)| object["kind"] == ["ask", "say"][at % 2];
        assert!(said_to.iter().enumerate().all(fine), "{}", said.out);
        assert_eq!(self.amy("简报 早报 关\n").len(), 1);
    }

    /// Amy says something on [`MONDAY`]; what is printed.
    pub fn amy(&self, input: &str) -> Vec<Value> {
        self.run(&["chat", "--as", "amy", "--at", MONDAY, "--json"], input.as_bytes()).objects()
    }
}
