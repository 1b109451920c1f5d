//! Postal addresses and account names in free text, for masking: where somebody can be found.
//!
//! Better one too many than one too few: what stands before a street without a space goes with it.

use std::ops::Range;

use super::amounts::narrow;

/// What ends a street's name in Chinese; a number follows.
const STREETS: &[&str] = &["大道", "胡同", "路", "街", "巷", "弄", "村", "镇", "道"];
/// What ends the name of a place with buildings in it.
const GROUNDS: &[&str] = &[
    "小区",
    "花园",
    "大厦",
    "广场",
    "公寓",
    "中心",
    "工业园",
    "科技园",
    "产业园",
    "园区",
    "商城",
    "家园",
    "苑",
];
/// What the number of a house, a building or a room ends in.
const NUMBERED: &str = "号弄栋座楼室幢层单巷";
/// What ends a town and what ends a part of it.
const TOWNS: &str = "省市州盟";
const PARTS: &str = "区县旗镇乡";
/// Words after which an address begins.
const BEFORE: &str = "到在去至往于址寄住是，。；：、,;:()（）「」“”\"|·→ \n\t\u{a0}";
/// What ends an address.
const AFTER: &str = "，。；、,;()（）「」“”\"|·→ \n\t\u{a0}";
/// English words for streets, and those that are also something else: these begin with a capital.
const ROADS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "boulevard",
    "blvd",
    "highway",
    "hwy",
];
const ROADS_TOO: &[&str] = &[
    "Drive", "Dr", "Way", "Court", "Ct", "Square", "Sq", "Place", "Pl", "Parkway", "Terrace",
    "Close",
];
/// What stands in no street's name.
const NOT_NAMES: &[&str] = &[
    "on", "in", "the", "of", "to", "for", "down", "at", "by", "a", "an", "and", "from", "days",
    "units",
];
/// Words after which an account's name or a document's number comes, in lower case.
const CUES: &[&str] = &[
    "微信号",
    "微信",
    "威信",
    "薇信",
    "qq号",
    "qq",
    "身份证号",
    "身份证",
    "护照号",
    "护照",
    "证件号",
    "银行卡",
    "卡号",
    "账号",
    "帐号",
    "账户",
    "税号",
    "信用代码",
    "wechat id",
    "wechat",
    "weixin",
    "whatsapp",
    "messenger",
    "signal",
    "tg",
    "电报",
    "飞书",
    "钉钉",
    "企微",
    "skype",
    "line id",
    "vx",
    "wx",
    "v信",
    "passport",
    "iban",
    "account",
    "acct",
    "id number",
    "id no",
    "card no",
    "card number",
    "swift",
];

/// Puts `***` where a text says where somebody lives or under which name they are reached.
pub(super) fn mask(text: &str) -> String {
    let typed: Vec<char> = text.chars().collect();
    let chars: Vec<char> = typed.iter().copied().map(narrow).collect();
    let mut secret: Vec<bool> = vec![false; chars.len()];
    for range in [accounts(&chars), streets(&chars), roads(&chars)].into_iter().flatten() {
        secret[range].fill(true);
    }
    let mut out = String::with_capacity(text.len());
    for (i, c) in typed.iter().enumerate() {
        if !secret[i] {
            out.push(*c);
        } else if i == 0 || !secret[i - 1] {
            out.push_str("***");
        }
    }
    out
}

fn starts(text: &[char], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for c in word.chars() {
        if text.get(end).is_none_or(|there| !there.to_lowercase().eq(c.to_lowercase())) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

fn one_of(text: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| starts(text, at, word))
}

fn while_in(text: &[char], from: usize, fits: impl Fn(char) -> bool) -> usize {
    from + text[from.min(text.len())..].iter().take_while(|c| fits(**c)).count()
}

/// The names of accounts: after a word such as 微信, or with a shape of their own.
fn accounts(text: &[char]) -> Vec<Range<usize>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    let mut found = Vec::new();
    for at in 0..text.len() {
        let glued = at > 0 && text[at - 1].is_ascii_alphanumeric();
        if !glued && starts(text, at, "wxid_").is_some() {
            found.push(at..while_in(text, at, is_name));
        }
        // «@bobby88» is an account anywhere; what stands right after a word is an e-mail's domain.
        let handle = !glued && "@＠".contains(text[at]);
        if handle && text.get(at + 1).is_some_and(char::is_ascii_alphabetic) {
            found.push(at + 1..while_in(text, at + 1, is_name));
        }
        let Some(end) = one_of(text, at, CUES).filter(|_| !glued) else {
            continue;
        };
        let name = while_in(text, end, |c| " :：=@＠是为号\u{a0}".contains(c));
        let named = text[end..name].iter().any(|c| !" \u{a0}".contains(*c));
        let marked = text[end..name].iter().any(|c| ":：=@＠".contains(*c));
        let until = while_in(text, name, is_name);
        let words = &text[name..until];
        // «wechat message» is no name, «wechat: message» may be one; nobody writes Chinese names so.
        let odd = words.iter().any(|c| !c.is_ascii_alphabetic());
        let after_word = name > end || !text[at].is_ascii();
        let sure = named || odd || !text[at].is_ascii();
        let enough = match (marked, text[at].is_ascii()) {
            (true, _) => 1,
            (false, false) => 3,
            (false, true) => 5,
        };
        if words.len() >= enough && after_word && sure {
            found.push(name..until);
        }
    }
    found
}

