//! `/later`: moves a follow-up.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::{ask_when, refuse_past};
use super::show::then_next;
use super::{FOLLOW_UPS, due_text, find_open, named, owner_of, planned_for, tell_owner};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::Way;
use crate::domain::follow_up::{Due, FollowUp, Shift};
use crate::domain::people::Lang;
use crate::domain::record::Record;
use crate::t;

/// Which follow-up, and to when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Later {
    /// By its code, or by the record that it is on; the only one that is due when not said.
    pub follow_up: Option<Ref>,
    /// To a time.
    pub when: Option<Due>,
    /// By a stretch that counts from now: what a button carries.
    pub by: Option<Shift>,
}

/// What people type for a stretch that is no moment by itself.
const STRETCHES: List = List::Fixed(&[("hour", Both { zh: "+1小时", en: "+1h" })]);

impl Ask for Later {
    const SPEC: Spec = Spec {
        name: "later",
        aliases: &["改期", "推迟", "延后", "postpone", "snooze", "reschedule"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[
            optional("follow_up", Take::Ref(FOLLOW_UPS), By::Shape),
            // A time comes first: of «in 1 hour» the last word alone is a stretch, too.
            optional("when", Take::When, By::Shape),
            optional("by", Take::Choice(STRETCHES), By::Shape),
        ],
        example: Both { zh: "改期 F-2 明天", en: "later F-2 tomorrow" },
    };
}

#[async_trait]
impl Run for Later {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find_open(cx, self.follow_up.as_ref()).await?;
        let by = self.by.map(|by| by.due(before.due(), cx.now, cx.zone()));
        let Some(due) = by.or(self.when).map(|due| at_its_time(cx, &before, due)) else {
            let text = t!(lang, "later-ask-when", what = named(cx, &before));
            return Err(ask_when(text, moves(lang, &before)));
        };
        shift(cx, before, due, None).await
    }
}

/// When it is on another day: what has a time of day keeps it, unless that is over.
fn at_its_time(cx: &Cx<'_>, before: &FollowUp, when: Due) -> Due {
    let (Due::Day(day), Some(was)) = (when, before.due()) else { return when };
    let same = was.on(day, cx.zone());
    if same.is_over(cx.now, cx.zone()) { when } else { same }
}

/// Moves a follow-up to a time; what is to be done then may be another thing.
pub(super) async fn shift(
    cx: &mut Cx<'_>,
    before: FollowUp,
    due: Due,
    what: Option<String>,
) -> Outcome {
    let lang = cx.lang();
    refuse_past(cx, due)?;
    let mut after = before.clone();
    after.set_due(due);
    if let Some(what) = what {
        after.way = Way::said(&what);
        after.what = what;
    }
    let owner = owner_of(cx, &after).await?;
    let when = planned_for(cx, cx.me, owner.as_ref(), &after);
    if before == after {
        let text = t!(lang, "follow-moved-same", what = named(cx, &after), when = when);
        return Ok(Reply::say(text));
    }
    let text = t!(lang, "follow-moved", what = named(cx, &after), when = when);
    cx.save(Some(&before), &after).await?;
    tell_owner(cx, &after, None).await?;
    let was = (show::field_name(lang, "was"), Some(due_text(cx, &before)));
    // A nudge that was moved has said what it had to say.
    Ok(then_next(cx, Reply::say(text).fields([was])).await?.in_place())
}

/// The likeliest moves as buttons.
fn moves(lang: Lang, follow_up: &FollowUp) -> Vec<Button> {
    let by = |by| Later {
        follow_up: Some(Ref::code(follow_up.code())),
        by: Some(by),
        ..Later::default()
    };
    vec![
        Button::new(t!(lang, "button-hour"), &by(Shift::Hour)),
        Button::new(t!(lang, "button-tomorrow"), &by(Shift::Tomorrow)),
        Button::new(t!(lang, "button-three-days"), &by(Shift::ThreeDays)),
        Button::new(t!(lang, "button-next-monday"), &by(Shift::NextMonday)),
    ]
}
