//! `/team list`: the tree of teams, with who is in each.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::add::AddTeam;
use super::all;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::{MANAGER, Right};
use crate::domain::people::{Person, Team};
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListTeams {}

/// How many names of a team are told.
const NAMES: usize = 6;
/// How many teams are told.
const TEAMS: usize = 40;

impl Ask for ListTeams {
    const SPEC: Spec = Spec {
        name: "team list",
        aliases: &["团队", "team", "teams", "list teams"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "团队", en: "team list" },
    };
}

#[async_trait]
impl Run for ListTeams {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let teams = all(cx).await?;
        if teams.is_empty() {
            let example = AddTeam::SPEC.example.in_lang(lang);
            return Ok(Reply::card(t!(lang, "team-none", example = example)));
        }
        let people = cx.tx.people().await?;
        let mut lines = Vec::new();
        below(cx, &teams, &people, None, 0, &mut lines);
        let hidden = lines.len().saturating_sub(TEAMS);
        lines.truncate(TEAMS);
        if hidden > 0 {
            lines.push(t!(lang, "people-and-more", n = hidden));
        }
        Ok(Reply::card(t!(lang, "team-list", n = teams.len())).bullets(lines))
    }
}

/// The teams below one, each with its people and then those below it.
fn below(
    cx: &Cx<'_>,
    teams: &[Team],
    people: &[Person],
    parent: Option<Uuid>,
    depth: usize,
    lines: &mut Vec<String>,
) {
    // A team whose parent is gone stands at the top.
    let known = |id: Uuid| teams.iter().any(|team| team.head.id == id);
    for team in teams.iter().filter(|team| team.parent.filter(|id| known(*id)) == parent) {
        let mut members: Vec<&Person> =
            people.iter().filter(|person| person.team == Some(team.head.id)).collect();
        // Whoever leads comes first.
        members.sort_by_key(|person| !person.roles.iter().any(|role| role == MANAGER));
        let mut names: Vec<String> =
            members.iter().take(NAMES).map(|person| person.name.clone()).collect();
        if members.len() > NAMES {
            names.push(t!(cx.lang(), "people-and-more", n = members.len() - NAMES));
        }
        let indent = "　".repeat(depth);
        let names = names.join(" · ");
        let text =
            if names.is_empty() { team.name.clone() } else { format!("{}: {names}", team.name) };
        lines.push(format!("{indent}{text}"));
        below(cx, teams, people, Some(team.head.id), depth + 1, lines);
    }
}
