//! Whether words can be what somebody is called, or are a sentence.

use crate::domain::names::is_han;

/// The longest name that somebody is offered to be written down under, in characters.
const LONGEST: usize = 40;
/// The most words of a name in Latin letters.
const WORDS: usize = 6;
/// What stands in sentences and in no name.
const IN_SENTENCES: &[&str] = &[
    "我",
    "你",
    "他",
    "她",
    "它",
    "们",
    "不",
    "没",
    "了",
    "过",
    "吗",
    "呢",
    "谁",
    "再",
    "很",
    "太",
    "都",
    "已经",
    "觉得",
    "满意",
    "多少",
    "怎么",
    "什么",
    "为什么",
    "哪些",
    "哪个",
    "今天",
    "明天",
    "后天",
    "昨天",
    "前天",
    "这周",
    "本周",
    "上周",
    "下周",
    "这个",
    "那个",
    "上个",
    "下个",
    "月底",
    "年底",
    "客户",
    "对方",
    "可以",
    "需要",
    "想要",
    "想买",
    "考虑",
    "聊",
    "谈",
    "谢谢",
    "好的",
    "也要",
    "又说",
    "说要",
    "送到",
    "打电话",
    "发合同",
    "卖",
];
/// The same in English, as whole words.
const ENGLISH: &[&str] = &[
    "a",
    "an",
    "i",
    "you",
    "he",
    "she",
    "they",
    "it",
    "we",
    "me",
    "him",
    "her",
    "them",
    "us",
    "my",
    "your",
    "his",
    "their",
    "our",
    "is",
    "are",
    "was",
    "were",
    "been",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "done",
    "can",
    "could",
    "will",
    "would",
    "should",
    "must",
    "not",
    "don't",
    "doesn't",
    "didn't",
    "won't",
    "how",
    "what",
    "when",
    "where",
    "why",
    "who",
    "which",
    "much",
    "many",
    "this",
    "that",
    "next",
    "last",
    "today",
    "tomorrow",
    "yesterday",
    "week",
    "month",
    "year",
    "want",
    "wants",
    "wanted",
    "like",
    "likes",
    "liked",
    "said",
    "says",
    "please",
    "sell",
    "sold",
    "send",
    "sent",
    "called",
    "talked",
    "asked",
    "agreed",
    "very",
    "happy",
    "thanks",
    "thank",
    "ok",
    "okay",
    "sorry",
    "hello",
    "sounds",
];
/// What stands in names as well, and alone is the beginning of none.
const SMALL: &[&str] =
    &["no", "yes", "ok", "so", "on", "in", "at", "to", "and", "the", "off", "still"];

/// The surnames of most people in China.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾\
    丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

/// Tells whether a word is what somebody in China is called: a surname that most have, and one to three
/// more characters.
pub fn is_full_name(word: &str) -> bool {
    (2..=4).contains(&word.chars().count())
        && word.starts_with(|c| SURNAMES.contains(c))
        && word.chars().all(is_han)
        && may_be_name(word)
}

/// Tells whether a word stands in sentences, so that it is not the beginning of a longer name: «no
/// show» is nothing about Northfield.
pub fn is_small_word(word: &str) -> bool {
    let word = word.trim().to_ascii_lowercase();
    ENGLISH.iter().chain(SMALL).any(|small| *small == word)
}

/// What only links words in English, and is the beginning of nobody's name.
const LINKS: &[&str] = &[
    "a", "an", "the", "to", "on", "of", "for", "in", "at", "by", "with", "into", "from", "about",
    "because", "too", "and", "or", "as", "off", "up", "it", "is", "was", "not",
];

/// Tells whether a word only links others: «lost to price» is nothing about Tom Baker.
pub fn is_link(word: &str) -> bool {
    let word = word.trim();
    LINKS.iter().any(|link| word.eq_ignore_ascii_case(link))
}

/// Tells whether words can be a name: few, and none that only stand in sentences.
pub fn may_be_name(words: &str) -> bool {
    let text = words.trim().to_lowercase();
    if text.chars().count() > LONGEST || text.contains(['?', '!', '。', '=', '\n', '@']) {
        return false;
    }
    if IN_SENTENCES.iter().any(|word| text.contains(word)) {
        return false;
    }
    let all: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let counted = |word: &&str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let hour = ["am", "pm"].contains(&digits);
        digits.len() < word.len() && (digits.is_empty() || !digits.is_ascii() || hour)
    };
    // «3M», but not «20台» and no bare number.
    all.len() <= WORDS
        && all.iter().any(|word| word.contains(char::is_alphabetic))
        && !all.iter().any(counted)
        && !all.iter().any(|word| ENGLISH.contains(word))
}

#[cfg(test)]
mod tests {
    use super::may_be_name;

    #[test]
    fn a_name_is_told_from_a_sentence() {
        for name in
            ["华为", "深圳市华为技术有限公司", "Acme Co., Ltd.", "Bank of China", "3M", "张总"]
        {
            assert!(may_be_name(name), "{name}");
        }
        for words in [
            "they",
            "客户很满意",
            "how much did I sell this month",
            "20台",
            "3300",
            "聊了价格",
            "next Wed send contract",
            "我这个月卖了多少",
        ] {
            assert!(!may_be_name(words), "{words}");
        }
    }
}
