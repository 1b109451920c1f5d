//! Telegram from outside: against a Bot API that misbehaves.

#[cfg(test)]
#[path = "../fake_bot_api/mod.rs"]
mod fake_bot_api;
#[cfg(test)]
mod inbound;
#[cfg(test)]
mod outbound;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod webhook;
#[cfg(test)]
mod world;
