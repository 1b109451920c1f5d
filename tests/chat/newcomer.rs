//! Somebody whom nobody knows yet: what is planned with them is kept and they can be written down
//! with one tap. A sentence of its own is no answer to «which customer?».

use crate::world::{World, chat};

async fn two(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
}

#[test]
fn what_is_planned_with_somebody_new_is_kept_until_they_are_written_down() {
    chat(
        two,
        "
        amy: 明天下午3点给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
          ~ 给云帆打电话
        amy! 加客户 云帆
        bot: ✅ 已加客户 云帆（C-1） [改期]
          ~ ✅ 已安排 给云帆打电话（F-1）
          ~ 云帆（C-1）
          ~ 15:00
          - 接着
        amy: F-1
        bot: 给云帆打电话（F-1）…
        amy: 撤销
        bot: ↩️ …
        amy: F-1
        bot: 没有找到“F-1”…
        ben: remind me to visit Bluebird Ltd on Friday
        bot: I find no “Bluebird Ltd”… [Add customer Bluebird Ltd]
          ~ visit Bluebird Ltd
        ben: cancel
        bot: All right…
        ",
    );
}

#[test]
fn a_plan_with_somebody_new_is_told_by_its_words() {
    chat(
        two,
        "
        amy: 跟进 云帆 明天
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 取消
        bot: 好的…
        amy: 去见云帆的李总 明天下午
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 取消
        bot: 好的…
        amy: 明天要联系一下云帆
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 取消
        bot: 好的…
        amy: 提醒我明天开会
        bot: 哪个客户…
          ~ 开会
        amy: 取消
        bot: 好的…
        amy: 明天找他
        bot: 没看懂…
        amy: 明天不给云帆打电话了
        bot: 没看懂…
        amy: 明天给云帆打电话吗
        bot: 没看懂…
        ",
    );
}

#[test]
fn a_kind_a_name_and_a_phone_are_offered_as_a_lead() {
    chat(
        two,
        "
        amy: 线索 张三 13800138000
        bot: 要把 张三 记成线索吗？… [加线索 张三]
        amy! 加线索 张三
        bot: ✅ 已记下 张三（L-1）
          ~ 13800138000
        amy: 线索 张三
        bot: 线索 · “张三” [L-1]
        ben: lead bob 13711112222
        bot: … [lead add bob]
        ben! lead add bob
        bot: ✅ …
          ~ 13711112222
        ",
    );
}

#[test]
fn a_sentence_of_its_own_is_no_answer_to_which_customer() {
    chat(
        two,
        "
        amy: 记电话 华星 聊了价格 下周三再打
        bot: 没有找到“华星”… [加客户 华星]
        amy: 明天给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
          ~ 给云帆打电话
        amy! 加客户 云帆
        bot: ✅ …
        amy: lead Bob 13711112222
        bot: 要把 Bob 记成线索吗？… [加线索 Bob]
        amy! 加线索 Bob
        bot: ✅ …
        amy: 撤销
        bot: ↩️ …
        ben: 记电话 Kestrel talked prices
        bot: … [Add customer Kestrel]
        ben: Kestrel Holdings of London
        bot: … [Add customer Kestrel Holdings…]
        ",
    );
}

#[test]
fn a_plan_waits_while_another_is_made_and_changes_no_follow_up_that_is_there() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 下次 华星科技 明天 送样品
        bot: ✅ …
        amy: 明天下午3点给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: F-1
        bot: 送样品（F-1）…
          ~ 在等“记录”
        amy: 后天给华星科技打电话
        bot: ✅ 已安排 给华星科技打电话（F-2） [改期]
        amy: 加客户 云帆
        bot: ✅ … [接着安排跟进]
        amy! 接着安排跟进
        bot: ✅ 已安排 给云帆打电话（F-3）
        ben: remind me to call Bob tomorrow
        bot: I find no “Bob”… [Add customer Bob]
        ben: call Jim on Monday 10am
        bot: I find no “Jim”… [Add customer Jim]
        ",
    );
}

#[test]
fn what_somebody_known_does_is_no_answer_to_which_customer() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加联系人 华星科技 李工 13700137001
        bot: ✅ …
        amy: 下周四拜访腾飞科技
        bot: 没有找到“腾飞科技”… [加客户 腾飞科技]
        amy: 李工让我明天过去
        bot: 没有叫“李工让我明天过去”的…
        amy: 李工说要便宜点
        bot: ✅ 已记备注：华星科技（C-1）
        ",
    );
}

