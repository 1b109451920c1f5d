//! Messages go out as they are meant, whole and readable.

use std::time::Duration;

use adapters::telegram::Telegram;
use bot_core::chat::channel::{Channel as _, File, Parcel, SendProblem};
use bot_core::chat::incoming::{Address, Sort};
use bot_core::chat::reply::{Asked, Block, Button, How, Reply, Span, Token};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::fake_bot_api::{FakeBotApi, Fault, TOKEN_SECRET, seen};
use crate::world::{bot, hasty};

const AMY: i64 = 501;

fn parcel(reply: Reply) -> Parcel {
    Parcel {
        id: Uuid::from_u128(7),
        to: Address::new("telegram/77", &AMY.to_string()),
        reply,
        edits: None,
        file: None,
        plain: false,
    }
}

fn button(label: &str) -> Button {
    Button {
        label: label.to_owned(),
        asked: Asked { command: "help".to_owned(), args: Map::new() },
    }
}

fn bold(text: &str) -> Span {
    Span { strong: true, ..Span::plain(text) }
}

fn texts(fake: &FakeBotApi) -> Vec<String> {
    let messages = fake.messages(AMY).into_iter();
    let text = |(_, body): (_, Value)| body["text"].as_str().expect("a text").to_owned();
    messages.map(text).collect()
}

/// What people see of each message.
fn shown(fake: &FakeBotApi) -> Vec<String> {
    let texts = texts(fake).into_iter();
    texts.map(|html| seen(&html).expect("it is HTML")).collect()
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn every_block() -> Reply {
    let mut reply = Reply::card("张三 & Söhne <L-1>").text("a < b\n<b>no tag</b> &amp;");
    reply.blocks.push(Block::Fields(vec![
        ("电话".to_owned(), vec![Span::plain("138"), bold("00")]),
        ("R&D".to_owned(), vec![Span::plain("1 > 0")]),
    ]));
    reply.blocks.push(Block::Bullets(vec![
        vec![Span::plain("one "), bold("two"), bold(" & three")],
        vec![Span::plain("四")],
    ]));
    reply
}

#[tokio::test]
async fn every_kind_of_block_is_shown_in_html() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(every_block())).await;
    let (id, body) = fake.messages(AMY)[0].clone();
    assert_eq!(key, Ok(id.to_string()));
    assert_eq!(body["parse_mode"], "HTML");
    assert_eq!(body.get("reply_markup"), None);
    let expected = "<b>张三 &amp; Söhne &lt;L-1&gt;</b>\n\
                    a &lt; b\n\
                    &lt;b&gt;no tag&lt;/b&gt; &amp;amp;\n\
                    <b>电话</b>: 138<b>00</b>\n\
                    <b>R&amp;D</b>: 1 &gt; 0\n\
                    • one <b>two &amp; three</b>\n\
                    • 四";
    assert_eq!(body["text"], expected);
    assert_eq!(shown(&fake), [every_block().plain()]);
}

#[tokio::test]
async fn a_file_goes_out_with_its_words_and_buttons() {
    let (fake, bot) = bot().await;
    let mut reply = Reply::say("📄 客户 <A>：2 条");
    reply.rows = vec![vec![button("查看")]];
    let mut with_file = parcel(reply);
    let text = "\u{feff}编号,名称\r\nC-1,\"a, \"\"b\"\"\"\r\n";
    let name = "客户-2026-03-02.csv".to_owned();
    with_file.file = Some(File { name, sort: Sort::Paper, bytes: text.as_bytes().to_vec() });
    bot.send(&with_file).await.expect("sent");
    let (_, body) = fake.messages(AMY)[0].clone();
    assert_eq!(body["document"]["text"], text);
    assert_eq!(body["caption"], "📄 客户 &lt;A&gt;：2 条");
    assert_eq!(body["parse_mode"], "HTML");
    assert_eq!(body["reply_markup"]["inline_keyboard"][0][0]["text"], "查看");
    assert_eq!(body.get("text"), None);
}

#[tokio::test]
async fn the_second_try_is_plain_text() {
    let (fake, bot) = bot().await;
    let plain = Parcel { plain: true, ..parcel(every_block()) };
    bot.send(&plain).await.expect("it is sent");
    let (_, body) = fake.messages(AMY)[0].clone();
    assert_eq!(body.get("parse_mode"), None);
    assert_eq!(body["text"], every_block().plain());
}

