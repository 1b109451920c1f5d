//! Deals in conversation: opened, shown, changed, moved.

use crate::world::chat;
use crate::world::scenes::{customer, team};

#[test]
fn a_deal_is_opened_in_one_sentence() {
    chat(
        team,
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1） [明天] [选日期] [查看] [撤销]
          | 客户: 华星电子
          | 金额: ¥120,000.00
          | 阶段: 需求确认 · 20%
          | 预计成交: 6月30日 周二
        bo: D-1
        bot: 20台空调（D-1） [推进到方案递交] [记电话] [下次跟进] [赢单] [输单]
          | 客户: 华星电子
        bo: 商机 D-1
        bot: 20台空调（D-1）
        bo: 看商机 20台
        bot: 20台空调（D-1）
        ",
    );
}

#[test]
fn a_deal_is_opened_and_moved_in_english() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        ann: deal open Acme 20 units USD 20k 30 June
        bot: ✅ Opened 20 units (D-1)
          | Customer: Acme Trading Ltd
          | Amount: USD 20,000.00
          | Stage: Needs confirmed · 20%
          | Expected close: Tue 30 Jun
        ann: D-1 quotation
        bot: ✅ 20 units (D-1): Needs confirmed → Quotation · 60% [Move to Contract]
        ann: /deal_move d1 needs confirmed
        bot: ↩️ 20 units (D-1) goes back to an earlier stage: Quotation → Needs confirmed · 20%
        ann: deal edit D-1 amount=30k
        bot: ✅ Changed 20 units (D-1)
          | Amount: USD 20,000.00 → USD 30,000.00
        ann: D-1 won
        bot: 🎉 Well done! 20 units (D-1) is won: USD 30,000.00 [Make the order]
        ",
    );
}

#[test]
fn what_a_new_deal_lacks_is_asked_for() {
    chat(
        team,
        "
        amy: 新商机
        bot: …客户…
        amy: 华威
        bot: 给华威机械的商机叫什么？…
        amy: 20台空调
        bot: ✅ 已建商机 20台空调（D-1）
          | 客户: 华威机械
          | 金额: 金额未定
        amy: 新商机 华 配件
        bot: “华”是哪一个？…
        amy! C-1 华为技术有限公司
        bot: ✅ 已建商机 配件（D-2）
        amy: 新商机 华威 空调 -5万
        bot: “金额”不能小于 0…
        ",
    );
}

#[test]
fn a_customer_who_is_not_known_or_not_ones_own_can_be_added_while_the_deal_waits() {
    chat(
        team,
        "
        amy: 新商机 华星电子 20台空调 12万
        bot: 没有找到客户“华星电子”… [加客户 华星电子]
          - Bo
          - C-3
        amy: 华威
        bot: ✅ 已建商机 20台空调（D-1）
          | 金额: ¥120,000.00
        amy: 新商机 C-3 20台空调
        bot: 没有找到“C-3”…
        ",
    );
}

#[test]
fn several_fields_change_at_once_and_each_tells_what_it_was() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 改商机 D-1 金额=15万 预计成交=7月1日 竞争对手=格力
        bot: ✅ 已改 20台空调（D-1） [查看] [撤销]
          | 金额: ¥120,000.00 → ¥150,000.00
          | 预计成交: 6月30日 周二 → 7月1日 周三
          | 竞争对手: 空 → 格力
        amy: D-1 金额=
        bot: ✅ 已改 20台空调（D-1）
          | 金额: ¥150,000.00 → 金额未定
        amy: D-1 金额=2万 币种=USD 阶段=报价
        bot: ✅ 已改 20台空调（D-1）
          | 金额: 金额未定 → USD 20,000.00
          | 阶段: 需求确认 → 报价
        amy: 改商机 D-1 3万
        bot: ✅ 已改 20台空调（D-1）
          | 金额: USD 20,000.00 → USD 30,000.00
        amy: 改商机 D-1 币种=日元
        bot: ✅ 已改 20台空调（D-1）
          | 金额: USD 30,000.00 → JPY 30,000
        amy: 改商机 D-1 金额=3.5元
        bot: ✅ 已改 20台空调（D-1）
          | 金额: JPY 30,000 → ¥3.50
        amy: D-1 阶段=合同
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        amy: 改商机 D-1 名称=
        bot: 商机要有名称，不能清空…
        amy: 改商机 D-1
        bot: 20台空调（D-1） 要改什么？…
        amy: 改商机 D-1 竞争对手=格力
        bot: 20台空调（D-1） 本来就是这样，没有改动。
        amy: 改商机 D-1 负责人=bo
        bot: 你没有这个权限…
        amy: 改商机 D-1 金额=很多
        bot: “金额”看不懂：很多…
        amy: 16万
        bot: ✅ 已改 20台空调（D-1）
        ",
    );
}

