//! Codes and names within sentences, what one asks of today, and words after a card.

use crate::world::chat;
use crate::world::scenes::{customer, products, team};

#[test]
fn a_code_may_stand_where_a_name_may() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
            let ann = w.english("ann").await;
            customer(w, "Globex Ltd", ann).await;
        },
        "
        amy: 新商机 C-1 机房空调 5万
        bot: ✅ …（D-1）
        amy: 拜访了C-2，他们想换供应商
        bot: ✅ 已记拜访：华威机械（C-2）
        amy: 刚见了C-2的王总 聊了聊
        bot: ✅ 已记会议：华威机械（C-2）
        amy: 给C-1报价12万
        bot: ✅ 机房空调（D-1）：需求确认 → 报价 · 60%
          | 金额: ¥50,000.00 → ¥120,000.00
        amy: 今天给D-1报价13万 下周三回访
        bot: ✅ 机房空调（D-1）：还在 报价 · 60%
          | 金额: ¥120,000.00 → ¥130,000.00
          | 下次: 3月18日 周三 · 回访（F-1）
        amy: 明天10点打电话给 C-1
        bot: ✅ 已安排 打电话给 C-1（F-2）
          | 时间: 3月12日 周四 10:00
        amy: 跟进 C-1 明天10点 打电话
        bot: ✅ 已安排 …（F-3）
          | 时间: 3月12日 周四 10:00
        amy: 提醒我周五给C-1打电话
        bot: ✅ 已安排 给C-1打电话（F-4）
        amy: D-1 合同 12万
        bot: ✅ 机房空调（D-1）：报价 → 合同签署 · 80%
          | 金额: ¥130,000.00 → ¥120,000.00
        amy: C-1 今天谈得不错
        bot: ✅ 已记备注：华为技术有限公司（C-1）
        amy: C-1 昨天打了电话 说再等等
        bot: ✅ 已记电话：华为技术有限公司（C-1）
          | 时间: 3月10日 周二 15:30
        amy: C-1 明天10点 打电话
        bot: ✅ 已安排 打电话（F-5）
        ann: visited C-4, they want 20 units
        bot: ✅ Logged visit: Globex Ltd…
        ann: call C-4 tomorrow at 10
        bot: ✅ Planned call C-4 (F-6)
        ann: deal open C-4 20 units 20k
        bot: ✅ …
        ann: quoted C-4 22k
        bot: ✅ 20 units (D-2): …
        ",
    );
}

#[test]
fn the_time_may_stand_between_a_name_and_what_happened() {
    chat(
        async |w| {
            team(w).await;
            let ann = w.english("ann").await;
            customer(w, "Globex Ltd", ann).await;
        },
        "
        amy: 新商机 华威 食堂空调 3万
        bot: ✅ …（D-1）
        amy: 刚从华威出来，聊得不错
        bot: ✅ 已记拜访：华威机械（C-2）
        amy: 跟华威聊了交货期
        bot: ✅ 已记备注：华威机械（C-2）
        amy: 华威昨天打电话来说要降价
        bot: ✅ 已记电话：华威机械（C-2）
          | 时间: 3月10日 周二 15:30
        amy: 华威今天签了合同
        bot: “华威今天签了合同”是想说“赢单”吗？点一下就办。 [赢单 D-1 食堂空调 ¥30,000.00]
        amy: 今天签了华威的合同
        bot: “今天签了华威的合同”是想说“赢单”吗？点一下就办。 [赢单 D-1 食堂空调 ¥30,000.00]
        amy: 华威已经签约了
        bot: “华威已经签约了”是想说“赢单”吗？… [赢单 D-1 食堂空调 ¥30,000.00]
        amy: 华威今天下单了
        bot: “华威今天下单了”是想说“下单”吗？… [下单]
        amy! 下单
        bot: …
        amy: 取消
        bot: …
        amy: 明天从华威回来再说
        bot: …
          - ✅ 已记
        amy: 华威还没签合同
        bot: 没看懂…
        amy: 聊了价格
        bot: 没看懂…
        amy: 今天 拜访了华威，看了食堂
        bot: ✅ 已记拜访：华威机械（C-2）
        ann: deal open Globex 20 units 20k
        bot: ✅ …
        ann: just left Globex, nice talk
        bot: ✅ Logged visit: Globex Ltd…
        ann: Globex has signed
        bot: …
          ~ Globex has signed
        ",
    );
}

