//! What is planned with somebody whom nobody knows yet: «明天下午3点给云帆打电话», `call Kestrel tomorrow`. The
//! command asks whether to write them down; nothing of what was said is lost.

use serde_json::{Map, Value};

use crate::chat::parse::Lack;
use crate::chat::spec::Ask as _;
use crate::chat::understand::name::{is_small_word, may_be_name};
use crate::chat::understand::next_step::{next_steps, unplanned};
use crate::chat::understand::when::{Here, find_all};
use crate::commands::Cx;
use crate::commands::follow::add::Follow;
use crate::domain::access::Right;
use crate::domain::fold::Folded;
use crate::problem::Problem;
use crate::t;

use super::errands::parts;
use super::filled::fill;
use super::of_whom::{capitals, company_after};
use super::plan::{Plan, planned, problem};
use super::sentence::{
    ASKS, OPENERS, REMIND, TO, begins_with, company_before, is_person, is_unsure, said_name,
    without,
};

/// What a plan may begin with right before the one whom it is with.
const ABOUT: &[&str] = &["跟进", "follow up with ", "follow up on ", "follow up "];
/// What a plan may begin with and that says no more than that it is one.
const WISHES: &[&str] = &[
    "请",
    "帮我",
    "需要",
    "要",
    "得",
    "打算",
    "准备",
    "想",
    "必须",
    "i need to ",
    "need to ",
    "please ",
];
/// What says that it was done.
const JUST: &[&str] = &["刚", "我刚", "我们刚", "just ", "i just ", "we just "];
/// What is planned in English with somebody whose name comes later: «schedule a demo for Zeta».
const MEETINGS: &[&str] = &[
    "schedule ",
    "book ",
    "arrange ",
    "set up ",
    "meeting ",
    "a meeting ",
    "lunch ",
    "dinner ",
    "coffee ",
    "breakfast ",
    "appointment ",
    "demo ",
    "a demo ",
    "call ",
    "a call ",
];
/// What stands before the one whom that is with.
const WITHS: &[&str] = &[" with ", " for "];
/// What may stand between what is done and with whom: 联系一下云帆, 约了云帆.
const FILLERS: &[&str] = &["一下", "下", "了", "客户"];
/// What is done with somebody, behind their name.
const DONE: &[&str] = &[
    "的", "打", "电话", "回电", "送", "发", "寄", "报", "谈", "聊", "开会", "讲", "做", "演示",
    "安装", "培训", "收", "催", "签", "交", "看", "约", "见", "视频", "拜访", "确认", "对账", "说",
    "问", "拿", "取", "吃饭", "喝茶", "考察", "参观", "商量", "沟通", "汇报", "过去",
];
/// What stands in English behind a name, and in none.
const LINKS: &[&str] = &[
    "about",
    "re",
    "regarding",
    "of",
    "on",
    "for",
    "with",
    "to",
    "and",
    "at",
    "by",
    "in",
    "from",
    "before",
    "after",
    "again",
    "back",
    "if",
    "when",
    "because",
    "so",
];
/// What a name goes on after with «of»: Bank of China.
const OF_PLACES: &[&str] = &[
    "Bank",
    "University",
    "Ministry",
    "Department",
    "Institute",
    "College",
    "School",
    "Museum",
    "City",
    "House",
    "Port",
];
/// Whom a plan may be with who is nobody's customer.
const NOBODY: &[&str] = &[
    "him",
    "her",
    "them",
    "me",
    "us",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "it",
    "home",
    "mom",
    "mum",
    "dad",
    "wife",
    "boss",
    "client",
    "customer",
    "there",
    "this",
    "that",
    "customers",
    "客户",
    "老板",
    "大家",
    "同事",
    "领导",
    "妈妈",
    "爸爸",
    "老婆",
    "孩子",
    "这个",
    "那个",
    "公司",
];
/// What is done with a thing for somebody.
const GIVES: &[&str] = &["send ", "give ", "show ", "write ", "offer ", "bring "];
/// How many words of English a name has at most.
const WORDS: usize = 4;

/// Plans something with somebody new, where a sentence says who it is and when. A reminder that names
/// nobody asks what it is about, unless only who is named by name counts.
pub(super) async fn newcomer(
    cx: &mut Cx<'_>,
    message: &Folded,
    only_named: bool,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if !cx.may(Right::Sell) || is_unsure(text) || text.trim_end().ends_with(ASKS) {
        return Ok(None);
    }
    // What was just done is no plan, whatever comes next.
    if begins_with(text, JUST) || !plans(text, &cx.env().here()) {
        return Ok(None);
    }
    let named = named_at(text, &cx.env().here());
    if named.is_some() && parts(text).iter().skip(1).any(|part| is_another(part, &cx.env().here()))
    {
        return Ok(Some(Plan::Say(problem(t!(cx.lang(), "errands-one-by-one")))));
    }
    let record = match named.map(|(place, len)| &text[place..place + len]) {
        // Who has a title and no company is somebody's, and it is asked whose.
        Some(name) if !is_person(name) => name.into(),
        _ if only_named || named.is_none() && !begins_with(text, REMIND) => return Ok(None),
        _ => Value::Null,
    };
    let words = without(text, without(text, 0, REMIND), OPENERS);
    let args = Map::from_iter([("record".to_owned(), record)]);
    let filled = fill(cx, &Follow::SPEC, message, words, args).await?;
    let asks = matches!(filled.lack, None | Some(Lack::Missing(_) | Lack::Wrong(..)));
    Ok(asks.then(|| planned(&Follow::SPEC, filled)))
}

