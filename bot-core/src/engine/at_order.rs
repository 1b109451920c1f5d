//! What is said of an order that no command says: «O-1 到了», «A100改成25台» right behind its card, `give him
//! 20% off`; and what a customer has paid, which is kept nowhere yet.

use crate::chat::parse;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::{Ask as _, Take};
use crate::chat::understand::money::{self, find_discounts};
use crate::commands::log::note::LogNote;
use crate::commands::order::deliver::DeliverOrder;
use crate::commands::order::edit::EditOrder;
use crate::commands::{Cx, show};
use crate::domain::fold::Folded;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;
use crate::t;

use super::at_hand::latest;
use super::by_code::about;
use super::filled::fill;
use super::plan::{Plan, planned};

/// What says that goods have arrived.
const ARRIVED: [&str; 12] = [
    "到了",
    "到货了",
    "货到了",
    "收到了",
    "收货了",
    "签收了",
    "已签收",
    "已到货",
    "客户收到了",
    "客户签收了",
    "arrived",
    "has arrived",
];
/// Who is given a discount.
const GIVEN: [&str; 9] = [
    "give him ",
    "give her ",
    "give them ",
    "give it ",
    "give the customer ",
    "给他",
    "给她",
    "给他们",
    "给客户",
];
/// What speaks of money that came in.
const PAID: [&str; 14] = [
    "收款",
    "回款",
    "付款",
    "付了",
    "到账",
    "收到货款",
    "打款",
    "payment",
    "paid",
    "pays",
    "received",
    "尾款",
    "定金",
    "prepaid",
];
/// The longest such words, in characters.
const LONGEST: usize = 60;

/// The command for what words say that an order's goods have done.
pub(super) fn arrived(code: Code, words: &str) -> Option<Plan> {
    let words = words.trim().trim_end_matches(['.', '!', '~', ' ']).to_ascii_lowercase();
    let arrived = code.kind == Kind::Order && ARRIVED.contains(&words.as_str());
    let spec = &DeliverOrder::SPEC;
    arrived.then(|| planned(spec, about(spec, code)))
}

/// `give him 20% off`: a discount of the order at hand, where words say nothing else.
pub(super) fn discounted(cx: &Cx<'_>, message: &Folded) -> Option<Plan> {
    let code = latest(cx).filter(|code| code.kind == Kind::Order)?;
    let text = message.text().trim().trim_end_matches(['.', '!', '吧']).to_ascii_lowercase();
    let rest = GIVEN.iter().find_map(|given| text.strip_prefix(given))?.trim();
    let rest = rest.strip_prefix("a ").or_else(|| rest.strip_prefix("打")).unwrap_or(rest);
    let found = find_discounts(rest);
    let [only] = found.as_slice() else { return None };
    let whole =
        rest[..only.span.start].trim().is_empty() && rest[only.span.end..].trim().is_empty();
    let paid = only.value.ok().filter(|_| whole)?;
    let mut filled = about(&EditOrder::SPEC, code);
    filled.args.insert("discount".to_owned(), serde_json::json!(paid));
    Some(planned(&EditOrder::SPEC, filled))
}

/// «A100改成25台», «A100 12台» behind the card of an order: a product's own code first, which may read
/// like one of ours.
pub(super) async fn lines_at_hand(
    cx: &mut Cx<'_>,
    message: &Folded,
) -> Result<Option<Plan>, Problem> {
    let Some(code) = latest(cx).filter(|code| code.kind == Kind::Order) else { return Ok(None) };
    let text = message.text().trim();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let known = cx.tx.product_by_sku(&text[..end]).await?.is_some();
    if !known || parse::read(Take::Lines, text, text, &cx.env()).is_err() {
        return Ok(None);
    }
    let spec = &EditOrder::SPEC;
    let filled = fill(cx, spec, message, 0, about(spec, code).args).await?;
    Ok(Some(planned(spec, filled)))
}

/// Says that payments are kept nowhere, where words name an order and money that came in for it.
pub(super) fn paid(cx: &Cx<'_>, text: &str) -> Option<Plan> {
    let lower = text.trim().to_ascii_lowercase();
    if lower.chars().count() > LONGEST {
        return None;
    }
    let code = lower.split([' ', ',', ':']).find_map(|word| {
        let (code, _) = Code::at_start(word)?;
        (code.kind == Kind::Order && word.contains('-')).then_some(code)
    })?;
    let says = PAID.iter().any(|paid| lower.contains(paid));
    let amount = money::find_all(text, cx.env().currency)
        .into_iter()
        .any(|found| found.value.is_ok())
        || lower.split(' ').any(|word| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit()));
    if !says || !amount {
        return None;
    }
    let (lang, spec) = (cx.lang(), &LogNote::SPEC);
    let mut args = about(spec, code).args;
    args.insert("content".to_owned(), text.trim().into());
    let asked = Asked { command: spec.name.to_owned(), args };
    let button = Button { label: show::op_name(lang, spec.name), asked };
    let text = t!(lang, "order-no-payments", order = code);
    Some(Plan::Say(Reply::new(ReplyKind::Problem, text).row(vec![button])))
}
