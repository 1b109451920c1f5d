//! Forgetting somebody: shown first, done by a button, once, and never taken back.

use crate::world::chat;

const SCENE: &str = "
    amy: 加线索 张三 13800138000 公司=华星科技 20台空调
    bot: ✅ 已记下 张三（L-1） [查看]
";

#[test]
fn it_is_shown_what_goes_and_what_stays_and_a_button_does_it() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.admin("dana").await;
        },
        &format!(
            "{SCENE}
            dana: 忘记线索 L-1
            bot: 要忘记 张三（L-1） 吗？ [确认忘记] [查看]
              | 涉及的人: 张三
              | 会删掉: 姓名、电话、需求
              | 涉及: 线索 1
              ~ 编号、金额、日期、阶段
              ~ 不能撤销
              - 13800138000
            dana! 确认忘记
            bot: ✅ 已忘记 L-1：线索 1… [查看]
              - 张三
            amy: L-1
            bot: ***（L-1）
              - 13800138000
              - 20台
            amy: 找 张三
            bot: 没有找到“张三”…
            dana: 忘记线索 L-1
            bot: L-1 在 3月11日 周三 15:30 已经忘记过了，没有个人信息可删。
            dana: 撤销
            bot: 这一步不能撤销：内容已经删掉，没有可以恢复的了。
            amy: 撤销
            bot: 不能撤销：这条记录的个人信息后来已删除（3月11日 周三 15:30，Dana），找不回来了。
            amy: 历史 L-1
            bot: ***（L-1）的历史
              ~ 忘记线索
              ~ 电话 *** → —
              - 13800138000
            "
        ),
    );
}

#[test]
fn only_an_admin_alone_with_the_bot_can_and_what_is_not_there_is_said_so() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.manager("chen").await;
            w.admin("dana").await;
        },
        &format!(
            "{SCENE}
            amy: 忘记线索 L-1
            bot: 你没有这个权限…
            chen: 忘记客户 华星
            bot: 你没有这个权限…
            dana#east: 忘记线索 L-1
            bot>#east: 请私聊我来做：删之前要先给你看是谁。
              - 张三
            dana: 忘记线索 L-9
            bot: 没有找到“L-9”…
            dana: 忘记客户 L-1
            bot: 没有找到“L-1”…
            dana: 忘记线索
            bot: …
            dana: 取消
            bot: …
            "
        ),
    );
}

#[test]
fn a_preview_that_has_become_stale_is_shown_anew() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.person("dana", "admin", bot_core::domain::people::Lang::En).await;
        },
        &format!(
            "{SCENE}
            dana: lead forget L-1
            bot: Forget 张三 (L-1)? [Forget for good]
              | People: 张三
              | In: lead × 1
            amy: 记电话 L-1 聊了价格，嫌贵
            bot: …
            dana! Forget for good
            bot: Forget 张三 (L-1)? [Forget for good]
              | Something has changed since, please look again:
              | In: lead × 1, activity × 1
            dana! Forget for good
            bot: ✅ L-1 is forgotten: lead × 1, activity × 1. The messages about it are cleared.
            dana! Forget for good
            bot: This button no longer works…
            dana: undo
            bot: This cannot be undone: what was removed is gone.
            "
        ),
    );
}

#[test]
fn a_company_keeps_its_name_unless_all_is_said_and_a_withdrawn_record_can_be_forgotten() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.admin("dana").await;
        },
        "
        amy: 加客户 华星科技 电话=02166668888 级别=A
        bot: ✅ …
        amy: 加联系人 华星 李工 13700137000
        bot: ✅ …
        dana: 忘记客户 华星
        bot: 要忘记 华星科技（C-1） 吗？ [确认忘记]
          | 涉及的人: 李工
          | 会删掉: 姓名、电话
          | 公司名称会留下。
        dana! 确认忘记
        bot: ✅ 已忘记 C-1：客户 1、联系人 1…
        amy: 看客户 华星
        bot: 华星科技（C-1）
          ~ A
          - 02166668888
        dana: 忘记客户 华星 全部
        bot: 要忘记 华星科技（C-1） 吗？ [确认忘记]
          | 公司名称也会删掉。
        dana! 确认忘记
        bot: ✅ 已忘记 C-1：客户 1…
        amy: C-1
        bot: ***（C-1）
        amy: 加线索 王五 13900139000
        bot: ✅ …
        amy: 撤销
        bot: ↩️ …
        dana: 忘记线索 L-1
        bot: 要忘记 王五（L-1） 吗？
        dana! 确认忘记
        bot: ✅ 已忘记 L-1：线索 1…
        ",
    );
}
