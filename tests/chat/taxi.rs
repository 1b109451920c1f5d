//! What a rep with one thumb does in a hurry, and what must not go wrong then.

use crate::world::chat;
use crate::world::scenes::{shop, shop_with_deals, with_phone};

#[test]
fn a_leads_card_says_what_was_said_last_and_what_comes_next() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        amy: 加线索 张三 13800138000 来源=展会
        bot: ✅ …
        amy: 记电话 张三 聊了价格，嫌贵
        bot: ✅ …
        amy: 记消息 张三 发了报价单给他
        bot: ✅ …
        amy: 记 张三 他们预算还没有批
        bot: ✅ …
        amy: 记电话 张三 没空 下周三再打
        bot: ✅ …
        amy: L-1
        bot: 张三（L-1） [历史] [更多]
          | 最近跟进
          | • 3月11日 周三 15:30 电话 没空 下周三再打
          | ……还有更多
          | 待跟进
          | • 3月18日 周三 · 再打
          - 聊了价格
        amy: 更多
        bot: 张三（L-1）
          ~ 聊了价格，嫌贵
        chen: L-1
        bot: 张三（L-1）
          ~ 下周三再打 · Amy
          | • 3月18日 周三 · 再打 · Amy
        ",
    );
}

#[test]
fn a_list_says_by_what_it_is_narrowed_and_what_it_did_not_understand() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.english("ann").await;
            with_phone(w, amy, "华星电子", None).await;
        },
        "
        amy: 加线索 张三 来源=展会
        bot: ✅ …
        amy: 加线索 李四 20台空调
        bot: ✅ …
        amy: 线索 状态=新 来源=展会
        bot: 线索 · 新 · 展会 [L-1]
          - L-2
        amy: 线索 李四
        bot: 线索 · “李四” [L-2]
        amy: 线索 空调
        bot: 线索 · “空调” [L-2]
        amy: 线索 负责人=amy 状态=已丢
        bot: 没有线索符合条件…
          | 线索 · 已丢 · Amy
        amy: 线索 级别=A
        bot: 不认识字段“级别”。可以用：状态 · 来源 · 负责人 · 标签 · 期间 · 排序 · 要找的
        amy: 客户 负责人=amy 要找的=华星
        bot: 客户 · Amy · “华星” [C-1]
        amy: 新商机 华星 20台空调 12万 3月30日
        bot: ✅ …
        amy: 新商机 华星 维保 8万 6月30日
        bot: ✅ …
        amy: 商机 华星 本月 10万以上
        bot: 商机 · 华星电子 · 成交 3月1日… – 3月31日 周二 · ¥100,000.00 以上 [D-1]
          - D-2
        amy: 商机 低于10万
        bot: 商机 · ¥100,000.00 以下 [D-2]
        amy: 商机 上个月
        bot: 没有符合条件的商机。
          ~ 成交 2月1日
        amy: 商机 华星 火星
        bot: 没有叫“火星”的阶段、同事或客户。…
        amy: 订单 负责人=amy
        bot: 没有这样的订单。
          | 订单 · Amy
        ann: lead add Ann Lee 13700137000 20 pumps
        bot: ✅ …
        ann: leads status=new pumps
        bot: Leads · new · “pumps” [L-3]
        ann: customer add Acme
        bot: ✅ …
        ann: deal open Acme pumps 120k 30 March
        bot: ✅ …
        ann: deals over 100k closing this month
        bot: Deals · ¥100,000.00 or more · closing … [D-3]
        ",
    );
}

#[test]
fn a_question_is_put_again_in_the_language_that_was_chosen() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            with_phone(w, amy, "华星电子", None).await;
        },
        "
        amy: 加联系人 华星
        bot: 叫什么名字？
        amy: lang en
        bot: ✅ I will speak English with you. [Undo]
          | What is the name?
          - 还在等
        amy: Ann Lee
        bot: ✅ …
          ~ Ann Lee
        amy: deal open 华星 pumps 120k
        bot: ✅ …
        amy: deal lose D-1
        bot: … [Price]
        amy: lang zh
        bot: ✅ 以后用中文和你说话。 [价格] [撤销]
          - Price
        amy! 价格
        bot: …输单…
        ",
    );
}

