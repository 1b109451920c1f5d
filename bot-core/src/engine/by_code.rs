//! A code and words that act on the record: «D-31 赢单», «D-31 报价», «D-31 金额=15万».

use crate::chat::parse::{self, Filled, Recognised, Ref, nearest};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::Found;
use crate::chat::understand::asked::asks;
use crate::chat::understand::happened::{
    Happened, SAID, happened, is_over, is_told, linked, unanswered,
};
use crate::chat::understand::name::may_be_name;
use crate::chat::understand::next_step::next_steps;
use crate::chat::understand::when::{Reading, find_all, find_moments};
use crate::commands::follow::remind::Remind;
use crate::commands::{self, Cx};
use crate::domain::activity::Way;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

use super::acts::acts;
use super::answers_step::answers_step;
use super::at_order::arrived;
use super::card_answers::asks_for_card;
use super::doubt::{doubted, is_doubt, is_question, is_thing_lost};
use super::filled::fill;
use super::given_up::{asked_of_us, given_up};
use super::handed::given_to;
use super::lack::not_understood;
use super::on_card::earlier;
use super::on_day::on_day;
use super::plan::{Plan, planned, problem};
use super::put_off::put_off;
use super::sentence::{begins_with, command_of, meant, opened, without};
use super::staged::is_staged;
use super::unsaid::{by_shape, goods};

/// What says before the code of a record that something of it becomes something else.
pub(super) const EDITS: &[&str] =
    &["修改", "更改", "更新", "编辑", "改一下", "改", "edit ", "change ", "update ", "set "];

/// «改 D-1 金额=8万», `edit L-2 company=Acme`: the same as the code and what stands behind it.
pub(super) fn to_edit(recognised: Recognised, text: &str) -> Recognised {
    if recognised != Recognised::Nothing {
        return recognised;
    }
    let at = without(text, 0, EDITS);
    let found = Code::at_start(&text[at..]).filter(|_| at > 0 && begins_with(text, EDITS));
    match found {
        Some((code, len)) if !text[at + len..].trim().is_empty() => {
            Recognised::CodeThen(code, at + len)
        }
        _ => recognised,
    }
}

/// A code alone shows the record.
pub(super) fn show(cx: &Cx<'_>, code: Code) -> Plan {
    let Some(name) = parse::show(code.kind) else {
        return Plan::Say(problem(t!(cx.lang(), "not-found", what = code)));
    };
    match commands::entry(name).map(|entry| entry.spec) {
        Some(spec) => planned(spec, about(spec, code)),
        None => Plan::Say(problem(t!(cx.lang(), "not-found", what = code))),
    }
}

pub(super) fn about(spec: &'static Spec, code: Code) -> Filled {
    let mut args = serde_json::Map::new();
    args.extend(ref_arg(spec, code).map(|name| (name.to_owned(), code.to_string().into())));
    Filled { args, lack: None }
}

