//! Reports in conversation: the pipeline, what was won.

use bot_core::store::RecordsExt;

use crate::world::scenes::{only_follow_ups, team};
use crate::world::{World, chat};

async fn say(w: &World, who: &str, lines: &[&str]) {
    for line in lines {
        w.say(who, line).await;
        w.channel.next();
    }
}

/// Two deals in needs, one in quotation without an amount, one in dollars; one won by each.
async fn busy(w: &World) {
    team(w).await;
    let amy = [
        "新商机 华威 一期 ¥1,000.01",
        "新商机 华威 二期 ¥0.02",
        "新商机 华为 三期",
        "D-3 报价",
        "新商机 华为 四期 USD 20k",
        "D-4 报价",
        "新商机 华为 五期 30万",
        "D-5 赢单",
    ];
    say(w, "amy", &amy).await;
    say(w, "bo", &["新商机 华星 六期 10万", "D-6 赢单", "新商机 华星 七期 5万"]).await;
}

#[test]
fn an_empty_report_says_so() {
    chat(
        team,
        "
        amy: 漏斗
        bot: 漏斗 · 我的
          ~ 还没有进行中的商机
        amy: 业绩 本月
        bot: 业绩 · 2026年3月 · 我的 [漏斗]
          ~ 还没有赢单
        ",
    );
}

#[test]
fn the_pipeline_adds_up_by_stage_and_currency() {
    chat(
        busy,
        "
        amy: 漏斗
        bot: 漏斗 · 我的 [需求确认] [报价]
          | • 需求确认 20% · 2 个 · ¥1,000.03 · 加权 ¥200.01
          | • 方案递交 40% · 0 个
          | • 报价 60% · 2 个 · ¥0.00 + USD 20,000.00 · 加权 ¥0.00 + USD 12,000.00 · 1 个金额未定
          | 合计 4 个 · ¥1,000.03 + USD 20,000.00 · 加权 ¥200.01 + USD 12,000.00 · 1 个金额未定
        chen: report pipeline
        bot: 漏斗 · 团队
          | • 需求确认 20% · 3 个 · ¥51,000.03 · 加权 ¥10,200.01
        amy! 报价
        bot: 商机 · 报价 [D-4] [D-3]
        ",
    );
}

#[test]
fn what_was_won_is_split_and_adds_up() {
    chat(
        busy,
        "
        chen: 业绩
        bot: 业绩 · 2026年3月 · 团队 [按人] [按产品] [按月]
          | 合计 2 单 · ¥400,000.00
        chen! 按人
        bot: 业绩 · 2026年3月 · 团队
          | 合计 2 单 · ¥400,000.00
          | • Amy · 1 单 · ¥300,000.00 · 75%
          | • Bo · 1 单 · ¥100,000.00 · 25%
        chen: 业绩 2026-Q1 按月
        bot: 业绩 · 2026年第一季度 · 团队
          | • 2026-03 · 2 单 · ¥400,000.00 · 100%
        chen: report won last month by month
        bot: 业绩 · 2026年2月 · 团队
          ~ 还没有赢单
        chen: report won 2026-Q1 by product
        bot: 业绩 · 2026年第一季度 · 团队
          | • 未分产品 · 2 单 · ¥400,000.00 · 100%
        chen: won bo
        bot: 业绩 · 2026年3月 · Bo
          | 合计 1 单 · ¥100,000.00
        amy: 业绩 本月 按人
        bot: 业绩 · 2026年3月 · 我的
          | • Amy · 1 单 · ¥300,000.00 · 100%
          - Bo
        amy: 业绩 bo
        bot: 没看懂“bo”…
        ",
    );
}

#[test]
fn a_long_report_ends_with_more() {
    chat(
        async |w| {
            team(w).await;
            for n in 1..=12 {
                let name = format!("rep{n}");
                let rep = w.rep(&name).await;
                crate::world::scenes::customer(w, &format!("客户{n}公司"), rep).await;
                let open = format!("新商机 C-{} 单{n} 金额={n}000", n + 3);
                let win = format!("D-{n} 赢单");
                say(w, &name, &[&open, &win]).await;
            }
        },
        "
        chen: 业绩 按人
        bot: 业绩 · 2026年3月 · 团队 [更多（还有 2 行）]
          | 合计 12 单 · ¥78,000.00
          | • Rep12 · 1 单 · ¥12,000.00 · 15.4%
          - Rep2 ·
        chen: 更多
        bot: 业绩 · 2026年3月 · 团队
          | • Rep1 · 1 单 · ¥1,000.00 · 1.3%
        ",
    );
}

