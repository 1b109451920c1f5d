//! Nothing acknowledged is lost, nothing takes effect twice.

mod faults;
mod instances;
mod kill;
mod parked;
