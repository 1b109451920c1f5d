//! `/people edit`: what a colleague may do, in which team, in which language and zone.

use async_trait::async_trait;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{anyone, everyone, is_admin, roles};
use crate::chat::parse::{self, Ref};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::find_record::same;
use crate::commands::talk::me::lang_name;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::people::{Lang, Person, Team};
use crate::problem::Problem;
use crate::t;

/// Whom, and what is different from now on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EditPerson {
    /// By handle or name.
    pub who: String,
    /// What colleagues call the person.
    pub name: Option<String>,
    /// One role or several.
    pub role: Option<String>,
    /// The team, or a word for none.
    pub team: Option<String>,
    /// What the person reads.
    pub lang: Option<Lang>,
    /// Where the person lives.
    pub zone: Option<Tz>,
}

/// What means that somebody is in no team.
const NONE: [&str; 4] = ["none", "无", "没有", "-"];

impl Ask for EditPerson {
    const SPEC: Spec = Spec {
        name: "people edit",
        aliases: &["改人员", "改同事", "edit person"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            optional("name", Take::Text, By::Key),
            optional("role", Take::Text, By::Key),
            optional("team", Take::Text, By::Key),
            optional("lang", Take::Lang, By::Key),
            optional("zone", Take::Zone, By::Key),
            required("who", Take::Text, By::Rest),
        ],
        example: Both {
            zh: "改人员 Bo 角色=rep,warehouse 团队=华东",
            en: "people edit Bo role=rep,warehouse team=华东",
        },
    };
}

#[async_trait]
impl Run for EditPerson {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = anyone(cx, &self.who).await?;
        let after = self.changed(cx, &before).await?;
        let lang = cx.lang();
        if after == before {
            let example = Self::SPEC.example.in_lang(lang);
            let text = t!(lang, "people-unchanged", name = &before.name, example = example);
            return Err(Problem::tell(text));
        }
        cx.save(Some(&before), &after).await?;
        if after.person_id() != cx.me.person_id() && !after.frozen {
            let text = t!(after.lang, "people-edited-told", who = &cx.me.name);
            let fields = told(cx, after.lang, &before, &after).await?;
            cx.tell(after.person_id(), Reply::say(text).fields(fields)).await?;
        }
        let fields = told(cx, lang, &before, &after).await?;
        Ok(Reply::say(t!(lang, "people-edited", name = &after.name))
            .fields(fields)
            .button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

impl EditPerson {
    async fn changed(&self, cx: &mut Cx<'_>, before: &Person) -> Result<Person, Problem> {
        let mut after = before.clone();
        if let Some(name) = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            after.name = name.chars().take(60).collect();
        }
        if let Some(words) = &self.role {
            after.roles = read_roles(cx, words)?;
            may_be_given(cx, before, &after).await?;
        }
        if let Some(word) = &self.team {
            let none = NONE.iter().any(|none| same(none, word));
            after.team = if none {
                None
            } else {
                let team: Team = cx.find("team", &Ref(word.clone())).await?;
                Some(team.head.id)
            };
        }
        after.lang = self.lang.unwrap_or(before.lang);
        after.zone = self.zone.unwrap_or(before.zone);
        Ok(after)
    }
}

/// Reads roles: `rep,finance`, 「销售 仓库」.
fn read_roles(cx: &Cx<'_>, words: &str) -> Result<Vec<String>, Problem> {
    let (lang, env) = (cx.lang(), cx.env());
    let between = |c: char| c.is_whitespace() || ",，、;；+/".contains(c);
    let mut roles: Vec<String> = Vec::new();
    for word in words.split(between).filter(|word| !word.is_empty()) {
        let role = parse::choice(word, List::Roles, env.lists, env.roles).ok_or_else(|| {
            let known: Vec<&str> = env.roles.0.iter().map(|role| role.key.as_str()).collect();
            let known = known.join(" · ");
            Problem::tell(t!(lang, "people-no-role", what = word, roles = known))
        })?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    if roles.is_empty() {
        return Err(Problem::tell(t!(lang, "people-needs-role")));
    }
    Ok(roles)
}

/// Nobody is made an admin in a chat, and the last one stays.
async fn may_be_given(cx: &mut Cx<'_>, before: &Person, after: &Person) -> Result<(), Problem> {
    let (was, is) = (is_admin(cx, before), is_admin(cx, after));
    if is && !was {
        return Err(Problem::tell(t!(cx.lang(), "people-admin-console")));
    }
    if was && !is {
        let everyone = everyone(cx).await?;
        let other = |p: &&Person| p.head.id != before.head.id && !p.frozen && is_admin(cx, p);
        if everyone.iter().find(other).is_none() {
            let text = t!(cx.lang(), "people-last-admin", name = &before.name);
            return Err(Problem::tell(text));
        }
    }
    Ok(())
}

/// What is different, field by field.
async fn told(
    cx: &mut Cx<'_>,
    lang: Lang,
    before: &Person,
    after: &Person,
) -> Result<Vec<(String, Option<String>)>, Problem> {
    let teams = super::super::team::all(cx).await?;
    let team = |person: &Person| {
        let found = teams.iter().find(|team| Some(team.head.id) == person.team);
        found.map_or_else(|| "—".to_owned(), |team| team.name.clone())
    };
    let zone = |person: &Person| person.zone.name().to_owned();
    let pairs = [
        ("name", before.name.clone(), after.name.clone()),
        ("role", roles(cx, before), roles(cx, after)),
        ("team", team(before), team(after)),
        ("lang", lang_name(before.lang).to_owned(), lang_name(after.lang).to_owned()),
        ("zone", zone(before), zone(after)),
    ];
    let fields = pairs.into_iter().map(|(field, old, new)| {
        let value = (old != new).then(|| format!("{old} → {new}"));
        (show::field_name(lang, field), value)
    });
    Ok(fields.collect())
}
