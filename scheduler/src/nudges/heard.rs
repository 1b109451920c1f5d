//! Whose work somebody hears of: the person's own, and that of those for whom the person stands in.

use std::sync::Arc;

use bot_core::domain::people::Person;
use bot_core::store::Timer;

use crate::jobs::{JobCx, JobProblem, hears_for};

/// How much of one person's is looked at for one message.
const MOST: i64 = 1_000;

/// What has rung for one of them.
pub struct Heard {
    /// Whose work it is.
    pub person: Arc<Person>,
    /// What has rung.
    pub rung: Vec<Timer>,
}

impl Heard {
    /// What has rung for somebody.
    pub async fn of(cx: &mut JobCx<'_>, person: Person) -> Result<Self, JobProblem> {
        let rung = cx.tx.rung(person.person_id(), cx.now, MOST).await?;
        Ok(Self { person: Arc::new(person), rung })
    }
}

/// All that has rung and that somebody is to hear of, the person's own first: one message for it.
///
/// It goes no further than the right to see it does (`covered` in the storage): whoever stands in for
/// somebody who stands in hears nothing of the first.
pub async fn heard_by(cx: &mut JobCx<'_>, hears: &Person) -> Result<Vec<Heard>, JobProblem> {
    let mut people = vec![hears.clone()];
    people.extend(cx.tx.stands_for(hears.person_id(), cx.now).await?);
    let mut all = Vec::new();
    for person in people {
        if hears_for(cx, &person).await?.is(hears) {
            all.push(Heard::of(cx, person).await?);
        }
    }
    Ok(all)
}
