//! Replies from their claim to their mark.

use std::time::Instant;

use bot_core::chat::incoming::Address;
use bot_core::chat::reply::Reply;
use bot_core::store::{NewReply, OutgoingEnd, Store as _};
use uuid::Uuid;

use crate::middle;
use crate::world::World;

/// Replies from their claim to their mark, with nothing and with much that is over: turn by turn,
/// so that what else the machine does meets both alike.
pub async fn outbox() -> bool {
    const TURNS: usize = 7;
    const ROWS: usize = 1_500;
    let mut worlds = Vec::new();
    for old in [0, 1_000_000] {
        let world = World::new().await;
        world.rep("rep0").await;
        past(&world, old).await;
        worlds.push(world);
    }
    let (mut rates, mut costs) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let mut took = Vec::new();
        for world in &worlds {
            fill(world, ROWS).await;
            let began = Instant::now();
            mark(world, ROWS).await;
            took.push(began.elapsed().as_secs_f64());
        }
        rates.push(ROWS as f64 / took[0]);
        costs.push(took[1] / took[0]);
    }
    let (rate, cost) = (middle(&mut rates), middle(&mut costs));
    println!(
        "outbox: {rate:.0} rows/s from claim to mark; {cost:.2} times the cost with 1,000,000 old \
         ones, median of {TURNS} turns; limits 5,000 and 1.2"
    );
    rate >= 5_000.0 && cost <= 1.2
}

/// Claims and marks so many replies.
async fn mark(world: &World, rows: usize) {
    let mut marked = 0;
    while marked < rows {
        let due = world.store.claim_outgoing("test/main", 64).await.expect("claimed");
        marked += due.len();
        let sent = OutgoingEnd::Sent("1".to_owned());
        let marks = due.iter().map(|one| world.store.end_outgoing(one, &sent, world.now()));
        for mark in futures::future::join_all(marks).await {
            mark.expect("marked");
        }
    }
}

/// Rows that were sent long ago.
async fn past(world: &World, rows: i64) {
    use sqlx::{ConnectOptions as _, Executor as _};
    if rows == 0 {
        return;
    }
    fill(world, 1).await;
    let due = world.store.claim_outgoing("test/main", 1).await.expect("claimed");
    let sent = OutgoingEnd::Sent("1".to_owned());
    world.store.end_outgoing(&due[0], &sent, world.now()).await.expect("marked");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&world.address);
    let mut conn = options.connect().await.expect("a connection");
    let copies = format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) \
         insert into outbox (org, id, chat, source, person, payload, edits, change, created_at, \
         state, sent_at, ref, attempts) select org, randomblob(16), 'test/main/old' || (i % 999), \
         source, person, payload, edits, change, created_at, 'sent', sent_at, ref, attempts \
         from outbox, n"
    );
    conn.execute("drop trigger outbox_came").await.expect("what is over makes no line");
    conn.execute(sqlx::AssertSqlSafe(copies)).await.expect("rows");
    let trigger = include_str!("../../storage/migrations/0014_closed_chats.sql");
    let trigger = trigger.split("{trigger ").find(|part| part.starts_with("outbox_came"));
    let (head, body) = trigger.expect("the trigger").split_once('}').expect("its head");
    let body = body.split("{end}").next().unwrap_or_default();
    let body = body.replace("{now_ms}", "cast(unixepoch('subsec') * 1000 as integer)");
    let again = format!("create trigger {head} begin {body} end");
    conn.execute(sqlx::AssertSqlSafe(again)).await.expect("the trigger");
}

/// Replies that wait, in a thousand chats.
async fn fill(world: &World, rows: usize) {
    for some in (0..rows).collect::<Vec<_>>().chunks(500) {
        let mut unit = world.begin().await;
        for i in some {
            let chat = Address::new("test/main", &format!("chat{}", i % 1000));
            let reply = Reply::say(format!("第 {i} 条"));
            let reply = NewReply { id: Uuid::now_v7(), chat, person: None, reply };
            unit.tx().send(reply).await.expect("queued");
        }
        unit.commit().await.expect("a commit");
    }
}
