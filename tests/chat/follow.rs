//! Follow-ups and the day's round, in conversation.

use bot_core::domain::customer::Customer;
use bot_core::domain::ids::Kind;
use bot_core::domain::record::of_fields;
use bot_core::store::{Page, RecordsExt as _};

use crate::world::scenes::{no_next_steps, with_phone};
use crate::world::script::play;
use crate::world::{World, chat, run};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.rep("bo").await;
    w.manager("chen").await;
    let ben = w.english("ben").await;
    with_phone(w, amy, "华星电子", Some("李工")).await;
    with_phone(w, ben, "Acme Trading", None).await;
    no_next_steps(w).await;
}

#[test]
fn a_next_step_is_planned_in_one_sentence_in_either_language() {
    chat(
        company,
        "
        amy: 下次 华星 周五10点 送样品
        bot: ✅ 已安排 送样品（F-1） [改期] [撤销]
          | 关于: 华星电子（C-1）
          | 时间: 3月13日 周五 10:00
        ben: follow Acme next Wed 3pm send the quote
        bot: ✅ Planned send the quote (F-2) [Move] [Undo]
          | When: Wed 18 Mar 15:00
        amy: C-1 下次 下周一 打电话
        bot: ✅ 已安排 打电话（F-3）
        amy: 下次 C-1 昨天 打电话
        bot: “昨天”已经过去了…
        ",
    );
}

#[test]
fn a_time_that_is_missing_is_asked_for() {
    chat(
        company,
        "
        amy: 下次 华星 送样品
        bot: 什么时候跟进 华星电子（C-1）？… [明天] [3 天后] [下周]
        amy! 下周
        bot: ✅ 已安排 送样品（F-1）
          | 时间: 3月16日 周一
        amy: 下次 华星 再送样品
        bot: 什么时候跟进 华星电子（C-1）？…
        amy: 明天下午3点
        bot: ✅ 已安排 再送样品（F-2）
          | 时间: 3月12日 周四 15:00
        amy: 下次
        bot: 哪个客户、商机或线索？…
        ",
    );
}

#[test]
fn a_day_is_due_at_nine_and_its_nudge_closes_it_with_what_happened() {
    chat(
        company,
        "
        amy: 下次 华星 明天 拜访张总
        bot: ✅ 已安排 拜访张总（F-1）
        @2026-03-12T09:00:00+08:00
        bot: ⏰ 该跟进了：拜访张总… [完成] [+1 小时] [明天] [下周一] [不跟了]
        amy! 完成
        bot: 拜访张总（F-1）：结果怎么样？… [直接完成]
        amy: 张总满意，下周三签合同
        bot: ✅ 已完成 拜访张总（F-1） [撤销]
          | 下次: 3月18日 周三 · 签合同（F-2）
        amy: F-1
        bot: 拜访张总（F-1）
          | 状态: 已完成
          ~ 张总满意
        amy: 完成 F-1 再来一次
        bot: F-1 拜访张总 已经完成了（…）。
        ",
    );
}

#[test]
fn a_button_that_says_tomorrow_means_the_day_after_the_press() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+08:00
        bot: ⏰ 该跟进了：送样品…
        @2026-03-14T11:00:00+08:00
        amy! 明天
        bot: ⏰ 送样品（F-1） 改到 3月15日 周日（3月16日 周一 09:00 提醒） [撤销]
          ^
          | 原定: 3月12日 周四
        ",
    );
}

#[test]
fn an_hour_counts_from_now_or_from_the_time_to_come() {
    chat(
        company,
        "
        amy: 下次 华星 今天17点 打电话
        bot: ✅ 已安排 打电话（F-1）
        amy: F-1 +1h
        bot: ⏰ 打电话（F-1） 改到 3月11日 周三 18:00
        amy: 改期 F-1 +1小时
        bot: ⏰ 打电话（F-1） 改到 3月11日 周三 19:00
        amy: 改期 F-1 昨天
        bot: “昨天”已经过去了…
        amy: 取消
        bot: 好的，不…
        amy: 改期 F-1
        bot: 打电话（F-1） 改到什么时候？… [+1 小时] [明天] [3 天后] [下周一]
        amy: 后天
        bot: ⏰ 打电话（F-1） 改到 3月13日 周五 19:00
        ",
    );
}

