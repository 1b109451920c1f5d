//! Several instances on one database, and a server that goes away again and again.

use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bot_core::chat::channel::Channel;
use bot_core::deliver::Deliverer;
use bot_core::engine::Engine;
use bot_core::store::StoreError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};
use storage::{Options, Storage};
use tokio::time::sleep;

use crate::world::{World, database, dump, run};

/// Leases that are soon over, so that nobody waits long for what another has lost.
const SHORT: Options = Options { readers: 2, writers: 4, lease_millis: 500 };

const PEOPLE: [&str; 5] = ["amy", "ben", "cat", "dan", "eve"];
const MESSAGES: usize = 20;

async fn everybody(world: &World) {
    for who in PEOPLE {
        world.rep(who).await;
    }
}

/// Everybody says all that they have to say, each thing twice.
async fn say_all(world: &World) {
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
async fn work(store: Arc<Storage>, world: &World) {
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
async fn all_is_well(world: &World, address: &str, said_twice: bool) {
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

#[test]
fn three_instances_share_the_work_and_do_each_thing_once() {
    run(async {
        let world = World::with(SHORT).await;
        everybody(&world).await;
        say_all(&world).await;
        let mut stores = vec![world.store.clone()];
        for _ in 0..2 {
            let other = Storage::open_with(&world.address, SHORT).await.expect("the same database");
            stores.push(Arc::new(other));
        }
        let working = stores.into_iter().map(|store| work(store, &world));
        futures::future::join_all(working).await;
        all_is_well(&world, &world.address, false).await;
    });
}

#[test]
fn a_server_that_cuts_all_connections_again_and_again_loses_nothing() {
    let Some(server) = database::server() else {
        // A file has no connections to be cut; `./test` runs this on a server too.
        return;
    };
    run(async {
        // A database of its own, so that nobody else's connections are cut.
        let name = format!("cut_{}", uuid::Uuid::now_v7().simple());
        let options = PgConnectOptions::from_str(&server).expect("an address");
        let mut admin = options.connect().await.expect("the server");
        admin.execute(AssertSqlSafe(format!("create database {name}"))).await.expect("made");
        let address = server.replacen("/postgres", &format!("/{name}"), 1);
        assert_ne!(address, server, "the address names the database postgres");
        let world = World::at_address(&address, SHORT).await;
        everybody(&world).await;
        let over = AtomicBool::new(false);
        let cutting = async {
            let cut = format!(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
            );
            let mut cuts = 0;
            while !over.load(Ordering::SeqCst) {
                sleep(Duration::from_millis(150)).await;
                admin.execute(AssertSqlSafe(cut.clone())).await.expect("cut");
                cuts += 1;
            }
            cuts
        };
        let working = async {
            say_all(&world).await;
            work(world.store.clone(), &world).await;
            over.store(true, Ordering::SeqCst);
        };
        let (cuts, ()) = futures::future::join(cutting, working).await;
        assert!(cuts > 5, "only {cuts} cuts");
        all_is_well(&world, &address, true).await;
        world.store.close().await;
        admin.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.ok();
    });
}
