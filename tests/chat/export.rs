//! Lists as files, in conversation.

use std::collections::BTreeSet;

use crate::world::scenes::{product, save};
use crate::world::{Seen, World, chat, run};

/// Amy, Bo and Ben, who reads English, and Chen, who leads them. Nobody has anything yet.
async fn company(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.english("ben").await;
    w.manager("chen").await;
}

/// The newest message that brought somebody a file.
fn file(w: &World, who: &str) -> Seen {
    let all = w.channel.all().into_iter().rev();
    let mut files = all.filter(|seen| seen.to == who && seen.file.is_some());
    files.next().unwrap_or_else(|| panic!("{who} got no file"))
}

#[test]
fn a_list_comes_as_a_file_of_what_one_sees() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        for text in
            ["加客户 蓝海贸易 级别=A 地区=上海", "加客户 青松物流", "加线索 =1+1 13800138000"]
        {
            w.say("amy", text).await;
        }
        w.say("bo", "加客户 红杉科技").await;
        w.say("amy", "导出 客户").await;
        let got = file(&w, "amy");
        assert_eq!(got.reply.plain(), "📄 客户：2 条");
        let name = &got.file.as_ref().expect("a file").name;
        assert!(name.starts_with("客户-"), "{name}");
        assert_eq!(name.rsplit_once('.').expect("an ending").1, "csv");
        let rows = got.rows();
        assert_eq!(rows[0][..5], ["编号", "名称", "级别", "行业", "地区"]);
        assert_eq!(rows[1][..2], ["C-2", "青松物流"]);
        assert_eq!(rows[2][..5], ["C-1", "蓝海贸易", "A", "", "上海"]);
        assert_eq!(rows.len(), 3);
        w.say("amy", "导出 客户 A").await;
        assert_eq!(file(&w, "amy").rows().len(), 2);
        w.say("chen", "导出 客户").await;
        assert_eq!(file(&w, "chen").rows().len(), 4);
        w.say("chen", "导出 客户 Bo").await;
        assert_eq!(file(&w, "chen").rows()[1][1], "红杉科技");
        w.say("amy", "导出 线索").await;
        assert_eq!(file(&w, "amy").rows()[1][1], "'=1+1");
        w.say("amy", "导出 客户 excel").await;
        let book = file(&w, "amy").file.expect("a file");
        assert_eq!(book.name.rsplit_once('.').expect("an ending").1, "xlsx");
        assert!(book.bytes.starts_with(b"PK"), "a workbook is a packed folder");
    });
}

#[test]
fn amounts_dates_and_names_stand_in_columns_of_their_own() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("chen", "加产品 A100 空调 单价=3500 底价=3000").await;
        w.say("amy", "加客户 蓝海贸易").await;
        w.say("amy", "新商机 蓝海贸易 20台空调 12.5万 6月30日").await;
        w.say("amy", "新商机 蓝海贸易 备件").await;
        w.say("amy", "输单 D-2 价格").await;
        w.say("amy", "下单 D-1 A100*3 九折").await;
        w.say("amy", "导出 商机").await;
        let rows = file(&w, "amy").rows();
        assert_eq!(rows[0][..6], ["编号", "名称", "客户", "阶段", "金额", "币种"]);
        assert_eq!(rows[1][..6], ["D-1", "20台空调", "蓝海贸易", "需求确认", "125000.00", "CNY"]);
        assert!(rows[1][7].ends_with("-06-30"), "{:?}", rows[1]);
        assert_eq!(rows.len(), 2, "the lost one is not open");
        w.say("amy", "导出 商机 全部").await;
        assert_eq!(file(&w, "amy").rows()[1][8], "价格");
        w.say("amy", "导出 订单").await;
        let rows = file(&w, "amy").rows();
        let line = ["A100", "3", "3500.00", "0.9", "9450.00", "9450.00", "CNY"];
        assert_eq!(rows[1][5..11], line[1..]);
        assert_eq!(rows[1][..4], ["O-1", "蓝海贸易", "20台空调", "草稿"]);
        w.say("amy", "导出 产品").await;
        assert!(!file(&w, "amy").rows()[0].contains(&"底价".to_owned()));
        w.say("chen", "导出 产品").await;
        assert!(file(&w, "chen").rows()[0].contains(&"底价".to_owned()));
    });
}

