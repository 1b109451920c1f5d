//! An edited message: read again as the same command, and what differs is put right.
//!
//! What the message made stays the same record, and what it changed is changed anew from what it
//! was before. It is one change like any other: it stands in the history and can be taken back.

use uuid::Uuid;

use crate::chat::dialog::Talk;
use crate::chat::incoming::{Incoming, What};
use crate::chat::parse::LONGEST;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::commands::talk::undo::Undo;
use crate::commands::talk::undo::parts::{Blocked, Part, parts_of};
use crate::commands::{self, Cx, edit, show};
use crate::domain::any;
use crate::domain::fold::{self, Folded};
use crate::domain::ids::{Code, Instant, Kind};
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::store::{Claimed, Known, NewReply};
use crate::t;

use super::Engine;
use super::answer::{Answer, right_missing};
use super::asking::Asking;
use super::lack::lacking;
use super::plan::{Plan, problem};
use super::words::words;

/// A message as it was before it was edited.
pub(super) struct Earlier {
    /// The changes that it has made so far, the oldest first.
    changes: Vec<Uuid>,
    /// What it said last.
    words: String,
}

/// A record before the message was edited.
type Before = (Kind, Uuid, Fields);

impl Engine {
    /// Works on an edited message of somebody we know.
    pub(super) async fn edited(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        known: Known,
        read: impl Fn(&str) -> Option<Incoming>,
    ) -> Result<(), Problem> {
        let What::Edited(text) = &incoming.what else {
            return Ok(());
        };
        let kept = self.store.earlier(claimed).await?;
        let said = kept.last().and_then(|(_, raw)| match read(raw)?.what {
            What::Text(words) | What::Edited(words) => Some(words),
            _ => None,
        });
        let Some(said) = said else {
            let gone = t!(known.person.lang, "mend-gone");
            let reply = (!incoming.chat.group).then(|| problem(gone));
            return self.finish(claimed, incoming, &known, Answer::of(reply, &known)).await;
        };
        // Platforms send a message again when there is a preview of its link, and the like.
        if fold::key(&said) == fold::key(text) {
            return self.say_nothing(claimed, Some(&known)).await;
        }
        let mut look = self.store.look(self.origin(claimed, Some(&known))).await?;
        let mut changes = Vec::new();
        let mut at = None;
        for (change, _) in kept {
            let events = look.tx().events_of_change(change).await?;
            if let Some(event) = events.first() {
                at = at.or(Some(event.at));
                changes.push(change);
            }
        }
        look.rollback().await;
        let Some(at) = at else {
            // It has done nothing: what it says now is as good as new.
            return self.known(claimed, &incoming.saying(text), known).await;
        };
        self.mend(claimed, incoming, &known, (Earlier { changes, words: said }, at)).await
    }

    async fn mend(
        &self,
        claimed: &Claimed,
        incoming: &Incoming,
        known: &Known,
        (earlier, at): (Earlier, Instant),
    ) -> Result<(), Problem> {
        let What::Edited(text) = &incoming.what else {
            return Ok(());
        };
        // The words stand for themselves: no question is open to them.
        let mut talk = Talk::default();
        let mut unit = self.store.work(claimed, self.origin(claimed, Some(known))).await?;
        let nothing = Asked { command: "help".to_owned(), args: serde_json::Map::new() };
        let asked = {
            let mut cx = self.cx(&mut unit, claimed, known, incoming, &mut talk, &nothing);
            cx.now = at;
            self.same_command(&mut cx, incoming, known, (&earlier.words, text)).await?
        };
        let done = match asked {
            Err(reply) => Err(reply),
            Ok(asked) => {
                let mut cx = self.cx(&mut unit, claimed, known, incoming, &mut talk, &asked);
                cx.now = at;
                match mended(&mut cx, &earlier.changes).await {
                    Ok(reply) => Ok((reply, std::mem::take(&mut cx.notices))),
                    Err(Problem::Tell(reply)) => Err(*reply),
                    Err(Problem::Ask(question)) => Err(question.reply),
                    Err(problem) => {
                        unit.rollback().await;
                        return Err(problem);
                    }
                }
            }
        };
        match done {
            Ok((reply, notices)) => {
                let answer = Answer { notices, ..Answer::of(Some(reply), known) };
                self.put(unit.as_mut(), incoming, known, answer).await?;
                Ok(unit.commit().await?)
            }
            Err(mut reply) => {
                unit.rollback().await;
                // A button would do it as something new.
                reply.rows.clear();
                reply.kind = ReplyKind::Problem;
                let reply = reply.text(t!(known.person.lang, "mend-as-it-was"));
                self.finish(claimed, incoming, known, Answer::of(Some(reply), known)).await
            }
        }
    }

