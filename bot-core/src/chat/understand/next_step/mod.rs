//! The next step that a report names: «聊了价格，嫌贵 下周三再打» wants a call next Wednesday.
//!
//! A moment counts only when it is still to come and its clause says that something is to happen
//! then: what already happened, is denied, supposed or asked about is no next step.

mod clause;
mod promise;
mod unable;
mod validity;
mod words;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use self::clause::{clause, trimmed, what};
pub use self::promise::{PROMISES, SWEARS, is_of_them, is_theirs};
use self::promise::{by_word, promise, theirs};
use self::unable::{cannot, is_taken_back, is_unable};
pub use self::validity::validities;
use self::words::{
    AGREED, ANEW, ASKED, BACK, BRINGS, DENIED, DONE, ENGLISH_NOT, HOW, NO_DENIAL, NOT, NOT_THEN,
    NOT_TO_COME, OVER, PLANNED, PLANS, REFUSED, SAID, SUPPOSED, THEN, TO_COME,
};
use super::when::{
    Here, Moment, Odd, Said, find_all, find_moments, find_said, is_deadline, next_year,
    period_whole, span_of, worked_by,
};

/// What is to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// When.
    pub moment: Moment,
    /// The bytes of the words that say what; empty when the clause says nothing else.
    pub what: Range<usize>,
    /// True where we have promised it, or the customer has.
    pub promise: bool,
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

/// Weeks and months that go on.
const THIS: [&str; 8] =
    ["这个星期", "这周", "本周", "这个月", "本月", "this week", "this month", "这星期"];
/// How many moments are looked at, each with the clause around it.
const MOST: usize = 8;
/// Finds the next steps that a text names, by their time. What is named twice for one day is one;
/// more than one is for the person to choose.
pub fn next_steps(text: &str, here: &Here<'_>) -> Vec<NextStep> {
    if was_broken(text) {
        return Vec::new();
    }
    let groups: Vec<Vec<Said>> = find_said(text, here).into_iter().take(MOST).collect();
    let mut found: Vec<(bool, NextStep)> = Vec::new();
    let mut taken = None;
    for (i, group) in groups.iter().enumerate() {
        if taken == Some(i) {
            continue;
        }
        let span = span_of(group);
        let clause = clause(text, &span);
        let promised = promise(text, &clause, &span).or_else(|| theirs(text, &clause, &span));
        let mut what = promised.clone().unwrap_or_else(|| what(text, &clause, &span));
        let time = groups.get(i + 1).filter(|next| is_time_for(text, group, next));
        for said in group {
            let reading = time.and_then(|time| said.at(time.first()?, here));
            if reading.is_some() {
                taken = Some(i + 1);
                what = without(text, what, &span_of(&groups[i + 1]));
            }
            let Ok(moment) = reading.unwrap_or(said.found.value) else { continue };
            let moment = match promised {
                Some(_) => kept_until(moment, &text[span.clone()], here),
                None => moment,
            };
            let moment = worked_by(moment, &text[span.clone()], here);
            let kept = promised.is_none() || !is_taken_back(&text[clause.end..]);
            if kept && counts(text, &clause, &span, (moment, promised.is_some()), here) {
                found.push((
                    is_deadline(&text[span.clone()]) && !has_subject(text, &clause, &span),
                    NextStep { moment, what: what.clone(), promise: promised.is_some() },
                ));
            }
        }
    }
    if found.is_empty() {
        found.extend(within_this(text, here).map(|step| (false, step)));
    }
    // «6月30日前要货，明天发报价»: what is wanted by then is not what is done next, but for a promise.
    let plain = found.iter().any(|(deadline, _)| !deadline);
    let kept = found.into_iter().filter(|(deadline, step)| !(plain && *deadline) || step.promise);
    let mut steps: Vec<NextStep> = kept.map(|(_, step)| step).collect();
    steps.sort_by_key(|step| by_time(step.moment));
    steps.dedup_by_key(|step| step.moment);
    // «下周三再打，下周三10点开会» is one day, and the time is known.
    let timed: Vec<NaiveDate> = steps.iter().filter_map(|step| at(step.moment)).collect();
    steps.retain(|step| at(step.moment).is_some() || !timed.contains(&step.moment.day()));
    steps
}

