//! What was promised: by us, «答应周五前发报价», `promised to send the quote by Friday`; or to us,
//! «客户答应周五付款», «客户说周五付».
//!
//! Who promises is read from what stands before the word: nobody and «we» are us, anybody else is the
//! customer. So is nobody, where only a customer does such a thing.

use std::ops::Range;

use super::clause::{trimmed, what};

/// Words with which one promises; the longer ones first.
pub const PROMISES: &[&str] = &[
    "答应了",
    "答应",
    "承诺了",
    "承诺",
    "保证",
    "许诺",
    "promised",
    "promise",
    "committed",
    "commit",
];
/// Words with which one promises solemnly: a promise to us where what follows is what a customer does.
pub const SWEARS: &[&str] = &[
    "拍着胸脯",
    "拍了胸脯",
    "拍胸脯",
    "打了包票",
    "打包票",
    "打保票",
    "发誓",
    "信誓旦旦",
    "swore",
    "swear",
    "vow",
    "pledge",
    "assure",
    "guarantee",
    "gave his word",
    "gave her word",
    "gave their word",
    "gave me his word",
    "gave me her word",
    "gave us his word",
    "gave us her word",
    "gave us their word",
    "gives his word",
    "gives her word",
    "has given his word",
    "has given her word",
];
/// What else such words are about.
const THINGS: &[&str] = &[
    "款", "定金", "钱", "到账", "合同", "订单", "money", "funds", "deposit", "transfer", "wire",
    "settle", "payment", "contract",
];
/// What may stand before them where we are the ones who promise.
const OURS: &[&str] = &[
    "我们", "我方", "咱们", "咱", "我", "已经", "已", "也", "并且", "并", "还", "就", "we've",
    "i've", "we", "i", "have", "also", "and",
];
/// What customers do and we do not.
const THEIRS: &[&str] = &[
    "付",
    "打款",
    "汇款",
    "签",
    "下单",
    "订货",
    "采购",
    "收货",
    "验收",
    "答复我",
    "回复我",
    "给我",
    "pay",
    "sign",
    "place the order",
    "place an order",
    "buy",
];

/// What is done for us, and never by us.
const FOR_US: &[&str] = &[
    "给我们",
    "给咱们",
    "打给我",
    "寄给我",
    "发给我",
    "付给我",
    "汇给我",
    "还给我",
    "退给我",
    "回复我",
    "答复我",
    "寄过来",
    "发过来",
    "送过来",
    "传过来",
    "打过来",
    "汇过来",
    "转过来",
    "退回来",
    "寄回来",
    "发回来",
    "还回来",
];
/// What is an answer to us where somebody of theirs gives it: «他周四前回复».
const ANSWERS: &[&str] = &[
    "回复",
    "答复",
    "回话",
    "回音",
    "反馈",
    "给消息",
    "给信",
    "reply",
    "replies",
    "answer",
    "get back",
    "gets back",
];
/// Who of us it is done for, so that it is we who do it: «给我们老板汇报».
const OF_OURS: &[&str] = &[
    "老板", "领导", "经理", "总监", "财务", "公司", "法务", "技术", "团队", "工程", "主管", "同事",
    "采购", "仓库", "工厂", "部门", "销售", "的", "自己", "提醒",
];
/// English verbs of what somebody does for us: `pays us`, `send the drawings to us`.
const DO_FOR_US: &[&str] = &[
    "pay", "send", "give", "wire", "transfer", "return", "bring", "mail", "email", "ship", "get",
    "tell", "show", "call", "deliver", "answer",
];
/// What says anywhere that we see to it that somebody does: «打电话催他们把合同寄过来».
const SEE_TO_IT: &[&str] = &[
    "催",
    "让",
    "叫",
    "要求",
    "提醒",
    "确认",
    "盯",
    "如果",
    "ask ",
    "remind ",
    "tell them",
    "get them",
    "have them",
    "make sure",
    "chase ",
    "check ",
    "wait ",
    "see if",
    "if ",
];
/// What says so at the beginning.
const SEE_FIRST: &[&str] = &["请", "问", "跟", "找", "约", "看", "等", "去"];

/// What customers say when they promise it in other words: then they say what only they do.
const SAYS: &[&str] = &["说", "表示", "said", "says"];
/// Who promises without a word for it, by doing what only customers do: «客户周五付款».
const THEY: &[&str] = &[
    "客户",
    "对方",
    "甲方",
    "他们",
    "她们",
    "他",
    "她",
    "the client",
    "the customer",
    "client",
    "customer",
    "they",
    "he",
    "she",
];
/// What may stand before them where the time comes first.
const PREPOSITIONS: &[&str] = &["by", "on", "before", "until", "till"];
/// With what a customer that pays something else is paying no money.
const NO_MONEY: &[&str] = &["visit", "attention", "respects"];
/// What denies a promise, before the word for it.
const DENIED: &[&str] = &["没", "不", "未", "n't", "not ", "never"];

