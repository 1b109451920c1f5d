//! What is nearly a command: a slip in its name, a name said alone, an answer that comes too late.

use serde_json::Map;

use crate::chat::dialog::Dialog;
use crate::chat::parse::{self, Recognised};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Arg, Ask as _, By, Effect, Spec, Take};
use crate::chat::understand::when::find_moments;
use crate::commands::find::find::{Find, KINDS};
use crate::commands::lead::check::Check;
use crate::commands::{self, Cx, show};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, email_key, phone_key, tax_id_key};
use crate::problem::Problem;
use crate::store::Hit;
use crate::t;

use super::by_code::about;
use super::filled::{fill, kinds_of};
use super::plan::{Plan, planned, ready};
use super::to_question::answer_to;

/// How long an answer that came too late can still be taken up: a day.
const LATE_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// The longest name that is looked for when it is said alone, in characters.
const LONGEST_NAME: usize = 24;
/// What follows the name of a command where it is talked about: 加线索的方法.
const TALK: &[&str] =
    &["的", "了", "吗", "是", "怎", "要", "能", "可", "和", "与", "在", "有", "不", "没", "一下"];

/// Tells whether what follows a command without a space is the name of something new:
/// «加线索张三13612345678». `surely` wants a phone as well: among people, or as an answer, mere words
/// are no name.
pub(super) fn begins_with_new(spec: &Spec, rest: &str, surely: bool) -> bool {
    let named = |arg: &Arg| arg.take == Take::Name && arg.by == By::Shape;
    let name = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let long = (2..=LONGEST_NAME).contains(&name.chars().count());
    let talk = TALK.iter().any(|word| name.starts_with(word)) || name.ends_with(['吗', '呢', '吧']);
    spec.effect == Effect::Creates
        && spec.args.iter().any(named)
        && long
        && !talk
        && (!surely || !parse::phones(rest).is_empty())
}

/// A command whose name was typed with one slip. What undoes or changes something is asked about
/// first.
pub(super) async fn slip(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let Some(slip) = parse::slip(text, &commands::specs()) else {
        return Ok(None);
    };
    let filled = fill(cx, slip.spec, message, slip.end, Map::new()).await?;
    let plan = planned(slip.spec, filled);
    let surely = match slip.spec.effect {
        Effect::Reads => true,
        Effect::Creates => slip.sure,
        Effect::Writes => false,
    };
    Ok(Some(match plan {
        Plan::Run(run) if !surely => {
            let (lang, op) = (cx.lang(), show::op_name(cx.lang(), slip.spec.name));
            let typed = text[..slip.end].trim();
            let text = t!(lang, "slip-ask", typed = typed, command = &op);
            let button = Button { label: op, asked: run.asked };
            Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![button]))
        }
        plan => plan,
    }))
}

/// A name, a phone or an e-mail address said alone shows whose it is: the record, or a choice of
/// several. A phone that nobody has can be written down.
pub(super) async fn bare_name(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let name = text.trim().trim_end_matches(['.', '!', ',', ' ']);
    let short = (2..=LONGEST_NAME).contains(&name.chars().count());
    let asks = name.ends_with('?') || name.contains(['=', ':', ',']);
    let keys = [phone_key(name), email_key(name), tax_id_key(name)];
    let reach = keys.iter().any(Option::is_some);
    if !short || asks || !(reach || name.contains(char::is_alphabetic)) {
        return Ok(None);
    }
    let surest = if name.is_ascii() { Rung::Pinyin } else { Rung::Part };
    let mut hits = cx.hits(name, KINDS).await?;
    hits.retain(|hit| hit.rung <= surest);
    let said = |command: &str, field: &str| Asked {
        command: command.to_owned(),
        args: Map::from_iter([(field.to_owned(), name.into())]),
    };
    let Some(best) = hits.first().map(|hit| hit.rung) else {
        // An answer to that question may be a phone or an e-mail address as well.
        return Ok(reach.then(|| ready(said(Check::SPEC.name, "company"), &Check::SPEC)));
    };
    let at_best: Vec<&Hit> = hits.iter().filter(|hit| hit.rung == best).collect();
    // A deal is often called after its customer: the name alone means the customer.
    let mut customers = at_best.iter().filter(|hit| hit.code.kind == Kind::Customer);
    let one = match (at_best.as_slice(), customers.next(), customers.next()) {
        ([only], ..) => Some(only.code),
        (_, Some(customer), None) => Some(customer.code),
        _ => None,
    };
    let spec = one.and_then(|code| parse::show(code.kind)).and_then(commands::entry);
    if let (Some(code), Some(entry)) = (one, spec) {
        return Ok(Some(planned(entry.spec, about(entry.spec, code))));
    }
    Ok(Some(ready(said(Find::SPEC.name, "query"), &Find::SPEC)))
}

