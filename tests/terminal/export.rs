//! What is exported can be imported: into the same org it changes nothing, into another it is all there.

use super::{MONDAY, Terminal};

/// Where the file lies that was exported.
fn exported(terminal: &Terminal, text: &str) -> String {
    let lines = serde_json::json!({ "text": text }).to_string();
    let ended = terminal.run(&["chat", "--as", "dana", "--json", "--at", MONDAY], lines.as_bytes());
    let objects = ended.objects();
    let file = objects.iter().find(|object| object["kind"] == "file");
    let file = file.and_then(|object| object["file"].as_str()).map(str::to_owned);
    file.unwrap_or_else(|| panic!("no file: {objects:?}"))
}

#[test]
fn what_was_exported_is_known_when_it_comes_back() {
    let terminal = Terminal::practice();
    for (text, what, rows) in [("导出 客户", "customers", 3), ("导出 商机 全部", "deals", 12)]
    {
        let file = exported(&terminal, text);
        let before = std::fs::metadata(&file).expect("a file").len();
        assert!(before > 0);
        let ended = terminal.run(&["import", what, &file, "--lang", "zh"], b"");
        let said = format!("新增 0 · 已有 {rows}");
        assert!(ended.out.contains(&said), "{}{}", ended.out, ended.err);
    }
}

#[test]
fn what_was_exported_can_be_taken_elsewhere() {
    let terminal = Terminal::practice();
    let customers = exported(&terminal, "导出 客户");
    let deals = exported(&terminal, "导出 商机 全部");
    let other = Terminal::empty();
    let people = other.path("people.csv");
    std::fs::write(&people, "name\nAmy\nBo\n").expect("written");
    let people = people.to_string_lossy();
    for args in [
        vec!["init", "--name", "别家", "--admin", "ann", "--lang", "zh", "--at", MONDAY],
        vec!["import", "people", &people],
        vec!["import", "customers", &customers],
        vec!["import", "deals", &deals],
    ] {
        let ended = other.run(&args, b"");
        assert_eq!(ended.code, 0, "{args:?}: {}{}", ended.out, ended.err);
    }
    let funnel = |terminal: &Terminal, who| {
        let ended = terminal.run(&["chat", "--as", who, "--at", MONDAY], "漏斗\n".as_bytes());
        ended.out.lines().filter(|line| line.contains('¥')).map(str::to_owned).collect::<Vec<_>>()
    };
    let there = funnel(&other, "ann");
    assert!(there.len() > 3, "{there:?}");
    assert_eq!(there, funnel(&terminal, "dana"));
}

#[cfg(unix)]
#[test]
fn a_file_is_for_its_user_alone_and_takes_no_others_place() {
    use std::os::unix::fs::PermissionsExt as _;
    let terminal = Terminal::practice();
    let (one, two) = (exported(&terminal, "导出 客户"), exported(&terminal, "导出 客户"));
    assert_ne!(one, two);
    for file in [one, two] {
        let mode = std::fs::metadata(file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_customer_that_looks_like_another_is_taken_and_said_to_be_alike() {
    let terminal = Terminal::practice();
    let file = terminal.path("more.csv");
    std::fs::write(&file, "客户名称,地区\n华威机械有限公司,北京\n").expect("written");
    let args = ["import", "customers", &*file.to_string_lossy(), "--lang", "zh"];
    let ended = terminal.run(&args, b"");
    assert!(ended.out.contains("新增 1") && ended.out.contains("华威机械"), "{}", ended.out);
    assert!(ended.out.contains("像是同一家"), "{}", ended.out);
}

#[test]
fn a_folder_that_takes_no_file_costs_only_the_file() {
    let terminal = Terminal::practice();
    std::fs::write(terminal.path("files"), "x").expect("written");
    let told = terminal.amy("导出 客户\n我\n");
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0]["text"].as_str().is_some_and(|text| text.contains("⚠️")), "{told:?}");
    assert!(told[0]["file"].is_null());
}
