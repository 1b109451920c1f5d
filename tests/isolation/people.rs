//! Who asks: the same people in two orgs, and how far each sees.

use bot_core::domain::ids::PersonId;
use bot_core::domain::people::Lang;

use super::canary::Seen;

/// How far somebody sees, as the product promises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only what one owns.
    Own,
    /// What one's team and the teams below it own.
    Subtree,
    /// Everything of the org.
    All,
}

/// A part in the play: the same in both orgs.
pub struct Part {
    pub handle: &'static str,
    /// As people type it.
    pub role: &'static str,
    pub reach: Reach,
    pub team: Option<usize>,
    pub prices: bool,
    pub lang: Lang,
    pub frozen: bool,
}

/// The teams of each org: what they are called, and which is above.
pub const TEAMS: [(&str, Option<usize>); 3] =
    [("华东", None), ("华东一组", Some(0)), ("华北", None)];

const fn part(handle: &'static str, role: &'static str, reach: Reach, team: Option<usize>) -> Part {
    Part { handle, role, reach, team, prices: false, lang: Lang::Zh, frozen: false }
}

/// Everybody. Those who own records come first.
pub const PARTS: [Part; 11] = [
    part("amy", "rep", Reach::Own, Some(1)),
    Part { lang: Lang::En, ..part("bo", "rep", Reach::Own, Some(1)) },
    part("cai", "rep", Reach::Own, Some(2)),
    Part { prices: true, ..part("chen", "manager", Reach::Subtree, Some(0)) },
    Part { frozen: true, ..part("flo", "rep", Reach::Own, Some(1)) },
    Part { prices: true, lang: Lang::En, ..part("dana", "admin", Reach::All, None) },
    part("fay", "finance", Reach::All, None),
    part("will", "warehouse", Reach::All, None),
    part("pete", "production", Reach::All, None),
    part("sue", "service", Reach::All, None),
    Part { lang: Lang::En, ..part("mia", "marketing", Reach::Own, Some(1)) },
];

/// How many of the parts own records.
pub const OWNERS: usize = 5;

/// Somebody in one of the orgs.
#[derive(Clone, Debug)]
pub struct Who {
    pub org: usize,
    pub part: usize,
    pub account: String,
    pub id: PersonId,
}

impl Who {
    pub fn part(&self) -> &'static Part {
        &PARTS[self.part]
    }
}

/// Everybody of both orgs.
#[derive(Default)]
pub struct Cast(pub Vec<Who>);

impl Cast {
    /// The person of an org with a handle.
    pub fn who(&self, org: usize, handle: &str) -> &Who {
        let found = self.0.iter().find(|who| who.org == org && who.part().handle == handle);
        found.expect("somebody of the cast")
    }

    /// Whose account it is.
    pub fn of_account(&self, account: &str) -> Option<&Who> {
        self.0.iter().find(|who| who.account == account)
    }
}

/// Tells whether somebody may see a value of the own org.
pub fn sees(who: &Who, seen: &Seen) -> bool {
    let part = who.part();
    match seen {
        _ if part.frozen => false,
        Seen::ByAll => true,
        Seen::ByPricers => part.prices,
        Seen::WithOwner(owners) => owners.iter().any(|owner| sees_owner(who.part, *owner)),
    }
}

/// Tells whether a part sees what another one owns.
pub fn sees_owner(viewer: usize, owner: Option<usize>) -> bool {
    let part = &PARTS[viewer];
    match (part.reach, owner) {
        (Reach::All, _) => true,
        (_, Some(owner)) if owner == viewer => true,
        (Reach::Subtree, Some(owner)) => is_below(PARTS[owner].team, part.team),
        _ => false,
    }
}

/// Tells whether a team is another one or somewhere below it.
fn is_below(team: Option<usize>, top: Option<usize>) -> bool {
    let mut at = team;
    while at.is_some() && at != top {
        at = at.and_then(|team| TEAMS[team].1);
    }
    top.is_some() && at == top
}

/// How an owner stands to whoever asks.
pub fn relation(viewer: usize, owner: Option<usize>) -> &'static str {
    match owner {
        None => "nobody's",
        Some(owner) if owner == viewer => "own",
        Some(owner) if PARTS[owner].frozen => "somebody frozen",
        Some(owner) if PARTS[owner].team == PARTS[viewer].team => "team mate",
        Some(owner) if is_below(PARTS[owner].team, PARTS[viewer].team) => "team below",
        Some(_) => "other team",
    }
}