#[test]
fn reports_speak_english() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            crate::world::scenes::customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        ann: deal open Acme 20 units 120k
        bot: ✅ Opened 20 units (D-1)
        ann: pipeline
        bot: Pipeline · mine
          | • Needs confirmed 20% · 1 deal · ¥120,000.00 · weighted ¥24,000.00
          | In all: 1 deal · ¥120,000.00 · weighted ¥24,000.00
        ann: won D-1
        bot: I did not understand “D-1”… [Won: D-1]
        ann! Won: D-1
        bot: 🎉 Well done! 20 units (D-1) is won: ¥120,000.00
        ann: won this month by person
        bot: Won · March 2026 · mine
          | • Ann · 1 deal · ¥120,000.00 · 100%
        ",
    );
}

#[test]
fn the_months_of_a_report_are_those_of_the_org_wherever_the_reader_is() {
    chat(
        async |w| {
            busy(w).await;
            only_follow_ups(w).await;
            let mut unit = w.begin().await;
            let people = unit.tx().people().await.expect("people");
            let before = people.into_iter().find(|p| p.handle == "amy").expect("amy");
            let mut after = before.clone();
            after.zone = chrono_tz::Tz::America__New_York;
            unit.tx().save(Some(&before), &after, w.now()).await.expect("a person");
            unit.commit().await.expect("a commit");
        },
        "
        @2026-04-01T08:00:00+08:00
        amy: 业绩 上月
        bot: 业绩 · 2026年3月 · 我的
          | 合计 1 单 · ¥300,000.00
        amy: D-1 赢单
        bot: 🎉 …
        amy: 业绩
        bot: 业绩 · 2026年4月 · 我的
          | 合计 1 单 · ¥1,000.01
        ",
    );
}

#[test]
fn a_manager_sees_one_colleagues_and_every_row_says_whose() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["加线索 张三 13800138000"]).await;
            say(w, "bo", &["加线索 李四 13900139000"]).await;
        },
        "
        chen: 漏斗 Bo
        bot: 漏斗 · Bo
          | • 需求确认 20% · 1 个 · ¥50,000.00 · 加权 ¥10,000.00
        chen! 需求确认
        bot: 商机 · 需求确认 · Bo [D-7]
        chen: 漏斗 火星
        bot: 没看懂“火星”…
        amy: 漏斗 bo
        bot: 没看懂“bo”…
        chen: 线索
        bot: 线索…
          ~ L-2 李四 · 新 · Bo
          ~ L-1 张三 · 新 · Amy
        chen: 线索 bo
        bot: 线索…
          ~ L-2 李四
          - L-1
        amy: 线索 bo
        bot: 没有线索符合条件…
          | 线索 · “bo”
        chen: 线索 L-1
        bot: 张三（L-1）
        chen: 客户 bo
        bot: 客户…
          ~ 华星电子
          - 华威
        ",
    );
}

#[test]
fn shares_are_told_where_there_is_one_currency() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["新商机 华为 八期 USD 20k", "D-8 赢单"]).await;
        },
        "
        chen: 业绩 按人
        bot: 业绩 · 2026年3月 · 团队
          | • Amy · 1 单 · ¥300,000.00
          | • Bo · 1 单 · ¥100,000.00
          | • Amy · 1 单 · USD 20,000.00
          - %
        ",
    );
}

#[test]
fn a_period_reads_as_it_is_called() {
    chat(
        async |w| {
            w.english("ann").await;
            w.rep("amy").await;
        },
        "
        ann: report won this month
        bot: Won · March 2026…
        ann: report won 2017-Q1
        bot: Won · Q1 2017…
        amy: 业绩 本季度
        bot: 业绩 · 2026年第一季度…
        amy: 业绩 2017年
        bot: 业绩 · 2017年…
        ",
    );
}

#[test]
fn a_pipeline_of_somebody_unknown_is_hinted_at_in_its_own_words() {
    chat(
        async |w| {
            w.manager("chen").await;
            w.english("ben").await;
        },
        "
        chen: 漏斗 负责人=zoe
        bot: 没看懂“zoe”：可以写你能看到的同事的名字或账号，例如：漏斗 负责人=bo
        ben: report pipeline owner=zoe
        bot: I did not understand “zoe”. Name a colleague whom you may see, such as: report pipeline owner=bo
        ",
    );
}
