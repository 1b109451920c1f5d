//! How records read in lines, fields and buttons: shared by the commands that show them.

use serde_json::Map;

use crate::chat::reply::{Asked, Button, Reply};
use crate::chat::spec::{Ask, Spec};
use crate::chat::understand::when::Odd;
use crate::chat::{fields, parse};
use crate::commands::{Cx, entry};
use crate::domain::ids::{Code, Kind};
use crate::domain::org::Choice;
use crate::domain::people::{Lang, Person};
use crate::domain::record::{Head, Record};
use crate::t;
use crate::text::say::{Values, try_look_up};
use crate::text::secret;

/// What is wrong with something that is written like a moment.
pub fn odd(lang: Lang, odd: Odd) -> String {
    match odd {
        Odd::Day => t!(lang, "odd-day"),
        Odd::Time => t!(lang, "odd-time"),
        Odd::Far => t!(lang, "odd-far"),
        Odd::Zone => t!(lang, "odd-zone"),
        Odd::Clash => t!(lang, "odd-clash"),
        Odd::Lunar => t!(lang, "odd-lunar"),
        Odd::Unread => t!(lang, "odd-unread"),
        Odd::Unclear => t!(lang, "odd-unclear"),
        Odd::Unannounced(year) => t!(lang, "odd-unannounced", year = year.to_string()),
    }
}

/// How many characters of what a record is called a sentence names.
const NAMED: usize = 80;
/// How many characters of what was a value, and of what is one now, are repeated.
pub const ECHOED: usize = 120;

/// How many rows a list shows before `more`.
pub const ROWS: i64 = 8;

/// What a field is called: `电话`, `Phone`.
pub fn field_name(lang: Lang, field: &str) -> String {
    let key = format!("field-{}", field.replace('_', "-"));
    try_look_up(lang, &key, &Values::new()).unwrap_or_else(|| field.to_owned())
}

/// What a field of a command is called: the name of a deal is not that of a person.
pub fn field_of(lang: Lang, command: &str, field: &str) -> String {
    let group = command.split(' ').next().unwrap_or(command);
    let own = format!("field-{group}-{}", field.replace('_', "-"));
    try_look_up(lang, &own, &Values::new()).unwrap_or_else(|| field_name(lang, field))
}

/// The fields of a command that can be typed by name: what is offered must work.
pub fn typed_fields(lang: Lang, spec: &Spec) -> Vec<String> {
    let each = spec.args.iter().map(|arg| (arg.name, field_of(lang, spec.name, arg.name)));
    let typed = each.filter(|(field, shown)| fields::field(shown) == Some(*field));
    typed.map(|(_, shown)| shown).collect()
}

/// What a kind of record is called: `线索`, `lead`.
pub fn kind_name(lang: Lang, kind: Kind) -> String {
    let key = format!("kind-{}", kind.word().replace('_', "-"));
    try_look_up(lang, &key, &Values::new()).unwrap_or_else(|| kind.word().to_owned())
}

/// The word for a value of a closed set, such as `status-new`.
pub fn word(lang: Lang, set: &str, value: &str) -> String {
    let key = format!("{set}-{}", value.replace('_', "-"));
    try_look_up(lang, &key, &Values::new()).unwrap_or_else(|| value.to_owned())
}

/// What a command did, by its name, such as `deal move`.
pub fn op_name(lang: Lang, op: &str) -> String {
    word(lang, "op", &op.replace(' ', "-"))
}

/// What a command has done, in words: `won`; what it is called where that says it, as in Chinese.
pub(crate) fn did(lang: Lang, op: &str) -> String {
    if lang == Lang::Zh {
        return op_name(lang, op);
    }
    let key = format!("op-{}.did", op.replace(' ', "-"));
    try_look_up(lang, &key, &Values::new()).unwrap_or_else(|| op_name(lang, op))
}

/// The name of a choice by its key.
pub fn choice_name(choices: &[Choice], key: &str, lang: Lang) -> String {
    let found = choices.iter().find(|choice| choice.key == key);
    found.map_or(key, |choice| choice.name(lang)).to_owned()
}

/// A record as it is named in a sentence: `张三（L-1）`, `Ann Lee (L-1)`.
pub fn named<R: Record>(lang: Lang, record: &R) -> String {
    coded(lang, &record.label(), record.code())
}

/// The same for a record of which only label and code are known.
pub fn coded(lang: Lang, label: &str, code: Code) -> String {
    let label = &short(label, NAMED);
    match lang {
        // What has no name of its own is called by its code.
        _ if *label == code.to_string() => label.to_owned(),
        Lang::Zh => format!("{label}（{code}）"),
        Lang::En => format!("{label} ({code})"),
    }
}

/// A button that shows the record with this code, whatever its kind.
pub fn to_show(label: impl Into<String>, code: Code) -> Option<Button> {
    about(label, parse::show(code.kind)?, code)
}

