//! Who asks: the same people in two orgs, and how far each sees.

use bot_core::domain::access::Right;
use bot_core::domain::ids::{Kind, PersonId};
use bot_core::domain::people::Lang;

use super::canary::Seen;

/// How far somebody sees, as the product promises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only what one owns.
    Own,
    /// What one's team owns.
    Team,
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
    /// The kinds that are seen otherwise.
    pub kinds: &'static [(Kind, Reach)],
    pub team: Option<usize>,
    pub prices: bool,
    pub lang: Lang,
    pub frozen: bool,
}

/// The teams of each org: what they are called, and which is above.
pub const TEAMS: [(&str, Option<usize>); 3] =
    [("华东", None), ("华东一组", Some(0)), ("华北", None)];

const fn part(handle: &'static str, role: &'static str, reach: Reach, team: Option<usize>) -> Part {
    let (kinds, prices, lang, frozen) = (&[], false, Lang::Zh, false);
    Part { handle, role, reach, kinds, team, prices, lang, frozen }
}

/// Everybody.
pub const PARTS: [Part; 15] = [
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
    // Works along on some of bo's records.
    part("hal", "rep", Reach::Own, Some(2)),
    // Stands in for cai.
    Part { lang: Lang::En, ..part("cole", "rep", Reach::Own, None) },
    // In roles of the org's own.
    part("tess", TEAM_ROLE, Reach::Team, Some(1)),
    Part { kinds: &MIXED, ..part("kim", MIXED_ROLE, Reach::Own, Some(0)) },
];

/// A role that sees what the team owns.
pub const TEAM_ROLE: &str = "buddy";
/// A role that sees each kind otherwise.
pub const MIXED_ROLE: &str = "keeper";
/// How far it sees the kinds that it sees further than the rest.
pub const MIXED: [(Kind, Reach); 3] =
    [(Kind::Customer, Reach::Team), (Kind::Deal, Reach::Subtree), (Kind::Order, Reach::All)];

/// The parts that own records.
pub const OWNERS: [usize; 6] = [0, 1, 2, 3, 4, SHARED.1];
/// Whose records are shared, and with whom.
pub const SHARED: (usize, usize) = (1, 11);
/// Who is away, and who stands in.
pub const COVERED: (usize, usize) = (2, 12);

/// Somebody in one of the orgs.
#[derive(Clone, Debug)]
pub struct Who {
    pub org: usize,
    pub part: usize,
    pub account: String,
    pub id: PersonId,
    /// The part whose records are in this one's care for now.
    pub covers: Option<usize>,
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

    /// Everybody stands in for nobody from here on.
    pub fn end_covers(&mut self) {
        self.0.iter_mut().for_each(|who| who.covers = None);
    }
}

/// What the promised roles allow, besides seeing.
pub fn rights(role: &str) -> &'static [Right] {
    use Right::{Admin, Audit, ConfirmOrder, Export, Handover, Look, Price, Sell, Ship, Talk};
    match role {
        "admin" => &[Talk, Look, Sell, Export, Price, ConfirmOrder, Ship, Handover, Audit, Admin],
        "manager" => &[Talk, Look, Sell, Export, Price, ConfirmOrder, Ship, Handover, Audit],
        "rep" => &[Talk, Look, Sell, Export, Ship],
        "warehouse" => &[Talk, Look, Ship],
        TEAM_ROLE | MIXED_ROLE => &[Talk, Look, Sell],
        _ => &[Talk, Look],
    }
}

/// Tells whether a lead that belongs to nobody is open to somebody, who may take it.
pub fn may_take(who: &Who) -> bool {
    rights(who.part().role).contains(&Right::Sell)
}

/// Tells whether somebody may see a value of the own org.
pub fn sees(who: &Who, seen: &Seen) -> bool {
    let part = who.part();
    match seen {
        _ if part.frozen => false,
        Seen::ByAll => true,
        Seen::ByPricers => part.prices,
        Seen::With { owners, helpers } => {
            let owned = owners.iter().any(|(kind, owner)| sees_owner(who, *kind, *owner));
            owned || helpers.contains(&who.part)
        }
    }
}

/// Tells whether somebody sees the records of a kind that another part owns.
pub fn sees_owner(who: &Who, kind: Kind, owner: Option<usize>) -> bool {
    owner.is_some() && owner == who.covers || reaches(who.part, kind, owner)
}

/// The same by role alone: whose records are in one's books.
pub fn reaches(viewer: usize, kind: Kind, owner: Option<usize>) -> bool {
    let part = &PARTS[viewer];
    let own = part.kinds.iter().find(|(of, _)| *of == kind);
    let reach = own.map_or(part.reach, |(_, reach)| *reach);
    match (reach, owner) {
        (Reach::All, _) => true,
        (_, Some(owner)) if owner == viewer => true,
        (Reach::Team, Some(owner)) => part.team.is_some() && part.team == PARTS[owner].team,
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
pub fn relation(who: &Who, owner: Option<usize>) -> &'static str {
    let viewer = who.part;
    match owner {
        None => "nobody's",
        Some(owner) if owner == viewer => "own",
        Some(owner) if who.covers == Some(owner) => "covered",
        Some(owner) if PARTS[owner].frozen => "somebody frozen",
        Some(owner) if PARTS[owner].team == PARTS[viewer].team => "team mate",
        Some(owner) if is_below(PARTS[owner].team, PARTS[viewer].team) => "team below",
        Some(_) => "other team",
    }
}
