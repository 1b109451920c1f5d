//! What a sentence that names no command says has happened: «给华为打电话 聊了价格», «华威签了».

use std::ops::Range;

use super::Found;
use crate::domain::activity::{NO_ANSWER, Way};
use crate::domain::fold::alike;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// People met or spoke; or, as a note, somebody said something.
    Met(Way),
    /// A price was offered.
    Quoted,
    /// The customer ordered.
    Ordered,
    /// The customer said yes.
    Won,
    /// The customer said no.
    Lost,
}

/// What says so; of two at one place the longer one.
const WORDS: &[(Happened, &[&str])] = &[
    (
        Happened::Met(Way::Call),
        &[
            "打电话",
            "打了电话",
            "打过电话",
            "打完电话",
            "打完了电话",
            "打了个电话",
            "通电话",
            "通了电话",
            "通完电话",
            "通话",
            "致电",
            "打给",
            "电话联系",
            "电话沟通",
            "called",
            "phoned",
            "had a call with",
            "spoke to",
            "spoke with",
            "talked to",
            "talked with",
            "got off the phone with",
        ],
    ),
    (
        Happened::Met(Way::Message),
        &[
            "发微信",
            "发了微信",
            "微信联系",
            "微信沟通",
            "微信聊",
            "微信上聊",
            "发消息",
            "发了消息",
            "发短信",
            "发了短信",
            "texted",
            "messaged",
        ],
    ),
    (Happened::Met(Way::Email), &["发邮件", "发了邮件", "发了封邮件", "emailed"]),
    (
        Happened::Met(Way::Meeting),
        &[
            "开会",
            "开了会",
            "开了个会",
            "开完会",
            "吃了饭",
            "吃过饭",
            "吃完饭",
            "吃了个饭",
            "喝了茶",
            "喝完茶",
            "见了面",
            "见完面",
            "见了",
            "见过",
            "见完",
            "碰了面",
            "met with",
            "met",
            "had a meeting with",
            "had lunch with",
            "had dinner with",
            "had coffee with",
            "lunch with",
            "dinner with",
            "coffee with",
            "drinks with",
        ],
    ),
    (
        Happened::Met(Way::Visit),
        &["拜访", "上门", "登门", "出来", "回来", "visited", "left", "back from"],
    ),
    (
        SAID,
        &[
            "说",
            "反馈",
            "回复",
            "表示",
            "聊了",
            "聊过",
            "聊完",
            "聊得",
            "谈了",
            "谈过",
            "谈完",
            "谈得",
            "谈好",
            "谈妥",
            "谈定",
            "沟通了",
            "沟通过",
            "said",
            "says",
            "replied",
        ],
    ),
    (Happened::Quoted, &["quoted", "报了价", "报了个价", "报了", "发了报价"]),
    (Happened::Ordered, &["下单", "下了单", "订了", "ordered"]),
    (
        Happened::Won,
        &[
            "签了",
            "签单了",
            "签约了",
            "签合同了",
            "签了合同",
            "成交了",
            "拿下了",
            "赢了",
            "中标了",
            "signed",
            "won",
        ],
    ),
    (
        Happened::Lost,
        &[
            "丢了",
            "黄了",
            "凉了",
            "输了",
            "没戏了",
            "不签了",
            "不买了",
            "不订了",
            "泡汤了",
            "签了别家",
            "选了别家",
            "买了别家",
            "lost",
        ],
    ),
];
/// A note: somebody said something.
pub const SAID: Happened = Happened::Met(Way::Note);
/// What says that one was there only behind such a word: «刚从华威出来», `just left Acme`.
const LEFT: &[(&str, &str)] = &[("出来", "从"), ("回来", "从"), ("left", "just ")];
/// What is over only where it is said how it was: «lunch with Acme went well».
const MEALS: &[&str] = &["lunch with", "dinner with", "coffee with", "drinks with"];
/// How that is said.
const WAS: &[&str] = &[" went ", " was ", " were "];
/// What makes another word of 说.
const NO_SAYING: &[&str] = &["说明", "说法", "说不定"];
/// What speaks of how something went, in words that say no more.
const WENT: &[&str] = &[
    "得不错",
    "得很",
    "得还行",
    "得挺",
    "得顺利",
    "顺利",
    "很满意",
    "不太满意",
    "went well",
    "good talk",
    "nice talk",
    "good meeting",
    "great meeting",
];
/// What may stand between such a word and the one whom it is about.
const LINKS: &[&str] = &["了", "过", "一下", "给", "的", " "];
/// What tells that it is over.
const OVER: &[char] = &['了', '过', '完', '没'];

