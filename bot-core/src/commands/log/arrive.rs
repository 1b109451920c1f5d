//! `/log arrive`: signs in at a customer's, by the place that was shared.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::begun;
use super::leave::LogLeave;
use super::visits::{current, distance, stayed};
use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional};
use crate::commands::customer::place::SetPlace;
use crate::commands::customer::show::named;
use crate::commands::follow::{self, On};
use crate::commands::offers::offers;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::Right;
use crate::domain::activity::{ARRIVED, Activity, Stay, Way};
use crate::domain::customer::Customer;
use crate::domain::ids::Kind;
use crate::domain::record::Record as _;
use crate::domain::spot::Spot;
use crate::problem::{Problem, Question};
use crate::store::{CustomerFilter, Page, RecordsExt as _};
use crate::t;

/// Where one is, and at whose.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogArrive {
    /// By code or name, its own or a contact's; the one that is near when not said.
    pub customer: Option<Ref>,
    /// Where: `31.230416,121.473701`.
    pub place: Option<String>,
    /// How sure the device is of that, in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<i64>,
    /// True where an earlier visit is not what is meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anew: bool,
}

/// Within how many metres one has not left, whatever the org says of radius.
const STILL_THERE: i64 = 500;
/// How many customers a question offers.
const CHOICES: usize = 5;
/// How many customers with a place nearby are looked at.
const NEARBY: i64 = 50;
/// How many characters of a name a button shows.
const LABEL: usize = 14;

impl Ask for LogArrive {
    const SPEC: Spec = Spec {
        name: "log arrive",
        aliases: &["签到", "拜访签到", "打卡", "check in", "sign in"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            optional("customer", Take::Ref(&[Kind::Customer, Kind::Contact]), By::Shape),
            optional("place", Take::Spot, By::Shape),
        ],
        example: Both {
            zh: "签到 华为 位置=31.2304,121.4737",
            en: "log arrive 华为 place=31.2304,121.4737",
        },
    };
}

#[async_trait]
impl Run for LogArrive {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let customer = match &self.customer {
            Some(customer) => Some(named(cx, "customer", customer).await?),
            None => None,
        };
        let Some(place) = &self.place else { return Err(ask_where(cx, customer.as_ref())) };
        let Ok(spot) = place.parse::<Spot>() else {
            return Err(Problem::tell(t!(cx.lang(), "visit-no-place", given = place)));
        };
        if let Some(customer) = customer {
            return self.arrive(cx, customer, spot).await;
        }
        let open = current(cx).await?.filter(|visit| visit.stay.is_some_and(|s| s.left.is_none()));
        if let Some(open) = open.filter(|_| !self.anew) {
            return self.still_there(cx, open, spot).await;
        }
        let near = nearby(cx, spot).await?;
        match near.as_slice() {
            [(_, only)] => {
                let customer = only.clone();
                self.arrive(cx, customer, spot).await
            }
            _ => Err(self.at_whose(cx, &near).await?),
        }
    }
}

/// Asks for the place: where one can share it, and how to write it.
fn ask_where(cx: &Cx<'_>, customer: Option<&Customer>) -> Problem {
    let lang = cx.lang();
    let text = if let Some(customer) = customer {
        t!(lang, "visit-ask-place-at", customer = show::named(lang, customer))
    } else {
        t!(lang, "visit-ask-place")
    };
    let reply = Reply::new(ReplyKind::Ask, text);
    Problem::Ask(Box::new(Question { field: "place".to_owned(), reply, draft: None }))
}

/// The customers within the radius, the nearest first.
async fn nearby(cx: &mut Cx<'_>, spot: Spot) -> Result<Vec<(i64, Customer)>, Problem> {
    let radius = cx.settings.visits.radius;
    let filter = CustomerFilter { near: Some(spot.around(radius)), ..CustomerFilter::default() };
    let page = Page { below: None, limit: NEARBY };
    let found = cx.tx.customers(&filter, cx.scope(), page).await?;
    let away = |customer: Customer| Some((customer.spot()?.metres_to(spot), customer));
    let mut near: Vec<(i64, Customer)> = found.into_iter().filter_map(away).collect();
    near.retain(|(metres, _)| *metres <= i64::from(radius));
    near.sort_by_key(|(metres, customer)| (*metres, customer.head.n));
    Ok(near)
}

impl LogArrive {
    /// A second place while a visit goes on: it is over, unless that is somewhere else.
    async fn still_there(&self, cx: &mut Cx<'_>, open: Activity, spot: Spot) -> Outcome {
        let lang = cx.lang();
        let radius = i64::from(cx.settings.visits.radius).max(STILL_THERE);
        let leave = LogLeave { visit: Some(Ref::code(open.code())) };
        if open.spot().is_some_and(|there| there.metres_to(spot) <= radius) {
            cx.goes_on_as::<LogLeave>();
            return leave.run(cx).await;
        }
        let at = On::at(cx, open.on_kind, open.on_id).await?;
        let at = at.map(|on| on.named(lang)).unwrap_or_default();
        let anew = Self { anew: true, ..self.clone() };
        let text = t!(lang, "visit-which", customer = at);
        Err(Reply::new(ReplyKind::Ask, text)
            .row(vec![
                Button::new(t!(lang, "button-leave"), &leave),
                Button::new(t!(lang, "button-arrive-anew"), &anew),
            ])
            .into())
    }

