//! `/people show`: one colleague: as what, where, and who stands in.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::EditPerson;
use super::freeze::Freeze;
use super::handover::Handover;
use super::leave::leave_text;
use super::unfreeze::Unfreeze;
use super::{anyone, may_act_for, nobody, roles};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::me::lang_name;
use crate::commands::talk::phone::phone_of;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Person;
use crate::t;

/// Whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShowPerson {
    /// By handle or name.
    pub who: String,
}

impl Ask for ShowPerson {
    const SPEC: Spec = Spec {
        name: "people show",
        aliases: &["看人员", "看同事", "show person"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[required("who", Take::Text, By::Rest)],
        example: Both { zh: "看人员 Bo", en: "people show Bo" },
    };
}

#[async_trait]
impl Run for ShowPerson {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let person = anyone(cx, &self.who).await?;
        // Who has left is known to those who lead or set people up.
        if person.frozen && !may_act_for(cx, &person).await? {
            return Err(nobody(cx, &self.who));
        }
        let lang = cx.lang();
        let team: Vec<_> = person.team.into_iter().collect();
        let team = cx.tx.labels(Kind::Team, &team).await?;
        let cover = cx.person_name(person.cover).await?;
        let until = person.cover_until.map(|at| cx.time(at));
        let cover = until.map(|until| t!(lang, "people-cover-until", who = cover, until = until));
        let leave = leave_text(cx, &person).await?;
        let name = |field| show::field_name(lang, field);
        let state = person.frozen.then(|| t!(lang, "people-frozen"));
        let reply = Reply::card(person.name.clone()).fields([
            (name("handle"), Some(person.handle.clone())),
            (name("role"), Some(roles(cx, &person))),
            (name("team"), team.into_iter().next().map(|(_, _, name)| name)),
            (name("phone"), phone_of(&person)),
            (name("lang"), Some(lang_name(person.lang).to_owned())),
            (name("zone"), Some(person.zone.name().to_owned())),
            (name("cover"), cover),
            (name("leave"), leave),
            (name("status"), state),
        ]);
        Ok(reply.row(steps(cx, &person)))
    }
}

/// What the asker can do about a person.
fn steps(cx: &Cx<'_>, person: &Person) -> Vec<Button> {
    let (lang, who) = (cx.lang(), person.handle.clone());
    let mut row = Vec::new();
    let me = person.person_id() == cx.me.person_id();
    if cx.may(Right::Admin) {
        row.push(Button::asking::<EditPerson>(t!(lang, "people-button-edit"), "who", &*who));
        if person.frozen {
            row.push(Button::new(
                t!(lang, "people-button-unfreeze"),
                &Unfreeze { who: who.clone() },
            ));
        } else if !me {
            row.push(Button::new(t!(lang, "people-button-freeze"), &Freeze { who: who.clone() }));
        }
    }
    if cx.may(Right::Handover) {
        row.push(Button::new(t!(lang, "people-button-handover"), &Handover::of(&who)));
    }
    row
}
