//! Words that answer the open question.

use crate::chat::dialog::{ANY, Dialog, GATE as GATE_FIELD};
use crate::chat::parse::{self, Filled, Lack, Wrong};
use crate::chat::reply::{Button, Token};
use crate::chat::spec::{Arg, Ask as _, By, Spec, Take, optional};
use crate::commands::customer::add::AddCustomer;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::Code;
use crate::problem::Problem;
use crate::t;

use super::filled::fill;
use super::plan::{Plan, planned, problem, ready};
use super::press::press;

/// The fields that take any words, a sentence that begins like a command included. What else is
/// text, such as a stage or a zone, is the name of something.
const PROSE: [&str; 5] = ["content", "note", "reason", "need", "remark"];

/// What is read by the command itself: what a stage demands may be of any shape. Nobody types it
/// by name.
static GATE: Arg = optional(GATE_FIELD, Take::Text, By::Key);

/// Tells whether any words answer the question.
pub(super) fn is_free(dialog: &Dialog) -> bool {
    asked_for(dialog).is_some_and(|(_, arg)| is_prose(arg))
}

fn is_prose(arg: &Arg) -> bool {
    arg.take == Take::Text && PROSE.contains(&arg.name)
}

/// Tells whether a record was read out of an answer in prose that is only its first words.
fn is_stray(dialog: &Dialog, spec: &Spec, arg: &Arg, filled: &Filled) -> bool {
    let new = |one: &&Arg| !dialog.draft.args.contains_key(one.name);
    let refs = spec.args.iter().filter(|one| matches!(one.take, Take::Ref(_)));
    let named = refs.filter(new).filter_map(|one| filled.args.get(one.name)?.as_str());
    is_prose(arg) && named.into_iter().any(|name| name.parse::<Code>().is_err())
}

/// The command of an open question, and the field that was asked for.
pub(super) fn asked_for(dialog: &Dialog) -> Option<(&'static Spec, &'static Arg)> {
    let spec = commands::entry(&dialog.draft.command)?.spec;
    let gate = Some(&GATE).filter(|gate| gate.name == dialog.field);
    Some((spec, gate.or_else(|| spec.arg(&dialog.field))?))
}

/// The words answer the open question.
pub(super) async fn answer_to(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    message: &Folded,
) -> Result<Plan, Problem> {
    if dialog.field == ANY {
        return Ok(change(cx, dialog, message));
    }
    let Some((spec, arg)) = asked_for(dialog) else {
        return Ok(Plan::Say(problem(t!(cx.lang(), "button-gone"))));
    };
    let words = message.words(0..message.text().len());
    let plain = parse::read(arg.take, message.text(), &words, &cx.env());
    let any_words = matches!(arg.take, Take::Name | Take::Ref(_) | Take::Text);
    if (any_words || plain.is_err())
        && let Some(token) = numbered(cx, dialog, message.text()).await?
    {
        return press(cx, &token.write()).await;
    }
    let named = matches!(arg.take, Take::Name | Take::Ref(_) | Take::Text);
    if arg.name == GATE.name {
        let mut asked = dialog.draft.clone();
        asked.args.insert(arg.name.to_owned(), words.trim().into());
        return Ok(as_answer(ready(asked, spec)));
    }
    if named || plain.is_err() {
        // Who is asked for a name may say the phone, or everything at once.
        let filled = fill(cx, spec, message, 0, dialog.draft.args.clone()).await?;
        let fits = !matches!(filled.lack, Some(Lack::Extra(_) | Lack::UnknownField(..)));
        // A record is named by its first words; what follows belongs to other fields.
        let named = fits && matches!(arg.take, Take::Ref(_)) && filled.args.contains_key(arg.name);
        let better = plain.is_err() && filled.args.contains_key(arg.name);
        let more = fills_more(dialog, arg, &filled) && !is_stray(dialog, spec, arg, &filled);
        if more || named || better {
            return Ok(as_answer(planned(spec, filled)));
        }
    }
    let mut asked = dialog.draft.clone();
    Ok(match plain {
        Ok(value) => {
            asked.args.insert(arg.name.to_owned(), value);
            as_answer(ready(asked, spec))
        }
        Err(wrong) => Plan::Lack(asked, Lack::Wrong(arg.name, wrong)),
    })
}

/// What takes an offer up.
const YES: &[&str] = &[
    "yes",
    "yes please",
    "yep",
    "yeah",
    "y",
    "ok",
    "okay",
    "sure",
    "add",
    "add it",
    "add them",
    "please",
    "是",
    "是的",
    "好",
    "好的",
    "对",
    "对的",
    "嗯",
    "嗯嗯",
    "行",
    "可以",
    "要",
    "加",
    "添加",
    "加上",
];

/// Tells whether words only say yes.
pub(super) fn is_yes(text: &str) -> bool {
    YES.contains(&text.trim().to_ascii_lowercase().as_str())
}

/// The button that a bare number means: the second choice of a question is also «2». Where the
/// choices are numbers themselves, a number is what it says.
async fn numbered(cx: &mut Cx<'_>, dialog: &Dialog, text: &str) -> Result<Option<Token>, Problem> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let text = text.trim();
    let Some(message) = dialog.told.last() else { return Ok(None) };
    // Yes, write down whom nobody knows.
    if dialog.named.is_some() && is_yes(text) {
        let Some(pressed) = cx.tx.pressed(*message, 0).await? else { return Ok(None) };
        let adds = |button: &Button| button.asked.command == AddCustomer::SPEC.name;
        let index = pressed.reply.buttons().position(adds);
        return Ok(index.map(|index| Token { message: *message, index }));
    }
    if text.len() > 2 || !digits(text) {
        return Ok(None);
    }
    let Some(index) = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) else {
        return Ok(None);
    };
    let Some(pressed) = cx.tx.pressed(*message, 0).await? else { return Ok(None) };
    let choices = pressed.reply.buttons().all(|button| !digits(&button.label));
    let there = pressed.reply.buttons().nth(index).is_some();
    Ok((choices && there).then_some(Token { message: *message, index }))
}

/// The words say what is to change about a record.
fn change(cx: &Cx<'_>, dialog: &Dialog, message: &Folded) -> Plan {
    let Some(entry) = commands::entry(&dialog.draft.command) else {
        return Plan::Say(problem(t!(cx.lang(), "button-gone")));
    };
    let known = dialog.draft.args.clone();
    let filled = parse::changes(entry.spec, message, 0, known.clone(), &cx.env());
    if filled.args == known && matches!(filled.lack, None | Some(Lack::Extra(_))) {
        let given = parse::shortened(message.text().trim());
        return Plan::Lack(dialog.draft.clone(), Lack::Wrong(ANY, Wrong::Shape(given)));
    }
    as_answer(planned(entry.spec, filled))
}

/// Tells whether an answer says more than the one field: other fields by shape or by name.
fn fills_more(dialog: &Dialog, arg: &Arg, filled: &Filled) -> bool {
    let fits = !matches!(filled.lack, Some(Lack::Extra(_) | Lack::UnknownField(..)));
    fits && filled.args.keys().any(|name| {
        name != arg.name && !dialog.draft.args.contains_key(name) && !is_rest(dialog, name)
    })
}

/// Tells whether a field only takes the words that are left.
fn is_rest(dialog: &Dialog, name: &str) -> bool {
    asked_for(dialog).and_then(|(spec, _)| spec.arg(name)).is_some_and(|arg| arg.by == By::Rest)
}

pub(super) fn as_answer(mut plan: Plan) -> Plan {
    if let Plan::Run(run) = &mut plan {
        run.answers = true;
        run.typed = false;
    }
    plan
}
