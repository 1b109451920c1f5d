//! Words that ask about a thing, deny it or take it back: they do not do it.

use crate::chat::dialog::{Dialog, GATE};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Effect, Spec, Take};
use crate::commands::deal::gates::is_nothing;
use crate::commands::deal::lose::LoseDeal;
use crate::commands::digest::ask::AskLines;
use crate::commands::follow::add::Follow;
use crate::commands::follow::remind::Remind;
use crate::commands::lead::giveback::GiveBack;
use crate::commands::{self, show};
use crate::domain::people::Lang;
use crate::t;

use super::plan::{Plan, Run};
use super::to_question::asked_for;

/// How a sentence ends that only asks.
const ASKS: &[&str] = &["吗", "么", "?", "了没", "了没有", "没有啊", " or not", "是不是", "对不对"];
/// Last words that ask, deny or take back what was said before them.
const DENIES: &[&str] = &[
    "没",
    "没有",
    "没啊",
    "不",
    "别",
    "-",
    "还没",
    "还没做",
    "没做",
    "没完成",
    "未完成",
    "还没去",
    "没去",
    "还没有",
    "no",
    "not",
    "not yet",
    "not done",
    "not really",
    "kidding",
    "just kidding",
    "joking",
    "just joking",
    "开玩笑",
    "开玩笑的",
    "我开玩笑的",
    "逗你的",
];
/// The same where something new is to be made: of what is there they may be the reason.
const UNWANTED: &[&str] = &["不要了", "不做了", "算了", "never mind"];
/// How people ask back.
const BACK: &[&str] =
    &["为什么", "为啥", "什么", "聊了什么", "怎么", "啥", "why", "what", "how", "which"];
/// What is asked for today.
const TO_DO: &[&str] = &[
    "做什么",
    "有啥",
    "要做",
    "做啥",
    "做些什么",
    "干什么",
    "干啥",
    "干嘛",
    "什么事",
    "啥事",
    "什么安排",
    "啥安排",
    "哪些安排",
    "待办",
    "什么任务",
    "哪些任务",
    "跟进谁",
    "跟进哪",
    "跟进什么",
    "联系谁",
    "联系哪",
    "拜访谁",
    "拜访哪",
    "打给谁",
    "due",
    "to do",
    "do i have",
    "i have today",
    "should i do",
    "on my plate",
    "my day",
    "agenda",
    "my plan",
    "what's on",
    "whats on",
    "what is on",
    "follow up with",
    "should i call",
];
/// The longest question for that, in characters.
const LONGEST_TODAY: usize = 40;
/// What takes a question back, said in answer to it.
const WITHDRAWN: &[&str] = &[
    "不",
    "别",
    "不要",
    "不了",
    "不行",
    "等一下",
    "等等",
    "先不",
    "再说",
    "没事",
    "no",
    "nope",
    "wait",
    "stop",
    "hold on",
    "not now",
    "never mind",
    "算了",
    "先算了",
    "那算了",
    "不改了",
    "不用了",
    "不弄了",
    "不办了",
    "不填了",
    "先放着",
    "以后再说",
    "下次再说",
    "回头再说",
    "forget it",
    "leave it",
    "skip it",
];
/// The same where a value is asked for: such words do answer what somebody said.
const UNKNOWN: &[&str] = &[
    "不知道",
    "我不知道",
    "还不知道",
    "不清楚",
    "还不清楚",
    "不晓得",
    "don't know",
    "i don't know",
    "dont know",
    "not sure",
    "no idea",
];

/// Asks instead, where a command that writes was only asked about, denied or taken back.
pub(super) fn doubted(lang: Lang, text: &str, plan: Plan) -> Plan {
    let Plan::Run(mut run) = plan else { return plan };
    let Some(effect) = effect(&run) else { return Plan::Run(run) };
    let unwanted = effect == Effect::Creates && ends_with(text, UNWANTED);
    // «-1折»: a sign that belongs to no amount is left over.
    let sign = run.asked.args.values().any(|value| value.as_str() == Some("-"));
    if !(unwanted || sign || is_doubt(text)) {
        return Plan::Run(run);
    }
    run.asked.args.retain(|_, value| !value.as_str().is_some_and(is_only_doubt));
    let op = show::op_name(lang, &run.asked.command);
    let reply = Reply::new(ReplyKind::Ask, t!(lang, "doubted", op = &op));
    Plan::Say(reply.row(vec![Button { label: op, asked: run.asked }]))
}

/// What a command changes that a question or a denial in its words is not part of: what somebody
/// said is written down whatever it says.
fn effect(run: &Run) -> Option<Effect> {
    let spec = commands::entry(&run.asked.command)?.spec;
    let quotes = [Follow::SPEC.name, Remind::SPEC.name, AskLines::SPEC.name, GiveBack::SPEC.name];
    let quoted = spec.group() == "log" || quotes.contains(&spec.name);
    (spec.effect != Effect::Reads && !quoted).then_some(spec.effect)
}

