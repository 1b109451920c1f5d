//! Whom words name behind which a card is still at hand: a sentence about another customer, or about
//! another deal, is not about that card.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::chat::parse;
use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::chat::understand::when::find_moments;
use crate::commands::log::note::LogNote;
use crate::commands::{Cx, show};
use crate::domain::any;
use crate::domain::deal::Deal;
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, SearchKey, keys_of_query, score};
use crate::domain::record::Record as _;
use crate::problem::Problem;
use crate::store::{DealFilter, Hit, Page};
use crate::t;

use super::plan::{Plan, problem};
use super::sentence::known_at;

/// How far into a sentence names are looked for, in characters.
const FAR: usize = 40;
/// The longest name that is looked for, in characters.
const LONGEST: usize = 12;
/// With how many names a word begins that is no name: 上海, 空调.
const COMMON: usize = 3;
/// How many open deals of a customer are looked at.
const DEALS: i64 = 50;
/// How many records are offered.
const OFFERED: usize = 3;
/// What links a company and what belongs to it.
const OF: [&str; 3] = ["的", "那边", "那个"];

/// What a sentence is about.
pub(super) enum About {
    /// It names nothing else than what is at hand, or nothing at all.
    AtHand,
    /// A record that it names.
    Named(Code),
    /// It is asked.
    Unclear(Box<Plan>),
}

/// What the words are about, where a record is at hand.
pub(super) async fn about_whom(
    cx: &mut Cx<'_>,
    text: &str,
    at_hand: Code,
) -> Result<About, Problem> {
    let own = Own::of(cx, at_hand).await?;
    let free = without_moments(cx, text);
    let named = named_in(cx, &free, &own).await?;
    let deals = deals_in(cx, &free, &own, &named).await?;
    match deals.as_slice() {
        [deal] if *deal == at_hand => return Ok(About::AtHand),
        [deal] => return Ok(About::Named(*deal)),
        _ => {}
    }
    match named.as_slice() {
        [] if deals.is_empty() => Ok(match unknown(text, &own) {
            Some(name) => About::Unclear(Box::new(not_known(cx, name, text, &own))),
            None => About::AtHand,
        }),
        [(hit, words)] if deals.is_empty() && is_sure(&free, hit, words) => {
            Ok(About::Named(hit.code))
        }
        _ => {
            let codes = deals.into_iter().chain(named.iter().map(|(hit, _)| hit.code));
            Ok(About::Unclear(Box::new(which(cx, text, codes.chain([at_hand])).await?)))
        }
    }
}

/// Tells whether words begin with the name of somebody else than the record that an open question is
/// about: then they are no answer to it.
pub(super) async fn is_of_another(cx: &mut Cx<'_>, words: &str) -> Result<bool, Problem> {
    Ok(!others(cx, words).await?.is_empty())
}

/// Asks whom a sentence is about that names another one than an open question does.
pub(super) async fn of_another(cx: &mut Cx<'_>, words: &str) -> Result<Option<Plan>, Problem> {
    let others = others(cx, words).await?;
    if others.is_empty() {
        return Ok(None);
    }
    Ok(Some(which(cx, words, others.into_iter()).await?))
}

/// Whom words begin with that an open question is not about.
async fn others(cx: &mut Cx<'_>, words: &str) -> Result<Vec<Code>, Problem> {
    let open = cx.talk.open_dialog(cx.now).map(|open| &open.draft.args);
    let open = open.and_then(|args| args.get("record").or_else(|| args.get("follow_up")));
    let Some(record) = open.and_then(|record| record.as_str()).map(str::to_owned) else {
        return Ok(Vec::new());
    };
    let words = words.trim_start();
    let Some(len) = known_at(cx, &[Kind::Customer, Kind::Lead], words).await? else {
        return Ok(Vec::new());
    };
    let named = surely(cx, &words[..len]).await?;
    let same = if let Ok(code) = record.parse::<Code>() {
        let own = Own::of(cx, code).await?;
        named.iter().any(|hit| own.is(hit))
    } else {
        let about = surely(cx, &record).await?;
        about.is_empty() || named.iter().any(|hit| about.iter().any(|other| other.id == hit.id))
    };
    Ok(if same { Vec::new() } else { named.iter().map(|hit| hit.code).collect() })
}

/// Those of a name, and not those that only sound like it.
async fn surely(cx: &mut Cx<'_>, name: &str) -> Result<Vec<Hit>, Problem> {
    let mut hits = cx.hits(name, &[Kind::Customer, Kind::Lead]).await?;
    hits.retain(|hit| hit.rung <= Rung::Part);
    Ok(hits)
}

/// Tells whether words that are a name, or its beginning, are not likely to be anything else.
fn is_sure(text: &str, hit: &Hit, words: &str) -> bool {
    let begins = text.trim_start().starts_with(words);
    hit.rung <= Rung::Normal || begins || words.chars().count() > 2 && !words.is_ascii()
}

