//! What of a company's name tells it from others: without its place, its legal form and its decoration.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::fold::{key, without_marks};

/// A list of words, to be looked up.
type Words = LazyLock<HashSet<&'static str>>;

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// Endings that say how a company is set up, not which one it is; the longer before what they contain.
const FORMS: [&str; 13] = [
    "有限责任公司",
    "股份有限公司",
    "特殊普通合伙",
    "个体工商户",
    "有限合伙",
    "普通合伙",
    "有限公司",
    "总公司",
    "公司",
    "有限",
    "股份",
    "集团",
    "控股",
];

/// The same as words of their own.
static LATIN_FORMS: Words = LazyLock::new(|| {
    words(
        "co company corp corporation inc incorporated ltd limited llc llp lp plc gmbh ag kg kgaa \
    ug sa sas sarl srl bv nv ab oy aps pty pte sdn bhd kk coltd cokg group holding holdings and",
    )
});

/// Provinces and the larger cities, as they stand at the start of a name.
static PLACES: Words = LazyLock::new(|| {
    words(
        "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 \
    海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 \
    石家庄 唐山 秦皇岛 邯郸 保定 张家口 沧州 廊坊 衡水 太原 大同 呼和浩特 包头 鄂尔多斯 沈阳 大连 鞍山 长春 哈尔滨 大庆 \
    南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 \
    杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 马鞍山 安庆 滁州 阜阳 \
    福州 厦门 莆田 泉州 漳州 晋江 南昌 景德镇 九江 赣州 宜春 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 \
    临沂 德州 聊城 菏泽 郑州 开封 洛阳 新乡 焦作 许昌 南阳 商丘 信阳 武汉 黄石 十堰 宜昌 襄阳 荆州 \
    长沙 株洲 湘潭 衡阳 岳阳 常德 郴州 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 清远 东莞 中山 潮州 揭阳 \
    南宁 柳州 桂林 北海 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 乐山 南充 宜宾 贵阳 遵义 昆明 曲靖 大理 拉萨 \
    西安 宝鸡 咸阳 渭南 延安 榆林 兰州 天水 西宁 银川 乌鲁木齐 克拉玛依",
    )
});

/// The same in the Latin script, and what stands in brackets after the names of branches.
static LATIN_PLACES: Words = LazyLock::new(|| {
    words(
        "beijing shanghai tianjin chongqing guangdong guangzhou shenzhen dongguan foshan zhuhai \
    hangzhou ningbo nanjing suzhou wuxi wuhan chengdu xiamen qingdao dalian hongkong hk macau taiwan taipei singapore \
    uk us usa eu japan",
    )
});

/// Levels of administration that may follow a place.
const LEVELS: [&str; 7] =
    ["壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区", "自治区", "省", "市"];

/// Words of a trade. A name that has nothing else besides its place needs the place: 北京银行, 上海电气.
pub(crate) const TRADES: [&str; 62] = [
    "银行",
    "电气",
    "电力",
    "电器",
    "电子",
    "电信",
    "电视台",
    "航空",
    "机场",
    "港务",
    "港口",
    "地铁",
    "铁路",
    "铁塔",
    "交通",
    "市政",
    "公交",
    "大学",
    "学院",
    "中学",
    "小学",
    "医院",
    "医药",
    "汽车",
    "钢铁",
    "石油",
    "石化",
    "化工",
    "化学",
    "机械",
    "机电",
    "重工",
    "重型",
    "建设",
    "建工",
    "建筑",
    "工程",
    "地产",
    "置业",
    "城建",
    "城投",
    "投资",
    "证券",
    "保险",
    "信托",
    "基金",
    "农商",
    "商业",
    "农村",
    "贸易",
    "科技",
    "技术",
    "信息",
    "网络",
    "软件",
    "实业",
    "工业",
    "发展",
    "国际",
    "物流",
    "烟草",
    "燃气",
];

/// The same as words of their own.
pub(crate) static LATIN_TRADES: Words = LazyLock::new(|| {
    words(
        "trading trade technology technologies technical tech electronics electronic \
    electric electrical industry industries industrial international global system systems solution solutions \
    service services machinery equipment import export logistics energy china digital software network networks \
    engineering manufacturing enterprise enterprises development investment",
    )
});

/// Trades that tell one name from another, and so belong to it.
const MORE_TRADES: [&str; 30] = [
    "五金",
    "塑胶",
    "塑料",
    "模具",
    "注塑",
    "塑机",
    "纺织",
    "服装",
    "服饰",
    "食品",
    "餐饮",
    "建材",
    "家具",
    "家居",
    "家电",
    "光电",
    "自动化",
    "装饰",
    "包装",
    "印刷",
    "仪器",
    "精密",
    "能源",
    "环保",
    "医疗",
    "教育",
    "智能",
    "通信",
    "制造",
    "商贸",
];
/// The same in the Latin script.
const MORE_LATIN: [&str; 14] = [
    "construction",
    "foods",
    "food",
    "supplies",
    "supply",
    "consulting",
    "builders",
    "contractors",
    "motors",
    "pharma",
    "plastics",
    "steel",
    "furniture",
    "textiles",
];

