//! `/field drop`: takes a field of the org's own away; what records have of it stays with them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::KINDS;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::calendar::save;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::problem::Problem;
use crate::t;

/// Which field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DropField {
    /// Of which records.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
}

impl Ask for DropField {
    const SPEC: Spec = Spec {
        name: "field drop",
        aliases: &["删字段", "去掉字段", "drop field", "remove field"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[
            required("kind", Take::Choice(KINDS), By::Shape),
            required("name", Take::Name, By::Shape),
        ],
        example: Both { zh: "删字段 商机 预算科目", en: "field drop deal Budget" },
    };
}

#[async_trait]
impl Run for DropField {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let (lang, kind) = (cx.lang(), self.kind);
        let Some(field) = cx.settings.fields.called(kind, &self.name).cloned() else {
            let all = cx.settings.fields.of(kind).map(|own| own::shown(cx, own).to_owned());
            let all = all.collect::<Vec<_>>().join(" · ");
            let (name, kind) = (show::short(&self.name, 40), show::kind_name(lang, kind));
            return Err(Problem::tell(if all.is_empty() {
                t!(lang, "fields-no-such", name = name, kind = kind)
            } else {
                t!(lang, "fields-no-such-but", name = name, kind = kind, all = all)
            }));
        };
        let mut after = cx.settings.clone();
        after.fields.drop(kind, &field.name);
        save(cx, after).await?;
        let (name, kind) = (own::shown(cx, &field).to_owned(), show::kind_name(lang, kind));
        let text = t!(lang, "fields-dropped", name = name, kind = kind);
        Ok(Reply::say(text).row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}
