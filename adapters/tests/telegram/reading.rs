//! What an update means.

use bot_core::chat::channel::{Channel as _, NotFetched};
use bot_core::chat::incoming::{Address, Brought, Fate, Incoming, Place, Sort, Thing, What};
use bot_core::domain::people::Lang;
use serde_json::{Value, json};

use crate::fake_bot_api::{Fault, message};
use crate::world::bot;

async fn read(update: Value) -> Incoming {
    let (_fake, bot) = bot().await;
    bot.read(&update.to_string()).expect("it can be read")
}

fn text(text: &str) -> What {
    What::Text(text.to_owned())
}

#[tokio::test]
async fn a_text_has_a_sender_and_a_chat() {
    let incoming = read(json!({ "update_id": 1, "message": message(501, "/start CODE") })).await;
    assert_eq!(incoming.what, text("/start CODE"));
    assert_eq!(incoming.chat.address.0, "telegram/77/501");
    assert!(!incoming.chat.group);
    assert_eq!(incoming.sender.account, "501");
    assert_eq!(incoming.sender.name.as_deref(), Some("Amy"));
    assert_eq!(incoming.sender.lang, Some(Lang::Zh));
    assert_eq!(incoming.reply_to, None);
}

#[tokio::test]
async fn in_a_group_the_name_of_the_bot_is_dropped_and_that_of_another_is_heeded() {
    let mut said = message(501, "/help@gendan_bot lead");
    said["chat"] = json!({ "id": -100_123, "type": "supergroup" });
    said["reply_to_message"] = json!({ "message_id": 44, "date": 0 });
    let incoming = read(json!({ "message": said })).await;
    assert_eq!(incoming.what, text("/help lead"));
    assert!(incoming.chat.group);
    assert_eq!(incoming.chat.address.chat(), "-100123");
    assert_eq!(incoming.reply_to.as_deref(), Some("44"));

    said["text"] = json!("/help@weather_bot");
    assert_eq!(read(json!({ "message": said })).await.what, What::Other);
}

#[tokio::test]
async fn people_are_called_what_they_call_themselves() {
    for (from, name, lang) in [
        (json!({ "id": 1, "first_name": "Ann", "last_name": "Lee" }), Some("Ann Lee"), None),
        (json!({ "id": 1, "first_name": " ", "username": "ann" }), Some("ann"), None),
        (json!({ "id": 1 }), None, None),
        (json!({ "id": 1, "language_code": "ZH-Hant-TW" }), None, Some(Lang::Zh)),
        (json!({ "id": 1, "language_code": "de" }), None, Some(Lang::En)),
    ] {
        let mut said = message(1, "hi");
        said["from"] = from;
        let sender = read(json!({ "message": said })).await.sender;
        assert_eq!((sender.name.as_deref(), sender.lang), (name, lang));
    }
}

#[tokio::test]
async fn a_press_is_its_token_even_on_a_message_that_cannot_be_seen_any_more() {
    let gone = json!({ "message_id": 8, "date": 0, "chat": { "id": 501, "type": "private" } });
    let press = json!({ "id": "1", "from": { "id": 502 }, "data": "v1:x:0", "message": gone });
    let incoming = read(json!({ "callback_query": press })).await;
    let token = "v1:x:0".to_owned();
    assert_eq!(incoming.what, What::Press { token });
    assert_eq!(incoming.sender.account, "502");
    assert_eq!(incoming.chat.address.chat(), "501");
    assert_eq!(incoming.reply_to.as_deref(), Some("8"));

    let press = json!({ "id": "1", "from": { "id": 502 }, "game_short_name": "chess" });
    let incoming = read(json!({ "callback_query": press })).await;
    assert_eq!(incoming.what, What::Other);
    assert_eq!(incoming.chat.address.chat(), "502");
}

#[tokio::test]
async fn what_nobody_expects_an_answer_to_is_other() {
    let mut by_bot = message(501, "hi");
    by_bot["from"]["is_bot"] = json!(true);
    let mut photo = message(501, "");
    photo["text"] = Value::Null;
    let mut by_channel = message(501, "news");
    by_channel["from"] = Value::Null;
    let restricted = json!({
        "from": { "id": 501, "first_name": "Amy" },
        "chat": { "id": -5, "type": "group" },
        "new_chat_member": { "status": "restricted" },
    });
    for update in [
        json!({ "message": by_bot }),
        json!({ "message": photo }),
        json!({ "message": by_channel }),
        json!({ "my_chat_member": restricted }),
        json!({ "update_id": 1, "what_will_they_think_of_next": {} }),
    ] {
        assert_eq!(read(update.clone()).await.what, What::Other, "{update}");
    }
}

