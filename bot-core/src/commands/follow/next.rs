//! The next step that words name: one is planned, of several the person chooses.

use super::add::{Follow, refuse_past};
use super::renewed::{offer_renewed, renews, repeats};
use super::show::{later_button, offer_next, planned_field};
use super::{On, plan};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::understand::next_step::{NextStep, Why, next_steps, unplanned};
use crate::chat::understand::when::find_moments;
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::domain::follow_up::{Due, FollowUp};
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// How many times are offered.
const MOST: usize = 5;
/// What the time of a need is for, and no step of ours: «下月要货».
const WANTED: &[&str] = &[
    "要货", "用货", "交货", "到货", "供货", "提货", "安装", "上线", "使用", "开业", "投产", "验收",
    "deliver", "install", "need", "arriv",
];

/// What is to be done, and when.
struct Step {
    due: Due,
    what: Option<String>,
    promise: bool,
}

/// Why nothing is planned though a time was named.
enum Unsettled {
    /// Several were.
    Several(Vec<Step>, Ref),
    /// The one that was is over, or no time.
    Missed(Missed),
}

/// A time that was named for the next step, and is none.
struct Missed {
    /// Its words.
    said: String,
    why: Why,
    /// What was to be done.
    what: Option<String>,
    on: Ref,
}

/// The next step as it was said, before anything of it is written.
#[derive(Default)]
pub(crate) struct Next {
    step: Option<Step>,
    unsettled: Option<Unsettled>,
    /// True where the words say nothing else.
    alone: bool,
}

/// What came of it.
pub(crate) struct Planned {
    /// What is to happen next, where that was named.
    pub next: Option<FollowUp>,
    /// The promises in whose place it may come.
    renews: Vec<FollowUp>,
    /// What is still to be chosen, or was said of a time at which nothing can be planned.
    unsettled: Option<Unsettled>,
}

impl Next {
    /// The next step by its name, `下次=`, else the one that the words of a report name.
    pub fn of(cx: &Cx<'_>, on: &On, due: Option<Due>, words: &str) -> Result<Self, Problem> {
        match due {
            Some(due) => {
                refuse_past(cx, due)?;
                Ok(Self { step: Some(Step { due, what: None, promise: false }), ..Self::default() })
            }
            None => Ok(Self::named(cx, on, words)),
        }
    }

    /// What is to be done next, in the words in which it was said.
    pub fn what(&self) -> Option<&str> {
        self.step.as_ref()?.what.as_deref()
    }

    /// The same for somebody new: of what the words say, most is what is wanted.
    pub fn of_new(
        cx: &Cx<'_>,
        on: &On,
        due: Option<Due>,
        words: &mut Option<String>,
    ) -> Result<Self, Problem> {
        let next = Self::of(cx, on, due, words.as_deref().unwrap_or_default())?;
        let what = next.step.as_ref().and_then(|step| step.what.as_deref()).unwrap_or_default();
        if due.is_none() && WANTED.iter().any(|word| what.contains(word)) {
            return Ok(Self::default());
        }
        if next.alone {
            *words = None;
        }
        Ok(next)
    }

    fn named(cx: &Cx<'_>, on: &On, words: &str) -> Self {
        let env = cx.env();
        let folded = Folded::of(words);
        let what = |range| Some(folded.words(range)).filter(|what: &String| !what.is_empty());
        let step = |next: NextStep| Step {
            due: env.due(next.moment),
            what: what(next.what),
            promise: next.promise,
        };
        let mut steps = next_steps(folded.text(), &env.here());
        if steps.len() > 1 {
            let steps = steps.into_iter().take(MOST).map(step).collect();
            let unsettled = Some(Unsettled::Several(steps, on.record()));
            return Self { unsettled, ..Self::default() };
        }
        if let Some(only) = steps.pop() {
            let text = folded.text();
            let alone = match find_moments(text, &env.here()).as_slice() {
                [moment] => {
                    let around = [&text[..moment.span.start], &text[moment.span.end..]].concat();
                    around.trim() == &text[only.what.clone()]
                }
                _ => false,
            };
            return Self { step: Some(step(only)), alone, unsettled: None };
        }
        let missed = unplanned(folded.text(), &env.here()).map(|found| Missed {
            said: folded.words(found.said),
            why: found.why,
            what: what(found.what),
            on: on.record(),
        });
        Self { unsettled: missed.map(Unsettled::Missed), ..Self::default() }
    }

