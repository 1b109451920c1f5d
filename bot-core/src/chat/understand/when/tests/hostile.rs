//! Nothing that anybody sends may panic or take long.

use super::super::super::money;
use super::*;
use crate::domain::money::Currency;

fn read_all(text: &str) {
    with("2026-03-11 15:30", |here| {
        whole(text, here);
        period_whole(text, here);
        for found in find_moments(text, here) {
            assert!(text.get(found.span).is_some(), "{text}");
        }
    });
    for found in money::find_all(text, Currency::CNY) {
        assert!(text.get(found.span).is_some(), "{text}");
    }
    for found in money::find_discounts(text) {
        assert!(text.get(found.span).is_some(), "{text}");
    }
    for found in money::order_lines(text, Currency::CNY) {
        assert!(text.get(found.span).is_some(), "{text}");
    }
    let _ = money::whole(text, Currency::CNY);
    money::quantity_whole(text);
    let _ = money::discount_whole(text);
    super::super::super::number::whole(text);
}

#[test]
fn any_mixture_of_pieces_is_read_without_a_panic() {
    const PIECES: &[&str] = &[
        "下",
        "周",
        "五",
        "三",
        "点",
        "半",
        "月",
        "底",
        "30",
        "日",
        "号",
        "2026",
        "-",
        "/",
        ":",
        "前",
        "后",
        "内",
        "天",
        "个",
        "小时",
        "next ",
        "Wed",
        " ",
        "in ",
        "2 weeks",
        "at ",
        "3",
        "pm",
        ".",
        ",",
        "万",
        "亿",
        "元",
        "块",
        "毛",
        "¥",
        "USD ",
        "k",
        "*",
        "@",
        "x",
        "台",
        "折",
        "%",
        " off",
        "é",
        "😀",
        "\u{0}",
        "\u{301}",
        "千",
        "百",
        "十",
        "零",
        "一",
        "两",
        "1",
        "0",
        "99999999999",
        "Q3",
        "end of ",
        "month",
        "今晚",
        "上午",
        "T",
        "Z",
        "+08:00",
        "half ",
        "a ",
        "million",
        "年",
        "季度",
        "末",
        "第",
        "every ",
        "(",
        ")",
        "～",
        "到",
        "ß",
        "İ",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |n: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    for _ in 0..20_000 {
        let length = random(9) + 1;
        let text: String = (0..length).map(|_| PIECES[random(PIECES.len())]).collect();
        read_all(&text);
    }
    for _ in 0..5_000 {
        let length = random(12);
        let text: String = (0..length)
            .filter_map(|_| char::from_u32(u32::try_from(random(0x1_1000)).unwrap()))
            .collect();
        read_all(&text);
    }
}

#[test]
fn a_long_text_of_anything_is_read_to_its_end() {
    for piece in [
        "1", "一", "1,", "万", " ", "周", "下", "三点", "1天", "2 ", "a ", "half ", "A*", "@",
        "1.", "-", "¥", "next ", "1d ", "元", "3块", "空1", "x", "*1", "twenty ", "in ", "30日",
        "第", "1k", "1-", "半", "，", "abcd ", "上午", "20台 ", "到", "十", "% ", "\u{301}",
        "空一", "1点",
    ] {
        let text = piece.repeat(40_000 / piece.len());
        read_all(&text);
    }
}