    /// What the message asks for now, if that is what it asked for before.
    async fn same_command(
        &self,
        cx: &mut Cx<'_>,
        incoming: &Incoming,
        known: &Known,
        (before, after): (&str, &str),
    ) -> Result<Result<Asked, Reply>, Problem> {
        let lang = cx.lang();
        if after.chars().count() > LONGEST {
            return Ok(Err(problem(t!(lang, "too-long", limit = LONGEST))));
        }
        let was = words(cx, &incoming.saying(before), &Folded::of(before)).await?;
        let is = words(cx, &incoming.saying(after), &Folded::of(after)).await?;
        if let Some(right) = right_missing(known, &is) {
            return Ok(Err(commands::owners::not_allowed(cx, right).await?));
        }
        let command = |plan: &Plan| match plan {
            Plan::Run(run) => Some(run.asked.command.clone()),
            Plan::Lack(asked, _) => Some(asked.command.clone()),
            Plan::Say(_) | Plan::Nothing => None,
        };
        if command(&was).is_none() || command(&was) != command(&is) {
            return Ok(Err(problem(t!(lang, "mend-other"))));
        }
        Ok(match is {
            Plan::Run(run) => Ok(run.asked),
            Plan::Lack(asked, lack) => {
                let asking = Asking { known, chat: &incoming.chat, now: cx.now };
                let mut aside = Talk::default();
                Err(lacking(&asking, &mut aside, &asked, &lack, &[])
                    .unwrap_or_else(|| problem(t!(lang, "mend-other"))))
            }
            Plan::Say(reply) => Err(reply),
            Plan::Nothing => Err(problem(t!(lang, "mend-other"))),
        })
    }
}

/// Runs the command once more on what was there before these changes, and tells what differs.
async fn mended(cx: &mut Cx<'_>, changes: &[Uuid]) -> Result<Reply, Problem> {
    let (_, parts) = match parts_of(cx, changes, cx.me.person_id()).await? {
        Ok(found) => found,
        Err(blocked) => return Err(Problem::tell(refused(cx, blocked).await?)),
    };
    let Some(entry) = commands::entry(&cx.asked.command) else {
        return Err(Problem::Broken(format!("no command {}", cx.asked.command)));
    };
    let mut before: Vec<Before> = Vec::new();
    for part in parts {
        before.push((part.kind, part.id, part.row.clone()));
        take_back(cx, part).await?;
    }
    entry.run(cx.asked.args.clone(), cx).await?;
    let mut withdrawn = Vec::new();
    for (kind, id) in std::mem::take(&mut cx.again.left) {
        withdrawn.push(withdraw(cx, kind, id).await?);
    }
    let codes = std::mem::take(&mut cx.made);
    told(cx, &before, &codes, &withdrawn).await
}

/// Brings back what a record was; one that was made waits to be made again.
async fn take_back(cx: &mut Cx<'_>, part: Part) -> Result<(), Problem> {
    cx.again.all.push(part.id);
    if part.is_made() {
        cx.again.left.push((part.kind, part.id));
        return Ok(());
    }
    let change = any::change(part.kind, part.row, part.after, cx.now)?;
    Ok(cx.tx.save_change(change).await?)
}

