//! The finished program on the wire, against servers of our own and of others.

#[path = "../../adapters/tests/fake_bot_api/mod.rs"]
mod fake_bot_api;
#[path = "../../adapters/tests/fake_discord/mod.rs"]
mod fake_discord;

mod discord;
mod import;
mod instances;
mod killed;
mod operation;
mod peers;
mod pictures;
mod program;
mod telegram;
