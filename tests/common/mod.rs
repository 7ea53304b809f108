//! What more than one test file needs.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

#[cfg(not(target_arch = "wasm32"))]
pub mod gpu;
pub mod operations;
pub mod runs;
