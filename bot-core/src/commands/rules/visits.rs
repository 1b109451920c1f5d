//! `/visits`: within which radius somebody is at the customer's; changed by who sets the org up.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, Effect, Spec, rest};
use crate::commands::calendar::save;
use crate::commands::owners::not_allowed;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;

/// What is to be different; what there is when nothing is said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetVisits {
    /// «半径 500米», «radius 500 m».
    pub what: Option<String>,
}

/// The least and the most metres.
const METRES: std::ops::RangeInclusive<i32> = 50..=5_000;

impl Ask for SetVisits {
    const SPEC: Spec = Spec {
        name: "visits",
        aliases: &["签到规则", "签到半径"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[rest("what")],
        example: Both { zh: "签到规则", en: "visits" },
    };
}

#[async_trait]
impl Run for SetVisits {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let words = self.what.unwrap_or_default();
        let before = cx.settings.visits.radius;
        let rule = |radius: i32| t!(lang, "visits-rule", radius = radius.to_string());
        if words.trim().is_empty() {
            let reply = Reply::card(t!(lang, "visits-rules")).text(rule(before));
            let how = cx.may(Right::Admin).then(|| t!(lang, "visits-how"));
            return Ok(how.into_iter().fold(reply, Reply::text));
        }
        if !cx.may(Right::Admin) {
            return Err(not_allowed(cx, Right::Admin).await?.into());
        }
        let Some(radius) = metres(&words).filter(|radius| METRES.contains(radius)) else {
            return Err(Problem::tell(t!(lang, "visits-bad", given = words)));
        };
        let reply = Reply::say(t!(lang, "visits-set")).text(rule(radius));
        if radius == before {
            return Ok(reply);
        }
        let mut after = cx.settings.clone();
        after.visits.radius = radius;
        save(cx, after).await?;
        Ok(reply.row(vec![Button::new(t!(lang, "button-undo"), &Undo::this(cx))]))
    }
}

/// The metres that words name: 半径 500米, `radius 500 m`, 500, 1公里.
fn metres(words: &str) -> Option<i32> {
    let words = fold::key(words);
    let at = words.find(|c: char| c.is_ascii_digit())?;
    let (before, number) = words.split_at(at);
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let (number, unit) = number.split_at(end);
    let named = ["", "半径", "radius"].contains(&before.trim_matches([' ', '=', ':']));
    let of = match unit.trim() {
        "" | "米" | "m" | "metres" | "meters" => 1,
        "公里" | "千米" | "km" => 1_000,
        _ => return None,
    };
    number.parse::<i32>().ok()?.checked_mul(of).filter(|_| named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_radius_is_read_in_both_languages() {
        for (said, read) in [
            ("半径 500米", Some(500)),
            ("500", Some(500)),
            ("radius=1 km", Some(1_000)),
            ("半径500m", Some(500)),
            ("半径", None),
            ("5 mal", None),
            ("折扣 20", None),
            ("99999999999", None),
        ] {
            assert_eq!(metres(said), read, "{said}");
        }
    }
}
