//! From what somebody typed, or a deal says, to lines with a product and a price.

use serde_json::{Value, json};

use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::{Cx, product, same, show};
use crate::domain::customer::Customer;
use crate::domain::deal::{Deal, DealLine};
use crate::domain::ids::{Code, Kind};
use crate::domain::money::{Currency, Money, Paid, Quantity, line_total};
use crate::domain::order::OrderLine;
use crate::domain::product::Product;
use crate::problem::{Problem, Question};
use crate::store::{RecordsExt, Stored};
use crate::t;
use crate::text::{read, secret};

/// The most lines of one order.
const MOST: usize = 500;
/// Units of what is not parted.
const PIECES: [&str; 19] = [
    "台", "套", "个", "件", "只", "辆", "部", "把", "张", "副", "架", "艘", "座", "扇", "枚",
    "unit", "piece", "pc", "set",
];
/// How many characters of a product's name are repeated.
const NAME: usize = 16;
/// How many products without a price are named.
const NAMED: usize = 5;

/// A product that is wanted, with the price that was named for it.
pub(crate) struct Wanted {
    /// Which.
    pub product: Product,
    /// How many.
    pub quantity: Quantity,
    /// Of one piece.
    pub price: Option<Money>,
    /// The share of the price that is paid in this line alone.
    pub paid: Option<Paid>,
    /// True when so many more are wanted than there are.
    pub more: bool,
    /// True when so many are not wanted any more.
    pub less: bool,
}

/// Refuses more lines than an order has.
pub(crate) fn at_most(cx: &Cx<'_>, lines: usize) -> Result<(), Problem> {
    if lines > MOST {
        return Err(Problem::tell(t!(cx.lang(), "order-too-many-lines", limit = MOST)));
    }
    Ok(())
}

/// Puts the lines that were fine beside a refused one before those that were typed in its place,
/// but for products that those name again.
pub(super) fn beside(lines: &mut Vec<LineAsked>, good: Option<Vec<LineAsked>>) {
    let mut all = good.unwrap_or_default();
    let again = |one: &LineAsked| lines.iter().any(|line| same(&line.product, &one.product));
    all.retain(|one| !again(one));
    all.append(lines);
    *lines = all;
}

/// Tells whether a unit is that of whole pieces: there are no 2.5 air conditioners.
fn is_counted(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    PIECES.contains(&unit.trim_end_matches('s'))
}

/// The products of typed lines: by the org's own code exactly, else by name.
pub(crate) async fn typed(cx: &mut Cx<'_>, lines: &[LineAsked]) -> Result<Vec<Wanted>, Problem> {
    let mut wanted = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let currency = line.currency.unwrap_or(cx.org.currency);
        let product = product_of(cx, lines, place).await?;
        if line.quantity.0 % Quantity::pieces(1).0 != 0
            && product.unit.as_deref().is_some_and(is_counted)
        {
            let unit = product.unit.clone().unwrap_or_default();
            let (quantity, product) = (line.quantity.to_string(), product::named(&product));
            let text = t!(
                cx.lang(),
                "order-not-whole",
                product = product,
                unit = unit,
                quantity = quantity
            );
            return Err(Problem::tell(text));
        }
        wanted.push(Wanted {
            product,
            quantity: line.quantity,
            price: line.price.map(|minor| Money::new(minor, currency)),
            paid: line.paid,
            more: line.more,
            less: line.less,
        });
    }
    Ok(wanted)
}

async fn product_of(cx: &mut Cx<'_>, lines: &[LineAsked], at: usize) -> Result<Product, Problem> {
    let named = &lines[at].product;
    match product::find(cx, "lines", &Ref(named.clone())).await {
        // A choice puts its product in the place of the unclear one and leaves the other lines.
        Err(Problem::Ask(mut question)) => {
            for button in question.reply.rows.iter_mut().flatten() {
                if let Some(Value::String(code)) = button.asked.args.get("lines") {
                    let mut lines = lines.to_vec();
                    lines[at].product.clone_from(code);
                    button.asked.args.insert("lines".to_owned(), json!(lines));
                }
            }
            Err(Problem::Ask(question))
        }
        Err(Problem::Tell(_)) => Err(no_product(cx, lines, at)),
        other => other,
    }
}

