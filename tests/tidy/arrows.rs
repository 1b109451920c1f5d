//! Everything points at the core; the core points at nothing of ours.

use super::{files, root, shipped};

/// The layers of the core: each may use those before it. What shares a place may use each other.
const LAYERS: [&[&str]; 9] = [
    &["domain"],
    &["clock"],
    &["text"],
    &["chat"],
    &["store"],
    &["reports"],
    &["problem"],
    &["commands", "exports", "imports"],
    &["engine", "deliver"],
];

fn place(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&layer))
}

#[test]
fn a_layer_of_the_core_uses_only_layers_to_its_left() {
    let mut bad = Vec::new();
    for (path, text) in files("bot-core/src", "rs") {
        let below = path.strip_prefix(root().join("bot-core/src")).expect("below the core");
        let first = below.iter().next().and_then(|p| p.to_str()).unwrap_or_default();
        let layer = first.trim_end_matches(".rs");
        if layer == "lib" {
            continue;
        }
        let own =
            place(layer).unwrap_or_else(|| panic!("{layer} is no layer: {}", below.display()));
        for (n, line) in shipped(&text) {
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + 7..]) {
                let used: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                // The macro `t!` stands at the crate's root and belongs to `text`.
                let used = if used == "t" { "text" } else { used.as_str() };
                if place(used).is_some_and(|place| place > own) {
                    bad.push(format!("{}:{n}: {layer} uses {used}", below.display()));
                }
            }
        }
    }
    assert!(bad.is_empty(), "arrows that point the wrong way:\n{}", bad.join("\n"));
}

#[test]
fn the_domain_waits_for_nothing() {
    for (path, text) in files("bot-core/src/domain", "rs") {
        for (n, line) in shipped(&text) {
            assert!(!line.contains("async "), "{}:{n}: async in the domain", path.display());
            assert!(!line.contains("f64") || !path.ends_with("money.rs"), "a float in money");
        }
    }
}

#[test]
fn the_core_names_no_platform() {
    for (path, text) in files("bot-core/src", "rs") {
        for (n, line) in shipped(&text) {
            let line = line.to_lowercase();
            for name in ["telegram", "discord", "feishu", "dingtalk", "wecom"] {
                assert!(!line.contains(name), "{}:{n} names {name}", path.display());
            }
        }
    }
}

#[test]
fn crates_depend_only_the_way_the_arrows_point() {
    let databases = ["rusqlite", "sqlx", "tokio-postgres"];
    let forbidden: [(&str, &[&str]); 4] = [
        ("bot-core", &["storage", "scheduler", "adapters", "tokio", "reqwest", "axum", "teloxide"]),
        ("storage", &["scheduler", "adapters", "reqwest", "teloxide", "serenity"]),
        ("scheduler", &["storage", "adapters", "reqwest", "teloxide", "serenity"]),
        ("adapters", &["storage", "scheduler"]),
    ];
    for (package, names) in forbidden {
        let text = std::fs::read_to_string(root().join(package).join("Cargo.toml"))
            .expect("a package's manifest");
        let shipped = text.split("[dev-dependencies]").next().unwrap_or_default();
        for line in shipped.lines() {
            let named = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let stores = package != "storage" && databases.contains(&named);
            assert!(!stores && !names.contains(&named), "{package} depends on {named}");
        }
    }
}

#[test]
fn an_adapter_knows_no_more_of_the_core_than_the_chat() {
    for (path, text) in files("adapters/src", "rs") {
        for (n, line) in shipped(&text) {
            for used in line.match_indices("bot_core::").map(|(at, _)| &line[at + 10..]) {
                let fine = [
                    "chat",
                    "domain::people::Lang",
                    "domain::people::{Lang",
                    "text::span",
                    "clock",
                    "domain::ids::Instant",
                ]
                .iter()
                .any(|allowed| used.starts_with(allowed));
                assert!(fine, "{}:{n}: an adapter uses bot_core::{used}", path.display());
            }
        }
    }
}

#[test]
fn only_the_database_module_asks_which_database_it_is() {
    for (path, text) in files("storage/src", "rs") {
        let inside =
            path.components().any(|part| part.as_os_str() == "db" || part.as_os_str() == "db.rs");
        for (n, line) in shipped(&text).filter(|_| !inside) {
            let line = line.to_lowercase();
            for name in ["sqlite", "postgres", "sqlx::"] {
                assert!(!line.contains(name), "{}:{n} names {name}", path.display());
            }
        }
    }
}
