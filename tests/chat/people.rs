//! Who works here, in conversation: roles, working along, leaving, standing in.

use bot_core::domain::access::Reach;
use bot_core::domain::ids::Kind;
use bot_core::domain::people::Lang;

use crate::world::scenes::team;
use crate::world::{World, chat, run};

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

#[test]
fn teams_are_a_tree_that_an_admin_shapes() {
    chat(
        company,
        "
        amy: 加团队 上海组 上级=华东
        bot: 你没有这个权限…
        dana: 加团队 上海组 上级=华东
        bot: ✅ 已加团队 上海组，在 华东 下面 [撤销] [团队]
        dana: 加团队 中国
        bot: ✅ 已加团队 中国
        dana: 加团队 上海组
        bot: 已经有“上海组”这个团队了。
        dana: 移团队 华东 中国
        bot: ✅ 华东 移到了 中国 下面
        dana: 移团队 中国 上海组
        bot: 上海组 在 中国 下面（或就是它），不能这样移。
        dana: 团队改名 华东 华东一区
        bot: ✅ 华东 改名为 华东一区 [撤销]
        dana: 改人员 Amy 团队=上海组
        bot: ✅ 已改 Amy [撤销]
          | 团队: 华东一区 → 上海组
        bot>amy: Dana 改了你的设置：
          | 团队: 华东一区 → 上海组
        amy: 团队
        bot: 团队（3）
          | • 中国
          | • 　华东一区: Chen · Ben · Bo · Dana
          | • 　　上海组: Amy
        chen: 客户
        bot: 客户
          ~ 华为
        dana: 移团队 华东一区 顶层
        bot: ✅ 华东一区 移到了最上层
        dana: 撤销
        bot: ↩️ 已撤销 移团队：华东一区 [恢复]
        ",
    );
}

#[test]
fn roles_are_given_by_an_admin_and_admins_come_from_the_console_only() {
    chat(
        company,
        "
        dana: 人员
        bot: 人员（5） [Amy] [Bo]
          | • Amy @amy · 销售 · 华东
        ben: people chen
        bot: People (1)
          | • Chen @chen · manager · 华东
        dana: 改人员 Bo 角色=rep,财务 语言=en
        bot: ✅ 已改 Bo
          | 角色: 销售 → 销售 · 财务
        bot>bo: Dana changed your settings:
        bo: 客户
        bot: Customers
          ~ 华为
        dana: 改人员 Bo 角色=admin
        bot: 管理员不能在聊天里设置或邀请…
        dana: 邀请 admin
        bot: 管理员不能在聊天里设置或邀请…
        dana: 改人员 dana 角色=rep
        bot: Dana 是最后一位管理员，不能去掉。
        dana: 改人员 Bo 角色=国王
        bot: 没有“国王”这个角色。可以是：…
        dana: 改人员 Bo
        bot: Bo 没有变化…
        chen: 改人员 Bo 角色=rep
        bot: 你没有这个权限…
        ",
    );
}

#[test]
fn open_invites_are_listed_and_revoked() {
    run(async {
        let w = World::new().await;
        w.admin("dana").await;
        let code = async |text: &str| {
            w.say("dana", text).await;
            let said = w.channel.next().expect("an answer").reply.plain();
            let code =
                said.rsplit("/start ").next().and_then(|rest| rest.split_whitespace().next());
            code.expect("a code").to_owned()
        };
        let (first, second) = (code("邀请 rep 华东").await, code("邀请 finance").await);
        let (third, fourth) = (code("邀请 rep").await, code("绑定账号").await);
        let told = async |who: &str, text: &str| {
            w.say(who, text).await;
            w.channel.next().expect("an answer").reply.plain()
        };
        let list = told("dana", "邀请列表").await;
        assert!(list.starts_with("还有效的邀请码（4）"), "{list}");
        assert!(list.contains("销售 · 华东 · Dana") && !list.contains(&first), "{list}");
        assert!(told("dana", &format!("作废邀请 {first}")).await.starts_with("✅"));
        assert!(told("dana", &format!("作废邀请 {first}")).await.starts_with("没有这个邀请码"));
        w.press("dana", "作废 1").await;
        let revoked = w.channel.next().expect("an answer").reply.plain();
        assert!(revoked.starts_with("✅ 邀请码已作废"), "{revoked}");
        let welcome = async |who: &str, code: &str| told(who, &format!("/start {code}")).await;
        assert!(welcome("eve", &first).await.starts_with("这个邀请码不对"));
        let open = [&second, &third, &fourth];
        let mut in_with = 0;
        for (code, who) in open.into_iter().zip(["fay", "gus", "hal"]) {
            in_with += usize::from(welcome(who, code).await.contains("测试公司"));
        }
        assert_eq!(in_with, 2, "one of the three was revoked by its button");
    });
}

#[test]
fn one_person_talks_from_several_accounts() {
    run(async {
        let w = World::new().await;
        w.rep("amy").await;
        let told = async |who: &str, text: &str| {
            w.say(who, text).await;
            w.channel.next().expect("an answer").reply.plain()
        };
        let said = told("amy", "绑定账号").await;
        let code = said.rsplit("/start ").next().and_then(|rest| rest.split_whitespace().next());
        assert!(told("amy", "解绑 amy").await.starts_with("这是你唯一的账号"));
        let welcome = told("amy2", &format!("/start {}", code.expect("a code"))).await;
        assert!(welcome.contains("Amy"), "{welcome}");
        assert!(told("amy2", "我").await.starts_with("Amy · 测试公司"));
        let accounts = told("amy", "我的账号").await;
        assert!(accounts.starts_with("你绑定的账号（2）"), "{accounts}");
        assert!(told("amy", "解绑 amy2").await.starts_with("✅ 已解绑"));
        assert!(told("amy2", "我").await.starts_with("你好！"));
        assert!(told("amy", "我").await.starts_with("Amy · 测试公司"));
    });
}
