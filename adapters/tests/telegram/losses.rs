//! What Telegram makes of every sort of message, and what is lost there.

use bot_core::chat::channel::Channel as _;
use bot_core::chat::incoming::Address;

use crate::fake_bot_api::seen;
use crate::kinds::{Seen, between, cases, parcel, row, text_of};
use crate::world::bot;

const AMY: i64 = 501;

#[tokio::test]
async fn every_sort_of_message_is_shown_and_what_is_lost_is_known() {
    let to = Address::new("telegram/77", &AMY.to_string());
    let mut rows = Vec::new();
    for (n, case) in cases().iter().enumerate() {
        let (fake, bot) = bot().await;
        bot.send(&parcel(&to, n, case)).await.expect("it is sent");
        let mut found = Seen::default();
        for (_, body) in fake.messages(AMY) {
            found.messages += 1;
            let html = text_of(&body, &["text", "caption"]);
            found.text.push_str(&seen(&html).expect("it is HTML"));
            found.strong.extend(between(&html, "<b>", "</b>"));
            let keys = body["reply_markup"]["inline_keyboard"].as_array().cloned();
            let keys = keys.unwrap_or_default();
            let keys = keys.iter().filter_map(|row| row.as_array()).flatten();
            found.labels.extend(keys.map(|key| text_of(key, &["text"])));
            found.form = "buttons";
            let file = ["document", "photo", "voice"].into_iter().find(|f| body[*f].is_object());
            found.file = found.file.or(file);
            found.answers |= body["reply_parameters"].is_object();
            found.asks = body["reply_markup"]["force_reply"].as_bool().map(|_| "a field to reply");
        }
        rows.push(row(case, &found));
    }
    let expected = [
        "say: buttons of 2; lost: nothing",
        "ask: buttons of 2; lost: nothing",
        "problem: buttons of 2; lost: nothing",
        "card: buttons of 2; lost: nothing",
        "nudge: buttons of 2; lost: nothing",
        "digest: buttons of 2; lost: nothing",
        "file: buttons of 2; lost: nothing",
        "12 choices: buttons of 12; lost: nothing",
        "30 buttons: buttons of 30; lost: nothing",
        "130 buttons: buttons of 100; lost: 30 buttons",
        "odd labels: buttons of 2; lost: 1 labels cut or filled in",
        "a question in a group: a field to reply; lost: nothing",
        "an answer in a group: answers; lost: nothing",
        "5000 characters: 2 messages; lost: nothing",
        "a list as a file: document; lost: nothing",
        "a picture: photo; lost: nothing",
        "a picture of a rare sort: document; lost: nothing",
        "a voice: voice; lost: nothing",
        "a file, 2000 characters: 2 messages, document; lost: nothing",
    ];
    assert_eq!(rows, expected, "\n{}", rows.join("\n"));
}
