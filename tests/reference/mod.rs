//! Event-by-event simulations that the model's formulas are measured against: readable, slow, and sharing no formula
//! with the model.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

pub mod concurrent;
pub mod patience;
pub mod queue;
pub mod random;
pub mod serving;
pub mod throttle;
