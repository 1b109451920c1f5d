//! Somebody new in a sentence without a command: «王芳 13812112222 想买10台空调», 叫刘芳，电话188…

use serde_json::{Map, Value};

use crate::chat::parse;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::chat::understand::name::may_be_name;
use crate::commands::lead::add::AddLead;
use crate::commands::{Cx, show};
use crate::domain::access::Right;
use crate::domain::fold::Folded;
use crate::problem::Problem;
use crate::t;

use super::filled::fill;
use super::plan::{Plan, planned};
use super::said_new::announced;
use super::sentence::{begins_with, without};

/// What stands before a name in a sentence about somebody new.
const CALLED: &[&str] =
    &["名字叫", "姓名", "叫做", "叫", "名字是", "named ", "called ", "name is "];
/// What somebody new is called before the name: `lead Bob 13711112222`.
const KIND: &[&str] = &["lead ", "lead: ", "线索 ", "客户 ", "customer "];
/// How many numbers a card has at most.
const PHONES: usize = 4;
/// How many characters of a name, at least and at most.
const NAME: std::ops::RangeInclusive<usize> = 2..=20;

/// Offers to write somebody down whom a sentence names with a phone.
pub(super) async fn new_lead(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let phones = parse::phones(text).len();
    if !(1..=PHONES).contains(&phones) || !cx.may(Right::Sell) {
        return Ok(None);
    }
    let kind = announced(text).unwrap_or_else(|| without(text, 0, KIND));
    let kind = kind + parse::greeting_len(&text[kind..]);
    let called = CALLED.iter().filter_map(|word| Some(text.find(word)? + word.len())).min();
    let begin = called.unwrap_or(kind);
    let named = name_at(&text[begin..], is_kind_led(text)).is_some();
    // A card may begin with the company; one line with several numbers may be about several people.
    let first = text[begin..].split([' ', ',', '\n']).find(|word| !word.is_empty());
    if !named && !first.is_some_and(parse::is_company) {
        return Ok(None);
    }
    let filled = fill(cx, &AddLead::SPEC, message, begin, Map::new()).await?;
    let Plan::Run(run) = planned(&AddLead::SPEC, filled) else { return Ok(None) };
    let said = |field: &str| run.asked.args.get(field).and_then(Value::as_str);
    if phones > 1 && said("company").or(said("email")).is_none() {
        return Ok(None);
    }
    let Some(label) = said("name").map(|name| show::short(name, 16)) else { return Ok(None) };
    let lang = cx.lang();
    let text = t!(lang, "new-lead-ask", name = &label);
    let label = format!("{} {label}", show::op_name(lang, AddLead::SPEC.name));
    let button = Button { label, asked: run.asked };
    Ok(Some(Plan::Say(Reply::new(ReplyKind::Ask, text).row(vec![button]))))
}

/// Tells whether words begin with what somebody new is called before the name.
pub(super) fn is_kind_led(text: &str) -> bool {
    begins_with(text, KIND)
}

/// The name that words begin with: one Chinese word, or the capitalised Latin ones; where it was said
/// that a name follows, they need no capital.
fn name_at(text: &str, led: bool) -> Option<&str> {
    let text = text.trim_start_matches([' ', ':', ',', '\n']);
    let end = text.find([' ', ',', ':', ';', '\n'])?;
    let first = &text[..end];
    let text = text.lines().next().unwrap_or_default();
    let latin = first.is_ascii();
    let name = if latin {
        let capital = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_uppercase() || (led && c.is_ascii_lowercase()))
        };
        let words = text.split(' ').take_while(|word| capital(word));
        let len = words.map(|word| word.len() + 1).sum::<usize>().saturating_sub(1);
        text[..len].trim_end_matches([',', ':'])
    } else {
        first
    };
    let fits = NAME.contains(&name.chars().count())
        && (latin || name.chars().count() <= 4)
        && name.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '.' || c == '-')
        && may_be_name(name);
    fits.then_some(name)
}
