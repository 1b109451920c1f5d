//! What somebody wrote: an answer, a command, a code and what to do with it, or nothing of these.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::chat::dialog::{ANY, Dialog, GATE};
use crate::chat::fields;
use crate::chat::incoming::Incoming;
use crate::chat::parse::{self, Draft, Env, Filled, Recognised, nearest};
use crate::chat::reply::{Asked, Reply, ReplyKind};
use crate::chat::spec::{Arg, Ask as _, By, Effect, Spec, Take};
use crate::chat::understand::asked::asks;
use crate::chat::understand::next_step::kept_until;
use crate::chat::understand::when::{find_moments, whole};
use crate::commands::deal::gates::is_answer;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::find::import::Import;
use crate::commands::follow::add::{Follow, without_links};
use crate::commands::follow::done::Done;
use crate::commands::follow::later::Later;
use crate::commands::follow::today::Today;
use crate::commands::lead::add::AddLead;
use crate::commands::order::cancel::CancelOrder;
use crate::commands::people::leave::TakeLeave;
use crate::commands::people::leave_said::{ask_leave, leave_of_other, of_sentence};
use crate::commands::talk::cancel::Cancel;
use crate::commands::talk::undo::Undo;
use crate::commands::{self, Cx};
use crate::domain::fold::{self, Folded};
use crate::domain::follow_up::Due;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, keys_of_query, score};
use crate::problem::Problem;
use crate::t;

use super::acts::sets;
use super::asked::asked_about;
use super::at_deal::command_at_hand;
use super::at_hand::latest;
use super::at_order::{discounted, lines_at_hand, paid};
use super::beside::{beside_the_question, is_said_anew};
use super::by_code::{EDITS, about, code_then, show, to_edit, verb};
use super::colleague::{for_a_colleague, has_asked_since, or_at_hand, to_whom};
use super::corrected::{count_again, in_question, moved, said_again, worth_again};
use super::denied::denied;
use super::doubt::{asks_back, asks_for_today, doubted, is_thing_lost, takes_back};
use super::lack::not_understood;
use super::listed::{listed, loosely, mine, turned};
use super::marked::marked;
use super::meanwhile::meanwhile;
use super::nearly::{bare_name, begins_with_new, is_plain, slip, too_late};
use super::new_lead::new_lead;
use super::newcomer::newcomer;
use super::numbers::numbers;
use super::on_card::{answered, on_card, on_last_card};
use super::on_day::on_day;
use super::on_line::{in_thread, on_line};
use super::plan::{Plan, Run, planned, problem, ready};
use super::pointed::pointed;
use super::position::position;
use super::put_off::{by_length, to_when};
use super::reach::reach;
use super::reminded;
use super::renamed::{called_again, not_but, renamed};
use super::reported::reported;
use super::said_new::said_new;
use super::sentence::{Said, begins_with, known_at, meant, sentence, to_come, without};
use super::several::{several, several_then};
use super::stale::{is_offered, is_stale, to_stale};
use super::to_question::{answer_to, as_answer, asked_for, is_free, is_yes};
use super::unfit::{fits, is_slip};
use super::unnamed::{of_order_shown, unnamed};
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
fn recognised(cx: &Cx<'_>, text: &str) -> Recognised {
    match mine(cx, text) {
        Some((spec, at, _)) => Recognised::Command(spec, at),
        None => to_edit(commands::names().recognise(text), text),
    }
}

