//! Records that are one become one, in conversation.

use bot_core::domain::deal::Deal;
use bot_core::domain::ids::Kind;
use bot_core::domain::record::{Fields, Record as _, of_fields};
use bot_core::store::Page;

use crate::world::scenes::{customer, head, only_follow_ups, save, team};
use crate::world::script::play;
use crate::world::{World, chat, run};

/// Every record of the kinds that a merge touches, without what counts saves.
async fn everything(w: &World) -> Vec<Fields> {
    let mut unit = w.begin().await;
    let mut all = Vec::new();
    for kind in [
        Kind::Customer,
        Kind::Lead,
        Kind::Contact,
        Kind::Deal,
        Kind::Activity,
        Kind::FollowUp,
        Kind::Order,
    ] {
        let page = Page { below: None, limit: 500 };
        for mut row in unit.tx().every(kind, page).await.expect("rows") {
            row.remove("version");
            row.remove("updated_at");
            all.push(row);
        }
    }
    unit.rollback().await;
    all
}

/// Amy with two customers that are one, and what hangs on the second.
const TWO: &str = "
    amy: 加客户 苏州华星科技 级别=B 标签=急 老客户
    bot: ✅ 已加客户 苏州华星科技（C-1）
    amy: 加客户 恒通贸易 13900139000 级别=A 地区=苏州 标签=大 怕冷
    bot: ✅ 已加客户 恒通贸易（C-2）
    amy: 加联系人 C-2 李工 13700137000
    bot: ✅ …
    amy: 新商机 C-2 20台空调 12万
    bot: ✅ …
    amy: 记电话 C-2 聊了价格，嫌贵 下周三再打
    bot: ✅ …
";

#[test]
fn two_customers_become_one_and_one_undo_brings_both_back_exactly() {
    run(async {
        let w = World::new().await;
        w.rep("amy").await;
        only_follow_ups(&w).await;
        play(&w, TWO).await;
        let before = everything(&w).await;
        play(
            &w,
            "
            amy: 合并 C-1 C-2
            bot: 合并：保留 苏州华星科技（C-1），并入 恒通贸易（C-2） [合并] [换另一个保留]
              | 名称: 苏州华星科技
              | 电话: 13900139000 ← C-2
              | 级别: B（不留 C-2 的 A）
              | 地区: 苏州 ← C-2
              | 标签: 急 大
              ~ 怕冷
              | 别名: 恒通贸易 ← C-2
              ~ 商机 1
              ~ 联系人 1
              ~ 跟进记录 1
              ~ 待跟进 1
            amy! 合并
            bot: ✅ 已合并：恒通贸易（C-2） 并入 苏州华星科技（C-1） [查看] [撤销]
              ~ 商机 1
            amy: C-2
            bot: C-2 已并入 苏州华星科技（C-1）。 [查看]
            amy: 看客户 C-2
            bot: C-2 已并入 苏州华星科技（C-1）。
            amy: 找 C-2
            bot: C-2 已并入 苏州华星科技（C-1）。
            amy! 查看
            bot: 苏州华星科技（C-1）
              ~ 李工
              ~ 20台空调
              ~ 嫌贵
            amy: 客户
            bot: 客户 [C-1]
              - C-2
            amy: 看客户 恒通
            bot: 苏州华星科技（C-1）
            amy: 查重 13900139000
            bot: …
              ~ C-1
            amy: 历史 C-1
            bot: …
              ~ 合并
            amy: 合并 C-1 C-2
            bot: C-2 已并入 苏州华星科技（C-1）。
            amy: 撤销
            bot: …合并…苏州华星科技…恒通贸易… [恢复]
            ",
        )
        .await;
        assert_eq!(everything(&w).await, before);
        play(
            &w,
            "
            amy: C-2
            bot: 恒通贸易（C-2）
              ~ 李工
              ~ 20台空调
            amy! 恢复
            bot: …合并…
            amy: C-2
            bot: C-2 已并入 苏州华星科技（C-1）。
            ",
        )
        .await;
    });
}

