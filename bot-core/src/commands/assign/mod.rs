//! Rules that say who gets a lead that belongs to nobody.

pub mod drop;
pub mod r#move;
pub mod off;
pub mod on;
pub mod rule;
pub mod r#try;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::chat::reply::{Button, Reply};
use crate::chat::understand::money;
use crate::commands::calendar::save;
use crate::commands::lead::giveback::GiveBack;
use crate::commands::owners::is_under;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, show, team};
use crate::domain::access::{Right, Roles};
use crate::domain::assign::{AssignRule, Assigning, How, Loads};
use crate::domain::calendar::instant_of;
use crate::domain::ids::{Instant, PersonId};
use crate::domain::lead::Lead;
use crate::domain::money::Currency;
use crate::domain::org::Org;
use crate::domain::people::{Lang, Person, Team};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{Stored, Tx};
use crate::t;
use crate::text::read;

/// Who works here and how teams stand, to tell whom a rule means.
struct Staff {
    people: Vec<Person>,
    /// Those who lead others: they get what is given to them by name, and no turn.
    leaders: Vec<PersonId>,
    teams: Vec<Team>,
}

impl Staff {
    async fn of(cx: &mut Cx<'_>) -> Result<Self, Problem> {
        Ok(Self::read(cx.tx, &cx.org.roles).await?)
    }

    async fn read(tx: &mut dyn Tx, roles: &Roles) -> Stored<Self> {
        let mut people = tx.people().await?;
        people.retain(|person| roles.allow(&person.roles, Right::Sell));
        people.sort_by(|a, b| a.handle.cmp(&b.handle));
        let leads = people.iter().filter(|one| roles.allow(&one.roles, Right::Handover));
        let leaders = leads.map(Person::person_id).collect();
        Ok(Self { people, leaders, teams: team::every(tx).await? })
    }

    /// Tells whether a rule means somebody.
    fn is_meant(&self, rule: &AssignRule, person: &Person) -> bool {
        match rule.how {
            How::Person => person.head.id == rule.to,
            How::Turn | How::Least => {
                team::with_above(&self.teams, person.team).contains(&rule.to)
                    && !self.leaders.contains(&person.person_id())
            }
        }
    }

    /// Those whom a rule may give a lead on a day.
    fn members(&self, rule: &AssignRule, day: NaiveDate) -> Vec<PersonId> {
        let there = |person: &&Person| {
            let away = person.leave.is_some_and(|leave| leave.contains(day));
            self.is_meant(rule, person) && !away && !person.frozen
        };
        self.people.iter().filter(there).map(Person::person_id).collect()
    }

    fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.person_id() == id)
    }

    /// Who stands after «to».
    fn target(&self, rule: &AssignRule) -> String {
        let person = self.people.iter().find(|person| person.head.id == rule.to);
        let team = self.teams.iter().find(|team| team.head.id == rule.to);
        let name = person.map(|person| &person.name).or(team.map(|team| &team.name));
        name.cloned().unwrap_or_else(|| "?".to_owned())
    }
}

/// What a lead is worth, as far as its words say: the highest amount.
fn worth(cx: &Cx<'_>, lead: &Lead) -> Option<i64> {
    worth_in(cx.org.currency, lead)
}

fn worth_in(currency: Currency, lead: &Lead) -> Option<i64> {
    let found = money::find_all(lead.need.as_deref()?, currency);
    let amounts = found.into_iter().filter_map(|found| found.value.ok());
    let ours = amounts.filter(|amount| amount.currency.is_none_or(|other| other == currency));
    ours.map(|amount| amount.minor).max()
}

/// What people have in hand today.
async fn loads(cx: &mut Cx<'_>, staff: &Staff, today: NaiveDate) -> Stored<Loads> {
    loads_in(cx.tx, cx.org.zone, staff, today).await
}

