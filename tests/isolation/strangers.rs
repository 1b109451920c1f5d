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
use super::stage::{Sent, Stage, shown};
use crate::world::run;

/// Nobody whom any org knows.
const STRANGER: &str = "xeno";

/// Says the same as the stranger and as somebody frozen; both must get the same.
async fn same(stage: &mut Stage, frozen: &Who, way: &'static str, text: &str) {
    let mut answers = Vec::new();
    for account in [STRANGER, &frozen.account] {
        // Somebody else's card in that group.
        let reply_to = (way == "reply in group").then_some(1);
        let group = way.contains("group");
        let sent = Sent { text, group, reply_to };
        let seen = stage.send(account, &sent).await;
        let came = stage.came([way, "frozen"], frozen, text, seen).await;
        if !came.written.is_empty() {
            let what = format!("wrote {:?}", came.written);
            stage.fault([way, "frozen"], frozen, text, &what, "");
        }
        if came.seen.is_empty() != group {
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
        same(stage, frozen, "reply in group", spec.example.zh).await;
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

#[test]
fn what_waits_for_somebody_who_is_frozen_is_not_sent() {
    run(async {
        let stage = Stage::with_orgs(2).await;
        let (bo, cai) = (stage.who(0, "bo"), stage.who(0, "cai"));
        let [mine, theirs] = [&bo, &cai].map(|who| stage.own(who, Kind::Deal).to_string());
        let world = &stage.world;
        // An answer, one in a group, one to a press, and what a colleague's doing tells.
        let card = button_of(&stage, &bo, &mine).await;
        for (update, who, group, text) in [
            ("w1", "bo", None, "客户".to_owned()),
            ("w2", "bo", Some("east"), mine.clone()),
            ("w3", "bo", None, format!("!{card}")),
            ("w4", "cai", None, format!("协作 {theirs} bo")),
            ("w5", "dana", None, "冻结 bo".to_owned()),
        ] {
            world.arrive(update, who, group, &text).await;
            world.engine.step().await.expect("the engine works");
        }
        world.settle().await;
        let sent: Vec<_> = std::iter::from_fn(|| world.channel.next()).collect();
        let told: Vec<&str> = sent.iter().map(|seen| seen.to.as_str()).collect();
        assert!(told.contains(&"cai") && told.contains(&"dana"), "{}", shown(&sent));
        assert!(told.iter().all(|to| ["cai", "dana"].contains(to)), "{}", shown(&sent));
        // What falls due for a week goes nowhere either.
        for day in 12..19 {
            world.at(&format!("2026-03-{day}T09:00:00+08:00"));
            world.settle().await;
        }
        let due: Vec<_> = std::iter::from_fn(|| world.channel.next()).collect();
        assert!(due.iter().all(|seen| seen.to != "bo"), "{}", shown(&due));
    });
}

/// The first button of a record's card, as it is pressed.
async fn button_of(stage: &Stage, who: &Who, code: &str) -> String {
    let world = &stage.world;
    // What is due already goes out first.
    world.settle().await;
    while world.channel.next().is_some() {}
    world.arrive("card", &who.account, None, code).await;
    world.settle().await;
    let card = world.channel.next().expect("a card");
    Token { message: card.id, index: 0 }.write()
}
