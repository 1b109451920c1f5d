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
