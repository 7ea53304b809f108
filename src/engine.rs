//! Running a program over many futures.
//!
//! [`cpu`] is the engine that defines every printed number; [`gpu`] runs the same model, printed as shaders. What an engine
//! leaves behind is [`Raw`], which [`reduce()`] turns into a [`Summary`](crate::stats::Summary); a GPU reduces the months
//! itself.
//!
//! ```
//! # use headroom::{catalog::Catalog, program::Program, scenario::PRESETS};
//! use headroom::engine::{Raw, cpu, reduce};
//!
//! # let mut scenario = PRESETS[0].scenario()?.into_inner();
//! # (scenario.months, scenario.futures) = (1, 64);
//! # let program = Program::new(&scenario.validate()?, &Catalog::builtin()?)?;
//! // Any futures of a run, in any order: here 8 of them, from the 17th on. `threads::run` does all.
//! let mut raw = Raw::new(&program.shape, 8, program.months.len());
//! cpu::simulate(&program, 16, &mut raw);
//! let summary = reduce(&program, &raw);
//! assert!(summary.months[0].cost.p10 <= summary.months[0].cost.p90);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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

pub use raw::{OutOfMemory, Raw};
pub use reduce::reduce;
#[cfg(feature = "gpu")]
pub use stopwatch::Stopwatch;
