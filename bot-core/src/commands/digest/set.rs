//! `/digest`: which digests one gets, and when; changed by one's own words.

use async_trait::async_trait;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::show::{KINDS, ShowDigest};
use super::write::is_usual;
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::find_record::same;
use crate::commands::rules::dry_run::ask_me;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::cron::CronProblem;
use crate::domain::digest::{CronText, DigestKind, DigestPlan, Rhythm};
use crate::domain::fold;
use crate::domain::ids::Instant;
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
const ON: [&str; 4] = ["on", "开", "打开", "开启"];
const OFF: [&str; 5] = ["off", "关", "关闭", "关掉", "不要"];
const USUAL: [&str; 3] = ["default", "默认", "usual"];
const ONLY_IF: [&str; 4] = ["有事才发", "有内容才发", "only-if-something", "only-if"];
const ALWAYS: [&str; 3] = ["总是发", "没事也发", "always"];
const WORKING: [&str; 4] = ["工作日", "每个工作日", "workdays", "working-days"];
const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "mon"),
    ("周二", "tue"),
    ("周三", "wed"),
    ("周四", "thu"),
    ("周五", "fri"),
    ("周六", "sat"),
    ("周日", "sun"),
];
const EVERY: [&str; 4] = ["每天", "everyday", "every-day", "天天"];

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
        let words = plain(&words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let Some((&first, rest)) = words.split_first() else {
            return Ok(overview(cx));
        };
        let lang = cx.lang();
        let kind = kind_of(first).ok_or_else(|| {
            let example = Self::SPEC.example.in_lang(lang);
            Problem::tell(t!(lang, "digest-which", given = first, example = example))
        })?;
        let before = cx.me.digests.get(&kind).cloned().unwrap_or_default();
        let plan = read(cx, kind, &before, rest)?;
        let mut after = cx.me.clone();
        after.digests.insert(kind, plan.clone());
        if !self.sure
            && let Some(asked) = ask_me(cx, &after, &Self { sure: true, ..self.clone() }).await?
        {
            return Ok(asked);
        }
        if plan != before {
            cx.save(Some(cx.me), &after).await?;
        }
        let name = show::word(lang, "digest-kind", kind.word());
        let reply = if comes(cx, kind, &plan) {
            let times = times(cx, kind, &plan).join(" · ");
            let reply = Reply::say(t!(lang, "digest-set", name = name, times = times));
            if plan.only_if { reply.text(t!(lang, "digest-only-if")) } else { reply }
        } else {
            Reply::say(t!(lang, "digest-off", name = name))
        };
        let look = Button::new(t!(lang, "digest-button-look"), &ShowDigest { kind: Some(kind) });
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(reply.row(if plan == before { vec![look] } else { vec![look, undo] }))
    }
}

/// The words without those that say nothing by themselves: `every working day at 8:30`.
fn plain(words: &str) -> String {
    let mut plain = format!(" {words} ");
    for (said, meant) in [
        (" working days ", " workdays "),
        (" working day ", " workdays "),
        (" workday ", " workdays "),
        (" weekdays ", " workdays "),
        (" weekday ", " workdays "),
        (" every day ", " everyday "),
        (" every ", " "),
        (" each ", " "),
        (" at ", " "),
    ] {
        plain = plain.replace(said, meant);
    }
    plain
}

