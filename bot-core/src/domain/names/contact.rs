//! Phones, e-mail addresses and tax numbers: one form for all the ways to write each.

use email_address::{EmailAddress, Options};

use crate::domain::fold::Folded;

/// Longer than any phone number, address or tax number with all its decoration.
const LONGEST: usize = 400;

fn folded(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| Folded::of(text).text().trim().to_lowercase())
}

/// Makes the one form of a phone number: `13800138000`, `075588888888`, `4001234567`, `+14155552671`.
///
/// Chinese numbers lose their country code, others keep it with a plus; an extension is cut off. A number without a
/// country code that is no Chinese mobile stays as its digits. `None` for what is no phone number of 7–15 digits.
pub fn phone_key(text: &str) -> Option<String> {
    let text = folded(text)?;
    let text = text.strip_prefix("tel:").unwrap_or(&text);
    let number = without_extension(text)?;
    let mut digits = String::with_capacity(number.len());
    let mut abroad = false;
    // The trunk zero that a country code replaces: +44 (0)20 …
    let number = number.replacen("(0)", if number.contains('+') { "" } else { "0" }, 1);
    for c in number.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() && !abroad => abroad = true,
            ' ' | '-' | '.' | '(' | ')' | '·' => {}
            _ => return None,
        }
    }
    if !abroad && let Some(rest) = digits.strip_prefix("00") {
        digits = rest.to_owned();
        abroad = true;
    }
    let domestic = match digits.strip_prefix("86") {
        Some(rest) if abroad => Some(chinese(rest)),
        // Without a plus, 86 is the country code only where what follows makes a whole number.
        Some(rest) if matches!(digits.len(), 12 | 13) || is_mobile(rest) => Some(chinese(rest)),
        _ if !abroad => Some(digits.clone()),
        _ => None,
    };
    let is_phone = |digits: &str| (7..=15).contains(&digits.len());
    match domestic {
        Some(national) => is_phone(&national).then_some(national),
        // No country code starts with a zero.
        None => (is_phone(&digits) && !digits.starts_with('0')).then(|| format!("+{digits}")),
    }
}

/// Tells that a number is a Chinese mobile's but for its length: how many digits it has instead
/// of 11.
///
/// Numbers with a country code and those that begin like no mobile are not doubted.
pub fn phone_doubt(text: &str) -> Option<usize> {
    let digits = phone_key(text)?;
    let begins = matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]);
    (begins && matches!(digits.len(), 9 | 10 | 12)).then_some(digits.len())
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// A Chinese number as it is dialled inside of the country, from what follows 86.
fn chinese(rest: &str) -> String {
    let rest = rest.trim_start_matches('0');
    // 400 and 800 numbers have no area code.
    let service = rest.len() == 10 && (rest.starts_with("400") || rest.starts_with("800"));
    if is_mobile(rest) || service { rest.to_owned() } else { format!("0{rest}") }
}

/// Cuts off `转8001`, `ext. 12`, `x12`, `#12`; `None` when something else follows the mark.
fn without_extension(text: &str) -> Option<&str> {
    const MARKS: [&str; 9] = [";ext=", "extension", "ext", "分机", "转", "轉", "x", "#", ","];
    let Some((at, mark)) = MARKS
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, *mark)))
        .min_by_key(|&(at, mark)| (at, std::cmp::Reverse(mark.len())))
    else {
        return Some(text);
    };
    let (number, rest) = (text.get(..at)?, text.get(at + mark.len()..)?);
    let extension = rest.trim_matches(|c: char| matches!(c, ' ' | '.' | ':' | '-' | '接'));
    let is_extension =
        (1..=6).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit());
    is_extension.then_some(number)
}

/// Makes the one form of an e-mail address: half-width and in lower case. `None` for what is no address.
pub fn email_key(text: &str) -> Option<String> {
    let text = folded(text)?;
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    let options =
        Options::default().with_required_tld().without_display_text().without_domain_literal();
    EmailAddress::parse_with_options(text, options).ok()?;
    Some(text.to_owned())
}

/// Makes the one form of a unified social credit code (统一社会信用代码): 18 characters in upper case.
///
/// `None` where the check character of GB 32100 does not fit.
pub fn tax_id_key(text: &str) -> Option<String> {
    /// The characters of the standard, by value; I, O, S, V and Z look too much like others.
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let code: String = folded(text)?
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let values: Vec<usize> = code.chars().map_while(|c| ALPHABET.find(c)).collect();
    let region = code.get(2..8)?;
    if values.len() != 18 || code.len() != 18 || !region.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (last, body) = values.split_last()?;
    let (sum, _) =
        body.iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    ((31 - sum % 31) % 31 == *last).then_some(code)
}

