//! A lead's way to a customer, in conversation.

use crate::world::chat;

#[test]
fn a_lead_goes_on_step_by_step_and_an_illegal_step_says_what_is_possible() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 已联系 L-1
        bot: ✅ 张三（L-1）：已联系 [合格] [转客户] [丢线索] [撤销]
        amy: 已联系 L-1
        bot: 张三（L-1）本来就是“已联系”。接下来可以：合格 · 已转客户 · 已丢 [合格]
        amy! 合格
        bot: ✅ 张三（L-1）：合格 [转客户] [丢线索]
        amy: L-1 已联系
        bot: 张三（L-1）现在是“合格”，不能直接改成“已联系”。可以：已转客户 · 已丢
        amy: 撤销
        bot: ↩️ 已撤销 标记合格：张三
        amy: 看线索 L-1
        bot: 张三（L-1） [合格]
          | 状态: 已联系
        ",
    );
}

#[test]
fn words_that_come_with_a_step_are_kept() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 已联系 张三 聊了价格，下月再定
        bot: ✅ 张三（L-1）：已联系
          | 备注: 聊了价格，下月再定
        amy: 转客户 L-1
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1）
        amy: C-1
        bot: 华星科技（C-1）
          ~ 聊了价格，下月再定
        ",
    );
}

#[test]
fn losing_a_lead_needs_a_reason_and_it_can_be_reopened() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 丢线索 L-1 太贵了
        bot: 张三（L-1）已记为丢失。 [重开线索] [撤销]
          | 原因: 价格
          | 备注: 太贵了
        amy: 撤销
        bot: ↩️ 已撤销 丢线索：张三
        amy: 丢线索 L-1
        bot: 什么原因？ [价格] [无需求]
        amy: 无需求，买了别家
        bot: 张三（L-1）已记为丢失。
          | 原因: 无需求
          | 备注: 买了别家
        amy: 撤销
        bot: ↩️ 已撤销 丢线索：张三
        amy: 丢线索 L-1
        bot: 什么原因？ [其他]
        amy! 其他
        bot: 具体是什么原因？几个字就行。 [不写了]
        amy! 不写了
        bot: 张三（L-1）已记为丢失。 [重开线索] [撤销]
          | 原因: 其他
        amy: 丢线索 L-1
        bot: 张三（L-1）本来就是“已丢”。接下来可以：重新利用 [重开线索]
        amy: 转客户 L-1
        bot: 张三（L-1）现在是“已丢”，不能直接改成“已转客户”。可以：重新利用
        amy! 重开线索
        bot: ✅ 张三（L-1）重新打开了，再试一次。 [已联系]
        ben: lead add Ann Lee 13900139000
        bot: ✅ Saved Ann Lee (L-2)
        ben: lead lose L-2 no need they bought elsewhere
        bot: Ann Lee (L-2) is lost. [Reopen]
          | Reason: No need
          | Note: they bought elsewhere
        ben: lead lose L-1 no need
        bot: I find no “L-1”…
        ",
    );
}

#[test]
fn a_lead_becomes_customer_contact_and_deal_in_one_step_and_back() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技 来源=展会
        bot: ✅ 已记下 张三（L-1）
        amy: 转客户 L-1 商机=20台空调 金额=12万
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1） [看客户] [撤销]
          | 联系人: 张三（K-1）
          | 商机: 20台空调（D-1）
          | 金额: ¥120,000.00
        amy: 转客户 L-1
        bot: 张三（L-1）已经转成客户 华星科技（C-1），线索不能再改状态。 [查看]
        amy: 看客户 华星
        bot: 华星科技（C-1）
          | 联系人（1）
          | • K-1 张三 · 13800138000
          | • D-1 20台空调 · 需求确认 · ¥120,000.00
        amy: 撤销
        bot: ↩️ 已撤销 转客户：华星科技、张三、20台空调
        amy: C-1
        bot: 没有找到“C-1”…
        amy: L-1
        bot: 张三（L-1）
          | 状态: 新
        ben: lead add Ann Lee 13900139000 company=Acme Trading Ltd
        bot: ✅ Saved Ann Lee (L-2)
          | Company: Acme Trading Ltd
        ben: lead convert L-2 deal=\"20 units\" amount=120k
        bot: ✅ Ann Lee (L-2) is now the customer Acme Trading Ltd (C-2) [Customer]
          | Deal: 20 units (D-2)
          | Amount: ¥120,000.00
        ",
    );
}

#[test]
fn a_lead_joins_the_customer_of_the_same_company() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加客户 深圳市华星科技有限公司
        bot: ✅ 已加客户 深圳市华星科技有限公司（C-1）
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1） [看客户]
          | 这家公司已经是客户：深圳市华星科技有限公司（C-1）。线索照样记下了。
        amy: 转客户 L-1
        bot: ✅ 张三（L-1）已并入现有客户 深圳市华星科技有限公司（C-1）
          | 联系人: 张三（K-1）
        ",
    );
}

