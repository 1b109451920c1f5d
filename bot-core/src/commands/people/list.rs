//! `/people list`: who works here, in which team, as what.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::show::ShowPerson;
use super::{everyone, roles};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::find_record::same;
use crate::commands::{Cx, Outcome, Run, show, team};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::domain::people::{Person, Team};
use crate::t;
use crate::text::secret;

/// Whom; everybody when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPeople {
    /// A part of a name, a role or a team.
    pub query: Option<String>,
    /// How many were shown before.
    pub skip: Option<usize>,
}

/// How many rows a page has.
const ROWS: usize = 8;

impl Ask for ListPeople {
    const SPEC: Spec = Spec {
        name: "people list",
        aliases: &["人员", "同事", "people", "colleagues", "list people"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[rest("query")],
        example: Both { zh: "人员", en: "people list" },
    };
}

#[async_trait]
impl Run for ListPeople {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let teams = team::all(cx).await?;
        let mut people = everyone(cx).await?;
        // Who has left is for those to see who set people up.
        let admin = cx.may(Right::Admin);
        people.retain(|person| admin || !person.frozen);
        if let Some(query) = &self.query {
            people.retain(|person| is_meant(cx, person, &teams, query));
        }
        if people.is_empty() {
            return Ok(Reply::card(t!(lang, "people-none-such")));
        }
        let (count, skip) = (people.len(), self.skip.unwrap_or(0));
        let page: Vec<&Person> = people.iter().skip(skip).take(ROWS).collect();
        let lines: Vec<String> = page.iter().map(|person| line(cx, person, &teams)).collect();
        let reply = Reply::card(t!(lang, "people-list", n = count)).bullets(lines);
        let open = |person: &&Person| {
            Button::new(person.name.clone(), &ShowPerson { who: person.handle.clone() })
        };
        let buttons = page.iter().map(open).collect();
        let next = (skip + ROWS < count).then(|| Self { skip: Some(skip + ROWS), ..self });
        Ok(show::paged(cx, reply, buttons, next.as_ref()))
    }
}

/// Tells whether words are a part of a person's name, or a role or the team of that person.
fn is_meant(cx: &Cx<'_>, person: &Person, teams: &[Team], words: &str) -> bool {
    let part = fold::key(words);
    let named = [&person.name, &person.handle].iter().any(|name| fold::key(name).contains(&part));
    let role = person.roles.iter().filter_map(|key| cx.org.roles.get(key));
    let mut role = role.flat_map(|role| [&role.key, &role.zh, &role.en]);
    let team = teams.iter().find(|team| Some(team.head.id) == person.team);
    named || role.any(|name| same(name, words)) || team.is_some_and(|team| same(&team.name, words))
}

/// `Bo（bo） · 销售 · 华东`.
fn line(cx: &Cx<'_>, person: &Person, teams: &[Team]) -> String {
    let lang = cx.lang();
    let team = teams.iter().find(|team| Some(team.head.id) == person.team);
    let frozen = person.frozen.then(|| t!(lang, "people-frozen"));
    let away = person.cover.map(|_| t!(lang, "people-away"));
    let parts = [
        Some(format!("{} {}", person.name, secret::ours(format!("@{}", person.handle)))),
        Some(roles(cx, person)),
        team.map(|team| team.name.clone()),
        away,
        frozen,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
