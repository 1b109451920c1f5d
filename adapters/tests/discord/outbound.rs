//! Messages go out as they are meant, whole and readable, and to whoever waits for them.

use std::sync::Arc;
use std::time::Duration;

use adapters::discord::Discord;
use bot_core::chat::channel::{Channel as _, File, Parcel, SendProblem};
use bot_core::chat::incoming::{Address, Sort};
use bot_core::chat::reply::{Asked, Block, Button, Reply, ReplyKind, Span, Token};
use serde_json::{Map, json};
use uuid::Uuid;

use crate::fake_discord::{FakeDiscord, Fault, SERVER, Standing, TOKEN_SECRET, labels, seen, text};
use crate::world::{AMY, Running, Shelf, bot};

const CHANNEL: &str = "5501";

fn parcel(reply: Reply) -> Parcel {
    Parcel {
        id: Uuid::from_u128(7),
        to: Address::new("discord/777", CHANNEL),
        reply,
        edits: None,
        file: None,
        plain: false,
    }
}

fn button(label: &str) -> Button {
    let asked = Asked { command: "help".to_owned(), args: Map::new() };
    Button { label: label.to_owned(), asked }
}

/// A button of a command, with what is known.
fn asks(command: &str, known: &[(&str, &str)]) -> Button {
    let args = known.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    Button { label: command.to_owned(), asked: Asked { command: command.to_owned(), args } }
}

async fn shown(fake: &FakeDiscord) -> Vec<String> {
    fake.ours(CHANNEL, 0).await.iter().map(|one| text(&one.body)).collect()
}

async fn last(fake: &FakeDiscord) -> Standing {
    fake.ours(CHANNEL, 1).await.pop().expect("a message")
}

fn every_block() -> Reply {
    let mut reply = Reply::card("张三 *Söhne* <L-1>").text("# a\n- b\n> c\n1. d `e` ||f||");
    let strong = Span { strong: true, ..Span::plain("00") };
    reply.blocks.push(Block::Fields(vec![
        ("电话".to_owned(), vec![Span::plain("138"), strong.clone()]),
        ("R_D".to_owned(), vec![Span::plain("<@1> @everyone https://a.b/c_d_e")]),
    ]));
    reply
        .blocks
        .push(Block::Bullets(vec![vec![Span::plain("one "), strong], vec![Span::plain("四")]]));
    reply
}

#[tokio::test]
async fn every_kind_of_block_is_shown_and_nobodys_words_change_anything() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(every_block())).await;
    let Standing { id, body, .. } = last(&fake).await;
    assert_eq!(key, Ok(id.to_string()));
    let expected = "**张三 \\*Söhne\\* \\<L-1>**\n\
                    \\# a\n\\- b\n\\> c\n1\\. d \\`e\\` \\|\\|f\\|\\|\n\
                    **电话**: 138**00**\n\
                    **R\\_D**: \\<@1> @everyone https://a.b/c_d_e\n\
                    • one **00**\n\
                    • 四";
    assert_eq!(body["content"], expected);
    assert_eq!(text(&body), every_block().plain());
    assert_eq!(body["allowed_mentions"], json!({ "parse": [], "replied_user": false }));
    assert_eq!(body["enforce_nonce"], true);

    let plain = Parcel { plain: true, id: Uuid::from_u128(8), ..parcel(every_block()) };
    bot.send(&plain).await.expect("it is sent");
    let body = last(&fake).await.body;
    assert!(!body["content"].as_str().expect("a text").contains("**"));
    assert_eq!(text(&body), every_block().plain());
}

#[tokio::test]
async fn a_file_comes_along_with_the_words() {
    let (fake, bot) = bot().await;
    let (name, sort) = ("客户.csv".to_owned(), Sort::Paper);
    let file = File { name, sort, bytes: "姓名\n张三\n".as_bytes().to_vec() };
    let with_file = Parcel { file: Some(file), ..parcel(Reply::say("1 row")) };
    bot.send(&with_file).await.expect("it is sent");
    let body = last(&fake).await.body;
    assert_eq!(body["file"], json!({ "name": "客户.csv", "text": "姓名\n张三\n" }));
    assert_eq!(text(&body), "1 row");

    let (running, ticket) = heard(&fake, &bot, None, "today").await;
    let answered = Parcel {
        id: Uuid::from_u128(9),
        file: with_file.file.clone(),
        ..answer(&ticket, None, "2 rows")
    };
    bot.send(&answered).await.expect("it is sent");
    assert_eq!(fake.tells(CHANNEL, "2 rows").await.body["file"]["name"], "客户.csv");
    running.stop().await;
}

