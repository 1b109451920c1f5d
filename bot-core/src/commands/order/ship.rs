//! `/order ship`: the goods have left. That is never undone.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::carriers::{self, Said};
use super::find::find;
use super::goods;
use super::parts::{self, Of};
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::commands::{Cx, Outcome, Run, show as words};
use crate::domain::access::Right;
use crate::domain::ids::Kind;
use crate::domain::money::Quantity;
use crate::domain::order::{Order, OrderLine, OrderStatus, Parcel};
use crate::domain::record::Record as _;
use crate::problem::{Problem, Question};
use crate::t;

/// Which order, with whom and under which number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShipOrder {
    /// Its code, or its customer.
    pub order: Ref,
    /// What leaves; all that has not left where nothing is said.
    #[serde(default)]
    pub lines: Option<Vec<LineAsked>>,
    /// Who carries it; asked for when not said.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// Both as people say them: 顺丰 SF1234567.
    pub parcel: Option<String>,
}

impl ShipOrder {
    /// Ships an order; the carrier is asked for.
    pub(super) fn of(order: Ref) -> Self {
        Self { order, lines: None, carrier: None, tracking: None, parcel: None }
    }
}

impl Ask for ShipOrder {
    const SPEC: Spec = Spec {
        name: "order ship",
        aliases: &["发货", "出货", "ship order", "ship"],
        right: Right::Ship,
        effect: Effect::Writes,
        args: &[
            required("order", Take::Ref(&[Kind::Order]), By::Shape),
            optional("lines", Take::Lines, By::Shape),
            rest("parcel"),
            optional("carrier", Take::Name, By::Key),
            optional("tracking", Take::Name, By::Key),
        ],
        example: Both { zh: "发货 O-1 顺丰 SF1234567", en: "order ship O-1 DHL 1234567890" },
    };
}

#[async_trait]
impl Run for ShipOrder {
    async fn run(mut self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let before = find(cx, &self.order, Some(OrderStatus::Shipped)).await?;
        let mut order = before.clone();
        super::go(cx, &mut order, OrderStatus::Shipped).await?;
        order.status = before.status;
        let parts = self.parts(cx, &order).await?;
        let carrier = self.carrier(cx)?;
        for (line, quantity) in order.lines.iter_mut().zip(&parts) {
            line.shipped = line.shipped.and(*quantity);
        }
        let goods = order.lines.iter().zip(&parts).filter(|(_, quantity)| !quantity.is_none());
        let goods: Vec<_> = goods.map(|(line, quantity)| (line.product, *quantity)).collect();
        let tracking = self.tracking;
        let again = |parcel: &Parcel| {
            tracking.is_some() && parcel.tracking == tracking && parcel.goods == goods
        };
        if order.parcels.iter().any(|parcel| parcel.carrier == carrier && again(parcel)) {
            return Err(Problem::tell(t!(lang, "order-shipped-already", order = before.code())));
        }
        order.parcels.push(Parcel {
            at: cx.now,
            carrier: carrier.clone(),
            tracking: tracking.clone(),
            goods,
        });
        (order.carrier, order.tracking) = (Some(carrier), tracking);
        order.shipped_at = Some(cx.now);
        order.follow_goods();
        let order = super::save(cx, Some(&before), order).await?;
        let steps = super::steps(cx, &order).await?;
        let card = Card::of(cx, order).await?;
        super::tell_owner(cx, &card, None).await?;
        let name = |field| words::field_name(lang, field);
        let text = if card.order.is_part_shipped() {
            t!(lang, "order-shipped-part", order = card.title())
        } else {
            t!(lang, "order-shipped", order = card.title())
        };
        let mut reply = Reply::say(text);
        if parts.iter().zip(&card.order.lines).any(|(part, line)| *part != line.quantity) {
            reply = reply.bullets(card.goods(&parts));
        }
        reply = reply.fields([
            (name("carrier"), card.order.carrier.clone()),
            (name("tracking"), card.order.tracking.clone()),
        ]);
        if card.order.is_part_shipped() {
            let open: Vec<Quantity> = card.order.lines.iter().map(OrderLine::open).collect();
            let goods = card.goods(&open).join(" · ");
            reply = reply.text(t!(lang, "order-still-to-ship", goods = goods));
        }
        Ok(super::ended(cx, reply, &card, steps, None))
    }
}