#[tokio::test]
async fn buttons_stand_in_their_rows_and_carry_short_tokens() {
    let (fake, bot) = bot().await;
    let mut reply = Reply::say("?");
    reply.rows.push(vec![button("是"), button(" ")]);
    reply.rows.push(vec![]);
    reply.rows.push((0..120).map(|n| button(&n.to_string())).collect());
    let mut sent = parcel(reply);
    sent.id = Uuid::from_u128(u128::MAX);
    bot.send(&sent).await.expect("it is sent");

    let (_, body) = fake.messages(AMY)[0].clone();
    let rows = body["reply_markup"]["inline_keyboard"].clone();
    let rows: Vec<Vec<Value>> = serde_json::from_value(rows).expect("rows");
    assert_eq!(rows[0][0]["text"], "是");
    assert_eq!(rows[0][1]["text"], "…");
    assert!(rows.iter().all(|row| (1..=8).contains(&row.len())));
    let buttons: Vec<&Value> = rows.iter().flatten().collect();
    assert_eq!(buttons.len(), 100);
    for (index, button) in buttons.into_iter().enumerate() {
        let data = button["callback_data"].as_str().expect("data");
        assert!(data.len() <= 64, "{data}");
        let message = sent.id;
        assert_eq!(Token::read(data), Some(Token { message, index }));
    }
}

#[tokio::test]
async fn a_long_message_is_split_between_paragraphs_and_keeps_its_buttons_at_the_end() {
    let (fake, bot) = bot().await;
    let paragraph = |c: char| format!("{c}\n{}", "字".repeat(1500));
    let mut reply = Reply::say(paragraph('一'));
    for c in "二三四五".chars() {
        reply = reply.text(paragraph(c));
    }
    reply.rows.push(vec![button("more")]);
    let whole = reply.plain();
    let key = bot.send(&parcel(reply)).await;

    assert_eq!(shown(&fake).join("\n"), whole);
    let first: Vec<_> = texts(&fake).iter().map(|text| text.chars().next()).collect();
    assert_eq!(first, ['一', '三', '五'].map(Some));
    let messages = fake.messages(AMY);
    let keyboards: Vec<bool> =
        messages.iter().map(|(_, body)| body.get("reply_markup").is_some()).collect();
    assert_eq!(keyboards, [false, false, true]);
    assert_eq!(key, Ok(messages[2].0.to_string()));
}

#[tokio::test]
async fn many_lines_are_split_between_lines() {
    let (fake, bot) = bot().await;
    let lines = (0..400).map(|n| format!("客户 {n} & <张三> 👨‍👩‍👧"));
    let reply = Reply::card("公海").bullets(lines);
    let whole = reply.plain();
    bot.send(&parcel(reply)).await.expect("it is sent");
    let shown = shown(&fake);
    assert!(shown.len() > 2);
    assert_eq!(shown.join("\n"), whole);
    for part in texts(&fake) {
        assert!(length(&part) <= 4096);
    }
    assert!(shown[1..].iter().all(|part| part.starts_with("• 客户")));
}

