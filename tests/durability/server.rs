//! A PostgreSQL that is stopped and started, is full, or takes no more connections.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use bot_core::store::StoreError;
use storage::{OpenError, Options, Storage};
use tokio::time::sleep;

use super::burst::{SHORT, all_is_well, everybody, say_all, work};
use crate::world::{World, database, dump, run};

/// A server of the test's own, which goes away with it.
struct Server {
    shell: Child,
    says: Option<ChildStdin>,
    hears: Lines<BufReader<ChildStdout>>,
}

/// Starts a cluster as `./test` does, and then does as it is told.
const SHELL: &str = r#"set -euo pipefail
root=$PWD
source .ci/setup.sh
source .ci/postgres.sh
start_postgres >&2
echo "$GENDAN_TEST_DATABASE"
while read -r word; do
    case $word in
    stop) as_postgres "$postgres_bin/pg_ctl" -D "$postgres_data/db" -m immediate -s stop >&2 ;;
    start) run_postgres "$postgres_port" >&2 ;;
    esac
    echo "$word"
done
"#;

impl Server {
    /// The server and its address.
    fn start() -> (Self, String) {
        let mut shell = Command::new("bash")
            .args(["-c", SHELL])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash");
        let says = shell.stdin.take();
        let hears = BufReader::new(shell.stdout.take().expect("its output")).lines();
        let mut server = Self { shell, says, hears };
        let address = server.hear();
        (server, address)
    }

    fn hear(&mut self) -> String {
        self.hears.next().expect("the server's shell is there").expect("words")
    }

    fn tell(&mut self, word: &str) {
        writeln!(self.says.as_mut().expect("its input"), "{word}").expect("told");
        assert_eq!(self.hear(), word);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.says.take());
        self.shell.wait().ok();
    }
}

/// These are about a server: `./test` runs them in its second round.
fn on_a_server() -> Option<String> {
    database::server()
}

#[test]
fn a_server_that_is_stopped_and_started_again_and_again_loses_nothing() {
    if on_a_server().is_none() {
        return;
    }
    let (mut server, address) = Server::start();
    run(async {
        let world = World::at_address(&address, SHORT).await;
        everybody(&world).await;
        let stopping = tokio::task::spawn_blocking(move || {
            for _ in 0..4 {
                std::thread::sleep(Duration::from_millis(300));
                server.tell("stop");
                std::thread::sleep(Duration::from_millis(200));
                server.tell("start");
            }
            server
        });
        let working = async {
            say_all(&world).await;
            // What is said last is said to a server that stays.
            let server = stopping.await.expect("stopped and started");
            work(world.store.clone(), &world).await;
            server
        };
        let server = working.await;
        all_is_well(&world, &address, true).await;
        world.store.close().await;
        drop(server);
    });
}

#[test]
fn a_server_without_room_refuses_and_goes_on_once_there_is_room() {
    if on_a_server().is_none() {
        return;
    }
    run(async {
        let world = World::with(SHORT).await;
        everybody(&world).await;
        world.say("amy", "加线索 张三 13800138000").await;
        // What a server says whose disk is full.
        let full = "create function no_room() returns trigger language plpgsql as $$ begin \
                    raise exception 'could not extend file: No space left on device' \
                    using errcode = '53100'; end $$";
        dump::execute(&world.address, full).await;
        let trigger = "create trigger no_room before insert on event execute function no_room()";
        dump::execute(&world.address, trigger).await;
        world.arrive("u1", "amy", None, "加线索 李四 13800138001").await;
        let error = world.try_settle().await.expect_err("there is no room");
        assert!(matches!(&error, StoreError::Unusable(why) if why.contains("No space")), "{error}");
        dump::execute(&world.address, "drop trigger no_room on event").await;
        world.settle_patiently().await;
        let leads = dump::rows(&world.address, "select name from lead order by n").await;
        assert_eq!(leads, ["张三", "李四"]);
    });
}

#[test]
fn a_server_that_takes_no_more_connections_is_waited_for() {
    let Some(server) = on_a_server() else {
        return;
    };
    run(async {
        let world = World::with(SHORT).await;
        everybody(&world).await;
        let role = format!("few_{}", uuid::Uuid::now_v7().simple());
        let schema = world.address.rsplit_once("%3D").expect("its schema").1.to_owned();
        for text in [
            format!("create role {role} login connection limit 1"),
            format!("grant all on schema {schema} to {role}"),
            format!("grant all on all tables in schema {schema} to {role}"),
            format!("grant all on all sequences in schema {schema} to {role}"),
        ] {
            dump::execute(&server, &text).await;
        }
        let address = world.address.replacen("gendan@", &format!("{role}@"), 1);
        let few = Options { readers: 1, writers: 1, lease_millis: 500 };
        let refused = Storage::open_with(&address, few).await;
        assert!(matches!(refused, Err(OpenError::Server { .. })), "{:?}", refused.err());
        dump::execute(&server, &format!("alter role {role} connection limit 2")).await;
        let store = std::sync::Arc::new(Storage::open_with(&address, few).await.expect("opened"));
        say_all(&world).await;
        // Connections that are cut cannot be had again for a while.
        let cut = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '{role}'"
        );
        let limit = |n: i64| format!("alter role {role} connection limit {n}");
        let cutting = async {
            for _ in 0..3 {
                sleep(Duration::from_millis(100)).await;
                dump::execute(&server, &limit(0)).await;
                dump::execute(&server, &cut).await;
                sleep(Duration::from_millis(200)).await;
                dump::execute(&server, &limit(2)).await;
            }
        };
        futures::future::join(cutting, work(store.clone(), &world)).await;
        work(store.clone(), &world).await;
        all_is_well(&world, &world.address, true).await;
        store.close().await;
        for text in [format!("drop owned by {role}"), format!("drop role {role}")] {
            dump::execute(&server, &text).await;
        }
    });
}
