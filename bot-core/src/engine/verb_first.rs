//! A deal or an order that is begun with its customer before the word for it: «给华威新建个商机 空调 10万»,
//! «给华威下个单 A100 10台», `open a deal for Huawei: spares 50k`. The same with the command first.

use crate::chat::parse::Recognised;
use crate::chat::spec::Ask as _;
use crate::chat::understand::name::may_be_name;
use crate::commands;
use crate::commands::deal::open::OpenDeal;
use crate::commands::twins::merge::Merge;
use crate::domain::fold::Folded;

use super::doubt::is_doubt;
use super::sentence::FOR;

/// What is begun, how that is said behind a customer's name, and the command for it.
const BEGUN: [(&str, &[&str]); 2] = [
    (
        "新商机",
        &[
            "新建个商机",
            "新建一个商机",
            "新建商机",
            "建个新商机",
            "建一个商机",
            "建个商机",
            "建商机",
            "新开个商机",
            "新开商机",
            "开个新商机",
            "开一个商机",
            "开个商机",
            "开商机",
            "新增商机",
            "加个新商机",
            "加一个商机",
            "加个商机",
            "加商机",
            "录个商机",
            "录商机",
            "创建商机",
            "新商机",
        ],
    ),
    ("下单", &["下个订单", "下一个单", "下个单", "下一单", "下张单", "开个单", "开张单"]),
];
/// What asks for it at the end, with what is wanted before: «华威要20台空调 帮我下单».
const AT_END: [&str; 6] = ["帮我下单", "帮我下个单", "帮忙下单", "请下单", "给我下单", "下个单"];
/// What stands between who buys and what.
const WANTS: [&str; 5] = ["想要", "需要", "要买", "要订", "要"];
/// What asks for something and says no more.
const ASKED: [&str; 7] = ["麻烦", "请", "帮我", "帮忙", "我要", "我想", "再"];
/// The same in English, up to the customer.
const DO: [&str; 7] = ["open", "create", "start", "begin", "add", "make", "new"];
const ARTICLES: [&str; 4] = ["a", "an", "the", "new"];
const WITH: [&str; 4] = ["for", "with", "at", "to"];
/// What stands before the one that is kept of two.
const INTO: [&str; 4] = [" into ", "合并到", "并入", "到"];
/// The longest name before such words, in characters.
const LONGEST: usize = 24;

/// The same message with the command first.
pub(super) fn verb_first(message: &Folded) -> Option<Folded> {
    let text = message.text();
    if is_doubt(text) {
        return None;
    }
    match commands::names().recognise(text) {
        Recognised::Nothing | Recognised::Glued(..) => {
            english(message).or_else(|| before(message)).or_else(|| at_end(message))
        }
        Recognised::Command(spec, _) if spec.name == OpenDeal::SPEC.name => english(message),
        Recognised::Command(spec, at) if spec.name == Merge::SPEC.name => into(message, at),
        _ => None,
    }
}

/// «给华威新建个商机 空调 10万»
fn before(message: &Folded) -> Option<Folded> {
    let text = message.text();
    let begin = led(text);
    let near: usize = text[begin..].chars().take(LONGEST + 8).map(char::len_utf8).sum();
    let near = &text[begin..begin + near];
    let found = BEGUN.iter().flat_map(|(command, words)| {
        words.iter().filter_map(move |word| Some((near.find(word)?, word.len(), *command)))
    });
    let (at, len, command) = found.min_by_key(|(at, len, _)| (*at, std::cmp::Reverse(*len)))?;
    let (name, after) = (&near[..at], &text[begin + at + len..]);
    let talked = ["的", "了", "吗", "时", "后", "前"].iter().any(|word| after.starts_with(word));
    if talked || !is_name(name) {
        return None;
    }
    let from = begin + at + len;
    let name = message.original(begin..begin + at);
    Some(Folded::of(&format!("{command} {} {}", name.trim(), message.original(from..text.len()))))
}