#[tokio::test]
async fn a_message_that_is_sent_again_after_a_broken_line_stands_once() {
    let (fake, bot) = bot().await;
    let message = parcel(Reply::say("once"));
    for fault in [Fault::DoneThenBreaks, Fault::Breaks, Fault::Hangs, Fault::Page(502)] {
        fake.fault("messages", fault);
        let sent = bot.send(&message).await;
        assert!(matches!(sent, Err(SendProblem::Later { .. })), "{sent:?}");
    }
    let key = bot.send(&message).await.expect("it is sent");
    assert_eq!(bot.send(&message).await, Ok(key));
    assert_eq!(shown(&fake).await, ["once"]);
}

#[tokio::test]
async fn a_long_message_is_cut_between_paragraphs_and_never_in_a_character() {
    let (fake, bot) = bot().await;
    let paragraph = "销售 👨‍👩‍👧 *一句* 话。\n".repeat(30);
    let mut reply = Reply::say(&paragraph);
    for _ in 0..9 {
        reply = reply.text(&paragraph);
    }
    reply = reply.row(vec![button("好")]);
    bot.send(&parcel(reply.clone())).await.expect("it is sent");
    let parts = fake.ours(CHANNEL, 2).await;
    assert!(parts.len() > 2, "{}", parts.len());
    for (n, part) in parts.iter().enumerate() {
        assert_eq!(labels(&part.body).is_empty(), n + 1 < parts.len(), "buttons stand last");
    }
    let all: String = shown(&fake).await.concat();
    assert_eq!(all.replace('\n', ""), reply.plain().replace('\n', ""));

    // One line without end, of characters that are made of several.
    let (fake, bot) = super::world::bot().await;
    let family = "👨‍👩‍👧".repeat(900);
    bot.send(&parcel(Reply::say(&family))).await.expect("it is sent");
    let parts = shown(&fake).await;
    assert_eq!(parts.concat(), family);
    assert!(parts.iter().all(|part| part.starts_with('👨') && part.ends_with('👧')));
}

#[tokio::test]
async fn what_went_out_before_a_failure_stays_out() {
    let (fake, bot) = bot().await;
    let long = parcel(Reply::say("一".repeat(1900)).text("二".repeat(1900)));
    fake.fault("messages", Fault::TooMany(0.0, false));
    assert!(bot.send(&long).await.is_err());
    let first = parcel(Reply::say("x"));
    bot.send(&Parcel { id: Uuid::from_u128(1), ..first }).await.expect("it is sent");
    bot.send(&long).await.expect("it is sent");
    assert_eq!(shown(&fake).await.len(), 3);
}

