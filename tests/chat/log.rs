//! What happened, in conversation.

use crate::world::scenes::{no_next_steps, two_languages, with_phone};
use crate::world::{World, chat};

/// The same with Bo, who has no customer.
async fn company(w: &World) {
    two_languages(w).await;
    w.rep("bo").await;
    no_next_steps(w).await;
}

#[test]
fn one_sentence_keeps_what_happened_and_plans_what_comes_next() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，嫌贵 下周三再打
        bot: ✅ 已记电话：华星电子（C-1） [改期] [撤销]
          | 下次: 3月18日 周三 · 再打（F-1）
          - 明天
        ben: log call Acme talked about the price, call again next Wed
        bot: ✅ Logged call: Acme Trading (C-2) [Move] [Undo]
          | Next step: Wed 18 Mar · call again (F-2)
        ",
    );
}

#[test]
fn each_way_has_its_own_word_and_a_contact_stands_for_its_customer() {
    chat(
        company,
        "
        amy: 记消息 C-1 发了报价单，对方在看
        bot: ✅ 已记消息：华星电子（C-1）
        amy: 记邮件 李工 发了产品资料
        bot: ✅ 已记邮件：华星电子（C-1）
        amy: /log_meeting 华星 演示了样机
        bot: ✅ 已记会议：华星电子（C-1）
        amy: 记拜访 华星 见了采购经理
        bot: ✅ 已记拜访：华星电子（C-1）
        amy: 记 华星 采购流程要两个月
        bot: ✅ 已记备注：华星电子（C-1）
        amy: C-1 记电话 对方同意看样品
        bot: ✅ 已记电话：华星电子（C-1）
        ",
    );
}

#[test]
fn without_a_next_step_the_answer_offers_days_that_count_from_the_press() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，嫌贵
        bot: ✅ 已记电话：华星电子（C-1） [明天] [3 天后] [下周] [选日期] [撤销]
        @2026-03-13T10:00:00+08:00
        amy! 明天
        bot: ✅ 已安排 跟进（F-1） [改期] [撤销]
          | 关于: 华星电子（C-1）
          | 时间: 3月14日 周六（3月16日 周一 09:00 提醒）
        amy! 3 天后
        bot: 这个按钮已经用过了，没有重复执行。
        ",
    );
}

#[test]
fn a_day_can_be_picked_by_saying_it() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，嫌贵
        bot: ✅ 已记电话：华星电子（C-1）
        amy! 选日期
        bot: 什么时候跟进 华星电子（C-1）？… [明天] [3 天后] [下周]
        amy: 昨天
        bot: “昨天”已经过去了…
        amy: 今天
        bot: ✅ 已安排 跟进（F-1）
          | 时间: 3月11日 周三
        bot: ⏰ 该跟进了：跟进…
        ",
    );
}

#[test]
fn when_something_was_is_not_when_something_is_due() {
    chat(
        company,
        "
        amy: 记电话 华星 今天聊了价格
        bot: ✅ 已记电话：华星电子（C-1） [明天]
        amy: 记电话 华星 昨天见过面
        bot: ✅ 已记电话：华星电子（C-1） [明天]
        amy: 记电话 华星 要是下周三能到货就签
        bot: ✅ 已记电话：华星电子（C-1） [明天]
        amy: 记电话 华星 周五聊过，下周一10点再去拜访
        bot: ✅ 已记电话：华星电子（C-1） [改期]
          | 下次: 3月16日 周一 10:00 · 再去拜访（F-1）
        amy: 记电话 华星 定了付款方式 下次=周五
        bot: ✅ 已记电话：华星电子（C-1） [改期]
          | 下次: 3月13日 周五 · 跟进（F-2）
        amy: 记电话 华星 定了付款方式2 下次=昨天
        bot: “昨天”已经过去了…
        ",
    );
}

#[test]
fn too_few_words_are_kept_and_do_not_count() {
    chat(
        company,
        "
        amy: 记电话 华星 嗯嗯
        bot: ✅ 已记电话：华星电子（C-1）
          | 内容不到 4 个字，记下了，但不算有效跟进。
        ",
    );
}

