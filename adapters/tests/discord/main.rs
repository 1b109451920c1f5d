//! Discord from outside: against one that misbehaves.

#[cfg(test)]
#[path = "../fake_discord/mod.rs"]
mod fake_discord;
#[cfg(test)]
mod inbound;
#[cfg(test)]
mod outbound;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod world;
