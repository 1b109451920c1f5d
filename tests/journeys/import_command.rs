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
        ("odd_bytes.csv", b"name\n\xff\xff\n"),
        ("good.csv", b"name,price\nA,1\n"),
    ]);
    for (args, code, remedy) in [
        (&["products", "none.csv"][..], 2, "none.csv: there is no such file"),
        (&["products", "."], 2, "is a folder"),
        (&["products", "empty.csv"], 1, "the file is empty"),
        (&["products", "odd.csv"], 1, "--map \"foo=name\""),
        (&["products", "odd_bytes.csv"], 1, "line 2 is not UTF-8"),
        (&["products", "good.csv", "--map", "price=prize"], 2, "They have: name, sku, price"),
        (&["products", "good.csv", "--map", "prize=price"], 2, "It has: name, price"),
        (&["products", "good.csv", "--map", "price"], 2, "Sold by=owner"),
        (&["products", "good.csv", "--currency", "ABC"], 2, "ABC is not an ISO 4217 currency"),
        (&["orders", "good.csv"], 2, "people, products, customers, contacts, leads, deals"),
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

#[test]
fn a_report_reads_in_the_language_that_is_asked_for_else_in_the_org_s() {
    let terminal = Terminal::empty();
    let init = ["init", "--name", "公司", "--admin", "dana", "--lang", "zh", "--currency", "CNY"];
    assert_eq!(terminal.run(&init, b"").code, 0);
    let deals =
        "编号,商机名称,阶段,金额,备用\n1,甲,报价,10\n2,乙,报价,x,\n3,丙,赢单,5,y\n4,丁,输单,0,\n";
    std::fs::write(terminal.path("deals.csv"), deals).expect("a file");
    std::fs::write(terminal.path("odd.csv"), "甲,乙\n1,2\n").expect("a file");
    let import = |file: &str, more: &[&str]| {
        let args = ["import", "deals", file, "--dry-run"];
        terminal.run(&[&args[..], more].concat(), b"")
    };
    let said = import("deals.csv", &[]).out;
    for words in [
        "商机：deals.csv（试运行，什么都没写）\n4 行：新增 2 · 已有 0 · 修正 0 · 未导入 2\n",
        "列：编号 = id, 商机名称 = name, 阶段 = stage, 金额 = amount\n留作附加字段：备用\n",
        "未导入：\n  1 行：有 4 格，而表头有 5 列\n    行号：2\n",
        "1 行：“x”不是金额，要像 1054.00 这样\n    行号：3\n",
        "值得留意：\n",
        "1 行：输单金额为 0：当作未知\n",
        "没有写客户",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let said = import("deals.csv", &["--lang", "en"]).out;
    for words in [
        "deals from deals.csv (dry run: nothing is written)\n4 rows: 2 new",
        "kept as extra fields: 备用\n",
        "  1 row: 4 cells where the header has 5\n    line 2\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let (zh, en) = (import("odd.csv", &[]).err, import("odd.csv", &["--lang", "en"]).err);
    assert!(zh.contains("缺少 stage 列") && en.contains("no column for stage"), "{zh}{en}");
}
