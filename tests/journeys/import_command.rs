//! `gendan import` as it is typed: what it prints, and how it ends.

use crate::terminal::Terminal;

/// A folder with an org, and with these files.
fn company(files: &[(&str, &[u8])]) -> Terminal {
    let terminal = Terminal::empty();
    let init = ["init", "--name", "Demo", "--admin", "dana", "--lang", "en", "--currency", "USD"];
    let made = terminal.run(&init, b"");
    assert_eq!(made.code, 0, "{}", made.err);
    for (name, bytes) in files {
        std::fs::write(terminal.path(name), bytes).expect("a file");
    }
    terminal
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let deals = b"id,name,stage,amount\n1,One,Quotation,10\n2,Two,Quotation,x\n3,Three,Won,0.5\n";
    let data = company(&[("deals.csv", deals)]);
    let dry = data.run(&["import", "deals", "deals.csv", "--dry-run", "--json"], b"");
    let real = data.run(&["import", "deals", "deals.csv", "--json"], b"");
    assert_eq!((dry.code, real.code), (4, 4));
    let real_words = real.out.replace("\"dry_run\":false", "\"dry_run\":true");
    assert_eq!(dry.out, real_words);
    assert!(real_words.contains("\"new\":2,\"there\":0,\"repaired\":0,\"left_out\":1"));
    assert_eq!(real.err, "gendan: 1 row was left out\n");
    let again = data.run(&["import", "deals", "deals.csv"], b"");
    let said = again.out;
    assert!(said.contains("3 rows: 0 new · 2 already there · 0 repaired · 1 left out"), "{said}");
    assert!(said.contains("1 row: «x» is no amount such as 1054.00\n    line 3\n"), "{said}");
}

#[test]
fn people_who_came_in_can_talk() {
    let people = b"sales_agent,manager,regional_office\nAnn Lee,Max Ray,East\n";
    let data = company(&[("people.csv", people)]);
    let done = data.run(&["import", "people", "people.csv"], b"");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("Ann Lee = ann_lee, Max Ray = max_ray"));
    let said = data.run(&["chat", "--as", "max_ray"], b"help\n").out;
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
        let done = data.run(&all, b"");
        let said = done.err;
        assert_eq!(done.code, code, "{args:?}: {said}");
        assert!(said.contains(remedy), "{args:?}: {said}");
    }
    let nowhere = Terminal::empty();
    std::fs::write(nowhere.path("a.csv"), "name\nA\n").expect("a file");
    let done = nowhere.run(&["import", "products", "a.csv"], b"");
    assert_eq!(done.code, 3, "{}", done.err);
}
