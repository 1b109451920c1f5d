//! `/merge`: two records that are one become one, after a look at what stays.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::dups::Dups;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::edit::currency_of;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own, show, values};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Instant, Kind, PersonId};
use crate::domain::merge::{is_empty, merged, pointed};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Fields;
use crate::domain::{any, fold};
use crate::problem::Problem;
use crate::store::{Hanging, Page, RecordsExt as _};
use crate::t;

/// Which one stays, and which one goes into it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Merge {
    /// The one that stays.
    pub keep: Ref,
    /// The one that goes.
    pub other: Ref,
    /// The versions that were shown, which the button under the preview stands for.
    #[serde(default)]
    pub sure: Option<String>,
    /// Where the pairs go on of which this is one.
    #[serde(default)]
    pub then: Option<Dups>,
}

/// What can be merged.
pub(super) const MERGED: &[Kind] = &[Kind::Customer, Kind::Lead];
/// What may point at a lead or a customer.
const MOVED: [Kind; 7] = [
    Kind::Contact,
    Kind::Deal,
    Kind::Order,
    Kind::Lead,
    Kind::Activity,
    Kind::FollowUp,
    Kind::Customer,
];
/// How many records are read at once.
const BATCH: i64 = 500;

impl Ask for Merge {
    const SPEC: Spec = Spec {
        name: "merge",
        aliases: &["合并", "合并客户", "合并线索", "merge customers", "merge leads"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("keep", Take::Ref(MERGED), By::Shape),
            required("other", Take::Ref(MERGED), By::Shape),
        ],
        example: Both { zh: "合并 C-1 C-2", en: "merge C-1 C-2" },
    };
}

/// A record of one of the kinds that can be merged.
pub(super) struct Side {
    pub(super) kind: Kind,
    pub(super) id: Uuid,
    pub(super) code: Code,
    pub(super) fields: Fields,
}

impl Side {
    pub(super) async fn find(cx: &mut Cx<'_>, field: &str, named: &Ref) -> Result<Self, Problem> {
        let (kind, fields) = cx.find_any(field, named, MERGED).await?;
        let id = fields.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let n = fields.get("n").and_then(Value::as_i64).unwrap_or_default();
        Ok(Self { kind, id: id.unwrap_or_default(), code: Code { kind, n }, fields })
    }

    fn version(&self) -> i64 {
        self.fields.get("version").and_then(Value::as_i64).unwrap_or_default()
    }

    fn owner(&self) -> Option<PersonId> {
        self.fields.get("owner")?.as_str()?.parse().ok().map(PersonId)
    }

    pub(super) fn named(&self, lang: Lang) -> Result<String, Problem> {
        Ok(show::coded(lang, &any::label(self.kind, &self.fields)?, self.code))
    }
}

#[async_trait]
impl Run for Merge {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let keep = Side::find(cx, "keep", &self.keep).await?;
        let other = Side::find(cx, "other", &self.other).await?;
        possible(cx, &keep, &other).await?;
        let after = merged(keep.kind, &keep.fields, &other.fields);
        let hanging = cx.tx.hanging_on((other.kind, other.id), cx.scope()).await?;
        let stamp = format!("{}.{}", keep.version(), other.version());
        if self.sure.as_ref() == Some(&stamp) {
            take_in(cx, &keep, &other, &after).await?;
            tell(cx, &keep, &other).await?;
            return self.done(cx, &keep, &other, &hanging);
        }
        let stale = self.sure.is_some();
        let preview = preview(cx, (&keep, &other), &after, &hanging, stale).await?;
        let (keep, other) = (Ref::code(keep.code), Ref::code(other.code));
        let swap = Self { keep: other.clone(), other: keep.clone(), sure: None, ..self.clone() };
        let go = Self { keep, other, sure: Some(stamp), ..self };
        let mut row = vec![
            Button::new(t!(cx.lang(), "merge-button"), &go),
            Button::new(t!(cx.lang(), "merge-button-swap"), &swap),
        ];
        let later = t!(cx.lang(), "dups-button-later");
        row.extend(go.then.as_ref().map(|then| Button::new(later, then)));
        let preview = preview.row(row);
        // What had become stale is not used up: nothing was done.
        if stale { Err(preview.into()) } else { Ok(preview) }
    }
}

