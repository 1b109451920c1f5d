//! Longer ways through the product.

mod clocks;
mod import;
mod import_command;
mod import_twins;
mod october;
mod rehearsal;
mod year;