/// The argument of a command that names a record of the code's kind.
fn ref_arg(spec: &'static Spec, code: Code) -> Option<&'static str> {
    spec.arg_for(code.kind)
}

/// A code and words that act on it: «D-31 赢单», «D-31 报价», «D-31 金额=15万».
pub(super) async fn code_then(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Plan, Problem> {
    let at = message.text().len() - message.text()[at..].trim_start().len();
    let only_later = (code.kind == Kind::FollowUp).then(|| only_later(cx, message, at)).flatten();
    let message = only_later.as_ref().unwrap_or(message);
    let rest = &message.text()[at..];
    if let Some(plan) = given_to(cx, code, rest).await? {
        return Ok(plan);
    }
    if let Some(plan) = put_off(cx, code, rest).await? {
        return Ok(plan);
    }
    let named = verb(code, rest);
    if named.is_none() && code.kind != Kind::FollowUp && asks_for_card(rest) {
        return Ok(show(cx, code));
    }
    if let Some(asked) = given_up(code, rest).filter(|_| named.is_none()) {
        return meant(cx, message.text(), asked).await;
    }
    if let Some(plan) = arrived(code, rest) {
        return Ok(plan);
    }
    if let Some(plan) = asked_of_us(cx.lang(), code, rest).filter(|_| named.is_none()) {
        return Ok(plan);
    }
    // «D-14 lost contact with the buyer»
    if let Some((spec, _)) = named.filter(|(spec, _)| is_thing_lost(spec, rest)) {
        let asked = Asked { command: spec.name.to_owned(), args: about(spec, code).args };
        return meant(cx, message.text(), asked).await;
    }
    let said = named.or_else(|| said_of(cx, code, rest));
    if said.is_none()
        && let Some(plan) = acts(cx, code, message, at).await?
    {
        return Ok(doubted(cx.lang(), message.text(), plan));
    }
    // «D-1 to quotation»
    let stage = rest.strip_prefix("to ").filter(|_| code.kind == Kind::Deal && said.is_none());
    let staged = match stage {
        Some(stage) => is_staged(cx, stage, true).await?,
        None => false,
    };
    let (spec, skipped) = if let Some((spec, skipped)) = said {
        (Some(spec), skipped)
    } else if staged {
        (commands::entry("deal move").map(|entry| entry.spec), "to ".len())
    } else {
        let moved = code.kind == Kind::FollowUp;
        let to = MOVED_TO.iter().find(|word| moved && rest.starts_with(**word));
        if to.is_none()
            && let Some(plan) = answers_step(cx, code, message, at)
        {
            let asks = is_question(rest);
            return Ok(if asks { Plan::Say(for_the_owner(cx.lang(), code, rest)) } else { plan });
        }
        (default_verb(cx, code, rest).await?, to.map_or(0, |word| word.len()))
    };
    let Some(spec) = spec else {
        return Ok(Plan::Say(not_understood(cx, rest, &nearest(rest, &fitting(code)))));
    };
    // A question is no note, and no work on the record: it is for whoever works on it.
    if said.is_none() && spec.group() == "log" && (is_question(rest) || asks(rest)) {
        return Ok(Plan::Say(for_the_owner(cx.lang(), code, rest)));
    }
    let mut args = about(spec, code).args;
    args.extend(earlier(cx, rest).filter(|_| spec.group() == "log"));
    let dated = on_day(cx, spec, message, at + skipped).filter(|_| !args.contains_key("at"));
    let words = dated.as_ref().map_or(message, |(words, _)| words);
    args.extend(dated.as_ref().map(|(_, day)| day.clone()));
    let filled = fill(cx, spec, words, at + skipped, args).await?;
    let plan = planned(spec, filled);
    // «C-2 签了»: which of its deals that ends is not for a guess to write.
    if let Plan::Run(run) = plan {
        if named.is_none() && spec.ends() && code.kind != Kind::Deal {
            return meant(cx, message.text(), run.asked).await;
        }
        return Ok(doubted(cx.lang(), message.text(), Plan::Run(run)));
    }
    Ok(plan)
}

/// What says behind a time only that it is done then: «F-1 下午再打» is another time of F-1.
const AGAIN: &[&str] = &[
    "再打",
    "再说",
    "再看",
    "再去",
    "再来",
    "再联系",
    "再约",
    "再问",
    "打",
    "去",
    "again",
    "instead",
    "call again",
    "try again",
];

/// Words behind a follow-up's code without what only says that it is done then.
fn only_later(cx: &Cx<'_>, message: &Folded, at: usize) -> Option<Folded> {
    let rest = &message.text()[at..];
    let moment = find_moments(rest, &cx.env().here()).into_iter().next()?;
    let after = rest[moment.span.end..].trim();
    let again = moment.span.start == 0 && AGAIN.contains(&after);
    again.then(|| Folded::of(&message.text()[..at + moment.span.end]))
}

/// Offers to ask whoever a record belongs to.
fn for_the_owner(lang: Lang, code: Code, question: &str) -> Reply {
    let remind = Remind { record: Ref::code(code), note: Some(question.to_owned()) };
    let remind =
        ref_arg(&Remind::SPEC, code).map(|_| Button::new(t!(lang, "question-button-ask"), &remind));
    let open = commands::show::to_show(t!(lang, "button-show"), code);
    let reply = Reply::new(ReplyKind::Ask, t!(lang, "question-no-note", code = code));
    reply.row(remind.into_iter().chain(open).collect())
}

/// What may stand before what has happened with a record that is known: «it is lost».
const IT_IS: &[&str] =
    &["it's ", "it is ", "it ", "the deal ", "is ", "was ", "has been ", "has ", "got "];
/// What stands before the new time of a follow-up: «F-2 改到下周一».
const MOVED_TO: &[&str] = &[
    "改到",
    "改成",
    "改在",
    "推迟到",
    "推到",
    "延到",
    "延期到",
    "挪到",
    "提前到",
    "move to ",
    "push to ",
    "postpone to ",
    "delay to ",
    "reschedule to ",
];

/// The command for what the words say has happened, and where its own words begin: «打电话没接».
pub(super) fn said_of(cx: &Cx<'_>, code: Code, rest: &str) -> Option<(&'static Spec, usize)> {
    // «上次聊了啥» tells of nothing.
    if asks(rest) && !is_doubt(rest) {
        return None;
    }
    let (begin, moment) = opened(cx, rest);
    if let Some(at) = unanswered(&rest[begin..]) {
        let (spec, _) = command_of(Happened::Met(Way::Call))?;
        return ref_arg(spec, code).map(|_| (spec, begin + at));
    }
    let begin = without(rest, begin, IT_IS);
    let found = happened(rest).filter(|found| {
        let led = moment.is_some_and(|moment| cx.env().is_to_come(moment));
        found.span.start == begin && is_over(rest, found) && !led
    })?;
    let (spec, _) = command_of(found.value)?;
    let after = found.span.end + linked(&rest[found.span.end..]);
    // What was said is nothing without the word for it.
    let at = if found.value == SAID { 0 } else { after };
    ref_arg(spec, code).map(|_| (spec, at))
}

/// The commands that can be about a record of the code's kind.
fn fitting(code: Code) -> Vec<&'static Spec> {
    commands::specs().into_iter().filter(|spec| ref_arg(spec, code).is_some()).collect()
}

/// The command that the first words after a code say, and where they end.
pub(super) fn verb(code: Code, rest: &str) -> Option<(&'static Spec, usize)> {
    let fits = |spec: &Spec| spec.arg_for(code.kind).is_some();
    // «return call tomorrow» gives nothing back.
    let mut words = rest.split_whitespace();
    let word = words.next().unwrap_or("");
    let again = word.eq_ignore_ascii_case("return");
    if again && words.next().is_some_and(|next| Way::said(next).is_some()) {
        return None;
    }
    if let Recognised::Command(spec, end) = commands::names().recognise_among(rest, fits) {
        return Some((spec, end));
    }
    by_verb(code.kind, word).map(|spec| (spec, word.len()))
}

/// The longest verb, in bytes.
const LONGEST_VERB: usize = 40;

/// The command for a kind of record that a word alone says: `cancel`, or 取消 of 取消订单.
pub(super) fn by_verb(kind: Kind, word: &str) -> Option<&'static Spec> {
    if word.len() > LONGEST_VERB {
        return None;
    }
    let fits = |spec: &&'static Spec| {
        spec.group() == kind.word() && spec.arg_for(kind).is_some() && is_verb_of(spec, kind, word)
    };
    commands::specs().into_iter().find(fits)
}

