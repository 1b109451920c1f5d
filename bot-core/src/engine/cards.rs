//! The cards of records that a conversation has shown last: each is kept as its record is, where
//! the record changes by what is done in the same conversation (`docs/decisions/0023`).

use uuid::Uuid;

use crate::chat::dialog::{Card, Talk};
use crate::chat::incoming::{Incoming, What};
use crate::chat::parse;
use crate::chat::reply::{How, Reply, ReplyKind, Token};
use crate::commands::{self, Cx, new_id, show};
use crate::domain::ids::{Code, Instant};
use crate::problem::Problem;
use crate::store::NewReply;

/// For how long a card is kept as its record is: a day.
const KEPT_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// How many cards one message changes at most.
const AT_ONCE: usize = 3;

/// Tells whether the answer to a command is the card of a record.
pub(super) fn is_card(command: &str, of: Code, reply: &Reply) -> bool {
    reply.kind == ReplyKind::Card && parse::show(of.kind) == Some(command)
}

/// Remembers the card that is shown now; the message that it takes the place of shows none any more.
pub(super) fn note(talk: &mut Talk, (id, reply): (Uuid, &Reply), card: Option<Code>, now: Instant) {
    let mut messages = Vec::new();
    if let How::Edit(old) = reply.how {
        let stood = talk.cards.iter().position(|one| one.messages.contains(&old));
        messages = stood.map_or_else(|| vec![old], |at| talk.cards.remove(at).messages);
    }
    if let Some(of) = card {
        let mut card = Card { of, messages, at: now };
        card.shown_anew(id);
        talk.settled = None;
        talk.shown(card);
    }
}

/// The cards of what has just been changed, as they are now.
pub(super) async fn refreshed(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    answer: &Reply,
) -> Result<Vec<NewReply>, Problem> {
    let mut changed = cx.changed.clone();
    changed.extend(answer.about);
    let said = cx.asked.args.values().filter_map(|value| value.as_str());
    changed.extend(said.filter_map(|value| value.parse::<Code>().ok()));
    let replaced = match &incoming.what {
        What::Press { token } if answer.how == How::InPlace => Token::read(token),
        _ => None,
    };
    let stands = |card: &Card| {
        changed.contains(&card.of)
            && cx.now.0 - card.at.0 <= KEPT_MILLIS
            // The answer takes its place.
            && replaced.is_none_or(|token| !card.messages.contains(&token.message))
    };
    let cards: Vec<Card> =
        cx.talk.cards.iter().rev().filter(|card| stands(card)).take(AT_ONCE).cloned().collect();
    let mut all = Vec::new();
    for card in cards {
        let Some(shown) = card.messages.last().copied() else { continue };
        let Some(mut reply) = anew(cx, &card).await? else { continue };
        if cx.chat.group {
            reply.mask();
        } else {
            reply.unmask_buttons();
        }
        let before = cx.tx.pressed(shown, 0).await?;
        if before.is_some_and(|before| {
            (&before.reply.blocks, &before.reply.rows) == (&reply.blocks, &reply.rows)
        }) {
            continue;
        }
        let id = new_id(cx.now);
        reply.how = How::Refresh(shown);
        reply.about = reply.about.or(Some(card.of));
        if let Some(kept) = cx.talk.cards.iter_mut().find(|one| one.of == card.of) {
            kept.shown_anew(id);
        }
        let (chat, person) = (cx.chat.address.clone(), Some(cx.me.person_id()));
        all.push(NewReply { id, chat, person, reply });
    }
    Ok(all)
}

/// The card as it would be shown now; nothing where the record is none to be seen any more.
async fn anew(cx: &mut Cx<'_>, card: &Card) -> Result<Option<Reply>, Problem> {
    let Some(asked) = show::to_show("", card.of).map(|button| button.asked) else {
        return Ok(None);
    };
    let Some(entry) = commands::entry(&asked.command) else { return Ok(None) };
    let talk = cx.talk.clone();
    let looks = std::mem::take(&mut cx.looks);
    let shown = entry.run(asked.args, cx).await;
    *cx.talk = talk;
    cx.looks = looks;
    match shown {
        Ok(reply) => Ok(Some(reply)),
        Err(Problem::Tell(_) | Problem::Ask(_)) => Ok(None),
        Err(problem) => Err(problem),
    }
}