impl Merge {
    fn done(&self, cx: &Cx<'_>, keep: &Side, other: &Side, hanging: &[Hanging]) -> Outcome {
        let lang = cx.lang();
        let (stays, goes) = (keep.named(lang)?, other.named(lang)?);
        let mut reply = Reply::say(t!(lang, "merge-done", keep = stays, other = goes));
        let what = counts(lang, hanging);
        if !what.is_empty() {
            reply = reply.text(t!(lang, "merge-moved", what = what));
        }
        let mut row: Vec<Button> =
            show::to_show(t!(lang, "button-show"), keep.code).into_iter().collect();
        row.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
        row.extend(self.then.as_ref().map(|then| Button::new(t!(lang, "dups-button-next"), then)));
        Ok(reply.row(row).about(keep.code))
    }
}

/// Refuses two that are of different kinds, or one.
pub(super) fn same_kind(cx: &Cx<'_>, one: &Side, other: &Side) -> Result<(), Problem> {
    let lang = cx.lang();
    if one.kind != other.kind {
        let [a, b] = [one.kind, other.kind].map(|kind| show::kind_name(lang, kind));
        return Err(Problem::tell(t!(lang, "merge-kinds", a = a, b = b)));
    }
    if one.id == other.id {
        return Err(Problem::tell(t!(lang, "merge-itself", what = one.named(lang)?)));
    }
    Ok(())
}

/// Refuses what makes no sense.
async fn possible(cx: &mut Cx<'_>, keep: &Side, other: &Side) -> Result<(), Problem> {
    same_kind(cx, keep, other)?;
    let lang = cx.lang();
    for side in [keep, other] {
        let at: Option<Instant> = cx.tx.forgotten_at(side.id).await?;
        if let Some(at) = at {
            let (code, at) = (side.code.to_string(), cx.time(at));
            return Err(Problem::tell(t!(lang, "merge-forgotten", code = code, at = at)));
        }
    }
    let became =
        |side: &Side| side.fields.get("customer").and_then(Value::as_str).map(str::to_owned);
    if became(keep).zip(became(other)).is_some_and(|(a, b)| a != b) {
        return Err(Problem::tell(t!(lang, "merge-two-customers")));
    }
    Ok(())
}

/// What stays, field by field: what comes from the other one and what of it is not kept is said.
async fn preview(
    cx: &mut Cx<'_>,
    (keep, other): (&Side, &Side),
    after: &Fields,
    hanging: &[Hanging],
    stale: bool,
) -> Outcome {
    let lang = cx.lang();
    for side in [keep, other] {
        cx.shows_contacts(side.kind, side.id, side.owner());
    }
    let title = t!(lang, "merge-title", keep = keep.named(lang)?, other = other.named(lang)?);
    let mut reply = Reply::card(title).about(keep.code);
    if stale {
        reply = reply.text(t!(lang, "merge-changed"));
    }
    let mut lines = Vec::new();
    for (field, value) in values::shown(cx, after) {
        if field == "withdrawn" || is_empty(value) {
            continue;
        }
        let empty = Value::Null;
        let [mine, theirs] = [keep, other].map(|side| side.fields.get(field).unwrap_or(&empty));
        let currency = currency_of(cx, after);
        let is = values::reads(cx, keep.kind, field, value, currency).await?;
        let code = other.code.to_string();
        let dropped = !is_empty(theirs) && !kept(after, value, theirs);
        let line = if is_empty(mine) {
            t!(lang, "merge-from", value = is, code = code)
        } else if dropped {
            let was = values::reads(cx, keep.kind, field, theirs, currency).await?;
            t!(lang, "merge-not-kept", value = is, code = code, other = was)
        } else {
            is
        };
        lines.push((values::called(cx, keep.kind, field), Some(line)));
    }
    lines.extend(own_lines(cx, (keep, other), after));
    reply = reply.fields(lines);
    let what = counts(lang, hanging);
    if !what.is_empty() {
        reply = reply.text(t!(lang, "merge-moves", what = what));
    }
    Ok(reply.text(t!(lang, "merge-how", other = other.code.to_string())))
}

