//! Nothing acknowledged is lost, nothing takes effect twice.

mod burst;
mod clocks;
mod faults;
mod instances;
mod kill;
mod nudges;
mod parked;
mod pool;
mod server;
