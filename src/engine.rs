//! Running a program over many futures.
//!
//! [`cpu`] is the engine that defines every printed number; [`gpu`] runs the same model, printed as shaders. What the CPU
//! leaves behind of some futures is [`Raw`], and a [`Reducer`] makes an [`Answer`] of them; a GPU reduces the months itself.
//!
//! ```
//! # use headroom::{catalog::Catalog, program::Program, scenario::PRESETS};
//! use headroom::engine::{Raw, Reducer, cpu};
//!
//! # let mut scenario = PRESETS[0].scenario()?.into_inner();
//! # (scenario.months, scenario.futures) = (1, 64);
//! # let program = Program::new(&scenario.validate()?, &Catalog::builtin()?)?;
//! // Any futures of a run, in any order: here 8 of them at a time. `threads::run` does all of it.
//! let mut reducer = Reducer::new(&program, 16)?;
//! for first in [8, 0] {
//!     let mut part = Raw::new(&program.shape, 8, program.months.len());
//!     cpu::simulate(&program, first as u32, &mut part);
//!     reducer.place(first, part);
//! }
//! let month = &reducer.answer(&program).summary.months[0];
//! assert!(month.cost.p10 <= month.cost.p90);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod books;
mod by_volume;
pub mod check;
mod compare;
pub mod cpu;
#[cfg(feature = "gpu")]
pub mod gpu;
mod raw;
mod reduce;
mod reducer;
mod rows;
pub mod stages;
#[cfg(feature = "gpu")]
mod stopwatch;
#[cfg(not(target_arch = "wasm32"))]
pub mod threads;

pub use books::books;
pub use by_volume::by_volume;
pub use compare::compare;
pub use raw::Raw;
pub use reduce::Answer;
pub use reducer::{OutOfMemory, Reducer};
#[cfg(feature = "gpu")]
pub use stopwatch::Stopwatch;
