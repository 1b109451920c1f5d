//! `/deal lines`: adds products to a deal, takes them off, and changes how many.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::edit::{EditDeal, may_change};
use super::find::{Among, find};
use super::show::ShowDeal;
use super::{goods, worth};
use crate::chat::dialog::ANY;
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::commands::order::edit::quantity_alone;
use crate::commands::order::goods as ordered;
use crate::commands::order::out::{OUT, each, out_of};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, product, same, show};
use crate::domain::access::Right;
use crate::domain::deal::{Deal, DealLine};
use crate::domain::ids::Kind;
use crate::domain::money::{Money, Paid, Quantity};
use crate::domain::record::{Fields, Record as _};
use crate::problem::{Problem, Question};
use crate::t;
use crate::text::read;

/// How many lines have a button that takes them off, and how many are shown.
pub(super) const LINES: usize = 5;

/// Which deal, and what is to be different about its products.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DealLines {
    /// By code or name.
    pub deal: Ref,
    /// Products with their new quantities; one that is not on the deal is added.
    #[serde(default)]
    pub lines: Option<Vec<LineAsked>>,
    /// Of one piece, where only one line can be meant.
    #[serde(default)]
    pub price: Option<Money>,
    /// What else was said: a product that is not wanted.
    #[serde(default)]
    pub remark: Option<String>,
}

impl Ask for DealLines {
    const SPEC: Spec = Spec {
        name: "deal lines",
        aliases: &["商机产品", "改商机产品", "deal products", "deal product"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(&[Kind::Deal]), By::Shape),
            optional("lines", Take::Lines, By::Shape),
            optional("price", Take::Money, By::Key),
            rest("remark"),
        ],
        example: Both { zh: "商机产品 D-1 A100*5", en: "deal lines D-1 A100*5" },
    };
}

#[async_trait]
impl Run for DealLines {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.deal, Among::All).await?;
        if self.lines.is_none() && self.price.is_none() && self.remark.is_none() {
            return Err(self.ask_what(cx, &before).await?);
        }
        let counted = Fields::from_iter([("amount".to_owned(), serde_json::Value::Null)]);
        may_change(cx, &before, &counted).await?;
        let mut deal = before.clone();
        self.put(cx, &mut deal).await?;
        if deal == before {
            return Err(Problem::tell(t!(cx.lang(), "edit-same", what = before.code())));
        }
        let sum = goods::sum(&deal);
        if goods::follows(&before) && sum.is_some() {
            deal.amount = sum;
        }
        cx.save(Some(&before), &deal).await?;
        tell_owner(cx, &before, &deal).await?;
        changed(cx, &before, deal).await
    }
}

/// Shows what the deal is about now, and what it is worth.
async fn changed(cx: &mut Cx<'_>, before: &Deal, deal: Deal) -> Outcome {
    let lang = cx.lang();
    let mut reply = Reply::say(t!(lang, "deal-lines-edited", deal = show::named(lang, &deal)));
    reply = super::show::lines(cx, reply, &deal, (0, LINES)).await?.0;
    if deal.amount != before.amount {
        let (was, is) = (worth(cx, before), worth(cx, &deal));
        reply = reply.text(t!(lang, "deal-lines-amount", was = was, is = is));
    }
    let (apart, same_amount) = apart(cx, &deal);
    reply = apart.into_iter().fold(reply, Reply::text);
    let show = Button::new(t!(lang, "button-show"), &ShowDeal::of(&deal));
    let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    let orders = super::show::order_buttons(cx, &deal).await?;
    let order = orders.into_iter().next().filter(|_| !deal.lines.is_empty());
    Ok(reply.row(same_amount.into_iter().chain(order).chain([show, undo]).collect()))
}

