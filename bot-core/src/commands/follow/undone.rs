//! What an answer to «how was it?» sounds like: that it was done, that it was not, or none of both.

use super::undone_words::{
    ASKS, ASKS_WITHIN, BEGIN, CAME, DENIES, DOUBTS, HEARD, SOON, TO_DO, WITHIN,
};
use crate::chat::understand::asked;
use crate::chat::understand::happened::unanswered;
use crate::chat::understand::when::{Moment, find_moments};
use crate::commands::Cx;

/// What words sound like that are said of something that was to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sounds {
    /// What came of it.
    Done,
    /// It has not been done.
    NotDone,
    /// A word that one has heard, a question: nothing of what came of it.
    Else,
}

/// How many characters such a question has at most.
const FEW: usize = 12;

/// What words sound like of something that somebody has promised: what is not so was not kept.
pub(super) fn sounds_of_promise(content: &str) -> Sounds {
    let words = apostrophes(&content.trim().to_lowercase());
    if DENIES.iter().any(|not| words.contains(not)) { Sounds::NotDone } else { sounds(content) }
}

/// What words sound like.
pub(super) fn sounds(content: &str) -> Sounds {
    let words = apostrophes(&content.trim().to_lowercase());
    let words = words.trim_end_matches(['.', '!', '。', '！', '~', '～']);
    let begins = |all: &[&str]| all.iter().any(|begin| words.starts_with(begin));
    let has = |all: &[&str]| all.iter().any(|within| words.contains(within));
    if ["no", "还没", "还没有"].contains(&words) || begins(BEGIN) || has(WITHIN) {
        return Sounds::NotDone;
    }
    let few = words.chars().count() <= FEW;
    let asks = ["?", "？", "吗"].iter().any(|end| words.ends_with(end));
    if asks || begins(ASKS) || asked::asks(words) || (few && has(ASKS_WITHIN)) || is_heard(words) {
        return Sounds::Else;
    }
    // Whoever tried and reached nobody has done what there was to do.
    let tried = unanswered(words).is_some();
    let later = TO_DO.iter().any(|end| words.ends_with(end));
    if (has(DOUBTS) || later || has_new_time(words)) && !has(CAME) && !tried {
        return Sounds::NotDone;
    }
    Sounds::Done
}

/// What is typed on a phone without its apostrophe, with it: didnt, havent, wont.
fn apostrophes(words: &str) -> String {
    const SHORT: [&str; 14] = [
        "didnt", "havent", "hasnt", "hadnt", "wont", "wasnt", "werent", "couldnt", "wouldnt",
        "isnt", "cant", "dont", "doesnt", "arent",
    ];
    let words = words.replace('’', "'");
    SHORT.iter().fold(words, |words, short| {
        let (stem, t) = short.split_at(short.len() - 1);
        words.replace(short, &format!("{stem}'{t}"))
    })
}

