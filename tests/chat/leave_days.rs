//! Which days a leave is of, in conversation: they are asked for, and they are whole ones.

use crate::world::{World, chat};

async fn company(w: &World) {
    for who in ["amy", "bo"] {
        w.rep(who).await;
    }
    w.english("ann").await;
    w.manager("chen").await;
}

#[test]
fn half_a_day_is_no_leave_and_never_taken_for_a_whole_one() {
    chat(
        company,
        "
        amy: 请假 明天下午
        bot: 请假按整天算…要请 3月12日 周四 整天吗？ [请 3月12日 周四 整天]
        amy: 我
        bot: …
          - 请假
        amy! 请 3月12日 周四 整天
        bot: ✅ 3月12日 周四 到 3月12日 周四 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 明天请假半天
        bot: 请假按整天算…要请 3月12日 周四 整天吗？
        amy: 请假 周五上午9点到11点半 Bo
        bot: 请假按整天算…要请 3月13日 周五 整天吗？
        amy! 请 3月13日 周五 整天
        bot: ✅ 3月13日 周五 到 3月13日 周五 请假，由 Bo 代。
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 请假 2小时
        bot: 请假按整天算…要请 3月11日 周三 整天吗？
        amy: 请假 明天下午到后天
        bot: 请假按整天算…要请 3月12日 周四–3月13日 周五 整天吗？
        ann: leave tomorrow afternoon
        bot: Leave is taken in whole days… All of Thu 12 Mar? [All of Thu 12 Mar]
        ann: leave Fri 2pm to 5:30pm
        bot: Leave is taken in whole days… All of Fri 13 Mar?
        ann: I'm on leave for half a day on Friday
        bot: Leave is taken in whole days… All of Fri 13 Mar?
        ann! All of Fri 13 Mar
        bot: ✅ On leave Fri 13 Mar to Fri 13 Mar.…
        ann: me
        bot: …
          ~ Fri 13 Mar
        ",
    );
}

#[test]
fn the_days_that_are_not_said_are_asked_for_and_the_rest_is_kept() {
    chat(
        company,
        "
        amy: 请假
        bot: 写上从哪天到哪天… [3月11日 周三] [3月12日 周四] [3月13日 周五]
        amy: 下周三到周五
        bot: ✅ 3月18日 周三 到 3月20日 周五 请假。…
        amy: 请假
        bot: 你 3月18日 周三 到 3月20日 周五 请假。
        amy: 撤销
        bot: ↩️ …
        amy: 请假 Bo
        bot: 写上从哪天到哪天…
        amy: 明天
        bot: ✅ 3月12日 周四 到 3月12日 周四 请假，由 Bo 代。
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 我请假
        bot: 写上从哪天到哪天…
        amy! 3月13日 周五
        bot: ✅ 3月13日 周五 到 3月13日 周五 请假。…
        ann: I'm on leave
        bot: Say from when to when…
        ann: tomorrow
        bot: ✅ On leave Thu 12 Mar to Thu 12 Mar.…
        ",
    );
}

#[test]
fn until_a_day_begins_today_and_from_a_day_is_asked_for_the_last_one() {
    chat(
        company,
        "
        ann: leave until Friday Bo
        bot: ✅ On leave Wed 11 Mar to Fri 13 Mar; Bo stands in.
        bot>bo: 🤝 …
        ann: undo
        bot: ↩️ …
        bot>bo: …
        ann: leave by 16 Mar
        bot: ✅ On leave Wed 11 Mar to Mon 16 Mar.…
        ann: undo
        bot: ↩️ …
        ann: leave from 16 Mar Bo
        bot: Say from when to when…
        ann: from 16 Mar to 18 Mar
        bot: ✅ On leave Mon 16 Mar to Wed 18 Mar; Bo stands in.
        bot>bo: 🤝 …
        amy: 请假 到周五
        bot: ✅ 3月11日 周三 到 3月13日 周五 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 从下周一
        bot: 写上从哪天到哪天…
        ",
    );
}