/// Says that there is no such product. The other lines go on without it at a tap; where it is the
/// only one, an answer takes its place.
fn no_product(cx: &Cx<'_>, lines: &[LineAsked], at: usize) -> Problem {
    let lang = cx.lang();
    let named = show::short(&lines[at].product, NAME);
    let text = t!(lang, "order-no-product", product = &named);
    let mut others = lines.to_vec();
    others.remove(at);
    let mut row = Vec::new();
    if !others.is_empty() {
        let label = if cx.spec.group() == Kind::Order.word() {
            t!(lang, "order-button-without", product = named)
        } else {
            t!(lang, "deal-button-without", product = named)
        };
        row.push(Button { label, asked: cx.asked_with("lines", json!(others)) });
    }
    let list = product::list::ListProducts::default();
    row.push(Button::new(t!(lang, "button-products"), &list));
    let reply = Reply::new(ReplyKind::Problem, text).row(row);
    if others.is_empty() {
        return Problem::Ask(Box::new(Question::of("lines", reply)));
    }
    reply.into()
}

/// The products of a deal, where each has a quantity; nothing where that is not so.
pub(super) async fn of_deal(cx: &mut Cx<'_>, deal: &Deal) -> Stored<Vec<Wanted>> {
    let mut wanted = Vec::new();
    for line in &deal.lines {
        let product = cx.tx.get::<Product>(line.product).await?;
        match product.and_then(|product| of_line(deal.currency, line, product)) {
            Some(line) => wanted.push(line),
            None => return Ok(Vec::new()),
        }
    }
    Ok(wanted)
}

/// A deal's line says what it is worth in all: usable where that makes an exact price of one piece.
fn of_line(currency: Currency, line: &DealLine, product: Product) -> Option<Wanted> {
    let quantity = line.quantity.filter(|quantity| quantity.0 > 0)?;
    let price = match line.amount {
        None => None,
        Some(amount) => {
            let thousandths = amount.checked_mul(1000)?;
            let exact = (thousandths % quantity.0 == 0).then_some(thousandths / quantity.0);
            let listed = product.price.filter(|list| {
                product.currency == currency
                    && line_total(*list, quantity, Paid::FULL) == Some(amount)
            });
            Some(Money::new(exact.or(listed)?, currency))
        }
    };
    Some(Wanted { product, quantity, price, paid: None, more: false, less: false })
}

/// The products of a deal as lines with the price of one that comes nearest, where each has a
/// quantity: what it is worth in all does not always make an exact price.
pub(super) async fn uneven(cx: &mut Cx<'_>, deal: &Deal) -> Stored<Option<String>> {
    let mut lines = Vec::new();
    for line in &deal.lines {
        let product = cx.tx.get::<Product>(line.product).await?;
        let quantity = line.quantity.filter(|quantity| quantity.0 > 0);
        let (Some(product), Some(quantity)) = (product, quantity) else { return Ok(None) };
        let each = line.amount.map(|amount| i128::from(amount) * 1000 / i128::from(quantity.0));
        let price = each.and_then(|each| i64::try_from(each).ok()).or(product.price);
        let price = read::money(Money::new(price.unwrap_or(0), deal.currency));
        let price = secret::hide(price.replace([',', ' ', '¥'], ""));
        lines.push(format!("{}*{quantity}@{price}", product.sku));
    }
    Ok(Some(lines.join(" ")).filter(|lines| !lines.is_empty()))
}

/// Puts prices on what is wanted: the one named in the line, else the one named for the order,
/// else what the list says for customers of the level and for the quantity; asks where there is none.
pub(crate) fn priced(
    cx: &Cx<'_>,
    mut wanted: Vec<Wanted>,
    (price, paid): (Option<Money>, Paid),
    level: Option<&str>,
) -> Result<(Vec<OrderLine>, Currency), Problem> {
    let lang = cx.lang();
    let only = wanted.len() == 1;
    let without: Vec<usize> = wanted
        .iter()
        .enumerate()
        .filter(|(_, w)| {
            let listed = w.product.price_for(level, w.quantity).is_some();
            w.price.is_none() && (!listed || (only && price.is_some()))
        })
        .map(|(place, _)| place)
        .collect();
    match (without.as_slice(), price) {
        ([], None) => {}
        ([place], Some(price)) => wanted[*place].price = Some(price),
        ([place], None) => return Err(ask_price(cx, &wanted[*place].product)),
        // One price for several products is most likely not meant.
        ([], Some(_)) => return Err(Problem::tell(t!(lang, "order-price-of-which"))),
        (several, _) => return Err(ask_prices(cx, several.iter().map(|place| &wanted[*place]))),
    }
    let mut lines = Vec::new();
    let mut currencies = Vec::new();
    for Wanted { product, quantity, price, paid: own, .. } in &wanted {
        let listed = || {
            let price = product.price_for(level, *quantity).map_or(0, |(price, _)| price);
            Money::new(price, product.currency)
        };
        let price = price.unwrap_or_else(listed);
        let paid = own.unwrap_or(paid);
        let line = OrderLine::new(product.head.id, *quantity, price.minor, paid);
        lines.push(line.ok_or_else(|| too_large(cx))?);
        currencies.push(price.currency);
    }
    let currency = currencies.first().copied().unwrap_or(cx.org.currency);
    if let Some(other) = currencies.iter().find(|other| **other != currency) {
        let (one, other) = (currency.code(), other.code());
        return Err(Problem::tell(t!(lang, "order-two-currencies", one = one, other = other)));
    }
    Ok((lines, currency))
}

