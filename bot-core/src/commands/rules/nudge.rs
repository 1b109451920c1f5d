//! `/nudge`: when and how often people are reminded, and what a change of that would have meant last
//! week.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::dry_run::{Compared, compare};
use super::set::SetNudges;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::find_record::same;
use crate::commands::owners::not_allowed;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deadlines::{NUDGES, TOLD};
use crate::domain::fold;
use crate::domain::settings::Nudges;
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// What is to be different; what there is when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowNudges {
    /// «每天最多 3», «关 停滞商机», «隔 1 3 5».
    pub what: Option<String>,
}

/// For how many days back it is told of how much use reminders were.
const SHARES_DAYS: i64 = 30;
/// How many people are named.
const PEOPLE: usize = 5;

const MOST: [&str; 3] = ["每天最多", "最多", "most"];
const TELL: [&str; 3] = ["告诉主管", "主管", "manager"];
const FIRST: [&str; 3] = ["首次响应", "首响", "first-response"];
const ORDER: [&str; 3] = ["订单", "orders", "order"];
const DAYS: [&str; 3] = ["隔", "工作日", "days"];
const ON: [&str; 3] = ["开", "打开", "on"];
const OFF: [&str; 3] = ["关", "关闭", "off"];

impl Ask for ShowNudges {
    const SPEC: Spec = Spec {
        name: "nudge",
        aliases: &["催办", "催办规则", "nudges"],
        right: Right::Talk,
        effect: Effect::Reads,
        args: &[rest("what")],
        example: Both { zh: "催办", en: "nudge" },
    };
}

#[async_trait]
impl Run for ShowNudges {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let words = fold::key(self.what.as_deref().unwrap_or_default());
        let words: Vec<&str> = words.split_whitespace().collect();
        let Some((first, rest)) = words.split_first() else {
            let lines = lines(cx, &cx.settings.nudges);
            let reply = Reply::card(t!(cx.lang(), "nudge-rules")).bullets(lines);
            let reply = shares(cx, reply).await?;
            let how = cx.may(Right::Admin).then(|| t!(cx.lang(), "nudge-how"));
            return Ok(how.into_iter().fold(reply, Reply::text));
        };
        if !cx.may(Right::Admin) {
            return Err(not_allowed(cx, Right::Admin).await?.into());
        }
        let mut after = cx.settings.clone();
        after.nudges = understood(cx, first, rest)?;
        if after == *cx.settings {
            return Ok(Reply::say(t!(cx.lang(), "nudge-same")).bullets(lines(cx, &after.nudges)));
        }
        let seen = compare(cx, &after).await?;
        let sure = SetNudges { what: words.join(" ") };
        Ok(rehearsed(cx, &after.nudges, &seen).button(t!(cx.lang(), "nudge-button-sure"), &sure))
    }
}

/// The rules with what was asked for; else what can be asked for.
pub(super) fn understood(cx: &Cx<'_>, first: &str, rest: &[&str]) -> Result<Nudges, Problem> {
    changed(&cx.settings.nudges, first, rest).ok_or_else(|| {
        let given = [&[first], rest].concat().join(" ");
        Problem::tell(t!(cx.lang(), "nudge-bad", given = given))
    })
}

/// What the last week would have been like.
fn rehearsed(cx: &Cx<'_>, nudges: &Nudges, seen: &Compared<'_>) -> Reply {
    let reply = Reply::say(seen.title(cx)).bullets(seen.lines(cx));
    reply.text(t!(cx.lang(), "nudge-then")).bullets(lines(cx, nudges))
}

/// What holds, line by line.
pub(super) fn lines(cx: &Cx<'_>, nudges: &Nudges) -> Vec<String> {
    let lang = cx.lang();
    let at = cx.calendar.opening().format("%H:%M").to_string();
    let days = nudges.days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ");
    let mut lines = vec![
        t!(lang, "nudge-rule-days", days = days, at = at),
        t!(lang, "nudge-rule-most", n = nudges.most, after = nudges.tell_after),
        t!(
            lang,
            "nudge-rule-limits",
            hours = nudges.first_response,
            days = i64::from(nudges.order_days)
        ),
    ];
    let name = |rule: &&str| show::word(lang, "nudge-name", rule);
    let off: Vec<String> =
        NUDGES.iter().filter(|rule| nudges.off.contains(**rule)).map(name).collect();
    if !off.is_empty() {
        lines.push(t!(lang, "nudge-rule-off", what = off.join(" · ")));
    }
    lines
}

