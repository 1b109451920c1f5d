//! What a customer did, and nothing else: «华为付款了», `Acme paid`. It is noted; the promise of it is offered to be done.

use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::commands::Cx;
use crate::commands::follow::is_kept;
use crate::commands::log::note::LogNote;
use crate::domain::fold::Folded;
use crate::problem::Problem;

use super::filled::kinds_of;
use super::plan::{Plan, ready};
use super::sentence::{known_at, opened};

/// The longest such sentence behind the name, in characters: more is about something else.
const LONGEST: usize = 24;

/// A note of it, where words begin with somebody known.
pub(super) async fn kept(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if !is_kept(text) {
        return Ok(None);
    }
    let spec = &LogNote::SPEC;
    let (begin, _) = opened(cx, text);
    let Some(len) = known_at(cx, &kinds_of(spec), &text[begin..]).await? else { return Ok(None) };
    let end = begin + len;
    if !is_kept(&text[end..]) || text[end..].chars().count() > LONGEST {
        return Ok(None);
    }
    let name = text[begin..end].to_owned();
    // A day at the beginning is part of what was said.
    let content = [text[..begin].trim(), text[end..].trim()].join(" ").trim().to_owned();
    let args = [("record", name), ("content", content)];
    let args = args.map(|(field, value)| (field.to_owned(), value.into()));
    let asked = Asked { command: spec.name.to_owned(), args: args.into_iter().collect() };
    Ok(Some(ready(asked, spec)))
}