/// Withdraws what the message does not make any more, unless something stands on it.
async fn withdraw(cx: &mut Cx<'_>, kind: Kind, id: Uuid) -> Result<String, Problem> {
    let lang = cx.lang();
    let Some(row) = cx.tx.by_id(kind, id).await? else {
        return Err(Problem::Again);
    };
    let what = called(cx, kind, &row)?;
    if !cx.tx.standing_on(kind, id).await?.is_empty() {
        return Err(Problem::tell(t!(lang, "mend-stands", what = what)));
    }
    let mut after = row.clone();
    after.insert("withdrawn".to_owned(), true.into());
    cx.tx.save_change(any::change(kind, row, after, cx.now)?).await?;
    Ok(what)
}

/// Says what differs from before.
async fn told(
    cx: &mut Cx<'_>,
    before: &[Before],
    made: &[Code],
    withdrawn: &[String],
) -> Result<Reply, Problem> {
    let lang = cx.lang();
    let mut reply: Option<Reply> = None;
    for (kind, id, old) in before {
        let Some(new) = cx.tx.by_id(*kind, *id).await? else {
            return Err(Problem::Again);
        };
        let withdrawn = new.get("withdrawn") == Some(&true.into());
        let lines = edit::differences(cx, *kind, old, &new).await?;
        if lines.is_empty() || withdrawn {
            continue;
        }
        let text = t!(lang, "mend-done", what = called(cx, *kind, &new)?);
        let next = if let Some(reply) = reply {
            reply.text(text)
        } else {
            let reply = Reply::say(text).about(code(*kind, &new));
            reply.row(show_button(cx, *kind, &new))
        };
        reply = Some(next.fields(lines));
    }
    let mut reply = match reply {
        Some(reply) => reply,
        None if made.is_empty() && withdrawn.is_empty() => {
            return Err(Problem::tell(t!(lang, "mend-same")));
        }
        None => Reply::say(t!(lang, "mend-done-only")),
    };
    if !made.is_empty() {
        let codes: Vec<String> = made.iter().map(ToString::to_string).collect();
        reply = reply.text(t!(lang, "mend-made", what = codes.join(" · ")));
    }
    if !withdrawn.is_empty() {
        reply = reply.text(t!(lang, "mend-withdrawn", what = withdrawn.join(" · ")));
    }
    Ok(reply.button(t!(lang, "button-undo"), &Undo::this(cx)))
}

fn show_button(cx: &Cx<'_>, kind: Kind, row: &Fields) -> Vec<Button> {
    let code = code(kind, row);
    show::to_show(t!(cx.lang(), "button-show"), code).into_iter().collect()
}

fn code(kind: Kind, row: &Fields) -> Code {
    Code { kind, n: row.get("n").and_then(serde_json::Value::as_i64).unwrap_or_default() }
}

fn called(cx: &Cx<'_>, kind: Kind, row: &Fields) -> Result<String, Problem> {
    Ok(show::coded(cx.lang(), &any::label(kind, row)?, code(kind, row)))
}

/// Why what a message did cannot be put right by editing it.
async fn refused(cx: &mut Cx<'_>, blocked: Blocked) -> Result<String, Problem> {
    let lang = cx.lang();
    Ok(match blocked {
        Blocked::Gone => t!(lang, "mend-gone"),
        Blocked::NotAllowed => t!(lang, "not-allowed"),
        Blocked::Already => t!(lang, "mend-undone"),
        Blocked::Never(op) => t!(lang, "mend-never", what = show::op_name(lang, &op)),
        Blocked::Stands(stage, n) => t!(lang, "undo-stage-stands", stage = stage, n = n),
        Blocked::Later(label, event) => {
            let who = cx.person_name(event.actor).await?;
            let (at, op) = (cx.time(event.at), show::op_name(lang, &event.op));
            t!(lang, "mend-later", label = label, at = at, who = who, what = op)
        }
    })
}

/// The message that tells nothing else.
impl Answer {
    pub(super) fn of(reply: Option<Reply>, known: &Known) -> Self {
        let notices: Vec<NewReply> = Vec::new();
        Self {
            reply,
            notices,
            talk: known.talk.clone(),
            looks: Vec::new(),
            kept: false,
            card: None,
        }
    }
}