#[tokio::test]
async fn nonsense_is_unreadable_and_no_panic() {
    let (_fake, bot) = bot().await;
    for odd in ["", "null", "[]", r#"{"message":7}"#, r#"{"message":{"chat":{}}}"#] {
        assert!(bot.read(odd).is_err(), "{odd}");
    }
}

#[tokio::test]
async fn an_edited_message_has_the_number_of_what_it_was() {
    let mut edited = message(501, "加线索 张三");
    edited["message_id"] = json!(41);
    let incoming = read(json!({ "edited_message": edited })).await;
    assert_eq!(incoming.what, What::Edited("加线索 张三".to_owned()));
    assert_eq!(incoming.message.as_deref(), Some("41"));
    // A live location moves, and nobody corrects anything.
    edited["text"] = Value::Null;
    edited["location"] = json!({ "latitude": 31.2, "longitude": 121.4, "live_period": 900 });
    assert_eq!(read(json!({ "edited_message": edited })).await.what, What::Other);
}

#[tokio::test]
async fn what_has_no_words_is_told_apart_and_a_caption_is_words() {
    let with = |what: &str, value: Value| {
        let mut said = message(501, "");
        said["text"] = Value::Null;
        said[what] = value;
        said
    };
    let card = json!({ "phone_number": "8613800138000", "first_name": "张", "last_name": "三" });
    let person =
        Thing::Card { name: "张 三".to_owned(), phone: "8613800138000".to_owned(), own: false };
    let here = json!({ "latitude": 31.230_416, "longitude": 121.473_701,
        "horizontal_accuracy": 12.4, "live_period": 900 });
    let spot = "31.230416,121.473701".parse().expect("a point");
    let place = Place { spot, accuracy: Some(12), elsewhere: false };
    let sizes = json!([{ "file_id": "s" }, { "file_id": "l", "file_size": 90 }]);
    for (what, value, thing) in [
        ("contact", card, person),
        ("location", here, Thing::Place(place)),
        ("location", json!({ "latitude": 91, "longitude": 0 }), Thing::Unknown),
        ("sticker", json!({ "emoji": "👍" }), Thing::Sticker),
        ("voice", json!({ "file_id": "v", "duration": 3 }), brought(Sort::Voice, "v")),
        ("photo", sizes, Thing::Brought(Brought { size: Some(90), ..file(Sort::Picture, "l") })),
        ("photo", json!([]), Thing::Unknown),
        ("document", json!({ "file_id": "x" }), brought(Sort::Paper, "x")),
        ("poll", json!({}), Thing::Unknown),
    ] {
        let incoming = read(json!({ "message": with(what, value) })).await;
        assert_eq!(incoming.what, What::Thing(thing), "{what}");
    }
    let mut photo = with("photo", json!([{ "file_id": "p" }]));
    photo["caption"] = json!("记 华星 名片");
    photo["media_group_id"] = json!("77");
    let incoming = read(json!({ "message": photo })).await;
    let album = Some("77".to_owned());
    let picture = Thing::Brought(Brought { album, ..file(Sort::Picture, "p") });
    assert_eq!((incoming.what, incoming.along), (text("记 华星 名片"), Some(picture)));
    // Where somebody else was, or a place of a list, is not where one is.
    let there = json!({ "latitude": 31.2, "longitude": 121.4 });
    for (what, value) in [
        ("forward_origin", json!({ "type": "hidden_user", "sender_user_name": "李工" })),
        ("venue", json!({ "location": there, "title": "东方明珠" })),
    ] {
        let mut place = with("location", there.clone());
        place[what] = value;
        let read = read(json!({ "message": place })).await.what;
        assert!(matches!(read, What::Thing(Thing::Place(Place { elsewhere: true, .. }))), "{what}");
    }
    // What Telegram notes of its own accord is for nobody to answer.
    for (what, value) in [("pinned_message", json!({})), ("of_next_year", json!({}))] {
        assert_eq!(read(json!({ "message": with(what, value) })).await.what, What::Other, "{what}");
    }
}

fn file(sort: Sort, key: &str) -> Brought {
    let fate = Fate::There;
    Brought {
        sort,
        key: key.to_owned(),
        name: None,
        size: None,
        album: None,
        more: Vec::new(),
        fate,
    }
}

fn brought(sort: Sort, key: &str) -> Thing {
    Thing::Brought(file(sort, key))
}

