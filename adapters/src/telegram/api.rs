//! One call of the Bot API and what can become of it.

use std::time::Duration;

use bot_core::chat::channel::File;
use reqwest::{RequestBuilder, Url, multipart};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{Pace, TelegramProblem, TelegramSettings};
use crate::http::{LONGEST_WAIT, UPLOAD, body_of, chain, wait_in_header};

/// The way to the Bot API.
#[derive(Debug)]
pub(super) struct Api {
    client: reqwest::Client,
    base: String,
    token: SecretString,
    pub(super) pace: Pace,
}

/// Why a call came to nothing. What it says never contains the token.
#[derive(Clone, Debug, Default)]
pub(super) struct Fault {
    /// The code that the Bot API itself gave; none if somebody or nobody else answered, and then
    /// it is not known whether the call was carried out.
    pub(super) code: Option<u16>,
    /// What went wrong.
    pub(super) why: String,
    /// How long to wait.
    pub(super) after: Option<Duration>,
    /// The chat's new key.
    pub(super) moved: Option<i64>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    pub(super) fn new(settings: &TelegramSettings) -> Result<Self, TelegramProblem> {
        let odd = |what: &str| TelegramProblem::Settings(what.to_owned());
        let token = settings.token.expose_secret().trim();
        if !looks_like_a_token(token) {
            return Err(odd("a token looks like 123456:ABC-def, from @BotFather"));
        }
        let url: Url = (settings.api_url.trim().parse()).map_err(|_| odd("api_url is no URL"))?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() {
            return Err(odd("api_url has to be an http or https address"));
        }
        let total = settings.pace.answer + Duration::from_secs(settings.poll.min(50));
        Ok(Self {
            client: crate::http::client(settings.pace.connect, total)
                .map_err(|why| TelegramProblem::Settings(chain(why)))?,
            base: url.as_str().trim_end_matches('/').to_owned(),
            token: token.to_owned().into(),
            pace: settings.pace,
        })
    }

    /// Where the Bot API is.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// What Telegram knows the bot by.
    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Calls a method, which may stay open for `held` before it has to answer.
    pub(super) async fn call<R: DeserializeOwned>(
        &self,
        method: &str,
        body: &impl Serialize,
        held: Duration,
    ) -> Result<R, Fault> {
        self.ask(self.post(method).json(body), held + self.pace.answer).await
    }

    /// Calls a method with a file; what else it takes is in `body`.
    pub(super) async fn upload<R: DeserializeOwned>(
        &self,
        method: &str,
        body: &Map<String, Value>,
        file: &File,
    ) -> Result<R, Fault> {
        let document = multipart::Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        let mut form = multipart::Form::new().part("document", document);
        for (name, value) in body {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), text);
        }
        self.ask(self.post(method).multipart(form), UPLOAD.max(self.pace.answer)).await
    }

    fn post(&self, method: &str) -> RequestBuilder {
        self.client.post(format!("{}/bot{}/{method}", self.base, self.token.expose_secret()))
    }

    async fn ask<R: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        limit: Duration,
    ) -> Result<R, Fault> {
        let asked = request.timeout(limit).send();
        let response = asked.await.map_err(|why| self.line(chain(why)))?;
        let status = response.status().as_u16();
        let after = wait_in_header(&response);
        let text = body_of(response).await.map_err(|why| self.line(why))?;
        self.judge(status, after, &text)
    }

    fn judge<R: DeserializeOwned>(
        &self,
        status: u16,
        after: Option<Duration>,
        text: &str,
    ) -> Result<R, Fault> {
        let Ok(answer) = serde_json::from_str::<Answer<'_>>(text) else {
            return Err(Fault {
                after,
                ..self.line(format!("HTTP {status} and no answer of a Bot API"))
            });
        };
        if answer.ok {
            let result = answer.result.map_or("null", RawValue::get);
            return serde_json::from_str(result)
                .map_err(|why| self.line(format!("an answer that makes no sense: {why}")));
        }
        let code = answer.error_code.unwrap_or(status);
        let parameters = answer.parameters.unwrap_or_default();
        let said = answer.description.unwrap_or_default();
        Err(Fault {
            code: Some(code),
            after: (parameters.retry_after.map(Duration::from_secs))
                .or(after)
                .map(|after| after.min(LONGEST_WAIT)),
            moved: parameters.migrate_to_chat_id,
            ..self.line(format!("{code} {said}"))
        })
    }

    fn line(&self, why: String) -> Fault {
        Fault { why: self.redacted(why), ..Fault::default() }
    }

    /// Takes the token out of what others wrote: an error page may repeat the address.
    fn redacted(&self, text: String) -> String {
        let token = self.token.expose_secret();
        let secret = token.split_once(':').map_or(token, |(_, secret)| secret);
        if text.contains(secret) { text.replace(secret, "***") } else { text }
    }
}

fn looks_like_a_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, secret)| {
        let fits = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        !id.is_empty()
            && id.chars().all(|c| c.is_ascii_digit())
            && secret.len() >= 8
            && secret.chars().all(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_shape() {
        assert!(looks_like_a_token("77:AAH_x-yz0123"));
        for odd in ["", "77", "77:", "x:AAH_x-yz0123", "77:AAH/../x012", "77:AAH x0123"] {
            assert!(!looks_like_a_token(odd), "{odd}");
        }
    }
}
