use super::*;
use crate::domain::money::{Currency, MoneyProblem, Paid, Quantity};

fn show(amount: Result<Amount, MoneyProblem>) -> String {
    match amount {
        Ok(a) => {
            let max = a.max_minor.map(|m| format!("..{m}")).unwrap_or_default();
            let code = a.currency.map(|c| format!(" {c}")).unwrap_or_default();
            format!("{}{max}{code}", a.minor)
        }
        Err(problem) => format!("{problem:?}"),
    }
}

fn one(text: &str, default: Currency) -> String {
    match whole(text, default) {
        Ok(None) => "-".to_owned(),
        Ok(Some(amount)) => show(Ok(amount)),
        Err(problem) => show(Err(problem)),
    }
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .map(str::trim)
        .filter(|row| !row.is_empty())
        .map(|row| row.rsplit_once('|').unwrap_or_else(|| panic!("{row}")))
        .map(|(text, expected)| (text.trim(), expected.trim()))
}

fn check(table: &str, read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows(table)
        .filter_map(|(text, expected)| {
            let got = read(text);
            (got != expected).then(|| format!("{text}: {got}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_whole_text_is_an_amount() {
    check(
        "
        3500 | 350000
        0.35 | 35
        3,500.50 | 350050
        12万 | 12000000
        1.2亿 | 12000000000
        ¥3,500.50 | 350050 CNY
        ¥ 300 | 30000 CNY
        USD 20k | 2000000 USD
        20k usd | 2000000 USD
        USD20k | 2000000 USD
        $1.2m | 120000000 USD
        $1.5 million | 150000000 USD
        half a million dollars | 50000000 USD
        €300 | 30000 EUR
        300€ | 30000 EUR
        20 euros | 2000 EUR
        RMB 3500 | 350000 CNY
        人民币3.14 | 314 CNY
        3500元 | 350000 CNY
        3500 元 | 350000 CNY
        3500元人民币 | 350000 CNY
        叁万元整 | 3000000 CNY
        壹拾叁万伍仟元整 | 13500000 CNY
        叁万圆正 | 3000000 CNY
        三块五 | 350 CNY
        三块五毛 | 350 CNY
        3块5 | 350 CNY
        三块零五 | 305 CNY
        三元五角二分 | 352 CNY
        十块三毛 | 1030 CNY
        五毛 | 50 CNY
        五毛钱 | 50 CNY
        20块钱 | 2000 CNY
        三千五 | 350000
        12万5 | 12500000
        1200亿美元 | TooLarge
        1200万美元 | 1200000000 USD
        两千港币 | 200000 HKD
        5000日元 | 5000 JPY
        JPY 5000 | 5000 JPY
        JPY 0.5 | TooPrecise
        KWD 1.234 | 1234 KWD
        50-80万 | 50000000..80000000
        50万-80万 | 50000000..80000000
        5到8万 | 5000000..8000000
        3000-5000元 | 300000..500000 CNY
        $10-20k | 1000000..2000000 USD
        一百二十到一百五十万元 | 120000000..150000000 CNY
        两到三万港元 | 2000000..3000000 HKD
        -5 | Negative
        -¥5 | Negative
        负五万 | Negative
        3.555 | TooPrecise
        100000000000.00 | 10000000000000
        100000000000.01 | TooLarge
        0 | 0
        1e400 | -
        20台 | -
        12万台 | -
        6月30日 | -
        abc | -
        50-20万 | -
        5000-1万 | 500000..1000000
        3000-3500 | 300000..350000
        between 50k and 60k | 5000000..6000000
        from USD 50k to 60k | 5000000..6000000 USD
        介于50万和60万之间 | 50000000..60000000
        10~20万左右 | 10000000..20000000
        50万到60万之间 | 50000000..60000000
        1.2.3 | -
        ",
        |text| one(text, Currency::CNY),
    );
    let many = "1".repeat(1_000_000);
    assert_eq!(whole(&many, Currency::CNY), Err(MoneyProblem::TooLarge));
}

#[test]
fn a_sign_is_the_orgs_own_where_it_can_be() {
    let hkd: Currency = "HKD".parse().unwrap();
    let jpy: Currency = "JPY".parse().unwrap();
    assert_eq!(one("$300", hkd), "30000 HKD");
    assert_eq!(one("US$300", hkd), "30000 USD");
    assert_eq!(one("¥300", jpy), "300 JPY");
    assert_eq!(one("300", jpy), "300");
    assert_eq!(one("300元", jpy), "30000 CNY");
    assert_eq!(one("0.5", jpy), "TooPrecise");
}

#[test]
fn amounts_are_found_by_their_shape() {
    check(
        "
        新商机 华星 20台空调 12万 6月30日 | 12万 = 12000000
        预算50-80万左右 | 50-80万 = 50000000..80000000
        between 50k and 60k pumps | between 50k and 60k = 5000000..6000000
        在50万和60万之间吧 | 在50万和60万之间 = 50000000..60000000
        between 20 and 30 units |
        20-30台 |
        在3楼和5楼之间 |
        budget is 120k, maybe $1.2m | 120k = 12000000; $1.2m = 120000000 USD
        单价3500元,要20台 | 3500元 = 350000 CNY
        三块五一个 | 三块五 = 350 CNY
        三万一台 | 三万 = 3000000
        12万本月签 | 12万 = 12000000
        12万张总同意了 | 12万 = 12000000
        12万20台 | 12万 = 12000000
        they offered USD 20k for it | USD 20k = 2000000 USD
        20 dollars each | 20 dollars = 2000 USD
        half a million yuan | half a million yuan = 50000000 CNY
        价格 -5万 | -5万 = Negative
        报价5.555元 | 5.555元 = TooPrecise
        回款9999999亿 | 9999999亿 = TooLarge
        20 |
        20台 |
        20 units |
        3天 |
        5个 |
        6月30日 |
        A100*20 |
        A100*20@3300 |
        13800138000 |
        138-0013-8000 |
        15:30 |
        2017-03-01 |
        12万台 |
        120kg |
        3千 |
        三块屏幕 |
        20块电池 |
        第3万 |
        千万别忘 |
        万一不行 |
        10多万 |
        12万多台 |
        12万多 | 12万 = 12000000
        A120k |
        D-12 |
        ALL 5 solutions |
        5元件 |
        v1.2.3 |
        100% |
        3亿人 |
        ",
        |text| {
            find_all(text, Currency::CNY)
                .into_iter()
                .map(|f| format!("{} = {}", &text[f.span], show(f.value)))
                .collect::<Vec<_>>()
                .join("; ")
        },
    );
}

#[test]
fn discounts_are_the_share_that_is_paid() {
    let show = |paid: Option<Paid>| paid.map_or("-".to_owned(), |p| p.0.to_string());
    check(
        "
        九折 | 9000
        打九折 | 9000
        9折 | 9000
        85折 | 8500
        八五折 | 8500
        9.5折 | 9500
        九五折 | 9500
        九点五折 | 9500
        一折 | 1000
        对折 | 5000
        10% off | 9000
        10 percent off | 9000
        12.5% off | 8750
        10% discount | 9000
        0.9 | 9000
        0.85 | 8500
        1 | 10000
        90% | 9000
        9 | -
        0 | -
        1.1 | -
        -0.1 | -
        折扣 | -
        100% off | -
        0.99999 | -
        3折叠 | -
        12万 | -
        ",
        |text| show(discount_whole(text).ok()),
    );
    check(
        "
        下单 华星 A100*20 九折 | 九折 = 9000
        给他打八五折吧 | 打八五折 = 8500
        order A100*20 10% off please | 10% off = 9000
        折扣=0.9 |
        90%的客户 |
        3折叠屏 |
        9折扣 |
        A100 |
        ",
        |text| {
            find_discounts(text)
                .into_iter()
                .map(|f| format!("{} = {}", &text[f.span], f.value.map_or(0, |paid| paid.0)))
                .collect::<Vec<_>>()
                .join("; ")
        },
    );
}

#[test]
fn a_discount_that_can_be_two_is_both() {
    for (text, low, high) in
        [("10%", 1000, 9000), ("30%", 3000, 7000), ("0.1", 1000, 9000), ("0.85折", 8500, 850)]
    {
        assert_eq!(discount_whole(text), Err(NoDiscount::Either(Paid(low), Paid(high))), "{text}");
    }
}

#[test]
fn quantities_are_exact_thousandths() {
    let show = |q: Option<Quantity>| q.map_or("-".to_owned(), |q| q.to_string());
    check(
        "
        20 | 20
        1.5 | 1.5
        20台 | 20
        20 units | 20
        二十台 | 20
        两套 | 2
        1,000 pcs | 1000
        1.234 | 1.234
        1.2345 | -
        0 | -
        -1 | -
        20天 | -
        20元 | -
        abc | -
        ",
        |text| show(quantity_whole(text)),
    );
}

fn line(found: &LineText) -> String {
    let quantity = match found.quantity {
        Ok(q) => q.to_string(),
        Err(problem) => format!("{problem:?}"),
    };
    let price = found.price.map(|p| format!(" @ {}", show(p))).unwrap_or_default();
    let more = if found.more {
        "+"
    } else if found.less {
        "-"
    } else {
        ""
    };
    format!("{more}{} * {quantity}{price}", found.product)
}

#[test]
fn order_lines_have_a_product_a_quantity_and_perhaps_a_price() {
    check(
        "
        A100*20 | A100 * 20
        A100*20@3300 | A100 * 20 @ 330000
        A100*20@3,300.50 | A100 * 20 @ 330050
        A100*20@USD300 | A100 * 20 @ 30000 USD
        A100 * 20 @ 3300 | A100 * 20 @ 330000
        A100×20 | A100 * 20
        A100x20 | A100 * 20
        A100 x 20 | A100 * 20
        20 x A100 | A100 * 20
        20x A100 | A100 * 20
        A100 20台 | A100 * 20
        A100 20 units | A100 * 20
        空调20台 | 空调 * 20
        空调 二十台 | 空调 * 20
        20台A100 | A100 * 20
        20台空调 | 空调 * 20
        20台 空调 | 空调 * 20
        二十台空调@3300 | 空调 * 20 @ 330000
        20 A100 | A100 * 20
        A100=5 | A100 * 5
        X1*3 | X1 * 3
        X1 3台 | X1 * 3
        3台X1 | X1 * 3
        BX100X2*5 | BX100X2 * 5
        C1*1.5 | C1 * 1.5
        A100*0 | A100 * NotPositive
        A100*-5 | A100 * NotPositive
        0 x A100 | A100 * NotPositive
        A100*1.2345 | A100 * TooPrecise
        A100*9999999999999 | A100 * TooLarge
        A100*20@-5 | A100 * 20 @ Negative
        A100*20@3.555 | A100 * 20 @ TooPrecise
        A100*20@abc | -
        A100 | -
        1920x1080 | -
        2*3 | -
        20台 | -
        box20 | -
        两个月后送 | -
        3个工作日 | -
        20万空调 | -
        3500元空调 | -
        20 空调 | -
        ",
        |text| order_line(text, Currency::CNY).map_or("-".to_owned(), |l| line(&l)),
    );
    check(
        "
        华星 A100*20 B7*3 | A100 * 20; B7 * 3
        A100*20@3300, B7 3件 | A100 * 20 @ 330000; B7 * 3
        A100 20台 B7 3件 九折 | A100 * 20; B7 * 3
        20 x A100 and 3 x B7 | A100 * 20; B7 * 3
        华为 20台空调 | 空调 * 20
        华为 20台空调 3套配件包 | 空调 * 20; 配件包 * 3
        华为 X1*3 | X1 * 3
        华为 X1*3 X2*4 | X1 * 3; X2 * 4
        华为 X1 3台 | X1 * 3
        华为 X1 |
        A100 X20 | A100 * 20
        空调 x20 | 空调 * 20
        A100 x20 B7 x3 | A100 * 20; B7 * 3
        华为 20 A100 3 B7 | A100 * 20; B7 * 3
        A100 20 B7 3 | A100 * 20; B7 * 3
        A100 20, B7 3 and C9 4 | A100 * 20; B7 * 3; C9 * 4
        A100 20 B7 |
        A100*3 B7 4 | A100 * 3; B7 * 4
        C-1 20 A100 and 3 B7 | A100 * 20; B7 * 3
        20 A100和3 B7 | A100 * 20; B7 * 3
        A100*3和B7*2 | A100 * 3; B7 * 2
        3台空调和2套配件包 | 空调 * 3; 配件包 * 2
        20 A100 and 3 pcs B7 | A100 * 20; B7 * 3
        再加 A100*2 | +A100 * 2
        再加2台空调 B7*1 | +空调 * 2; +B7 * 1
        add 2 more A100 | +A100 * 2
        A100 再加2台 | +A100 * 2
        加A100*2 | +A100 * 2
        加急 A100*2 | A100 * 2
        A100改成5台 再加 B7*2 | A100 * 5; +B7 * 2
        change A100 to 5 | A100 * 5
        把A100改成5台 | A100 * 5
        A100*3 两个月后送货 | A100 * 3
        D-1 |
        聊了价格 |
        ",
        |text| {
            order_lines(text, Currency::CNY)
                .iter()
                .map(|f| line(&f.value))
                .collect::<Vec<_>>()
                .join("; ")
        },
    );
}
