//! What somebody wrote: an answer, a command, a code and what to do with it, or nothing of these.

use crate::chat::dialog::GATE;
use crate::chat::fields;
use crate::chat::incoming::Incoming;
use crate::chat::parse::{Recognised, nearest};
use crate::chat::reply::{Asked, Reply};
use crate::chat::spec::{Ask as _, Effect, Spec};
use crate::chat::understand::when::find_moments;
use crate::commands::deal::gates::is_answer;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::follow::add::Follow;
use crate::commands::follow::later::Later;
use crate::commands::follow::today::Today;
use crate::commands::lead::add::AddLead;
use crate::commands::order::cancel::CancelOrder;
use crate::commands::people::leave::TakeLeave;
use crate::commands::people::leave_said::{ask_leave, leave_of_other, of_sentence};
use crate::commands::talk::cancel::Cancel;
use crate::commands::talk::undo::Undo;
use crate::commands::{self, Cx};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::acts::sets;
use super::asked::asked_about;
use super::at_deal::command_at_hand;
use super::at_hand::latest;
use super::at_order::{discounted, lines_at_hand, paid};
use super::by_code::{EDITS, about, code_then, show, to_edit};
use super::colleague::{for_a_colleague, or_at_hand};
use super::corrected::{count_again, in_question, moved, said_again, worth_again};
use super::doubt::{asks_for_today, doubted};
use super::filled::{Args, begins_with_known, command, glued};
use super::in_answer::{
    in_answer, is_command, is_field_of, is_moment_for, is_reply_to, to_no_question,
};
use super::lack::not_understood;
use super::listed::{listed, loosely, mine, turned};
use super::marked::marked;
use super::nearly::{bare_name, begins_with_new, slip, too_late};
use super::new_lead::new_lead;
use super::newcomer::newcomer;
use super::numbers::numbers;
use super::on_card::{answered, on_card, on_last_card};
use super::on_line::{in_thread, on_line};
use super::plan::{Plan, problem, ready};
use super::pointed::pointed;
use super::position::position;
use super::put_off::by_length;
use super::reach::reach;
use super::reminded;
use super::renamed::{called_again, not_but, renamed};
use super::reported::reported;
use super::said_new::said_new;
use super::sentence::{Said, begins_with, known_at, sentence, to_come};
use super::several::several_then;
use super::to_question::is_free;
use super::verb_first::verb_first;

