//! What was said just now is put right in a few words, in conversation.

use crate::world::scenes::{customer, only_follow_ups, products};
use crate::world::{World, chat};

/// Amy with a customer, on a Wednesday.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let ann = w.person("ann", "rep", bot_core::domain::people::Lang::En).await;
    customer(w, "华星电子", amy).await;
    customer(w, "Acme", ann).await;
    only_follow_ups(w).await;
}

#[test]
fn a_plan_is_moved_by_the_time_that_was_meant() {
    chat(
        company,
        "
        amy: 明天给华星打电话
        bot: ✅ …
        amy: 改到下周二四点
        bot: ⏰ 给华星打电话（F-1） 改到 3月17日 周二 16:00…
        amy: 不对，是下周三下午
        bot: ⏰ 给华星打电话（F-1） 改到 3月18日 周三 14:00…
        amy: 三点半
        bot: ⏰ 给华星打电话（F-1） 改到 3月18日 周三 15:30…
        amy: 撤销
        bot: …
        ann: call Acme tomorrow
        bot: ✅ …
        ann: no, Friday
        bot: ⏰ …Fri 13 Mar…
        ann: make it 4pm
        bot: ⏰ …Fri 13 Mar 16:00…
        ann: move it to next Tuesday 10am
        bot: ⏰ …Tue 17 Mar 10:00…
        ann: sorry, I meant Thursday
        bot: ⏰ …Thu 12 Mar…
        ",
    );
}

#[test]
fn a_field_is_put_right_and_a_time_in_a_question_is_no_name() {
    chat(
        company,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: 不对，电话是13900139000
        bot: ✅ 已改 张三（L-1）
          ~ 13800138000 → 13900139000
        amy: 来源 展会
        bot: ✅ 已改 张三（L-1）
          ~ 展会
        amy: 明天给云帆打电话
        bot: …
        amy: 改到下周二四点
        bot: 没有找到“云帆”… [加客户 云帆]
        amy! 加客户 云帆
        bot: ✅ 已加客户 云帆…
          ~ 3月17日 周二 16:00
        amy: 明天给远景打电话
        bot: …
        amy: C-1 又聊了一次价格
        bot: ✅ 已记备注：华星电子（C-1）
        ",
    );
}

#[test]
fn a_field_and_an_amount_of_the_record_at_hand_are_put_right() {
    chat(
        async |w| {
            company(w).await;
            products(w).await;
        },
        "
        amy: 新商机 C-1 机房空调 5万
        bot: ✅ …（D-1）
        amy: 不对，是9万
        bot: ✅ 已改 机房空调（D-1）
          | 金额: ¥50,000.00 → ¥90,000.00
        amy: 金额=8万
        bot: ✅ 已改 机房空调（D-1）
          | 金额: ¥90,000.00 → ¥80,000.00
        amy: no, amount: 70k
        bot: ✅ 已改 机房空调（D-1）
          | 金额: ¥80,000.00 → ¥70,000.00
        amy: 记电话 通达 价格谈不拢
        bot: 没有找到“通达”…
        amy: D-1 金额=6万
        bot: ✅ 已改 机房空调（D-1）
        amy: 不对，是 65k
        bot: ✅ 已改 机房空调（D-1）
          | 金额: ¥60,000.00 → ¥65,000.00
        amy: D-1
        bot: 机房空调（D-1）
          - 谈不拢
        amy: 取消
        bot: …
        amy: 下单 C-1 A100*3
        bot: ✅ 已下单（草稿）O-1…
        amy: 不对，是4台
        bot: ✅ 已改 O-1…
          ~ 4台
          - 备注
        amy: no, make it 12
        bot: ✅ 已改 O-1…
          ~ 12台
          - 备注
        amy: 不对，9折
        bot: ✅ 已改 O-1…
          ~ 12台
          ~ 9折
        ",
    );
}
