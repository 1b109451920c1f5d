//! `/each`: does one thing to several records that were named together, all of them or none.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::undo::Undo;
use crate::chat::reply::Span;
use crate::chat::reply::{Block, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, Effect, Spec};
use crate::commands::owners::not_allowed;
use crate::commands::{self, Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

/// What is done, and to what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Each {
    /// The command.
    pub command: String,
    /// What is said of all of them.
    pub args: Map<String, Value>,
    /// The records by their codes.
    pub codes: Vec<String>,
}

/// What can be done to several records at once.
const ALLOWED: [&str; 15] = [
    "deal move",
    "deal lose",
    "done",
    "later",
    "drop",
    "give",
    "lead assign",
    "lead contacted",
    "lead take",
    "log call",
    "log message",
    "log email",
    "log meeting",
    "log visit",
    "log note",
];
/// How many records at most, and how many of them are named in the answer.
const MOST: usize = 20;
const NAMED: usize = 8;

impl Each {
    /// Tells whether a command can be done to several records at once.
    pub(crate) fn allows(spec: &Spec) -> bool {
        ALLOWED.contains(&spec.name)
    }
}

impl Ask for Each {
    const SPEC: Spec = Spec {
        name: "each",
        aliases: &[],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[],
        example: Both { zh: "推进 D-1 D-2 报价", en: "deal move D-1 D-2 quotation" },
    };
}

#[async_trait]
impl Run for Each {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let entry = commands::entry(&self.command).filter(|entry| Self::allows(entry.spec));
        let Some(entry) = entry.filter(|_| !self.codes.is_empty()) else {
            let example = Self::SPEC.example.in_lang(lang);
            return Err(Problem::tell(t!(lang, "each-how", example = example)));
        };
        if !cx.may(entry.spec.right) {
            return Err(not_allowed(cx, entry.spec.right).await?.into());
        }
        if self.codes.len() > MOST {
            return Err(Problem::tell(t!(lang, "each-too-many", most = MOST)));
        }
        cx.spec = entry.spec;
        cx.tx.on_behalf_of(entry.spec.name);
        let mut lines = Vec::new();
        for code in &self.codes {
            let named = code.parse::<Code>().ok();
            let field = named.and_then(|code| entry.spec.arg_for(code.kind));
            let Some(field) = field else {
                return Err(Problem::tell(t!(lang, "not-found", what = code)));
            };
            let mut args = self.args.clone();
            args.insert(field.to_owned(), code.clone().into());
            match entry.run(args, cx).await {
                Ok(reply) => lines.push(first_words(&reply)),
                Err(problem) => return Err(stopped(cx, code, problem)),
            }
        }
        let (count, what) = (lines.len(), show::did(lang, entry.spec.name));
        let more = lines.len().saturating_sub(NAMED);
        lines.truncate(NAMED);
        let mut reply = Reply::say(t!(lang, "each-done", what = what, n = count));
        reply.blocks.push(Block::Bullets(lines));
        if more > 0 {
            reply = reply.text(t!(lang, "each-more", n = more));
        }
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// What an answer says first, marked as it is.
fn first_words(reply: &Reply) -> Vec<Span> {
    let Some(Block::Text(spans)) = reply.blocks.first() else { return Vec::new() };
    let mut spans = spans.clone();
    if let Some(first) = spans.first_mut() {
        let said = first.text.trim_start_matches(['✅', '↩', '\u{fe0f}', ' ']).to_owned();
        first.text = said;
    }
    spans
}

/// One of them cannot be done: then none is.
fn stopped(cx: &Cx<'_>, code: &str, problem: Problem) -> Problem {
    let why = match &problem {
        Problem::Tell(reply) => first_words(reply),
        Problem::Ask(question) => first_words(&question.reply),
        _ => return problem,
    };
    let mut reply = Reply::new(ReplyKind::Problem, t!(cx.lang(), "each-stopped", code = code));
    reply.blocks.push(Block::Text(why));
    reply.into()
}
