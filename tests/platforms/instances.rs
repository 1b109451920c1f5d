//! Two programs on one PostgreSQL and one bot: one listens, and the other takes over when it cannot.

use std::time::{Duration, Instant};

use super::fake_bot_api::FakeBotApi;
use super::program::{invite, kill, on_telegram, serve, serve_again, signal};
use crate::terminal::{MONDAY, Terminal};
use crate::world::{database, dump, run};

const AMY: i64 = 4711;
/// A lease and what it takes to notice that it is over.
const HAND_OVER: Duration = Duration::from_secs(40);

async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < HAND_OVER, "{what} did not come");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[test]
fn a_program_that_sleeps_past_its_lease_is_followed_by_another_and_does_nothing_when_it_wakes() {
    if database::server().is_none() {
        // A file is served by one program; `./test` runs this on a server too.
        return;
    }
    let terminal = Terminal::empty();
    run(async {
        let address = database::fresh(&terminal.path("")).await;
        let api = FakeBotApi::start().await;
        let config =
            format!("[database]\nurl = {address:?}\n") + &on_telegram(&terminal, "telegram", &api);
        std::fs::write(terminal.path("config.toml"), &config).expect("written");
        let made = terminal.run(&["init", "--practice", "--at", MONDAY], b"");
        assert_eq!(made.code, 0, "{}", made.err);
        terminal.calm();
        let (code, _) = invite(&terminal, "邀请 amy");
        let first = serve(&terminal, &config);
        api.says(AMY, &format!("/start {code}"));
        api.wait_for("sendMessage", 1).await;
        let second = serve_again(&terminal);
        tokio::time::sleep(Duration::from_secs(3)).await;
        let asked = api.calls("getUpdates").len();
        let both = Duration::from_secs(3);
        tokio::time::sleep(both).await;
        assert!(api.calls("getUpdates").len() <= asked + 1, "one of them listens");

        signal(&first, "STOP");
        let asked = api.calls("getUpdates").len();
        until("the second one's question", || api.calls("getUpdates").len() > asked).await;
        api.says(AMY, "加线索 张三 13800138000");
        until("its answer", || api.calls("sendMessage").len() >= 2).await;
        let before = api.calls("getUpdates").len();
        signal(&first, "CONT");
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert!(api.calls("getUpdates").len() <= before + 1, "who woke up does not ask");
        assert_eq!(api.calls("sendMessage").len(), 2, "nobody is answered twice");
        let leads = dump::rows(&address, "select name from lead").await;
        assert_eq!(leads, ["张三"]);

        kill(second);
        let asked = api.calls("getUpdates").len();
        api.says(AMY, "加线索 李四 13900139000");
        until("the first one's turn", || api.calls("getUpdates").len() > asked).await;
        until("its answer", || api.calls("sendMessage").len() >= 3).await;
        kill(first);
    });
}
