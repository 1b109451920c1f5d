use std::path::Path;

use serde_json::Value;

use super::*;

fn read(text: &str) -> String {
    whole(text).map_or("-".to_owned(), show)
}

fn show(value: Decimal) -> String {
    (0..=12)
        .find_map(|places| {
            let units = value.units(places)?;
            if places == 0 {
                return Some(units.to_string());
            }
            let one = 10_i128.pow(places);
            let sign = if units < 0 { "-" } else { "" };
            let width = usize::try_from(places).unwrap();
            Some(format!("{sign}{}.{:0width$}", units.abs() / one, units.abs() % one))
        })
        .unwrap()
}

#[test]
fn numbers_are_read_in_digits_and_words_of_both_languages() {
    let rows = "
        0 | 0
        12.5 | 12.5
        1,250 | 1250
        1,250,000.50 | 1250000.5
        1,25 | -
        1.2.3 | -
        .5 | 0.5
        3千 | 3000
        3千5 | 3500
        50万 | 500000
        50 万 | 500000
        1.2亿 | 120000000
        1万5 | 15000
        3万5000 | 35000
        1.5千万 | 15000000
        一点五亿 | 150000000
        三点一四 | 3.14
        三千五 | 3500
        三千零五 | 3005
        三千零五十 | 3050
        三万五 | 35000
        三万五千 | 35000
        一百二 | 120
        一百二十 | 120
        二十五 | 25
        十 | 10
        十二 | 12
        一百一十一 | 111
        一千零一十 | 1010
        一千万零一 | 10000001
        十万零一千 | 101000
        两 | 2
        两万 | 20000
        半 | 0.5
        廿五 | 25
        叁万 | 30000
        壹拾叁万伍仟 | 135000
        壹仟壹佰壹拾壹亿壹仟壹佰壹拾壹万壹仟壹佰壹拾壹 | 111111111111
        四億五千六百四十二萬零壹十五 | 456420015
        一万亿 | 1000000000000
        二〇二六 | 2026
        八五 | 85
        三五百 | -
        千万 | -
        万 | -
        百十一 | -
        负十 | -10
        -10.1 | -10.1
        15k | 15000
        1.5K | 1500
        2m | 2000000
        1.2M | 1200000
        15kg | -
        1.5 million | 1500000
        20 thousand | 20000
        two | 2
        twenty | 20
        twenty-five | 25
        one hundred and sixteen | 116
        two hundred thousand | 200000
        three million two hundred thousand | 3200000
        half a million | 500000
        half million | 500000
        a million | 1000000
        a dozen | 12
        two dozen | 24
        2 dozen | 24
        a | -
        five twenty | -
        abc | -
    ";
    for row in rows.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let (text, expected) = row.split_once(" | ").unwrap();
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn more_digits_than_money_can_have_are_only_too_much() {
    let many = "9".repeat(1_000_000);
    assert_eq!(whole(&many), Some(Decimal::whole(i128::MAX)));
    let small = format!("0.{}1", "0".repeat(100_000));
    assert!(whole(&small).is_some_and(|d| d.units(12).is_some()));
}

#[test]
fn numbers_of_other_projects_are_read_alike() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/numbers/expressions.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no {}", file.display());
        return;
    };
    let (mut right, mut unread, mut wrong) = (0, 0, 0);
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let said = row["text"].as_str().unwrap();
        let expected = match &row["expected_value"] {
            Value::Number(n) => n.to_string(),
            Value::Object(o) => match &o.get("value") {
                Some(Value::String(s)) => s.clone(),
                Some(Value::Number(n)) => n.to_string(),
                _ => continue,
            },
            _ => continue,
        };
        // Only texts that are a number as a whole; fractions and sentences are not read here.
        let matched = row["matched_text"].as_str().unwrap_or(said);
        let fraction = ["分", "又", "份", "th", "rd", "over", "quarter", "half", "^", "e+", "e1"];
        if fraction.iter().any(|f| said.contains(f)) && !said.contains("thousand") {
            continue;
        }
        if row["expected_kind"] != "number" || matched != said || expected.contains('e') {
            continue;
        }
        let expected = expected.strip_suffix(".0").unwrap_or(&expected);
        match read(said) {
            got if got == expected => right += 1,
            got if got == "-" => {
                unread += 1;
                println!("unread {said} {expected}");
            }
            got => {
                wrong += 1;
                println!("wrong {said} {got} {expected}");
            }
        }
    }
    println!("right {right}, unread {unread}, wrong {wrong}");
    assert!(right * 100 >= (right + wrong + unread) * 60, "right {right}");
    assert!(wrong * 20 <= right, "wrong {wrong}");
}
