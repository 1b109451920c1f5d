//! `/dups`: pairs that may be one, as cards one after the other.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::apart::Apart;
use super::merge::Merge;
use crate::chat::parse::Ref;
use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Both, By, Effect, List, Spec, Take, optional};
use crate::commands::edit::currency_of;
use crate::commands::{Cx, Outcome, Run, show, values};
use crate::domain::access::Right;
use crate::domain::any;
use crate::domain::ids::{Code, Kind};
use crate::domain::merge::{is_apart, is_empty, why};
use crate::domain::record::Fields;
use crate::problem::Problem;
use crate::store::{Page, Pair};
use crate::t;

/// Which pairs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dups {
    /// Only customers, or only leads.
    pub kind: Option<String>,
    /// The pair after which it goes on.
    pub below: Option<(Kind, i64, i64)>,
}

pub(super) const KINDS: List = List::Fixed(&[
    ("customer", Both { zh: "客户", en: "customers" }),
    ("lead", Both { zh: "线索", en: "leads" }),
]);
/// How many records are looked through at once.
const WINDOW: i64 = 500;
/// How many times, before it is asked whether to go on.
const WINDOWS: usize = 4;
/// What is shown of both.
const SHOWN: [&str; 12] = [
    "name", "status", "company", "phone", "email", "need", "level", "industry", "region",
    "address", "aliases", "owner",
];

impl Ask for Dups {
    const SPEC: Spec = Spec {
        name: "dups",
        aliases: &["疑似重复", "重复", "查疑似重复", "duplicates", "find duplicates"],
        right: Right::Sell,
        effect: Effect::Reads,
        args: &[optional("kind", Take::Choice(KINDS), By::Shape)],
        example: Both { zh: "疑似重复", en: "dups" },
    };
}

/// What looking for a pair came to.
enum Found {
    /// Two that may be one.
    Pair(Kind, Box<Pair>),
    /// None so far: where it goes on.
    More(Dups),
    /// None.
    Nothing,
}

#[async_trait]
impl Run for Dups {
    async fn run(self, cx: &mut Cx<'_>) -> Outcome {
        let lang = cx.lang();
        let begun = self.below.is_some();
        let reply = match self.search(cx).await? {
            Found::Pair(kind, pair) => self.card(cx, kind, &pair).await?,
            Found::More(next) => {
                cx.talk.more = Some(Asked::of(&next));
                Reply::card(t!(lang, "dups-none-yet"))
                    .row(vec![Button::new(t!(lang, "button-more"), &next)])
            }
            Found::Nothing if begun => Reply::card(t!(lang, "dups-end")),
            Found::Nothing => Reply::card(t!(lang, "dups-none")),
        };
        Ok(if begun { reply.in_place() } else { reply })
    }
}

impl Dups {
    /// The next pair as a card, if there is one.
    pub(super) async fn next(&self, cx: &mut Cx<'_>) -> Result<Option<Reply>, Problem> {
        match self.search(cx).await? {
            Found::Pair(kind, pair) => Ok(Some(self.card(cx, kind, &pair).await?)),
            Found::More(_) | Found::Nothing => Ok(None),
        }
    }

    /// The first pair, the newest record's first, that nobody has told apart.
    async fn search(&self, cx: &mut Cx<'_>) -> Result<Found, Problem> {
        let wanted = self.kind.as_deref();
        let kinds = [Kind::Customer, Kind::Lead].into_iter();
        let kinds = kinds.filter(|kind| wanted.is_none_or(|word| word == kind.word()));
        let kinds = kinds.skip_while(|kind| self.below.is_some_and(|(at, ..)| at != *kind));
        // What others only share is not the asker's to merge.
        let scope = cx.scope().unshared();
        let mut windows = 0;
        for kind in kinds {
            let after = match self.below {
                Some((at, newer, older)) if at == kind => Some((newer, older)),
                _ => None,
            };
            let mut below = after.map(|(newer, _)| newer + 1);
            loop {
                let page = Page { below, limit: WINDOW };
                let (pairs, next) = cx.tx.alike(kind, scope, page).await?;
                let is_next = |pair: &Pair| {
                    let at = (number(&pair.newer), number(&pair.older));
                    after.is_none_or(|after| at < after)
                };
                let found = pairs.into_iter().filter(is_next).find(|pair| {
                    !is_apart(&pair.newer, &pair.older)
                        && !why(kind, &pair.newer, &pair.older).is_empty()
                });
                if let Some(pair) = found {
                    return Ok(Found::Pair(kind, Box::new(pair)));
                }
                below = next;
                windows += 1;
                match next {
                    Some(n) if windows >= WINDOWS => {
                        return Ok(Found::More(Self { below: Some((kind, n, 0)), ..self.clone() }));
                    }
                    Some(_) => {}
                    None => break,
                }
            }
        }
        Ok(Found::Nothing)
    }

    /// Both side by side, and what can be done with them.
    async fn card(&self, cx: &mut Cx<'_>, kind: Kind, pair: &Pair) -> Outcome {
        let lang = cx.lang();
        let code = |fields: &Fields| Code { kind, n: number(fields) };
        let (older, newer) = (code(&pair.older), code(&pair.newer));
        let named = |fields: &Fields| -> Result<String, Problem> {
            Ok(show::coded(lang, &any::label(kind, fields)?, code(fields)))
        };
        let (one, other) = (named(&pair.older)?, named(&pair.newer)?);
        let title = t!(lang, "dups-pair", one = one, other = other);
        let reasons = why(kind, &pair.newer, &pair.older);
        let reasons = reasons.iter().map(|why| show::word(lang, "dups-why", why.word()));
        let reasons = reasons.collect::<Vec<_>>().join(" · ");
        for fields in [&pair.older, &pair.newer] {
            let id = fields.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
            let owner = fields.get("owner").and_then(Value::as_str).and_then(|id| id.parse().ok());
            let owner = owner.map(crate::domain::ids::PersonId);
            cx.shows_contacts(kind, id.unwrap_or_default(), owner);
        }
        let mut lines = vec![(t!(lang, "dups-why"), Some(reasons))];
        for field in SHOWN {
            let both =
                [&pair.older, &pair.newer].map(|of| of.get(field).cloned().unwrap_or_default());
            if both.iter().all(is_empty) {
                continue;
            }
            let mut reads = Vec::new();
            for (value, of) in both.iter().zip([&pair.older, &pair.newer]) {
                let currency = currency_of(cx, of);
                reads.push(values::reads(cx, kind, field, value, currency).await?);
            }
            lines.push((values::called(cx, kind, field), Some(reads.join(" ｜ "))));
        }
        let next = Self { below: Some((kind, newer.n, older.n)), ..self.clone() };
        cx.talk.more = Some(Asked::of(&next));
        let (one, other) = (Ref::code(older), Ref::code(newer));
        let merge =
            Merge { keep: one.clone(), other: other.clone(), sure: None, then: Some(next.clone()) };
        let apart = Apart { one, other, then: Some(next.clone()) };
        Ok(Reply::card(title).fields(lines).row(vec![
            Button::new(t!(lang, "dups-button-merge"), &merge),
            Button::new(t!(lang, "dups-button-apart"), &apart),
            Button::new(t!(lang, "dups-button-later"), &next),
        ]))
    }
}

fn number(fields: &Fields) -> i64 {
    fields.get("n").and_then(Value::as_i64).unwrap_or_default()
}
