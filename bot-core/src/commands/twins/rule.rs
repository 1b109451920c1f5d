//! `/dups rule`: what is done about new records that somebody has already; set by the admin.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::dups::KINDS;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::calendar::save;
use crate::commands::owners::not_allowed;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::people::Lang;
use crate::domain::settings::{Entries, Entry};
use crate::problem::Problem;
use crate::t;

/// What is to be done about which kind; what there is when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetEntry {
    /// Leads or customers; both when not said.
    pub kind: Option<String>,
    /// What is done.
    pub outcome: Option<String>,
}

const OUTCOMES: List = List::Fixed(&[
    ("block", Both { zh: "拦截", en: "block" }),
    ("warn", Both { zh: "提醒", en: "warn" }),
    ("cooperate", Both { zh: "协作", en: "cooperate" }),
    ("file", Both { zh: "上报", en: "file" }),
    ("usual", Both { zh: "默认", en: "usual" }),
]);

impl Ask for SetEntry {
    const SPEC: Spec = Spec {
        name: "dups rule",
        aliases: &["查重规则", "重复规则", "duplicate rule"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[
            optional("kind", Take::Choice(KINDS), By::Shape),
            optional("outcome", Take::Choice(OUTCOMES), By::Shape),
        ],
        example: Both { zh: "查重规则", en: "dups rule" },
    };
}

#[async_trait]
impl Run for SetEntry {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(outcome) = self.outcome.as_deref() else {
            let reply =
                Reply::card(t!(lang, "entry-rules")).bullets(lines(lang, &cx.settings.entries));
            let how = cx.may(Right::Admin).then(|| t!(lang, "entry-rules-how"));
            return Ok(how.into_iter().fold(reply, Reply::text));
        };
        if !cx.may(Right::Admin) {
            return Err(not_allowed(cx, Right::Admin).await?.into());
        }
        let entry = match outcome {
            "block" => Some(Entry::Block),
            "warn" => Some(Entry::Warn),
            "cooperate" => Some(Entry::Cooperate),
            "file" => Some(Entry::File),
            _ => None,
        };
        // A lead has nobody who can let others work along on it.
        if entry == Some(Entry::Cooperate) && self.kind.as_deref() == Some(Kind::Lead.word()) {
            return Err(Problem::tell(t!(lang, "entry-no-lead-cooperates")));
        }
        let mut after = cx.settings.clone();
        let is = |kind: Kind| self.kind.as_deref().is_none_or(|word| word == kind.word());
        let shared = self.kind.is_none() && entry == Some(Entry::Cooperate);
        if is(Kind::Lead) && !shared {
            after.entries.lead = entry;
        }
        if is(Kind::Customer) {
            after.entries.customer = entry;
        }
        let reply = Reply::say(t!(lang, "entry-rules-set")).bullets(lines(lang, &after.entries));
        let why = shared.then(|| t!(lang, "entry-no-lead-cooperates"));
        let reply = why.into_iter().fold(reply, Reply::text);
        if after == *cx.settings {
            return Ok(reply);
        }
        save(cx, after).await?;
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// What holds, line by line.
fn lines(lang: Lang, entries: &Entries) -> Vec<String> {
    let each = [(Kind::Lead, entries.lead), (Kind::Customer, entries.customer)];
    let line = |(kind, entry)| {
        let word = match entry {
            None => "usual",
            Some(Entry::Block) => "block",
            Some(Entry::Warn) => "warn",
            Some(Entry::Cooperate) => "cooperate",
            Some(Entry::File) => "file",
        };
        let kind = show::kind_name(lang, kind);
        t!(lang, "entry-rule", kind = kind, what = show::word(lang, "entry-is", word))
    };
    each.into_iter().map(line).collect()
}
