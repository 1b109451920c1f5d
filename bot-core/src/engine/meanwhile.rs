//! What is said while a question is open that any words answer, and is about something else all the same:
//! somebody else's customer, or a leave of one's own.

use crate::chat::dialog::Dialog;
use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::chat::understand::happened::happened;
use crate::commands::Cx;
use crate::commands::follow::today::Today;
use crate::commands::people::leave::TakeLeave;
use crate::commands::people::leave_said::of_sentence;
use crate::domain::fold::Folded;
use crate::problem::Problem;

use super::doubt::asks_for_today;
use super::elsewhere::{is_of_another, of_another};
use super::plan::{Plan, ready};
use super::sentence::{OPENERS, Said, sentence, without};
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
    // «见了华威的王总，要加10台»
    let begin = without(text, 0, OPENERS);
    let met = happened(text).filter(|found| found.span.start == begin).map(|found| found.span.end);
    if let Some(end) = met
        && is_of_another(cx, text[end..].trim_start_matches(['了', ' '])).await?
        && let Some(plan) = sentence(cx, message, Said::Alone).await?
    {
        return Ok(Some(plan));
    }
    if let Some(which) = of_another(cx, text).await? {
        let plan = sentence(cx, message, Said::Alone).await?;
        return Ok(Some(plan.unwrap_or(which)));
    }
    let leave = of_sentence(cx, text).await?.filter(|heard| !heard.unsure && heard.rest.is_empty());
    Ok(leave.map(|heard| ready(Asked::of(&heard.leave), &TakeLeave::SPEC)))
}