/// «改12月10日», «改周四»: another time, without a word before it.
fn has_new_time(words: &str) -> bool {
    let mut after = words.match_indices('改').map(|(at, word)| &words[at + word.len()..]);
    after.any(|rest| {
        let week = ["周", "星期", "礼拜"].iter().any(|word| rest.starts_with(word));
        week || rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// «知道了，等会儿弄», `ok will do`: that one has heard, and what one is going to do.
fn is_heard(words: &str) -> bool {
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches([' ', ',', '，', '.', '。', '!', '！']);
        let word = HEARD.iter().find(|word| {
            let after = rest.strip_prefix(**word);
            after.is_some_and(|after| !word.is_ascii() || !after.starts_with(char::is_alphanumeric))
        });
        match word {
            Some(word) => rest = &rest[word.len()..],
            None => break,
        }
    }
    let soon = || SOON.iter().any(|word| rest.starts_with(word));
    rest.len() < words.len() && (rest.is_empty() || soon())
}

/// The time to come that such words name.
pub(super) fn put_off_to(cx: &Cx<'_>, content: &str) -> Option<Moment> {
    let moments = find_moments(content, &cx.env().here());
    moments.into_iter().map(|found| found.value).find(|moment| cx.env().is_to_come(*moment))
}

/// Tells whether words are a time to come and nothing else.
pub(super) fn is_only_time(cx: &Cx<'_>, content: &str) -> bool {
    let words = content.trim().trim_end_matches(['.', '!', '。', '！']);
    let moments = find_moments(words, &cx.env().here());
    put_off_to(cx, words).is_some()
        && moments.first().is_some_and(|found| found.span == (0..words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_came_of_it_is_taken_for_it() {
        for (said, sounds_like) in [
            ("王总很满意，下周签", Sounds::Done),
            ("客户问多少钱，要打折", Sounds::Done),
            ("好，同意试用两周", Sounds::Done),
            ("行情一般，他们先观望", Sounds::Done),
            ("agreed to a trial, wants 5% off", Sounds::Done),
            ("okayed the drawings", Sounds::Done),
            ("还没付", Sounds::NotDone),
            ("还没决定，要再看看", Sounds::Done),
            ("going well", Sounds::Done),
            ("going great, they want two more", Sounds::Done),
            ("going there tomorrow", Sounds::NotDone),
            ("yes", Sounds::Else),
            ("聊得不错，交货改到下周", Sounds::Done),
            ("路上堵车，今儿没见着人", Sounds::NotDone),
            ("这趟白跑了，改到礼拜三下午再去", Sounds::NotDone),
            ("挪到后天上午", Sounds::NotDone),
            ("没去成，王总出差了", Sounds::NotDone),
            ("drove there, nobody was there", Sounds::NotDone),
            ("知道了，等会儿弄", Sounds::Else),
            ("好的马上去", Sounds::Else),
            ("收到，下午给您回话", Sounds::Else),
            ("not gone yet, stuck in traffic", Sounds::NotDone),
            ("still waiting in reception", Sounds::NotDone),
            ("got rained off, pushed to Wednesday at 2", Sounds::NotDone),
            ("I'll tell you tonight", Sounds::NotDone),
            ("路上堵死了，估计下午才到", Sounds::NotDone),
            ("保安不让进，改礼拜四", Sounds::NotDone),
            ("没打", Sounds::NotDone),
            ("忘了打，明天打", Sounds::NotDone),
            ("还没有打", Sounds::NotDone),
            ("不完成", Sounds::NotDone),
            ("取消", Sounds::NotDone),
            ("弄错了", Sounds::NotDone),
            ("延后两天", Sounds::NotDone),
            ("去不了，改下周二", Sounds::NotDone),
            ("客户临时有事，取消了", Sounds::NotDone),
            ("王总说别来了", Sounds::NotDone),
            ("李工不在", Sounds::NotDone),
            ("改12月10日", Sounds::NotDone),
            ("客户改到周四了", Sounds::NotDone),
            ("约到周四了", Sounds::NotDone),
            ("李工让我周四再来", Sounds::NotDone),
            ("客户让下周二去", Sounds::NotDone),
            ("刚到", Sounds::NotDone),
            ("forgot to call", Sounds::NotDone),
            ("moved to thursday", Sounds::NotDone),
            ("didnt happen", Sounds::NotDone),
            ("never happened", Sounds::NotDone),
            ("they cancelled", Sounds::NotDone),
            ("fell through", Sounds::NotDone),
            ("they didnt turn up", Sounds::NotDone),
            ("couldnt make it", Sounds::NotDone),
            ("no-one there", Sounds::NotDone),
            ("he was off sick", Sounds::NotDone),
            ("running late", Sounds::NotDone),
            ("skip", Sounds::NotDone),
            ("they dont want it", Sounds::Done),
            ("wants a cant-fail plan", Sounds::Done),
            ("没谈成", Sounds::Done),
            ("没意见，下周三签", Sounds::Done),
            ("没预算", Sounds::Done),
            ("没人接", Sounds::Done),
            ("他们改了需求", Sounds::Done),
            ("not interested", Sounds::Done),
            ("they don't need it", Sounds::Done),
            ("嗯", Sounds::Else),
            ("ok will do", Sounds::Else),
            ("华威是谁在管", Sounds::Else),
            ("who handles Huawei now", Sounds::Else),
        ] {
            assert_eq!(sounds(said), sounds_like, "{said}");
        }
    }
}
