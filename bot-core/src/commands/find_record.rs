//! From what somebody called a record to the record: by code, else by name, never by a guess.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use crate::chat::parse::Ref;
use crate::chat::reply::{Button, Reply, ReplyKind};
use crate::chat::spec::Effect;
use crate::chat::understand::name::{is_link, may_be_name};
use crate::domain::access::{Reach, Right, Scope};
use crate::domain::any;
use crate::domain::contact::Contact;
use crate::domain::customer::Customer;
use crate::domain::fold;
use crate::domain::ids::{Code, Kind, PersonId};
use crate::domain::lead::Lead;
use crate::domain::names::{Match, Query, Rung, SearchKey, keys_of_query, keys_of_slip};
use crate::domain::people::{Lang, Person};
use crate::domain::product::Product;
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::{Problem, Question};
use crate::store::{Hit, RecordsExt as _, Stored};
use crate::t;

use super::customer::add::AddCustomer;
use super::{Cx, show};

/// How many candidates are looked at.
pub(crate) const CANDIDATES: i64 = 60;
/// The groups of commands that those may use who only work along on a record.
const HELPS: [&str; 5] = ["log", "follow", "done", "later", "drop"];
/// How many characters of a name a button shows.
const LABEL: usize = 16;
/// How many choices one question offers.
const CHOICES: usize = 5;