/// The words of what we promise in the clause around a time, if it says that.
pub(super) fn promise(
    text: &str,
    clause: &Range<usize>,
    span: &Range<usize>,
) -> Option<Range<usize>> {
    let before = text[clause.start..span.start].to_ascii_lowercase();
    let known = PROMISES.iter().chain(SWEARS);
    let (at, word) = known.into_iter().find_map(|word| Some((begins(&before, word)?, word)))?;
    let swears = SWEARS.contains(word);
    // One's word is given by somebody else, and what is sworn may be what they do.
    if !is_ours(&before[..at])
        || swears
            && (word.ends_with("word")
                || is_about_theirs(&text[clause.start + at..clause.end].to_lowercase()))
    {
        return None;
    }
    let object = clause.start + at + word.len()..span.start;
    let after = trimmed(text, &(span.end..clause.end));
    // Whom it was promised stands before what it is: «答应张总周五前发报价», `promised Ann to call`.
    let said = if after.is_empty() { without_whom(text, object) } else { without_to(text, after) };
    let said = if said.is_empty() { what(text, clause, span) } else { said };
    let words = text[said.clone()].to_lowercase();
    (!THEIRS.iter().any(|theirs| words.contains(theirs))).then_some(said)
}

/// The whole clause around a time, if it says what a customer has promised us.
pub(super) fn theirs(
    text: &str,
    clause: &Range<usize>,
    span: &Range<usize>,
) -> Option<Range<usize>> {
    let before = text[clause.start..span.start].to_ascii_lowercase();
    let after = text[span.end..clause.end].to_ascii_lowercase();
    let found = |words: &[&str]| words.iter().find_map(|word| begins(&before, word));
    // «said they pay on Friday»
    let says_they = || {
        let said = SAYS.iter().find_map(|word| Some(before.find(word)? + word.len()));
        said.is_some_and(|at| they_do(&format!("{} {after}", &before[at..])))
    };
    let does = |words: &str| THEIRS.iter().any(|theirs| words.contains(theirs));
    let swears =
        found(SWEARS).is_some_and(|at| is_about_theirs(&before[at..]) || is_about_theirs(&after));
    let said = match (found(PROMISES), found(SAYS)) {
        _ if swears => true,
        (Some(at), _) => !is_ours(&before[..at]) || does(&before) || does(&after),
        // «says they pay on Friday»: in English the day stands behind what is done.
        (None, Some(at)) => {
            // Who says it where nobody is named is whom it is about.
            let theirs = !is_ours(&before[..at]) || before[..at].trim().is_empty();
            says_they() || theirs && (does(&after) || does_so(&before[at..]))
        }
        (None, None) => {
            let first = before.trim();
            let first = if PREPOSITIONS.contains(&first) { "" } else { first };
            they_do(&format!("{first} {after}")) || done_for_us(&format!("{before} {after}"))
        }
    };
    let denied = |not: &&str| before.contains(*not) || after.trim_start().starts_with(*not);
    let whole = if before.trim().is_empty() { span.end..clause.end } else { clause.clone() };
    (said && !DENIED.iter().any(denied)).then(|| trimmed(text, &whole))
}