/// What words come to while a question is open that they may answer.
async fn in_answer(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    incoming: &Incoming,
    message: &Folded,
    points: bool,
) -> Result<Plan, Problem> {
    let text = message.text();
    let recognised = recognised(cx, text);
    let said = message.words(0..text.len());
    if let Some(plan) = denied(cx, dialog, text, &said) {
        return Ok(plan);
    }
    if takes_back(dialog, text) {
        return Ok(planned(&Cancel::SPEC, Filled { args: Args::new(), lack: None }));
    }
    if is_stale(cx, dialog, incoming, text).await? {
        return to_stale(cx, dialog.clone(), message).await;
    }
    if let Some(plan) = to_when(cx, dialog, text).await? {
        return Ok(plan);
    }
    // A table is whatever stands in it, as it was typed.
    if dialog.draft.command == Import::SPEC.name {
        let mut asked = dialog.draft.clone();
        asked.args.insert("lines".to_owned(), message.original(0..text.len()).into());
        return Ok(as_answer(ready(asked, &Import::SPEC)));
    }
    // What is asked of us has not happened, unless it is taken for that at a tap.
    // Of what is done, the command itself asks whether it is the result.
    let done = is_free(dialog) && dialog.draft.command == Done::SPEC.name;
    let bare = recognised == Recognised::Nothing && !done;
    if bare && let Some(plan) = asked_about(cx, text).await? {
        return Ok(plan);
    }
    if bare && is_free(dialog) && asks(text) {
        let own = as_if_alone(cx, incoming, message).await?;
        return match own {
            Plan::Run(run) if reads(&run) => Ok(Plan::Run(run)),
            _ => to_stale(cx, dialog.clone(), message).await,
        };
    }
    // A sentence that is a whole record of its own is no name, no stage and no reason.
    let said = if is_free(dialog) { Said::AsProse } else { Said::AsAnswer };
    let colleague = is_free(dialog)
        && has_asked_since(cx, dialog)
        && !is_offered(cx, dialog, text).await?
        && !is_reply_to(cx, dialog, incoming).await?;
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && let Some(plan) = meanwhile(cx, dialog, message).await?
    {
        return Ok(plan);
    }
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && !(colleague && points)
        && let Some(plan) = sentence(cx, message, said).await?
    {
        return Ok(if is_said_anew(dialog, &plan) { as_answer(plan) } else { plan });
    }
    if colleague && let Some(plan) = to_whom(cx, dialog, message).await? {
        return Ok(plan);
    }
    if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
        && let Some(plan) = beside_the_question(cx, dialog, message).await?
    {
        return Ok(plan);
    }
    // A question is no answer to «why?», nor is «yes».
    if let Some((spec, arg)) = asked_for(dialog).filter(|_| is_free(dialog))
        && (asks_back(dialog, text) || (arg.name == "reason" && is_yes(text)))
    {
        return Ok(as_answer(ready(dialog.draft.clone(), spec)));
    }
    let mut plan = answer_to(cx, dialog, message).await?;
    if !incoming.chat.group && !is_slip(text) && !fits(cx, dialog, text, &plan).await? {
        let own = as_if_alone(cx, incoming, message).await?;
        let said = matches!(&own, Plan::Say(reply) if reply.kind != ReplyKind::Ask);
        // Where much was said since, words that fit nothing are not held against the question.
        if !said && !matches!(own, Plan::Nothing) || dialog.parked {
            return Ok(own);
        }
    }
    if let (Plan::Run(run), Recognised::Command(spec, _)) = (&mut plan, &recognised)
        && is_free(dialog)
    {
        let command = commands::show::op_name(cx.lang(), spec.name);
        run.aside = Some(t!(cx.lang(), "dialog-kept-words", command = command));
    }
    Ok(plan)
}

