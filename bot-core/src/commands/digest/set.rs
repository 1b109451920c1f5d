//! `/digest`: which digests one gets, and when; changed by one's own words.

use async_trait::async_trait;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::show::{KINDS, ShowDigest};
use super::when::{self, Wanted};
use super::write::{Reader, is_usual, spelled};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::rules::dry_run::ask_me;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::cron::CronProblem;
use crate::domain::digest::{CronText, DigestKind, DigestPlan, Rhythm};
use crate::domain::fold;
use crate::domain::ids::Instant;
use crate::domain::people::Person;
use crate::problem::Problem;
use crate::t;

/// What is to be different; what there is when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetDigest {
    /// «日报 8:00 工作日», «weekly off», «daily cron 0 7 * * 1-5».
    pub plan: Option<String>,
    /// True where it was said what that would have meant: what a button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

/// How many coming times are told.
const TIMES: usize = 3;
/// How far apart they are at least, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

impl Ask for SetDigest {
    const SPEC: Spec = Spec {
        name: "digest",
        aliases: &["简报", "简报设置"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("plan")],
        example: Both { zh: "简报 日报 8:00 工作日", en: "digest daily 8:00 workdays" },
    };
}

#[async_trait]
impl Run for SetDigest {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let words = fold::key(self.plan.as_deref().unwrap_or_default());
        if words.is_empty() {
            return Ok(overview(cx));
        }
        let lang = cx.lang();
        let (kind, wanted) = asked(cx, &words)?;
        let before = cx.me.digests.get(&kind).cloned().unwrap_or_default();
        let plan = planned(cx, kind, &before, wanted)?;
        let mut after = cx.me.clone();
        after.digests.insert(kind, plan.clone());
        let at_once = !self.sure && plan != before;
        if at_once
            && let Some(asked) = ask_me(cx, &after, &Self { sure: true, ..self.clone() }).await?
        {
            // What was understood is seen before it holds, too.
            let when = comes(cx, kind, &plan).then(|| times(cx, kind, &plan).join(" · "));
            let when = when.map(|times| t!(lang, "digest-would", times = times));
            let when = when.into_iter().chain(tells(cx, kind, &after));
            return Ok(when.fold(asked, Reply::text));
        }
        if plan != before {
            cx.save(Some(cx.me), &after).await?;
        }
        let name = show::word(lang, "digest-kind", kind.word());
        let reply = if comes(cx, kind, &plan) {
            let times = times(cx, kind, &plan).join(" · ");
            let reply = Reply::say(t!(lang, "digest-set", name = name, times = times));
            let reply = tells(cx, kind, &after).into_iter().fold(reply, Reply::text);
            if plan.only_if { reply.text(t!(lang, "digest-only-if")) } else { reply }
        } else {
            Reply::say(t!(lang, "digest-off", name = name))
        };
        let reply = if at_once { reply.text(t!(lang, "dry-run-same")) } else { reply };
        let look = Button::new(t!(lang, "digest-button-look"), &ShowDigest { kind: Some(kind) });
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(reply.row(if plan == before { vec![look] } else { vec![look, undo] }))
    }
}

/// The digest that words begin with, and what is said of it: 日报每天 8:30.
fn kind_of(words: &str) -> Option<(DigestKind, &str)> {
    KINDS.iter().find_map(|(key, both)| {
        let rest = [*key, both.zh, both.en].into_iter().find_map(|name| {
            let rest = words.strip_prefix(name)?;
            (!name.is_ascii() || !rest.starts_with(char::is_alphanumeric)).then_some(rest)
        })?;
        let kind = DigestKind::ALL.into_iter().find(|kind| kind.word() == *key)?;
        Some((kind, rest.trim()))
    })
}

/// The digest that is meant, and when it is to come. Who names none but says when means the one
/// that comes every working day.
fn asked(cx: &Cx<'_>, words: &str) -> Result<(DigestKind, Wanted), Problem> {
    let lang = cx.lang();
    let example = SetDigest::SPEC.example.in_lang(lang);
    let bad = |given: String| {
        Problem::tell(t!(lang, "digest-not-understood", given = given, example = example))
    };
    if let Some((kind, rest)) = kind_of(words) {
        let wanted = when::read(rest, kind == DigestKind::Monthly).map_err(bad)?;
        return Ok((kind, wanted));
    }
    let usual = if cx.may(Right::Audit) { DigestKind::Daily } else { DigestKind::Morning };
    let wanted = when::read(words, false).ok();
    let wanted = wanted.filter(|said| !said.times.is_empty() || said.days.is_some());
    wanted.map(|wanted| (usual, wanted)).ok_or_else(|| {
        let given = words.split_whitespace().next().unwrap_or_default();
        Problem::tell(t!(lang, "digest-which", given = given, example = example))
    })
}

/// Whether it comes to the asker at all.
fn comes(cx: &Cx<'_>, kind: DigestKind, plan: &DigestPlan) -> bool {
    plan.on.unwrap_or_else(|| is_usual(cx.org, cx.me, kind))
}

/// The next times at which it comes, on the asker's wall clock.
fn times(cx: &Cx<'_>, kind: DigestKind, plan: &DigestPlan) -> Vec<String> {
    let mut at: Instant = cx.now;
    let mut all = Vec::new();
    while let Some(next) = plan.next(kind, at, cx.zone(), cx.calendar).filter(|_| all.len() < TIMES)
    {
        all.push(cx.time(next));
        at = next;
    }
    all
}

