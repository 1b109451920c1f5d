//! Files that somebody sends to be brought in, in conversation.

use std::fmt::Write as _;

use storage::Options;

use crate::world::{Seen, World, run};

async fn company(w: &World) {
    w.rep("amy").await;
    w.admin("dana").await;
}

fn shown(said: &Seen) -> String {
    let buttons: Vec<String> = said.reply.buttons().map(|b| format!("[{}]", b.label)).collect();
    format!("{}\n{}", said.reply.plain(), buttons.join(" "))
}

/// What the bot said last.
fn last(w: &World) -> String {
    shown(&w.channel.all().pop().expect("an answer"))
}

#[test]
fn a_file_is_looked_at_brought_in_by_a_press_and_taken_back_as_one() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星科技 13800138000 地区=上海").await;
        let file = "📄客户名单.csv|客户名称,联系电话,地区,备用\n蓝海贸易,,上海,甲\n\
            华星电子,13800138000,深圳,\n,13900139000,,\n只有一格\n";
        w.say("amy", file).await;
        assert!(last(&w).contains("哪个客户"), "a rep's file is kept: {}", last(&w));
        w.say("dana", file).await;
        let preview = last(&w);
        for words in [
            "📄 客户名单.csv · 客户：先看看，还没写入",
            "第 2 行：蓝海贸易 · 上海 · 甲",
            "4 行：新增 1 · 已有 0 · 修正 0 · 未导入 2 · 重复 1",
            "联系电话 = phone",
            "留作附加字段：备用",
            "第 3 行：就是 C-1 华星科技：电话 13800138000 相同",
            "[导入新的 1 条] [并补空白] [并覆盖]",
            "[不导入，存到记录] [取消]",
        ] {
            assert!(preview.contains(words), "{words}\n{preview}");
        }
        w.press("dana", "取消").await;
        assert!(last(&w).contains("没有导入"), "{}", last(&w));
        w.say("dana", file).await;
        w.press("dana", "并覆盖").await;
        let said: Vec<Seen> = w.channel.all();
        let [begun, done, rest] = &said[said.len() - 3..] else { panic!() };
        assert!(begun.edits && shown(begun).contains("正在导入"), "{}", shown(begun));
        assert!(done.edits && shown(done).contains("✅ 客户：已导入"), "{}", shown(done));
        let sum = "4 行：新增 1 · 已有 0 · 修正 0 · 未导入 2 · 更新 1";
        assert!(shown(done).contains(sum) && shown(done).contains("[撤销]"), "{}", shown(done));
        assert!(!rest.edits && shown(rest).contains("有 2 行没有导入"), "{}", shown(rest));
        let rows = rest.rows();
        assert_eq!(rows[0][4], "未导入的原因");
        assert_eq!(rows[1][1..5], ["13900139000", "", "", "没有名称"]);
        assert_eq!((rows[2][0].as_str(), rows.len()), ("只有一格", 3));
        w.say("dana", "C-1").await;
        assert!(last(&w).contains("深圳") && last(&w).contains("华星电子"), "{}", last(&w));
        w.press("dana", "撤销").await;
        assert!(last(&w).contains("↩️ 已撤回 2 条，保留 0 条"), "{}", last(&w));
        w.say("dana", "C-1").await;
        assert!(last(&w).contains("上海") && last(&w).contains("华星科技"), "{}", last(&w));
        w.say("dana", "客户").await;
        assert!(!last(&w).contains("蓝海"), "{}", last(&w));
        // Who did it stands in the history.
        w.say("dana", "历史 C-1").await;
        assert!(last(&w).contains("Dana"), "{}", last(&w));
    });
}

