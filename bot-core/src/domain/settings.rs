//! The rules of an org: its working calendar, and when people are reminded.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::assign::Assigning;
use super::calendar::{Calendar, Hours};
use super::ids::{Instant, Kind, OrgId};
use super::org::Lists;
use super::own::OwnFields;
use super::people::Person;
use super::pipeline::Pipeline;
use super::record::{Head, record};

/// The holidays that a calendar begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// No holidays.
    Plain,
    /// Those of China, with the days that are worked for them.
    China,
}

impl Base {
    /// What an org in this zone begins with.
    fn of(zone: Tz) -> Self {
        match zone {
            Tz::Asia__Shanghai | Tz::Asia__Chongqing | Tz::Asia__Harbin | Tz::Asia__Urumqi => {
                Self::China
            }
            _ => Self::Plain,
        }
    }
}

/// A day that the org has named itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDay {
    /// Whether it is worked.
    pub working: bool,
    /// What it is called; empty when it has no name.
    pub name: String,
}

/// When and how often people are reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nudges {
    /// On which working days after the due day, if nothing has happened.
    pub days: Vec<i32>,
    /// How many messages a person gets a day at most.
    pub most: i64,
    /// After how many reminders the manager hears of it.
    pub tell_after: i64,
    /// Within how many working hours a new lead is to be contacted.
    pub first_response: i64,
    /// After how many working days an order that does not move is looked at.
    pub order_days: i32,
    /// What nobody is reminded of: names of rules.
    pub off: BTreeSet<String>,
    /// After how many days without a valid activity a deal is looked at, by the key of its stage:
    /// where the org says something else than the stage itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stages: BTreeMap<String, i64>,
}

/// The limit of a stage for which nobody has said one: an imported stage has none of its own.
const STAGE_DAYS: i64 = 14;

impl Nudges {
    /// After how many days without a valid activity a deal in an open stage is looked at.
    pub fn idle_days(&self, key: &str, usual: Option<i64>) -> i64 {
        self.stages.get(key).copied().or(usual).unwrap_or(STAGE_DAYS)
    }
}

impl Default for Nudges {
    fn default() -> Self {
        Self {
            days: vec![1, 2, 4, 7],
            most: 5,
            tell_after: 3,
            first_response: 4,
            order_days: 3,
            off: BTreeSet::new(),
            stages: BTreeMap::new(),
        }
    }
}

/// What needs the word of a manager before it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approvals {
    /// How much less than the list price may be asked without one, in basis points.
    pub discount: i64,
}

impl Default for Approvals {
    fn default() -> Self {
        Self { discount: 1_500 }
    }
}

/// What is done about a new record that somebody has already, where the org has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// It is refused, and said whom to ask.
    Block,
    /// It is said, and written down all the same.
    Warn,
    /// Whoever has it is asked to share it.
    Cooperate,
    /// It is put before the manager.
    File,
}

/// What is done about new records that somebody has already, by kind; refused where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entries {
    /// Leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Entry>,
    /// Customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Entry>,
}

/// What a stage demands of a deal that enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Fields that must not be empty, by name; the org's own ones name their stage themselves.
    #[serde(default)]
    pub fields: Vec<String>,
    /// What has to be done, in words: somebody says so.
    #[serde(default)]
    pub checks: Vec<String>,
}

/// What is said of visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visits {
    /// Within how many metres of its place somebody is at the customer's.
    pub radius: i32,
}

impl Default for Visits {
    fn default() -> Self {
        Self { radius: 300 }
    }
}

/// What an org works with: its pipelines and lists. They have rows of their own, which follow what is
/// saved here; so a change of them is undone, and looked up, like one of any record. Both are empty as
/// long as nothing was changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// The pipelines with their stages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pipelines: Vec<Pipeline>,
    /// The sources, reasons and levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lists: Option<Lists>,
}

/// The rules of an org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// The holidays that the calendar begins with.
    pub base: Base,
    /// Which days of the week are worked, Monday first.
    pub week: [bool; 7],
    /// Days that the org has named itself.
    pub days: BTreeMap<NaiveDate, OwnDay>,
    /// The years whose holidays the org has brought in itself.
    pub years: BTreeSet<i32>,
    /// The working hours of a working day.
    pub hours: Hours,
    /// When nobody is reminded.
    pub quiet: Hours,
    /// When and how often people are reminded.
    pub nudges: Nudges,
    /// What needs the word of a manager.
    pub approvals: Approvals,
    /// What is done about new records that somebody has already.
    #[serde(default)]
    pub entries: Entries,
    /// Who gets a lead that belongs to nobody.
    #[serde(default)]
    pub assign: Assigning,
    /// What the org wants to know of its records besides what everybody does.
    #[serde(default)]
    pub fields: OwnFields,
    /// What columns of files mean that came before, by what the file holds and how it begins.
    #[serde(default)]
    pub columns: BTreeMap<String, Vec<(String, String)>>,
    /// What has to be done before a deal enters a stage, by the stage's key.
    #[serde(default)]
    pub gates: BTreeMap<String, Gate>,
    /// What is said of visits.
    #[serde(default)]
    pub visits: Visits,
    /// The pipelines and the lists as they were changed last.
    #[serde(default)]
    pub setup: Setup,
}

impl Settings {
    /// The rules of an org that has changed none.
    pub fn standard(org: OrgId, zone: Tz) -> Self {
        Self {
            head: Head::new(org.0, 1, Instant(0)),
            base: Base::of(zone),
            week: [true, true, true, true, true, false, false],
            days: BTreeMap::new(),
            years: BTreeSet::new(),
            hours: Hours::new(9, 18),
            quiet: Hours::new(20, 8),
            nudges: Nudges::default(),
            approvals: Approvals::default(),
            entries: Entries::default(),
            assign: Assigning::default(),
            fields: OwnFields::default(),
            columns: BTreeMap::new(),
            gates: BTreeMap::new(),
            visits: Visits::default(),
            setup: Setup::default(),
        }
    }

    /// True when they stand in the database: what was never changed does not.
    pub fn is_saved(&self) -> bool {
        self.head.version > 0
    }

    /// The org's working calendar.
    pub fn calendar(&self) -> Calendar {
        let mut calendar = match self.base {
            Base::Plain => Calendar::plain(),
            Base::China => Calendar::china(),
        };
        // A week without a working day is refused where it is set; the standard one stands in.
        let _ = calendar.set_week(self.week);
        for (day, own) in &self.days {
            calendar.set_day(*day, own.working, &own.name);
        }
        for year in &self.years {
            calendar.know(*year);
        }
        (calendar.hours, calendar.quiet) = (self.hours, self.quiet);
        calendar
    }

    /// The calendar by which somebody is reminded: with the person's quiet hours, and with days of
    /// leave as days of rest where nobody stands in.
    pub fn calendar_of(&self, person: &Person) -> Calendar {
        let mut calendar = self.calendar();
        calendar.quiet = person.quiet.unwrap_or(calendar.quiet);
        if let Some(leave) = person.leave.filter(|leave| leave.cover.is_none()) {
            calendar.rest(leave.from, leave.until);
        }
        calendar
    }
}

record!(
    Settings,
    Kind::Settings,
    fn label(&self) -> String {
        Kind::Settings.word().to_owned()
    }
);
