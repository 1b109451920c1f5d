//! `/order place`: writes an order down as a draft, from typed lines or from a deal.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::step::Step;
use super::{goods, out, remark, unclear, whom};
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, rest};
use crate::chat::understand::money;
use crate::commands::customer::show::named as named_customer;
use crate::commands::deal::win::WinDeal;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Money, Paid};
use crate::domain::names::Rung;
use crate::domain::order::{Order, OrderStatus, sum};
use crate::domain::pipeline::Outcome as DealOutcome;
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::store::{CustomerFilter, OrderFilter, Page};
use crate::t;

/// A new order. A customer and lines, or a deal that has both.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceOrder {
    /// The share of the price that is paid, in every line.
    pub discount: Option<Paid>,
    /// What is wanted; the deal's products when not said.
    pub lines: Option<Vec<LineAsked>>,
    /// Lines that were fine beside one that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good: Option<Vec<LineAsked>>,
    /// Who buys; the deal's customer when not said.
    pub customer: Option<Ref>,
    /// The deal that it comes from.
    pub deal: Option<Ref>,
    /// Of one piece, where the line names none.
    pub price: Option<Money>,
    /// Remarks.
    pub note: Option<String>,
    /// What else was said, which is a remark as well.
    pub remark: Option<String>,
    /// How many of a product that was named without.
    pub quantity: Option<String>,
    /// True when it is known that the deal has an order already.
    pub again: bool,
    /// The org's own fields.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
}

impl Ask for PlaceOrder {
    const SPEC: Spec = Spec {
        name: "order place",
        aliases: &[
            "下单",
            "开单",
            "新订单",
            "place order",
            "new order for",
            "new order",
            "order for",
            "order add",
            "order",
        ],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            optional("lines", Take::Lines, By::Shape),
            optional("discount", Take::Discount, By::Shape),
            optional("customer", Take::Ref(&[Kind::Customer, Kind::Contact]), By::Shape),
            optional("deal", Take::Ref(&[Kind::Deal]), By::Shape),
            optional("price", Take::Money, By::Key),
            optional("note", Take::Text, By::Key),
            optional("quantity", Take::Text, By::Key),
            rest("remark"),
        ],
        example: Both {
            zh: "下单 华为 A100*20 B7*3", en: "order place 华为 A100*20@3300 10% off"
        },
    };
}

/// How many customers are offered where none was named.
const CHOICES: i64 = 5;

#[async_trait]
impl Run for PlaceOrder {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let mut typed = self.lines.take().unwrap_or_default();
        goods::beside(&mut typed, self.good.take());
        goods::at_most(cx, typed.len())?;
        if let Some(named) = self.customer.take() {
            self.customer = Some(whom::bare(cx, named).await?);
        }
        goods::untangled(cx, [&mut self.customer, &mut self.deal], &mut typed).await?;
        let not_wanted = out::not_wanted(&mut typed);
        let all = typed.clone();
        let mut remarks = goods::remarks(cx, &mut typed).await?;
        if typed.is_empty() {
            // Nothing else is wanted: then it was meant as a line.
            (typed, remarks) = (all, Vec::new());
        }
        remarks.extend(not_wanted);
        let mut words = None;
        let deal = match self.beside(cx).await? {
            Beside::Deal(deal) => Some(*deal),
            Beside::Line(line) => {
                typed.push(line);
                None
            }
            Beside::Words(said) => {
                words = Some(said);
                None
            }
            Beside::Nothing => None,
        };
        let of_deal = deal.as_ref().and_then(|deal| deal.customer).is_some();
        let remark = self.left_over(cx, (words, remarks), of_deal).await?;
        let customer = self.customer(cx, deal.as_ref()).await?;
        let wanted = match &deal {
            Some(deal) if typed.is_empty() => goods::of_deal(cx, deal).await?,
            _ => goods::typed(cx, &typed).await?,
        };
        if wanted.is_empty() {
            return Err(ask_lines(cx, deal.as_ref()).await?);
        }
        if let Some(question) = unclear::asked(cx, &remark, &wanted, self.price) {
            return Err(question);
        }
        let earlier = match &deal {
            Some(deal) => earlier(cx, deal).await?,
            None => Vec::new(),
        };
        // Whoever types lines means a further order; a press alone may be one too many.
        if let (Some(deal), Some(last), false) =
            (&deal, earlier.first(), self.again || !typed.is_empty())
        {
            return Err(has_one(cx, deal, &earlier, last));
        }
        let paid = self.discount.unwrap_or_default();
        let level = goods::level_of(cx, customer).await?;
        let (lines, currency) = goods::priced(cx, wanted, (self.price, paid), level.as_deref())?;
        let mut head = cx.new_head(Kind::Order).await?;
        own::put(&mut head, &self.extra);
        let order = Order {
            head,
            customer,
            deal: deal.as_ref().map(Record::id),
            total: sum(&lines).ok_or_else(|| goods::too_large(cx))?,
            lines,
            currency,
            status: OrderStatus::Draft,
            owner: Some(cx.me.person_id()),
            confirmed_by: None,
            confirmed_at: None,
            carrier: None,
            tracking: None,
            shipped_at: None,
            delivered_at: None,
            cancel_reason: None,
            note: remark::joined(self.note, &remark),
            approval: None,
            returned: None,
            parcels: Vec::new(),
        };
        let order = super::save(cx, None, order).await?;
        placed(cx, order, deal.as_ref(), &earlier, &remark).await
    }
}