async fn loads_in(tx: &mut dyn Tx, zone: Tz, staff: &Staff, today: NaiveDate) -> Stored<Loads> {
    let people: Vec<PersonId> = staff.people.iter().map(Person::person_id).collect();
    let begun: Instant = instant_of(today.and_time(chrono::NaiveTime::MIN), zone).into();
    let mut loads = Loads::default();
    for load in tx.lead_loads(&people, begun).await? {
        loads.has(load.person, load.open);
        loads.got(load.person, today, load.given);
        for (rule, at) in load.last {
            loads.was_given(rule, load.person, at);
        }
    }
    Ok(loads)
}

/// Gives a lead to whom the first rule that fits means; tells which rule and who, if any does.
pub(crate) async fn give(
    cx: &mut Cx<'_>,
    lead: &mut Lead,
) -> Result<Option<(i64, Person)>, Problem> {
    let worth = worth(cx, lead);
    let rules = cx.settings.assign.rules.iter();
    let fitting: Vec<&AssignRule> =
        rules.filter(|rule| rule.on && rule.fits(lead, worth)).collect();
    if fitting.is_empty() {
        return Ok(None);
    }
    let staff = Staff::of(cx).await?;
    let today = read::today(cx.now, cx.org.zone);
    let loads = loads(cx, &staff, today).await?;
    for rule in fitting {
        let picked = loads.pick(rule, &staff.members(rule, today), today);
        if let Some(person) = picked.and_then(|id| staff.person(id)) {
            lead.owner = Some(person.person_id());
            lead.rule = Some(rule.n);
            lead.given_at = Some(cx.now);
            return Ok(Some((rule.n, person.clone())));
        }
    }
    Ok(None)
}

/// The rules at work on many leads that come at once.
pub(crate) struct Giving {
    staff: Staff,
    loads: Loads,
    rules: Vec<AssignRule>,
    currency: Currency,
    today: NaiveDate,
    now: Instant,
}

impl Giving {
    /// Reads the rules, who is there, and what everybody has in hand; none where no rule is on.
    pub(crate) async fn read(tx: &mut dyn Tx, org: &Org, now: Instant) -> Stored<Option<Self>> {
        let mut rules = tx.settings().await?.assign.rules;
        rules.retain(|rule| rule.on);
        if rules.is_empty() {
            return Ok(None);
        }
        let (staff, today) = (Staff::read(tx, &org.roles).await?, read::today(now, org.zone));
        let loads = loads_in(tx, org.zone, &staff, today).await?;
        Ok(Some(Self { staff, loads, rules, currency: org.currency, today, now }))
    }

    /// Gives a lead to whom the first rule that fits means; tells who that is.
    pub(crate) fn give(&mut self, lead: &mut Lead) -> Option<&str> {
        let worth = worth_in(self.currency, lead);
        let fitting = self.rules.iter().filter(|rule| rule.fits(lead, worth));
        let picked = fitting.filter_map(|rule| {
            let members = self.staff.members(rule, self.today);
            Some((rule.n, self.loads.pick(rule, &members, self.today)?))
        });
        let (n, person) = picked.take(1).next()?;
        self.loads.give(n, person, self.today, self.now);
        lead.owner = Some(person);
        lead.rule = Some(n);
        lead.given_at = Some(self.now);
        self.staff.person(person).map(|person| person.name.as_str())
    }
}

/// Tells somebody of a lead that a rule has given.
pub(crate) async fn tell(
    cx: &mut Cx<'_>,
    lead: &Lead,
    rule: i64,
    person: &Person,
) -> Result<(), Problem> {
    if person.person_id() == cx.me.person_id() {
        return Ok(());
    }
    let lang = person.lang;
    let text = t!(lang, "assign-told", lead = show::named(lang, lead), rule = rule);
    let mut row: Vec<Button> =
        show::to_show(t!(lang, "assign-button-accept"), lead.code()).into_iter().collect();
    row.push(GiveBack::button(t!(lang, "button-lead-return"), lead.code()));
    let card = Reply::card(text).fields([
        (show::field_name(lang, "company"), lead.company.clone()),
        (show::field_name(lang, "phone"), show::hidden(lead.phone.as_ref())),
        (show::field_name(lang, "need"), lead.need.clone()),
        (show::field_name(lang, "region"), lead.region.clone()),
    ]);
    Ok(cx.tell(person.person_id(), card.row(row).about(lead.code())).await?)
}

