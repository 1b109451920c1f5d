//! Before a setting changes what people are sent: what the last seven days would have been like with
//! it, and a button that does it. Where they would have been the same nothing is asked.

use std::borrow::Cow;

use super::rehearsal;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Effect};
use crate::commands::{Cx, show};
use crate::domain::people::Person;
use crate::domain::settings::Settings;
use crate::domain::trial::{Played, Trial};
use crate::problem::Problem;
use crate::t;

/// How many people are named.
const PEOPLE: usize = 5;

/// The last days as they were under the rules that hold, and as they would have been.
pub(crate) struct Compared<'a>(Cow<'a, Played>);

/// Plays the last days with the org's rules as they are and as they are to be.
pub(crate) async fn compare<'a>(
    cx: &mut Cx<'a>,
    after: &Settings,
) -> Result<Compared<'a>, Problem> {
    Ok(Compared(play(cx, after, None).await?))
}

/// What writes waits for nobody, and nobody for it: the days are played before it begins.
async fn play<'a>(
    cx: &mut Cx<'a>,
    after: &Settings,
    person: Option<Person>,
) -> Result<Cow<'a, Played>, Problem> {
    let (org, before, after) = (cx.org.clone(), cx.settings.clone(), after.clone());
    let trial = Trial { org, before, after, person };
    match cx.played {
        Some((same, played)) if *same == trial => Ok(Cow::Borrowed(played)),
        _ if cx.spec.effect == Effect::Reads => {
            Ok(Cow::Owned(rehearsal::play(&trial, cx.tx, cx.now).await?))
        }
        _ => Err(Problem::Beforehand(Box::new(trial))),
    }
}

impl Compared<'_> {
    /// Tells whether anybody would have got something else, or at another time.
    pub fn differs(&self) -> bool {
        !self.0.after.is_like(&self.0.before)
    }

    /// How many reminders there would have been, in a sentence.
    pub fn title(&self, cx: &Cx<'_>) -> String {
        let (n, sent) = (self.0.after.reminders.len(), self.0.sent);
        t!(cx.lang(), "nudge-rehearsal", n = n, sent = sent)
    }

    /// What else there is to say of it.
    pub fn lines(&self, cx: &Cx<'_>) -> Vec<String> {
        let lang = cx.lang();
        let Played { before, after, people, whole, .. } = self.0.as_ref();
        let mut told = Vec::new();
        // What was sent differs from what these rules make of it: they were not always so.
        let now = i64::try_from(before.reminders.len()).unwrap_or(i64::MAX);
        told.extend((now != self.0.sent).then(|| t!(lang, "dry-run-now", n = now)));
        let kinds = after.rules.iter().map(|(rule, n)| {
            let name = show::word(lang, "nudge-name", rule);
            format!("{name} {n}")
        });
        let kinds: Vec<String> = kinds.collect();
        let kinds = (!kinds.is_empty()).then(|| kinds.join(" · "));
        told.extend(kinds.map(|list| t!(lang, "nudge-by-kind", list = list)));
        let people: Vec<String> = people.iter().map(|(name, n)| format!("{name} {n}")).collect();
        let named = people.iter().take(PEOPLE).cloned().collect::<Vec<_>>().join(" · ");
        told.extend((!people.is_empty()).then(|| t!(lang, "nudge-by-person", list = named)));
        let more = people.len().saturating_sub(PEOPLE);
        told.extend((more > 0).then(|| t!(lang, "nudge-more-people", n = more)));
        let moved = after.moved(before);
        told.extend((moved > 0).then(|| t!(lang, "dry-run-moved", n = moved)));
        let others = after.digests != before.digests;
        let (n, before) = (after.digests.len(), before.digests.len());
        told.extend(others.then(|| t!(lang, "dry-run-digests", n = n, before = before)));
        told.extend((!whole).then(|| t!(lang, "nudge-not-whole")));
        told
    }

    /// The question whether it is to be so; none where nothing would have been otherwise.
    pub fn ask(&self, cx: &Cx<'_>, sure: &impl Ask) -> Option<Reply> {
        self.differs().then(|| self.question(cx, sure))
    }

    /// The question, also where nothing would have been otherwise.
    pub fn question(&self, cx: &Cx<'_>, sure: &impl Ask) -> Reply {
        let reply = Reply::new(ReplyKind::Ask, self.title(cx)).bullets(self.lines(cx));
        reply.row(vec![yes(cx, sure)])
    }
}

/// The same of what the asker alone gets, with other habits.
pub(crate) async fn ask_me(
    cx: &mut Cx<'_>,
    after: &Person,
    sure: &impl Ask,
) -> Result<Option<Reply>, Problem> {
    let me = cx.me.person_id();
    let played = play(cx, cx.settings, Some(after.clone())).await?;
    let (was, is) = (played.before.of(me), played.after.of(me));
    if is.is_like(&was) {
        return Ok(None);
    }
    let text = t!(
        cx.lang(),
        "dry-run-mine",
        n = is.reminders.len(),
        digests = is.digests.len(),
        n_before = was.reminders.len(),
        digests_before = was.digests.len()
    );
    let moved = is.moved(&was);
    let moved = (moved > 0).then(|| t!(cx.lang(), "dry-run-moved", n = moved));
    let reply = Reply::new(ReplyKind::Ask, text).bullets(moved);
    Ok(Some(reply.row(vec![yes(cx, sure)])))
}

/// What a leave in the last days would have meant: who would have got the asker's reminders. None
/// where there were none.
pub(crate) async fn leave_would_have(
    cx: &mut Cx<'_>,
    cover: Option<&Person>,
) -> Result<Option<String>, Problem> {
    let here = Person { leave: None, cover: None, cover_until: None, ..cx.me.clone() };
    let week = play(cx, cx.settings, Some(here)).await?.after.of(cx.me.person_id());
    let (n, digests) = (week.reminders.len(), week.digests.len());
    Ok((n + digests > 0).then(|| {
        if let Some(cover) = cover {
            t!(cx.lang(), "dry-run-covered", n = n, digests = digests, who = &cover.name)
        } else {
            t!(cx.lang(), "dry-run-away", n = n, digests = digests)
        }
    }))
}

/// The button that does it.
pub(crate) fn yes(cx: &Cx<'_>, sure: &impl Ask) -> Button {
    Button::new(t!(cx.lang(), "nudge-button-sure"), sure)
}