/// The longest name of a place, in characters: 呼和浩特.
const LONGEST_PLACE: usize = 4;
/// How many forms and how many places are taken off one name; no real one has more.
const MOST: usize = 6;

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Company {
    /// The place it names, without its level: 广东深圳; empty where it names none that could be left out.
    pub place: String,
    /// The rest without legal forms, spaces and punctuation; empty only where the whole name is.
    pub core: String,
    /// Where in `core` a word starts, in bytes.
    pub words: Vec<usize>,
    /// Whether a legal form was said, as in a full name; 公司 and 集团 are also said of short names.
    pub formal: bool,
}

impl Company {
    /// Takes a name apart that has already been through [`key`].
    pub(crate) fn of_key(key: &str) -> Self {
        let mut place = String::new();
        let open = without_brackets(beginning(key), &mut place);
        let mut words = words_of(&open);
        let formal = strip_forms(&mut words);
        if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        strip_places(&mut words, &mut place);
        if words.is_empty() {
            // Nothing but punctuation or emoji: then that is the name.
            words.push(beginning(key).to_owned());
        }
        let mut company = Self { place, formal, ..Self::default() };
        for word in words {
            company.words.push(company.core.len());
            company.core.push_str(&word);
        }
        company
    }
}

/// The part of a company's name that tells it from others: 华为技术有限公司 → 华为技术, Acme Corporation → acme.
///
/// Never empty for a name that shows anything.
pub fn company_core(name: &str) -> String {
    Company::of_key(&key(name)).core
}

/// As much of a text as a name can be: what a person pastes by mistake is not taken apart to its end.
fn beginning(key: &str) -> &str {
    const LONGEST: usize = 3000;
    key.get(..key.floor_char_boundary(LONGEST)).unwrap_or(key)
}

