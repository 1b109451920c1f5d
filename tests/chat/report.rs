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
    only_follow_ups(w).await;
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

#[test]
fn what_is_overdue_is_counted_by_person_and_opened_from_there() {
    chat(
        async |w| {
            busy(w).await;
            let amy = ["下次 D-1 明天9点 送样品", "下次 D-3 明天 回电话", "D-2 预计成交=3月12日"];
            say(w, "amy", &amy).await;
            say(w, "bo", &["下次 D-7 明天8点30分 报价"]).await;
        },
        "
        amy: 逾期
        bot: 逾期 · 我的 [今天]
          | 没有逾期的跟进 👍
        chen: report overdue
        bot: 逾期 · 团队
          ~ 没有逾期的跟进
        @2026-03-12T08:30:00+08:00
        bot>bo: ⏰ …
        @2026-03-12T09:00:00+08:00
        bot>amy: ⏰ …
        @2026-03-13T08:30:00+08:00
        chen: 逾期
        bot: 逾期 · 团队 [Amy] [Bo] [过期商机]
          | 逾期的跟进 3 条
          | • Amy · 2 条
          | • Bo · 1 条
          | 另有 1 个商机过了预计成交日，还没有结果
        chen! 过期商机
        bot: 商机 · 3月13日 周五之前成交 [D-2]
        chen! Amy
        bot: 逾期 · Amy [F-1] [F-2] [过期商机]
          | 逾期的跟进 2 条
          ~ 送样品 · 一期
        bo: 逾期
        bot: 逾期 · 我的 [F-3]
          | 逾期的跟进 1 条
          - F-1
        bo: 逾期 amy
        bot: 没看懂“amy”…
        ",
    );
}

#[test]
fn stale_deals_are_those_without_a_valid_activity_for_long() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["D-1 记电话 聊了空调的价格"]).await;
            w.at("2026-03-16T10:00:00+08:00");
            say(w, "amy", &["D-2 记电话 聊了配件的价格"]).await;
            w.at("2026-03-19T15:00:00+08:00");
        },
        "
        amy: 停滞
        bot: 停滞商机 · 我的 [需求确认] [从未跟进]
          | 太久没有有效跟进的商机 1 个
          | • 需求确认（满 7 天） · 1 个 · ¥1,000.01
          | 从未有过有效跟进的商机 2 个
        amy! 需求确认
        bot: 商机 · 需求确认 · 停滞 [D-1]
          ~ 1 个 · ¥1,000.01
        chen: 停滞 bo
        bot: 停滞商机 · Bo [从未跟进]
          | 没有停滞的商机 👍
        chen! 从未跟进
        bot: 商机 · 从未跟进 · Bo [D-7]
        bo: 停滞 amy
        bot: 没看懂“amy”…
        ",
    );
}

#[test]
fn activities_are_counted_by_person_and_way() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["D-1 记电话 聊了空调的价格", "D-1 记拜访 看了现场的位置"]).await;
            say(w, "bo", &["D-7 记电话 嗯"]).await;
        },
        "
        chen: 活动
        bot: 活动 · 2026-03-09 – 2026-03-15 · 团队 [Amy] [Bo]
          | 合计 3 次（有效 2）
          | • Amy · 2 次（有效 2） · 电话 1 · 拜访 1
          | • Bo · 1 次（有效 0） · 电话 1
        chen! Amy
        bot: 活动 · 2026-03-09 – 2026-03-15 · Amy [D-1]
          | 2 次（有效 2） · 电话 1 · 拜访 1
          ~ 看了现场的位置
          ~ 聊了空调的价格
        bo: 活动 本周
        bot: 活动 · 2026-03-09 – 2026-03-15 · 我的
          - Amy
        bo: 活动 上月
        bot: 活动 · 2026年2月 · 我的
          ~ 还没有跟进记录
        bo: report activity amy
        bot: 没看懂“amy”…
        ",
    );
}

#[test]
fn the_forecast_weighs_open_deals_by_month_and_adds_what_was_won() {
    chat(
        async |w| {
            busy(w).await;
            let amy = ["D-1 预计成交=4月20日", "D-2 预计成交=4月30日", "新商机 华为 八期 50万 4月1日", "D-8 输单 价格"];
            say(w, "amy", &amy).await;
        },
        "
        amy: 预测
        bot: 预测 · 2026-03-01 – 2026-05-31 · 我的 [已赢单] [2026年4月] [没有预计成交日]
          | 合计预测 ¥300,200.01（已赢的，加上在谈的按赢率折算）
          | • 2026年3月 · ¥300,000.00 · 已赢 1 单 ¥300,000.00
          | • 2026年4月 · ¥200.01 · 在谈 2 个 ¥1,000.03
          | • 没有预计成交日 · ¥0.00 + USD 12,000.00 · 在谈 2 个 ¥0.00 + USD 20,000.00 · 1 个金额未定
        amy! 2026年4月
        bot: 商机 · 2026年4月 [D-2] [D-1]
          ~ 2 个 · ¥1,000.03
        amy: report forecast 2026-05
        bot: 预测 · 2026年5月 · 我的 [更早]
        ",
    );
}

