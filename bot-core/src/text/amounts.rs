//! Amounts in free text, for masking: what looks like money, not what it is worth.
//!
//! Better one amount too many than one too few: a bare number of five digits or more is one. But
//! codes, quantities, dates, times and shares are what a group works with, and stay.

/// Signs that stand before or after a number.
const SIGNS: &str = "$¥￥€£₩₹฿₫₽";
/// Words that are currencies, before or after a number.
const CODES: &[&str] = &[
    "cny", "rmb", "usd", "eur", "gbp", "jpy", "hkd", "twd", "sgd", "aud", "cad", "nzd", "krw",
    "inr", "kwd", "chf", "rub", "thb", "vnd", "mop", "myr", "idr", "aed", "sar", "brl",
];
/// Words for currencies that only stand after a number.
const WORDS: &[&str] = &[
    "dollars", "dollar", "bucks", "euros", "euro", "pounds", "yuan", "renminbi", "kuai", "yen",
    "rupees", "baht", "dinars", "grand",
];
/// The same in Chinese; the longer ones first.
const YUAN: &[&str] = &[
    "人民币",
    "新台币",
    "越南盾",
    "美元",
    "美金",
    "美刀",
    "港币",
    "港元",
    "港纸",
    "欧元",
    "英镑",
    "日元",
    "日圆",
    "日币",
    "韩元",
    "韩币",
    "台币",
    "新币",
    "澳元",
    "加元",
    "泰铢",
    "卢布",
    "元",
    "块",
    "圆",
    "圓",
    "塊",
];
/// Letters and words that multiply.
const SCALES: &[&str] = &["thousand", "million", "billion", "mio", "mn", "bn", "k", "m", "w", "b"];
/// What comes before a bare number that is an amount.
const CUES: &[&str] = &[
    "预算",
    "报价",
    "单价",
    "价格",
    "金额",
    "总价",
    "底价",
    "成本",
    "货款",
    "定金",
    "订金",
    "尾款",
    "首付",
    "合计",
    "售价",
    "还价",
    "开价",
    "要价",
    "出价",
    "成交价",
    "总额",
    "余款",
    "余额",
    "回款",
    "收款",
    "付款",
    "欠款",
    "应收",
    "利润",
    "毛利",
    "降到",
    "压到",
    "让到",
    "total",
    "paid",
    "balance",
    "revenue",
    "margin",
    "budget",
    "price",
    "prices",
    "quote",
    "quoted",
    "amount",
    "worth",
    "cost",
    "costs",
    "deposit",
    "offer",
    "offered",
];
/// What may stand between a cue and its number.
const BETWEEN: &str = " :：=约为是到在了～~,，";
/// What is counted: a number before one of these is a quantity, a date, a time or a share.
const COUNTED: &str = "台个件套箱吨米支只条张人次家公里字把瓶袋盒桶卷辆架组批双对份年月日号天点时分秒周岁度期瓦克升平层路楼室位名种项页折单笔根片%％";
/// The same in English.
const UNITS: &[&str] = &[
    "units", "unit", "pcs", "pc", "pieces", "piece", "sets", "set", "boxes", "box", "cartons",
    "tons", "ton", "tonnes", "kg", "g", "km", "mm", "cm", "meters", "metres", "feet", "items",
    "people", "users", "seats", "days", "day", "weeks", "months", "years", "hours", "minutes",
    "min", "pages", "packs", "bags", "rolls", "pairs", "lots", "bottles", "watts", "kw", "percent",
];
/// What stands between the price of one and what it is the price of: 3500/台, 99 per unit.
const PER: &[&str] = &["per", "each", "apiece"];
/// What is priced by the piece after 每 or 一: 每台3500.
const PIECES: &[&str] = &[
    "平方米",
    "平米",
    "公斤",
    "千克",
    "小时",
    "台",
    "个",
    "件",
    "套",
    "箱",
    "吨",
    "米",
    "支",
    "只",
    "条",
    "张",
    "把",
    "瓶",
    "袋",
    "盒",
    "桶",
    "卷",
    "辆",
    "架",
    "组",
    "批",
    "对",
    "份",
    "斤",
    "根",
    "片",
    "升",
    "人",
];
/// English words for numbers, before a word of [`BIG`].
const WORDED: &[&str] = &[
    "half", "quarter", "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "several", "couple",
];
const BIG: &[&str] = &["thousand", "million", "billion", "grand"];

/// A bare number with this many digits is an amount, whatever stands around it.
const LARGE: usize = 5;

const NUMERALS: &str = "零〇一二三四五六七八九十百千万亿两俩半几数壹贰叁肆伍陆柒捌玖拾佰仟萬億";

struct Scan<'a> {
    text: &'a [char],
}

