//! Words that ask us something, by their form alone.

/// How a question to us begins in English.
const ASKING: &[&str] = &[
    "what ",
    "whats ",
    "what's ",
    "who ",
    "who's ",
    "whos ",
    "whose ",
    "where ",
    "why ",
    "which ",
    "how ",
    "show ",
    "list ",
    "do i ",
    "did i ",
    "am i ",
    "have i ",
    "is there ",
    "are there ",
    "tell me ",
    "when is ",
    "when was ",
    "when did ",
];
/// What makes a question of a short sentence in Chinese.
const ASKED: &[&str] = &[
    "谁",
    "哪些",
    "哪个",
    "哪家",
    "哪几",
    "几个",
    "几家",
    "几次",
    "几单",
    "多少",
    "什么时候",
    "怎么样",
    "咋样",
    "啥情况",
    "什么情况",
    "聊了啥",
    "聊了什么",
    "说了啥",
    "说了什么",
    "是什么",
    "是啥",
    "有啥",
    "有什么",
];
/// How such a sentence ends.
const ENDS: &[&str] = &["了没", "了没有", "了吗", "是不是", "对不对"];
/// What tells of a question, or of what is not known: it is no question to us.
const REPORTED: &[&str] = &[
    "问",
    "说",
    "想知道",
    "不知道",
    "不清楚",
    "不确定",
    "不管",
    "无论",
    "没定",
    "没说",
    "看看",
    "再看",
    "多少有",
    "怎么样都",
];
/// The longest such question, in characters.
const LONGEST_ASKED: usize = 40;

/// Tells whether words ask us something: they are nothing that has happened. What somebody else asked
/// is told of.
pub fn asks(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    if text.chars().count() > LONGEST_ASKED || REPORTED.iter().any(|word| text.contains(word)) {
        return false;
    }
    ENDS.iter().any(|end| text.ends_with(end))
        || ASKING.iter().any(|word| text.starts_with(word))
        || ASKED.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn a_question_to_us_is_told_from_one_that_is_told_of() {
        for (text, asked) in [
            ("华为上次聊了啥", true),
            ("D-2 多少钱", true),
            ("O-1 发货了没", true),
            ("show me tomorrow's follow ups", true),
            ("whats due tomorrow", true),
            ("客户问什么时候发货", false),
            ("王总说不清楚要多少", false),
            ("多少有点意向", false),
            ("he asked what it costs", false),
            ("聊了价格", false),
        ] {
            assert_eq!(asks(text), asked, "{text}");
        }
    }
}