/// What words would come to if no question were open.
async fn as_if_alone(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Plan, Problem> {
    let waiting = cx.talk.dialog.take();
    let plan = by_itself(cx, incoming, message, false).await;
    cx.talk.dialog = waiting;
    plan
}

fn reads(run: &Run) -> bool {
    commands::entry(&run.asked.command).is_some_and(|entry| entry.spec.effect == Effect::Reads)
}

/// What words come to that answer no question; nothing where they are not understood.
async fn by_itself(
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

/// Tells whether words said to a question are a command after all. «今天» alone is one; «今天 聊了价格»
/// is not, as that command takes nothing. A code is one, unless a record of its kind was asked for
/// and nothing is said that is to be done with it.
async fn is_command(
    cx: &mut Cx<'_>,
    recognised: &Recognised,
    dialog: &Dialog,
    message: &Folded,
) -> Result<bool, Problem> {
    let text = message.text();
    if is_free(dialog) && !is_plain(cx, recognised, dialog, message).await? {
        return Ok(false);
    }
    match recognised {
        // What is to be done next was said already: no follow-up is meant by a code, but looked at.
        Recognised::Code(code)
            if code.kind == Kind::FollowUp
                && dialog.draft.command == Follow::SPEC.name
                && dialog.draft.args.contains_key("what") =>
        {
            Ok(true)
        }
        // Nor is any record, once something else was said: it is looked at, and the question waits.
        Recognised::Code(_) if dialog.parked => Ok(true),
        Recognised::Code(code) => Ok(!is_asked_for(dialog, *code)),
        Recognised::CodeThen(code, at) => {
            let rest = text[*at..].trim_start();
            // What is to be done is known: more than a time is said of the record itself.
            let known = dialog.draft.command == Follow::SPEC.name
                && dialog.draft.args.contains_key("what")
                && whole(rest, &cx.env().here()).is_none();
            Ok(!is_asked_for(dialog, *code)
                || offers_others(cx, dialog, *code).await?
                || known && !rest.is_empty()
                || verb(*code, rest).is_some()
                || is_field_elsewhere(dialog, *code, rest))
        }
        Recognised::Command(spec, at) => {
            let rest = text[*at..].trim();
            let lists = ["customer", "lead", "deal", "order", "contact"].contains(&spec.group());
            Ok(!spec.args.is_empty()
                || rest.is_empty()
                || lists && known_at(cx, &[Kind::Customer, Kind::Lead], rest).await?.is_some())
        }
        Recognised::Glued(spec, at) => Ok(begins_with_new(spec, &text[*at..], true)
            || begins_with_known(cx, spec, &text[*at..]).await?),
        Recognised::Nothing => Ok(false),
    }
}

/// Tells whether a record of the code's kind was asked for.
fn is_asked_for(dialog: &Dialog, code: Code) -> bool {
    let take = asked_for(dialog).map(|(_, arg)| arg.take);
    matches!(take, Some(Take::Ref(kinds)) if kinds.contains(&code.kind))
}

/// Tells whether a question offers records, and the one of the code is not among them.
async fn offers_others(cx: &mut Cx<'_>, dialog: &Dialog, code: Code) -> Result<bool, Problem> {
    let mut offered = Vec::new();
    for message in &dialog.told {
        let Some(pressed) = cx.tx.pressed(*message, 0).await? else { continue };
        let named = pressed.reply.buttons().filter_map(|button| {
            button.asked.args.get(&dialog.field)?.as_str()?.parse::<Code>().ok()
        });
        offered.extend(named);
    }
    Ok(!offered.is_empty() && !offered.contains(&code))
}

/// Tells whether the words name a field of the record that the open question's command has not.
fn is_field_elsewhere(dialog: &Dialog, code: Code, rest: &str) -> bool {
    let named = |command: &str| {
        let spec = commands::entry(command).map(|entry| entry.spec);
        spec.is_some_and(|spec| parse::begins_with_field(spec, rest))
    };
    named(&format!("{} edit", code.kind.word())) && !named(&dialog.draft.command)
}

/// Tells whether a moment was asked for and the words are one: «今天» is also a command.
fn is_moment_for(cx: &Cx<'_>, dialog: &Dialog, text: &str) -> bool {
    asked_for(dialog).is_some_and(|(_, arg)| {
        // What a stage demands may be a day.
        let take = if arg.name == GATE { Take::Day } else { arg.take };
        matches!(take, Take::When | Take::Day) && parse::read(take, text, text, &cx.env()).is_ok()
    })
}

/// Tells whether a message answers one of those that put the question.
pub(super) async fn is_reply_to(
    cx: &mut Cx<'_>,
    dialog: &Dialog,
    incoming: &Incoming,
) -> Result<bool, Problem> {
    let Some(earlier) = &incoming.reply_to else {
        return Ok(false);
    };
    for message in &dialog.told {
        if cx.tx.sent_as(*message).await?.as_ref() == Some(earlier) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Says that a question is no longer open to whoever answers an old one of ours.
async fn to_no_question(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    recognised: &Recognised,
) -> Result<Option<Plan>, Problem> {
    if *recognised != Recognised::Nothing
        || !answered(cx, incoming).await?.is_some_and(|earlier| earlier.question)
    {
        return Ok(None);
    }
    let waiting: Vec<Dialog> = cx.talk.dialog.iter().chain(&cx.talk.earlier).cloned().collect();
    for dialog in waiting {
        if is_reply_to(cx, &dialog, incoming).await? {
            return Ok(None);
        }
    }
    Ok(Some(Plan::Say(problem(t!(cx.lang(), "question-over")))))
}

/// Tells whether it was asked what to change and the words name a field: «备注» is also a command.
fn is_field_of(dialog: &Dialog, text: &str) -> bool {
    let spec = commands::entry(&dialog.draft.command).map(|entry| entry.spec);
    dialog.field == ANY && spec.is_some_and(|spec| parse::begins_with_field(spec, text))
}

/// What asks for a reminder before what is to be done.
const REMINDS: &[&str] = &[
    "请提醒我",
    "提醒我",
    "记得",
    "别忘了",
    "please remind me to ",
    "can you remind me to ",
    "could you remind me to ",
    "remind me to ",
    "don't forget to ",
    "i need to ",
    "we need to ",
    "need to ",
];

/// The fields of a command that are known.
pub(super) type Args = serde_json::Map<String, Value>;

async fn command(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Plan, Problem> {
    if let Some(plan) = several(cx, spec, message, at).await? {
        return Ok(doubted(cx.lang(), message.text(), plan));
    }
    let mut args = args;
    let dated = on_day(cx, spec, message, at);
    args.extend(dated.as_ref().map(|(_, day)| day.clone()));
    let message = dated.as_ref().map_or(message, |(words, _)| words);
    let filled = fill(cx, spec, message, at, args.clone()).await?;
    let filled = unnamed(cx, spec, (message, at), (args, filled)).await?;
    let filled = of_order_shown(cx, spec, &message.text()[at..], filled).await?;
    match planned(spec, filled) {
        Plan::Run(run) if is_thing_lost(spec, message.text()) => {
            meant(cx, message.text(), run.asked).await
        }
        plan => Ok(doubted(cx.lang(), message.text(), plan)),
    }
}

pub(super) async fn fill(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Filled, Problem> {
    let (org, settings) = (cx.org, cx.settings);
    let env = Env {
        now: cx.now,
        zone: cx.me.zone,
        org_zone: org.zone,
        currency: org.currency,
        lists: &org.lists,
        roles: &org.roles,
        calendar: cx.calendar,
        own: &settings.fields,
    };
    let draft = Draft::begin(spec, message, at, args, &env);
    let candidates = draft.candidates();
    let known = known(cx, spec, candidates).await?;
    let mut filled = draft.finish(&known);
    if spec.name == Follow::SPEC.name
        && let Some(kept) = kept(cx, &message.text()[at..], filled.args.get("when"))
    {
        filled.args.insert("kept".to_owned(), json!(kept));
    }
    // «明天提醒我给华为发样品»: what asks for a reminder is no part of it.
    if spec.name == Follow::SPEC.name
        && let Some(what) = filled.args.get("what").and_then(Value::as_str)
        && let lean = &what[without(what, 0, REMINDS)..]
        && !lean.is_empty()
        && lean.len() < what.len()
    {
        let lean = lean.to_owned();
        filled.args.insert("what".to_owned(), lean.into());
    }
    // «remind me about D-1» names no step.
    if spec.name == Follow::SPEC.name
        && let Some(what) = filled.args.get("what").and_then(Value::as_str)
        && without_links(what, &[]).is_empty()
    {
        filled.args.remove("what");
    }
    Ok(filled)
}

/// Until when a promise holds for which a week or a month was said as a whole.
fn kept(cx: &Cx<'_>, text: &str, when: Option<&Value>) -> Option<Due> {
    let env = cx.env();
    find_moments(text, &env.here()).into_iter().find_map(|found| {
        let until = kept_until(found.value, &text[found.span], &env.here());
        let is_when = when == Some(&json!(env.due(found.value)));
        (is_when && until != found.value).then(|| env.due(until))
    })
}

/// Which of these texts are the name of something, by their folded keys.
async fn known(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    candidates: Vec<String>,
) -> Result<HashSet<String>, Problem> {
    // One word is the name anyway; asking is worth it only where a longer one may be meant.
    if candidates.len() < 2 {
        return Ok(HashSet::new());
    }
    let kinds = kinds_of(spec);
    let keys: Vec<_> = candidates
        .iter()
        .flat_map(|text| keys_of_query(text))
        .filter(|key| key.rung <= Rung::Part)
        .collect();
    let hits = cx.tx.by_keys(&kinds, &keys, cx.scope(), 60).await?;
    let is_hit = |text: &String| {
        // Where a Latin name ends, no second word tells: «Acme» in «Acme Ann Lee» is one already.
        let surest = if text.is_ascii() { Rung::Part } else { Rung::Normal };
        hits.iter().any(|hit| {
            score(text, &hit.label).is_some_and(|found| found.rung <= surest)
                || commands::same(text, &hit.label)
        })
    };
    Ok(candidates.iter().filter(|text| is_hit(text)).map(|text| fold::key(text)).collect())
}

pub(super) fn kinds_of(spec: &Spec) -> Vec<Kind> {
    spec.args
        .iter()
        .filter_map(|arg| if let Take::Ref(kinds) = arg.take { Some(kinds) } else { None })
        .flatten()
        .copied()
        .collect()
}

/// Tells whether the words begin with a known name: «看客户华为».
pub(super) async fn begins_with_known(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    words: &str,
) -> Result<bool, Problem> {
    if kinds_of(spec).is_empty() {
        return Ok(false);
    }
    let ends = |c: char| c.is_whitespace() || ",;:".contains(c);
    let first = words.split(ends).next().unwrap_or("");
    let name: String = first.chars().take(24).collect();
    if !cx.hits(&name, &kinds_of(spec)).await?.is_empty() {
        return Ok(true);
    }
    Ok(known_at(cx, &kinds_of(spec), first).await?.is_some())
}

/// A name that more words follow without a space: 下单华威A100 20台.
async fn glued(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    text: &str,
    at: usize,
) -> Result<(Args, usize), Problem> {
    let first = text[at..].split([' ', ',']).next().unwrap_or_default();
    let named = |arg: &&Arg| matches!(arg.take, Take::Ref(_)) && arg.by == By::Shape;
    let named = spec.args.iter().find(named);
    let Some(arg) = named else { return Ok((Args::new(), at)) };
    let Some(len) = known_at(cx, &kinds_of(spec), first).await?.filter(|len| *len < first.len())
    else {
        return Ok((Args::new(), at));
    };
    Ok((Args::from_iter([(arg.name.to_owned(), first[..len].into())]), at + len))
}