#[test]
fn a_manager_gives_a_deal_to_a_colleague_who_is_told() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        chen: D-1 负责人=bo
        bot>chen: ✅ 已改 20台空调（D-1）
          | 负责人: Amy → Bo
        bot>bo: Chen 把商机 20台空调（D-1） 交给你了 [查看]
        bot>amy: Chen 把商机 20台空调（D-1） 转给了 Bo。
          - 待跟进
        amy: D-1
        bot: 没有找到“D-1”…
        bo! 查看
        bot: 20台空调（D-1）
        ",
    );
}

#[test]
fn a_deal_moves_forward_and_back_by_key_name_or_beginning() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 推进 D-1 报
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60% [推进到合同签署] [撤销]
        amy: D-1 报价
        bot: 20台空调（D-1） 已经在“报价”了，没有改动。
        amy: D-1 方案递交
        bot: ↩️ 20台空调（D-1） 退回前面的阶段：报价 → 方案递交 · 40%
        amy: D-1 下一步
        bot: ✅ 20台空调（D-1）：方案递交 → 报价 · 60%
        amy: 推进 D-1
        bot: 20台空调（D-1） 现在是“报价”，推进到哪一步？ [合同签署] [赢单] [输单] [需求确认] [方案递交]
        amy! 合同签署
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        amy: 推进 D-1 火星
        bot: 没有“火星”这个阶段… [赢单]
        amy: 方案
        bot: ↩️ 20台空调（D-1） 退回前面的阶段：合同签署 → 方案递交 · 40%
        amy: 推进 D-1 报价 快点
        bot: 没看懂“快点”…
        amy: 推进 D-99 报价
        bot: 没有找到“D-99”…
        bo: 推进 D-1 报价
        bot: 没有找到“D-1”…
        ",
    );
}

#[test]
fn a_move_is_undone_unless_later_work_stands_on_it() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        chen: D-1 合同
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        bot>amy: Chen 移动了你的商机 20台空调（D-1）：报价 → 合同签署 · 80% [查看]
        amy: 撤销
        bot: 不能撤销：20台空调后来又改过…
          ~ 推进商机
        chen: 撤销
        bot: ↩️ 已撤销 推进商机：20台空调
        bot>amy: ↩️ 已撤回：20台空调（Chen，推进商机）
        amy: D-1
        bot: 20台空调（D-1）
          | 阶段: 报价 · 60%
        ",
    );
}

#[test]
fn a_group_sees_no_amounts() {
    chat(
        team,
        "
        amy#east: 新商机 华威 20台空调 12万
        bot>#east: ✅ 已建商机 20台空调（D-1）
          | 金额: ***
          - 120,000
        amy#east: D-1 金额=15万
        bot>#east: ✅ 已改 20台空调（D-1）
          - 150,000
        amy#east: 商机
        bot>#east: 商机
          - 150,000
          ~ 合计 1 个 · ***
        amy#east: 漏斗
        bot>#east: 漏斗 · 我的
          - 150,000
          - 30,000
        amy#east: D-1 赢单
        bot>#east: 🎉 恭喜！20台空调（D-1） 赢单了，***
          - 150,000
        amy#east: 业绩 按人
        bot>#east: 业绩 · …
          - 150,000
        ",
    );
}

