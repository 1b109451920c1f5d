//! One call of the REST API and what can become of it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bot_core::chat::channel::{File, NotFetched};
use reqwest::header::{AUTHORIZATION, USER_AGENT};
use reqwest::{Method, RequestBuilder, Url, multipart};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use super::{DiscordProblem, DiscordSettings, Pace, is_here};
use crate::http::{DOWNLOAD, LONGEST_WAIT, UPLOAD, body_of, chain, file_of, wait_in_header};

/// What Discord wants every program to call itself.
const NAME: &str = concat!("DiscordBot (gendan, ", env!("CARGO_PKG_VERSION"), ")");

/// Where Discord keeps what people send.
const KEEPERS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// The way to the REST API.
#[derive(Debug)]
pub(super) struct Api {
    client: reqwest::Client,
    base: String,
    /// Whether the API is on this machine: then so must be all that it refers to.
    here: bool,
    token: SecretString,
    pub(super) pace: Pace,
    /// Until when Discord wants to hear nothing of us at all.
    held: Mutex<Option<Instant>>,
}

/// Why a call came to nothing. What it says never contains the token.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault {
    /// The status with which Discord itself answered; none if somebody or nobody else did, and
    /// then it is not known whether the call was carried out.
    pub(super) status: Option<u16>,
    /// Discord's own number of what is wrong.
    pub(super) code: i64,
    /// What went wrong.
    pub(super) why: String,
    /// How long to wait.
    pub(super) after: Option<Duration>,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(default)]
    code: i64,
    message: String,
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
    errors: Option<Value>,
}

impl Api {
    pub(super) fn new(settings: &DiscordSettings) -> Result<Self, DiscordProblem> {
        let odd = |what: &str| DiscordProblem::Settings(what.to_owned());
        let url: Url = (settings.api_url.trim().parse()).map_err(|_| odd("api_url is no URL"))?;
        let here = is_here(&url) && matches!(url.scheme(), "http" | "https");
        let discords = url.scheme() == "https" && url.host_str() == Some("discord.com");
        if !(here || discords) || url.query().is_some() {
            let allowed = "api_url has to be https://discord.com, or a test server on this machine \
                           such as http://127.0.0.1:9200";
            return Err(odd(allowed));
        }
        let pace = settings.pace;
        Ok(Self {
            client: crate::http::client(pace.connect, pace.answer)
                .map_err(|why| DiscordProblem::Settings(chain(why)))?,
            base: url.as_str().trim_end_matches('/').to_owned(),
            here,
            token: settings.token.expose_secret().trim().to_owned().into(),
            pace,
            held: Mutex::default(),
        })
    }

    /// Where the API is.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// What the gateway is told.
    pub(super) fn token(&self) -> &str {
        self.token.expose_secret()
    }

    /// Passes on the address of a gateway, if it is one that may be talked to.
    pub(super) fn gateway(&self, url: &str) -> Option<Url> {
        let mut url: Url = url.parse().ok()?;
        let fits = if self.here {
            is_here(&url) && url.scheme() == "ws"
        } else {
            let host = url.host_str()?;
            url.scheme() == "wss" && (host == "discord.gg" || host.ends_with(".discord.gg"))
        };
        url.set_query(Some("v=10&encoding=json"));
        fits.then_some(url)
    }

    /// Calls the API: what it is about, such as `channels/5/messages`, and what is said.
    pub(super) async fn call<R: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<R, Fault> {
        let request = self.request(method, path);
        self.ask(path, if let Some(body) = body { request.json(body) } else { request }).await
    }

    /// The same with a file.
    pub(super) async fn upload<R: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        file: &File,
    ) -> Result<R, Fault> {
        let bytes = multipart::Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        let form = multipart::Form::new().text("payload_json", body.to_string());
        let form = form.part("files[0]", bytes);
        let limit = UPLOAD.max(self.pace.answer);
        self.ask(path, self.request(method, path).multipart(form).timeout(limit)).await
    }

    /// Fetches what is in a file that Discord keeps; an address that is not Discord's is not asked.
    pub(super) async fn file(&self, url: &str, most: usize) -> Result<Vec<u8>, NotFetched> {
        let lost = |why: String| NotFetched::Lost(why);
        let url: Url = url.parse().map_err(|_| lost("no address".to_owned()))?;
        let ours = if self.here {
            is_here(&url)
        } else {
            url.scheme() == "https" && url.host_str().is_some_and(|host| KEEPERS.contains(&host))
        };
        if !ours {
            return Err(lost("an address that may not be asked".to_owned()));
        }
        let asked = self.client.get(url).header(USER_AGENT, NAME).timeout(DOWNLOAD).send().await;
        file_of(asked.map_err(|why| lost(chain(why)))?, most).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}/api/v10/{path}", self.base))
            .header(AUTHORIZATION, format!("Bot {}", self.token()))
            .header(USER_AGENT, NAME)
    }

    async fn ask<R: DeserializeOwned>(
        &self,
        path: &str,
        request: RequestBuilder,
    ) -> Result<R, Fault> {
        // Answers to those who wait do not count there.
        let counts = !["interactions/", "webhooks/"].iter().any(|of| path.starts_with(of));
        if let Some(after) = self.wait().filter(|_| counts) {
            let why = "Discord asked for silence".to_owned();
            return Err(Fault { status: Some(429), after: Some(after), why, code: 0 });
        }
        let response = request.send().await.map_err(|why| self.fault(chain(why)))?;
        let status = response.status().as_u16();
        let after = wait_in_header(&response);
        let text = body_of(response).await.map_err(|why| self.fault(why))?;
        if (200..300).contains(&status) {
            let text = if text.is_empty() { "null" } else { &text };
            return serde_json::from_str(text)
                .map_err(|why| self.fault(format!("an answer that makes no sense: {why}")));
        }
        Err(self.refused(status, after, &text))
    }

    fn refused(&self, status: u16, after: Option<Duration>, text: &str) -> Fault {
        let Ok(refusal) = serde_json::from_str::<Refusal>(text) else {
            let why = format!("HTTP {status} and no answer of Discord's");
            return Fault { after, ..self.fault(why) };
        };
        let precise = refusal.retry_after.and_then(|s| Duration::try_from_secs_f64(s).ok());
        let after = precise.max(after).map(|after| after.min(LONGEST_WAIT));
        if let Some(after) = after.filter(|_| refusal.global) {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            *held = Some(Instant::now() + after);
        }
        let Refusal { code, message, errors, .. } = refusal;
        let errors = errors.map(|errors| format!(" {errors}")).unwrap_or_default();
        let why = format!("{status} {message} ({code}){errors}");
        Fault { status: Some(status), code, after, ..self.fault(why) }
    }

    /// How long Discord still wants to hear nothing.
    fn wait(&self) -> Option<Duration> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.map(|until| until.saturating_duration_since(Instant::now())).filter(|d| !d.is_zero())
    }

    /// Takes the token out of what others wrote.
    fn fault(&self, why: String) -> Fault {
        let secret = self.token().rsplit('.').next().unwrap_or_default();
        let why = if why.contains(secret) { why.replace(secret, "***") } else { why };
        Fault { why, ..Fault::default() }
    }
}
