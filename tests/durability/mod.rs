//! Nothing acknowledged is lost, nothing takes effect twice.

mod faults;
mod kill;
mod parked;
