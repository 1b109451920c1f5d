//! Every question that is asked of the store, on a real database.

mod records;
mod world;