#[tokio::test]
async fn a_line_longer_than_a_message_is_split_between_whole_characters() {
    let (fake, bot) = bot().await;
    let mut before = 0;
    for unit in ["字", "😀", "👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "e\u{301}", "&", "<b>", "一二三，"]
    {
        for shift in 0..3 {
            let long = "x".repeat(shift) + &unit.repeat(9000 / length(unit));
            let mut reply = Reply::say(&long);
            reply.blocks = vec![Block::Text(vec![Span::plain(&long), bold(&long)])];
            bot.send(&parcel(reply)).await.expect("it is sent");
            let shown = shown(&fake).split_off(before);
            assert_eq!(shown.concat(), long.repeat(2), "{unit}");
            for part in texts(&fake) {
                assert!(length(&part) <= 4096);
            }
            before += shown.len();
            let whole = |c: char| unit.starts_with(c) || c == 'x';
            if !["<b>", "🇨🇳"].contains(&unit) {
                assert!(shown.iter().all(|part| part.starts_with(whole)), "{unit}");
            }
        }
    }
}

#[tokio::test]
async fn a_long_line_breaks_after_a_word() {
    let (fake, bot) = bot().await;
    bot.send(&parcel(Reply::say("lorem ".repeat(1000)))).await.expect("it is sent");
    for part in shown(&fake) {
        assert!(part.starts_with("lorem ") && part.ends_with("lorem "));
    }
}

#[tokio::test]
async fn what_shows_nothing_is_not_sent() {
    let (fake, bot) = bot().await;
    let sent = bot.send(&parcel(Reply::say(" \n "))).await;
    assert!(matches!(sent, Err(SendProblem::Never(_))));
    assert_eq!(fake.calls("sendMessage").len(), 0);
}

async fn edit(bot: &Telegram, key: &str, text: &str) -> Result<String, SendProblem> {
    let edits = Some(key.to_owned());
    let edit = parcel(Reply::say(text));
    bot.send(&Parcel { edits, ..edit }).await
}

#[tokio::test]
async fn an_edit_takes_the_place_of_the_message_and_of_its_buttons() {
    let (fake, bot) = bot().await;
    let mut reply = Reply::say("?");
    reply.rows.push(vec![button("yes")]);
    let key = bot.send(&parcel(reply)).await.expect("it is sent");
    assert_eq!(edit(&bot, &key, "done").await, Ok(key.clone()));
    assert_eq!(texts(&fake), ["done"]);
    let (_, body) = fake.messages(AMY)[0].clone();
    assert_eq!(body["reply_markup"], json!({ "inline_keyboard": [] }));
    assert_eq!(edit(&bot, &key, "done").await, Ok(key), "not modified");
    assert_eq!(fake.calls("sendMessage").len(), 1);
}

#[tokio::test]
async fn what_cannot_be_edited_is_sent_anew() {
    let (fake, bot) = bot().await;
    for why in [
        "Bad Request: message can't be edited",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: message to edit not found",
    ] {
        fake.fault("editMessageText", Fault::Says(400, why));
        let new = edit(&bot, "5", why).await.expect(why);
        let (id, body) = fake.messages(AMY).pop().expect("a new one");
        assert_eq!((new, &body["text"]), (id.to_string(), &json!(why)));
    }
    assert!(edit(&bot, "4711", "gone").await.is_ok());
    assert!(edit(&bot, "no number", "odd").await.is_ok());
    assert_eq!(fake.messages(AMY).len(), 5);
}

#[tokio::test]
async fn a_card_that_is_shown_anew_and_cannot_be_is_left_as_it_was() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(Reply::card("old"))).await.expect("it is sent");
    let anew = |words: &str| {
        let reply = Reply { how: How::Refresh(Uuid::from_u128(7)), ..Reply::card(words) };
        Parcel { edits: Some(key.clone()), ..parcel(reply) }
    };
    assert_eq!(bot.send(&anew("new")).await, Ok(key.clone()));
    let gone = "Bad Request: message to edit not found";
    fake.fault("editMessageText", Fault::Says(400, gone));
    assert!(matches!(bot.send(&anew("newer")).await, Err(SendProblem::Never(_))));
    assert_eq!(bot.send(&anew(&"字".repeat(5000))).await, Ok(key), "too long for one message");
    assert_eq!(shown(&fake), ["new"]);
}

#[tokio::test]
async fn an_edit_that_grew_too_long_goes_on_in_new_messages() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(Reply::say("short"))).await.expect("it is sent");
    let long = "字".repeat(5000);
    let last = edit(&bot, &key, &long).await.expect("it is sent");
    assert_eq!(shown(&fake).concat(), long);
    assert_eq!(last, fake.messages(AMY)[1].0.to_string());
}

