//! A file that is sent on Telegram comes in while the program is killed again and again.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use super::fake_bot_api::{FakeBotApi, message};
use super::program::{kill, on_telegram, serve, serve_again, stop};
use crate::terminal::Terminal;
use crate::world::{dump, run};

const DANA: i64 = 4714;
const ROWS: u64 = 5_000;
const KILLS: u64 = 6;

/// The newest text that was sent or changed, with its buttons, once it has these words.
async fn hears(api: &FakeBotApi, method: &str, words: &str) -> Value {
    for _ in 0..600 {
        let calls = api.calls(method);
        let has = |body: &&Value| body["text"].as_str().is_some_and(|text| text.contains(words));
        if let Some(body) = calls.iter().rev().find(has) {
            return body.clone();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("«{words}» did not come: {:?}", api.calls(method).last());
}

fn button(body: &Value, label: &str) -> String {
    let rows = body["reply_markup"]["inline_keyboard"].as_array().expect("buttons");
    let all = rows.iter().flat_map(|row| row.as_array().expect("a row"));
    let named = |one: &&Value| one["text"].as_str().is_some_and(|text| text.starts_with(label));
    let found = all.clone().find(named).expect("the button");
    found["callback_data"].as_str().expect("a token").to_owned()
}

#[test]
fn a_file_comes_in_once_in_one_message_however_often_the_program_is_killed() {
    let terminal = Terminal::practice();
    terminal.calm();
    terminal.run(&["chat", "--as", "dana"], "简报 周报 关\n简报 日报 关\n".as_bytes());
    run(async {
        let api = FakeBotApi::start().await;
        let mut file = "姓名,电话\n".to_owned();
        for n in 0..ROWS {
            writeln!(file, "客人{n},{}", 13_000_000_000 + n).expect("a line");
        }
        file.push_str("没有电话的,12\n只有一格\n");
        api.holds("f1", &file);
        let program = serve(&terminal, &on_telegram(&terminal, "telegram", &api));
        let invite = terminal.run(&["invite", "--for", "dana"], b"").out;
        let code = invite.split("/start ").nth(1).and_then(|rest| rest.lines().next());
        api.says(DANA, &format!("/start {}", code.expect("a code")));
        hears(&api, "sendMessage", "练习公司").await;
        let mut sent = message(DANA, "");
        sent["text"] = Value::Null;
        sent["document"] =
            json!({ "file_id": "f1", "file_name": "线索.csv", "file_size": file.len() });
        api.update(json!({ "message": sent }));
        let preview = hears(&api, "sendMessage", "线索.csv · 线索").await;
        let text = preview["text"].as_str().unwrap_or_default();
        assert!(text.contains("新增 5,001") && text.contains("未导入 1"), "{text}");
        api.update(json!({ "callback_query": {
            "id": "q", "from": { "id": DANA, "is_bot": false, "first_name": "D" },
            "chat_instance": "1", "data": button(&preview, "导入新的"),
            "message": { "message_id": 1, "date": 1, "chat": { "id": DANA, "type": "private" } },
        } }));
        hears(&api, "editMessageText", "正在导入").await;
        kill(program);
        for n in 1..=KILLS {
            let program = serve_again(&terminal);
            tokio::time::sleep(Duration::from_millis(500 + 137 * n)).await;
            kill(program);
        }
        let asked = api.calls("getUpdates").len();
        let program = serve_again(&terminal);
        // All may have come in before: it is to be there before it is told to stop.
        api.wait_for("getUpdates", asked + 1).await;
        let done = hears(&api, "editMessageText", "已导入").await;
        assert!(done["text"].as_str().is_some_and(|text| text.contains("新增 5,001")), "{done}");
        api.wait_for("sendDocument", 1).await;
        stop(program);
        // One message says all of it.
        let edits = api.calls("editMessageText");
        assert!(edits.iter().all(|body| body["message_id"] == done["message_id"]), "{edits:?}");
        let address = terminal.path("gendan.db").to_string_lossy().into_owned();
        let asked =
            "select count(*) || ' ' || count(distinct name) from lead where name like '客人%'";
        assert_eq!(dump::rows(&address, asked).await, [format!("{ROWS} {ROWS}")]);
    });
}
