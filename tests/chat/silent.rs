//! Of whom a digest says that nothing was noted: not of who was away, and true against the report.

use crate::world::scenes::{only_follow_ups, team};
use crate::world::{World, chat};

/// Amy and Bo, and Chen, who leads them.
async fn company(w: &World) {
    team(w).await;
    only_follow_ups(w).await;
}

#[test]
fn who_was_away_on_all_of_the_days_is_not_named_also_after_coming_back() {
    chat(
        company,
        "
        amy: 请假 3月12日 3月16日 Bo
        bot: ✅ …
        bot>bo: 🤝 …
        @2026-03-13T08:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月12日 周四…
          | • 没有跟进记录：Bo
        @2026-03-17T08:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月16日 周一…
          | • 没有跟进记录：Bo
        @2026-03-18T08:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月17日 周二…
          | • 没有跟进记录：Amy · Bo
        ",
    );
}

#[test]
fn a_whole_week_of_leave_is_none_of_silence_and_a_part_of_it_is() {
    chat(
        company,
        "
        amy: 请假 3月16日 3月20日 Bo
        bot: ✅ …
        bot>bo: 🤝 …
        bo: 请假 3月17日
        bot: ✅ …
          ~ Amy
        bot>amy: 代理你的 Bo …
        @2026-03-23T08:00:00+08:00
        chen: 看简报 周报
        bot: 📊 周报 · 3月16日 周一–3月22日 周日…
          | • 没有跟进记录：Bo
        ",
    );
}

#[test]
fn who_came_back_earlier_was_there() {
    chat(
        company,
        "
        amy: 请假 3月12日 3月20日
        bot: ✅ …
        @2026-03-13T09:30:00+08:00
        amy: 我回来了
        bot: …
        @2026-03-16T08:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月13日 周五–3月15日 周日…
          | • 没有跟进记录：Amy · Bo
        ",
    );
}

#[test]
fn what_does_not_count_is_said_to_be_that() {
    chat(
        company,
        "
        amy: 记电话 华为 无人接听
        bot: …
        amy: 记电话 华威 没人接
        bot: …
        @2026-03-12T08:00:00+08:00
        chen: 看简报 日报
        bot: 📊 日报 · 3月11日 周三…
          | • 没有跟进记录：Bo
          | • 没有有效跟进：Amy（2 次）
        chen: 活动 昨天
        bot: 活动 · …
          ~ 2 次（有效 0）
        chen: lang en
        bot: …
        chen: digest show daily
        bot: …
          | • Nothing noted by: Bo
          | • Nothing that counts by: Amy (2 noted)
        ",
    );
}
