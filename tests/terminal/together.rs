//! Several terminals on one database at once.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Stdio};
use std::thread::spawn;

use serde_json::Value;

use super::{MONDAY, Terminal};

const MESSAGES: usize = 20;

/// A chat that is open.
struct Open {
    child: Child,
}

impl Open {
    fn chat(terminal: &Terminal, who: &str) -> Self {
        let mut command = terminal.command(&["chat", "--as", who, "--at", MONDAY, "--json"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { child: command.spawn().expect("the program starts") }
    }

    /// Says all lines, each when it likes, and gives what was printed.
    fn say_all(mut self, lines: Vec<String>) -> Vec<Value> {
        let mut input = self.child.stdin.take().expect("its input");
        let writer = spawn(move || {
            for line in lines {
                writeln!(input, "{line}").expect("it reads");
            }
        });
        let ended = self.child.wait_with_output().expect("an end");
        writer.join().expect("all is said");
        let (out, err) =
            (String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
        assert!(ended.status.success() && err.is_empty(), "{err}");
        out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

fn texts(said: &[Value]) -> Vec<&str> {
    said.iter().map(|reply| reply["text"].as_str().expect("a text")).collect()
}

/// Two chats at once, each with its own leads: each sees its own answers, all of them, in order.
fn two_at_once(people: [&str; 2]) {
    let terminal = Terminal::practice();
    let open = people.map(|who| Open::chat(&terminal, who));
    let mut both = Vec::new();
    for ((open, who), mark) in open.into_iter().zip(people).zip(["甲", "乙"]) {
        let lines = (0..MESSAGES).map(|i| format!("加线索 {mark}客{i:02}号")).collect();
        both.push((who, mark, spawn(move || open.say_all(lines))));
    }
    for (who, mark, said) in both {
        let said = said.join().expect("it ends well");
        assert!(said.iter().all(|reply| reply["to"] == who), "{said:?}");
        let texts = texts(&said);
        assert_eq!(texts.len(), MESSAGES, "{texts:?}");
        for (i, text) in texts.iter().enumerate() {
            assert!(text.contains(&format!("{mark}客{i:02}号")), "{i}: {texts:?}");
        }
    }
}

#[test]
fn two_people_at_two_terminals_see_their_own_answers() {
    two_at_once(["amy", "bo"]);
}

#[test]
fn one_person_at_two_terminals_sees_at_each_what_was_asked_there() {
    two_at_once(["amy", "amy"]);
}

#[test]
fn what_a_terminal_that_was_killed_leaves_is_shown_by_the_next_one_of_that_chat() {
    let terminal = Terminal::practice();
    let mut shown = Vec::new();
    let lines: Vec<String> = (0..MESSAGES)
        .map(|i| format!("{{\"id\":\"k{i}\",\"text\":\"加线索 客{i:02}号\"}}"))
        .collect();
    let mut amy = Open::chat(&terminal, "amy").child;
    let mut input = amy.stdin.take().expect("its input");
    input.write_all((lines.join("\n") + "\n").as_bytes()).expect("it reads");
    let mut out = BufReader::new(amy.stdout.take().expect("its output")).lines();
    shown.extend(out.by_ref().take(MESSAGES / 2).map(|line| line.expect("a line")));
    amy.kill().expect("a kill");
    amy.wait().expect("an end");
    shown.extend(out.map_while(Result::ok));

    // Somebody else meanwhile is not told what is amy's.
    let bo = Open::chat(&terminal, "bo").say_all(vec!["加线索 别人".to_owned()]);
    assert!(texts(&bo).len() == 1 && texts(&bo)[0].contains("别人"), "{bo:?}");

    let rest = Open::chat(&terminal, "amy").say_all(lines);
    let whole = |line: &String| serde_json::from_str::<Value>(line).ok();
    let mut said: Vec<Value> = shown.iter().filter_map(whole).chain(rest).collect();
    // The one message that was on its way when it was killed may have been shown by both.
    said.dedup_by(|a, b| a["id"] == b["id"]);
    let texts = texts(&said);
    assert_eq!(texts.len(), MESSAGES, "{texts:?}");
    for (i, text) in texts.iter().enumerate() {
        assert!(text.contains(&format!("客{i:02}号")), "{i}: {texts:?}");
    }
}