#[test]
fn conversion_counts_how_far_deals_ever_got() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["D-3 需求确认", "D-4 输单 价格"]).await;
        },
        "
        amy: 转化率 本月
        bot: 转化率 · 2026年3月 · 我的 [需求确认] [方案递交] [报价] [合同签署] [赢单]
          | 新商机 5 个，赢了 1 个（20%）。各阶段走到过的：
          | • 需求确认 · 5 个 · 100%
          | • 方案递交 · 3 个 · 60%
          | • 报价 · 3 个 · 100%
          | • 合同签署 · 1 个 · 33.3%
          | • 赢单 · 1 个 · 100%
        amy! 报价
        bot: 商机 · 走到过报价 · 2026年3月 新建 [D-5] [D-4] [D-3]
        chen: report funnel this month bo
        bot: 转化率 · 2026年3月 · Bo
          | 新商机 2 个，赢了 1 个（50%）。各阶段走到过的：
        ",
    );
}

#[test]
fn the_win_rate_says_how_long_deals_took() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "amy", &["D-1 输单 价格"]).await;
            w.at("2026-03-20T10:00:00+08:00");
            say(w, "amy", &["D-2 赢单"]).await;
        },
        "
        chen: 赢单率
        bot: 赢单率 · 2026年3月 · 团队 [Amy] [Bo] [已赢单] [已输单]
          | 合计 赢 3 · 输 1 · 赢单率 75% · 平均 3 天成交
          | • Amy · 赢 2 · 输 1 · 赢单率 66.7% · 平均 5 天成交
          | • Bo · 赢 1 · 输 0 · 赢单率 100% · 平均 0 天成交
        chen! Amy
        bot: 赢单率 · 2026年3月 · Amy [已赢单] [已输单]
        chen! 已输单
        bot: 商机 · 已输单 · 2026年3月 · Amy [D-1]
          - D-2
        bo: win rate last month
        bot: 赢单率 · 2026年2月 · 我的 [漏斗]
        ",
    );
}

#[test]
fn new_leads_are_told_by_source_with_what_became_of_them() {
    chat(
        async |w| {
            busy(w).await;
            let amy = [
                "加线索 张三 13800138001 来源=展会",
                "加线索 李四 13800138002 来源=展会",
                "加线索 王五 13800138003",
                "转客户 L-1 商机=空调 金额=1万",
                "D-8 赢单",
                "丢线索 L-2 无需求",
            ];
            say(w, "amy", &amy).await;
        },
        "
        amy: 线索报表
        bot: 新线索 · 2026年3月 · 我的 [已转客户] [已丢] [已赢单] [展会] [来源不明]
          | 合计 3 条 · 转客户 1（33.3%）· 赢单 1 · 丢 1
          | • 展会 · 2 条 · 转客户 1（50%）· 赢单 1 · 丢 1
          | • 来源不明 · 1 条 · 转客户 0（0%）· 赢单 0 · 丢 0
        amy! 展会
        bot: 线索 · 展会 · 2026年3月 [L-2] [L-1]
        bo: report leads
        bot: 新线索 · 2026年3月 · 我的
          ~ 没有新线索
          ~ 记一条
        ",
    );
}

#[test]
fn what_was_won_opens_its_deals_and_is_held_against_the_year_before() {
    chat(
        async |w| {
            busy(w).await;
            say(w, "chen", &["改客户 C-2 地区=苏州"]).await;
            w.at("2027-03-10T10:00:00+08:00");
            say(w, "amy", &["新商机 华威 九期 20万", "D-8 赢单"]).await;
        },
        "
        chen: 业绩
        bot: 业绩 · 2027年3月 · 团队 [按人] [按团队] [按产品] [按地区] [按来源] [按月] [看商机]
          | 合计 1 单 · ¥200,000.00
          | 去年同期 2 单 · ¥400,000.00 · -50%
        chen! 看商机
        bot: 商机 · 已赢单 · 2027年3月 [D-8]
          ~ 1 个 · ¥200,000.00
        chen: 业绩 2026-03-01..2027-04-01 按地区
        bot: 业绩 · 2026-03-01 – 2027-03-31 · 团队 [未填地区] [苏州]
          | • 未填地区 · 2 单 · ¥400,000.00 · 66.7%
          | • 苏州 · 1 单 · ¥200,000.00 · 33.3%
        chen! 未填地区
        bot: 商机 · 已赢单 · 2026-03-01 – 2027-03-31 · 未填地区 [D-6] [D-5]
          ~ 2 个 · ¥400,000.00
        ",
    );
}
