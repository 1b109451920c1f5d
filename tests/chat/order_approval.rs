//! Orders below the floor price or with a large discount: what a manager has to say first.

use bot_core::domain::people::Lang;
use bot_core::domain::product::Product;
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, products, shop};
use crate::world::{World, chat};

/// The shop with an admin, and a second manager in Amy's team.
async fn firm(w: &World) {
    shop(w).await;
    w.admin("dana").await;
    w.manager("max").await;
}

#[test]
fn a_price_below_the_floor_waits_for_the_managers_button() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*20@2900
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技 [取消订单] [查看] [撤销]
          | 要主管先同意，已通知 Chen
        bot>chen: Amy 提交了订单，要你同意：O-1 华星科技 [同意] [退回] [查看]
          | • A100 空调 20台 × ¥2,900.00 = ¥58,000.00
          | 合计: ¥58,000.00
          | ⚠️ A100 空调 成交价 ¥2,900.00 低于底价 ¥3,000.00
          | ⚠️ A100 空调 比标价低 17.14%，超过 15%
          - [确认]
          - 毛利
        chen: 确认订单 O-1
        bot: 订单 O-1 还不能确认，要先同意： [同意] [退回]
          | ⚠️ A100 空调 成交价 ¥2,900.00 低于底价 ¥3,000.00
          - [确认]
        amy: 同意 O-1
        bot: 你没有这个权限…
        chen! 同意
        bot>chen: ✅ 已同意 O-1 华星科技，合计 ¥58,000.00 [确认] [退回] [查看] [撤销]
        bot>amy: ✅ Chen 同意了你的订单 O-1 华星科技，接下来等确认。 [查看]
        amy: O-1
        bot: O-1 华星科技
          | 已同意: Chen · 3月11日 周三 15:30
        chen: 同意 O-1
        bot: 订单 O-1 已经同意过了。 [确认] [退回]
        chen! 确认
        bot>chen: ✅ 已确认 O-1 华星科技，合计 ¥58,000.00
        bot>amy: ✅ Chen 确认了你的订单…
        chen: 同意 O-1
        bot: 订单 O-1 是“已确认”，没有要同意的。
        ",
    );
}

#[test]
fn an_order_is_sent_back_with_a_reason_and_its_approval_is_bound_to_what_it_said() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*20 八折
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
        bot>chen: Amy 提交了订单，要你同意… [同意] [退回]
        chen: 退回 O-1 太低
        bot>chen: ↩️ 已退回 O-1 华星科技 [查看] [撤销]
          | 退回原因: 太低
        bot>amy: ↩️ Chen 退回了你的订单 O-1 华星科技，改好再提交。 [修改] [提交] [查看]
          | 退回原因: 太低
        chen! 同意
        bot: 订单 O-1 是“草稿”，没有要同意的。
        chen: 撤销
        bot>chen: ↩️ 已撤销 退回订单：O-1
        bot>amy: ↩️ 已撤回：O-1（Chen，退回订单）
        chen: 同意 O-1
        bot>chen: ✅ 已同意 O-1…
        bot>amy: ✅ Chen 同意了…
        chen: O-1 退回 客户改地址
        bot>chen: ↩️ 已退回…
        bot>amy: ↩️ Chen 退回了…
        amy: O-1 备注=送仓库
        bot: ✅ 已改 O-1…
          - 作废
        amy: 提交订单 O-1
        bot>amy: ✅ 已提交…
          | 要主管先同意，已通知 Chen
        bot>chen: Amy 提交了订单，要你同意… [同意] [退回]
          - 已同意
        chen: O-1 退回 再低一点
        bot>chen: ↩️ 已退回…
        bot>amy: ↩️ Chen 退回了…
        amy: O-1 A100*20@2600
        bot: ✅ 已改 O-1…
        amy! 撤销
        bot: ↩️ 已撤销 改订单：O-1
        amy! 恢复
        bot: ↪️ 已恢复 改订单：O-1
        amy: 提交订单 O-1
        bot>amy: ✅ 已提交…
          | 要主管先同意，已通知 Chen
        bot>chen: Amy 提交了订单，要你同意… [同意]
        chen: 退回 O-1
        bot: 为什么退回？ [价格太低] [数量要核对] [客户信息不全]
        chen! 价格太低
        bot>chen: ↩️ 已退回…
        bot>amy: ↩️ Chen 退回了…
          | 退回原因: 价格太低
        amy: 历史 O-1
        bot: …
          ~ 退回
        chen: 退回 L-9 不是我的
        bot: 没有找到“L-9”…
        ",
    );
}

