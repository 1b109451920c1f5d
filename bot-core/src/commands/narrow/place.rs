//! Where leads and customers are, and in which business.

use super::Narrowing;
use crate::commands::{Cx, show};
use crate::domain::fold;
use crate::domain::ids::Kind;
use crate::domain::names::is_spelled;
use crate::problem::Problem;
use crate::store::{CustomerFilter, LeadFilter, Page};

const ONE: Page = Page { below: None, limit: 1 };
/// What a region may be called with or without.
const ENDINGS: &[&str] = &["省", "市", "地区", "区", "县", " city", " province"];
/// How many regions a heading names.
const NAMED: usize = 3;

impl Narrowing {
    /// By a region in which any of them is: 苏州 is 苏州市, 江苏苏州 and `Suzhou`.
    pub(super) async fn by_region(
        &mut self,
        cx: &mut Cx<'_>,
        kind: Kind,
        word: &str,
    ) -> Result<bool, Problem> {
        let mut found = Vec::new();
        for region in cx.tx.regions(kind).await?.into_iter().filter(|region| is(region, word)) {
            if any_in(cx, kind, &region).await? {
                found.push(region);
            }
        }
        if found.is_empty() {
            return Ok(false);
        }
        let lang = cx.lang();
        let shown = if found.len() > NAMED || found.iter().any(|one| one == word) {
            word.to_owned()
        } else {
            found.join(" / ")
        };
        self.said.push(show::quoted(lang, &shown));
        self.regions.extend(found);
        Ok(true)
    }

    /// By an industry, where any customer has it.
    pub(super) async fn by_industry(
        &mut self,
        cx: &mut Cx<'_>,
        word: &str,
    ) -> Result<bool, Problem> {
        let word = word.trim_end_matches("行业");
        for one in written(word) {
            let filter = CustomerFilter { industry: Some(one), ..CustomerFilter::default() };
            if !cx.tx.customers(&filter, cx.scope(), ONE).await?.is_empty() {
                self.industry = filter.industry;
                self.said.push(show::quoted(cx.lang(), word));
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Tells whether a word means a region.
fn is(region: &str, word: &str) -> bool {
    let (region, word) = (plain(region), plain(word));
    if word.is_empty() {
        return false;
    }
    let part = !word.is_ascii() && word.chars().count() > 1 && region.contains(&word);
    part || region == word || is_spelled(&word, &region)
}

/// A region without what it may be called with.
fn plain(region: &str) -> String {
    let key = fold::key(region);
    let short = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending));
    short.filter(|short| short.chars().count() > 1).unwrap_or(&key).to_owned()
}

/// Tells whether the viewer sees any lead or customer there.
async fn any_in(cx: &mut Cx<'_>, kind: Kind, region: &str) -> Result<bool, Problem> {
    let (scope, regions) = (cx.scope(), vec![region.to_owned()]);
    Ok(if kind == Kind::Lead {
        let filter = LeadFilter { regions, ended_or_not: true, ..LeadFilter::default() };
        !cx.tx.leads(&filter, scope, ONE).await?.is_empty()
    } else {
        let filter = CustomerFilter { regions, ..CustomerFilter::default() };
        !cx.tx.customers(&filter, scope, ONE).await?.is_empty()
    })
}

/// The ways in which people write a word: as it is said, in capitals, like a name, in small letters.
fn written(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let mut letters = small.chars();
    let named = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    let all =
        [word.to_owned(), word.to_uppercase()].into_iter().chain(named).chain([small.clone()]);
    let mut written: Vec<String> = Vec::new();
    for one in all {
        if !written.contains(&one) {
            written.push(one);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_by_what_people_call_it() {
        for (region, word) in [
            ("苏州", "苏州市"),
            ("苏州市", "苏州"),
            ("江苏苏州", "苏州"),
            ("苏州", "Suzhou"),
            ("Suzhou", "suzhou"),
            ("华东", "华东地区"),
            ("Kuala Lumpur", "kuala lumpur"),
        ] {
            assert!(is(region, word), "{region} {word}");
        }
        for (region, word) in [("苏州", "州"), ("苏州", "杭州"), ("Suzhou", "su"), ("苏州", "市")]
        {
            assert!(!is(region, word), "{region} {word}");
        }
    }
}
