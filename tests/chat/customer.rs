//! Customers and their people in conversation.

use crate::world::chat;
use crate::world::scenes::team;

#[test]
fn a_customer_is_added_listed_shown_and_edited_in_either_language() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 客户
        bot: 还没有客户。先加一个：加客户 华星科技 级别=A
        amy: 加客户 华星科技 级别=A 行业=电子 地区=深圳 老王介绍的
        bot: ✅ 已加客户 华星科技（C-1） [查看] [撤销]
          | 级别: A
          | 行业: 电子
          | 地区: 深圳
          | 备注: 老王介绍的
        amy: 加客户 华威机械 级别=B
        bot: ✅ 已加客户 华威机械（C-2）
        amy: 客户
        bot: 客户 [C-1] [C-2]
          | • C-1 华星科技 · A · 深圳 · 电子
        amy: 客户 A
        bot: 客户 · A [C-1]
          - C-2
        amy: 客户 华威
        bot: 客户 · “华威” [C-2]
          - C-1
        amy: 客户 深圳
        bot: 客户 · “深圳” [C-1]
          - C-2
        amy: 客户 火星
        bot: 没有符合条件的客户…
        amy: 改客户 华威 级别=A 行业=机械 地址=苏州路1号
        bot: ✅ 已改 华威机械（C-2） [查看]
          | 级别: B → A
          | 行业: — → 机械
          | 地址: — → 苏州路1号
        amy: 改客户 C-2 名称=
        bot: 名称不能清空，没有改动。
        ben: customer add Acme Trading Co., Ltd. level=A
        bot: ✅ Saved the customer Acme Trading Co., Ltd. (C-3)
          | Level: A
        ben: customers
        bot: Customers [C-3]
          - C-1
        ben: C-1
        bot: I find no “C-1”…
        ben: customer edit acme level=B
        bot: ✅ Changed Acme Trading Co., Ltd. (C-3)
          | Level: A → B
        ",
    );
}

#[test]
fn a_similar_name_of_a_colleague_warns_and_gives_nothing_away() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.english("ben").await;
            w.manager("chen").await;
        },
        "
        amy: 加客户 华为技术有限公司
        bot: ✅ 已加客户 华为技术有限公司（C-1）
        bo: 查重 华为
        bot: 华为没有完全相同的；有名字相近的，不在你的范围内。可以先找主管核实，也可以录入。 [加成客户]
          - 技术
          - C-1
          - Amy
        ben: check 华为
        bot: 华为 is not there; a similar name exists, outside of what you may see…
        bo: 加客户 华为
        bot: ✅ 已加客户 华为（C-2） [撤销]
          | 还有名字相近的，不在你的范围内。要是同一家，请先找主管核实。
          - 技术
          - C-1
        bo: 加线索 王五 13912345678 公司=华为技术
        bot: ✅ 已记下 王五（L-1）
        bo: 加线索 赵六 13912345679 公司=华为技
        bot: ✅ 已记下 赵六（L-2）
          | 还有名字相近的，不在你的范围内。要是同一家，请先找主管核实。
        bo: 查重 美的
        bot: ✅ 美的没有重复，可以录入。
        chen: 查重 华为
        bot: 华为已经在系统里：
          | • C-2 华为 · 客户
        ",
    );
}

#[test]
fn a_company_is_a_customer_once_however_it_is_written() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
        },
        "
        amy: 加客户 深圳市华星科技有限公司 电话=0755-88886666
        bot: ✅ 已加客户 深圳市华星科技有限公司（C-1）
        amy: 加客户 華星科技
        bot: 已经有这个客户了：深圳市华星科技有限公司（C-1），没有重复记录。 [查看]
        bo: 加客户 华星科技
        bot: 这个公司已在系统里，不在你的范围内，没有重复记录。可以找主管核实。
          - C-1
          - Amy
        bo: 加客户 别的公司 0755 8888 6666
        bot: 这个电话已在系统里，不在你的范围内，没有重复记录。可以找主管核实。
        bo: 加客户 别的公司 0755 8888 6667
        bot: ✅ 已加客户 别的公司（C-2）
          | 电话: 0755 8888 6667
        amy: 加客户 华星光电
        bot: ✅ 已加客户 华星光电（C-3）
        amy: 改客户 C-3 名称=华星科技
        bot: 已经有这个客户了：深圳市华星科技有限公司（C-1），没有重复记录。
        amy: 撤销
        bot: ↩️ 已撤销 加客户：华星光电
        amy: 加客户 华星光电股份有限公司
        bot: ✅ 已加客户 华星光电股份有限公司（C-4）
        amy: 加客户 华星
        bot: ✅ 已加客户 华星（C-5）
          | 名字相近的客户：华星光电股份有限公司（C-4） · 深圳市华星科技有限公司（C-1）。要是同一家，撤销就好。
        amy: 撤销
        bot: ↩️ 已撤销 加客户：华星
        ",
    );
}

