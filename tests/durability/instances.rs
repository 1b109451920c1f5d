//! Several instances on one database, and connections that are cut again and again.

use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};
use storage::Storage;
use tokio::time::sleep;

use super::burst::{SHORT, all_is_well, everybody, say_all, work};
use crate::world::{World, database, run};

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
            while !over.load(Ordering::SeqCst) && cuts < 30 {
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
