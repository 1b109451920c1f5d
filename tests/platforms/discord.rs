//! `gendan serve` on Discord: a rep's day, with a restart in the middle of it.

use std::process::Child;
use std::time::Duration;

use serde_json::{Value, json};

use super::fake_bot_api::{self, FakeBotApi};
use super::fake_discord::{BOT, Do, FakeDiscord, SERVER, TOKEN, labels, text, window_fits};
use super::program::{self, invite, kill, stop};
use crate::terminal::Terminal;
use crate::world::run;

/// Two people on Discord: a rep and her manager; and somebody whom nobody knows.
const AMY: i64 = 4711;
const CHEN: i64 = 4712;
const STRANGER: i64 = 4713;

/// Starts the program on a bot whose server is at `url`, which is on this machine.
fn serve(terminal: &Terminal, url: &str) -> Child {
    serve_both(terminal, url, None)
}

/// The same on Telegram too.
fn serve_both(terminal: &Terminal, url: &str, telegram: Option<&str>) -> Child {
    let mut config = program::on(terminal, "discord", TOKEN, url);
    if let Some(url) = telegram {
        config += &program::on(terminal, "telegram", fake_bot_api::TOKEN, url);
    }
    // What an earlier one said of itself is of no interest.
    let _ = std::fs::remove_file(terminal.path("log"));
    program::serve(terminal, &config)
}

/// The practice org with invites of amy's and chen's.
fn practice() -> (Terminal, [String; 2]) {
    let terminal = Terminal::practice();
    terminal.calm();
    terminal.run(&["chat", "--as", "chen"], "简报 早报 关\n简报 周报 关\n".as_bytes());
    let codes = ["amy", "chen"].map(|who| invite(&terminal, &format!("邀请 {who}")).0);
    (terminal, codes)
}

/// The form that was opened.
async fn window(discord: &FakeDiscord, id: &str) -> Value {
    let said = discord.said_to(id).await;
    assert_eq!(said["type"], 9, "{said}");
    window_fits(&said["data"]).expect("it can be shown");
    said["data"].clone()
}

