//! Running a program over many futures.
//!
//! [`cpu`] is the engine that defines every printed number; [`wgsl`] prints the same model as a shader. What an engine
//! leaves behind is [`Raw`], which [`reduce()`] turns into a [`Summary`](crate::stats::Summary).

pub mod cpu;
mod raw;
mod reduce;
pub mod stages;
#[cfg(not(target_arch = "wasm32"))]
pub mod threads;
pub mod wgsl;

pub use raw::Raw;
pub use reduce::reduce;