/// «华威要20台空调 九折 帮我下单»
fn at_end(message: &Folded) -> Option<Folded> {
    let text = message.text().trim_end_matches(['.', '!', '吧', ' ']);
    let head = AT_END.iter().find_map(|end| text.strip_suffix(end))?;
    let begin = led(head);
    let found = WANTS.iter().filter_map(|wants| Some((head[begin..].find(wants)?, wants.len())));
    let (at, len) = found.min_by_key(|(at, len)| (*at, std::cmp::Reverse(*len)))?;
    let at = begin + at;
    if head[begin..at].trim().is_empty() || !is_name(&head[begin..at]) {
        return None;
    }
    let (name, rest) = (message.original(begin..at), message.original(at + len..head.len()));
    Some(Folded::of(&format!("下单 {} {}", name.trim(), rest.trim())))
}

/// `merge Blue Ocean into BlueOcean Trading`: the second one is kept.
fn into(message: &Folded, at: usize) -> Option<Folded> {
    let rest = &message.text()[at..];
    let link = INTO.iter().find_map(|into| Some((rest.find(into)?, into.len())));
    let (end, len) = link?;
    let [other, keep] = [at..at + end, at + end + len..message.text().len()];
    let [other, keep] = [other, keep].map(|range| message.words(range).replace('"', ""));
    let both = !other.is_empty() && !keep.is_empty();
    both.then(|| Folded::of(&format!("merge \"{keep}\" \"{other}\"")))
}

/// `open a deal for Huawei: spares 50k`
fn english(message: &Folded) -> Option<Folded> {
    let text = message.text();
    let begin = text.len() - text.trim_start().len();
    let mut at = behind(text, begin, &DO)?;
    while let Some(next) = behind(text, at, &ARTICLES) {
        at = next;
    }
    let at = behind(text, behind(text, at, &["deal", "opportunity"])?, &WITH)?;
    Some(Folded::of(&format!("new deal {}", message.original(at..text.len()))))
}

/// Where the words behind one of these begin, where it is the next word.
fn behind(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let (word, _) = text[at..].split_once(' ')?;
    let rest = at + word.len();
    let rest = rest + text[rest..].len() - text[rest..].trim_start().len();
    words.iter().any(|one| word.eq_ignore_ascii_case(one)).then_some(rest)
}

/// Where what is asked for begins, behind what only leads up to it.
fn led(text: &str) -> usize {
    let mut at = text.len() - text.trim_start().len();
    while let Some(word) = ASKED.iter().find(|word| text[at..].starts_with(**word)) {
        at += word.len();
    }
    FOR.iter()
        .chain(&["为", "帮", "替"])
        .find(|word| text[at..].starts_with(**word))
        .map_or(at, |word| at + word.len())
}

/// Tells whether words are a name, or nothing at all.
fn is_name(words: &str) -> bool {
    let words = words.trim();
    let short = words.chars().count() <= LONGEST && !words.contains([',', ';', ':', '.']);
    words.is_empty() || short && may_be_name(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_comes_first() {
        for (said, meant) in [
            ("给华威新建个商机 车间空调 30台", Some("新商机 华威  车间空调 30台")),
            ("华威新商机 车间空调 10万", Some("新商机 华威  车间空调 10万")),
            ("帮我给华威下个单 A100 10台", Some("下单 华威  A100 10台")),
            ("华威要20台空调 九折 帮我下单", Some("下单 华威 20台空调 九折")),
            ("open a deal for Huawei: spares 50k", Some("new deal Huawei: spares 50k")),
            ("华威新商机的报价发了", None),
            ("怎么新建商机", None),
            ("昨天和华威聊了新商机", None),
            ("open deals", None),
        ] {
            let turned = verb_first(&Folded::of(said));
            let meant = meant.map(Folded::of);
            let text = |folded: &Folded| folded.text().to_owned();
            assert_eq!(turned.as_ref().map(text), meant.as_ref().map(text), "{said}");
        }
    }
}
