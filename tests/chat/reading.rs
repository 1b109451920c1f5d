//! How fields and times are read: what is said in two ways is asked, nothing is lost unseen.

use crate::world::chat;
use crate::world::scenes::{customer, products, team, with_phone};

#[test]
fn of_a_range_of_amounts_the_person_says_which_end_it_is() {
    chat(
        team,
        "
        amy: 新商机 华为 50万-60万 空调
        bot: “50万-60万”可以有几种理解，“金额”按哪个记？点一下，或直接发。 [500,000] [600,000]
          ~ 名称 空调
        amy! 600,000
        bot: ✅ 已建商机 空调（D-1）
          | 金额: ¥600,000.00
        amy: 改商机 D-1 金额=10到20万左右
        bot: “10到20万左右”可以有几种理解，“金额”按哪个记？点一下，或直接发。 [100,000] [200,000]
        amy: 15万
        bot: ✅ 已改 空调（D-1）
          | 金额: ¥600,000.00 → ¥150,000.00
        amy: D-1 赢单 金额=USD 50k~60k
        bot: “USD 50k~60k”可以有几种理解，“金额”按哪个记？点一下，或直接发。 [USD 50,000.00] [USD 60,000.00]
        amy! USD 50,000.00
        bot: 🎉 恭喜！空调（D-1） 赢单了，USD 50,000.00 [下单]
        chen: 加产品 X1 泵 单价=3000-3500
        bot: “3000-3500”可以有几种理解，“单价”按哪个记？点一下，或直接发。 [¥3,000.00] [¥3,500.00]
        chen! ¥3,000.00
        bot: ✅ 已加产品 …
        ",
    );
}

