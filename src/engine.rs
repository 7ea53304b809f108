//! Running a program over many futures.
//!
//! [`cpu`] is the engine that defines every printed number; [`gpu`] runs the same model, printed as shaders. What an engine
//! leaves behind is [`Raw`], which [`reduce()`] turns into a [`Summary`](crate::stats::Summary); a GPU reduces the months
//! itself.

pub mod check;
pub mod cpu;
#[cfg(feature = "gpu")]
pub mod gpu;
mod raw;
mod reduce;
pub mod stages;
#[cfg(feature = "gpu")]
mod stopwatch;
#[cfg(not(target_arch = "wasm32"))]
pub mod threads;

pub use raw::Raw;
pub use reduce::reduce;
#[cfg(feature = "gpu")]
pub use stopwatch::Stopwatch;
