//! Several fields of a record set at once, and each change told as old → new.

use serde_json::{Value, json};

use crate::chat::dialog::ANY;
use crate::chat::reply::Reply;
use crate::chat::spec::{Ask, Spec};
use crate::commands::owners::given;
use crate::commands::talk::undo::Undo;
use crate::commands::{Cx, Outcome, own, same, show, values};
use crate::domain::ids::Kind;
use crate::domain::money::Currency;
use crate::domain::names::SearchKey;
use crate::domain::people::Lang;
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
        return Err(ask_what::<A>(cx, &show::named(lang, before)));
    }
    let mut row = fields(before)?;
    for (name, value) in set {
        match name.as_str() {
            "tag" => {
                let before = row.get("tags").cloned().unwrap_or_default();
                let before = serde_json::from_value(before).unwrap_or_default();
                row.insert("tags".to_owned(), json!(retagged(before, value.as_str())))
            }
            "alias" => row.insert("aliases".to_owned(), json!(names(value.as_str()))),
            "extra" => {
                let mut head = before.head().clone();
                own::put(&mut head, &own::of_args(Some(value)));
                row.insert(name.clone(), head.extra.into())
            }
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

/// Asks what is to change about a record; the next words are the answer.
pub(crate) fn ask_what<A: Ask>(cx: &Cx<'_>, what: &str) -> Problem {
    let (fields, example) = hints(&A::SPEC, cx.lang());
    let text = t!(cx.lang(), "edit-ask-what", what = what, fields = fields, example = example);
    cx.ask(ANY, text, Vec::new())
}

/// The fields that a command changes, and an answer that changes some of them.
pub(crate) fn hints(spec: &Spec, lang: Lang) -> (String, String) {
    let changes = spec.args.iter().filter(|arg| !arg.required);
    let fields: Vec<_> = changes.map(|arg| show::field_of(lang, spec.name, arg.name)).collect();
    let example = spec.example.in_lang(lang);
    let words = example.split_whitespace().skip_while(|word| !word.contains('='));
    (fields.join(" · "), words.collect::<Vec<_>>().join(" "))
}

/// Words to sort by, as a list.
pub(crate) fn tags(typed: Option<&str>) -> Vec<String> {
    let mut all = Vec::new();
    // What stands in quotation marks is one: "slow payer".
    for (n, part) in typed.unwrap_or_default().split('"').enumerate() {
        let part = part.trim();
        if n % 2 == 1 {
            all.push(part);
        } else {
            all.extend(part.split([' ', ',', '、', ';']));
        }
    }
    all.into_iter().filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// The tags of a record that are typed anew: with a sign before them, «+急 -旧», they are added to those
/// that are there or taken away.
fn retagged(before: Vec<String>, typed: Option<&str>) -> Vec<String> {
    let typed = typed.unwrap_or_default();
    // The sign of what stands in quotation marks is before them: +"slow payer".
    let typed = typed.replace("+\"", "\"+").replace("-\"", "\"-");
    let all = tags(Some(&typed));
    let signed = |tag: &String| tag.len() > 1 && tag.starts_with(['+', '-']);
    if !all.iter().any(signed) {
        return all;
    }
    let mut now = before;
    for tag in all {
        let name = tag.trim_start_matches(['+', '-']).to_owned();
        now.retain(|old| !same(old, &name));
        if !tag.starts_with('-') {
            now.push(name);
        }
    }
    now
}

/// What else somebody is called, as a list: names have spaces.
pub(crate) fn names(typed: Option<&str>) -> Vec<String> {
    let words = typed.unwrap_or_default().split([',', '，', '、', ';', '；']).map(str::trim);
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// By what a record is found that it was not found by before.
pub(crate) fn new_keys<R: Record>(before: &R, after: &R) -> Vec<SearchKey> {
    let known = before.search_keys();
    after.search_keys().into_iter().filter(|key| !known.contains(key)).collect()
}

/// Saves an edited record and says what changed.
pub(crate) async fn save<R: Record>(cx: &mut Cx<'_>, before: &R, after: &R) -> Outcome {
    cx.save(Some(before), after).await?;
    let lang = cx.lang();
    let lines = differences(cx, R::KIND, &fields(before)?, &fields(after)?).await?;
    let mut row: Vec<_> =
        show::to_show(t!(lang, "button-show"), after.code()).into_iter().collect();
    let undo = crate::chat::reply::Button::new(t!(lang, "button-undo"), &Undo::this(cx));
    row.push(undo);
    let text = t!(lang, "edit-done", what = show::named(lang, after));
    given(cx, Reply::say(text).fields(lines).row(row), before, after).await
}

/// What differs between two states of a record, each field told as old → new.
pub(crate) async fn differences(
    cx: &mut Cx<'_>,
    kind: Kind,
    old: &Fields,
    new: &Fields,
) -> Result<Vec<(String, Option<String>)>, Problem> {
    let mut lines = Vec::new();
    for (field, value) in values::shown(cx, new) {
        let was = old.get(field).unwrap_or(&Value::Null);
        if was != value {
            let was = values::reads(cx, kind, field, was, currency_of(cx, old)).await?;
            let is = values::reads(cx, kind, field, value, currency_of(cx, new)).await?;
            let name = values::called(cx, kind, field);
            lines.push((name, Some(format!("{was} → {is}"))));
        }
    }
    let own = own::differences(cx, kind, old.get("extra"), new.get("extra"));
    lines.extend(own.into_iter().map(|(name, was, is)| (name, Some(format!("{was} → {is}")))));
    Ok(lines)
}

/// The currency of a row's amounts.
pub(crate) fn currency_of(cx: &Cx<'_>, row: &Fields) -> Currency {
    let code = row.get("currency").and_then(Value::as_str);
    code.and_then(|code| code.parse().ok()).unwrap_or(cx.org.currency)
}