/// The text with blanks where times stand: no name is looked for in «今天».
fn without_moments(cx: &Cx<'_>, text: &str) -> String {
    let mut free = text.to_owned();
    for found in find_moments(text, &cx.env().here()) {
        free.replace_range(found.span.clone(), &" ".repeat(found.span.len()));
    }
    free
}

/// The record at hand, and what belongs to it.
struct Own {
    code: Code,
    label: String,
    /// The key of the customer.
    customer: Option<uuid::Uuid>,
    /// What it and its customer are called, folded.
    names: Vec<String>,
}

impl Own {
    async fn of(cx: &mut Cx<'_>, code: Code) -> Result<Self, Problem> {
        let Some(fields) = cx.tx.by_code(code, cx.scope()).await? else {
            return Ok(Self { code, label: String::new(), customer: None, names: Vec::new() });
        };
        let id = |name: &str| fields.get(name)?.as_str()?.parse().ok();
        let customer = match code.kind {
            Kind::Customer => id("id"),
            // Of a lead it is the lead itself.
            Kind::FollowUp => id("customer").or_else(|| id("on_id")),
            _ => id("customer"),
        };
        let label = any::label(code.kind, &fields)?;
        let mut names = vec![fold::key(&label)];
        let ids: Vec<uuid::Uuid> = customer.into_iter().collect();
        let labels = cx.tx.labels(Kind::Customer, &ids).await?;
        names.extend(labels.iter().map(|(_, _, label)| fold::key(label)));
        Ok(Self { code, label, customer, names })
    }

    fn is(&self, hit: &Hit) -> bool {
        hit.code == self.code || Some(hit.id) == self.customer
    }

    /// Tells whether words are a part of its own name.
    fn has(&self, words: &str) -> bool {
        let words = fold::key(words);
        self.names.iter().any(|name| name.contains(&words))
    }
}

/// Customers and leads that are named, each with the words that name it, and none of the one at hand.
async fn named_in<'t>(
    cx: &mut Cx<'_>,
    text: &'t str,
    own: &Own,
) -> Result<Vec<(Hit, &'t str)>, Problem> {
    let words = parts(text);
    let keys = keys(&words, Rung::Part);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = [Kind::Customer, Kind::Lead];
    let hits = cx.tx.by_keys(&kinds, &keys, cx.scope(), 60).await?;
    let mut by_words: BTreeMap<&str, Vec<Hit>> = BTreeMap::new();
    for hit in hits {
        let longest = words.iter().filter(|words| names(words, &hit.label));
        if let Some(words) = longest.max_by_key(|words| words.len()) {
            by_words.entry(words).or_default().push(hit);
        }
    }
    let own_name = |words: &str| own.has(words);
    let others = by_words.into_iter().filter(|(words, hits)| {
        hits.len() < COMMON && !own_name(words) && !hits.iter().any(|hit| own.is(hit))
    });
    let mut found: Vec<(Hit, &str)> =
        others.flat_map(|(words, hits)| hits.into_iter().map(move |hit| (hit, words))).collect();
    found.sort_by_key(|(hit, _)| (hit.rung, hit.code.n));
    Ok(found)
}

/// Deals that are named: with their whole name, or by a part of it beside the customer's.
async fn deals_in(
    cx: &mut Cx<'_>,
    text: &str,
    own: &Own,
    named: &[(Hit, &str)],
) -> Result<Vec<Code>, Problem> {
    let words = parts(text);
    let keys = keys(&words, Rung::Normal);
    let mut whole = BTreeSet::new();
    for hit in cx.tx.by_keys(&[Kind::Deal], &keys, cx.scope(), 60).await? {
        if words.iter().any(|words| fold::key(words) == fold::key(&hit.label)) {
            whole.insert(hit.id);
        }
    }
    let customers: Vec<(uuid::Uuid, &str)> = named
        .iter()
        .filter(|(hit, _)| hit.code.kind == Kind::Customer)
        .map(|(hit, words)| (hit.id, *words))
        .chain(own.customer.map(|customer| (customer, "")))
        .collect();
    let mut best: Vec<(usize, Code)> = Vec::new();
    for (customer, said) in customers {
        let filter = DealFilter { customer: Some(customer), ..DealFilter::default() };
        let page = Page { below: None, limit: DEALS };
        let open: Vec<Deal> = cx.tx.deals(&filter, cx.scope(), page).await?;
        // Beside its own customer's name, only the whole name of a deal is one.
        for deal in open {
            let part = if whole.contains(&deal.id()) {
                deal.name.len() + 1
            } else if said.is_empty() {
                0
            } else {
                shared(&text.replacen(said, " ", 1), &deal.name)
            };
            if part > 0 {
                best.push((part, deal.code()));
            }
        }
    }
    let most = best.iter().map(|(part, _)| *part).max().unwrap_or_default();
    Ok(best.into_iter().filter(|(part, _)| *part == most).map(|(_, code)| code).collect())
}

