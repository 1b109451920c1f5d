//! `/team add`: a new team, at the top or below another one.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListTeams;
use super::{all, free_name};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Team;
use crate::t;

/// What it is called, and where it stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddTeam {
    /// The name.
    pub name: String,
    /// The team above.
    #[serde(default)]
    pub parent: Option<Ref>,
}

impl Ask for AddTeam {
    const SPEC: Spec = Spec {
        name: "team add",
        aliases: &["加团队", "新团队", "add team", "new team"],
        right: Right::Admin,
        effect: Effect::Creates,
        args: &[
            optional("parent", Take::Ref(&[Kind::Team]), By::Key),
            required("name", Take::Text, By::Rest),
        ],
        example: Both {
            zh: "加团队 上海组 上级=华东", en: "team add Shanghai parent=华东"
        },
    };
}

#[async_trait]
impl Run for AddTeam {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let parent: Option<Team> = match &self.parent {
            Some(named) => Some(cx.find("parent", named).await?),
            None => None,
        };
        let teams = all(cx).await?;
        let name = free_name(cx, &teams, &self.name, None)?;
        let head = cx.new_head(Kind::Team).await?;
        let team = Team { head, name, parent: parent.as_ref().map(|team| team.head.id) };
        cx.save(None, &team).await?;
        let lang = cx.lang();
        let text = if let Some(parent) = &parent {
            t!(lang, "team-added-below", name = &team.name, parent = &parent.name)
        } else {
            t!(lang, "team-added", name = &team.name)
        };
        Ok(Reply::say(text).row(vec![
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
            Button::new(t!(lang, "team-button-all"), &ListTeams {}),
        ]))
    }
}
