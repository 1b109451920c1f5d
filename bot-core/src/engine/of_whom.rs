//! Whom words name at their beginning: somebody who is known, and nobody who is only called like them.
//! «Sarah from Contoso» is not the Sarah of another company, nor is «Sarah Jones» Sarah Connor.

use std::ops::Range;

use crate::commands::Cx;
use crate::domain::ids::{Code, Kind};
use crate::problem::Problem;

use super::sentence::known_at;

/// What stands between a person and their company.
const FROM: [&str; 3] = [" from ", " of ", " at "];
/// How many words of English a name has at most.
const WORDS: usize = 4;

/// How much of the beginning of a text is the name of somebody who is known, and where in it the
/// record is named: the company, where that follows and is one.
pub(super) async fn known_whom(
    cx: &mut Cx<'_>,
    kinds: &[Kind],
    text: &str,
) -> Result<Option<(usize, Range<usize>)>, Problem> {
    let Some(len) = known_at(cx, kinds, text).await? else { return Ok(None) };
    let (name, rest) = text.split_at(len);
    let is_person = Code::at_start(name).is_none()
        && known_at(cx, &[Kind::Customer, Kind::Deal, Kind::Order], name).await?.is_none();
    if !is_person {
        return Ok(Some((len, 0..len)));
    }
    // What is told of somebody at a company begins with who it is.
    if let Some(begin) = FROM.iter().find(|of| rest.starts_with(**of)).map(|of| of.len())
        && let Some(company) = known_at(cx, &[Kind::Customer], &rest[begin..]).await?
    {
        return Ok(Some((0, len + begin..len + begin + company)));
    }
    if let Some(company) = company_after(rest)
        && cx.hits(&rest[company], kinds).await?.is_empty()
    {
        return Ok(None);
    }
    let other = rest.strip_prefix(' ').is_some_and(|rest| capitals(rest) > 0);
    Ok((!other).then_some((len, 0..len)))
}

/// Where the company stands that words behind a person begin with.
pub(super) fn company_after(rest: &str) -> Option<Range<usize>> {
    let begin = FROM.iter().find(|from| rest.starts_with(**from))?.len();
    Some(begin..begin + capitals(&rest[begin..])).filter(|company| !company.is_empty())
}

/// How much of the beginning of a text are English words with a capital.
pub(super) fn capitals(text: &str) -> usize {
    let mut len = 0;
    for word in text.split(' ').take(WORDS) {
        let end = word.find([',', ';', ':', '.', '!', '\n']).unwrap_or(word.len());
        let mut chars = word[..end].chars();
        let named = chars.next().is_some_and(|c| c.is_ascii_uppercase())
            && chars.next().is_some_and(|c| c.is_ascii_lowercase());
        if !named {
            break;
        }
        len += end + usize::from(len > 0);
        if end < word.len() {
            break;
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::{capitals, company_after};

    #[test]
    fn a_name_ends_with_its_last_capital() {
        for (text, name) in [
            ("Jim Miller from Zeta", "Jim Miller"),
            ("Jim, wants 10", "Jim"),
            ("Zeta Corp. wants", "Zeta Corp"),
            ("ASAP", ""),
            ("the Zeta", ""),
            ("", ""),
        ] {
            assert_eq!(&text[..capitals(text)], name, "{text}");
        }
        let rest = " from Zeta Corp, wants 10 units";
        assert_eq!(company_after(rest).map(|at| &rest[at]), Some("Zeta Corp"));
        assert_eq!(company_after(" from the fair"), None);
    }
}
