//! Whoever is frozen is a stranger, in every way: what they say, what they press, what they are
//! asked.

use bot_core::chat::reply::Token;
use bot_core::commands::ALL;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::people::Lang;
use serde_json::json;

use super::canary::FIRST_CODE;
use super::people::Who;
use super::requests::name;
use super::stage::{Sent, Stage};
use crate::world::run;

/// Nobody whom any org knows.
const STRANGER: &str = "xeno";

/// Says the same as the stranger and as somebody frozen; both must get the same.
async fn same(stage: &mut Stage, frozen: &Who, way: &'static str, text: &str) {
    let mut answers = Vec::new();
    for account in [STRANGER, &frozen.account] {
        let sent = Sent { text, group: way == "group", ..Sent::default() };
        let seen = stage.send(account, &sent).await;
        let came = stage.came([way, "frozen"], frozen, text, seen).await;
        if !came.written.is_empty() {
            let what = format!("wrote {:?}", came.written);
            stage.fault([way, "frozen"], frozen, text, &what, "");
        }
        if came.seen.is_empty() != (way == "group") {
            stage.fault(
                [way, "frozen"],
                frozen,
                text,
                "silence in a chat, or words in a group",
                "",
            );
        }
        answers.push(came.without(account));
        stage.ledger.forget_strangers().await;
    }
    if answers[0] != answers[1] {
        let what = format!("a stranger gets: {}", answers[0]);
        stage.fault([way, "frozen"], frozen, text, &what, &answers[1]);
    }
}

/// Plays everything as somebody who has been frozen.
async fn play(stage: &mut Stage, frozen: &Who, tokens: &[String]) {
    for spec in ALL.iter().map(|entry| entry.spec) {
        same(stage, frozen, "typed", spec.example.zh).await;
        same(stage, frozen, "typed", spec.example.en).await;
        same(stage, frozen, "bare", &name(spec, Lang::Zh)).await;
        same(stage, frozen, "group", spec.example.zh).await;
        for kind in Kind::ALL.into_iter().filter(|kind| spec.arg_for(*kind).is_some()) {
            let code = Code { kind, n: FIRST_CODE };
            same(stage, frozen, "typed", &format!("{} {code}", name(spec, Lang::Zh))).await;
        }
    }
    for kind in Kind::ALL {
        same(stage, frozen, "code", &Code { kind, n: FIRST_CODE }.to_string()).await;
    }
    for token in tokens {
        same(stage, frozen, "pressed", &format!("!{token}")).await;
    }
    same(stage, frozen, "answer", "价格").await;
}

#[test]
fn somebody_frozen_is_a_stranger_in_every_way() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let flo = stage.who(0, "flo");
        play(&mut stage, &flo, &[]).await;
        stage.end().await;
    });
}

#[test]
fn what_was_open_before_a_freeze_is_closed_by_it() {
    run(async {
        let mut stage = Stage::with_orgs(1).await;
        let bo = stage.who(0, "bo");
        let mut tokens = Vec::new();
        // A card with buttons, a change that could be undone, and an open question.
        for text in
            ["log note D-503 they want a discount", "lead add Ann Lee 13700001111", "lose D-503"]
        {
            let text = text.replace("D-503", &stage.own(&bo, Kind::Deal).to_string());
            for seen in stage.send(&bo.account, &Sent { text: &text, ..Sent::default() }).await {
                let all = 0..seen.reply.buttons().count();
                tokens.extend(all.map(|index| Token { message: seen.id, index }.write()));
            }
        }
        assert!(tokens.len() > 5, "few buttons: {}", tokens.len());
        let code =
            Code { kind: Kind::Person, n: FIRST_CODE + i64::try_from(bo.part).expect("few") };
        stage.change(0, code, &[("frozen", json!(true))]).await;
        play(&mut stage, &bo, &tokens).await;
        stage.end().await;
    });
}