#[test]
fn a_question_that_another_one_comes_before_is_kept() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            with_phone(w, amy, "华星电子", None).await;
            with_phone(w, amy, "大成", None).await;
        },
        "
        amy: 加联系人 华星
        bot: 叫什么名字？
        amy: 加联系人 大成
        bot: 叫什么名字？
          | （加联系人先放着，答完这个再问。）
        amy: 王工
        bot: ✅ 已加联系人 王工（K-1），大成（C-2）
          | （加联系人还在等“姓名”：直接回答即可，或发“取消”。）
        amy: 加联系人 大成 赵工
        bot: ✅ 已加联系人 赵工（K-2），大成（C-2）
        amy: 李工
        bot: ✅ 已加联系人 李工（K-3），华星电子（C-1）
        amy: 加联系人 华星
        bot: 叫什么名字？
        amy: 加联系人 华星 丁工
        bot: ✅ 已加联系人 丁工…
          - 还在等
        amy: 取消
        bot: 没有等着回答的问题…
        amy: 加联系人 华星
        bot: 叫什么名字？
        amy: 加线索
        bot: 叫什么名字，或电话是多少？
          | （加联系人先放着，答完这个再问。）
        amy: 取消
        bot: 好的，不加线索了。
          ~ 加联系人还在等
        amy: 取消
        bot: 好的，不加联系人了。
        ",
    );
}

#[test]
fn what_was_said_of_an_unknown_customer_is_not_lost() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.english("ann").await;
            with_phone(w, amy, "华星电子", None).await;
        },
        "
        amy: 记电话 天涯公司 聊了很久，他们要20台空调
        bot: 没有找到“天涯公司”… [加客户 天涯公司]
          ~ 聊了很久，他们要20台空调
        amy! 加客户 天涯公司
        bot: ✅ 已加客户 天涯公司（C-2） [明天]
          | ✅ 已记电话：天涯公司（C-2）
        amy: C-2
        bot: 天涯公司（C-2）
          ~ 聊了很久，他们要20台空调
        amy: 记拜访 华兴 去看了他们的车间
        bot: …
        amy: 华星
        bot: ✅ 已记拜访：华星电子（C-1）
        ann: log call Atlantis they want 20 pumps
        bot: I find no “Atlantis”… [Add customer Atlantis]
        ann: customer add Atlantis
        bot: ✅ … [Go on: log call]
        ann! Go on: log call
        bot: ✅ …Atlantis…
        ann: deal open Nowhere pumps 120k
        bot: I find no customer “Nowhere”… [Add customer Nowhere]
        ann: cancel
        bot: All right…
        ",
    );
}

#[test]
fn what_is_so_already_is_not_changed_and_an_amount_does_not_lose_the_price() {
    chat(
        async |w| {
            shop(w).await;
        },
        "
        amy: 新商机 三一 空调 10万
        bot: ✅ 已建商机 空调（D-1）
        amy: 改商机 D-1 金额=10万
        bot: 空调（D-1） 本来就是这样，没有改动。
        amy: 改商机 D-1 金额=10万 备注=急
        bot: ✅ 已改 空调（D-1）
          | 备注: 空 → 急
          - ¥100,000.00 → ¥100,000.00
        amy: 下次 D-1 明天 送样品
        bot: ✅ …
        amy: 改期 F-1 明天
        bot: 送样品（F-1） 本来就是 3月12日 周四，没有改动。
        ",
    );
}

#[test]
fn two_discounts_are_told_and_one_deal_is_ordered_once() {
    chat(
        async |w| {
            shop(w).await;
        },
        "
        amy: 下单 三一重工 A100*20 九折 八折
        bot: 一张订单只能有一个折扣…
        amy: 九折
        bot: ✅ 已下单（草稿）O-1 三一重工
          | 合计: ¥63,000.00
        amy: 下单 三一重工 A100*20 折扣=0.9 八折
        bot: 一张订单只能有一个折扣…
        ",
    );
}

