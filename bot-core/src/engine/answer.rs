//! Runs what was planned and commits what came of it.

use serde_json::json;

use crate::chat::dialog::{Dialog, Talk};
use crate::chat::incoming::{Fate, Incoming, What};
use crate::chat::reply::{Asked, How, Reply, ReplyKind, Token};
use crate::chat::spec::{Ask as _, Effect, Spec, Take};
use crate::commands::find::bring::BringFile;
use crate::commands::find::history::changed_before;
use crate::commands::owners::not_allowed;
use crate::commands::talk::lang::SetLang;
use crate::commands::talk::undo::Undo;
use crate::commands::{self, Again, Cx, log};
use crate::domain::access::Right;
use crate::domain::ids::{Code, Kind};
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::store::{Claimed, Known, NewReply, Noted, Unit};
use crate::t;

use super::Engine;
use super::asking::{
    Asking, close_what_is_over, goes_on, goes_on_with, is_answer, offers_to_go_on,
};
use super::brought::{came_along, files_of, not_all, not_kept};
use super::cards;
use super::lack::{self, lacking};
use super::onward::onward;
use super::plan::{Plan, Run, plan, ready};

/// What came of a message: what to say, and what the conversation remembers.
pub(super) struct Answer {
    pub(super) reply: Option<Reply>,
    pub(super) notices: Vec<NewReply>,
    pub(super) talk: Talk,
    /// Records of others whose contact data it shows.
    pub(super) looks: Vec<Noted>,
    /// True when what came along with the words is kept where it belongs.
    pub(super) kept: bool,
    /// The record whose card it is.
    pub(super) card: Option<Code>,
}

impl Engine {
    /// Works on a message of somebody we know.
    pub(super) async fn known(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        known: Known,
    ) -> Result<(), Problem> {
        let mut look = self.store.look(self.origin(claimed, Some(&known))).await?;
        let mut talk = known.talk.clone();
        let nothing = Asked { command: "help".to_owned(), args: serde_json::Map::new() };
        let offered;
        let planned = {
            let mut cx = self.cx(&mut look, claimed, &known, incoming, &mut talk, &nothing);
            let planned = plan(&mut cx, incoming).await?;
            let planned = match right_missing(&known, &planned) {
                Some(right) => Plan::Say(not_allowed(&mut cx, right).await?),
                None => planned,
            };
            offered = match &planned {
                Plan::Lack(asked, lack) => lack::offered(&mut cx, asked, lack).await?,
                _ => Vec::new(),
            };
            planned
        };
        match planned {
            Plan::Run(run) => self.run(look, claimed, incoming, &known, run).await,
            mut other => {
                // What is asked about first takes the file along, if that will be its place.
                let mut kept = false;
                let files = files_of(incoming);
                if let Plan::Lack(asked, _) = &mut other
                    && !files.is_empty()
                    && takes_files(asked)
                {
                    asked.args.insert("files".to_owned(), json!(files));
                    kept = true;
                }
                look.rollback().await;
                let reply = match other {
                    Plan::Lack(asked, lack) => {
                        let asking =
                            Asking { known: &known, chat: &incoming.chat, now: self.clock.now() };
                        lacking(&asking, &mut talk, &asked, &lack, &offered)
                    }
                    Plan::Say(reply) => Some(onward(&known, &incoming.chat, "", reply)),
                    Plan::Run(_) | Plan::Nothing => None,
                };
                talk.undone = talk.undone.filter(|_| reply.is_none());
                let kept = kept || matches!(incoming.what, What::Thing(_));
                let answer = Answer { talk, kept, ..Answer::of(reply, &known) };
                self.finish(claimed, incoming, &known, answer).await
            }
        }
    }