impl Scan<'_> {
    fn at(&self, i: usize) -> Option<char> {
        self.text.get(i).copied()
    }

    fn is(&self, i: usize, fits: impl Fn(char) -> bool) -> bool {
        self.at(i).is_some_and(fits)
    }

    fn spaces(&self, mut i: usize) -> usize {
        while self.is(i, |c| c == ' ' || c == '\u{a0}') {
            i += 1;
        }
        i
    }

    /// The end of a word of a list that begins here; a Latin word must end there.
    fn word(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| {
            let mut end = i;
            for c in word.chars() {
                if !self.is(end, |there| there.to_ascii_lowercase() == c) {
                    return None;
                }
                end += 1;
            }
            let latin = word.is_ascii();
            (!latin || !self.is(end, |c| c.is_ascii_alphanumeric())).then_some(end)
        })
    }

    /// Tells whether a number or a Latin word may begin here: not within a code or a date.
    fn is_start(&self, i: usize) -> bool {
        let before = |n: usize| i.checked_sub(n).and_then(|at| self.at(at));
        match before(1) {
            Some(c) if c.is_ascii_alphanumeric() || "_#*/:@".contains(c) => false,
            Some('第') => false,
            Some('.' | ',' | '-') => !before(2).is_some_and(|c| c.is_ascii_alphanumeric()),
            _ => true,
        }
    }

    /// The end of digits with their decimals and groups.
    fn digits(&self, mut i: usize) -> Option<usize> {
        let digit = |i| self.is(i, |c| c.is_ascii_digit());
        if !digit(i) {
            return None;
        }
        while digit(i) || (self.is(i, |c| ".,，'".contains(c)) && digit(i + 1)) {
            i += 1;
        }
        Some(i)
    }

    /// The end of a Chinese number.
    fn numerals(&self, mut i: usize) -> Option<usize> {
        let first = self.at(i)?;
        if !NUMERALS.contains(first) || "零〇百千万亿佰仟萬億".contains(first) {
            return None;
        }
        let from = i;
        while self.is(i, |c| NUMERALS.contains(c) || (c == '点' && i > from)) {
            // 三千五一台 is three and a half thousand for one; 五十一台 are 51.
            if i > from && !self.is(i - 1, |c| c == '十') && self.is_one_piece(i) {
                break;
            }
            i += 1;
        }
        Some(i)
    }

    /// Tells whether one piece of something is said here: 一台.
    fn is_one_piece(&self, i: usize) -> bool {
        self.is(i, |c| c == '一') && self.word(i + 1, PIECES).is_some()
    }

    /// The end of a scale that makes money of a number: 万, k, million; not 2万台.
    fn scale(&self, i: usize) -> Option<usize> {
        let mut from = self.spaces(i);
        let mut end = from;
        // 三百多万
        if self.is(end, |c| "多来余几".contains(c)) {
            (from, end) = (end + 1, end + 1);
        }
        while self.is(end, |c| "十百千万亿萬億仟佰".contains(c)) {
            end += 1;
        }
        if end == from {
            end = self.word(self.spaces(i), SCALES)?;
        }
        Some(end)
    }

    /// The end of a currency after a number.
    fn currency(&self, i: usize) -> Option<usize> {
        let at = self.spaces(i);
        if self.is(at, |c| SIGNS.contains(c)) {
            return Some(at + 1);
        }
        let end = self.word(at, YUAN).or_else(|| self.word(at, CODES))?;
        // 元旦, 块头: the word goes on, but 块钱 is one.
        if self.is(end, |c| c == '旦') {
            return None;
        }
        Some(if self.is(end, |c| c == '钱' || c == '錢') { end + 1 } else { end })
    }

    fn currency_or_word(&self, i: usize) -> Option<usize> {
        self.currency(i).or_else(|| self.word(self.spaces(i), WORDS))
    }

    fn counted(&self, i: usize) -> bool {
        let at = self.spaces(i);
        self.is(at, |c| COUNTED.contains(c)) || self.word(at, UNITS).is_some()
    }

    /// Tells whether digits are the price of one: 3500/台, 3500每台, 99 per unit.
    fn is_price_of_one(&self, i: usize) -> bool {
        let at = self.spaces(i);
        let slash = self.is(at, |c| "/每".contains(c)) && {
            let of = self.spaces(at + 1);
            self.is(of, char::is_alphabetic)
        };
        slash || self.is_one_piece(at) || self.word(at, PER).is_some()
    }

    /// Tells whether digits are an amount by themselves: large, with a comma every three digits, or
    /// with two decimals.
    fn is_large(&self, from: usize, end: usize) -> bool {
        let text: String = self.text[from..end].iter().collect();
        let (whole, part) = text.rsplit_once('.').unwrap_or((&text, ""));
        let digits = whole.chars().filter(char::is_ascii_digit).count();
        let mut groups = whole.split([',', '，', '\'']).skip(1).peekable();
        let grouped = groups.peek().is_some() && groups.all(|group| group.len() == 3);
        digits >= LARGE || grouped || (digits >= 3 && part.len() == 2)
    }

    /// The second half of a range such as `30-40万`, if there is one.
    fn range(&self, i: usize) -> Option<usize> {
        let at = self.spaces(i);
        let sign = self.is(at, |c| "-~～–—至到".contains(c)).then_some(at + 1);
        let at = self.spaces(sign.or_else(|| self.word(at, &["to"]))?);
        let at = if self.is(at, |c| SIGNS.contains(c)) { at + 1 } else { at };
        self.digits(at).or_else(|| self.numerals(at))
    }

    /// The end of a number with everything that makes it an amount: `50万元`, `30-40万`, `3万5`.
    /// `known` is true where something before it says that it is one.
    fn amount(&self, i: usize, known: bool) -> Option<usize> {
        let plain = self.digits(i);
        let number = plain.or_else(|| self.numerals(i))?;
        let chinese = plain.is_none() && self.is_spoken(i, number);
        let scaled = self.scale(number);
        let first = scaled.unwrap_or(number);
        let until = self.currency_or_word(first);
        let first = until.unwrap_or(first);
        let large = plain.is_some_and(|end| self.is_large(i, end));
        let itself = large || self.is_price_of_one(number);
        let mut sure = known || scaled.is_some() || until.is_some() || chinese || itself;
        let (mut end, mut makes_sure) = (first, false);
        // A second number: a range, or the rest of 3万5.
        let second = self
            .range(first)
            .or_else(|| scaled.and_then(|_| self.digits(first).or_else(|| self.numerals(first))));
        if let Some(second) = second {
            let more = self.scale(second);
            let second = more.unwrap_or(second);
            let until = self.currency_or_word(second);
            let second = until.unwrap_or(second);
            makes_sure = more.is_some() || until.is_some();
            if (sure || makes_sure) && !(until.is_none() && self.counted(second)) {
                sure |= makes_sure;
                end = second;
            }
        }
        let bare = until.is_none() && scaled.is_none() && !makes_sure;
        let named = until.is_some() || end != first;
        if !sure || (!named && self.counted(end)) || (bare && self.is_part(end)) {
            return None;
        }
        Some(end)
    }

    /// Tells whether a Chinese number is an amount by itself: 三百万, and 三千五 for 3,500.
    fn is_spoken(&self, from: usize, end: usize) -> bool {
        let number = &self.text[from..end];
        let short = |[hundreds, last]: [char; 2]| {
            "百千佰仟".contains(hundreds) && "一二三四五六七八九".contains(last)
        };
        let ends = number.last_chunk().is_some_and(|two| number.len() > 2 && short(*two));
        ends || number.iter().any(|c| "万亿萬億".contains(*c))
    }

    /// The end of an amount in English words: half a million, two hundred thousand.
    fn worded(&self, i: usize) -> Option<usize> {
        let mut end = self.word(i, WORDED)?;
        for _ in 0..3 {
            let at = self.spaces(end);
            if let Some(big) = self.word(at, BIG) {
                let end = self.currency_or_word(big).unwrap_or(big);
                return (!self.counted(end)).then_some(end);
            }
            end = self.word(at, WORDED).or_else(|| self.word(at, &["of"]))?;
        }
        None
    }

    /// Tells whether a bare number goes on as a date, a time or a code.
    fn is_part(&self, i: usize) -> bool {
        let goes_on = self.is(i, |c| c.is_ascii_alphabetic());
        let joined = self.is(i, |c| "-/:*".contains(c)) && !self.is_price_of_one(i);
        goes_on || (joined && self.is(i + 1, |c| c.is_ascii_alphanumeric()))
    }

    /// The end of an amount that begins here.
    fn money(&self, i: usize) -> Option<usize> {
        let c = self.at(i)?;
        if SIGNS.contains(c) {
            return self.amount(self.spaces(i + 1), true);
        }
        if !self.is_start(i) {
            return None;
        }
        if c.is_ascii_alphabetic() {
            // USD 20k, US$5, HK$ 300
            let code = self.word(i, CODES).map(|end| self.spaces(end));
            if let Some(end) = self.worded(i) {
                return Some(end);
            }
            let signed = (i + 1..i + 3).find(|at| self.is(*at, |c| SIGNS.contains(c)));
            return self.amount(code.or(signed.map(|at| self.spaces(at + 1)))?, true);
        }
        if let Some(end) = self.word(i, YUAN).filter(|end| *end > i + 1) {
            return self.amount(self.spaces(end), true);
        }
        self.amount(i, false)
    }

    /// The place of the number after a word such as 预算 that begins here.
    fn cued(&self, i: usize) -> Option<usize> {
        if self.is(i, |c| c.is_ascii_alphabetic()) && !self.is_start(i) {
            return None;
        }
        // 每台3500 and 一台3500 are prices; 每台20天 is none.
        let piece = self.is(i, |c| "每一".contains(c)).then(|| self.word(i + 1, PIECES)).flatten();
        let mut at = piece.or_else(|| self.word(i, CUES))?;
        let most = at + 3;
        while at < most && self.is(at, |c| BETWEEN.contains(c)) {
            at += 1;
        }
        // A number of one or two digits after such a word is as likely something else.
        let digits = self.digits(at).is_some_and(|end| end - at > 2);
        let numerals = self.numerals(at).is_some_and(|end| end - at > 1);
        (digits || numerals).then_some(at)
    }
}

