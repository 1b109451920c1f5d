//! Who did what and who looked at what, in conversation.

use bot_core::domain::access::{Reach, Scope};
use bot_core::store::AuditFilter;

use crate::world::scenes::{only_follow_ups, team};
use crate::world::{World, chat, run};

/// Amy, Bo and Chen with customers, Ben who reads English, and Dana, who sets up.
async fn company(w: &World) {
    team(w).await;
    w.english("ben").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

#[test]
fn the_log_is_read_by_person_record_kind_and_period() {
    chat(
        company,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        bo: 新商机 华星 20台空调 12万 6月30日
        bot: ✅ 已建商机 20台空调（D-1）
        @2026-03-12T10:00:00+08:00
        bo: D-1 报价
        bot: ✅ …
        amy: 审计
        bot: 你没有这个权限…
        chen: 审计
        bot: 审计
          ~ 3月12日 周四 10:00 · Bo · 推进商机：20台空调（D-1） · test bo
          ~ Amy · 加线索：张三（L-1） · test amy
        chen: 审计 Bo
        bot: 审计 · Bo
          ~ 20台空调（D-1）
          - 张三
        chen: 审计 线索
        bot: 审计 · 线索
          ~ 张三（L-1）
          - D-1
        chen: 审计 D-1 3月12日
        bot: 审计 · D-1
          ~ 推进商机
          - 新建商机
        chen: 审计 昨天
        bot: 审计
          ~ 张三
          - 推进
        chen: 审计 小明
        bot: 没有找到“小明”…
        dana: 改人员 ben 角色=manager
        bot: ✅ …
        bot>ben: …
        ben: audit amy
        bot: Audit · Amy
          ~ lead add: 张三 (L-1)
        ",
    );
}

#[test]
fn looking_at_contact_data_of_others_is_noted_and_ones_own_is_not() {
    chat(
        company,
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        amy: L-1
        bot: 张三（L-1）
        chen: L-1
        bot: 张三（L-1）
        chen#east: L-1
        bot>#east: 张三（L-1）
        dana: 审计 查看
        bot: 审计 · 看过的联系方式
          | • 3月11日 周三 15:30 · Chen · 👁 看了联系方式：张三（L-1） · test chen
          - Amy
        dana: 审计 Chen
        bot: 审计 · Chen
          ~ 👁 看了联系方式：张三（L-1）
        ",
    );
}

#[test]
fn who_leads_is_told_once_a_day_of_much_looking() {
    run(async {
        let w = World::new().await;
        let amy = w.rep("amy").await;
        w.manager("chen").await;
        w.admin("dana").await;
        for i in 0..60 {
            w.say("amy", &format!("加线索 人{i} 138001380{i:02}")).await;
            w.channel.next().expect("an answer");
        }
        let mut told = Vec::new();
        for i in 1..=60 {
            w.say("chen", &format!("L-{i}")).await;
            while let Some(seen) = w.channel.next() {
                if seen.to == "dana" {
                    told.push((i, seen.reply.plain()));
                }
            }
        }
        let [(51, text)] = told.as_slice() else { panic!("{told:?}") };
        assert!(text.contains("Chen") && text.contains("51"), "{text}");
        let mut unit = w.begin().await;
        let scope = Scope::new(amy, Reach::All);
        let looks = unit.tx().audit_looks(&AuditFilter::default(), scope, 100).await;
        assert_eq!(looks.expect("looks").len(), 60);
    });
}
