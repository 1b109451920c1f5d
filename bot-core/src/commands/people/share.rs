//! `/share`: a colleague works along on a customer or a deal: sees it and logs on it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::several;
use super::unshare::Unshare;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::ids::{Code, Kind};
use crate::domain::people::{Lang, Person};
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::t;

/// With whom to share what.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Share {
    /// A customer or a deal.
    pub record: Ref,
    /// One colleague or several.
    pub who: String,
}

/// What can be shared.
pub(super) const SHARED: &[Kind] = &[Kind::Deal, Kind::Customer];

impl Ask for Share {
    const SPEC: Spec = Spec {
        name: "share",
        aliases: &["协作", "加协作人", "share with", "add helper"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("record", Take::Ref(SHARED), By::Shape),
            required("who", Take::Text, By::Rest),
        ],
        example: Both { zh: "协作 D-1 Bo", en: "share D-1 Bo" },
    };
}

#[async_trait]
impl Run for Share {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (kind, before) = cx.find_any("record", &self.record, SHARED).await?;
        let people = people(cx, &self.who).await?;
        let owner = before.get("owner").cloned().unwrap_or_default();
        let mut helpers = helpers(&before);
        let key = |person: &Person| Value::from(person.head.id.to_string());
        let new: Vec<&Person> = people
            .iter()
            .filter(|person| !helpers.contains(&key(person)) && key(person) != owner)
            .collect();
        let lang = cx.lang();
        let (code, named) = called(lang, kind, &before)?;
        let all = names(&people);
        if new.is_empty() {
            return Err(Problem::tell(t!(lang, "share-already", what = named, who = all)));
        }
        helpers.extend(new.iter().map(|person| key(person)));
        save(cx, kind, before.clone(), helpers).await?;
        for person in new {
            let (_, what) = called(person.lang, kind, &before)?;
            let text = t!(person.lang, "share-told", what = what, who = &cx.me.name);
            let open = show::to_show(t!(person.lang, "button-show"), code);
            let reply = Reply::say(text).row(open.into_iter().collect());
            cx.tell(person.person_id(), reply).await?;
        }
        let end = Unshare { record: Ref::code(code), who: all.clone() };
        let row = vec![
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
            Button::new(t!(lang, "share-button-end"), &end),
        ];
        Ok(Reply::say(t!(lang, "share-done", what = named, who = all)).row(row))
    }
}

/// The colleagues whom the words name.
pub(super) async fn people(cx: &mut Cx<'_>, words: &str) -> Result<Vec<Person>, Problem> {
    let all = cx.tx.people().await?;
    several(&all, words).map_err(|word| Problem::tell(t!(cx.lang(), "not-found", what = word)))
}

/// What people are called, as a list.
pub(super) fn names(people: &[Person]) -> String {
    let names: Vec<&str> = people.iter().map(|person| person.name.as_str()).collect();
    names.join("、")
}

/// Who works along on a record so far.
pub(super) fn helpers(fields: &Fields) -> Vec<Value> {
    fields.get("helpers").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The code of a record, and how it is named in a sentence.
pub(super) fn called(lang: Lang, kind: Kind, fields: &Fields) -> Result<(Code, String), Problem> {
    let code = Code { kind, n: fields.get("n").and_then(Value::as_i64).unwrap_or_default() };
    Ok((code, show::coded(lang, &any::label(kind, fields)?, code)))
}

/// Saves who works along from now on.
pub(super) async fn save(
    cx: &mut Cx<'_>,
    kind: Kind,
    before: Fields,
    helpers: Vec<Value>,
) -> Result<(), Problem> {
    let mut after = before.clone();
    after.insert("helpers".to_owned(), json!(helpers));
    let change = any::change(kind, before, after, cx.now)?;
    Ok(cx.tx.save_change(change).await?)
}
