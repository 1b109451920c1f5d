//! `/deal open`: begins a deal with a customer in one message.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::goods;
use super::lines::{LINES, apart};
use super::show::ShowDeal;
use crate::chat::parse::{LineAsked, Ref};
use crate::chat::reply::{Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required, rest};
use crate::commands::follow::show::offer_next;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, own, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::money::{Money, Paid};
use crate::domain::record::{Fields, Record};
use crate::t;

/// A new deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenDeal {
    /// With whom.
    pub customer: Ref,
    /// What it is worth, in the words that were said.
    #[serde(default)]
    pub amount: Option<String>,
    /// When it is expected to close.
    #[serde(default)]
    pub close: Option<NaiveDate>,
    /// Who else is trying.
    #[serde(default)]
    pub competitor: Option<String>,
    /// By which pipeline; the org's first one when not said.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// Remarks.
    #[serde(default)]
    pub note: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub name: Option<String>,
    /// Which products, and how many.
    #[serde(default)]
    pub lines: Option<Vec<LineAsked>>,
    /// Of one piece, where the line names none.
    #[serde(default)]
    pub price: Option<Money>,
    /// The org's own fields.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub extra: Fields,
}

impl Ask for OpenDeal {
    const SPEC: Spec = Spec {
        name: "deal open",
        aliases: &["新商机", "加商机", "建商机", "open deal", "new deal", "deal add", "add deal"],
        right: Right::Sell,
        effect: Effect::Creates,
        args: &[
            optional("lines", Take::Goods, By::Shape),
            required("customer", Take::Ref(&[Kind::Customer]), By::Shape),
            optional("amount", Take::Amount, By::Shape),
            optional("close", Take::Day, By::Shape),
            optional("price", Take::Money, By::Key),
            optional("competitor", Take::Text, By::Key),
            optional("pipeline", Take::Text, By::Key),
            optional("note", Take::Text, By::Key),
            rest("name"),
        ],
        example: Both {
            zh: "新商机 华威 20台空调 12万 6月30日",
            en: "deal open 华威 20 units 120k 30 June",
        },
    };
}

#[async_trait]
impl Run for OpenDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let customer: Customer = cx.find("customer", &self.customer).await?;
        let amount = match &self.amount {
            Some(words) => Some(super::amount::read(cx, words, cx.org.currency)?),
            None => None,
        };
        let (mut lines, mut told) = (self.lines.unwrap_or_default(), None);
        let mut name = self.name.unwrap_or_default();
        if !lines.is_empty() && !goods::any_known(cx, &lines).await? {
            let words = goods::words(&lines);
            told = Some(t!(lang, "deal-goods-named", words = show::short(&words, 40)));
            format!("{words} {name}").trim().clone_into(&mut name);
            lines.clear();
        }
        if name.is_empty() && lines.is_empty() {
            let text = t!(lang, "deal-ask-name", customer = customer.label());
            return Err(cx.ask("name", text, Vec::new()));
        }
        let paid = if lines.is_empty() { Paid::FULL } else { goods::discount(&mut name) };
        let (mut deal, stage) =
            super::begin_in(cx, self.pipeline.as_deref(), name, customer.id()).await?;
        if !lines.is_empty() {
            goods::begin(cx, &mut deal, &lines, (self.price, paid)).await?;
        }
        goods::worth(&mut deal, &lines, amount);
        deal.expected_close = self.close;
        deal.competitor = self.competitor;
        deal.note = self.note;
        own::put(&mut deal.head, &self.extra);
        deal.head.n = cx.tx.next_number(Kind::Deal).await?;
        cx.save(None, &deal).await?;
        let text = t!(lang, "deal-opened", deal = show::named(lang, &deal));
        let reply = super::show::details(cx, Reply::say(text), &deal, &stage).await?;
        let reply = super::show::lines(cx, reply, &deal, (0, LINES)).await?.0;
        let (apart, same_amount) = apart(cx, &deal);
        let reply = told.into_iter().chain(apart).fold(reply, Reply::text);
        let reply = reply.text(t!(lang, "deal-ask-next"));
        let show = Button::new(t!(lang, "button-show"), &ShowDeal::of(&deal));
        let undo = Button::new(t!(lang, "button-undo"), &Undo::this(cx));
        Ok(offer_next(lang, reply, Ref::code(deal.code()))
            .row(same_amount.into_iter().chain([show, undo]).collect()))
    }
}
