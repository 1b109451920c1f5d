//! `/done`: closes a follow-up with what happened.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::drop::Drop;
use super::later::Later;
use super::show::{later_button, offer_next, then_next};
use super::undone::{Sounds, is_only_time, put_off_to, sounds, sounds_of_promise};
use super::{FOLLOW_UPS, On, find_open, named, tell_owner};
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::chat::understand::next_step::next_steps;
use crate::commands::log::{self, Report};
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::Way;
use crate::domain::fold::Folded;
use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::record::Record;
use crate::problem::{Problem, Question};
use crate::t;
use crate::text::read;

/// How much of an answer is repeated, in characters.
const SHOWN: usize = 24;

/// Which follow-up is done, and what happened.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    /// By its code, or by the record that it is on; the only one that is due when not said.
    pub follow_up: Option<Ref>,
    /// What happened.
    pub content: Option<String>,
    /// True to close it without a word: what a button carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub just: bool,
    /// True where words that sound as if it was not done mean that it was.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sure: bool,
}

impl Ask for Done {
    const SPEC: Spec = Spec {
        name: "done",
        aliases: &["完成", "已完成", "搞定", "finish", "complete"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[optional("follow_up", Take::Ref(FOLLOW_UPS), By::Shape), rest("content")],
        example: Both {
            zh: "完成 F-1 样品已送到，客户满意",
            en: "done F-1 samples delivered, they like them",
        },
    };
}

#[async_trait]
impl Run for Done {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find_open(cx, self.follow_up.as_ref()).await?;
        let content = self.content.filter(|content| !content.is_empty());
        if content.is_none() && !self.just {
            return Err(what_happened(cx, &before));
        }
        if let Some(content) = content.as_deref().filter(|_| !self.sure) {
            let sounds = if before.promise { sounds_of_promise(content) } else { sounds(content) };
            // «明天» alone says when it will be.
            let bare = is_only_time(cx, content);
            match if bare { Sounds::NotDone } else { sounds } {
                Sounds::Done => {}
                sounds => return Err(done_or_not(cx, &before, content, sounds)),
            }
        }
        let mut after = before.clone();
        after.end(FollowUpState::Done, cx.now);
        cx.save(Some(&before), &after).await?;
        tell_owner(cx, &after, content.as_deref()).await?;
        let on = On::of_follow_up(cx, &after).await?;
        let text = t!(lang, "follow-done", what = named(cx, &after));
        let mut reply = Reply::say(text);
        let mut planned = false;
        if let (Some(on), Some(content)) = (&on, content) {
            let way = way_of(cx, &content).or(after.way).unwrap_or(Way::Note);
            let report = Report::of(way, content);
            let written = log::write(cx, on, report).await?;
            planned = written.planned.next.is_some() || written.planned.asks();
            reply = log::told(cx, reply, &written);
            reply = log::offer_ending(cx, reply, on, &written.activity.content).await?;
        }
        if let (Some(on), false) = (&on, planned) {
            reply = offer_next(lang, reply.text(t!(lang, "follow-offer")), on.record());
        }
        then_next(cx, reply).await
    }
}

/// How people met, by the words for what came of it: what they only plan was not yet.
fn way_of(cx: &Cx<'_>, content: &str) -> Option<Way> {
    let mut over = Folded::of(content).text().to_owned();
    for step in next_steps(&over, &cx.env().here()).into_iter().rev() {
        over.replace_range(step.what, " ");
    }
    Way::said(&over)
}

/// Asks what happened; a button closes it without a word.
fn what_happened(cx: &Cx<'_>, follow_up: &FollowUp) -> Problem {
    let lang = cx.lang();
    let just = Done { follow_up: Some(Ref::code(follow_up.code())), just: true, ..Done::default() };
    let text = t!(lang, "follow-ask-content", what = named(cx, follow_up));
    let button = Button::new(t!(lang, "button-just-done"), &just);
    Problem::Ask(Box::new(Question::of(
        "content",
        Reply::new(ReplyKind::Ask, text).row(vec![button]),
    )))
}

/// Asks whether it was done all the same, where words do not sound like it. A time to come that they
/// name is where it can be moved in one tap.
fn done_or_not(cx: &Cx<'_>, before: &FollowUp, content: &str, sounds: Sounds) -> Problem {
    let (lang, code) = (cx.lang(), Some(Ref::code(before.code())));
    let sure = Done {
        follow_up: code.clone(),
        content: Some(content.to_owned()),
        sure: true,
        ..Done::default()
    };
    let what = named(cx, before);
    let text = if sounds == Sounds::Else {
        t!(lang, "done-or-else", said = show::short(content, SHOWN), what = what)
    } else {
        t!(lang, "done-or-not", what = what)
    };
    let mut reply = Reply::new(ReplyKind::Ask, text);
    if let Some(moment) = put_off_to(cx, content) {
        let due = cx.env().due(moment);
        let to = Later { follow_up: code.clone(), when: Some(due), ..Later::default() };
        let when = read::due(lang, due, cx.zone(), cx.now);
        reply = reply.row(vec![Button::new(t!(lang, "button-later-to", when = when), &to)]);
    }
    let reply = reply.row(vec![
        later_button(lang, before),
        Button::new(t!(lang, "button-drop"), &Drop { follow_up: code.clone() }),
        Button::new(t!(lang, "button-done-all-the-same"), &sure),
    ]);
    // What is said next may be what came of it.
    let draft = Some(Asked::of(&Done { follow_up: code, ..Done::default() }));
    Problem::Ask(Box::new(Question { field: "content".to_owned(), reply, draft }))
}
