//! Discord from outside: against one that misbehaves.

#[cfg(test)]
#[path = "../fake_discord/mod.rs"]
mod fake_discord;
#[cfg(test)]
mod inbound;
#[cfg(test)]
#[path = "../kinds/mod.rs"]
mod kinds;
#[cfg(test)]
mod losses;
#[cfg(test)]
mod outbound;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod world;
