//! Questions that wait: how they are answered, parked, ended.

use crate::world::scenes::{shop, with_phone};
use bot_core::domain::people::Lang;

use crate::world::{World, chat, dump, run};

/// How an order comes to be confirmed.
const CONFIRMED: &str = "
    amy: 下单 华星 A100*20
    bot: ✅ 已下单（草稿）O-1 华星科技 [提交]
    amy: 提交订单 O-1
    bot>amy: ✅ 已提交 O-1…
    bot>chen: Amy 提交了订单…
    chen: 确认订单 O-1
    bot>chen: ✅ 已确认…
    bot>amy: ✅ Chen 确认了…
";

async fn company(w: &World) {
    let amy = w.rep("amy").await;
    w.english("ann").await;
    with_phone(w, amy, "华星电子", None).await;
}

#[test]
fn what_is_to_change_is_asked_and_any_field_answers() {
    chat(
        company,
        "
        amy: 加线索 张三 13912345678
        bot: ✅ 已记下 张三（L-1）
        amy: 改线索 L-1
        bot: 张三（L-1） 要改什么？可以改：…电话…
        amy: 13900139000
        bot: ✅ …
          | 电话: 13912345678 → 13900139000
        amy: 改线索 L-1
        bot: 张三（L-1） 要改什么？…
        amy: 电话 13900139001 邮箱 a@b.cn
        bot: ✅ …
          ~ 13900139001
          ~ a@b.cn
        amy: 改线索 L-1
        bot: 张三（L-1） 要改什么？…
        amy: 把电话改成13900139002
        bot: ✅ …
          ~ 13900139002
        amy: 改线索 L-1
        bot: 张三（L-1） 要改什么？…
        amy: hello world
        bot: 没看懂“hello world”要改哪里…
        amy: 需求=20台空调 来源 转介绍
        bot: ✅ …
          ~ 20台空调
          ~ 转介绍
        amy: 取消
        bot: 没有等着回答的问题…
        amy: 改客户 C-1
        bot: 华星电子（C-1） 要改什么？…
        amy: 备注 每周三 10点 开会
        bot: ✅ …
          ~ 每周三 10点 开会
        amy: 加联系人 华星 李工 13700137000
        bot: ✅ …
        amy: 改联系人 K-1
        bot: …要改什么？…
        amy: 职位改为采购经理
        bot: ✅ …
          ~ 采购经理
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机…
        amy: 改商机 D-1
        bot: 20台空调（D-1） 要改什么？…
        amy: 150000
        bot: ✅ …
          ~ ¥150,000.00
        amy: 改商机 D-1
        bot: 20台空调（D-1） 要改什么？…
        amy: 6月30日
        bot: ✅ …
          ~ 6月30日
        ",
    );
}

#[test]
fn what_is_to_change_is_asked_in_english_too() {
    chat(
        company,
        "
        ann: lead add Bob Lee 13912345678
        bot: ✅ …
        ann: lead edit L-1
        bot: What should change on Bob Lee (L-1)? …
        ann: phone 13900139000
        bot: ✅ …
          ~ 13900139000
        ann: lead edit L-1
        bot: What should change on Bob Lee (L-1)? …
        ann: change phone to 13900139001
        bot: ✅ …
          ~ 13900139001
        ann: lead edit L-1
        bot: What should change on Bob Lee (L-1)? …
        ann: cancel
        bot: …
        ann: phone 13900139002
        bot: …
          - ✅
        ",
    );
}

#[test]
fn what_was_done_another_way_is_asked_for_no_more() {
    chat(
        company,
        "
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机…
        amy: 新商机 华星 5台风扇 1万
        bot: ✅ 已建商机…
        amy: 赢单
        bot: …
        amy: D-1 won
        bot: …D-1…
          - 还在等
        amy: D-2
        bot: 5台风扇（D-2）
          - 还在等
        amy: 取消
        bot: 没有等着回答的问题…
        amy: 推进 D-2 输单
        bot: …为什么输单？
        amy: 输单 D-2 价格
        bot: …D-2…
          - 还在等
        amy: 取消
        bot: 没有等着回答的问题…
        ",
    );
}

#[test]
fn a_question_about_what_is_gone_or_closed_ends() {
    chat(
        company,
        "
        amy: 加线索 张三 13912345678
        bot: ✅ 已记下 张三（L-1）
        amy: 丢线索 L-1
        bot: 什么原因？…
          ~ L-1
        amy: 撤销
        bot: ↩️ 已撤销…
          - 还在等
        amy: 取消
        bot: 没有等着回答的问题…
        amy: 新商机 华星 20台空调 12万
        bot: ✅ 已建商机…
        amy: 输单 D-1
        bot: …为什么输单？
        amy: 改商机 D-1 金额=15万
        bot: ✅ …
          ~ （输单还在等
        amy: 赢单 D-1
        bot: …D-1…
          - 还在等
        amy: 嫌贵
        bot: …
          - 已输单
        amy: 取消
        bot: 没有等着回答的问题…
        ",
    );
}

