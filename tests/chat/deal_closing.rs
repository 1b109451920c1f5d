//! Deals in conversation: won, lost, reopened.

use crate::world::chat;
use crate::world::scenes::{shop_with_deals, team};

#[test]
fn a_won_deal_is_celebrated_and_offers_the_order() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 赢单
        bot: 🎉 恭喜！20台空调（D-1） 赢单了，¥120,000.00 [下单] [查看] [撤销]
        amy: D-1
        bot: 20台空调（D-1） [下单] [重开商机]
          | 阶段: 赢单 · 100%
          | 结束日期: 3月11日 周三
        amy: 赢单 D-1
        bot: 20台空调（D-1） 已经赢单（3月11日 周三）… [重开商机]
        amy: 推进 D-1 报价
        bot: 20台空调（D-1） 已经赢单…
        amy: 输单 D-1 价格
        bot: 20台空调（D-1） 已经赢单…
        amy! 重开商机
        bot: ✅ 已重开 20台空调（D-1），回到 需求确认 · 20%
        amy: D-1 赢单 11.8万
        bot: 🎉 恭喜！20台空调（D-1） 赢单了，¥118,000.00
        amy: 撤销
        bot: ↩️ 已撤销 赢单：20台空调
        amy: D-1
        bot: 20台空调（D-1）
          | 金额: ¥120,000.00
          | 阶段: 需求确认 · 20%
        amy: 新商机 华为 配件
        bot: ✅ 已建商机 配件（D-2）
        amy: 赢单了 D-2
        bot: 🎉 恭喜！配件（D-2） 赢单了。金额还没填…
        ",
    );
}

#[test]
fn a_deal_is_won_on_the_day_of_the_org() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        @2026-03-31T23:59:00+08:00
        amy: D-1 赢单
        bot: 🎉 恭喜！20台空调（D-1） 赢单了，¥120,000.00
        @2026-04-01T00:01:00+08:00
        amy: 业绩 上月
        bot: 业绩 · 2026年3月 · 我的
          | 合计 1 单 · ¥120,000.00
        amy: 业绩
        bot: 业绩 · 2026年4月 · 我的
          ~ 还没有赢单
        ",
    );
}

#[test]
fn a_lost_deal_wants_a_reason() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？ [价格] [竞争对手] [无预算] [无需求] [时机] [其他]
        amy! 竞争对手
        bot: 已记为输单：20台空调（D-1），竞争对手 [撤销] [重开商机]
        amy: 撤销
        bot: ↩️ 已撤销 输单：20台空调
        amy: 输单 D-1 竞争对手 对方便宜
        bot: 已记为输单：20台空调（D-1），竞争对手 · 对方便宜
        amy: D-1
        bot: 20台空调（D-1） [重开商机]
          | 阶段: 输单 · 0%
          | 原因: 竞争对手 · 对方便宜
        amy: 重开商机 D-1
        bot: ✅ 已重开 20台空调（D-1），回到 报价 · 60%
        amy: 重开商机 D-1
        bot: 20台空调（D-1） 还在进行中：报价，不用重开。
        amy: D-1
        bot: 20台空调（D-1）
          - 竞争对手
          - 结束日期
        amy: 推进 D-1 输单 太贵了
        bot: 已记为输单：20台空调（D-1），价格 · 太贵了
        amy: 撤销
        bot: ↩️ 已撤销 输单：20台空调
        amy: 推进 D-1 输单
        bot: 20台空调（D-1） 为什么输单？… [其他]
        amy: 价格 太贵了
        bot: 已记为输单：20台空调（D-1），价格 · 太贵了
        ",
    );
}

#[test]
fn a_deal_is_lost_and_reopened_in_english() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            crate::world::scenes::customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        ann: new deal Acme 20 units 120k
        bot: ✅ Opened 20 units (D-1)
        ann: D-1 lost no budget frozen until May
        bot: Noted as lost: 20 units (D-1), No budget · frozen until May
        ann: lose D-1 price
        bot: 20 units (D-1) is closed (Lost, Wed 11 Mar)… [Reopen]
        ann: deal list lost
        bot: Deals · lost
          ~ D-1 20 units
          | 1 deal in all · ¥120,000.00
        ann: D-1 reopen
        bot: ✅ Reopened 20 units (D-1), back to Needs confirmed · 20%
        ann: win D-1
        bot: 🎉 Well done! 20 units (D-1) is won: ¥120,000.00
        ",
    );
}