/// Words: an answer to the open question, a command, a code, or nothing that is understood.
pub(super) async fn words(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Plan, Problem> {
    let asks = cx.talk.open_dialog(cx.now).is_some_and(|open| !open.parked);
    let again = (!asks && !incoming.chat.group).then(|| said_again(message.text())).flatten();
    let count = again.as_ref().and_then(|again| count_again(cx, again.text()));
    let message = count.as_ref().or(again.as_ref()).unwrap_or(message);
    let pointed = pointed(cx, incoming, message).await?;
    let points = pointed.is_some();
    let message = pointed.as_ref().unwrap_or(message);
    let listed = listed(cx, incoming, message).await?;
    let message = listed.as_ref().unwrap_or(message);
    let free = cx.talk.open_dialog(cx.now).is_some_and(|open| is_free(open) && !open.parked);
    let reported = reported(cx, incoming, message.text()).await?;
    let message = reported.as_ref().unwrap_or(message);
    let turned = match commands::names().recognise(message.text()) {
        Recognised::Nothing => turned(message.text()),
        _ => None,
    };
    let turned = turned.or_else(|| {
        let alone = !free && !incoming.chat.group;
        alone.then(|| verb_first(message)).flatten()
    });
    let message = turned.as_ref().unwrap_or(message);
    let said_new = match commands::names().recognise(message.text()) {
        Recognised::Nothing | Recognised::Glued(..) if !incoming.chat.group => said_new(message),
        // «new lead from Orion Labs: Rita Hayes»
        Recognised::Command(spec, at)
            if spec.name == AddLead::SPEC.name
                && message.text()[at..].trim_start().starts_with("from ") =>
        {
            said_new(message)
        }
        _ => None,
    };
    let message = said_new.as_ref().unwrap_or(message);
    let text = message.text();
    if !incoming.chat.group
        && incoming.reply_to.is_none()
        && !free
        && let Some(plan) = numbers(cx, text).await?
    {
        return Ok(plan);
    }
    if let Some(plan) = redone(cx, text) {
        return Ok(plan);
    }
    let recognised = recognised(cx, text);
    if let Some(plan) = to_no_question(cx, incoming, &recognised).await? {
        return Ok(plan);
    }
    // In a group only a reply to the question is an answer: people talk to each other there.
    let dialog = cx.talk.open_dialog(cx.now).cloned();
    let bare = recognised == Recognised::Nothing;
    if let Some(dialog) = dialog.as_ref().filter(|_| !incoming.chat.group)
        && let Some(plan) = in_question(cx, dialog, text, bare)
    {
        return Ok(plan);
    }
    // What is put right is what was done since a question that waits.
    if let Some(dialog) = dialog.filter(|_| again.is_none())
        && (!incoming.chat.group || is_reply_to(cx, &dialog, incoming).await?)
        && !text.trim_start().starts_with('/')
        && (!is_command(cx, &recognised, &dialog, message).await?
            || (!dialog.parked && is_moment_for(cx, &dialog, text))
            || (dialog.field == GATE && is_answer(text))
            || is_field_of(&dialog, text))
    {
        let plan = in_answer(cx, &dialog, incoming, message, points).await?;
        return Ok(or_not_understood(cx, incoming, text, plan));
    }
    let plan = by_itself(cx, incoming, message, again.is_some()).await?;
    Ok(or_not_understood(cx, incoming, text, plan))
}

/// The same plan, or what is said where there is none: among people nothing is.
fn or_not_understood(cx: &Cx<'_>, incoming: &Incoming, text: &str, plan: Plan) -> Plan {
    match plan {
        Plan::Nothing if !incoming.chat.group => {
            Plan::Say(not_understood(cx, text, &nearest(text, &commands::specs())))
        }
        plan => plan,
    }
}

/// What words begin with: a command, a code, or nothing that is known.
pub(super) fn recognised(cx: &Cx<'_>, text: &str) -> Recognised {
    match mine(cx, text) {
        Some((spec, at, _)) => Recognised::Command(spec, at),
        None => to_edit(commands::names().recognise(text), text),
    }
}

/// What words come to that answer no question; nothing where they are not understood.
pub(super) async fn by_itself(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
    again: bool,
) -> Result<Plan, Problem> {
    let text = message.text();
    let recognised = recognised(cx, text);
    let bare = recognised == Recognised::Nothing;
    if let Some(earlier) = answered(cx, incoming).await?
        && let Some(plan) = to_ours(cx, &earlier, message, &recognised).await?
    {
        return Ok(plan);
    }
    if !incoming.chat.group
        && let Some(plan) = moved(cx, text, bare).await?
    {
        return Ok(plan);
    }
    if again && let Some(plan) = worth_again(cx, text).or_else(|| called_again(cx, text)) {
        return Ok(plan);
    }
    let spoken = !incoming.chat.group && !text.trim_start().starts_with('/');
    if spoken
        && !matches!(recognised, Recognised::Code(_) | Recognised::CodeThen(..))
        && let Some(plan) = discounted(cx, message).or_else(|| paid(cx, text))
    {
        return Ok(plan);
    }
    if matches!(recognised, Recognised::CodeThen(..))
        && spoken
        && let Some(plan) = lines_at_hand(cx, message).await?
    {
        return Ok(plan);
    }
    // A code may be a product's own: A100 is no short code of anything, C1 may be two things.
    let alone = matches!(recognised, Recognised::Code(_))
        || (recognised == Recognised::Nothing && !incoming.chat.group);
    if alone && let Some((asked, spec)) = commands::product::alone(cx, text).await? {
        return Ok(ready(asked, spec));
    }
    // «今天 拜访了华为»: a command that takes nothing is none with words after it.
    let sentence_after =
        |spec: &Spec, at: usize| spoken && spec.args.is_empty() && !text[at..].trim().is_empty();
    match recognised {
        Recognised::Command(spec, at)
            if spec.name == Cancel::SPEC.name
                && Code::at_start(text[at..].trim_start())
                    .is_some_and(|(code, _)| code.kind == Kind::Order) =>
        {
            command(cx, &CancelOrder::SPEC, message, at, Args::new()).await
        }
        Recognised::Command(spec, at) if sentence_after(spec, at) => {
            let said = prose(cx, message).await?.or_else(|| field_at_hand(cx, message));
            match said {
                Some(plan) => Ok(plan),
                None => command(cx, spec, message, at, Args::new()).await,
            }
        }
        Recognised::Command(spec, at) if is_to_later(spec, &text[at..]) => {
            let to = match to_time(cx, text, at) {
                None => by_length(cx, text, at).await?,
                to => to,
            };
            command(cx, &Later::SPEC, to.as_ref().unwrap_or(message), at, Args::new()).await
        }
        Recognised::Command(spec, at) => {
            // «remind me to call Huawei tomorrow»: whom it is about stands behind what is to be done.
            if spec.name == Follow::SPEC.name
                && let Some(plan) = to_come(cx, message, at, false).await?
            {
                return Ok(plan);
            }
            if spec.name == Follow::SPEC.name
                && !begins_with_known(cx, spec, &text[at..]).await?
                && let Some(plan @ Plan::Run(_)) = newcomer(cx, message, false).await?
            {
                return Ok(plan);
            }
            if spec.group() == "lead"
                && spec.effect == Effect::Reads
                && known_at(cx, &[Kind::Lead, Kind::Customer], &text[at..]).await?.is_none()
                && let Some(plan) = new_lead(cx, message).await?
            {
                return Ok(plan);
            }
            if let Some(plan) = reminded::colleague(cx, spec, message, at).await? {
                return Ok(plan);
            }
            if spoken && let Some(plan) = command_at_hand(cx, spec, message, at).await? {
                return Ok(plan);
            }
            let mut args = mine(cx, text).map(|(_, _, args)| args).unwrap_or_default();
            args.extend(reminded::of_nobody(spec, text, at).unwrap_or_default());
            command(cx, spec, message, at, args).await
        }
        Recognised::Glued(spec, at)
            if begins_with_new(spec, &text[at..], incoming.chat.group)
                || begins_with_known(cx, spec, &text[at..]).await? =>
        {
            let (args, at) = glued(cx, spec, text, at).await?;
            command(cx, spec, message, at, args).await
        }
        Recognised::Code(code) => Ok(show(cx, code)),
        Recognised::CodeThen(code, at) => {
            let begin = text.len() - text.trim_start_matches(['/', '#', ' ']).len();
            match several_then(cx, message, begin).await? {
                Some(plan) => Ok(doubted(cx.lang(), text, plan)),
                None => code_then(cx, code, message, at).await,
            }
        }
        Recognised::Glued(..) | Recognised::Nothing if incoming.chat.group => Ok(Plan::Nothing),
        Recognised::Glued(..) | Recognised::Nothing => {
            if let Some(plan) = prose(cx, message).await? {
                return Ok(plan);
            }
            if let Some(plan) = too_late(cx, message).await? {
                return Ok(plan);
            }
            if let Some(plan) = bare_name(cx, text).await? {
                return Ok(plan);
            }
            if let Some(list) = loosely(text)
                && let Recognised::Command(spec, at) = commands::names().recognise(list.text())
            {
                return command(cx, spec, &list, at, Args::new()).await;
            }
            if let Some(plan) = newcomer(cx, message, false).await? {
                return Ok(plan);
            }
            let slip = match slip(cx, message).await? {
                None => new_lead(cx, message).await?,
                slip => slip,
            };
            // «phone 139…» may as well be whose phone that is.
            let sets = text.contains([':', '=']) || begins_with(text, EDITS);
            let slip = slip.or_else(|| field_at_hand(cx, message).filter(|_| sets));
            let slip = match slip {
                None => assigned_at_hand(cx, message).await?,
                slip => slip,
            };
            let slip = match slip {
                None => for_a_colleague(cx, message).await?,
                slip => slip,
            };
            Ok(slip.unwrap_or(Plan::Nothing))
        }
    }
}

/// What brings back what was taken back just now: to undo again does.
const REDO: &[&str] = &["恢复", "恢复一下", "恢复吧", "重做", "取消撤销", "redo", "undo the undo"];

/// «恢复», `redo` right after something was taken back.
fn redone(cx: &Cx<'_>, text: &str) -> Option<Plan> {
    let said = text.trim().trim_start_matches('/').to_ascii_lowercase();
    if !REDO.contains(&said.as_str()) {
        return None;
    }
    Some(match cx.talk.undone.filter(|_| !cx.talk.redone) {
        Some(_) => ready(Asked::of(&Undo::default()), &Undo::SPEC),
        None => Plan::Say(problem(t!(cx.lang(), "redo-nothing"))),
    })
}

/// «来源 展会», `source: exhibition`: a field of the record at hand.
fn field_at_hand(cx: &Cx<'_>, message: &Folded) -> Option<Plan> {
    sets(cx, latest(cx)?, message, 0, true)
}

/// «金额=9万», `amount: 90k`: the same as behind the code of the record at hand.
async fn assigned_at_hand(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let Some((field, _)) = message.text().split_once(['=', ':']) else { return Ok(None) };
    let Some(code) = latest(cx) else { return Ok(None) };
    let spec = commands::entry(&format!("{} edit", code.kind.word())).map(|entry| entry.spec);
    let has = |spec: &&Spec| fields::field(field.trim()).and_then(|name| spec.arg(name)).is_some();
    let Some(spec) = spec.filter(has) else { return Ok(None) };
    command(cx, spec, message, 0, about(spec, code).args).await.map(Some)
}

/// Tells whether a command moves a follow-up: «move F-6 tomorrow» is no stage of a deal.
fn is_to_later(spec: &Spec, rest: &str) -> bool {
    let moves = [Later::SPEC.name, MoveDeal::SPEC.name].contains(&spec.name);
    moves && Code::at_start(rest.trim_start()).is_some_and(|(code, _)| code.kind == Kind::FollowUp)
}

/// «reschedule F-6 to Thursday» without the word that only leads up to the time.
fn to_time(cx: &Cx<'_>, text: &str, at: usize) -> Option<Folded> {
    let to = at + text[at..].find(" to ")?;
    let time = text[to + " to ".len()..].trim_start();
    let leads = find_moments(time, &cx.env().here()).first().is_some_and(|it| it.span.start == 0);
    leads.then(|| Folded::of(&format!("{} {time}", &text[..to])))
}

/// What words say that name no command: what is to be done today, a whole sentence, or what
/// happened with the record that was shown last.
pub(super) async fn prose(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    if asks_for_today(message.text()) {
        return Ok(Some(ready(Asked::of(&Today::default()), &Today::SPEC)));
    }
    if let Some(plan) = marked(cx, message.text()).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = renamed(cx, message.text()).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = position(cx, message).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = not_but(message.text()).and_then(|said| field_at_hand(cx, &said)) {
        return Ok(Some(plan));
    }
    if let Some(plan) = asked_about(cx, message.text()).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = reach(cx, message.text()).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = sentence(cx, message, Said::Alone).await? {
        return Ok(Some(plan));
    }
    if let Some(reply) = leave_of_other(cx, message.text()).await? {
        return Ok(Some(Plan::Say(reply)));
    }
    if let Some(heard) = of_sentence(cx, message.text()).await? {
        if heard.unsure || !heard.rest.is_empty() {
            return Ok(Some(Plan::Say(ask_leave(cx, &heard))));
        }
        let leave = ready(Asked::of(&heard.leave), &TakeLeave::SPEC);
        return Ok(Some(doubted(cx.lang(), message.text(), leave)));
    }
    match on_last_card(cx, message).await? {
        Some(plan) => Ok(Some(or_at_hand(cx, message, plan).await?)),
        None => Ok(None),
    }
}

/// What words say that answer a message of ours: to a colleague's question, about one of several
/// lines, or about the record that it shows.
async fn to_ours(
    cx: &mut Cx<'_>,
    earlier: &Reply,
    message: &Folded,
    recognised: &Recognised,
) -> Result<Option<Plan>, Problem> {
    if let Some(plan) = earlier.thread.as_ref().and_then(|thread| in_thread(thread, message)) {
        return Ok(Some(plan));
    }
    if !earlier.lines.is_empty() {
        return on_line(cx, earlier, message, recognised).await;
    }
    match earlier.about {
        Some(code) => on_card(cx, code, message, recognised).await,
        None => Ok(None),
    }
}
