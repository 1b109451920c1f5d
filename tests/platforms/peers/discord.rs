//! `gendan serve` against simcord: from the invite to the delivered order, with a restart in it.
//!
//! What that emulator does not check: that the same message sent twice is one (`enforce_nonce`).
//! Our own server does (`adapters/tests/fake_discord`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Value, json};
use tokio::time::{Duration, Instant, sleep};

use super::{PATIENCE, Peer, practice, serve, stop};
use crate::world::run;

/// Somebody on Discord, in the direct chat with the bot.
#[derive(Clone)]
struct Person {
    id: String,
    chat: String,
}

/// The emulator as people see it.
struct Client(Peer);

impl Client {
    async fn joins(&self, name: &str) -> Person {
        let joined = self.0.post("do/join", &json!({ "name": name })).await;
        let text = |field: &str| joined[field].as_str().expect("a number").to_owned();
        Person { id: text("id"), chat: text("chat") }
    }

    async fn does(&self, who: &Person, act: &str, mut what: Value) -> String {
        what["user"] = json!(who.id);
        what["chat"] = json!(who.chat);
        let done = self.0.post(&format!("do/{act}"), &what).await;
        done["id"].as_str().unwrap_or_default().to_owned()
    }

    async fn writes(&self, who: &Person, content: &str) {
        self.does(who, "write", json!({ "content": content })).await;
    }

    /// Uses a command; gives the number of the interaction.
    async fn uses(&self, who: &Person, command: &str, options: Value) -> String {
        self.does(who, "use", json!({ "command": command, "options": options })).await
    }

    async fn look(&self, who: &Person) -> Value {
        self.0.post("do/look", &json!({ "chat": who.chat })).await
    }

    /// Waits for the newest message of the bot to have these words, or a button that says so.
    async fn is_told(&self, who: &Person, words: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let there = self.look(who).await["messages"].as_array().cloned().unwrap_or_default();
            let by_bot = |one: &&Value| one["author"]["id"] == self.0.about["bot"];
            let last = there.iter().rfind(by_bot).cloned().unwrap_or(Value::Null);
            let button = format!("\"label\":\"{words}\"");
            let content = last["content"].as_str().unwrap_or_default();
            if content.contains(words) || last["components"].to_string().contains(&button) {
                return last;
            }
            assert!(Instant::now() < until, "{words} was not told: {last}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses the button with this label on a message; gives the number of the interaction.
    async fn presses(&self, who: &Person, message: &Value, label: &str) -> String {
        let rows = message["components"].as_array().cloned().unwrap_or_default();
        let mut buttons =
            rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
        let button = buttons.find(|button| button["label"] == label);
        let button = button.unwrap_or_else(|| panic!("no button [{label}] on {message}"));
        let what = json!({ "message": message["id"], "button": button["custom_id"] });
        self.does(who, "press", what).await
    }

    /// Waits for the form that an interaction opens, and fills it in.
    async fn fills(&self, who: &Person, interaction: &str, fields: Value) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let form = self.look(who).await["forms"][interaction].clone();
            if form.is_object() {
                self.does(who, "fill", json!({ "interaction": interaction, "fields": fields }))
                    .await;
                return form;
            }
            assert!(Instant::now() < until, "no form was opened");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the bot has offered its commands and listens: who uses one before that is not heard.
    async fn offers(&self, who: &Person, command: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let there = self.look(who).await;
            let offered =
                there["commands"].as_array().is_some_and(|all| all.contains(&json!(command)));
            if offered && there["online"] == true {
                return;
            }
            assert!(Instant::now() < until, "no command {command} in {there}");
            sleep(Duration::from_millis(50)).await;
        }
    }
}

#[test]
fn a_day_on_discord_from_the_code_to_the_delivered_order() {
    let python = super::folder().join("python/bin/python");
    let python = python.display().to_string();
    let Some(peer) = Peer::start(&python, "discord_server.py") else { return };
    let (terminal, codes) = practice(&["amy", "chen"]);
    let bot = peer.about["bot"].as_str().expect("a number");
    let token = format!("{}.GaBcDe.secret_part_of_the_token", STANDARD_NO_PAD.encode(bot));
    std::fs::write(terminal.path("token"), token).expect("written");
    let config = format!("[discord]\ntoken_file = \"token\"\napi_url = {:?}\n", peer.url());
    run(async {
        let program = serve(&terminal, &config);
        let discord = Client(peer);
        let (amy, chen) = (discord.joins("amy").await, discord.joins("chen").await);

        // Joining by a command with an option, and by words.
        discord.offers(&amy, "lead").await;
        discord.uses(&amy, "start", json!({ "code": codes[0] })).await;
        discord.is_told(&amy, "练习公司").await;
        discord.writes(&chen, &format!("/start {}", codes[1])).await;
        discord.is_told(&chen, "练习公司").await;

        // A command without options opens a form, and so does a button.
        let opened = discord.uses(&amy, "lead add", json!({})).await;
        let fields =
            json!({ "name": "张三", "phone": "138 0013 8000", "need": "20台空调，**急**" });
        let form = discord.fills(&amy, &opened, fields).await;
        assert_eq!(form["components"][0]["components"][0]["label"], "姓名", "{form}");
        let told = discord.is_told(&amy, "✅ 已记下 张三（L-1）").await;
        assert!(told["content"].as_str().is_some_and(|text| text.contains("\\*\\*急\\*\\*")));
        discord.presses(&amy, &told, "查看").await;
        let card = discord.is_told(&amy, "记电话").await;
        let opened = discord.presses(&amy, &card, "记电话").await;
        discord.fills(&amy, &opened, json!({ "content": "聊了价格", "next": "明天" })).await;
        discord.is_told(&amy, "✅ 已记电话：张三（L-1）").await;
        let options = json!({ "lead": "L-1", "amount": "7万", "deal": "空调20台" });
        discord.uses(&amy, "lead convert", options).await;
        discord.is_told(&amy, "¥70,000.00").await;

        // What is written while nobody listens is read afterwards.
        sleep(Duration::from_millis(300)).await;
        stop(program);
        discord.writes(&amy, "下单 C-4 A100*20").await;
        let program = serve(&terminal, &config);
        let told = discord.is_told(&amy, "✅ 已下单（草稿）O-1").await;

        // The order goes its way, from hand to hand.
        discord.presses(&amy, &told, "提交").await;
        discord.is_told(&amy, "✅ 已提交 O-1").await;
        let asked = discord.is_told(&chen, "请确认：O-1").await;
        discord.presses(&chen, &asked, "确认").await;
        discord.is_told(&chen, "✅ 已确认 O-1").await;
        let told = discord.is_told(&amy, "确认了你的订单 O-1").await;
        discord.presses(&amy, &told, "发货").await;
        discord.is_told(&amy, "哪家承运").await;
        discord.writes(&amy, "顺丰 SF1234567").await;
        let told = discord.is_told(&amy, "🚚 已发货 O-1").await;
        discord.presses(&amy, &told, "签收").await;
        discord.is_told(&amy, "📦 客户已签收").await;
        discord.uses(&amy, "order show", json!({ "order": "O-1" })).await;
        discord.is_told(&amy, "**状态**: 已签收").await;
        let waits = discord.look(&amy).await["unanswered"].clone();
        assert_eq!(waits, json!([]), "whoever did something was told that it was heard");
        stop(program);
    });
}
