//! `kill -9` at odd moments, again and again: everything is done once, and nobody is told anything
//! twice but what was on its way at that moment.

use std::time::{Duration, Instant};

use super::fake_bot_api::FakeBotApi;
use super::program::{invite, kill, on_telegram, serve, serve_again, stop};
use crate::terminal::Terminal;
use crate::world::{dump, run};

const PEOPLE: usize = 6;
const UPDATES: usize = 150;
const KILLS: usize = 70;

/// Numbers that look random and are the same each time.
struct Odd(u64);

impl Odd {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) % n
    }
}

fn account(person: usize) -> i64 {
    5000 + i64::try_from(person).expect("few people")
}

/// What was said to somebody, and when.
struct Said {
    at: Instant,
    chat: i64,
    text: String,
}

fn said(api: &FakeBotApi) -> Vec<Said> {
    let calls = api.timed("sendMessage").into_iter();
    let said = calls.map(|(at, body)| Said {
        at,
        chat: body["chat_id"].as_i64().unwrap_or_default(),
        text: body["text"].as_str().unwrap_or_default().to_owned(),
    });
    said.collect()
}

/// Answers to the update of this number, by their places.
fn answers(said: &[Said], n: usize) -> Vec<usize> {
    let words = format!("客人{n}（");
    let places = said.iter().enumerate().filter(|(_, one)| one.text.contains(&words));
    places.map(|(at, _)| at).collect()
}

/// Somebody joins, in a chat of one's own.
async fn everybody(terminal: &Terminal, api: &FakeBotApi) {
    let program = serve(terminal, &on_telegram(terminal, "telegram", api));
    let known = ["amy", "bo", "chen"].map(|who| format!("邀请 {who}"));
    let new = std::iter::repeat_n("邀请 rep".to_owned(), PEOPLE - known.len());
    for (person, words) in known.into_iter().chain(new).enumerate() {
        let (code, _) = invite(terminal, &words);
        api.says(account(person), &format!("/start {code}"));
    }
    api.wait_for("sendMessage", PEOPLE).await;
    stop(program);
}

#[test]
fn a_program_that_is_killed_seventy_times_does_each_thing_once_and_repeats_only_what_was_on_its_way()
 {
    let terminal = Terminal::practice();
    terminal.calm();
    terminal.run(&["chat", "--as", "chen"], "简报 早报 关\n简报 周报 关\n".as_bytes());
    run(async {
        let api = FakeBotApi::start().await;
        everybody(&terminal, &api).await;
        let (mut odd, mut kills, mut sent) = (Odd(7), Vec::new(), 0);
        for kill_no in 0..KILLS {
            let program = serve_again(&terminal);
            // What people write comes while the program starts, works and is about to die.
            let until = UPDATES * (kill_no + 1) / KILLS;
            while sent < until {
                tokio::time::sleep(Duration::from_millis(odd.below(120))).await;
                api.says(account(sent % PEOPLE), &format!("加线索 客人{sent} 137{sent:08}"));
                sent += 1;
            }
            tokio::time::sleep(Duration::from_millis(odd.below(450))).await;
            kill(program);
            kills.push(Instant::now());
        }
        let program = serve_again(&terminal);
        let all = async {
            while (0..UPDATES).any(|n| answers(&said(&api), n).is_empty()) {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(2), all).await.expect("each is answered");
        stop(program);

        let address = terminal.path("gendan.db").to_string_lossy().into_owned();
        let mut names = dump::rows(&address, "select name from lead").await;
        names.sort_by_key(|name| {
            name.trim_start_matches("客人").parse::<usize>().expect("a number")
        });
        let expected: Vec<String> = (0..UPDATES).map(|n| format!("客人{n}")).collect();
        assert_eq!(names, expected, "each effect is there once");
        let waiting = "select chat from outbox where state = 'waiting' and source = 'telegram/77'";
        assert_eq!(dump::rows(&address, waiting).await, Vec::<String>::new());
        assert_eq!(api.pending(), Vec::<i64>::new());

        let said = said(&api);
        let mut twice = 0;
        for n in 0..UPDATES {
            for pair in answers(&said, n).windows(2) {
                let (first, again) = (&said[pair[0]], &said[pair[1]]);
                twice += 1;
                let killed = kills.iter().find(|at| (first.at..again.at).contains(*at));
                let killed =
                    killed.unwrap_or_else(|| panic!("told twice for nothing: {}", again.text));
                // What is noted as sent lets the chat go on: nothing went out there in between.
                let between = said[pair[0] + 1..pair[1]].iter();
                let mut later = between.filter(|one| one.chat == first.chat && one.at < *killed);
                assert!(later.next().is_none(), "told again what was noted: {}", again.text);
            }
        }
        println!("{KILLS} kills over {UPDATES} updates: {twice} replies came twice");
        assert!(twice <= KILLS, "{twice}");
    });
}
