//! Every column that can hold words says whether they go with a person.

use std::fs;
use std::path::Path;

use super::*;

/// Words that are emptied, table by table.
const EMPTIED: &[&str] = &[
    "event.fields",
    "file.name",
    "file_piece.content",
    "inbox.error",
    "inbox.raw",
    "inbox.said",
    "key_list.keys",
    "outbox.error",
    "outbox.payload",
    "outside.external",
    "search_key.key",
    "talk.state",
];

/// Words of tables that know no customer: addresses of colleagues' chats, keys, the org's lists.
const NOBODYS: &[&str] = &[
    "account.account",
    "account.home",
    "account.source",
    "bot.link",
    "bot.name",
    "bot.refused",
    "bot.source",
    "chat_line.chat",
    "chat_line.closed_why",
    "chat_line.source",
    "counter.name",
    "cursor.source",
    "erasure.kind",
    "event.kind",
    "event.op",
    "event.via",
    "file.album",
    "file.sort",
    "helper.kind",
    "inbox.line",
    "inbox.message",
    "inbox.source",
    "inbox.upd",
    "inbox_line.line",
    "invite.digest",
    "invite.role",
    "job.error",
    "job.kind",
    "job.payload",
    "job.state",
    "job.unique_key",
    "last_ran.kind",
    "look.kind",
    "look.via",
    "nudge.kind",
    "nudge.rule",
    "org.currency",
    "org.lang",
    "org.lists",
    "org.name",
    "org.roles",
    "org.zone",
    "outbox.chat",
    "outbox.ref",
    "outbox.source",
    "outbox.state",
    "outside.kind",
    "outside.source",
    "pipeline.key",
    "pipeline.name",
    "record_line.kind",
    "refusal.why",
    "stage.en",
    "stage.key",
    "stage.outcome",
    "stage.zh",
    "talk.chat",
    "terminal.chat",
    "timer.kind",
    "timer.rule",
];

/// Every column of the schema that can hold words, as `table.column`.
fn columns_with_words() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut found: BTreeSet<String> = BTreeSet::new();
    let entries = fs::read_dir(folder).expect("the migrations");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(path).expect("a migration");
        let mut table = "";
        for line in text.lines().map(str::trim) {
            let words: Vec<&str> = line.split([' ', ',', ';']).collect();
            let (name, ty) = match words.as_slice() {
                ["create", "table", name, ..] => {
                    table = name;
                    // One that is made anew has only what it has now.
                    found.retain(|column| !column.starts_with(&format!("{name}.")));
                    continue;
                }
                ["alter", "table", name, "add", "column", column, ty, ..] => {
                    table = name;
                    (*column, *ty)
                }
                [column, ty, ..] => (*column, *ty),
                _ => continue,
            };
            if ["text", "{json}"].contains(&ty) {
                found.insert(format!("{table}.{name}"));
            }
        }
    }
    found
}

#[test]
fn every_column_with_words_says_whether_they_go_with_a_person() {
    let mut open = columns_with_words();
    for kind in Kind::ALL {
        let table = table(kind);
        let derived = table.derived.iter().map(|(name, _)| *name);
        for name in table.all().map(|(name, _)| *name).chain(derived) {
            open.remove(&format!("{}.{name}", table.name));
        }
    }
    for known in EMPTIED.iter().chain(NOBODYS) {
        assert!(open.remove(*known), "{known} is no column");
    }
    assert!(open.is_empty(), "is it personal? {open:?}");
}

#[test]
fn nested_columns_without_words_are_few() {
    let nested = Kind::ALL.into_iter().flat_map(|kind| {
        let nested = table(kind).all().filter(|(_, ty)| *ty == Ty::Json);
        nested.map(move |(name, _)| (kind, *name))
    });
    let few = [
        (Kind::Customer, "helpers"),
        (Kind::Deal, "helpers"),
        (Kind::Deal, "lines"),
        (Kind::Activity, "stay"),
        (Kind::Product, "prices"),
        (Kind::Order, "lines"),
        (Kind::Order, "approval"),
        (Kind::Person, "roles"),
        (Kind::Person, "quiet"),
        (Kind::Person, "leave"),
        (Kind::Person, "digests"),
        (Kind::Settings, "week"),
        (Kind::Settings, "days"),
        (Kind::Settings, "years"),
        (Kind::Settings, "hours"),
        (Kind::Settings, "quiet"),
        (Kind::Settings, "nudges"),
        (Kind::Settings, "approvals"),
        (Kind::Settings, "entries"),
        (Kind::Settings, "assign"),
        (Kind::Settings, "fields"),
        (Kind::Settings, "columns"),
        (Kind::Settings, "gates"),
        (Kind::Settings, "visits"),
        (Kind::Settings, "setup"),
    ];
    let nested: Vec<(Kind, &str)> = nested.collect();
    assert!(nested.iter().all(|one| few.contains(one)), "{nested:?}");
}
