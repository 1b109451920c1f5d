//! Facts and rules: synchronous, without text and without a clock.

pub mod money;
