//! `/lang`: the language of what one reads.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::me::lang_name;
use super::undo::Undo;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::people::Lang;
use crate::t;

/// Which language; asked for when not said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetLang {
    /// The language.
    pub lang: Option<Lang>,
}

impl Ask for SetLang {
    const SPEC: Spec = Spec {
        name: "lang",
        aliases: &["语言", "language"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[optional("lang", Take::Lang, By::Rest)],
        example: Both { zh: "语言 中文", en: "lang en" },
    };
}

#[async_trait]
impl Run for SetLang {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let Some(lang) = self.lang else {
            let choice = |lang: Lang| (lang_name(lang).to_owned(), lang.word().into());
            let choices = [Lang::Zh, Lang::En].map(choice).to_vec();
            return Err(cx.ask("lang", t!(cx.lang(), "lang-ask"), choices));
        };
        let text = t!(lang, "lang-set");
        if lang == cx.me.lang {
            return Ok(Reply::say(text));
        }
        let mut after = cx.me.clone();
        after.lang = lang;
        cx.save(Some(cx.me), &after).await?;
        Ok(Reply::say(text).button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}
