//! How somebody is reached from now on: 他的邮箱是wang@hw.com, 张总电话换成139…, `her email is …`.

use serde_json::{Map, Value};

use crate::chat::parse;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::chat::understand::name::may_be_name;
use crate::commands::contact::edit::EditContact;
use crate::commands::customer::edit::EditCustomer;
use crate::commands::lead::edit::EditLead;
use crate::commands::{self, Cx, show};
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::email_key;
use crate::domain::order::Order;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::RecordsExt as _;
use crate::t;

use super::at_hand::latest;
use super::plan::{Plan, problem, ready};
use super::sentence::known_at;

/// What a phone and an address of e-mail are called, the longest first.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "phone",
        &[
            "手机号码",
            "电话号码",
            "手机号",
            "联系电话",
            "电话",
            "手机",
            "号码",
            "phone number",
            "mobile number",
            "phone",
            "mobile",
            "number",
            "cell",
        ],
    ),
    (
        "email",
        &["电子邮箱", "邮箱地址", "邮箱", "邮件地址", "email address", "e-mail", "email", "mail"],
    ),
];
/// What stands between that and the new value.
const BECOMES: &[&str] = &[
    "",
    "是",
    "换成",
    "改成",
    "改为",
    "换为",
    "变成",
    "换成了",
    "改成了",
    "变成了",
    "换了",
    "现在是",
    "已经换成",
    "换到",
    ":",
    "is",
    "is now",
    "changed to",
    "has changed to",
    "became",
    "to",
    "is changed to",
];
/// Who is meant by the record at hand.
const THEM: &[&str] = &[
    "",
    "他",
    "她",
    "他们",
    "对方",
    "客户",
    "his",
    "her",
    "their",
    "the",
    "change his",
    "change her",
    "change their",
    "update his",
    "update her",
];
/// What may stand before a name and says nothing.
const OPENERS: &[&str] = &["把", "更新", "update ", "change ", "对了", "哦"];
/// How many are offered where several may be meant.
const CHOICES: usize = 5;

/// What such words say: who, the field, and its value.
struct Told {
    who: String,
    field: &'static str,
    value: String,
}

/// Sets what such words say, of the one who is meant; asks where that may be several.
pub(super) async fn reach(cx: &mut Cx<'_>, text: &str) -> Result<Option<Plan>, Problem> {
    let Some(told) = told(text) else { return Ok(None) };
    let at_hand = THEM.contains(&told.who.to_ascii_lowercase().as_str());
    // «刚加了个微信，叫刘芳，电话188…» is about somebody new.
    if !at_hand && (told.who.contains([',', ';']) || !may_be_name(&told.who)) {
        return Ok(None);
    }
    let meant = if at_hand {
        match latest(cx) {
            Some(code) => of_record(cx, code).await?,
            None => return Ok(None),
        }
    } else {
        named(cx, &told.who).await?
    };
    match meant.as_slice() {
        [] if at_hand => Ok(None),
        [] => {
            let who = show::short(&told.who, 24);
            Ok(Some(Plan::Say(problem(t!(cx.lang(), "reach-nobody", who = who)))))
        }
        [(code, _)] => {
            let asked = edit(*code, &told);
            let spec = commands::entry(&asked.command).map(|entry| entry.spec);
            Ok(spec.map(|spec| ready(asked, spec)))
        }
        several => {
            let lang = cx.lang();
            let field = show::field_name(lang, told.field);
            let text = t!(lang, "reach-whose", field = field);
            let rows = several.iter().take(CHOICES).map(|(code, name)| {
                let label = format!("{code} {}", show::short(name, 16));
                vec![Button { label, asked: edit(*code, &told) }]
            });
            Ok(Some(Plan::Say(rows.fold(Reply::new(ReplyKind::Ask, text), Reply::row))))
        }
    }
}

/// The command that sets the field of a record.
fn edit(code: Code, told: &Told) -> Asked {
    let (command, field) = match code.kind {
        Kind::Lead => (EditLead::SPEC.name, "lead"),
        Kind::Contact => (EditContact::SPEC.name, "contact"),
        _ => (EditCustomer::SPEC.name, "customer"),
    };
    let args = [(field, code.to_string()), (told.field, told.value.clone())];
    let args = args.map(|(name, value)| (name.to_owned(), Value::from(value)));
    Asked { command: command.to_owned(), args: Map::from_iter(args) }
}