#[test]
fn what_is_exported_is_asked_for_and_noted() {
    chat(
        company,
        "
        amy: 导出
        bot: 要导出哪张表？ [客户] [商机] [线索] [联系人] [订单] [产品]
        amy! 客户
        bot: 客户：没有可导出的。
        amy: 加客户 蓝海贸易
        bot: ✅ …
        amy: 导出 客户 上海
        bot: 导出不认识“上海”…
        amy: 导出 天气
        bot: 要导出哪张表？
        amy: 取消
        bot: …
        amy: 导出 客户
        bot: 📄 客户：1 条
        ben: customer add Aoki Ltd
        bot: ✅ …
        ben: export all deals
        bot: deal · all: nothing to export.
        ben: export customers
        bot: 📄 customer: 1
        chen: 审计 看过
        bot: 审计 · …
          ~ Amy · 📤 导出了 1 条客户 · test amy
        ",
    );
}

#[test]
fn in_a_group_the_file_goes_to_the_direct_chat() {
    chat(
        company,
        "
        amy: 加客户 蓝海贸易
        bot: ✅ …
        amy#east: 导出 客户
        bot>#east: 📄 文件只发到你的私聊。
        bot>amy: 📄 客户：1 条
        ",
    );
}

#[test]
fn the_manager_hears_of_a_large_export_and_nobody_of_a_small_one() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.say("chen", "我").await;
        for i in 0..51 {
            w.say("amy", &format!("加线索 客人{i} 1390000{i:04}")).await;
        }
        let told = |w: &World| {
            let all = w.channel.all();
            all.iter().filter(|seen| seen.to == "chen" && seen.reply.plain().contains('📤')).count()
        };
        w.say("amy", "导出 线索 新").await;
        assert_eq!(told(&w), 1);
        w.say("amy", "导出 客户").await;
        assert_eq!(told(&w), 1);
        let all = w.channel.all();
        let notice = all.iter().find(|seen| seen.reply.plain().contains('📤')).expect("a notice");
        assert_eq!(notice.reply.plain(), "📤 Amy 导出了 51 条线索。");
        assert_eq!(file(&w, "amy").rows().len(), 52);
    });
}

#[test]
fn more_than_a_page_of_the_database_comes_whole_and_once() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        let all = (1..=2_345).map(|i| product(&w, &format!("P{i}"), "螺丝", Some(35), None));
        save(&w, all).await;
        w.say("amy", "导出 产品").await;
        let rows = file(&w, "amy").rows();
        let codes: BTreeSet<&String> = rows.iter().skip(1).map(|r| &r[0]).collect();
        assert_eq!((rows.len(), codes.len()), (2_346, 2_345));
    });
}

#[test]
fn what_is_planned_and_done_own_fields_and_filters_go_into_files_too() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        w.admin("dana").await;
        w.say("dana", "加字段 商机 预算科目").await;
        w.say("dana", "加字段 客户 员工数 类型=数字").await;
        w.say("chen", "加产品 A100 空调 单价=3500 底价=3000").await;
        w.say("amy", "加客户 蓝海贸易 员工数=1,200 别名=蓝海").await;
        w.say("amy", "新商机 蓝海贸易 空调 12万 预算科目=市场部").await;
        w.say("amy", "记电话 蓝海贸易 聊了价格，嫌贵 明天再打").await;
        w.say("bo", "加客户 红杉科技").await;
        w.say("bo", "新商机 红杉科技 备件").await;
        w.say("chen", "导出 商机 负责人=bo").await;
        let rows = file(&w, "chen").rows();
        assert_eq!((rows.len(), rows[1][1].as_str()), (2, "备件"));
        let before = w.channel.all().len();
        w.say("chen", "导出 商机 负责=bo").await;
        let said = w.channel.all().split_off(before);
        assert!(said.iter().all(|seen| seen.file.is_none()), "{said:?}");
        w.say("chen", "导出 商机 预算科目=市场部").await;
        let rows = file(&w, "chen").rows();
        assert_eq!(rows[0].last().map(String::as_str), Some("预算科目"));
        assert_eq!(rows[1].last().map(String::as_str), Some("市场部"));
        w.say("amy", "导出 客户").await;
        let rows = file(&w, "amy").rows();
        let at = |name: &str| rows[0].iter().position(|one| one == name).expect("a column");
        assert_eq!(rows[1][at("员工数")], "1200");
        assert_eq!(rows[1][at("别名")], "蓝海");
        w.say("amy", "导出 跟进记录 本月").await;
        let rows = file(&w, "amy").rows();
        assert!(rows[1].iter().any(|cell| cell.contains("嫌贵")), "{rows:?}");
        w.say("amy", "导出 待跟进").await;
        let rows = file(&w, "amy").rows();
        assert_eq!((rows.len(), rows[1][4].as_str()), (2, "蓝海贸易"));
        w.say("bo", "导出 待跟进").await;
        let none = w.channel.all().pop().expect("an answer");
        assert!(none.file.is_none(), "{none:?}");
    });
}

