//! What a run means, in words and tables that the page and the command line print alike.

mod caveats;
pub mod number;
#[cfg(test)]
mod sample;
mod table;
mod verdict;

pub use caveats::caveats;
pub use table::{Table, monthly_csv, monthly_table};
pub use verdict::verdict;
