//! The one place that makes an HTTP client.

use std::time::Duration;

use reqwest::redirect::Policy;

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
