//! Who works here, in conversation: roles, working along, leaving, standing in.

use bot_core::domain::access::Reach;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;

use super::deal::team;
use crate::world::{World, chat};

/// Amy, Bo and Chen with customers, Ben who reads English, and Dana, who sets up.
async fn company(w: &World) {
    team(w).await;
    w.english("ben").await;
    w.admin("dana").await;
}

#[test]
fn a_role_of_the_org_says_what_is_seen_kind_by_kind() {
    chat(
        async |w| {
            company(w).await;
            let mut org = w.org.clone();
            org.roles.0[0].reach.kinds.insert(Kind::Customer, Reach::Team);
            let mut unit = w.begin().await;
            unit.tx().save_org(&org).await.expect("saved");
            unit.commit().await.expect("a commit");
            w.person("fei", "finance", Lang::Zh).await;
        },
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 客户
        bot: 客户
          ~ 华星电子
        amy: 看客户 华星
        bot: 华星电子（C-3）
          | 负责人: Bo
          - D-1
        amy: 看商机 D-1
        bot: 没有找到“D-1”…
        fei: 看商机 D-1
        bot: 20台空调（D-1）
        fei: D-1 赢单
        bot: 你没有这个权限…
        ",
    );
}

#[test]
fn who_works_along_sees_and_logs_and_does_nothing_else() {
    chat(
        company,
        "
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1
        bot: 没有找到“D-1”…
        bo: 协作 D-1 Amy
        bot: ✅ Amy 现在协作 20台空调（D-1）：能看、能记跟进。 [撤销] [结束协作]
        bot>amy: 🤝 Bo 请你协作 20台空调（D-1）：你能看、能记跟进。 [查看]
        amy! 查看
        bot: 20台空调（D-1）
          | 负责人: Bo
          | 协作人: Amy
        amy: 商机
        bot: 商机
          ~ 20台空调
          ~ Bo
        amy: 记电话 D-1 客户要看样品
        bot: ✅ …
        amy: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）…
        amy: D-1 输单 价格
        bot: 你是 20台空调（D-1） 的协作人：能看、能记跟进、能定下次…
        amy: 改商机 D-1 金额=1
        bot: 你是 20台空调（D-1） 的协作人…
        amy: 协作 D-1 Ben
        bot: 你是 20台空调（D-1） 的协作人…
        amy: 漏斗
        bot: …
          - 120,000
        bo: 协作 D-1 Amy
        bot: Amy 已经能看 20台空调（D-1） 了。
        bo: D-1 协作 小明
        bot: 没有找到“小明”…
        bo: 历史 D-1
        bot: …
          ~ 协作人 — → Amy
        bo: 取消协作 D-1 Amy
        bot: ✅ Amy 不再协作 20台空调（D-1）。 [撤销]
        amy: D-1
        bot: 没有找到“D-1”…
        bo: 撤销
        bot: …
        amy: D-1
        bot: 20台空调（D-1）
        ",
    );
}

#[test]
fn a_customer_is_shared_in_english_too() {
    chat(
        company,
        "
        bo: share 华星 Ben and Amy
        bot: ✅ Ben、Amy 现在协作 华星电子（C-3）：能看、能记跟进。
        bot>ben: 🤝 Bo asks you to work along on 华星电子 (C-3)…
        bot>amy: 🤝 …
        ben: customer list
        bot: Customers
          ~ 华星电子
        ben: customer edit C-3 level=A
        bot: You work along on 华星电子 (C-3)…
        ben: log call 华星 talked about samples
        bot: ✅ …
        ",
    );
}