#[test]
fn what_one_asks_of_today_is_todays_list() {
    chat(
        async |w| {
            team(w).await;
            w.english("ann").await;
        },
        "
        amy: 下次 华为 今天17点 送样品
        bot: ✅ …
        amy: 今天要做什么
        bot: 送样品（F-1）
        amy: 我今天有什么安排？
        bot: 送样品（F-1）
        amy: 今天有哪些待办
        bot: 送样品（F-1）
        ann: what's due today
        bot: No follow-ups…
        ann: what do I have today?
        bot: No follow-ups…
        ",
    );
}

#[test]
fn words_after_a_card_are_about_its_record() {
    chat(
        team,
        "
        amy: 今天谈得不错
        bot: 没看懂…
        amy: C-1
        bot: 华为技术有限公司（C-1）
        amy: 今天谈得不错
        bot: ✅ 已记备注：华为技术有限公司（C-1） [撤销]
        amy: C-1
        bot: 华为技术有限公司（C-1）
          ~ 今天谈得不错
        amy>: 昨天谈得不错
        bot: ✅ 已记备注：华为技术有限公司（C-1）
          | 时间: 3月10日 周二 15:30
        amy: 新商机 华为 机房空调 5万
        bot: ✅ …（D-1）
        amy: D-1
        bot: 机房空调（D-1）
        amy>: 报价 6万
        bot: ✅ 机房空调（D-1）：需求确认 → 报价 · 60%
        amy: D-1
        bot: 机房空调（D-1）
        amy: 签了
        bot: “签了”是想说“赢单”吗？… [赢单 D-1 机房空调 ¥60,000.00]
        amy: 谈得不错吗
        bot: 没看懂…
        @2026-03-11T15:50:00+08:00
        amy: 今天谈得不错
        bot: 没看懂…
        ",
    );
}

#[test]
fn a_record_is_given_away_in_a_sentence() {
    chat(
        team,
        "
        amy: 新商机 华为 机房空调 5万
        bot: ✅ …（D-1）
        amy: 把D-1给bo
        bot: 你没有这个权限。…
        chen: 把D-1给bo
        bot: ✅ …D-1…
        bot>bo: …
        bot>amy: …
        chen: give D-1 to amy
        bot: ✅ …D-1…
        bot>amy: …
        bot>bo: …
        chen: 把华威转给bo吧
        bot: ✅ …C-2…
        bot>bo: …
        bot>amy: …
        chen: D-1 给bo
        bot: ✅ …D-1…
        bot>bo: …
        bot>amy: …
        chen: 把合同给华为
        bot: 没看懂…
        ",
    );
}

#[test]
fn what_is_said_of_two_is_noted_for_each_that_is_tapped() {
    chat(
        async |w| {
            team(w).await;
            products(w).await;
            let ann = w.english("ann").await;
            customer(w, "Globex Ltd", ann).await;
            customer(w, "Initech", ann).await;
        },
        "
        ann: met Globex and Initech, Initech wants 20 units
        bot: That names two: Globex Ltd and Initech. Whose is it?… [C-4 Globex Ltd] [C-5 Initech]
        ann! C-5 Initech
        bot: ✅ Logged meeting: Initech (C-5)
        ann: C-5
        bot: Initech (C-5)
          ~ Initech wants 20 units
          - and Initech
        amy: 加联系人 C-1 李工 13700137001
        bot: ✅ …
        amy: 加联系人 C-1 赵经理 13700137002
        bot: ✅ …
        amy: met 华为 and 华威, 华威 wants 20 units
        bot: 这里说到两家：华为技术有限公司、华威机械。记给哪家？两家都要，就都点一下。 [C-1 华为技术有限公司] [C-2 华威机械]
        amy! C-2 华威机械
        bot: ✅ 已记会议：华威机械（C-2）
        amy: C-2
        bot: 华威机械（C-2）
          ~ 会议 华威 wants 20 units
          - and 华威
        amy: C-1
        bot: 华为技术有限公司（C-1）
          - 20 units
        amy: 记电话 华为、华威 聊了价格
        bot: 这里说到两家：华为技术有限公司、华威机械。… [C-1 华为技术有限公司] [C-2 华威机械]
        amy! C-1 华为技术有限公司
        bot: ✅ 已记电话：华为技术有限公司（C-1）
        amy: 华为和华威明天都要回访
        bot: 这里说到两家：… [C-1 华为技术有限公司] [C-2 华威机械]
        amy: 提醒我明天给华为和华威打电话
        bot: 这里说到两家：… [C-1 华为技术有限公司] [C-2 华威机械]
        amy! C-2 华威机械
        bot: ✅ 已安排 给华威打电话（F-1）
          | 关于: 华威机械（C-2）
        amy: 见了李工和赵经理，聊了价格
        bot: ✅ 已记会议：华为技术有限公司（C-1）
        ",
    );
}