/// The same of the org's own fields.
fn own_lines(
    cx: &Cx<'_>,
    (keep, other): (&Side, &Side),
    after: &Fields,
) -> Vec<(String, Option<String>)> {
    let lang = cx.lang();
    let [mine, theirs, stays] =
        [&keep.fields, &other.fields, after].map(|fields| own::of_args(fields.get("extra")));
    let code = other.code.to_string();
    let line = |(name, value): (&String, &Value)| {
        let read = |value: &Value| own::reads_as(cx, keep.kind, name, value);
        let (is, theirs) = (read(value), theirs.get(name).filter(|value| !is_empty(value)));
        let line = match (mine.get(name).filter(|value| !is_empty(value)), theirs) {
            (None, _) => t!(lang, "merge-from", value = is, code = &code),
            (Some(mine), Some(theirs)) if mine != theirs => {
                t!(lang, "merge-not-kept", value = is, code = &code, other = read(theirs))
            }
            _ => is,
        };
        (own::named(cx, keep.kind, name), Some(line))
    };
    stays.iter().filter(|(_, value)| !is_empty(value)).map(line).collect()
}

/// Tells whether the other one's value is in what stays, here or in another field of it.
fn kept(after: &Fields, value: &Value, theirs: &Value) -> bool {
    let Some(theirs) = theirs.as_str() else { return value.is_array() || value == theirs };
    let says = |value: &Value| match value {
        Value::String(text) => {
            fold::key(text) == fold::key(theirs) || text.lines().any(|line| line == theirs)
        }
        Value::Array(list) => list.iter().any(|one| one.as_str() == Some(theirs)),
        _ => false,
    };
    says(value)
        || ["also", "aliases", "helpers"].iter().filter_map(|name| after.get(*name)).any(says)
        || value.as_str().is_some_and(|text| text.contains(theirs))
}

/// How many of each kind: `3 个商机、2 个联系人`.
fn counts(lang: Lang, hanging: &[Hanging]) -> String {
    let each = hanging
        .iter()
        .map(|of| t!(lang, "merge-count", kind = show::kind_name(lang, of.kind), count = of.count));
    each.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Writes the one that stays, takes the other one away, and moves what points at it.
async fn take_in(
    cx: &mut Cx<'_>,
    keep: &Side,
    other: &Side,
    after: &Fields,
) -> Result<(), Problem> {
    let now = cx.now;
    let mut save = vec![any::change(keep.kind, keep.fields.clone(), after.clone(), now)?];
    let mut gone = other.fields.clone();
    gone.insert("withdrawn".to_owned(), json!(true));
    gone.insert("merged".to_owned(), json!(keep.id));
    save.push(any::change(other.kind, other.fields.clone(), gone, now)?);
    for change in save {
        cx.tx.save_change(change).await?;
    }
    let owner = after.get("owner").cloned().unwrap_or_default();
    for kind in MOVED {
        let mut page = Page { below: None, limit: BATCH };
        loop {
            let records = cx.tx.pointing_at((other.kind, other.id), kind, page).await?;
            page.below = records.last().and_then(|last| last.get("n")).and_then(Value::as_i64);
            if records.is_empty() {
                break;
            }
            for before in records {
                let id = before.get("id").and_then(Value::as_str);
                if id == Some(keep.id.to_string().as_str()) {
                    continue;
                }
                let mut after = pointed(&before, other.id, keep.id);
                // People are seen with where they work.
                if kind == Kind::Contact {
                    after.insert("owner".to_owned(), owner.clone());
                }
                cx.tx.save_change(any::change(kind, before, after, now)?).await?;
            }
        }
    }
    Ok(())
}

/// Tells those whose records they were.
async fn tell(cx: &mut Cx<'_>, keep: &Side, other: &Side) -> Result<(), Problem> {
    let me = Some(cx.me.person_id());
    for side in [keep, other] {
        let Some(owner) = side.owner().filter(|owner| Some(*owner) != me) else { continue };
        if side.id == other.id && keep.owner() == Some(owner) {
            continue;
        }
        let Some(person) = cx.tx.get::<Person>(owner.0).await? else { continue };
        let lang = person.lang;
        let (goes, who) = (other.named(lang)?, cx.me.name.clone());
        // Of a lead only one has hold: the other one sees it no more.
        let sees = side.id == keep.id || keep.kind == Kind::Customer;
        let reply = if sees {
            let text = t!(lang, "merge-told", who = who, keep = keep.named(lang)?, other = goes);
            let open = show::to_show(t!(lang, "button-show"), keep.code);
            Reply::say(text).row(open.into_iter().collect()).about(keep.code)
        } else {
            let owner = cx.person_name(keep.owner()).await?;
            Reply::say(t!(lang, "merge-told-gone", who = who, other = goes, owner = owner))
        };
        cx.tell(owner, reply).await?;
    }
    Ok(())
}
