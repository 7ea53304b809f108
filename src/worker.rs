//! Where a run happens: workers beside the page, so that the page itself never waits.
//!
//! The page holds a [`Client`]. It keeps a pool of workers that all run the same binary ([`host::start`]); the first
//! message tells each whether it computes futures or reduces them. Compute workers hand raw chunks of futures straight to the
//! reducer, each through a channel of its own, and the page gets progress and the finished [`Summary`] only:
//!
//! ```text
//! page --Order--> compute 1..n --Parcel + numbers--> reduce --Report--> page
//! ```
//!
//! One more worker has the GPU, once there is an answer to look at, and does whole runs (`gpu`): a full run goes there if the user
//! wants it or if it was measured to be faster (`choice`). Whatever happens to it, the pool does its run again.
//!
//! ```text
//! page --Order--> GPU worker --Report--> page
//! ```
//!
//! The reducer places chunks by the number of their first future, so nothing depends on how many workers there are or
//! how fast each of them is.

mod choice;
mod client;
mod compute;
mod event;
mod gather;
mod gpu;
pub mod host;
mod mail;
mod member;
mod pool;
mod protocol;
mod queue;
mod reduce;
mod runs;
mod task;

pub use choice::Wanted;
pub use client::{Client, now, without_gpu};
pub use event::{By, Event, How, Progress};
pub use protocol::Adapter;
pub use queue::{Finished, Kind, Request};

pub use crate::engine::check::Agreement;
pub use crate::stats::Summary;

/// Futures of a live run: enough for steady medians while a slider moves, few enough for many runs a second.
pub const LIVE_FUTURES: u32 = 64;
