//! Files in many shapes come in once: what is there already is noticed, told, and treated as one
//! chooses; columns that were explained once are known the next time.

use rust_xlsxwriter::{Format, Workbook};

use crate::terminal::{Ended, Terminal};

fn company(files: &[(&str, &[u8])]) -> Terminal {
    let terminal = Terminal::empty();
    let init = ["init", "--name", "Demo", "--admin", "dana", "--lang", "en", "--currency", "CNY"];
    let made = terminal.run(&init, b"");
    assert_eq!(made.code, 0, "{}", made.err);
    for (name, bytes) in files {
        std::fs::write(terminal.path(name), bytes).expect("a file");
    }
    terminal
}

fn import(terminal: &Terminal, args: &[&str]) -> Ended {
    let all: Vec<&str> = std::iter::once("import").chain(args.iter().copied()).collect();
    terminal.run(&all, b"")
}

fn said(terminal: &Terminal, words: &str) -> String {
    let ended = terminal.run(&["chat", "--as", "dana"], format!("{words}\n").as_bytes());
    assert_eq!(ended.code, 0, "{}", ended.err);
    ended.out
}

/// A workbook with a header and one row, as people send them.
fn book() -> Vec<u8> {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    let names = ["客户名称", "联系电话", "信用额度", "成立日期", "税号"];
    for (name, column) in names.into_iter().zip(0..) {
        sheet.write_string(0, column, name).expect("a cell");
    }
    sheet.write_string(1, 0, "华星科技").expect("a cell");
    sheet.write_number(1, 1, 13_800_138_000.0).expect("a cell");
    sheet.write_number(1, 2, 120_000.0).expect("a cell");
    let day = chrono::NaiveDate::from_ymd_opt(2001, 5, 6).expect("a day");
    let format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_with_format(1, 3, &day, &format).expect("a cell");
    sheet.write_string(1, 4, "91350100M000100Y43").expect("a cell");
    file.save_to_buffer().expect("a workbook")
}

#[test]
fn workbooks_and_other_encodings_come_in_like_any_file() {
    let (gbk, _, _) = encoding_rs::GB18030.encode("客户名称;联系电话\n蓝海贸易;13900139000\n");
    let wide = "客户名称\t联系电话\n青松物流\t13700137000\n".encode_utf16();
    let wide: Vec<u8> = [0xfeff].into_iter().chain(wide).flat_map(u16::to_le_bytes).collect();
    let data = company(&[("book.xlsx", &book()), ("gbk.csv", &gbk), ("wide.txt", &wide)]);
    said(&data, "field add customer 成立日期 type=date");
    for file in ["book.xlsx", "gbk.csv", "wide.txt"] {
        let done = import(&data, &["customers", file]);
        assert_eq!(done.code, 0, "{file}: {}{}", done.out, done.err);
        assert!(done.out.contains("1 row: 1 new"), "{}", done.out);
    }
    let card = said(&data, "C-1");
    for line in ["13800138000", "¥120,000.00", "91350100M000100Y43", "成立日期: "] {
        assert!(card.contains(line), "{line}\n{card}");
    }
    assert!(said(&data, "C-2").contains("蓝海贸易") && said(&data, "C-3").contains("青松物流"));
}

#[test]
fn one_choice_says_what_becomes_of_those_that_are_there() {
    let first = "name,phone,region\nAcme Corp,13800138000,\nBeta,13900139000,Bern\n".as_bytes();
    let second = "name,phone,region,level\n\
        acme corp.,,Oslo,A\nBeta,13900139000,Rome,\nGamma,13700137000,,\nGAMMA!,,,\n\
        Delta,13800138000,,\nACME-Corp,13900139000,,\n"
        .as_bytes();
    let data = company(&[("first.csv", first), ("second.csv", second)]);
    assert_eq!(import(&data, &["customers", "first.csv"]).code, 0);
    let dry = import(&data, &["customers", "second.csv", "--dry-run"]);
    assert_eq!(dry.code, 4, "{}", dry.out);
    for words in [
        "6 rows: 1 new · 1 already there · 0 repaired · 0 left out",
        "2 there already under another name",
        "2 unclear",
        "is C-1 Acme Corp: the same name but for spelling\n    line 2\n",
        "is line 4 of this file: the same name but for spelling\n    line 5\n",
        "is C-1 Acme Corp: the same phone 13800138000\n    line 6\n",
        "may be any of these: C-1 Acme Corp, C-2 Beta\n    line 7\n",
    ] {
        assert!(dry.out.contains(words), "{words}\n{}", dry.out);
    }
    let filled = import(&data, &["customers", "second.csv", "--twins", "fill"]);
    assert!(filled.out.contains("1 updated · 3 unclear"), "{}", filled.out);
    assert!(filled.out.contains("is line 2 of this file: both are C-1"), "{}", filled.out);
    let card = said(&data, "C-1");
    assert!(card.contains("Oslo") && card.contains("Acme Corp"), "{card}");
    assert!(said(&data, "C-2").contains("Bern"));
    let over = import(&data, &["customers", "second.csv", "--twins", "overwrite"]);
    assert!(over.out.contains("updated"), "{}", over.out);
    assert!(said(&data, "C-2").contains("Rome"));
    // The same again has nothing left to do.
    let again = import(&data, &["customers", "second.csv", "--twins", "fill"]);
    assert!(!again.out.contains("updated"), "{}", again.out);
    let refused =
        import(&data, &["deals", "second.csv", "--map", "level=stage", "--twins", "fill"]);
    assert_eq!(refused.code, 2, "{}{}", refused.out, refused.err);
}