/// Reads «张总的电话换成139…了»: who, which field, and a value that ends it.
fn told(text: &str) -> Option<Told> {
    let text = text.trim().trim_end_matches(['.', '!', ' ', ',']).trim_end_matches('了');
    let phones = parse::phones(text);
    let email = text.split([' ', ':', ',']).next_back().and_then(|word| {
        let start = word
            .rfind(|c: char| !c.is_ascii())
            .map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
        let word = &word[start..];
        (word.contains('@') && email_key(word).is_some()).then_some(word)
    });
    let (kind, start) = match (email, phones.as_slice()) {
        (Some(email), _) => ("email", text.len() - email.len()),
        (None, [phone]) => ("phone", text.rfind(phone.as_str())?),
        _ => return None,
    };
    let value = text[start..].trim();
    if kind == "phone" && value.contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let before = text[..start].trim();
    let lower = before.to_ascii_lowercase();
    let (_, words) = FIELDS.iter().find(|(field, _)| *field == kind)?;
    words.iter().find_map(|word| {
        let at = lower.rfind(word)?;
        let between = lower[at + word.len()..].trim();
        let whole = !word.is_ascii() || at == 0 || !lower[..at].ends_with(char::is_alphanumeric);
        if !(whole && BECOMES.contains(&between)) {
            return None;
        }
        // «邮箱 a@b.cn» alone may be the answer to a question, or a search.
        let who = before[..at].trim();
        if who.is_empty() && between.is_empty() {
            return None;
        }
        let opener = OPENERS.iter().find(|open| who.to_ascii_lowercase().starts_with(**open));
        let who = who[opener.map_or(0, |open| open.len())..].trim_start_matches([',', ' ']);
        let who = who.trim_end_matches(['的', ' ']).trim_end_matches("'s").trim_end_matches("’s");
        let field = if kind == "email" { "email" } else { "phone" };
        Some(Told { who: who.to_owned(), field, value: value.to_owned() })
    })
}

/// Those who may be meant by a record at hand: itself, or the people at its customer and that.
async fn of_record(cx: &mut Cx<'_>, code: Code) -> Result<Vec<(Code, String)>, Problem> {
    let named = parse::Ref::code(code);
    let customer = match code.kind {
        Kind::Lead | Kind::Contact => return Ok(vec![(code, String::new())]),
        Kind::Customer => Some(cx.find::<Customer>("customer", &named).await?.id()),
        Kind::Deal => cx.find::<Deal>("deal", &named).await?.customer,
        Kind::Order => Some(cx.find::<Order>("order", &named).await?.customer),
        _ => None,
    };
    let Some(id) = customer else { return Ok(Vec::new()) };
    let Some(customer) = cx.tx.get::<Customer>(id).await? else { return Ok(Vec::new()) };
    if !cx.sees(customer.code()).await? {
        return Ok(Vec::new());
    }
    let contacts = cx.tx.contacts(id).await?;
    let mut all: Vec<_> = contacts.iter().map(|one| (one.code(), one.name.clone())).collect();
    all.push((customer.code(), customer.name));
    Ok(all)
}

/// Those whom a name may mean: a contact before a lead before a customer; «华为李工» is one there.
async fn named(cx: &mut Cx<'_>, who: &str) -> Result<Vec<(Code, String)>, Problem> {
    for kinds in [&[Kind::Contact][..], &[Kind::Lead], &[Kind::Customer]] {
        let mut hits = cx.hits(who, kinds).await?;
        hits.retain(|hit| !hit.rung.is_guess());
        let best = hits.first().map(|hit| hit.rung);
        hits.retain(|hit| Some(hit.rung) == best);
        if !hits.is_empty() {
            return Ok(hits.into_iter().map(|hit| (hit.code, hit.label)).collect());
        }
    }
    let Some(len) = known_at(cx, &[Kind::Customer], who).await? else { return Ok(Vec::new()) };
    let person = who[len..].trim().trim_start_matches("'s").trim_start_matches(['的', ' ']);
    let hits = cx.hits(&who[..len], &[Kind::Customer]).await?;
    let mut all = Vec::new();
    for hit in hits.into_iter().filter(|hit| !hit.rung.is_guess()).take(CHOICES) {
        for contact in cx.tx.contacts(hit.id).await? {
            if commands::same(&contact.name, person) || contact.name.starts_with(person) {
                all.push((contact.code(), contact.name.clone()));
            }
        }
    }
    Ok(all)
}
