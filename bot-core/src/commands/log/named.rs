//! The next step that a report names: one is planned, of several the person chooses.

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply};
use crate::chat::understand::next_step::{NextStep, Why, next_steps, unplanned};
use crate::commands::follow::On;
use crate::commands::follow::add::Follow;
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::domain::follow_up::Due;
use crate::t;
use crate::text::read;

/// How many times are offered.
const MOST: usize = 5;

/// What is to be done, and when.
pub(super) struct Step {
    pub due: Due,
    pub what: Option<String>,
}

/// Why nothing is planned though a time was named.
pub(super) enum Unsettled {
    /// Several were.
    Several(Vec<Step>, Ref),
    /// The one that was is over, or no time.
    Missed(Missed),
}

/// A time that was named for the next step, and is none.
pub(super) struct Missed {
    /// Its words.
    said: String,
    why: Why,
    /// What was to be done.
    what: Option<String>,
    on: Ref,
}

/// The next step that the words name, or what is to be said of it.
pub(super) fn named_step(cx: &Cx<'_>, on: &On, content: &str) -> (Option<Step>, Option<Unsettled>) {
    let env = cx.env();
    let folded = Folded::of(content);
    let what = |range| Some(folded.words(range)).filter(|what: &String| !what.is_empty());
    let step = |next: NextStep| Step { due: env.due(next.moment), what: what(next.what) };
    let mut steps = next_steps(folded.text(), &env.here());
    if steps.len() > 1 {
        let steps = steps.into_iter().take(MOST).map(step).collect();
        return (None, Some(Unsettled::Several(steps, on.record())));
    }
    if let Some(only) = steps.pop() {
        return (Some(step(only)), None);
    }
    let missed = unplanned(folded.text(), &env.here()).map(|found| Missed {
        said: folded.words(found.said),
        why: found.why,
        what: what(found.what),
        on: on.record(),
    });
    (None, missed.map(Unsettled::Missed))
}

impl Unsettled {
    /// Asks, or says why nothing is planned.
    pub fn told(&self, cx: &Cx<'_>, reply: Reply) -> Reply {
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
        let follow =
            Follow { when: Some(step.due), what: step.what.clone(), ..Follow::on(on.clone()) };
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
