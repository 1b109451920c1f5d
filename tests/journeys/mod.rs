//! Longer ways through the product.

mod import;
mod import_command;
mod october;
mod rehearsal;
