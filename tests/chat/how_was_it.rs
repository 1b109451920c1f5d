//! Answers to «how was it?»: what came of it, that it was not done, and what is something else.

use crate::world::scenes::{only_follow_ups, with_phone};
use crate::world::{World, chat};

/// Amy, who is to be on site with a customer this afternoon, and Chen who leads her.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    with_phone(w, amy, "华星电子", Some("李工")).await;
    with_phone(w, amy, "宏远机械", None).await;
    only_follow_ups(w).await;
}

/// The question, an hour after the visit.
const ASKED: &str = "
    amy: 新商机 宏远 生产线 8万 6月30日
    bot: ✅ …
    amy: 下次 华星 今天16:00 拜访李工
    bot: ✅ 已安排 拜访李工（F-1）
    @2026-03-11T17:00:00+08:00
    bot>amy: 🤝 拜访李工（华星电子 C-1）怎么样？直接回一句就记下来
";

#[test]
fn what_was_not_done_is_not_closed_and_moves_in_one_tap() {
    for (said, to) in [
        ("这趟白跑了，改到周五下午3点再去", "改到3月13日 周五 15:00"),
        ("挪到后天上午9点", "改到3月13日 周五 09:00"),
        ("drove there but nobody was there, Friday 3pm again", "改到3月13日 周五 15:00"),
        ("got rained off, pushed to Friday at 3pm", "改到3月13日 周五 15:00"),
        ("保安不让进，改周五", "改到3月13日 周五"),
    ] {
        chat(
            company,
            &format!(
                "{ASKED}
                amy: {said}
                bot: 听起来“拜访李工（F-1）”还没做成… [{to}] [改期] [不跟了] [记为做完]
                amy! {to}
                bot: …
                amy: F-1
                bot: …
                  ~ 3月13日
                "
            ),
        );
    }
    chat(
        company,
        &format!(
            "{ASKED}
            amy: 路上堵车，今儿没见着人
            bot: 听起来“拜访李工（F-1）”还没做成… [改期] [不跟了] [记为做完]
            amy! 记为做完
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
}

#[test]
fn a_day_alone_is_when_it_will_be() {
    chat(
        company,
        &format!(
            "{ASKED}
            amy: 明天
            bot: 听起来“拜访李工（F-1）”还没做成… [改到3月12日 周四] [改期] [不跟了] [记为做完]
            "
        ),
    );
}

#[test]
fn that_one_has_heard_and_a_question_are_no_result() {
    for said in ["知道了，等会儿弄", "华星是谁在管", "嗯", "ok will do"] {
        chat(
            company,
            &format!(
                "{ASKED}
                amy: {said}
                bot: “{said}”是“拜访李工（F-1）”的结果吗？ [改期] [不跟了] [记为做完]
                amy! 记为做完
                bot: ✅ 已完成 拜访李工（F-1）…
                "
            ),
        );
    }
}

#[test]
fn it_waits_for_whoever_is_on_the_road_and_says_what_it_was_about_when_it_does_no_more() {
    chat(
        company,
        &format!(
            "{ASKED}
            @2026-03-11T19:30:00+08:00
            amy: 李工同意试用两周
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
    chat(
        company,
        &format!(
            "{ASKED}
            @2026-03-11T20:30:00+08:00
            amy: 李工同意试用两周
            bot: 刚才问的“内容”（完成跟进（F-1））已经过了时间… [接着完成跟进（F-1）]
            "
        ),
    );
}

#[test]
fn what_a_colleague_asks_meanwhile_is_asked_about_and_never_guessed() {
    for said in ["好的马上去", "客户在走流程，下周给我回话", "陈总，这个客户我明天再问"]
    {
        chat(
            company,
            &format!(
                "{ASKED}
                @2026-03-11T17:01:00+08:00
                chen: 提醒 D-1 有消息吗
                bot>chen: ✅ 已提醒 Amy：生产线（D-1）
                bot>amy: 🔔 Chen 问起 生产线（D-1） [查看] [回复]
                  | “有消息吗”
                amy: {said}
                bot: “…”是回答谁的？ [回复 Chen（D-1）] [完成跟进（F-1）]
                amy! 回复 Chen（D-1）
                bot>amy: ✅ 已回给 Chen：生产线（D-1）
                  ~ （完成跟进还在等
                bot>chen: 💬 Amy 回复 生产线（D-1）…
                amy: 李工同意试用两周
                bot: ✅ 已完成 拜访李工（F-1）…
                "
            ),
        );
    }
}

#[test]
fn words_that_nothing_else_is_known_of_may_be_for_a_colleague() {
    chat(
        company,
        "
        amy: 新商机 宏远 生产线 8万 6月30日
        bot: ✅ …
        amy: C-1
        bot: 华星电子…
        @2026-03-11T10:20:00+08:00
        chen: 提醒 D-1 有消息吗
        bot>chen: ✅ 已提醒 Amy：生产线（D-1）
        bot>amy: 🔔 Chen 问起 生产线（D-1） [查看] [回复]
        amy: 他们在走流程，要再等等
        bot: “他们在走流程，要再等等”是回答谁的？ [回复 Chen（D-1）]
        amy! 回复 Chen（D-1）
        bot>amy: ✅ 已回给 Chen：生产线（D-1）
        bot>chen: 💬 Amy 回复 生产线（D-1）…
        ",
    );
}

#[test]
fn a_promise_of_which_nothing_came_is_not_kept() {
    chat(
        company,
        "
        amy: 下次 华星 李工答应周四付定金
        bot: ✅ …（F-1）
          ~ 🤝
        amy: 完成 F-1 一分没给
        bot: 听起来“🤝 李工答应 付定金（F-1）”还没做成… [改期] [不跟了] [记为做完]
        amy: 记电话 华星 上周说周五付，到现在没付
        bot: ✅ 已记电话：华星电子（C-1）
          - 下次
          - 🤝
        ",
    );
}

#[test]
fn what_is_said_after_not_done_yet_is_still_what_came_of_it() {
    chat(
        company,
        &format!(
            "{ASKED}
            amy: 路上堵车，今儿没见着人
            bot: 听起来“拜访李工（F-1）”还没做成… [记为做完]
            amy: 李工同意试用两周
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
    chat(
        company,
        &format!(
            "{ASKED}
            amy: 知道了
            bot: “知道了”是“拜访李工（F-1）”的结果吗？…
            amy: 是的
            bot: “是的”是“拜访李工（F-1）”的结果吗？…
            amy! 记为做完
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
    chat(
        company,
        &format!(
            "{ASKED}
            amy: going well, they want two more
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
}

#[test]
fn what_is_said_of_another_customer_or_of_a_leave_is_no_answer() {
    chat(
        company,
        &format!(
            "{ASKED}
            amy: 路上堵车，今儿没见着人
            bot: 听起来“拜访李工（F-1）”还没做成…
            amy: 宏远周五之前给我们答复
            bot: ✅ 已安排 🤝 …（F-2）
              ~ 宏远机械
            amy: 我明天请假
            bot: ✅ 3月12日 周四 到 3月12日 周四 请假。…
            amy: 华星李工同意试用两周
            bot: ✅ 已完成 拜访李工（F-1）…
            "
        ),
    );
}

#[test]
fn a_deal_that_an_answer_says_is_won_or_lost_is_offered_to_be_ended() {
    chat(
        company,
        "
        amy: 新商机 华星 生产线 8万 6月30日
        bot: ✅ …
        amy: 下次 华星 今天16:00 拜访李工
        bot: ✅ …
        @2026-03-11T17:00:00+08:00
        bot>amy: 🤝 …
        amy: 见了李工，合同签了，很满意
        bot: ✅ 已完成 拜访李工（F-1） [赢单 D-1 生产线 ¥80,000.00]
          | 听起来单子成了。要记为赢单吗？
        amy! 赢单 D-1 生产线 ¥80,000.00
        bot: 🎉 …
        ",
    );
    chat(
        company,
        "
        amy: 新商机 华星 生产线 8万 6月30日
        bot: ✅ …
        amy: 下次 华星 今天16:00 拜访李工
        bot: ✅ …
        @2026-03-11T17:00:00+08:00
        bot>amy: 🤝 …
        amy: went badly, we lost it to a competitor
        bot: ✅ 已完成 拜访李工（F-1） [输单 D-1 生产线 ¥80,000.00]
        ",
    );
    chat(
        company,
        "
        amy: 新商机 华星 生产线 8万 6月30日
        bot: ✅ …
        amy: 下次 华星 今天16:00 拜访李工
        bot: ✅ …
        @2026-03-11T17:00:00+08:00
        bot>amy: 🤝 …
        amy: 聊得不错，等他们签了再发货
        bot: ✅ 已完成 拜访李工（F-1）…
          - 赢单
        ",
    );
}

#[test]
fn so_is_one_that_the_words_about_a_visit_say() {
    chat(
        company,
        "
        amy: 新商机 华星 生产线 8万 6月30日
        bot: ✅ …
        amy: 签到 华星 位置=31.2,121.4
        bot: …
        amy: 签退
        bot: …
        amy: 见了李工，合同签了
        bot: … [赢单 D-1 生产线 ¥80,000.00]
        amy: 记电话 华星 李工说还没签
        bot: ✅ …
          - 赢单
        ",
    );
}

#[test]
fn words_behind_its_code_answer_a_follow_up() {
    chat(
        company,
        "
        amy: 下次 华星 周四 李工答应付定金
        bot: ✅ …
        amy: 下次 宏远 周四 打电话
        bot: ✅ …
        amy: 下次 宏远 周五 发报价
        bot: ✅ …
        amy: F-2 没打通
        bot: ✅ 已完成 打电话（F-2）…
        amy: F-1 还没付
        bot: 听起来“🤝 李工答应付定金（F-1）”还没做成…
        amy! 改期
        bot: …
        amy: F-1 paid
        bot: ✅ 已完成 🤝 李工答应付定金（F-1）…
        amy: F-3 +1h
        bot: ⏰ …
        amy: F-3 下周一
        bot: ⏰ …
        amy: F-3 怎么样了？
        bot: … [查看]
        amy: F-3 done, they want a discount
        bot: ✅ 已完成 发报价（F-3）…
        amy: C-2
        bot: …
          ~ they want a discount
          - done,
        ",
    );
}

#[test]
fn what_was_not_done_is_asked_about_however_it_is_said() {
    chat(
        company,
        "
        amy: 下次 华星 明天15:00 打电话
        bot: ✅ 已安排 打电话（F-1）
        amy: F-1 没打
        bot: …还没做成…
        amy: F-1 忘了打，后天打
        bot: …还没做成… [改到3月13日 周五] [改期] [不跟了] [记为做完]
        amy: F-1 改12月10日
        bot: …还没做成… [改到12月10日 周四] [改期] [不跟了] [记为做完]
        amy: F-1 客户让下周二去
        bot: …还没做成…
        amy: F-1 取消
        bot: …
          - 已完成
        amy: F-1 明天下午再打
        bot: ⏰ 打电话（F-1） 改到 3月12日 周四 14:00
        amy: F-1 没意见，聊得不错
        bot: ✅ 已完成 打电话（F-1）
        ",
    );
}

#[test]
fn a_promise_made_twice_for_the_same_day_is_one() {
    chat(
        company,
        "
        amy: 记电话 华星 华星说下周一付款
        bot: ✅ …
          ~ F-1
        amy: 记电话 华星 华星说还是下周一付
        bot: ✅ …
          ~ 下次
        amy: F-2
        bot: 没有找到…
        amy: F-1 又说12月10日付
        bot: …还没做成… [改到12月10日 周四] [改期] [不跟了] [记为做完]
        amy: F-1 付了一半
        bot: …还没做成…
        ",
    );
}

#[test]
fn leave_asked_for_somebody_else_is_not_ones_own() {
    chat(
        company,
        "
        amy: 替Chen请假 下周一
        bot: 请假要 Chen 自己说…
        amy: 我
        bot: Amy…
          - 请假
        ",
    );
}

#[test]
fn of_two_visits_that_are_asked_about_the_words_say_which_or_it_is_asked() {
    chat(
        company,
        "
        amy: 下次 华星 今天16:00 拜访李工
        bot: ✅ 已安排 拜访李工（F-1）
        amy: 下次 宏远 今天16:30 拜访王总
        bot: ✅ 已安排 拜访王总（F-2）
        @2026-03-11T17:00:00+08:00
        bot>amy: 🤝 拜访李工…
        @2026-03-11T17:30:00+08:00
        bot>amy: 🤝 拜访王总…
        amy: 聊得不错，要报价
        bot: 有 2 条待跟进，是哪一条？… [F-1 3月11日 周三 16:00 拜访李工] [F-2 3月11日 周三 16:30 拜访王总]
        amy! F-2 3月11日 周三 16:30 拜访王总
        bot: ✅ 已完成 拜访王总（F-2）…
        ",
    );
}

#[test]
fn words_about_another_customer_are_no_answer() {
    let told = "
        amy: 宏远王总来电话了，方案通过了
        bot: 这句话说的是哪一个？点一下就记在那里。 [宏远机械（C-2）]
        amy: 今天还有啥要做
        bot: …
          ~ F-1
          - 已完成
        amy: 看客户 C-2
        bot: 宏远机械（C-2）…
        amy: F-1
        bot: 拜访李工（F-1）…
          - 已完成
    ";
    chat(company, &format!("{ASKED}{told}"));
}

#[test]
fn no_is_the_beginning_of_no_name() {
    chat(
        async |w| {
            let ben = w.english("ben").await;
            with_phone(w, ben, "Northfield", None).await;
            only_follow_ups(w).await;
        },
        "
        ben: no show, rebook thurs 2pm
        bot: …
          - Northfield
        ben: north is fine, ring mon 10am
        bot: ✅ Planned …
          | About: Northfield (C-1)
        ",
    );
}
