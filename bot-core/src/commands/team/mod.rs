//! Teams: a tree; whoever leads one sees everything below.

pub mod add;
pub mod list;
pub mod r#move;
pub mod rename;

use uuid::Uuid;

use super::Cx;
use super::find_record::same;
use crate::domain::ids::Kind;
use crate::domain::people::Team;
use crate::domain::record::of_fields;
use crate::problem::Problem;
use crate::store::{Page, Stored, Tx};
use crate::t;

/// How many teams are read at once.
const TEAMS: i64 = 500;
/// The longest name of a team, in characters.
const LONGEST: usize = 40;

/// All teams of the org, in the order in which they were made.
pub(crate) async fn all(cx: &mut Cx<'_>) -> Result<Vec<Team>, Problem> {
    Ok(every(cx.tx).await?)
}

/// The same, for whoever asks.
pub(crate) async fn every(tx: &mut dyn Tx) -> Stored<Vec<Team>> {
    let mut teams: Vec<Team> = Vec::new();
    let mut page = Page { below: None, limit: TEAMS };
    loop {
        let rows = tx.every(Kind::Team, page).await?;
        let end = rows.is_empty();
        for row in rows {
            teams.push(of_fields(row)?);
        }
        page.below = teams.last().map(|team| team.head.n);
        if end || page.below.is_none() {
            teams.reverse();
            return Ok(teams);
        }
    }
}

/// A team and all those above it, from below.
pub(crate) fn with_above(teams: &[Team], team: Option<Uuid>) -> Vec<Uuid> {
    let mut above = Vec::new();
    let mut next = team;
    while let Some(id) = next.filter(|id| !above.contains(id)) {
        above.push(id);
        next = teams.iter().find(|team| team.head.id == id).and_then(|team| team.parent);
    }
    above
}

/// A name that a team may have: short, and no other team's.
fn free_name(cx: &Cx<'_>, teams: &[Team], name: &str, of: Option<Uuid>) -> Result<String, Problem> {
    let (lang, name) = (cx.lang(), name.trim());
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Problem::tell(t!(lang, "team-bad-name", limit = LONGEST)));
    }
    let taken = |team: &&Team| Some(team.head.id) != of && same(&team.name, name);
    match teams.iter().find(taken) {
        Some(team) => Err(Problem::tell(t!(lang, "team-there", name = &team.name))),
        None => Ok(name.to_owned()),
    }
}

/// The name of a team among all.
fn name_of(teams: &[Team], id: Option<Uuid>) -> Option<String> {
    teams.iter().find(|team| Some(team.head.id) == id).map(|team| team.name.clone())
}
