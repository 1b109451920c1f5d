//! Everything a person can ask: one file per command, and the one list of them.

use async_trait::async_trait;
use futures::future::BoxFuture;
use serde_json::{Map, Value};

use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Spec};
use crate::problem::Problem;

mod cx;
mod find_record;
pub mod follow;
pub mod lead;
pub mod log;
pub mod show;
pub mod talk;

pub use cx::{Cx, new_id};
pub(crate) use find_record::same;

/// What a command says, or why it did nothing.
pub type Outcome = Result<Reply, Problem>;

/// A command that can be run.
#[async_trait]
pub trait Run: Ask {
    /// Does what was asked, within the transaction of `cx`.
    async fn run(self, cx: &mut Cx<'_>) -> Outcome;
}

type Runner = for<'a, 'b> fn(Map<String, Value>, &'a mut Cx<'b>) -> BoxFuture<'a, Outcome>;

/// A command in the list.
pub struct Entry {
    /// What is to be known of it.
    pub spec: &'static Spec,
    run: Runner,
}

impl Entry {
    const fn of<A: Run + 'static>() -> Self {
        Self { spec: &A::SPEC, run: |args, cx| run::<A>(args, cx) }
    }

    /// Runs the command with these arguments.
    pub async fn run(&self, args: Map<String, Value>, cx: &mut Cx<'_>) -> Outcome {
        (self.run)(args, cx).await
    }
}

fn run<'a, 'b, A: Run + 'static>(
    args: Map<String, Value>,
    cx: &'a mut Cx<'b>,
) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        let ask: A = serde_json::from_value(Value::Object(args))
            .map_err(|e| Problem::Broken(format!("{}: {e}", A::SPEC.name)))?;
        ask.run(cx).await
    })
}

/// Every command, in the order in which help shows them.
pub static ALL: &[Entry] = &[
    Entry::of::<lead::add::AddLead>(),
    Entry::of::<lead::list::ListLeads>(),
    Entry::of::<lead::show::ShowLead>(),
    Entry::of::<log::call::LogCall>(),
    Entry::of::<log::message::LogMessage>(),
    Entry::of::<log::email::LogEmail>(),
    Entry::of::<log::meeting::LogMeeting>(),
    Entry::of::<log::visit::LogVisit>(),
    Entry::of::<log::note::LogNote>(),
    Entry::of::<follow::add::Follow>(),
    Entry::of::<follow::show::ShowFollowUp>(),
    Entry::of::<follow::today::Today>(),
    Entry::of::<follow::done::Done>(),
    Entry::of::<follow::later::Later>(),
    Entry::of::<follow::drop::Drop>(),
    Entry::of::<talk::undo::Undo>(),
    Entry::of::<talk::help::Help>(),
    Entry::of::<talk::me::Me>(),
    Entry::of::<talk::lang::SetLang>(),
    Entry::of::<talk::tz::SetZone>(),
    Entry::of::<talk::invite::MakeInvite>(),
    Entry::of::<talk::start::Start>(),
    Entry::of::<talk::cancel::Cancel>(),
    Entry::of::<talk::more::More>(),
];

/// The command with this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.spec.name == name)
}

/// The specs of all commands.
pub fn specs() -> Vec<&'static Spec> {
    ALL.iter().map(|entry| entry.spec).collect()
}