#[test]
fn a_second_phone_is_kept_and_found_and_what_changed_meanwhile_is_shown_again() {
    chat(
        async |w| {
            w.english("ben").await;
            only_follow_ups(w).await;
        },
        "
        ben: lead add Ann Lee 13800138000 company=Acme
        bot: ✅ …
        ben: lead add Ann Li 13900139000 company=Acme source=referral 20 units
        bot: ✅ …
        ben: qualify L-2
        bot: ✅ …
        ben: merge L-1 L-2
        bot: Merge: Ann Lee (L-1) stays, Ann Li (L-2) goes into it [Merge]
          | Also reached at: 13900139000 ← L-2
          | Source: Referral ← L-2
          | Status: qualified
        ben: lead edit L-1 region=London
        bot: ✅ …
        ben! Merge
        bot: Merge: Ann Lee (L-1) stays, Ann Li (L-2) goes into it [Merge]
          | Something has changed just now, please look again:
          | Region: London
        ben! Merge
        bot: ✅ Merged: Ann Li (L-2) went into Ann Lee (L-1) [Show] [Undo]
        ben: L-2
        bot: L-2 was merged into Ann Lee (L-1). [Show]
        ben: lead add Bea 13900139000
        bot: …
          ~ L-1
        ben: L-1
        bot: Ann Lee (L-1)
          | Also reached at: 13900139000
          | Status: qualified
        ben: undo
        bot: …
        ben: L-2
        bot: Ann Li (L-2)
        ",
    );
}

#[test]
fn what_makes_no_sense_or_is_not_ones_own_is_refused() {
    chat(
        async |w| {
            team(w).await;
            w.admin("dana").await;
            only_follow_ups(w).await;
        },
        "
        amy: 合并 C-1 C-1
        bot: 两边都是 华为技术有限公司（C-1），没有可合并的。例如：合并 C-1 C-2
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: 合并 L-1 C-1
        bot: 线索和客户不能合并。线索变成客户用“转客户”，例如：转客户 L-1
        amy: 合并 C-1 C-3
        bot: 没有找到“C-3”…
        amy: 取消
        bot: …
        amy: 合并 C-1 C-9
        bot: 没有找到“C-9”…
        amy: 取消
        bot: …
        amy: 加线索 李四 13800138001
        bot: ✅ …
        dana: 忘记线索 L-2
        bot: …
        dana! 确认忘记
        bot: ✅ …
        amy: 合并 L-1 L-2
        bot: L-2 已于 …忘记，不能合并。
        ",
    );
}

#[test]
fn a_manager_merges_what_two_have_and_both_are_told() {
    chat(
        async |w| {
            team(w).await;
            only_follow_ups(w).await;
        },
        "
        bo: 新商机 C-3 30台空调 8万
        bot: ✅ …
        chen: 合并 C-2 C-3
        bot: 合并：保留 华威机械（C-2），并入 华星电子（C-3）
          | 负责人: Amy
          | 协作人: Bo ← C-3
        chen! 合并
        bot: ✅ 已合并…
        bot>amy: 🔗 Chen 把 华星电子（C-3） 并入了 华威机械（C-2） [查看]
        bot>bo: 🔗 Chen 把 华星电子（C-3） 并入了 华威机械（C-2） [查看]
        bo: C-3
        bot: C-3 已并入 华威机械（C-2）。
        bo: D-1
        bot: 30台空调（D-1）
          ~ 华威机械
        chen: 撤销
        bot: …
        bot>amy: …
        bot>bo: …
        bo: C-3
        bot: 华星电子（C-3）
        chen! 恢复
        bot: …
        bot>amy: …
        bot>bo: …
        bo: 记电话 C-3 聊了交期
        bot: C-3 已并入 华威机械（C-2）。 [华威机械（C-2）]
        bo! 华威机械（C-2）
        bot: ✅ 已记电话：华威机械（C-2）
        ",
    );
}

