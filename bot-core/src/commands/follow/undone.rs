//! What an answer to «how was it?» sounds like: that it was done, that it was not, or none of both.

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

/// How words begin that say that it was not done.
const BEGIN: &[&str] = &[
    "没去",
    "还没去",
    "还没做",
    "还没见",
    "还没送",
    "还没打",
    "还没完成",
    "没见",
    "没做",
    "没完成",
    "没成",
    "没办",
    "没来得及",
    "还没付",
    "还没发",
    "还没给",
    "还没办",
    "还没弄",
    "还没联系",
    "还没寄",
    "还没回",
    "not paid",
    "not sent",
    "not called",
    "unpaid",
    "hasn't",
    "has not",
    "改到",
    "挪到",
    "推到",
    "改成明",
    "改成下",
    "改期",
    "改天",
    "改约",
    "推迟",
    "延期",
    "取消了",
    "客户没空",
    "没时间",
    "明天再",
    "后天再",
    "下次再",
    "下周再",
    "回头再",
    "postponed",
    "moved to",
    "move it",
    "pushed to",
    "rescheduled",
    "not yet",
    "not done",
    "no,",
    "no ",
    "didn't go",
    "did not go",
    "cancelled",
    "canceled",
    "called off",
    "going to ",
    "going there",
    "going tomorrow",
    "going later",
    "going now",
    "going on ",
    "going at ",
    "going in ",
    "going this ",
    "going next ",
    "going mon",
    "going tue",
    "going wed",
    "going thu",
    "going fri",
    "not there",
    "not gone",
    "haven't",
    "have not",
    "i haven't",
    "i have not",
    "still on ",
    "still in ",
    "still at ",
    "still waiting",
    "still driving",
    "still stuck",
    "stuck in",
    "还在路上",
    "在路上",
    "还没到",
    "刚坐下",
    "下午才",
    "晚上才",
    "明天才",
    "下周才",
    "晚点",
    "等会儿再",
    "等会再",
    "等下再",
    "回头说",
    "再说",
];
/// What says so wherever it stands.
const WITHIN: &[&str] = &[
    "没去成",
    "没见着",
    "没见到",
    "没碰到",
    "没碰上",
    "没遇到",
    "没遇上",
    "没赶上",
    "没去上",
    "没约上",
    "白跑",
    "跑空",
    "扑空",
    "扑了个空",
    "放鸽子",
    "放了鸽子",
    "爽约",
    "nobody there",
    "nobody was there",
    "no one there",
    "no one was there",
    "wasn't there",
    "was not there",
    "wasn't in",
    "no show",
    "no-show",
    "stood me up",
    "stood us up",
    "didn't happen",
    "did not happen",
    "couldn't make it",
    "could not make it",
    "never got there",
    "pushed to ",
    "pushed it",
    "pushed back",
    "put off",
    "bumped to",
    "rained off",
    "not there yet",
    "stuck in traffic",
    "this afternoon instead",
    "tomorrow instead",
    "ask me ",
    "tell you ",
    "call me in",
    "call me later",
    "堵死",
    "堵在",
    "半道",
    "没让进",
    "不让进",
    "没进去",
    "记错了时间",
    "把时间记错",
    "时间记错",
    "才到得了",
    "晚点说",
    "再告诉你",
    "改礼拜",
    "改周",
    "改星期",
    "改明天",
    "改后天",
];
/// What may say that it was not done, wherever it stands, unless other words tell what came of it.
const DOUBTS: &[&str] = &[
    "没",
    "未",
    "忘",
    "取消",
    "作废",
    "不了",
    "不上",
    "不成",
    "不去",
    "不完成",
    "不做",
    "别来",
    "别去",
    "延后",
    "延期",
    "推后",
    "推到",
    "推掉",
    "改期",
    "改天",
    "改约",
    "改到",
    "改成",
    "改在",
    "改为",
    "改时间",
    "改上",
    "改下",
    "改今",
    "改明",
    "改后",
    "约在",
    "约到",
    "约不",
    "再约",
    "弄错",
    "搞错",
    "不在",
    "出差",
    "临时有事",
    "刚到",
    "快到",
    "路上",
    "not ",
    "n't",
    "never",
    "forgot",
    "cancel",
    "postpone",
    "resched",
    "re-sched",
    "moved to",
    "moved it",
    "rain check",
    "out sick",
    "no time",
    "wrong ",
    "later",
    "nope",
    "no joy",
    "no show",
    "no-show",
    "no one",
    "no-one",
    "nobody",
    "fell through",
    "off sick",
    "was out",
    "were out",
    "running late",
    "traffic",
    "skip",
    "rebook",
    "next time",
];
/// How words end that say what is still to be done.
const TO_DO: &[&str] = &["去", "再来", "再打", "再说", "再看", "再弄", "再联系"];
/// What tells what came of it, so that what is denied beside it is a part of that.
const CAME: &[&str] = &[
    "聊",
    "谈",
    "见了",
    "见到",
    "见过",
    "看了",
    "看过",
    "看完",
    "去了",
    "去过",
    "拜访了",
    "打了",
    "打过",
    "接了",
    "通了",
    "发了",
    "发过",
    "送了",
    "送到",
    "签了",
    "付了",
    "收到",
    "同意",
    "答应",
    "确认",
    "沟通",
    "介绍",
    "演示",
    "满意",
    "认可",
    "兴趣",
    "接受",
    "定",
    "讨论",
    "反馈",
    "嫌",
    "价",
    "贵",
    "需求",
    "需要",
    "预算",
    "下单",
    "买",
    "意见",
    "问题",
    "结果",
    "问",
    "考虑",
    "观望",
    "试用",
    "合适",
    "异议",
    "疑问",
    "talk",
    "spoke",
    "met ",
    "discuss",
    "agree",
    "want",
    "interest",
    "sign",
    "paid",
    "sent",
    "like",
    "happy",
    "price",
    "budget",
    "quote",
    "said",
    "says",
    "ask",
    "good",
    "great",
    "fine",
    "well",
    "need",
    "decid",
    "sure",
    "buy",
    "order",
    "voicemail",
    "answer",
    "called",
    "convinc",
    "expens",
    "cheap",
    "problem",
    "keen",
];
/// What denies, or takes back a part, of something that somebody has promised.
const DENIES: &[&str] = &[
    "没",
    "未",
    "不",
    "改",
    "推",
    "延",
    "又说",
    "一半",
    "一部分",
    "部分",
    "先付",
    "not",
    "n't",
    "never",
    "nothing",
    "no money",
    "penny",
    "still ",
    "half",
    "part",
    "instal",
    "now says",
    "says now",
    "nope",
    "no joy",
    "refus",
    "bounce",
    "more time",
    "more w",
    "delay",
    "again",
    "push",
    "postpone",
];
/// Words by which one lets know that something was heard, each before the shorter one.
const HEARD: &[&str] = &[
    "知道了",
    "好的好的",
    "好的",
    "收到",
    "明白",
    "了解",
    "嗯嗯",
    "嗯",
    "哦",
    "行",
    "ok",
    "okay",
    "got it",
    "will do",
    "noted",
    "roger",
    "sure",
    "yes",
    "yep",
    "yeah",
    "是的",
    "对的",
    "alright",
    "all right",
    "thanks",
    "谢谢",
];
/// How words go on behind that, where they say what is to come.
const SOON: &[&str] = &[
    "马上",
    "这就",
    "等会",
    "等下",
    "等一下",
    "稍后",
    "一会",
    "待会",
    "回头",
    "下午",
    "晚上",
    "明天",
    "我去",
    "我来",
    "will do",
    "later",
    "soon",
    "in a ",
    "i'll ",
    "i will ",
    "on my way",
    "tomorrow",
    "tonight",
];
/// How questions begin.
const ASKS: &[&str] = &[
    "who ",
    "what ",
    "what's",
    "when ",
    "where ",
    "which ",
    "why ",
    "how ",
    "谁",
    "哪",
    "什么",
    "几点",
    "为什么",
    "为啥",
    "怎么走",
];
/// What makes a question of few words.
const ASKS_WITHIN: &[&str] = &["是谁", "谁在", "谁负责", "在哪", "哪个", "哪位", "几点", "多少号"];
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
    if asks || begins(ASKS) || (few && has(ASKS_WITHIN)) || is_heard(words) {
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