/// «上周说周五付,到现在没付»: what was promised then and has not been kept is not to come once more.
fn was_broken(text: &str) -> bool {
    const THEN: [&str; 12] = [
        "上周",
        "上礼拜",
        "上星期",
        "上个星期",
        "上个月",
        "上次",
        "昨天",
        "前天",
        "last week",
        "last month",
        "last time",
        "yesterday",
    ];
    const SAID: [&str; 12] = [
        "说",
        "答应",
        "承诺",
        "保证",
        "拍胸脯",
        "包票",
        "said",
        "promised",
        "told",
        "agreed",
        "swore",
        "assured",
    ];
    const BROKEN: [&str; 14] = [
        "到现在没",
        "到现在还没",
        "结果没",
        "还没付",
        "还没到",
        "没到账",
        "没付",
        "还没给",
        "没给",
        "still nothing",
        "still hasn't",
        "still haven't",
        "didn't",
        "not a penny",
    ];
    let lower = text.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    has(&THEN) && has(&SAID) && has(&BROKEN)
}

/// Until when a promise holds that names a week or a month: it is not broken on the first day of it. One
/// for today holds until work ends.
pub fn kept_until(moment: Moment, said: &str, here: &Here<'_>) -> Moment {
    let today = here.now.date();
    let closing = today.and_time(here.workdays.closing());
    let said =
        ["by ", "within ", "in "].iter().find_map(|word| said.strip_prefix(word)).unwrap_or(said);
    let period = period_whole(said, here).filter(|_| matches!(moment, Moment::Day(_)));
    let several = period.filter(|period| period.start.succ_opt() != Some(period.end));
    // A week that goes on may begin today.
    if several.is_none() && moment == Moment::Day(today) && closing > here.now {
        return Moment::At(closing);
    }
    let Some(period) = period else {
        return moment;
    };
    let days = || period.start.iter_days().take_while(|day| *day < period.end);
    let last = days().filter(|day| here.workdays.is_working_day(*day)).last().or(days().last());
    last.map_or(moment, |last| Moment::Day(last.max(moment.day())))
}

/// Tells whether somebody is said to do it by then: «他周四前回复» is done, and «6月30日前要货» is wanted.
fn has_subject(text: &str, clause: &Range<usize>, span: &Range<usize>) -> bool {
    const WANTS: [&str; 6] = ["要", "需", "急用", "need", "want", "require"];
    const WHO: [&str; 7] = ["总", "工", "经理", "主任", "老板", "先生", "女士"];
    const WE: [&str; 4] = ["我们", "我", "咱们", "咱"];
    let words = text[clause.clone()].to_lowercase();
    let before = text[clause.start..span.start].trim();
    let person = before.chars().count() <= 4 && WHO.iter().any(|who| before.ends_with(who));
    let known = WE.contains(&before) || is_of_them(before) || person;
    known && !any(&WANTS, &words)
}

fn by_time(moment: Moment) -> (NaiveDate, Option<NaiveTime>) {
    match moment {
        Moment::Day(day) => (day, None),
        Moment::At(at) => (at.date(), Some(at.time())),
    }
}

/// The day of a moment that has a time.
fn at(moment: Moment) -> Option<NaiveDate> {
    matches!(moment, Moment::At(_)).then(|| moment.day())
}

/// Tells whether a time that is said after the words belongs to the day before them: «下周三再打，
/// 上午10点». One at which something was done does not.
fn is_time_for(text: &str, day: &[Said], time: &[Said]) -> bool {
    let [only] = time else { return false };
    let span = &only.found.span;
    if !only.is_only_clock() || day.len() != 1 {
        return false;
    }
    let clause = clause(text, span);
    let words = text[clause.clone()].to_lowercase();
    let before = text[clause.start..span.start].to_lowercase();
    let after = text[span.end..clause.end].to_lowercase();
    let open = is_open(text, &clause, &words) || is_denied(&before, &after);
    !open && !is_over(&words, &after, plans(&words))
}

