//! The next step that a report names: «聊了价格，嫌贵 下周三再打» wants a call next Wednesday.
//!
//! A moment counts only when it is still to come and its clause says that something is to happen
//! then: what already happened, is denied, supposed or asked about is no next step.

use std::ops::Range;

use super::when::{Here, Moment, Odd, find_all, find_moments, next_year};

/// What is to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// When.
    pub moment: Moment,
    /// The bytes of the words that say what; empty when the clause says nothing else.
    pub what: Range<usize>,
}

/// A time that was meant for a next step, and for which nothing can be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplanned {
    /// The bytes of its words.
    pub said: Range<usize>,
    /// What is wrong with it.
    pub why: Why,
    /// The bytes of the words that say what was to be done; empty when the clause says nothing else.
    pub what: Range<usize>,
}

/// Why nothing can be planned for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is over; when it comes again, where its year was not said.
    Past(Option<Moment>),
    /// It is no time.
    Odd(Odd),
}

/// How many moments are looked at, each with the clause around it.
const MOST: usize = 8;
/// Words of a moment that can only be to come, whatever the verb says.
const TO_COME: &[&str] = &[
    "下周",
    "下星期",
    "下礼拜",
    "下个",
    "下月",
    "下季",
    "明",
    "天后",
    "后天",
    "周后",
    "月后",
    "日后",
    "时后",
    "钟后",
    "next",
    "tomorrow",
    "tonight",
    "in ",
    "within ",
    "from now",
    "later",
];
/// Words of a clause that speak of what is to come.
const PLANS: &[&str] = &[
    "再", "要", "会", "得", "记得", "准备", "打算", "计划", "约", "答应", "承诺", "will", "again",
    "'ll", "to ", "by ", "back", "should", "must", "need", "promised", "agreed", "due",
];
/// Verbs of what is over, in English.
const OVER: &[&str] = &[
    "met",
    "called",
    "talked",
    "spoke",
    "visited",
    "emailed",
    "texted",
    "phoned",
    "sent",
    "saw",
    "had",
    "discussed",
    "was",
    "were",
    "did",
    "went",
    "signed",
    "paid",
    "asked",
];
/// Words of a moment that mean it to be over.
const BACK: &[&str] = &[
    "昨",
    "前天",
    "前日",
    "大前",
    "上周",
    "上个",
    "上星期",
    "上礼拜",
    "上月",
    "去年",
    "前年",
    "今早",
    "之前",
    "以前",
    "last",
    "yesterday",
    "ago",
    "earlier",
];
/// What says right after a moment that something is still to be done then.
const THEN: &[&str] = &[
    "再",
    "要",
    "得",
    "记得",
    "准备",
    "打算",
    "计划",
    "会再",
    "must",
    "will",
    "again",
    "to ",
    "call back",
];
/// What of it says something else.
const NOT_THEN: &[&str] =
    &["要求", "得知", "得到", "要价", "再三", "再次确认了", "to him", "to her"];
