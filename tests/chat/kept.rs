//! What customers cannot do is no promise, what they did keeps one, and a day belongs to what was said.

use crate::world::scenes::{customer, only_follow_ups, two_languages};
use crate::world::{World, chat};

async fn amy(w: &World) {
    let amy = w.rep("amy").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

#[test]
fn what_cannot_be_paid_is_noted_and_nothing_is_planned() {
    chat(
        amy,
        "
        amy: 记电话 华星 李工说下周三付不了
        bot: ✅ 已记电话：华星电子（C-1）…
          - F-1
        amy: 记电话 华星 李工说下周三付不出来
        bot: ✅ …
          - F-1
        amy: 华星说下周三恐怕付不了款
        bot: ✅ 已记备注…
          - F-1
        amy: 华星下周三付不了
        bot: ✅ 已记备注…
          - F-1
        amy: 记电话 华星 李工上次说下周五付，今天说不付了
        bot: ✅ …
          - F-1
        amy: 记电话 华星 李工说下周三付
        bot: ✅ …
          ~ 🤝 李工说下周三付（F-1）
        ",
    );
    chat(
        two_languages,
        "
        ben: log call Acme they can't pay by Friday
        bot: ✅ …
          - F-1
        ben: log call Acme won't be able to pay until next Friday
        bot: ✅ …
          - F-1
        ben: log call Acme says no longer Friday
        bot: ✅ …
          - F-1
        ben: Acme won't be able to pay on Friday
        bot: ✅ …
          - F-1
        ",
    );
}

#[test]
fn a_day_within_what_was_said_moves_no_call() {
    chat(
        amy,
        "
        amy: 记电话 华星 昨天发的样品，李工说后天回复
        bot: ✅ …
          - 3月10日
        amy: 记电话 华星 李工说上周五已付款
        bot: ✅ …
          - 3月6日
        amy: 记电话 华星 李工上个月付过了
        bot: ✅ …
          - 时间:
        amy: 记电话 华星 他们上周开会定了，同意九折
        bot: ✅ …
          - 时间:
        amy: 记电话 华星 上次3月2日发的报价，他们觉得贵
        bot: ✅ …
          - 3月2日
        amy: 记电话 华星 昨天说的价格同意了
        bot: ✅ …
          - 3月10日
        amy: 华星说昨天已经打款
        bot: ✅ …
          - 3月10日
        amy: C-1
        bot: 华星电子（C-1）…
          ~ 说昨天已经打款
          ~ 昨天说的价格同意了
        amy: 记电话 华星 昨天聊了价格
        bot: ✅ …
          ~ 3月10日
        amy: 昨天拜访了华星，看了产线
        bot: ✅ …
          ~ 3月10日
        ",
    );
    chat(
        two_languages,
        "
        ben: log call Acme they paid last Friday
        bot: ✅ …
          - 6 Mar
        ben: log call Acme the quote I sent yesterday is fine
        bot: ✅ …
          - 10 Mar
        ben: visited Acme yesterday, they want 20 units
        bot: ✅ …
          ~ 10 Mar
        ",
    );
}

#[test]
fn what_was_paid_offers_the_promise_of_it_first() {
    chat(
        amy,
        "
        amy: 下次 华星 明天 问报价反馈
        bot: ✅ …
        amy: 华星说下周三付款
        bot: ✅ …
          ~ （F-2）
        @2026-03-13T10:00:00+08:00
        bot>amy: ⏰ …
        amy: 记电话 华星 已经付了
        bot: ✅ 已记电话：华星电子（C-1）… [完成 F-2 说下周三付款]
        amy: 华星说已经付了
        bot: ✅ … [完成 F-2 说下周三付款]
        amy: 华星款到了
        bot: ✅ 已记备注：华星电子（C-1）… [完成 F-2 说下周三付款]
        amy: 华星付款了
        bot: ✅ 已记备注：华星电子（C-1）… [完成 F-2 说下周三付款]
        amy! 完成 F-2 说下周三付款
        bot: ✅ 已完成 🤝 说下周三付款（F-2）…
        ",
    );
    chat(
        two_languages,
        "
        ben: Acme says they pay on Friday
        bot: ✅ …
          ~ (F-1)
        ben: Acme hasn't paid
        bot: …
          - Done F-1
        ben: Acme paid
        bot: ✅ … [Done F-1 says they pa]
        ",
    );
}

#[test]
fn two_days_of_two_people_are_both_offered() {
    chat(
        amy,
        "
        amy: 记电话 华星 我们下周二发样品，他下周四前回复
        bot: ✅ … [3月17日 周二 我们下周二发样品] [3月19日 周四 他下周四前回复]
        ",
    );
}
