//! What Gendan knows and decides, without any input or output of its own.

pub mod domain;
