//! Two in one sentence: «met Huawei and Acme» is not only Huawei's, «明天给华为和华威打电话» are two calls.
//! Whose it is to be is asked, and each that is tapped has it.

use uuid::Uuid;

use serde_json::Value;

use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::commands::follow::add::Follow;
use crate::commands::{Cx, show};
use crate::domain::contact::Contact;
use crate::domain::fold::Folded;
use crate::domain::ids::Kind;
use crate::domain::lead::Lead;
use crate::domain::names::Rung;
use crate::problem::Problem;
use crate::store::{Hit, RecordsExt as _};
use crate::t;

use super::plan::Plan;
use super::sentence::known_at;

/// What stands between two that are named side by side; the comma only where it was written 、.
const LINKS: &[&str] = &[" and ", " & ", " + ", "以及", ",", "和", "与", "跟", "及"];
/// Who can be named.
const KINDS: &[Kind] = &[Kind::Customer, Kind::Contact, Kind::Lead];
/// How many characters in front of such a word are looked through for a name.
const BEFORE: usize = 24;
/// How many characters of a name a button has.
const LABEL: usize = 16;

/// Two that are named side by side, and what stands between them.
struct Two {
    link: &'static str,
    /// As they were typed.
    names: [String; 2],
    /// The record that each of them is first of all.
    hits: [Hit; 2],
}

/// The same plan, or a question where it would note for one what was said of two.
pub(super) async fn of_one(cx: &mut Cx<'_>, message: &Folded, plan: Plan) -> Result<Plan, Problem> {
    let Plan::Run(run) = &plan else { return Ok(plan) };
    let notes = run.asked.command.starts_with("log ") || run.asked.command == Follow::SPEC.name;
    if !notes || run.press.is_some() || run.answers {
        return Ok(plan);
    }
    let Some(two) = two(cx, message).await? else { return Ok(plan) };
    let lang = cx.lang();
    let [one, other] = two.hits.each_ref().map(|hit| hit.label.as_str());
    let mut reply = Reply::new(ReplyKind::Ask, t!(lang, "of-two", one = one, other = other));
    for (hit, name) in two.hits.iter().zip(&two.names) {
        let label = format!("{} {}", hit.code, show::short(&hit.label, LABEL));
        reply = reply.row(vec![Button { label, asked: two.of(&run.asked, hit, name) }]);
    }
    Ok(Plan::Say(reply))
}

impl Two {
    /// The same command for one of them.
    fn of(&self, asked: &Asked, hit: &Hit, name: &str) -> Asked {
        let mut asked = asked.clone();
        let both = self.names.join(self.link);
        let signs = [',', ' ', ':', '、', '，', '：'];
        for value in asked.args.values_mut() {
            let Some(text) = value.as_str() else { continue };
            // What follows the first name may begin with the second one.
            let rest = text.trim_start_matches(signs);
            let rest = rest.strip_prefix(self.link.trim_start()).unwrap_or(rest);
            let said = rest.strip_prefix(self.names[1].as_str()).map_or_else(
                || text.replace(&both, name),
                |left| left.trim_start_matches(signs).to_owned(),
            );
            *value = Some(said).filter(|said| !said.is_empty()).into();
        }
        asked.args.insert("record".to_owned(), Value::from(hit.code.to_string()));
        asked
    }
}

/// Finds two known ones that stand side by side and do not belong together.
async fn two(cx: &mut Cx<'_>, message: &Folded) -> Result<Option<Two>, Problem> {
    let text = message.text();
    // A comma parts names only where one follows it at once, and then another: «华为,华威,都聊了».
    let parts = |at: usize| {
        let next = text[at + 1..].split(',').next().unwrap_or_default();
        text[at + 1 + next.len()..].starts_with(',') && next.chars().count() <= BEFORE
    };
    let stands =
        |at: &usize, link| link != "," || message.words(*at..*at + 1) == "、" || parts(*at);
    let at = |link| text.match_indices(link).map(|(at, _)| at).find(|at| stands(at, link));
    for (link, at) in LINKS.iter().filter_map(|link| Some((*link, at(*link)?))) {
        let after = at + link.len();
        let Some(len) = known_at(cx, KINDS, &text[after..]).await? else { continue };
        let Some(begin) = begins_at(cx, &text[..at]).await? else { continue };
        let link = if link == "," { "、" } else { link };
        let names = [message.words(begin..at), message.words(after..after + len)];
        let (mut all, mut owners) = (Vec::new(), Vec::new());
        for name in &names {
            let mut hits = cx.hits(name, KINDS).await?;
            hits.retain(|hit| hit.rung <= Rung::Part);
            let mut theirs = Vec::new();
            for hit in &hits {
                theirs.push(whose(cx, hit).await?);
            }
            owners.push(theirs);
            all.extend(hits.into_iter().next());
        }
        let together = owners[0].iter().any(|one| owners[1].contains(one));
        if let Ok(hits) = <[Hit; 2]>::try_from(all)
            && !together
        {
            return Ok(Some(Two { link, names, hits }));
        }
    }
    Ok(None)
}

/// Where the longest name begins that a text ends with.
async fn begins_at(cx: &mut Cx<'_>, text: &str) -> Result<Option<usize>, Problem> {
    let from = text.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    let starts = text[from..].char_indices().map(|(at, _)| from + at);
    // A name in letters begins with its word.
    let letter = |c: char| c.is_ascii_alphanumeric();
    let may_begin = |at: &usize| {
        text[*at..].starts_with(char::is_alphanumeric)
            && !(text[..*at].ends_with(letter) && text[*at..].starts_with(letter))
    };
    for at in starts.filter(may_begin).collect::<Vec<_>>() {
        if known_at(cx, KINDS, &text[at..]).await? == Some(text.len() - at) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

/// To whom a record belongs: two people of a company are one party.
async fn whose(cx: &mut Cx<'_>, hit: &Hit) -> Result<Uuid, Problem> {
    let theirs = match hit.code.kind {
        Kind::Contact => cx.tx.get::<Contact>(hit.id).await?.map(|one| one.customer),
        Kind::Lead => cx.tx.get::<Lead>(hit.id).await?.and_then(|one| one.customer),
        _ => None,
    };
    Ok(theirs.unwrap_or(hit.id))
}