#[test]
fn an_approval_in_english_with_the_margin_for_who_may_see_costs() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            w.person("dan", "manager", Lang::En).await;
            customer(w, "Acme", ben).await;
            let a100 = products(w).await.remove(0);
            let mut unit = w.begin().await;
            let before: Product = unit.tx().get(a100.head.id).await.expect("a row").expect("one");
            let after = Product { cost: Some(200_000), ..before.clone() };
            unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
            unit.commit().await.expect("a commit");
        },
        "
        ben: order place Acme A100*10@2500
        bot: ✅ Order placed (draft): O-1 Acme
          - Margin
        ben: submit O-1
        bot>ben: ✅ Submitted O-1 Acme
          | It needs approval first; Dan will be asked
        bot>dan: Ben submitted an order that needs your approval: O-1 Acme [Approve] [Send back] [Show]
          | Margin: ¥5,000.00 · 20%
        dan: reject O-1 too low
        bot>dan: ↩️ Sent back O-1 Acme
          | Sent back because: too low
        bot>ben: ↩️ Dan sent your order O-1 Acme back; change it and submit it again. [Edit] [Submit] [Show]
          | Sent back because: too low
        ben: submit O-1
        bot>ben: ✅ Submitted…
        bot>dan: Ben submitted an order that needs your approval…
        dan: approve O-1
        bot>dan: ✅ Approved O-1 Acme, total ¥25,000.00 [Confirm] [Send back] [Show] [Undo]
        bot>ben: ✅ Dan approved your order O-1 Acme; next it is confirmed. [Show]
        dan! Undo
        bot>dan: ↩️ Undone: approved O-1
        bot>ben: ↩️ …
        dan: confirm O-1
        bot: Order O-1 cannot be confirmed yet, it needs approval first: [Approve] [Send back]
        ",
    );
}

#[test]
fn the_nearest_manager_is_asked_and_the_others_hear_what_came_of_it() {
    chat(
        firm,
        "
        amy: 下单 华星 B7*10 八折
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交…
          | 要主管先同意，已通知 Chen · Max
        bot>chen: Amy 提交了订单，要你同意… [同意]
        bot>max: Amy 提交了订单，要你同意… [同意]
        chen! 同意
        bot>chen: ✅ 已同意 O-1…
        bot>amy: ✅ Chen 同意了…
        bot>max: ✅ Chen 已同意订单 O-1 华星科技，不用再同意。 [查看]
          ^
          - [同意]
        bot>dana: Chen 已同意，请确认：O-1 华星科技 [确认] [退回] [查看]
        bot>max: Chen 已同意，请确认：O-1 华星科技 [确认] [退回] [查看]
        dana! 确认
        bot>dana: ✅ 已确认 O-1…
        bot>amy: ✅ Dana 确认了…
        bot>max: ✅ Dana 已确认订单 O-1 华星科技，不用再确认。
          ^
        bot>max: ✅ Dana 已确认订单 O-1 华星科技，不用再确认。
          ^
        ",
    );
}

