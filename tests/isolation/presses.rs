//! Buttons: somebody else's, forged ones, and one's own from when the record was one's own.

use bot_core::chat::reply::{Asked, ReplyKind, Token};
use bot_core::chat::spec::{Effect, Take};
use bot_core::commands::ALL;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;
use bot_core::text::say::try_look_up;
use serde_json::json;
use uuid::Uuid;

use super::people::Who;
use super::requests::name;
use super::stage::{Sent, Stage, shown};
use crate::world::run;

/// A button that somebody was shown: what to press, and what it carries.
struct Shown {
    token: String,
    asked: Asked,
}

/// The kinds whose cards have buttons.
const KINDS: [Kind; 6] =
    [Kind::Lead, Kind::Customer, Kind::Contact, Kind::Deal, Kind::Order, Kind::FollowUp];

/// Everything that somebody is shown of the own records: cards, lists, histories, what is due.
async fn shown_to(stage: &mut Stage, who: &Who) -> Vec<Shown> {
    let mut texts: Vec<String> = ALL
        .iter()
        .filter(|entry| entry.spec.effect == Effect::Reads)
        .filter(|entry| !entry.spec.args.iter().any(|arg| arg.required))
        .map(|entry| name(entry.spec, Lang::Zh))
        .collect();
    for kind in KINDS {
        let code = stage.own(who, kind);
        texts.extend([code.to_string(), format!("历史 {code}"), format!("找 {code}")]);
        // Commands that ask before they write show choices.
        let about = ALL.iter().map(|entry| entry.spec).filter(|spec| {
            let first = spec.args.iter().find(|arg| matches!(arg.take, Take::Ref(_)));
            first.is_some() && spec.arg_for(kind).is_some() && spec.effect != Effect::Reads
        });
        texts.extend(about.map(|spec| format!("{} {code}", name(spec, Lang::Zh))));
    }
    let mut all: Vec<Shown> = Vec::new();
    for text in texts {
        let sent = Sent { text: &text, ..Sent::default() };
        let came = stage.ask(["to be pressed", "own"], who, &[sent]).await;
        for seen in came.seen.iter().filter(|seen| seen.to == who.account) {
            for (index, button) in seen.reply.buttons().enumerate() {
                let token = Token { message: seen.id, index }.write();
                let asked = button.asked.clone();
                if !all.iter().any(|other| other.asked == asked) {
                    all.push(Shown { token, asked });
                }
            }
        }
    }
    all
}

impl Stage {
    async fn press(&mut self, relation: &'static str, who: &Who, token: &str) -> String {
        let text = format!("!{token}");
        let sent = Sent { text: &text, ..Sent::default() };
        let came = self.ask(["pressed", relation], who, &[sent]).await;
        if !came.written.is_empty() {
            let what = format!("wrote {:?}", came.written);
            self.fault(["pressed", relation], who, token, &what, &shown(&came.seen));
        }
        came.without(token)
    }
}

#[test]
fn a_button_works_only_for_whom_it_was_sent_to() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let amy = stage.who(0, "amy");
        let buttons = shown_to(&mut stage, &amy).await;
        assert!(buttons.len() > 30, "few buttons: {}", buttons.len());
        let nowhere = Token { message: Uuid::now_v7(), index: 0 }.write();
        for handle in ["bo", "cai", "chen", "dana"] {
            let who = stage.who(0, handle);
            let mut first = None;
            for button in &buttons {
                let said = stage.press("a colleague's", &who, &button.token).await;
                // Whatever it carries, it reads the same.
                let first = first.get_or_insert_with(|| said.clone());
                if *first != said {
                    stage.fault(
                        ["pressed", "a colleague's"],
                        &who,
                        &button.asked.command,
                        first,
                        &said,
                    );
                }
            }
        }
        let twin = stage.who(1, "amy");
        let nothing = stage.press("not there", &twin, &nowhere).await;
        for button in &buttons {
            let token = Token::read(&button.token).expect("a token of ours");
            for index in [token.index, 99] {
                let said =
                    stage.press("other org's", &twin, &Token { index, ..token }.write()).await;
                if said != nothing {
                    stage.fault(
                        ["pressed", "other org's"],
                        &twin,
                        &button.asked.command,
                        &nothing,
                        &said,
                    );
                }
            }
        }
        stage.end().await;
    });
}

#[test]
fn a_button_in_a_group_works_only_for_whom_it_answers() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let amy = stage.who(0, "amy");
        for kind in KINDS {
            let text = stage.own(&amy, kind).to_string();
            let sent = Sent { text: &text, group: true, ..Sent::default() };
            let card = stage.ask(["to be pressed", "own"], &amy, &[sent]).await;
            let Some(card) = card.seen.first().cloned() else { continue };
            for index in 0..card.reply.buttons().count() {
                for (org, handle) in [(0, "cai"), (0, "chen"), (1, "amy"), (1, "dana")] {
                    let who = stage.who(org, handle);
                    let text = format!("!{}", Token { message: card.id, index }.write());
                    let sent = Sent { text: &text, group: true, ..Sent::default() };
                    let case = ["pressed in group", "another's"];
                    let came = stage.ask(case, &who, &[sent]).await;
                    let fine = came.seen.iter().all(|seen| seen.reply.kind == ReplyKind::Problem);
                    if !fine || !came.written.is_empty() {
                        stage.fault(case, &who, &text, "worked", &shown(&came.seen));
                    }
                }
            }
        }
        stage.end().await;
    });
}

#[test]
fn a_button_from_when_the_record_was_ones_own_finds_nothing() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let (amy, cai) = (stage.who(0, "amy"), stage.who(0, "cai"));
        let buttons = shown_to(&mut stage, &amy).await;
        let given = KINDS.map(|kind| stage.own(&amy, kind));
        for code in given {
            stage.change(0, code, &[("owner", json!(cai.id))]).await;
            stage.scene.hand_over(0, code, cai.part);
        }
        let mut pressed = 0;
        for button in buttons {
            let values = button.asked.args.values().filter_map(|value| value.as_str());
            let Some(code) =
                values.filter_map(|value| value.parse().ok()).find(|c| given.contains(c))
            else {
                continue;
            };
            pressed += 1;
            let mut said = stage.press("handed over", &amy, &button.token).await;
            if said.contains("\"ask\"") {
                // A question that comes before the record is looked at: its answer finds nothing.
                let press = format!("!{}", button.token);
                let both = [press.as_str(), "聊了价格很满意"];
                let both = both.map(|text| Sent { text, ..Sent::default() });
                said = stage.ask(["answered", "handed over"], &amy, &both).await.without("⟨⟩");
            }
            let values = [("what".into(), code.to_string().into())].into_iter().collect();
            let nothing = try_look_up(Lang::Zh, "not-found", &values).expect("a text");
            if !said.contains(&nothing) {
                let command = &button.asked.command;
                stage.fault(["pressed", "handed over"], &amy, command, "another answer", &said);
            }
        }
        assert!(pressed > 20, "few buttons carried a record: {pressed}");
        stage.end().await;
    });
}