impl Cx<'_> {
    /// The record of one kind that `field` names.
    pub async fn find<R: Record>(&mut self, field: &str, named: &Ref) -> Result<R, Problem> {
        let (_, fields) = self.find_any(field, named, &[R::KIND]).await?;
        Ok(of_fields(fields)?)
    }

    /// The same for whoever sees the whole org, with what was withdrawn where its code is said.
    pub async fn find_ever<R: Record>(&mut self, field: &str, named: &Ref) -> Result<R, Problem> {
        if let Ok(code) = named.0.trim().parse::<Code>()
            && code.kind == R::KIND
            && self.scope().reach(R::KIND) == Reach::All
            && let Some(fields) = self.tx.ever(code).await?
        {
            // What was merged is forgotten with the record that took it in.
            if let Some(merged) = self.merged(code).await? {
                return Err(merged.into());
            }
            return Ok(of_fields(fields)?);
        }
        self.find(field, named).await
    }

    /// The record of one of these kinds that `field` names.
    ///
    /// What is not there and what is not the asker's get the same words.
    pub async fn find_any(
        &mut self,
        field: &str,
        named: &Ref,
        kinds: &[Kind],
    ) -> Result<(Kind, Fields), Problem> {
        let (kind, fields) = self.find_seen(field, named, kinds).await?;
        self.must_not_be_shared(kind, &fields).await?;
        Ok((kind, fields))
    }

    /// What others share may be looked at and logged on; all else is for its owner to do.
    async fn must_not_be_shared(&mut self, kind: Kind, fields: &Fields) -> Result<(), Problem> {
        if self.spec.effect == Effect::Reads || HELPS.contains(&self.spec.group()) {
            return Ok(());
        }
        let helpers = fields.get("helpers").and_then(Value::as_array).into_iter().flatten();
        let helpers = helpers.filter_map(|id| id.as_str()?.parse().ok().map(PersonId));
        let helpers: Vec<PersonId> = helpers.collect();
        let code = Code { kind, n: fields.get("n").and_then(Value::as_i64).unwrap_or_default() };
        if !self.only_helps(code, &helpers).await? {
            return Ok(());
        }
        let (lang, label) = (self.lang(), any::label(kind, fields)?);
        Err(Problem::tell(t!(lang, "share-not-yours", what = show::coded(lang, &label, code))))
    }

    /// Tells whether the asker only works along on a record with these helpers: what changes it is
    /// not offered then, as it would be refused.
    pub(crate) async fn only_helps(&mut self, code: Code, helpers: &[PersonId]) -> Stored<bool> {
        if !helpers.contains(&self.me.person_id()) {
            return Ok(false);
        }
        Ok(self.tx.by_code(code, self.scope().unshared()).await?.is_none())
    }

    /// The record of one of these kinds that the asker sees, whatever may be done with it.
    pub(crate) async fn find_seen(
        &mut self,
        field: &str,
        named: &Ref,
        kinds: &[Kind],
    ) -> Result<(Kind, Fields), Problem> {
        let text = named.0.trim();
        // People call a product by the org's own code, which may look like ours without its hyphen.
        let ours = |code: &Code| code.kind != Kind::Product || text.contains('-');
        if let Some(code) = text.parse::<Code>().ok().filter(ours)
            && kinds.contains(&code.kind)
        {
            if let Some(fields) = self.tx.by_code(code, self.scope()).await? {
                return Ok((code.kind, fields));
            }
            if let Some((into, what)) = self.taken_in(code).await? {
                return Err(self.instead(field, code, into, what));
            }
        }
        let hits = self.named(text, kinds).await?;
        let best = hits.first().map(|hit| hit.rung);
        let at_best = hits.iter().take_while(|hit| Some(hit.rung) == best).count();
        // A deal is often called after its customer: the name alone means the customer.
        let is_customer = |hit: &&Hit| hit.code.kind == Kind::Customer;
        let customers = hits[..at_best].iter().filter(is_customer).count();
        let (first, at_best) = if customers == 1 && at_best > 1 {
            (hits.iter().find(is_customer), 1)
        } else {
            (hits.first(), at_best)
        };
        match first {
            // A typo never picks by itself: it might be another customer.
            Some(hit) if at_best == 1 && hit.rung != Rung::Typo => {
                let fields = self.tx.by_id(hit.code.kind, hit.id).await?;
                fields.map(|fields| (hit.code.kind, fields)).ok_or(Problem::Again)
            }
            Some(_) => Err(self.which_one(field, text, &hits).await?),
            None => Err(self.kept_for(field, named, kinds).await?),
        }
    }

    /// Says into which record the one with this code was merged, if it was and that one is seen.
    pub(crate) async fn merged(&mut self, code: Code) -> Result<Option<Reply>, Problem> {
        let Some((into, what)) = self.taken_in(code).await? else { return Ok(None) };
        Ok(Some(self.points_to(code, into, &what)))
    }

    fn points_to(&self, code: Code, into: Code, what: &str) -> Reply {
        let text = t!(self.lang(), "merged-into", code = code.to_string(), what = what);
        let open = show::to_show(t!(self.lang(), "button-show"), into);
        Reply::new(ReplyKind::Problem, text).row(open.into_iter().collect()).about(into)
    }

    /// The record that took in the one with this code, and what it is called.
    async fn taken_in(&mut self, code: Code) -> Result<Option<(Code, String)>, Problem> {
        let Some(into) = self.tx.merged_into(code, self.scope()).await? else {
            return Ok(None);
        };
        let n = into.get("n").and_then(Value::as_i64).unwrap_or_default();
        let into_code = Code { kind: code.kind, n };
        let what = show::coded(self.lang(), &any::label(code.kind, &into)?, into_code);
        Ok(Some((into_code, what)))
    }

    /// Points to the record that took another one in; what was to be done with that one is offered
    /// for this one.
    fn instead(&self, field: &str, code: Code, into: Code, what: String) -> Problem {
        // What is said of both already is not to be done to one of them twice.
        let named = |value: &Value| value.as_str() == Some(into.to_string().as_str());
        if self.spec.effect == Effect::Reads || self.asked.args.values().any(named) {
            return self.points_to(code, into, &what).into();
        }
        let text = t!(self.lang(), "merged-into", code = code.to_string(), what = &what);
        self.ask(field, text, vec![(what, into.to_string().into())])
    }

    /// Says that nothing is called that. Where more was said than the name, nothing of it is lost:
    /// another name, or a new customer, goes on with it.
    async fn kept_for(
        &mut self,
        field: &str,
        named: &Ref,
        kinds: &[Kind],
    ) -> Result<Problem, Problem> {
        let (lang, name, args) = (self.lang(), named.0.trim(), &self.asked.args);
        let said = args.get(field).and_then(Value::as_str) == Some(named.0.as_str());
        let more = args.iter().any(|(name, value)| name != field && !value.is_null());
        let addable = self.spec.effect != Effect::Reads && kinds.contains(&Kind::Customer);
        let not_found = self.not_found(named, kinds);
        if !(said && more && addable) {
            return Ok(not_found);
        }
        let ask = |reply| Problem::Ask(Box::new(Question::of(field, reply)));
        match not_found {
            // Nobody is called by a code that is not there.
            Problem::Tell(reply) if name.parse::<Code>().is_ok() => return Ok(ask(*reply)),
            _ => {}
        }
        // A customer is also called by somebody there.
        let mut kinds = kinds.iter().filter(|kind| **kind != Kind::Contact);
        let kind = match (kinds.next(), kinds.next(), lang) {
            (Some(kind), None, Lang::Zh) => show::kind_name(lang, *kind),
            (Some(kind), None, Lang::En) => format!("{} ", show::kind_name(lang, *kind)),
            _ => String::new(),
        };
        let short = show::short(name, 40);
        // A whole sentence is nobody's name.
        if !may_be_name(name) {
            let text = t!(lang, "not-found-words", name = short);
            return Ok(ask(Reply::new(ReplyKind::Problem, text)));
        }
        // A colleague is no customer of ours.
        let people = self.tx.people().await?;
        if people.iter().any(|one| same(&one.handle, name) || same(&one.name, name)) {
            return Ok(ask(Reply::new(
                ReplyKind::Problem,
                t!(lang, "not-found-colleague", kind = kind, name = short),
            )));
        }
        let text = t!(lang, "not-found-kept", kind = kind, name = short);
        let mut reply = Reply::new(ReplyKind::Problem, text);
        if self.may(Right::Sell) {
            let label = t!(lang, "button-add-named", name = show::short(name, LABEL));
            reply = reply.row(vec![Button::asking::<AddCustomer>(label, "name", name)]);
        }
        Ok(ask(reply))
    }

    /// Says that nothing is called that, for all that the asker may know.
    pub(crate) fn not_found(&self, named: &Ref, kinds: &[Kind]) -> Problem {
        let text = named.0.trim();
        // As it reads: D-99, whatever was typed.
        let code = text.parse::<Code>().ok().filter(|code| kinds.contains(&code.kind));
        let what = code.map_or_else(|| show::short(text, 40), |code| code.to_string());
        Problem::tell(t!(self.lang(), "not-found", what = what))
    }

    /// Tells whether a record that another one points at is itself in the asker's scope.
    pub(crate) async fn sees(&mut self, code: Code) -> Stored<bool> {
        Ok(self.tx.by_code(code, self.scope()).await?.is_some())
    }

    /// The customer of a contact that `named` led to, if the asker may see it as well.
    pub(crate) async fn customer_at(
        &mut self,
        contact: &Contact,
        named: &Ref,
    ) -> Result<Customer, Problem> {
        if let Some(customer) = self.tx.get::<Customer>(contact.customer).await?
            && self.sees(customer.code()).await?
        {
            return Ok(customer);
        }
        Err(self.not_found(named, &[Kind::Contact]))
    }

    /// Records of these kinds that a word names. One that looks like a code may be a name as well,
    /// such as `A1` or `F1`: then only the very name counts.
    async fn named(&mut self, text: &str, kinds: &[Kind]) -> Result<Vec<Hit>, Problem> {
        let mut hits = self.hits(text, kinds).await?;
        if text.parse::<Code>().is_ok() {
            hits.retain(|hit| hit.rung <= Rung::Normal);
        }
        Ok(hits)
    }

    /// Records of these kinds in the asker's scope, the best match first.
    pub async fn hits(&mut self, text: &str, kinds: &[Kind]) -> Result<Vec<Hit>, Problem> {
        self.hits_in(text, kinds, self.scope()).await
    }

    /// The same in another scope: what the asker may not see must not be shown.
    pub(crate) async fn hits_in(
        &mut self,
        text: &str,
        kinds: &[Kind],
        scope: Scope,
    ) -> Result<Vec<Hit>, Problem> {
        let mut keys = keys_of_query(text);
        // Whoever is called so is found by it, and nobody else.
        if is_link(text) {
            keys.retain(|key| key.rung == Rung::Exact);
        }
        self.hits_by(text, kinds, keys, scope).await
    }

    /// The same, with those that lie on another key, such as a part of a phone number.
    pub(crate) async fn hits_and(
        &mut self,
        text: &str,
        kinds: &[Kind],
        key: Option<SearchKey>,
    ) -> Result<Vec<Hit>, Problem> {
        let keys = keys_of_query(text).into_iter().chain(key).collect();
        self.hits_by(text, kinds, keys, self.scope()).await
    }

    async fn hits_by(
        &mut self,
        text: &str,
        kinds: &[Kind],
        keys: Vec<SearchKey>,
        scope: Scope,
    ) -> Result<Vec<Hit>, Problem> {
        let query = Query::of(text);
        let scored = |found: Vec<Hit>| -> Vec<(Hit, Option<Match>)> {
            let each = found.into_iter().map(|hit| (query.score(&hit.label), hit));
            each.map(|(looks, hit)| (hit, looks)).collect()
        };
        let found = self.tx.by_keys(kinds, &keys, scope, CANDIDATES).await?;
        let mut found = scored(found);
        // A slip in the letters is looked for only where nothing begins with them.
        if found.iter().all(|(hit, looks)| hit.rung.is_guess() && looks.is_none()) {
            let slips = self.tx.by_keys(kinds, &keys_of_slip(text), scope, CANDIDATES).await?;
            let slips = slips.into_iter().map(|hit| Hit { rung: Rung::Typo, ..hit });
            found = scored(slips.collect());
        }
        // What was found by a phone, a code or an alias does not look like its name.
        let exact =
            |hit: &Hit| matches!(hit.rung, Rung::Exact | Rung::Phone | Rung::Email | Rung::Digits);
        let by_another = |hit: &Hit, looks: Option<Match>| {
            !exact(hit) && !hit.rung.is_guess() && looks.is_none()
        };
        let asked = found.iter().filter(|(hit, looks)| by_another(hit, *looks));
        let other_names = self.other_names(asked.map(|(hit, _)| hit)).await?;
        let mut hits: Vec<(u16, Hit)> = Vec::new();
        for (mut hit, looks) in found {
            let exact = exact(&hit);
            let looks = if by_another(&hit, looks) {
                let names = other_names.get(&hit.id).into_iter().flatten();
                let matches = names.filter_map(|name| query.score(name));
                matches.filter(|one| !one.rung.is_guess()).min_by_key(|one| one.order())
            } else {
                looks.filter(|found| !exact || found.rung <= hit.rung)
            };
            match looks {
                Some(found) => {
                    hit.rung = found.rung;
                    hits.push((found.score, hit));
                }
                None if exact => hits.push((1000, hit)),
                None => {}
            }
        }
        hits.sort_by(|a, b| {
            let by_rung = a.1.rung.cmp(&b.1.rung);
            by_rung.then(b.0.cmp(&a.0)).then(a.1.code.n.cmp(&b.1.code.n))
        });
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }

    /// The other names of records, all read at once: a lead is also called by its company.
    async fn other_names(
        &mut self,
        hits: impl Iterator<Item = &Hit>,
    ) -> Result<HashMap<Uuid, Vec<String>>, Problem> {
        let (mut leads, mut customers) = (Vec::new(), Vec::new());
        for hit in hits {
            match hit.code.kind {
                Kind::Lead => leads.push(hit.id),
                Kind::Customer => customers.push(hit.id),
                _ => {}
            }
        }
        let mut names = HashMap::new();
        for (id, lead) in self.tx.by_ids(Kind::Lead, &leads).await? {
            names.insert(id, of_fields::<Lead>(lead.fields)?.company.into_iter().collect());
        }
        for (id, customer) in self.tx.by_ids(Kind::Customer, &customers).await? {
            names.insert(id, of_fields::<Customer>(customer.fields)?.aliases);
        }
        Ok(names)
    }

    /// The colleague whom a word names: by handle or name, else by a beginning that only one has.
    pub async fn colleague(&mut self, word: &str) -> Result<Option<Person>, Problem> {
        let people = self.tx.people().await?;
        Ok(called(&people, word).cloned())
    }

    /// What people call a record by: its code, and a product by the org's own code.
    pub async fn code_of(&mut self, hit: &Hit) -> Stored<String> {
        let product = match hit.code.kind {
            Kind::Product => self.tx.get::<Product>(hit.id).await?,
            _ => None,
        };
        Ok(product.map_or_else(|| hit.code.to_string(), |product| product.sku))
    }

    async fn which_one(&mut self, field: &str, text: &str, hits: &[Hit]) -> Stored<Problem> {
        let mut choices = Vec::new();
        for hit in hits.iter().take(CHOICES) {
            let code = self.code_of(hit).await?;
            choices.push((format!("{code} {}", hit.label), hit.code.to_string().into()));
        }
        let text = if hits.len() > CHOICES {
            t!(self.lang(), "which-one-of-many", what = text, more = hits.len() - CHOICES)
        } else {
            t!(self.lang(), "which-one", what = text)
        };
        Ok(self.ask(field, text, choices))
    }
}

/// The one of these people whom a word names: by handle or name, else by a beginning that only one
/// has.
pub(crate) fn called<'a>(people: &'a [Person], word: &str) -> Option<&'a Person> {
    let word = fold::key(word);
    let names = |person: &Person| [fold::key(&person.handle), fold::key(&person.name)];
    let exact = people.iter().find(|person| names(person).contains(&word));
    if exact.is_some() {
        return exact;
    }
    let begins = |person: &&Person| names(person).iter().any(|n| n.starts_with(&word));
    let mut near = people.iter().filter(begins);
    match (near.next(), near.next()) {
        (Some(person), None) if !word.is_empty() => Some(person),
        _ => None,
    }
}

/// Tells whether two texts name the same thing when case, width and script are put aside.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold::key(a) == fold::key(b)
}
