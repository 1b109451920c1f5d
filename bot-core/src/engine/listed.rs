//! Lists that are asked for as people speak: 苏州的客户, 上周没联系的客户, `lost deals`, `won deals
//! this month`. What is meant is put behind the list's name; the list itself reads it.

use crate::chat::dialog::Dialog;
use crate::chat::incoming::Incoming;
use crate::chat::parse::Recognised;
use crate::chat::spec::{By, Spec};
use crate::commands::narrow::{Narrowing, facets};
use crate::commands::{self, Cx};
use crate::domain::access::Reach;
use crate::domain::fold::{self, Folded};
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::by_code::by_verb;
use super::doubt::is_doubt;
use super::filled::{Args, fill};
use super::shifted::code_first;
use super::to_question::is_free;

/// What people call what is on a list, and the name of the list.
const NOUNS: &[(&str, &str)] = &[
    ("商机", "商机"),
    ("单子", "商机"),
    ("客户", "客户"),
    ("订单", "订单"),
    ("线索", "线索"),
    ("deals", "deals"),
    ("opportunities", "deals"),
    ("customers", "customers"),
    ("clients", "customers"),
    ("orders", "orders"),
    ("leads", "leads"),
];
/// What a wish to see a list begins with.
const WISHES: &[&str] = &[
    "show me all the ",
    "show me all ",
    "show me the ",
    "show me ",
    "show all ",
    "show the ",
    "show ",
    "list all ",
    "list ",
    "give me ",
    "which ",
    "what ",
    "all the ",
    "all ",
    "给我看看",
    "给我看",
    "帮我看看",
    "帮我查",
    "看看",
    "看一下",
    "查一下",
    "列出",
    "有哪些",
    "哪些",
    "所有的",
    "所有",
];
/// What stands behind the noun of a question and says no more.
const TAILS: &[&str] = &["有哪些", "都有哪些", "有谁", "都有谁", "列表"];
/// Words that are commands by themselves, and say which ones where a noun follows.
const ALSO_COMMANDS: &[&str] = &["won", "lost", "open", "new", "show", "list", "all"];
/// The longest such wish, in characters.
const LONGEST: usize = 60;
/// How many words stand before the noun at most.
const BEFORE: usize = 5;

/// The same wish as the command for a list, where all that it says narrows that list.
pub(super) async fn listed(
    cx: &mut Cx<'_>,
    incoming: &Incoming,
    message: &Folded,
) -> Result<Option<Folded>, Problem> {
    let text = message.text().trim();
    let open = cx.talk.open_dialog(cx.now);
    let free = open.is_some_and(|open: &Dialog| is_free(open) && !open.parked);
    if incoming.chat.group || free || !may_be(text) {
        return Ok(None);
    }
    let Some(said) = parted(text) else { return Ok(None) };
    let folded = Folded::of(&said);
    let Recognised::Command(spec, at) = commands::names().recognise(folded.text()) else {
        return Ok(None);
    };
    Ok(is_understood(cx, spec, &folded, at).await?.then_some(folded))
}

/// «take L-1»: what is to be done before the code, which other commands have the other way round.
pub(super) fn turned(text: &str) -> Option<Folded> {
    if let Some(turned) = code_first(text) {
        return Some(turned);
    }
    let (verb, code) = text.trim().trim_end_matches(['.', '!']).rsplit_once(' ')?;
    let code: Code = code.parse().ok()?;
    by_verb(code.kind, verb.trim_start_matches('/')).map(|_| Folded::of(&format!("{code} {verb}")))
}

/// The same where nothing else is meant either: 火星的客户 is a list on which nobody is.
pub(super) fn loosely(text: &str) -> Option<Folded> {
    let text = text.trim();
    let said = text.contains('的') && may_be(text) && !is_doubt(text);
    said.then(|| parted(text)).flatten().map(|said| Folded::of(&said))
}

