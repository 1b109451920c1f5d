//! `/nudge`: when and how often people are reminded, of how much use that was, and what a change would
//! have meant last week.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::dry_run::compare;
use super::set::{question, wanted};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::owners::not_allowed;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::deadlines::{NUDGES, TOLD};
use crate::domain::pipeline::{Pipeline, Stage};
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
/// How many stages are named with their limits.
const STAGES: usize = 8;

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
        if let Some(what) = self.what {
            if !cx.may(Right::Admin) {
                return Err(not_allowed(cx, Right::Admin).await?.into());
            }
            let after = wanted(cx, &what).await?;
            if after == *cx.settings {
                let lines = lines(cx, &after.nudges).await?;
                return Ok(Reply::say(t!(cx.lang(), "nudge-same")).bullets(lines));
            }
            let seen = compare(cx, &after).await?;
            return question(cx, &seen, &after, what).await;
        }
        let lines = lines(cx, &cx.settings.nudges).await?;
        let reply = Reply::card(t!(cx.lang(), "nudge-rules")).bullets(lines);
        let reply = shares(cx, reply).await?;
        let how = cx.may(Right::Admin).then(|| t!(cx.lang(), "nudge-how"));
        Ok(how.into_iter().fold(reply, Reply::text))
    }
}

/// What holds, line by line.
pub(super) async fn lines(cx: &mut Cx<'_>, nudges: &Nudges) -> Result<Vec<String>, Problem> {
    let pipelines = cx.tx.pipelines().await?;
    let lang = cx.lang();
    let mut lines: Vec<String> = limits(cx, nudges).into();
    let stages = pipelines.iter().flat_map(Pipeline::open);
    let stage = |stage: &Stage| {
        let days = nudges.idle_days(&stage.key, stage.idle_days);
        format!("{} {days}", stage.name(lang))
    };
    let stages: Vec<String> = stages.map(stage).collect();
    let shown = stages.iter().take(STAGES).cloned().collect::<Vec<_>>().join(" · ");
    let more = if stages.len() > STAGES { " …" } else { "" };
    lines.push(t!(lang, "nudge-rule-stages", stages = format!("{shown}{more}")));
    if !nudges.off.is_empty() {
        lines.push(off(cx, nudges));
    }
    Ok(lines)
}

/// What holds for all stages.
fn limits(cx: &Cx<'_>, nudges: &Nudges) -> [String; 3] {
    let lang = cx.lang();
    let at = cx.calendar.opening().format("%H:%M").to_string();
    let days = nudges.days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" · ");
    // Where a series is over before that, the manager hears of it then.
    let times = i64::try_from(nudges.days.len()).unwrap_or(i64::MAX).saturating_add(1);
    let after = nudges.tell_after.min(times);
    let (hours, order_days) = (nudges.first_response, i64::from(nudges.order_days));
    [
        t!(lang, "nudge-rule-days", days = days, at = at),
        t!(lang, "nudge-rule-most", n = nudges.most, after = after),
        t!(lang, "nudge-rule-limits", hours = hours, days = order_days),
    ]
}

fn off(cx: &Cx<'_>, nudges: &Nudges) -> String {
    let lang = cx.lang();
    let name = |rule: &&str| show::word(lang, "nudge-name", rule);
    let off = NUDGES.iter().filter(|rule| nudges.off.contains(**rule)).map(name);
    let off = off.collect::<Vec<_>>().join(" · ");
    t!(lang, "nudge-rule-off", what = if off.is_empty() { "—" } else { &off })
}

/// The lines about what holds in place of something else.
pub(crate) fn changed(cx: &Cx<'_>, was: &Nudges, is: &Nudges) -> Vec<String> {
    let lines = limits(cx, is).into_iter().zip(limits(cx, was));
    let mut lines: Vec<String> =
        lines.filter(|(now, before)| now != before).map(|(now, _)| now).collect();
    if was.off != is.off {
        lines.push(off(cx, is));
    }
    if was.stages != is.stages {
        lines.push(t!(cx.lang(), "nudge-rule-by-stage"));
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
