//! `/order edit`: changes the lines, the discount, a price or the note of a draft, and, by those who
//! confirm, of an order that is confirmed.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::cancel::CancelOrder;
use super::card::Card;
use super::find::find;
use super::goods::{self, Wanted};
use super::out::{self, OUT};
use super::{change, remark, unclear};
use crate::chat::dialog::ANY;
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::chat::understand::money::{more_whole, quantity_whole};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::money::{Money, Paid, Quantity};
use crate::domain::order::{Order, OrderStatus, sum};
use crate::domain::product::Product;
use crate::domain::record::{Fields, Record as _};
use crate::problem::{Problem, Question};
use crate::store::RecordsExt as _;
use crate::t;

/// What people say before the quantity of the only line; the longer ones first.
const QUANTITY: [&str; 9] =
    ["数量改成", "数量改为", "数量", "改成", "改为", "变成", "make it", "quantity", "qty"];
/// How many lines have a button that takes them out.
const LINES: usize = 5;

/// Which order, and what is to be different.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// Products with their new quantities; one that is not on the order is added.
    #[serde(default)]
    pub lines: Option<Vec<LineAsked>>,
    /// The share of the price that is paid, in every line.
    #[serde(default)]
    pub discount: Option<Paid>,
    /// Of one piece, where only one line can be meant.
    #[serde(default)]
    pub price: Option<Money>,
    /// What else was said: a product that is not wanted, or a remark.
    #[serde(default)]
    pub remark: Option<String>,
    /// The version whose change a manager has seen and agrees to: what a button carries.
    #[serde(default)]
    pub agreed: Option<i64>,
    /// The note; an empty one clears.
    #[serde(flatten)]
    pub set: Fields,
}

impl EditOrder {
    /// Asks what is to be different about an order.
    pub(super) fn of(order: &Order) -> Self {
        Self {
            order: Ref::code(order.code()),
            lines: None,
            discount: None,
            price: None,
            remark: None,
            agreed: None,
            set: Fields::new(),
        }
    }

    /// Tells whether words ask to take a product out.
    pub(crate) fn takes_out(words: &str) -> bool {
        out::unwanted(words).is_some()
    }
}

impl Ask for EditOrder {
    const SPEC: Spec = Spec {
        name: "order edit",
        aliases: &["改订单", "修改订单", "edit order", "change order"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("order", Take::Ref(&[Kind::Order]), By::Shape),
            optional("lines", Take::Lines, By::Shape),
            optional("discount", Take::Discount, By::Shape),
            optional("price", Take::Money, By::Key),
            optional("note", Take::Text, By::Key),
            rest("remark"),
        ],
        example: Both { zh: "改订单 O-1 A100*5 九折", en: "order edit O-1 A100*5 10% off" },
    };
}

#[async_trait]
impl Run for EditOrder {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        // Only a draft can be submitted.
        let before = find(cx, &self.order, Some(OrderStatus::Submitted)).await?;
        match before.status {
            OrderStatus::Draft => {}
            OrderStatus::Confirmed => change::allowed(cx, &before).await?,
            _ => return Err(fixed(cx, &before).await?),
        }
        let mut order = before.clone();
        let said = self.put(cx, &mut order).await?;
        if order == before {
            return Err(if self.says_nothing() {
                self.ask_what(cx, before).await?
            } else {
                Problem::tell(t!(cx.lang(), "edit-same", what = before.code()))
            });
        }
        order.total = sum(&order.lines).ok_or_else(|| goods::too_large(cx))?;
        if before.status == OrderStatus::Confirmed {
            return change::run(self, cx, &before, order, &said).await;
        }
        let order = super::save(cx, Some(&before), order).await?;
        let lang = cx.lang();
        let told = remark::told(lang, &order, &said);
        let mut buttons = super::steps(cx, &order).await?;
        buttons.retain(|button| button.asked.command != CancelOrder::SPEC.name);
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        let mut reply = Reply::say(t!(lang, "order-edited", order = card.title()));
        reply = card.on(reply, cx, cx.me);
        if before.total != card.order.total {
            let was = cx.amount(before.total, before.currency);
            reply = reply.text(t!(lang, "order-edited-total", was = was, is = card.total()));
        }
        buttons.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
        Ok(told.into_iter().fold(reply, Reply::text).row(buttons))
    }
}