#[test]
fn a_day_from_the_code_to_the_delivered_order_with_a_restart_in_it() {
    let (terminal, [code, chens]) = practice();
    run(async {
        let discord = FakeDiscord::start().await;
        let (amy, chen) = (FakeDiscord::direct(AMY), FakeDiscord::direct(CHEN));
        let program = serve(&terminal, discord.url());
        discord.begun(1).await;

        // Joining, by command and by words.
        let id = discord.uses(AMY, None, "start", &[("code", &code)]);
        assert_eq!(discord.said_to(&id).await, json!({ "type": 5 }));
        discord.tells(&amy, "练习公司").await;
        discord.says(CHEN, &format!("/start {chens}"));
        discord.tells(&chen, "练习公司").await;

        // A command without options opens a form.
        let id = discord.uses(AMY, None, "lead add", &[]);
        let form = window(&discord, &id).await;
        assert_eq!(form["components"][0]["components"][0]["label"], "姓名", "{form}");
        let fields = [
            ("phone", "138 0013 8000"),
            ("name", "张三"),
            ("need", "20台空调，**急**"),
            ("email", ""),
        ];
        discord.fills(AMY, None, &form, &fields, None);
        let told = discord.tells(&amy, "✅ 已记下 张三（L-1）").await;
        assert!(text(&told.body).contains("20台空调，**急**"), "{told:?}");
        let count = discord.ours(&amy, 0).await.len();
        discord.presses(AMY, None, "查看");
        let card = discord.ours(&amy, count + 1).await[count].clone();
        assert!(labels(&card.body).contains(&"记电话".to_owned()), "{card:?}");

        // What is typed in an option is looked up; a button that lacks words opens a form.
        let id = discord.types(AMY, "lead show", "lead", "张");
        let choices = discord.said_to(&id).await["data"]["choices"].clone();
        assert_eq!(choices, json!([{ "name": "张三（L-1）", "value": "L-1" }]));
        for (command, option, words, found) in [
            ("lead show", "lead", "", vec!["张三（L-1）"]),
            ("customer show", "customer", "华威机械", vec!["华威机械（C-2）"]),
            ("customer show", "customer", "华星", vec![]),
            ("lead edit", "source", "展", vec!["展会"]),
        ] {
            let id = discord.types(AMY, command, option, words);
            let said = discord.said_to(&id).await;
            let choices = said["data"]["choices"].as_array().expect("choices").iter();
            let names: Vec<_> = choices.map(|choice| choice["name"].clone()).collect();
            assert_eq!(names, found, "{command} {option} {words}");
        }
        let id = discord.types(STRANGER, "lead show", "lead", "张");
        assert_eq!(discord.said_to(&id).await["data"]["choices"], json!([]));
        let id = discord.presses(AMY, None, "记电话");
        let form = window(&discord, &id).await;
        let fields = [("content", "聊了价格"), ("next", "明天")];
        discord.fills(AMY, None, &form, &fields, Some(card.id));
        discord.tells(&amy, "✅ 已记电话：张三（L-1）").await;
        let options = [("lead", "L-1"), ("amount", "7万"), ("deal", "空调20台")];
        discord.uses(AMY, None, "lead convert", &options);
        let told = discord.tells(&amy, "¥70,000.00").await;
        assert!(text(&told.body).contains("空调20台（D-"), "{told:?}");

        // It dies; what is written meanwhile is read by the next one, once and in order.
        // It is out; now it is also noted.
        tokio::time::sleep(Duration::from_millis(300)).await;
        kill(program);
        discord.line(&Do::Break);
        discord.forget_session();
        let before = discord.ours(&amy, 0).await.len();
        discord.says(AMY, "下单 C-4 A100*20");
        discord.says(AMY, "记 C-4 他要发票");
        let program = serve(&terminal, discord.url());
        discord.begun(2).await;
        let ours = discord.ours(&amy, before + 2).await;
        let said: Vec<String> = ours[before..].iter().map(|one| text(&one.body)).collect();
        assert!(said[0].contains("✅ 已下单（草稿）O-1"), "{said:?}");
        assert!(said[1].contains("✅ 已记备注：张三"), "{said:?}");

        // The order goes its way, from hand to hand.
        discord.presses(AMY, None, "提交");
        discord.tells(&amy, "✅ 已提交 O-1").await;
        discord.tells(&chen, "请确认：O-1").await;
        discord.presses(CHEN, None, "确认");
        discord.tells(&chen, "✅ 已确认 O-1").await;
        discord.tells(&amy, "确认了你的订单 O-1").await;
        discord.presses(AMY, None, "发货");
        discord.tells(&amy, "哪家承运").await;
        discord.says(AMY, "顺丰 SF1234567");
        discord.tells(&amy, "🚚 已发货 O-1").await;
        discord.presses(AMY, None, "签收");
        discord.tells(&amy, "📦 客户已签收").await;
        let id = discord.uses(AMY, None, "order show", &[("order", "O-1")]);
        discord.tells(&amy, "状态: 已签收").await;
        assert_eq!(discord.said_to(&id).await["type"], 5);
        tokio::time::sleep(Duration::from_millis(300)).await;
        let all = discord.ours(&amy, 0).await;
        let orders = all.iter().filter(|one| text(&one.body).contains("已下单")).count();
        assert_eq!(orders, 1, "each message is answered once");
        stop(program);
    });
}

#[test]
fn an_edit_a_reply_to_a_card_and_what_is_passed_on_come_to_something() {
    let (terminal, [code, _]) = practice();
    run(async {
        let discord = FakeDiscord::start().await;
        let amy = FakeDiscord::direct(AMY);
        let program = serve(&terminal, discord.url());
        discord.begun(1).await;
        discord.says(AMY, &format!("/start {code}"));
        discord.tells(&amy, "练习公司").await;
        let said = discord.says(AMY, "加线索 张三 13800138000");
        discord.tells(&amy, "✅ 已记下 张三（L-1）").await;
        discord.edits(AMY, said, "加线索 张三 13900139000");
        let told = discord.tells(&amy, "已改正：张三（L-1）").await;
        assert!(text(&told.body).contains("13800138000 → 13900139000"), "{told:?}");
        let reference = json!({ "type": 0, "message_id": told.id.to_string() });
        let fields =
            json!({ "content": "今天聊过了 明天再打", "type": 19, "message_reference": reference });
        discord.writes(AMY, None, &fields);
        discord.tells(&amy, "✅ 已记备注：张三（L-1）").await;
        let passed = json!([{ "message": { "content": "价格能不能再低一点" } }]);
        discord.writes(
            AMY,
            None,
            &json!({ "message_reference": { "type": 1, "message_id": "5" },
            "message_snapshots": passed }),
        );
        discord.tells(&amy, "哪个客户").await;
        discord.says(AMY, "张三");
        discord.tells(&amy, "✅ 已记消息：张三（L-1）").await;
        discord.writes(
            AMY,
            None,
            &json!({ "content": "加线索 李四",
            "attachments": [{ "id": "1", "content_type": "image/png" }] }),
        );
        let told = discord.tells(&amy, "✅ 已记下 李四").await;
        assert!(text(&told.body).contains("附件没有保存"), "{told:?}");
        for (fields, words) in [
            (json!({ "sticker_items": [{ "id": "1" }] }), "直接打字就行"),
            (
                json!({ "flags": 8192, "attachments": [{ "content_type": "audio/ogg" }] }),
                "听不了语音",
            ),
            (json!({ "poll": {} }), "还看不懂"),
        ] {
            discord.writes(AMY, None, &fields);
            discord.tells(&amy, words).await;
        }
        stop(program);
    });
}

