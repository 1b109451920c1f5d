//! When a digest comes, as people say it, and which days it is about, in conversation.

use bot_core::domain::digest::{DigestKind, no_digests};
use bot_core::domain::people::Person;
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

/// Bo, and Chen and Fay, who lead and alone get the usual digests.
async fn company(w: &World) {
    let bo = w.rep("bo").await;
    let leaders = [w.manager("chen").await, w.manager("fay").await];
    customer(w, "天河贸易", bo).await;
    only_follow_ups(w).await;
    let mut unit = w.begin().await;
    for leader in leaders {
        let before = unit.tx().get::<Person>(leader.0).await.expect("an answer").expect("one");
        let mut after = Person { digests: no_digests(), ..before.clone() };
        after.digests.remove(&DigestKind::Daily);
        unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    }
    unit.commit().await.expect("a commit");
}

#[test]
fn every_day_is_told_of_once_however_often_the_digest_comes() {
    chat(
        company,
        "
        chen: 简报 日报 每天 8:30
        bot: ✅ 📊 日报：接下来 3月12日 周四 08:30 · 3月13日 周五 08:30 · 3月14日 周六 08:30
        fay: 简报 日报 周一、周四 8:30
        bot: ✅ 📊 日报：接下来 3月12日 周四 08:30 · 3月16日 周一 08:30 · 3月19日 周四 08:30
        @2026-03-12T08:30:00+08:00
        bot>chen: 📊 日报 · 3月11日 周三…
        bot>fay: 📊 日报 · 3月9日 周一–3月11日 周三…
        @2026-03-13T08:30:00+08:00
        bot>chen: 📊 日报 · 3月12日 周四…
        bo: 新商机 天河 10台空调 5万
        bot: ✅ 已建商机…
        bo: D-1 赢单
        bot: …
        @2026-03-14T08:30:00+08:00
        bot>chen: 📊 日报 · 3月13日 周五…
          ~ 赢单 1（¥50,000.00）
        @2026-03-15T08:30:00+08:00
        bot>chen: 📊 日报 · 3月14日 周六…
          - 赢单 1
        @2026-03-16T08:30:00+08:00
        bot>chen: 📊 日报 · 3月15日 周日…
          - 赢单 1
        bot>fay: 📊 日报 · 3月12日 周四–3月15日 周日…
          ~ 赢单 1（¥50,000.00）
        ",
    );
}

#[test]
fn days_and_times_are_said_as_one_speaks() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 简报 早报 早上8点
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:00 · 3月13日 周五 08:00 · 3月16日 周一 08:00
          | 🔎 照这样，过去 7 天你收到的提醒和简报都一样。
        amy: 简报 早报 每个工作日八点半
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:30…
        amy: 简报 早报 周一到周五
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:30 · 3月13日 周五 08:30 · 3月16日 周一 08:30
        amy: 简报 早报 周一、周三
        bot: ✅ ☀️ 早报：接下来 3月16日 周一 08:30 · 3月18日 周三 08:30…
        amy: 简报 早报 每周一
        bot: ✅ ☀️ 早报：接下来 3月16日 周一 08:30 · 3月23日 周一 08:30…
        amy: 简报 日报 下午5点
        bot: ✅ 📊 日报：接下来 3月11日 周三 17:00…
        amy: 简报 月报 月底
        bot: ✅ 📊 月报：接下来 3月31日 周二 08:30 · 4月30日 周四 08:30…
        amy: 简报 早报每天 早上八点
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:00 · 3月13日 周五 08:00 · 3月14日 周六 08:00
        amy: digest morning 8:30 am
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:30…
        amy: digest morning 08.15
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:15…
        amy: digest monthly 15
        bot: ✅ 📊 月报：接下来 3月15日 周日 08:30…
        amy: digest monthly last
        bot: ✅ 📊 月报：接下来 3月31日 周二 08:30…
        amy: digest every working day 8:30
        bot: ✅ ☀️ 早报：接下来 3月12日 周四 08:30 · 3月13日 周五 08:30 · 3月16日 周一 08:30
        amy: digest daily only if there is something
        bot: ✅ 📊 日报：…
          | 没有内容时不发。
        amy: digest daily cron 0 8 * * ?
        bot: ✅ 📊 日报：接下来 3月12日 周四 08:00 · 3月13日 周五 08:00…
        amy: 简报 早报 8:00 8:30
        bot: 08:00 和 08:30 只能选一个…
        amy: 简报 早报 随便
        bot: 没看懂“随便”…
        amy: 简报 随便
        bot: 没有叫“随便”的简报…
        ",
    );
}

#[test]
fn two_digests_that_are_about_the_same_days_are_one() {
    chat(
        company,
        "
        chen: 简报 日报 周六 8:30
        bot: ✅ 📊 日报：接下来 3月14日 周六 08:30…
        chen: 简报 周报 周六 8:30
        bot: ✅ 📊 周报：接下来 3月14日 周六 08:30…
        fay: 简报 日报 每天 8:30
        bot: ✅ 📊 日报：接下来 3月12日 周四 08:30…
        fay: 简报 周报 周六 8:30
        bot: ✅ 📊 周报：接下来 3月14日 周六 08:30…
        @2026-03-14T16:00:00+08:00
        bot>chen: 📊 周报 · 3月7日 周六–3月13日 周五…
          | （晚了：本该在 3月14日 周六 08:30 发出）
        bot>fay: 📊 日报 · 3月11日 周三–3月13日 周五…
        bot>fay: 📊 周报 · 3月7日 周六–3月13日 周五…
        @2026-03-21T08:30:00+08:00
        bot>chen: 📊 周报 · 3月14日 周六–3月20日 周五…
        bot>fay: 📊 周报 · 3月14日 周六–3月20日 周五…
        chen: 简报 周报 关
        bot: …
        @2026-03-28T08:30:00+08:00
        bot>chen: 📊 日报 · 3月21日 周六–3月27日 周五…
        bot>fay: 📊 周报 · 3月21日 周六–3月27日 周五…
        ",
    );
}