#[test]
fn a_reason_in_ones_own_words_is_kept() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            crate::world::scenes::customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？ [其他]
        amy: 对方便宜
        bot: 已记为输单：20台空调（D-1），其他 · 对方便宜
        amy: 重开商机 D-1
        bot: ✅ 已重开 20台空调（D-1）…
        amy: 输单 D-1 老板换人了
        bot: 已记为输单：20台空调（D-1），其他 · 老板换人了
        amy: 重开商机 D-1
        bot: ✅ 已重开 20台空调（D-1）…
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？ [其他]
        amy! 其他
        bot: 具体是什么原因？几个字就行。 [不写了]
        amy: 老板换人
        bot: 已记为输单：20台空调（D-1），其他 · 老板换人
        amy: 重开商机 D-1
        bot: ✅ 已重开 20台空调（D-1）…
        amy: 输单 D-1 其他
        bot: 具体是什么原因？几个字就行。 [不写了]
        amy! 不写了
        bot: 已记为输单：20台空调（D-1），其他
        ann: new deal Acme 20 units 120k
        bot: ✅ Opened 20 units (D-2)
        ann: lose D-2
        bot: Why was 20 units (D-2) lost? [Other]
        ann: they bought elsewhere
        bot: Noted as lost: 20 units (D-2), Other · they bought elsewhere
        ",
    );
}

#[test]
fn what_a_closed_deal_counts_for_is_only_for_those_who_confirm_orders() {
    chat(
        team,
        "
        amy: 新商机 华威 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: D-1 赢单
        bot: 🎉 恭喜！20台空调（D-1） 赢单了，¥120,000.00
        amy: D-1 金额=1万
        bot: 20台空调（D-1） 已经赢单（3月11日 周三），金额、客户和日期不能再改… [重开商机]
        amy: D-1 客户=华为
        bot: 20台空调（D-1） 已经赢单…
        amy: D-1 预计成交=6月30日
        bot: 20台空调（D-1） 已经赢单…
        amy: D-1 备注=很满意
        bot: ✅ 已改 20台空调（D-1）
        chen: D-1 金额=11万
        bot>chen: ✅ 已改 20台空调（D-1）
          | 金额: ¥120,000.00 → ¥110,000.00
        bot>amy: Chen 改了你的商机 20台空调（D-1）：金额 ¥120,000.00 → ¥110,000.00 [查看]
        amy: 新商机 华威 配件
        bot: ✅ 已建商机 配件（D-2）
        amy: D-2 赢单
        bot: 🎉 恭喜！配件（D-2） 赢单了。金额还没填…
        amy: D-2 金额=2万
        bot: ✅ 已改 配件（D-2）
        ",
    );
}

#[test]
fn whose_deal_it_is_hears_what_others_do_with_it() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            w.manager("chen").await;
            crate::world::scenes::customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        ann: new deal Acme 20 units 120k
        bot: ✅ Opened 20 units (D-1)
        chen: D-1 报价
        bot>chen: ✅ 20 units（D-1）：需求确认 → 报价 · 60%
        bot>ann: Chen moved your deal 20 units (D-1): Needs confirmed → Quotation · 60% [Show]
        chen: D-1 输单 价格
        bot>chen: 已记为输单：20 units（D-1），价格
        bot>ann: Chen noted your deal 20 units (D-1) as lost: Price [Show]
        chen: 重开 D-1
        bot>chen: ✅ 已重开 20 units（D-1）…
        bot>ann: Chen reopened your deal 20 units (D-1), back to Quotation · 60%
        chen: D-1 赢单
        bot>chen: 🎉 恭喜！20 units（D-1） 赢单了，¥120,000.00
        bot>ann: 🎉 Chen noted your deal 20 units (D-1) as won: ¥120,000.00
        ",
    );
}

#[test]
fn who_won_instead_is_kept_while_the_reason_is_asked_for() {
    chat(
        shop_with_deals,
        "
        amy: 推进 D-1 输单 竞争对手=格力
        bot: … [价格] [竞争对手]
        amy! 价格
        bot: …
          ~ 格力
        amy: D-1
        bot: 空调（D-1）
          | 竞争对手: 格力
        amy: 输单 D-2 竞争对手=美的 价格 太贵
        bot: …
          ~ 美的
        amy: D-2
        bot: 改造（D-2）
          | 竞争对手: 美的
          | 原因: 价格 · 太贵
        ",
    );
}