/// «丢了华威的名片», `lost track of D-7`: what was lost may be something else than the deal.
pub(super) fn is_thing_lost(spec: &Spec, text: &str) -> bool {
    const OF_ONE: [&str; 9] = [
        "lost my ",
        "lost our ",
        "lost his ",
        "lost her ",
        "lost their ",
        "lost the ",
        "lost track",
        "lost contact",
        "lost touch",
    ];
    let lower = text.trim_start().to_ascii_lowercase();
    let of_deal = ["lost the deal", "lost the order"].iter().any(|words| lower.starts_with(words));
    spec.name == LoseDeal::SPEC.name
        && (lower.starts_with("丢了") && lower.contains('的')
            || !of_deal && OF_ONE.iter().any(|words| lower.starts_with(words)))
}

/// Tells whether a message ends in a question or in a denial of itself.
pub(super) fn is_doubt(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', '!', '~', ' ', '\n']).to_ascii_lowercase();
    // The last field of a cron expression asks nothing.
    let asks = ASKS.iter().any(|end| bare.ends_with(end)) && !bare.ends_with("* ?");
    asks || ends_with(text, DENIES)
}

/// Tells whether words ask what is to be done today: «今天要做什么», `what's due today`.
pub(super) fn asks_for_today(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let short = text.chars().count() <= LONGEST_TODAY;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    short && has(&["今天", "今日", "today"]) && has(TO_DO)
}

/// Tells whether words about a record only ask about it: «为什么没动», `how is it going?`.
pub(super) fn is_question(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let asks = ["?", "吗", "呢"].iter().any(|end| text.ends_with(end));
    let begins = BACK.iter().any(|word| text.starts_with(word));
    begins || (asks && text.chars().count() <= 12)
}

/// Tells whether one of these are the last words.
fn ends_with(text: &str, words: &[&str]) -> bool {
    let text = text.trim_end_matches(['.', '!', '~', ' ', '\n']).to_ascii_lowercase();
    words.iter().any(|end| {
        let before = text.strip_suffix(end);
        before.is_some_and(|before| before.ends_with([' ', ',']))
    })
}

/// Tells whether a value is nothing but such words.
fn is_only_doubt(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    ASKS.iter().chain(DENIES).chain(UNWANTED).any(|word| value == word.trim())
}

/// Tells whether an amount, a day or the like is asked for, or what a stage demands.
fn asks_value(dialog: &Dialog) -> bool {
    let free = |take| matches!(take, Take::Text | Take::Name | Take::Ref(_));
    asked_for(dialog).is_some_and(|(_, arg)| dialog.field == GATE || !free(arg.take))
}

/// Tells whether an answer takes the question back: «不输了», `never mind`.
pub(super) fn takes_back(dialog: &Dialog, text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '!', '?', '~', ',']).to_ascii_lowercase();
    // What a stage demands may not be there: «no» is an answer to that.
    if dialog.field == GATE && is_nothing(&text) {
        return false;
    }
    if WITHDRAWN.contains(&text.as_str())
        || (UNKNOWN.contains(&text.as_str()) && asks_value(dialog))
    {
        return true;
    }
    let denied = ["先不", "不", "别"].iter().find_map(|not| text.strip_prefix(not));
    let Some(entry) = commands::entry(&dialog.op) else { return false };
    denied.is_some_and(|verb| {
        let verb = verb.trim_end_matches(['了', '吧']);
        !verb.is_empty() && entry.spec.aliases.iter().any(|name| name.contains(verb))
    })
}

/// Tells whether an answer in prose is a question itself: what somebody said may well be one, but
/// then more is said than to ask back.
pub(super) fn asks_back(dialog: &Dialog, text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let asks = ["?", "吗", "呢"].iter().any(|end| text.ends_with(end));
    let bare = BACK.iter().any(|word| text.starts_with(word)) && text.chars().count() <= 12;
    asks && (bare || dialog.field != "content")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_and_a_denial_are_told_from_words_that_only_contain_one() {
        for (text, doubt) in [
            ("D-4 丢了吗", true),
            ("D-3 输了没", true),
            ("完成 F-1 没有", true),
            ("done F-1 not yet", true),
            ("下单 华为 A100*3 -", true),
            ("赢单 D-1", false),
            ("输单 D-1 没有需求", false),
            ("完成 F-1 没接电话", false),
            ("新商机 华威 北京银行", false),
        ] {
            assert_eq!(is_doubt(text), doubt, "{text}");
        }
        for (text, today) in [
            ("今天要做什么", true),
            ("我今天有什么安排?", true),
            ("what's due today", true),
            ("今天谈得不错", false),
            ("明天要做什么", false),
        ] {
            assert_eq!(asks_for_today(text), today, "{text}");
        }
    }
}
