//! What Discord wants to hear within three seconds of a command, a press or a form.

use std::sync::Arc;

use bot_core::chat::channel::Proposer;
use reqwest::Method;
use serde_json::{Value, json};

use super::Discord;
use super::forms::Opened;
use super::interaction::Interaction;
use super::render::clipped;
use super::ticket::Ticket;

/// A placeholder.
const LOADING: u64 = 1 << 7;
/// How often one is tried to be shown.
const TRIES: usize = 2;
/// Something is there already: another of us, or we ourselves, were faster.
const ANSWERED: i64 = 40060;
/// What Discord takes of a proposal.
const PROPOSAL: usize = 100;
const PROPOSALS: usize = 25;

impl Discord {
    /// The form that a press or a command without options opens.
    pub(super) fn window(&self, one: &Interaction) -> Option<Value> {
        let opened = match one.sort {
            3 => Opened::read(&one.data.custom_id)?,
            2 => {
                let (command, fields) = one.command();
                let offer = self.offer(&command).filter(|_| fields.is_empty())?;
                Opened::by_command(offer)?
            }
            _ => return None,
        };
        opened.window(&self.offers, one.lang())
    }

    /// Opens a form.
    pub(super) async fn open_window(self: Arc<Self>, one: Interaction, window: Value) {
        self.respond(&one, &json!({ "type": 9, "data": window })).await;
    }

    /// Proposes values for the field that is being typed in.
    pub(super) async fn propose(self: Arc<Self>, one: Interaction, proposer: Arc<dyn Proposer>) {
        let (Some(field), Ok(draft)) = (one.focused(), self.of_interaction(&one)) else { return };
        let proposed = proposer.propose(&draft, field).await.into_iter().take(PROPOSALS);
        let choices = proposed.filter(|(_, value)| value.chars().count() <= PROPOSAL);
        let choices = choices
            .map(|(label, value)| json!({ "name": clipped(&label, PROPOSAL), "value": value }));
        let choices: Vec<Value> = choices.collect();
        self.respond(&one, &json!({ "type": 8, "data": { "choices": choices } })).await;
    }

    /// Shows that something was heard: a placeholder for the answer, or nothing where a button was
    /// pressed.
    pub(super) async fn show_heard(self: Arc<Self>, one: Interaction, ticket: Ticket) {
        let heard = match (ticket.placeholder, ticket.hidden) {
            (false, _) => json!({ "type": 6 }),
            (true, true) => json!({ "type": 5, "data": { "flags": 64 } }),
            (true, false) => json!({ "type": 5 }),
        };
        if self.respond(&one, &heard).await && ticket.placeholder {
            self.waiting.shown(&ticket.id);
        } else {
            self.waiting.end(&ticket.id);
        }
    }

    /// Takes away a placeholder of which nothing came: those whom nobody knows get no answer.
    pub(super) async fn take_away(self: Arc<Self>, ticket: Ticket) {
        let original = ticket.original();
        let there = self.api.call::<Value>(Method::GET, &original, None).await;
        // The answer may have come from another of us.
        let loading = |message: Value| message["flags"].as_u64().is_some_and(|f| f & LOADING != 0);
        if there.is_ok_and(loading) {
            let gone = self.api.call::<Value>(Method::DELETE, &original, None).await;
            if let Err(fault) = gone {
                tracing::debug!(why = fault.why, "a placeholder stays");
            }
        }
    }

    /// Tells Discord what becomes of an interaction; tells whether that is known there.
    async fn respond(&self, one: &Interaction, body: &Value) -> bool {
        let path = format!("interactions/{}/{}/callback", one.id, one.token);
        for _ in 0..TRIES {
            match self.api.call::<Value>(Method::POST, &path, Some(body)).await {
                Ok(_) => return true,
                Err(fault) if fault.code == ANSWERED => return true,
                // It may have been carried out; asking again tells.
                Err(fault) if fault.status.is_none_or(|status| status >= 500) => {
                    tracing::debug!(why = fault.why, "an interaction was not answered yet");
                }
                Err(fault) => {
                    tracing::warn!(why = fault.why, "an interaction was not answered");
                    return false;
                }
            }
        }
        false
    }
}
