//! Undoing, redoing, undoing again: changes that lie on each other.

use uuid::Uuid;

use crate::commands::{Cx, show};
use crate::domain::event::Event;
use crate::domain::people::Lang;
use crate::problem::Problem;
use crate::t;

/// A change with everything that takes back what lies below it.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    /// The command of the change at the bottom.
    pub(super) op: String,
    /// How many changes lie on it, each taking back the one below.
    depth: usize,
    /// The changes that are taken back by the top, as things stand.
    taken_back: Vec<Uuid>,
}

impl Chain {
    /// The chain whose top an event belongs to.
    pub(crate) async fn of(cx: &mut Cx<'_>, event: &Event) -> Result<Self, Problem> {
        let mut chain = Self { op: event.op.clone(), ..Self::default() };
        let mut below = event.undoes;
        while let Some(change) = below {
            chain.depth += 1;
            if chain.depth % 2 == 1 {
                chain.taken_back.push(change);
            }
            let event = cx.tx.events_of_change(change).await?.into_iter().next();
            below = event.as_ref().and_then(|event| event.undoes);
            chain.op = event.map_or(chain.op, |event| event.op);
        }
        Ok(chain)
    }

    /// Tells whether a change is out of force because of the top.
    pub(super) fn takes_back(&self, change: Uuid) -> bool {
        self.taken_back.contains(&change)
    }

    /// True when the change at the bottom is in force: undone an even number of times.
    pub(super) fn stands(&self) -> bool {
        self.depth.is_multiple_of(2)
    }

    /// What the top did: `改商机`, `撤销了 改商机`, `恢复了 改商机`.
    pub(crate) fn name(&self, lang: Lang) -> String {
        let op = show::op_name(lang, &self.op);
        match self.depth {
            0 => op,
            _ if self.stands() => t!(lang, "op-redid", op = op),
            _ => t!(lang, "op-undid", op = op),
        }
    }
}
