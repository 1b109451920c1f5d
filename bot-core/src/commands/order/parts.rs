//! Which goods of an order are meant: those that were named, else all that there are.

use super::card::{Card, counted};
use super::goods;
use crate::chat::parse::LineAsked;
use crate::commands::{Cx, product};
use crate::domain::money::Quantity;
use crate::domain::order::{Order, OrderLine};
use crate::domain::people::Lang;
use crate::domain::product::Product;
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::t;

/// What can be meant of a line at most, and how it is said that this was too much.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// What has not left.
    Open,
    /// What has left and not arrived.
    OnTheWay,
}

impl Of {
    fn left(self, line: &OrderLine) -> Quantity {
        match self {
            Self::Open => line.open(),
            Self::OnTheWay => line.on_the_way(),
        }
    }

    fn too_many(self, lang: Lang, product: &Product, left: Quantity) -> String {
        let (name, left) = (product::named(product), counted(left, product));
        match self {
            Self::Open => t!(lang, "order-left-to-ship", product = name, left = left),
            Self::OnTheWay => t!(lang, "order-left-on-the-way", product = name, left = left),
        }
    }
}

/// How many of each line are meant, in the order of the lines.
pub(super) async fn meant(
    cx: &mut Cx<'_>,
    order: &Order,
    named: &[LineAsked],
    of: Of,
) -> Result<Vec<Quantity>, Problem> {
    if named.is_empty() {
        return Ok(order.lines.iter().map(|line| of.left(line)).collect());
    }
    let lang = cx.lang();
    let mut meant = vec![Quantity::NONE; order.lines.len()];
    for wanted in goods::typed(cx, named).await? {
        let mut more = wanted.quantity;
        let is_of = |line: &OrderLine| line.product == wanted.product.id();
        for (at, line) in order.lines.iter().enumerate().filter(|(_, line)| is_of(line)) {
            let left = of.left(line).less(meant[at]);
            let taken = left.min(more);
            meant[at] = meant[at].and(taken);
            more = more.less(taken);
        }
        if !order.lines.iter().any(is_of) {
            let card = Card::of(cx, order.clone()).await?;
            return Err(no_such_line(lang, &card, &wanted.product.sku));
        }
        if !more.is_none() {
            let left = order.lines.iter().filter(|line| is_of(line));
            let left = left.fold(Quantity::NONE, |sum, line| sum.and(of.left(line)));
            return Err(Problem::tell(of.too_many(lang, &wanted.product, left)));
        }
    }
    Ok(meant)
}

/// Says which products an order has.
pub(super) fn no_such_line(lang: Lang, card: &Card, named: &str) -> Problem {
    let names: Vec<&str> = card.products().iter().map(|product| product.sku.as_str()).collect();
    let has = names.join(" · ");
    let order = card.order.code();
    Problem::tell(t!(lang, "order-no-such-line", order = order, product = named, has = has))
}
