//! Who is forgotten is in no file of the data folder any more.

use std::fs;

use crate::terminal::Terminal;

/// The bytes of every file in the data folder, and whether they hold the words.
fn holds(terminal: &Terminal, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(terminal.path("")).expect("the data folder") {
        let path = entry.expect("a file").path();
        let bytes = fs::read(&path).expect("its bytes");
        for word in words {
            if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                found.push(format!("{}: {word}", path.display()));
            }
        }
    }
    found
}

#[test]
fn who_is_forgotten_is_in_no_byte_of_the_database() {
    let terminal = Terminal::practice();
    let words = ["欧阳忘川", "13800138999", "蓝色风车"];
    terminal.amy("加线索 欧阳忘川 13800138999 要一座蓝色风车\n");
    // What was written over before, and what lay in pages that were freed, counts too.
    terminal.amy("改线索 L-1 需求=两座蓝色风车\n记电话 L-1 聊了蓝色风车的价格 明天再打\n");
    assert!(!holds(&terminal, &words).is_empty(), "this test would find it");
    let ended = terminal.run(&["chat", "--as", "dana"], "忘记线索 L-1\n!1\n".as_bytes());
    assert!(ended.out.contains("已忘记 L-1"), "{}", ended.out);
    assert_eq!(holds(&terminal, &words), Vec::<String>::new());
}