#[test]
fn a_new_customer_is_added_and_the_deal_goes_on() {
    chat(
        team,
        "
        amy: 新商机 美的集团 20台空调 12万
        bot: 没有找到客户“美的集团”… [加客户 美的集团]
        amy! 加客户 美的集团
        bot: ✅ 已加客户 美的集团（C-4）
          | ✅ 已建商机 20台空调（D-1）
          | 客户: 美的集团
          | 金额: ¥120,000.00
          - 还在等
        amy! 撤销
        bot: ↩️ …
        amy: C-4
        bot: 没有找到“C-4”…
        amy: 下单 美的集团 Z900*3
        bot: 没有找到客户“美的集团”… [加客户 美的集团]
        amy! 加客户 美的集团
        bot: ✅ 已加客户 美的集团（C-5） [接着下单]
          ~ 还在等
        amy! 接着下单
        bot: 没有产品“Z900”…
        ",
    );
}

#[test]
fn a_deal_shows_what_happened_last_and_what_comes_next() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy! 明天
        bot: …
        amy: D-1
        bot: 20台空调（D-1） [记电话] [下次跟进]
          ~ 待跟进
          ~ • 3月12日 周四
        amy! 记电话
        bot: …
        amy: 聊了价格，嫌贵
        bot: …
        amy: D-1
        bot: 20台空调（D-1）
          | 最近跟进
          | • 3月11日 周三 15:30 电话 聊了价格，嫌贵
        amy: D-1 赢单
        bot: 🎉 恭喜！20台空调（D-1） 赢单了，¥120,000.00 [下单]
        amy! 下单
        bot: …
        ",
    );
}

#[test]
fn a_stage_is_understood_with_what_leads_up_to_it() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 推进 D-1 到报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: D-1 推进到合同
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        amy: 推进 D-1
        bot: 20台空调（D-1） 现在是“合同签署”，推进到哪一步？ [需求确认] [方案递交] [报价] [赢单] [输单]
        amy: Quote
        bot: ↩️ 20台空调（D-1） 退回前面的阶段：合同签署 → 报价 · 60%
        amy: 推进 D-1 火星
        bot: 没有“火星”这个阶段… [需求确认] [方案递交] [合同签署] [赢单] [输单]
        amy! 需求确认
        bot: ↩️ 20台空调（D-1） 退回前面的阶段：报价 → 需求确认 · 20%
        ann: new deal Acme 20 units 120k
        bot: ✅ Opened 20 units (D-2)
        ann: move D-2 to quote
        bot: ✅ 20 units (D-2): Needs confirmed → Quotation · 60%
        ",
    );
}

#[test]
fn a_date_that_is_none_or_over_is_asked_for_and_the_rest_is_kept() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        amy: 新商机 华威 20台空调 12万 2月30日
        bot: “预计成交”看不懂：2月30日…
        amy: 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
          | 金额: ¥120,000.00
          | 预计成交: 6月30日 周二
        amy: 新商机 华威 空调 2026-02-30
        bot: “预计成交”看不懂：2026-02-30…
        amy: 取消
        bot: …
        amy: 新商机 华威 空调 3月1日
        bot: “3月1日”已经过去了…
        amy: 明年3月1日
        bot: ✅ 已建商机 空调（D-2）
          | 预计成交: 2027年3月1日 周一
        ann: deal open Acme pumps 31 June
        bot: … is not clear: 31 June…
        ann: 30 June
        bot: ✅ Opened pumps (D-3)
        ",
    );
}

#[test]
fn too_many_decimals_are_told_in_the_currency_that_was_said() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        amy: 新商机 华威 日元单 JPY 1.5
        bot: “金额”的小数位太多了：JPY 没有小数。其余已记住，请直接发正确的金额，例如：JPY 3500
        amy: JPY 150
        bot: ✅ 已建商机 日元单（D-1）
          | 金额: JPY 150
        amy: D-1 金额=2.5
        bot: “金额”的小数位太多了：JPY 没有小数…
        amy: 250
        bot: ✅ 已改 日元单（D-1）
        ann: deal open Acme dinars USD 1.555
        bot: Amount has too many decimals: USD has 2 decimals at most. The rest is kept; just send the right amount, such as USD 3500.55
        ann: USD 1.55
        bot: ✅ Opened dinars (D-2)
          | Amount: USD 1.55
        ",
    );
}

