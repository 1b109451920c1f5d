//! `/export`: a list as a file, to the person alone.

use std::collections::HashSet;

use async_trait::async_trait;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::chat::parse::{Draft, Lack, Recognised};
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional, rest};
use crate::chat::understand::when::period_whole;
use crate::commands::customer::list::ListCustomers;
use crate::commands::deal::list::ListDeals;
use crate::commands::lead::list::ListLeads;
use crate::commands::order::list::ListOrders;
use crate::commands::owners::seen_colleague;
use crate::commands::{Cx, Outcome, Run, names, report, show};
use crate::domain::access::Right;
use crate::domain::fold::{self, Folded};
use crate::domain::ids::Kind;
use crate::exports::{Export, Form, MOST};
use crate::problem::Problem;
use crate::store::{Days, Listing};
use crate::t;

/// Which list, and as what.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportList {
    /// A workbook instead of plain values.
    pub form: Option<Form>,
    /// The list as one asks for it: `商机 报价 本月`.
    pub list: Option<String>,
}

const fn both(zh: &'static str, en: &'static str) -> Both {
    Both { zh, en }
}

const FORMS: List = List::Fixed(&[
    ("csv", both("CSV", "csv")),
    ("xlsx", both("Excel", "excel")),
    ("xlsx", both("表格", "xlsx")),
]);

/// What asks for those that have ended, too.
const ALL: &[&str] = &["全部", "所有", "all"];
/// The lists that there are, as they are typed.
const LISTS: [(Kind, Both); 8] = [
    (Kind::Customer, both("客户", "customers")),
    (Kind::Deal, both("商机", "deals")),
    (Kind::Lead, both("线索", "leads")),
    (Kind::Contact, both("联系人", "contacts")),
    (Kind::Order, both("订单", "orders")),
    (Kind::Product, both("产品", "products")),
    (Kind::Activity, both("跟进记录", "activities")),
    (Kind::FollowUp, both("待跟进", "follow-ups")),
];
/// What else people call the last two.
const DONE: &[&str] = &["跟进记录", "拜访记录", "活动", "activities", "activity"];
const TO_DO: &[&str] =
    &["待跟进", "下次跟进", "跟进", "提醒", "follow-ups", "followups", "follow ups", "tasks"];

impl Ask for ExportList {
    const SPEC: Spec = Spec {
        name: "export",
        aliases: &["导出", "下载"],
        right: Right::Export,
        effect: Effect::Reads,
        args: &[optional("form", Take::Choice(FORMS), By::Shape), rest("list")],
        example: Both { zh: "导出 客户", en: "export deals" },
    };
}

#[async_trait]
impl Run for ExportList {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let Some(list) = self.list.as_ref().map(|list| list.trim()).filter(|l| !l.is_empty())
        else {
            return Err(which(cx));
        };
        if !cx.may(Right::Look) {
            return Err(Problem::tell(t!(lang, "export-not-yours")));
        }
        let (listing, said) = listing(cx, list).await?;
        let kind = listing.kind();
        let n = cx.tx.count(&listing, cx.scope()).await?;
        let called = show::heading(show::kind_name(lang, kind), &said);
        if n == 0 {
            return Ok(Reply::card(t!(lang, "export-none", what = called)));
        }
        if n > MOST {
            return Err(Problem::tell(t!(lang, "export-too-many", n = n, most = MOST)));
        }
        cx.takes_out(kind, n).await?;
        let form = self.form.unwrap_or_default();
        let name = format!("{}-{}.{}", show::kind_name(lang, kind), cx.today(), form.ending());
        let reply = Reply::say(t!(lang, "export-done", what = called, n = n));
        let file = Export { listing, form }.called(name);
        let reply = reply.with_file(file.map_err(|e| Problem::Broken(e.to_string()))?);
        if !cx.chat.group {
            return Ok(reply);
        }
        let me = cx.me.person_id();
        if cx.tx.home(me).await?.is_none() {
            return Err(Problem::tell(t!(lang, "export-no-home")));
        }
        cx.tell(me, reply).await?;
        Ok(Reply::say(t!(lang, "export-sent-home")))
    }
}

