//! What was sent along: on something that happened before, or beside what was just done.

use uuid::Uuid;

use super::begun;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::commands::follow::{On, RECORDS};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome};
use crate::domain::activity::{Activity, Way};
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

/// What stands in place of words where there are none: it is too short to count.
pub(crate) const WORDLESS: &str = "📎";

/// Puts files on something that happened before.
pub(super) async fn add(cx: &mut Cx<'_>, on: &On, with: &Ref, files: &[Uuid]) -> Outcome {
    let before: Activity = cx.find("record", with).await?;
    let mut after = before.clone();
    after.files.extend(cx.tx.attach(files, before.head.id).await?);
    cx.save(Some(&before), &after).await?;
    let lang = cx.lang();
    let text = t!(lang, "file-added", on = on.named(lang), n = after.files.len());
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    Ok(Reply::say(text).about(on.code).row(vec![undo]))
}

/// Puts files on a record as a remark of its own, within the same change.
pub(crate) async fn beside(cx: &mut Cx<'_>, code: Code, files: &[Uuid]) -> Result<bool, Problem> {
    let fields = cx.tx.by_code(code, cx.scope()).await?;
    let id = fields.as_ref().and_then(|fields| fields.get("id")?.as_str()?.parse().ok());
    let Some(on) = (match id {
        Some(id) if RECORDS.contains(&code.kind) => On::at(cx, code.kind, id).await?,
        _ => None,
    }) else {
        return Ok(false);
    };
    let mut remark = begun(cx, &on, Way::Note, WORDLESS.to_owned()).await?;
    remark.files = cx.tx.attach(files, remark.head.id).await?;
    if remark.files.is_empty() {
        return Ok(false);
    }
    cx.save(None, &remark).await?;
    Ok(true)
}
