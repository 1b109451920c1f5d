//! Several records named together for one command: «推进 D-1 D-2 报价», «D-1、D-2 推进 报价».

use crate::chat::parse::Ref;
use serde_json::{Map, Value};

use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec};
use crate::commands::follow::give::Give;
use crate::commands::talk::each::Each;
use crate::commands::{Cx, entry, show};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::by_code::{LONGEST_STAGE, about, said_of, verb};
use super::filled::fill;
use super::handed::given_to;
use super::plan::{Plan, planned, ready};
use super::staged::is_staged;

/// How many are offered one by one.
const OFFERED: usize = 6;
/// What joins codes.
const JOINTS: [&str; 6] = ["、", ",", "和", "及", "&", "and "];

/// The codes that stand one after the other from `at` on, and where they end.
fn codes(text: &str, at: usize) -> (Vec<Code>, usize) {
    let (mut all, mut end) = (Vec::new(), at);
    loop {
        let mut rest = text[end..].trim_start();
        if !all.is_empty() {
            let joint = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint));
            rest = joint.unwrap_or(rest).trim_start();
        }
        let Some((code, len)) = Code::at_start(rest) else { break };
        let next = rest[len..].chars().next();
        if next.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '=' | '@')) {
            break;
        }
        end = text.len() - rest.len() + len;
        if !all.contains(&code) {
            all.push(code);
        }
    }
    (all, end)
}

/// The command for all the records whose codes stand behind its name.
pub(super) async fn several(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
) -> Result<Option<Plan>, Problem> {
    let (all, end) = codes(message.text(), at);
    let fits = all.iter().all(|code| spec.arg_for(code.kind).is_some());
    if all.len() < 2 || !fits || !Each::allows(spec) {
        return Ok(None);
    }
    Ok(Some(of_all(cx, spec, message, (&all, end)).await?))
}

/// The command that words behind several codes say: a verb, or a stage of deals.
pub(super) async fn several_then(
    cx: &mut Cx<'_>,
    message: &Folded,
    begin: usize,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let (all, end) = codes(text, begin);
    let ([first, ..], true) = (all.as_slice(), all.len() > 1) else { return Ok(None) };
    let at = text.len() - text[end..].trim_start().len();
    let rest = &text[at..];
    if rest.is_empty() {
        return Ok(None);
    }
    if let Some(Plan::Run(run)) = given_to(cx, *first, rest).await? {
        return Ok(Some(each(&Give::SPEC, run.asked.args, &all)));
    }
    let named = verb(*first, rest);
    let said = named.or_else(|| said_of(cx, *first, rest));
    let staged = said.is_none() && first.kind == Kind::Deal;
    let said = match said {
        None if staged && (is_short(rest) || is_staged(cx, rest, false).await?) => {
            entry("deal move").map(|entry| (entry.spec, 0))
        }
        // What names nothing that is done to them has happened with each.
        None => entry("log note").map(|entry| (entry.spec, 0)),
        said => said,
    };
    let Some((spec, skipped)) = said else { return Ok(None) };
    if !all.iter().all(|code| spec.arg_for(code.kind).is_some()) {
        return Ok(None);
    }
    if !Each::allows(spec) {
        return Ok(Some(one_by_one(cx, spec, &all)));
    }
    Ok(Some(of_all(cx, spec, message, (&all, at + skipped)).await?))
}

/// What cannot be done to several at once is offered for each.
fn one_by_one(cx: &Cx<'_>, spec: &'static Spec, all: &[Code]) -> Plan {
    let op = show::op_name(cx.lang(), spec.name);
    let button = |code: &Code| Button {
        label: format!("{op} {code}"),
        asked: Asked { command: spec.name.to_owned(), args: about(spec, *code).args },
    };
    let buttons: Vec<Button> = all.iter().take(OFFERED).map(button).collect();
    let text = t!(cx.lang(), "each-one-by-one", command = &op);
    Plan::Say(
        buttons
            .chunks(2)
            .fold(Reply::new(ReplyKind::Ask, text), |reply, row| reply.row(row.to_vec())),
    )
}

/// A command for all of these records.
fn each(spec: &Spec, args: Map<String, Value>, all: &[Code]) -> Plan {
    let codes = all.iter().map(|code| Ref::code(*code).0).collect();
    let each = Each { command: spec.name.to_owned(), args, codes };
    ready(Asked::of(&each), &Each::SPEC)
}

/// Tells whether words are one short word: as much as the beginning of a stage's name.
fn is_short(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && !words.contains(' ') && words.chars().count() <= LONGEST_STAGE
}

async fn of_all(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    (all, at): (&[Code], usize),
) -> Result<Plan, Problem> {
    let Some(first) = all.first() else { return Ok(Plan::Nothing) };
    let filled = fill(cx, spec, message, at, about(spec, *first).args).await?;
    Ok(match planned(spec, filled) {
        Plan::Run(run) => each(spec, run.asked.args, all),
        plan => plan,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_end_where_something_else_begins() {
        for (text, count, rest) in [
            ("D-1 D-2 报价", 2, " 报价"),
            ("D-1、d2和D-3报价", 3, "报价"),
            ("D-1, D-2 and D-3 won", 3, " won"),
            ("D-1 A100*2", 1, " A100*2"),
            ("D-1 D-1 x", 1, " x"),
            ("报价", 0, "报价"),
        ] {
            let (all, end) = codes(text, 0);
            assert_eq!((all.len(), &text[end..]), (count, rest), "{text}");
        }
    }
}
