//! Days and months of the calendar.

mod day;
mod month;

pub use day::Date;
pub use month::Month;