#[test]
fn what_a_file_holds_is_said_guessed_or_asked_and_it_may_be_kept_instead() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星科技").await;
        w.say("dana", "📄名单.csv|姓名,公司,电话\n张三,华星科技,13900139000").await;
        assert!(last(&w).contains("里面是什么？"), "{}", last(&w));
        w.press("dana", "线索").await;
        assert!(last(&w).contains("线索：先看看"), "{}", last(&w));
        w.press("dana", "其实是联系人").await;
        assert!(last(&w).contains("联系人：先看看"), "{}", last(&w));
        w.press("dana", "导入新的 1 条").await;
        assert!(last(&w).contains("✅ 联系人：已导入"), "{}", last(&w));
        w.say("dana", "📄a.csv|姓名,公司,电话\n李四,,13700137000|导入 线索").await;
        let said = last(&w);
        assert!(said.contains("线索：先看看") && !said.contains("没有存"), "{said}");
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:李工\nORG:华星科技\nTEL:13600136000\nEND:VCARD";
        w.say("dana", &format!("📄李工.vcf|{card}")).await;
        assert!(last(&w).contains("联系人：先看看"), "{}", last(&w));
        w.press("dana", "不导入，存到记录").await;
        assert!(last(&w).contains("哪个客户"), "{}", last(&w));
        w.say("dana", "华星科技").await;
        assert!(last(&w).contains("附件已存（1）"), "{}", last(&w));
        w.say("dana", "📄坏.csv|甲,乙\n1,2").await;
        let odd = last(&w);
        assert!(odd.contains("里面是什么") && odd.contains("[不导入，存到记录]"), "{odd}");
        w.say("dana", "📄大.xlsx|11 MB").await;
        assert!(last(&w).contains("gendan import"), "{}", last(&w));
        w.say("dana", "导入文件").await;
        assert!(last(&w).contains("把文件"), "{}", last(&w));
        w.say_in("east", "dana", "导入 线索\n姓名,电话\n张三,13900139000").await;
        assert!(last(&w).contains("单聊"), "{}", last(&w));
        w.say_in("east", "dana", "📄a.csv|姓名,电话\n王五,13500135000|导入 线索").await;
        assert!(last(&w).contains("单聊"), "{}", last(&w));
    });
}

#[test]
fn a_large_file_comes_in_in_parts_and_goes_on_where_it_stood() {
    run(async {
        let mut w = World::new().await;
        company(&w).await;
        let mut file = "📄线索.csv|姓名,电话,备用电话\n".to_owned();
        for n in 0..2_300 {
            writeln!(file, "客{n},{},", 13_000_000_000_u64 + n).expect("a line");
        }
        // The last row has the phone of the first.
        file.push_str("又一个,,13000000000\n");
        w.say("dana", &file).await;
        let sum = "2,301 行：新增 2,300 · 已有 0 · 修正 0 · 未导入 0 · 冲突 1";
        assert!(last(&w).contains(sum), "{}", last(&w));
        let token = w.channel.token("dana", "导入新的 2300 条");
        w.arrive("go", "dana", None, &format!("!{token}")).await;
        w.engine.step().await.expect("work");
        w.deliverer.step().await.expect("work");
        // One step notes what there is to do, one does some of it.
        for _ in 0..2 {
            assert_eq!(w.scheduler.step().await.expect("work"), 1);
        }
        // Nothing but the database is left.
        w.restart(Options::default()).await;
        w.settle().await;
        let all = w.channel.all();
        let done = all.iter().rev().find(|said| shown(said).contains("已导入")).expect("an end");
        assert!(done.edits && shown(done).contains(sum), "{}", shown(done));
        assert_eq!(all.last().expect("a file").rows().len(), 2);
        w.press("dana", "撤销").await;
        assert!(
            last(&w).contains("已撤回 2300 条") || last(&w).contains("已撤回 2,300 条"),
            "{}",
            last(&w)
        );
    });
}

#[test]
fn an_import_is_taken_back_by_a_typed_word_where_nothing_came_after_it() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("dana", "加客户 华星科技").await;
        w.say("dana", "📄客户.csv|客户名称,地区\n蓝海贸易,上海\n恒通贸易,苏州\n").await;
        w.press("dana", "导入新的 2 条").await;
        assert!(last(&w).contains("✅ 客户：已导入"), "{}", last(&w));
        w.at("2026-03-11T15:31:00+08:00");
        w.say("dana", "加客户 腾飞机械").await;
        w.say("dana", "撤销").await;
        assert!(last(&w).contains("↩️ 已撤销 加客户：腾飞机械"), "{}", last(&w));
        w.say("dana", "📄客户2.csv|客户名称,地区\n长江贸易,上海\n").await;
        w.press("dana", "导入新的 1 条").await;
        w.say("dana", "撤销").await;
        assert!(last(&w).contains("↩️ 已撤回 1 条，保留 0 条"), "{}", last(&w));
        w.say("dana", "客户").await;
        assert!(last(&w).contains("蓝海") && !last(&w).contains("长江"), "{}", last(&w));
        // What is taken back is not taken back again.
        w.say("dana", "撤销").await;
        assert!(!last(&w).contains("已撤回"), "{}", last(&w));
    });
}

