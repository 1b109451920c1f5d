//! `/deal edit`: changes fields of a deal, several at once; an empty value clears one.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::find::{Among, find};
use super::r#move::MoveDeal;
use super::reopen::ReopenDeal;
use super::show::ShowDeal;
use super::{amount, place, stages, worth};
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, required};
use crate::commands::owners::{given, new_owner};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, edit, own, show};
use crate::domain::access::Right;
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::pipeline;
use crate::domain::record::{Fields, Record};
use crate::problem::Problem;
use crate::t;

/// Which deal, and what it is to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditDeal {
    /// By code or name.
    pub deal: Ref,
    /// The fields by name; an empty one clears.
    #[serde(flatten)]
    pub set: Fields,
}

impl Ask for EditDeal {
    const SPEC: Spec = Spec {
        name: "deal edit",
        aliases: &["改商机", "修改商机", "edit deal", "change deal"],
        right: Right::Sell,
        effect: Effect::Writes,
        args: &[
            required("deal", Take::Ref(&[Kind::Deal]), By::Shape),
            optional("amount", Take::Amount, By::Shape),
            optional("close", Take::Day, By::Shape),
            optional("name", Take::Text, By::Key),
            optional("customer", Take::Ref(&[Kind::Customer]), By::Key),
            optional("currency", Take::Text, By::Key),
            optional("competitor", Take::Text, By::Key),
            optional("note", Take::Text, By::Key),
            optional("owner", Take::Text, By::Key),
            optional("stage", Take::Text, By::Key),
            optional("pipeline", Take::Text, By::Key),
            optional("reason", Take::Choice(List::Reasons), By::Key),
        ],
        example: Both {
            zh: "改商机 D-1 金额=15万 预计成交=6月30日",
            en: "deal edit D-1 amount=150k close=\"30 June\"",
        },
    };
}

