//! What words are about, and what they do: wrong data that a sentence could make, in conversation.

use crate::world::World;
use crate::world::chat;
use crate::world::scenes::{only_follow_ups, products, shop, team};

/// Amy with two customers and two deals, products, and the manager Chen.
async fn company(w: &World) {
    team(w).await;
    only_follow_ups(w).await;
    products(w).await;
    w.admin("dana").await;
}

const DEALS: &str = "
        amy: 新商机 华为 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 新商机 华威 备件 5万
        bot: ✅ 已建商机 备件（D-2）
";

fn deals(script: &str) {
    chat(company, &format!("{DEALS}{script}"));
}

#[test]
fn a_question_that_ends_something_takes_no_words_about_something_else() {
    deals(
        "
        amy: 下单 华为 A100*3
        bot: ✅ 已下单（草稿）O-1 …
        amy: 取消订单 O-1
        bot: 为什么取消？…
        amy: D-2
        bot: 备件（D-2）…
          ~ 还在等
        amy: 客户说下周再谈
        bot: ✅ 已记备注：备件（D-2）…
          - 已取消
        amy: O-1
        bot: …O-1…
          ~ 草稿
        amy: 取消
        bot: …
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？…
        amy: 今天
        bot: …
        amy: 客户很满意
        bot: 20台空调（D-1） 为什么输单？… [用作原因：客户很满意]
        amy! 用作原因：客户很满意
        bot: 已记为输单：20台空调（D-1），其他 · 客户很满意
        amy: 输单 D-2
        bot: 备件（D-2） 为什么输单？…
        amy: 今天
        bot: …
        amy: 竞争对手
        bot: 已记为输单：备件（D-2），竞争对手
        ",
    );
}

#[test]
fn a_deal_that_is_won_is_not_asked_why_it_is_lost() {
    deals(
        "
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？…
        amy: 赢单 D-1
        bot: 🎉 …
          - 还在等
        amy: 取消
        bot: 没有等着回答的问题…
        ",
    );
}

#[test]
fn more_of_a_product_is_added_to_what_there_is() {
    chat(
        shop,
        "
        amy: 下单 华星 A100*3
        bot: ✅ 已下单（草稿）O-1 华星科技
        amy: O-1 再加 A100*2
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 5台 × ¥3,500.00 = ¥17,500.00
          - 再加
        amy: O-1 A100改成6台
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 6台 × ¥3,500.00 = ¥21,000.00
        amy: O-1 add 2 A100
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 8台 × ¥3,500.00 = ¥28,000.00
          - add
        amy: O-1 再加2台
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 10台 × ¥3,500.00 = ¥35,000.00
          - 再加
        amy: O-1 多加2台空调 B7*1
        bot: ✅ 已改 O-1 华星科技
          | • A100 空调 12台 × ¥3,500.00 = ¥42,000.00
          | • B7 配件包 1 × ¥1,200.00 = ¥1,200.00
          - 备注
        amy: O-1 再加2台
        bot: 加哪个产品？…
        amy: O-1
        bot: …O-1…
          - 备注
        ",
    );
}

#[test]
fn a_field_and_its_value_after_a_code_change_the_field() {
    deals(
        "
        amy: D-1 金额 15万
        bot: ✅ 已改 20台空调（D-1）
          | 金额: ¥120,000.00 → ¥150,000.00
        amy: D-1 阶段 报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: C-1 地址 深圳市龙岗区坂田1号
        bot: ✅ 已改 华为技术有限公司（C-1）
          | 地址: — → 深圳市龙岗区坂田1号
        amy: D-2 amount 90k
        bot: ✅ 已改 备件（D-2）
          | 金额: ¥50,000.00 → ¥90,000.00
        amy: D-2 competitor Gree
        bot: ✅ 已改 备件（D-2）
          ~ Gree
        amy: D-1 预计成交 下月底
        bot: ✅ 已改 20台空调（D-1）
          ~ 4月30日
        amy: D-2 下月底成交
        bot: ✅ 已改 备件（D-2）
          ~ 4月30日
        amy: D-2 成交日期改到6月底
        bot: ✅ 已改 备件（D-2）
          ~ 6月30日
        amy: D-1 close end of June
        bot: ✅ 已改 20台空调（D-1）
          ~ 6月30日
        amy: 改商机 D-1 备注=急
        bot: ✅ 已改 …
        amy: D-1 清空 备注
        bot: ✅ 已改 20台空调（D-1）
          ~ 急 →
        amy: 加线索 张三 13800138000
        bot: ✅ …
        amy: L-1 电话 13900000009
        bot: ✅ 已改 张三（L-1）
          ~ 13900000009
        ",
    );
}

#[test]
fn words_about_this_one_do_what_they_say() {
    deals(
        "
        amy: D-2
        bot: 备件（D-2）…
        amy: D-1
        bot: 20台空调（D-1）…
        amy>: 推进到报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        amy: 金额改成20万
        bot: ✅ 已改 20台空调（D-1）
          | 金额: ¥120,000.00 → ¥200,000.00
        amy: 这个单推进到合同
        bot: ✅ 20台空调（D-1）：报价 → 合同签署 · 80%
        amy: 这个单赢了
        bot: 🎉 …20台空调（D-1）…
        amy: 记电话 火星人 聊了交期
        bot: …火星人…
        amy: D-2
        bot: ✅ 已记电话：备件（D-2）…
        amy: 这个商机输了，太贵
        bot: 已记为输单：备件（D-2），价格 · 太贵
        ",
    );
}

#[test]
fn why_something_was_lost_is_understood() {
    deals(
        "
        amy: 输单 D-1 贵
        bot: 已记为输单：20台空调（D-1），价格 · 贵
        amy: 撤销
        bot: ↩️ …
        amy: 输单 D-1 被格力抢了
        bot: 已记为输单：20台空调（D-1），竞争对手 · 被格力抢了
        amy: 撤销
        bot: ↩️ …
        amy: 输单 D-1 客户没钱
        bot: 已记为输单：20台空调（D-1），无预算 · 客户没钱
        amy: 撤销
        bot: ↩️ …
        amy: 输单 D-1
        bot: 20台空调（D-1） 为什么输单？…
        amy: we lost to Gree
        bot: 已记为输单：20台空调（D-1），竞争对手 · we lost to Gree
        ",
    );
}

#[test]
fn a_call_that_nobody_answered_is_logged_and_does_not_count() {
    deals(
        "
        amy: D-1 电话无人接听
        bot: ✅ 已记电话：20台空调（D-1）
          ~ 不算有效跟进
        amy: 记电话 D-1 没接电话，明天再打
        bot: ✅ 已记电话：20台空调（D-1）
          ~ 不算有效跟进
        ",
    );
}

#[test]
fn what_ended_is_asked_about_by_its_name() {
    deals(
        "
        amy: 华威签了
        bot: … [赢单 D-2 备件 ¥50,000.00]
        amy: C-2 signed
        bot: … [赢单 D-2 备件 ¥50,000.00]
        amy! 赢单 D-2 备件 ¥50,000.00
        bot: 🎉 …D-2…
        amy: 商机 华为 华威
        bot: 一次只能看一个客户…
        dana: 查重规则 线索 协作
        bot: 线索不能协作…
        ",
    );
}
