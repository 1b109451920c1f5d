//! The ordered steps of a deal: the org's rows; only the outcome is code.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::people::Lang;

/// How a stage ends a deal, or that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Still to be won.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

impl Outcome {
    /// The word that stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// Key, Chinese name, English name, rate, outcome and patience of a stage.
type Row = (&'static str, &'static str, &'static str, i64, Outcome, Option<i64>);

/// A sales process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pipeline {
    /// The key.
    pub id: Uuid,
    /// The word that people type in English, unique in the org.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its stages in order, the closing ones last.
    pub stages: Vec<Stage>,
    /// The stages that were taken out: deals have stood in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Stage>,
}

/// One step of a pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// The key.
    pub id: Uuid,
    /// Its number in the pipeline, for good: what deals remember of how far they got.
    pub no: i64,
    /// The place in its pipeline, from 1.
    pub pos: i64,
    /// The word that people type in English: `quotation`.
    pub key: String,
    /// The Chinese name: 报价.
    pub zh: String,
    /// The English name: Quotation.
    pub en: String,
    /// How likely a deal in it is won, in basis points.
    pub rate: i64,
    /// Whether it ends the deal.
    pub outcome: Outcome,
    /// After how many days without a valid activity a deal in it is stale.
    pub idle_days: Option<i64>,
}

impl Stage {
    /// What the stage is called in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Pipeline {
    /// The stage with this key, also one that was taken out.
    pub fn stage(&self, id: Uuid) -> Option<&Stage> {
        self.ever().find(|stage| stage.id == id)
    }

    /// All stages that there are and that there were.
    pub fn ever(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().chain(&self.gone)
    }

    /// The place of the stage with this number; before all others where there is none.
    pub fn place(&self, no: i64) -> i64 {
        self.ever().find(|stage| stage.no == no).map_or(0, |stage| stage.pos)
    }

    /// The stage that ends a deal that way.
    pub fn ending(&self, outcome: Outcome) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.outcome == outcome)
    }

    /// The stages that a deal can stand in.
    pub fn open(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.outcome == Outcome::Open)
    }

    /// The highest open stage that a deal got to which reached the stage of this number; the first
    /// one when it got to none.
    pub fn reached(&self, no: i64) -> Option<&Stage> {
        let pos = self.place(no);
        let below = self.open().filter(|stage| stage.pos <= pos);
        below.max_by_key(|stage| stage.pos).or_else(|| self.open().next())
    }

    /// The pipeline that a new org gets: needs → proposal → quotation → contract → won | lost.
    ///
    /// `new_id` gives the keys.
    pub fn standard(mut new_id: impl FnMut() -> Uuid) -> Self {
        const STAGES: [Row; 6] = [
            ("needs", "需求确认", "Needs confirmed", 2000, Outcome::Open, Some(7)),
            ("proposal", "方案递交", "Proposal", 4000, Outcome::Open, Some(10)),
            ("quotation", "报价", "Quotation", 6000, Outcome::Open, Some(14)),
            ("contract", "合同签署", "Contract", 8000, Outcome::Open, Some(14)),
            ("won", "赢单", "Won", 10_000, Outcome::Won, None),
            ("lost", "输单", "Lost", 0, Outcome::Lost, None),
        ];
        let stages =
            STAGES.iter().zip(1..).map(|(&(key, zh, en, rate, outcome, idle), pos)| Stage {
                id: new_id(),
                no: pos,
                pos,
                key: key.to_owned(),
                zh: zh.to_owned(),
                en: en.to_owned(),
                rate,
                outcome,
                idle_days: idle,
            });
        let stages = stages.collect();
        Self {
            id: new_id(),
            key: "standard".to_owned(),
            name: "标准销售流程".to_owned(),
            stages,
            gone: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_deal_goes_back_to_the_highest_open_stage_that_it_reached() {
        let pipeline = Pipeline::standard(Uuid::nil);
        let key = |pos| pipeline.reached(pos).map(|stage| stage.key.as_str());
        assert_eq!(key(5), Some("contract"));
        assert_eq!(key(2), Some("proposal"));
        assert_eq!(key(0), Some("needs"));
    }
}
