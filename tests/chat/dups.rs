//! Pairs that may be one, in conversation.

use crate::world::chat;
use crate::world::scenes::only_follow_ups;

#[test]
fn pairs_come_one_after_the_other_and_what_was_told_apart_is_not_asked_again() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            only_follow_ups(w).await;
        },
        "
        amy: 疑似重复
        bot: 没有疑似重复，很干净。
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 加客户 恒通贸易
        bot: ✅ …
        amy: 加客户 华兴科技 地区=苏州
        bot: ✅ …
        amy: 加线索 张三 13800138000 公司=宏大机电
        bot: ✅ …
        amy: 加线索 李四 13800138001 公司=宏大机电
        bot: ✅ …
        amy: 加线索 张三 13900139000 公司=宏大机电有限公司
        bot: ✅ …
        bo: 疑似重复
        bot: 没有疑似重复，很干净。
        amy: 疑似重复
        bot: 疑似重复：华星科技（C-1） 和 华兴科技（C-3） [合并] [不是同一个] [以后再说]
          | 像在: 名称相近
          | 名称: 华星科技 ｜ 华兴科技
          | 地区: — ｜ 苏州
        amy! 以后再说
        bot: 疑似重复：张三（L-1） 和 张三（L-3） [合并] [不是同一个] [以后再说]
          ^
          | 像在: 名称相同
          | 电话: 13800138000 ｜ 13900139000
        amy! 以后再说
        bot: 疑似重复都看完了。
        amy: 疑似重复
        bot: 疑似重复：华星科技（C-1） 和 华兴科技（C-3）
        amy! 不是同一个
        bot: ✅ 记住了：华星科技（C-1） 和 华兴科技（C-3） 不是同一个 [撤销]
          ~ 疑似重复：张三（L-1） 和 张三（L-3）
        amy! 合并
        bot: 合并：保留 张三（L-1），并入 张三（L-3） [合并] [换另一个保留] [以后再说]
        amy! 合并
        bot: ✅ 已合并：张三（L-3） 并入 张三（L-1） [查看] [撤销] [下一对]
        amy! 下一对
        bot: 疑似重复都看完了。
        amy: 疑似重复
        bot: 没有疑似重复，很干净。
        amy: 改客户 C-1 名称=华幸科技
        bot: ✅ …
        amy: 疑似重复
        bot: 疑似重复：华幸科技（C-1） 和 华兴科技（C-3）
        amy: 撤销
        bot: …
        amy: 疑似重复 客户
        bot: 没有疑似重复，很干净。
        amy: 不是同一个 C-1 C-1
        bot: 两边都是 华星科技（C-1）…
        ",
    );
}

#[test]
fn the_manager_sees_pairs_of_the_team_and_tells_apart_undoably() {
    chat(
        async |w| {
            let (amy, ben) = (w.rep("amy").await, w.english("ben").await);
            w.manager("chen").await;
            only_follow_ups(w).await;
            crate::world::scenes::customer(w, "华星科技", amy).await;
            crate::world::scenes::customer(w, "华星科技", ben).await;
        },
        "
        ben: dups
        bot: No duplicates in sight.
        chen: 疑似重复
        bot: 疑似重复：华星科技（C-1） 和 华星科技（C-2）
          | 像在: 名称相同
          | 负责人: Amy ｜ Ben
        chen! 不是同一个
        bot: ✅ 记住了：华星科技（C-1） 和 华星科技（C-2） 不是同一个 [撤销]
          ~ 疑似重复都看完了。
        chen: 撤销
        bot: …
        chen: 疑似重复
        bot: 疑似重复：华星科技（C-1） 和 华星科技（C-2）
        ben: apart C-2 C-1
        bot: I find no “C-1”…
        ",
    );
}