#[test]
fn what_is_missing_is_asked_for_one_by_one() {
    chat(
        company,
        "
        amy: 记电话
        bot: 哪个客户、商机或线索？…
        amy: 华星
        bot: 聊了什么？一句话就行。
        amy: 今天 聊了价格，明天送样品
        bot: ✅ 已记电话：华星电子（C-1）
          | 下次: 3月12日 周四 · 送样品（F-1）
        ",
    );
}

#[test]
fn a_customer_of_somebody_else_is_not_there() {
    chat(
        company,
        "
        bo: 记电话 华星 聊了价格
        bot: 没有找到“华星”…
        bo: 记电话 C-1 聊了价格
        bot: 没有找到“C-1”…
        bo: 下次 C-1 明天
        bot: 没有找到“C-1”…
        ",
    );
}

#[test]
fn undo_takes_back_the_report_and_its_next_step_unless_that_was_moved() {
    chat(
        company,
        "
        amy: 记电话 华星 嫌贵 下周三再打
        bot: ✅ 已记电话：华星电子（C-1）
        amy: 撤销
        bot: ↩️ 已撤销 记电话：嫌贵 下周三再打、再打
        amy: F-1
        bot: 没有找到“F-1”…
        amy! 恢复
        bot: ↪️ 已恢复 记电话：嫌贵 下周三再打、再打
        amy: F-1
        bot: 再打（F-1）
        amy: 记电话 华星 还是嫌贵 下周三再打
        bot: ✅ 已记电话：华星电子（C-1） [撤销]
        amy: 改期 F-2 明天
        bot: ⏰ 再打（F-2） 改到 3月12日 周四
        amy: /undo
        bot: ↩️ 已撤销 改期：再打
        ",
    );
}

#[test]
fn what_was_due_can_be_closed_with_the_report() {
    chat(
        company,
        "
        amy: 下次 华星 今天17点 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-11T18:00:00+08:00
        bot: ⏰ 该跟进了：送样品… [完成] [+1 小时] [明天] [下周一] [不跟了]
        amy: 记拜访 华星 样品送到了
        bot: ✅ 已记拜访：华星电子（C-1） [完成 F-1 送样品]
        amy! 完成 F-1 送样品
        bot: ✅ 已完成 送样品（F-1） [明天] [撤销]
        ",
    );
}

#[test]
fn a_sentence_that_comes_twice_is_kept_once_and_a_group_sees_no_phone() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格
        bot: ✅ 已记电话：华星电子（C-1）
        amy: 记电话 华星 聊了价格
        bot: 刚才已经记过了：A-1。 [再记一条]
        amy! 再记一条
        bot: ✅ 已记电话：华星电子（C-1）
        amy: 记电话 华星 聊了价格
        bot: 刚才已经记过了：A-2。 [再记一条]
        amy#east: 记电话 华星 打13900139000找张总 明天再打
        bot>#east: ✅ 已记电话：华星电子（C-1）
          - 13900139000
        ",
    );
}

#[test]
fn a_report_whose_next_step_somebody_else_moved_is_not_torn() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            w.manager("chen").await;
            with_phone(w, amy, "华星电子", None).await;
        },
        "
        amy: 记电话 华星 嫌贵 下周三再打
        bot: ✅ 已记电话：华星电子（C-1）
        chen: 改期 F-1 明天
        bot>chen: ⏰ 再打（F-1） 改到 3月12日 周四
        bot>amy: Chen 把你的 再打（F-1） 改到 3月12日 周四 [查看]
        amy: 撤销
        bot: 不能撤销：再打后来又改过（…Chen，改期）。可以请Chen先撤销那一次，或者手动改回来。
        ",
    );
}

