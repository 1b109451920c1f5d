//! `gendan serve` against telegram-test-api: from the invite to the delivered order.
//!
//! What that emulator does not check: that updates come again until they are acknowledged, lengths
//! and markup. Our own server does (`adapters/tests/fake_bot_api`).

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::{PATIENCE, Peer, practice, serve, stop};
use crate::world::run;

/// A token as it looks; the emulator takes any.
const TOKEN: &str = "666:AAF-secret_part_of_the_token";
/// Two people on Telegram: a rep and her manager.
const AMY: i64 = 4711;
const CHEN: i64 = 4712;

/// A message of the bot as it stands in a chat.
#[derive(Clone, Debug)]
struct Stands {
    id: i64,
    text: String,
    /// What the buttons say, and what they carry.
    buttons: Vec<(String, String)>,
}

/// The emulator as people see it.
struct Phone(Peer);

impl Phone {
    /// What all messages of somebody say of themselves.
    fn from(who: i64) -> Value {
        let name = if who == AMY { "安" } else { "陈" };
        json!({
            "botToken": TOKEN, "date": 1_772_416_800,
            "from": { "id": who, "is_bot": false, "first_name": name, "language_code": "zh-hans" },
            "chat": { "id": who, "type": "private", "first_name": name },
        })
    }

    async fn says(&self, who: i64, text: &str) {
        let mut message = Self::from(who);
        message["text"] = json!(text);
        let mut path = "sendMessage";
        if text.starts_with('/') {
            let length = text.split(' ').next().unwrap_or_default().len();
            message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
            path = "sendCommand";
        }
        self.0.post(path, &message).await;
    }

    /// The bot's messages to somebody, the oldest first, as they stand there now.
    async fn chat(&self, who: i64) -> Vec<Stands> {
        let all = self.0.post("getUpdatesHistory", &json!({ "token": TOKEN })).await;
        let all = all["result"].as_array().cloned().unwrap_or_default();
        let ours = all.iter().filter(|one| {
            let chat = &one["message"]["chat_id"];
            *chat == json!(who) || *chat == json!(who.to_string())
        });
        ours.map(Stands::of).collect()
    }

    /// Waits until the newest message to somebody has these words, or a button that says so.
    async fn is_told(&self, who: i64, words: &str) -> Stands {
        let until = Instant::now() + PATIENCE;
        loop {
            let chat = self.chat(who).await;
            if let Some(last) = chat.last().filter(|last| last.says(words)) {
                return last.clone();
            }
            assert!(Instant::now() < until, "{who} was not told {words}: {:?}", chat.last());
            sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Presses a button of a message.
    async fn presses(&self, who: i64, message: &Stands, label: &str) {
        let found = message.buttons.iter().find(|(shown, _)| shown == label);
        let (_, data) = found.unwrap_or_else(|| panic!("no button [{label}] on {message:?}"));
        let mut query = Self::from(who);
        query["data"] = json!(data);
        query["message"] = json!({
            "message_id": message.id, "chat": query["chat"], "from": { "id": 666 }, "date": 1,
        });
        self.0.post("sendCallback", &query).await;
    }
}

impl Stands {
    fn says(&self, words: &str) -> bool {
        self.text.contains(words) || self.buttons.iter().any(|(label, _)| label == words)
    }

    fn of(one: &Value) -> Self {
        let message = &one["message"];
        let markup = match &message["reply_markup"] {
            Value::String(text) => serde_json::from_str(text).unwrap_or(Value::Null),
            other => other.clone(),
        };
        let rows = markup["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let buttons = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default());
        Self {
            id: one["messageId"].as_i64().unwrap_or_default(),
            text: text(&message["text"]),
            buttons: buttons.map(|b| (text(&b["text"]), text(&b["callback_data"]))).collect(),
        }
    }
}

#[test]
fn a_day_on_telegram_from_the_code_to_the_delivered_order() {
    let Some(peer) = Peer::start("node", "telegram_server.cjs") else { return };
    let (terminal, codes) = practice(&["amy", "chen"]);
    std::fs::write(terminal.path("token"), TOKEN).expect("written");
    let config = format!("[telegram]\ntoken_file = \"token\"\napi_url = {:?}\n", peer.url());
    run(async {
        let program = serve(&terminal, &config);
        let phone = Phone(peer);

        // An invited rep and her manager join.
        phone.says(AMY, &format!("/start {}", codes[0])).await;
        phone.is_told(AMY, "练习公司").await;
        phone.says(CHEN, &format!("/start {}", codes[1])).await;
        phone.is_told(CHEN, "练习公司").await;

        // A sentence, a card behind a button, and a form: one question after the other.
        phone.says(AMY, "/lead_add 张三 13800138000 <b>20台</b>空调").await;
        let told = phone.is_told(AMY, "✅ 已记下 张三（L-1）").await;
        assert!(told.text.contains("&lt;b&gt;20台&lt;/b&gt;空调"), "{told:?}");
        phone.presses(AMY, &told, "查看").await;
        let card = phone.is_told(AMY, "记电话").await;
        phone.presses(AMY, &card, "记电话").await;
        phone.is_told(AMY, "聊了什么").await;
        phone.says(AMY, "聊了价格，明天下午3点再打").await;
        phone.is_told(AMY, "✅ 已记电话：张三（L-1）").await;
        phone.says(AMY, "新商机").await;
        phone.is_told(AMY, "还差“客户”").await;
        phone.says(AMY, "/cancel").await;
        phone.is_told(AMY, "不新建商机").await;
        phone.says(AMY, "转客户 L-1 商机=空调20台 金额=7万").await;
        phone.is_told(AMY, "¥70,000.00").await;

        // A list turns its page in place.
        phone.says(AMY, "线索").await;
        phone.is_told(AMY, "线索").await;

        // The order goes its way, from hand to hand.
        phone.says(AMY, "下单 C-4 A100*20").await;
        let told = phone.is_told(AMY, "✅ 已下单（草稿）O-1").await;
        phone.presses(AMY, &told, "提交").await;
        phone.is_told(AMY, "✅ 已提交 O-1").await;
        let asked = phone.is_told(CHEN, "请确认：O-1").await;
        phone.presses(CHEN, &asked, "确认").await;
        phone.is_told(CHEN, "✅ 已确认 O-1").await;
        let told = phone.is_told(AMY, "确认了你的订单 O-1").await;
        phone.presses(AMY, &told, "发货").await;
        phone.is_told(AMY, "哪家承运").await;
        phone.says(AMY, "顺丰 SF1234567").await;
        let told = phone.is_told(AMY, "🚚 已发货 O-1").await;
        phone.presses(AMY, &told, "签收").await;
        phone.is_told(AMY, "📦 客户已签收").await;
        phone.says(AMY, "O-1").await;
        phone.is_told(AMY, "<b>状态</b>: 已签收").await;

        // The same press once more does nothing twice.
        let count = phone.chat(AMY).await.len();
        phone.presses(AMY, &told, "签收").await;
        phone.is_told(AMY, "用过").await;
        assert_eq!(phone.chat(AMY).await.len(), count + 1);
        stop(program);
    });
}
