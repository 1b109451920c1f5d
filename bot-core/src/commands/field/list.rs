//! `/field list`: the org's own fields, kind by kind.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::add::AddField;
use super::line;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::own::KINDS;
use crate::t;

/// All of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListFields {}

impl Ask for ListFields {
    const SPEC: Spec = Spec {
        name: "field list",
        aliases: &["字段", "自定义字段", "fields", "list fields"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[],
        example: Both { zh: "字段", en: "field list" },
    };
}

#[async_trait]
impl Run for ListFields {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let mut reply = Reply::card(t!(lang, "fields-list"));
        let fields = cx.settings.fields.clone();
        let mut none = true;
        for kind in KINDS {
            let mut lines = Vec::new();
            for own in fields.of(kind) {
                lines.push(line(cx, own).await?);
            }
            if !lines.is_empty() {
                none = false;
                reply = reply.text(show::kind_name(lang, kind)).bullets(lines);
            }
        }
        let example = AddField::SPEC.example.in_lang(lang);
        if none {
            reply = Reply::card(t!(lang, "fields-none"));
        }
        if cx.may(Right::Admin) {
            reply = reply.text(t!(lang, "fields-list-how", example = example));
        }
        Ok(reply)
    }
}