#[test]
fn somebody_of_another_company_is_not_the_one_who_is_known() {
    chat(
        two,
        "
        ben: add customer Northwind
        bot: ✅ …
        ben: add contact Northwind Sarah Connor 13700137001
        bot: ✅ …
        ben: meet Sarah on Monday
        bot: ✅ …
          ~ Northwind
        ben: meet Sarah from Northwind on Monday 10am
        bot: ✅ …
          ~ Northwind
        ben: meet Sarah from Contoso on Monday 10am
        bot: I find no “Contoso”… [Add customer Contoso]
        ben: cancel
        bot: All right…
        ben: call Sarah Jones on Monday
        bot: … “Sarah Jones”…
          - Scheduled
        ben: cancel
        bot: …
        amy: 刚给云帆的李总打了电话，他说下个月再定
        bot: 没有找到“云帆”… [加客户 云帆]
          ~ 李总
        amy: 取消
        bot: 好的…
        amy: 拜访了腾飞的孙总，聊得不错
        bot: 没有找到“腾飞”… [加客户 腾飞]
        ",
    );
}

#[test]
fn a_misspelt_day_is_read_and_asking_for_a_reminder_is_no_part_of_it() {
    chat(
        two,
        "
        ben: add customer Northwind
        bot: ✅ …
        ben: call Northwind tommorow 3pm
        bot: ✅ … call Northwind (F-1)
          ~ Thu 12 Mar 15:00
        ben: tomorrow remind me to call Northwind
        bot: ✅ … call Northwind (F-2)
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 后天提醒我给华星科技发样品
        bot: ✅ 已安排 给华星科技发样品（F-3）
        ",
    );
}

#[test]
fn two_plans_in_one_sentence_are_both_offered() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加客户 远航物流
        bot: ✅ …
        amy: 周一给华星科技送样品，下周四去拜访远航物流
        bot: 这里有 2 件事… [3月16日 周一 给华星科技送样品] [3月19日 周四 去拜访远航物流]
        amy! 3月16日 周一 给华星科技送样品
        bot: ✅ 已安排 给华星科技送样品（F-1）
          ~ 华星科技（C-1）
        amy! 3月19日 周四 去拜访远航物流
        bot: ✅ 已安排 去拜访远航物流（F-2）
          ~ 远航物流（C-2）
        amy: 周一给华星科技送样品，聊价格
        bot: ✅ 已安排 给华星科技送样品，聊价格（F-3）
        ",
    );
}

#[test]
fn a_question_goes_on_with_nobody_but_the_one_who_was_named() {
    chat(
        two,
        "
        ben: add customer Globex
        bot: ✅ …
        ben: call Contoso tomorrow 3pm
        bot: I find no “Contoso”… [Add customer Contoso]
        ben: visit Globex on Monday
        bot: ✅ … visit Globex (F-1) [Move] [Undo]
          ~ waits
          - Go on
        ben: C-1
        bot: Globex (C-1)
          ~ visit Globex
          - call Contoso
        ben: lead add Bob 13712345678
        bot: ✅ … [Show]
          - Go on
        ben: add customer Contoso
        bot: ✅ … [Go on: follow]
        ben! Go on: follow
        bot: ✅ … call Contoso (F-2)
          ~ Contoso (C-2)
        ",
    );
}

#[test]
fn what_is_said_of_somebody_else_answers_no_when_and_no_how_was_it() {
    chat(
        two,
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加客户 远航物流
        bot: ✅ …
        amy: 下次 华星科技 明天 送样品
        bot: ✅ …
        amy: 改期 F-1
        bot: 送样品（F-1） 改到什么时候？…
        amy: 后天给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 取消
        bot: 好的，不安排跟进了…
        amy: 后天远航物流来公司看样品
        bot: ✅ 已安排 …
          ~ 远航物流（C-2）
        amy: F-1
        bot: 送样品（F-1）…
          ~ 3月12日
        amy: 记电话 华星科技
        bot: 聊了什么？…
        amy: 刚见了远航物流的王总，要加10台
        bot: ✅ 已记会议：远航物流（C-2）
        ",
    );
}

#[test]
fn of_many_questions_each_says_whom_it_waits_for_and_none_is_dropped_without_a_word() {
    chat(
        two,
        "
        amy: 明天给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 明天给海燕打电话
        bot: 没有找到“海燕”…
          | （安排跟进“云帆”先放着，答完这个再问。）
        amy: 明天给青松打电话
        bot: …
        amy: 明天给白鹭打电话
        bot: …
          - 不再等了
        amy: 明天给红枫打电话
        bot: 没有找到“红枫”…
          | （安排跟进“白鹭”先放着，答完这个再问。）
          | （安排跟进“云帆”不再等了：没答的太多。需要时请再发一次。）
        amy! 加客户 红枫
        bot: ✅ 已加客户 红枫（C-1）
          | （安排跟进“白鹭”还在等“记录”：直接回答即可，或发“取消”。）
        ",
    );
}

