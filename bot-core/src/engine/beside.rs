//! What is said beside an open question that asks for a record, a name or a time: a sentence of its own,
//! about somebody else or somebody new, is no answer to it.

use serde_json::Value;

use crate::chat::dialog::Dialog;
use crate::chat::parse;
use crate::chat::spec::Take;
use crate::chat::understand::name::may_be_name;
use crate::commands::Cx;
use crate::domain::fold::Folded;
use crate::problem::Problem;
use crate::t;

use super::elsewhere::is_of_another;
use super::new_lead::{is_kind_led, new_lead};
use super::newcomer::newcomer;
use super::plan::{Plan, problem};
use super::sentence::{known_at, opened};
use super::to_question::{asked_for, is_free};
use super::words::prose;

/// What somebody does whose name stands before it.
const TELLS: &[&str] = &[
    "说", "让", "叫我", "想", "要", "刚", "又", "也", "已", "同意", "答应", "不要", "生病", "来电",
    "付", "said ", "says ", "wants ", "called", "asked", "agreed", "is ", "has ", "will ", "paid",
];

/// Tells whether a plan says the same command anew, and nothing else than was said before: then it is
/// the answer. What was said of something else waits.
pub(super) fn is_said_anew(dialog: &Dialog, plan: &Plan) -> bool {
    let Plan::Run(run) = plan else { return false };
    let differs = |(name, value): (&String, &Value)| {
        run.asked.args.get(name).is_some_and(|said| said != value)
    };
    run.asked.command == dialog.draft.command && !dialog.draft.args.iter().any(differs)
}

/// Whom a plan is with.
fn named_in(plan: &Plan) -> Option<&str> {
    match plan {
        Plan::Run(run) => run.asked.args.get("record")?.as_str(),
        Plan::Lack(asked, _) => asked.args.get("record")?.as_str(),
        Plan::Say(_) | Plan::Nothing => None,
    }
}

/// Tells whether a name is rather that of a company than of one of its people.
fn is_company(name: &str) -> bool {
    name.contains(' ') || name.chars().count() > 3 && !name.is_ascii()
}

/// What a sentence comes to that is no answer to the open question: it is about somebody new, or
/// somebody else.
pub(super) async fn beside_the_question(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if is_kind_led(text)
        && let Some(plan) = new_lead(cx, message).await?
    {
        return Ok(Some(plan));
    }
    let Some((_, arg)) = asked_for(dialog) else { return Ok(None) };
    match arg.take {
        // «李工让我明天过去» is more than the name of whom it was asked.
        Take::Ref(kinds) if let Some(len) = known_at(cx, kinds, text).await? => {
            let tells = TELLS.iter().any(|word| text[len..].trim_start().starts_with(word));
            if !tells {
                return Ok(None);
            }
            Ok(Some(match prose(cx, message).await? {
                Some(plan) => plan,
                None => Plan::Say(problem(t!(
                    cx.lang(),
                    "not-found-words",
                    name = parse::shortened(text.trim())
                ))),
            }))
        }
        Take::Ref(_) if !may_be_name(text) && parse::phones(text).len() == 1 => {
            new_lead(cx, message).await
        }
        Take::Ref(_) | Take::Name => newcomer(cx, message, false).await,
        Take::When | Take::Day => {
            let (begin, _) = opened(cx, text);
            if is_of_another(cx, &text[begin..]).await? {
                return prose(cx, message).await;
            }
            newcomer(cx, message, true).await
        }
        // What happened may be that something is planned, with one of theirs: of another company it is
        // not what happened.
        Take::Text if is_free(dialog) => {
            let plan = newcomer(cx, message, true).await?;
            Ok(plan.filter(|plan| named_in(plan).is_some_and(is_company)))
        }
        _ => Ok(None),
    }
}
