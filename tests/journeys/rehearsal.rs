//! What a rule would have sent last week, and what it does send in a world in which it holds.

use std::collections::BTreeMap;

use bot_core::chat::reply::ReplyKind;
use bot_core::domain::ids::Instant;
use bot_core::store::Store as _;

use crate::world::scenes::customer;
use crate::world::{World, instant, run};

/// Two weeks, of which the second one is looked at.
const BEGIN: &str = "2026-03-02T09:30:00+08:00";
const WEEK: &str = "2026-03-09T09:45:00+08:00";
const END: &str = "2026-03-16T09:45:00+08:00";

/// What people do, and when.
const DONE: &[(&str, &str, &str)] = &[
    ("2026-03-02T10:00:00+08:00", "amy", "加线索 张三 13800138000"),
    ("2026-03-02T10:01:00+08:00", "amy", "新商机 华星 20台空调 12万 3月11日"),
    ("2026-03-02T10:02:00+08:00", "bo", "新商机 天河 10台空调 5万 6月30日"),
    ("2026-03-02T10:03:00+08:00", "amy", "下次 华星 3月5日 送样品"),
    ("2026-03-02T10:04:00+08:00", "bo", "下次 天河 3月6日下午3点 打电话"),
    ("2026-03-03T11:00:00+08:00", "bo", "加线索 李四 13800138001"),
    ("2026-03-03T15:00:00+08:00", "bo", "记电话 L-2 聊了价格，嫌贵"),
    ("2026-03-04T11:00:00+08:00", "amy", "记电话 D-1 客户说月底前定"),
    ("2026-03-10T11:00:00+08:00", "amy", "下次 华星 3月12日 拜访"),
    ("2026-03-10T11:01:00+08:00", "amy", "下次 华星 3月12日10点 发报价"),
    ("2026-03-10T11:02:00+08:00", "amy", "下次 华星 3月12日11点 收样品"),
    ("2026-03-11T10:00:00+08:00", "bo", "加线索 王五 13800138002"),
    ("2026-03-12T16:00:00+08:00", "amy", "完成 F-3 谈得不错，下周签"),
    ("2026-03-13T10:30:00+08:00", "bo", "记电话 D-2 客户还在比价"),
    ("2026-03-13T10:31:00+08:00", "bo", "不跟了 F-2"),
];

/// The same people with deals on which nothing happens, or something at last, and which are moved on
/// after a long silence.
const DEALS: &[(&str, &str, &str)] = &[
    ("2026-03-02T10:01:00+08:00", "amy", "新商机 华星 20台空调 12万 6月11日"),
    ("2026-03-02T10:02:00+08:00", "bo", "新商机 天河 10台空调 5万 6月30日"),
    ("2026-03-02T10:03:00+08:00", "amy", "下次 D-1 6月5日 送样品"),
    ("2026-03-02T10:04:00+08:00", "bo", "下次 D-2 6月6日 打电话"),
    ("2026-03-04T11:00:00+08:00", "bo", "记电话 D-2 客户还在比价"),
    ("2026-03-10T10:00:00+08:00", "amy", "新商机 华星 3台冰柜 3万 6月30日"),
    ("2026-03-10T10:01:00+08:00", "amy", "下次 D-3 6月8日 打电话"),
    ("2026-03-11T14:00:00+08:00", "bo", "推进 D-2 报价"),
    ("2026-03-12T15:00:00+08:00", "amy", "记电话 D-1 客户说月底前定"),
];

/// The same with Bo on leave for some days of the second week, for whom Amy stands in.
const LEAVE: &[(&str, &str, &str)] = &[
    ("2026-03-02T10:01:00+08:00", "amy", "新商机 华星 20台空调 12万 6月11日"),
    ("2026-03-02T10:02:00+08:00", "bo", "新商机 天河 10台空调 5万 6月30日"),
    ("2026-03-02T10:03:00+08:00", "amy", "下次 D-1 3月9日 送样品"),
    ("2026-03-02T10:04:00+08:00", "bo", "下次 D-2 3月10日 打电话"),
    ("2026-03-10T17:00:00+08:00", "bo", "请假 3月11日 3月12日 Amy"),
];

