//! Finding things, and what happened to them, in conversation.

use crate::world::chat;
use crate::world::scenes::{only_follow_ups, with_phone};

#[test]
fn anything_in_scope_is_found_by_name_phone_or_code() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技
        bot: ✅ 已记下 张三（L-1）
        amy: 转客户 L-1 商机=华星空调 金额=12万
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1）
        amy: 找 华星
        bot: “华星”找到 3 条 [C-1] [L-1]
          | 客户
          | • C-1 华星科技
          | • D-1 华星空调 · 华星科技
          | • L-1 张三 · 华星科技 · 已转客户
        amy: 找 13800138000
        bot: “13800138000”找到 2 条
          | • K-1 张三 · 华星科技
        amy: 找华星
        bot: “华星”找到 3 条
        amy: find huaxing
        bot: “huaxing”找到…
          | • C-1 华星科技
        amy: 找 C-1
        bot: “C-1”找到 1 条 [C-1]
        amy! C-1
        bot: 华星科技（C-1）
        amy: 找 火星
        bot: 没有找到“火星”…
        bo: 找 华星
        bot: 没有找到“华星”…
        bo: 找 13800138000
        bot: 没有找到“13800138000”…
        ben: find
        bot: “Name or code” is missing…
        ben: cancel
        bot: All right…
        amy#east: 找 13800138000
        bot>#east: “138****8000”找到 2 条
        ",
    );
}

#[test]
fn a_history_is_readable_newest_first() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.manager("chen").await;
            only_follow_ups(w).await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技 来源=展会
        bot: ✅ 已记下 张三（L-1）
        @2026-03-12T09:05:00+08:00
        chen: 改线索 L-1 电话=13900139000 来源=官网
        bot: ✅ 已改 张三（L-1）
        amy: 丢线索 L-1 价格 太贵
        bot: 张三（L-1）已记为丢失。
        amy: 撤销
        bot: ↩️ 已撤销 丢线索：张三
        amy: 历史 L-1
        bot: 张三（L-1）的历史 [查看]
          | • 3月12日 周四 09:05 · Amy · 撤销了 丢线索：状态 已丢 → 新；原因 价格 → —；备注 太贵 → —
          | • 3月12日 周四 09:05 · Amy · 丢线索：状态 新 → 已丢；原因 — → 价格；备注 — → 太贵
          | • 3月12日 周四 09:05 · Chen · 改线索：电话 13800138000 → 13900139000；来源 展会 → 官网
          | • 3月11日 周三 15:30 · Amy · 加线索：姓名 张三；状态 新；公司 华星科技；电话 13800138000；来源 展会
        amy#east: 历史 L-1
        bot>#east: 张三（L-1）的历史
          ~ 电话 138****8000 → 139****9000
          - 13800138000
        amy: 转客户 L-1 商机=20台空调 金额=12万
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1）
        amy: 历史 L-1
        bot: 张三（L-1）的历史
          ~ 转客户：状态 新 → 已转客户；客户 — → 华星科技（C-1）
        amy: 历史 D-1
        bot: 20台空调（D-1）的历史
          ~ 转客户：名称 20台空调；阶段 需求确认；客户 华星科技（C-1）；金额 ¥120,000.00
        amy#east: 历史 D-1
        bot>#east: 20台空调（D-1）的历史
          - 120,000
        bo: 历史 D-1
        bot: 没有找到“D-1”…
        ",
    );
}

#[test]
fn a_long_history_goes_on_with_more() {
    chat(
        async |w| {
            w.english("ben").await;
            w.say("ben", "customer add Acme Trading").await;
            w.channel.next();
            for level in ["A", "B", "C", "A", "B", "C", "A", "B"] {
                w.say("ben", &format!("customer edit C-1 level={level}")).await;
                w.channel.next();
            }
        },
        "
        ben: history C-1
        bot: History of Acme Trading (C-1) [More]
          ~ customer edit: Level A → B
          - customer add
        ben: more
        bot: History of Acme Trading (C-1)
          ~ customer add: Name Acme Trading
          - Level A → B
        ",
    );
}

#[test]
fn a_page_says_where_it_is_and_too_many_how_to_narrow_them() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            for n in 1..=70 {
                with_phone(w, amy, &format!("华星{n}号店"), None).await;
            }
        },
        "
        amy: 找 华星
        bot: “华星”太多了，这是最接近的 60 条 [更多]
          | 第 1–8 条，共 60 条
          | 多打几个字、全名、电话或编号，就能找得更准。
        amy: 更多
        bot: “华星”太多了…
          | 第 9–16 条，共 60 条
        ",
    );
}

#[test]
fn a_part_of_a_phone_and_a_slip_in_the_pinyin_are_found_in_ones_own_scope() {
    chat(
        async |w| {
            let (amy, bo) = (w.rep("amy").await, w.rep("bo").await);
            with_phone(w, amy, "华为技术有限公司", None).await;
            with_phone(w, bo, "华星电子", None).await;
        },
        "
        amy: 加线索 张三 139-0013-9007
        bot: ✅ 已记下 张三（L-1）
        amy: 找 9007
        bot: “9007”找到 1 条 [L-1]
          ~ 张三
        amy: 找 0013
        bot: “0013”找到 2 条 [L-1] [C-1]
          - C-2
        amy: 找 1380 013
        bot: “1380 013”找到 1 条 [C-1]
        bo: 找 9007
        bot: 没有找到“9007”…
        amy: 改线索 L-1 电话=13900139008
        bot: ✅ 已改 张三（L-1）
        amy: 找 9007
        bot: 没有找到“9007”…
        amy: 找 huawie
        bot: 没有完全对得上“huawie”的，是不是：
          ~ 华为技术有限公司
          - 华星
        bo: 找 huawie
        bot: 没有找到“huawie”…
        ",
    );
}
