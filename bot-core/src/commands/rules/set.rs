//! `/nudge set`: changes when and how often people are reminded, once it was seen what that would have
//! meant last week.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::dry_run::{Compared, compare};
use super::nudge::lines;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::calendar::save;
use crate::commands::field::stage_key;
use crate::commands::find_record::same;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deadlines::{DEAL_STALE, NUDGES};
use crate::domain::fold;
use crate::domain::settings::{Nudges, Settings};
use crate::problem::Problem;
use crate::t;

/// What is to be different.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetNudges {
    /// «每天最多 3», «关 停滞商机», «隔 1 3 5».
    pub what: String,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

const MOST: [&str; 3] = ["每天最多", "最多", "most"];
const TELL: [&str; 3] = ["告诉主管", "主管", "manager"];
const FIRST: [&str; 3] = ["首次响应", "首响", "first-response"];
const ORDER: [&str; 3] = ["订单", "orders", "order"];
const DAYS: [&str; 3] = ["隔", "工作日", "days"];
const STALE: [&str; 3] = ["停滞", "停滞商机", "stale"];
const ON: [&str; 3] = ["开", "打开", "on"];
const OFF: [&str; 3] = ["关", "关闭", "off"];

impl Ask for SetNudges {
    const SPEC: Spec = Spec {
        name: "nudge set",
        aliases: &["改催办", "设催办"],
        right: Right::Admin,
        effect: Effect::Writes,
        args: &[required("what", Take::Text, By::Rest)],
        example: Both { zh: "改催办 每天最多 3", en: "nudge set most 3" },
    };
}

#[async_trait]
impl Run for SetNudges {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let after = wanted(cx, &self.what).await?;
        let lines = lines(cx, &after.nudges).await?;
        if after == *cx.settings {
            return Ok(Reply::say(t!(cx.lang(), "nudge-same")).bullets(lines));
        }
        // Also where nothing would have been otherwise: these rules are of everybody, and `nudge` asks
        // the same of the same words.
        if !self.sure {
            let seen = compare(cx, &after).await?;
            return question(cx, &seen, &after, self.what).await;
        }
        save(cx, after).await?;
        let reply = Reply::say(t!(cx.lang(), "nudge-set")).bullets(lines);
        Ok(reply.button(t!(cx.lang(), "button-undo"), &Undo::this(cx)))
    }
}

/// What the last week would have been like with other rules, and whether they are to hold.
pub(super) async fn question(
    cx: &mut Cx<'_>,
    seen: &Compared<'_>,
    after: &Settings,
    what: String,
) -> Outcome {
    let reply = seen.question(cx, &SetNudges { what, sure: true });
    let lines = lines(cx, &after.nudges).await?;
    Ok(reply.text(t!(cx.lang(), "nudge-then")).bullets(lines))
}

/// The settings with what was asked for; else what can be asked for.
pub(super) async fn wanted(cx: &mut Cx<'_>, what: &str) -> Result<Settings, Problem> {
    let words = fold::key(what);
    let words: Vec<&str> = words.split_whitespace().collect();
    let nudges = match words.as_slice() {
        [first, stage @ .., days] if STALE.contains(first) && !stage.is_empty() => {
            let stage = stage_key(cx, &stage.join(" ")).await?;
            stage_days(&cx.settings.nudges, stage, days)
        }
        [first, rest @ ..] => changed(&cx.settings.nudges, first, rest),
        [] => None,
    };
    let Some(nudges) = nudges else {
        let (lang, given) = (cx.lang(), words.join(" "));
        let kinds = NUDGES.iter().map(|rule| show::word(lang, "nudge-name", rule));
        let kinds = kinds.collect::<Vec<_>>().join(" · ");
        return Err(Problem::tell(t!(lang, "nudge-bad", given = given, kinds = kinds)));
    };
    Ok(Settings { nudges, ..cx.settings.clone() })
}

/// The rules with another limit for a stage, in days.
fn stage_days(before: &Nudges, stage: String, days: &str) -> Option<Nudges> {
    let days = days.parse().ok().filter(|days| (1..=365).contains(days))?;
    let mut after = before.clone();
    after.stages.insert(stage, days);
    Some(after)
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
        let words = rest.iter().flat_map(|word| word.split([',', '、']));
        let days = words.filter(|word| !word.is_empty()).map(|word| word.parse::<i32>().ok());
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
            || (**rule == DEAL_STALE && STALE.iter().any(|stale| same(stale, word)))
            || [Lang::Zh, Lang::En]
                .into_iter()
                .any(|lang| same(&show::word(lang, "nudge-name", rule), word))
    };
    NUDGES.iter().find(named).copied()
}
