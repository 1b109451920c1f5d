//! From a message to what is to be done about it.

use serde_json::Value;

use crate::chat::incoming::{Incoming, What};
use crate::chat::parse::{Filled, LONGEST, Lack};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind, Token};
use crate::chat::spec::Spec;
use crate::commands::Cx;
use crate::domain::fold::Folded;
use crate::problem::Problem;
use crate::t;

use super::form::filled;
use super::meant::sure;
use super::of_two::of_one;
use super::press::press;
use super::things::{forwarded, of_table, thing_alone, with_files};
use super::words::words;

/// What is to be done about a message.
pub(super) enum Plan {
    /// Run a command.
    Run(Run),
    /// A field is lacking: ask for it and keep the rest.
    Lack(Asked, Lack),
    /// Nothing is to be done but to say this.
    Say(Reply),
    /// Nothing at all.
    Nothing,
}

/// A command that is ready to run.
pub(super) struct Run {
    /// The command.
    pub asked: Asked,
    /// The pressed message and the places of the row that it uses up, where it was a press.
    pub press: Option<(Token, Vec<usize>)>,
    /// True when the words were the answer to the open question.
    pub answers: bool,
    /// True when words made it that may be a repetition.
    pub typed: bool,
    /// What the answer is to say besides.
    pub aside: Option<String>,
    /// What is offered where the command asks: the words that were not taken for the answer.
    pub offer: Option<Button>,
    /// True where what waits for its record is to wait on: it has been tried to go on with it.
    pub alone: bool,
}

impl Run {
    fn of(asked: Asked) -> Self {
        let (answers, typed, alone) = (false, false, false);
        Self { asked, press: None, answers, typed, aside: None, offer: None, alone }
    }
}

/// Decides what a message of a known person asks for.
pub(super) async fn plan(cx: &mut Cx<'_>, incoming: &Incoming) -> Result<Plan, Problem> {
    match &incoming.what {
        What::Other | What::Edited(_) | What::Moved(_) | What::Shut(_) | What::Back => {
            Ok(Plan::Nothing)
        }
        What::Thing(thing) => thing_alone(cx, incoming, thing).await,
        What::Forwarded { from, words } => forwarded(cx, incoming, (from.as_deref(), words)).await,
        What::Press { token } => press(cx, token).await,
        What::Filled(form) => filled(cx, form).await,
        What::Text(text) if text.chars().count() > LONGEST => {
            Ok(Plan::Say(problem(t!(cx.lang(), "too-long", limit = LONGEST))))
        }
        What::Text(text) => {
            let folded = Folded::of(text);
            let planned = words(cx, incoming, &folded).await?;
            let planned = sure(cx, &folded, planned).await?;
            let planned = of_one(cx, &folded, planned).await?;
            Ok(with_files(incoming, of_table(cx, incoming, planned)))
        }
    }
}

/// Says that something is wrong.
pub(super) fn problem(text: String) -> Reply {
    Reply::new(ReplyKind::Problem, text)
}

/// A command whose arguments are complete, or what it lacks.
pub(super) fn ready(asked: Asked, spec: &'static Spec) -> Plan {
    let missing = spec
        .args
        .iter()
        .find(|arg| arg.required && asked.args.get(arg.name).is_none_or(Value::is_null));
    match missing {
        Some(arg) => Plan::Lack(asked, Lack::Missing(arg.name)),
        None => Plan::Run(Run::of(asked)),
    }
}

/// A command as words filled it.
pub(super) fn planned(spec: &'static Spec, filled: Filled) -> Plan {
    let asked = Asked { command: spec.name.to_owned(), args: filled.args };
    match filled.lack {
        Some(lack) => Plan::Lack(asked, lack),
        None => Plan::Run(Run { typed: true, ..Run::of(asked) }),
    }
}