#[test]
fn a_company_that_is_written_differently_warns_and_is_saved() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.english("ben").await;
        },
        "
        amy: 加客户 深圳市华星科技有限公司
        bot: ✅ 已加客户 深圳市华星科技有限公司（C-1）
        amy: 加线索 王五 公司=华兴科技
        bot: ✅ 已记下 王五（L-1） [查看] [查看 C-1]
          | 名字相近的客户：深圳市华星科技有限公司（C-1）。要是同一家，撤销就好。
          - 范围
        amy! 查看 C-1
        bot: 深圳市华星科技有限公司（C-1）…
        amy: 加客户 华新科技
        bot: ✅ 已加客户 华新科技（C-2） [查看 C-1] [查看 L-1]
          | 名字相近的客户：深圳市华星科技有限公司（C-1）。要是同一家，撤销就好。
          | 名字相近的线索：华兴科技（L-1）。要是同一家，撤销就好。
        bo: 加线索 赵六 公司=华欣科技
        bot: ✅ 已记下 赵六（L-2）
          | 还有名字相近的，不在你的范围内。要是同一家，请先找主管核实。
          - 华星
          - 华新
          - 华兴
          - C-
          - L-1
          - Amy
        ben: lead add Ann Lee company=Huaxing Technology Co., Ltd
        bot: ✅ Saved Ann Lee (L-3)
          | A similar name exists, outside of what you may see. If it is the same company, ask your manager first.
          - C-1
        ben: convert L-3
        bot: ✅ Ann Lee (L-3) is now the customer Huaxing Technology Co., Ltd (C-3)
          | A similar name exists, outside of what you may see. If it is the same company, ask your manager first.
        ben: lead add Bob company=Huaxing Technologie
        bot: ✅ Saved Bob (L-4) [Show C-3]
          | Customers of a similar name: Huaxing Technology Co., Ltd (C-3). If it is the same one, just undo.
        ben: customer add Huaxing Tecnology
        bot: ✅ Saved the customer Huaxing Tecnology (C-4) [Show C-3]
          | Customers of a similar name: Huaxing Technology Co., Ltd (C-3). If it is the same one, just undo.
          - L-3
        ",
    );
}

#[test]
fn words_that_everybody_has_warn_of_nobody() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加客户 华星科技有限公司
        bot: ✅ 已加客户 华星科技有限公司（C-1）
        ben: customer add Acme Trading Ltd
        bot: ✅ Saved the customer Acme Trading Ltd (C-2)
        ben: lead add Ann company=金星科技有限公司
        bot: ✅ Saved Ann (L-1)
          - similar
        ben: lead add Sue company=科技
        bot: ✅ Saved Sue (L-2)
          - similar
        ben: lead add Tim company=华
        bot: ✅ Saved Tim (L-3)
          - similar
        amy: 加线索 李四 公司=Best Trading Ltd
        bot: ✅ 已记下 李四（L-4）
          - 相近
        amy: 加线索 李五 公司=A
        bot: ✅ 已记下 李五（L-5）
          - 相近
        amy: 加线索 李六 公司=有限公司
        bot: ✅ 已记下 李六（L-6）
          - 相近
        ",
    );
}

#[test]
fn a_lead_of_the_same_company_can_join_the_new_customer() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 加客户 华星科技有限公司
        bot: ✅ 已加客户 华星科技有限公司（C-1） [转客户]
          | 线索 张三（L-1）也是这家公司，要一起转过来吗？
        amy! 转客户
        bot: ✅ 张三（L-1）已并入现有客户 华星科技有限公司（C-1）
        ",
    );
}