impl ShipOrder {
    /// How many of each line leave. What only counts something is said of the parcel.
    async fn parts(&mut self, cx: &mut Cx<'_>, order: &Order) -> Result<Vec<Quantity>, Problem> {
        let mut lines = self.lines.clone().unwrap_or_default();
        let said = goods::remarks(cx, &mut lines).await?;
        if !said.is_empty() {
            let words = self.parcel.take().into_iter().chain(said).collect::<Vec<_>>();
            self.parcel = Some(words.join(" "));
        }
        parts::meant(cx, order, &lines, Of::Open).await
    }

    /// Who carries it, with the number put in its place; asked for where the words do not tell.
    fn carrier(&mut self, cx: &Cx<'_>) -> Result<String, Problem> {
        // Who is asked for one of them may say both.
        let fields = [self.carrier.as_deref(), self.tracking.as_deref()];
        let both = fields.into_iter().flatten().find_map(|words| match carriers::read(words) {
            Said::Parcel(carrier, Some(number)) => Some((carrier, number)),
            _ => None,
        });
        if let Some((carrier, number)) = both {
            self.tracking = Some(number);
            return Ok(carrier);
        }
        let said = self.parcel.take().filter(|words| !words.trim().is_empty());
        let told = said.as_deref().map(carriers::read);
        match (self.carrier.take(), told) {
            (Some(carrier), None) => Ok(carrier),
            (Some(carrier), Some(Said::Number(number))) => {
                self.tracking = self.tracking.take().or(Some(number));
                Ok(carrier)
            }
            (None, Some(Said::Parcel(carrier, number))) => {
                self.tracking = self.tracking.take().or(number);
                Ok(carrier)
            }
            // A number makes a carrier of the word beside it.
            (None, Some(Said::Unknown(carrier)))
                if self.tracking.as_deref().is_some_and(carriers::may_be_number) =>
            {
                Ok(carrier)
            }
            (_, told) => Err(self.unclear(cx, told, &said.unwrap_or_default())),
        }
    }

    /// Asks for what the words did not tell; what they did tell is kept.
    fn unclear(&self, cx: &Cx<'_>, told: Option<Said>, said_words: &str) -> Problem {
        let lang = cx.lang();
        let mut row = Vec::new();
        let (field, text) = match told {
            Some(Said::Number(number)) => {
                ("carrier", t!(lang, "order-ask-carrier-of", number = number))
            }
            Some(Said::Unknown(carrier)) => {
                let label = t!(lang, "order-button-no-number", carrier = &carrier);
                row.push(self.with_carrier(&label, &carrier));
                ("tracking", t!(lang, "order-ask-tracking", carrier = carrier))
            }
            Some(_) => (
                "parcel",
                t!(lang, "order-ask-carrier-again", given = words::short(said_words, 40)),
            ),
            None => ("parcel", t!(lang, "order-ask-carrier")),
        };
        let pick_up = t!(lang, "order-pick-up");
        row.push(self.with_carrier(&pick_up, &pick_up));
        let reply = Reply::new(ReplyKind::Ask, text).row(row);
        Problem::Ask(Box::new(Question::of(field, reply)))
    }

    /// A button that ships without a number.
    fn with_carrier(&self, label: &str, carrier: &str) -> Button {
        let carrier = Some(carrier.to_owned());
        let lines = self.lines.clone();
        Button::new(label, &Self { lines, carrier, ..Self::of(self.order.clone()) })
    }
}
