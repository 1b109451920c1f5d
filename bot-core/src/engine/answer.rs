//! Runs what was planned and commits what came of it.

use crate::chat::dialog::{Dialog, Talk, WAITS_MILLIS};
use crate::chat::incoming::{Chat, Incoming};
use crate::chat::reply::{Asked, How, Reply, ReplyKind, Token};
use crate::chat::spec::{Effect, Spec};
use crate::commands::{self, Cx, show};
use crate::domain::ids::{Code, Instant, Kind};
use crate::problem::{Problem, Question};
use crate::store::{Claimed, Known, NewReply, Unit};
use crate::t;

use uuid::Uuid;

use super::Engine;
use super::lack::lacking;
use super::plan::{Plan, Run, plan};

/// What came of a message: what to say, and what the conversation remembers.
struct Answer {
    reply: Option<Reply>,
    notices: Vec<NewReply>,
    talk: Talk,
    /// Records of others whose contact data it shows.
    looks: Vec<(Kind, Uuid)>,
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
        let planned = {
            let mut cx = self.cx(&mut look, claimed, &known, &incoming.chat, &mut talk, &nothing);
            plan(&mut cx, incoming).await?
        };
        match planned {
            Plan::Run(run) => self.run(look, claimed, incoming, &known, run).await,
            other => {
                look.rollback().await;
                let reply = match other {
                    Plan::Lack(asked, lack) => {
                        lacking(&known, &mut talk, &asked, &lack, self.clock.now())
                    }
                    Plan::Say(reply) => Some(reply),
                    Plan::Run(_) | Plan::Nothing => None,
                };
                let answer = Answer { reply, notices: Vec::new(), talk, looks: Vec::new() };
                self.finish(claimed, incoming, &known, answer).await
            }
        }
    }

    fn cx<'a>(
        &'a self,
        unit: &'a mut Box<dyn Unit>,
        claimed: &Claimed,
        known: &'a Known,
        chat: &'a Chat,
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
            chat,
            talk,
            spec,
            asked,
            change: claimed.id,
            calendar: &self.calendar,
            notices: Vec::new(),
            looks: Vec::new(),
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
        if let Some(reply) = refusal(known, entry.spec, &run) {
            look.rollback().await;
            let talk = known.talk.clone();
            let answer =
                Answer { reply: Some(reply), notices: Vec::new(), talk, looks: Vec::new() };
            return self.finish(claimed, incoming, known, answer).await;
        }
        let writes = entry.spec.effect != Effect::Reads;
        let mut unit = if writes {
            look.rollback().await;
            self.store.work(claimed, self.origin(claimed, Some(known))).await?
        } else {
            look
        };
        let mut talk = known.talk.clone();
        // Whoever asks for the same command anew has left the question.
        talk.dialog = talk.dialog.filter(|dialog| dialog.draft.command != run.asked.command);
        let (outcome, notices, looks) = {
            let mut cx = self.cx(&mut unit, claimed, known, &incoming.chat, &mut talk, &run.asked);
            let outcome = entry.run(run.asked.args.clone(), &mut cx).await;
            if outcome.is_ok() {
                cx.tell_of_looks().await?;
            }
            (outcome, std::mem::take(&mut cx.notices), std::mem::take(&mut cx.looks))
        };
        let (reply, notices, looks, wrote) = match outcome {
            Ok(reply) => (reply, notices, looks, true),
            Err(Problem::Tell(reply)) => (*reply, Vec::new(), Vec::new(), false),
            Err(Problem::Ask(question)) => {
                let reply = ask(&mut talk, &run.asked, *question, self.clock.now());
                (reply, Vec::new(), Vec::new(), false)
            }
            Err(problem) => {
                unit.rollback().await;
                return Err(problem);
            }
        };
        let reply = parked(known, &mut talk, entry.spec, reply, self.clock.now());
        let answer = Answer { reply: Some(in_place(reply, incoming)), notices, talk, looks };
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

    /// Commits an answer that changes no records.
    async fn finish(
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
    async fn put(
        &self,
        unit: &mut dyn Unit,
        incoming: &Incoming,
        known: &Known,
        answer: Answer,
    ) -> Result<(), Problem> {
        let person = known.person.person_id();
        if answer.talk != known.talk {
            unit.tx().save_talk(person, &incoming.chat.address, &answer.talk).await?;
        }
        if let Some(mut reply) = answer.reply {
            if incoming.chat.group {
                reply.mask();
            }
            let id = commands::new_id(self.clock.now());
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

/// Opens a dialog for a question.
pub(super) fn ask(talk: &mut Talk, asked: &Asked, question: Question, now: Instant) -> Reply {
    let mut draft = asked.clone();
    draft.args.remove(&question.field);
    let until = now.plus_millis(WAITS_MILLIS);
    talk.dialog = Some(Dialog { draft, field: question.field, until, parked: false });
    question.reply
}

/// Why a command may not run at all: the right is missing, or it has just been done.
fn refusal(known: &Known, spec: &Spec, run: &Run) -> Option<Reply> {
    if known.org.roles.allow(&known.person.roles, spec.right) {
        return repeated(known, spec, run);
    }
    Some(Reply::new(ReplyKind::Problem, t!(known.person.lang, "not-allowed")))
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

/// Says, once, that an open question still waits when another command came in between.
fn parked(known: &Known, talk: &mut Talk, spec: &Spec, reply: Reply, now: Instant) -> Reply {
    let before = known.talk.dialog.as_ref();
    let waiting = talk.dialog.as_mut().filter(|dialog| dialog.until >= now && !dialog.parked);
    let waiting = waiting.filter(|dialog| Some(&**dialog) == before);
    match waiting {
        Some(dialog) if dialog.draft.command != spec.name => {
            dialog.parked = true;
            let lang = known.person.lang;
            let command = show::op_name(lang, &dialog.draft.command);
            let field = show::field_of(lang, &dialog.draft.command, &dialog.field);
            reply.text(t!(lang, "dialog-parked", command = command, field = field))
        }
        _ => reply,
    }
}

/// What takes the place of a pressed message, where there is one.
fn in_place(mut reply: Reply, incoming: &Incoming) -> Reply {
    if reply.how == How::InPlace {
        let pressed = match &incoming.what {
            crate::chat::incoming::What::Press { token } => Token::read(token),
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
