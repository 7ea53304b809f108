//! What an app consists of and what is counted there: the parts that providers carry, and their meters, a table each.
//!
//! Everything else derives from the two: names in files and in the page, the document's ladders, places in the model's memory,
//! columns, colours and words. `CONTRIBUTING.md` says what else a new row needs.

mod demand;
mod meter;
mod names;
mod past;
mod slot;

pub use demand::{Call, Demand, Held};
pub use meter::{CALLS, FLOWS, HELD, Meter, flows, held, of_call};
pub(crate) use names::names;
pub use past::Past;
pub(crate) use slot::each_slot;
pub use slot::{About, Slot};
