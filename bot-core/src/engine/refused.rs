//! What a customer says will not be done on a day: «华威周五不付款», `Acme won't pay on Friday`. It is noted, and
//! nothing is planned for that day.

use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::chat::understand::next_step::refuses;
use crate::commands::Cx;
use crate::commands::log::note::LogNote;
use crate::domain::fold::Folded;
use crate::problem::Problem;

use super::filled::kinds_of;
use super::plan::{Plan, ready};
use super::sentence::{known_at, opened};

/// A note of it, where words begin with somebody known.
pub(super) async fn refused(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if !refuses(text, &cx.env().here()) {
        return Ok(None);
    }
    let spec = &LogNote::SPEC;
    let (begin, _) = opened(cx, text);
    let Some(len) = known_at(cx, &kinds_of(spec), &text[begin..]).await? else { return Ok(None) };
    let name = text[begin..begin + len].to_owned();
    let content = message.words(begin + len..text.len()).trim().to_owned();
    let args = [("record", name), ("content", content)];
    let args = args.map(|(field, value)| (field.to_owned(), value.into()));
    let asked = Asked { command: spec.name.to_owned(), args: args.into_iter().collect() };
    Ok(Some(ready(asked, spec)))
}