#[test]
fn columns_are_explained_once() {
    let data = company(&[
        ("a.csv", b"who,where\nAcme,Oslo\n"),
        ("b.csv", b"who,where\nBeta,Rome\n"),
        ("c.csv", b"Acme,13800138000\nBeta,13900139000\n"),
    ]);
    let refused = import(&data, &["customers", "a.csv"]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    let map = ["customers", "a.csv", "--map", "who=name", "where=region"];
    assert_eq!(import(&data, &map).code, 0);
    let next = import(&data, &["customers", "b.csv"]);
    assert_eq!(next.code, 0, "{}", next.err);
    assert!(next.out.contains("as you said last time: who = name, where = region"), "{}", next.out);
    assert!(said(&data, "C-2").contains("Rome"));
    let bare = import(&data, &["customers", "c.csv"]);
    assert!(bare.err.contains("looks like data"), "{}", bare.err);
}

#[test]
fn leads_and_contacts_come_from_files_and_from_cards() {
    let cards = "BEGIN:VCARD\nVERSION:3.0\nFN:李工\nORG:华星科技\nTEL:13600136000\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:3.0\nFN:王总\nORG:不认识公司\nTEL:13500135000\nEND:VCARD\n";
    let leads = "姓名,公司,电话,来源,状态\n张三,蓝海,13400134000,展会,已联系\n\
        李工,华星,13600136000,展会,\n赵六,红杉,13300133000,天上掉的,\n张三丰,,13400134000,,\n";
    let data = company(&[
        ("customers.csv", "名称\n华星科技有限公司\n".as_bytes()),
        ("cards.vcf", cards.as_bytes()),
        ("leads.csv", leads.as_bytes()),
    ]);
    assert_eq!(import(&data, &["customers", "customers.csv"]).code, 0);
    let contacts = import(&data, &["contacts", "cards.vcf"]);
    assert_eq!(contacts.code, 4, "{}", contacts.out);
    assert!(contacts.out.contains("2 rows: 1 new"), "{}", contacts.out);
    assert!(contacts.out.contains("«不认识公司» is not there: import customers first"));
    let done = import(&data, &["leads", "leads.csv"]);
    for words in [
        "4 rows: 2 new · 0 already there · 1 repaired",
        "is K-1 李工: the same phone 13600136000\n    line 3\n",
        "there is no source «天上掉的»",
        "the same as line 2\n    line 5\n",
    ] {
        assert!(done.out.contains(words), "{words}\n{}", done.out);
    }
    assert!(said(&data, "L-1").contains("Status: contacted"), "{}", said(&data, "L-1"));
    let back = import(&data, &["leads", "leads.csv", "--undo", "--dry-run"]);
    assert!(back.out.contains("would be taken back: 2 · stays: 0"), "{}{}", back.out, back.err);
    said(&data, "lead edit L-2 region=Oslo");
    let back = import(&data, &["leads", "leads.csv", "--undo"]);
    assert!(back.out.contains("taken back: 1 · stays: 1"), "{}", back.out);
    assert!(back.out.contains("L-2 赵六: changed since"), "{}", back.out);
    let again = import(&data, &["leads", "leads.csv"]);
    assert!(again.out.contains("1 new · 1 already there"), "{}", again.out);
}

#[test]
fn a_file_takes_back_only_what_it_brought_in_itself() {
    let data = company(&[
        ("one.csv", "名称\n甲甲机械\n乙乙机械\n".as_bytes()),
        ("two.csv", "名称\n甲甲机械\n丙丙机械\n".as_bytes()),
    ]);
    assert_eq!(import(&data, &["customers", "one.csv"]).code, 0);
    import(&data, &["customers", "two.csv"]);
    let back = import(&data, &["customers", "two.csv", "--undo"]);
    assert!(back.out.contains("taken back: 1 · stays: 1"), "{}{}", back.out, back.err);
    assert!(back.out.contains("another file brought it"), "{}", back.out);
    assert!(said(&data, "customer list").contains("甲甲机械"));
    let back = import(&data, &["customers", "one.csv", "--undo"]);
    assert!(back.out.contains("taken back: 2 · stays: 0"), "{}{}", back.out, back.err);
}

#[test]
fn a_deal_that_ended_in_the_future_is_left_out() {
    let deals =
        b"id,name,stage,amount,close\n1,One,Won,10,2099-01-01\n2,Two,Quotation,10,2099-01-01\n\
        3,Three,Won,10,5.3.2020\n4,Four,Won,10,43895\n";
    let data = company(&[("deals.csv", deals)]);
    let done = import(&data, &["deals", "deals.csv"]);
    assert!(done.out.contains("4 rows: 3 new"), "{}", done.out);
    assert!(done.out.contains("close is 2099-01-01, which is still to come\n    line 2\n"));
}
