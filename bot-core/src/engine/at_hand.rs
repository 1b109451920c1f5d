//! Words that name nobody and are about the record at hand all the same: its products («去掉 B7»), what
//! is to come («下周三回访»), and how somebody is reached («他电话多少»).

use crate::chat::parse::Ref;
use crate::chat::spec::{Ask as _, Spec};
use crate::chat::understand::happened::is_told;
use crate::chat::understand::next_step::{is_of_them, next_steps};
use crate::chat::understand::when::find_moments;
use crate::commands::Cx;
use crate::commands::follow::add::{Follow, MOVING};
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::domain::order::Order;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::RecordsExt as _;

use super::at_deal::of_deal;
use super::at_order::arrived;
use super::by_code::{about, show};
use super::filled::fill;
use super::on_card::{at_hand, subject};
use super::plan::{Plan, planned};
use super::restated::restated;
use super::unsaid::{by_shape, goods};

/// How somebody is reached.
const REACHED: [&str; 10] =
    ["电话", "手机", "号码", "邮箱", "地址", "联系方式", "phone", "number", "email", "address"];
/// What makes a question of that.
const ASKED: [&str; 9] = ["多少", "是什么", "是啥", "几号", "在哪", "哪里", "?", "what", "呢"];
/// How long such words are at most, in characters.
const LONGEST: usize = 30;
/// What is done next time, where that is all that is said.
const NEXT: [&str; 13] = [
    "回访",
    "拜访",
    "再打",
    "打电话",
    "回电",
    "再联系",
    "联系",
    "跟进",
    "见面",
    "call",
    "visit",
    "meet",
    "follow up",
];

/// The record that was shown last or that a command was about last, whichever was later.
pub(super) fn latest(cx: &Cx<'_>) -> Option<Code> {
    let both = at_hand(cx).into_iter().chain(subject(cx));
    both.max_by_key(|(_, at)| *at).map(|(code, _)| code)
}

/// What such words do; nothing where they are about something else.
pub(super) async fn of_record_at_hand(
    cx: &mut Cx<'_>,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let text = message.text();
    let Some(code) = latest(cx) else { return Ok(None) };
    if is_how_reached(text) {
        return reached(cx, code).await;
    }
    if let Some(plan) = restated(cx, code, message, 0) {
        return Ok(Some(plan));
    }
    let spec = match code.kind {
        _ if is_next_time(cx, text) || is_moved(cx, text) => to_follow(code),
        _ if is_promised(cx, text) => to_follow(code),
        Kind::Deal => match of_deal(cx, code, message).await? {
            Some(plan) => return Ok(Some(plan)),
            None => goods(cx, code, text).await?,
        },
        Kind::Order if arrived(code, text).is_some() => return Ok(arrived(code, text)),
        Kind::Order => goods(cx, code, text).await?.or_else(|| by_shape(cx, code, text, true)),
        _ => None,
    };
    let Some(spec) = spec else { return Ok(None) };
    let filled = fill(cx, spec, message, 0, about(spec, code).args).await?;
    Ok(Some(planned(spec, filled)))
}

fn to_follow(code: Code) -> Option<&'static Spec> {
    Follow::SPEC.arg_for(code.kind).map(|_| &Follow::SPEC)
}

/// «他电话多少», `what's his number?`
fn is_how_reached(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    text.chars().count() <= LONGEST
        && REACHED.iter().any(|word| text.contains(word))
        && ASKED.iter().any(|word| text.contains(word))
        && !text.contains("多少钱")
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// «下周三回访»: a time to come, and what is always done then.
fn is_next_time(cx: &Cx<'_>, text: &str) -> bool {
    let text = text.trim();
    let found = find_moments(text, &cx.env().here());
    let Some(moment) = found.first().filter(|found| found.span.start == 0) else { return false };
    let rest = text[moment.span.end..].trim().trim_start_matches('去').to_lowercase();
    let rest = rest.trim().trim_end_matches(['.', '!', '。', '吧']);
    let plain = rest.trim_end_matches([' ', '他', '她']);
    let is = |words: &str| NEXT.contains(&words);
    cx.env().is_to_come(moment.value) && (is(plain) || is(plain.trim_start_matches('再')))
}

/// «挪到后天上午»: what is planned, and another time for it.
fn is_moved(cx: &Cx<'_>, text: &str) -> bool {
    let Some(rest) = MOVING.iter().find_map(|word| text.trim().strip_prefix(word)) else {
        return false;
    };
    let rest = rest.trim().trim_end_matches(['.', '!', '。', '吧', '了']);
    let found = find_moments(rest, &cx.env().here());
    found.first().is_some_and(|found| found.span == (0..rest.len()))
}

/// «they'll send us the drawings on Thursday»: what customers promise who are not named.
fn is_promised(cx: &Cx<'_>, text: &str) -> bool {
    let steps = || next_steps(text, &cx.env().here());
    is_of_them(text) && !is_told(text) && matches!(steps().as_slice(), [only] if only.promise)
}

/// Shows whom the record is about: a deal and an order have a customer.
async fn reached(cx: &mut Cx<'_>, code: Code) -> Result<Option<Plan>, Problem> {
    let named = Ref::code(code);
    let customer = match code.kind {
        Kind::Lead | Kind::Customer | Kind::Contact => return Ok(Some(show(cx, code))),
        Kind::Deal => cx.find::<Deal>("deal", &named).await?.customer,
        Kind::Order => Some(cx.find::<Order>("order", &named).await?.customer),
        _ => None,
    };
    let Some(customer) = customer else { return Ok(None) };
    let customer = cx.tx.get::<Customer>(customer).await?;
    Ok(customer.map(|customer| show(cx, customer.code())))
}
