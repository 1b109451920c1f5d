//! Tables that somebody pastes, in conversation.

use crate::world::{World, run};

async fn company(w: &World) {
    w.rep("amy").await;
    w.admin("dana").await;
}

/// What the bot said last.
fn last(w: &World) -> String {
    let said = w.channel.all().pop().expect("an answer");
    let buttons: Vec<String> = said.reply.buttons().map(|b| format!("[{}]", b.label)).collect();
    format!("{}\n{}", said.reply.plain(), buttons.join(" "))
}

#[test]
fn a_pasted_table_is_looked_at_brought_in_and_taken_back_as_one() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星科技 13800138000").await;
        // As copied from a spreadsheet: tabs, with an empty cell between two of them.
        let table = "导入 客户\n客户名称\t联系电话\t地区\t备用\n蓝海贸易\t\t上海\t甲\n\
            华星电子\t13800138000\t深圳\t\n青松物流\t12345\t\t";
        w.say("amy", table).await;
        assert!(!last(&w).contains("[导入新的"), "{}", last(&w));
        w.say("dana", table).await;
        let preview = last(&w);
        for words in [
            "客户：先看看，还没写入",
            "3 行：新增 2 · 已有 0 · 修正 1 · 未导入 0 · 重复 1",
            "留作附加字段：备用",
            "第 3 行：就是 C-1 华星科技：电话 13800138000 相同",
            "[导入新的 2 条] [并补空白] [并覆盖]",
        ] {
            assert!(preview.contains(words), "{words}\n{preview}");
        }
        w.say("dana", "客户").await;
        assert!(!last(&w).contains("蓝海"), "nothing is written by looking: {}", last(&w));
        w.say("dana", table).await;
        w.press("dana", "并补空白").await;
        let done = last(&w);
        assert!(done.contains("✅ 客户：已导入") && done.contains("更新 1"), "{done}");
        w.say("dana", "C-1").await;
        assert!(last(&w).contains("深圳"), "{}", last(&w));
        w.say("dana", "蓝海").await;
        assert!(last(&w).contains("上海"), "{}", last(&w));
        w.say("dana", table).await;
        assert!(last(&w).contains("新增 0 · 已有 2"), "{}", last(&w));
        w.say("dana", "撤销").await;
        w.say("dana", "客户").await;
        let left = last(&w);
        assert!(left.contains("华星科技") && !left.contains("蓝海"), "{left}");
        // What was taken back may come again.
        w.say("dana", table).await;
        assert!(last(&w).contains("新增 2"), "{}", last(&w));
    });
}

#[test]
fn cards_and_what_cannot_be_read_are_answered() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星科技").await;
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:李工\nORG:华星科技\nTEL:13600136000\nEND:VCARD";
        w.say("dana", &format!("导入 {card}")).await;
        assert!(last(&w).contains("联系人：先看看"), "{}", last(&w));
        w.press("dana", "导入新的 1 条").await;
        w.say("dana", "联系人 华星科技").await;
        assert!(last(&w).contains("李工"), "{}", last(&w));
        w.say("dana", "导入 姓名,电话\n张三,13900139000").await;
        assert!(last(&w).contains("表格里是什么？"), "{}", last(&w));
        w.press("dana", "线索").await;
        assert!(last(&w).contains("线索：先看看"), "{}", last(&w));
        w.say("dana", "导入 线索\n甲,乙\n1,2").await;
        assert!(last(&w).contains("缺少"), "{}", last(&w));
    });
}

#[test]
fn what_a_table_holds_and_the_table_may_come_one_after_the_other() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("dana", "导入 线索").await;
        assert!(last(&w).contains("下一条消息"), "{}", last(&w));
        w.say("dana", "姓名\t公司\t电话\n王磊\t恒力集团\t13688886666\n周敏\t\t13688886667").await;
        assert!(last(&w).contains("[导入新的 2 条]"), "{}", last(&w));
        w.press("dana", "导入新的 2 条").await;
        assert!(last(&w).contains("✅ 线索：已导入"), "{}", last(&w));
        // The names of the columns may come before the rows, too.
        w.say("dana", "导入 线索 姓名,电话").await;
        w.say("dana", "李娜,13688886668").await;
        assert!(last(&w).contains("[导入新的 1 条]"), "{}", last(&w));
        w.say("dana", "导入 线索").await;
        w.say("dana", "算了").await;
        assert!(last(&w).contains("好的"), "{}", last(&w));
    });
}
