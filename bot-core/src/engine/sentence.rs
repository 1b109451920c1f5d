//! Whole sentences that name no command: what was done about a deal, what happened, what is
//! planned.

use std::ops::Range;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::chat::parse::{self, Lack, Ref};
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::Found;
use crate::chat::understand::happened::{Happened, SAID, happened, is_over, is_told, left, linked};
use crate::chat::understand::name::is_small_word;
use crate::chat::understand::next_step::{NextStep, PROMISES, SWEARS, Why, next_steps, unplanned};
use crate::chat::understand::when::{Moment, Odd, find_all, find_moments};
use crate::commands::deal::lose::LoseDeal;
use crate::commands::deal::r#move::MoveDeal;
use crate::commands::deal::only_open;
use crate::commands::deal::win::WinDeal;
use crate::commands::follow::add::Follow;
use crate::commands::log::note::LogNote;
use crate::commands::order::place::PlaceOrder;
use crate::commands::{self, Cx, show};
use crate::domain::activity::Way;
use crate::domain::fold::{self, Folded};
use crate::domain::follow_up::Due;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, keys_of_query, score};
use crate::problem::Problem;
use crate::t;

use super::doubt::is_doubt;
use super::each_quoted::each_quoted;
use super::elsewhere::is_of_another;
use super::errands::errands;
use super::filled::{fill, kinds_of};
use super::gone::gone;
use super::handed::handed_on;
use super::kept::kept;
use super::of_whom::{capitals, company_after, known_whom};
use super::on_day::when_it_was;
use super::plan::{Plan, planned, ready};
use super::refused::refused;
use super::staged::about_deal;

/// What stands before the customer for whom something is done.
pub(super) const FOR: &[&str] = &["给", "跟", "向", "对", "和", "与", "同"];
/// The same before the one with whom something happened.
const WITH: &[&str] =
    &["给", "跟", "向", "对", "和", "与", "同", "去", "到", "在", "从", "客户", "from "];
/// What makes a wish for a reminder of a sentence.
pub(super) const REMIND: &[&str] =
    &["提醒我", "记得", "别忘了", "跟进", "remind me to ", "remind me "];
/// What makes a question of a sentence.
pub(super) const ASKS: [char; 4] = ['?', '吗', '呢', '么'];
/// What a sentence may begin with without saying anything.
pub(super) const OPENERS: &[&str] =
    &["我们", "我", "刚刚", "刚才", "刚", "已经", "to ", "i ", "we ", "just ", "i'll ", "will "];
/// What may stand between the one with whom something happened and what did.
const CLOSERS: &[&str] = &[
    "刚刚",
    "刚才",
    "刚",
    "已经",
    "已",
    "终于",
    "都",
    "也",
    "信誓旦旦地",
    "信誓旦旦",
    "又改口",
    "改口",
    "改主意",
    "后来",
    "现在",
    "这次",
    "又",
    "那边",
    "这边",
    "那里",
    " just",
    " has",
    " have",
    " finally",
    " now",
];
/// What of the one with whom something was ended says no more than its end.
const OF_THEM: &[&str] = &["的合同", "的订单", "的单子", "的单", "的项目", "的商机"];
/// What stands before the one with whom something is planned.
pub(super) const TO: &[&str] = &[
    "打电话给",
    "发邮件给",
    "给",
    "跟",
    "和",
    "与",
    "同",
    "向",
    "找",
    "去",
    "到",
    "见",
    "拜访",
    "回访",
    "联系",
    "感谢",
    "谢谢",
    "恭喜",
    "祝贺",
    "通知",
    "答复",
    "回复",
    "催",
    "约",
    "问",
    "call ",
    "ring ",
    "phone ",
    "email ",
    "text ",
    "visit ",
    "meet ",
    "meet with ",
    "see ",
    "send ",
    "ask ",
    "give ",
    "show ",
    "write ",
    "tell ",
    "offer ",
    "bring ",
    "to ",
    "with ",
];
/// What stands before the one to whom something is promised.
static PROMISED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let stands = |word: &&str| !word.is_ascii() || *word == "promised";
    PROMISES.iter().chain(SWEARS).copied().filter(stands).collect()
});
/// What stands before whoever came along.
const COMING: &[&str] = &["和", "跟", "与", "带", "陪"];
/// What stands behind the one with whom something was done.
const TOGETHER: &[&str] = &["一起", "一同", "一块", "一块儿", "一道"];
/// The stage of an offer, by the key that the standard pipeline has for it.
pub(super) const QUOTED: &str = "quotation";
/// How those are called who work for a company.
const TITLES: &[&str] =
    &["总", "工", "经理", "主任", "先生", "女士", "老板", "老师", "部长", "厂长", "店长", "采购"];