#[test]
fn what_was_taken_out_comes_back_into_the_same_fields() {
    for lang in ["zh", "en"] {
        run(async {
            let w = World::new().await;
            company(&w).await;
            w.admin("dana").await;
            w.say("dana", &format!("lang {lang}")).await;
            for text in [
                "加客户 江城控股",
                "加客户 蓝海贸易 级别=A 地区=上海",
                "改客户 蓝海贸易 行业=贸易 地址=外滩1号 电话=13800138000 邮箱=a@b.cn",
                "改客户 蓝海贸易 标签=大客户 备注=老客户 简称=蓝海 上级=江城控股",
                "改客户 蓝海贸易 抬头=蓝海贸易有限公司 开户行=招商银行 账号=5919",
                "改客户 蓝海贸易 其他联系方式=13900139000、13700137000",
            ] {
                w.say("amy", text).await;
            }
            w.say("dana", "改客户 蓝海贸易 额度=5万").await;
            w.say("dana", "导出 客户").await;
            let rows = file(&w, "dana").rows();
            assert_eq!(rows.len(), 3, "{rows:?}");
            let filled = rows[1].iter().filter(|cell| !cell.is_empty()).count();
            assert!(filled >= 15, "{rows:?}");
            let table: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
            w.say("dana", &format!("导入 客户\n{}", table.join("\n"))).await;
            let said = w.channel.all().pop().expect("an answer").reply.plain();
            for kept in ["附加字段", "extra"] {
                assert!(!said.contains(kept), "{lang}: {said}");
            }
        });
    }
}

#[test]
fn leads_contacts_and_deals_come_back_into_the_same_fields_too() {
    for lang in ["zh", "en"] {
        run(async {
            let w = World::new().await;
            company(&w).await;
            w.admin("dana").await;
            w.say("dana", &format!("lang {lang}")).await;
            for text in [
                "加线索 王五 13800138777 公司=蓝海 邮箱=w@b.cn 来源=展会 需求=20台 地区=上海 标签=急",
                "加线索 赵六 13800138778",
                "丢线索 赵六 价格",
                "加客户 蓝海贸易",
                "加联系人 蓝海贸易 李工 13700137000 职位=工程师 邮箱=l@b.cn 备注=懂行",
                "新商机 蓝海贸易 20台空调 12万 6月30日 备注=年度采购",
                "新商机 蓝海贸易 10台空调 5万 6月30日",
                "输单 10台空调 价格 竞争对手=美的",
            ] {
                w.say("amy", text).await;
            }
            for (kind, filled) in [("线索", 12), ("联系人", 8), ("商机", 10)] {
                w.say("dana", &format!("导出 {kind}")).await;
                let rows = file(&w, "dana").rows();
                let most = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
                let told = rows[1..].iter().map(most).max();
                assert!(told >= Some(filled), "{lang} {kind}: {told:?} in {rows:?}");
                let table: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
                w.say("dana", &format!("导入 {kind}\n{}", table.join("\n"))).await;
                let said = w.channel.all().pop().expect("an answer").reply.plain();
                for kept in ["附加字段", "extra", "认不出", "new stage", "新增阶段"] {
                    assert!(!said.contains(kept), "{lang} {kind}: {rows:?} {said}");
                }
            }
        });
    }
}
