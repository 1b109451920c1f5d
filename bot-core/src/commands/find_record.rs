//! From what somebody called a record to the record: by code, else by name, never by a guess.

use crate::chat::parse::Ref;
use crate::domain::fold;
use crate::domain::ids::{Code, Kind};
use crate::domain::names::{Rung, keys_of_query, score};
use crate::domain::record::{Fields, Record, of_fields};
use crate::problem::Problem;
use crate::store::Hit;
use crate::t;

use super::Cx;

/// How many candidates are looked at.
const CANDIDATES: i64 = 60;
/// How many choices one question offers.
const CHOICES: usize = 5;

impl Cx<'_> {
    /// The record of one kind that `field` names.
    pub async fn find<R: Record>(&mut self, field: &str, named: &Ref) -> Result<R, Problem> {
        let (_, fields) = self.find_any(field, named, &[R::KIND]).await?;
        Ok(of_fields(fields)?)
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
        let text = named.0.trim();
        if let Ok(code) = text.parse::<Code>() {
            if kinds.contains(&code.kind)
                && let Some(fields) = self.tx.by_code(code, self.scope()).await?
            {
                return Ok((code.kind, fields));
            }
            return Err(Problem::tell(t!(self.lang(), "not-found", what = code)));
        }
        let hits = self.hits(text, kinds).await?;
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
            Some(_) => Err(self.which_one(field, text, &hits)),
            None => Err(Problem::tell(t!(self.lang(), "not-found", what = text))),
        }
    }

    /// Records of these kinds in the asker's scope, the best match first.
    pub async fn hits(&mut self, text: &str, kinds: &[Kind]) -> Result<Vec<Hit>, Problem> {
        let keys = keys_of_query(text);
        let found = self.tx.by_keys(kinds, &keys, self.scope(), CANDIDATES).await?;
        let mut hits: Vec<(u16, Hit)> = found
            .into_iter()
            .filter_map(|mut hit| {
                // What was found by a phone, a code or an alias does not look like its name.
                let exact = matches!(hit.rung, Rung::Exact | Rung::Phone | Rung::Email);
                match score(text, &hit.label) {
                    Some(found) if !exact || found.rung <= hit.rung => {
                        hit.rung = found.rung;
                        Some((found.score, hit))
                    }
                    _ => exact.then_some((1000, hit)),
                }
            })
            .collect();
        hits.sort_by(|a, b| {
            let by_rung = a.1.rung.cmp(&b.1.rung);
            by_rung.then(b.0.cmp(&a.0)).then(a.1.code.n.cmp(&b.1.code.n))
        });
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }

    fn which_one(&self, field: &str, text: &str, hits: &[Hit]) -> Problem {
        let choice =
            |hit: &Hit| (format!("{} {}", hit.code, hit.label), hit.code.to_string().into());
        let choices: Vec<_> = hits.iter().take(CHOICES).map(choice).collect();
        let text = if hits.len() > CHOICES {
            t!(self.lang(), "which-one-of-many", what = text, more = hits.len() - CHOICES)
        } else {
            t!(self.lang(), "which-one", what = text)
        };
        self.ask(field, text, choices)
    }
}

/// Tells whether two texts name the same thing when case, width and script are put aside.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold::key(a) == fold::key(b)
}