#[test]
fn a_customer_of_a_colleague_is_neither_joined_nor_made_twice() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.manager("chen").await;
        },
        "
        bo: 加客户 华星科技有限公司
        bot: ✅ 已加客户 华星科技有限公司（C-1）
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
          | 提醒：这家公司已是客户，不在你的范围内。…
          - C-1
          - Bo
        amy: 转客户 L-1
        bot: 这个公司已在系统里，不在你的范围内，没有重复记录。可以找主管核实。
          - C-1
        amy: L-1
        bot: 张三（L-1）
          | 状态: 新
        chen: 转客户 L-1
        bot: “华星科技”已经有客户了，转到哪一个？ [C-1 华星科技有限公司]
        chen! C-1 华星科技有限公司
        bot: ✅ 张三（L-1）已并入现有客户 华星科技有限公司（C-1）
        ",
    );
}

#[test]
fn a_lead_with_a_phone_only_is_asked_what_the_customer_is_called() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 13800138000
        bot: ✅ 已记下 13800138000（L-1）
        amy: 转客户 L-1
        bot: 这个客户叫什么？…
        amy: 华星科技
        bot: ✅ 13800138000（L-1）已转为客户 华星科技（C-1）
        ",
    );
}

#[test]
fn fields_of_a_lead_are_set_several_at_once_and_an_empty_one_clears() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
            w.rep("bo").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 改线索 L-1 电话=13900139000 来源=展会 公司=
        bot: ✅ 已改 张三（L-1） [查看] [撤销]
          | 电话: 13800138000 → 13900139000
          | 来源: — → 展会
          | 公司: 华星科技 → —
        amy: L-1 来源=官网
        bot: ✅ 已改 张三（L-1）
          | 来源: 展会 → 官网
        amy: 改线索 L-1 来源=官网
        bot: 张三（L-1）已经是这样了，没有改动。
        amy: 改线索 L-1
        bot: …要改什么？…
        amy: 改线索 L-1 来源=火星
        bot: “来源”里没有“火星”。请选一个： [官网]
        amy: 取消
        bot: 好的…
        amy: 改线索 L-1 电话= 姓名=
        bot: 线索至少要有姓名、公司或电话，没有改动。
        bo: 加线索 李四 13700137000
        bot: ✅ 已记下 李四（L-2）
        amy: 改线索 L-1 电话=13700137000
        bot: 这个电话已在系统里…
        bo: 改线索 L-1 电话=13600136000
        bot: 没有找到“L-1”…
        ben: lead add Ann 13500135000
        bot: ✅ Saved Ann (L-3)
        ben: lead edit L-3 name=Ann Lee source=referral
        bot: ✅ Changed Ann Lee (L-3)
          | Name: Ann → Ann Lee
          | Source: — → Referral
        ",
    );
}

#[test]
fn an_undo_is_refused_where_later_work_depends_on_it() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: 已联系 L-1
        bot: ✅ 张三（L-1）：已联系 [撤销]
        chen: 合格 L-1
        bot: ✅ 张三（L-1）：合格
        amy: 撤销
        bot: 不能撤销：张三后来又改过（3月11日 周三 15:30，Chen，标记合格）。可以请Chen先撤销那一次，或者手动改回来。
        ",
    );
}

#[test]
fn checking_says_no_more_than_one_may_know() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 查重 +86 138-0013-8000
        bot: +86 138-0013-8000已经在系统里： [L-1]
          | • L-1 张三 · 线索
        bo: 查重 13800138000
        bot: 13800138000已经在系统里，不在你的范围内。可以找主管核实。
          - L-1
          - 张三
        bo: 查重 华星科技有限公司
        bot: 华星科技有限公司已经在系统里，不在你的范围内…
          - 华星科技（
        amy: 查重 华星
        bot: 华星没有完全相同的，只有名字相近的： [记成线索] [加成客户]
          | • L-1 张三 · 线索
        bo: 查重 华星
        bot: 华星没有完全相同的；有名字相近的，不在你的范围内。可以先找主管核实，也可以录入。 [记成线索] [加成客户]
          - 科技
          - L-1
        amy: 查重
        bot: 要查什么？…
        amy: 13800138000
        bot: 13800138000已经在系统里：
        ben: check 13900139000
        bot: ✅ 13900139000 is free: nobody has it yet. [Save as lead]
        ben! Save as lead
        bot: ✅ Saved 13900139000 (L-2)
        ben: check li@example.com
        bot: ✅ li@example.com is free: nobody has it yet.
        bo#east: 查重 13900139000
        bot>#east: 139****9000已经在系统里，不在你的范围内…
        ",
    );
}

#[test]
fn english_names_of_several_words_stay_together() {
    chat(
        async |w| {
            w.english("ben").await;
        },
        "
        ben: lead add ann lee 13800138000 company=Bank of China source=ad wants 20 units
        bot: ✅ Saved ann lee (L-1)
          | Company: Bank of China
          | Source: Ad
          | Need: wants 20 units
        ben: lead add Mary Jane O'Neil 13900139000 pumps
        bot: ✅ Saved Mary Jane O'Neil (L-2)
          | Need: pumps
        ben: lead add Bob wants pumps
        bot: ✅ Saved Bob (L-3)
          | Need: wants pumps
        ",
    );
}

#[test]
fn those_who_do_not_sell_look_but_change_nothing() {
    use bot_core::domain::people::Lang;

    chat(
        async |w| {
            w.rep("amy").await;
            w.person("fei", "finance", Lang::Zh).await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        fei: L-1
        bot: 张三（L-1） [历史]
          | 负责人: Amy
        fei: 丢线索 L-1 价格
        bot: 你没有这个权限。需要的话请找管理员。
        fei: 查重 13900139000
        bot: ✅ 13900139000没有重复，可以录入。
        ",
    );
}
