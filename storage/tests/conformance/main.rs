//! Every question that is asked of the store, on a real database.

mod lines;
mod records;
mod world;