/// Puts `***` where something in a text looks like an amount of money.
pub(super) fn mask(text: &str) -> String {
    let typed: Vec<char> = text.chars().collect();
    let chars: Vec<char> = typed.iter().copied().map(narrow).collect();
    let scan = Scan { text: &chars };
    let mut out = String::with_capacity(text.len());
    let (mut i, mut cue) = (0, None);
    while let Some(c) = typed.get(i).copied() {
        cue = scan.cued(i).or(cue);
        let found = if cue == Some(i) { scan.amount(i, true) } else { None };
        if let Some(end) = found.or_else(|| scan.money(i)).filter(|end| *end > i) {
            out.push_str("***");
            i = end;
        } else {
            out.push(c);
            i += 1;
        }
    }
    out
}

/// The half-width form of what people also type in full width: １２万 is an amount too.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF10}'..='\u{FF19}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}'
        | '．'
        | '／' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_free_text_are_masked() {
        for (text, masked) in [
            ("50万的空调", "***的空调"),
            ("报价50万，预算30-40万", "报价***，预算***"),
            ("单价¥3,500，共 ¥ 70,000.00", "单价***，共 ***"),
            ("USD 20k or US$5,000", "*** or ***"),
            ("20k USD, 1.5m and 3 million dollars", "***, *** and ***"),
            ("三百万预算，五十块钱一个", "***预算，***一个"),
            ("3万5，不含税", "***，不含税"),
            ("押金500元，再付2000块", "押金***，再付***"),
            ("预算：300000", "预算：***"),
            ("budget 300000 by May", "budget *** by May"),
            ("$30-40k", "***"),
            ("价格到3500行不行", "价格到***行不行"),
            ("3千5百元", "***"),
            ("人民币 300 万", "***"),
            ("1,200,000", "***"),
            ("共120000不含税", "共***不含税"),
            ("120000", "***"),
            ("3500/台", "***/台"),
            ("3500每台，99 per unit, 45 each", "***每台，*** per unit, *** each"),
            ("还价 3500 一台", "还价 *** 一台"),
            ("三千五一台，两千八一套，三千每台", "***一台，***一套，***每台"),
            ("１２万", "***"),
            ("单价3500", "单价***"),
            ("总额 3500.50", "总额 ***"),
            ("3,500 和 3500.50", "*** 和 ***"),
            ("每台3500，每吨 850，一台三千五", "每台***，每吨 ***，一台***"),
            ("3500一台，at 3500 each", "***一台，at *** each"),
            ("五十万，三千五，一千二", "***，***，***"),
            ("预算三千五，报价两百", "预算***，报价***"),
            ("三百多万，五十来万", "***，***"),
            ("half a million or two hundred thousand dollars", "*** or ***"),
            ("a million, quarter of a million", "***, ***"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    #[test]
    fn codes_quantities_dates_times_and_shares_stay() {
        for text in [
            "D-31 和 C-5",
            "20台空调",
            "2万台",
            "五十一台，二十一个",
            "A100*20",
            "A100k",
            "2026-06-30",
            "6月30日 周二",
            "09:00",
            "下午3点",
            "60%",
            "九折",
            "报价 3月5日发",
            "报价 D-1",
            "预算 2026-06-30",
            "一万台",
            "万科和百度",
            "千万别忘",
            "3天后",
            "元旦",
            "2024年",
            "A-1 嫌贵",
            "price 20%",
            "quote D-300",
            "5 meters",
            "138****8000",
            "B7*3",
            "第一块",
            "1,200台",
            "20000 units",
            "20,000 pcs",
            "2026",
            "O-12345 #12345",
            "20台/月",
            "3.14",
            "6/30",
            "10000个字",
            "5号楼3单元",
            "每台20天",
            "每周3次",
            "三千五百台",
            "三五天",
            "两千人",
            "half a million users",
            "报价十二号发",
            "一个三年合同",
            "a hundred units",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
