//! Several fields of a record set at once, and each change told as old → new.

use serde_json::{Value, json};

use crate::chat::reply::Reply;
use crate::chat::spec::Ask;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, show, values};
use crate::domain::money::Currency;
use crate::domain::names::SearchKey;
use crate::domain::record::{Fields, Record, fields, of_fields};
use crate::problem::Problem;
use crate::t;

/// The record with these fields set; an empty value clears its field. Nothing is saved yet.
pub(crate) fn edited<A: Ask, R: Record>(
    cx: &Cx<'_>,
    before: &R,
    set: &Fields,
) -> Result<R, Problem> {
    let lang = cx.lang();
    if set.is_empty() {
        let example = A::SPEC.example.in_lang(lang);
        return Err(Problem::tell(t!(lang, "edit-what", example = example)));
    }
    let mut row = fields(before)?;
    for (name, value) in set {
        match name.as_str() {
            "tag" => row.insert("tags".to_owned(), json!(tags(value.as_str()))),
            _ => row.insert(name.clone(), value.clone()),
        };
    }
    let after: R = of_fields(row)?;
    if fields(&after)? == fields(before)? {
        let what = show::named(lang, before);
        return Err(Problem::tell(t!(lang, "edit-same", what = what)));
    }
    Ok(after)
}

/// Words to sort by, as a list.
pub(crate) fn tags(typed: Option<&str>) -> Vec<String> {
    let words = typed.unwrap_or_default().split([' ', ',', '、', ';']);
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// By what a record is found that it was not found by before.
pub(crate) fn new_keys<R: Record>(before: &R, after: &R) -> Vec<SearchKey> {
    let known = before.search_keys();
    after.search_keys().into_iter().filter(|key| !known.contains(key)).collect()
}

/// Saves an edited record and says what changed.
pub(crate) async fn save<R: Record>(
    cx: &mut Cx<'_>,
    before: &R,
    after: &R,
) -> Result<Reply, Problem> {
    cx.save(Some(before), after).await?;
    let lang = cx.lang();
    let (old, new) = (fields(before)?, fields(after)?);
    let mut lines = Vec::new();
    for (field, value) in values::shown(cx, &new) {
        let was = old.get(field).unwrap_or(&Value::Null);
        if was != value {
            let was = values::reads(cx, R::KIND, field, was, currency_of(cx, &old)).await?;
            let is = values::reads(cx, R::KIND, field, value, currency_of(cx, &new)).await?;
            let name = values::called(cx, R::KIND, field);
            lines.push((name, Some(format!("{was} → {is}"))));
        }
    }
    let mut row: Vec<_> =
        show::to_show(t!(lang, "button-show"), after.code()).into_iter().collect();
    let undo = crate::chat::reply::Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    row.push(undo);
    let text = t!(lang, "edit-done", what = show::named(lang, after));
    Ok(Reply::say(text).fields(lines).row(row))
}

/// The currency of a row's amounts.
pub(crate) fn currency_of(cx: &Cx<'_>, row: &Fields) -> Currency {
    let code = row.get("currency").and_then(Value::as_str);
    code.and_then(|code| code.parse().ok()).unwrap_or(cx.org.currency)
}