impl EditOrder {
    fn says_nothing(&self) -> bool {
        let nothing = self.lines.is_none() && self.discount.is_none() && self.price.is_none();
        nothing && self.remark.is_none() && self.set.is_empty()
    }

    /// Puts what was said on the order; gives the words that became its note.
    async fn put(&self, cx: &mut Cx<'_>, order: &mut Order) -> Result<String, Problem> {
        let mut lines = self.lines.clone().unwrap_or_default();
        goods::at_most(cx, lines.len())?;
        let mut said = goods::remarks(cx, &mut lines).await?;
        said.extend(self.remark.clone().filter(|words| !words.trim().is_empty()));
        if let [line] = order.lines.as_slice()
            && let Some(at) = said.iter().position(|words| quantity_alone(words).is_some())
            && let Some(product) = cx.tx.get::<Product>(line.product).await?
        {
            let (quantity, more) = quantity_alone(&said.remove(at)).unwrap_or_default();
            let product = product.sku;
            lines.push(LineAsked { more, ..LineAsked::of(product, quantity) });
        }
        if said.iter().any(|words| more_whole(words).is_some()) {
            return Err(Problem::tell(t!(cx.lang(), "order-more-of-which")));
        }
        if let Some(words) = said.iter().find(|words| unclear::amount(cx, words).is_some()) {
            return Err(unclear::of_edit(cx, order, words));
        }
        let level = goods::level_of(cx, order.customer).await?;
        let level = level.as_deref();
        let of_named = self.reprice_named(cx, order, &mut said).await?;
        if let Some(paid) = self.discount {
            order.lines.iter_mut().for_each(|line| line.paid = paid);
        }
        let (mut touched, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for wanted in goods::typed(cx, &lines).await? {
            let at = order.lines.iter().position(|line| line.product == wanted.product.head.id);
            let less = if wanted.less {
                let of = (at, &wanted.product);
                Some(out::left(cx, order, of, wanted.quantity).await?)
            } else {
                None
            };
            if less.is_some_and(|left| left.is_none()) {
                gone.push(wanted.product.sku);
                continue;
            }
            match at {
                Some(at) => {
                    let currency = order.currency;
                    let line = &mut order.lines[at];
                    let quantity = if wanted.more {
                        let all = line.quantity.0.checked_add(wanted.quantity.0);
                        Quantity(all.ok_or_else(|| goods::too_large(cx))?)
                    } else {
                        less.unwrap_or(wanted.quantity)
                    };
                    let [old, new] = [line.quantity, quantity]
                        .map(|many| wanted.product.price_for(level, many).map(|(price, _)| price));
                    // What the list said for the old quantity, it says for the new one.
                    if old == Some(line.price) && wanted.product.currency == currency {
                        line.price = new.unwrap_or(line.price);
                    }
                    line.quantity = quantity;
                    line.paid = wanted.paid.unwrap_or(line.paid);
                    touched.push(at);
                    if let Some(price) = wanted.price {
                        reprice(cx, order, at, price)?;
                    }
                }
                None => new.push(wanted),
            }
        }
        if !of_named {
            self.add(cx, order, (new, &touched), level)?;
        }
        let mut kept = Vec::new();
        for words in said {
            match out::out_of(cx, &words).await? {
                Some(product) => out::take_out(cx, order, &product).await?,
                None => kept.push(words),
            }
        }
        for product in gone {
            out::take_out(cx, order, &product).await?;
        }
        for line in &mut order.lines {
            let again = line.clone().worked_out();
            *line = again.ok_or_else(|| goods::too_large(cx))?;
        }
        if let Some(note) = self.set.get("note") {
            order.note = note.as_str().map(str::to_owned);
        }
        own::put(&mut order.head, &own::of_args(self.set.get("extra")));
        let said = kept.join(" ");
        order.note = remark::joined(order.note.take(), &said);
        Ok(said)
    }

    /// «A100 单价3300»: sets the price of the line that words name without a number of it.
    async fn reprice_named(
        &self,
        cx: &mut Cx<'_>,
        order: &mut Order,
        said: &mut Vec<String>,
    ) -> Result<bool, Problem> {
        let Some(price) = self.price.filter(|_| self.lines.is_none()) else { return Ok(false) };
        let card = Card::of(cx, order.clone()).await?;
        let line = |words: &String| card.products().iter().position(|p| out::is(p, words.trim()));
        let found = said.iter().enumerate().find_map(|(place, words)| Some((place, line(words)?)));
        let Some((place, at)) = found else { return Ok(false) };
        said.remove(place);
        reprice(cx, order, at, price)?;
        Ok(true)
    }

    /// Adds lines for products that were not on the order, and sets the price that was named alone.
    fn add(
        &self,
        cx: &Cx<'_>,
        order: &mut Order,
        (new, touched): (Vec<Wanted>, &[usize]),
        level: Option<&str>,
    ) -> Result<(), Problem> {
        let lang = cx.lang();
        goods::at_most(cx, order.lines.len() + new.len())?;
        // A discount of the order is one of its new lines as well.
        let paid = order.lines.first().map(|line| line.paid).unwrap_or_default();
        let all = order.lines.iter().all(|line| line.paid == paid);
        let paid = self.discount.unwrap_or(if all { paid } else { Paid::FULL });
        let price = match (self.price, touched, new.as_slice()) {
            (Some(price), [at], []) => {
                reprice(cx, order, *at, price)?;
                None
            }
            (Some(price), [], []) if order.lines.len() == 1 => {
                reprice(cx, order, 0, price)?;
                None
            }
            (price, [], _) if !new.is_empty() => price,
            (None, ..) => None,
            _ => return Err(Problem::tell(t!(lang, "order-price-of-which"))),
        };
        if new.is_empty() {
            return Ok(());
        }
        let (lines, currency) = goods::priced(cx, new, (price, paid), level)?;
        if order.lines.is_empty() {
            order.currency = currency;
        }
        same_currency(cx, order, currency)?;
        order.lines.extend(lines);
        Ok(())
    }

    /// Asks what is to be different; the next words are the answer.
    async fn ask_what(self, cx: &mut Cx<'_>, order: Order) -> Result<Problem, Problem> {
        let lang = cx.lang();
        let code = order.code();
        let card = Card::of(cx, order).await?;
        let text = t!(lang, "order-ask-edit", order = card.title(), code = code);
        let mut reply = card.listed(Reply::new(ReplyKind::Ask, text), lang);
        let out = |product: &Product| {
            let label = t!(lang, "order-button-take-out", product = &product.sku);
            let remark = Some(format!("{} {}", OUT[0], product.sku));
            Button::new(label, &Self { remark, ..self.clone() })
        };
        let products = card.products();
        if products.len() > 1 {
            for row in products.iter().take(LINES).collect::<Vec<_>>().chunks(3) {
                reply = reply.row(row.iter().map(|product| out(product)).collect());
            }
        }
        Ok(Problem::Ask(Box::new(Question::of(ANY, reply))))
    }
}

/// The quantity that words say, where no product is named: «改成5台», `make it 5`; with true where so
/// many more are wanted: «再加2台».
pub(crate) fn quantity_alone(words: &str) -> Option<(Quantity, bool)> {
    if let Some(more) = more_whole(words) {
        return Some((more, true));
    }
    let words = words.trim();
    let head = |head: &&str| {
        words.get(..head.len()).filter(|words| words.eq_ignore_ascii_case(head)).map(str::len)
    };
    let after = &words[QUANTITY.iter().find_map(head)?..];
    let quantity = quantity_whole(after).filter(|quantity| !quantity.is_none());
    quantity.map(|quantity| (quantity, false))
}

/// Sets the price of one piece in a line.
fn reprice(cx: &Cx<'_>, order: &mut Order, at: usize, price: Money) -> Result<(), Problem> {
    if order.lines.len() == 1 {
        order.currency = price.currency;
    }
    same_currency(cx, order, price.currency)?;
    order.lines[at].price = price.minor;
    Ok(())
}

fn same_currency(
    cx: &Cx<'_>,
    order: &Order,
    currency: crate::domain::money::Currency,
) -> Result<(), Problem> {
    if currency == order.currency {
        return Ok(());
    }
    let (one, other) = (order.currency.code(), currency.code());
    Err(Problem::tell(t!(cx.lang(), "order-two-currencies", one = one, other = other)))
}

/// What was submitted is not changed behind the back of whoever confirms it: says what is possible.
async fn fixed(cx: &mut Cx<'_>, order: &Order) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let (code, status) = (order.code(), super::state_name(lang, order));
    let text = t!(lang, "order-fixed", order = code, status = status);
    let reply = Reply::new(ReplyKind::Problem, text);
    Ok(super::possible(cx, reply, order).await?.into())
}
