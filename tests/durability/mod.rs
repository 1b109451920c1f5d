//! Nothing acknowledged is lost, nothing takes effect twice.

mod burst;
mod clocks;
mod clocks_back;
mod faults;
mod instances;
mod kill;
mod nudges;
mod parked;
mod pool;
mod server;
