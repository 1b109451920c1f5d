//! `/give`: hands one record, or one follow-up, to a colleague; to oneself when nobody is named.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::over;
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required, rest};
use crate::commands::find_record::same;
use crate::commands::owners::{given, new_owner};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::follow_up::FollowUp;
use crate::domain::ids::{Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::order::Order;
use crate::domain::people::Person;
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::Problem;
use crate::t;

/// What can be given, one by one.
pub(crate) const GIVEN: &[Kind] =
    &[Kind::FollowUp, Kind::Deal, Kind::Lead, Kind::Customer, Kind::Order];
/// What stands for the asker.
const ME: [&str; 4] = ["me", "我", "自己", "myself"];
/// What may stand before the one who gets it.
const TO: [&str; 3] = ["给", "to ", "→"];

/// What goes to whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Give {
    /// By code or name.
    pub record: Ref,
    /// By handle or name.
    pub to: Option<String>,
}

impl Ask for Give {
    const SPEC: Spec = Spec {
        name: "give",
        aliases: &["转给", "转交", "reassign"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[required("record", Take::Ref(GIVEN), By::Shape), rest("to")],
        example: Both { zh: "转给 D-1 Bo", en: "give D-1 Bo" },
    };
}

#[async_trait]
impl Run for Give {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (kind, fields) = cx.find_any("record", &self.record, GIVEN).await?;
        if let Some(over) = over(cx, kind, &fields)? {
            return Err(over);
        }
        let owner = fields.get("owner").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let to = self.receiver(cx, owner.map(PersonId)).await?;
        match kind {
            Kind::FollowUp => give::<FollowUp>(cx, fields, &to).await,
            Kind::Deal => give::<Deal>(cx, fields, &to).await,
            Kind::Lead => give::<Lead>(cx, fields, &to).await,
            Kind::Customer => give::<Customer>(cx, fields, &to).await,
            _ => give::<Order>(cx, fields, &to).await,
        }
    }
}

impl Give {
    async fn receiver(&self, cx: &mut Cx<'_>, owner: Option<PersonId>) -> Result<Person, Problem> {
        let word = self.to.as_deref().map(str::trim).unwrap_or_default();
        let word = TO.iter().find_map(|to| word.strip_prefix(to)).unwrap_or(word).trim();
        if word.is_empty() {
            return Err(whom(cx, owner).await?);
        }
        if ME.iter().any(|me| same(me, word)) {
            return Ok(cx.me.clone());
        }
        new_owner(cx, Some(word)).await
    }
}

/// Asks who is to get it: those who sell and whom the asker sees, but for whose it is.
async fn whom(cx: &mut Cx<'_>, owner: Option<PersonId>) -> Result<Problem, Problem> {
    let mut choices = Vec::new();
    for person in cx.tx.people().await? {
        let sells = cx.org.roles.allow(&person.roles, Right::Sell);
        let sells = sells && Some(person.person_id()) != owner;
        if choices.len() < 5 && sells && crate::commands::owners::is_under(cx, &person).await? {
            choices.push((person.name.clone(), person.handle.clone().into()));
        }
    }
    Ok(cx.ask("to", t!(cx.lang(), "give-whom"), choices))
}

async fn give<R: Record>(cx: &mut Cx<'_>, fields: Fields, to: &Person) -> Outcome {
    let before: R = of_fields(fields.clone())?;
    let lang = cx.lang();
    let what = show::named(lang, &before);
    if before.owner() == Some(to.person_id()) {
        return Err(Problem::tell(t!(lang, "give-same", what = what, who = &to.name)));
    }
    let mut row = fields;
    let PersonId(id) = to.person_id();
    row.insert("owner".to_owned(), Value::from(id.to_string()));
    let after: R = of_fields(row)?;
    cx.save(Some(&before), &after).await?;
    let mut buttons: Vec<Button> =
        show::to_show(t!(lang, "button-show"), after.code()).into_iter().collect();
    buttons.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
    let text = t!(lang, "give-done", what = what, who = &to.name);
    given(cx, Reply::say(text).row(buttons), &before, &after).await
}