#[test]
fn a_follow_up_is_moved_by_its_record_where_only_one_is_meant() {
    chat(
        company,
        "
        amy: 改期 华星 明天
        bot: 华星电子（C-1） 没有你的待跟进。要安排一条吗？ [明天]
        amy: 下次 华星 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 改期 华星 明天
        bot: ⏰ 送样品（F-1） 改到 3月12日 周四
        amy: 下次 华星 周五 打电话
        bot: ✅ 已安排 打电话（F-2）
        amy: 改期 华星 下周一
        bot: 华星电子（C-1） 有 2 条待跟进，是哪一条？ [F-1 3月12日 周四 送样品] [F-2 3月13日 周五 打电话]
        amy! F-2 3月13日 周五 打电话
        bot: ⏰ 打电话（F-2） 改到 3月16日 周一
        ",
    );
}

#[test]
fn what_is_not_wanted_is_dropped_and_can_come_back() {
    chat(
        company,
        "
        amy: 下次 华星 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 放弃跟进 F-1
        bot: 好的，不再跟进 送样品（F-1） [撤销]
        amy: 放弃跟进 F-1
        bot: F-1 送样品 之前已经放弃了（…）。
        amy! 撤销
        bot: ↩️ 已撤销 放弃跟进：送样品
        amy: 不用了 F-1
        bot: 好的，不再跟进 送样品（F-1）
        amy: 不用了
        bot: 没有待跟进。…
        amy: 下次 华星 送样品
        bot: 什么时候跟进…
        amy: 不用了
        bot: 好的，不…了。
        ",
    );
}

#[test]
fn the_round_of_the_day_deals_one_card_at_a_time_the_most_overdue_first() {
    chat(
        company,
        "
        amy: 今天
        bot: 没有待跟进。安排一条：…
        amy: 下次 华星 周五10点 过合同
        bot: ✅ 已安排 过合同（F-1）
        amy: 今天
        bot: 🎉 今天没有要跟进的。下一条：3月13日 周五 10:00 · 过合同（F-1）
        amy: 下次 李工 明天 送样品
        bot: ✅ 已安排 送样品（F-2）
        amy: 记电话 华星 对方要看样品
        bot: ✅ 已记电话：华星电子（C-1）
        @2026-03-13T08:30:00+08:00
        bot: ⏰ 该跟进了：送样品…
        amy: 今天
        bot: 送样品（F-2） [完成] [+1 小时] [明天] [下周一] [不跟了] [更多]
          | 关于: 华星电子（C-1）
          | 时间: 3月12日 周四（逾期 1 天）
          | 电话: 13800138000
          ~ 上次: 对方要看样品
          ~ 今天还有 1 条。
        amy: 更多
        bot: 过合同（F-1） [完成]
          - 更多
        amy: 更多
        bot: 没有更多了。
        amy: 今天
        bot: 送样品（F-2） [更多]
        amy! 下周一
        bot: ⏰ 送样品（F-2） 改到 3月16日 周一 [下一条（1）] [撤销]
        amy! 下一条（1）
        bot: 过合同（F-1）
        ",
    );
}

#[test]
fn done_without_a_word_asks_and_can_be_just_done() {
    chat(
        company,
        "
        ben: follow Acme tomorrow call them
        bot: ✅ Planned call them (F-1)
        ben: done
        bot: call them (F-1): what happened?… [Just done]
        ben! Just done
        bot: ✅ Done: call them (F-1) [Tomorrow] [3 days] [Next week] [Pick a day] [Undo]
        ben: undo
        bot: ↩️ Undone: completed call them
        ben: done Acme they want a quote
        bot: ✅ Done: call them (F-1)
        ",
    );
}

