//! `gendan chat` without a terminal.

use serde_json::Value;

use super::{MONDAY, Terminal};

#[test]
fn each_reply_is_one_object_with_its_line() {
    let said = Terminal::practice().amy("加线索 李四 13900139000\n\n线索\n");
    assert_eq!(said.len(), 2);
    assert_eq!((&said[0]["line"], &said[1]["line"]), (&1.into(), &3.into()));
    assert_eq!(said[0]["to"], "amy");
    assert_eq!(said[0]["chat"], "console/main/amy");
    assert_eq!(said[0]["kind"], "say");
    assert_eq!(said[0]["buttons"][0]["n"], 1);
    for name in ["id", "text", "edits", "file"] {
        assert!(said[0].get(name).is_some(), "{name} is missing");
    }
}

#[test]
fn the_same_id_is_done_once_also_in_a_later_process() {
    let terminal = Terminal::practice();
    let line = "{\"id\":\"m1\",\"text\":\"加线索 李四 13900139000\"}\n";
    assert_eq!(terminal.amy(&line.repeat(2)).len(), 1);
    assert_eq!(terminal.amy(line).len(), 0);
    let list = terminal.amy("线索\n");
    assert!(list[0]["text"].as_str().is_some_and(|text| text.contains("L-1 ")), "{list:?}");
    assert!(list[0]["text"].as_str().is_some_and(|text| !text.contains("L-2")), "{list:?}");
}

#[test]
fn a_button_is_pressed_by_its_number_also_in_a_later_process() {
    let terminal = Terminal::practice();
    terminal.amy("加线索 李四 13900139000\n");
    let card = terminal.amy("!1\n");
    assert_eq!(card[0]["kind"], "card");
    assert!(card[0]["text"].as_str().is_some_and(|text| text.contains("13900139000")), "{card:?}");
    let none = terminal.amy("!99\n");
    assert_eq!(none.len(), 1, "a button that is not there is answered too");
    assert_eq!(none[0]["text"], "没有第 99 个按钮：上一条带按钮的消息有 7 个。");
    let early = Terminal::practice().amy("!9\n");
    assert_eq!(early[0]["text"], "这里还没有可以按的按钮。");
}

#[test]
fn a_group_is_a_chat_of_its_own() {
    let terminal = Terminal::practice();
    terminal.amy("加线索 李四 13900139000\n");
    let said = terminal.amy("{\"in\":\"sales\",\"text\":\"看线索 L-1\"}\n");
    assert_eq!(said[0]["chat"], "console/main/#sales");
    assert_eq!(said[0]["to"], "amy");
    assert!(said[0]["text"].as_str().is_some_and(|text| text.contains("139****9000")), "{said:?}");
}

#[test]
fn in_a_group_a_question_shows_how_it_is_answered_and_other_words_are_no_answer() {
    let terminal = Terminal::practice();
    let args = ["chat", "--as", "amy", "--in", "east", "--at", MONDAY];
    let say = |lines: &str| terminal.run(&args, lines.as_bytes()).out;
    let asked = say("加联系人 华为\n");
    assert!(asked.ends_with("[> 姓名]\n"), "{asked}");
    assert_eq!(say("今天真热\n"), "");
    let saved = say("> 小明\n");
    assert!(saved.starts_with("✅ 已加联系人 小明"), "{saved}");
}

#[test]
fn a_stranger_is_answered_once_a_day() {
    let terminal = Terminal::practice();
    let lines = format!("hi\nhi\n@{}\nhi\n", MONDAY.replace("03-02", "03-04"));
    let args = ["chat", "--as", "nobody", "--lang", "en", "--at", MONDAY, "--json"];
    let said = terminal.run(&args, lines.as_bytes()).objects();
    let lines: Vec<_> = said.iter().map(|reply| reply["line"].clone()).collect();
    assert_eq!(lines, [1, 4]);
}

#[test]
fn odd_input_is_survived() {
    let mut input = vec![b'x'; 1_000_000];
    input.extend_from_slice(b"\na\0b\n\xff\xfe\n{\"text\":\"a\\u0000b\"}\n{}\n\n!0\n@x\n");
    input.extend_from_slice("帮助".as_bytes());
    let args = ["chat", "--as", "amy", "--at", MONDAY, "--json"];
    let said = Terminal::practice().run(&args, &input).objects();
    assert_eq!(said.len(), 8, "every line but the empty one is answered");
}

#[test]
fn a_clock_line_that_is_no_time_stops_with_a_word() {
    let ended = Terminal::practice().run(&["chat", "--as", "amy"], b"@2026-99-99\nhi\n");
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("line 1"), "{}", ended.err);
}

#[test]
fn a_place_a_file_a_card_and_what_is_passed_on_come_as_objects() {
    let terminal = Terminal::practice();
    let said = terminal.amy(
        r#"{"place":"31.240018,121.490317","accuracy":12}
!1
{"file":{"name":"名片.txt","text":"李工 采购"},"text":"记 华为 他的名片"}
附件 华为
{"contact":{"name":"王五","phone":"13700137000"}}
{"from":"王五","text":"价格能不能再低一点"}
{"from":"","place":"31.2,121.4"}
{"place":"nowhere"}
"#,
    );
    let text = |n: usize| said[n]["text"].as_str().expect("a text").to_owned();
    assert!(text(0).starts_with("📍 收到位置。"), "{}", text(0));
    assert!(text(1).starts_with("📍 已签到："), "{}", text(1));
    assert!(text(2).contains("📎 附件已存（1）"), "{}", text(2));
    let path = said[3]["file"].as_str().expect("a file");
    assert_eq!(std::fs::read_to_string(path).expect("it is there"), "李工 采购");
    assert!(text(4).contains("要怎么记"), "{}", text(4));
    assert!(text(5).contains("哪个客户"), "{}", text(5));
    assert!(text(6).starts_with("这是转发或从列表里选的地点"), "{}", text(6));
    assert!(text(7).contains("is no place such as"), "{}", text(7));
}

#[test]
fn a_line_of_a_digest_is_answered_by_its_number_right_after_it() {
    let terminal = Terminal::practice();
    let chen = |at: &str, input: &str| {
        let args = ["chat", "--as", "chen", "--json", "--at", at];
        terminal.run(&args, input.as_bytes()).objects()
    };
    let told = |said: &[Value]| -> Vec<String> {
        let all = said.iter().filter(|one| one["to"] != "chen");
        all.map(|one| format!("{} {}", one["to"], one["text"])).collect()
    };
    let both = told(&chen(MONDAY, "看简报 日报\n1 客户怎么说？\n２ 好的\n20台空调 张三\n"));
    assert_eq!(both.len(), 2, "{both:?}");
    assert!(both[0].starts_with("\"amy\"") && both[0].contains("客户怎么说？"), "{both:?}");
    assert!(both[1].starts_with("\"bo\"") && both[1].contains("好的"), "{both:?}");
    // Minutes later, in another process, but not once something was asked or it is long ago.
    let later = "2026-03-02T10:09:00+08:00";
    assert_eq!(told(&chen(later, "1 急\n")).len(), 1);
    assert_eq!(told(&chen(later, "分线索\n1 急\n取消\n")).len(), 0);
    assert_eq!(told(&chen("2026-03-02T10:11:00+08:00", "1 急\n")).len(), 0);
}
