//! `/me`: who one is here, and what is open today.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::lang::SetLang;
use super::phone::phone_of;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::follow::today::{Today, due_today};
use crate::commands::people::leave::leave_text;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

/// No fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Me {}

impl Ask for Me {
    const SPEC: Spec = Spec {
        name: "me",
        aliases: &["我", "我是谁", "who am i", "whoami"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "我", en: "me" },
    };
}

#[async_trait]
impl Run for Me {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let due = due_today(cx).await?.len();
        let team = team_name(cx).await?;
        let leave = leave_text(cx, cx.me).await?;
        let me = cx.me;
        let roles: Vec<String> =
            me.roles.iter().map(|role| cx.org.roles.name(role, lang)).collect();
        let name = |field| show::field_name(lang, field);
        let zone = t!(lang, "zone-now", zone = me.zone.name(), now = cx.time(cx.now));
        let title = t!(lang, "me-title", name = &me.name, org = &cx.org.name);
        let other = match lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        Ok(Reply::card(title)
            .fields([
                (name("handle"), Some(me.handle.clone())),
                (name("role"), Some(roles.join(" · "))),
                (name("team"), team),
                (name("phone"), phone_of(me)),
                (name("lang"), Some(lang_name(lang).to_owned())),
                (name("zone"), Some(zone)),
                (name("leave"), leave),
                (t!(lang, "me-due"), Some(t!(lang, "me-due-count", n = due))),
            ])
            .button(t!(lang, "button-today"), &Today::default())
            .button(lang_name(other), &SetLang { lang: Some(other) }))
    }
}

async fn team_name(cx: &mut Cx<'_>) -> Result<Option<String>, Problem> {
    let Some(team) = cx.me.team else {
        return Ok(None);
    };
    let labels = cx.tx.labels(Kind::Team, &[team]).await?;
    Ok(labels.into_iter().next().map(|(_, _, name)| name))
}

/// What a language calls itself.
pub(crate) fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "中文",
        Lang::En => "English",
    }
}
