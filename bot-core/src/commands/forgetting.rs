//! Forgetting somebody, which cannot be undone: first what would go and what stays, then a button.

use std::collections::BTreeSet;

use crate::chat::reply::{Button, Reply};
use crate::chat::spec::Ask;
use crate::commands::{Cx, Outcome, show, values};
use crate::domain::ids::{Code, Kind};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{Forget, Removal};
use crate::t;

/// How many names a preview lists.
const NAMES: usize = 8;

/// Shows what forgetting would remove or, where the button under that was pressed, does it.
///
/// `sure` is what the button stands for: if a record has changed since, it is shown anew. `confirm`
/// makes the command of the button.
pub(crate) async fn forget<A: Ask>(
    cx: &mut Cx<'_>,
    who: Forget,
    named: &str,
    code: Code,
    sure: Option<&str>,
    confirm: impl FnOnce(String) -> A,
) -> Outcome {
    let would = cx.tx.would_forget(&who).await?;
    let lang = cx.lang();
    if would.is_nothing()
        && let Some(at) = cx.tx.forgotten_at(who.id).await?
    {
        return Err(Problem::tell(t!(lang, "forget-already", code = code, at = cx.time(at))));
    }
    if sure == Some(would.stamp.as_str()) {
        let done = cx.tx.forget(&who).await?;
        // What this conversation remembers may be what is to be forgotten.
        *cx.talk = crate::chat::dialog::Talk::default();
        let text = t!(lang, "forget-done", code = code, records = records(lang, &done));
        let open = show::to_show(t!(lang, "button-show"), code);
        return Ok(Reply::say(text).row(open.into_iter().collect()));
    }
    let preview = preview(cx, &who, named, &would, sure.is_some());
    let go = Button::new(t!(lang, "button-forget"), &confirm(would.stamp));
    let open = show::to_show(t!(lang, "button-show"), code);
    let preview = preview.row(std::iter::once(go).chain(open).collect());
    // What had become stale is not used up: nothing was done.
    if sure.is_some() { Err(preview.into()) } else { Ok(preview) }
}

/// Refuses where others read along: what is to be forgotten is not to be shown around first.
pub(crate) fn only_alone(cx: &Cx<'_>) -> Result<(), Problem> {
    if cx.chat.group {
        return Err(Problem::tell(t!(cx.lang(), "forget-not-here")));
    }
    Ok(())
}

fn preview(cx: &Cx<'_>, who: &Forget, named: &str, would: &Removal, anew: bool) -> Reply {
    let lang = cx.lang();
    let title = t!(lang, "forget-title", who = named);
    let mut names = would.names.clone();
    let more = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let mut names = joined(lang, &names);
    if more > 0 {
        names = t!(lang, "forget-more", names = names, more = more);
    }
    let mut reply = Reply::card(title);
    if anew {
        reply = reply.text(t!(lang, "forget-changed"));
    }
    reply = reply.fields([
        (t!(lang, "forget-people"), Some(names)),
        (t!(lang, "forget-goes"), Some(fields(cx, would))),
        (t!(lang, "forget-in"), Some(records(lang, would))),
        (
            t!(lang, "forget-also"),
            Some(t!(
                lang,
                "forget-traces",
                events = would.events,
                messages = would.messages,
                files = would.files
            )),
        ),
        (t!(lang, "forget-stays"), Some(t!(lang, "forget-stays-what"))),
    ]);
    if who.kind == Kind::Customer {
        reply = reply.text(if would.fields.contains(&(Kind::Customer, "name")) {
            t!(lang, "forget-all")
        } else {
            t!(lang, "forget-company-stays")
        });
    }
    reply.text(t!(lang, "forget-final"))
}

/// The fields that hold something, by name, each once.
fn fields(cx: &Cx<'_>, would: &Removal) -> String {
    let mut seen = BTreeSet::new();
    let mut fields = would.fields.clone();
    fields.sort_by_key(|(_, field)| values::place(field));
    let lang = cx.lang();
    let names = fields.iter().map(|(kind, field)| match (kind, *field) {
        (Kind::Customer | Kind::Deal, "name") => {
            t!(lang, "forget-name-of", kind = show::kind_name(lang, *kind))
        }
        _ => values::called(cx, *kind, field),
    });
    let names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    joined(lang, &names)
}

/// How many records of each kind: `线索 1、客户 1`.
fn records(lang: Lang, removal: &Removal) -> String {
    let each = removal.records.iter().map(|(kind, n)| {
        let kind = show::kind_name(lang, *kind);
        t!(lang, "forget-count", kind = kind, count = *n)
    });
    joined(lang, &each.collect::<Vec<_>>())
}

fn joined(lang: Lang, parts: &[String]) -> String {
    parts.join(if lang == Lang::Zh { "、" } else { ", " })
}