/// How long the longest beginning of a deal's name is that stands in the text: two characters of
/// Chinese or a word at least, in bytes.
fn shared(text: &str, name: &str) -> usize {
    let (text, name) = (fold::key(text), fold::key(name));
    let cuts = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    let cuts = cuts.filter(|at| {
        let begin = &name[..*at];
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let whole = !(begin.ends_with(is_word) && name[*at..].starts_with(is_word));
        let is_name = begin.chars().count() >= 2 && !begin.ends_with(' ');
        is_name && whole && text.contains(begin)
    });
    cuts.max().unwrap_or_default()
}

/// Tells whether words are a name, or so much of its beginning as people say.
fn names(words: &str, label: &str) -> bool {
    let begins = || fold::key(label).starts_with(&fold::key(words));
    let rung = score(words, label).map(|found| found.rung);
    rung.is_some_and(|rung| rung <= Rung::Normal || (rung == Rung::Part && begins()))
}

fn keys(words: &[&str], surest: Rung) -> Vec<SearchKey> {
    let keys = words.iter().flat_map(|words| keys_of_query(words));
    let keys: HashSet<SearchKey> = keys.filter(|key| key.rung <= surest).collect();
    keys.into_iter().collect()
}

/// All that may be a name in a text: a name in letters begins and ends with its words.
fn parts(text: &str) -> Vec<&str> {
    let marks: Vec<(usize, char)> = text.char_indices().take(FAR).collect();
    let word = |c: char| c.is_ascii_alphanumeric();
    let within = |at: usize| text[..at].ends_with(word) && text[at..].starts_with(word);
    let mut all = Vec::new();
    for (from, (begin, first)) in marks.iter().enumerate() {
        if !first.is_alphanumeric() || within(*begin) {
            continue;
        }
        for (last, c) in marks.iter().skip(from + 1).take(if word(*first) { FAR } else { LONGEST })
        {
            let end = last + c.len_utf8();
            if ",;:!?\n".contains(*c) {
                break;
            }
            if c.is_alphanumeric() && !within(end) {
                all.push(&text[*begin..end]);
            }
        }
    }
    all
}

/// A company at the beginning of a sentence that nobody is known by: «华星电子的仓库空调今天签了».
fn unknown<'t>(text: &'t str, own: &Own) -> Option<&'t str> {
    let text = text.trim();
    let end = OF.iter().filter_map(|of| text.find(of)).min()?;
    let name = &text[..end];
    (parse::is_company(name) && !own.has(name)).then_some(name)
}

fn not_known(cx: &Cx<'_>, name: &str, text: &str, own: &Own) -> Plan {
    let lang = cx.lang();
    let at_hand = show::coded(lang, &own.label, own.code);
    let said = t!(lang, "elsewhere-unknown", name = name, what = at_hand);
    Plan::Say(problem(said).row(vec![noted(cx, own.code, &own.label, text)]))
}

/// Asks on which of several records it is to be written down.
async fn which(
    cx: &mut Cx<'_>,
    text: &str,
    codes: impl Iterator<Item = Code>,
) -> Result<Plan, Problem> {
    let mut row: Vec<Button> = Vec::new();
    let mut seen = HashSet::new();
    for code in codes.take(OFFERED) {
        if let Some(fields) = cx.tx.by_code(code, cx.scope()).await?.filter(|_| seen.insert(code)) {
            row.push(noted(cx, code, &any::label(code.kind, &fields)?, text));
        }
    }
    let said = t!(cx.lang(), "elsewhere-which");
    Ok(Plan::Say(Reply::new(ReplyKind::Ask, said).row(row)))
}

/// A button that writes the sentence down on a record.
fn noted(cx: &Cx<'_>, code: Code, label: &str, text: &str) -> Button {
    let args = [("record", code.to_string()), ("content", text.trim().to_owned())];
    let args = args.into_iter().map(|(field, value)| (field.to_owned(), value.into())).collect();
    let command = LogNote::SPEC.name.to_owned();
    Button { label: show::coded(cx.lang(), label, code), asked: Asked { command, args } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_for_at_words_and_characters() {
        let all = parts("spares at 华为 lost");
        for one in ["spares", "at", "华为", "spares at"] {
            assert!(all.contains(&one), "{one} in {all:?}");
        }
        assert!(!all.contains(&"pares") && !all.contains(&"为"), "{all:?}");
        assert!(parts("华为,机房").iter().all(|part| !part.contains(',')));
    }

    #[test]
    fn a_deal_is_named_by_the_beginning_of_its_name() {
        assert_eq!(shared("那个备件的单丢了", "备件年度采购"), "备件".len());
        assert_eq!(shared("the spares deal is lost", "Spares 2026"), "spares".len());
        assert_eq!(shared("聊得不错", "备件年度采购"), 0);
        assert_eq!(shared("sparing", "Spares 2026"), 0);
    }
}