/// Makes the one form of a tax number: of a unified social credit code, or of what other companies
/// have: a Chinese number of before 2015, or that of another country.
///
/// `None` where 18 characters are a code whose check character does not fit, and for what is none.
pub fn tax_number(text: &str) -> Option<String> {
    if let Some(code) = tax_id_key(text) {
        return Some(code);
    }
    let number: String = folded(text)?
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '/'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let old = digits == number.len() && matches!(number.len(), 15 | 20);
    let foreign = number.starts_with(|c: char| c.is_ascii_alphabetic()) || number.len() < 15;
    let long = (7..=20).contains(&number.len()) && number.len() != 18;
    (plain && long && digits >= 5 && (old || foreign)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_of_another_length_is_doubted() {
        for (typed, digits) in [("138001380", 9), ("138-0013-800", 10), ("138001380001", 12)] {
            assert_eq!(phone_doubt(typed), Some(digits), "{typed}");
        }
        for fine in [
            "13800138000",
            "+86 138 0013 8000",
            "4001234567",
            "075588888888",
            "88888888",
            "+1 415 555 2671",
            "+1 380 013 800",
            "1010-1234",
            "1080012345",
            "张三",
        ] {
            assert_eq!(phone_doubt(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_phone_has_one_form() {
        for (typed, key) in [
            ("13800138000", "13800138000"),
            ("+86 138-0013-8000", "13800138000"),
            ("0086 138 0013 8000", "13800138000"),
            ("８６１３８００１３８０００", "13800138000"),
            ("＋８６（138）0013—8000", "13800138000"),
            ("tel:+8613800138000", "13800138000"),
            ("\u{202a}138\u{200b}00138000\u{202c}", "13800138000"),
            ("0755-8888 8888", "075588888888"),
            ("+86 755 8888 8888", "075588888888"),
            ("+86 (0)755 8888 8888", "075588888888"),
            ("+86 0755 88888888 转8001", "075588888888"),
            ("86-10-88888888", "01088888888"),
            ("(0755)88888888 ext. 12", "075588888888"),
            ("0755-88888888轉12", "075588888888"),
            ("0755-88888888 分机：12", "075588888888"),
            ("0755-88888888x12", "075588888888"),
            ("400-123-4567", "4001234567"),
            ("+86 400 123 4567", "4001234567"),
            ("88888888", "88888888"),
            ("+1 (415) 555-2671", "+14155552671"),
            ("001 415 555 2671", "+14155552671"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("+44 20 7946 0958 extension 7", "+442079460958"),
            ("(0)20 7946 0958", "02079460958"),
        ] {
            assert_eq!(phone_key(typed).as_deref(), Some(key), "{typed}");
        }
    }

    #[test]
    fn what_is_no_phone_has_no_key() {
        let million = "1".repeat(1_000_000);
        for typed in [
            "",
            "+",
            "110",
            "95588",
            "1234567890123456",
            "13800138000/13900139000",
            "13800138000 13900139000",
            "138001380OO",
            "1+3800138000",
            "++13800138000",
            "张三",
            "13800138000 转 办公室",
            "13800138000转",
            "x12",
            "0000000000",
            "+0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "👍",
            &million,
        ] {
            assert_eq!(phone_key(typed), None, "{typed:.20}");
        }
    }

    #[test]
    fn an_address_has_one_form() {
        for (typed, key) in [
            ("Li.Lei@Example.COM", "li.lei@example.com"),
            (" ｌｉ＠ｘ．ｃｎ ", "li@x.cn"),
            ("mailto:a+b@x.co.uk", "a+b@x.co.uk"),
            ("李@例子.公司", "李@例子.公司"),
        ] {
            assert_eq!(email_key(typed).as_deref(), Some(key), "{typed}");
        }
        let long = format!("{}@x.cn", "a".repeat(1_000_000));
        for typed in [
            "",
            "@",
            "a@",
            "@x.cn",
            "a@b",
            "a b@x.cn",
            "Li <li@x.cn>",
            "a@[127.0.0.1]",
            "a@@x.cn",
            "a@x..cn",
            "a@x.cn,b@x.cn",
            &long,
        ] {
            assert_eq!(email_key(typed), None, "{typed:.20}");
        }
    }

    #[test]
    fn a_credit_code_needs_its_check_character() {
        for (typed, key) in [
            ("91350100M000100Y43", "91350100M000100Y43"),
            ("９１３５０１００m０００１００y４３", "91350100M000100Y43"),
            ("9135 0100 M000-100Y 43", "91350100M000100Y43"),
            ("914403001922038216", "914403001922038216"),
        ] {
            assert_eq!(tax_id_key(typed).as_deref(), Some(key), "{typed}");
        }
        let million = "9".repeat(1_000_000);
        for typed in [
            "",
            "91350100M000100Y44",
            "91350100M000100Y4",
            "91350100M000100Y433",
            "91350100O000100Y43",
            "913501M0000100Y43华",
            "华华华华华华",
            &million,
        ] {
            assert_eq!(tax_id_key(typed), None, "{typed:.20}");
        }
    }

    #[test]
    fn any_other_character_in_a_credit_code_is_noticed() {
        let good = "91350100M000100Y43";
        for at in 0..good.len() {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
                let mut code = good.to_owned();
                code.replace_range(at..=at, &other.to_string());
                assert_eq!(tax_id_key(&code).is_some(), code == good, "{code}");
            }
        }
    }
}
