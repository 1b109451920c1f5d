//! What goes out: in the order of each chat.

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::{How, Reply};
use bot_core::domain::ids::{Instant, OrgId};
use bot_core::store::{NewReply, Origin, Outgoing, OutgoingEnd, Stored};

use crate::chats::{of_json, to_json};
use crate::db::{Row, Statement, sql};
use crate::jobs;

/// Puts a reply into the outbox, last in its chat's line.
pub(crate) fn add(origin: &Origin, reply: &NewReply) -> Stored<Statement> {
    let edits = match reply.reply.how {
        How::Edit(id) | How::Refresh(id) => Some(id),
        How::New | How::InPlace => None,
    };
    Ok(sql!(
        "insert into outbox (org, id, chat, source, person, payload, edits, change, \
         created_at, state, attempts) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0)",
        origin.org,
        reply.id,
        &reply.chat,
        reply.chat.source(),
        reply.person,
        to_json(&reply.reply)?,
        edits,
        origin.change,
        origin.at
    ))
}

/// A claimed reply of a row; the second value says why it cannot be read, if so.
pub(crate) fn outgoing(row: &Row) -> Stored<(Outgoing, Option<String>)> {
    let payload = row.get(7).and_then(of_json);
    let (reply, why) = match payload {
        Ok(reply) => (reply, None),
        Err(e) => (Reply::say(""), Some(e.to_string())),
    };
    let outgoing = Outgoing {
        org: row.get(0)?,
        seq: row.get(2)?,
        id: row.get(5)?,
        chat: row.get(1)?,
        person: row.opt(6)?,
        reply,
        edits: row.opt(10)?,
        edits_id: row.opt(8)?,
        epoch: row.get(3)?,
        attempts: row.get::<i64>(4)? - 1,
        at: row.get(9)?,
        shut_out: row.opt(11)?.unwrap_or(false),
    };
    Ok((outgoing, why))
}

/// What is written when a delivery has ended; the chat goes on to its next reply by itself.
pub(crate) fn end(out: &Outgoing, end: &OutgoingEnd, now: Instant) -> Vec<Statement> {
    let (state, key, why) = match end {
        OutgoingEnd::Sent(key) => ("sent", Some(key.as_str()), None),
        OutgoingEnd::Later(_, why) | OutgoingEnd::Closed(why) => {
            ("waiting", None, Some(why.as_str()))
        }
        OutgoingEnd::Dead(why) => ("dead", None, Some(why.as_str())),
        OutgoingEnd::Dropped(why) => ("dropped", None, Some(why.as_str())),
    };
    // A lease that is lost makes null of the state, which the table refuses.
    let mark = sql!(
        "update outbox set state = case when exists (select 1 from chat_line l where l.org = $1 \
         and l.chat = $6 and l.head = $7 and l.epoch = $8) then $3 end, ref = $4, error = $5, \
         attempts = attempts + 1, sent_at = case when $3 = 'sent' then {now_ms} end \
         where org = $1 and id = $2",
        out.org,
        out.id,
        state,
        key,
        why,
        &out.chat,
        out.seq,
        out.epoch
    );
    // What nobody's org said is told to nobody.
    let somebodys = !out.org.0.is_nil();
    let mut all = vec![mark];
    match end {
        OutgoingEnd::Sent(_) | OutgoingEnd::Dropped(_) => {}
        OutgoingEnd::Later(millis, _) => all.push(sql!(
            "update chat_line set lease_until = null, next_at = {now_ms} + $3 \
             where org = $1 and chat = $2",
            out.org,
            &out.chat,
            *millis
        )),
        OutgoingEnd::Closed(why) => {
            all.extend(somebodys.then(|| jobs::chat_closed(out.org, &out.chat, now)));
            all.push(close(out.org, &out.chat, why, now));
        }
        OutgoingEnd::Dead(_) => all.extend(somebodys.then(|| jobs::dead_letters(out.org, now))),
    }
    all
}

/// Marks a chat as closed: it keeps its place, and nothing is taken from it any more.
pub(crate) fn close(org: OrgId, chat: &Address, why: &str, now: Instant) -> Statement {
    sql!(
        "update chat_line set lease_until = null, next_at = null, attempts = 0, \
         closed_at = coalesce(closed_at, $3), closed_why = $4 where org = $1 and chat = $2",
        org,
        chat,
        now,
        why
    )
}
