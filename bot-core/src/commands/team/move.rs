//! `/team move`: a team goes below another one, or to the top.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::list::ListTeams;
use super::{all, name_of, with_above};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::find_record::same;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Team;
use crate::problem::Problem;
use crate::t;

/// Which team goes where.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveTeam {
    /// The team.
    pub team: Ref,
    /// The team above, or a word for the top.
    pub parent: String,
}

/// What means that no team is above.
const TOP: [&str; 6] = ["top", "顶层", "最上层", "无", "none", "-"];

impl Ask for MoveTeam {
    const SPEC: Spec = Spec {
        name: "team move",
        aliases: &["移团队", "团队移到", "move team"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("team", Take::Ref(&[Kind::Team]), By::Shape),
            required("parent", Take::Text, By::Rest),
        ],
        example: Both { zh: "移团队 华东 顶层", en: "team move 华东 top" },
    };
}

#[async_trait]
impl Run for MoveTeam {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before: Team = cx.find("team", &self.team).await?;
        let word = self.parent.trim();
        let parent: Option<Team> = if TOP.iter().any(|top| same(top, word)) {
            None
        } else {
            Some(cx.find("parent", &Ref(word.to_owned())).await?)
        };
        let teams = all(cx).await?;
        let lang = cx.lang();
        let to = parent.as_ref().map(|team| team.head.id);
        // Below itself there is nothing that a team could hang on.
        if with_above(&teams, to).contains(&before.head.id) {
            let parent = name_of(&teams, to).unwrap_or_default();
            let text = t!(lang, "team-circle", name = &before.name, parent = parent);
            return Err(Problem::tell(text));
        }
        let mut after = before.clone();
        after.parent = to;
        if after != before {
            cx.save(Some(&before), &after).await?;
        }
        let text = if let Some(parent) = &parent {
            t!(lang, "team-moved", name = &before.name, parent = &parent.name)
        } else {
            t!(lang, "team-moved-up", name = &before.name)
        };
        Ok(Reply::say(text).row(vec![
            Button::new(t!(lang, "button-undo"), &Undo::this(cx)),
            Button::new(t!(lang, "team-button-all"), &ListTeams {}),
        ]))
    }
}
