//! The company: its zone, currency, language and its own lists of words.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::access::Roles;
use super::ids::OrgId;
use super::money::Currency;
use super::people::Lang;

/// An org (tenant). Every fact belongs to exactly one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Org {
    /// The key.
    pub id: OrgId,
    /// What it is called.
    pub name: String,
    /// The zone of its reports.
    pub zone: Tz,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The language of people who have not chosen.
    pub lang: Lang,
    /// The lists that the org may change.
    pub lists: Lists,
    /// What people may do here.
    pub roles: Roles,
}

/// One word of a list that the org may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub key: String,
    /// What Chinese readers see and type.
    pub zh: String,
    /// What English readers see and type.
    pub en: String,
}

impl Choice {
    fn new(key: &str, zh: &str, en: &str) -> Self {
        Self { key: key.to_owned(), zh: zh.to_owned(), en: en.to_owned() }
    }

    /// The word in a language.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// The lists of an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// Where leads come from.
    pub sources: Vec<Choice>,
    /// Why leads and deals are lost.
    pub reasons: Vec<Choice>,
    /// How much a customer matters.
    pub levels: Vec<Choice>,
}

impl Default for Lists {
    /// The lists that a new org starts with.
    fn default() -> Self {
        let list = |rows: &[(&str, &str, &str)]| {
            rows.iter().map(|(key, zh, en)| Choice::new(key, zh, en)).collect()
        };
        Self {
            sources: list(&[
                ("website", "官网", "Website"),
                ("social", "社交媒体", "Social media"),
                ("exhibition", "展会", "Exhibition"),
                ("referral", "转介绍", "Referral"),
                ("ad", "广告", "Ad"),
                ("cold_call", "陌拜", "Cold call"),
                ("other", "其他", "Other"),
            ]),
            reasons: list(&[
                ("price", "价格", "Price"),
                ("competitor", "竞争对手", "Competitor"),
                ("no_budget", "无预算", "No budget"),
                ("no_need", "无需求", "No need"),
                ("timing", "时机", "Timing"),
                ("other", "其他", "Other"),
            ]),
            levels: list(&[("A", "A", "A"), ("B", "B", "B"), ("C", "C", "C")]),
        }
    }
}