/// The orders that a deal has already, but for those that were cancelled.
async fn earlier(cx: &mut Cx<'_>, deal: &Deal) -> Result<Vec<Order>, Problem> {
    let filter = OrderFilter { deal: Some(deal.id()), ..OrderFilter::default() };
    let page = Page { below: None, limit: CHOICES };
    let mut orders = cx.tx.orders(&filter, cx.scope(), page).await?;
    orders.retain(|order| order.status != OrderStatus::Cancelled);
    Ok(orders)
}

/// Orders with what they come to.
fn totals(cx: &Cx<'_>, orders: &[Order]) -> String {
    let named =
        |order: &Order| format!("{} {}", order.code(), cx.amount(order.total, order.currency));
    orders.iter().map(named).collect::<Vec<_>>().join(" · ")
}

/// Says that a deal has an order already; whoever wants another one has a button for it.
fn has_one(cx: &Cx<'_>, deal: &Deal, earlier: &[Order], last: &Order) -> Problem {
    let lang = cx.lang();
    let text = t!(lang, "order-deal-has-one", deal = deal.code(), orders = totals(cx, earlier));
    let again =
        Button { label: t!(lang, "button-order-again"), asked: cx.asked_with("again", true) };
    let row = vec![super::show_button(lang, last), again];
    Reply::new(ReplyKind::Problem, text).row(row).into()
}

/// What whoever places an order of a deal should know: it has one already, or says another amount.
fn beside(cx: &Cx<'_>, order: &Order, deal: &Deal, earlier: &[Order]) -> Vec<String> {
    let lang = cx.lang();
    let mut lines = Vec::new();
    if !earlier.is_empty() {
        let orders = totals(cx, earlier);
        lines.push(t!(lang, "order-deal-has", deal = deal.code(), orders = orders));
    }
    let same = deal.currency == order.currency;
    if let Some(amount) = deal.amount.filter(|amount| !(same && *amount == order.total)) {
        let (of_deal, total) =
            (cx.amount(amount, deal.currency), cx.amount(order.total, order.currency));
        let difference = cx.amount((order.total - amount).abs(), order.currency);
        let (deal, more) = (deal.code(), order.total > amount);
        lines.push(match (same, more) {
            (true, true) => t!(
                lang,
                "order-more-than-deal",
                deal = deal,
                amount = of_deal,
                total = total,
                difference = difference
            ),
            (true, false) => t!(
                lang,
                "order-less-than-deal",
                deal = deal,
                amount = of_deal,
                total = total,
                difference = difference
            ),
            (false, _) => {
                t!(lang, "order-other-than-deal", deal = deal, amount = of_deal, total = total)
            }
        });
    }
    lines
}

async fn placed(
    cx: &mut Cx<'_>,
    order: Order,
    deal: Option<&Deal>,
    earlier: &[Order],
    remark: &str,
) -> Outcome {
    let lang = cx.lang();
    let mut beside = deal.map(|deal| beside(cx, &order, deal, earlier)).unwrap_or_default();
    beside.extend(remark::told(lang, &order, remark));
    let submit = Step::To(OrderStatus::Submitted).button(lang, &order);
    let edit = super::edit_button(lang, &order);
    let card = Card::of(cx, order).await?;
    let reply = Reply::say(t!(lang, "order-placed", order = card.title()));
    let mut buttons = vec![submit, edit];
    // An order is the best sign that its deal is won.
    if let Some(deal) = deal.filter(|deal| deal.outcome == DealOutcome::Open) {
        buttons.push(Button::new(t!(lang, "button-deal-win"), &WinDeal::of(deal)));
    }
    buttons.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
    let reply = beside.iter().fold(card.on(reply, cx, cx.me), Reply::text);
    Ok(reply.row(buttons))
}

