//! What somebody wrote: an answer, a command, a code and what to do with it, or nothing of these.

use std::collections::HashSet;

use serde_json::Value;

use crate::chat::dialog::{ANY, Dialog};
use crate::chat::incoming::Incoming;
use crate::chat::parse::{self, Draft, Env, Filled, Lack, Recognised, Wrong, nearest};
use crate::chat::reply::{Reply, Token};
use crate::chat::spec::{Arg, Ask as _, By, Spec, Take};
use crate::chat::understand::happened::{happened, is_over, linked};
use crate::chat::understand::next_step::next_steps;
use crate::chat::understand::when::find_moments;
use crate::commands::follow::add::Follow;
use crate::commands::talk::cancel::Cancel;
use crate::commands::{self, Cx};
use crate::domain::access::Reach;
use crate::domain::fold::{self, Folded};
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, keys_of_query, score};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

use super::doubt::{doubted, takes_back};
use super::lack::not_understood;
use super::nearly::{bare_name, begins_with_new, is_plain, slip, too_late};
use super::on_card::{answered, on_card};
use super::on_line::{in_thread, on_line};
use super::plan::{Plan, planned, problem, ready};
use super::press::press;
use super::sentence::{Said, command_of, known_at, sentence, stages_in, to_come};
use super::unsaid::by_shape;