/// The longest name that nobody has yet, in characters.
const LONGEST_NEW: usize = 8;
/// What stands in no name of a company.
const NO_NAME: &[char] =
    &['我', '你', '他', '她', '它', '不', '没', '了', '过', '吗', '谁', '再', '要'];
/// What leaves open whether something happens, or takes it back.
const UNSURE: &[&str] =
    &["取消", "也许", "或许", "说不定", "谁", "maybe", "perhaps", "might", "cancelled", "canceled"];
/// What denies a plan, before the one whom it is with.
const DENIED: &[&str] = &["不", "别", "没", "未", "n't ", "not ", "never "];
/// The longest name that is looked for in a sentence, in characters.
pub(super) const LONGEST_NAME: usize = 24;
/// At how many places of a sentence a name is looked for.
const PLACES: usize = 4;

/// Where a sentence is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// By itself.
    Alone,
    /// While a question is open: a name at its beginning may be the answer.
    AsAnswer,
    /// While a question is open that any words answer: what somebody said may be the answer.
    AsProse,
}

/// Reads a sentence that names no command.
pub(super) async fn sentence(
    cx: &mut Cx<'_>,
    message: &Folded,
    said: Said,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    if text.trim_end().ends_with(ASKS) || is_doubt(text) {
        return Ok(None);
    }
    if let Some(plan) = handed_on(cx, text).await? {
        return Ok(Some(plan));
    }
    if !begins_with(text, REMIND) {
        if let Some(plan) = about_deal(cx, message).await? {
            return Ok(Some(plan));
        }
        let gone = gone(cx, message).await?;
        if let Some(plan) = happened_with(cx, gone.as_ref().unwrap_or(message), said).await? {
            return Ok(Some(plan));
        }
    }
    if said == Said::Alone
        && let Some(plan) = refused(cx, message).await?
    {
        return Ok(Some(plan));
    }
    if said != Said::AsProse
        && let Some(plan) = Box::pin(errands(cx, message)).await?
    {
        return Ok(Some(plan));
    }
    if let Some(plan) = to_come(cx, message, 0, said == Said::Alone).await? {
        return Ok(Some(plan));
    }
    if said == Said::Alone { kept(cx, message).await } else { Ok(None) }
}

/// Tells whether words after a company are those of a promise, of it or of one of its people: «的李总答应».
fn promises(words: &str) -> bool {
    let at = PROMISED.iter().filter_map(|promised| words.find(promised)).min();
    at.is_some_and(|at| words[..at].trim().is_empty() || is_person(&words[..at]))
}

/// Tells whether words after a company are one of its people: 王总, 李工.
pub(super) fn is_person(words: &str) -> bool {
    let words = words.trim().trim_start_matches('的');
    words.chars().count() <= 4 && TITLES.iter().any(|title| words.ends_with(title))
}

/// The company and the one of its people in a name: «云帆的李总».
fn company_of(name: &str) -> Option<(&str, &str)> {
    let (company, person) = name.split_once('的')?;
    (is_person(person) && said_name(company).is_some()).then_some((company, person))
}

/// How long the company is before one of its people with a surname and a title: 宁波海天塑机王总. Short
/// names are left whole: 云帆李总 may be both.
pub(super) fn company_before(name: &str) -> Option<usize> {
    let title = TITLES.iter().find(|title| name.ends_with(**title))?;
    let mut company = name[..name.len() - title.len()].chars();
    company.next_back()?;
    let company = company.as_str().trim_end_matches('的');
    (company.chars().count() > 3 && company.chars().all(char::is_alphabetic))
        .then_some(company.len())
}

