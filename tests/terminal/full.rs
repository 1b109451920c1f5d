//! A disk that is full in the middle: what was answered is there, and all goes on once there is room.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::terminal::Terminal;
use crate::world::{dump, run};

const MESSAGES: usize = 120;

fn messages() -> String {
    let mut lines = String::new();
    for i in 0..MESSAGES {
        let text = format!("加线索 客人{i} 1380013{i:04}");
        writeln!(lines, "{{\"id\":\"m{i}\",\"text\":\"{text}\"}}").expect("written");
    }
    lines
}

#[test]
fn a_full_disk_loses_nothing_that_was_answered_and_says_what_to_do() {
    let terminal = Terminal::practice();
    let lines = messages();
    let file = terminal.path("gendan.db");
    // A reply that was printed when there was no room to note it is printed again: each counts once.
    let mut answered = BTreeSet::new();
    // Files may grow a little more each time, so that there is no room at many different places.
    for kilobytes in [1100, 1300, 1700, 2300] {
        let full = terminal.run_with_room(kilobytes, &["chat", "--as", "amy"], lines.as_bytes());
        assert_eq!(full.code, 3, "{}", full.err);
        assert!(full.err.contains(&*file.to_string_lossy()), "{}", full.err);
        assert!(full.err.contains("Free space"), "{}", full.err);
        answered.extend(
            (0..MESSAGES)
                .map(|i| format!("客人{i}"))
                .filter(|name| full.out.contains(&format!("已记下 {name}（"))),
        );
    }
    assert!(!answered.is_empty(), "there was no room for anything");
    let leads = || run(dump::rows(&file.to_string_lossy(), "select name from lead order by n"));
    let kept: BTreeSet<String> = leads().into_iter().collect();
    let gone: Vec<_> = answered.difference(&kept).collect();
    assert!(gone.is_empty(), "answered, and gone: {gone:?}");
    let ended = terminal.run(&["chat", "--as", "amy"], lines.as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    let wanted: Vec<String> = (0..MESSAGES).map(|i| format!("客人{i}")).collect();
    assert_eq!(leads(), wanted, "each lead once, in order");
}