/// Says where a deal is worth something else than its products, and offers the one for the other.
pub(super) fn apart(cx: &Cx<'_>, deal: &Deal) -> (Option<String>, Option<Button>) {
    let (Some(sum), Some(amount)) = (goods::sum(deal), deal.amount) else { return (None, None) };
    if sum == amount {
        return (None, None);
    }
    let lang = cx.lang();
    let shown = cx.amount(sum, deal.currency);
    let text =
        t!(lang, "deal-lines-apart", sum = &shown, amount = cx.amount(amount, deal.currency));
    let money = read::money(Money::new(sum, deal.currency));
    let set = Fields::from_iter([("amount".to_owned(), money.into())]);
    let edit = EditDeal { deal: super::code(deal), set };
    let label = t!(lang, "deal-button-amount", amount = shown);
    (Some(text), Some(Button::new(label, &edit)))
}

/// Tells whose deal it is what somebody else did with its products.
async fn tell_owner(cx: &mut Cx<'_>, before: &Deal, deal: &Deal) -> Result<(), Problem> {
    let is = super::show::line_words(cx, deal, (0, LINES)).await?.join(" · ");
    super::tell_owner(cx, before, |_, lang, who, named| {
        let changes = format!("{} → {is}", show::field_name(lang, "lines"));
        t!(lang, "deal-edited-by", who = who, deal = named, changes = changes)
    })
    .await
}

impl DealLines {
    async fn put(&self, cx: &mut Cx<'_>, deal: &mut Deal) -> Result<(), Problem> {
        let mut lines = self.lines.clone().unwrap_or_default();
        let mut said = ordered::remarks(cx, &mut lines).await?;
        said.extend(self.remark.clone().filter(|words| !words.trim().is_empty()));
        if let [line] = deal.lines.as_slice()
            && let Some(at) = said.iter().position(|w| quantity_alone(w).is_some())
        {
            let (quantity, more) = quantity_alone(&said.remove(at)).unwrap_or_default();
            let product = goods::product_of(cx, line).await?.sku;
            lines.push(LineAsked { more, ..LineAsked::of(product, quantity) });
        }
        let mut gone = Vec::new();
        for words in &said {
            let Some(product) = out_of(cx, words).await? else {
                let words = show::short(words, 40);
                return Err(Problem::tell(t!(cx.lang(), "deal-lines-unclear", words = words)));
            };
            gone.push(product);
        }
        let touched = self.change(cx, deal, &lines).await?;
        if let Some(price) = self.price {
            let at = match (touched.as_slice(), deal.lines.len()) {
                ([at], _) => *at,
                ([], 1) => 0,
                _ => return Err(Problem::tell(t!(cx.lang(), "order-price-of-which"))),
            };
            same_currency(cx, deal, price)?;
            goods::reprice(cx, &mut deal.lines[at], price)?;
        }
        for words in &gone {
            for product in each(words) {
                take_out(cx, deal, product).await?;
            }
        }
        deal.lines.retain(|line| line.quantity != Some(Quantity::NONE));
        Ok(())
    }

