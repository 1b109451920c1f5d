//! What somebody is at a customer, said as a sentence: «赵工是技术总监», «李工升采购总监了», «华为新来一个采购 孙丽
//! 135…», `John Miller is now CTO`.

use serde_json::{Map, json};

use crate::chat::parse::{self, Ref};
use crate::chat::reply::Asked;
use crate::chat::spec::Ask as _;
use crate::chat::understand::name::may_be_name;
use crate::chat::understand::title::{is_title, title_len};
use crate::commands::Cx;
use crate::commands::contact::add::AddContact;
use crate::commands::contact::edit::EditContact;
use crate::domain::contact::Contact;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::filled::{Args, fill};
use super::plan::{Plan, planned, ready};
use super::sentence::known_at;

/// What stands between somebody and what they are, the longer before what it contains.
const IS: &[&str] = &[
    "现在是",
    "升任",
    "升为",
    "升了",
    "升",
    "调任",
    "担任",
    "当上",
    "是",
    " is now ",
    " is ",
    " became ",
];
/// What may stand before it in English.
const ARTICLES: [&str; 5] = ["the ", "a ", "an ", "our ", "their "];
/// What stands between a customer and somebody who is new there.
const CAME: &[&str] = &["新来了", "新来", "来了", "换了"];
const ONE: &[&str] = &["一个", "一位", "个", "位", "新"];
/// What is said of somebody who is there no more.
const LEFT: &[&str] = &[
    "离职了",
    "已离职",
    "已离职了",
    "已经离职了",
    "已经离职",
    "离职",
    "辞职了",
    " left the company",
    " has left the company",
    " has left",
    " resigned",
];
/// How long such a sentence is at most, in characters.
const LONGEST: usize = 60;

/// Writes down what such words say of a contact who is known, or of somebody new at a customer.
pub(super) async fn position(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text().trim().trim_end_matches(['.', '!', '了']);
    if text.chars().count() > LONGEST || text.contains(['\n', '?', '吗']) {
        return Ok(None);
    }
    if let Some(plan) = became(cx, text).await? {
        return Ok(Some(plan));
    }
    if let Some(plan) = came(cx, message).await? {
        return Ok(Some(plan));
    }
    gone(cx, message).await
}

/// «赵工是技术总监», «周总是恒达的采购总监 电话135…»
async fn became(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let found = IS.iter().find_map(|is| text.split_once(is));
    let Some((who, rest)) = found.map(|(who, rest)| (who.trim(), rest.trim())) else {
        return Ok(None);
    };
    let phone = parse::phones(rest).into_iter().next();
    let rest = ARTICLES.iter().find_map(|small| rest.strip_prefix(small)).unwrap_or(rest);
    let (company, title) = match rest.split_once('的') {
        Some((company, title)) => (Some(company.trim()), title),
        None => (None, rest),
    };
    let words: Vec<&str> = title.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let len = title_len(&words);
    // What else is said would be lost.
    let more = words.iter().skip(len).any(|word| parse::phones(word).is_empty() && !is_label(word));
    if len == 0 || more || who.is_empty() {
        return Ok(None);
    }
    let mut args = Args::new();
    args.insert("title".to_owned(), words[..len].join(" ").into());
    args.extend(phone.map(|phone| ("phone".to_owned(), phone.into())));
    if known_at(cx, &[Kind::Contact], who).await? == Some(who.len()) {
        args.insert("contact".to_owned(), who.into());
        return Ok(Some(ready(asked(EditContact::SPEC.name, args), &EditContact::SPEC)));
    }
    let Some(company) = company.filter(|_| may_be_name(who)) else { return Ok(None) };
    if known_at(cx, &[Kind::Customer], company).await? != Some(company.len()) {
        return Ok(None);
    }
    args.insert("customer".to_owned(), company.into());
    args.insert("name".to_owned(), who.into());
    Ok(Some(ready(asked(AddContact::SPEC.name, args), &AddContact::SPEC)))
}

/// Tells whether a word only announces a number, with it or before it.
fn is_label(word: &str) -> bool {
    let label = word.trim_end_matches([':', ' ']);
    crate::chat::fields::field(label) == Some("phone")
}

fn asked(command: &str, args: Map<String, serde_json::Value>) -> Asked {
    Asked { command: command.to_owned(), args }
}

/// «华为新来一个采购 孙丽 13522220000»: somebody new at a customer, by what they are.
async fn came(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let Some((who, word)) = CAME.iter().find_map(|word| Some((text.split_once(word)?.0, word)))
    else {
        return Ok(None);
    };
    let customer = who.trim();
    let at = who.len() + word.len();
    let at = at + ONE.iter().find(|one| text[at..].starts_with(**one)).map_or(0, |one| one.len());
    let at = text.len() - text[at..].trim_start().len();
    let titled = text[at..].split(' ').next().is_some_and(is_title);
    if customer.is_empty()
        || !titled
        || known_at(cx, &[Kind::Customer], customer).await? != Some(customer.len())
    {
        return Ok(None);
    }
    let title = text[at..].split(' ').next().unwrap_or_default();
    let args = Args::from_iter([
        ("customer".to_owned(), customer.into()),
        ("title".to_owned(), title.into()),
    ]);
    let filled = fill(cx, &AddContact::SPEC, message, at + title.len(), args).await?;
    Ok(Some(planned(&AddContact::SPEC, filled)))
}

/// «赵工离职了»: it stands in the note of the one contact who is called so.
async fn gone(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text().trim().trim_end_matches(['.', '!']);
    let found = LEFT.iter().filter_map(|word| text.strip_suffix(word)).min_by_key(|who| who.len());
    let Some(who) = found.map(str::trim).filter(|who| !who.is_empty()) else { return Ok(None) };
    if known_at(cx, &[Kind::Contact], who).await? != Some(who.len()) {
        return Ok(None);
    }
    let hits = cx.hits(who, &[Kind::Contact]).await?;
    let code: Option<Code> = match hits.as_slice() {
        [only] => Some(only.code),
        _ => None,
    };
    let Some(code) = code else { return Ok(None) };
    let contact: Contact = cx.find("contact", &Ref::code(code)).await?;
    let said = message.words(0..message.text().len());
    let note = contact.note.into_iter().chain([said]).collect::<Vec<_>>().join("\n");
    let args = Args::from_iter([
        ("contact".to_owned(), json!(Ref::code(code))),
        ("note".to_owned(), note.into()),
    ]);
    Ok(Some(ready(asked(EditContact::SPEC.name, args), &EditContact::SPEC)))
}
