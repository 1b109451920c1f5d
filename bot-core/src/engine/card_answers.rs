//! Questions about a record that its card answers: «D-2 多少钱», «D-3 谁负责», `D-4 how is it going?`.

use crate::chat::fields;

/// What asks for something that stands on the card.
const ASKS: [&str; 36] = [
    "多少钱",
    "多少",
    "几钱",
    "谁负责",
    "谁在跟",
    "谁跟",
    "负责人是谁",
    "是谁的",
    "怎么样",
    "怎样",
    "咋样",
    "如何",
    "什么情况",
    "啥情况",
    "什么状态",
    "什么阶段",
    "啥阶段",
    "哪个阶段",
    "哪一步",
    "到哪",
    "到哪里",
    "进展",
    "进度",
    "什么时候签",
    "什么时候成交",
    "几号签",
    "how much",
    "how is",
    "how's",
    "how are",
    "who owns",
    "whose",
    "who is",
    "what stage",
    "what's the",
    "status",
];
/// What may stand before that.
const LEADS: [&str; 6] = ["现在是", "现在", "目前", "值", "是", "到底"];
/// What asks for a field behind its name.
const OF_FIELD: [&str; 6] = ["多少", "什么", "啥", "谁", "几号", "什么时候"];
/// Words that ask nothing by themselves: alone they are the question, with more they are told.
const ALONE: [&str; 3] = ["进展", "进度", "status"];
/// Why something is so stands on no card, nor what somebody is to do about it.
const OTHER: [&str; 7] = ["为什么", "为啥", "怎么还", "怎么没", "怎么不", "why", "说"];
/// The longest such question, in characters.
const LONGEST: usize = 30;

/// Tells whether words about a record only ask for what its card says.
pub(super) fn asks_for_card(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    let bare = words.trim_end_matches(['?', '？', '啊', '呀', '呢', '了', '.', ' ']);
    if words.chars().count() > LONGEST || OTHER.iter().any(|other| words.contains(other)) {
        return false;
    }
    let lead = LEADS.iter().find_map(|lead| bare.strip_prefix(lead)).unwrap_or(bare).trim();
    let asks = |word: &&str| {
        if ALONE.contains(word) { lead == *word } else { lead.starts_with(*word) }
    };
    // «金额是多少»: a field, and what asks for it.
    let of_field = || {
        let head = OF_FIELD.iter().find_map(|end| bare.strip_suffix(end));
        head.is_some_and(|head| fields::field(head.trim_end_matches(['是', ' '])).is_some())
    };
    ASKS.iter().any(asks) || of_field()
}

#[cfg(test)]
mod tests {
    use super::asks_for_card;

    #[test]
    fn a_question_is_told_from_what_happened() {
        for words in [
            "多少钱",
            "谁负责?",
            "怎么样了",
            "什么情况",
            "how is it going?",
            "现在到哪了",
            "金额是多少",
        ] {
            assert!(asks_for_card(words), "{words}");
        }
        for words in
            ["为什么没动", "客户问多少钱能做", "进展顺利", "status meeting went well", "报价"]
        {
            assert!(!asks_for_card(words), "{words}");
        }
    }
}
