//! `/tz`: the zone in which one lives.

use async_trait::async_trait;
use chrono_tz::{OffsetComponents as _, Tz};
use serde::{Deserialize, Serialize};

use super::undo::Undo;
use crate::chat::parse;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, required};
use crate::commands::{Cx, Outcome, Run};
use crate::domain::access::Right;
use crate::domain::fold;
use crate::problem::Problem;
use crate::t;
use crate::text::read;

/// Which zone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetZone {
    /// A name of the IANA list, or a city of it.
    pub zone: String,
}

/// What is offered to those who name no zone of the list: one of each offset where people sell.
const COMMON: [Tz; 14] = [
    Tz::Asia__Shanghai,
    Tz::Asia__Tokyo,
    Tz::Asia__Singapore,
    Tz::Asia__Bangkok,
    Tz::Asia__Kolkata,
    Tz::Asia__Dubai,
    Tz::Europe__Moscow,
    Tz::Europe__Berlin,
    Tz::Europe__London,
    Tz::America__Sao_Paulo,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Los_Angeles,
    Tz::Australia__Sydney,
];

impl Ask for SetZone {
    const SPEC: Spec = Spec {
        name: "tz",
        aliases: &["时区", "timezone", "time zone"],
        right: Right::Talk,
        effect: Effect::Writes,
        args: &[required("zone", Take::Text, By::Rest)],
        example: Both { zh: "时区 Asia/Shanghai", en: "tz Asia/Shanghai" },
    };
}

#[async_trait]
impl Run for SetZone {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let zone = match offset(&self.zone) {
            None => {
                parse::zone(&self.zone).ok_or_else(|| unknown(cx, &self.zone, near(&self.zone)))?
            }
            Some(minutes) => {
                let there = COMMON.into_iter().filter(|zone| minutes_of(cx, *zone) == minutes);
                return Err(unknown(cx, &self.zone, there.take(3).collect()));
            }
        };
        let now = read::instant(lang, cx.now, zone, cx.now);
        let text = t!(lang, "zone-set", zone = zone.name(), now = now);
        if zone == cx.me.zone {
            return Ok(Reply::say(text));
        }
        let mut after = cx.me.clone();
        after.zone = zone;
        cx.save(Some(cx.me), &after).await?;
        Ok(Reply::say(text).button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// Says that no zone has this name, with the nearest that there are.
fn unknown(cx: &Cx<'_>, given: &str, near: Vec<Tz>) -> Problem {
    let given: String = given.chars().take(40).collect();
    let choice = |zone: Tz| (zone.name().to_owned(), zone.name().into());
    let near = if near.is_empty() { COMMON.into_iter().take(3).collect() } else { near };
    let choices = near.into_iter().map(choice).collect();
    cx.ask("zone", t!(cx.lang(), "zone-unknown", given = given), choices)
}

/// The three zones whose city is spelt most like it; none where nothing is near.
fn near(given: &str) -> Vec<Tz> {
    let key = fold::key(given).replace(' ', "_");
    let city = |zone: &Tz| {
        let name = zone.name().to_lowercase();
        let city = name.rsplit('/').next().unwrap_or(&name).to_owned();
        strsim::jaro_winkler(&city, &key).max(strsim::jaro_winkler(&name, &key))
    };
    let of_a_place = |zone: &&Tz| zone.name().contains('/') && !zone.name().starts_with("Etc/");
    let mut scored: Vec<(f64, Tz)> = chrono_tz::TZ_VARIANTS
        .iter()
        .filter(of_a_place)
        .map(|zone| (city(zone), *zone))
        .filter(|(score, _)| *score >= 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(3).map(|(_, zone)| zone).collect()
}

/// The minutes of a bare offset such as `UTC+8`: it is no zone, as it knows no summer time, and
/// the list's own `Etc/GMT+8` means the other side of the world.
fn offset(given: &str) -> Option<i64> {
    let key = fold::key(given).replace(' ', "");
    let digits = key.trim_start_matches("etc/");
    let digits = ["utc", "gmt", "东", "西"]
        .into_iter()
        .find_map(|head| digits.strip_prefix(head))
        .unwrap_or(digits);
    let (sign, digits) = match digits.chars().next()? {
        '+' => (1, &digits[1..]),
        '-' => (-1, &digits[1..]),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// How many minutes a zone is ahead of UTC in its standard time.
fn minutes_of(cx: &Cx<'_>, zone: Tz) -> i64 {
    let here = cx.now.utc().with_timezone(&zone);
    here.offset().base_utc_offset().num_minutes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_offset_is_seen_and_a_misspelt_city_is_near() {
        assert_eq!(offset("UTC+8"), Some(480));
        assert_eq!(offset("GMT-5"), Some(-300));
        assert_eq!(offset("+05:30"), Some(330));
        assert_eq!(offset("Asia/Shanghai"), None);
        assert_eq!(offset("GMT"), None);
        assert_eq!(near("shangai").first(), Some(&Tz::Asia__Shanghai));
        assert!(near("qqqqqq").is_empty());
    }
}
