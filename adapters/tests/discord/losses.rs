//! What Discord makes of every sort of message, and what is lost there.

use bot_core::chat::channel::Channel as _;
use bot_core::chat::incoming::Address;

use crate::fake_discord::{labels, text};
use crate::kinds::{Seen, between, cases, parcel, row, text_of};
use crate::world::bot;

const CHANNEL: &str = "5501";

#[tokio::test]
async fn every_sort_of_message_is_shown_and_what_is_lost_is_known() {
    let to = Address::new("discord/777", CHANNEL);
    let mut rows = Vec::new();
    for (n, case) in cases().iter().enumerate() {
        let (fake, bot) = bot().await;
        bot.send(&parcel(&to, n, case)).await.expect("it is sent");
        let mut found = Seen::default();
        for one in fake.ours(CHANNEL, 0).await {
            let body = one.body;
            found.messages += 1;
            found.text.push_str(&text(&body));
            let marks = text_of(&body, &["content"]).replace("\\*", "");
            found.strong.extend(between(&marks, "**", "**"));
            let asks = |label: &String| label.starts_with('✍');
            let shown = labels(&body);
            found.asks = shown.iter().any(asks).then_some("a form").or(found.asks);
            found.labels.extend(shown.into_iter().filter(|label| !asks(label)));
            let lists = body["components"][0]["components"][0]["type"] == 3;
            found.form = if lists { "a list" } else { "buttons" };
            found.file = found.file.or(body["file"].is_object().then_some("attachment"));
            found.answers |= body["message_reference"].is_object();
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
        "12 choices: a list of 12; lost: nothing",
        "30 buttons: a list of 30; lost: nothing",
        "130 buttons: a list of 125; lost: 5 buttons",
        "odd labels: buttons of 2; lost: 2 labels cut or filled in",
        "a question in a group: a form; lost: nothing",
        "an answer in a group: answers; lost: nothing",
        "5000 characters: 3 messages; lost: nothing",
        "a list as a file: attachment; lost: nothing",
        "a picture: attachment; lost: nothing",
        "a picture of a rare sort: attachment; lost: nothing",
        "a voice: attachment; lost: nothing",
        "a file, 2000 characters: 2 messages, attachment; lost: nothing",
    ];
    assert_eq!(rows, expected, "\n{}", rows.join("\n"));
}
