//! What more than one test file needs.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

#[cfg(feature = "gpu")]
pub mod generator;
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod nonsense;
pub mod operations;
#[cfg(feature = "gpu")]
pub mod parity;
pub mod runs;
pub mod scenarios;
pub mod soak;
