//! What is said while a question is open that any words answer, and is about something else all the same:
//! somebody else's customer, or a leave of one's own.

use crate::chat::dialog::Dialog;
use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::commands::Cx;
use crate::commands::follow::today::Today;
use crate::commands::people::leave::TakeLeave;
use crate::commands::people::leave_said::of_sentence;
use crate::domain::fold::Folded;
use crate::problem::Problem;

use super::doubt::asks_for_today;
use super::elsewhere::of_another;
use super::plan::{Plan, ready};
use super::sentence::{Said, sentence};
use super::to_question::is_free;

/// What such words come to by themselves.
pub(super) async fn meanwhile(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    if !is_free(dialog) {
        return Ok(None);
    }
    let text = message.text();
    if asks_for_today(text) {
        return Ok(Some(ready(Asked::of(&Today::default()), &Today::SPEC)));
    }
    if let Some(which) = of_another(cx, text).await? {
        let plan = sentence(cx, message, Said::Alone).await?;
        return Ok(Some(plan.unwrap_or(which)));
    }
    let leave = of_sentence(cx, text).await?.filter(|heard| !heard.unsure && heard.rest.is_empty());
    Ok(leave.map(|heard| ready(Asked::of(&heard.leave), &TakeLeave::SPEC)))
}