#[test]
fn yes_takes_up_the_offer_and_writes_down_nobody_who_is_called_yes() {
    chat(
        two,
        "
        ben: visit Birch Foods Friday 2pm
        bot: I find no “Birch Foods”… [Add customer Birch Foods]
        ben: yes
        bot: ✅ … [Move]
          ~ Birch Foods (C-1)
          ~ visit Birch Foods (F-1)
        amy: 明天给云帆打电话
        bot: 没有找到“云帆”… [加客户 云帆]
        amy: 好的
        bot: ✅ 已加客户 云帆（C-2） [改期]
          ~ ✅ 已安排 给云帆打电话（F-2）
        ",
    );
}

#[test]
fn a_plan_with_another_company_is_not_what_came_of_a_follow_up() {
    chat(
        two,
        "
        ben: customer add Kestrel
        bot: ✅ …
        ben: follow Kestrel tomorrow send samples
        bot: ✅ …
        ben: done F-1
        bot: …what happened…
        ben: schedule a demo for Lumen Optics Dec 8 3pm
        bot: I find no “Lumen Optics”… [Add customer Lumen Optics]
        ben! Add customer Lumen Optics
        bot: ✅ …
          ~ schedule a demo for Lumen Optics (F-2)
          ~ Lumen Optics (C-2)
        ben: they liked them
        bot: ✅ Done: send samples (F-1)…
        ben: follow Kestrel Monday send the offer
        bot: ✅ …
        ben: done F-3
        bot: …what happened…
        ben: leave 6 Dec 8 Dec
        bot: ✅ …
          - F-3
        ben: call Tom on Friday
        bot: ✅ Done: send the offer (F-3)…
          ~ call Tom
        ",
    );
}

#[test]
fn of_somebody_at_a_company_it_is_the_company_that_is_written_down() {
    chat(
        two,
        "
        ben: call Peter Novak at Skyline Textiles tomorrow 3pm
        bot: I find no “Skyline Textiles”… [Add customer Skyline Textiles]
          ~ call Peter Novak at Skyline Textiles
        ben: cancel
        bot: All right…
        ben: visit Norma Kessler of Blue Harbor Foods on Thursday 10am
        bot: I find no “Blue Harbor Foods”… [Add customer Blue Harbor Food…]
        ben: cancel
        bot: All right…
        ben: call Bank of China tomorrow
        bot: I find no “Bank of China”… [Add customer Bank of China]
        ben: cancel
        bot: All right…
        ben: meeting with Redwood Paper next Tuesday 2pm and their CFO
        bot: I find no “Redwood Paper”… [Add customer Redwood Paper]
          ~ their CFO
        ben: cancel
        bot: All right…
        ben: Elm Hospital called, they want a quote
        bot: I find no “Elm Hospital”… [Add customer Elm Hospital]
        ben: cancel
        bot: All right…
        ben: new order for Elm A100*5
        bot: I find no customer “Elm”… [Add customer Elm]
        amy: 明天上午十点见宁波海天塑机王总
        bot: 没有找到“宁波海天塑机”… [加客户 宁波海天塑机]
          ~ 见宁波海天塑机王总
        amy: 取消
        bot: 好的…
        amy: 刚给苏州美林纸业的李工打了电话，说要30台空调，下周三再联系
        bot: 没有找到“苏州美林纸业”… [加客户 苏州美林纸业]
        amy! 加客户 苏州美林纸业
        bot: ✅ 已加客户 苏州美林纸业（C-1） [改期]
          | ✅ 已记电话：苏州美林纸业（C-1）
          ~ 再联系（F-1）
        amy: 刚打电话给徐州双益，老板说价格太高，周五再打
        bot: 没有找到“徐州双益”… [加客户 徐州双益]
        ",
    );
}

#[test]
fn two_plans_with_somebody_new_are_two() {
    chat(
        two,
        "
        amy: 周二给云帆送样品，周四去拜访海燕
        bot: 这里有 2 件事… [3月17日 周二 给云帆送样品] [3月12日 周四 去拜访海燕]
        amy! 3月17日 周二 给云帆送样品
        bot: 没有找到“云帆”… [加客户 云帆]
        amy! 加客户 云帆
        bot: ✅ 已加客户 云帆（C-1） [改期]
          ~ 给云帆送样品（F-1）
        amy: 明天见高邮湖酒店刘经理，顺便收款，下午5点给黄桥电器打电话
        bot: 这里有几件事，各有各的时间…
        amy: 明天见高邮湖酒店刘经理，顺便收款
        bot: 没有找到“高邮湖酒店”… [加客户 高邮湖酒店]
        ",
    );
}
