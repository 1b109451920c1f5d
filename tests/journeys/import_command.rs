//! `gendan import` as it is typed: what it prints, and how it ends.

use std::path::Path;
use std::process::{Command, Output};

use crate::world::folder;

fn gendan(data: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gendan"));
    command.current_dir(data).env_clear().env("GENDAN_DATA", data).args(args);
    command.output().expect("the program")
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with an org, and with these files.
fn company(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let data = folder();
    let init = ["init", "--name", "Demo", "--admin", "dana", "--lang", "en", "--currency", "USD"];
    let made = gendan(data.path(), &init);
    assert!(made.status.success(), "{}", words(&made.stderr));
    for (name, bytes) in files {
        std::fs::write(data.path().join(name), bytes).expect("a file");
    }
    data
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let deals = b"id,name,stage,amount\n1,One,Quotation,10\n2,Two,Quotation,x\n3,Three,Won,0.5\n";
    let data = company(&[("deals.csv", deals)]);
    let dry = gendan(data.path(), &["import", "deals", "deals.csv", "--dry-run", "--json"]);
    let real = gendan(data.path(), &["import", "deals", "deals.csv", "--json"]);
    assert_eq!((dry.status.code(), real.status.code()), (Some(4), Some(4)));
    let real_words = words(&real.stdout).replace("\"dry_run\":false", "\"dry_run\":true");
    assert_eq!(words(&dry.stdout), real_words);
    assert!(real_words.contains("\"new\":2,\"there\":0,\"repaired\":0,\"left_out\":1"));
    assert_eq!(words(&real.stderr), "gendan: 1 row was left out\n");
    let again = gendan(data.path(), &["import", "deals", "deals.csv"]);
    let said = words(&again.stdout);
    assert!(said.contains("3 rows: 0 new · 2 already there · 0 repaired · 1 left out"), "{said}");
    assert!(said.contains("1 row: «x» is no amount such as 1054.00\n    line 3\n"), "{said}");
}

#[test]
fn people_who_came_in_can_talk() {
    let people = b"sales_agent,manager,regional_office\nAnn Lee,Max Ray,East\n";
    let data = company(&[("people.csv", people)]);
    let done = gendan(data.path(), &["import", "people", "people.csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", words(&done.stderr));
    assert!(words(&done.stdout).contains("Ann Lee = ann_lee, Max Ray = max_ray"));
    let said = Command::new("sh")
        .args(["-c", "echo help | \"$0\" chat --as max_ray", env!("CARGO_BIN_EXE_gendan")])
        .current_dir(data.path())
        .env("GENDAN_DATA", data.path())
        .output()
        .expect("a chat");
    let said = words(&said.stdout);
    assert!(said.contains("lead add"), "{said}");
}

#[test]
fn what_is_wrong_is_said_with_the_remedy() {
    let data = company(&[
        ("empty.csv", b""),
        ("odd.csv", b"foo,bar\n1,2\n"),
        ("gbk.csv", b"name\n\xb9\xab\xcb\xbe\n"),
        ("good.csv", b"name,price\nA,1\n"),
    ]);
    for (args, code, remedy) in [
        (&["products", "none.csv"][..], 2, "none.csv: there is no such file"),
        (&["products", "."], 2, "is a folder"),
        (&["products", "empty.csv"], 1, "the file is empty"),
        (&["products", "odd.csv"], 1, "--map \"foo=name\""),
        (&["products", "gbk.csv"], 1, "line 2 is not UTF-8"),
        (&["products", "good.csv", "--map", "price=prize"], 2, "They have: name, sku, price"),
        (&["products", "good.csv", "--map", "prize=price"], 2, "It has: name, price"),
        (&["products", "good.csv", "--map", "price"], 2, "Sold by=owner"),
        (&["products", "good.csv", "--currency", "ABC"], 2, "ABC is not an ISO 4217 currency"),
        (&["orders", "good.csv"], 2, "people, products, customers, deals"),
    ] {
        let all: Vec<&str> = std::iter::once("import").chain(args.iter().copied()).collect();
        let done = gendan(data.path(), &all);
        let said = words(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(remedy), "{args:?}: {said}");
    }
    let nowhere = folder();
    std::fs::write(nowhere.path().join("a.csv"), "name\nA\n").expect("a file");
    let done = gendan(nowhere.path(), &["import", "products", "a.csv"]);
    assert_eq!(done.status.code(), Some(3), "{}", words(&done.stderr));
}