/// What says right before a moment that it was agreed on.
const AGREED: &[&str] = &[
    "约",
    "约了",
    "约好",
    "约好了",
    "约在",
    "约定",
    "定在",
    "改到",
    "推到",
    "等到",
    "下次",
    "答应",
    "承诺",
    "again on",
    "again",
    "back on",
    "back",
    "due",
    "due on",
    "next step",
    "until",
];
/// Words that deny what the clause says, or take it back.
const DENIED: &[&str] = &[
    "不用",
    "无须",
    "無須",
    "无需",
    "無需",
    "甭",
    "勿",
    "stop ",
    "不需要",
    "不必",
    "没空",
    "没时间",
    "不在",
    "不行",
    "不方便",
    "取消",
    "说不定",
    "不一定",
    "没准",
    "no need",
    "no call",
    "no meeting",
    "no visit",
    "no follow",
    "no plan",
    "no date",
    "nothing",
    "cannot",
    "cancelled",
];
/// What denies the verb that comes next.
const NOT: &[&str] = &["没有", "没", "未", "不", "别"];
/// What of it denies what is to be done: 没打通 is over, 不打 is not to come.
const NOT_TO_COME: &[&str] = &["不", "别"];
/// Verbs of what is to come: whoever denies them plans nothing.
const PLANNED: &[&str] = &[
    "约", "定", "答应", "确定", "安排", "同意", "承诺", "要", "打算", "计划", "准备", "会", "能",
    "想", "肯", "愿", "可能", "再",
];
/// What people do at a time that was planned.
const DONE: &[&str] = &["打", "来", "去", "见", "拜访", "联系", "回访", "到访"];
/// Verbs of what is said: denied, they deny only what they bring.
const SAID: &[&str] = &["说", "提", "讲", "谈", "聊", "表示"];
/// What may stand between such a verb and the time that was not said.
const BRINGS: &[&str] = &["要", "会", "好", "定", "过", "是", "能", "可以", "在", "到", "得"];
/// Begin with a denial, and deny nothing.
const NO_DENIAL: &[&str] = &["别忘", "不要忘", "没想到", "不能忘", "不会忘"];
/// Words after which a clause begins anew, whatever was denied before.
const ANEW: &[&str] = &["但是", "但", "所以", "因此", " but ", " so ", " will ", " then ", " and "];
/// English words that deny; so does everything that ends in `n't`.
const ENGLISH_NOT: &[&str] =
    &["not", "never", "without", "dont", "wont", "cant", "didnt", "doesnt"];
/// Words that only suppose it.
const SUPPOSED: &[&str] = &["要是", "如果", "假如", "万一", "的话", "if ", "unless "];
/// Words that only ask, or that say what somebody of our own wants.
const ASKED: &[&str] = &[
    "吗",
    "能不能",
    "是不是",
    "有没有",
    "老板说",
    "领导说",
    "上司说",
    "总监说",
    "主管说",
    "boss said",
    "manager said",
    "asked whether",
    "asked if",
    "wondered",
];
/// Words that say that a time was agreed; what is to be done then comes after it.
const ARRANGED: &[&str] = &["约了", "约好", "约好了", "约定", "约在", "说好", "说好了", "定在"];
/// Words with which the words before a time belong to those after it: «客户说周五付», «跟张总周五吃饭».
const CARRIES: &[&str] = &["说", "讲", "答应", "承诺", "保证", "表示", "said", "says", "promised"];
const WITH: &[&str] = &["跟", "和", "与", "同", "给", "向", "请", "让", "叫"];
/// Words after an English time that go on with what was said before it: `call Friday about prices`.
const GOES_ON: &[&str] =
    &["about", "with", "at", "on", "to", "for", "in", "re", "from", "and", "of", "again", "or"];
/// How many characters before a time are who does it rather than what was done: «张总下周三来公司».
const SUBJECT: usize = 3;
/// What a clause may begin with without saying anything.
const OPENERS: &[&str] = &[
    "下次",
    "下一步",
    "然后",
    "并且",
    "并",
    "且",
    "于",
    "在",
    "and ",
    "then ",
    "i will ",
    "i'll ",
    "will ",
    "next step ",
    "please ",
];

/// Finds the next step that a text names; the earliest where it names several.
pub fn next_step(text: &str, here: &Here<'_>) -> Option<NextStep> {
    let found = find_moments(text, here).into_iter().take(MOST).filter_map(|found| {
        let clause = clause(text, &found.span);
        let counts = counts(text, &clause, &found.span, found.value, here);
        let what = what(text, &clause, &found.span);
        counts.then_some(NextStep { moment: found.value, what })
    });
    found.min_by_key(|next| match next.moment {
        Moment::Day(day) => (day, None),
        Moment::At(at) => (at.date(), Some(at.time())),
    })
}

