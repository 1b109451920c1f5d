//! What a customer cannot do by a time, or takes back: «下周三付不了», `unable to pay by Friday`, «今天说不付了».

use super::words::REFUSED;

/// Verbs that say with 不 and an end that something cannot be done: 付不了, 打不出来.
const VERBS: &[char] = &[
    '付', '打', '汇', '结', '签', '下', '交', '给', '到', '还', '转', '收', '定', '订', '发', '凑',
    '来', '去',
];
/// What ends them.
const ENDS: &[&str] = &["不了", "不出", "不起", "不成", "不上", "不下"];
/// Words by which nothing comes of it, on either side of the time.
const NO_WAY: &[&str] =
    &["没法", "没办法", "没辙", "无法", "无力", "来不及", "办不到", "做不到", "够呛", "有困难"];
/// The same in English.
const ENGLISH: &[&str] = &[
    "unable to",
    "no longer",
    "impossible",
    "refuses to",
    "refused to",
    "refuse to",
    "not able to",
];
/// Who or what stands between a time and what is refused: «下周三恐怕不付».
const HEDGES: &[&str] = &[
    "恐怕", "可能", "怕是", "估计", "应该", "肯定", "大概", "也许", "他们", "她们", "客户", "对方",
    "还是", "也", "都", "他", "她", "又", "就", " ",
];
/// What goes on with another step where something cannot be done: «付不了就再催».
const ELSE: &[&str] = &["就", "再", "的话"];
/// How what was said before is taken back.
const TAKEN_BACK: &[&str] = &[
    "不付了",
    "不打款了",
    "不打了",
    "不汇了",
    "不签了",
    "不买了",
    "不要了",
    "不订了",
    "不下单了",
    "不给了",
    "不来了",
    "不采购了",
    "不算了",
    "不作数",
    "反悔",
    "变卦",
    "说不付",
    "说不签",
    "no longer",
    "won't",
    "won’t",
    "not any more",
    "not anymore",
    "backed out",
    "backs out",
    "changed his mind",
    "changed her mind",
    "changed their mind",
];

/// Tells whether words around a time say that it cannot be done then, or will not.
pub(super) fn is_unable(before: &str, after: &str) -> bool {
    let any = |words: &str, list: &[&str]| list.iter().any(|word| words.contains(word));
    let mut rest = after.trim_start();
    while let Some(less) = HEDGES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = less;
    }
    let refused = rest
        .strip_prefix('不')
        .is_some_and(|verb| REFUSED.iter().any(|word| verb.starts_with(word)));
    // «没办法只能下周三再打» is a step.
    let no_way = any(after, NO_WAY)
        || any(before, NO_WAY) && !after.contains('再') && !before.contains("只能");
    refused || no_way || cannot(after) || any(before, ENGLISH) || any(after, ENGLISH)
}

/// Tells whether a verb is said to be out of reach: 付不了款, «签不下来».
pub(super) fn cannot(words: &str) -> bool {
    ENDS.iter().flat_map(|end| words.match_indices(end)).any(|(at, end)| {
        let goes_on = &words[at + end.len()..];
        words[..at].ends_with(VERBS) && !ELSE.iter().any(|word| goes_on.starts_with(word))
    })
}

/// Tells whether the clauses behind a promise take it back: «下周五付，今天说不付了».
pub(super) fn is_taken_back(behind: &str) -> bool {
    let behind = behind.to_lowercase();
    TAKEN_BACK.iter().any(|word| behind.contains(word)) || cannot(&behind)
}