/// How long a name at the beginning of a text is that nobody has yet: one word that can be one, or
/// several in English.
pub(super) fn said_name(text: &str) -> Option<usize> {
    let several = capitals(text);
    if text[..several].contains(' ') {
        return Some(several);
    }
    let name = text.split([' ', ',', '.', ';', ':']).next().unwrap_or_default();
    let plausible = (2..=LONGEST_NEW).contains(&name.chars().count())
        && name.chars().all(char::is_alphabetic)
        && !name.contains(NO_NAME)
        && name.starts_with(|c: char| !c.is_ascii_lowercase());
    plausible.then_some(name.len())
}

/// Tells whether words say who came along: «和小陈一起».
pub(super) fn is_along(words: &str) -> bool {
    COMING.iter().any(|with| words.starts_with(with))
        && TOGETHER.iter().any(|one| words.ends_with(one))
}

/// Tells whether a sentence leaves open what happens, or takes it back.
pub(super) fn is_unsure(text: &str) -> bool {
    let lower = text.trim_end().to_ascii_lowercase();
    if lower.ends_with('没') || lower.ends_with("没有") {
        return true;
    }
    UNSURE.iter().any(|word| lower.contains(word))
}

/// The command that writes down what happened, and its field for the record.
pub(super) fn command_of(what: Happened) -> Option<(&'static Spec, &'static str)> {
    let (name, field) = match what {
        Happened::Met(way) => (format!("log {}", way.word()), "record"),
        Happened::Quoted => (MoveDeal::SPEC.name.to_owned(), "deal"),
        Happened::Ordered => (PlaceOrder::SPEC.name.to_owned(), "customer"),
        Happened::Won => (WinDeal::SPEC.name.to_owned(), "deal"),
        Happened::Lost => (LoseDeal::SPEC.name.to_owned(), "deal"),
    };
    Some((commands::entry(&name)?.spec, field))
}

/// How an offer was sent, where its amount is not said: «给李工发了报价单 邮件» tells of a mail.
fn way_of_offer(text: &str, found: &Found<Happened>) -> Option<Way> {
    let rest = text[found.span.end..].to_ascii_lowercase();
    if found.value != Happened::Quoted || rest.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let by =
        [(Way::Email, ["邮件", "email", "e-mail"]), (Way::Message, ["微信", "短信", "wechat"])];
    by.into_iter()
        .find(|(_, words)| words.iter().any(|word| rest.contains(word)))
        .map(|(way, _)| way)
}