/// Says that an amount is more than the system takes.
pub(crate) fn too_large(cx: &Cx<'_>) -> Problem {
    Problem::tell(t!(cx.lang(), "order-too-large"))
}

fn ask_price(cx: &Cx<'_>, product: &Product) -> Problem {
    let product = product::named(product);
    cx.ask("price", t!(cx.lang(), "order-ask-price", product = product), vec![])
}

/// Several prices do not fit into one answer: the lines are asked for again, with prices.
fn ask_prices<'w>(cx: &Cx<'_>, wanted: impl Iterator<Item = &'w Wanted>) -> Problem {
    let wanted: Vec<&Wanted> = wanted.take(NAMED).collect();
    let names: Vec<String> = wanted.iter().map(|w| product::named(&w.product)).collect();
    let lines = wanted.iter().map(|w| format!("{}*{}@", w.product.sku, w.quantity));
    let lines: Vec<String> = lines.collect();
    let text =
        t!(cx.lang(), "order-ask-prices", products = names.join(" · "), lines = lines.join(" "));
    cx.ask("lines", text, vec![])
}

/// Tells names from a product where `华星 20台 A100` was read as twenty 华星 for A100, and `空调
/// 20台要快` as twenty 要快: only their shape was known when the words were read.
pub(super) async fn untangled(
    cx: &mut Cx<'_>,
    names: [&mut Option<Ref>; 2],
    lines: &mut [LineAsked],
) -> Result<(), Problem> {
    let mut products = Vec::new();
    for named in names.into_iter().flatten() {
        if !lines.is_empty() && is_product(cx, &named.0).await? {
            products.push(named);
        }
    }
    for line in lines {
        if products.is_empty() {
            break;
        }
        if !is_product(cx, &line.product).await? {
            std::mem::swap(&mut products.remove(0).0, &mut line.product);
            line.said = None;
        }
    }
    Ok(())
}

/// Takes out the words that were read as lines and name no product, such as 送2个.
pub(crate) async fn remarks(
    cx: &mut Cx<'_>,
    lines: &mut Vec<LineAsked>,
) -> Result<Vec<String>, Problem> {
    let (mut kept, mut said) = (Vec::new(), Vec::new());
    for line in lines.iter() {
        match &line.said {
            // Of what is to be more there has to be a product.
            Some(words) if !line.more && !is_product(cx, &line.product).await? => {
                said.push(words.clone());
            }
            _ => kept.push(line.clone()),
        }
    }
    *lines = kept;
    Ok(said)
}

/// Tells whether a word names a product, even if not exactly which one.
pub(crate) async fn is_product(cx: &mut Cx<'_>, word: &str) -> Result<bool, Problem> {
    let code = word.parse::<Code>().is_ok_and(|code| code.kind == Kind::Product);
    Ok(code
        || cx.tx.product_by_sku(word).await?.is_some()
        || !cx.hits(word, &[Kind::Product]).await?.is_empty())
}

/// An example of lines that can be typed.
pub(super) fn example(cx: &Cx<'_>) -> &'static str {
    super::place::PlaceOrder::SPEC.example.in_lang(cx.lang())
}

/// The level of a customer.
pub(crate) async fn level_of(cx: &mut Cx<'_>, customer: uuid::Uuid) -> Stored<Option<String>> {
    Ok(cx.tx.get::<Customer>(customer).await?.and_then(|customer| customer.level))
}
