//! One hour, or a day of hours, of one account, model and way to ask it: a small document of its own, and what it comes to.
//!
//! The numbers are those of the page: an [`Hour`] is put together from the rules of [`crate::model`], on `f64` and without a draw. What the
//! fields mean, with an example: `docs/hour.md`; how far off the answers are: `docs/accuracy.md`.
//!
//! ```
//! use headroom::hour::Hour;
//!
//! let hour = Hour::from_json(r#"{"calls_an_hour": 1200, "service": {"seconds": 2}, "serves": {"servers": 1}}"#)?;
//! let answer = hour.answer();
//! // Two thirds of the time are taken, so that a call waits for twice as long as it takes, where it does not come in bursts.
//! assert!(answer.full_answer.is_some_and(|times| times.mean > 6.0));
//! # Ok::<(), String>(())
//! ```

mod answer;
mod day;
mod document;
mod field;
mod read;
mod warnings;

pub use answer::{Answer, Times};
pub use document::{Cards, Client, Hour, Limit, Of, Seconds, Serves, Sleeping, Usd};
pub use field::{FIELDS, Field};
pub use warnings::{Numbers, warnings};
