//! Somebody new as people say it: 加个线索 周敏…, 录入线索 王磊…, 新来个线索 王磊…, `got a lead from the website:
//! Sarah Connolly…`. It is read as the command would be.

use crate::chat::parse;
use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::name::may_be_name;
use crate::commands::contact::add::AddContact;
use crate::commands::customer::add::AddCustomer;
use crate::commands::lead::add::AddLead;
use crate::domain::fold::Folded;
use crate::domain::ids::Code;

use super::nearly::begins_with_new;
use super::sentence::without;

/// What may stand before.
const OPENERS: &[&str] = &[
    "请",
    "帮我",
    "麻烦",
    "给我",
    "我要",
    "我",
    "今天",
    "刚刚",
    "刚才",
    "刚",
    "please ",
    "i've ",
    "i have ",
    "i ",
    "we've ",
    "we have ",
    "we ",
    "just ",
    "can you ",
    "could you ",
    "there's ",
    "here's ",
    "there is ",
    "here is ",
];
/// What is done with somebody new, and what they do.
const ADDS: &[&str] = &[
    "加",
    "新加",
    "添加",
    "增加",
    "录",
    "录入",
    "登记",
    "新增",
    "新建",
    "创建",
    "add ",
    "create ",
    "enter ",
    "record ",
    "save ",
    "register ",
];
const COMES: &[&str] = &[
    "记",
    "记录",
    "记下",
    "存",
    "建",
    "来",
    "新来",
    "有",
    "新有",
    "接到",
    "收到",
    "拿到",
    "got ",
    "have ",
    "received ",
    "met ",
    "note down ",
    "log ",
    "",
];
/// How one of them is counted.
const ONE: &[&str] = &[
    "了一个",
    "了个",
    "了一位",
    "了位",
    "了一条",
    "了条",
    "一个",
    "一位",
    "一条",
    "一家",
    "一下",
    "个",
    "位",
    "条",
    "家",
    "a new ",
    "an ",
    "a ",
    "another ",
    "one ",
    "new ",
];
/// What somebody new may be besides.
const KINDS: &[&str] =
    &["新的", "新", "潜在", "意向", "销售", "fresh ", "hot ", "inbound ", "sales "];
/// What somebody new is.
const NOUNS: &[(&str, &Spec)] = &[
    ("客户线索", &AddLead::SPEC),
    ("线索", &AddLead::SPEC),
    ("客户", &AddCustomer::SPEC),
    ("联系人", &AddContact::SPEC),
    ("lead", &AddLead::SPEC),
    ("prospect", &AddLead::SPEC),
    ("customer", &AddCustomer::SPEC),
    ("client", &AddCustomer::SPEC),
    ("contact", &AddContact::SPEC),
];
/// What may stand between that and the name.
const CALLED: &[&str] = &["叫做", "名叫", "叫", "called ", "named "];
/// How many characters may stand before whom it is about.
const HEAD: usize = 40;

/// How words begin that say that somebody is new.
struct Head {
    spec: &'static Spec,
    /// Where what is said of them begins.
    at: usize,
    /// True where somebody is to be written down, and not only said to be there.
    adds: bool,
}

/// The command that such words stand for; nothing where they are none.
pub(super) fn said_new(message: &Folded) -> Option<Folded> {
    let text = message.text();
    let head = head(text)?;
    if !head.adds && (head.spec.name != AddLead::SPEC.name || parse::phones(text).is_empty()) {
        return None;
    }
    let rest = &text[head.at..];
    // «got a lead from the website: Sarah»: where somebody comes from may be said first.
    let from = rest.trim_start().strip_prefix("from ").and_then(|_| {
        let (from, _) = rest.split_once(':')?;
        (from.chars().count() <= HEAD && !from.contains('\n')).then_some(head.at + from.len())
    });
    let begin = from.map_or(head.at, |end| end + 1);
    let said = message.original(begin..text.len());
    let said = said.trim();
    let said = match from {
        Some(end) => behind_name(said, message.original(head.at..end).trim()),
        None => said.to_owned(),
    };
    Some(Folded::of(&format!("{} {said}", head.spec.name)))
}

