//! Two customers and what was offered to each: «给华为报了12万，华威5万», `quoted Huawei 120k and Acme 50k`. One
//! tap writes each of them down.

use serde_json::Map;

use crate::chat::reply::{Asked, Button, Reply, ReplyKind};
use crate::chat::spec::Ask as _;
use crate::chat::understand::money;
use crate::commands::Cx;
use crate::commands::deal::r#move::MoveDeal;
use crate::domain::ids::Kind;
use crate::problem::Problem;
use crate::t;

use super::plan::Plan;
use super::sentence::{QUOTED, known_at, without};

/// What stands between the two.
const LINKS: [&str; 6] = [" and ", ",", ";", "和", "、", "&"];
/// What may stand before the second one.
const SMALL: &[&str] = &["and ", "和", "给", "also ", "quoted ", "报了"];

/// A question with a button for each, where behind the first one (`name`, and what follows it) another
/// customer and an amount are said.
pub(super) async fn each_quoted(
    cx: &mut Cx<'_>,
    name: &str,
    rest: &str,
) -> Result<Option<Plan>, Problem> {
    let Some((end, len)) = LINKS.iter().find_map(|link| Some((rest.find(link)?, link.len())))
    else {
        return Ok(None);
    };
    let second = &rest[without(rest, end + len, SMALL)..];
    let Some(other) = known_at(cx, &[Kind::Customer, Kind::Contact], second).await? else {
        return Ok(None);
    };
    let (Some(one), Some(two)) = (amount(cx, &rest[..end]), amount(cx, &second[other..])) else {
        return Ok(None);
    };
    let mut reply = Reply::new(ReplyKind::Ask, t!(cx.lang(), "quoted-each"));
    for (name, amount) in [(name, one), (&second[..other], two)] {
        let args = [("deal", name), ("stage", QUOTED), ("amount", amount.as_str())];
        let args = args.map(|(field, value)| (field.to_owned(), value.into()));
        let asked = Asked { command: MoveDeal::SPEC.name.to_owned(), args: Map::from_iter(args) };
        reply = reply.row(vec![Button { label: format!("{name} {amount}"), asked }]);
    }
    Ok(Some(Plan::Say(reply)))
}

/// The amount that words name.
fn amount(cx: &Cx<'_>, words: &str) -> Option<String> {
    let found = money::find_all(words, cx.env().currency).into_iter().next()?;
    found.value.is_ok().then(|| words[found.span].trim().to_owned())
}
