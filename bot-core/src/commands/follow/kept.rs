//! What customers did that they had promised: «华为款到了», `Acme paid`. The open promise about it is offered to be done.

use super::renewed::PARTS;
use super::undone::{Sounds, sounds_of_promise};
use super::{On, mine};
use crate::chat::understand::next_step::is_theirs;
use crate::commands::Cx;
use crate::domain::follow_up::FollowUp;
use crate::problem::Problem;

/// What says that it was done, each with the words of a promise of it.
const KEPT: &[(&[&str], &[&str])] = &[
    (
        &[
            "付了",
            "付款了",
            "付过",
            "付清",
            "付完",
            "已付",
            "已经付",
            "款到",
            "钱到",
            "到款了",
            "到账",
            "收到款",
            "收到钱",
            "收到货款",
            "收到定金",
            "收到尾款",
            "打款了",
            "打了款",
            "已打款",
            "已经打款",
            "汇了",
            "汇款了",
            "回款了",
            "打过来了",
            "paid",
            "payment arrived",
            "payment received",
            "received the payment",
            "received payment",
            "money arrived",
            "money is in",
            "money has arrived",
            "money came",
            "wired",
            "transferred",
        ],
        &["付", "款", "钱", "到账", "定金", "pay", "money", "wire", "transfer", "deposit"],
    ),
    (&["签了", "已签", "已经签", "签好", "签完", "signed"], &["签", "合同", "sign", "contract"]),
    (
        &["下单了", "下了单", "已下单", "已经下单", "订货了", "ordered", "placed the order"],
        &["下单", "订货", "采购", "order", "buy"],
    ),
    (
        &["回复了", "答复了", "已回复", "已答复", "回话了", "got back", "replied", "answered"],
        &["答复", "回复", "回话", "get back", "gets back", "answer", "let us know"],
    ),
    (
        &["寄过来了", "寄来了", "发过来了", "发来了", "送过来了", "送来了", "退回来了", "sent us"],
        &["寄", "发", "送", "退", "send"],
    ),
];
/// With what something was done in part, is only supposed, or was not done.
const NOT_SO: &[&str] = &[
    "一半",
    "部分",
    "还差",
    "还没",
    "没付",
    "没到",
    "没签",
    "如果",
    "要是",
    "等",
    "的话",
    "吗",
    "?",
    "？",
    "付了就",
    "后再",
    "half",
    "part of",
    "partly",
    "n't",
    "n’t",
    "not ",
    "never",
    "unpaid",
    "if ",
    "when ",
    "once ",
    "until",
    "will ",
    "to be paid",
    "别家",
    "竞争对手",
];

/// Tells whether words say that a customer did something that customers promise.
pub(crate) fn is_kept(words: &str) -> bool {
    !of_what(words).is_empty()
}

/// The words of promises that these say to be kept.
fn of_what(words: &str) -> Vec<&'static [&'static str]> {
    let words = words.to_lowercase();
    if sounds_of_promise(&words) != Sounds::Done || NOT_SO.iter().any(|not| words.contains(not)) {
        return Vec::new();
    }
    let done = |(done, _): &&(&[&str], &[&str])| done.iter().any(|done| says(&words, done));
    KEPT.iter().filter(done).map(|(_, of)| *of).collect()
}

/// Tells whether words have one in them, and an English one as a word of its own.
fn says(words: &str, word: &str) -> bool {
    let within = |at: usize| {
        word.is_ascii()
            && (words[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                || words[at + word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    words.match_indices(word).any(|(at, _)| !within(at))
}

/// The open promise of a customer to us that words say was kept: the one that is due first.
pub(crate) async fn kept(
    cx: &mut Cx<'_>,
    on: &On,
    words: &str,
) -> Result<Option<FollowUp>, Problem> {
    let of = of_what(words);
    if of.is_empty() {
        return Ok(None);
    }
    let all = mine(cx).await?;
    let is_it = |promise: &&FollowUp| {
        promise.promise
            && on.has(promise)
            && is_theirs(&promise.what)
            && of.iter().any(|of| is_about(&promise.what, words, of))
    };
    Ok(all.iter().find(is_it).cloned())
}

/// Tells whether a promise is about one of these things, and about no other part of it than words name.
fn is_about(promise: &str, words: &str, of: &[&str]) -> bool {
    let (promise, words) = (promise.to_lowercase(), words.to_lowercase());
    let has = |text: &str, list: &[&str]| list.iter().any(|word| text.contains(word));
    let part = |text: &str| PARTS.iter().position(|part| has(text, part));
    let other = matches!((part(&promise), part(&words)), (one, Some(other)) if one.is_some_and(|one| one != other));
    has(&promise, of) && !other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told_from_what_was_not() {
        for (words, kept) in [
            ("已经付了", true),
            ("说已经付了", true),
            ("款到了", true),
            ("付款了", true),
            ("paid", true),
            ("they paid this morning", true),
            ("还没付", false),
            ("付了一半", false),
            ("付了吗", false),
            ("说付不了", false),
            ("haven't paid", false),
            ("unpaid", false),
            ("聊了价格", false),
        ] {
            assert_eq!(is_kept(words), kept, "{words}");
        }
        let pays = KEPT[0].1;
        assert!(is_about("说下周三付款", "已经付了", pays));
        assert!(!is_about("付定金", "尾款付了", pays));
        assert!(!is_about("签合同", "已经付了", pays));
    }
}
