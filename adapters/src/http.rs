//! The one place that makes an HTTP client.

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use bot_core::chat::channel::NotFetched;
use reqwest::Response;
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;

/// More than any answer of a platform can ever be.
const ANSWER_BYTES: usize = 32 << 20;
/// How long a file may take to come down: whoever wrote waits for an answer.
pub(crate) const DOWNLOAD: Duration = Duration::from_secs(15);
/// How long a file may take to go up.
pub(crate) const UPLOAD: Duration = Duration::from_mins(2);
/// No wait is believed that is longer than what a platform keeps.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_hours(24);

/// A client that gives up in time.
///
/// It takes no proxy from the environment and follows no redirect, so that it talks to nobody but
/// the address in the settings. TLS is the system's.
pub fn client(connect: Duration, total: Duration) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .connect_timeout(connect)
        .timeout(total)
        .tcp_keepalive(Duration::from_secs(15))
        .no_proxy()
        .redirect(Policy::none())
        .user_agent(concat!("gendan/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// How long the answer asks us to wait.
pub(crate) fn wait_in_header(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let wait = Duration::from_secs(value.trim().parse().ok()?);
    Some(wait.min(LONGEST_WAIT))
}

/// The whole of an answer, or why there is none.
pub(crate) async fn body_of(mut response: Response) -> Result<String, String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(chain)? {
        if bytes.len() + chunk.len() > ANSWER_BYTES {
            return Err("an answer without end".to_owned());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What is in a file, so many bytes at most.
pub(crate) async fn file_of(mut response: Response, most: usize) -> Result<Vec<u8>, NotFetched> {
    let lost = |why: String| NotFetched::Lost(why);
    if !response.status().is_success() {
        return Err(lost(format!("HTTP {}", response.status().as_u16())));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|why| lost(chain(why)))? {
        if bytes.len() + chunk.len() > most {
            return Err(NotFetched::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// An error with its causes, without the address, which contains the token.
pub(crate) fn chain(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let _ = write!(text, ": {next}");
        cause = next.source();
    }
    text
}
