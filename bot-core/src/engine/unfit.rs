//! Words that were taken for the answer to an open question and do not fit it: they may well say something
//! of their own.

use crate::chat::dialog::Dialog;
use crate::chat::parse::Lack;
use crate::chat::spec::Take;
use crate::chat::understand::asked::asks;
use crate::chat::understand::happened::is_told;
use crate::chat::understand::name::may_be_name;
use crate::commands::Cx;
use crate::domain::ids::Code;
use crate::problem::Problem;

use super::asked::asked_about;
use super::plan::Plan;
use super::sentence::known_at;
use super::staged::is_staged;
use super::to_question::asked_for;

/// Tells whether what words came to as an answer is one: what was asked for could be read, and a
/// name is that of something.
pub(super) async fn fits(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    text: &str,
    plan: &Plan,
) -> Result<bool, Problem> {
    let run = match plan {
        Plan::Lack(asked, Lack::Wrong(field, _)) => {
            return Ok(asked.command != dialog.draft.command || *field != dialog.field);
        }
        Plan::Run(run) if run.answers => run,
        Plan::Run(_) | Plan::Lack(..) | Plan::Say(_) | Plan::Nothing => return Ok(true),
    };
    let Some((_, arg)) = asked_for(dialog) else { return Ok(true) };
    match arg.take {
        Take::Ref(kinds) => {
            let named = run.asked.args.get(arg.name).and_then(|value| value.as_str());
            let named = named.filter(|named| named.parse::<Code>().is_err());
            let Some(named) = named else { return Ok(true) };
            // «O-1 改成5台» is more than a name.
            if Code::at_start(text).is_some() {
                return Ok(false);
            }
            let known = known_at(cx, kinds, text).await?;
            let more = known.is_some_and(|len| len < text.trim_end().len());
            if may_be_name(text) && !more {
                return Ok(true);
            }
            Ok(!cx.hits(named, kinds).await?.is_empty())
        }
        // Nothing new is called by what is told or asked.
        Take::Name | Take::Text if arg.name == "name" => {
            Ok(!asks(text) && !is_told(text) && asked_about(cx, text).await?.is_none())
        }
        Take::Text if arg.name == "stage" => is_staged(cx, text, true).await,
        _ => Ok(true),
    }
}

/// Tells whether words that do not fit are a slip in what was asked for rather than something else:
/// a number with a digit too few.
pub(super) fn is_slip(text: &str) -> bool {
    let text = text.trim();
    let numeric = |c: char| c.is_ascii_digit() || " -+().".contains(c);
    let alone = !text.contains(char::is_whitespace) && text.contains(['@', '.']);
    text.chars().all(numeric) || alone
}
