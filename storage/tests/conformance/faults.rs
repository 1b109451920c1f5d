//! The process dies at any statement: afterwards all of a message's work is there, or none.

use std::sync::Arc;

use bot_core::chat::channel::Inlet as _;
use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::domain::ids::Kind;
use bot_core::store::{NewReply, Origin, RecordsExt as _, Store as _, Stored};
use storage::Options;
use uuid::Uuid;

use crate::world::{NOW, SOURCE, World, lead, origin};

/// Keeps one message and does its work: a lead and a reply.
async fn one_message(world: &World) -> Stored<()> {
    let store = &world.store;
    let arrival = crate::world::arrival("1", "5", "加线索 张三");
    let kept = store.keep(SOURCE, &[arrival], Some(2)).await;
    kept.map_err(|e| bot_core::store::StoreError::Broken(e.to_string()))?;
    for claimed in store.claim(SOURCE, 1).await? {
        let origin = Origin { change: claimed.id, ..origin(&world.org) };
        let mut unit = store.work(&claimed, origin).await?;
        let n = unit.tx().next_number(Kind::Lead).await?;
        let lead = lead("张三", n, None);
        unit.save(None, &lead, NOW).await?;
        let reply = NewReply {
            id: Uuid::now_v7(),
            chat: Address::new(SOURCE, "5"),
            person: None,
            reply: Reply::say("记下"),
        };
        unit.tx().send(reply).await?;
        unit.commit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_process_that_dies_anywhere_does_each_message_once() {
    let forgetful = Options { lease_millis: -1, ..Options::default() };
    let mut deaths = 0;
    loop {
        let mut world = World::with(forgetful).await;
        let at = deaths + 1;
        world.store.set_fault(Some(Arc::new(move |nth, _| nth == at)));
        let survived = one_message(&world).await.is_ok();
        if survived {
            break;
        }
        deaths += 1;
        assert!(world.store.orgs().await.is_err(), "a dead database answers");
        world.store = World::open(&world.address, forgetful).await;
        one_message(&world).await.expect("it works after the restart");

        let mut unit = world.begin().await;
        let next = unit.tx().next_number(Kind::Lead).await.expect("a number");
        assert_eq!(next, 2, "after death {deaths}");
        unit.rollback().await;
        let out = world.store.claim_outgoing(SOURCE, 9).await.expect("one");
        assert_eq!(out.len(), 1, "after death {deaths}");
        let sent = bot_core::store::OutgoingEnd::Sent("m".to_owned());
        world.store.end_outgoing(&out[0], &sent, NOW).await.expect("marked");
        let more = world.store.claim_outgoing(SOURCE, 9).await.expect("none");
        assert!(more.is_empty(), "after death {deaths}");
        assert!(world.store.integrity_check().await.expect("checked").is_empty());
    }
    assert!(deaths > 10, "only {deaths} places to die at");
}