/// What is said of somebody, with where they come from behind the name.
fn behind_name(said: &str, from: &str) -> String {
    let ends = |c: char| ",，\n+".contains(c) || c.is_ascii_digit();
    let end = said.find(ends).unwrap_or(said.len());
    let (name, rest) = said.split_at(end);
    let rest = rest.trim_start_matches([',', '，', ' ']);
    format!("{}, {from}, {rest}", name.trim_end())
}

/// Where what is said of somebody new begins, whom words say to be there: 刚加了个客户李伟….
pub(super) fn announced(text: &str) -> Option<usize> {
    head(text).map(|head| head.at)
}

fn head(text: &str) -> Option<Head> {
    let open = without(text, 0, OPENERS);
    let told = text[..open].contains('刚') || text[..open].to_ascii_lowercase().contains("just");
    let verbs =
        ADDS.iter().map(|verb| (*verb, true)).chain(COMES.iter().map(|verb| (*verb, false)));
    let found = verbs.filter_map(|(verb, adds)| {
        let after = open + led(&text[open..], verb)?;
        let counted = after + first_of(&text[after..], ONE);
        let kind = counted + first_of(&text[counted..], KINDS);
        // A noun alone is the name of a list.
        let alone = verb.is_empty() && counted == open;
        let named = NOUNS.iter().filter(|_| !alone || kind > open);
        let (noun, spec) = named
            .filter(|(noun, _)| led(&text[kind..], noun).is_some())
            .max_by_key(|(noun, _)| noun.len())?;
        let over = text[open..kind].contains('了');
        Some(Head { spec, at: kind + noun.len(), adds: adds && !told && !over })
    });
    let found = found.max_by_key(|head| (head.at, head.adds))?;
    ends(text, &found)
}

/// Such a beginning, where whom it is about follows it.
fn ends(text: &str, head: &Head) -> Option<Head> {
    let rest = &text[head.at..];
    let apart = rest.starts_with([' ', ':', ',', '\n']);
    let glued = !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        && begins_with_new(head.spec, rest, true);
    let at = without(text, head.at, &[]);
    let at = at + (text[at..].len() - text[at..].trim_start_matches([':', ' ', '\n']).len());
    let at = at + first_of(&text[at..], CALLED);
    let name = text[at..].split([' ', ',', ':', '\n']).next().unwrap_or_default();
    let from = text[at..].starts_with("from ");
    let named = from || may_be_name(name) || !parse::phones(name).is_empty();
    let coded = Code::at_start(&text[at..]).is_some() && head.spec.name != AddContact::SPEC.name;
    ((apart || glued) && named && !coded).then_some(Head { at, ..*head })
}

/// How long a word is that a text begins with, in any case.
fn led(text: &str, word: &str) -> Option<usize> {
    text.get(..word.len()).filter(|head| head.eq_ignore_ascii_case(word)).map(str::len)
}

/// How long the first of these words is that a text begins with.
fn first_of(text: &str, words: &[&str]) -> usize {
    words.iter().filter_map(|word| led(text, word)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_new_is_said_in_many_ways() {
        for (text, command) in [
            ("加个线索 周敏 13688886666", "lead add 周敏 13688886666"),
            ("录入线索 王磊", "lead add 王磊"),
            ("新来个线索 王磊 13688886664", "lead add 王磊 13688886664"),
            ("新客户线索:陈志强 13688887777", "lead add 陈志强 13688887777"),
            ("帮我加一个新客户 华星", "customer add 华星"),
            ("please add a new lead Tom", "lead add Tom"),
            (
                "got a lead from the website: Sarah, 13800138000",
                "lead add Sarah, from the website, 13800138000",
            ),
        ] {
            let said = said_new(&Folded::of(text)).map(|said| said.text().to_owned());
            assert_eq!(said.as_deref(), Some(command), "{text}");
        }
        for text in [
            "来了个客户投诉",
            "新增客户多少",
            "新增线索 本周",
            "线索 张三",
            "客户",
            "加线索的方法",
            "lead Bob",
            "记客户 L-1 来电",
            "got leads",
            "有客户 想买空调",
            "new leads this week",
        ] {
            assert!(said_new(&Folded::of(text)).is_none(), "{text}");
        }
    }
}