#[test]
fn a_follow_up_of_a_colleague_is_not_there_but_the_manager_may_move_it() {
    chat(
        company,
        "
        amy: 下次 华星 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 完成 F-1 送到了
        bot: 没有找到“F-1”…
        bo: F-1
        bot: 没有找到“F-1”…
        bo: 改期 F-9 明天
        bot: 没有找到“F-9”…
        chen: 改期 F-1 下周一
        bot>chen: ⏰ 送样品（F-1） 改到 3月16日 周一
        bot>amy: Chen 把你的 送样品（F-1） 改到 3月16日 周一 [查看]
        ",
    );
}

#[test]
fn a_follow_up_on_what_is_somebody_elses_now_shows_only_its_name() {
    run(async {
        let w = World::new().await;
        company(&w).await;
        let bo = w.rep("bob").await;
        play(
            &w,
            "
            amy: 下次 华星 今天17点 打电话
            bot: ✅ 已安排 打电话（F-1）
            amy: 记电话 华星 对方要九折
            bot: ✅ …
            amy: F-1
            bot: 打电话（F-1）
              | 电话: 13800138000
              ~ 对方要九折
            ",
        )
        .await;
        let mut unit = w.begin().await;
        let oldest = Page { below: Some(2), limit: 1 };
        let row = unit.tx().every(Kind::Customer, oldest).await.expect("rows").remove(0);
        let before: Customer = of_fields(row).expect("a customer");
        let after = Customer { owner: Some(bo), ..before.clone() };
        unit.tx().save(Some(&before), &after, w.now()).await.expect("given away");
        unit.commit().await.expect("a commit");
        // The person at it is amy's still, and leads to nothing that is not.
        play(
            &w,
            "
            amy: F-1
            bot: 打电话（F-1）
              | 关于: 华星电子（C-1）
              - 13800138000
              - 九折
            amy: 今天
            bot: 打电话（F-1）
              - 13800138000
            amy: 看客户 K-1
            bot: 没有找到“K-1”…
            amy: 联系人 李工
            bot: 没有找到“李工”…
            amy: 记电话 K-1 又聊了一次
            bot: 没有找到“K-1”…
            ",
        )
        .await;
    });
}

#[test]
fn a_card_in_a_group_hides_the_phone() {
    chat(
        company,
        "
        amy: 下次 华星 今天17点 打电话
        bot: ✅ 已安排 打电话（F-1）
        amy#east: 今天
        bot>#east: 打电话（F-1）
          | 电话: 138****8000
        ",
    );
}

#[test]
fn an_answer_may_begin_like_a_command_and_a_command_is_none() {
    chat(
        company,
        "
        amy: 下次 华星 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 完成 F-1
        bot: 送样品（F-1）：结果怎么样？…
        amy: 记电话华星 谈了很久
        bot: ✅ 已记电话：华星电子（C-1）
          ~ 还在等
        amy: 我 去了一趟，样品收下了
        bot: ✅ 已完成 送样品（F-1）
        ",
    );
}

#[test]
fn a_word_that_begins_with_a_part_of_the_day_is_kept_whole() {
    chat(
        company,
        "
        amy: 下次 华星 3月17日 22:00 夜谈
        bot: ✅ 已安排 夜谈（F-1）
          | 时间: 3月17日 周二 22:00（3月18日 周三 09:00 提醒）
        ben: follow Acme tomorrow 22:00 night shift
        bot: ✅ Planned night shift (F-2)
        amy: 下次 华星 2月30日 送样品
        bot: …看不懂：2月30日…
        amy: 明天
        bot: ✅ 已安排 送样品（F-3）
        amy: 下次 华星 3月1日 送样品
        bot: “3月1日”已经过去了…
        ",
    );
}

