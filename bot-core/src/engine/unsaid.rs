//! Words that name no command and still say what is to be done, by their shape.

use crate::chat::parse;
use crate::chat::spec::{Ask as _, Spec, Take};
use crate::chat::understand::money::{self, find_discounts, order_lines};
use crate::commands::deal::edit::EditDeal;
use crate::commands::deal::goods::is_said;
use crate::commands::deal::lines::DealLines;
use crate::commands::order::edit::EditOrder;
use crate::commands::order::out;
use crate::commands::{self, Cx};
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

/// The command for the products of a deal or an order, where words are about those: `D-1 A100*5`, 加
/// B7*2, «取消B7».
pub(super) async fn goods(
    cx: &mut Cx<'_>,
    code: Code,
    text: &str,
) -> Result<Option<&'static Spec>, Problem> {
    if code.kind == Kind::Order {
        return Ok(out::is_said(cx, text).await?.then_some(&EditOrder::SPEC));
    }
    Ok(is_said(cx, code, text).await?.then_some(&DealLines::SPEC))
}

/// What words do to a record by their shape alone: lines and discounts change an order, an amount a
/// deal. With `whole` they have to be nothing else.
pub(super) fn by_shape(cx: &Cx<'_>, code: Code, text: &str, whole: bool) -> Option<&'static Spec> {
    let (env, text) = (cx.env(), text.trim());
    let covers = |span: &std::ops::Range<usize>| !whole || *span == (0..text.len());
    let name = match code.kind {
        Kind::Order => {
            let lines = if whole {
                parse::read(Take::Lines, text, text, &env).is_ok()
            } else {
                !order_lines(text, env.currency).is_empty()
            };
            let discount = find_discounts(text).iter().any(|found| covers(&found.span));
            (lines || discount || EditOrder::takes_out(text)).then_some(EditOrder::SPEC.name)
        }
        Kind::Deal => {
            let amounts = money::find_all(text, env.currency);
            let first = amounts.first().filter(|found| found.span.start == 0);
            first.filter(|found| covers(&found.span)).map(|_| EditDeal::SPEC.name)
        }
        _ => None,
    };
    commands::entry(name?).map(|entry| entry.spec)
}