/// «给华为打电话 聊了价格 下周三再打», «拜访了华为», «华威签了»: with whom is known, and what happened is
/// over.
async fn happened_with(
    cx: &mut Cx<'_>,
    message: &Folded,
    as_: Said,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let Some(found) = happened(text) else { return Ok(None) };
    let way = way_of_offer(text, &found);
    let found = Found::new(way.map_or(found.value, Happened::Met), found.span);
    // What was asked for may begin with a name, or be what was said.
    if as_ != Said::Alone && found.value == SAID {
        let is_other = as_ == Said::AsProse && is_of_another(cx, &text[..found.span.start]).await?;
        if !is_other {
            return Ok(None);
        }
    }
    let Some((spec, field)) = command_of(found.value) else { return Ok(None) };
    let (begin, moment) = opened(cx, text);
    if begin > found.span.start {
        return Ok(None);
    }
    let (end, moment) = closed(cx, text, (begin..found.span.start, moment));
    let is_ahead = moment.is_some_and(|moment| !cx.env().is_past(moment));
    let day = moment.map(|moment| cx.env().due(moment)).filter(|_| !is_ahead);
    // «明天从华威回来»
    let back = left(&text[found.span.clone()]).is_some();
    // «去拜访华为 见了李工», «打给华威 说…»: what came of it tells that it is over.
    let told = matches!(found.value, Happened::Met(Way::Visit | Way::Call))
        && !is_ahead
        && is_told(&text[found.span.end..]);
    let over = (told || is_over(text, &found))
        && !(back && moment.is_some_and(|m| cx.env().is_to_come(m)));
    if is_ahead && !over {
        return Ok(None);
    }
    let before = text[begin..end].trim();
    // «和小陈一起拜访了华为»: who came along is told of, and is not who was visited.
    let after = found.span.end + linked(&text[found.span.end..]);
    let goes_on = text[after..].starts_with(char::is_alphanumeric);
    let led = before.trim_end_matches(['去', '到', '又']);
    // «跟陈主管去拜访华为»
    let went = led.len() < before.len() && COMING.iter().any(|with| led.starts_with(with));
    let along = Some(led).filter(|along| goes_on && (went || is_along(along)));
    let before = along.map_or(before, |_| "");
    let mut of_new = None;
    let (name, at) = if before.is_empty() {
        // «见了李工，嫌贵» says who was met where somebody was asked what came of it.
        let met = as_ == Said::AsProse && found.value == Happened::Met(Way::Meeting);
        if !over || met {
            return Ok(None);
        }
        let (len, named) = match known_whom(cx, &kinds_of(spec), &text[after..]).await? {
            Some(whom) => whom,
            // «聊了价格» names nobody.
            None => match said_name(&text[after..]).filter(|_| found.value != SAID) {
                // Of somebody new at a company it is the company that is written down.
                Some(len) => {
                    let (name, rest) = text[after..].split_at(len);
                    match (company_after(rest), company_of(name)) {
                        (Some(company), _) => (0, len + company.start..len + company.end),
                        (None, Some((company, _))) => (0, 0..company.len()),
                        (None, None) => (len, 0..len),
                    }
                }
                None => return Ok(None),
            },
        };
        let at = after + len;
        let ended = !matches!(found.value, Happened::Met(_));
        let theirs = OF_THEM.iter().find(|theirs| ended && text[at..].starts_with(**theirs));
        let name = &text[after + named.start..after + named.end];
        (name, at + theirs.map_or(0, |theirs| theirs.len()))
    } else {
        let name = before[without(before, 0, WITH)..].trim();
        let name = TOGETHER.iter().find_map(|one| name.strip_suffix(one)).unwrap_or(name);
        // «Elm Hospital ordered 5 A100» begins with a name of several words as well.
        let several = name.contains(' ') && capitals(name) == name.len();
        let led = before.len() > name.len() || several;
        let name = match known_at(cx, &kinds_of(spec), name).await? {
            Some(len) if len == name.len() || is_person(&name[len..]) => &name[..len],
            // Whom nobody knows yet the command offers to write down: «云帆的李总» is somebody of 云帆.
            None if led => match company_of(name) {
                Some((company, person)) => {
                    of_new = Some(begin + before.len() - person.len());
                    company
                }
                None if said_name(name) == Some(name.len()) => name,
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        // «华为说太贵了»: what was said is nothing without the word for it.
        let said = found.value == SAID || way.is_some();
        (name, if said { found.span.start } else { of_new.unwrap_or(after) })
    };
    // «见了华威的王总，聊得不错»: the one who was met is told of, without what links them.
    let at = match text[at..].trim_start().strip_prefix('的') {
        Some(rest)
            if is_person(rest.split([' ', ',', '和', '、', '跟']).next().unwrap_or_default()) =>
        {
            text.len() - rest.len()
        }
        _ => at,
    };
    let rest = text[at..].trim().trim_start_matches('了');
    if ["没", "没有"].contains(&rest) || rest.starts_with("取消") {
        return Ok(None);
    }
    // «I met Acme yesterday, they want 20 units»
    let said = when_it_was(cx, &text[at..], over);
    let day = day.or(said.as_ref().map(|(_, due)| *due));
    let without = match said.filter(|_| field == "record") {
        Some((span, _)) if span.start > 0 || text[at..].starts_with(' ') => {
            let rest = text[at + span.end..].trim_start();
            Some(Folded::of(&format!("{} {rest}", text[..at + span.start].trim_end())))
        }
        _ => None,
    };
    let message = without.as_ref().unwrap_or(message);
    let with_along = along.filter(|_| field == "record").map(|along| {
        let rest = message.text()[at..].trim_start();
        let comma = if rest.is_empty() || rest.starts_with([',', ' ']) { "" } else { "，" };
        Folded::of(&format!("{}{along}{comma}{rest}", &message.text()[..at]))
    });
    let message = with_along.as_ref().unwrap_or(message);
    let mut args = Map::from_iter([(field.to_owned(), name.into())]);
    args.extend(day.map(|day| ("at".to_owned(), json!(day))).filter(|_| field == "record"));
    // «华威昨天签了»
    if let (Happened::Won, Some(Due::Day(on))) = (found.value, day) {
        args.insert("day".to_owned(), json!(on));
    }
    if found.value == Happened::Quoted
        && let Some(plan) = each_quoted(cx, name, &text[at..]).await?
    {
        return Ok(Some(plan));
    }
    // «昨天华为下单»: an order is one of today; when it was said is its note.
    if found.value == Happened::Ordered
        && day.is_some()
        && let Some(said) = find_moments(&text[..found.span.start], &cx.env().here()).first()
    {
        let words = [said.span.clone(), found.span.clone()].map(|span| message.words(span));
        args.insert("note".to_owned(), words.join("").into());
    }
    let mut filled = fill(cx, spec, message, at, args).await?;
    if found.value == Happened::Quoted {
        // What is left are the words for the next step.
        let more = filled.args.get("stage").and_then(Value::as_str).unwrap_or_default();
        let stage = format!("{QUOTED} {more}").trim().to_owned();
        filled.args.insert("stage".to_owned(), stage.into());
        filled.lack = filled.lack.filter(|lack| *lack != Lack::Missing("stage"));
    }
    // What ends a deal is not for a guess to write, nor what was ordered.
    let guessed = match found.value {
        Happened::Won | Happened::Lost => true,
        Happened::Ordered => !filled.args.contains_key("lines"),
        Happened::Met(_) | Happened::Quoted => false,
    };
    Ok(Some(match planned(spec, filled) {
        Plan::Run(run) if guessed => meant(cx, text, run.asked).await?,
        plan => plan,
    }))
}

/// Asks whether a command is meant; of one that ends a deal, which, and what that is worth.
pub(super) async fn meant(cx: &mut Cx<'_>, text: &str, mut asked: Asked) -> Result<Plan, Problem> {
    let (lang, op) = (cx.lang(), show::op_name(cx.lang(), &asked.command));
    let typed = parse::shortened(text.trim());
    let said = t!(lang, "slip-ask", typed = typed, command = op);
    let label = ending(cx, &mut asked).await?;
    Ok(Plan::Say(Reply::new(ReplyKind::Ask, said).row(vec![Button { label, asked }])))
}

/// What a button says that does a command; of one that ends a deal, which, and what that is worth.
pub(super) async fn ending(cx: &mut Cx<'_>, asked: &mut Asked) -> Result<String, Problem> {
    let mut label = show::op_name(cx.lang(), &asked.command);
    let ends = [WinDeal::SPEC.name, LoseDeal::SPEC.name].contains(&asked.command.as_str());
    let named = asked.args.get("deal").and_then(Value::as_str).filter(|_| ends);
    let named = named.map(|named| Ref(named.to_owned()));
    let amount = asked.args.get("amount").and_then(Value::as_str).map(str::to_owned);
    if let Some(named) = named
        && let Some((code, deal)) = only_open(cx, &named, amount.as_deref()).await?
    {
        asked.args.insert("deal".to_owned(), code.to_string().into());
        label = format!("{label} {deal}");
    }
    Ok(label)
}

/// «明天下午3点给华为送样品», «remind me to call Huawei tomorrow»: a time to come, and somebody known.
pub(super) async fn to_come(
    cx: &mut Cx<'_>,
    message: &Folded,
    from: usize,
    bare: bool,
) -> Result<Option<Plan>, Problem> {
    let (text, spec) = (message.text(), &Follow::SPEC);
    let env = cx.env();
    if is_unsure(&text[from..]) {
        return Ok(None);
    }
    let reminds = begins_with(text, REMIND);
    // A day that was not understood is asked about.
    let unread = || {
        let missed = unplanned(&text[from..], &env.here());
        missed.is_some_and(|missed| missed.why == Why::Odd(Odd::Unread))
    };
    if !reminds && next_steps(&text[from..], &env.here()).is_empty() && !unread() {
        return Ok(None);
    }
    let from = without(text, from, REMIND);
    let mut free = text.to_owned();
    free.replace_range(..from, &" ".repeat(from));
    for moment in find_all(&text[from..], &env.here()) {
        let span = from + moment.span.start..from + moment.span.end;
        free.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    let begin = without(&free, from, OPENERS);
    for place in places(&free, begin, bare || reminds) {
        let before = free[from..place].to_ascii_lowercase().replace("别忘", "");
        if DENIED.iter().any(|not| before.contains(not)) {
            continue;
        }
        if let Some((len, named)) = known_whom(cx, &kinds_of(spec), &free[place..]).await? {
            let name = &free[place + named.start..place + named.end];
            let args = Map::from_iter([("record".to_owned(), name.into())]);
            if !reminds && is_done_first(cx, text, from, place + len) {
                let spec = &LogNote::SPEC;
                let content = message.words(from..text.len());
                let args = args.into_iter().chain([("content".to_owned(), content.into())]);
                let asked = Asked { command: spec.name.to_owned(), args: args.collect() };
                return Ok(Some(ready(asked, spec)));
            }
            // A name that begins it is no part of what is to be done.
            let words = without(text, from, OPENERS);
            let parted = !free[place + len..].starts_with(char::is_alphanumeric);
            // «华为答应周五付款»: what somebody there promises is told with who it is.
            let theirs = place == words && promises(&text[place + len..]);
            if place == words && !parted && !theirs {
                continue;
            }
            // Whom it was promised is no part of what was promised.
            let promised = place > words && without(text, words, &PROMISED) == place;
            let mut args = args;
            args.extend(promised.then(|| ("promise".to_owned(), true.into())));
            let about = promised || (place == words && !theirs);
            let words = if about { place + len } else { words };
            let mut filled = fill(cx, spec, message, words, args).await?;
            let env = cx.env();
            let steps = next_steps(&text[from..], &env.here());
            // «华威承诺这周内付款»: a week that goes on is no moment by itself, and a promise holds until it ends.
            if let [NextStep { moment, promise: true, .. }] = steps.as_slice()
                && filled.lack.as_ref().is_none_or(|lack| *lack == Lack::Missing("when"))
                && !filled.args.contains_key("when")
            {
                filled.args.insert("when".to_owned(), json!(env.due(*moment)));
                filled.lack = None;
            }
            return Ok(Some(planned(spec, filled)));
        }
    }
    Ok(None)
}

/// «发了样品给华威 王总说下周给反馈»: tells whether the clause that ends behind a name says what was done,
/// and a time follows only then. What is to come of it is read from the note.
fn is_done_first(cx: &Cx<'_>, text: &str, from: usize, name_end: usize) -> bool {
    let rest = text[name_end..].find([' ', ',', '。', ';']).map_or(text.len(), |at| name_end + at);
    let moments = find_moments(&text[from..], &cx.env().here());
    let later = moments.first().is_some_and(|moment| from + moment.span.start > rest);
    later && text[from..name_end].contains('了')
}

/// Where the one may be named with whom something is planned: at the beginning, behind what leads
/// up to a name, and behind such a word within.
fn places(free: &str, begin: usize, bare: bool) -> Vec<usize> {
    let mut places = vec![without(free, without(free, begin, &PROMISED), TO)];
    let within = FOR.iter().chain(&[" to ", " with "]);
    let within = within.filter_map(|word| Some(free[begin..].find(word)? + begin + word.len()));
    places.extend(within.map(|place| without(free, place, TO)).take(PLACES));
    // «thank Acme»: a verb in small letters leads up to a name as well.
    let verb = free[places[0]..].split(' ').next().unwrap_or_default();
    let links = ["about", "on", "with", "for", "re", "regarding"].contains(&verb);
    if !verb.is_empty() && !links && verb.bytes().all(|b| b.is_ascii_lowercase()) {
        places.push(places[0] + verb.len() + 1);
    }
    places.retain(|place| *place <= free.len());
    if !bare {
        // What stands at the beginning without such a word is the name that was asked for.
        places.truncate(1);
        places.retain(|place| *place > begin);
    }
    places
}

pub(super) fn begins_with(text: &str, words: &[&str]) -> bool {
    let lower = text.trim_start().to_ascii_lowercase();
    words.iter().any(|word| lower.starts_with(word))
}

/// Where what follows such words begins.
pub(super) fn without(text: &str, from: usize, words: &[&str]) -> usize {
    let lower = text.to_ascii_lowercase();
    let mut at = from;
    loop {
        at += lower[at..].len() - lower[at..].trim_start_matches([' ', ',']).len();
        let word = words.iter().filter(|word| lower[at..].starts_with(**word));
        match word.max_by_key(|word| word.len()) {
            Some(word) => at += word.len(),
            None => return at,
        }
    }
}

/// Where the name ends that stands before what happened, and the time of it, where that is said
/// between them: «华威今天签了合同».
fn closed(
    cx: &Cx<'_>,
    text: &str,
    (before, mut said): (Range<usize>, Option<Moment>),
) -> (usize, Option<Moment>) {
    let moments = find_moments(text, &cx.env().here());
    let mut end = before.end;
    loop {
        let name = text[before.start..end].trim_end_matches([' ', ',']);
        end = before.start + name.len();
        let begins =
            |moment: &&Found<Moment>| moment.span.end == end && moment.span.start > before.start;
        if let Some(moment) = moments.iter().find(begins) {
            said = said.or(Some(moment.value));
            end = moment.span.start;
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let closer =
            CLOSERS.iter().find(|word| lower.ends_with(**word) && lower.len() > word.len());
        match closer {
            Some(word) => end -= word.len(),
            None => return (end, said),
        }
    }
}

/// Where a sentence really begins, and the time that stands before that.
pub(super) fn opened(cx: &Cx<'_>, text: &str) -> (usize, Option<Moment>) {
    let moments = find_moments(text, &cx.env().here());
    let (mut at, mut first) = (without(text, 0, OPENERS), None);
    while let Some(moment) = moments.iter().find(|moment| moment.span.start == at) {
        first = first.or(Some(moment.value));
        at = without(text, moment.span.end, OPENERS);
    }
    (at, first)
}

/// How much of the beginning of a text is the name of something: the longest that is.
pub(super) async fn known_at(
    cx: &mut Cx<'_>,
    kinds: &[Kind],
    text: &str,
) -> Result<Option<usize>, Problem> {
    let ends = |c: char| ",;:.!?\"=\n".contains(c);
    let text = text.split(ends).next().unwrap_or_default().trim_end();
    if let Some((_, len)) = Code::at_start(text).filter(|(code, _)| kinds.contains(&code.kind)) {
        return Ok(Some(len));
    }
    let chars = text.char_indices().skip(1).take(LONGEST_NAME - 1);
    let cuts = chars.map(|(at, c)| (at, c.is_ascii())).chain([(text.len(), false)]);
    // A name in letters ends with its word.
    let may_end = |(at, ascii): &(usize, bool)| {
        let letter = |c: char| c.is_ascii_alphanumeric();
        !(*ascii && text[..*at].ends_with(letter) && text[*at..].starts_with(letter))
    };
    let cuts: Vec<usize> = cuts.filter(may_end).map(|(at, _)| at).collect();
    let names = cuts.iter().map(|at| text[..*at].trim_end());
    // A sign behind a name belongs to what follows: «Acme -5k».
    let whole = |name: &&str| {
        let ends = |c: char| c.is_alphanumeric() || ").]".contains(c);
        name.chars().nth(1).is_some() && name.ends_with(ends)
    };
    let names: Vec<&str> = names.filter(whole).collect();
    let keys: Vec<_> = names
        .iter()
        .flat_map(|name| keys_of_query(name))
        .filter(|key| key.rung <= Rung::Part)
        .collect();
    if keys.is_empty() {
        return Ok(None);
    }
    let hits = cx.tx.by_keys(kinds, &keys, cx.scope(), 60).await?;
    let is_hit = |name: &&str| {
        hits.iter().any(|hit| {
            let rung = score(name, &hit.label).map(|found| found.rung);
            // In the middle of a name stand words that everybody uses.
            let begins =
                || !is_small_word(name) && fold::key(&hit.label).starts_with(&fold::key(name));
            rung.is_some_and(|rung| rung <= Rung::Normal || (rung == Rung::Part && begins()))
        })
    };
    Ok(names.into_iter().rev().find(is_hit).map(str::len))
}
