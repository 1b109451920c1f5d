//! `gendan serve` on Telegram: from an invite to a lead, a pressed button and an edited message.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::fake_bot_api::{FakeBotApi, TOKEN};
use crate::terminal::Terminal;
use crate::world::run;

/// The account of somebody on Telegram.
const ANN: i64 = 4711;

/// Starts the program on a bot whose server is at `url`, which is on this machine.
fn serve(terminal: &Terminal, url: &str) -> Child {
    assert!(url.starts_with("http://127.0.0.1:"), "tests talk to this machine only, not to {url}");
    let token = terminal.path("token");
    std::fs::write(&token, TOKEN).expect("written");
    let config = format!(
        "[telegram]\ntoken_file = {:?}\napi_url = {url:?}\n",
        Path::new(&token).display().to_string()
    );
    std::fs::write(terminal.path("config.toml"), config).expect("written");
    let mut command = terminal.command(&["serve"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

/// What was sent last, as text, with its buttons and where they lead.
fn last(sent: &[Value]) -> (String, Vec<(String, String)>) {
    let message = sent.last().expect("a message");
    let rows = message["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let buttons = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let buttons = buttons.map(|b| (text(&b["text"]), text(&b["callback_data"]))).collect();
    (text(&message["text"]), buttons)
}

fn press(api: &FakeBotApi, label: &str, buttons: &[(String, String)]) {
    let data = buttons.iter().find(|(l, _)| l == label).map(|(_, data)| data.clone());
    let data = data.unwrap_or_else(|| panic!("no button [{label}] among {buttons:?}"));
    api.update(json!({ "callback_query": {
        "id": format!("q{label}"), "from": { "id": ANN, "is_bot": false, "first_name": "安" },
        "chat_instance": "1", "data": data,
        "message": { "message_id": 1, "date": 1, "chat": { "id": ANN, "type": "private" } },
    } }));
}

fn stop(mut program: Child) {
    let pid = program.id().to_string();
    assert!(Command::new("kill").arg(&pid).status().expect("a signal").success());
    assert_eq!(program.wait().expect("an end").code(), Some(0), "SIGTERM drains and ends well");
}

#[test]
fn somebody_joins_with_a_code_logs_a_lead_presses_a_button_and_turns_a_page() {
    let terminal = Terminal::practice();
    let leads: Vec<String> = (0..9).map(|i| format!("加线索 客人{i}\n")).collect();
    // The practice org is of some time ago: what was missed since is not what this is about.
    terminal.amy(&(leads.concat() + "简报 早报 关\n"));
    let invited = terminal.run(&["chat", "--as", "dana", "--json"], "邀请 amy".as_bytes());
    let text = invited.objects()[0]["text"].as_str().expect("a text").to_owned();
    let code = text.split_whitespace().find(|w| w.len() == 8 && w.is_ascii()).expect("a code");
    let code = code.to_owned();
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, api.url());
        api.says(ANN, &format!("/start {code}"));
        let (text, _) = last(&api.wait_for("sendMessage", 1).await);
        assert!(text.contains("练习公司"), "{text}");
        api.says(ANN, "加线索 张三 13800138000 <b>20台</b>空调");
        let (text, buttons) = last(&api.wait_for("sendMessage", 2).await);
        assert!(text.contains("✅ 已记下 张三（L-10）"), "{text}");
        assert!(text.contains("&lt;b&gt;20台&lt;/b&gt;空调"), "{text}");
        press(&api, "查看", &buttons);
        let (text, _) = last(&api.wait_for("sendMessage", 3).await);
        assert!(text.contains("张三（L-10）"), "{text}");
        assert_eq!(api.wait_for("answerCallbackQuery", 1).await.len(), 1);
        api.says(ANN, "线索");
        let (_, buttons) = last(&api.wait_for("sendMessage", 4).await);
        press(&api, "更多", &buttons);
        let (text, _) = last(&api.wait_for("editMessageText", 1).await);
        assert!(text.contains("L-1 客人0"), "{text}");
        stop(program);
        assert_eq!(api.pending(), Vec::<i64>::new(), "everything that is kept is acknowledged");
    });
}