#[test]
fn what_is_denied_plans_nothing_and_what_follows_the_time_is_the_next_step() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了，没说下周三再打
        bot: ✅ …
          - 下次
        amy: 记电话 华星 约了下周三上午10点见面
        bot: ✅ …
          ~ 见面（F-1）
        amy: 记拜访 华星 参观了工厂，不用下周三再来
        bot: ✅ …
          - F-2
        ben: log visit Acme saw the plant tomorrow 3pm send samples
        bot: ✅ …
          ~ · send samples (F-2)
        ben: log call Acme don't call again next Wed
        bot: ✅ …
          - F-3
        ",
    );
}

#[test]
fn an_answer_that_names_the_record_may_go_on_with_what_was_said() {
    chat(
        company,
        "
        amy: 记电话
        bot: 哪个客户…
        amy: 华星 聊了价格 下周三再打
        bot: ✅ 已记电话：华星…
          ~ 3月18日 周三
        amy: 记电话
        bot: 哪个客户…
        amy: C-1 客户说别明天打
        bot: ✅ 已记电话：华星…
          - 3月12日
        ",
    );
}

#[test]
fn a_time_for_the_next_step_that_is_over_or_is_none_is_said_and_the_note_is_kept() {
    chat(
        company,
        "
        amy: 记电话 华星 聊了价格，3月1日再打
        bot: ✅ 已记电话：华星电子（C-1）
          ~ “3月1日”已经过去了，没有安排跟进
        amy! 2027年3月1日 周一
        bot: ✅ 已安排 再打（F-1）
          | 时间: 2027年3月1日 周一
        amy: 记电话 华星 谈得好，2月30日再去
        bot: ✅ …
          ~ “2月30日”日历上没有这一天
        amy: 记电话 华星 没定，今天上午9点要发报价
        bot: ✅ …
          ~ 已经过去了
        amy: 记电话 华星 3月1日去过展会，聊得不错
        bot: ✅ …
          - 已经过去了
        amy: 记电话 华星 客户说国庆后再谈
        bot: ✅ …
          ~ 下次: 10月8日 周四
        amy: 记电话 华星 春节后再联系一次
        bot: ✅ …
          ~ 2027 年的放假安排还没有公布
        ben: log call Acme will send the quote by Feb 20
        bot: ✅ …
          ~ is over already
        ",
    );
}

#[test]
fn one_corrects_what_one_has_written_down_and_nobody_elses() {
    chat(
        company,
        "
        amy: 改记录 聊了价格
        bot: 没有找到“聊了价格”…
        amy: 记电话 华星 客户要20台B7，下周三再打
        bot: ✅ 已记电话：华星电子（C-1）…
        amy: 改记录 华星 客户要20台A100
        bot: ✅ 已更正 3月11日 周三 15:30 的电话：华星电子（C-1） [查看] [撤销]
          | 原来: 客户要20台B7，下周三再打
          | 内容: 客户要20台A100
        amy: C-1
        bot: 华星电子（C-1）
          ~ 电话 客户要20台A100
          ~ 3月18日 周三 · 再打
        amy: 更正 C-1 嗯
        bot: ✅ 已更正 …
          ~ 不算有效跟进
        amy: 撤销
        bot: ↩️ …
        amy: 改记录 其实要的是A300
        bot: 没有找到“其实要的是A300”… [更正这条]
          ~ 还是要更正你最近记的这条？3月11日 周三 15:30 电话：客户要20台A100
        amy! 更正这条
        bot: ✅ 已更正 …
          | 内容: 其实要的是A300
        amy: 撤销
        bot: ↩️ …
        amy: 改记录 华星
        bot: 聊了什么？…
        amy: 客户要20台A200
        bot: ✅ 已更正 …
        amy: 撤销
        bot: ↩️ …
        amy: 改记录 华星 客户要20台A100
        bot: 3月11日 周三 15:30 的电话（华星电子（C-1））本来就是这么写的。
        ben: correct 华星 they want nothing
        bot: …
          - A100
        ben: log call Acme talked about the price
        bot: ✅ …
        ben: correct Acme talked about the delivery
        bot: ✅ Corrected the call of Wed 11 Mar 15:30: Acme Trading (C-2)…
          | Before: talked about the price
        bo: 改记录 C-1 什么都不要
        bot: 没有找到…
        ",
    );
}
