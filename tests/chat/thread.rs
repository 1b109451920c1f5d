//! A manager's digest talks back, in conversation: a line is asked about, and the answer comes back.

use bot_core::domain::digest::{DigestKind, no_digests};
use bot_core::domain::people::Person;
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

/// Amy and Bo with a customer each, Chen, who leads them and gets the daily digest, and Dana.
async fn company(w: &World) {
    let amy = w.rep("amy").await;
    let bo = w.rep("bo").await;
    let chen = w.manager("chen").await;
    w.admin("dana").await;
    customer(w, "华星电子", amy).await;
    customer(w, "天河贸易", bo).await;
    only_follow_ups(w).await;
    let mut unit = w.begin().await;
    let before = unit.tx().get::<Person>(chen.0).await.expect("an answer").expect("chen");
    let mut after = before.clone();
    after.digests = no_digests();
    after.digests.remove(&DigestKind::Daily);
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}

/// A deal of Amy's that stands still, what Amy did not do, and six things that Bo did not.
const LATE: &str = "
        amy: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 下次 华星 3月12日 送样品
        bot: ✅ 已安排 送样品（F-1）
        bo: 下次 天河 3月18日18点 一
        bot: ✅ …
        bo: 下次 天河 3月18日18点 二
        bot: ✅ …
        bo: 下次 天河 3月18日18点 三
        bot: ✅ …
        bo: 下次 天河 3月18日18点 四
        bot: ✅ …
        @2026-03-19T08:30:00+08:00
        bot>chen: 📊 日报 · 3月11日 周三–3月18日 周三 [1 · D-1] [1 · 提醒 Amy] [1 · 转给别人] [2 · F-1] [还有 2 件]
          | 要你看的 6 件（回复“序号 + 一句话”，就问到本人）：
          | • 1. Amy · 20台空调（D-1） · 8 天没有跟进
          | • 2. Amy · 送样品（F-1） · 华星电子（C-1） · 3月12日 周四
          - 5.
";

#[test]
fn a_reply_that_names_a_line_reaches_the_rep_and_the_answer_comes_back() {
    chat(
        company,
        &format!(
            "{LATE}
        bot>amy: …
        bot>bo: …
        chen>: 1 为什么还没报价？
        bot>chen: ✅ 已提醒 Amy：20台空调（D-1）
        bot>amy: 🔔 Chen 问起 20台空调（D-1） [查看] [回复]
          | “为什么还没报价？”
        amy>: 今天下午就发，等成本价
        bot>amy: ✅ 已回给 Chen：20台空调（D-1）
        bot>chen: 💬 Amy 回复 20台空调（D-1） [查看] [回复]
          | “今天下午就发，等成本价”
          | 你问的是：为什么还没报价？
        chen>: 好，抓紧
        bot>chen: ✅ 已回给 Amy：20台空调（D-1）
        bot>amy: 💬 Chen 回复 20台空调（D-1）
        amy! 回复
        bot: …
        amy: 收到，马上
        bot>amy: ✅ 已回给 Chen：20台空调（D-1）
        bot>chen: 💬 Amy 回复 20台空调（D-1）
        "
        ),
    );
}

#[test]
fn lines_are_dealt_with_one_by_one() {
    chat(
        company,
        &format!(
            "{LATE}
        bot>amy: …
        bot>bo: …
        chen! 1 · 提醒 Amy
        bot>chen: ✅ 已提醒 Amy：20台空调（D-1）
        bot>amy: 🔔 Chen 问起 20台空调（D-1）
        chen: 要处理的
        bot: 要你看的 6 件… [1 · D-1] [4 · F-3] [还有 2 件]
        chen! 还有 2 件
        bot: 要你看的 6 件… [5 · F-4] [6 · 提醒 Bo]
          ^
        chen>: 6
        bot: 四（F-5）
        "
        ),
    );
}

#[test]
fn who_may_not_see_a_record_is_neither_asked_nor_answered_about_it() {
    chat(
        company,
        &format!(
            "{LATE}
        bot>amy: …
        bot>bo: …
        chen>: D-1 怎么还没报价
        bot>chen: ✅ 已提醒 Amy：20台空调（D-1）
        bot>amy: 🔔 Chen 问起 20台空调（D-1）
        dana: 转给 D-1 Bo
        bot>dana: …
        bot>bo: …
        bot>amy: …
        amy! 回复
        bot>amy: …
        amy: 我来问问客户
        bot>amy: 没有找到…
        bo: 回复 D-1 我来跟，明天报
        bot>bo: ✅ 已回给 Chen：20台空调（D-1）
        bot>chen: 💬 Bo 回复 20台空调（D-1）
        amy: 要处理的
        bot: …
          - D-1
        "
        ),
    );
}

#[test]
fn any_line_of_the_whole_list_is_named_and_several_at_once() {
    chat(
        company,
        &format!(
            "{LATE}
        bot>amy: …
        bot>bo: …
        chen>: 5 催一下
        bot>chen: ✅ 已提醒 Bo：三（F-4）
        bot>bo: 🔔 Chen 问起 三（F-4）
        chen: 要处理的
        bot: 要你看的 6 件… [4 · F-3] [还有 2 件]
        chen! 还有 2 件
        bot: 要你看的 6 件… [5 · F-4] [6 · 提醒 Bo]
        chen>: #2 样品到哪了？
        bot>chen: ✅ 已提醒 Amy：送样品（F-1）
        bot>amy: 🔔 Chen 问起 送样品（F-1）
          | “样品到哪了？”
        chen: 要处理的
        bot: 要你看的 6 件…
        chen>: 第1条：为什么没动
        bot>chen: ✅ 已提醒 Amy：20台空调（D-1）
        bot>amy: 🔔 Chen 问起 20台空调（D-1）
          | “为什么没动”
        chen: 要处理的
        bot: 要你看的 6 件…
        chen>: 1,3 请推进
        bot>chen: ✅ 已提醒 Amy：20台空调（D-1）
          | ✅ 已提醒 Bo：一（F-2）
        bot>amy: 🔔 Chen 问起 20台空调（D-1）
          | “请推进”
        bot>bo: 🔔 Chen 问起 一（F-2）
          | “请推进”
        chen: 要处理的
        bot: 要你看的 6 件…
        chen>: 9 foo
        bot: 没有第 9 条：一共 6 条。
        chen: 要处理的
        bot: 要你看的 6 件…
        chen>: 1,3
        bot: 几条一起只能问人…
        "
        ),
    );
}