#[tokio::test]
async fn each_refusal_says_whether_to_try_again() {
    let later = |seconds: Option<u64>| ("later", seconds.map(Duration::from_secs));
    let fake = FakeBotApi::start().await;
    let bot = Telegram::connect(hasty(fake.url())).await;
    let bot = bot.expect("it is up");
    let (never, closed) = (("never", None), ("closed", None));
    for (fault, expected) in [
        (Fault::TooMany(Some(7)), later(Some(7))),
        (Fault::TooMany(None), later(None)),
        (Fault::TooMany(Some(u64::MAX)), later(Some(24 * 60 * 60))),
        (Fault::Page(429, Some(3)), later(Some(3))),
        (Fault::Page(502, None), later(None)),
        (Fault::Page(403, None), later(None)),
        (Fault::Page(400, None), later(None)),
        (Fault::Says(500, "Internal Server Error"), later(None)),
        (Fault::Says(401, "Unauthorized"), later(None)),
        (Fault::Body("nonsense"), later(None)),
        (Fault::Hangs, later(None)),
        (Fault::Breaks, later(None)),
        (Fault::Says(403, "Forbidden: bot was blocked by the user"), closed),
        (Fault::Says(403, "Forbidden: user is deactivated"), closed),
        (Fault::Says(403, "Forbidden: bot was kicked from the group chat"), closed),
        (Fault::Says(400, "Bad Request: chat not found"), closed),
        (Fault::Says(400, "Bad Request: not enough rights to send text messages"), closed),
        (Fault::Says(400, "Bad Request: can't parse entities: x"), never),
        (Fault::Says(400, "Bad Request: BUTTON_DATA_INVALID"), never),
        (Fault::Says(413, "Request Entity Too Large"), never),
    ] {
        let calls = fake.calls("sendMessage").len();
        fake.fault("sendMessage", fault.clone());
        let why = bot.send(&parcel(Reply::say("hi"))).await;
        let why = why.expect_err("there is a fault");
        assert!(!why.to_string().contains(TOKEN_SECRET), "{why}");
        let got = match why {
            SendProblem::Later { after, .. } => ("later", after),
            SendProblem::Never(_) => never,
            SendProblem::Closed(_) => closed,
        };
        assert_eq!(got, expected, "{fault:?}");
        assert_eq!(fake.calls("sendMessage").len(), calls + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_blocked_chat_is_closed_and_a_foreign_one_is_never_asked() {
    let (fake, bot) = bot().await;
    fake.block(AMY);
    let sent = bot.send(&parcel(Reply::say("hi"))).await;
    assert!(matches!(sent, Err(SendProblem::Closed(_))), "{sent:?}");
    for to in ["telegram/78/501", "discord/77/501", "telegram/77/-", "telegram/77"] {
        let to = Address(to.to_owned());
        let foreign = Parcel { to, ..parcel(Reply::say("hi")) };
        let sent = bot.send(&foreign).await;
        assert!(matches!(sent, Err(SendProblem::Never(_))), "{sent:?}");
    }
    assert_eq!(fake.calls("sendMessage").len(), 1);
}

#[tokio::test]
async fn a_group_that_has_moved_is_followed_once() {
    let (fake, bot) = bot().await;
    fake.migrate(AMY, -100_501);
    let long = Reply::say("字".repeat(5000));
    assert!(bot.send(&parcel(long)).await.is_ok());
    assert_eq!(fake.messages(-100_501).len(), 2);
    assert_eq!(fake.calls("sendMessage").len(), 3);

    fake.migrate(-100_501, AMY);
    let sent = bot.send(&parcel(Reply::say("hi"))).await;
    assert!(matches!(sent, Err(SendProblem::Never(_))), "{sent:?}");
    assert_eq!(fake.calls("sendMessage").len(), 5);
}

#[tokio::test]
async fn a_lost_answer_costs_one_part_twice_and_no_more() {
    let (fake, bot) = bot().await;
    let sent = parcel(Reply::say("字".repeat(9000)));
    fake.fault("sendMessage", Fault::DoneThenBreaks);
    assert!(bot.send(&sent).await.is_err());
    bot.send(&sent).await.expect("it is sent");
    assert_eq!(fake.messages(AMY).len(), 1 + 3);
}

#[tokio::test]
async fn a_refusal_between_two_parts_repeats_nothing() {
    let (fake, bot) = bot().await;
    let text = "字".repeat(9000);
    let long = Reply::say(&text);
    // The edit stands for the first part, so that the fault meets the second.
    let key = bot.send(&parcel(Reply::say("short"))).await.expect("it is sent");
    let sent = Parcel { edits: Some(key), ..parcel(long) };
    for after in [Some(1), Some(2)] {
        fake.fault("sendMessage", Fault::TooMany(after));
        assert!(bot.send(&sent).await.is_err());
    }
    bot.send(&sent).await.expect("it is sent");
    assert_eq!(fake.calls("editMessageText").len(), 1);
    assert_eq!(shown(&fake).concat(), text);
}

#[tokio::test]
async fn an_edit_whose_answer_was_lost_is_done_once() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(Reply::say("short"))).await.expect("it is sent");
    fake.fault("editMessageText", Fault::DoneThenBreaks);
    assert!(edit(&bot, &key, "done").await.is_err());
    assert_eq!(edit(&bot, &key, "done").await, Ok(key));
    assert_eq!(texts(&fake), ["done"]);
}

#[tokio::test]
async fn a_question_in_a_group_opens_the_reply_of_whom_it_asks() {
    let (fake, bot) = bot().await;
    let mut asks = Reply::say("金额多少？");
    asks.answer = Some("金额".to_owned());
    asks.answers = Some("44".to_owned());
    let group = Address::new("telegram/77", "-100123:7");
    bot.send(&Parcel { to: group, ..parcel(asks) }).await.expect("it is sent");
    let body = fake.messages(-100_123)[0].1.clone();
    assert_eq!(body["message_thread_id"], 7);
    assert_eq!(body["reply_parameters"]["message_id"], 44);
    let markup = json!({
        "force_reply": true, "selective": true, "input_field_placeholder": "金额",
    });
    assert_eq!(body["reply_markup"], markup);
}

#[tokio::test]
async fn what_cannot_go_to_a_topic_goes_to_the_group() {
    let (fake, bot) = bot().await;
    let gone = "Bad Request: message thread not found";
    fake.fault("sendMessage", Fault::Says(400, gone));
    let group = Address::new("telegram/77", "-100123:7");
    bot.send(&Parcel { to: group, ..parcel(Reply::say("x")) }).await.expect("it is sent");
    let body = fake.messages(-100_123)[0].1.clone();
    assert_eq!(body.get("message_thread_id"), None);
}

#[tokio::test]
async fn a_menu_is_written_once_for_each_language_and_again_when_somebody_changed_it() {
    let (fake, bot) = bot().await;
    let zh = [("lead add", "记线索".to_owned()), ("加线索", "no name of a command".to_owned())];
    let en = [("lead add", "note a lead".to_owned())];
    assert_eq!(bot.show_menu(Some("zh"), &zh).await, Ok(true));
    assert_eq!(bot.show_menu(None, &en).await, Ok(true));
    assert_eq!(bot.show_menu(Some("zh"), &zh).await, Ok(false));
    assert_eq!(bot.show_menu(None, &en).await, Ok(false));
    assert_eq!(bot.show_menu(None, &zh[..1]).await, Ok(true));
    fake.fault("getMyCommands", Fault::Page(502, None));
    assert!(bot.show_menu(None, &zh[..1]).await.is_err());
    let sent = fake.wait_for("setMyCommands", 3).await;
    let menu = json!([{ "command": "lead_add", "description": "记线索" }]);
    assert_eq!((&sent[0]["commands"], &sent[0]["language_code"]), (&menu, &json!("zh")));
    assert_eq!(sent[0]["scope"]["type"], "all_private_chats");
}

#[tokio::test]
async fn a_chat_has_a_menu_of_its_own_until_it_is_taken_away() {
    let (fake, bot) = bot().await;
    let (mine, all) = (Address::new("telegram/77", "501"), r#"{"chat_id":501,"type":"chat"}/"#);
    let menu = [("order confirm", "确认订单".to_owned())];
    assert_eq!(bot.show_menu_in(&mine, &menu).await, Ok(true));
    assert_eq!(bot.show_menu_in(&mine, &menu).await, Ok(false));
    assert_eq!(fake.menu(all).expect("a menu")[0]["command"], "order_confirm");
    assert_eq!(bot.show_menu_in(&mine, &[]).await, Ok(true));
    assert_eq!(fake.menu(all), None);
    for elsewhere in ["telegram/77/-5", "telegram/78/501", "telegram/77/-5:7"] {
        let shown = bot.show_menu_in(&Address(elsewhere.to_owned()), &menu).await;
        assert_eq!(shown, Ok(false), "{elsewhere}");
    }
}
