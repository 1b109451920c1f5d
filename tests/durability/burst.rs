//! Five people who all talk at once, and what must be there in the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bot_core::chat::channel::Channel;
use bot_core::deliver::Deliverer;
use bot_core::engine::Engine;
use bot_core::store::StoreError;
use storage::{Options, Storage};
use tokio::time::sleep;

use crate::world::{World, dump};

/// Leases that are soon over, so that nobody waits long for what another has lost.
pub const SHORT: Options = Options { readers: 2, writers: 4, lease_millis: 500 };

const PEOPLE: [&str; 5] = ["amy", "ben", "cat", "dan", "eve"];
pub const MESSAGES: usize = 20;

pub async fn everybody(world: &World) {
    for who in PEOPLE {
        world.rep(who).await;
    }
}

/// Everybody says all that they have to say, each thing twice.
pub async fn say_all(world: &World) {
    for i in 0..MESSAGES {
        for (p, who) in PEOPLE.iter().enumerate() {
            for _ in 0..2 {
                let text = format!("加线索 客人{i} 138{p:02}{i:06}");
                while world.try_arrive(&format!("{who}{i}"), who, None, &text).await.is_err() {
                    sleep(Duration::from_millis(20)).await;
                }
            }
        }
    }
}

/// Works until nothing waits any more, whatever the database does meanwhile.
pub async fn work(store: Arc<Storage>, world: &World) {
    use bot_core::store::Store as _;
    let channels: Vec<Arc<dyn Channel>> = vec![world.channel.clone()];
    let engine = Engine::new(store.clone(), channels.clone(), world.clock.clone());
    let deliverer = Deliverer::new(store.clone(), channels, world.clock.clone());
    loop {
        let worked = async { Ok::<_, StoreError>(engine.step().await? + deliverer.step().await?) };
        match worked.await {
            Ok(0) => match store.waits(world.channel.source()).await {
                Ok(false) => return,
                _ => sleep(Duration::from_millis(20)).await,
            },
            Ok(_) => {}
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
}

/// Every message took effect once, and every chat heard of its own in order.
pub async fn all_is_well(world: &World, address: &str, said_twice: bool) {
    let leads = dump::rows(address, "select phone from lead order by phone").await;
    let mut wanted: Vec<String> = (0..PEOPLE.len())
        .flat_map(|p| (0..MESSAGES).map(move |i| format!("138{p:02}{i:06}")))
        .collect();
    wanted.sort();
    assert_eq!(leads, wanted, "each lead once");
    let parked = dump::rows(address, "select raw from inbox where parked").await;
    assert!(parked.is_empty(), "{parked:?}");
    let mut heard: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for seen in world.channel.all() {
        let of_chat = heard.entry(seen.to).or_default();
        let text = seen.reply.plain();
        let name = text.split_whitespace().find(|word| word.starts_with("客人"));
        let name = name.expect("a lead").split('（').next().unwrap_or_default().to_owned();
        // A reply goes out again where its mark was lost: at least once, in order.
        if !(said_twice && of_chat.contains(&name)) {
            of_chat.push(name);
        }
    }
    for who in PEOPLE {
        let wanted: Vec<String> = (0..MESSAGES).map(|i| format!("客人{i}")).collect();
        assert_eq!(heard.get(who), Some(&wanted), "what {who} heard");
    }
}
