//! Whose work somebody hears of: the person's own, and that of those for whom the person stands in.

use std::sync::Arc;

use bot_core::domain::people::Person;
use bot_core::store::Timer;

use crate::jobs::{CHAIN, JobCx, JobProblem, stands_in};

/// How much of one person's is looked at for one message.
const MOST: i64 = 1_000;

/// What has rung for one of them.
pub struct Heard {
    /// Whose work it is.
    pub person: Arc<Person>,
    /// What has rung.
    pub rung: Vec<Timer>,
}

/// All that has rung and that somebody is to hear of, the person's own first: one message for it.
pub async fn heard_by(cx: &mut JobCx<'_>, hears: &Person) -> Result<Vec<Heard>, JobProblem> {
    let mut people = vec![hears.clone()];
    let mut from = 0;
    // Whoever stands in for somebody who stands in hears of both.
    for _ in 0..CHAIN {
        let reached = people.len();
        for at in from..reached {
            let Some(by) = people.get(at).map(Person::person_id) else { continue };
            for one in cx.tx.stands_for(by, cx.now).await? {
                if people.iter().all(|known| known.head.id != one.head.id) {
                    people.push(one);
                }
            }
        }
        from = reached;
    }
    let mut all = Vec::new();
    for person in people {
        if stands_in(cx, &person).await?.head.id == hears.head.id {
            let rung = cx.tx.rung(person.person_id(), cx.now, MOST).await?;
            all.push(Heard { person: Arc::new(person), rung });
        }
    }
    Ok(all)
}
