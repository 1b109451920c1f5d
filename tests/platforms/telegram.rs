//! `gendan serve` on Telegram: from an invite to a lead, a pressed button and an edited message.

use std::process::Child;
use std::time::Duration;

use serde_json::{Value, json};

use super::fake_bot_api::{FakeBotApi, TOKEN};
use super::program::{self, invite, stop};
use crate::terminal::Terminal;
use crate::world::run;

/// The account of somebody on Telegram.
const ANN: i64 = 4711;

/// Starts the program on a bot whose server is at `url`, which is on this machine.
fn serve(terminal: &Terminal, url: &str) -> Child {
    program::serve(terminal, &program::on(terminal, "telegram", TOKEN, url))
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

/// An invite of amy's, as the admin makes it.
fn code(terminal: &Terminal) -> String {
    invite(terminal, "邀请 amy").0
}

/// A message of hers with a number of its own and these fields.
fn message(n: i64, fields: &Value) -> Value {
    let mut message = super::fake_bot_api::message(ANN, "");
    message["message_id"] = json!(n);
    message["text"] = Value::Null;
    for (name, value) in fields.as_object().expect("fields") {
        message[name] = value.clone();
    }
    message
}

#[test]
fn an_edit_a_card_a_reply_and_what_is_passed_on_all_come_to_something() {
    let terminal = Terminal::practice();
    terminal.calm();
    let code = code(&terminal);
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, api.url());
        let say = |n: i64, fields: Value| api.update(json!({ "message": message(n, &fields) }));
        say(1, json!({ "text": format!("/start {code}") }));
        api.wait_for("sendMessage", 1).await;

        say(2, json!({ "text": "加线索 张三 13800138000" }));
        let (text, _) = last(&api.wait_for("sendMessage", 2).await);
        assert!(text.contains("张三（L-1）"), "{text}");
        let edited = message(2, &json!({ "text": "加线索 张三 13900139000", "edit_date": 1 }));
        api.update(json!({ "edited_message": edited }));
        let (text, buttons) = last(&api.wait_for("sendMessage", 3).await);
        assert!(text.contains("已改正：张三（L-1）"), "{text}");
        assert!(text.contains("13800138000 → 13900139000"), "{text}");
        press(&api, "查看", &buttons);
        api.wait_for("sendMessage", 4).await;
        let card = loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if let Some((card, _)) = api.messages(ANN).get(3) {
                break *card;
            }
        };
        // It is out; now it is also noted.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let words = json!({ "text": "今天聊过了 明天再打",
            "reply_to_message": { "message_id": card, "date": 1 } });
        say(3, words);
        let (text, _) = last(&api.wait_for("sendMessage", 5).await);
        assert!(text.contains("✅ 已记备注：张三（L-1）"), "{text}");

        let contact = json!({ "phone_number": "8613700137099", "first_name": "王五" });
        say(4, json!({ "contact": contact }));
        let (text, buttons) = last(&api.wait_for("sendMessage", 6).await);
        assert!(text.contains("王五") && text.contains("要怎么记"), "{text}");
        press(&api, "记成线索", &buttons);
        let (text, _) = last(&api.wait_for("sendMessage", 7).await);
        assert!(text.contains("✅ 已记下 王五（L-"), "{text}");

        let origin = json!({ "type": "hidden_user", "date": 1, "sender_user_name": "王五" });
        say(5, json!({ "text": "/undo 价格能不能再低一点", "forward_origin": origin }));
        let (text, _) = last(&api.wait_for("sendMessage", 8).await);
        assert!(text.contains("✅ 已记消息：王五（L-"), "{text}");
        let origin = json!({ "type": "hidden_user", "date": 1, "sender_user_name": "陌生人" });
        say(6, json!({ "caption": "合同什么时候给", "photo": [], "forward_origin": origin }));
        let (text, _) = last(&api.wait_for("sendMessage", 9).await);
        assert!(text.contains("哪个客户"), "{text}");
        say(7, json!({ "text": "张三" }));
        let (text, _) = last(&api.wait_for("sendMessage", 10).await);
        assert!(text.contains("✅ 已记消息：张三（L-1）"), "{text}");

        for (n, (what, words)) in (8..).zip([
            ("sticker", "直接打字就行"),
            ("voice", "听不了语音"),
            ("photo", "图片和文件我还存不了"),
            ("location", "收到位置"),
            ("poll", "还看不懂"),
        ]) {
            say(n, json!({ what: {} }));
            let count = usize::try_from(n).expect("few") + 3;
            let (text, _) = last(&api.wait_for("sendMessage", count).await);
            assert!(text.contains(words), "{what}: {text}");
        }
        let menus = api.wait_for("setMyCommands", 2).await;
        let menu = menus.iter().find(|menu| menu["language_code"] == "zh").expect("in Chinese");
        let lines = menu["commands"].as_array().expect("commands");
        let has = |name: &str| lines.iter().any(|line| line["command"] == name);
        assert!(has("lead_add") && has("today") && !has("freeze"), "{lines:?}");
        stop(program);
    });
}

#[test]
fn somebody_joins_with_a_code_logs_a_lead_presses_a_button_and_turns_a_page() {
    let terminal = Terminal::practice();
    let leads: Vec<String> = (0..9).map(|i| format!("加线索 客人{i}\n")).collect();
    terminal.calm();
    terminal.amy(&leads.concat());
    let code = code(&terminal);
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

#[test]
fn an_update_that_comes_five_times_and_out_of_order_is_done_once() {
    let terminal = Terminal::practice();
    terminal.calm();
    let code = code(&terminal);
    run(async {
        let api = FakeBotApi::start().await;
        let program = serve(&terminal, api.url());
        api.says(ANN, &format!("/start {code}"));
        api.wait_for("sendMessage", 1).await;
        let update = |id: i64, text: &str| {
            let fields = json!({ "text": text });
            json!({ "update_id": id, "message": message(id, &fields) }).to_string()
        };
        for _ in 0..5 {
            api.raw_update(2007, &update(2007, "加线索 张三 13800138000"));
            api.raw_update(2005, &update(2005, "加线索 李四 13900139000"));
        }
        api.wait_for("sendMessage", 3).await;
        // What Telegram has not forgotten yet comes again with the next one.
        api.raw_update(2007, &update(2007, "加线索 张三 13800138000"));
        api.raw_update(2008, &update(2008, "线索"));
        let sent = api.wait_for("sendMessage", 4).await;
        let (text, _) = last(&sent);
        assert!(text.contains("L-1") && text.contains("L-2") && !text.contains("L-3"), "{text}");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(api.calls("sendMessage").len(), 4, "each is answered once");
        stop(program);
    });
}