#[test]
fn a_contact_is_found_under_the_customer_and_the_group_sees_no_phone() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
        },
        "
        amy: 加客户 华星科技
        bot: ✅ 已加客户 华星科技（C-1）
        amy: 联系人 华星
        bot: 华星科技（C-1）还没有联系人…
        amy: 加联系人 华星 李工 13700137000
        bot: ✅ 已加联系人 李工（K-1），华星科技（C-1） [看客户] [撤销]
          | 电话: 13700137000
        amy: 加联系人 华星 王总 职位=总经理 wang@example.com
        bot: ✅ 已加联系人 王总（K-2），华星科技（C-1）
          | 职位: 总经理
          | 邮箱: wang@example.com
        amy: 加联系人 华星 李工
        bot: 华星科技（C-1）已经有联系人 李工（K-1）了。是另一个人吗？ [查看] [是另一个人]
        amy! 是另一个人
        bot: ✅ 已加联系人 李工（K-3），华星科技（C-1）
        amy: 加联系人 华星 赵工 137-0013-7000
        bot: 这个电话已属于 李工（K-1），没有重复记录。 [查看]
        amy: 联系人 华星
        bot: 华星科技（C-1）的联系人，共 3 位
          | • K-1 李工 · 13700137000
          | • K-2 王总 · 总经理 · wang@example.com
        amy: K-2
        bot: 华星科技（C-1）
          | 联系人（3）
        amy: K-2 电话=13600136000
        bot: ✅ 已改 王总（K-2）
          | 电话: — → 13600136000
        amy#east: 看客户 华星
        bot>#east: 华星科技（C-1）
          | • K-1 李工 · 137****7000
          - 13700137000
          - wang@example.com
        bo: 联系人 华星
        bot: 没有找到“华星”…
        bo: 加联系人 C-1 周工
        bot: 没有找到“C-1”…
        ",
    );
}

#[test]
fn an_english_contact_after_a_part_of_the_customers_name() {
    chat(
        async |w| {
            w.english("ben").await;
        },
        "
        ben: customer add Acme Trading Ltd
        bot: ✅ Saved the customer Acme Trading Ltd (C-1)
        ben: contact add Acme Ann Lee 13700137000
        bot: ✅ Saved the contact Ann Lee (K-1) at Acme Trading Ltd (C-1)
          | Phone: 13700137000
        ben: contact add Acme
        bot: What is the name?
        ben: Mr. Smith
        bot: ✅ Saved the contact Mr. Smith (K-2) at Acme Trading Ltd (C-1)
        ben: contacts acme
        bot: Acme Trading Ltd (C-1): 2 contacts
        ",
    );
}

#[test]
fn long_lists_go_on_with_more() {
    chat(
        async |w| {
            w.rep("amy").await;
            for name in ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"] {
                w.say("amy", &format!("加客户 {name}星重工业")).await;
                w.channel.next();
            }
            for name in ["钱一", "钱二", "钱三", "钱四", "钱五", "钱六", "钱七", "钱八", "钱九"]
            {
                w.say("amy", &format!("加联系人 C-1 {name}")).await;
                w.channel.next();
            }
        },
        "
        amy: 客户
        bot: 客户 [C-9] [C-2] [更多]
          - C-1
        amy: 更多
        bot: 客户 [C-1]
        amy: 更多
        bot: 没有更多了。
        amy: 客户 重工业
        bot: 客户 · “重工业” [更多]
        amy! 更多
        bot: 客户 · “重工业”
        amy: 联系人 C-1
        bot: 甲星重工业（C-1）的联系人，共 9 位 [更多]
          - 钱九
        amy: 更多
        bot: 甲星重工业（C-1）的联系人，共 9 位
          ~ 钱九
        amy: C-1
        bot: 甲星重工业（C-1） [全部联系人]
          | 联系人（9）
        ",
    );
}

#[test]
fn a_manager_sees_whose_customers_they_are() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        amy: 加客户 华星科技 级别=A
        bot: ✅ 已加客户 华星科技（C-1）
        chen: 客户
        bot: 客户
          | • C-1 华星科技 · A · Amy
        chen: C-1
        bot: 华星科技（C-1）
          | 负责人: Amy
        ",
    );
}

#[test]
fn a_converted_leads_phone_does_not_stand_in_its_contacts_way() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 转客户 L-1
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1）
        amy: K-1 邮箱=zhang@example.com
        bot: ✅ 已改 张三（K-1）
          | 邮箱: — → zhang@example.com
        ",
    );
}

