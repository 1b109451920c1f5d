//! The real program is killed at odd moments, and started again with everything redelivered.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::world::{dump, folder, run};

const MESSAGES: usize = 40;
const KILLS: u64 = 15;

fn gendan(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gendan"));
    command.args(args).env("GENDAN_DATA", data).current_dir(data);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Sends all messages to a chat; kills it after a while where that is asked for.
fn feed(data: &Path, kill_after: Option<Duration>) -> bool {
    let mut child = gendan(data, &["chat", "--as", "amy", "--json"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("its input");
    let lines: Vec<String> = (0..MESSAGES)
        .map(|i| format!("{{\"id\":\"m{i}\",\"text\":\"加线索 客人{i} 1380013{i:04}\"}}\n"))
        .collect();
    let lines = lines.concat();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).is_ok());
    if let Some(after) = kill_after {
        std::thread::sleep(after);
        child.kill().expect("a kill");
    }
    let ended = child.wait().expect("an end");
    writer.join().expect("a writer that does not panic");
    ended.success()
}

#[test]
fn a_program_that_is_killed_again_and_again_saves_each_message_once() {
    let folder = folder();
    let data = folder.path();
    assert!(gendan(data, &["init", "--practice"]).status().expect("it starts").success());
    for kill in 0..KILLS {
        feed(data, Some(Duration::from_millis(10 + kill * 17 % 160)));
    }
    assert!(feed(data, None), "the last run ends well");
    run(async {
        let path = data.join("gendan.db");
        let names = dump::rows(&path.to_string_lossy(), "select name from lead order by n").await;
        let expected: Vec<String> = (0..MESSAGES).map(|i| format!("客人{i}")).collect();
        assert_eq!(names, expected);
        let waiting =
            dump::rows(&path.to_string_lossy(), "select chat from outbox where state = 'waiting'")
                .await;
        assert_eq!(waiting, Vec::<String>::new());
    });
}