/// Words: an answer to the open question, a command, a code, or nothing that is understood.
pub(super) async fn words(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Plan, Problem> {
    let text = message.text();
    let mine = mine(cx, text);
    let recognised = match &mine {
        Some((spec, at, _)) => Recognised::Command(spec, *at),
        None => commands::names().recognise(text),
    };
    // In a group only a reply to the question is an answer: people talk to each other there.
    let dialog = cx.talk.open_dialog(cx.now).cloned();
    if let Some(dialog) = dialog
        && (!incoming.chat.group || is_reply_to(cx, &dialog, incoming).await?)
        && !text.trim_start().starts_with('/')
        && (!is_command(cx, &recognised, &dialog, message).await?
            || is_moment_for(cx, &dialog, text)
            || is_field_of(&dialog, text))
    {
        if takes_back(&dialog, text) {
            return Ok(planned(&Cancel::SPEC, Filled { args: Args::new(), lack: None }));
        }
        // A sentence that is a whole record of its own is no name, no stage and no reason.
        let said = if is_free(&dialog) { Said::AsProse } else { Said::AsAnswer };
        if matches!(recognised, Recognised::Nothing | Recognised::Glued(..))
            && let Some(plan) = sentence(cx, message, said).await?
        {
            let same = matches!(&plan, Plan::Run(run) if run.asked.command == dialog.draft.command);
            return Ok(if same { as_answer(plan) } else { plan });
        }
        let mut plan = answer_to(cx, &dialog, message).await?;
        if let (Plan::Run(run), Recognised::Command(spec, _)) = (&mut plan, &recognised)
            && is_free(&dialog)
        {
            let command = commands::show::op_name(cx.lang(), spec.name);
            run.aside = Some(t!(cx.lang(), "dialog-kept-words", command = command));
        }
        return Ok(plan);
    }
    if let Some(earlier) = answered(cx, incoming).await?
        && let Some(plan) = to_ours(cx, &earlier, message, &recognised).await?
    {
        return Ok(plan);
    }
    // A code may be a product's own: A100 is no short code of anything, C1 may be two things.
    let alone = matches!(recognised, Recognised::Code(_))
        || (recognised == Recognised::Nothing && !incoming.chat.group);
    if alone && let Some((asked, spec)) = commands::product::alone(cx, text).await? {
        return Ok(ready(asked, spec));
    }
    match recognised {
        Recognised::Command(spec, at) => {
            // «remind me to call Huawei tomorrow»: whom it is about stands behind what is to be done.
            if spec.name == Follow::SPEC.name
                && let Some(plan) = to_come(cx, message, at, false).await?
            {
                return Ok(plan);
            }
            let args = mine.map(|(_, _, args)| args).unwrap_or_default();
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
        Recognised::CodeThen(code, at) => code_then(cx, code, message, at).await,
        Recognised::Glued(..) | Recognised::Nothing if incoming.chat.group => Ok(Plan::Nothing),
        Recognised::Glued(..) | Recognised::Nothing => {
            if let Some(plan) = sentence(cx, message, Said::Alone).await? {
                return Ok(plan);
            }
            if let Some(plan) = too_late(cx, message).await? {
                return Ok(plan);
            }
            if let Some(plan) = bare_name(cx, text).await? {
                return Ok(plan);
            }
            let slip = slip(cx, message).await?;
            Ok(slip.unwrap_or_else(|| {
                Plan::Say(not_understood(cx, text, &nearest(text, &commands::specs())))
            }))
        }
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
        return on_line(cx, &earlier.lines, message, recognised).await;
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
        Recognised::Code(code) => Ok(!is_asked_for(dialog, *code)),
        Recognised::CodeThen(code, at) => {
            let rest = text[*at..].trim_start();
            Ok(!is_asked_for(dialog, *code)
                || verb(*code, rest).is_some()
                || is_field_elsewhere(dialog, *code, rest))
        }
        Recognised::Command(spec, at) => Ok(!spec.args.is_empty() || text[*at..].trim().is_empty()),
        Recognised::Glued(spec, at) => Ok(begins_with_new(spec, &text[*at..], true)
            || begins_with_known(cx, spec, &text[*at..]).await?),
        Recognised::Nothing => Ok(false),
    }
}

/// The fields that take any words, a sentence that begins like a command included. What else is
/// text, such as a stage or a zone, is the name of something.
const PROSE: [&str; 5] = ["content", "note", "reason", "need", "remark"];

/// Tells whether any words answer the question.
fn is_free(dialog: &Dialog) -> bool {
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

/// Tells whether a record of the code's kind was asked for.
fn is_asked_for(dialog: &Dialog, code: Code) -> bool {
    let take = asked_for(dialog).map(|(_, arg)| arg.take);
    matches!(take, Some(Take::Ref(kinds)) if kinds.contains(&code.kind))
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
        matches!(arg.take, Take::When | Take::Day)
            && parse::read(arg.take, text, text, &cx.env()).is_ok()
    })
}

/// Tells whether a message answers one of those that put the question.
async fn is_reply_to(
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

/// Tells whether it was asked what to change and the words name a field: «备注» is also a command.
fn is_field_of(dialog: &Dialog, text: &str) -> bool {
    let spec = commands::entry(&dialog.draft.command).map(|entry| entry.spec);
    dialog.field == ANY && spec.is_some_and(|spec| parse::begins_with_field(spec, text))
}

/// The fields of a command that are known.
type Args = serde_json::Map<String, Value>;

/// «我的商机», «my deals»: a list of the asker's own. Who sees no others means just the list.
fn mine(cx: &Cx<'_>, text: &str) -> Option<(&'static Spec, usize, Args)> {
    let begin = text.len() - text.trim_start().len();
    let said = ["我的", "my "].into_iter().find_map(|my| {
        let start = text.get(begin..begin + my.len())?;
        start.eq_ignore_ascii_case(my).then_some(begin + my.len())
    })?;
    let Recognised::Command(spec, at) = commands::names().recognise(&text[said..]) else {
        return None;
    };
    let mut args = Args::new();
    // Who sees no more than the own in that list need not say whose it is to be.
    let kind = spec.name.split(' ').next().and_then(Kind::of_word);
    if kind.is_some_and(|kind| cx.scope().reach(kind) != Reach::Own) {
        let field = ["owner", "query"].into_iter().find(|field| spec.arg(field).is_some())?;
        args.insert(field.to_owned(), cx.me.handle.clone().into());
    }
    spec.name.ends_with(" list").then_some((spec, said + at, args))
}

async fn command(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Plan, Problem> {
    let filled = fill(cx, spec, message, at, args).await?;
    Ok(doubted(cx.lang(), message.text(), planned(spec, filled)))
}

pub(super) async fn fill(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
    args: Args,
) -> Result<Filled, Problem> {
    let org = cx.org;
    let env = Env {
        now: cx.now,
        zone: cx.me.zone,
        org_zone: org.zone,
        currency: org.currency,
        lists: &org.lists,
        roles: &org.roles,
        calendar: cx.calendar,
    };
    let draft = Draft::begin(spec, message, at, args, &env);
    let candidates = draft.candidates();
    let known = known(cx, spec, candidates).await?;
    Ok(draft.finish(&known))
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
async fn code_then(
    cx: &mut Cx<'_>,
    code: Code,
    message: &Folded,
    at: usize,
) -> Result<Plan, Problem> {
    let at = message.text().len() - message.text()[at..].trim_start().len();
    let rest = &message.text()[at..];
    let said = verb(code, rest).or_else(|| said_of(code, rest));
    let (spec, skipped) = if let Some((spec, skipped)) = said {
        (Some(spec), skipped)
    } else {
        let moved = code.kind == Kind::FollowUp;
        let to = MOVED_TO.iter().find(|word| moved && rest.starts_with(**word));
        (default_verb(cx, code, rest).await?, to.map_or(0, |word| word.len()))
    };
    let Some(spec) = spec else {
        return Ok(Plan::Say(not_understood(cx, rest, &nearest(rest, &fitting(code)))));
    };
    let filled = fill(cx, spec, message, at + skipped, about(spec, code).args).await?;
    Ok(doubted(cx.lang(), message.text(), planned(spec, filled)))
}

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
];

/// The command for what the words say has happened, and where its own words begin: «打电话没接».
pub(super) fn said_of(code: Code, rest: &str) -> Option<(&'static Spec, usize)> {
    let found = happened(rest).filter(|found| found.span.start == 0 && is_over(rest, found))?;
    let (spec, _) = command_of(found.value)?;
    let at = found.span.end + linked(&rest[found.span.end..]);
    ref_arg(spec, code).map(|_| (spec, at))
}

/// The commands that can be about a record of the code's kind.
fn fitting(code: Code) -> Vec<&'static Spec> {
    commands::specs().into_iter().filter(|spec| ref_arg(spec, code).is_some()).collect()
}

/// The command that the first words after a code say, and where they end.
pub(super) fn verb(code: Code, rest: &str) -> Option<(&'static Spec, usize)> {
    let fits = |spec: &Spec| spec.arg_for(code.kind).is_some();
    if let Recognised::Command(spec, end) = commands::names().recognise_among(rest, fits) {
        return Some((spec, end));
    }
    let word = rest.split_whitespace().next().unwrap_or("");
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
    let moment = find_moments(rest, &env.here()).first().is_some_and(|found| found.span.start == 0);
    if moment && follow.is_some() {
        return Ok(follow);
    }
    if let Some(spec) = by_shape(cx, code, rest, false) {
        return Ok(Some(spec));
    }
    let edit = named(&format!("{kind} edit"));
    let glued = |spec: &'static Spec| {
        let first = rest.split(' ').next().unwrap_or_default();
        first.contains(|c: char| c.is_ascii_digit()) && parse::begins_with_field(spec, first)
    };
    if rest.contains(['=', ':']) || edit.is_some_and(glued) {
        return Ok(edit);
    }
    let r#move = named(&format!("{kind} move"));
    let staged = stages_in(cx, rest).await?.first().is_some_and(|(at, _)| *at == 0);
    // «D-1 推进到合同»
    let moves = |spec: &Spec| r#move.is_some_and(|r#move| spec.name == r#move.name);
    let led = commands::names().recognise_among(rest, moves);
    if r#move.is_some() && (staged || matches!(led, Recognised::Glued(..))) {
        return Ok(r#move);
    }
    if follow.is_some() && !next_steps(rest, &cx.env().here()).is_empty() {
        return Ok(follow);
    }
    // One word may be a stage; a sentence says something about the record.
    let rest = rest.trim();
    let word = !rest.contains(' ') && (rest.is_ascii() || rest.chars().count() <= LONGEST_STAGE);
    let note = named("log note").filter(|spec| !word && ref_arg(spec, code).is_some());
    Ok(note.or(r#move))
}

/// The longest Chinese word that is taken for the name of a stage, in characters.
const LONGEST_STAGE: usize = 4;

/// The command of an open question, and the field that was asked for.
fn asked_for(dialog: &Dialog) -> Option<(&'static Spec, &'static Arg)> {
    let spec = commands::entry(&dialog.draft.command)?.spec;
    Some((spec, spec.arg(&dialog.field)?))
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

/// The button that a bare number means: the second choice of a question is also «2». Where the
/// choices are numbers themselves, a number is what it says.
async fn numbered(cx: &mut Cx<'_>, dialog: &Dialog, text: &str) -> Result<Option<Token>, Problem> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let text = text.trim();
    let (Some(message), true) = (dialog.told.last(), text.len() <= 2 && digits(text)) else {
        return Ok(None);
    };
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
    let filled = parse::changes(entry.spec, message, known.clone(), &cx.env());
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

fn as_answer(mut plan: Plan) -> Plan {
    if let Plan::Run(run) = &mut plan {
        run.answers = true;
        run.typed = false;
    }
    plan
}