    /// Asks at whose it is: who is near, who is due, who was worked on last.
    async fn at_whose(
        &self,
        cx: &mut Cx<'_>,
        near: &[(i64, Customer)],
    ) -> Result<Problem, Problem> {
        let lang = cx.lang();
        let mut choices: Vec<(Ref, String)> = near
            .iter()
            .map(|(metres, customer)| {
                let name = show::short(&customer.name, LABEL);
                (Ref::code(customer.code()), format!("{name} {}", distance(lang, *metres)))
            })
            .collect();
        let mut others = due(cx).await?;
        others.extend(offers(cx, &Self::SPEC, &[Kind::Customer]).await?);
        for (code, label) in others {
            let customer = Ref::code(code);
            if !choices.iter().any(|(known, _)| *known == customer) {
                choices.push((customer, show::short(&label, LABEL)));
            }
        }
        choices.truncate(CHOICES);
        let text = match near.len() {
            0 => t!(lang, "visit-whose"),
            n => t!(lang, "visit-whose-near", n = n),
        };
        let reply = choices.into_iter().fold(
            Reply::new(ReplyKind::Ask, text),
            |reply, (customer, label)| {
                let there = Self { customer: Some(customer), ..self.clone() };
                reply.row(vec![Button::new(label, &there)])
            },
        );
        Ok(Problem::Ask(Box::new(Question { field: "customer".to_owned(), reply, draft: None })))
    }

    /// Signs in at a customer's.
    async fn arrive(self, cx: &mut Cx<'_>, customer: Customer, spot: Spot) -> Outcome {
        let lang = cx.lang();
        let closed = close(cx).await?;
        let metres = customer.spot().map(|place| place.metres_to(spot));
        let on = On::customer(&customer);
        let mut visit = begun(cx, &on, Way::Visit, ARRIVED.to_owned()).await?;
        visit.spot = Some(spot.to_string());
        visit.stay = Some(Stay { left: None, metres, accuracy: self.accuracy });
        cx.save(None, &visit).await?;
        let text = t!(lang, "visit-arrived", customer = on.named(lang));
        let mut reply = Reply::say(text).about(customer.code());
        let radius = i64::from(cx.settings.visits.radius);
        let mut row = vec![Button::new(
            t!(lang, "button-leave"),
            &LogLeave { visit: Some(Ref::code(visit.code())) },
        )];
        let helps = cx.only_helps(customer.code(), &customer.helpers).await?;
        match metres {
            // Who only works along does not say where it is.
            None if helps => {}
            None => {
                let mut after = customer.clone();
                after.place = Some(spot.to_string());
                cx.save(Some(&customer), &after).await?;
                reply = reply.text(t!(lang, "visit-first"));
            }
            Some(metres) if metres <= radius => {
                reply = reply.text(t!(lang, "visit-near", far = distance(lang, metres)));
            }
            Some(metres) => {
                let (far, radius) = (distance(lang, metres), distance(lang, radius));
                reply = reply.text(t!(lang, "visit-far", far = far, radius = radius));
                let place = Some(spot.to_string());
                let set = SetPlace { customer: Ref::code(customer.code()), place };
                let label = t!(lang, "button-set-place");
                row.extend((!helps).then(|| Button::new(label, &set)));
            }
        }
        reply = closed.iter().fold(reply, Reply::text);
        if let Some(accuracy) = self.accuracy.filter(|accuracy| *accuracy > radius) {
            let accuracy = distance(lang, accuracy);
            reply = reply.text(t!(lang, "visit-unsure", accuracy = accuracy));
        }
        row.push(Button::new(t!(lang, "button-undo"), &Undo::this(cx)));
        Ok(reply.row(row))
    }
}

/// Ends the visit that still goes on: nobody is at two places at once. Says which one it was.
async fn close(cx: &mut Cx<'_>) -> Result<Option<String>, Problem> {
    let open = current(cx).await?.filter(|visit| visit.stay.is_some_and(|s| s.left.is_none()));
    let Some(before) = open else { return Ok(None) };
    let mut after = before.clone();
    if let Some(stay) = &mut after.stay {
        stay.left = Some(cx.now);
    }
    cx.save(Some(&before), &after).await?;
    let (lang, at) = (cx.lang(), On::at(cx, before.on_kind, before.on_id).await?);
    let customer = at.map(|on| on.named(lang)).unwrap_or_default();
    let stay = stayed(lang, after.stayed().unwrap_or_default());
    Ok(Some(t!(lang, "visit-closed", customer = customer, stay = stay)))
}

/// The customers of the asker's follow-ups that are due by the end of the day.
async fn due(cx: &mut Cx<'_>) -> Result<Vec<(crate::domain::ids::Code, String)>, Problem> {
    let mut found = Vec::new();
    for follow_up in follow::mine(cx).await?.into_iter().take(CHOICES * 2) {
        let today = follow_up.due().is_some_and(|due| {
            follow_up.is_due(cx.now, cx.zone()) || due.day(cx.zone()) == cx.today()
        });
        let Some(customer) = follow_up.customer.filter(|_| today) else { continue };
        if let Some(customer) = cx.tx.get::<Customer>(customer).await?
            && cx.sees(customer.code()).await?
        {
            found.push((customer.code(), customer.label()));
        }
    }
    Ok(found)
}