/// A button for a command about the record with this code.
pub fn about(label: impl Into<String>, command: &str, code: Code) -> Option<Button> {
    let spec = entry(command)?.spec;
    let arg = spec.arg_for(code.kind)?;
    let args = Map::from_iter([(arg.to_owned(), code.to_string().into())]);
    Some(Button { label: label.into(), asked: Asked { command: spec.name.to_owned(), args } })
}

/// A value that only the person may read, if there is one.
pub fn hidden(value: Option<&String>) -> Option<String> {
    value.map(secret::hide)
}

/// What stands in the org's own fields of a record.
pub fn extras(head: &Head) -> impl Iterator<Item = &str> {
    head.extra.values().filter_map(serde_json::Value::as_str)
}

/// Values that only the person may read, as a list.
pub fn all_hidden(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.iter().map(secret::hide).collect::<Vec<_>>().join(" · "))
}

/// Says in which field the phones after the first are kept.
pub fn further_phones(lang: Lang, reply: Reply, field: &str, words: Option<&str>) -> Reply {
    let phones = parse::phones(words.unwrap_or_default());
    if phones.is_empty() {
        return reply;
    }
    let phones: Vec<String> = phones.iter().map(secret::hide).collect();
    let field = field_name(lang, field);
    reply.text(t!(lang, "further-phones", phones = phones.join("、"), field = field))
}

/// At most that many characters of a text, on one line.
pub fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(most).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// Somebody's name, and that the account is frozen where it is.
pub fn person(lang: Lang, person: &Person) -> String {
    if person.frozen { t!(lang, "people-gone", name = &person.name) } else { person.name.clone() }
}

/// Cuts a list that was read with one row too many; gives the number below which it goes on.
pub fn next_page<R: Record>(rows: &mut Vec<R>) -> Option<i64> {
    let shown = usize::try_from(ROWS).unwrap_or(8);
    if rows.len() <= shown {
        return None;
    }
    rows.truncate(shown);
    rows.last().map(|last| last.head().n)
}

/// How many records are looked through for words that are in no name.
pub const LOOKED_THROUGH: i64 = 100;

/// What a list shows, by all that narrows it: `线索 · 新 · 展会`.
pub fn heading(title: String, narrowed_by: &[String]) -> String {
    let mut parts = vec![title];
    parts.extend_from_slice(narrowed_by);
    parts.join(" · ")
}

/// Words to sort by in one line; one with a number may be an amount, such as VIP50万.
pub fn tags(tags: &[String]) -> String {
    let shown = tags.iter().map(|tag| {
        let counts = tag.contains(|c: char| c.is_ascii_digit());
        let tag = if tag.contains(' ') { format!("\"{tag}\"") } else { tag.clone() };
        if counts { secret::hide(tag) } else { tag }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Words as somebody typed them: “压缩机”.
pub fn quoted(lang: Lang, words: &str) -> String {
    t!(lang, "quoted", words = short(words, 40))
}

/// The rows after so many, and after how many the next page begins.
pub fn page_of<R>(found: Vec<R>, skip: Option<i64>) -> (Vec<R>, Option<i64>) {
    let (skip, rows) = (usize::try_from(skip.unwrap_or(0)), usize::try_from(ROWS));
    let (skip, rows) = (skip.unwrap_or(0), rows.unwrap_or(8));
    let next = (skip + rows < found.len()).then(|| i64::try_from(skip + rows).unwrap_or(0));
    (found.into_iter().skip(skip).take(rows).collect(), next)
}

/// Ends a list: buttons for its rows, and one for what comes next, which `more` shows as well.
pub fn paged<A: Ask>(
    cx: &mut Cx<'_>,
    mut reply: Reply,
    buttons: Vec<Button>,
    next: Option<&A>,
) -> Reply {
    let mut buttons = buttons.into_iter();
    loop {
        let row: Vec<Button> = buttons.by_ref().take(4).collect();
        if row.is_empty() {
            break;
        }
        reply = reply.row(row);
    }
    cx.talk.more = next.map(Asked::of);
    // A further page takes the place of the one whose button asked for it.
    if ["below", "skip"].iter().any(|from| cx.asked.args.contains_key(*from)) {
        reply = reply.in_place();
    }
    match next {
        Some(next) => reply.row(vec![Button::new(t!(cx.lang(), "button-more"), next)]),
        None => reply,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::ALL;

    #[test]
    fn what_narrows_a_list_can_be_typed_by_the_name_that_is_shown() {
        let lists = ALL.iter().filter(|entry| entry.spec.name.ends_with(" list"));
        for entry in lists.filter(|entry| entry.spec.args.iter().all(|arg| !arg.required)) {
            for lang in [Lang::Zh, Lang::En] {
                let fields = typed_fields(lang, entry.spec);
                assert_eq!(fields.len(), entry.spec.args.len(), "{}: {fields:?}", entry.spec.name);
            }
        }
    }
}
