//! What is overdue: the same on cards, in plans, in reports and in digests.

use crate::world::chat;
use crate::world::scenes::{no_next_steps, no_nudges, team};

#[test]
fn what_is_overdue_goes_by_the_clock_of_whose_it_is_everywhere() {
    chat(
        async |w| {
            team(w).await;
            no_nudges(w).await;
        },
        "
        amy: 时区 New York
        bot: ✅ …
        amy: 下次 华为 3月12日 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 下次 华星 明天13:00 打电话
        bot: ✅ 已安排 打电话（F-2）
        @2026-03-13T10:00:00+08:00
        chen: 逾期
        bot: 逾期…
          ~ Bo · 1
          - Amy
        amy: 逾期
        bot: …
          ~ 没有逾期的跟进
        chen: F-1
        bot: 送样品（F-1）…
          - 逾期
        chen: F-2
        bot: 打电话（F-2）…
          ~ 逾期 1 天
        @2026-03-13T12:30:00+08:00
        chen: 逾期
        bot: 逾期…
          ~ Amy · 1
        chen: F-1
        bot: 送样品（F-1）…
          ~ 逾期 1 天
        bo: 下次 华星 今天14:00 发报价
        bot: ✅ 已安排 发报价（F-3）
        @2026-03-13T15:00:00+08:00
        bo: F-3
        bot: 发报价（F-3）…
          ~ 3月13日 周五 14:00（已过）
        ",
    );
}

#[test]
fn a_manager_elsewhere_hears_once_when_work_begins_there() {
    chat(
        async |w| {
            team(w).await;
            w.admin("dana").await;
            no_next_steps(w).await;
        },
        "
        amy: 时区 Berlin
        bot: ✅ …
        chen: 时区 London
        bot: ✅ …
        dana: 改催办 主管 1
        bot: …
        dana! 就这样改
        bot: ✅ …
        amy: 下次 华为 3月12日 送样品
        bot: ✅ 已安排 送样品（F-1）
        @2026-03-12T09:00:00+01:00
        bot>amy: ⏰ …
          ~ 送样品
        @2026-03-13T08:00:00+00:00
        bot>amy: ⏰ …
          ~ 送样品
        @2026-03-13T09:00:00+00:00
        bot>chen: ⏰ Amy：送样品（F-1）…
        ",
    );
}