#[test]
fn a_deals_amount_is_what_its_order_comes_to_and_the_order_is_placed_once() {
    chat(
        shop_with_deals,
        "
        amy: 改商机 D-1 金额=6万
        bot: ✅ 已改 空调（D-1）
          | 金额: 金额未定 → ¥60,000.00
          | 产品金额也改成了 ¥60,000.00，下单按这个金额。
        amy: D-1 赢单
        bot: 🎉 恭喜！… [下单]
        amy! 下单
        bot: ✅ 已下单（草稿）O-1 华星科技
          | • A100 空调 20台 × ¥3,000.00 = ¥60,000.00
        amy: 下单 D-1
        bot: 商机 D-1 已经下过单：O-1 ¥60,000.00，没有重复下单。 [查看] [再下一单]
        amy: 下单 D-1 九折
        bot: 商机 D-1 已经下过单：O-1 ¥60,000.00，没有重复下单。
        amy! 再下一单
        bot: ✅ 已下单（草稿）O-2 华星科技
          | 合计: ¥54,000.00
          ~ 已经有订单：O-1
        amy: 重开商机 D-1
        bot: ✅ … [撤销]
        amy: 改商机 D-1 金额=100.01
        bot: ✅ …
        amy: 取消订单 O-1 下错单
        bot: ✅ …
        amy: 取消订单 O-2 下错单
        bot: ✅ …
        amy: 下单 D-1
        bot: D-1 的金额分到每件不是整分，请写明单价，例如：A100*20@5.00
        ",
    );
}

#[test]
fn winning_and_taking_it_back_go_one_step_at_a_time() {
    chat(
        shop_with_deals,
        "
        amy: D-1 赢单
        bot: 🎉 恭喜！… [下单] [撤销]
        amy! 撤销
        bot: ↩️ 已撤销 赢单：空调 [恢复]
        amy! 撤销
        bot: 这个按钮已经用过了，没有重复执行。
        amy: 重开商机 D-1
        bot: 空调（D-1）…
        amy! 恢复
        bot: ↪️ 已恢复 赢单：空调 [撤销]
        amy: D-1 赢单
        bot: 空调（D-1）…赢单… [重开商机]
        amy! 重开商机
        bot: ✅ …
        amy! 重开商机
        bot: 这个按钮已经用过了，没有重复执行。
        amy: 撤销
        bot: ↩️ 已撤销 重开商机：空调
        amy: 撤销
        bot: ↪️ 已恢复 重开商机：空调
        amy: D-1 输单 价格
        bot: … [撤销] [重开商机]
        amy: D-1 赢单
        bot: 空调（D-1）…输单… [重开商机]
        amy: 撤销
        bot: ↩️ 已撤销 输单：空调
        amy! 重开商机
        bot: 空调（D-1）…
        ",
    );
}

#[test]
fn a_code_and_what_to_do_with_it_is_a_command_also_where_a_record_was_asked_for() {
    chat(
        shop_with_deals,
        "
        amy: 新商机
        bot: …
        amy: C-1 记电话 聊了价格很久
        bot: ✅ 已记电话：…（C-1）
          | （新建商机还在等“客户”：直接回答即可，或发“取消”。）
        ",
    );
}

#[test]
fn an_amount_of_long_ago_reads_in_the_currency_of_then() {
    chat(
        shop_with_deals,
        "
        amy: 新商机 华星 空调 3.5万
        bot: ✅ …D-3…
        amy: 改商机 D-3 金额=4万
        bot: ✅ …
        amy: 改商机 D-3 金额=\"USD 20k\"
        bot: ✅ …
        amy: 历史 D-3
        bot: …
          ~ → USD 20,000.00
          ~ 金额 ¥35,000.00 → ¥40,000.00
        amy: 改商机 D-3 客户=
        bot: 商机不能没有客户…
        ",
    );
}

#[test]
fn an_hour_more_counts_from_the_day_that_was_planned() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: 下次 L-1 3月20日 送样品
        bot: ✅ …
        amy: 改期 F-1 +1小时
        bot: ⏰ …改到 3月20日 周五 10:00
        ",
    );
}