/// What was said beside the customer and the lines.
enum Beside {
    Nothing,
    Deal(Box<Deal>),
    Line(LineAsked),
    Words(String),
}

impl PlaceOrder {
    /// The words that are left over and make the note: what of them says who buys is none of it.
    async fn left_over(
        &mut self,
        cx: &mut Cx<'_>,
        (words, mut remarks): (Option<String>, Vec<String>),
        of_deal: bool,
    ) -> Result<String, Problem> {
        let said = [words.as_deref(), self.remark.as_deref()].into_iter().flatten();
        let said = said.collect::<Vec<_>>().join(" ");
        let asks = !of_deal || self.customer.is_some();
        let rest = if asks { whom::taken(cx, &mut self.customer, &said).await? } else { None };
        if let Some(rest) = rest {
            remarks.insert(0, rest);
        } else {
            remarks.splice(0..0, words);
            remarks.extend(self.remark.take());
        }
        remarks.retain(|words| !words.trim().is_empty());
        Ok(remarks.join(" "))
    }

    /// What was said beside the customer and the lines: a deal, a product without a quantity, or
    /// words that are a remark.
    async fn beside(&self, cx: &mut Cx<'_>) -> Result<Beside, Problem> {
        let Some(named) = &self.deal else {
            return Ok(Beside::Nothing);
        };
        if !money::find_discounts(&named.0).is_empty() {
            return Err(Problem::tell(t!(cx.lang(), "two-discounts")));
        }
        let code = named.0.parse::<Code>().is_ok_and(|code| code.kind == Kind::Deal);
        if !code && goods::is_product(cx, &named.0).await? {
            return self.counted(cx, named);
        }
        let hits = cx.hits(&named.0, &[Kind::Deal]).await?;
        if code || hits.first().is_some_and(|hit| hit.rung != Rung::Typo) {
            return Ok(Beside::Deal(Box::new(cx.find("deal", named).await?)));
        }
        Ok(Beside::Words(named.0.clone()))
    }

    /// A product that was named without a quantity, with the one that was asked for.
    fn counted(&self, cx: &Cx<'_>, named: &Ref) -> Result<Beside, Problem> {
        if let Some(quantity) = self.quantity.as_deref().and_then(money::quantity_whole) {
            let product = named.0.clone();
            return Ok(Beside::Line(LineAsked::of(product, quantity)));
        }
        let example = goods::example(cx);
        let product = show::short(&named.0, 40);
        let text = t!(cx.lang(), "order-how-many", product = product, example = example);
        let choices = ["1", "2", "5", "10", "20"].map(|n| (n.to_owned(), n.into()));
        Err(cx.ask("quantity", text, choices.to_vec()))
    }

    async fn customer(&self, cx: &mut Cx<'_>, deal: Option<&Deal>) -> Result<uuid::Uuid, Problem> {
        let of_deal = deal.and_then(|deal| deal.customer);
        let Some(named) = &self.customer else {
            return match of_deal {
                Some(customer) => Ok(customer),
                None => Err(ask_customer(cx).await?),
            };
        };
        let customer = named_customer(cx, "customer", named).await?;
        match (deal, of_deal) {
            (Some(deal), Some(other)) if other != customer.id() => Err(Problem::tell(t!(
                cx.lang(),
                "order-other-customer",
                deal = deal.code(),
                customer = &customer.name
            ))),
            _ => Ok(customer.id()),
        }
    }
}

/// Asks who buys; the newest customers are one tap away.
async fn ask_customer(cx: &mut Cx<'_>) -> Result<Problem, Problem> {
    let page = Page { below: None, limit: CHOICES };
    let filter = CustomerFilter::default();
    let customers = cx.tx.customers(&filter, cx.scope(), page).await?;
    let choice = |c: &Customer| (c.name.clone(), c.code().to_string().into());
    let choices = customers.iter().map(choice).collect();
    Ok(cx.ask("customer", t!(cx.lang(), "order-ask-customer"), choices))
}

async fn ask_lines(cx: &mut Cx<'_>, deal: Option<&Deal>) -> Result<Problem, Problem> {
    let lang = cx.lang();
    let text = if let Some(deal) = deal {
        let (code, uneven) = (deal.code(), goods::uneven(cx, deal).await?);
        uneven.map_or_else(
            || t!(lang, "order-ask-lines-of", deal = code),
            |lines| t!(lang, "order-ask-uneven", deal = code, lines = lines),
        )
    } else {
        t!(lang, "order-ask-lines")
    };
    Ok(cx.ask("lines", text, vec![]))
}