#[test]
fn a_question_waits_half_an_hour_and_undo_parks_it() {
    chat(
        company,
        "
        amy: 加线索 张三 13912345678
        bot: ✅ 已记下 张三（L-1）
        amy: 下次 华星
        bot: 什么时候…
        amy: 撤销
        bot: ↩️ 已撤销…
          ~ 还在等
        @2026-03-11T15:59:00+08:00
        amy: 周五10点 送样品
        bot: ✅ 已安排…
        amy: 下次 华星
        bot: 什么时候…
        @2026-03-11T16:30:00+08:00
        amy: 周五11点 送样品
        bot: 刚才问的“时间”（安排跟进）已经过了时间。你说的还留着，要接着办吗？ [接着安排跟进]
        amy: 取消
        bot: 没有等着回答的问题…
        amy! 接着安排跟进
        bot: ✅ 已安排…
          ~ 送样品
        ",
    );
}

#[test]
fn goods_go_with_a_known_carrier_or_under_a_number() {
    chat(
        shop,
        &[
            CONFIRMED,
            "
        amy: 发货 O-1 hello world
        bot: “hello world”里看不出承运和单号，还没有发货…
        amy: 今天
        bot: …
          ~ （发货还在等
        amy: 老王
        bot: “老王”的单号是多少？… [老王，没有单号] [自提]
        amy: 不知道
        bot: “老王”的单号是多少？…
        amy: 88001234
        bot: 🚚 已发货 O-1…
          | 承运: 老王
          | 单号: 88001234
        ",
        ]
        .concat(),
    );
    chat(
        shop,
        &[
            CONFIRMED,
            "
        amy: 发货 O-1 SF1234567
        bot: 单号 SF1234567 是哪家承运的？…
        amy: 顺丰
        bot: 🚚 已发货 O-1…
          | 承运: 顺丰
          | 单号: SF1234567
        ",
        ]
        .concat(),
    );
    chat(
        shop,
        &[
            CONFIRMED,
            "
        amy: 发货 O-1 老王
        bot: “老王”的单号是多少？… [老王，没有单号]
        amy! 老王，没有单号
        bot: 🚚 已发货 O-1…
          | 承运: 老王
        ",
        ]
        .concat(),
    );
}

#[test]
fn in_a_group_only_a_reply_to_the_question_answers_it() {
    chat(
        company,
        "
        amy#east: 下次 华星
        bot>#east: 什么时候…
          ~ 回复这条消息
        amy#east: 周五10点 送样品
        amy#east: 商机
        bot>#east: …
          ~ 回复这条消息来回答
        amy#east>: 周五10点 送样品
        bot>#east: ✅ 已安排…
        ann#east: follow 华星
        bot>#east: …
        ",
    );
}

/// Commands for which any words are an answer.
const ANY_NAME: &[&str] = &[
    "lead add",
    "customer add",
    "product add",
    "team add",
    "stage add",
    "pipeline add",
    "source add",
    "reason add",
];

async fn written(w: &World) -> Vec<String> {
    dump::rows(&w.address, "select op || ' ' || fields from event order by seq").await
}

/// What every command asks for is left with one word, and nothing is written meanwhile.
#[test]
fn every_question_is_left_with_cancel() {
    run(async {
        let w = World::new().await;
        w.admin("dana").await;
        w.person("dan", "admin", Lang::En).await;
        let before = written(&w).await;
        let mut bad = Vec::new();
        for entry in bot_core::commands::ALL {
            let spec = entry.spec;
            if ANY_NAME.contains(&spec.name) || spec.args.iter().all(|arg| !arg.required) {
                continue;
            }
            for (who, leave, nothing) in
                [("dana", "取消", "没有等着回答"), ("dan", "cancel", "No question is waiting")]
            {
                let mut said = Vec::new();
                for text in [spec.name, "asdf qwer", leave, leave] {
                    w.say(who, text).await;
                    while let Some(seen) = w.channel.next() {
                        said.push(seen.reply.plain());
                    }
                }
                let last = said.last().map_or("", String::as_str);
                if said.len() != 4 || !last.contains(nothing) {
                    bad.push(format!("{} ({who}): {said:#?}", spec.name));
                }
            }
        }
        assert!(bad.is_empty(), "{}", bad.join("\n"));
        assert_eq!(before, written(&w).await);
    });
}