/// The list that the words ask for, and what narrows it.
async fn listing(cx: &mut Cx<'_>, list: &str) -> Result<(Listing, Vec<String>), Problem> {
    let (words, all) = without_all(list);
    let folded = Folded::of(&words);
    if is_called(folded.text(), "contact list") {
        return Ok((Listing::Contacts, Vec::new()));
    }
    if let Some((listing, said)) = of_work(cx, &words).await? {
        return Ok((listing, said));
    }
    let (Recognised::Command(spec, at) | Recognised::Glued(spec, at)) =
        names().recognise(folded.text())
    else {
        return Err(which(cx));
    };
    let args = filled(cx, spec, &folded, at)?;
    let everything = all.then(|| t!(cx.lang(), "export-all"));
    let said = |names: Vec<String>| everything.into_iter().chain(names).collect::<Vec<_>>();
    match spec.name {
        "lead list" => {
            let (mut filter, names) = read::<ListLeads>(args)?.listing(cx).await?;
            filter.ended_or_not |= all;
            Ok((Listing::Leads(filter), said(names)))
        }
        "customer list" => {
            let (filter, names) = read::<ListCustomers>(args)?.listing(cx).await?;
            Ok((Listing::Customers(filter), names))
        }
        "deal list" => {
            let (mut filter, names) = read::<ListDeals>(args)?.listing(cx).await?;
            filter.ended_or_not |= all;
            Ok((Listing::Deals(filter), said(names)))
        }
        "order list" => {
            let (filter, names) = read::<ListOrders>(args)?.filter(cx).await?;
            Ok((Listing::Orders(filter), names))
        }
        "product list" => Ok((Listing::Products, Vec::new())),
        _ => Err(which(cx)),
    }
}

/// Asks which list it is to be.
fn which(cx: &Cx<'_>) -> Problem {
    let lang = cx.lang();
    let choice = |(kind, word): &(Kind, Both)| {
        (show::kind_name(lang, *kind), Value::from(word.in_lang(lang)))
    };
    cx.ask("list", t!(lang, "export-which"), LISTS.iter().map(choice).collect())
}

/// What was done or is to be done, by whom and when: 跟进记录 本月, `activities Bo`.
async fn of_work(cx: &mut Cx<'_>, words: &str) -> Result<Option<(Listing, Vec<String>)>, Problem> {
    let key = fold::key(words);
    let named = |names: &[&str]| names.iter().find_map(|name| key.strip_prefix(name));
    let (done, rest) = match (named(DONE), named(TO_DO)) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Ok(None),
    };
    let (mut owner, mut days, mut said) = (None, None, Vec::new());
    for word in rest.split([' ', ',']).filter(|word| !word.is_empty()) {
        let word =
            ["负责人=", "owner="].iter().find_map(|name| word.strip_prefix(name)).unwrap_or(word);
        let period = period_whole(word, &cx.env().org_here()).filter(|_| done);
        if let Some(period) = period {
            days = Some(Days::of(period.start, period.end, cx.org.zone));
            said.push(report::span(cx.lang(), period.start, period.end));
        } else if let Some(person) = seen_colleague(cx, word).await? {
            owner = Some(person.person_id());
            said.push(person.name);
        } else {
            return Err(not_narrowed(cx, word));
        }
    }
    let listing = if done { Listing::Activities(owner, days) } else { Listing::FollowUps(owner) };
    Ok(Some((listing, said)))
}

/// What the words behind a list's name narrow it by; what names nothing is said, never ignored.
fn filled(
    cx: &Cx<'_>,
    spec: &'static Spec,
    folded: &Folded,
    at: usize,
) -> Result<Map<String, Value>, Problem> {
    let env = cx.env();
    let draft = Draft::begin(spec, folded, at, Map::new(), &env);
    // A name that several words may make is the longest of them: nothing else stands here.
    let known: HashSet<String> = draft.candidates().iter().map(|name| fold::key(name)).collect();
    let filled = draft.finish(&known);
    let odd = match filled.lack {
        None | Some(Lack::Missing(_)) => return Ok(filled.args),
        Some(Lack::Extra(words) | Lack::UnknownField(words, _)) => words,
        Some(Lack::Own(own, _)) => own.name,
        Some(Lack::Wrong(field, _)) => show::field_of(cx.lang(), spec.name, field),
    };
    Err(not_narrowed(cx, &odd))
}

/// The arguments of a list.
fn read<A: DeserializeOwned>(args: Map<String, Value>) -> Result<A, Problem> {
    serde_json::from_value(Value::Object(args)).map_err(|e| Problem::Broken(e.to_string()))
}

/// Tells whether the words are a command and nothing else, whatever that command needs.
fn is_called(words: &str, command: &str) -> bool {
    matches!(names().recognise(words), Recognised::Command(spec, at)
        if spec.name == command && words[at..].trim().is_empty())
}

/// The words without those that ask for everything, and whether there were such.
fn without_all(list: &str) -> (String, bool) {
    let (all, kept): (Vec<&str>, Vec<&str>) = list
        .split_whitespace()
        .partition(|word| ALL.iter().any(|all| all.eq_ignore_ascii_case(word)));
    let mut words = kept.join(" ");
    let mut found = !all.is_empty();
    // 全部商机 is written in one.
    if let Some(rest) = ALL.iter().find_map(|all| words.strip_prefix(all)) {
        (words, found) = (rest.trim_start().to_owned(), true);
    }
    (words, found)
}

/// Says that words which name nothing that narrows a list make no list to export.
pub(crate) fn not_narrowed(cx: &Cx<'_>, words: &str) -> Problem {
    let words = show::quoted(cx.lang(), words);
    let example = ExportList::SPEC.example.in_lang(cx.lang());
    Problem::tell(t!(cx.lang(), "export-words", words = words, example = example))
}
