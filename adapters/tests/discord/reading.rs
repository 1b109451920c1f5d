//! What comes from Discord means what people meant.

use std::sync::LazyLock;

use adapters::discord::Discord;
use bot_core::chat::channel::Channel as _;
use bot_core::chat::incoming::{Brought, Fate, Form, Incoming, Sort, Thing, What};
use bot_core::domain::people::Lang;
use serde_json::{Value, json};

use crate::fake_discord::{APPLICATION, BOT};
use crate::world::{offers, settings};

/// One that asks nobody.
static DISCORD: LazyLock<Discord> = LazyLock::new(|| {
    Discord::new(&settings("http://127.0.0.1:1"), offers()).expect("the settings are right")
});

fn read(sort: &str, what: &Value) -> Incoming {
    let raw = json!({ "op": 0, "s": 5, "t": sort, "d": what }).to_string();
    DISCORD.read(&raw).expect("it can be read")
}

fn message(fields: &Value) -> Incoming {
    let mut message = json!({
        "id": "100", "channel_id": "55", "content": "",
        "author": { "id": "501", "username": "amy", "global_name": "安" },
    });
    for (name, value) in fields.as_object().expect("fields") {
        message[name] = value.clone();
    }
    read("MESSAGE_CREATE", &message)
}

fn said(words: &str) -> What {
    What::Text(words.to_owned())
}

#[test]
fn a_direct_message_is_what_it_says() {
    let incoming = message(&json!({ "content": "加线索 <@9> \u{0}张三",
        "mentions": [{ "id": "9", "username": "bo" }] }));
    assert_eq!(incoming.what, said("加线索 bo 张三"));
    assert_eq!(incoming.chat.address.0, "discord/777/55");
    assert!(!incoming.chat.group);
    assert_eq!((&*incoming.sender.account, incoming.sender.name.as_deref()), ("501", Some("安")));
    assert_eq!(incoming.message.as_deref(), Some("100"));
    assert_eq!(incoming.to_name(), None);
}

#[test]
fn what_brings_something_says_so() {
    let url = "https://cdn.discordapp.com/attachments/1/2/a.png";
    let sent =
        |sort: &str| json!({ "content_type": sort, "filename": "a.png", "size": 9, "url": url });
    let brought = |sort| Brought {
        sort,
        key: url.to_owned(),
        name: Some("a.png".to_owned()),
        size: Some(9),
        album: None,
        more: Vec::new(),
        fate: Fate::There,
    };
    let thing = |sort| Thing::Brought(brought(sort));
    let picture = json!([sent("image/png")]);
    let two = Brought { more: vec![brought(Sort::Paper)], ..brought(Sort::Picture) };
    for (fields, what, along) in [
        (json!({ "attachments": picture }), What::Thing(thing(Sort::Picture)), None),
        (json!({ "content": "x", "attachments": picture }), said("x"), Some(thing(Sort::Picture))),
        (
            json!({ "attachments": [sent("image/png"), sent("application/pdf")] }),
            What::Thing(Thing::Brought(two)),
            None,
        ),
        (json!({ "attachments": [sent("")] }), What::Thing(thing(Sort::Paper)), None),
        (json!({ "attachments": [{}] }), What::Thing(Thing::Unknown), None),
        (
            json!({ "flags": 8192, "attachments": [sent("audio/ogg")] }),
            What::Thing(thing(Sort::Voice)),
            None,
        ),
        (json!({ "sticker_items": [{}] }), What::Thing(Thing::Sticker), None),
        (json!({ "poll": {} }), What::Thing(Thing::Unknown), None),
        (json!({ "type": 6 }), What::Other, None),
        (json!({ "type": 7, "content": "" }), What::Other, None),
        (json!({ "content": "x", "webhook_id": "8" }), What::Other, None),
        (json!({ "content": "x", "author": { "id": "8", "bot": true } }), What::Other, None),
        (
            json!({ "message_reference": { "type": 1 }, "message_snapshots":
                [{ "message": { "content": "便宜点", "attachments": picture } }] }),
            What::Forwarded { from: None, words: "便宜点".to_owned() },
            Some(thing(Sort::Picture)),
        ),
    ] {
        let incoming = message(&fields);
        assert_eq!((incoming.what, incoming.along), (what, along), "{fields}");
    }
}

#[test]
fn a_reply_names_what_it_answers_and_what_is_passed_on_does_not() {
    let reference =
        json!({ "content": "x", "type": 19, "message_reference": { "message_id": "7" } });
    assert_eq!(message(&reference).reply_to.as_deref(), Some("7"));
    let passed = json!({ "message_reference": { "type": 1, "message_id": "7" } });
    assert_eq!(message(&passed).reply_to, None);
}

