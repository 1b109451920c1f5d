//! Who may do what, and whose records a person may see.

use serde::{Deserialize, Serialize};

use super::ids::PersonId;

/// A named set of rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sells.
    Rep,
    /// Leads a team.
    Manager,
    /// Sets the org up.
    Admin,
    /// Invoices and receipts.
    Finance,
    /// Stock and shipping.
    Warehouse,
    /// Makes things.
    Production,
    /// After-sales.
    Service,
    /// Brings leads.
    Marketing,
}

/// One thing that a role may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Right {
    /// Talk to Gendan at all: help, language, zone, own follow-ups, undo.
    Talk,
    /// Look at leads, customers, deals, orders within one's scope.
    Look,
    /// Write leads, customers, contacts, deals, activities, draft and submit orders.
    Sell,
    /// Write products and prices.
    Price,
    /// Confirm or refuse a submitted order.
    ConfirmOrder,
    /// Ship and mark as delivered.
    Ship,
    /// Set up people, teams and rules.
    Admin,
}

impl Role {
    /// The word that people type and that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rep => "rep",
            Self::Manager => "manager",
            Self::Admin => "admin",
            Self::Finance => "finance",
            Self::Warehouse => "warehouse",
            Self::Production => "production",
            Self::Service => "service",
            Self::Marketing => "marketing",
        }
    }

    /// What the role allows until the org says otherwise.
    pub fn rights(self) -> &'static [Right] {
        use Right::{Admin, ConfirmOrder, Look, Price, Sell, Ship, Talk};
        match self {
            Self::Rep => &[Talk, Look, Sell, Ship],
            Self::Manager => &[Talk, Look, Sell, Ship, ConfirmOrder, Price],
            Self::Admin => &[Talk, Look, Sell, Ship, ConfirmOrder, Price, Admin],
            Self::Warehouse => &[Talk, Look, Ship],
            Self::Finance | Self::Production | Self::Service | Self::Marketing => &[Talk, Look],
        }
    }

    /// How far the role sees until the org says otherwise.
    pub fn reach(self) -> Reach {
        match self {
            Self::Rep | Self::Marketing => Reach::Own,
            Self::Manager => Reach::Subtree,
            Self::Admin | Self::Finance | Self::Warehouse | Self::Production | Self::Service => {
                Reach::All
            }
        }
    }
}

/// How far somebody sees, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// One's own records.
    Own,
    /// Those of one's team and all teams below it.
    Subtree,
    /// The whole org's.
    All,
}

/// Whose records a person may see. Every listing takes one, so that forgetting it does not compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The viewer.
    pub viewer: PersonId,
    /// How far the viewer sees.
    pub reach: Reach,
}

/// Tells whether one of the roles allows it.
pub fn allows(roles: &[Role], right: Right) -> bool {
    roles.iter().any(|role| role.rights().contains(&right))
}

/// The widest reach of the roles.
pub fn reach(roles: &[Role]) -> Reach {
    roles.iter().map(|role| role.reach()).max().unwrap_or(Reach::Own)
}