#[test]
fn until_friday_said_on_a_friday_is_until_today() {
    chat(
        company,
        "
        @2026-03-13T10:00:00+08:00
        amy: 请假 到周五
        bot: ✅ 3月13日 周五 到 3月13日 周五 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 到下周五
        bot: ✅ 3月13日 周五 到 3月20日 周五 请假。…
        ann: leave until Fri
        bot: ✅ On leave Fri 13 Mar to Fri 13 Mar.…
        ann: undo
        bot: ↩️ …
        ann: leave until next Friday
        bot: ✅ On leave Fri 13 Mar to Fri 20 Mar.…
        ann: undo
        bot: ↩️ …
        ann: leave until 20 March
        bot: ✅ On leave Fri 13 Mar to Fri 20 Mar.…
        ",
    );
}

#[test]
fn an_hour_in_words_moves_a_reminder_by_one() {
    chat(
        company,
        "
        ann: new lead Carl 13900139000
        bot: …
        ann: follow Carl tomorrow 10am call
        bot: …
        ann: later F-1 in 1 hour
        bot: ⏰ call (F-1) moved to Wed 11 Mar 16:30
        ann: later F-1 tomorrow 10am
        bot: …
        ann: later F-1 in an hour
        bot: ⏰ call (F-1) moved to Wed 11 Mar 16:30
        ann: later F-1 tomorrow 10am
        bot: …
        ann: later F-1 +1h
        bot: ⏰ call (F-1) moved to Thu 12 Mar 11:00
        ann: later F-1 +1 h
        bot: ⏰ call (F-1) moved to Thu 12 Mar 12:00
        ann: 改期 F-1 +1 小时
        bot: ⏰ call (F-1) moved to Thu 12 Mar 13:00
        ",
    );
}

#[test]
fn days_with_work_in_between_are_no_one_leave() {
    chat(
        company,
        "
        amy: 请假 下周一、下周三 Bo
        bot: 一次请假是连着的几天，而 3月16日 周一 · 3月18日 周三 中间要上班。… [3月16日 周一] [3月18日 周三] [3月16日 周一–3月18日 周三 都请]
        amy! 3月18日 周三
        bot: ✅ 3月18日 周三 到 3月18日 周三 请假，由 Bo 代。…
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 周五、下周三请假
        bot: 一次请假是连着的几天… [3月13日 周五] [3月18日 周三]
        amy: 下周一、周三请假
        bot: 一次请假是连着的几天… [3月16日 周一] [3月18日 周三]
        amy: 请假 周五周三
        bot: 一次请假是连着的几天… [3月13日 周五] [3月18日 周三]
        amy: 下周一三五请假
        bot: 一次请假是连着的几天… [3月16日 周一] [3月18日 周三] [3月20日 周五]
        amy: 请假 周四或者周五
        bot: 请哪一天：3月12日 周四 · 3月13日 周五？ [3月12日 周四] [3月13日 周五] [3月12日 周四–3月13日 周五 都请]
        ann: leave tomorrow or Friday
        bot: Which of these is it: Thu 12 Mar · Fri 13 Mar? [Thu 12 Mar] [Fri 13 Mar]
        amy: 请假 周四五
        bot: ✅ 3月12日 周四 到 3月13日 周五 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 周四周五请假
        bot: ✅ 3月12日 周四 到 3月13日 周五 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 周五、下周一
        bot: ✅ 3月13日 周五 到 3月16日 周一 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 请假 周四 周五
        bot: ✅ 3月12日 周四 到 3月13日 周五 请假。…
        ann: leave Monday and Wednesday
        bot: A leave is of days that follow each other… [Mon 16 Mar] [Wed 18 Mar] [All of Mon 16 Mar–Wed 18 Mar]
        ann: leave next Monday, Wednesday and Friday
        bot: A leave is of days that follow each other… [Mon 16 Mar] [Wed 18 Mar] [Fri 20 Mar]
        ann! All of Mon 16 Mar–Fri 20 Mar
        bot: ✅ On leave Mon 16 Mar to Fri 20 Mar.…
        ann: undo
        bot: ↩️ …
        ann: leave Thursday and Friday
        bot: ✅ On leave Thu 12 Mar to Fri 13 Mar.…
        ann: undo
        bot: ↩️ …
        chen: 请假 下周一、下周三
        bot: 一次请假是连着的几天… [3月16日 周一] [3月18日 周三]
        ",
    );
}

