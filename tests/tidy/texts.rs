//! Every text is there in both languages, is used, and can be said.

use std::collections::{BTreeMap, BTreeSet};

use bot_core::domain::people::Lang;
use bot_core::text::say::{Values, try_look_up, value};

use super::{files, root};

/// Keys that are put together at run time begin with one of these.
const PUT_TOGETHER: &[&str] = &[
    "field-",
    "kind-",
    "job-",
    "help-",
    "menu-",
    "op-",
    "ask-",
    "topic-",
    "lead-status-",
    "order-status-",
    "follow-up-state-",
    "order-step-",
    "order-button-",
    "way-",
    "role-",
    "outcome-",
    "split-",
    "digest-kind-",
    "nudge-name-",
    "cron-field-",
    "day-is-",
    "dups-why-",
    "entry-is-",
    "weekday-",
    "letter-kind-",
    "own-",
];

fn keys(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in files(&format!("locales/{lang}"), "ftl") {
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with([' ', '#', '-'])
            {
                name.clone_into(&mut key);
                let new = keys.insert(key.clone(), BTreeSet::new()).is_none();
                assert!(new, "{lang}: {key} stands twice");
            }
            for variable in line.split('$').skip(1) {
                let name = variable
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c))
                    .collect();
                keys.entry(key.clone()).or_default().insert(name);
            }
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_values() {
    let (zh, en) = (keys("zh-CN"), keys("en"));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&zh, &en), Vec::<String>::new(), "only in Chinese");
    assert_eq!(only(&en, &zh), Vec::<String>::new(), "only in English");
}

#[test]
fn every_text_can_be_said_in_both_languages() {
    for (lang, folder) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        for (key, variables) in keys(folder) {
            let mut values = Values::new();
            for name in &variables {
                values.insert(name.clone().into(), value("样品"));
            }
            let said = try_look_up(lang, &key, &values).unwrap_or_default();
            assert!(!said.is_empty(), "{folder}: {key} says nothing");
            assert!(!said.contains("{$") && !said.contains("{ $"), "{folder}: {key}: {said}");
            let samples = said.matches("样品").count();
            assert!(variables.is_empty() || samples > 0, "{folder}: {key} drops its values");
        }
    }
}

#[test]
fn every_key_in_the_code_has_a_text_and_every_text_is_used() {
    let texts = keys("en");
    let mut used = BTreeSet::new();
    for folder in ["bot-core/src", "scheduler/src", "src"] {
        for (path, source) in files(folder, "rs") {
            for (at, _) in source.match_indices("t!(") {
                let before = source[..at].chars().next_back();
                if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '`') {
                    continue;
                }
                let call = &source[at..source.floor_char_boundary(at + 300)];
                let call =
                    &call[..call.find(')').unwrap_or(call.len()).max(call.rfind('"').unwrap_or(0))];
                let Some(key) = call.split('"').nth(1) else { continue };
                assert!(texts.contains_key(key), "{}: no text {key}", path.display());
                used.insert(key.to_owned());
            }
        }
    }
    let unused: Vec<&String> = texts
        .keys()
        .filter(|key| !used.contains(*key))
        .filter(|key| !PUT_TOGETHER.iter().any(|start| key.starts_with(start)))
        .collect();
    assert!(unused.is_empty(), "texts that nobody says: {unused:?}");
}

#[test]
fn every_command_says_what_it_does_in_both_languages() {
    for entry in bot_core::commands::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let help = entry.spec.help_key();
            let op = format!("op-{}", entry.spec.name.replace(' ', "-"));
            for key in [help, op] {
                assert!(try_look_up(lang, &key, &Values::new()).is_some(), "{lang:?}: no {key}");
            }
        }
    }
    assert!(root().join("locales").is_dir());
}

/// A question that waits is called by what it asks for, never by the name that it has in the code.
#[test]
fn every_field_of_a_command_has_a_name_in_both_languages() {
    let mut without = Vec::new();
    for entry in bot_core::commands::ALL {
        let group = entry.spec.name.split(' ').next().unwrap_or_default();
        for arg in entry.spec.args {
            let field = arg.name.replace('_', "-");
            let named = |lang| {
                [format!("field-{group}-{field}"), format!("field-{field}")]
                    .iter()
                    .any(|key| try_look_up(lang, key, &Values::new()).is_some())
            };
            if !(named(Lang::Zh) && named(Lang::En)) {
                without.push(format!("{} {}", entry.spec.name, arg.name));
            }
        }
    }
    assert!(without.is_empty(), "fields without a name: {without:?}");
}