#[tokio::test]
async fn what_is_in_a_file_is_fetched_and_no_more_than_is_wanted() {
    let (fake, bot) = bot().await;
    let wanted = file(Sort::Picture, "p.jpg");
    let bytes = bot.fetch(&wanted, 100).await.expect("it is there");
    assert_eq!(bytes, b"what is in photos/p.jpg");
    fake.holds("p.jpg", "a picture");
    assert_eq!(bot.fetch(&wanted, 100).await.expect("it is there"), b"a picture");
    fake.holds("p.jpg", "what is in it");
    assert_eq!(bot.fetch(&wanted, 5).await, Err(NotFetched::TooLarge));
    fake.fault("getFile", Fault::Says(400, "Bad Request: file is too big"));
    assert_eq!(bot.fetch(&wanted, 100).await, Err(NotFetched::TooLarge));
    fake.fault("getFile", Fault::Says(400, "Bad Request: wrong file_id"));
    assert!(matches!(bot.fetch(&wanted, 100).await, Err(NotFetched::Lost(_))));
    let outside = file(Sort::Picture, "../../etc");
    assert!(matches!(bot.fetch(&outside, 100).await, Err(NotFetched::Lost(_))));
}

#[tokio::test]
async fn what_is_passed_on_is_no_command() {
    let user = json!({ "type": "user", "sender_user": { "id": 9, "first_name": "李工" } });
    let hidden = json!({ "type": "hidden_user", "sender_user_name": "李工" });
    let channel = json!({ "type": "channel", "chat": { "id": -1, "title": "李工" } });
    for origin in [user, hidden, channel] {
        let mut said = message(501, "/undo");
        said["forward_origin"] = origin;
        let what = read(json!({ "message": said })).await.what;
        let from = Some("李工".to_owned());
        assert_eq!(what, What::Forwarded { from, words: "/undo".to_owned() });
    }
}

#[tokio::test]
async fn each_topic_of_a_group_is_a_conversation_of_its_own() {
    let mut said = message(501, "/help");
    said["chat"] = json!({ "id": -100_123, "type": "supergroup", "is_forum": true });
    said["message_thread_id"] = json!(7);
    said["is_topic_message"] = json!(true);
    said["reply_to_message"] = json!({ "message_id": 7, "date": 0 });
    let incoming = read(json!({ "message": said })).await;
    assert_eq!(incoming.chat.address.chat(), "-100123:7");
    assert_eq!(incoming.reply_to, None, "what opened the topic is not what is answered");
    // A thread of replies in a group without topics is none.
    said["is_topic_message"] = Value::Null;
    said.as_object_mut().expect("an object").remove("is_topic_message");
    assert_eq!(read(json!({ "message": said })).await.chat.address.chat(), "-100123");
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_has_moved() {
    let mut said = message(501, "");
    said["text"] = Value::Null;
    said["chat"] = json!({ "id": -5, "type": "group" });
    said["migrate_to_chat_id"] = json!(-100_123);
    let incoming = read(json!({ "message": said })).await;
    assert_eq!(incoming.chat.address.chat(), "-5");
    assert_eq!(incoming.what, What::Moved(Address::new("telegram/77", "-100123")));
}

#[tokio::test]
async fn whoever_blocks_the_bot_and_lets_it_in_again_is_understood() {
    let (_fake, bot) = bot().await;
    let change = |status: &str| {
        let update = json!({ "update_id": 1, "my_chat_member": {
            "chat": { "id": 501, "type": "private" }, "from": { "id": 501 },
            "new_chat_member": { "status": status, "user": { "id": 77, "is_bot": true } } } });
        bot.read(&update.to_string()).expect("it can be read").what
    };
    assert_eq!(change("kicked"), What::Shut("the bot was kicked".to_owned()));
    assert_eq!(change("left"), What::Shut("the bot was left".to_owned()));
    assert_eq!(change("member"), What::Back);
    assert_eq!(change("administrator"), What::Back);
    assert_eq!(change("restricted"), What::Other);
}

#[tokio::test]
async fn only_ones_own_card_that_is_not_passed_on_is_ones_own() {
    let card = |user: Option<i64>, passed_on: bool| {
        let mut said = message(501, "");
        said["text"] = Value::Null;
        let user = user.or_else(|| said["from"]["id"].as_i64());
        said["contact"] =
            json!({ "phone_number": "8613800138000", "first_name": "张", "user_id": user });
        if passed_on {
            said["forward_origin"] = json!({ "type": "user", "sender_user_name": "张" });
        }
        json!({ "message": said })
    };
    for (sent, is_own) in
        [(card(None, false), true), (card(Some(999), false), false), (card(None, true), false)]
    {
        let read = read(sent.clone()).await;
        let What::Thing(Thing::Card { own, .. }) = read.what else { panic!("{sent}") };
        assert_eq!(own, is_own, "{sent}");
    }
}
