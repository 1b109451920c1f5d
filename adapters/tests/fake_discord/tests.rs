//! The fake itself is what it says.

use serde_json::json;

use super::*;

#[test]
fn a_test_talks_to_this_machine_only() {
    loopback_only("http://127.0.0.1:8081");
    for elsewhere in ["https://discord.com", "http://127.0.0.1", "http://127.0.0.1:80@example.com"]
    {
        let caught = std::panic::catch_unwind(|| loopback_only(elsewhere));
        assert!(caught.is_err(), "{elsewhere}");
    }
}

#[test]
fn it_sees_what_people_see() {
    assert_eq!(seen("**a\\*b** c").as_deref(), Some("a*b c"));
    for odd in ["*a*", "# a", "- a", "1. a", "<@1>", "**a", "`x`", "\\a"] {
        assert_eq!(seen(odd), None, "{odd}");
    }
}

#[test]
fn it_refuses_what_discord_refuses() {
    let nobody = json!({ "parse": [] });
    let long = "a".repeat(2001);
    for bad in [
        json!({ "content": " ", "allowed_mentions": nobody }),
        json!({ "content": "a" }),
        json!({ "content": long, "allowed_mentions": nobody }),
        json!({ "content": "a", "allowed_mentions": nobody, "nonce": "a".repeat(26) }),
        json!({ "content": "a", "allowed_mentions": nobody,
            "components": [{ "type": 1, "components": [] }] }),
    ] {
        assert!(rules::message_fits(&bad).is_err(), "{bad}");
    }
    let twice = json!([{ "name": "a", "description": "x" }, { "name": "a", "description": "x" }]);
    assert!(rules::commands_fit(&twice).is_err());
    assert!(rules::commands_fit(&json!([{ "name": "A", "description": "x" }])).is_err());
    assert!(window_fits(&json!({ "title": "a", "custom_id": "b" })).is_err());
}

/// A fake with a session, and a line that is listened to.
async fn listened() -> (FakeDiscord, mpsc::UnboundedReceiver<Do>) {
    let fake = FakeDiscord::start().await;
    let (line, said) = mpsc::unbounded_channel();
    let mut state = fake.shared.state();
    state.session = Some("session".to_owned());
    state.lines.push(line);
    drop(state);
    (fake, said)
}

fn sort(said: Option<Do>) -> String {
    let Some(Do::Say(frame)) = said else { panic!("{said:?}") };
    let frame: Value = serde_json::from_str(&frame).expect("JSON");
    frame["t"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_happens_is_told_and_remembered_until_the_session_is_forgotten() {
    let (fake, mut said) = listened().await;
    let id = fake.says(1, "hi");
    fake.edits(1, id, "ho");
    fake.repeat();
    fake.types(1, "lead show", "lead", "a");
    fake.event("ODD", &json!({}));
    for expected in
        ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_UPDATE", "INTERACTION_CREATE", "ODD"]
    {
        assert_eq!(sort(said.recv().await), expected);
    }
    assert_eq!(fake.shared.state().happened.len(), 4);
    fake.line(&Do::Break);
    assert!(matches!(said.recv().await, Some(Do::Break)));
    fake.forget_session();
    fake.says(1, "to nobody");
    assert!(said.try_recv().is_err());
    assert!(fake.begun(0).await.is_empty());
}

#[tokio::test]
async fn it_misbehaves_as_it_is_told() {
    let (fake, mut said) = listened().await;
    for fault in [
        Fault::Says(500, 0, "x"),
        Fault::TooMany(1.0, true),
        Fault::Page(502),
        Fault::Hangs,
        Fault::Breaks,
        Fault::DoneThenBreaks,
    ] {
        fake.fault("messages", fault);
    }
    fake.deaf(true, 5);
    fake.close("5");
    fake.resume_at("ws://127.0.0.1:1");
    fake.time_goes_by();
    fake.revoke();
    assert!(matches!(said.recv().await, Some(Do::Close(4004))));
    {
        let state = fake.shared.state();
        assert_eq!((state.faults.len(), state.beat, state.deaf), (6, 5, true));
        assert!(state.closed.contains("5") && state.leave_is_over && state.revoked);
        assert_eq!(state.resume_url, "ws://127.0.0.1:1");
    }
    assert!(fake.calls("messages").is_empty() && fake.called("", 0).await.is_empty());
    assert_eq!(fake.commands(), json!([]));
    assert_eq!((BOT, TOKEN_SECRET.len(), SERVER.1), ("777", 24, "61"));
}
