//! Who may do what, and whose records a person may see.
//!
//! Roles are the org's data: what a role allows and how far it sees stands in the org's own row.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ids::{Instant, Kind, PersonId};
use super::people::Lang;

/// The role of those who sell: what an import and the practice org give.
pub const REP: &str = "rep";
/// The role of those who lead a team.
pub const MANAGER: &str = "manager";
/// The role of those who set the org up; it comes from the console only.
pub const ADMIN: &str = "admin";

/// Contact data of how many records of others one person may look at before it is told.
pub const LARGE_READ: i64 = 50;
/// Within which time they are counted: an hour.
pub const LARGE_READ_MILLIS: i64 = 60 * 60 * 1000;

/// One thing that a role may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Talk to Gendan at all: help, language, zone, own follow-ups, undo.
    Talk,
    /// Look at leads, customers, deals, orders within one's scope.
    Look,
    /// Write leads, customers, contacts, deals, activities, draft and submit orders.
    Sell,
    /// Take what one sees out as a file.
    Export,
    /// Write products and prices.
    Price,
    /// Confirm or refuse a submitted order.
    #[serde(rename = "order.confirm")]
    ConfirmOrder,
    /// Ship and mark as delivered.
    Ship,
    /// Hand the work of people within one's reach over to others.
    Handover,
    /// Read who did what within one's reach.
    Audit,
    /// Set up people, teams and rules.
    Admin,
}

/// How far somebody sees, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// One's own records.
    #[default]
    Own,
    /// Those of one's team.
    Team,
    /// Those of one's team and all teams below it.
    Subtree,
    /// The whole org's.
    All,
}

/// How far a role sees: everything alike, except for the kinds that are named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaches {
    /// Records of every kind that is not named.
    pub rest: Reach,
    /// Records of single kinds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, Reach>,
}

impl Reaches {
    /// How far records of a kind are seen.
    pub fn of(&self, kind: Kind) -> Reach {
        self.kinds.get(&kind).copied().unwrap_or(self.rest)
    }
}

/// A named set of rights: a row of the org's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// What is stored with people and typed: `rep`.
    pub key: String,
    /// What Chinese readers see and type.
    pub zh: String,
    /// What English readers see and type.
    pub en: String,
    /// What it allows.
    pub rights: BTreeSet<Right>,
    /// How far it sees.
    pub reach: Reaches,
}

/// The roles of an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Roles(pub Vec<Role>);

impl Roles {
    /// The roles that a new org starts with.
    pub fn standard() -> Self {
        use Right::{Admin, Audit, ConfirmOrder, Export, Handover, Look, Price, Sell, Ship, Talk};
        let role = |key: &str, zh: &str, en: &str, rest, rights: &[Right]| Role {
            key: key.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
            rights: rights.iter().copied().collect(),
            reach: Reaches { rest, kinds: BTreeMap::new() },
        };
        let lead = [Talk, Look, Sell, Export, Price, ConfirmOrder, Ship, Handover, Audit];
        let all = [Talk, Look, Sell, Export, Price, ConfirmOrder, Ship, Handover, Audit, Admin];
        Self(vec![
            role(REP, "销售", "rep", Reach::Own, &[Talk, Look, Sell, Export, Ship]),
            role(MANAGER, "主管", "manager", Reach::Subtree, &lead),
            role(ADMIN, "管理员", "admin", Reach::All, &all),
            role("finance", "财务", "finance", Reach::All, &[Talk, Look]),
            role("warehouse", "仓库", "warehouse", Reach::All, &[Talk, Look, Ship]),
            role("production", "生产", "production", Reach::All, &[Talk, Look]),
            role("service", "售后", "service", Reach::All, &[Talk, Look]),
            role("marketing", "市场", "marketing", Reach::Own, &[Talk, Look]),
        ])
    }

    /// The role with this key.
    pub fn get(&self, key: &str) -> Option<&Role> {
        self.0.iter().find(|role| role.key == key)
    }

