//! Fields of one's own, and what stages demand, in conversation.

use crate::world::scenes::only_follow_ups;
use crate::world::{World, chat};

/// Amy, Ben who reads English, and Dana who sets the org up.
async fn company(w: &World) {
    w.rep("amy").await;
    w.english("ben").await;
    w.admin("dana").await;
    only_follow_ups(w).await;
}

#[test]
fn an_admin_makes_a_field_and_a_rep_fills_finds_changes_and_undoes_it() {
    chat(
        company,
        "
        dana: 字段
        bot: 还没有自定义字段。
          ~ 加字段
        amy: 加字段 商机 预算科目
        bot: …
          - ✅
        dana: 加字段 商机 预算科目 选项=市场部、销售部 英文=Budget
        bot: ✅ 商机多了一个字段 [字段] [撤销]
          | • 预算科目 · 选项：市场部 / 销售部
          ~ 改商机 D-1 预算科目=市场部
        dana: 加字段 商机 预算科目
        bot: …
          - 文本
        dana: 加字段 商机 编号
        bot: “编号”已经是商机的字段了，换个名字吧。
        dana: 加字段 商机 合同额 类型=金额
        bot: ✅ …
        dana: 加字段 商机 到场日 类型=日期
        bot: ✅ …
        dana: 加字段 商机 金额
        bot: “金额”已经是商机的字段了，换个名字吧。
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 20台空调 12万 预算科目=市场部
        bot: ✅ 已建商机 20台空调（D-1）
          | 预算科目: 市场部
        amy: 改商机 D-1 预算科目=销售部 合同额=15万 到场日=2026-06-30
        bot: ✅ 已改 20台空调（D-1） [查看] [撤销]
          | 预算科目: 市场部 → 销售部
          | 合同额: — → ¥150,000.00
        amy! 撤销
        bot: ↩️ …
        amy: D-1
        bot: 20台空调（D-1）
          | 预算科目: 市场部
          - 合同额
        amy: 改商机 D-1 预算科目=财务部
        bot: “财务部”不在预算科目的选项里：市场部 · 销售部 [市场部] [销售部]
        amy! 销售部
        bot: ✅ 已改 20台空调（D-1）
          | 预算科目: 市场部 → 销售部
        amy: 商机 预算科目=销售部
        bot: 商机 · 预算科目=销售部 [D-1]
        amy: 商机 预算科目=市场部
        bot: …
          - D-1
        amy: 改商机 D-1 预算科木=市场部
        bot: …
          ~ 预算科目
          - ✅
        amy: 改商机 D-1 合同额=很多
        bot: “很多”和合同额对不上：要金额。
        amy: 改商机 D-1 预算科目=
        bot: ✅ 已改 20台空调（D-1）
          | 预算科目: 销售部 → —
        amy: 历史 D-1
        bot: …
          ~ 预算科目 市场部 → 销售部
        dana: 删字段 商机 没有的
        bot: 商机没有“没有的”这个自定义字段。有的是：预算科目 · 合同额 · 到场日
        dana: 删字段 商机 合同额
        bot: ✅ 商机的字段“合同额”已去掉，记录里填过的内容还在。 [撤销]
        dana! 撤销
        bot: ↩️ …
        ben: customer add Acme
        bot: ✅ …
        ben: deal open Acme 20 units budget=市场部
        bot: ✅ …
          | Budget: 市场部
        ben: field list
        bot: The fields of your own
          | • Budget · choice: 市场部 / 销售部
          - field add
        ",
    );
}

#[test]
fn leads_customers_contacts_and_orders_have_fields_of_their_own() {
    chat(
        company,
        "
        dana: field add lead 员工数 type=number
        bot: ✅ …
        dana: field add customer 战略客户 type=yes-no
        bot: ✅ …
        dana: field add contact 生日 type=date
        bot: ✅ …
        dana: field add order 发货要求
        bot: ✅ …
        dana: 加产品 A100 空调 单价=3500
        bot: ✅ …
        amy: 加线索 张三 13800138000 员工数=1,200
        bot: ✅ 已记下 张三（L-1）
          | 员工数: 1200
        amy: 线索 员工数=1200
        bot: 线索 · 员工数=1200 [L-1]
        amy: 加客户 华星科技 战略客户=是
        bot: ✅ 已加客户 华星科技（C-1）
          | 战略客户: 是
        amy: 客户 战略客户=是
        bot: 客户 · 战略客户=是 [C-1]
        amy: 客户 战略客户=否
        bot: …
          - C-1
        amy: 加联系人 C-1 李工 生日=1980-05-01
        bot: ✅ …
        amy: 改联系人 K-1 生日=1981-05-01
        bot: ✅ …
          ~ 生日
        amy: 下单 C-1 A100*2 发货要求=先打电话
        bot: ✅ …
          | 发货要求: 先打电话
        amy: 改订单 O-1 发货要求=上午到
        bot: ✅ …
          | 发货要求: 上午到
        amy: 订单 发货要求=上午到
        bot: 订单 · 发货要求=上午到 [O-1]
        ",
    );
}

#[test]
fn a_stage_asks_for_what_it_demands_one_at_a_time() {
    chat(
        company,
        "
        dana: 加字段 商机 预算科目 选项=市场部、销售部
        bot: ✅ …
        dana: 关卡
        bot: 哪个阶段都没有要求。
        dana: 关卡 报价 金额 预计成交 预算科目 检查=需求表
        bot: ✅ 从现在起，进入阶段要有： [撤销]
          | • 报价：金额 · 预计成交 · 预算科目 · ☑ 需求表
        dana: 关卡 报价 天气
        bot: “天气”不能作为要求。…
        amy: 关卡 报价 无
        bot: …
          - ✅
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星科技 20台空调
        bot: ✅ …
        amy: 推进 D-1 方案递交
        bot: ✅ …
        amy: 推进 D-1 报价
        bot: 20台空调（D-1）进入报价之前：金额是？（还有 4 项）
        amy: 12万
        bot: 20台空调（D-1）进入报价之前：预计成交是？（还有 3 项）
        amy: 天晴
        bot: “天晴”和预计成交对不上。
        amy: 6月30日
        bot: 20台空调（D-1）进入报价之前：需求表，做了吗？（还有 2 项） [做了]
        amy! 做了
        bot: 20台空调（D-1）进入报价之前：预算科目是？（最后一项） [市场部] [销售部]
        amy! 市场部
        bot: ✅ 20台空调（D-1）…
        amy: D-1
        bot: 20台空调（D-1）
          | 金额: ¥120,000.00
          | 预算科目: 市场部
          | 阶段: 报价 · 60%
        amy: 新商机 华星科技 备件
        bot: ✅ …
        amy: 改商机 D-2 阶段=报价 备注=急
        bot: 进入报价还要：金额 · 预计成交 · 需求表 · 预算科目。…
        amy: 赢单 D-2
        bot: 备件（D-2）进入赢单之前：金额是？（还有 4 项）
        amy: 取消
        bot: …
        amy: 输单 D-2 价格
        bot: 已记为输单：备件（D-2），价格
        ",
    );
}