/// «我的商机», «my deals»: a list of the asker's own. Who sees no others means just the list.
pub(super) fn mine(cx: &Cx<'_>, text: &str) -> Option<(&'static Spec, usize, Args)> {
    let begin = text.len() - text.trim_start().len();
    // «我的单»
    if ["我的单", "我的单子"].contains(&text.trim()) {
        return mine(cx, "我的商机").map(|(spec, _, args)| (spec, text.len(), args));
    }
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

/// Tells whether a message may be such a wish: one line, and no other command.
fn may_be(text: &str) -> bool {
    let short = text.chars().count() <= LONGEST && !text.contains(['\n', '/', '=']);
    short
        && match commands::names().recognise(text) {
            Recognised::Nothing | Recognised::Glued(..) => true,
            Recognised::Command(..) => {
                let first = text.split(' ').next().unwrap_or_default();
                ALSO_COMMANDS.iter().any(|word| word.eq_ignore_ascii_case(first))
            }
            Recognised::Code(_) | Recognised::CodeThen(..) => false,
        }
}

/// The name of the list, and what is said of it before and behind the noun.
fn parted(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['?', '!', '.', ' ']);
    let key = fold::alike(text);
    let wish = WISHES.iter().find(|wish| key.starts_with(**wish));
    let start = wish.map_or(0, |wish| wish.len());
    let (body, key) = (text.get(start..)?.trim(), key.get(start..)?.trim());
    let end = TAILS.iter().find_map(|tail| key.strip_suffix(tail)).map_or(key.len(), str::len);
    let (body, key) = (body.get(..end)?.trim(), key.get(..end)?.trim());
    // «这个月要签的单»: what is signed, where 报价单 is something else.
    if let Some(before) = key.strip_suffix("的单").filter(|before| !before.is_empty()) {
        return body.get(..before.len()).map(|before| format!("商机 {}", before.trim()));
    }
    NOUNS.iter().find_map(|(noun, list)| {
        if noun.is_ascii() {
            let words: Vec<&str> = body.split(' ').filter(|word| !word.is_empty()).collect();
            let at = words.iter().position(|word| word.eq_ignore_ascii_case(noun))?;
            let fits = at <= BEFORE && (at > 0 || wish.is_some());
            let (before, behind) = (&words[..at], &words[at + 1..]);
            return fits.then(|| [&[*list], before, behind].concat().join(" "));
        }
        if let Some(before) = key.strip_suffix(noun).filter(|before| !before.is_empty()) {
            let before = body.get(..before.len())?.trim_end_matches(['的', ' ']);
            return (!before.is_empty()).then(|| format!("{list} {before}"));
        }
        let behind = key.strip_prefix(noun)?;
        let behind = body.get(body.len() - behind.len()..)?.trim();
        (wish.is_some() || !behind.is_empty()).then(|| format!("{list} {behind}"))
    })
}

/// Tells whether a list understands all that is said of it.
async fn is_understood(
    cx: &mut Cx<'_>,
    spec: &'static Spec,
    message: &Folded,
    at: usize,
) -> Result<bool, Problem> {
    let Some(facets) = facets(spec.name) else { return Ok(false) };
    let filled = fill(cx, spec, message, at, Args::new()).await?;
    if filled.lack.is_some() || filled.args.contains_key("extra") {
        return Ok(false);
    }
    let rest = spec.args.iter().find(|arg| arg.by == By::Rest);
    let query = rest.and_then(|arg| filled.args.get(arg.name)).and_then(|query| query.as_str());
    let mut narrowing = Narrowing::default();
    match narrowing.take_all(cx, query.unwrap_or_default(), facets).await {
        Ok(()) => Ok(narrowing.left.is_empty()),
        // Which one is meant the list asks.
        Err(Problem::Ask(_) | Problem::Tell(_)) => Ok(true),
        Err(problem) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_list_stands_behind_its_name() {
        for (said, list) in [
            ("苏州的客户", "客户 苏州"),
            ("没跟进的客户", "客户 没跟进"),
            ("哪些客户没跟进?", "客户 没跟进"),
            ("苏州的客户有哪些", "客户 苏州"),
            ("本周新建的商机", "商机 本周新建"),
            ("lost deals", "deals lost"),
            ("Won deals this month", "deals Won this month"),
            ("show me customers in Suzhou", "customers in Suzhou"),
            ("which customers are in Suzhou?", "customers are in Suzhou"),
            ("订单金额大于5万", "订单 金额大于5万"),
        ] {
            assert_eq!(parted(said).as_deref(), Some(list), "{said}");
        }
        for said in ["华威", "deals", "客户", "今天拜访了华威", "the deal with Acme"] {
            assert_eq!(parted(said), None, "{said}");
        }
    }
}
