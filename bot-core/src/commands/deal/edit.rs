//! `/deal edit`: changes fields of a deal, several at once; an empty value clears one.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::r#move::MoveDeal;
use super::show::ShowDeal;
use super::{amount_in, place, set_amount, worth};
use crate::chat::parse::Ref;
use crate::chat::reply::{Reply, ReplyKind};
use crate::chat::spec::{Ask, Both, By, Effect, Spec, Take, optional, required};
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, Run, show};
use crate::domain::access::{Reach, Right};
use crate::domain::customer::Customer;
use crate::domain::deal::Deal;
use crate::domain::ids::Kind;
use crate::domain::money::{Currency, MAX_MINOR};
use crate::domain::record::Record;
use crate::problem::Problem;
use crate::t;

/// Which deal, and the fields that were named: with a value, or empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditDeal {
    /// By code or name.
    pub deal: Ref,
    /// What it is about.
    #[serde(default, deserialize_with = "named")]
    pub name: Option<Option<String>>,
    /// With whom.
    #[serde(default, deserialize_with = "named")]
    pub customer: Option<Option<Ref>>,
    /// What it is worth, as typed: in the deal's currency unless it names another.
    #[serde(default, deserialize_with = "named")]
    pub amount: Option<Option<String>>,
    /// Of what.
    #[serde(default, deserialize_with = "named")]
    pub currency: Option<Option<String>>,
    /// When it is expected to close.
    #[serde(default, deserialize_with = "named")]
    pub close: Option<Option<NaiveDate>>,
    /// Who else is trying.
    #[serde(default, deserialize_with = "named")]
    pub competitor: Option<Option<String>>,
    /// Remarks.
    #[serde(default, deserialize_with = "named")]
    pub note: Option<Option<String>>,
    /// Whose it is.
    #[serde(default, deserialize_with = "named")]
    pub owner: Option<Option<String>>,
    /// Where it stands.
    #[serde(default)]
    pub stage: Option<String>,
    /// Why, when the stage loses it.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Tells a field that was cleared (some none) from one that was not named (none).
fn named<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(from).map(Some)
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
            optional("name", Take::Name, By::Key),
            optional("customer", Take::Ref(&[Kind::Customer]), By::Key),
            optional("currency", Take::Text, By::Key),
            optional("competitor", Take::Text, By::Key),
            optional("note", Take::Text, By::Key),
            optional("owner", Take::Text, By::Key),
            optional("stage", Take::Text, By::Key),
            optional("reason", Take::Choice(crate::chat::spec::List::Reasons), By::Key),
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
        let lang = cx.lang();
        let before: Deal = cx.find("deal", &self.deal).await?;
        let mut after = before.clone();
        let mut told = Told::default();
        let stage = self.stage.clone();
        let to = MoveDeal {
            deal: super::code(&before),
            reason: self.reason.clone(),
            stage: self.stage.clone(),
        };
        self.put(cx, &mut after, &mut told).await?;
        match stage {
            // Only the stage: that is a move, with everything that belongs to one.
            Some(_) if told.0.is_empty() => return to.run(cx).await,
            Some(words) => stand(cx, &mut after, &mut told, &words).await?,
            None => {}
        }
        let deal = show::named(lang, &before);
        if after == before {
            return Err(unchanged(cx, &before, !told.0.is_empty()));
        }
        cx.save(Some(&before), &after).await?;
        Ok(Reply::say(t!(lang, "deal-edited", deal = deal))
            .fields(told.0)
            .button(t!(lang, "button-show"), &ShowDeal::of(&after))
            .button(t!(lang, "button-undo"), &Undo::this(cx)))
    }
}

/// What was changed: the field, and its old and new value.
#[derive(Default)]
struct Told(Vec<(String, Option<String>)>);

impl Told {
    fn say(&mut self, cx: &Cx<'_>, field: &str, old: Option<String>, new: Option<String>) {
        let lang = cx.lang();
        let name = match field {
            "name" => t!(lang, "deal-name"),
            _ => show::field_name(lang, field),
        };
        let shown = |value: Option<String>| {
            let value = value.filter(|value| !value.is_empty());
            value.unwrap_or_else(|| t!(lang, "deal-empty"))
        };
        let change = format!("{} → {}", shown(old), shown(new));
        self.0.push((name, Some(change)));
    }
}

impl EditDeal {
    /// Puts the fields that were named on the deal.
    async fn put(self, cx: &mut Cx<'_>, deal: &mut Deal, told: &mut Told) -> Result<(), Problem> {
        if let Some(name) = self.name {
            let Some(name) = name else {
                return Err(Problem::tell(t!(cx.lang(), "deal-needs-name")));
            };
            told.say(cx, "name", Some(deal.name.clone()), Some(name.clone()));
            deal.name = name;
        }
        if let Some(customer) = self.customer {
            put_customer(cx, deal, told, customer).await?;
        }
        put_amount(cx, deal, told, self.amount, self.currency)?;
        if let Some(close) = self.close {
            let shown = |day: Option<NaiveDate>| day.map(|day| cx.day(day));
            told.say(cx, "close", shown(deal.expected_close), shown(close));
            deal.expected_close = close;
        }
        if let Some(competitor) = self.competitor {
            told.say(cx, "competitor", deal.competitor.take(), competitor.clone());
            deal.competitor = competitor;
        }
        if let Some(note) = self.note {
            told.say(cx, "note", deal.note.take(), note.clone());
            deal.note = note;
        }
        if let Some(owner) = self.owner {
            put_owner(cx, deal, told, owner.as_deref()).await?;
        }
        Ok(())
    }
}