#[test]
fn what_a_rep_does_not_see_goes_along_and_comes_back() {
    chat(
        async |w| {
            team(w).await;
            only_follow_ups(w).await;
        },
        "
        chen: 新商机 C-2 秘密项目 9万
        bot: ✅ …
        amy: 合并 C-1 C-2
        bot: 合并：保留 华为技术有限公司（C-1），并入 华威机械（C-2）
          - 商机
          - 秘密
        amy! 合并
        bot: ✅ 已合并…
          - 商机
        chen: D-1
        bot: 秘密项目（D-1）
          ~ 华为
        amy: 撤销
        bot: …合并…
          - 秘密
        chen: D-1
        bot: 秘密项目（D-1）
          ~ 华威
        ",
    );
}

#[test]
fn hundreds_of_deals_come_along_and_go_back_in_one_change() {
    run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        only_follow_ups(&w).await;
        customer(&w, "华星科技", amy).await;
        let other = customer(&w, "恒通贸易", amy).await;
        play(&w, "amy: 新商机 C-2 样品 1万\nbot: ✅ …").await;
        let mut unit = w.begin().await;
        let page = Page { below: None, limit: 1 };
        let first = unit.tx().every(Kind::Deal, page).await.expect("rows").remove(0);
        let first: Deal = of_fields(first).expect("a deal");
        unit.rollback().await;
        assert_eq!(first.customer, Some(other.id()));
        save(&w, (0..600).map(|_| Deal { head: head(&w), ..first.clone() })).await;
        play(
            &w,
            "
            amy: 合并 C-1 C-2
            bot: 合并：…
              ~ 商机 601
            amy! 合并
            bot: ✅ 已合并：恒通贸易（C-2） 并入 华星科技（C-1） [查看] [撤销]
              ~ 商机 601
            amy: D-601
            bot: 样品（D-601）
              ~ 华星科技
            amy: 撤销
            bot: …合并…
              - 样品
            amy: D-1
            bot: 样品（D-1）
              ~ 恒通贸易
            ",
        )
        .await;
    });
}

#[test]
fn own_fields_stand_in_the_preview_of_a_merge() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.admin("dana").await;
            only_follow_ups(w).await;
        },
        "
        dana: 加字段 客户 行业码
        bot: ✅ …
        dana: 加字段 客户 楼层
        bot: ✅ …
        amy: 加客户 苏州华星科技 行业码=A1
        bot: ✅ …
        amy: 加客户 恒通贸易 行业码=B2 楼层=3
        bot: ✅ …
        amy: 合并 C-1 C-2
        bot: … [合并]
          | 行业码: A1（不留 C-2 的 B2）
          | 楼层: 3 ← C-2
        amy! 合并
        bot: ✅ …
        ",
    );
}

#[test]
fn a_call_after_a_merge_stays_where_it_was_put() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
            only_follow_ups(w).await;
        },
        "
        amy: 加客户 苏州华星科技
        bot: ✅ …
        amy: 加客户 恒通贸易
        bot: ✅ …
        amy: 记电话 C-2 问了交货期
        bot: ✅ …
        amy: 合并 C-1 C-2
        bot: …
        amy! 合并
        bot: ✅ … [查看] [撤销]
        chen: 记电话 恒通贸易 聊了价格，嫌贵
        bot: ✅ 已记电话：苏州华星科技（C-1）
        amy: 撤销
        bot: ↩️ 已撤销 合并…
          | 合并之后记上的 1 条留在 苏州华星科技，没有动。
        amy: C-1
        bot: 苏州华星科技（C-1）
          ~ 聊了价格
          - 问了交货期
        amy: C-2
        bot: 恒通贸易（C-2）
          ~ 问了交货期
          - 聊了价格
        ",
    );
}