#[test]
fn what_is_to_be_done_next_stands_on_the_customers_card() {
    use bot_core::domain::customer::Customer;
    use bot_core::domain::follow_up::{FollowUp, FollowUpState};
    use bot_core::domain::ids::{Code, Kind};
    use bot_core::domain::lead::Lead;
    use bot_core::domain::record::{Head, Record, of_fields};
    use bot_core::store::RecordsExt;

    async fn due<R: Record>(
        w: &crate::world::World,
        n: i64,
        owner: bot_core::domain::ids::PersonId,
        days: u32,
        what: &str,
    ) {
        let scope =
            bot_core::domain::access::Scope::new(owner, bot_core::domain::access::Reach::Own);
        let mut unit = w.begin().await;
        let code = Code { kind: R::KIND, n };
        let on = unit.tx().by_code(code, scope).await.expect("an answer").expect("a record");
        let on: R = of_fields(on).expect("its fields");
        let n = unit.tx().next_number(Kind::FollowUp).await.expect("a number");
        let follow_up = FollowUp {
            head: Head::new(bot_core::commands::new_id(w.now()), n, w.now()),
            on_kind: R::KIND,
            on_id: on.id(),
            customer: None,
            what: what.to_owned(),
            way: None,
            due_at: None,
            due_day: chrono::NaiveDate::from_ymd_opt(2026, 3, days),
            owner: Some(owner),
            state: FollowUpState::Open,
            ended_at: None,
            promise: false,
        };
        unit.tx().save(None, &follow_up, w.now()).await.expect("saved");
        unit.commit().await.expect("a commit");
    }

    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.say("amy", "加客户 华星科技").await;
            w.channel.next();
            w.say("amy", "加线索 张三 公司=华星科技").await;
            w.channel.next();
            w.say("amy", "加线索 李四").await;
            w.channel.next();
            due::<Customer>(w, 1, amy, 16, "送样品").await;
            due::<Lead>(w, 1, amy, 13, "打电话").await;
            due::<Lead>(w, 2, amy, 13, "再问问").await;
        },
        "
        amy: 转客户 L-1 商机=20台空调
        bot: ✅ 张三（L-1）已并入现有客户 华星科技（C-1）
        amy: C-1
        bot: 华星科技（C-1）
          | 接下来
          | • 3月13日 周五 · 打电话
          | • 3月16日 周一 · 送样品
        amy: 丢线索 L-2 时机
        bot: 李四（L-2）已记为丢失。
          | 它的 1 个待跟进也一起取消了。
        ",
    );
}

#[test]
fn every_card_leads_on_to_the_next_step() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1） [查看] [撤销] [明天]
        amy! 明天
        bot: ✅ …
          ~ 3月12日 周四
        amy: 已联系 L-1
        bot: ✅ 张三（L-1）：已联系 [转客户]
        amy! 转客户
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1） [看客户]
        amy! 看客户
        bot: 华星科技（C-1） [记电话] [下次跟进] [新商机] [历史]
          ~ 3月12日 周四
        amy! 新商机
        bot: …
        amy: 20台空调
        bot: ✅ …20台空调（D-1）
        amy: C-1
        bot: 华星科技（C-1） [D-1]
        amy! 记电话
        bot: …
        amy: 聊了价格，嫌贵
        bot: ✅ …
        amy: 历史 D-1
        bot: 20台空调（D-1）的历史 [查看]
        amy: 找 20台空调
        bot: “20台空调”找到 1 条 [D-1]
        ",
    );
}

