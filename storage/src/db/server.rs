//! A connection to a server.
//!
//! All that is sent in one hop goes out before any of it is answered: a hop waits for the server once,
//! however many statements it has. The line to the server is driven by whoever waits for an answer,
//! and not in a task of its own: to wake another one, and be woken by it, costs more than most answers.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error as _;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Poll, ready};

use futures::TryStreamExt as _;
use futures::future::try_maybe_done;
use postgres_native_tls::TlsStream;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Connection, Error, Socket, Statement as Prepared};

use super::address::Address;
use super::target::Target;
use super::value::{Beyond, Bound};
use super::{Answer, Row, Statement, Value};

/// How many texts a connection keeps prepared.
const PREPARED: usize = 512;

type Line = Connection<Socket, TlsStream<Socket>>;

/// A connection to a server.
pub(super) struct Server {
    client: Client,
    line: Line,
    texts: Texts,
}

impl Server {
    /// Connects, with these settings of the server's own.
    pub(super) async fn open(address: &Address, words: &[(&str, &str)]) -> Result<Self, Error> {
        let (client, line) = address.config(words).connect(address.tls()).await?;
        Ok(Self { client, line, texts: Texts::default() })
    }

    /// Sends several statements and separates what they answer. Where one fails, those behind it in
    /// the same transaction fail as well.
    pub(super) async fn send(
        &mut self,
        target: &Target,
        parts: &[Statement],
    ) -> Result<Vec<Answer>, Error> {
        let prepared = self.prepare(target, parts).await?;
        let each = prepared.iter().zip(parts);
        let each = each.map(|(prepared, part)| answer(&self.client, prepared, &part.binds));
        driven(&mut self.line, in_order(each)).await
    }

    /// Runs a text of many statements, to which nothing is bound.
    pub(super) async fn run(&mut self, text: &str) -> Result<(), Error> {
        driven(&mut self.line, self.client.batch_execute(text)).await
    }

    /// Prepares what is not prepared yet, all of it in one hop.
    async fn prepare(
        &mut self,
        target: &Target,
        parts: &[Statement],
    ) -> Result<Vec<Prepared>, Error> {
        let known: Vec<_> = parts.iter().map(|part| self.texts.get(&part.text)).collect();
        let mut fresh: Vec<&Statement> = Vec::new();
        for (part, _) in parts.iter().zip(&known).filter(|(_, known)| known.is_none()) {
            if fresh.iter().all(|one| one.text != part.text) {
                fresh.push(part);
            }
        }
        let mut made = HashMap::new();
        if !fresh.is_empty() {
            let each = fresh.iter().map(|part| prepared(&self.client, target, part));
            let all = driven(&mut self.line, in_order(each)).await?;
            for (part, prepared) in fresh.iter().zip(all) {
                self.texts.insert(part.text.clone(), prepared.clone());
                made.insert(part.text.as_ref(), prepared);
            }
        }
        let each = parts.iter().zip(known);
        Ok(each
            .filter_map(|(p, known)| known.or_else(|| made.get(p.text.as_ref()).cloned()))
            .collect())
    }

    /// Takes leave of the server.
    pub(super) async fn close(self) {
        let Self { client, line, texts } = self;
        drop((client, texts));
        line.await.unwrap_or_default();
    }
}

/// Prepares a text. The server finds the type of nothing out from the statement.
async fn prepared(client: &Client, target: &Target, part: &Statement) -> Result<Prepared, Error> {
    let mut text = String::with_capacity(part.text.len() + 64);
    target.render(&part.text, &mut text);
    let types: Vec<Type> = part.binds.iter().map(Value::server_type).collect();
    client.prepare_typed(&text, &types).await
}

async fn answer(client: &Client, prepared: &Prepared, binds: &[Value]) -> Result<Answer, Error> {
    let rows = client.query_raw(prepared, binds.iter().map(Bound)).await?;
    let mut rows = pin!(rows);
    let mut answer = Answer { rows: Vec::new(), affected: 0 };
    while let Some(row) = rows.try_next().await? {
        answer.rows.push(Row::Server(row));
    }
    answer.affected = rows.rows_affected().unwrap_or_default();
    Ok(answer)
}

/// Begins each, in this order, before any is waited for.
async fn in_order<T, F>(works: impl Iterator<Item = F>) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut works: Vec<_> = works.map(|work| Box::pin(try_maybe_done(work))).collect();
    let (mut begun, mut at) = (false, 0);
    poll_fn(|cx| {
        if !begun {
            begun = true;
            for work in &mut works {
                if let Poll::Ready(failed @ Err(_)) = work.as_mut().poll(cx) {
                    return Poll::Ready(failed);
                }
            }
        }
        // Answers come in the order of asking.
        while let Some(work) = works.get_mut(at) {
            ready!(work.as_mut().poll(cx))?;
            at += 1;
        }
        Poll::Ready(Ok(()))
    })
    .await?;
    Ok(works.iter_mut().filter_map(|work| work.as_mut().take_output()).collect())
}

/// Does what needs the line, and has the line carry it.
async fn driven<T>(
    line: &mut Line,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut work = pin!(work);
    poll_fn(|cx| {
        if let Poll::Ready(done) = work.as_mut().poll(cx) {
            return Poll::Ready(done);
        }
        let ended = Pin::new(&mut *line).poll(cx);
        // What has come in between, or the last of what came before the end.
        match (work.as_mut().poll(cx), ended) {
            (Poll::Pending, Poll::Ready(Err(error))) => Poll::Ready(Err(error)),
            (polled, _) => polled,
        }
    })
    .await
}

/// The texts that are prepared. Those that were not used for long make room.
#[derive(Default)]
struct Texts {
    young: HashMap<Cow<'static, str>, Prepared>,
    old: HashMap<Cow<'static, str>, Prepared>,
}

impl Texts {
    fn get(&mut self, text: &str) -> Option<Prepared> {
        if let Some(prepared) = self.young.get(text) {
            return Some(prepared.clone());
        }
        let (text, prepared) = self.old.remove_entry(text)?;
        self.insert(text, prepared.clone());
        Some(prepared)
    }

    fn insert(&mut self, text: Cow<'static, str>, prepared: Prepared) {
        if self.young.len() >= PREPARED / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(text, prepared);
    }
}

/// Tells whether a connection is of no more use after an error.
pub(super) fn lost(error: &Error) -> bool {
    match error.as_db_error() {
        Some(said) => {
            let code = said.code().code();
            code.starts_with("57P") || code.starts_with("08") || code.starts_with("25P0")
        }
        None => error.source().is_none_or(|source| !source.is::<Beyond>()),
    }
}

/// What an error says, with what is behind it.
pub(super) fn words(error: &Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}