#[tokio::test]
async fn buttons_stand_in_their_rows_and_many_choices_are_a_list() {
    let (fake, bot) = bot().await;
    let mut reply = Reply::say("?");
    reply.rows.push(vec![button("是"), button(" "), button(&"长".repeat(90))]);
    reply.rows.push((0..7).map(|n| button(&n.to_string())).collect());
    bot.send(&parcel(reply)).await.expect("it is sent");
    let body = last(&fake).await.body;
    let rows = body["components"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    assert_eq!(labels(&body)[..2], ["是", "…"]);
    let token = rows[1]["components"][0]["custom_id"].as_str().expect("a token");
    assert_eq!(Token::read(token).map(|token| token.index), Some(3));

    let mut reply = Reply::new(ReplyKind::Ask, "which?");
    reply.rows = (0..4).map(|r| (0..3).map(|n| button(&format!("{r}{n}"))).collect()).collect();
    bot.send(&Parcel { id: Uuid::from_u128(8), ..parcel(reply) }).await.expect("it is sent");
    let body = last(&fake).await.body;
    assert_eq!(body["components"][0]["components"][0]["type"], 3);
    assert_eq!(labels(&body).len(), 12);
    let mut reply = Reply::say("a wall");
    reply.rows = (0..200).map(|n| vec![button(&n.to_string())]).collect();
    bot.send(&Parcel { id: Uuid::from_u128(9), ..parcel(reply) }).await.expect("it is sent");
    assert_eq!(labels(&last(&fake).await.body).len(), 125);
}

#[tokio::test]
async fn a_button_that_lacks_words_carries_a_form_and_one_that_lacks_a_choice_does_not() {
    let (fake, bot) = bot().await;
    let call = asks("log call", &[("record", "D-1")]);
    let nothing = asks("log call", &[]);
    let complete = asks("lead show", &[("lead", "L-1")]);
    let reply = Reply::say("?").row(vec![call, nothing, complete]);
    bot.send(&parcel(reply)).await.expect("it is sent");
    let body = last(&fake).await.body;
    let ids = body["components"][0]["components"].as_array().expect("buttons").clone();
    let forms: Vec<bool> =
        ids.iter().map(|one| one["custom_id"].as_str().expect("a name").contains('|')).collect();
    assert_eq!(forms, [true, false, false]);
}

#[tokio::test]
async fn a_message_is_changed_in_place_or_a_new_one_takes_its_place() {
    let (fake, bot) = bot().await;
    let key = bot.send(&parcel(Reply::say("one"))).await.expect("it is sent");
    let id = Uuid::from_u128(8);
    let edit = |reply| Parcel { id, edits: Some(key.clone()), ..parcel(reply) };
    assert_eq!(bot.send(&edit(Reply::say("two"))).await, Ok(key.clone()));
    assert_eq!(shown(&fake).await, ["two"]);
    let gone = Parcel { edits: Some("5".to_owned()), ..edit(Reply::say("three")) };
    bot.send(&gone).await.expect("it is sent");
    assert_eq!(shown(&fake).await, ["two", "three"]);
}

#[tokio::test]
async fn problems_are_told_apart() {
    let (fake, bot) = bot().await;
    let message = parcel(Reply::say("x"));
    for (fault, expected) in [
        (Fault::Says(403, 50007, "Cannot send messages to this user"), "closed"),
        (Fault::Says(403, 50001, "Missing Access"), "closed"),
        (Fault::Says(404, 10003, "Unknown Channel"), "closed"),
        (Fault::Says(400, 50035, "Invalid Form Body"), "not sent: 400"),
        (Fault::Says(401, 0, "401: Unauthorized"), "tried again"),
        (Fault::Says(500, 0, "Internal Server Error"), "tried again"),
        (Fault::Page(403), "tried again"),
        (Fault::Page(401), "tried again"),
    ] {
        fake.fault("messages", fault.clone());
        let why = bot.send(&message).await.expect_err("it fails").to_string();
        assert!(why.contains(expected), "{fault:?}: {why}");
        assert!(!why.contains(TOKEN_SECRET), "{why}");
    }
    let elsewhere = Parcel { to: Address::new("discord/778", CHANNEL), ..message.clone() };
    assert!(matches!(bot.send(&elsewhere).await, Err(SendProblem::Never(_))));
    let nothing = parcel(Reply::say(" "));
    assert!(matches!(bot.send(&nothing).await, Err(SendProblem::Never(_))));
}

#[tokio::test]
async fn the_wait_that_discord_asks_for_is_passed_on_and_a_wait_for_all_is_kept_by_all() {
    let (fake, bot) = bot().await;
    fake.fault("messages", Fault::TooMany(1.5, false));
    let sent = bot.send(&parcel(Reply::say("x"))).await;
    let Err(SendProblem::Later { after: Some(after), .. }) = sent else { panic!("{sent:?}") };
    assert!(after >= Duration::from_millis(1500), "{after:?}");
    bot.send(&parcel(Reply::say("x"))).await.expect("others may go on");

    fake.fault("messages", Fault::TooMany(30.0, true));
    assert!(bot.send(&parcel(Reply::say("y"))).await.is_err());
    let calls = fake.calls("messages").len();
    let sent = bot.send(&Parcel { id: Uuid::from_u128(9), ..parcel(Reply::say("z")) }).await;
    let Err(SendProblem::Later { after: Some(after), .. }) = sent else { panic!("{sent:?}") };
    assert!(after > Duration::from_secs(25), "{after:?}");
    assert_eq!(fake.calls("messages").len(), calls, "nobody was asked");
}

/// Somebody uses a command; the bot has heard it.
async fn heard(
    fake: &FakeDiscord,
    bot: &Arc<Discord>,
    place: Option<(&str, &str)>,
    command: &str,
) -> (Running, String) {
    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(bot, &shelf);
    fake.begun(1).await;
    let id = fake.uses(AMY, place, command, &[]);
    fake.said_to(&id).await;
    let kept = shelf.has(1).await;
    let message = bot.read(&kept[0].raw).expect("it can be read").message;
    (running, message.expect("leave to answer"))
}

fn answer(ticket: &str, place: Option<(&str, &str)>, words: &str) -> Parcel {
    let reply = Reply { answers: Some(ticket.to_owned()), ..Reply::say(words) };
    let chat =
        place.map_or_else(|| CHANNEL.to_owned(), |(server, channel)| format!("{server}:{channel}"));
    Parcel { to: Address::new("discord/777", &chat), ..parcel(reply) }
}

#[tokio::test]
async fn an_answer_takes_the_place_of_what_stands_for_it_and_once_more_changes_nothing() {
    let (fake, bot) = bot().await;
    let (running, ticket) = heard(&fake, &bot, None, "today").await;
    let long = Reply::say("一".repeat(1900)).text("二".repeat(1900));
    let long = Parcel {
        reply: Reply { answers: Some(ticket.clone()), ..long },
        ..answer(&ticket, None, "")
    };
    bot.send(&long).await.expect("it is sent");
    assert_eq!(shown(&fake).await.len(), 2, "the first part stands where it was waited for");
    // Out, but not noted: it goes out again.
    let again = answer(&ticket, None, "again");
    bot.send(&again).await.expect("it is sent");
    assert_eq!(shown(&fake).await[0], "again");
    running.stop().await;
}

#[tokio::test]
async fn an_answer_after_a_quarter_of_an_hour_is_a_message_and_a_hidden_one_a_direct_one() {
    for (command, channel) in [("lead list", SERVER.1), ("me", CHANNEL)] {
        let (fake, bot) = bot().await;
        let (running, ticket) = heard(&fake, &bot, Some(SERVER), command).await;
        fake.time_goes_by();
        bot.send(&answer(&ticket, Some(SERVER), "late")).await.expect("it is sent");
        let told = fake.tells(channel, "late").await;
        assert!(!told.hidden && told.body["enforce_nonce"] == true, "{told:?}");
        running.stop().await;
    }
}

#[tokio::test]
async fn leave_that_discord_does_not_know_is_none() {
    for (status, code) in [(404, 0), (404, 10015), (401, 50027)] {
        let (fake, bot) = bot().await;
        let (running, ticket) = heard(&fake, &bot, None, "today").await;
        fake.fault("@original", Fault::Says(status, code, "no"));
        fake.fault("webhooks", Fault::Says(status, code, "no"));
        bot.send(&answer(&ticket, None, "all the same")).await.expect("it is sent");
        let told = fake.tells(CHANNEL, "all the same").await;
        assert_eq!(told.body["enforce_nonce"], true, "it is a message");
        running.stop().await;
    }
}

#[tokio::test]
async fn what_only_one_sees_stays_so_and_is_changed_with_leave() {
    let (fake, bot) = bot().await;
    let (running, ticket) = heard(&fake, &bot, Some(SERVER), "me").await;
    let mut first = answer(&ticket, Some(SERVER), "you");
    first.reply = first.reply.row(vec![button("more")]);
    bot.send(&first).await.expect("it is sent");
    let told = fake.tells(SERVER.1, "you").await;
    assert!(told.hidden);
    running.stop().await;

    let shelf: Arc<Shelf> = Arc::default();
    let running = Running::start(&bot, &shelf);
    fake.begun(2).await;
    let press = fake.presses(AMY, Some(SERVER), "more");
    assert_eq!(fake.said_to(&press).await, json!({ "type": 6 }));
    let kept = shelf.has(1).await;
    let leave = bot.read(&kept[0].raw).expect("it can be read").message.expect("leave");
    let edit = Parcel {
        id: Uuid::from_u128(9),
        edits: Some(told.id.to_string()),
        ..answer(&leave, Some(SERVER), "page two")
    };
    bot.send(&edit).await.expect("it is sent");
    let told = fake.tells(SERVER.1, "page two").await;
    assert!(told.hidden);
    let more = Parcel { id: Uuid::from_u128(10), ..answer(&leave, Some(SERVER), "besides") };
    bot.send(&more).await.expect("it is sent");
    assert!(fake.tells(SERVER.1, "besides").await.hidden);
    running.stop().await;
}

#[tokio::test]
async fn an_answer_names_the_message_that_it_answers_where_several_write() {
    let (fake, bot) = bot().await;
    let mut reply = answer("12345", Some(SERVER), "which?");
    reply.reply.answer = Some("金额".to_owned());
    bot.send(&reply).await.expect("it is sent");
    let told = fake.tells(SERVER.1, "which?").await;
    assert_eq!(told.body["message_reference"]["message_id"], "12345");
    assert_eq!(labels(&told.body), ["✍️ 金额"]);
    assert!(seen("✍️ 金额").is_some());
}
