//! One chance to sell.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ids::{Kind, PersonId};
use super::money::{Currency, Quantity};
use super::names::{SearchKey, keys_of_name};
use super::pipeline::{Outcome, Pipeline, Stage};
use super::record::{Head, record};

/// A product that a deal is about. What is not known stays unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DealLine {
    /// Which product.
    pub product: Uuid,
    /// How many.
    pub quantity: Option<Quantity>,
    /// What this line is worth, in minor units of the deal's currency.
    pub amount: Option<i64>,
}

/// A deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deal {
    /// What all records share.
    #[serde(flatten)]
    pub head: Head,
    /// What it is about.
    pub name: String,
    /// With whom; unknown for some imported deals.
    pub customer: Option<Uuid>,
    /// In minor units; none when not known.
    pub amount: Option<i64>,
    /// Of what.
    pub currency: Currency,
    /// By which process.
    pub pipeline: Uuid,
    /// Where it stands.
    pub stage: Uuid,
    /// The number of the highest stage that it ever stood in: reaching a stage counts all earlier
    /// ones.
    pub reached: i64,
    /// How it ended, or that it has not.
    pub outcome: Outcome,
    /// When it is expected to close.
    pub expected_close: Option<NaiveDate>,
    /// When work on it began, if that was not when it was written down.
    pub opened_on: Option<NaiveDate>,
    /// When it was won or lost, in the org's zone.
    pub closed_on: Option<NaiveDate>,
    /// A key of the org's list of reasons, when lost.
    pub lost_reason: Option<String>,
    /// The words that went with the reason.
    pub lost_note: Option<String>,
    /// Who else is trying.
    pub competitor: Option<String>,
    /// Remarks.
    pub note: Option<String>,
    /// Whose it is.
    pub owner: Option<PersonId>,
    /// Who works along: may see it and log on it, and nothing else.
    pub helpers: Vec<PersonId>,
    /// What it is about, by product.
    pub lines: Vec<DealLine>,
    /// The lead that it came from.
    pub lead: Option<Uuid>,
}

impl Deal {
    /// Puts the deal into a stage of a pipeline, and closes or reopens it as the stage says.
    pub fn enter(&mut self, pipeline: &Pipeline, stage: &Stage, today: NaiveDate) {
        self.stage = stage.id;
        self.outcome = stage.outcome;
        // A lost deal did not pass the stages before «lost»; a won one passed them all.
        if stage.outcome != Outcome::Lost && stage.pos > pipeline.place(self.reached) {
            self.reached = stage.no;
        }
        self.closed_on = (stage.outcome != Outcome::Open).then_some(today);
        if stage.outcome != Outcome::Lost {
            self.lost_reason = None;
            self.lost_note = None;
        }
    }
}

record!(
    Deal,
    Kind::Deal,
    fn owner(&self) -> Option<PersonId> {
        self.owner
    },
    fn label(&self) -> String {
        self.name.clone()
    },
    fn search_keys(&self) -> Vec<SearchKey> {
        keys_of_name(&self.name)
    }
);
