//! Answers to «why was it lost?» that say that it is not: nothing ends, and the question is over.

use crate::chat::dialog::Dialog;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec};
use crate::commands::log::note::LogNote;
use crate::commands::{self, Cx, show};
use crate::domain::ids::Code;
use crate::t;

use super::plan::Plan;
use super::to_question::is_free;

/// How an answer begins that takes back what is asked about.
const BEGINS: &[&str] = &[
    "actually no",
    "actually, no",
    "no wait",
    "no, ",
    "wait, ",
    "not lost",
    "not really lost",
    "isn't lost",
    "it isn't",
    "it is not lost",
    "it's not lost",
    "its not lost",
    "not yet",
    "not cancelled",
    "don't cancel",
    "do not cancel",
    "don't lose",
    "oops",
    "wrong button",
    "wrong one",
    "wrong deal",
    "wrong order",
    "wrong lead",
    "by mistake",
    "my mistake",
    "my bad",
    "sorry, not",
    "sorry, wrong",
    "sorry wrong",
    "i meant",
    "haven't lost",
    "have not lost",
    "hasn't been",
    "we haven't",
    "we didn't lose",
    "we did not lose",
    "we have not lost",
    "didn't lose",
    "they haven't decided",
    "they have not decided",
    "not decided",
    "undecided",
    "nothing is lost",
    "keep it open",
    "keep open",
    "still open",
    "still alive",
    "没丢",
    "没有丢",
    "没输",
    "没有输",
    "没黄",
    "没死",
    "没定",
    "没决定",
    "没结束",
    "还没",
    "不是输",
    "不算输",
    "不取消",
    "别取消",
    "没取消",
    "没有取消",
    "点错",
    "按错",
    "弄错了",
    "搞错了",
    "选错了",
    "手滑",
    "误点",
    "误操作",
    "还有机会",
    "还有戏",
    "还有希望",
    "其实没",
];
/// What an answer says somewhere of something that goes on.
const GOES_ON: &[&str] = &[
    "not lost yet",
    "isn't lost",
    "still thinking",
    "still considering",
    "still deciding",
    "still talking",
    "still negotiating",
    "still evaluating",
    "still comparing",
    "still in talks",
    "still undecided",
    "thinking about it",
    "thinking it over",
    "没丢",
    "没有丢",
    "还没定",
    "还没决定",
    "还没最后",
    "还在考虑",
    "还在谈",
    "还在跟",
    "还在比",
    "还在犹豫",
    "还在走",
    "还在商量",
    "还在评估",
    "仍在",
    "正在考虑",
    "再考虑",
    "考虑考虑",
    "考虑一下",
];
/// What says all the same that somebody else has it.
const GONE: &[&str] =
    &["went with", "chose ", "picked ", "bought ", "signed with", "买了", "选了", "签了别", "给了"];
/// The longest answer that only takes something back, in characters.
const LONGEST: usize = 60;

/// What an answer comes to that denies what is asked about; the question is over with it.
pub(super) fn denied(cx: &mut Cx<'_>, dialog: &Dialog, text: &str, words: &str) -> Option<Plan> {
    let spec = commands::entry(&dialog.op)?.spec;
    if !spec.ends() || !is_free(dialog) || !is_denial(text) {
        return None;
    }
    cx.talk.dialog = None;
    let lang = cx.lang();
    let what = named(dialog, spec);
    let op = show::op_name(lang, spec.name);
    let said = show::short(words.trim(), 40);
    let text = t!(lang, "denied", what = what.as_deref().unwrap_or_default(), words = said);
    let mut all_the_same = dialog.draft.clone();
    all_the_same.args.insert(dialog.field.clone(), words.trim().into());
    let label = t!(lang, "denied-button", op = op);
    let mut row = vec![Button { label, asked: all_the_same }];
    let goes_on = GOES_ON.iter().any(|word| words.to_lowercase().contains(word));
    let noted = |code: &Code| goes_on && LogNote::SPEC.arg_for(code.kind).is_some();
    if let Some(code) = dialog.about().filter(noted) {
        let args = [("record", code.to_string()), ("content", words.trim().to_owned())];
        let args = args.map(|(name, value)| (name.to_owned(), value.into()));
        let asked =
            Asked { command: LogNote::SPEC.name.to_owned(), args: args.into_iter().collect() };
        row.insert(0, Button { label: show::op_name(lang, LogNote::SPEC.name), asked });
    }
    Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(row)))
}

/// What the question is about, as it was named.
fn named(dialog: &Dialog, spec: &Spec) -> Option<String> {
    let record = spec.args.iter().find(|arg| arg.required)?;
    Some(dialog.draft.args.get(record.name)?.as_str()?.to_owned())
}

fn is_denial(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    if text.chars().count() > LONGEST || GONE.iter().any(|word| text.contains(word)) {
        return false;
    }
    BEGINS.iter().any(|word| text.starts_with(word))
        || GOES_ON.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_is_told_from_a_reason() {
        for (text, denial) in [
            ("actually no", true),
            ("not lost yet", true),
            ("they are still thinking", true),
            ("还没丢", true),
            ("客户还在考虑", true),
            ("点错了,没丢", true),
            ("no budget", false),
            ("no, they went with Acme", false),
            ("价格没谈拢", false),
            ("没有预算", false),
            ("still too expensive", false),
            ("客户考虑再三买了格力", false),
            ("not enough budget", false),
        ] {
            assert_eq!(is_denial(text), denial, "{text}");
        }
    }
}
