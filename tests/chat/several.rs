//! Several records at once, in conversation.

use crate::world::chat;
use crate::world::scenes::shop;

#[test]
fn several_deals_move_together_and_back_by_one_undo() {
    chat(
        shop,
        "
        amy: 新商机 华星 一期 1万
        bot: ✅ 已建商机 一期（D-1）
        amy: 新商机 华星 二期 2万
        bot: ✅ 已建商机 二期（D-2）
        amy: 推进 D-1 D-2 报价
        bot: ✅ 推进商机：2 条 [撤销]
          | • 一期（D-1）：需求确认 → 报价 · 60%
          | • 二期（D-2）：需求确认 → 报价 · 60%
        amy! 撤销
        bot: ↩️ 已撤销 推进商机：…
        amy: D-1
        bot: 一期（D-1）
          | 阶段: 需求确认 · 20%
        amy: D-1、D-2 合同
        bot: ✅ 推进商机：2 条
        amy: 推进 D-1 D-9 报价
        bot: 一条也没动：D-9 办不了，先单独处理它。
        amy: D-2
        bot: 二期（D-2）
          | 阶段: 合同签署 · 80%
        ",
    );
}

#[test]
fn several_follow_ups_are_put_off_and_done_and_leads_given_together() {
    chat(
        shop,
        "
        amy: 下次 C-1 周五10点 送样品
        bot: …
        amy: 下次 C-2 周五11点 收款
        bot: …
        amy: 改期 F-1 F-2 下周一
        bot: ✅ 改期：2 条 [撤销]
        amy: 完成 F-1 F-2 都谈好了，客户满意
        bot: ✅ 完成跟进：2 条 [撤销]
        amy! 撤销
        bot: ↩️ 已撤销…
        chen: 加线索 张三 13800138000
        bot: …
        chen: 加线索 李四 13800138001
        bot: …
        chen: 分线索 L-1 L-2 amy
        bot: ✅ …：2 条
        bot>amy: …
        bot>amy: …
        ",
    );
}

#[test]
fn short_words_are_about_the_record_at_hand() {
    chat(
        shop,
        "
        amy: 加线索 张三 13800138000
        bot: …
        amy: 他电话多少
        bot: 张三（L-1）…
          ~ 13800138000
        amy: 下周三回访
        bot: ✅ 已安排 回访…
          ~ 张三（L-1）
        amy: 新商机 华星 一期 1万
        bot: …
        amy: 地址在哪
        bot: 华星科技（C-1）…
        amy: 后天再打
        bot: ✅ 已安排 再打…
          ~ 华星科技
        amy: 张总电话多少钱一个
        bot: …
        ",
    );
}
