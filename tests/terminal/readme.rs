//! What the two READMEs show is what happens.

use super::Terminal;
use crate::tidy::root;

/// Plays the first block of plain text of a page: `> ` is said, everything else is answered.
fn replay(page: &str, lang: &str) {
    let text = std::fs::read_to_string(root().join(page)).expect("a README");
    let block = text.split("```text\n").nth(1).and_then(|rest| rest.split("```").next());
    let block = block.unwrap_or_else(|| panic!("{page} shows no conversation"));
    let terminal = Terminal::practice();
    terminal
        .run(&["chat", "--as", "amy", "--at", super::MONDAY], format!("lang {lang}").as_bytes());
    let said: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(said.len() >= 4, "{page}: too short a conversation");
    let input = said.join("\n");
    let ended = terminal.run(&["chat", "--as", "amy", "--at", super::MONDAY], input.as_bytes());
    let expected: Vec<&str> =
        block.lines().filter(|line| !line.starts_with("> ") && !line.is_empty()).collect();
    let got: Vec<&str> = ended.out.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(got, expected, "{page} shows something else than what happens");
}

#[test]
fn the_conversation_of_the_english_readme_is_true() {
    replay("README.md", "en");
}

#[test]
fn the_conversation_of_the_chinese_readme_is_true() {
    replay("README.zh-CN.md", "zh");
}

/// Says everything of the block of a manual that is marked as tried.
fn tried(page: &str, lang: &str) {
    let text = std::fs::read_to_string(root().join(page)).expect("a manual");
    let block = text.split("<!-- tried -->\n```text\n").nth(1);
    let block = block.and_then(|rest| rest.split("```").next()).expect("a block that is tried");
    let terminal = Terminal::practice();
    let hello = format!("lang {lang}");
    terminal.run(&["chat", "--as", "amy", "--at", super::MONDAY], hello.as_bytes());
    // Whoever is known has joined.
    let said: Vec<&str> = block.lines().filter(|line| !line.starts_with("/start ")).collect();
    let ended = terminal.amy(&said.join("\n"));
    for (n, words) in (1..).zip(&said) {
        let mut answers = ended.iter().filter(|one| one["line"] == n);
        let answer = answers.next().unwrap_or_else(|| panic!("{words}: no answer"));
        assert!(answer["kind"] != "problem" && answer["kind"] != "ask", "{words}: {answer}");
    }
}

#[test]
fn what_the_manuals_say_can_be_said() {
    tried("docs/telegram.md", "en");
    tried("docs/telegram.zh-CN.md", "zh");
}