/// Where a question waited in vain and these words may be its answer, offers to go on with them.
pub(super) async fn too_late(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let late =
        |dialog: &Dialog| dialog.until < cx.now && dialog.until.plus_millis(LATE_MILLIS) >= cx.now;
    let Some(dialog) = cx.talk.dialog.clone().filter(late) else {
        return Ok(None);
    };
    let asked = match answer_to(cx, &dialog, message).await? {
        Plan::Run(run) => run.asked,
        // What does not fit the question is none of its answers.
        Plan::Lack(_, parse::Lack::Wrong(..)) | Plan::Say(_) | Plan::Nothing => return Ok(None),
        Plan::Lack(asked, _) => asked,
    };
    cx.talk.dialog = None;
    let lang = cx.lang();
    let command = match (show::op_name(lang, &dialog.op), dialog.about()) {
        (command, Some(code)) => t!(lang, "button-op-on", command = command, code = code),
        (command, None) => command,
    };
    let field = show::field_of(lang, &dialog.draft.command, &dialog.field);
    let text = t!(lang, "dialog-late", command = &command, field = field);
    let button = Button { label: t!(lang, "button-go-on", command = command), asked };
    Ok(Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![button]))))
}

/// Tells whether words said to a question that takes any words are plainly a command all the same:
/// its name alone, a name that nobody says otherwise, or one that something known follows.
pub(super) async fn is_plain(
    cx: &mut Cx<'_>,
    recognised: &Recognised,
    dialog: &Dialog,
    message: &Folded,
) -> Result<bool, Problem> {
    let (Recognised::Command(spec, at), text) = (recognised, message.text()) else {
        return Ok(true);
    };
    let (name, rest) = (text[..*at].trim(), text[*at..].trim_start());
    let named = if name.is_ascii() { name.contains(' ') } else { name.chars().count() > 2 };
    if rest.is_empty()
        || named
        || spec.name == dialog.draft.command
        || Code::at_start(rest).is_some()
        || !parse::phones(rest).is_empty()
    {
        return Ok(true);
    }
    let shaped = |arg: &Arg| !matches!(arg.take, Take::Text | Take::Name | Take::Ref(_));
    if spec.args.iter().all(shaped) {
        return Ok(fill(cx, spec, message, *at, Map::new()).await?.lack.is_none());
    }
    let first = rest.split([' ', ',', ';']).next().unwrap_or_default();
    let first: String = first.chars().take(LONGEST_NAME).collect();
    let kinds = kinds_of(spec);
    if kinds.is_empty() || first.is_empty() {
        // «leave 6 Mar 11 Mar Bo»: what is about no record has its day first.
        let moments = find_moments(rest, &cx.env().here());
        return Ok(kinds.is_empty() && moments.first().is_some_and(|day| day.span.start == 0));
    }
    Ok(cx.hits(&first, &kinds).await?.iter().any(|hit| hit.rung <= Rung::Part))
}

#[cfg(test)]
mod tests {
    use crate::chat::parse::slip;
    use crate::commands;

    #[test]
    fn one_slip_is_understood_where_it_can_only_be_one_command() {
        let specs = commands::specs();
        for (text, command) in [
            ("加线素 张三", Some("lead add")),
            ("家线索 张三", Some("lead add")),
            ("记电活 华为 聊了", Some("log call")),
            ("撤肖", Some("undo")),
            ("todya", Some("today")),
            ("laed add Ann", Some("lead add")),
            ("canceel", Some("cancel")),
            ("老客户 介绍", None),
            ("明天", None),
            ("完了", None),
            ("好的", None),
            ("加价 张三", None),
            ("fine", None),
            ("hello world", None),
        ] {
            assert_eq!(slip(text, &specs).map(|slip| slip.spec.name), command, "{text}");
        }
    }
}
