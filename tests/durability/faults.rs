//! The process seems to die at every statement of a conversation, in turn, and is started again.

use std::sync::Arc;

use storage::Options;

use crate::world::{World, database, dump, run};

/// Who says what, from a lead to a delivered order with a change of mind. Each arrives twice.
const CONVERSATION: [(&str, &str); 12] = [
    ("amy", "加线索 张三 13800138000 公司=华星科技 来源=展会 20台空调"),
    ("amy", "转客户 L-1 商机=20台空调 金额=12万"),
    ("amy", "D-1 报价"),
    ("amy", "撤销"),
    ("amy", "记电话 华星 聊了价格，嫌贵 下周三再打"),
    ("chen", "加产品 A100 空调 单价=3500 底价=3000 单位=台"),
    ("amy", "下单 华星"),
    ("amy", "A100*20 九折"),
    ("amy", "提交订单 O-1"),
    ("chen", "确认订单 O-1"),
    ("amy", "发货 O-1 顺丰 SF1234567"),
    ("amy", "签收 O-1"),
];

/// A lease that is over at once: nobody waits for the one who died.
const OPTIONS: Options = Options { readers: 1, writers: 1, lease_millis: 0 };

async fn scene() -> World {
    let world = World::with(OPTIONS).await;
    world.rep("amy").await;
    world.manager("chen").await;
    world
}

/// Lets every message arrive twice and works until all is done; false when the database died.
async fn play(world: &World) -> bool {
    for (i, (who, text)) in CONVERSATION.iter().enumerate() {
        for _ in 0..2 {
            if world.try_arrive(&format!("{i}"), who, None, text).await.is_err() {
                return false;
            }
        }
        if world.try_settle().await.is_err() {
            return false;
        }
    }
    // What failed in the engine is noted there; a database that died fails the next question.
    world.store.orgs().await.is_ok()
}

#[test]
fn whatever_statement_the_process_dies_at_every_message_takes_effect_once() {
    run(async {
        let calm = scene().await;
        let before = calm.store.counts();
        assert!(play(&calm).await);
        let after = calm.store.counts();
        let statements = after.statements + after.control - before.statements - before.control;
        let expected = dump::facts(&calm.address).await;
        assert!(statements > 150, "too few statements to mean anything: {statements}");
        // On a server every scene is a schema of its own, which takes its time: each tenth place.
        let step = if database::server().is_some() { 10 } else { 1 };
        let (mut died, mut tried) = (0, 0);
        for nth in (1..=statements).step_by(step) {
            tried += 1;
            let mut world = scene().await;
            world.store.set_fault(Some(Arc::new(move |n, _| n == nth)));
            died += u64::from(!play(&world).await);
            world.restart(OPTIONS).await;
            assert!(play(&world).await, "statement {nth}: not well after a restart");
            world.settle_patiently().await;
            let got = dump::facts(&world.address).await;
            assert_eq!(got, expected, "the process died at statement {nth}");
        }
        // The last places may not come: how often is looked whether there is more differs a little.
        assert!(died >= tried - tried / 40, "only {died} of {tried} faults were met");
    });
}