/// Addresses in Chinese: 上海市浦东新区张江路88号3楼.
fn streets(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        let street = one_of(text, at, STREETS).or_else(|| one_of(text, at, GROUNDS));
        let number = street.and_then(|end| house(text, end));
        let part = PARTS.contains(text[at]) && has_town_before(text, at);
        if number.is_none() && !part {
            continue;
        }
        let named = at > 0 && text[at - 1].is_alphanumeric();
        if named {
            let from = text[..at].iter().rposition(|c| BEFORE.contains(*c)).map_or(0, |i| i + 1);
            let mut until = while_in(text, number.unwrap_or(at), |c| !AFTER.contains(c));
            // «张江路 90 号 3 楼»
            while let Some(more) = number.and_then(|_| house(text, until)) {
                until = while_in(text, more, |c| !AFTER.contains(c));
            }
            found.push(from..until);
        }
    }
    found
}

/// The end of a house number that begins here: 88号, 甲9号, A座, 三栋, 90 号.
fn house(text: &[char], at: usize) -> Option<usize> {
    let at = while_in(text, at, |c| " 第甲乙丙丁东西南北中段区期\u{a0}".contains(c));
    let number = |c: char| c.is_ascii_alphanumeric() || "零〇一二三四五六七八九十百-".contains(c);
    let end = while_in(text, at, number);
    let unit = while_in(text, end, |c| " \u{a0}".contains(c));
    let is_house = end > at && end - at <= 6 && unit <= end + 1;
    (is_house && text.get(unit).is_some_and(|c| NUMBERED.contains(*c))).then_some(unit + 1)
}

/// Tells whether a town stands right before the end of its part's name: 上海市浦东新区.
fn has_town_before(text: &[char], at: usize) -> bool {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let name =
        text[..at].iter().rev().take(6).take_while(|c| han(**c)).position(|c| TOWNS.contains(*c));
    name.is_some_and(|len| len >= 1 && at >= len + 3 && han(text[at - len - 2]))
}

/// Addresses in English: 12 Main Street, 221B Baker St, P.O. Box 17.
fn roads(text: &[char]) -> Vec<Range<usize>> {
    let words = words(text);
    let named: Vec<String> =
        words.iter().map(|range| text[range.clone()].iter().collect()).collect();
    let ends = named.iter().enumerate().map(|(i, word)| {
        let numbered = named.get(i + 1).is_some_and(|next| starts_with_digit(next));
        if word.eq_ignore_ascii_case("box") && numbered { Some(i + 1) } else { road(&named, i) }
    });
    let found = ends.zip(&words).filter_map(|(end, first)| Some(first.start..words[end?].end));
    found.collect()
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Which word ends the address that begins with this house number, if it is one.
fn road(words: &[String], at: usize) -> Option<usize> {
    let number = &words[at];
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    if !(1..=5).contains(&digits) || number.len() > digits + 1 {
        return None;
    }
    for (i, word) in words.iter().enumerate().skip(at + 1).take(5) {
        let lower = word.to_lowercase();
        if i > at + 1 && (ROADS.contains(&lower.as_str()) || ROADS_TOO.contains(&word.as_str())) {
            return Some(i);
        }
        if NOT_NAMES.contains(&lower.as_str()) {
            return None;
        }
    }
    None
}

/// Words of Latin letters and digits; what stands between two of them is spaces and points only.
fn words(text: &[char]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = while_in(text, at, |c| c.is_ascii_alphanumeric() || "'-".contains(c));
        if end > at {
            words.push(at..end);
        }
        at = end.max(at + 1);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_masked() {
        for (text, masked) in [
            ("送到上海市浦东新区张江路88号3楼，谢谢", "送到***，谢谢"),
            ("地址：人民路9号", "地址：***"),
            ("寄 广东省深圳市南山区科技园", "寄 ***"),
            ("在阳光花园12栋501室", "在***"),
            ("中山大道西１０３号", "***"),
            ("office at 12 Main Street, ask Ann", "office at ***, ask Ann"),
            ("221B Baker St. and 5 Park Way", "***. and ***"),
            ("P.O. Box 17", "P.O. ***"),
            ("送到解放大道 90 号，谢谢", "送到***，谢谢"),
            ("南京东路 90号 3 楼", "***"),
            ("深圳科技园南区90号", "***"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    #[test]
    fn accounts_are_masked() {
        for (text, masked) in [
            ("微信 wxid_a1b2c3", "微信 ***"),
            ("加wxid_abc吧", "加***吧"),
            ("微信号：zhangsan88", "微信号：***"),
            ("微信zhangsan", "微信***"),
            ("wechat: annlee_7", "wechat: ***"),
            ("WeChat ID annlee7", "WeChat ID ***"),
            ("QQ 12345678", "QQ ***"),
            ("QQ:123456", "QQ:***"),
            ("微信号：abc", "微信号：***"),
            ("微信 bob", "微信 ***"),
            ("wechat: x", "wechat: ***"),
            ("WhatsApp 13812", "WhatsApp ***"),
            ("write to @x or tg: bob", "write to @*** or tg: ***"),
            ("护照 E12345678", "护照 ***"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }

    #[test]
    fn what_only_resembles_them_stays() {
        for text in [
            "走路10分钟",
            "上海客户很多",
            "8月3号路上谈",
            "微信聊了价格",
            "wechat message sent",
            "20 units on the way",
            "3 days on the road",
            "二维码在A座",
            "市场部和区域经理",
            "看客户 C-1",
            "account opened",
            "QQ群里说",
            "路上 3 天",
            "A100*20@3300 @3500",
            "一路走 2 层",
            "5号楼",
            "L-12 20台空调 2026-06-30 09:00",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