#[test]
fn leave_is_understood_as_people_say_it() {
    chat(
        company,
        "
        ann: I'm off Thursday and Friday next week, Bo minds my customers
        bot: ✅ On leave Thu 19 Mar to Fri 20 Mar; Bo stands in.
        bot>bo: 🤝 …
        ann: undo
        bot: ↩️ …
        bot>bo: …
        ann: off sick today
        bot: ✅ On leave Wed 11 Mar to Wed 11 Mar.…
        ann: undo
        bot: ↩️ …
        ann: I won't be in tomorrow, dentist
        bot: On leave from Thu 12 Mar to Thu 12 Mar? [take leave]
          | “dentist” is no part of it.
        ann! take leave
        bot: ✅ On leave Thu 12 Mar to Thu 12 Mar.…
        ann: undo
        bot: ↩️ …
        ann: I'm on vacation from Monday to Thursday, ask Bo
        bot: ✅ On leave Mon 16 Mar to Thu 19 Mar; Bo stands in.
        bot>bo: 🤝 …
        ann: undo
        bot: ↩️ …
        bot>bo: …
        ann: I'll be away 16-18 March, ask Bo
        bot: ✅ On leave Mon 16 Mar to Wed 18 Mar; Bo stands in.
        bot>bo: 🤝 …
        ann: undo
        bot: ↩️ …
        bot>bo: …
        ann: not feeling well, staying home today
        bot: On leave from Wed 11 Mar to Wed 11 Mar? [take leave]
        ann: out of office Friday
        bot: ✅ On leave Fri 13 Mar to Fri 13 Mar.…
        ann: undo
        bot: ↩️ …
        ann: half day tomorrow
        bot: … [take leave]
        ann: taking Friday off
        bot: On leave from Fri 13 Mar to Fri 13 Mar? [take leave]
        ann: I'm off this afternoon
        bot: Leave is taken in whole days… All of Wed 11 Mar?
        ann: I'm off Monday and Wednesday
        bot: A leave is of days that follow each other…
        amy: 下周二到下周四我不在，找Bo
        bot: ✅ 3月17日 周二 到 3月19日 周四 请假，由 Bo 代。…
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 下午请半天假
        bot: 请假按整天算…要请 3月11日 周三 整天吗？
        amy: 明天请病假
        bot: ✅ 3月12日 周四 到 3月12日 周四 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 明天请假去医院
        bot: 3月12日 周四 到 3月12日 周四 请假？ [请假]
          | “去医院”没有算在请假里。
        amy: 我生病了，今天来不了
        bot: ✅ 3月11日 周三 到 3月11日 周三 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 明天和后天我休息，客户交给Bo
        bot: ✅ 3月12日 周四 到 3月13日 周五 请假，由 Bo 代。…
        bot>bo: 🤝 …
        amy: 撤销
        bot: ↩️ …
        bot>bo: …
        amy: 今天不舒服，请病假
        bot: ✅ 3月11日 周三 到 3月11日 周三 请假。…
        amy: 撤销
        bot: ↩️ …
        amy: 家里有事，周五不来了
        bot: 3月13日 周五 到 3月13日 周五 请假？ [请假]
        amy: 请三天假
        bot: 写上从哪天到哪天…
        amy: 不
        bot: …
        amy: 王总下周二不在
        bot: 没看懂…
        amy: Bo明天请假
        bot: 没看懂…
        ann: Bo is off tomorrow
        bot: I did not understand…
        ",
    );
}

#[test]
fn the_name_of_today_is_asked_about_and_the_nearer_of_two_dates_is_taken() {
    chat(
        company,
        "
        amy: 请假 周三
        bot: 请哪一天：3月11日 周三 · 3月18日 周三？ [3月11日 周三] [3月18日 周三]
        amy! 3月18日 周三
        bot: ✅ 3月18日 周三…
        @2026-11-27T09:00:00+08:00
        ann: leave from 14/12 to 5/1
        bot: …
          ~ Mon 14 Dec
          ~ Tue 5 Jan 2027
        ",
    );
}

#[test]
fn a_name_before_the_days_may_be_whose_leave_it_is() {
    chat(
        company,
        "
        chen: 请假 Amy 3月16日 3月18日
        bot: 请假要 Amy 自己说… [是我请假，Amy 代我]
        chen: 我
        bot: …
          - 请假
        chen! 是我请假，Amy 代我
        bot: ✅ 3月16日 周一 到 3月18日 周三 请假，由 Amy 代。…
        bot>amy: 🤝 …
        amy: 请假 Bo 3月19日
        bot: ✅ 3月19日…
        bot>bo: 🤝 …
        ",
    );
}