/// Tells whether a part of a sentence has a time and somebody of its own.
fn is_another(part: &str, here: &Here<'_>) -> bool {
    !find_all(part, here).is_empty() && named_at(part, here).is_some()
}

/// Tells whether words plan something, be it on a day that has to be asked about.
fn plans(text: &str, here: &Here<'_>) -> bool {
    !next_steps(text, here).is_empty() || unplanned(text, here).is_some()
}

/// Where the name of somebody new stands in a plan, and how long it is.
fn named_at(text: &str, here: &Here<'_>) -> Option<(usize, usize)> {
    let mut free = text.to_owned();
    for moment in find_all(text, here) {
        free.replace_range(moment.span.clone(), &" ".repeat(moment.span.len()));
    }
    let begin = without(&free, 0, OPENERS);
    let about = without(&free, begin, ABOUT);
    let place = if about > begin {
        about
    } else {
        let from = without(&free, without(&free, begin, WISHES), REMIND);
        let from = without(&free, without(&free, from, OPENERS), WISHES);
        let to = without(&free, from, TO);
        let to = (to > from).then(|| without(&free, to, FILLERS));
        met_with(&free, from).or(to)?
    };
    let len = name_len(&free[place..]);
    if let Some(company) = len.and_then(|len| company_after(&free[place + len..])) {
        return len.map(|len| (place + len + company.start, company.len()));
    }
    // «send samples to Zeta»: what is sent is no name.
    let thing = free[place..].starts_with(|c: char| c.is_ascii_lowercase());
    let gives = GIVES.iter().any(|word| free[begin..place].to_ascii_lowercase().ends_with(word));
    if thing && gives {
        let to = place + free[place..].find(" to ")? + " to ".len();
        return name_len(&free[to..]).map(|len| (to, len));
    }
    len.map(|len| (place, len))
}

/// Where the one stands with whom a meeting is planned: a name with a capital.
fn met_with(text: &str, from: usize) -> Option<usize> {
    // Each of these ends with the blank that what links the name begins with.
    let met = Some(without(text, from, MEETINGS)).filter(|met| *met > from)? - 1;
    let at = |with: &&str| Some(met + text[met..].find(*with)? + with.len());
    let place = WITHS.iter().filter_map(at).min()?;
    (capitals(&text[place..]) > 0).then_some(place)
}

/// How much of the beginning of some words is a name.
fn name_len(words: &str) -> Option<usize> {
    // Where a time stood there are blanks now.
    let part = words.split("  ").next()?.split([',', ';', ':', '.', '\n', '(']).next()?.trim_end();
    let len = if part.starts_with(|c: char| c.is_ascii()) {
        let all = part.split(' ');
        let mut named: Vec<&str> = Vec::new();
        for word in all {
            let of = word == "of" && named.last().is_some_and(|last| OF_PLACES.contains(last));
            if LINKS.contains(&word.to_ascii_lowercase().as_str()) && !of {
                break;
            }
            named.push(word);
        }
        let capital =
            |word: &&str| *word == "of" || word.starts_with(|c: char| !c.is_ascii_lowercase());
        let fits = named.len() == 1 || (named.len() <= WORDS && named.iter().all(capital));
        fits.then(|| named.join(" ").len())?
    } else {
        let ends = DONE.iter().filter_map(|done| part.find(done)).filter(|at| *at > 0).min();
        let part = &part[..ends.unwrap_or(part.len())];
        let company = company_before(part.split(' ').next().unwrap_or_default());
        company.or_else(|| said_name(part))?
    };
    let name = &part[..len];
    let is_name = name.chars().nth(1).is_some()
        && may_be_name(name)
        && !is_small_word(name)
        && !NOBODY.contains(&name.to_lowercase().as_str());
    is_name.then_some(len)
}

#[cfg(test)]
mod tests {
    use super::name_len;

    #[test]
    fn a_name_ends_where_something_is_done() {
        for (words, name) in [
            ("云帆打电话", Some("云帆")),
            ("云帆科技 谈合同", Some("云帆科技")),
            ("云帆", Some("云帆")),
            ("Kestrel Ltd about the price", Some("Kestrel Ltd")),
            ("kestrel    ", Some("kestrel")),
            ("the new people", None),
            ("him", None),
            ("客户打电话", None),
            ("他打电话", None),
            ("back", None),
            ("Bank of China again", Some("Bank of China")),
            ("Norma Kessler of Blue Harbor Foods on", Some("Norma Kessler")),
            ("宁波海天塑机王总 谈合同", Some("宁波海天塑机")),
            ("宁波海天塑机的王总", Some("宁波海天塑机")),
            ("云帆李总", Some("云帆李总")),
            ("", None),
        ] {
            assert_eq!(name_len(words).map(|len| &words[..len]), name, "{words}");
        }
    }
}