    pub(super) fn cx<'a>(
        &'a self,
        unit: &'a mut Box<dyn Unit>,
        claimed: &Claimed,
        known: &'a Known,
        incoming: &'a Incoming,
        talk: &'a mut Talk,
        asked: &'a Asked,
    ) -> Cx<'a> {
        let spec = commands::entry(&asked.command).map_or(&commands::ALL[0], |e| e).spec;
        unit.tx().on_behalf_of(spec.name);
        Cx {
            tx: unit.tx(),
            org: &known.org,
            me: &known.person,
            covers: known.covers,
            shares: known.shares,
            now: self.clock.now(),
            chat: &incoming.chat,
            message: incoming.message.as_ref(),
            talk,
            spec,
            asked,
            change: claimed.id,
            settings: &known.settings,
            calendar: &known.calendar,
            notices: Vec::new(),
            looks: Vec::new(),
            made: Vec::new(),
            changed: Vec::new(),
            changed_again: Vec::new(),
            again: Again::default(),
            played: known.played.as_deref(),
        }
    }

    /// Runs a command: a reading one on the transaction that only looks, a writing one on its own.
    async fn run(
        &self,
        look: Box<dyn Unit>,
        claimed: &Claimed,
        incoming: &Incoming,
        known: &Known,
        mut run: Run,
    ) -> Result<(), Problem> {
        if run.asked.command == "more"
            && let Some(next) = &known.talk.more
        {
            run.asked = next.clone();
        }
        let Some(entry) = commands::entry(&run.asked.command) else {
            return Err(Problem::Broken(format!("no command {}", run.asked.command)));
        };
        if let Some(reply) = repeated(known, entry.spec, &run) {
            look.rollback().await;
            let answer = Answer::of(Some(reply), known);
            return self.finish(claimed, incoming, known, answer).await;
        }
        let writes = entry.spec.effect != Effect::Reads;
        let files = if writes { files_of(incoming) } else { &[] };
        let mut kept = !files.is_empty() && takes_files(&run.asked);
        if kept {
            run.asked.args.entry("files").or_insert_with(|| json!(files));
        }
        kept |= entry.spec.name == BringFile::SPEC.name;
        let mut talk = known.talk.clone();
        let mut again = None;
        let mut unit = if writes {
            look.rollback().await;
            again = self.in_other_words(claimed, incoming, known, &mut talk, &run).await?;
            self.store.work(claimed, self.origin(claimed, Some(known))).await?
        } else {
            look
        };
        let settles = talk.dialog.as_ref().is_some_and(|dialog| is_answer(dialog, &run));
        talk.dialog = talk.dialog.filter(|_| !settles);
        if entry.spec.name != Undo::SPEC.name {
            talk.undone = None;
        }
        let (outcome, mut notices, mut looks, op, cards, next) = {
            let mut cx = self.cx(&mut unit, claimed, known, incoming, &mut talk, &run.asked);
            let mut outcome = entry.run(run.asked.args.clone(), &mut cx).await;
            let mut next = None;
            if let Ok(mut reply) = outcome {
                if writes {
                    close_what_is_over(&mut cx).await?;
                    reply = changed_before(&mut cx, reply).await?;
                    next = goes_on(&cx);
                    if let Some(asked) = next.as_ref().filter(|_| !is_asked_for(known, &run)) {
                        reply = offers_to_go_on(&cx, reply, asked);
                    }
                }
                if !writes
                    && let Some(asked) = reply.about.and_then(|shown| goes_on_with(&cx, shown))
                {
                    reply = offers_to_go_on(&cx, reply, &asked);
                }
                if let Some(aside) = &run.aside {
                    reply = reply.text(aside);
                }
                cx.tell_of_looks().await?;
                reply.about = reply.about.or_else(|| about(&cx));
                if let Some(code) = reply.about.filter(|_| !kept && !files.is_empty()) {
                    kept = log::beside(&mut cx, code, files).await?;
                    if kept {
                        reply = reply.text(t!(cx.lang(), "file-kept", n = files.len()));
                    }
                }
                outcome = Ok(reply);
            }
            let (notices, looks) = (std::mem::take(&mut cx.notices), std::mem::take(&mut cx.looks));
            let op = cx.spec.name;
            let cards = match &outcome {
                Ok(reply) if writes && self.shows_anew(claimed) => {
                    cards::refreshed(&mut cx, incoming, reply).await?
                }
                _ => Vec::new(),
            };
            let next = next.filter(|_| is_asked_for(known, &run));
            (outcome, notices, looks, op, cards, next)
        };
        let (outcome, op) = match (outcome, next) {
            (Ok(first), Some(next)) => {
                talk.dialog = None;
                let mut cx = self.cx(&mut unit, claimed, known, incoming, &mut talk, &next);
                let Some(reply) = then(&mut cx, first).await? else {
                    unit.rollback().await;
                    let look = self.store.look(self.origin(claimed, Some(known))).await?;
                    let run = Run { alone: true, ..run };
                    return Box::pin(self.run(look, claimed, incoming, known, run)).await;
                };
                notices.append(&mut cx.notices);
                looks.append(&mut cx.looks);
                (Ok(reply), cx.spec.name)
            }
            (outcome, _) => (outcome, op),
        };
        let now = self.clock.now();
        let (reply, notices, looks, wrote) = match outcome {
            Ok(reply) => (reply, [notices, cards].concat(), looks, true),
            Err(Problem::Tell(reply)) => (*reply, Vec::new(), Vec::new(), false),
            Err(Problem::Ask(mut question)) => {
                if let Some(button) = run.offer.take() {
                    question.reply.rows.push(vec![button]);
                }
                let asking = Asking { known, chat: &incoming.chat, now };
                let reply = asking.ask(&mut talk, &run.asked, op, *question);
                if let Some(code) = talk.dialog.as_ref().and_then(Dialog::about) {
                    talk.subject = Some((code, now));
                    talk.settled = talk.subject;
                }
                (reply, Vec::new(), Vec::new(), false)
            }
            Err(problem) => {
                unit.rollback().await;
                return Err(problem);
            }
        };
        if let Some(code) = reply.about.filter(|_| wrote) {
            talk.subject = Some((code, now));
            if settles {
                talk.settled = talk.subject;
            }
        }
        let card = reply.about.filter(|code| cards::is_card(op, *code, &reply) && wrote);
        let reply = onward(known, &incoming.chat, op, reply);
        let reply = Asking { known, chat: &incoming.chat, now }.parked(&mut talk, reply);
        let reply = match again {
            Some(question) => reply.followed_by(question),
            None => reply,
        };
        let kept = kept && wrote;
        let reply = Some(in_place(reply, incoming));
        let answer = Answer { reply, notices, talk, looks, kept, card };
        if writes && wrote {
            if let Some((token, row)) = &run.press {
                use_up(unit.as_mut(), *token, row).await?;
            }
            self.put(unit.as_mut(), incoming, known, answer).await?;
            return Ok(unit.commit().await?);
        }
        unit.rollback().await;
        self.finish(claimed, incoming, known, answer).await
    }

    fn shows_anew(&self, claimed: &Claimed) -> bool {
        let source = claimed.line.source();
        self.channels.all().iter().any(|one| one.source() == source && one.shows_anew())
    }

    /// Puts the open question again in the language that somebody is about to choose.
    async fn in_other_words(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        known: &Known,
        talk: &mut Talk,
        run: &Run,
    ) -> Result<Option<Reply>, Problem> {
        let chosen = run.asked.args.get("lang").filter(|_| run.asked.command == SetLang::SPEC.name);
        let lang = chosen.and_then(|lang| serde_json::from_value::<Lang>(lang.clone()).ok());
        let (now, dialog) = (self.clock.now(), talk.open_dialog(self.clock.now()).cloned());
        let (Some(lang), Some(dialog)) = (lang, dialog) else { return Ok(None) };
        let Some(entry) = commands::entry(&dialog.draft.command) else { return Ok(None) };
        if lang == known.person.lang || is_answer(&dialog, run) {
            return Ok(None);
        }
        let mut known = known.clone();
        known.person.lang = lang;
        let asking = Asking { known: &known, chat: &incoming.chat, now };
        match ready(dialog.draft.clone(), entry.spec) {
            Plan::Lack(asked, lack) => Ok(lacking(&asking, talk, &asked, &lack, &[])),
            Plan::Run(again) => {
                // What the command asks is all that is wanted of it.
                let mut unit = self.store.work(claimed, self.origin(claimed, Some(&known))).await?;
                let mut aside = talk.clone();
                let outcome = {
                    let asked = &again.asked;
                    let mut cx = self.cx(&mut unit, claimed, &known, incoming, &mut aside, asked);
                    entry.run(asked.args.clone(), &mut cx).await
                };
                unit.rollback().await;
                Ok(match outcome {
                    Err(Problem::Ask(question)) => {
                        Some(asking.ask(talk, &again.asked, &dialog.op, *question))
                    }
                    _ => None,
                })
            }
            Plan::Say(_) | Plan::Nothing => Ok(None),
        }
    }

    /// Commits an answer that changes no records.
    pub(super) async fn finish(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        known: &Known,
        answer: Answer,
    ) -> Result<(), Problem> {
        let mut unit = self.store.work(claimed, self.origin(claimed, Some(known))).await?;
        self.put(unit.as_mut(), incoming, known, answer).await?;
        Ok(unit.commit().await?)
    }

    /// Puts replies and the conversation's memory into the transaction.
    pub(super) async fn put(
        &self,
        unit: &mut dyn Unit,
        incoming: &Incoming,
        known: &Known,
        answer: Answer,
    ) -> Result<(), Problem> {
        let person = known.person.person_id();
        let id = commands::new_id(self.clock.now());
        let mut talk = answer.talk;
        if let Some(reply) = &answer.reply {
            cards::note(&mut talk, (id, reply), answer.card, self.clock.now());
        }
        if talk.dialog != known.talk.dialog
            && let Some(dialog) = &mut talk.dialog
        {
            dialog.told.push(id);
        }
        if talk != known.talk {
            unit.tx().save_talk(person, &incoming.chat.address, &talk).await?;
        }
        if let Some(mut reply) = answer.reply {
            if let Some(not) = not_all(known.person.lang, incoming) {
                reply = reply.text(not);
            }
            if came_along(incoming) && !answer.kept && !incoming.chat.group {
                reply = reply.text(left_aside(known.person.lang, incoming));
            }
            if incoming.chat.group {
                reply.mask();
            } else {
                reply.unmask_buttons();
            }
            reply.answers = incoming.to_name().cloned();
            let chat = incoming.chat.address.clone();
            unit.tx().send(NewReply { id, chat, person: Some(person), reply }).await?;
        }
        unit.tx().note_looks(&answer.looks).await?;
        for notice in answer.notices {
            unit.tx().send(notice).await?;
        }
        Ok(())
    }
}

