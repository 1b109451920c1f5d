//! Why something was lost: a reason of the org's list, or the person's own words.

use super::{Cx, show};
use crate::chat::parse::{choice, goes_on};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::List;
use crate::problem::{Problem, Question};
use crate::t;

/// The key of the reason that stands for all others.
const OTHER: &str = "other";
/// Of how many words a reason's name may be.
const LONGEST: usize = 3;

/// What people say that means a reason, by the key that the standard list has for it.
const SAID: [(&str, &[&str]); 3] = [
    (
        "no_budget",
        &[
            "没预算",
            "没有预算",
            "预算不够",
            "预算不足",
            "没钱",
            "没有钱",
            "no money",
            "no budget",
            "out of budget",
            "can't afford",
            "cannot afford",
        ],
    ),
    (
        "competitor",
        &[
            "抢了",
            "抢走",
            "抢单",
            "签了别家",
            "选了别家",
            "买了别家",
            "选了",
            "选择了",
            "选中了",
            "chose ",
            "picked ",
            "lost to ",
            "went with ",
            "lost it to ",
        ],
    ),
    (
        "price",
        &[
            "太贵",
            "嫌贵",
            "贵了",
            "很贵",
            "偏贵",
            "有点贵",
            "比较贵",
            "价格高",
            "价太高",
            "expensive",
            "too pricey",
            "too costly",
        ],
    ),
];
/// What makes no reason of the words for one.
const NOT: [&str; 6] = ["不贵", "不算", "不是", "没抢", "not ", "n't expensive"];

/// A reason with the words that go with it.
pub(crate) struct Why {
    /// A key of the org's list.
    pub reason: String,
    /// In the person's own words.
    pub note: Option<String>,
}

/// The reason that was given; asks for it with `text` where there is none.
///
/// Words that are no listed reason are kept as words of «other»; «other» alone is asked for words,
/// once. `with` gives the command with a reason and words; `field` is the one that typed words
/// answer.
pub(crate) fn why(
    cx: &Cx<'_>,
    reason: Option<String>,
    note: Option<&str>,
    (field, text): (&str, String),
    with: impl Fn(String, Option<String>) -> Asked,
) -> Result<Why, Problem> {
    let lang = cx.lang();
    let reasons = &cx.org.lists.reasons;
    let has_other = reasons.iter().any(|choice| choice.key == OTHER);
    let words = note.map(str::trim).filter(|words| !words.is_empty());
    let question = |text: String, buttons: Vec<Button>| {
        let mut reply = Reply::new(ReplyKind::Ask, text);
        for row in buttons.chunks(3) {
            reply = reply.row(row.to_vec());
        }
        Problem::Ask(Box::new(Question::of(field, reply)))
    };
    match (reason, words) {
        (Some(reason), None) if reason == OTHER && note.is_none() => {
            let none = Button {
                label: t!(lang, "button-no-words"),
                asked: with(reason, Some(String::new())),
            };
            Err(question(t!(lang, "ask-reason-words"), vec![none]))
        }
        (Some(reason), words) => Ok(Why { reason, note: words.map(str::to_owned) }),
        (None, Some(words)) => match listed(cx, words) {
            Some((reason, note)) if reason != OTHER || note.is_some() => Ok(Why { reason, note }),
            Some((reason, _)) => why(cx, Some(reason), None, (field, text), with),
            None if let Some(reason) = meant(cx, words) => {
                Ok(Why { reason, note: Some(words.to_owned()) })
            }
            None if has_other => Ok(Why { reason: OTHER.to_owned(), note: Some(words.to_owned()) }),
            None => Err(ask(cx, text, Some(words), &question, &with)),
        },
        (None, None) => Err(ask(cx, text, None, &question, &with)),
    }
}

fn ask(
    cx: &Cx<'_>,
    text: String,
    words: Option<&str>,
    question: &dyn Fn(String, Vec<Button>) -> Problem,
    with: &dyn Fn(String, Option<String>) -> Asked,
) -> Problem {
    let lang = cx.lang();
    let button = |choice: &crate::domain::org::Choice| Button {
        label: choice.name(lang).to_owned(),
        asked: with(choice.key.clone(), words.map(str::to_owned)),
    };
    question(text, cx.org.lists.reasons.iter().map(button).collect())
}

/// The listed reason that words begin with, and the words after it: 无需求，买了别家.
fn listed(cx: &Cx<'_>, words: &str) -> Option<(String, Option<String>)> {
    const BREAKS: &[char] = &[' ', ',', '，', ';', '；', ':', '：', '、', '。', '.', '\n'];
    let breaks = words.match_indices(BREAKS).map(|(at, _)| at);
    let ends: Vec<usize> = breaks.take(LONGEST).chain([words.len()]).collect();
    ends.iter().rev().find_map(|&end| {
        let key = choice(words[..end].trim(), List::Reasons, &cx.org.lists, &cx.org.roles)?;
        // «no need for it» is one sentence.
        if goes_on(&words[end..]) {
            return Some((key, Some(words.trim().to_owned())));
        }
        let rest = words[end..].trim_start_matches(BREAKS).to_owned();
        Some((key, Some(rest).filter(|rest| !rest.is_empty())))
    })
}

/// The listed reason that words mean without its name: 太贵了, 被格力抢了.
fn meant(cx: &Cx<'_>, words: &str) -> Option<String> {
    let words = words.trim().trim_end_matches(['。', '.', '!', '！']).to_lowercase();
    if NOT.iter().any(|not| words.contains(not)) {
        return None;
    }
    let listed = |key: &str| cx.org.lists.reasons.iter().any(|choice| choice.key == key);
    let says = |said: &[&str]| said.iter().any(|said| words.contains(said));
    let found = SAID
        .iter()
        .find(|(key, said)| listed(key) && (says(said) || (*key == "price" && words == "贵")));
    found.map(|(key, _)| (*key).to_owned())
}

/// A reason with its words, as it is told: `其他 · 对方便宜`.
pub(crate) fn told(cx: &Cx<'_>, lang: crate::domain::people::Lang, why: &Why) -> String {
    let name = show::choice_name(&cx.org.lists.reasons, &why.reason, lang);
    let note = why.note.as_ref().map(|note| show::short(note, show::ECHOED));
    let parts = [Some(name), note];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