#[test]
fn what_is_empty_or_cut_off_is_said_so() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("dana", "加客户 华星科技").await;
        w.say("dana", "📄空.csv|").await;
        assert!(last(&w).contains("空.csv 是空的"), "{}", last(&w));
        w.say("dana", "📄只有头.csv|姓名,电话").await;
        assert!(last(&w).contains("只有头.csv 是空的"), "{}", last(&w));
        w.say("amy", "📄方案.pdf|").await;
        assert!(last(&w).contains("方案.pdf 是空的"), "{}", last(&w));
        let cards = "BEGIN:VCARD\nFN:李工\nORG:华星科技\nTEL:13600136000\nEND:VCARD\n\
            BEGIN:VCARD\nFN:王工\nORG:华星科技\nTEL:1360";
        w.say("dana", &format!("📄名片.vcf|{cards}")).await;
        let said = last(&w);
        assert!(said.contains("第 6 行：名片没有写完") && said.contains("新增 1"), "{said}");
    });
}

#[test]
fn one_name_with_two_phones_is_for_whoever_sends_it_to_say() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星科技").await;
        w.say("amy", "加联系人 C-1 李工 13600136000").await;
        w.say("dana", "📄联系人.csv|姓名,公司,电话\n李工,华星科技,13600136001\n").await;
        let said = last(&w);
        assert!(said.contains("K-1 李工 同名，电话不同") && said.contains("冲突 1"), "{said}");
        w.say("amy", "加联系人 C-1 李工 13600136001").await;
        let said = last(&w);
        assert!(said.contains("[就是 K-1，补上] [是另一个人]"), "{said}");
        w.press("amy", "就是 K-1，补上").await;
        assert!(last(&w).contains("13600136000 → 13600136001"), "{}", last(&w));
    });
}

#[test]
fn stages_that_are_like_ours_are_taken_for_them_and_none_is_made_for_rows_left_out() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("amy", "加客户 华星").await;
        w.say("dana", "📄商机.csv|商机,客户,阶段,金额,销售\n一期,华星,报价阶段,12万,\n二期,华星,合同签署,5万,\n三期,华星,试用,1万,").await;
        let preview = last(&w);
        for words in ["报价阶段 → 报价", "归入流程 标准销售流程"] {
            assert!(preview.contains(words), "{words}\n{preview}");
        }
        w.press("dana", "取消").await;
        let file = "📄老商机.csv|商机,客户,阶段,金额,关闭日期\n一期,华星,摸底,12万,\n二期,华星,摸底,5万,\n\
            三期,华星,作废的,不知道,\n四期,华星,谈判桌,1万,";
        w.say("dana", file).await;
        let preview = last(&w);
        assert!(preview.contains("摸底 33 % → 谈判桌 67 %"), "{preview}");
        assert!(!preview.contains("→ 作废的"), "{preview}");
    });
}

#[test]
fn leads_of_a_file_that_belong_to_nobody_go_by_the_rules_and_words_are_read_as_in_chat() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.rep("bo").await;
        w.say("dana", "分配规则 来源=官网 给 Bo").await;
        w.say("dana", "开规则 1").await;
        assert!(last(&w).contains('✅'), "{}", last(&w));
        let file = "📄线索.csv|姓名,电话,来源,负责人\n张三,13800138000,网站,\n李四,13800138001,展会,\n\
            王五,13800138002,官方网站,Amy";
        w.say("dana", file).await;
        let preview = last(&w);
        assert!(preview.contains("按分配规则分出 1 条：Bo 1"), "{preview}");
        w.press("dana", "导入新的 3 条").await;
        w.say("bo", "线索").await;
        assert!(last(&w).contains("张三") && !last(&w).contains("李四"), "{}", last(&w));
    });
}