/// Tells whether somebody wrote down with a press who or what a question waits for.
fn is_asked_for(known: &Known, run: &Run) -> bool {
    let open = known.talk.dialog.as_ref();
    let told = open.map_or(&[][..], |dialog| &dialog.told);
    !run.alone && run.press.as_ref().is_some_and(|(token, _)| told.contains(&token.message))
}

/// Does what has waited for a record as soon as that is there, and says both; none where it asks for
/// more, or does not go.
async fn then(cx: &mut Cx<'_>, first: Reply) -> Result<Option<Reply>, Problem> {
    let Some(entry) = commands::entry(&cx.asked.command) else { return Ok(None) };
    let mut reply = match entry.run(cx.asked.args.clone(), cx).await {
        Ok(second) => Reply { rows: Vec::new(), ..first }.followed_by(second),
        Err(Problem::Tell(_) | Problem::Ask(_)) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    cx.tell_of_looks().await?;
    reply.about = reply.about.or_else(|| about(cx));
    Ok(Some(reply))
}

/// Tells whether a command puts files on what it writes down.
fn takes_files(asked: &Asked) -> bool {
    const WAYS: [&str; 6] =
        ["log call", "log message", "log email", "log meeting", "log visit", "log note"];
    WAYS.contains(&asked.command.as_str())
}

/// Says that what came along with the words is not kept, and why.
fn left_aside(lang: Lang, incoming: &Incoming) -> String {
    match incoming.brought() {
        Some(brought) if matches!(brought.fate, Fate::TooLarge | Fate::Lost) => {
            not_kept(lang, brought)
        }
        _ => t!(lang, "thing-not-kept"),
    }
}

/// The record that an answer is about: what was made, or what the command names; activities and
/// follow-ups only where nothing else is.
fn about(cx: &Cx<'_>) -> Option<Code> {
    let minor = |code: &Code| matches!(code.kind, Kind::Activity | Kind::FollowUp);
    let made = cx.made.iter().find(|code| !minor(code)).copied();
    made.or_else(|| {
        let mut refs = cx.spec.args.iter().filter(|arg| matches!(arg.take, Take::Ref(_)));
        refs.find_map(|arg| cx.asked.args.get(arg.name)?.as_str()?.parse().ok())
    })
    .or_else(|| cx.made.iter().find(|code| code.kind == Kind::FollowUp).copied())
}

/// The right that somebody has not, of what was planned: to run it, or to be asked for the rest.
pub(super) fn right_missing(known: &Known, planned: &Plan) -> Option<Right> {
    let asked = match planned {
        Plan::Run(run) => &run.asked,
        Plan::Lack(asked, _) => asked,
        Plan::Say(_) | Plan::Nothing => return None,
    };
    let next = known.talk.more.as_ref().filter(|_| asked.command == "more");
    let right = commands::entry(&next.unwrap_or(asked).command)?.spec.right;
    (!known.org.roles.allow(&known.person.roles, right)).then_some(right)
}

/// Refuses the same sentence within minutes, with a button for those who mean it.
fn repeated(known: &Known, spec: &Spec, run: &Run) -> Option<Reply> {
    let lang = known.person.lang;
    let code: Code = known.repeats.filter(|_| run.typed && spec.effect == Effect::Creates)?;
    let text = t!(lang, "repeated", code = code);
    let mut reply = Reply::new(ReplyKind::Problem, text);
    reply.rows.push(vec![crate::chat::reply::Button {
        label: t!(lang, "button-again"),
        asked: run.asked.clone(),
    }]);
    Some(reply)
}

/// What takes the place of a pressed message, where there is one.
fn in_place(mut reply: Reply, incoming: &Incoming) -> Reply {
    if reply.how == How::InPlace {
        let pressed = match &incoming.what {
            What::Press { token } => Token::read(token),
            _ => None,
        };
        reply.how = pressed.map_or(How::New, |token| How::Edit(token.message));
    }
    reply
}

async fn use_up(unit: &mut dyn Unit, token: Token, row: &[usize]) -> Result<(), Problem> {
    for place in row {
        let place = i64::try_from(*place).unwrap_or(i64::MAX);
        unit.tx().use_up(token.message, place).await?;
    }
    Ok(())
}
