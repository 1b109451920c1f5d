//! What becomes of a new record that somebody has already, as the org wants it.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

/// Amy, Bo and Ben, who reads English; Chen, who leads them; Dana, who sets the org up.
async fn company(w: &World) {
    w.rep("amy").await;
    w.rep("bo").await;
    w.english("ben").await;
    w.manager("chen").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

#[test]
fn the_owner_is_asked_to_share_and_shares_or_says_no() {
    chat(
        company,
        "
        bo: 加客户 恒通贸易 13900139000
        bot: ✅ …
        amy: 查重规则
        bot: 录入时撞上已有的：
          | • 客户：默认，不让重复录入
          - 怎么改
        amy: 查重规则 客户 协作
        bot: …Dana…
        dana: 查重规则 客户 协作
        bot: ✅ 查重规则已改： [撤销]
          | • 客户：请负责人让他协作
          | • 线索：默认，不让重复录入
        amy: 加客户 恒通贸易 地区=苏州
        bot: … [请求协作]
          ~ 可以请负责人让你协作
          - C-1
          - Bo
        amy! 请求协作
        bot: ✅ 已请 恒通贸易 的负责人让你协作，有结果会告诉你。
        bot>bo: 🤝 Amy 想协作你的 恒通贸易（C-1） [同意协作] [婉拒]
        amy: 请求协作 13900139000
        bot: 今天已经请过了…
        bo! 婉拒
        bot: 好的，已告诉 Amy。
        bot>amy: Bo 没有同意：恒通贸易
        ben: customer add 恒通贸易有限公司
        bot: … [Ask to share]
        ben! Ask to share
        bot: ✅ The owner of 恒通贸易有限公司 is asked to share, and you will hear.
        bot>bo: 🤝 Ben 想协作你的 恒通贸易（C-1） [同意协作] [婉拒]
        bo! 同意协作
        bot: ✅ Ben 现在协作 恒通贸易（C-1）…
        bot>ben: …
        ben: share ask 13900139000
        bot: You can see 恒通贸易 (C-1) already.
        ben: share ask Nowhere Ltd
        bot: There is no such customer: Nowhere Ltd…
        bo: 加客户 恒通贸易
        bot: …恒通贸易（C-1）…
          - 协作
        ",
    );
}

#[test]
fn the_manager_decides_and_what_was_agreed_to_is_written_down() {
    chat(
        company,
        "
        bo: 加客户 恒通贸易 13900139000
        bot: ✅ …
        dana: 查重规则 客户 上报
        bot: ✅ …
        amy: 加客户 恒通贸易 地区=苏州
        bot: 已经有了。已上报 Chen 决定，有结果会告诉你。
        bot>chen: ⚖️ Amy 想新建客户 恒通贸易，可是已经有了 [同意新建] [让 Amy 协作] [查看] [婉拒]
          | 已有：恒通贸易（C-1），负责人 Bo
        amy: 加客户 恒通贸易 地区=苏州
        bot: 已经有了。已上报 Chen 决定，有结果会告诉你。
        amy: 客户
        bot: 还没有客户…
        chen! 同意新建
        bot: ✅ 已告诉 Amy，可以照样新建。
        bot>amy: 👍 Chen 同意你照样新建。 [照样新建]
        amy! 照样新建
        bot: ✅ 已加客户 恒通贸易（C-2） [查看] [撤销]
          | 地区: 苏州
          | ⚠️ 同事那里已有，照样记下了。
        amy: 撤销
        bot: …
        amy: 同意新建
        bot: …
        chen: 同意新建
        bot: 需要你决定时会发来卡片…
        ben: customer add 恒通贸易
        bot: That is there already. Chen will decide, and you will hear.
        bot>chen: ⚖️ Ben 想新建客户 恒通贸易，可是已经有了
        chen! 婉拒
        bot: 好的，已告诉 Ben。
        bot>ben: Chen said no: 恒通贸易
        ",
    );
}

#[test]
fn leads_are_warned_about_or_blocked_with_whom_to_ask() {
    chat(
        company,
        "
        bo: 加线索 张三 13900139000
        bot: ✅ …
        dana: 查重规则 线索 提醒
        bot: ✅ …
        amy: 加线索 赵六 13900139000
        bot: ✅ 已记下 赵六（L-2）
          | ⚠️ 同事那里已有，照样记下了。
          - 张三
        dana: dups rule leads block
        bot: ✅ …
          | • 线索：拦截，并告诉该问谁
        amy: 加线索 钱七 13900139000
        bot: …
          ~ L-2
        ben: lead add Ann 13900139000
        bot: …
          | Questions? Ask Chen.
          - L-1
        dana: 撤销
        bot: …
        dana: 查重规则
        bot: …
          | • 线索：提醒，照样录入
        dana: 查重规则 默认
        bot: ✅ …
          | • 线索：默认，不让重复录入
        ",
    );
}
