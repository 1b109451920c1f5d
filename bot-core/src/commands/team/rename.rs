//! `/team rename`: a team gets another name.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{all, free_name};
use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Team;
use crate::t;

/// Which team, and what it is called from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenameTeam {
    /// The team.
    pub team: Ref,
    /// The new name.
    pub name: String,
}

impl Ask for RenameTeam {
    const SPEC: Spec = Spec {
        name: "team rename",
        aliases: &["团队改名", "改团队名", "rename team"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("team", Take::Ref(&[Kind::Team]), By::Shape),
            required("name", Take::Text, By::Rest),
        ],
        example: Both { zh: "团队改名 华东 华东一区", en: "team rename 华东 East" },
    };
}

#[async_trait]
impl Run for RenameTeam {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before: Team = cx.find("team", &self.team).await?;
        let teams = all(cx).await?;
        let name = free_name(cx, &teams, &self.name, Some(before.head.id))?;
        let mut after = before.clone();
        after.name = name;
        if after != before {
            cx.save(Some(&before), &after).await?;
        }
        let lang = cx.lang();
        let text = t!(lang, "team-renamed", old = &before.name, name = &after.name);
        Ok(Reply::say(text).button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}