#[async_trait]
impl Run for EditDeal {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let before = find(cx, &self.deal, Among::All).await?;
        may_change(cx, &before, &self.set).await?;
        let mut change = Edit { deal: before.clone(), told: Vec::new(), changes: Vec::new() };
        change.put(cx, &self.set).await?;
        if let Some(pipeline) = value::<String>(self.set.get("pipeline"))? {
            if !change.told.is_empty() {
                let code = before.code();
                return Err(Problem::tell(t!(cx.lang(), "deal-pipeline-alone", code = code)));
            }
            let stage = value(self.set.get("stage"))?;
            let moved = MoveDeal { pipeline: Some(pipeline), stage, ..MoveDeal::of(&before) };
            return moved.run(cx).await;
        }
        if let Some(stage) = value::<String>(self.set.get("stage"))? {
            // Only the stage: that is a move, with everything that belongs to one.
            if change.told.is_empty() {
                let reason = value(self.set.get("reason"))?;
                let moved = MoveDeal { reason, stage: Some(stage), ..MoveDeal::of(&before) };
                return moved.run(cx).await;
            }
            change.stand(cx, &stage).await?;
        }
        if change.deal == before {
            let named = show::named(cx.lang(), &before);
            return Err(if self.set.is_empty() {
                edit::ask_what::<Self>(cx, &named)
            } else {
                unchanged(cx, &before)
            });
        }
        cx.save(Some(&before), &change.deal).await?;
        change.tell_owner(cx, &before).await?;
        let lang = cx.lang();
        let text = t!(lang, "deal-edited", deal = show::named(lang, &change.deal));
        let lines = amount::of_lines(cx, &before, &change.deal);
        let reply = lines.iter().fold(Reply::say(text).fields(change.told), Reply::text);
        let reply = given(cx, reply, &before, &change.deal).await?;
        Ok(reply
            .button(t!(lang, "button-show"), &ShowDeal::of(&before))
            .button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// What of a closed deal is counted by reports, and so is not for everybody to change.
const COUNTED: &[&str] = &["amount", "currency", "customer", "close"];

/// Refuses to change what a closed deal counts for, except for those who may confirm orders. An
/// amount that nobody knew may be filled in.
pub(super) async fn may_change(cx: &mut Cx<'_>, deal: &Deal, set: &Fields) -> Result<(), Problem> {
    let unknown = deal.amount.is_none();
    let counted = |field: &str| set.contains_key(field) && !(unknown && is_amount(field));
    if deal.outcome == pipeline::Outcome::Open
        || cx.may(Right::ConfirmOrder)
        || !COUNTED.iter().any(|field| counted(field))
    {
        return Ok(());
    }
    let (_, stage) = place(cx, deal).await?;
    let lang = cx.lang();
    let on = deal.closed_on.map_or_else(String::new, |day| cx.day(day));
    let text = t!(
        lang,
        "deal-closed-fixed",
        deal = show::named(lang, deal),
        stage = stage.name(lang),
        on = on,
        code = deal.code()
    );
    Err(Reply::new(ReplyKind::Problem, text)
        .button(t!(lang, "deal-button-reopen"), &ReopenDeal::of(deal))
        .button(t!(lang, "button-show"), &ShowDeal::of(deal))
        .into())
}

fn is_amount(field: &str) -> bool {
    matches!(field, "amount" | "currency")
}

/// The value of a field; none when it is empty.
fn value<T: DeserializeOwned>(given: Option<&Value>) -> Result<Option<T>, Problem> {
    let given = given.filter(|given| !given.is_null());
    let value = given.map(|given| serde_json::from_value(given.clone()));
    value.transpose().map_err(|e| Problem::Broken(format!("deal edit: {e}")))
}

/// A deal that is being changed, and what was changed on it.
struct Edit {
    deal: Deal,
    told: Vec<(String, Option<String>)>,
    /// The same fields by their names, with what they were and are.
    changes: Vec<(String, String)>,
}

impl Edit {
    fn tell(&mut self, cx: &Cx<'_>, field: &str, old: Option<String>, new: Option<String>) {
        if old == new {
            return;
        }
        let lang = cx.lang();
        let field = if field == "name" { "full-name" } else { field };
        let name = show::field_name(lang, field);
        let shown = |value: Option<String>| {
            let value = value.filter(|value| !value.is_empty());
            let value = value.map(|value| show::short(&value, show::ECHOED));
            value.unwrap_or_else(|| t!(lang, "deal-empty"))
        };
        let change = format!("{} → {}", shown(old), shown(new));
        self.changes.push((field.to_owned(), change.clone()));
        self.told.push((name, Some(change)));
    }

    /// Tells whose deal it is what was changed; who gave it away is told of that instead.
    async fn tell_owner(&self, cx: &mut Cx<'_>, before: &Deal) -> Result<(), Problem> {
        if self.deal.owner != before.owner {
            return Ok(());
        }
        let told = |_: &Cx<'_>, lang, who: &str, deal: String| {
            let change = |(field, change): &(String, String)| {
                format!("{} {change}", show::field_name(lang, field))
            };
            let changes: Vec<String> = self.changes.iter().map(change).collect();
            t!(lang, "deal-edited-by", who = who, deal = deal, changes = changes.join(" · "))
        };
        super::tell_owner(cx, before, told).await
    }

    /// Puts the fields that were named on the deal.
    async fn put(&mut self, cx: &mut Cx<'_>, set: &Fields) -> Result<(), Problem> {
        self.put_amount(cx, set)?;
        for (field, given) in set {
            let given = Some(given);
            match field.as_str() {
                "name" => self.put_name(cx, value(given)?)?,
                "customer" => self.put_customer(cx, value(given)?).await?,
                "close" => self.put_close(cx, value(given)?),
                "competitor" => {
                    let new: Option<String> = value(given)?;
                    let old = std::mem::replace(&mut self.deal.competitor, new.clone());
                    self.tell(cx, field, old, new);
                }
                "note" => {
                    let new: Option<String> = value(given)?;
                    let old = std::mem::replace(&mut self.deal.note, new.clone());
                    self.tell(cx, field, old, new);
                }
                "owner" => self.put_owner(cx, value(given)?).await?,
                "extra" => self.put_own(cx, given),
                _ => {}
            }
        }
        Ok(())
    }

    fn put_name(&mut self, cx: &Cx<'_>, new: Option<String>) -> Result<(), Problem> {
        let Some(new) = new else {
            return Err(Problem::tell(t!(cx.lang(), "deal-needs-name")));
        };
        let old = std::mem::replace(&mut self.deal.name, new.clone());
        self.tell(cx, "name", Some(old), Some(new));
        Ok(())
    }

    async fn put_customer(&mut self, cx: &mut Cx<'_>, new: Option<Ref>) -> Result<(), Problem> {
        let old = super::customer_name(cx, &self.deal).await?;
        let customer: Option<Customer> = match new {
            Some(named) => Some(cx.find("customer", &named).await?),
            None if old.is_some() => {
                return Err(Problem::tell(t!(cx.lang(), "deal-needs-customer")));
            }
            None => None,
        };
        self.deal.customer = customer.as_ref().map(Record::id);
        self.tell(cx, "customer", old, customer.map(|customer| customer.label()));
        Ok(())
    }

    fn put_own(&mut self, cx: &Cx<'_>, given: Option<&Value>) {
        let before = Value::from(self.deal.head.extra.clone());
        own::put(&mut self.deal.head, &own::of_args(given));
        let after = Value::from(self.deal.head.extra.clone());
        for (name, was, is) in own::differences(cx, Kind::Deal, Some(&before), Some(&after)) {
            let change = format!("{was} → {is}");
            self.changes.push((name.clone(), change.clone()));
            self.told.push((name, Some(change)));
        }
    }

    fn put_close(&mut self, cx: &Cx<'_>, new: Option<NaiveDate>) {
        let old = std::mem::replace(&mut self.deal.expected_close, new);
        let shown = |day: Option<NaiveDate>| day.map(|day| cx.day(day));
        self.tell(cx, "close", shown(old), shown(new));
    }

    fn put_amount(&mut self, cx: &Cx<'_>, set: &Fields) -> Result<(), Problem> {
        if !set.contains_key("amount") && !set.contains_key("currency") {
            return Ok(());
        }
        let old = worth(cx, &self.deal);
        let into = match value::<String>(set.get("currency"))? {
            Some(word) => amount::currency(cx, &word)?,
            None => self.deal.currency,
        };
        match (set.contains_key("amount"), value::<String>(set.get("amount"))?) {
            (_, Some(words)) => {
                let money = amount::read(cx, &words, into)?;
                amount::set(&mut self.deal, Some(money));
            }
            (true, None) => {
                amount::set(&mut self.deal, None);
                self.deal.currency = into;
            }
            (false, None) => amount::rename_currency(cx, &mut self.deal, into)?,
        }
        let new = worth(cx, &self.deal);
        self.tell(cx, "amount", Some(old), Some(new));
        Ok(())
    }

    /// Gives the deal to a colleague: for those who see more than their own.
    async fn put_owner(&mut self, cx: &mut Cx<'_>, new: Option<String>) -> Result<(), Problem> {
        let person = new_owner(cx, new.as_deref()).await?;
        let old = cx.person_name(self.deal.owner).await?;
        self.deal.owner = Some(person.person_id());
        self.tell(cx, "owner", Some(old), Some(person.name));
        Ok(())
    }

    /// Moves the deal along with other changes: only between open stages.
    async fn stand(&mut self, cx: &mut Cx<'_>, words: &str) -> Result<(), Problem> {
        let (pipeline, now) = place(cx, &self.deal).await?;
        let (stage, _) = stages::stage_of(cx, &pipeline, &now, words)?;
        super::must_be_open(cx, &self.deal, &now)?;
        let lang = cx.lang();
        let (from, to) = (now.name(lang).to_owned(), stage.name(lang).to_owned());
        if stage.outcome != pipeline::Outcome::Open {
            let code = self.deal.code();
            return Err(Problem::tell(t!(lang, "deal-close-alone", stage = to, code = code)));
        }
        let lacking = super::gates::lacking(cx, &self.deal, (&pipeline, &now, &stage));
        if !lacking.is_empty() {
            let (stage, code) = (stage.name(lang), self.deal.code());
            let lacking = lacking.join(" · ");
            let text = t!(lang, "gate-lacking", stage = stage, lacking = lacking, code = code);
            return Err(Problem::tell(text));
        }
        self.tell(cx, "stage", Some(from), Some(to));
        self.deal.enter(&pipeline, &stage, super::org_today(cx));
        Ok(())
    }
}

/// Nothing is different: the values were there already.
fn unchanged(cx: &Cx<'_>, deal: &Deal) -> Problem {
    let lang = cx.lang();
    let text = t!(lang, "deal-unchanged", deal = show::named(lang, deal));
    Reply::new(ReplyKind::Problem, text).button(t!(lang, "button-show"), &ShowDeal::of(deal)).into()
}