/// Tells whether a word is what a command does to its kind of record.
fn is_verb_of(spec: &Spec, kind: Kind, verb: &str) -> bool {
    let whole = format!("{verb}{}", commands::show::kind_name(Lang::Zh, kind));
    // «lead lose», «lose lead», and «lead lost»: one word besides the kind.
    let english = |name: &&str| match name.split_once(' ') {
        Some((first, rest)) if first == kind.word() => commands::same(rest, verb),
        Some((rest, last)) if last == kind.word() => commands::same(rest, verb),
        _ => false,
    };
    std::iter::once(spec.name).any(|name| english(&name))
        || spec.aliases.iter().any(|name| english(name) || commands::same(name, &whole))
}

/// What words without a verb do to a record: a moment plans something, fields, lines and amounts
/// edit it, a stage moves a deal, and a sentence is noted.
async fn default_verb(
    cx: &mut Cx<'_>,
    code: Code,
    rest: &str,
) -> Result<Option<&'static Spec>, Problem> {
    let kind = code.kind.word();
    let named = |command: &str| commands::entry(command).map(|entry| entry.spec);
    if code.kind == Kind::FollowUp {
        // «F-3 明天», «F-3 +1h»: what a follow-up is most often told is another time.
        return Ok(named("later"));
    }
    let follow = named("follow").filter(|spec| ref_arg(spec, code).is_some());
    let env = cx.env();
    let moments = find_moments(rest, &env.here());
    // «D-2 下个月中旬回访»: what of a day was not understood is asked about, and no note.
    let odd = |found: &Found<Reading>| found.span.start == 0 && found.value.is_err();
    if find_all(rest, &env.here()).first().is_some_and(odd) && follow.is_some() {
        return Ok(follow);
    }
    if let Some(moment) = moments.first().filter(|found| found.span.start == 0)
        && follow.is_some()
    {
        let (words, value) = (&rest[moment.span.end..], moment.value);
        let over = !cx.env().is_to_come(value) && (env.is_past(value) || is_told(words));
        if words.trim().is_empty() || !over {
            return Ok(follow);
        }
        return Ok(named("log note").filter(|spec| ref_arg(spec, code).is_some()));
    }
    if let Some(spec) = goods(cx, code, rest).await?.or_else(|| by_shape(cx, code, rest, false)) {
        return Ok(Some(spec));
    }
    let r#move = named(&format!("{kind} move"));
    if r#move.is_some() && is_staged(cx, rest, false).await? {
        return Ok(r#move);
    }
    let edit = named(&format!("{kind} edit"));
    let glued = |spec: &'static Spec| {
        let first = rest.split(' ').next().unwrap_or_default();
        first.contains(|c: char| c.is_ascii_digit() || "+-".contains(c))
            && parse::begins_with_field(spec, first)
    };
    if rest.contains(['=', ':']) || edit.is_some_and(glued) {
        return Ok(edit);
    }
    if follow.is_some() && !next_steps(rest, &cx.env().here()).is_empty() {
        return Ok(follow);
    }
    // One word may be a stage; a sentence says something about the record.
    let rest = rest.trim();
    let short = rest.is_ascii() || rest.chars().count() <= LONGEST_STAGE;
    let word = !rest.contains(' ') && short && may_be_name(rest);
    let note = named("log note").filter(|spec| !word && ref_arg(spec, code).is_some());
    Ok(note.or(r#move))
}

/// The longest Chinese word that is taken for the name of a stage, in characters.
pub(super) const LONGEST_STAGE: usize = 4;