    /// Writes it down.
    pub async fn plan(self, cx: &mut Cx<'_>, on: &On) -> Result<Planned, Problem> {
        let before = match &self.step {
            Some(Step { due, what: Some(what), promise: true }) => {
                repeats(cx, on, (what, *due)).await?
            }
            _ => None,
        };
        let next = match self.step {
            Some(_) if before.is_some() => before,
            Some(Step { due, what, promise }) => Some(plan(cx, on, due, what, promise).await?),
            None => None,
        };
        let renews = match &next {
            Some(next) => renews(cx, on, next).await?,
            None => Vec::new(),
        };
        Ok(Planned { next, renews, unsettled: self.unsettled })
    }
}

impl Planned {
    /// Says what is planned next, or asks.
    pub fn told(&self, cx: &Cx<'_>, reply: Reply) -> Reply {
        let reply = match &self.next {
            Some(next) => reply.fields([planned_field(cx, next)]),
            None => reply,
        };
        let reply = offer_renewed(cx, reply, &self.renews);
        match &self.unsettled {
            Some(unsettled) => unsettled.told(cx, reply),
            None => reply,
        }
    }

    /// Tells whether it is already asked which of several times the next step is at.
    pub fn asks(&self) -> bool {
        matches!(self.unsettled, Some(Unsettled::Several(..)))
    }

    /// Ends the answer: the step that is planned can be moved, and one that is not is offered.
    pub fn offered(&self, cx: &Cx<'_>, reply: Reply, on: Ref) -> Reply {
        match &self.next {
            Some(next) => reply.row(vec![later_button(cx.lang(), next)]),
            None if self.asks() => reply,
            None => offer_next(cx.lang(), reply, on),
        }
    }
}

impl Unsettled {
    /// Asks, or says why nothing is planned.
    fn told(&self, cx: &Cx<'_>, reply: Reply) -> Reply {
        match self {
            Self::Several(steps, on) => ask_which(cx, reply, steps, on),
            Self::Missed(missed) => missed.told(cx, reply),
        }
    }
}

/// Asks which step is meant. Different things that are to be done stand one below the other: each of
/// them may be tapped.
fn ask_which(cx: &Cx<'_>, reply: Reply, steps: &[Step], on: &Ref) -> Reply {
    let lang = cx.lang();
    let same = steps.iter().all(|step| step.what == steps[0].what);
    let button = |step: &Step| {
        let when = read::due(lang, step.due, cx.zone(), cx.now);
        let what = step.what.clone().unwrap_or_default();
        let label = if same { when } else { format!("{when} {}", show::short(&what, 16)) };
        let follow = Follow {
            when: Some(step.due),
            what: step.what.clone(),
            promise: step.promise,
            ..Follow::on(on.clone())
        };
        Button::new(label.trim_end(), &follow)
    };
    let reply = reply.text(t!(lang, "log-which-time"));
    let rows = steps.chunks(if same { 3 } else { 1 });
    rows.fold(reply, |reply, row| reply.row(row.iter().map(button).collect()))
}

impl Missed {
    /// Says for which time nothing was planned; a day of no year may be that of the next one.
    fn told(&self, cx: &Cx<'_>, reply: Reply) -> Reply {
        let (lang, said) = (cx.lang(), &self.said);
        match self.why {
            Why::Odd(odd) => {
                reply.text(t!(lang, "log-odd-time", said = said, why = show::odd(lang, odd)))
            }
            Why::Past(again) => {
                let reply = reply.text(t!(lang, "log-past-time", said = said));
                let Some(again) = again else {
                    return reply;
                };
                let follow = Follow {
                    when: Some(cx.env().due(again)),
                    what: self.what.clone(),
                    ..Follow::on(self.on.clone())
                };
                let label = read::day(lang, again.day(), cx.today());
                reply.row(vec![Button::new(label, &follow)])
            }
        }
    }
}
