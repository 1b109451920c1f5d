//! `/today`: what is due, as cards one by one, the most overdue first.

use async_trait::async_trait;
use chrono::Days;
use serde::{Deserialize, Serialize};

use super::show::{card, nothing_open, nudge_buttons};
use super::{due_text, mine, named};
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::order::approvals::and_waiting;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::calendar::day_start;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::Instant;
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::store::FollowUpFilter;
use crate::t;

/// How many due follow-ups one round deals.
const ROUND: i64 = 100;

/// The next card.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Today {
    /// The numbers of those that this round has shown and that were left as they are.
    pub seen: Vec<i64>,
}

impl Ask for Today {
    const SPEC: Spec = Spec {
        name: "today",
        aliases: &["今天", "今日", "今日待办", "待办", "due"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "今天", en: "today" },
    };
}

#[async_trait]
impl Run for Today {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut due = due_today(cx).await?;
        if due.is_empty() {
            let reply = nothing_due(cx).await?;
            return and_waiting(cx, reply).await;
        }
        let begins = self.seen.is_empty();
        due.retain(|follow_up| !self.seen.contains(&follow_up.head.n));
        let Some(first) = due.first() else {
            cx.talk.more = None;
            return Ok(Reply::card(t!(lang, "today-end", n = self.seen.len()))
                .button(t!(lang, "button-again-from-start"), &Self::default()));
        };
        let reply = card(cx, first).await?.row(nudge_buttons(lang, first.code()));
        self.seen.push(first.head.n);
        let left = due.len() - 1;
        cx.talk.more = (left > 0).then(|| Asked::of(&self));
        let reply = if left == 0 {
            reply
        } else {
            let more = Button::new(t!(lang, "button-more"), &self);
            reply.text(t!(lang, "today-left", n = left)).row(vec![more])
        };
        if begins { and_waiting(cx, reply).await } else { Ok(reply) }
    }
}

/// What the asker has to do by the end of the day.
pub(crate) async fn due_today(cx: &mut Cx<'_>) -> Result<Vec<FollowUp>, Problem> {
    let today = cx.today();
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let end = Instant::from(day_start(tomorrow, cx.zone())).plus_millis(-1);
    let filter = FollowUpFilter::DueFor(cx.scope(), end, today);
    Ok(cx.tx.follow_ups(&filter, ROUND).await?)
}

/// Says that nothing is due, and what comes next.
async fn nothing_due(cx: &mut Cx<'_>) -> Outcome {
    let lang = cx.lang();
    cx.talk.more = None;
    let Some(next) = mine(cx).await?.into_iter().next() else {
        return Ok(nothing_open(cx));
    };
    let (what, when) = (named(cx, &next), due_text(cx, &next));
    Ok(Reply::card(t!(lang, "today-none", what = what, when = when)))
}