#[test]
fn a_time_that_is_none_is_said_to_be_so_and_the_rest_is_kept() {
    chat(
        company,
        "
        amy: 下次 华星 周五25:61 送样品
        bot: “时间”看不懂：周五25:61，没有这个时刻…
        amy: 明天
        bot: ✅ 已安排 送样品（F-1）
          | 时间: 3月12日 周四
        ben: follow Acme tomorrow 99pm samples
        bot: When is not clear: tomorrow 99pm: there is no such time…
        ben: tomorrow 9pm
        bot: ✅ Planned samples (F-2)
        amy: 下次 华星 9999年12月31日 送样品
        bot: …9999年12月31日，太远了…
        amy: 取消
        bot: …
        amy: 下次 华星 明天早上23点 送样品
        bot: …明天早上23点，没有这个时刻…
        amy: 取消
        bot: …
        amy: 下次 华星 周五3月12日 送样品
        bot: …星期和日期对不上…
        amy: 取消
        bot: …
        amy: 下次 华星 3月1日 送样品
        bot: “3月1日”已经过去了… [明年这一天]
        amy! 明年这一天
        bot: ✅ 已安排 送样品（F-3）
          | 时间: 2027年3月1日 周一
        ben: follow Acme call tomorrow about 1,200,000
        bot: ✅ Planned call about 1,200,000 (F-4)
          | When: Thu 12 Mar
        amy: 下次 华星 月中 对账
        bot: ✅ 已安排 对账（F-5）
          | 时间: 3月15日 周日（3月16日 周一 09:00 提醒）
          ",
    );
}

#[test]
fn a_lost_deal_reminds_nobody_and_a_won_one_says_what_goes_on() {
    chat(
        async |w| {
            w.rep("amy").await;
            no_next_steps(w).await;
        },
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 下次 D-1 明天 送样品
        bot: ✅ 已安排 送样品（F-1）
        amy: 输单 D-1 价格
        bot: …
          | 它的 1 个待跟进也一起取消了。
        @2026-03-12T10:00:00+08:00
        amy: 今天
        bot: 没有待跟进…
        amy: 下次 D-1 下周一 再问问
        bot: ✅ 已安排 再问问（F-2）
        @2026-03-16T09:00:00+08:00
        bot: ⏰ …
          ~ 再问问
        amy: 完成 F-2 愿意再谈
        bot: ✅ …
        amy: 重开商机 D-1
        bot: …
        amy: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-3）
        amy: 赢单 D-1
        bot: 🎉 … [下单] [F-3 送样品]
          | 还有 1 个待跟进，照旧提醒：
          ~ 送样品
        amy! F-3 送样品
        bot: 送样品（F-3） [完成] [不跟了]
        ",
    );
}

#[test]
fn days_are_counted_on_from_a_day_and_short_weekdays_stand_first_or_last() {
    chat(
        company,
        "
        amy: 下次 华星 10月1日后第3个工作日 回访
        bot: ✅ 已安排 回访（F-1）
          ~ 10月10日 周六
        amy: 下次 华星 国庆后第2个工作日 送样品
        bot: ✅ 已安排 送样品（F-2）
          ~ 10月9日 周五
        ben: follow Acme Fri call
        bot: ✅ Planned call (F-3)
          ~ Fri 13 Mar
        ben: follow Acme send samples Mon
        bot: ✅ Planned send samples (F-4)
          ~ Mon 16 Mar
        ",
    );
}

#[test]
fn what_is_put_off_by_a_length_of_time_counts_from_its_day_and_keeps_its_hour() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        @2026-03-02T01:00:00Z
        amy: 加客户 华威
        bot: …
        amy: 跟进 华威 周四10点 开会
        bot: ✅…
        amy: F-1 推两天
        bot: …3月7日 周六 10:00…
        amy: F-1 往后推一周
        bot: …3月14日 周六 10:00…
        amy: F-1 提前一天
        bot: …3月13日 周五 10:00…
        amy: F-1改到周四
        bot: …3月5日 周四 10:00…
        amy: F-1 延后3天
        bot: …3月8日 周日 10:00…
        amy: 推迟 F-1 一周
        bot: …3月15日 周日 10:00…
        amy: 改期 F-1
        bot: …
        amy: 改到周五下午2点
        bot: …3月6日 周五 14:00…
        amy: 改期 F-1
        bot: …
        amy: 推迟一周
        bot: …3月13日 周五 14:00…
        ben: customer add Acme
        bot: …
        ben: follow Acme friday 3pm call
        bot: …
        ben: snooze F-2 2 days
        bot: …Sun 8 Mar 15:00…
        ben: F-2 postpone by a week
        bot: …Sun 15 Mar 15:00…
        ",
    );
}
