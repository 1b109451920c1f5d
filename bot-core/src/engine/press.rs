//! A pressed button: which command it carries, and whether it still works.

use serde_json::Value;

use crate::chat::dialog::GATE;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind, Token};
use crate::chat::spec::Effect;
use crate::commands::{self, Cx};
use crate::problem::Problem;
use crate::t;

use super::plan::{Plan, problem, ready};

/// A press is an ordinary command under the presser's rights.
pub(super) async fn press(cx: &mut Cx<'_>, token: &str) -> Result<Plan, Problem> {
    let lang = cx.lang();
    let gone = || Ok(Plan::Say(problem(t!(lang, "button-gone"))));
    let Some(token) = Token::read(token) else {
        return gone();
    };
    let place = i64::try_from(token.index).unwrap_or(i64::MAX);
    if token.message.is_nil() {
        return Ok(Plan::Say(problem(t!(lang, "button-none-yet"))));
    }
    let Some(pressed) = cx.tx.pressed(token.message, place).await? else {
        return gone();
    };
    let me = cx.me.person_id();
    let allowed = pressed.person == Some(me) || pressed.reply.pressers.contains(&me);
    if !allowed {
        return Ok(Plan::Say(problem(t!(lang, "button-not-yours"))));
    }
    // What was forgotten has taken its buttons along.
    if pressed.reply.rows.is_empty() {
        return gone();
    }
    let Some(button) = pressed.reply.buttons().nth(token.index) else {
        let (n, count) = (token.index.wrapping_add(1), pressed.reply.buttons().count());
        return Ok(Plan::Say(problem(t!(lang, "button-none", n = n, count = count))));
    };
    let Some(entry) = commands::entry(&button.asked.command) else {
        return gone();
    };
    let writes = entry.spec.effect != Effect::Reads;
    if writes && pressed.used {
        return Ok(Plan::Say(problem(t!(lang, "button-used"))));
    }
    if cx.now.0 - pressed.at.0 > BUTTON_MILLIS {
        return gone();
    }
    // The lines of a digest are dealt with one by one, and each of them in several ways.
    let row = || match pressed.reply.kind {
        ReplyKind::Digest => vec![token.index],
        _ => row_of(&pressed.reply, token.index),
    };
    let press = writes.then(|| (token, row()));
    let asked = button.asked.clone();
    if asked.args.contains_key(GATE) && !cx.talk.waits_for(&asked, GATE, cx.now) {
        return Ok(Plan::Say(no_longer_open(cx, asked)));
    }
    let mut plan = ready(asked, entry.spec);
    if let Plan::Run(run) = &mut plan {
        run.press = press;
    }
    Ok(plan)
}

/// Says that what a stage demanded is not asked for any more, and offers to begin anew.
fn no_longer_open(cx: &Cx<'_>, mut asked: Asked) -> Reply {
    let lang = cx.lang();
    asked.args.remove(GATE);
    asked.args.remove("filled");
    let code = asked.args.get("deal").and_then(Value::as_str).unwrap_or_default();
    let label = t!(lang, "gate-again", code = code);
    problem(t!(lang, "gate-over")).row(vec![Button { label, asked }])
}

/// For how long a button works: 30 days.
const BUTTON_MILLIS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The places of all buttons in the row of one: pressing one uses up its row.
fn row_of(reply: &Reply, index: usize) -> Vec<usize> {
    let mut start = 0;
    for row in &reply.rows {
        if index < start + row.len() {
            return (start..start + row.len()).collect();
        }
        start += row.len();
    }
    vec![index]
}