/// Of how much use reminders were to the people whom the asker leads.
async fn shares(cx: &mut Cx<'_>, reply: Reply) -> Outcome {
    if !cx.may(Right::Audit) {
        return Ok(reply);
    }
    let lang = cx.lang();
    let since = cx.now.plus_millis(-SHARES_DAYS * 24 * 60 * 60 * 1000);
    let scope = cx.scope().books();
    let sums = cx.tx.nudge_sums(since, scope).await?;
    let of = |rule: &str| -> Option<String> {
        // What the manager heard of it is the same kind of reminder.
        let sums =
            sums.iter().filter(|sum| sum.rule.strip_prefix(TOLD).unwrap_or(&sum.rule) == rule);
        let (sent, useless) =
            sums.clone().fold((0, 0), |(sent, no), sum| (sent + sum.sent, no + sum.useless));
        let share = read::percent(useless * 100 / i64::max(sent, 1) * 100);
        let name = show::word(lang, "nudge-name", rule);
        let line =
            t!(lang, "nudge-share", what = name, sent = sent, useless = useless, share = share);
        let mut people: Vec<(&str, i64)> = Vec::new();
        for sum in sums.filter(|sum| sum.useless > 0) {
            match people.iter_mut().find(|(name, _)| *name == sum.name) {
                Some((_, count)) => *count += sum.useless,
                None => people.push((&sum.name, sum.useless)),
            }
        }
        people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let people = people.iter().take(PEOPLE).map(|(name, count)| format!("{name} {count}"));
        let people = people.collect::<Vec<_>>().join(" · ");
        let line = if people.is_empty() {
            line
        } else {
            t!(lang, "nudge-share-by", line = line, people = people)
        };
        (sent > 0).then_some(line)
    };
    let lines: Vec<String> = NUDGES.iter().filter_map(|rule| of(rule)).collect();
    if lines.is_empty() {
        return Ok(reply);
    }
    Ok(reply.text(t!(lang, "nudge-shares", days = SHARES_DAYS)).bullets(lines))
}

/// The rules with one of them changed; none where that is not understood or out of bounds.
fn changed(before: &Nudges, first: &str, rest: &[&str]) -> Option<Nudges> {
    let is = |list: &[&str]| list.iter().any(|word| same(word, first));
    let mut after = before.clone();
    let number = |least: i64, most: i64| {
        let n = rest.first()?.parse::<i64>().ok()?;
        (rest.len() == 1 && (least..=most).contains(&n)).then_some(n)
    };
    if is(&MOST) {
        after.most = number(1, 50)?;
    } else if is(&TELL) {
        after.tell_after = number(1, 20)?;
    } else if is(&FIRST) {
        after.first_response = number(1, 200)?;
    } else if is(&ORDER) {
        after.order_days = i32::try_from(number(1, 90)?).ok()?;
    } else if is(&DAYS) {
        let days = rest.iter().map(|word| word.parse::<i32>().ok());
        after.days = days.collect::<Option<Vec<_>>>()?;
        let rises = after.days.windows(2).all(|two| two[0] < two[1]);
        let fits = after.days.iter().all(|day| (1..=90).contains(day));
        if after.days.is_empty() || after.days.len() > 10 || !rises || !fits {
            return None;
        }
    } else if is(&ON) || is(&OFF) {
        let rule = rule_of(&rest.join(" "))?;
        if is(&ON) {
            after.off.remove(rule);
        } else {
            after.off.insert(rule.to_owned());
        }
    } else {
        return None;
    }
    Some(after)
}

/// The rule that a word names in either language.
fn rule_of(word: &str) -> Option<&'static str> {
    use crate::domain::people::Lang;
    let named = |rule: &&&str| {
        same(rule, word)
            || [Lang::Zh, Lang::En]
                .into_iter()
                .any(|lang| same(&show::word(lang, "nudge-name", rule), word))
    };
    NUDGES.iter().find(named).copied()
}