#[test]
fn a_manager_gives_a_customer_or_a_lead_to_a_colleague() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.manager("chen").await;
        },
        "
        amy: 加客户 华星科技
        bot: ✅ 已加客户 华星科技（C-1）
        amy: 下次 C-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 改客户 C-1 负责人=bo
        bot: 你没有这个权限：换负责人要由主管来做。
        chen: 改客户 C-1 负责人=bo 级别=A
        bot>chen: ✅ 已改 华星科技（C-1） [查看] [撤销]
          | 级别: — → A
          | 负责人: Amy → Bo
          | 1 条待跟进一起转给 Bo。
        bot>bo: Chen 把客户 华星科技（C-1） 交给你了 [查看]
        bot>amy: Chen 把客户 华星科技（C-1） 转给了 Bo。
          | 1 条待跟进一起转给 Bo。
        bo: C-1
        bot: 华星科技（C-1）
        amy: C-1
        bot: 没有找到“C-1”…
        chen: 改线索 L-1 负责人=Bo
        bot>chen: ✅ 已改 张三（L-1）
          | 负责人: Amy → Bo
        bot>bo: Chen 把线索 张三（L-1） 交给你了
        bot>amy: Chen 把线索 张三（L-1） 转给了 Bo。
        chen: 分线索 L-1 amy
        bot>chen: ✅ 已改 张三（L-1） [查看] [撤销]
          | 负责人: Bo → Amy
        bot>amy: Chen 把线索 张三（L-1） 交给你了 [查看]
        bot>bo: Chen 把线索 张三（L-1） 转给了 Amy。
        chen: lead assign L-1 amy
        bot: 张三（L-1）已经是这样了，没有改动。
        chen: 分线索 L-1
        bot: 分给谁？…
        chen: bo
        bot>chen: ✅ 已改 张三（L-1）
        bot>bo: Chen 把线索 张三（L-1） 交给你了
        bot>amy: Chen 把线索 张三（L-1） 转给了 Bo。
        bo: 分线索 L-1 amy
        bot: 你没有这个权限：换负责人要由主管来做。
        chen: 分线索 L-1 zoe
        bot: 没有找到同事“zoe”…
        chen: 改线索 L-1 负责人=zoe
        bot: 没有找到同事“zoe”，或者不在你的团队里…
        chen: 改线索 L-1 负责人=
        bot: 要说给谁。例如：负责人=bo
        ",
    );
}

#[test]
fn what_was_said_about_a_deal_that_one_may_not_see_is_not_on_the_customers_card() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.manager("chen").await;
        },
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星 20台空调 12万
        bot: ✅ …
        chen: 改商机 D-1 负责人=bo
        bot: ✅ …
        bot>bo: …
        bot>amy: …
        bo: 记电话 D-1 老板只肯出九万
        bot: ✅ …
        amy: 记电话 华星 换了新采购经理
        bot: ✅ …
        amy: 看客户 华星
        bot: 华星科技（C-1）
          ~ 换了新采购经理
          - 九万
        chen: 看客户 华星
        bot: 华星科技（C-1）
          ~ 换了新采购经理
          ~ 九万
        ",
    );
}

#[test]
fn invoice_data_other_names_and_the_company_above_stand_on_the_card() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加客户 华星集团 别名=华星
        bot: ✅ …
          | 别名: 华星
        amy: 加客户 华星福州 上级=C-1
        bot: ✅ …
        amy: 改客户 C-2 税号=91350100M000100Y44
        bot: “91350100M000100Y44”不是税号：…
        amy: 改客户 C-2 抬头=华星福州有限公司 税号=91350100m000100y43 开户行=招商银行 账号=5919 地址电话=鼓楼区1号
        bot: ✅ 已改 华星福州（C-2） [查看] [撤销]
          | 税号: — → 91350100M000100Y43
          | 抬头: — → 华星福州有限公司
        amy: C-2
        bot: 华星福州（C-2）
          | 税号: 91350100M000100Y43
          | 开户行: 招商银行
          | 银行账号: 5919
        amy: 改客户 C-1 上级=C-2
        bot: 华星福州在华星集团（C-1）下面，不能再做它的上级。
        amy: 改客户 C-1 别名=华星、HX
        bot: ✅ 已改 华星集团（C-1）
          | 别名: 华星 → 华星 HX
        amy: 加客户 别家公司
        bot: ✅ …
        amy: 改客户 C-3 税号=91350100M000100Y43
        bot: 这个税号已属于 华星福州（C-2）… [查看]
        amy: 改客户 C-3 税号=DE123456789
        bot: ✅ …
        ",
    );
}

#[test]
fn a_tax_number_finds_whose_it_is() {
    chat(
        team,
        "
        amy: 改客户 C-2 税号=91350100M000100Y43
        bot: ✅ …
        amy: 查重 91350100M000100Y43
        bot: 91350100M000100Y43已经在系统里： [C-2]
        amy: 查重 9135 0100 M000 100Y 43
        bot: … [C-2]
        amy: 91350100m000100y43
        bot: 91350100m000100y43已经在系统里： [C-2]
        amy: 查重 91440300708461136T
        bot: ✅ 91440300708461136T没有重复，可以录入。
        bo: 查重 91350100M000100Y43
        bot: …已经在系统里…
          - C-2
        ",
    );
}
