//! Leads of nobody, and leads that go back, in conversation.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

/// Amy, Bo and Ben, who reads English, and Chen, who leads them.
async fn company(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.english("ben").await;
    w.manager("chen").await;
    only_follow_ups(w).await;
}

#[test]
fn whoever_takes_a_lead_of_nobody_has_it() {
    chat(
        company,
        "
        amy: 领线索
        bot: 线索池是空的。
        chen: 加线索 张三 13800138000 公司=华星科技 地区=苏州 20台空调
        bot: ✅ 已记下 张三（L-1）
        chen: 分线索 L-1 公海
        bot: ✅ 已改 张三（L-1）
        amy: L-1
        bot: 没有找到“L-1”…
        amy: 线索
        bot: 没有线索。… [线索池]
          | 线索池里有还没人跟的线索。
        amy: 领线索
        bot: 线索池：谁领归谁 [领 L-1]
          ~ L-1 张三 · 华星科技 · 20台空调 · 苏州
          - 138
        bo: 线索池
        bot: 线索池：谁领归谁 [领 L-1]
        amy! 领 L-1
        bot: ✅ 张三（L-1） 归你了 [已联系] [查看] [退回] [撤销]
          | 电话: 13800138000
        bo! 领 L-1
        bot: L-1 刚被 Amy 领走了。
        @2026-03-11T16:30:00+08:00
        bo: 领线索 L-1
        bot: 没有找到“L-1”…
        amy: 领线索 L-1
        bot: 张三（L-1） 已有负责人：Amy。
        bo: 领线索 L-9
        bot: 没有找到“L-9”…
        amy: 撤销
        bot: …张三…
        ben: lead take
        bot: Lead pool: whoever takes one has it [Take L-1]
        ben: lead take L-1
        bot: ✅ 张三 (L-1) is yours
        ",
    );
}

#[test]
fn a_lead_goes_back_to_whoever_gave_it_with_the_reason() {
    chat(
        company,
        "
        chen: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        chen: 分线索 L-1 Amy
        bot: ✅ 已改 张三（L-1）
        bot>amy: Chen 把线索 张三（L-1） 交给你了 [查看] [退回]
        amy! 退回
        bot: 什么原因？
        amy: 不是我的区域
        bot: ✅ 张三（L-1） 已退回给 Chen
        bot>chen: ↩️ Amy 退回了线索 张三（L-1）：不是我的区域 [查看]
        amy: 看线索 L-1
        bot: 没有找到“L-1”…
        chen: 历史 L-1
        bot: …
          ~ 退线索
        chen: 退线索 L-1 不要了
        bot: ✅ 张三（L-1） 已退回线索池
        bo: 退线索 L-1 不要了
        bot: 没有找到“L-1”…
        ",
    );
}