/// Finds the first word that says what happened, with what of its verb follows: 打电话给.
pub fn happened(text: &str) -> Option<Found<Happened>> {
    let lower = alike(text);
    let each = WORDS.iter().flat_map(|(what, words)| words.iter().map(move |word| (*what, *word)));
    let found = each.filter_map(|(what, word)| Some((whole_word(&lower, word)?, what)));
    let found = found.filter(|(span, _)| {
        let led = |from: &str| lower[..span.start].contains(from);
        let meal = MEALS.contains(&&lower[span.clone()]);
        let was = || WAS.iter().any(|was| lower[span.end..].contains(was));
        left(&lower[span.clone()]).is_none_or(led)
            && (!meal || was())
            && !is_no_saying(&lower[span.start..])
    });
    let (span, value) = found.min_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)))?;
    Some(Found::new(value, span))
}

/// Tells whether words begin with another word than 说: not those of «说明天付款».
fn is_no_saying(words: &str) -> bool {
    let said = NO_SAYING.iter().find_map(|word| words.strip_prefix(word));
    said.is_some_and(|rest| {
        !(words.starts_with("说明") && rest.starts_with(['天', '日', '早', '晚', '年']))
    })
}

/// What has to stand before a word that says that one has left.
pub fn left(word: &str) -> Option<&'static str> {
    LEFT.iter().find(|(left, _)| *left == word).map(|(_, from)| *from)
}

/// Where a word stands, and an English one by itself.
fn whole_word(text: &str, word: &str) -> Option<Range<usize>> {
    let letter = |c: char| c.is_ascii_alphanumeric();
    let alone = |at: &usize| {
        !word.is_ascii()
            || !(text[..*at].ends_with(letter)
                || text[at + word.len()..].starts_with(letter)
                // «won't» is not «won».
                || ["'t", "’t"].iter().any(|not| text[at + word.len()..].starts_with(not)))
    };
    let at = text.match_indices(word).map(|(at, _)| at).find(alone)?;
    Some(at..at + word.len())
}

/// How many bytes after such a word belong to it.
pub fn linked(rest: &str) -> usize {
    let mut at = 0;
    while let Some(link) = LINKS.iter().find(|link| rest[at..].starts_with(**link)) {
        at += link.len();
    }
    at
}

/// Tells whether a sentence speaks of what is over: «拜访了华为», `called them`.
pub fn is_over(text: &str, found: &Found<Happened>) -> bool {
    let word = &text[found.span.clone()];
    found.value == SAID || left(word).is_some() || word.is_ascii() || text.contains(OVER)
}

/// Where what came of a call begins that nobody answered: «电话无人接听», `no answer`.
pub fn unanswered(text: &str) -> Option<usize> {
    let lower = alike(text);
    let called = ["打电话", "打了电话", "电话", "手机", "called,", "called", "called -"];
    let call = called.iter().filter(|word| lower.starts_with(**word)).map(|word| word.len()).max();
    let after = call.unwrap_or_default();
    let at = after + lower[after..].len() - lower[after..].trim_start_matches([' ', ',']).len();
    NO_ANSWER.iter().any(|words| lower[at..].starts_with(words)).then_some(at)
}

/// Tells whether words about nobody in particular speak of what is over, or of how it went.
pub fn is_told(text: &str) -> bool {
    let text = alike(text);
    happened(&text).is_some_and(|found| is_over(&text, &found))
        || WENT.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_longest_word_says_what_happened() {
        for (text, expected) in [
            ("给华为打电话 聊了价格", Some((Happened::Met(Way::Call), "打电话"))),
            ("拜访了华为", Some((Happened::Met(Way::Visit), "拜访"))),
            ("华威签了别家", Some((Happened::Lost, "签了别家"))),
            ("华威签了合同", Some((Happened::Won, "签了合同"))),
            ("Globex signed", Some((Happened::Won, "signed"))),
            ("Signedal Ltd", None),
            ("刚从华威出来,聊得不错", Some((Happened::Met(Way::Visit), "出来"))),
            ("just left Globex", Some((Happened::Met(Way::Visit), "left"))),
            ("华为的说明书出来以后再看", None),
            ("华为还没签", None),
            ("华为说明天付款", Some((SAID, "说"))),
            ("华为说明书还没给", None),
            ("lunch with Acme went well", Some((Happened::Met(Way::Meeting), "lunch with"))),
            ("lunch with Acme on Thursday", None),
            ("刚给华为打完电话", Some((Happened::Met(Way::Call), "打完电话"))),
        ] {
            let found = happened(text).map(|found| (found.value, &text[found.span]));
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(linked("了给 华为"), "了给 ".len());
        for (text, told) in [
            ("今天谈得不错", true),
            ("客户说太贵了", true),
            ("went well", true),
            ("结果出来再说明", false),
            ("下周送样品", false),
        ] {
            assert_eq!(is_told(text), told, "{text}");
        }
    }
}
