//! A small bot of the usual kind: teloxide and sqlx on a durable SQLite. For each message it writes
//! what came in, a lead, an event and the reply, and sends the reply.

use std::env;
use std::error::Error;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use teloxide::prelude::*;

type Done<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

const TABLES: &str = "
    create table if not exists inbox (message integer, chat integer, raw text, at integer);
    create table if not exists lead (id integer primary key, name text, phone text, owner integer);
    create index if not exists lead_name on lead (name);
    create index if not exists lead_phone on lead (phone);
    create table if not exists event (id integer primary key, lead integer, actor integer, fields text, at integer);
    create index if not exists event_lead on event (lead);
    create table if not exists outbox (id integer primary key, chat integer, text text);
";

#[tokio::main]
async fn main() -> Done {
    let options = SqliteConnectOptions::new()
        .filename("bot.db")
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    // One writer, as SQLite has it.
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlx::raw_sql(TABLES).execute(&pool).await?;
    let bot = Bot::new(env::var("BOT_TOKEN")?).set_api_url(env::var("BOT_URL")?.parse()?);
    let handler = Update::filter_message().endpoint(said);
    Dispatcher::builder(bot, handler).dependencies(dptree::deps![pool]).build().dispatch().await;
    Ok(())
}

async fn said(bot: Bot, message: Message, pool: SqlitePool) -> Done {
    let text = message.text().unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let ["加线索", name, phone] = words.as_slice() else {
        bot.send_message(message.chat.id, "?").await?;
        return Ok(());
    };
    let (chat, at) = (message.chat.id.0, message.date.timestamp());
    let mut tx = pool.begin().await?;
    sqlx::query("insert into inbox (message, chat, raw, at) values ($1, $2, $3, $4)")
        .bind(message.id.0)
        .bind(chat)
        .bind(text)
        .bind(at)
        .execute(&mut *tx)
        .await?;
    let lead = sqlx::query("insert into lead (name, phone, owner) values ($1, $2, $3)")
        .bind(name)
        .bind(phone)
        .bind(chat)
        .execute(&mut *tx)
        .await?
        .last_insert_rowid();
    sqlx::query("insert into event (lead, actor, fields, at) values ($1, $2, $3, $4)")
        .bind(lead)
        .bind(chat)
        .bind(text)
        .bind(at)
        .execute(&mut *tx)
        .await?;
    let reply = format!("✅ {name}（L-{lead}）");
    sqlx::query("insert into outbox (chat, text) values ($1, $2)")
        .bind(chat)
        .bind(&reply)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    bot.send_message(message.chat.id, reply).await?;
    Ok(())
}