/// Finds the first time that a text means for a next step and that is over, or no time at all.
pub fn unplanned(text: &str, here: &Here<'_>) -> Option<Unplanned> {
    find_all(text, here).into_iter().take(MOST).find_map(|found| {
        let clause = clause(text, &found.span);
        let words = text[clause.clone()].to_lowercase();
        let said = text[found.span.clone()].to_lowercase();
        let before = text[clause.start..found.span.start].to_lowercase();
        let after = text[found.span.end..clause.end].to_lowercase();
        if is_open(text, &clause, &words) || is_denied(&before, &after) {
            return None;
        }
        let planned = any(PLANS, &words);
        let why = match found.value {
            Err(odd) => Why::Odd(odd),
            Ok(moment) if is_past(moment, here) && !any(BACK, &said) => {
                let next = after.trim_start();
                let begins = |list: &[&str]| list.iter().any(|word| next.starts_with(word));
                let agreed = AGREED.iter().any(|word| before.trim_end().ends_with(word));
                let deadline =
                    ["by ", "before ", "until "].iter().any(|word| said.starts_with(word));
                let will = words.starts_with("will ") || any(&[" will ", "'ll "], &words);
                if !(agreed || deadline || will) && (!begins(THEN) || begins(NOT_THEN)) {
                    return None;
                }
                Why::Past(next_year(&text[found.span.clone()], moment, here))
            }
            Ok(_) => return None,
        };
        let what = what(text, &clause, &found.span);
        (!is_over(&words, &after, planned)).then_some(Unplanned { said: found.span, why, what })
    })
}

fn any(list: &[&str], text: &str) -> bool {
    list.iter().any(|word| text.contains(word))
}

fn is_past(moment: Moment, here: &Here<'_>) -> bool {
    match moment {
        Moment::Day(day) => day < here.now.date(),
        Moment::At(at) => at <= here.now,
    }
}

/// Tells whether a clause is asked, supposed or denied as a whole.
fn is_open(text: &str, clause: &Range<usize>, words: &str) -> bool {
    let asks = text[clause.end..].starts_with('?') || any(ASKED, words);
    asks || any(DENIED, words) || any(SUPPOSED, words)
}

/// Tells whether something is to happen then.
fn counts(
    text: &str,
    clause: &Range<usize>,
    span: &Range<usize>,
    moment: Moment,
    here: &Here<'_>,
) -> bool {
    let words = text[clause.clone()].to_lowercase();
    let said = text[span.clone()].to_lowercase();
    let before = text[clause.start..span.start].to_lowercase();
    let after = text[span.end..clause.end].to_lowercase();
    if is_past(moment, here) || is_open(text, clause, &words) || is_denied(&before, &after) {
        return false;
    }
    if any(TO_COME, &said) {
        return true;
    }
    let after = &text[span.end..clause.end];
    let planned = any(PLANS, &words);
    // «今天» alone is when it was talked about, unless something is still to be done today.
    let today = moment == Moment::Day(here.now.date());
    (!today || planned) && !is_over(&words, after, planned)
}

/// Tells whether the words around a moment deny that anything is to happen then: «没说下周三再打»,
/// `don't call next Wed`.
fn is_denied(before: &str, after: &str) -> bool {
    let anew = ANEW.iter().filter_map(|word| Some(before.rfind(word)? + word.len())).max();
    let before = &before[anew.unwrap_or(0)..];
    let english = |words: &str| {
        let mut words = words.split(|c: char| !c.is_alphabetic() && !"'’".contains(c));
        words.any(|w| ENGLISH_NOT.contains(&w) || w.ends_with("n't") || w.ends_with("n’t"))
    };
    let chinese = |words: &str, leads_up: bool| {
        let words = NO_DENIAL.iter().fold(words.to_owned(), |w, known| w.replace(known, "·"));
        // «别明天打»: the denial stands right before the time.
        if leads_up && ["别", "別", "不要"].iter().any(|not| words.trim_end().ends_with(not)) {
            return true;
        }
        let denials = NOT.iter().flat_map(|not| words.match_indices(not));
        denials.into_iter().any(|(at, not)| {
            let rest = &words[at + not.len()..];
            let says = SAID.iter().find_map(|verb| rest.strip_prefix(verb));
            let brings = says.is_some_and(|mut rest| {
                while let Some(less) = BRINGS.iter().find_map(|word| rest.strip_prefix(word)) {
                    rest = less;
                }
                leads_up && rest.trim().is_empty()
            });
            let begins = |verbs: &[&str]| verbs.iter().any(|verb| rest.starts_with(verb));
            brings || begins(PLANNED) || (NOT_TO_COME.contains(&not) && begins(DONE))
        })
    };
    english(before) || english(after) || chinese(before, true) || chinese(after, false)
}