/// A rule as it reads: `规则 2：地区=苏州 → 轮流 华东 · 每天 5`.
fn line(cx: &Cx<'_>, staff: &Staff, rule: &AssignRule) -> String {
    let lang = cx.lang();
    let named = |field, value: Option<String>| {
        value.map(|value| format!("{}={value}", show::field_name(lang, field)))
    };
    let sources = &cx.org.lists.sources;
    let amount = rule.amount.map(|least| format!("≥{}", cx.amount(least, cx.org.currency)));
    let parts = [
        named("region", rule.region.clone()),
        named("source", rule.source.as_ref().map(|key| show::choice_name(sources, key, lang))),
        named("product", rule.product.clone()),
        amount.map(|amount| format!("{}{amount}", show::field_name(lang, "amount"))),
        named("tag", rule.tag.clone()),
    ];
    let when: Vec<String> = parts.into_iter().flatten().collect();
    let when = if when.is_empty() { t!(lang, "assign-any") } else { when.join(" · ") };
    let who = staff.target(rule);
    let who = match rule.how {
        How::Person => who,
        How::Turn => t!(lang, "assign-turn", team = who),
        How::Least => t!(lang, "assign-least", team = who),
    };
    let mut line = t!(lang, "assign-line", n = rule.n, when = when, who = who);
    if let Some(daily) = rule.daily {
        line = t!(lang, "assign-line-daily", line = line, daily = daily);
    }
    if rule.on { line } else { t!(lang, "assign-line-off", line = line) }
}

/// The place of a rule among all, if the asker may change it: it gives to whom the asker leads.
async fn place(cx: &mut Cx<'_>, n: i64) -> Result<usize, Problem> {
    let place = cx.settings.assign.rules.iter().position(|rule| rule.n == n);
    let none = Problem::tell(t!(cx.lang(), "assign-no-rule", n = n));
    let Some(place) = place else { return Err(none) };
    let rule = &cx.settings.assign.rules[place];
    let staff = Staff::of(cx).await?;
    if may_give(cx, &staff, rule).await? { Ok(place) } else { Err(none) }
}

/// Tells whether all whom a rule means are within the asker's reach.
async fn may_give(cx: &mut Cx<'_>, staff: &Staff, rule: &AssignRule) -> Stored<bool> {
    if cx.may(Right::Admin) {
        return Ok(true);
    }
    let mut any = false;
    for person in staff.people.iter().filter(|person| staff.is_meant(rule, person)) {
        any = true;
        if !is_under(cx, person).await? {
            return Ok(false);
        }
    }
    Ok(any)
}

/// Saves the rules and says how they stand now.
async fn saved(cx: &mut Cx<'_>, assign: Assigning, text: String) -> Outcome {
    let mut after = cx.settings.clone();
    after.assign = assign;
    let staff = Staff::of(cx).await?;
    let lines: Vec<String> = after.assign.rules.iter().map(|rule| line(cx, &staff, rule)).collect();
    if after != *cx.settings {
        save(cx, after).await?;
    }
    let undo = Button::new(t!(cx.lang(), "button-undo"), &Undo::this(cx));
    Ok(Reply::say(text).bullets(lines).row(vec![undo]))
}

/// How many leads of each person: `Bo 5 · Amy 4`.
fn shares(lang: Lang, staff: &Staff, shares: &[(PersonId, i64)]) -> String {
    let each = shares.iter().filter_map(|(person, count)| {
        let name = &staff.person(*person)?.name;
        Some(t!(lang, "assign-share", name = name, count = *count))
    });
    each.collect::<Vec<_>>().join(" · ")
}