#[test]
fn a_customer_may_be_called_like_a_code() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            customer(w, "A1", amy).await;
            customer(w, "F1 车队", amy).await;
            customer(w, "F1", amy).await;
        },
        "
        amy: 新商机 A1 空调 1万
        bot: ✅ 已建商机 空调（D-1）
          | 客户: A1
        amy: 下次 F1 明天 打电话
        bot: ✅ 已安排 打电话（F-1）
          | 关于: F1（C-3）
        amy: 看客户 A1
        bot: A1（C-1）
        amy: 看客户 A2
        bot: 没有找到“A2”…
        ",
    );
}

#[test]
fn a_code_with_a_day_plans_and_with_the_past_form_of_a_verb_acts() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
        },
        "
        amy: 新商机 华为 空调 12万
        bot: ✅ 已建商机 空调（D-1）
        amy: D-1 下周五 再谈
        bot: ✅ 已安排…
          ~ 再谈
          ~ 3月20日
        amy: D-1 报价
        bot: ✅ 空调（D-1）：需求确认 → 报价…
        ben: lead add Ann 13912345678
        bot: ✅ Saved Ann (L-1)
        ben: L-1 next Friday call again
        bot: ✅ Planned…
          ~ call again
        ben: L-1 lost no budget
        bot: Ann (L-1) is lost.
          | Reason: No budget
        ",
    );
}

#[test]
fn my_deals_are_those_of_the_asker() {
    chat(
        team,
        "
        amy: 新商机 华为 空调 12万
        bot: ✅ 已建商机 空调（D-1）
        chen: 新商机 华为 展台 3万
        bot: ✅ 已建商机 展台（D-2）
        chen: 我的商机
        bot: 商机 · Chen [D-2]
          - D-1
        chen: my deals
        bot: 商机 · Chen [D-2]
        amy: 我的商机 报价
        bot: 没有符合条件的商机…
        amy: 我的商机
        bot: 商机 [D-1]
          - D-2
        amy: 加线索 李雷 13912345678
        bot: ✅ 已记下 李雷（L-1）
        amy: 我的线索
        bot: 线索 [L-1]
        chen: 我的线索
        bot: 没有线索…
        amy: 我的客户
        bot: 客户 [C-1] [C-2]
        amy: 我的订单
        bot: 没有订单…
        ",
    );
}

#[test]
fn what_does_not_fit_on_the_card_is_on_the_next_page() {
    let mut script = String::from(
        "
        amy: 新商机 华为 空调 12万
        bot: ✅ 已建商机 空调（D-1）
        ",
    );
    let call = |n| format!("amy: 记电话 D-1 第{n}次通话内容\nbot: ✅ 已记电话…\n");
    let plan = |n| format!("amy: 下次 D-1 下周五 第{n}件事情\nbot: ✅ 已安排…\n");
    script.extend((1..=13).map(call).chain((1..=5).map(plan)));
    script.push_str(
        "
        amy: D-1
        bot: 空调（D-1） [推进到方案递交] [更多]
          ~ 第13次通话
          ~ 第3件事情
          - 第10次通话
          - 第4件事情
        amy: 更多
        bot: 空调（D-1） [更多]
          ~ 第4件事情
          ~ 第5件事情
          ~ 第10次通话
          ~ 第3次通话
          - 第13次通话
          - 第2次通话
        amy! 更多
        bot: 空调（D-1）
          ~ 第2次通话
          ~ 第1次通话
          - 件事情
        amy: 更多
        bot: 没有更多了…
        ",
    );
    chat(team, &script);
}

#[test]
fn who_may_not_is_told_who_may() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
        },
        "
        amy: 确认订单 O-1
        bot: 你没有这个权限。可以找 Chen。
        amy: 确认订单
        bot: 你没有这个权限。可以找 Chen。
        ben: confirm O-1
        bot: You are not allowed to do that. Chen can.
        ",
    );
}
