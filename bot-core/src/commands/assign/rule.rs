//! `/assign rule`: the rules for leads of nobody, and a new one, which is tried before it counts.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{Staff, line, may_give, r#try};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::commands::calendar::save;
use crate::commands::find_record::called;
use crate::commands::{Cx, Outcome, Run, same};
use crate::domain::access::Right;
use crate::domain::assign::{AssignRule, How};
use crate::domain::money::Money;
use crate::problem::Problem;
use crate::t;

/// Which leads go to whom; the rules that there are when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetAssign {
    /// Words of the region.
    pub region: Option<String>,
    /// A key of the org's list.
    pub source: Option<String>,
    /// Words of what is wanted.
    pub product: Option<String>,
    /// The least amount.
    pub amount: Option<Money>,
    /// A tag.
    pub tag: Option<String>,
    /// How many a person gets a day at most.
    pub daily: Option<i64>,
    /// «给 Bo», «轮流 华东», «最闲 华东».
    pub who: Option<String>,
}

const TO: [&str; 4] = ["给", "归", "to", "->"];
const TURN: [&str; 5] = ["轮流给", "轮流", "round robin", "in turn to", "in turn"];
const LEAST: [&str; 4] = ["最闲", "给最闲的", "least loaded", "least"];

impl Ask for SetAssign {
    const SPEC: Spec = Spec {
        name: "assign rule",
        aliases: &["分配规则", "线索分配规则", "assign rules"],
        right: Right::Handover,
        effect: Effect::Writes,
        args: &[
            optional("region", Take::Text, By::Key),
            optional("source", Take::Choice(List::Sources), By::Key),
            optional("product", Take::Text, By::Key),
            optional("amount", Take::Money, By::Key),
            optional("tag", Take::Text, By::Key),
            optional("daily", Take::Number, By::Key),
            rest("who"),
        ],
        example: Both {
            zh: "分配规则 来源=展会 每天=5 轮流 华东",
            en: "assign rule source=exhibition daily=5 in turn 华东",
        },
    };
}

#[async_trait]
impl Run for SetAssign {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let staff = Staff::of(cx).await?;
        let example = Self::SPEC.example.in_lang(lang);
        let Some(who) = self.who.as_deref() else {
            let named = serde_json::to_value(&self).ok();
            let named = named.as_ref().and_then(serde_json::Value::as_object);
            if named.is_some_and(|fields| fields.values().any(|value| !value.is_null())) {
                return Err(cx.ask("who", t!(lang, "assign-who"), Vec::new()));
            }
            let rules = &cx.settings.assign.rules;
            if rules.is_empty() {
                return Ok(Reply::card(t!(lang, "assign-none", example = example)));
            }
            let lines: Vec<String> = rules.iter().map(|rule| line(cx, &staff, rule)).collect();
            let how = t!(lang, "assign-how", example = example);
            return Ok(Reply::card(t!(lang, "assign-title")).bullets(lines).text(how));
        };
        let (how, to) = target(&staff, who)
            .ok_or_else(|| Problem::tell(t!(lang, "not-found", what = who.trim())))?;
        let n = cx.settings.assign.made + 1;
        let rule = AssignRule {
            n,
            region: self.region,
            source: self.source,
            product: self.product,
            amount: self.amount.map(|amount| amount.minor),
            tag: self.tag,
            how,
            to,
            daily: self.daily.filter(|daily| *daily > 0),
            on: false,
        };
        if !may_give(cx, &staff, &rule).await? {
            return Err(Problem::tell(t!(lang, "not-found", what = who.trim())));
        }
        let mut after = cx.settings.clone();
        after.assign.made = n;
        after.assign.rules.push(rule.clone());
        let assign = after.assign.clone();
        save(cx, after).await?;
        r#try::tried(cx, &staff, &assign, &rule, true).await
    }
}

/// Whom the words mean, and how one is chosen.
fn target(staff: &Staff, words: &str) -> Option<(How, uuid::Uuid)> {
    let words = words.trim();
    let after = |list: &[&str]| {
        let lower = words.to_lowercase();
        let word = list.iter().filter(|word| lower.starts_with(**word)).max_by_key(|w| w.len())?;
        words.get(word.len()..).map(str::trim)
    };
    let team = |name: &str| {
        let found = staff.teams.iter().find(|team| same(&team.name, name));
        found.map(|team| team.head.id)
    };
    if let Some(name) = after(&TURN) {
        return Some((How::Turn, team(name)?));
    }
    if let Some(name) = after(&LEAST) {
        return Some((How::Least, team(name)?));
    }
    let name = after(&TO).unwrap_or(words);
    match called(&staff.people, name) {
        Some(person) => Some((How::Person, person.head.id)),
        None => Some((How::Turn, team(name)?)),
    }
}