/// Letters and digits only, as words; what stands between them is where a word ends.
pub(crate) fn words_of(key: &str) -> Vec<String> {
    without_marks(beginning(key))
        .replace(['.', '\'', '·'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Says whether a name is no more than that of a place.
pub(crate) fn is_place(name: &str) -> bool {
    let bare = LEVELS.iter().find_map(|level| name.strip_suffix(level)).unwrap_or(name);
    PLACES.contains(bare) || LATIN_PLACES.contains(bare)
}

/// Tells whether a name begins with that of a place in China and goes on: 苏州金龙电子.
pub(crate) fn has_place(name: &str) -> bool {
    let ends = name.char_indices().map(|(at, _)| at).skip(2).take(LONGEST_PLACE);
    ends.into_iter().any(|end| PLACES.contains(&name[..end]))
}

/// Tells whether a word is that of a trade and nothing else.
pub(crate) fn is_trade(word: &str) -> bool {
    TRADES.contains(&word) || MORE_TRADES.contains(&word)
}

/// Tells whether a name ends with the word of a trade behind something else: 金龙电子.
pub(crate) fn is_trade_named(name: &str) -> bool {
    let ends = |trade: &&str| name.strip_suffix(*trade).is_some_and(|rest| !rest.is_empty());
    TRADES.iter().chain(&MORE_TRADES).any(ends)
}

/// Tells whether a word in lower case is a legal form or a trade in the Latin script.
pub(crate) fn is_trade_latin(word: &str) -> bool {
    LATIN_FORMS.contains(word) && word != "and"
        || LATIN_TRADES.contains(word)
        || MORE_LATIN.contains(&word)
}

/// Leaves out brackets; and what they hold where it is a place or a legal form.
fn without_brackets(key: &str, place: &mut String) -> String {
    let mut out = String::with_capacity(key.len());
    let mut rest = key;
    while let Some(at) = rest.find(['(', '[']) {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        out.push(' ');
        let inside = tail.get(1..).unwrap_or_default();
        match inside.find([')', ']', '(', '[']) {
            Some(end) if inside.get(end..).is_some_and(|s| s.starts_with([')', ']'])) => {
                let (content, after) = inside.split_at(end);
                let joined = words_of(content).concat();
                let bare =
                    LEVELS.iter().find_map(|level| joined.strip_suffix(level)).unwrap_or(&joined);
                if PLACES.contains(bare) || LATIN_PLACES.contains(bare) {
                    if place.is_empty() {
                        place.push_str(bare);
                    }
                } else if !matches!(bare, "中国" | "china" | "prc")
                    && !FORMS.contains(&bare)
                    && !LATIN_FORMS.contains(bare)
                {
                    out.push_str(content);
                }
                out.push(' ');
                rest = after.get(1..).unwrap_or_default();
            }
            _ => rest = inside,
        }
    }
    out.push_str(rest);
    out
}

/// Takes legal forms off the end, as long as something is left; says whether one of them makes a full name.
fn strip_forms(words: &mut Vec<String>) -> bool {
    let mut formal = false;
    let mut left: usize = words.iter().map(|word| word.chars().count()).sum();
    for _ in 0..MOST {
        let Some(last) = words.last_mut() else {
            break;
        };
        let is_branch = last.ends_with("分公司") || last.ends_with("子公司");
        let form = FORMS.iter().find(|form| last.ends_with(**form));
        if let Some(form) = form
            && !is_branch
            && left >= form.chars().count() + 2
        {
            formal |= !matches!(*form, "公司" | "集团");
            last.truncate(last.len() - form.len());
            left -= form.chars().count();
            if last.is_empty() {
                words.pop();
            }
        } else if words.len() > 1
            && words.last().is_some_and(|word| LATIN_FORMS.contains(word.as_str()))
        {
            let form = words.pop().unwrap_or_default();
            formal |= !matches!(form.as_str(), "co" | "company" | "group");
            left -= form.chars().count();
        } else {
            break;
        }
    }
    formal
}

/// Takes places off the start, unless what is left could be anybody's.
fn strip_places(words: &mut Vec<String>, place: &mut String) {
    let mut found = String::new();
    let mut rest = words.clone();
    for _ in 0..MOST {
        let Some(first) = rest.first_mut() else {
            break;
        };
        if let Some((bare, len)) = leading_place(first) {
            found.push_str(bare);
            first.drain(..len);
            if first.is_empty() {
                rest.remove(0);
            }
        } else if rest.len() > 2
            && rest.first().is_some_and(|word| LATIN_PLACES.contains(word.as_str()))
        {
            found.push_str(&rest.remove(0));
        } else {
            break;
        }
    }
    if !found.is_empty() && is_distinctive(&rest.concat()) {
        *words = rest;
        *place = found;
    }
}

/// The place that a word starts with, and how many bytes it takes with its level.
fn leading_place(word: &str) -> Option<(&'static str, usize)> {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_PLACE);
    let ends: Vec<usize> = ends.collect();
    let bare = ends.into_iter().rev().find_map(|end| PLACES.get(word.get(..end)?).copied())?;
    let tail = word.get(bare.len()..).unwrap_or_default();
    // 市政 and 市场 are words of the name.
    let is_level = !tail.starts_with("市政") && !tail.starts_with("市场");
    let level = LEVELS.iter().find(|level| is_level && tail.starts_with(**level));
    Some((bare, bare.len() + level.map_or(0, |level| level.len())))
}

/// Says whether a name has more than words of a trade.
fn is_distinctive(name: &str) -> bool {
    let mut rest = name;
    while let Some(after) = TRADES.iter().find_map(|trade| rest.strip_prefix(trade)) {
        rest = after;
    }
    rest.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_what_tells_companies_apart() {
        for (name, core) in [
            ("华为技术有限公司", "华为技术"),
            ("華為技術有限公司", "华为技术"),
            ("华为技术（中国）有限公司", "华为技术"),
            ("深圳市华星电子有限责任公司", "华星电子"),
            ("广东省深圳市华星电子股份有限公司", "华星电子"),
            ("华星电子（深圳市）有限公司", "华星电子"),
            ("华星（电子）科技集团股份有限公司", "华星电子科技"),
            ("新疆维吾尔自治区天润乳业", "天润乳业"),
            ("京东集团", "京东"),
            ("华 星 有限 公司", "华星"),
            ("用友 Network Co.,Ltd.", "用友network"),
            ("Acme Corporation", "acme"),
            ("ACME Co., Ltd. (China)", "acme"),
            ("The Acme Trading Company, Inc.", "acmetrading"),
            ("Acme S.A.", "acme"),
            ("Acme (UK) Ltd", "acme"),
            ("Müller GmbH & Co. KG", "muller"),
            ("Shenzhen Huaxing Electronics Co., Ltd.", "huaxingelectronics"),
            ("Johnson & Johnson", "johnsonjohnson"),
            ("GTXPro", "gtxpro"),
            ("GTX Pro", "gtxpro"),
            ("张三", "张三"),
            ("O'Neil", "oneil"),
        ] {
            assert_eq!(company_core(name), core, "{name}");
        }
    }

    #[test]
    fn what_would_leave_nothing_to_know_it_by_stays() {
        for (name, core) in [
            ("北京银行", "北京银行"),
            ("上海银行股份有限公司", "上海银行"),
            ("上海电气集团股份有限公司", "上海电气"),
            ("西安交通大学", "西安交通大学"),
            ("上海市政工程", "上海市政工程"),
            ("深圳", "深圳"),
            ("深圳市", "深圳市"),
            ("大连锁", "大连锁"),
            ("有限公司", "有限公司"),
            ("集团公司", "集团"),
            ("公司", "公司"),
            ("Company", "company"),
            ("Ltd.", "ltd"),
            ("华为深圳分公司", "华为深圳分公司"),
            ("!!!", "!!!"),
            ("(())", "(())"),
            ("👍", "👍"),
            ("(中国)", "(中国)"),
            ("", ""),
            ("\0", ""),
        ] {
            assert_eq!(company_core(name), core, "{name}");
        }
    }

    #[test]
    fn the_place_is_kept_aside() {
        let place = |name: &str| Company::of_key(&key(name)).place;
        assert_eq!(place("广东省深圳市华星电子"), "广东深圳");
        assert_eq!(place("百胜（上海）有限公司"), "上海");
        assert_eq!(place("北京银行"), "");
        assert_eq!(place("华为（中国）"), "");
    }
}