    fn among<'a>(&'a self, keys: &'a [String]) -> impl Iterator<Item = &'a Role> {
        keys.iter().filter_map(|key| self.get(key))
    }

    /// Tells whether one of these roles allows it.
    pub fn allow(&self, keys: &[String], right: Right) -> bool {
        self.among(keys).any(|role| role.rights.contains(&right))
    }

    /// The widest reach of these roles for records of a kind.
    pub fn reach(&self, keys: &[String], kind: Kind) -> Reach {
        self.among(keys).map(|role| role.reach.of(kind)).max().unwrap_or_default()
    }

    /// Whose records somebody with these roles may see.
    pub fn scope(&self, viewer: PersonId, keys: &[String]) -> Scope {
        let mut scope = Scope::new(viewer, Reach::Own);
        for kind in Kind::ALL {
            scope.reaches[kind as usize] = self.reach(keys, kind);
        }
        scope
    }

    /// What a role is called.
    pub fn name(&self, key: &str, lang: Lang) -> String {
        let name = self.get(key).map(|role| match lang {
            Lang::Zh => role.zh.as_str(),
            Lang::En => role.en.as_str(),
        });
        name.unwrap_or(key).to_owned()
    }
}

/// Whose records a person may see. Every listing takes one, so that forgetting it does not compile,
/// and looks up the reach of its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The viewer.
    pub viewer: PersonId,
    /// When it is, if the viewer stands in for somebody: whose records are seen like own ones until
    /// that ends.
    pub covers: Option<Instant>,
    /// True when the viewer works along on records of others.
    pub shares: bool,
    reaches: [Reach; Kind::ALL.len()],
}

impl Scope {
    /// A scope that reaches equally far for every kind.
    pub fn new(viewer: PersonId, reach: Reach) -> Self {
        Self { viewer, covers: None, shares: false, reaches: [reach; Kind::ALL.len()] }
    }

    /// How far records of a kind are seen.
    pub fn reach(&self, kind: Kind) -> Reach {
        self.reaches[kind as usize]
    }

    /// The same with what is in the viewer's care for a while, and what others share.
    #[must_use]
    pub fn wider(self, covers: Option<Instant>, shares: bool) -> Self {
        Self { covers, shares, ..self }
    }

    /// The whole org, whoever looks: for what is asked but must not be shown.
    #[must_use]
    pub fn whole(self) -> Self {
        Self::new(self.viewer, Reach::All)
    }

    /// Without what others only share: for changes that are the owner's.
    #[must_use]
    pub fn unshared(self) -> Self {
        Self { shares: false, ..self }
    }

    /// One's own books: without what is only shared or looked after, for numbers.
    #[must_use]
    pub fn books(self) -> Self {
        Self { shares: false, covers: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_roles_allow_and_see_what_any_of_them_does() {
        let roles = Roles::standard();
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let both = keys(&["rep", "finance"]);
        assert!(roles.allow(&both, Right::Sell));
        assert_eq!(roles.reach(&both, Kind::Order), Reach::All);
        assert!(!roles.allow(&keys(&["finance"]), Right::Sell));
        assert!(!roles.allow(&keys(&["gone"]), Right::Talk));
        assert_eq!(roles.reach(&keys(&["gone"]), Kind::Lead), Reach::Own);
    }

    #[test]
    fn a_role_may_see_one_kind_further_than_the_rest() {
        let mut roles = Roles::standard();
        roles.0[0].reach.kinds.insert(Kind::Customer, Reach::Team);
        let rep = ["rep".to_owned()];
        let scope = roles.scope(PersonId(uuid::Uuid::nil()), &rep);
        assert_eq!(scope.reach(Kind::Customer), Reach::Team);
        assert_eq!(scope.reach(Kind::Deal), Reach::Own);
        let kept = serde_json::to_value(&roles).expect("json");
        assert_eq!(serde_json::from_value::<Roles>(kept).expect("roles"), roles);
    }
}
