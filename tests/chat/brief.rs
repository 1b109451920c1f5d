//! Before and after a visit, in conversation: the brief, and how it went.

use crate::world::scenes::{customer, no_next_steps, with_phone};
use crate::world::{World, chat};

/// Amy, who looks after 华星电子 with 李工 and a deal, Bo, and Chen who leads them.
async fn company(w: &World) {
    staff(w).await;
    no_next_steps(w).await;
}

/// The same, where what has no next step is mentioned.
async fn staff(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    w.manager("chen").await;
    w.admin("dana").await;
    with_phone(w, amy, "华星电子", Some("李工")).await;
    customer(w, "天河贸易", bo).await;
}

#[test]
fn who_is_about_to_meet_somebody_gets_a_brief_and_is_asked_once_how_it_went() {
    chat(
        company,
        "
        amy: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 记电话 华星 聊了价格，嫌贵，要再谈
        bot: ✅ …
        amy: 记 华星 好
        bot: ✅ …
        amy: 下次 D-1 明天10点 拜访李工
        bot: ✅ 已安排 拜访李工（F-1）
        @2026-03-12T09:44:00+08:00
        @2026-03-12T09:45:00+08:00
        bot>amy: 📍 3月12日 周四 10:00 · 拜访李工（F-1） [查看] [+1 小时] [改期] [不跟了]
          | 关于: 20台空调（D-1）
          | 客户: 华星电子（C-1）
          | 联系人: 李工
          | • 3月11日 周三 电话 聊了价格，嫌贵，要再谈
          | • 20台空调（D-1） · 需求确认 · ¥120,000.00
          - • 3月11日 周三 备注
        @2026-03-12T10:00:00+08:00
        @2026-03-12T10:59:00+08:00
        @2026-03-12T11:00:00+08:00
        bot>amy: 🤝 拜访李工（20台空调 D-1）怎么样？直接回一句就记下来 [完成] [+1 小时] [明天]
        amy: 李工同意试用两周，价格还要谈
        bot: ✅ 已完成 拜访李工（F-1） [明天]
        amy: D-1
        bot: …
          ~ 拜访 李工同意试用两周
        ",
    );
}

#[test]
fn what_was_done_moved_or_dropped_brings_no_brief() {
    chat(
        staff,
        "
        amy: 下次 华星 明天10点 拜访李工
        bot: ✅ …
        amy: 下次 华星 明天11点 开会
        bot: ✅ …
        amy: 下次 华星 明天12点 打电话
        bot: ✅ …
        amy: 下次 华星 后天 拜访
        bot: ✅ …
        amy: 完成 F-1 今天顺路先见了李工
        bot: ✅ …
        amy: 放弃跟进 F-2
        bot: …
        amy: 放弃跟进 F-3
        bot: …
        @2026-03-12T09:45:00+08:00
        bot>bo: ⏰ 天河贸易（C-2） 还没有下一步
        @2026-03-12T10:45:00+08:00
        @2026-03-12T11:45:00+08:00
        amy: 改期 F-4 后天下午3点
        bot: ⏰ …
        @2026-03-13T09:00:00+08:00
        @2026-03-14T14:45:00+08:00
        bot: 📍 3月14日 周六 15:00 · 拜访（F-4）
        amy: 改期 F-4 3月14日下午4点
        bot: ⏰ …
        amy! 撤销
        bot: …
        @2026-03-14T14:50:00+08:00
        amy: 提要
        bot: 📍 3月14日 周六 15:00 · 拜访（F-4）
        amy: 完成 F-4 谈好了样品的数量
        bot: …
        @2026-03-16T09:00:00+08:00
        bot: …
        ",
    );
}

#[test]
fn a_brief_comes_in_quiet_hours_too_and_to_whom_stands_in_but_to_nobody_who_is_frozen() {
    chat(
        company,
        "
        amy: 下次 华星 今天20:30 和李工开会
        bot: ✅ …
        bo: 下次 天河 后天10点 拜访
        bot: ✅ …
        @2026-03-11T20:15:00+08:00
        bot>amy: 📍 3月11日 周三 20:30 · 和李工开会（F-1）
        @2026-03-11T21:30:00+08:00
        @2026-03-12T09:00:00+08:00
        bot>amy: 🤝 和李工开会（华星电子 C-1）怎么样？…
        amy: 今天
        bot: 和李工开会（F-1）
        amy: 完成 F-1 谈好了样品的数量
        bot: ✅ …
        amy: 下次 华星 明天11点 拜访李工
        bot: ✅ …
        chen: 代理 Amy 给 Bo 到 3月20日
        bot: …
        bot>bo: …
        bot>amy: …
        @2026-03-13T09:45:00+08:00
        bot>bo: 📍 3月13日 周五 10:00 · 拜访（F-2）
        @2026-03-13T10:45:00+08:00
        bot>bo: 📍 3月13日 周五 11:00 · 拜访李工（F-3）
          | 联系人: 李工
          ~ Amy
        bo: 完成 F-2 见到了老板，谈得不错
        bot: ✅ …
        bo: 下次 天河 今天15点 拜访
        bot: ✅ …
        dana: 冻结 Bo
        bot: 🔒 …
        bot>amy: Bo 不能再代理你了…
        @2026-03-13T14:45:00+08:00
        bot>amy: 🤝 拜访李工（华星电子 C-1）怎么样？…
        ",
    );
}