fn kind_of(word: &str) -> Option<DigestKind> {
    let found = KINDS.iter().find(|(key, both)| [*key, both.zh, both.en].contains(&word))?;
    DigestKind::ALL.into_iter().find(|kind| kind.word() == found.0)
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

/// The plan that the words make of the one before.
fn read(
    cx: &Cx<'_>,
    kind: DigestKind,
    before: &DigestPlan,
    words: &[&str],
) -> Result<DigestPlan, Problem> {
    let mut plan = before.clone();
    let mut time: Option<NaiveTime> = None;
    let mut days: Option<Rhythm> = None;
    let mut at = 0;
    let is = |list: &[&str], word: &str| list.iter().any(|one| same(one, word));
    while let Some(word) = words.get(at).copied() {
        let left = &words[at..];
        at += 1;
        if is(&ON, word) {
            plan.on = Some(true);
        } else if is(&OFF, word) {
            plan.on = Some(false);
        } else if is(&USUAL, word) {
            (plan.on, plan.rhythm, plan.only_if) = (None, None, false);
        } else if is(&ONLY_IF, word) {
            plan.only_if = true;
        } else if is(&ALWAYS, word) {
            plan.only_if = false;
        } else if let Some(said) = time_of(word) {
            time = Some(said);
        } else if let Some(said) = days_of(word, days.as_ref()) {
            days = Some(said);
        } else if word == "cron" || left.len() == 5 {
            let text = if word == "cron" { &left[1..] } else { left };
            let cron: CronText = text
                .join(" ")
                .parse()
                .map_err(|problem| bad_cron(cx, &text.join(" "), &problem))?;
            plan.rhythm = Some(Rhythm::Cron(cron));
            plan.on = Some(true);
            at = words.len();
            let next = |at| plan.next(kind, at, cx.zone(), cx.calendar);
            let often = next(cx.now).and_then(|first| Some(next(first)?.0 - first.0 < HOUR));
            if often == Some(true) {
                return Err(Problem::tell(t!(cx.lang(), "digest-too-often")));
            }
        } else {
            let example = SetDigest::SPEC.example.in_lang(cx.lang());
            let text = t!(cx.lang(), "digest-not-understood", given = word, example = example);
            return Err(Problem::tell(text));
        }
    }
    if time.is_some() || days.is_some() {
        let was = plan.rhythm.clone().filter(|rhythm| !matches!(rhythm, Rhythm::Cron(_)));
        let was = was.unwrap_or_else(|| kind.standard());
        plan.rhythm = Some(at_time(days.unwrap_or_else(|| was.clone()), time, &was));
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

/// A time of the day: 8:30, 8点半, 8am.
pub(crate) fn time_of(word: &str) -> Option<NaiveTime> {
    let number = |text: &str| -> Option<u32> {
        let digits = !text.is_empty() && text.len() <= 2;
        text.parse().ok().filter(|_| digits && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let (hour, minute) = if let Some((hour, minute)) = word.split_once(':') {
        let (minute, noon) = match (minute.strip_suffix("am"), minute.strip_suffix("pm")) {
            (Some(minute), _) => (minute, Some(0)),
            (_, Some(minute)) => (minute, Some(12)),
            _ => (minute, None),
        };
        let hour = number(hour)?;
        (noon.map_or(hour, |noon| hour % 12 + noon), number(minute)?)
    } else if let Some(hour) = word.strip_suffix("点半") {
        (number(hour)?, 30)
    } else if let Some(hour) = word.strip_suffix('点').or_else(|| word.strip_suffix("am")) {
        (number(hour)?, 0)
    } else if let Some(hour) = word.strip_suffix("pm") {
        (number(hour)? % 12 + 12, 0)
    } else {
        return None;
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Days as people say them, together with those said before.
fn days_of(word: &str, before: Option<&Rhythm>) -> Option<Rhythm> {
    let time = NaiveTime::MIN;
    if WORKING.contains(&word) {
        return Some(Rhythm::WorkingDays(time));
    }
    if EVERY.contains(&word) {
        return Some(Rhythm::Weekly((1..=7).collect(), time));
    }
    let month = word.strip_suffix('号').or_else(|| word.strip_suffix("日"));
    let month =
        month.or_else(|| ["st", "nd", "rd", "th"].iter().find_map(|e| word.strip_suffix(e)));
    if let Some(day) = month.and_then(|day| day.parse::<u32>().ok()) {
        return (1..=31).contains(&day).then_some(Rhythm::Monthly(day, time));
    }
    let named = |(zh, en): &(&str, &str)| word == *zh || word.starts_with(en);
    let day = WEEKDAYS.iter().position(named)?;
    let mut days = match before {
        Some(Rhythm::Weekly(days, _)) => days.clone(),
        _ => Vec::new(),
    };
    days.push(u32::try_from(day).ok()? + 1);
    days.sort_unstable();
    days.dedup();
    Some(Rhythm::Weekly(days, time))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_days_are_read_as_people_say_them() {
        let time = |h, m| NaiveTime::from_hms_opt(h, m, 0);
        for (word, expected) in [
            ("8:30", time(8, 30)),
            ("8点半", time(8, 30)),
            ("18点", time(18, 0)),
            ("5pm", time(17, 0)),
            ("12pm", time(12, 0)),
            ("25:00", None),
            ("0", None),
            ("8:300", None),
        ] {
            assert_eq!(time_of(word), expected, "{word}");
        }
        let monday = days_of("周一", None);
        assert_eq!(
            days_of("thursday", monday.as_ref()),
            Some(Rhythm::Weekly(vec![1, 4], NaiveTime::MIN))
        );
        assert_eq!(days_of("32号", None), None);
    }
}