#[test]
fn in_a_server_only_what_calls_or_answers_the_bot_is_heard() {
    let mut fields = json!({ "guild_id": "60", "content": format!("<@{BOT}>  L-1") });
    assert_eq!(message(&fields).what, What::Other);
    fields["mentions"] = json!([{ "id": BOT, "username": "gendan" }]);
    let incoming = message(&fields);
    assert_eq!(incoming.what, said("L-1"));
    assert!(incoming.chat.group && incoming.chat.address.0 == "discord/777/60:55");
    assert_eq!(incoming.to_name().map(String::as_str), Some("100"));
    let answers = json!({ "guild_id": "60", "content": "yes", "referenced_message": { "author": { "id": BOT } } });
    assert_eq!(message(&answers).what, said("yes"));
}

#[test]
fn a_changed_message_is_a_correction() {
    let fields = json!({ "id": "100", "channel_id": "55", "content": "new",
        "edited_timestamp": "2026-03-02T02:00:00Z", "author": { "id": "501" } });
    assert_eq!(read("MESSAGE_UPDATE", &fields).what, What::Edited("new".to_owned()));
}

fn interaction(sort: u8, data: &Value, guild: bool, flags: u64) -> Incoming {
    let user = json!({ "id": "501", "username": "amy" });
    let mut what = json!({
        "id": "200", "application_id": APPLICATION, "type": sort, "token": "a:b", "data": data,
        "channel_id": "55", "locale": "zh-TW", "message": { "id": "90", "flags": flags },
    });
    if guild {
        what["guild_id"] = json!("60");
        what["member"] = json!({ "user": user });
    } else {
        what["user"] = user;
    }
    read("INTERACTION_CREATE", &what)
}

fn filled(command: &str, button: Option<&str>, fields: &[(&str, &str)]) -> What {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let (command, button) = (command.to_owned(), button.map(str::to_owned));
    What::Filled(Form { command, button, fields: fields.collect() })
}

#[test]
fn a_command_is_its_options() {
    let options = json!([{ "name": "name", "value": "张三" }, { "name": "n", "value": 5 }]);
    let below =
        json!({ "name": "lead", "options": [{ "name": "add", "type": 1, "options": options }] });
    let incoming = interaction(2, &below, false, 0);
    assert_eq!(incoming.what, filled("lead add", None, &[("name", "张三"), ("n", "5")]));
    assert_eq!(incoming.sender.lang, Some(Lang::Zh));
    assert_eq!(incoming.to_name().map(String::as_str), Some("i:200:900:501:p:a:b"));
    let alone = interaction(2, &json!({ "name": "follow-show", "options": [] }), true, 0);
    assert_eq!(alone.what, filled("follow show", None, &[]));
    assert!(alone.chat.group);
    // What is about oneself is hidden where others read.
    let ticket = |name: &str, guild| interaction(2, &json!({ "name": name }), guild, 0).message;
    assert_eq!(ticket("me", true).as_deref(), Some("i:200:900:501:ph:a:b"));
    assert_eq!(ticket("me", false).as_deref(), Some("i:200:900:501:p:a:b"));
}

#[test]
fn a_press_is_the_token_of_its_button_and_names_leave_only_where_it_is_needed() {
    let press = |token: &str| What::Press { token: token.to_owned() };
    let button = json!({ "custom_id": "v1:AAAA:3", "component_type": 2 });
    let incoming = interaction(3, &button, false, 0);
    assert_eq!((&incoming.what, &incoming.message), (&press("v1:AAAA:3"), &None));
    assert_eq!(incoming.reply_to.as_deref(), Some("90"));
    let list = json!({ "custom_id": "pick:0", "component_type": 3, "values": ["v1:AAAA:7"] });
    assert_eq!(interaction(3, &list, true, 0).what, press("v1:AAAA:7"));
    let hidden = interaction(3, &button, true, 64);
    assert_eq!(hidden.message.as_deref(), Some("i:200:900:501:h:a:b"));
}

#[test]
fn a_form_is_what_was_filled_in() {
    let form = |name: &str| {
        let input = |id: &str, value: &str| json!({ "type": 4, "custom_id": id, "value": value });
        json!({ "custom_id": name, "components": [
            { "type": 1, "components": [input("name", "张三")] },
            { "type": 18, "component": input("phone", "138") },
            { "type": 1, "components": [input("need", " ")] },
        ] })
    };
    let fields = [("name", "张三"), ("phone", "138")];
    let what = |name: &str| interaction(5, &form(name), false, 0).what;
    assert_eq!(what("form:lead add"), filled("lead add", None, &fields));
    assert_eq!(what("v1:AAAA:3|log call|6"), filled("log call", Some("v1:AAAA:3"), &fields));
    assert_eq!(what("answer:金额"), said("张三"));
    assert_eq!(what("something"), What::Other);
}

#[test]
fn what_makes_no_sense_is_told() {
    for odd in [
        "",
        "{}",
        "null",
        r#"{"t":"MESSAGE_CREATE","d":{}}"#,
        r#"{"t":"INTERACTION_CREATE","d":{"id":"1"}}"#,
    ] {
        assert!(DISCORD.read(odd).is_err(), "{odd}");
    }
}