/// What is left of a stretch that ends in a time.
fn without(text: &str, what: Range<usize>, time: &Range<usize>) -> Range<usize> {
    if time.end == what.end && time.start >= what.start {
        return trimmed(text, &(what.start..time.start));
    }
    what
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
        let planned = plans(&words);
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

/// Tells whether words say that a customer will not pay, sign or order on a day.
pub fn refuses(text: &str, here: &Here<'_>) -> bool {
    let lower = text.to_lowercase();
    let english = [
        "won't ",
        "won’t ",
        "will not ",
        "can't ",
        "cannot ",
        "isn't ",
        "not going to ",
        "unable to ",
    ];
    let done = ["pay", "sign", "order", "buy", "place"];
    let refused = english.iter().any(|not| {
        let verb = lower.split_once(not).map(|(_, verb)| verb);
        let verb = verb.map(|verb| verb.strip_prefix("be able to ").unwrap_or(verb));
        verb.is_some_and(|verb| done.iter().any(|done| verb.starts_with(done)))
    });
    find_moments(text, here).iter().any(|found| {
        let after = text[found.span.end..].trim_start();
        let verb = after.strip_prefix('不').map(|verb| {
            ["能", "会", "肯", "想", "打算"]
                .iter()
                .find_map(|will| verb.strip_prefix(will))
                .unwrap_or(verb)
        });
        let chinese = verb.is_some_and(|verb| REFUSED.iter().any(|word| verb.starts_with(word)));
        (refused || chinese || cannot(after) || is_unable("", after)) && !is_past(found.value, here)
    })
}

/// What words say that we have promised, where they say that and no time.
pub fn promised(text: &str) -> Option<String> {
    let end = text.len()..text.len();
    let words = promise(text, &(0..text.len()), &end)?;
    let words = text[words].trim();
    (!words.is_empty() && words.len() < text.trim().len()).then(|| words.to_owned())
}

fn any(list: &[&str], text: &str) -> bool {
    list.iter().any(|word| text.contains(word))
}

/// Tells whether words speak of what is to be done: «得再约», but not «谈得不错».
fn plans(words: &str) -> bool {
    let words = HOW.iter().fold(words.to_owned(), |words, how| words.replace(how, ""));
    any(PLANS, &words)
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
    (moment, promised): (Moment, bool),
    here: &Here<'_>,
) -> bool {
    let words = text[clause.clone()].to_lowercase();
    let said = text[span.clone()].to_lowercase();
    let before = text[clause.start..span.start].to_lowercase();
    let after = text[span.end..clause.end].to_lowercase();
    if validity::is_validity(text, span)
        || is_past(moment, here)
        || is_open(text, clause, &words)
        || is_denied(&before, &after)
        || is_away(&before, &after)
    {
        return false;
    }
    if any(TO_COME, &said) {
        return true;
    }
    let after = &text[span.end..clause.end];
    let planned = plans(&words);
    // «今天» alone is when it was talked about, unless something is still to be done today.
    let today = moment == Moment::Day(here.now.date());
    let told = promised && by_word(&before) && after.trim_end().ends_with('了');
    (!today || planned || promised) && (told || !is_over(&words, after, planned))
}

/// Tells whether somebody else is only said to be away until or from then: «李工明天出差», «他明天回来».
fn is_away(before: &str, after: &str) -> bool {
    const AWAY: [&str; 9] =
        ["出差", "休假", "请假", "放假", "不在", "才回来", "回来", "才在", "住院"];
    const GOES_ON: [&str; 8] = ["再", "后", "就", "打", "联系", "时", "拜访", "找"];
    let after = after.trim();
    let ours = ["我", "咱"].iter().any(|we| before.contains(we));
    let away = AWAY.iter().any(|word| after.starts_with(word));
    away && (!before.trim().is_empty() || after.starts_with('才'))
        && !ours
        && !before.contains('等')
        && !GOES_ON.iter().any(|word| after.contains(word))
}

/// What is promised for the week or the month that goes on: it holds until its last working day.
fn within_this(text: &str, here: &Here<'_>) -> Option<NextStep> {
    let (at, said) =
        THIS.iter().find_map(|said| Some((text.to_ascii_lowercase().find(said)?, *said)))?;
    let period = period_whole(said, here)?;
    let span = at..at + said.len();
    let clause = clause(text, &span);
    let what = promise(text, &clause, &span).or_else(|| theirs(text, &clause, &span))?;
    let moment = kept_until(Moment::Day(period.start), said, here);
    counts(text, &clause, &span, (moment, true), here).then_some(NextStep {
        moment,
        what,
        promise: true,
    })
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
            let refused = !leads_up && at == 0 && begins(REFUSED);
            brings || begins(PLANNED) || (NOT_TO_COME.contains(&not) && (begins(DONE) || refused))
        })
    };
    is_unable(before, after)
        || english(before)
        || english(after)
        || chinese(before, true)
        || chinese(after.trim_start(), false)
}

