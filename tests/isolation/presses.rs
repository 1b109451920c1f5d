//! Buttons: somebody else's, forged ones, and one's own from when the record was one's own.

use bot_core::chat::reply::{Asked, ReplyKind, Token};
use bot_core::chat::spec::{Effect, Take};
use bot_core::commands::ALL;
use bot_core::domain::ids::{Code, Kind};
use bot_core::domain::people::Lang;
use bot_core::text::say::try_look_up;
use serde_json::json;
use uuid::Uuid;

use super::canary::FIRST_CODE;
use super::people::{COVERED, Who};
use super::requests::name;
use super::scene::Planted;
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

/// Everything that somebody is shown of these records: cards, lists, histories, what is due.
async fn shown_to(stage: &mut Stage, who: &Who, records: &[Code]) -> Vec<Shown> {
    let mut texts: Vec<String> = ALL
        .iter()
        .filter(|entry| entry.spec.effect == Effect::Reads)
        .filter(|entry| !entry.spec.args.iter().any(|arg| arg.required))
        .map(|entry| name(entry.spec, Lang::Zh))
        .collect();
    for code in records {
        let kind = code.kind;
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
        let own = KINDS.map(|kind| stage.own(&amy, kind));
        let buttons = shown_to(&mut stage, &amy, &own).await;
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
        let given = KINDS.map(|kind| stage.own(&amy, kind));
        let buttons = shown_to(&mut stage, &amy, &given).await;
        for code in given {
            stage.change(0, code, &[("owner", json!(cai.id))]).await;
            stage.scene.hand_over(0, code, cai.part);
        }
        press_in_vain(&mut stage, "handed over", &amy, buttons, &given).await;
        stage.end().await;
    });
}

#[test]
fn a_button_from_when_a_record_was_shared_or_covered_finds_nothing() {
    run(async {
        let mut stage = Stage::with_orgs(2).await;
        let (hal, cole) = (stage.who(0, "hal"), stage.who(0, "cole"));
        let helps = |record: &&Planted| record.org == 0 && record.helpers.contains(&hal.part);
        let shared: Vec<Code> = stage.scene.records.iter().filter(helps).map(|r| r.code).collect();
        let covered = KINDS.map(|kind| stage.own(&cole, kind));
        let of_hal = shown_to(&mut stage, &hal, &shared).await;
        let of_cole = shown_to(&mut stage, &cole, &covered).await;
        for code in shared.iter().copied() {
            stage.change(0, code, &[("helpers", json!([]))]).await;
        }
        let n = FIRST_CODE + i64::try_from(COVERED.0).expect("few");
        let away = Code { kind: Kind::Person, n };
        stage.change(0, away, &[("cover", json!(null)), ("cover_until", json!(null))]).await;
        press_in_vain(&mut stage, "shared before", &hal, of_hal, &shared).await;
        press_in_vain(&mut stage, "covered before", &cole, of_cole, &covered).await;
        stage.end().await;
    });
}

/// Presses all buttons that carry one of these records, which are not there any more.
async fn press_in_vain(
    stage: &mut Stage,
    relation: &'static str,
    who: &Who,
    buttons: Vec<Shown>,
    gone: &[Code],
) {
    let mut pressed = 0;
    for button in buttons {
        let values = button.asked.args.values().filter_map(|value| value.as_str());
        let Some(code) = values.filter_map(|value| value.parse().ok()).find(|c| gone.contains(c))
        else {
            continue;
        };
        pressed += 1;
        let mut said = stage.press(relation, who, &button.token).await;
        if said.contains("\"ask\"") {
            // A question that comes before the record is looked at: its answer finds nothing.
            let press = format!("!{}", button.token);
            let both = [press.as_str(), "聊了价格很满意"];
            let both = both.map(|text| Sent { text, ..Sent::default() });
            said = stage.ask(["answered", relation], who, &both).await.without("⟨⟩");
        }
        let values = [("what".into(), code.to_string().into())].into_iter().collect();
        let nothing = try_look_up(who.part().lang, "not-found", &values).expect("a text");
        if !said.contains(&nothing) {
            let command = &button.asked.command;
            stage.fault(["pressed", relation], who, command, "another answer", &said);
        }
    }
    assert!(pressed > 3 * gone.len(), "few buttons carried a record: {pressed}");
}