#[test]
fn a_manager_does_not_approve_the_own_prices_unless_nobody_else_is_there() {
    chat(
        async |w| {
            let chen = w.manager("chen").await;
            w.admin("dana").await;
            customer(w, "华星科技", chen).await;
            products(w).await;
        },
        "
        chen: 下单 华星 A100*1@1
        bot: ✅ 已下单（草稿）O-1 华星科技
        chen! 提交
        bot>chen: ✅ 已提交…
          | 要主管先同意，已通知 Dana
          - [同意]
        bot>dana: Chen 提交了订单，要你同意… [同意] [退回]
        chen: 同意 O-1
        bot: 订单 O-1 要下单人的主管同意。
          | 可以请 Dana 同意
        chen: 退回 O-1 不要
        bot: 自己的订单不用退回…
        dana! 退回
        bot: 为什么退回？ [价格太低]
        dana: 亏本
        bot>dana: ↩️ 已退回…
        bot>chen: ↩️ Dana 退回了…
          | 退回原因: 亏本
        ",
    );
    chat(
        async |w| {
            let dana = w.admin("dana").await;
            customer(w, "华星科技", dana).await;
            products(w).await;
        },
        "
        dana: 下单 华星 A100*1@1
        bot: ✅ 已下单（草稿）O-1 华星科技
        dana! 提交
        bot: ✅ 已提交 O-1 华星科技 [同意] [取消订单]
        dana! 同意
        bot: ✅ 已同意 O-1 华星科技，合计 ¥1.00 [确认]
        dana! 确认
        bot: ✅ 已确认 O-1 华星科技…
        ",
    );
}

#[test]
fn the_discount_band_is_the_orgs_and_an_admin_changes_it_in_chat() {
    chat(
        firm,
        "
        amy: 审批
        bot: 要主管同意的
          | • 低于底价的价格
          | • 比标价低超过 15%
          - 要改
        amy: 审批 折扣 30%
        bot: 你没有这个权限…
        dana: 审批 折扣 很多
        bot: 没看懂“折扣 很多”…
        dana: 审批 折扣 30%
        bot: ✅ 从现在起，要主管同意的： [撤销]
          | • 比标价低超过 30%
        amy: 下单 华星 B7*10 八折
        bot: ✅ 已下单（草稿）O-1 华星科技
          - ⚠️
        amy! 提交
        bot>amy: ✅ 已提交…
          | 已通知 Chen · Dana · Max 确认
        bot>chen: Amy 提交了订单，请确认… [确认]
        bot>dana: Amy 提交了订单，请确认… [确认]
        bot>max: Amy 提交了订单，请确认… [确认]
        dana: 撤销
        bot: ↩️ 已撤销 改审批规则…
        chen! 确认
        bot: 订单 O-1 还不能确认，要先同意： [同意]
          | ⚠️ B7 配件包 比标价低 20%，超过 15%
        ",
    );
}

#[test]
fn what_waits_for_a_manager_is_listed_and_told_with_the_day() {
    chat(
        firm,
        "
        chen: 待审批
        bot: 没有等你审批的订单 👍 [全部订单]
        amy: 下单 华星 A100*20@2900
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-1 华星科技…
        bot>chen: Amy 提交了订单…
        bot>max: Amy 提交了订单…
        amy: 下单 华星 B7*1
        bot: ✅ 已下单（草稿）O-2 华星科技
        amy! 提交
        bot>amy: ✅ 已提交 O-2 华星科技…
        bot>chen: Amy 提交了订单…
        bot>max: Amy 提交了订单…
        bot>dana: Amy 提交了订单…
        chen: approvals
        bot: 等你审批或确认的订单：2 个 [O-1] [O-2]
          | • ⚠️ O-1 华星科技 · ¥58,000.00 · 待确认 · Amy · 要先同意
        chen! O-1
        bot: O-1 华星科技 [同意] [退回]
        chen: 今天
        bot: … [待审批]
          | 另有 2 个订单等你审批或确认。
        chen! 待审批
        bot: 等你审批或确认的订单：2 个 [O-1] [O-2]
        chen: 审批
        bot: … [待审批]
        amy: 待审批
        bot: 没有等你审批的订单 👍
        ",
    );
}