/// Tells whether the clause speaks of what is done: «周五聊了价格», `met him on Friday`.
fn is_over(words: &str, after: &str, planned: bool) -> bool {
    let done = after.replace("了解", "").replace("过来", "").replace("过去", "");
    let chinese = done.contains('了') || done.contains('过');
    let english = words.split(|c: char| !c.is_alphabetic()).any(|word| OVER.contains(&word));
    chinese || (english && !planned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;

    /// What is read on Wednesday 11 March 2026 at 15:30.
    fn read(text: &str) -> String {
        let calendar = Calendar::plain();
        let here = Here { now: "2026-03-11T15:30:00".parse().unwrap(), workdays: &calendar };
        let shown = |next: &NextStep| match next.moment {
            Moment::Day(day) => format!("{day} {}", &text[next.what.clone()]),
            Moment::At(at) => format!("{} {}", at.format("%m-%d %H:%M"), &text[next.what.clone()]),
        };
        let steps: Vec<String> = next_steps(text, &here).iter().map(shown).collect();
        if steps.is_empty() { "-".to_owned() } else { steps.join(" | ") }
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
            ("今天谈得不错", "-"),
            ("今天会上谈得很顺利", "-"),
            ("今天觉得价格高", "-"),
            ("今天得再打一次", "2026-03-11 得再打一次"),
            ("今天聊了价格,今天下班前再发报价", "03-11 18:00 再发报价"),
            ("talked about the price, call again next Wed", "2026-03-18 call again"),
            ("talked about the price, call again Sat", "2026-03-14 call again"),
            ("nice talk, will call him Friday at 3pm", "03-13 15:00 call him"),
            ("wants 20 units by 6/30, send a quote tomorrow", "2026-03-12 send a quote"),
            ("next Wed at 3pm send samples", "03-18 15:00 send samples"),
            ("agreed to meet Friday", "2026-03-13 agreed to meet"),
            ("today and they want a quote by Friday", "2026-03-13 they want a quote"),
            ("聊了价格,李工明天出差", "-"),
            ("没见到,他明天回来", "-"),
            ("李工出差,下周三才回来", "-"),
            ("没见到,他明天回来后再打", "2026-03-12 他明天回来后再打"),
            ("等他明天回来", "2026-03-12 等他明天回来"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_promise_is_ours_where_nobody_else_makes_it_and_the_customers_is_one_too() {
        let calendar = Calendar::plain();
        let here = Here { now: "2026-03-11T15:30:00".parse().unwrap(), workdays: &calendar };
        for (text, what, promise) in [
            ("答应周五前发报价", "发报价", true),
            ("聊了价格,答应张总周五前发报价", "发报价", true),
            ("我答应了客户周五前发报价", "发报价", true),
            ("我们承诺下周三送样品", "送样品", true),
            ("保证明天给方案", "给方案", true),
            ("promised to send the quote by Friday", "send the quote", true),
            ("nice talk, I promised Ann to send the quote by Friday", "send the quote", true),
            ("promised by Friday to send the quote", "send the quote", true),
            ("客户答应周五签合同", "客户答应周五签合同", true),
            ("张总答应周五前付款", "张总答应周五前付款", true),
            ("答应周五付款", "答应周五付款", true),
            ("he promised to pay by Friday", "he promised to pay by Friday", true),
            ("客户说周五付款", "客户说周五付款", true),
            ("客户说周五再聊", "客户说周五再聊", false),
            ("明天把定金打给我们", "把定金打给我们", true),
            ("张总拍胸脯周五付款", "张总拍胸脯周五付款", true),
            ("客户打包票下周三打款", "客户打包票下周三打款", true),
            ("he swore they pay on Friday", "he swore they pay on Friday", true),
            ("gave his word to pay by Friday", "gave his word to pay by Friday", true),
            ("我拍胸脯周五前发报价", "发报价", true),
            ("客户拍胸脯保证周五前把合同签了", "客户拍胸脯保证周五前把合同签了", true),
            (
                "gave their word that the money arrives on Friday",
                "gave their word that the money arrives on Friday",
                true,
            ),
            ("他们周五把合同寄过来", "他们周五把合同寄过来", true),
            ("聊了价格,周五给我们回复", "给我们回复", true),
            ("they'll send us the drawings Friday", "they'll send us the drawings Friday", true),
            ("周五我们把合同寄给他们", "我们把合同寄给他们", false),
            ("周五催他们把合同寄过来", "催他们把合同寄过来", false),
            ("周五给我们老板汇报", "给我们老板汇报", false),
            ("周五把样品寄给他们", "把样品寄给他们", false),
            ("Friday ask them to send us the drawings", "ask them to send us the drawings", false),
            ("周五前发报价", "发报价", false),
        ] {
            let steps = next_steps(text, &here);
            let read: Vec<_> =
                steps.iter().map(|step| (&text[step.what.clone()], step.promise)).collect();
            assert_eq!(read, [(what, promise)], "{text}");
        }
        assert_eq!(next_steps("没答应周五前发报价", &here), []);
    }

    #[test]
    fn days_that_are_said_as_alternatives_are_all_found() {
        for (text, expected) in [
            ("聊了 明天或后天再打", "2026-03-12 再打 | 2026-03-13 再打"),
            ("周四到周六再去拜访", "2026-03-12 再去拜访 | 2026-03-14 再去拜访"),
            ("明后天再打", "2026-03-12 再打 | 2026-03-13 再打"),
            ("will call Thu or Fri", "2026-03-12 call | 2026-03-13 call"),
            ("明天下午3点或4点再打", "03-12 15:00 再打 | 03-12 16:00 再打"),
            ("周四或周五下午3点再打", "03-12 15:00 再打 | 03-13 15:00 再打"),
            ("明天发报价,下周三再打", "2026-03-12 发报价 | 2026-03-18 再打"),
            ("下周三再打,下周三10点开会", "03-18 10:00 开会"),
            ("6月30日前要货,明天发报价", "2026-03-12 发报价"),
            (
                "我们下周二发样品,他下周四前回复",
                "2026-03-17 我们下周二发样品 | 2026-03-19 他下周四前回复",
            ),
            ("付不了就下周三再催", "2026-03-18 再催"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_time_after_the_words_is_that_of_the_day_before_them() {
        for (text, expected) in [
            ("聊了 下周三再打,上午10点", "03-18 10:00 再打"),
            ("聊了 下周三 再打 10点", "03-18 10:00 再打"),
            ("下周三再打上午10点", "03-18 10:00 再打"),
            ("聊了 下周三再打,上午10点联系王总", "03-18 10:00 再打"),
            ("call him next Wed about prices, 10am", "03-18 10:00 call him next Wed about prices"),
            ("下周三再打,上午10点聊过了", "2026-03-18 再打"),
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
            "华威说周五不付款",
            "周五不签",
            "李工说下周三付不了",
            "李工说下周三付不了款",
            "李工说下周三付不出来",
            "李工说下周三恐怕付不了",
            "他们说下周三恐怕不付",
            "李工上次说下周五付,今天说不付了",
            "客户说下周三没法付款",
            "他们无法在周五前付款",
            "can't pay by Friday",
            "they won't be able to pay until next Friday",
            "unable to pay by Friday",
            "says no longer Friday",
            "he said they pay on Friday, now he says they won't",
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