/// Tells whether the clause speaks of what is done: «周五聊了价格», `met him on Friday`.
fn is_over(words: &str, after: &str, planned: bool) -> bool {
    let done = after.replace("了解", "").replace("过来", "").replace("过去", "");
    let chinese = done.contains('了') || done.contains('过');
    let english = words.split(|c: char| !c.is_alphabetic()).any(|word| OVER.contains(&word));
    chinese || (english && !planned)
}

/// The stretch between punctuation, or between spaces next to Chinese, around a moment.
fn clause(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start]
        .char_indices()
        .rev()
        .find(|&(at, c)| ends_clause(text, at, c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let end = |from: usize| {
        text[from..]
            .char_indices()
            .find(|&(at, c)| ends_clause(text, from + at, c))
            .map_or(text.len(), |(at, _)| from + at)
    };
    let first = end(span.end);
    // «周五10点 送样品»: the space parts the time from what is to be done then.
    let before = text[start..span.start].trim();
    let alone = text[span.end..first].trim().is_empty()
        && (before.is_empty() || ARRANGED.iter().any(|word| before.ends_with(word)));
    let next = first + text[first..].len() - text[first..].trim_start().len();
    if alone && next > first {
        return start..end(next);
    }
    start..first
}

fn ends_clause(text: &str, at: usize, c: char) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let before = text[..at].chars().next_back();
    match c {
        ',' | ';' | '。' | '!' | '?' | '\n' | '、' | '"' => true,
        '.' | ':' => !next.is_some_and(|n| n.is_ascii_alphanumeric()),
        c if c.is_whitespace() => [before, next].into_iter().flatten().any(is_wide),
        _ => false,
    }
}

fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// The words of the clause that say what: those after the moment, else those before it, and the
/// clause as a whole where they belong together.
fn what(text: &str, clause: &Range<usize>, span: &Range<usize>) -> Range<usize> {
    let before = without_opener(text, &(clause.start..span.start));
    let after = trimmed(text, &(span.end..clause.end));
    match (before.is_empty(), after.is_empty()) {
        (false, true) => before,
        (false, false) if belong_together(&text[before], &text[after.clone()]) => {
            without_opener(text, clause)
        }
        _ => without_opener(text, &after),
    }
}

/// Tells whether the words around a moment are one sentence, and not what was and what is next.
fn belong_together(before: &str, after: &str) -> bool {
    let (before, after) = (before.to_lowercase(), after.to_lowercase());
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let carries = CARRIES.iter().any(|word| before.ends_with(word))
        || WITH.iter().any(|word| before.starts_with(word));
    let over = before.contains(['了', '过'])
        || before.split(|c: char| !c.is_alphabetic()).any(|word| OVER.contains(&word));
    let denied = NOT.iter().any(|not| before.starts_with(not));
    let short = before.chars().count() <= SUBJECT;
    let subject = !over && !denied && !before.is_ascii() && short;
    carries || subject || GOES_ON.contains(&next)
}

fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    const LOOSE: [char; 6] = [' ', ',', ':', '-', '.', '\n'];
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start_matches(LOOSE).len();
    let end = range.end - (part.len() - part.trim_end_matches(LOOSE).len());
    start..end.max(start)
}