/// Of which days the next one tells: those before the day on which it comes.
fn tells(cx: &Cx<'_>, kind: DigestKind, person: &Person) -> Option<String> {
    let plan = person.digests.get(&kind).cloned().unwrap_or_default();
    let is_chosen = kind != DigestKind::Morning && plan.rhythm.is_some() && comes(cx, kind, &plan);
    let due = plan.next(kind, cx.now, cx.zone(), cx.calendar).filter(|_| is_chosen)?;
    let (org, calendar) = (cx.org, cx.calendar);
    let reader = Reader { org, calendar, person, covers: false, due, told: None, now: due };
    let (lang, days) = (cx.lang(), reader.days(kind));
    let days = spelled(lang, days, cx.today());
    let text = t!(lang, "digest-tells", at = cx.time(due), days = days);
    let so_far = reader.today_so_far(kind).map(|_| t!(lang, "digest-tells-so-far"));
    let odd = kind == DigestKind::Monthly && !reader.is_whole(kind);
    let whole = odd.then(|| t!(lang, "digest-whole-month"));
    Some([Some(text), so_far, whole].into_iter().flatten().collect())
}

/// Every digest, and when it comes next.
fn overview(cx: &Cx<'_>) -> Reply {
    let lang = cx.lang();
    let lines = DigestKind::ALL.map(|kind| {
        let plan = cx.me.digests.get(&kind).cloned().unwrap_or_default();
        let name = show::word(lang, "digest-kind", kind.word());
        let next = times(cx, kind, &plan).into_iter().next();
        if let Some(next) = next.filter(|_| comes(cx, kind, &plan)) {
            t!(lang, "digest-line-on", name = name, next = next)
        } else {
            t!(lang, "digest-line-off", name = name)
        }
    });
    let example = SetDigest::SPEC.example.in_lang(lang);
    Reply::card(t!(lang, "digest-yours"))
        .bullets(lines)
        .text(t!(lang, "digest-how", example = example))
        .row(vec![Button::new(t!(lang, "digest-button-look"), &ShowDigest::default())])
}

/// The plan that is wanted in place of the one before.
fn planned(
    cx: &Cx<'_>,
    kind: DigestKind,
    before: &DigestPlan,
    wanted: Wanted,
) -> Result<DigestPlan, Problem> {
    let mut plan = before.clone();
    if wanted.usual {
        (plan.on, plan.rhythm, plan.only_if) = (None, None, false);
    }
    plan.on = wanted.on.or(plan.on);
    plan.only_if = wanted.only_if.unwrap_or(plan.only_if);
    if let Some(text) = wanted.cron {
        let cron: CronText = text.parse().map_err(|problem| bad_cron(cx, &text, &problem))?;
        plan.rhythm = Some(Rhythm::Cron(cron));
        plan.on = Some(true);
        let next = |at| plan.next(kind, at, cx.zone(), cx.calendar);
        let often = next(cx.now).and_then(|first| Some(next(first)?.0 - first.0 < HOUR));
        if often == Some(true) {
            return Err(Problem::tell(t!(cx.lang(), "digest-too-often")));
        }
        return Ok(plan);
    }
    if let [first, second, ..] = wanted.times.as_slice() {
        let (first, second) = (first.format("%H:%M"), second.format("%H:%M"));
        let (first, second) = (first.to_string(), second.to_string());
        let text = t!(cx.lang(), "digest-two-times", first = first, second = second);
        return Err(Problem::tell(text));
    }
    let time = wanted.times.first().copied();
    if time.is_some() || wanted.days.is_some() {
        let was = plan.rhythm.clone().filter(|rhythm| !matches!(rhythm, Rhythm::Cron(_)));
        let was = was.unwrap_or_else(|| kind.standard());
        plan.rhythm = Some(at_time(wanted.days.unwrap_or_else(|| was.clone()), time, &was));
        plan.on = Some(true);
    }
    Ok(plan)
}

fn time_in(rhythm: &Rhythm) -> Option<NaiveTime> {
    match rhythm {
        Rhythm::WorkingDays(time) | Rhythm::Weekly(_, time) | Rhythm::Monthly(_, time) => {
            Some(*time)
        }
        Rhythm::Cron(_) => None,
    }
}

fn at_time(days: Rhythm, time: Option<NaiveTime>, was: &Rhythm) -> Rhythm {
    let time = time.or_else(|| time_in(was)).unwrap_or(NaiveTime::MIN);
    match days {
        Rhythm::WorkingDays(_) => Rhythm::WorkingDays(time),
        Rhythm::Weekly(days, _) => Rhythm::Weekly(days, time),
        Rhythm::Monthly(day, _) => Rhythm::Monthly(day, time),
        cron @ Rhythm::Cron(_) => cron,
    }
}

/// What is wrong with a cron expression, and one that works.
fn bad_cron(cx: &Cx<'_>, given: &str, problem: &CronProblem) -> Problem {
    let lang = cx.lang();
    Problem::tell(match problem {
        CronProblem::Fields(n) => t!(lang, "cron-fields", given = given, n = *n),
        CronProblem::Part(field, part) => {
            let field = show::word(lang, "cron-field", field.word());
            t!(lang, "cron-part", field = field, part = part)
        }
        CronProblem::Never => t!(lang, "cron-never", given = given),
    })
}
