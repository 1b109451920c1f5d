//! Taking back, and taking that back: who is told, and what else is possible.

use crate::world::scenes::with_phone;
use crate::world::{World, chat};

async fn team(w: &World) {
    let amy = w.rep("amy").await;
    w.rep("bo").await;
    w.manager("chen").await;
    with_phone(w, amy, "华星电子", None).await;
}

#[test]
fn the_words_follow_how_often_it_was_taken_back() {
    chat(
        async |w| {
            team(w).await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13912345678
        bot: ✅ 已记下 张三（L-1） [撤销]
        amy: 撤销
        bot: ↩️ 已撤销 加线索：张三 [恢复]
        amy: 撤销
        bot: ↪️ 已恢复 加线索：张三 [撤销]
        amy: 撤销
        bot: ↩️ 已撤销 加线索：张三 [恢复]
        amy: L-1
        bot: 没有找到“L-1”…
        amy! 恢复
        bot: ↪️ 已恢复 加线索：张三 [撤销]
        amy! 撤销
        bot: ↩️ 已撤销 加线索：张三 [恢复]
        amy! 恢复
        bot: ↪️ 已恢复 加线索：张三
        amy: 历史 L-1
        bot: 张三（L-1）的历史
          ~ Amy · 恢复了 加线索：
          ~ Amy · 撤销了 加线索：
        ben: lead add Ann Lee 13700137000 company=Acme
        bot: ✅ …
        ben: lead convert L-2
        bot: ✅ …
        ben: undo
        bot: ↩️ Undone: converted Acme, Ann Lee [Redo]
        ben: undo
        bot: ↪️ Redone: converted Acme, Ann Lee [Undo]
        ben: history L-2
        bot: History of Ann Lee (L-2)
          ~ redid lead convert
          ~ took back lead convert
        ",
    );
}

#[test]
fn what_somebody_else_built_on_blocks_and_an_earlier_change_is_offered() {
    chat(
        team,
        "
        amy: 加线索 李四 13700137000
        bot: ✅ 已记下 李四（L-1）
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        chen: D-1 报价
        bot: ✅ 20台空调（D-1）：需求确认 → 报价 · 60%
        bot>amy: Chen 移动了你的商机 20台空调（D-1）…
        amy: 撤销
        bot: 不能撤销：20台空调后来又改过（…Chen，推进商机）。可以请Chen先撤销那一次，或者手动改回来。 [撤销 加线索：李四]
        amy! 撤销 加线索：李四
        bot: ↩️ 已撤销 加线索：李四
        amy: L-1
        bot: 没有找到“L-1”…
        chen: 撤销
        bot: ↩️ 已撤销 推进商机：20台空调
        bot>amy: ↩️ 已撤回：20台空调（Chen，推进商机）
        amy: 撤销
        bot: 最后做的是一次撤销… [恢复 加线索：李四] [撤销 新建商机：20台空调]
        amy! 恢复 加线索：李四
        bot: ↪️ 已恢复 加线索：李四
        ",
    );
}

#[test]
fn ones_own_later_change_is_offered_instead() {
    chat(
        team,
        "
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1） [撤销]
        amy: 历史 D-1
        bot: …
        amy: 改商机 D-1 竞争对手=格力
        bot: ✅ 已改 20台空调（D-1）
        amy: 改商机 D-1 竞争对手=美的
        bot: ✅ 已改 20台空调（D-1）
        amy! 撤销
        bot: ↩️ 已撤销 改商机：20台空调
        amy#east: 改商机 D-1 竞争对手=海尔
        bot>#east: ✅ 已改 20台空调（D-1）
        amy: 撤销
        bot: 不能撤销：20台空调后来又改过（…Amy，改商机）。先撤销那一次。 [撤销 改商机：20台空调]
        amy! 撤销 改商机：20台空调
        bot: ↩️ 已撤销 改商机：20台空调
        ",
    );
}

#[test]
fn whoever_was_told_is_told_that_it_was_taken_back() {
    chat(
        team,
        "
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 下次 D-1 周五 送样品
        bot: ✅ 已安排 送样品（F-1）
        chen: 改商机 D-1 负责人=Bo
        bot>chen: ✅ 已改 20台空调（D-1） [撤销]
          | 负责人: Amy → Bo
          | 1 条待跟进一起转给 Bo。
        bot>bo: Chen 把商机 20台空调（D-1） 交给你了 [查看]
        bot>amy: Chen 把商机 20台空调（D-1） 转给了 Bo。
          | 1 条待跟进一起转给 Bo。
        amy: F-1
        bot: 没有找到“F-1”…
        bo: F-1
        bot: 送样品（F-1）
        chen: 撤销
        bot>chen: ↩️ 已撤销 改商机：20台空调、送样品 [恢复]
        bot>bo: ↩️ 已撤回：20台空调、送样品（Chen，改商机）
        bot>amy: ↩️ 已撤回：20台空调、送样品（Chen，改商机）
        amy: F-1
        bot: 送样品（F-1）
        chen! 恢复
        bot>chen: ↪️ 已恢复 改商机：20台空调、送样品 [撤销]
        bot>bo: ↪️ 已恢复：20台空调、送样品（Chen，改商机）
        bot>amy: ↪️ 已恢复：20台空调、送样品（Chen，改商机）
        ",
    );
}

#[test]
fn what_was_taken_back_is_in_nobodys_way() {
    chat(
        team,
        "
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1） [撤销]
        amy: 改商机 D-1 竞争对手=格力
        bot: ✅ 已改 20台空调（D-1）
        amy: 撤销
        bot: ↩️ 已撤销 改商机：20台空调
        amy: 历史 D-1
        bot: 20台空调（D-1）的历史
        chen: D-1 报价
        bot: ✅ …
        bot>amy: Chen 移动了你的商机 …
        chen: 撤销
        bot: ↩️ 已撤销 推进商机：20台空调
        bot>amy: ↩️ 已撤回：…
        amy! 恢复
        bot: ↪️ 已恢复 改商机：20台空调 [撤销]
        amy! 撤销
        bot: ↩️ 已撤销 改商机：20台空调 [恢复]
        ",
    );
}

#[test]
fn the_way_out_is_one_that_there_is() {
    chat(
        team,
        "
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        amy: 改商机 D-1 竞争对手=格力
        bot: ✅ 已改 20台空调（D-1） [撤销]
        amy! 撤销
        bot: ↩️ 已撤销 改商机：20台空调 [恢复]
        amy: 历史 D-1
        bot: 20台空调（D-1）的历史
        amy: D-1 报价
        bot: ✅ …
        amy#east: D-1 方案
        bot>#east: ↩️ …
        amy#east: 撤销
        bot>#east: ↩️ 已撤销 推进商机：20台空调
        amy! 恢复
        bot: 不能撤销：20台空调后来又改过（…Amy，推进商机）。先撤销那一次。 [撤销 推进商机：20台空调]
        amy! 撤销 推进商机：20台空调
        bot: ↩️ 已撤销 推进商机：20台空调
        ",
    );
}

#[test]
fn nothing_is_withdrawn_from_under_later_work() {
    chat(
        team,
        "
        amy: 加客户 甲乙科技
        bot: ✅ 已加客户 甲乙科技（C-2）
        amy#east: 新商机 甲乙科技 20台空调
        bot>#east: ✅ 已建商机 20台空调（D-1）
        amy: 撤销
        bot: 不能撤销：甲乙科技后来又改过（…Amy，新建商机）。先撤销那一次。 [撤销 新建商机：20台空调]
        amy! 撤销 新建商机：20台空调
        bot: ↩️ 已撤销 新建商机：20台空调
        amy#east: 加线索 王五
        bot>#east: ✅ 已记下 王五（L-1） [撤销]
        amy: 下次 L-1 明天 打电话
        bot: ✅ 已安排 打电话（F-1）
        amy#east: 撤销
        bot>#east: 不能撤销：王五后来又改过（…Amy，安排跟进）。先撤销那一次。 [撤销 安排跟进：打电话]
        amy: 撤销
        bot: ↩️ 已撤销 安排跟进：打电话
        amy#east: 撤销
        bot>#east: ↩️ 已撤销 加线索：王五
        ",
    );
}

#[test]
fn who_may_not_do_it_any_more_neither_takes_it_back_nor_brings_it_back() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
            w.manager("chen").await;
            w.admin("dana").await;
        },
        "
        amy: 加客户 华星科技
        bot: ✅ …
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机 20台空调（D-1）
        chen: 改商机 D-1 金额=15万
        bot: ✅ …
        bot>amy: …
        amy: 协作 D-1 bo
        bot: ✅ …
        bot>bo: …
        bo: 记电话 D-1 聊了价格
        bot: ✅ …
        amy: 取消协作 D-1 bo
        bot: ✅ …
        bo: 撤销
        bot: 最近 24 小时内没有可以撤销的改动…
        ",
    );
}

#[test]
fn what_is_undone_is_said_in_words() {
    chat(
        async |w| {
            w.english("ann").await;
        },
        "
        ann: customer add Globex
        bot: ✅ …
        ann: deal open Globex 20 units 20k
        bot: ✅ …
        ann: win D-1
        bot: 🎉 …
        ann: undo
        bot: ↩️ Undone: won 20 units
        ann: D-1 quotation
        bot: ✅ …
        ann: D-1 amount=30k
        bot: ✅ …
        ann: undo
        bot: ↩️ Undone: changed 20 units
        ann: hello there
        bot: …
        ann: undo
        bot: … [Redo: changed 20 units] [Undo: moved 20 units]
        ",
    );
}
