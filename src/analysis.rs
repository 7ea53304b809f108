//! What a run means, in words and tables that the page and the command line print alike.

mod caveats;
mod columns;
pub mod number;
mod revisions;
#[cfg(test)]
mod sample;
mod table;
mod verdict;
mod wall;

pub use caveats::caveats;
pub use columns::Topic;
pub use revisions::{Revision, revisions};
pub use table::{Table, monthly_csv, monthly_table};
pub use verdict::verdict;

use crate::catalog::{Catalog, Plan};
use crate::scenario::{LadderAt, ValidScenario};

/// Whether a scenario can be computed: the catalogue has its plans, for those parts of the app, and their numbers.
///
/// # Errors
/// What it cannot be computed for, in a sentence.
pub fn runs(scenario: &ValidScenario, catalog: &Catalog) -> Result<(), String> {
    crate::program::Program::new(scenario, catalog).map(|_| ()).map_err(|error| error.to_string())
}

/// The plans of a ladder with the scenario's own numbers in them; none where the program could not be compiled.
fn plans(scenario: &ValidScenario, catalog: &Catalog, at: LadderAt) -> Vec<Plan> {
    crate::program::in_use(scenario, catalog, at).unwrap_or_default()
}