#[test]
fn in_a_server_it_answers_who_calls_it_masks_what_others_read_and_asks_by_form() {
    let (terminal, [code, _]) = practice();
    run(async {
        let discord = FakeDiscord::start().await;
        let (amy, place, channel) = (FakeDiscord::direct(AMY), Some(SERVER), SERVER.1);
        let program = serve(&terminal, discord.url());
        discord.begun(1).await;
        discord.says(AMY, &format!("/start {code}"));
        discord.tells(&amy, "练习公司").await;
        discord.says(AMY, "加线索 张三 13800138000");
        discord.tells(&amy, "✅ 已记下 张三（L-1）").await;

        discord.writes(AMY, place, &json!({ "content": "L-1" }));
        let called = json!({ "content": format!("<@{BOT}> L-1"), "mentions": [{ "id": BOT }] });
        let asked = discord.writes(AMY, place, &called);
        let told = discord.tells(channel, "138****8000").await;
        assert_eq!(told.body["message_reference"]["message_id"], asked.to_string());
        assert_eq!(discord.ours(channel, 1).await.len(), 1, "who does not call it is not heard");

        // What is about oneself only oneself sees; what is asked is answered in a form.
        let id = discord.uses(AMY, place, "me", &[]);
        assert_eq!(discord.said_to(&id).await["data"]["flags"], 64);
        let told = discord.tells(channel, "Amy").await;
        assert!(told.hidden, "{told:?}");
        let id = discord.uses(AMY, place, "log call", &[("record", "L-1")]);
        assert_eq!(discord.said_to(&id).await, json!({ "type": 5 }));
        let question = discord.tells(channel, "聊了什么").await;
        let [label] = &labels(&question.body)[..] else { panic!("{question:?}") };
        let id = discord.presses(AMY, place, label);
        let form = window(&discord, &id).await;
        discord.fills(AMY, place, &form, &[("answer", "聊了价格")], Some(question.id));
        discord.tells(channel, "✅ 已记电话：张三（L-1）").await;

        // Somebody whom nobody knows is told where to go, and learns nothing.
        discord.uses(STRANGER, place, "lead list", &[]);
        discord.tells(channel, "直接给我发私信").await;
        stop(program);
    });
}

#[test]
fn a_token_that_is_taken_back_ends_it_only_where_there_is_no_other_platform() {
    let (terminal, [code, _]) = practice();
    run(async {
        let discord = FakeDiscord::start().await;
        let mut program = serve(&terminal, discord.url());
        discord.begun(1).await;
        discord.revoke();
        let ended = tokio::task::spawn_blocking(move || program.wait()).await.expect("it ends");
        assert_eq!(ended.expect("an end").code(), Some(1));
        let log = std::fs::read_to_string(terminal.path("log")).expect("a log");
        assert_eq!(log.matches("does not accept the bot's token").count(), 2, "{log}");

        let telegram = FakeBotApi::start().await;
        let program = serve_both(&terminal, discord.url(), Some(telegram.url()));
        discord.called("gateway/bot", 2).await;
        telegram.says(AMY, &format!("/start {code}"));
        telegram.wait_for("sendMessage", 1).await;
        stop(program);
        let log = std::fs::read_to_string(terminal.path("log")).expect("a log");
        assert_eq!(log.matches("does not let us in any more").count(), 1, "{log}");
    });
}

#[test]
fn one_platform_does_not_wait_for_the_other() {
    let (terminal, [code, chens]) = practice();
    run(async {
        let discord = FakeDiscord::start().await;
        let telegram = FakeBotApi::start().await;
        let at = telegram.url().trim_start_matches("http://").to_owned();
        drop(telegram);
        let program = serve_both(&terminal, discord.url(), Some(&format!("http://{at}")));
        discord.begun(1).await;
        discord.says(AMY, &format!("/start {code}"));
        discord.tells(&FakeDiscord::direct(AMY), "练习公司").await;
        let telegram = FakeBotApi::start_at(&at).await;
        telegram.says(CHEN, &format!("/start {chens}"));
        telegram.wait_for("sendMessage", 1).await;
        stop(program);
    });
}