/// Tells whether words begin with somebody of theirs who is not named: «他们周五把合同寄过来», «they pay on Friday».
pub fn is_of_them(words: &str) -> bool {
    let words = words.trim().to_ascii_lowercase();
    THEY.iter().any(|they| {
        let rest = words.strip_prefix(they);
        rest.is_some_and(|rest| !they.is_ascii() || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Tells whether words name a customer, and then what only customers do.
fn they_do(words: &str) -> bool {
    let words = words.trim();
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let rest = THEY.iter().find_map(|they| {
        let rest = words.strip_prefix(they)?;
        (!they.is_ascii() || is_whole(rest)).then_some((they.is_ascii(), rest))
    });
    match rest {
        Some((true, rest)) => {
            does_so(rest) && !NO_MONEY.iter().any(|not| rest.contains(not))
                || done_for_us(rest)
                || answers(rest)
        }
        Some((false, rest)) => {
            THEIRS.iter().any(|theirs| rest.contains(theirs)) || done_for_us(rest) || answers(rest)
        }
        None => false,
    }
}

/// Tells whether what somebody of theirs does is an answer: that begins it.
fn answers(rest: &str) -> bool {
    const LEADS: [&str; 9] = ["会", "要", "再", "就", "给我们", "给", "will ", "'ll ", " "];
    let mut rest = rest;
    while let Some(less) = LEADS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = less;
    }
    ANSWERS.iter().any(|word| rest.starts_with(word))
}

/// Tells whether words say that somebody does something for us, whoever it is: «把定金打给我们», `pays us`.
fn done_for_us(words: &str) -> bool {
    let words = words.trim().trim_start_matches(|c: char| c.is_ascii_punctuation());
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let ours = ["we", "i"].contains(&first) || words.starts_with(['我', '咱']);
    let seen_to = SEE_TO_IT.iter().any(|see| words.contains(see))
        || SEE_FIRST.iter().any(|see| words.starts_with(see));
    if ours || seen_to || NO_MONEY.iter().any(|not| words.contains(not)) {
        return false;
    }
    let chinese = FOR_US.iter().any(|done| {
        let whom = words.find(done).map(|at| &words[at + done.len()..]);
        whom.is_some_and(|whom| !OF_OURS.iter().any(|ours| whom.starts_with(ours)))
    });
    chinese || english_for_us(words)
}

/// The same in English: sends us, send the drawings to us, get back to us, let us know.
fn english_for_us(words: &str) -> bool {
    let (mut before, mut does) = ("", false);
    let each = words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    for (n, word) in each.enumerate() {
        if word == "us" && does && (is_for_us(before) || before == "to")
            || word == "know" && before == "us" && n > 2
        {
            return true;
        }
        // «send us the contract» is what somebody is told to do.
        does |= is_for_us(word) && (n > 0 || word.ends_with('s'));
        before = word;
    }
    false
}

fn is_for_us(verb: &str) -> bool {
    DO_FOR_US.contains(&verb.strip_suffix('s').unwrap_or(verb))
}

/// Tells whether one of some English words is what only customers do.
fn does_so(words: &str) -> bool {
    let words = words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.map(|word| word.strip_suffix('s').unwrap_or(word)).any(|word| THEIRS.contains(&word))
}

/// Tells whether words say themselves that somebody promised us something.
pub fn is_theirs(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    if they_do(&words) || done_for_us(&words) {
        return true;
    }
    if let Some(said) = SAYS.iter().find_map(|word| words.trim().strip_prefix(word)) {
        return does_so(said)
            || THEIRS.iter().any(|theirs| !theirs.is_ascii() && said.contains(theirs));
    }
    let swears = SWEARS.iter().find_map(|word| begins(&words, word));
    if swears.is_some_and(|at| is_about_theirs(&words[at..])) {
        return true;
    }
    let at = PROMISES.iter().chain(SAYS).find_map(|word| begins(&words, word));
    at.is_some_and(|at| !is_ours(&words[..at]))
}

/// Tells whether words promise something by a word for it, so that «把合同签了» behind it is still to come.
pub(super) fn by_word(before: &str) -> bool {
    let found =
        PROMISES.iter().chain(SWEARS).find_map(|word| Some(begins(before, word)? + word.len()));
    found.is_some_and(|end| !before[end..].starts_with(['的', '过']))
}

/// Tells whether words are about what a customer does.
fn is_about_theirs(words: &str) -> bool {
    THEIRS.iter().chain(THINGS).any(|theirs| words.contains(theirs)) || done_for_us(words)
}

/// Where a word stands that nothing but its own end follows: not that of `compromised`.
fn begins(text: &str, word: &str) -> Option<usize> {
    let within =
        |at: usize| word.is_ascii() && text[..at].ends_with(|c: char| c.is_ascii_alphabetic());
    text.match_indices(word).map(|(at, _)| at).find(|at| !within(*at))
}

fn is_ours(before: &str) -> bool {
    let mut rest = before.trim();
    let less = |rest: &str, word: &str| {
        let less = rest.strip_prefix(word)?;
        let ends = !word.is_ascii() || !less.starts_with(|c: char| c.is_ascii_alphabetic());
        ends.then(|| less.trim_start().len())
    };
    while let Some(left) = OURS.iter().find_map(|word| less(rest, word)) {
        rest = &rest[rest.len() - left..];
    }
    rest.is_empty()
}

fn without_whom(text: &str, range: Range<usize>) -> Range<usize> {
    let range = trimmed(text, &range);
    match text[range.clone()].find("to ").filter(|at| {
        text[range.start..range.start + at].chars().next_back().is_none_or(char::is_whitespace)
    }) {
        Some(at) => trimmed(text, &(range.start + at + 3..range.end)),
        None => range,
    }
}

fn without_to(text: &str, range: Range<usize>) -> Range<usize> {
    let to = if text[range.clone()].starts_with("to ") { 3 } else { 0 };
    range.start + to..range.end
}
