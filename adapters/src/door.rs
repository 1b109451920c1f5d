//! The door at which platforms call us: a small HTTP server that lets in only who is known.

use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// More than any platform brings at once.
const LARGEST: usize = 1 << 20;
/// How long a caller may take to say what is brought.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many may call at the same time.
const CALLERS: usize = 256;

/// What stands at the head of a call.
pub struct Head<'a>(&'a HeaderMap);

impl Head<'_> {
    /// The value with this name.
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(HeaderValue::as_bytes)
    }
}

/// Somebody who may call.
#[async_trait]
pub trait Caller: Send + Sync {
    /// Where, such as `/telegram/77`.
    fn path(&self) -> &str;

    /// Whether it really is who it says; a secret is compared in the same time whatever it is.
    fn knows(&self, head: &Head<'_>) -> bool;

    /// Takes what is brought, and says with which status that ended: 200 once it is kept.
    async fn bring(&self, body: &[u8]) -> u16;
}

/// The door, and who may call at it.
#[derive(Clone, Default)]
pub struct Door(Arc<RwLock<Vec<Arc<dyn Caller>>>>);

impl Door {
    /// Lets one more call.
    pub fn expect(&self, caller: Arc<dyn Caller>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(caller);
    }

    /// Keeps the door until told to stop; whoever is inside by then may finish.
    pub async fn keep(self, listener: TcpListener, stop: CancellationToken) {
        let mut inside = JoinSet::new();
        let room = Arc::new(Semaphore::new(CALLERS));
        loop {
            while inside.try_join_next().is_some() {}
            let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
            match stop.run_until_cancelled(listener.accept()).await {
                None => break,
                Some(Ok((stream, _))) => {
                    let (door, stop) = (self.clone(), stop.clone());
                    inside.spawn(async move {
                        door.talk(stream, stop).await;
                        drop(place);
                    });
                }
                Some(Err(why)) => {
                    // Too many files are open, say: it may be better in a moment.
                    tracing::warn!(%why, "nobody can be let in");
                    sleep(Duration::from_millis(100)).await;
                }
            }
        }
        let _ = timeout(PATIENCE, async { while inside.join_next().await.is_some() {} }).await;
    }

    /// One connection, until either side is through with it.
    async fn talk(&self, stream: TcpStream, stop: CancellationToken) {
        let service = service_fn(|request| async {
            let status = self.answer(request).await;
            let mut response = Response::new(Empty::<Bytes>::new());
            *response.status_mut() =
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Ok::<_, Infallible>(response)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = std::pin::pin!(connection);
        let mut ended = stop.run_until_cancelled(connection.as_mut()).await;
        if ended.is_none() {
            connection.as_mut().graceful_shutdown();
            ended = Some(connection.await);
        }
        if let Some(Err(why)) = ended {
            tracing::debug!(%why, "a call broke off");
        }
    }

    /// Who is not known learns nothing, and nothing that it brings is read.
    async fn answer(&self, request: Request<Incoming>) -> u16 {
        let (head, body) = request.into_parts();
        let callers = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(caller) = callers.into_iter().find(|one| one.path() == head.uri.path()) else {
            return 404;
        };
        if !caller.knows(&Head(&head.headers)) {
            return 401;
        }
        if head.method != Method::POST {
            return 405;
        }
        match timeout(PATIENCE, Limited::new(body, LARGEST).collect()).await {
            Ok(Ok(body)) => caller.bring(&body.to_bytes()).await,
            Ok(Err(_)) => 413,
            Err(_) => 408,
        }
    }
}
