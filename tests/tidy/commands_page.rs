//! `docs/commands.md` is made from the `Spec`s.

use std::fmt::Write as _;

use bot_core::chat::spec::{By, Spec};
use bot_core::commands::{ALL, show};
use bot_core::domain::people::Lang;
use bot_core::text::say::{Values, try_look_up};

use super::root;

fn page() -> String {
    let mut page = String::from(
        "# What can be typed\n\n\
         Made by a test from what each command says of itself. A name works with or without `/`;\n\
         fields in *italics* only by name (`source=`, `来源：`), those marked † are needed.\n",
    );
    let mut group = "";
    for spec in ALL.iter().map(|entry| entry.spec) {
        if spec.group() != group {
            group = spec.group();
            let _ = write!(
                page,
                "\n## {group}\n\n| command | also | fields | 例 | example |\n| --- | --- | --- | --- | --- |\n"
            );
        }
        let about = try_look_up(Lang::En, &spec.help_key(), &Values::new()).unwrap_or_default();
        let _ = writeln!(
            page,
            "| **{}**: {about} | {} | {} | `{}` | `{}` |",
            spec.name,
            spec.aliases.join(" · "),
            fields(spec),
            spec.example.zh.replace('|', "\\|"),
            spec.example.en.replace('|', "\\|"),
        );
    }
    page
}

fn fields(spec: &Spec) -> String {
    let fields = spec.args.iter().map(|arg| {
        let name = show::field_name(Lang::En, arg.name);
        let name = if arg.by == By::Key { format!("*{name}*") } else { name };
        if arg.required { format!("{name}†") } else { name }
    });
    fields.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_page_of_commands_is_up_to_date() {
    let path = root().join("docs/commands.md");
    let page = page();
    if std::env::var_os("GENDAN_WRITE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == page, "docs/commands.md is old: run GENDAN_WRITE_DOCS=1 ./test");
}