    /// Changes and adds what was named; gives the places of those lines.
    async fn change(
        &self,
        cx: &mut Cx<'_>,
        deal: &mut Deal,
        lines: &[LineAsked],
    ) -> Result<Vec<usize>, Problem> {
        ordered::at_most(cx, deal.lines.len() + lines.len())?;
        let level = goods::level_of(cx, deal).await?;
        let level = level.as_deref();
        let (mut touched, mut new) = (Vec::new(), Vec::new());
        for wanted in ordered::typed(cx, lines).await? {
            let is = |line: &DealLine| line.product == wanted.product.head.id;
            let at = deal.lines.iter().position(is);
            let Some(at) = at.filter(|at| !wanted.less || has(&deal.lines[*at], wanted.quantity))
            else {
                if wanted.less {
                    return Err(no_such(cx, deal, &wanted.product.sku).await?);
                }
                new.push(wanted);
                continue;
            };
            let there = deal.lines[at].quantity.unwrap_or(Quantity::NONE);
            let quantity = match (wanted.more, wanted.less) {
                (true, _) => there.0.checked_add(wanted.quantity.0).map(Quantity),
                (_, true) => Some(there.less(wanted.quantity)),
                _ => Some(wanted.quantity),
            };
            let line = &mut deal.lines[at];
            let of = (level, deal.currency);
            let put = quantity.and_then(|q| goods::requantify(line, &wanted.product, of, q));
            put.ok_or_else(|| ordered::too_large(cx))?;
            if let Some(price) = wanted.price {
                same_currency(cx, deal, price)?;
                goods::reprice(cx, &mut deal.lines[at], price)?;
            }
            if let Some(paid) = wanted.paid {
                goods::share(cx, (&mut deal.lines[at], deal.currency), (&wanted, level), paid)?;
            }
            touched.push(at);
        }
        if new.is_empty() {
            return Ok(touched);
        }
        let price = self.price.filter(|_| touched.is_empty());
        let (lines, currency) = ordered::priced(cx, new, (price, Paid::FULL), level)?;
        if deal.lines.is_empty() && deal.amount.is_none() {
            deal.currency = currency;
        }
        for line in lines {
            same_currency(cx, deal, Money::new(line.price, currency))?;
            touched.push(deal.lines.len());
            let (quantity, amount) = (Some(line.quantity), Some(line.total));
            deal.lines.push(DealLine { product: line.product, quantity, amount });
        }
        Ok(touched)
    }

    /// Asks what is to be different; the next words are the answer.
    async fn ask_what(self, cx: &mut Cx<'_>, deal: &Deal) -> Result<Problem, Problem> {
        let lang = cx.lang();
        let named = show::named(lang, deal);
        let text = t!(lang, "deal-lines-ask", deal = named, code = deal.code());
        let reply = Reply::new(ReplyKind::Ask, text);
        let mut reply = super::show::lines(cx, reply, deal, (0, LINES)).await?.0;
        let mut row = Vec::new();
        for line in deal.lines.iter().take(LINES) {
            let sku = goods::product_of(cx, line).await?.sku;
            let label = t!(lang, "order-button-take-out", product = &sku);
            let remark = Some(format!("{} {sku}", OUT[0]));
            row.push(Button::new(label, &Self { remark, ..self.clone() }));
        }
        for buttons in row.chunks(3) {
            reply = reply.row(buttons.to_vec());
        }
        Ok(Problem::Ask(Box::new(Question::of(ANY, reply))))
    }
}

/// Takes the line of a product off a deal.
async fn take_out(cx: &mut Cx<'_>, deal: &mut Deal, named: &str) -> Result<(), Problem> {
    for (at, line) in deal.lines.iter().enumerate() {
        let product = goods::product_of(cx, line).await?;
        if same(&product.sku, named) || same(&product.name, named) {
            deal.lines.remove(at);
            return Ok(());
        }
    }
    Err(no_such(cx, deal, named).await?)
}

/// Tells whether there are so many of a line.
fn has(line: &DealLine, quantity: Quantity) -> bool {
    line.quantity.is_some_and(|there| there >= quantity)
}

/// Says which products a deal has, and how many of each.
async fn no_such(cx: &mut Cx<'_>, deal: &Deal, named: &str) -> Result<Problem, Problem> {
    let mut there = Vec::new();
    for line in &deal.lines {
        there.push(product::named(&goods::product_of(cx, line).await?));
    }
    let lang = cx.lang();
    let (code, named) = (deal.code(), show::short(named, 16));
    let there = there.join(" · ");
    let text = t!(lang, "deal-lines-no-such", deal = code, product = named, there = there);
    Ok(Problem::tell(text))
}

/// The lines of a deal are all in its currency.
fn same_currency(cx: &Cx<'_>, deal: &Deal, price: Money) -> Result<(), Problem> {
    if price.currency == deal.currency {
        return Ok(());
    }
    let (one, other) = (deal.currency.code(), price.currency.code());
    Err(Problem::tell(t!(cx.lang(), "deal-two-currencies", one = one, other = other)))
}
