//! Lists by tag, and the org's own fields on cards, in conversation.

use bot_core::domain::customer::Customer;
use bot_core::store::RecordsExt as _;

use crate::world::scenes::{customer, only_follow_ups};
use crate::world::{World, chat};

/// Amy's customer with a column of its own from an import.
async fn imported(w: &World) {
    let amy = w.rep("amy").await;
    w.english("ben").await;
    only_follow_ups(w).await;
    let before = customer(w, "华为技术有限公司", amy).await;
    let mut after: Customer = before.clone();
    after.head.extra.insert("员工数".to_owned(), "2000人以上".into());
    let mut unit = w.begin().await;
    let before = unit.tx().get::<Customer>(before.head.id).await.expect("read").expect("there");
    after.head.n = before.head.n;
    after.head.version = before.head.version;
    unit.tx().save(Some(&before), &after, w.now()).await.expect("saved");
    unit.commit().await.expect("a commit");
}

#[test]
fn lists_are_narrowed_by_a_tag_whole_and_in_any_case() {
    chat(
        imported,
        "
        amy: 加线索 张三 13800138000 标签=重点
        bot: ✅ …
        amy: 加线索 李四 13800138001 标签=重点客户
        bot: ✅ …
        amy: 加线索 王五 13800138002 标签=VIP,急
        bot: ✅ …
        amy: 线索 标签=重点
        bot: 线索 · 重点 [L-1]
          - L-2
        amy: leads tag=vip
        bot: 线索 · vip [L-3]
          - L-1
        amy: 线索 标签=没有的
        bot: …
          - L-1
        ben: leads tag=vip
        bot: …
          - L-3
        amy: 改客户 C-1 标签=大
        bot: ✅ …
        amy: 客户 标签=大
        bot: 客户 · 大 [C-1]
        amy: 客户 标签=小
        bot: …
          - C-1
        amy: C-1
        bot: 华为技术有限公司（C-1）
          | 员工数: 2000人以上
        amy: 客户 2000人
        bot: 客户 · “2000人” [C-1]
        ",
    );
}
