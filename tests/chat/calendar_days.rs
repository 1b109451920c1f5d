//! Days, weeks and quiet hours as people name them, in conversation.

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.manager("chen").await;
    w.admin("dana").await;
    customer(w, "华星电子", amy).await;
    only_follow_ups(w).await;
}

#[test]
fn a_stretch_of_days_is_set_and_taken_back_as_one() {
    chat(
        company,
        "
        dana: calendar day 5 May-7 May off trip
        bot: ✅ 5月5日 周二–5月7日 周四：休息 [撤销]
          | 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。
        dana: 日历 5月
        bot: 🗓 工作日历
          ~ 5月6日 周三 · 休息 · trip
          ~ 5月7日 周四 · 休息 · trip
          - trip -
        dana: 撤销
        bot: ↩️ 已撤销 改日历：5月5日 周二–5月7日 周四…
        dana: 日历 5月
        bot: 🗓 工作日历
          - trip
        dana: 设日历 3月16日到3月18日 休 团建
        bot: ✅ 3月16日 周一–3月18日 周三：休息 [撤销]
        dana: 设日历 3月21日 补班
        bot: ✅ 3月21日 周六：上班 [撤销]
        dana: 设日历 3月17日、3月18日 照常
        bot: ✅ 3月17日 周二 · 3月18日 周三：上班 [撤销]
        dana: 设日历 3月5日 放假
        bot: 3月5日 周四 已经过去了…
        dana: 设日历 团建
        bot: 没看懂“团建”是哪天…
        dana: 设日历 12月20日到12月18日 放假
        bot: 没看懂“12月20日到12月18日”是哪天…
        dana: calendar day 28 May..29 May off
        bot: ✅ 5月28日 周四 · 5月29日 周五：休息 [撤销]
        dana: 设日历 2099-01-01 放假
        bot: 一次最多 366 天，最远到 2032 年。
        ",
    );
}

#[test]
fn a_file_is_read_as_people_write_it_and_no_year_is_out_of_reach() {
    chat(
        company,
        "
        dana: 导入日历 2027/5/1,off,劳动节
        bot: ✅ 2027：1 天放假，0 天补班。 [撤销]
          | 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。
        dana: 导入日历 9999-01-01,0,x
        bot: 第 1 行的 9999 年不行，什么都没有导入…
        dana: 导入日历 2032-01-01,0,x
        bot: ✅ 2032…
        dana: 日历
        bot: 🗓 工作日历
          ~ 2026 年：节假日已公布
          ~ 2032 年：节假日还没有公布
          - 2029 年
        dana: calendar 2027
        bot: 🗓 工作日历
          | • 2027年5月1日 周六 · 休息 · 劳动节
          - 2026
        dana: 日历 随便
        bot: 没看懂“随便”…
        ",
    );
}

#[test]
fn weeks_gaps_and_quiet_hours_are_read_and_what_is_done_at_once_says_so() {
    chat(
        company,
        "
        dana: calendar week 1-6
        bot: ✅ 每周上班：周一 周二 周三 周四 周五 周六 [撤销]
          | 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。
        dana: 撤销
        bot: ↩️ 已撤销 设每周工作日：每周上班 周一 周二 周三 周四 周五
        dana: nudge days 1,3,5
        bot: 🔎 …
          | • 到期当时，再过 1 · 3 · 5 个工作日各一次（09:00）
        dana: 免打扰 公司 21:00-8:00
        bot: ✅ 公司的免打扰：21:00–08:00 [撤销]
          | 🔎 照这样，过去 7 天会发 0 条提醒（实际发了 0 条）。
        amy: 免打扰 晚上10点到早上7点
        bot: ✅ 免打扰：22:00–07:00，这段时间不催你。 [撤销]
          | 🔎 照这样，过去 7 天你收到的提醒和简报都一样。
        amy: 免打扰 关
        bot: ✅ 没有免打扰时间了… [撤销]
        amy: 免打扰
        bot: 免打扰：没有…
        amy: 下次 华星 今天22点 打电话
        bot: ✅ …
        @2026-03-11T22:00:00+08:00
        bot>amy: ⏰ 该跟进了：打电话…
        amy: quiet off
        bot: ✅ …
        ",
    );
}
