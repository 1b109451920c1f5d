//! Leads in conversation.

use crate::world::chat;

#[test]
fn a_second_lead_with_the_same_phone_is_noticed() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1） [查看]
        amy: 加线索 张三丰 138-0013-8000
        bot: 这个电话已属于 张三（L-1）… [查看]
        ",
    );
}

#[test]
fn a_lead_of_a_colleague_is_noticed_without_showing_whose_it_is() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.rep("bo").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1）
        bo: 加线索 李四 13800138000
        bot: 这个电话已在系统里…
          - 张三
          - L-1
          - Amy
        bo: L-1
        bot: 没有找到“L-1”…
        bo: L-99
        bot: 没有找到“L-99”…
        ",
    );
}

#[test]
fn a_lead_in_one_sentence_in_either_language() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 13800138000 公司=华星科技 来源=展会 20台空调
        bot: ✅ 已记下 张三（L-1）
          | 公司: 华星科技
          | 电话: 13800138000
          | 来源: 展会
          | 需求: 20台空调
        ben: lead add Ann Lee 13900139000 company=Acme source=exhibition 20 units
        bot: ✅ Saved Ann Lee (L-2)
          | Company: Acme
          | Source: Exhibition
          | Need: 20 units
        ben: /lead_show L-2
        bot: Ann Lee (L-2)
        ben: l2
        bot: Ann Lee (L-2)
        ",
    );
}

#[test]
fn the_words_of_a_person_are_kept_as_they_were_typed() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 １３８００１３８０００ 公司：华星（北京）科技 要“大号”空调，尽快！👨‍👩‍👧
        bot: ✅ 已记下 张三（L-1）
          | 公司: 华星（北京）科技
          | 电话: 13800138000
          | 需求: 要“大号”空调，尽快！👨‍👩‍👧
        ",
    );
}

#[test]
fn what_is_missing_is_asked_for_and_what_is_wrong_is_asked_again() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 来源=火星
        bot: “来源”里没有“火星”… [展会] [官网]
        amy! 展会
        bot: 叫什么名字，或电话是多少？
        amy: 张三
        bot: ✅ 已记下 张三（L-1）
          | 来源: 展会
        ",
    );
}

#[test]
fn an_open_question_waits_while_something_else_is_asked_and_can_be_left() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索
        bot: 叫什么名字，或电话是多少？
        amy: 线索
        bot: 没有线索…
          ~ 还在等
        amy: 取消
        bot: 好的，不…了。
        amy: 张三
        bot: 没看懂“张三”…
        ",
    );
}

#[test]
fn a_mobile_of_a_wrong_length_is_asked_for_again() {
    chat(
        async |w| {
            w.rep("amy").await;
            w.english("ben").await;
        },
        "
        amy: 加线索 张三 1380013800
        bot: “电话”看不懂：1380013800 (10 ≠ 11)…
        amy: 138001380
        bot: “电话”看不懂：138001380 (9 ≠ 11)…
        amy: 13800138000
        bot: ✅ 已记下 张三（L-1）
          | 电话: 13800138000
        ben: lead add Ann 1380013800
        bot: Phone is not clear: 1380013800 (10 ≠ 11)…
        ben: cancel
        bot: …
        ben: lead add Bob 4001234567
        bot: ✅ Saved Bob…
        ",
    );
}

#[test]
fn a_creation_is_undone_and_redone_and_its_code_is_never_used_again() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000
        bot: ✅ 已记下 张三（L-1） [撤销]
        amy: 撤销
        bot: ↩️ 已撤销 加线索：张三 [恢复]
        amy: L-1
        bot: 没有找到“L-1”…
        amy: 加线索 李四 13800138000
        bot: ✅ 已记下 李四（L-2）
        amy: 撤销
        bot: ↩️ 已撤销 加线索：李四
        amy! 恢复
        bot: ↪️ 已恢复 加线索：李四
        amy: L-2
        bot: 李四（L-2）
        ",
    );
}

#[test]
fn the_same_sentence_twice_within_minutes_is_saved_once() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三
        bot: ✅ 已记下 张三（L-1）
        amy: 加线索　张三
        bot: 刚才已经记过了：L-1。 [再记一条]
        amy! 再记一条
        bot: ✅ 已记下 张三（L-2）
        amy! 再记一条
        bot: 这个按钮已经用过了…
        @2026-03-11T15:41:00+08:00
        amy: 加线索 张三
        bot: ✅ 已记下 张三（L-3）
        ",
    );
}

#[test]
fn a_group_reads_along_and_sees_no_phone() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy#east: 加线索 张三 13800138000
        bot>#east: ✅ 已记下 张三（L-1）
          | 电话: 138****8000
          - 13800138000
        amy#east: 大家好
        stranger#east: 加线索 李四
        ",
    );
}

#[test]
fn a_stranger_gets_one_polite_line_a_day() {
    chat(
        async |_| {},
        "
        eve: 线索
        bot: 你好！…
        eve: 线索
        @2026-03-12T16:00:00+08:00
        ",
    );
}

#[test]
fn an_answer_may_say_more_than_was_asked_and_is_read_by_shape() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索
        bot: 叫什么名字，或电话是多少？
        amy: 13999990001
        bot: ✅ 已记下 13999990001（L-1）
          | 电话: 13999990001
        amy: 加线索
        bot: 叫什么名字，或电话是多少？
        amy: 13800138001 李雷 公司=海信
        bot: ✅ 已记下 李雷（L-2）
          | 电话: 13800138001
          | 公司: 海信
        ",
    );
}

#[test]
fn a_code_is_never_an_answer_to_a_question_for_words() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三
        bot: ✅ 已记下 张三（L-1）
        amy: 加线索
        bot: 叫什么名字，或电话是多少？
        amy: L-1
        bot: 张三（L-1）
          ~ 还在等“姓名”
        amy: L-1 电话=13800138000
        bot: ✅ …张三（L-1）…
          - 还在等
        amy: 李四
        bot: ✅ 已记下 李四（L-2）
        ",
    );
}

#[test]
fn a_field_that_is_not_known_does_not_cost_the_rest() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三 13800138000 星座=双鱼
        bot: 不认识字段“星座”… [不要这部分，继续]
        amy! 不要这部分，继续
        bot: ✅ 已记下 张三（L-1）
          | 电话: 13800138000
        amy: 查看线索
        bot: 没看懂“查看线索”…
        amy: 看线索L-1
        bot: 张三（L-1）
        amy: L-1已联系
        bot: ✅ …张三（L-1）…
        ",
    );
}

#[test]
fn a_phone_is_found_where_words_stand_against_it() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 张三13800138000要20台空调
        bot: ✅ 已记下 张三（L-1）
          | 电话: 13800138000
          | 需求: 要20台空调
        ",
    );
}

#[test]
fn a_phone_between_commas_is_a_phone() {
    chat(
        async |w| {
            w.rep("amy").await;
        },
        "
        amy: 加线索 小李，13800138000，要20台
        bot: ✅ 已记下 小李（L-1）
          | 电话: 13800138000
          | 需求: 要20台
        amy: 加线索 小王、13800138000、华星科技
        bot: 这个电话已属于 小李（L-1）…
        amy: lead add Ann,13800138000
        bot: 这个电话已属于 小李（L-1）…
        ",
    );
}
