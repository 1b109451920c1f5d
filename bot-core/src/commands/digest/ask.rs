//! `/digest ask`: asks about several records at once, each of whose it is; what a reply to several
//! lines of a digest does.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::parse::Ref;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::follow::remind::Remind;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

/// About how many records one may ask at once.
const MOST: usize = 10;

/// About what, and what is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskLines {
    /// «D-1 D-2 请推进».
    pub what: String,
}

impl Ask for AskLines {
    const SPEC: Spec = Spec {
        name: "digest ask",
        aliases: &["一起问", "一起催"],
        right: Right::Look,
        effect: Effect::Writes,
        args: &[required("what", Take::Text, By::Rest)],
        example: Both {
            zh: "一起问 D-1 D-2 这周能签吗", en: "digest ask D-1 D-2 will it close?"
        },
    };
}

#[async_trait]
impl Run for AskLines {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let mut rest = self.what.trim();
        let mut codes: Vec<Code> = Vec::new();
        while let Some((code, end)) = Code::at_start(rest) {
            if !codes.contains(&code) {
                codes.push(code);
            }
            rest = rest[end..].trim_start_matches([' ', ',', '，', '、']);
        }
        if codes.is_empty() || codes.len() > MOST || rest.is_empty() {
            let example = Self::SPEC.example.in_lang(cx.lang());
            let text = t!(cx.lang(), "digest-ask-how", n = MOST, example = example);
            return Err(Problem::tell(text));
        }
        let mut told = Vec::new();
        for code in codes {
            let remind = Remind { record: Ref::code(code), note: Some(rest.to_owned()) };
            told.push(remind.run(cx).await?.plain());
        }
        Ok(Reply::say(told.join("\n")))
    }
}
