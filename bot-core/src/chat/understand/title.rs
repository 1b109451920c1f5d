//! What somebody is at a company: 采购总监, 老板, `Chief Buyer`, CTO.

/// The parts of a position in Chinese that say what of, and what ends one.
const OF: &[&str] = &[
    "副", "总", "高级", "资深", "首席", "执行", "常务", "大区", "区域", "销售", "采购", "技术",
    "市场", "财务", "行政", "人事", "人力", "生产", "工程", "项目", "产品", "运营", "研发", "质量",
    "品质", "设备", "信息", "商务", "外贸", "业务", "客服", "售后", "仓储", "物流", "工厂",
];
const ENDS: &[&str] = &[
    "经理",
    "总监",
    "主管",
    "部长",
    "部",
    "主任",
    "工程师",
    "专员",
    "助理",
    "老板",
    "老板娘",
    "董事长",
    "董事",
    "总裁",
    "厂长",
    "店长",
    "所长",
    "院长",
    "校长",
    "科长",
    "处长",
    "局长",
    "会计",
    "出纳",
    "秘书",
    "顾问",
    "合伙人",
    "创始人",
    "负责人",
    "采购",
    "采购员",
    "业务员",
    "销售员",
    "总工",
    "总助",
    "法人",
];
/// The longest position in Chinese, in characters.
const LONGEST: usize = 10;
/// Words of a position in English that say what of, and what ends one.
const ENGLISH_OF: &[&str] = &[
    "chief",
    "senior",
    "junior",
    "vice",
    "deputy",
    "assistant",
    "general",
    "managing",
    "executive",
    "regional",
    "area",
    "sales",
    "purchasing",
    "procurement",
    "sourcing",
    "marketing",
    "technical",
    "project",
    "product",
    "plant",
    "factory",
    "account",
    "finance",
    "financial",
    "operations",
    "operating",
    "technology",
    "information",
    "key",
    "office",
    "co-founder",
    "supply",
    "chain",
    "business",
    "development",
    "lead",
    "facility",
    "facilities",
    "maintenance",
    "production",
    "quality",
    "logistics",
    "export",
    "import",
];
const ENGLISH_ENDS: &[&str] = &[
    "ceo",
    "cto",
    "cfo",
    "coo",
    "cio",
    "cmo",
    "vp",
    "svp",
    "evp",
    "director",
    "manager",
    "buyer",
    "engineer",
    "owner",
    "president",
    "founder",
    "co-founder",
    "partner",
    "purchaser",
    "officer",
    "assistant",
    "accountant",
    "consultant",
    "supervisor",
    "coordinator",
    "specialist",
    "secretary",
    "chairman",
    "chairwoman",
    "head",
    "administrator",
    "technician",
];
/// How many words of English a position has at most before what it ends with.
const WORDS: usize = 4;

/// Tells whether a Chinese word is a position and nothing else: 采购总监, but not 王经理.
pub fn is_title(word: &str) -> bool {
    if word.chars().nth(LONGEST).is_some() || !word.chars().nth(1).is_some_and(char::is_alphabetic)
    {
        return false;
    }
    ENDS.iter().any(|end| word.strip_suffix(end).is_some_and(|of| is_made_of(of, OF)))
}

/// Tells whether nothing but such parts make a text.
fn is_made_of(text: &str, parts: &[&str]) -> bool {
    text.is_empty()
        || parts
            .iter()
            .any(|part| text.strip_prefix(part).is_some_and(|rest| is_made_of(rest, parts)))
}

/// How many of the words at the beginning are a position: `Chief Buyer`, `Head of Purchasing`, 采购 总监.
/// In English each begins with a capital.
pub fn title_len(words: &[&str]) -> usize {
    if words.first().is_some_and(|word| is_title(word)) {
        return 1 + usize::from(words.get(1).is_some_and(|word| is_title(word)));
    }
    let said = |at: usize, list: &[&str]| {
        let word = words.get(at).map(|word| word.trim_end_matches([',', ';', '.']));
        word.is_some_and(|word| {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                && list.contains(&word.to_ascii_lowercase().as_str())
        })
    };
    let ends = |at: usize| words.get(at).is_some_and(|word| word.ends_with([',', ';']));
    let of = (0..WORDS).take_while(|at| said(*at, ENGLISH_OF) && !ends(*at)).count();
    // «Sales Assistant»: what ends one may stand before another as well.
    let Some(len) = (0..=of).rev().find(|at| said(*at, ENGLISH_ENDS)).map(|at| at + 1) else {
        return 0;
    };
    let linked = !ends(len - 1) && words.get(len) == Some(&"of");
    let capital =
        words.get(len + 1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    if linked && capital { len + 2 } else { len }
}

#[cfg(test)]
mod tests {
    use super::{is_title, title_len};

    #[test]
    fn a_position_is_told_from_a_name() {
        for title in ["采购", "总经理", "副总经理", "技术部", "采购总监", "老板", "高级销售经理"]
        {
            assert!(is_title(title), "{title}");
        }
        for other in ["王经理", "技术", "设备", "部", "总", "要采购", "采购空调", ""]
        {
            assert!(!is_title(other), "{other}");
        }
    }

    #[test]
    fn a_position_in_english_is_its_capitalised_words() {
        for (text, title) in [
            ("CTO 20 units", "CTO"),
            ("Chief Buyer", "Chief Buyer"),
            ("Head of Purchasing, Acme", "Head of Purchasing,"),
            ("VP Sales", "VP"),
            ("Vice President of Sales", "Vice President of Sales"),
            ("John Miller", ""),
            ("manager wants 20", ""),
            ("Sales", ""),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(words[..title_len(&words)].join(" "), title, "{text}");
        }
    }
}