#[test]
fn a_range_in_english_and_an_amount_that_is_part_of_a_name() {
    chat(
        async |w| {
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        ann: deal open Acme between 50k and 60k pumps
        bot: “between 50k and 60k” can be more than one thing. Which Amount is it? Tap, or send it. [50,000] [60,000]
        ann! 50,000
        bot: ✅ Opened pumps (D-1)
          | Amount: ¥50,000.00
        ann: deal open Acme 100k users project 20k
        bot: ✅ Opened 100k users project (D-2)
          | Amount: ¥20,000.00
        ann: deal open Acme the 500k tender 450k
        bot: ✅ Opened the 500k tender (D-3)
          | Amount: ¥450,000.00
        ann: deal open Acme 12k pumps, freight 1k
        bot: “12k pumps, freight 1k” can be more than one thing. Which Amount is it? Tap, or send it. [12,000] [1,000]
        ann! 12,000
        bot: ✅ Opened 12k pumps, freight 1k (D-4)
          | Amount: ¥12,000.00
        ",
    );
    chat(
        team,
        "
        amy: 新商机 华为 五十万的单子 48万
        bot: ✅ 已建商机 五十万的单子（D-1）
          | 金额: ¥480,000.00
        amy: 新商机 华为 五十万的单子
        bot: ✅ 已建商机 的单子（D-2）
        ",
    );
}

#[test]
fn of_two_days_the_person_chooses_and_a_time_belongs_to_the_day_before_it() {
    chat(
        team,
        "
        amy: 新商机 华为 空调
        bot: ✅ 已建商机 空调（D-1）
        amy: 下次 D-1 明天或后天 送样品
        bot: “明天或后天”可以有几种理解，“时间”按哪个记？点一下，或直接发。 [3月12日 周四] [3月13日 周五]
        amy! 3月13日 周五
        bot: ✅ 已安排 送样品（F-1）
          | 时间: 3月13日 周五
        amy: 改期 F-1 周四或周五下午3点
        bot: “周四或周五下午3点”可以有几种理解… [3月12日 周四 15:00] [3月13日 周五 15:00]
        amy! 3月12日 周四 15:00
        bot: ⏰ 送样品（F-1） 改到 3月12日 周四 15:00
        amy: 下次 D-1 周五送样品 下周一到货
        bot: “周五送样品 下周一”可以有几种理解… [3月13日 周五] [3月16日 周一]
        amy! 3月13日 周五
        bot: ✅ 已安排 周五送样品 下周一到货（F-2）
        amy: 改商机 D-1 预计成交=6月3日-5日
        bot: “6月3日-5日”可以有几种理解，“预计成交”按哪个记？… [6月3日 周三] [6月5日 周五]
        amy: 6月4日
        bot: ✅ 已改 空调（D-1）
        amy: 下次 D-1 周五 再谈价格 10点
        bot: ✅ 已安排 再谈价格（F-3）
          | 时间: 3月13日 周五 10:00
        amy: 下次 F-3 下周一
        bot: ⏰ 再谈价格（F-3） 改到 3月16日 周一
        amy: 下次 F-3 下周二 签合同
        bot: ⏰ 签合同（F-3） 改到 3月17日 周二
        amy: 下次 F-3
        bot: 签合同（F-3） 改到什么时候？… [明天]
        ",
    );
}

#[test]
fn what_happened_is_kept_and_the_next_step_is_asked_where_it_is_not_clear() {
    chat(
        async |w| {
            let amy = w.rep("amy").await;
            let ben = w.english("ben").await;
            with_phone(w, amy, "华星电子", None).await;
            with_phone(w, ben, "Acme Trading", None).await;
        },
        "
        amy: 记电话 华星 聊了价格 明天或后天再打
        bot: ✅ 已记电话：华星电子（C-1） [3月12日 周四] [3月13日 周五] [撤销]
          | 下次是哪个时间？点一下就安排：
        amy! 3月13日 周五
        bot: ✅ 已安排 再打（F-1）
        amy: 记电话 华星 客户要资料，明天发报价，下周三再打
        bot: ✅ 已记电话：华星电子（C-1） [3月12日 周四 发报价] [3月18日 周三 再打] [撤销]
        amy! 3月12日 周四 发报价
        bot: ✅ 已安排 发报价（F-2）
        amy: 记电话 华星 聊了 下周三再打，上午10点
        bot: ✅ 已记电话：华星电子（C-1）
          | 下次: 3月18日 周三 10:00 · 再打（F-3）
        amy: 记电话 华星 又聊了 下周三 再打 10点
        bot: ✅ 已记电话：华星电子（C-1）
          | 下次: 3月18日 周三 10:00 · 再打（F-4）
        ben: log call Acme nice talk, call again next Wed, 10am
        bot: ✅ Logged call: Acme Trading (C-2)
          | Next step: Wed 18 Mar 10:00 · call again (F-5)
        ben: log call Acme talked, will call Thu or Fri
        bot: ✅ Logged call: Acme Trading (C-2) [Thu 12 Mar] [Fri 13 Mar]
        amy: 加线索 张三 13900139000
        bot: ✅ 已记下 张三（L-1）
        amy: 已联系 L-1 聊过，明天下午3点再打
        bot: ✅ 张三（L-1）：已联系 [合格] [撤销]
          | 备注: 聊过，明天下午3点再打
          | 下次: 3月12日 周四 15:00 · 再打（F-6）
        amy: 合格 L-1 预算够，周四或周五去拜访
        bot: ✅ 张三（L-1）：合格 [3月12日 周四] [3月13日 周五]
        ",
    );
}

#[test]
fn every_phone_is_kept_however_it_is_written() {
    chat(
        team,
        "
        amy: 加线索 李四 电话=139 0013 9009 空调
        bot: ✅ 已记下 李四（L-1）
          | 电话: 139 0013 9009
          | 需求: 空调
        amy: 加线索 王五 021-5888 8888 转 801
        bot: ✅ 已记下 王五（L-2）
          | 电话: 021-5888 8888 转 801
          - 需求
        amy: 加线索 13900139011 13900139012 赵六 20台空调
        bot: ✅ 已记下 赵六（L-3）
          | 电话: 13900139011
          | 需求: 20台空调 13900139012
          | 另有电话 13900139012，记在“需求”里。
        amy: 加联系人 华为 李工 电话=0755-8888 6666 ext. 12 13700137001
        bot: ✅ 已加联系人 李工（K-1）…
          | 电话: 0755-8888 6666 ext. 12
          | 备注: 13700137001
          ~ 另有电话 13700137001
        ",
    );
}

#[test]
fn a_value_by_name_goes_on_while_it_is_one() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            customer(w, "Acme Trading Ltd", ann).await;
        },
        "
        amy: 新商机 华为 空调 12万
        bot: ✅ 已建商机 空调（D-1）
        amy: 改商机 D-1 金额=USD 20k 预计成交=next Wed
        bot: ✅ 已改 空调（D-1）
          | 金额: ¥120,000.00 → USD 20,000.00
          | 预计成交: 空 → 3月18日 周三
        amy: 改商机 D-1 备注=很急 要快 15万
        bot: ✅ 已改 空调（D-1）
          | 金额: USD 20,000.00 → USD 150,000.00
          | 备注: 空 → 很急 要快
        ann: lead add Bob 13900139021 need=30 big units source=exhibition
        bot: ✅ Saved Bob (L-1)
          | Need: 30 big units
          | Source: Exhibition
        ann: lead edit L-1 company=acme tools ltd need=40 units, soon phone=139 0013 9022
        bot: ✅ Changed Bob (L-1)
          | Company: — → acme tools ltd
          | Need: 30 big units → 40 units, soon
          | Phone: 13900139021 → 139 0013 9022
        ann: lead add Tom region=Shanghai 20 units
        bot: ✅ Saved Tom (L-2)
          | Region: Shanghai
          | Need: 20 units
        ann: deal open Acme pumps close=in 2 weeks amount=20k usd
        bot: ✅ Opened pumps (D-2)
          | Amount: USD 20,000.00
          | Expected close: Wed 25 Mar
        ann: D-2 won amount=50k
        bot: 🎉 Well done! pumps (D-2) is won: USD 50,000.00
        ",
    );
}

#[test]
fn a_bare_share_is_a_discount_and_a_code_with_won_and_an_amount_is_won_for_it() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
        },
        "
        amy: 下单 华为 A100*2 0.9
        bot: ✅ 已下单（草稿）O-1 华为技术有限公司
          ~ ¥3,500.00 × 9折 = ¥6,300.00
        amy: 下单 华为 A100*2@3300-3500
        bot: “明细”看不懂：A100*2@3300-3500…
        amy: 下单 华为 A100*3 11折
        bot: 折扣不清楚：11折…
        amy: 0.9
        bot: ✅ 已下单（草稿）O-2 华为技术有限公司
          ~ × 9折 = ¥9,450.00
        amy: 新商机 华为 空调 12万
        bot: ✅ 已建商机 空调（D-1）
        amy: D-1 won 40k
        bot: 🎉 恭喜！空调（D-1） 赢单了，¥40,000.00
        ",
    );
}