/// What is left of a stretch without the words that only lead up to it.
fn without_opener(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut rest = trimmed(text, range);
    let opener = |rest: &Range<usize>| {
        let words = &text[rest.clone()];
        let begins = |opener: &&&str| {
            let all = words.eq_ignore_ascii_case(opener.trim_end());
            all || words.get(..opener.len()).is_some_and(|head| head.eq_ignore_ascii_case(opener))
        };
        OPENERS.iter().find(begins).map(|opener| opener.len().min(words.len()))
    };
    while let Some(len) = opener(&rest).filter(|_| !rest.is_empty()) {
        rest = trimmed(text, &(rest.start + len..rest.end));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    /// What is read on Wednesday 11 March 2026 at 15:30.
    fn read(text: &str) -> String {
        let calendar = Calendar::plain();
        let here = Here { now: "2026-03-11T15:30:00".parse().unwrap(), workdays: &calendar };
        next_step(text, &here).map_or("-".to_owned(), |next| match next.moment {
            Moment::Day(day) => format!("{day} {}", &text[next.what]),
            Moment::At(at) => format!("{} {}", at.format("%m-%d %H:%M"), &text[next.what]),
        })
    }

    #[test]
    fn the_clause_of_a_moment_to_come_is_the_next_step() {
        for (text, expected) in [
            ("聊了价格,嫌贵 下周三再打", "2026-03-18 再打"),
            ("聊了价格 周五10点 送样品", "03-13 10:00 送样品"),
            ("昨天打了电话,下周一再约", "2026-03-16 再约"),
            ("明天下午3点去华为拜访张总", "03-12 15:00 去华为拜访张总"),
            ("客户说周五付", "2026-03-13 客户说周五付"),
            ("约了周五", "2026-03-13 约了"),
            ("别忘了下周三打电话", "2026-03-18 打电话"),
            ("约了下周三上午10点见面", "03-18 10:00 见面"),
            ("约了下周三上午10点 见面", "03-18 10:00 见面"),
            ("参观工厂明天下午3点送样品", "03-12 15:00 送样品"),
            ("saw the plant tomorrow 3pm send samples", "03-12 15:00 send samples"),
            ("call Friday 3pm about the price", "03-13 15:00 call Friday 3pm about the price"),
            ("张总下周三来公司", "2026-03-18 张总下周三来公司"),
            ("跟张总周五吃饭", "2026-03-13 跟张总周五吃饭"),
            ("没接电话下周三再打", "2026-03-18 再打"),
            ("没打通明天再打", "2026-03-12 再打"),
            ("没见到人下周三再去", "2026-03-18 再去"),
            ("没说价格下周三再打", "2026-03-18 再打"),
            ("没说价格但下周三再打", "2026-03-18 再打"),
            ("didn't pick up but will call tomorrow", "2026-03-12 didn't pick up but will call"),
            ("很满意 下次周五送样品", "2026-03-13 送样品"),
            ("聊得不错,明天", "2026-03-12 "),
            ("今天聊了价格,今天下班前再发报价", "03-11 18:00 再发报价"),
            ("talked about the price, call again next Wed", "2026-03-18 call again"),
            ("nice talk, will call him Friday at 3pm", "03-13 15:00 call him"),
            ("wants 20 units by 6/30, send a quote tomorrow", "2026-03-12 send a quote"),
            ("next Wed at 3pm send samples", "03-18 15:00 send samples"),
            ("agreed to meet Friday", "2026-03-13 agreed to meet"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_over_denied_supposed_or_asked_is_none() {
        for text in [
            "聊了价格",
            "昨天打了电话",
            "今天聊了价格",
            "周五聊了价格",
            "上午打过电话",
            "下周三不在公司",
            "要是下周三能到,就签",
            "下周三能到吗",
            "下周三?",
            "met him on Friday",
            "if they pay by Friday",
            "won't come next Wed",
            "聊了,没说下周三再打",
            "没有说要下周三再打",
            "没约下周三",
            "还没定下周三",
            "未定下周三见面",
            "不用下周三打了",
            "下周三不打了",
            "下周三说不定来",
            "下周三不一定来",
            "不去了,下周三别打电话",
            "don't call next Wed",
            "did not agree to meet next Wed",
            "he never said next Wed",
            "no call next Wed",
        ] {
            assert_eq!(read(text), "-", "{text}");
        }
    }
}