async fn put_customer(
    cx: &mut Cx<'_>,
    deal: &mut Deal,
    told: &mut Told,
    named: Option<Ref>,
) -> Result<(), Problem> {
    let old = super::customer_name(cx, deal).await?;
    let customer: Option<Customer> = match named {
        Some(named) => Some(cx.find("customer", &named).await?),
        None => None,
    };
    told.say(cx, "customer", old, customer.as_ref().map(Record::label));
    deal.customer = customer.map(|customer| customer.id());
    Ok(())
}

fn put_amount(
    cx: &Cx<'_>,
    deal: &mut Deal,
    told: &mut Told,
    amount: Option<Option<String>>,
    currency: Option<Option<String>>,
) -> Result<(), Problem> {
    if amount.is_none() && currency.is_none() {
        return Ok(());
    }
    let old = worth(cx, deal);
    let into = match currency.flatten() {
        Some(word) => currency_of(cx, &word)?,
        None => deal.currency,
    };
    match amount {
        Some(Some(words)) => {
            let money = amount_in(cx, &words, into)?;
            set_amount(deal, Some(money));
        }
        Some(None) => {
            set_amount(deal, None);
            deal.currency = into;
        }
        None => rename_currency(cx, deal, into)?,
    }
    told.say(cx, "amount", Some(old), Some(worth(cx, deal)));
    Ok(())
}

/// The currency that a word names: USD, 美元.
fn currency_of(cx: &Cx<'_>, word: &str) -> Result<Currency, Problem> {
    let code = word.trim().parse::<Currency>();
    code.or_else(|_| amount_in(cx, &format!("1 {word}"), cx.org.currency).map(|m| m.currency))
        .map_err(|_| Problem::tell(t!(cx.lang(), "deal-no-currency", word = word)))
}

/// The same number in another currency: 150,000.00 CNY were USD all the time.
fn rename_currency(cx: &Cx<'_>, deal: &mut Deal, into: Currency) -> Result<(), Problem> {
    let (from, to) = (i128::from(deal.currency.scale()), i128::from(into.scale()));
    let again = |minor: i64| {
        let exact = i128::from(minor) * to;
        let minor = i64::try_from(exact / from).ok()?;
        (exact % from == 0 && minor <= MAX_MINOR).then_some(minor)
    };
    let all = std::iter::once(&mut deal.amount).chain(deal.lines.iter_mut().map(|l| &mut l.amount));
    for amount in all {
        if let Some(minor) = *amount {
            let Some(minor) = again(minor) else {
                let field = show::field_name(cx.lang(), "amount");
                return Err(Problem::tell(t!(cx.lang(), "wrong-too-precise", field = field)));
            };
            *amount = Some(minor);
        }
    }
    deal.currency = into;
    Ok(())
}

/// Gives the deal to a colleague: for those who see more than their own.
async fn put_owner(
    cx: &mut Cx<'_>,
    deal: &mut Deal,
    told: &mut Told,
    word: Option<&str>,
) -> Result<(), Problem> {
    let lang = cx.lang();
    if cx.scope().reach == Reach::Own {
        return Err(Problem::tell(t!(lang, "not-allowed")));
    }
    let Some(word) = word else {
        return Err(Problem::tell(t!(lang, "deal-needs-owner")));
    };
    let Some(person) = cx.colleague(word).await? else {
        return Err(Problem::tell(t!(lang, "not-found", what = word)));
    };
    let old = cx.person_name(deal.owner).await?;
    told.say(cx, "owner", Some(old), Some(person.name.clone()));
    if deal.owner != Some(person.person_id()) && person.person_id() != cx.me.person_id() {
        let text =
            t!(person.lang, "deal-given", deal = show::named(person.lang, deal), who = &cx.me.name);
        let notice = Reply::say(text).button(t!(person.lang, "button-show"), &ShowDeal::of(deal));
        cx.tell(person.person_id(), notice).await?;
    }
    deal.owner = Some(person.person_id());
    Ok(())
}

/// Moves the deal along with other changes: only between open stages.
async fn stand(
    cx: &mut Cx<'_>,
    deal: &mut Deal,
    told: &mut Told,
    words: &str,
) -> Result<(), Problem> {
    let (pipeline, now) = place(cx, deal).await?;
    let (stage, _) = super::stages::stage_of(cx, &pipeline, &now, words)?;
    super::must_be_open(cx, deal, &now)?;
    if stage.outcome != crate::domain::pipeline::Outcome::Open {
        let text =
            t!(cx.lang(), "deal-close-alone", stage = stage.name(cx.lang()), code = deal.code());
        return Err(Problem::tell(text));
    }
    let lang = cx.lang();
    let (from, to) = (now.name(lang).to_owned(), stage.name(lang).to_owned());
    told.say(cx, "stage", Some(from), Some(to));
    deal.enter(&stage, super::org_today(cx));
    Ok(())
}

/// Nothing is different: the values were there already, or none was named.
fn unchanged(cx: &Cx<'_>, deal: &Deal, named: bool) -> Problem {
    let lang = cx.lang();
    let label = show::named(lang, deal);
    let text = if named {
        t!(lang, "deal-unchanged", deal = label)
    } else {
        let example = EditDeal::SPEC.example.in_lang(lang);
        t!(lang, "deal-ask-change", deal = label, example = example)
    };
    Reply::new(ReplyKind::Problem, text).button(t!(lang, "button-show"), &ShowDeal::of(deal)).into()
}
