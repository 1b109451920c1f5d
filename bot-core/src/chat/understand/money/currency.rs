//! The words and signs of currencies.

use super::super::scan::Cursor;
use crate::domain::money::Currency;

/// What a sign or a word says about the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// One currency of the world.
    Code(&'static str),
    /// 元, 块, ¥: the org's own where it is counted in these, the renminbi otherwise.
    Yuan,
    /// ¥ is also the yen's.
    YuanOrYen,
    /// `$`, dollars: the org's own where it is a dollar, that of the United States otherwise.
    Dollar,
}

impl Said {
    /// Decides, given the org's currency.
    pub fn currency(self, default: Currency) -> Option<Currency> {
        let own = |codes: &[&str], other: Currency| {
            if codes.contains(&default.code()) { default } else { other }
        };
        Some(match self {
            Self::Code(code) => return code.parse().ok(),
            Self::Yuan => own(&["TWD", "HKD", "MOP"], Currency::CNY),
            Self::YuanOrYen => own(&["JPY"], Currency::CNY),
            Self::Dollar => own(&["HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"], Currency::USD),
        })
    }
}

const SIGNS: &[(&str, Said)] = &[
    ("us$", Said::Code("USD")),
    ("hk$", Said::Code("HKD")),
    ("nt$", Said::Code("TWD")),
    ("s$", Said::Code("SGD")),
    ("a$", Said::Code("AUD")),
    ("c$", Said::Code("CAD")),
    ("$", Said::Dollar),
    ("¥", Said::YuanOrYen),
    ("€", Said::Code("EUR")),
    ("£", Said::Code("GBP")),
    ("₩", Said::Code("KRW")),
    ("₹", Said::Code("INR")),
    ("฿", Said::Code("THB")),
    ("₫", Said::Code("VND")),
    ("₽", Said::Code("RUB")),
    ("人民币", Said::Code("CNY")),
    ("美元", Said::Code("USD")),
    ("美金", Said::Code("USD")),
    ("港币", Said::Code("HKD")),
    ("港元", Said::Code("HKD")),
    ("欧元", Said::Code("EUR")),
    ("英镑", Said::Code("GBP")),
    ("日元", Said::Code("JPY")),
    ("日圆", Said::Code("JPY")),
    ("日币", Said::Code("JPY")),
    ("韩元", Said::Code("KRW")),
    ("韩币", Said::Code("KRW")),
    ("台币", Said::Code("TWD")),
    ("新台币", Said::Code("TWD")),
    ("新币", Said::Code("SGD")),
    ("澳元", Said::Code("AUD")),
    ("加元", Said::Code("CAD")),
    ("泰铢", Said::Code("THB")),
    ("卢布", Said::Code("RUB")),
    ("越南盾", Said::Code("VND")),
];

const WORDS: &[(&str, Said)] = &[
    ("us dollars", Said::Code("USD")),
    ("dollars", Said::Dollar),
    ("dollar", Said::Dollar),
    ("bucks", Said::Dollar),
    ("euros", Said::Code("EUR")),
    ("euro", Said::Code("EUR")),
    ("pounds", Said::Code("GBP")),
    ("yuan", Said::Code("CNY")),
    ("renminbi", Said::Code("CNY")),
    ("rmb", Said::Code("CNY")),
    ("kuai", Said::Code("CNY")),
    ("yen", Said::Code("JPY")),
    ("won", Said::Code("KRW")),
    ("rupees", Said::Code("INR")),
    ("baht", Said::Code("THB")),
    ("dinars", Said::Code("KWD")),
];

/// Codes that are read inside a sentence; the others (ALL, TRY, TOP) are English words too.
const CODES: &[(&str, Said)] = &[
    ("cny", Said::Code("CNY")),
    ("usd", Said::Code("USD")),
    ("eur", Said::Code("EUR")),
    ("gbp", Said::Code("GBP")),
    ("jpy", Said::Code("JPY")),
    ("hkd", Said::Code("HKD")),
    ("twd", Said::Code("TWD")),
    ("sgd", Said::Code("SGD")),
    ("aud", Said::Code("AUD")),
    ("cad", Said::Code("CAD")),
    ("nzd", Said::Code("NZD")),
    ("krw", Said::Code("KRW")),
    ("inr", Said::Code("INR")),
    ("kwd", Said::Code("KWD")),
    ("chf", Said::Code("CHF")),
    ("rub", Said::Code("RUB")),
    ("thb", Said::Code("THB")),
    ("vnd", Said::Code("VND")),
    ("myr", Said::Code("MYR")),
    ("idr", Said::Code("IDR")),
    ("php", Said::Code("PHP")),
    ("brl", Said::Code("BRL")),
    ("mxn", Said::Code("MXN")),
    ("aed", Said::Code("AED")),
    ("sar", Said::Code("SAR")),
    ("zar", Said::Code("ZAR")),
    ("sek", Said::Code("SEK")),
    ("nok", Said::Code("NOK")),
    ("dkk", Said::Code("DKK")),
    ("pln", Said::Code("PLN")),
];

/// Takes a currency before its number: ¥, USD, RMB, 人民币.
pub(super) fn before(cur: &mut Cursor<'_>) -> Option<Said> {
    let latin = cur.peek().is_some_and(|c| c.is_ascii_alphabetic());
    if latin && !cur.word_starts() {
        return None;
    }
    let mut ahead = *cur;
    let said = ahead.prefix(SIGNS).or_else(|| {
        if !latin {
            return None;
        }
        let said = ahead.prefix(CODES).or_else(|| ahead.eat("rmb").then_some(Said::Code("CNY")))?;
        // `USD20k` and `USD 20k`, but not `cadence 20`.
        ahead.peek().is_some_and(|c| !c.is_ascii_alphabetic()).then_some(said)
    })?;
    ahead.spaces();
    *cur = ahead;
    Some(said)
}

/// Takes a currency after its number: 美元, USD, dollars, €. (元 and 块 are the amount's own.)
pub(super) fn after(cur: &mut Cursor<'_>) -> Option<Said> {
    let mut ahead = *cur;
    ahead.spaces();
    let said = if ahead.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        ahead.lookup(WORDS).or_else(|| ahead.lookup(CODES))
    } else {
        // A sign after the number is glued to it: in `5 $300` it belongs to what follows.
        let glued = ahead.at() == cur.at();
        ahead.prefix(SIGNS).filter(|_| glued && !ahead.peek().is_some_and(|c| c.is_ascii_digit()))
    }?;
    *cur = ahead;
    Some(said)
}