/// Lets time pass with all that rings in it.
async fn until(w: &World, end: Instant) {
    while let Some(next) = w.store.next_ring().await.expect("asked") {
        if next >= end {
            break;
        }
        w.clock_to(next.max(w.now()));
        w.settle().await;
    }
    w.clock_to(end);
    w.settle().await;
}

/// How many reminders people got so far.
fn reminders(w: &World) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for seen in w.channel.all().iter().filter(|seen| seen.reply.kind == ReplyKind::Nudge) {
        *all.entry(seen.to.clone()).or_default() += 1;
    }
    all
}

/// Two weeks with a rule, or with the usual ones; how many reminders each got in the second.
async fn played(
    done: &[(&str, &str, &str)],
    rule: Option<&str>,
) -> (World, BTreeMap<String, usize>) {
    let w = World::new().await;
    w.at(BEGIN);
    let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
    w.manager("chen").await;
    w.admin("dana").await;
    customer(&w, "华星电子", amy).await;
    customer(&w, "天河贸易", bo).await;
    if let Some(rule) = rule {
        w.say("dana", &format!("改催办 {rule}")).await;
        w.press("dana", "就这样改").await;
        let last = w.channel.all().pop().expect("an answer");
        assert!(last.reply.plain().starts_with("✅ 催办规则改好了"), "{}", last.reply.plain());
    }
    let week = instant(WEEK);
    let mut before = None;
    for (at, who, text) in done {
        if instant(at) > week && before.is_none() {
            until(&w, week).await;
            before = Some(reminders(&w));
        }
        until(&w, instant(at)).await;
        w.say(who, text).await;
    }
    until(&w, instant(END)).await;
    let before = before.expect("a second week");
    let mut second = reminders(&w);
    for (who, n) in &mut second {
        *n -= before.get(who).copied().unwrap_or_default();
    }
    second.retain(|_, n| *n > 0);
    (w, second)
}

#[test]
fn what_would_have_been_sent_is_what_is_sent_where_the_rule_holds() {
    let rules = ["订单 5", "隔 1 3", "每天最多 1", "关 待跟进", "主管 1", "首次响应 2"];
    run(said_and_sent(DONE, &rules));
}

#[test]
fn deals_are_counted_from_the_last_that_happened_as_they_are_where_the_rule_holds() {
    run(said_and_sent(DEALS, &["订单 5", "停滞 需求确认 3", "停滞 报价 5"]));
}

#[test]
fn whoever_stood_in_heard_of_it_in_these_days() {
    run(said_and_sent(LEAVE, &["订单 5", "隔 1 3", "停滞 需求确认 3"]));
}

/// Compares what each rule is said to send with what is sent where it holds. The first of them
/// concerns nothing that happens here.
async fn said_and_sent(done: &[(&str, &str, &str)], rules: &[&str]) {
    let (usual, sent) = played(done, None).await;
    assert!(sent.values().sum::<usize>() > 1, "{sent:?}");
    for (at, rule) in rules.iter().enumerate() {
        usual.say("dana", &format!("催办 {rule}")).await;
        let seen = usual.channel.all().pop().expect("an answer");
        let really = if at == 0 { sent.clone() } else { played(done, Some(rule)).await.1 };
        let text = seen.reply.plain();
        let total: usize = really.values().sum();
        assert!(text.contains(&format!("会发 {total} 条")), "{rule}: {really:?}\n{text}");
        for (who, n) in &really {
            let name = format!("{}{}", who[..1].to_uppercase(), &who[1..]);
            assert!(text.contains(&format!("{name} {n}")), "{rule}: {really:?}\n{text}");
        }
        assert!(text.lines().count() <= 10, "at most a phone screen:\n{text}");
    }
}
