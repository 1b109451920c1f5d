//! From a lead to a delivered order, in both languages, with a change of mind on the way.

use crate::world::chat;

#[test]
fn from_a_lead_to_the_customers_door_in_chinese() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
        },
        "
        chen: 加产品 A100 空调 单价=3500 底价=3000 单位=台
        bot: ✅ …A100…
        amy: 加线索 张三 13800138000 公司=华星科技 来源=展会 20台空调
        bot: ✅ 已记下 张三（L-1）
        amy: 转客户 L-1 商机=20台空调 金额=12万
        bot: ✅ 张三（L-1）已转为客户 华星科技（C-1）
        amy: D-1 报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: 撤销
        bot: ↩️ 已撤销…20台空调…
        amy: D-1
        bot: 20台空调（D-1）
          | 阶段: 需求确认 · 20%
        amy: 记电话 华星 聊了价格，嫌贵 下周三再打
        bot: ✅ 已记电话：华星科技（C-1）
          | 下次: 3月18日 周三 · 再打（F-1）
        amy: 下单 华星 A100*20 九折
        bot: ✅ 已下单（草稿）O-1 华星科技 [提交]
          | 合计: ¥63,000.00
        amy: 撤销
        bot: ↩️ 已撤销…O-1…
        amy: 撤销
        bot: ↪️ 已恢复…O-1…
        amy: 提交订单 O-1
        bot>amy: ✅ 已提交 O-1 华星科技
        bot>chen: Amy 提交了订单，请确认：O-1 华星科技 [确认]
        chen! 确认
        bot>chen: ✅ 已确认 O-1 华星科技，合计 ¥63,000.00
        bot>amy: ✅ Chen 确认了你的订单 O-1 华星科技 [发货]
        amy: 发货 O-1 顺丰 SF1234567
        bot: 🚚 已发货 O-1 华星科技
          | 单号: SF1234567
        amy: 签收 O-1
        bot: 📦 客户已签收 O-1 华星科技
        amy: 赢单 D-1
        bot: 🎉 …20台空调（D-1）…
        amy: 业绩 本月
        bot: 业绩…
          ~ ¥120,000.00
        ",
    );
}

#[test]
fn from_a_lead_to_the_customers_door_in_english() {
    chat(
        async |w| {
            w.english("ann").await;
            w.manager("chen").await;
        },
        "
        chen: product add A100 空调 price=3500 floor=3000 unit=台
        bot: ✅ …A100…
        ann: lead add Ann Lee 13800138000 company=Acme source=exhibition 20 units
        bot: ✅ Saved Ann Lee (L-1)
        ann: lead convert L-1 deal=\"20 units\" amount=120k
        bot: ✅ Ann Lee (L-1) is now the customer Acme (C-1)
        ann: D-1 quotation
        bot: ✅ 20 units (D-1): Needs confirmed → Quotation · 60%
        ann: undo
        bot: ↩️ Undone…20 units…
        ann: log call Acme talked about the price, call again next Wed
        bot: ✅ Logged call: Acme (C-1)
          | Next step: Wed 18 Mar · call again (F-1)
        ann: order place Acme A100*20@3300 10% off
        bot: ✅ Order placed (draft): O-1 Acme [Submit]
          | Total: ¥59,400.00
        ann: undo
        bot: ↩️ Undone…O-1…
        ann: undo
        bot: ↪️ Redone…O-1…
        ann: order submit O-1
        bot>ann: ✅ Submitted O-1 Acme…
        bot>chen: Ann 提交了订单，要你同意：O-1 Acme [同意]
          ~ 低于底价
        chen: 同意 O-1
        bot>chen: ✅ 已同意 O-1 Acme… [确认]
        bot>ann: ✅ Chen approved your order O-1 Acme…
        chen: 确认订单 O-1
        bot>chen: ✅ 已确认 O-1 Acme…
        bot>ann: ✅ Chen confirmed your order O-1 Acme
        ann: order ship O-1 SF SF1234567
        bot: 🚚 Shipped O-1 Acme
        ann: order deliver O-1
        bot: 📦 …O-1 Acme…
        ann: D-1 won
        bot: 🎉 …20 units (D-1)…
        ann: report won this month
        bot: Won…
          ~ ¥120,000.00
        ",
    );
}
