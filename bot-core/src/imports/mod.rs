//! Bringing records in from files: a file is read, planned as a whole, and written in batches.
//!
//! Everything but [`write`] only looks, so that a dry run is the plan alone and says exactly what
//! the real run would. What came in is noted with its record in one transaction: the same file
//! again, or the rest of one that was interrupted, makes nothing twice. Records that are there are
//! left as they are.

mod book;
mod cards;
mod cell;
mod contacts;
mod customers;
mod deals;
mod encoding;
mod errand;
mod guess;
mod header;
mod leads;
mod left_out;
mod lookup;
mod people;
mod plan;
mod products;
mod report;
mod sheet;
mod stages;
mod taken_back;
mod twins;
mod writing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::commands::new_id;
use crate::domain::ids::{Instant, Kind, PersonId};
use crate::domain::money::Currency;
use crate::domain::org::Org;
use crate::domain::people::Lang;
use crate::store::Origin;
use crate::t;

pub use errand::{Errand, Far, IMPORT, Kept, Step, Way, advance};
pub(crate) use errand::{Sending, looked_at};
pub use guess::{guess, is_table, said};
pub use header::{Columns, recall, remember};
pub use left_out::{LeftOut, left_out};
pub use plan::{Plan, Write, plan};
pub use report::{Group, Report, Sort, grouped};
pub use sheet::{Row, Sheet};
pub use taken_back::{Back, Gone, back, take_back};
pub use twins::Twins;
pub use writing::{BATCH, Ready, put, write};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Who works here, with their managers and offices.
    People,
    /// What is sold.
    Products,
    /// Whom it is sold to.
    Customers,
    /// Who works there.
    Contacts,
    /// Who might buy.
    Leads,
    /// The chances to sell.
    Deals,
}

impl What {
    /// What it is called.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::People => t!(lang, "import-people"),
            Self::Products => t!(lang, "import-products"),
            Self::Customers => t!(lang, "import-customers"),
            Self::Contacts => t!(lang, "import-contacts"),
            Self::Leads => t!(lang, "import-leads"),
            Self::Deals => t!(lang, "import-deals"),
        }
    }

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Products => "products",
            Self::Customers => "customers",
            Self::Contacts => "contacts",
            Self::Leads => "leads",
            Self::Deals => "deals",
        }
    }

    /// Where the records of such a file are noted to come from.
    fn source(self) -> &'static str {
        match self {
            Self::People => "import:people",
            Self::Products => "import:products",
            Self::Customers => "import:customers",
            Self::Contacts => "import:contacts",
            Self::Leads => "import:leads",
            Self::Deals => "import:deals",
        }
    }

    /// The kind of its records; none for people, who make teams besides.
    pub fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::People => return None,
            Self::Products => Kind::Product,
            Self::Customers => Kind::Customer,
            Self::Contacts => Kind::Contact,
            Self::Leads => Kind::Lead,
            Self::Deals => Kind::Deal,
        })
    }

    fn layout(self) -> &'static header::Layout {
        match self {
            Self::People => &people::LAYOUT,
            Self::Products => &products::LAYOUT,
            Self::Customers => &customers::LAYOUT,
            Self::Contacts => &contacts::LAYOUT,
            Self::Leads => &leads::LAYOUT,
            Self::Deals => &deals::LAYOUT,
        }
    }
}

/// What an import needs to know besides the file.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Into which company.
    pub org: Org,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// What the file is called, without folder and ending: a pipeline may get its name.
    pub name: String,
    /// The channel on which the people of the file get an account under their handle.
    pub channel: String,
    /// Which file it is, by what it says: what it brought in can be taken back, and nothing else.
    pub file: Uuid,
    /// Who brings it in; nobody for the command line.
    pub actor: Option<PersonId>,
    /// The language of the report.
    pub lang: Lang,
    /// The instant that is written down.
    pub now: Instant,
    /// What is done about rows whose records are there already.
    pub twins: Twins,
}

/// Why a file is not taken at all, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// True when the command was wrong, not the file.
    pub usage: bool,
    /// In words.
    pub text: String,
}

impl Settings {
    /// Under what is noted which records this very file has made.
    fn file_source(&self) -> String {
        format!("file:{}", self.file.simple())
    }

    /// Under what is noted which records that were there this very file has changed, and by which
    /// change.
    fn changed_source(&self) -> String {
        format!("changed:{}", self.file.simple())
    }

    fn new_id(&self) -> Uuid {
        new_id(self.now)
    }

    /// From where a transaction of an import comes.
    fn origin(&self) -> Origin {
        Origin {
            org: self.org.id,
            change: self.new_id(),
            actor: self.actor,
            via: "import".to_owned(),
            at: self.now,
        }
    }

    /// The day in the company's zone.
    fn today(&self) -> NaiveDate {
        self.now.utc().with_timezone(&self.org.zone).date_naive()
    }
}

impl Refused {
    fn file(text: impl Into<String>) -> Self {
        Self { usage: false, text: text.into() }
    }

    fn usage(text: impl Into<String>) -> Self {
        Self { usage: true, text: text.into() }
    }
}
