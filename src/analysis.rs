//! What a run means, in words and tables that the page and the command line print alike.
//!
//! ```
//! # use headroom::{catalog::Catalog, engine::threads, program::Program, scenario::PRESETS};
//! use headroom::analysis::{monthly_table, runs, verdict};
//!
//! # let catalog = Catalog::builtin()?;
//! # let mut scenario = PRESETS[0].scenario()?.into_inner();
//! # (scenario.months, scenario.futures) = (1, 64);
//! # let scenario = scenario.validate()?;
//! assert_eq!(runs(&scenario, &catalog), Ok(()));
//! # let program = Program::new(&scenario, &catalog)?;
//! let summary = threads::run(&program, 1)?.summary;
//! for sentence in verdict(&summary, &scenario, &catalog) {
//!     println!("{sentence}");
//! }
//! let table = monthly_table(&summary, &scenario, &catalog);
//! assert_eq!(table.rows[0].len(), table.columns.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod breaks;
mod by_volume;
mod caveats;
mod certainty;
mod columns;
mod comparison;
mod days;
mod differences;
mod guide;
mod idle_effects;
mod limits;
mod missing;
pub mod number;
mod offered;
mod plan_after;
mod plan_row;
mod plan_search;
mod price_risk;
mod revisions;
mod runway;
#[cfg(test)]
mod sample;
mod speeds;
mod stress;
mod table;
mod templates;
mod tiers;
mod verdict;

pub use accounts::{AccountLimit, AccountUser, AccountWords, accounts, plans_of};
pub use breaks::{Breaks, LimitRun, Used, breaks};
pub use by_volume::{at_volume, first_volume, volume_csv, volume_json, volume_unit, volume_verdict};
pub use caveats::caveats;
pub use columns::Topic;
pub use comparison::{
    ComparisonCell, ComparisonColumn, ComparisonRow, ComparisonTable, Rank, comparison_csv, comparison_json,
    comparison_table, comparison_verdict, names, race_table,
};
pub use days::{KnownDay, known_days};
pub use differences::{Difference, differences};
pub use guide::{GUIDES, Guide, GuideCell, GuideFile, GuideMeasure, GuideRow, GuideSection, guide_count};
pub use limits::{LimitWords, limits};
pub use offered::{Offered, offered};
pub use plan_row::{Change, News, PlanRow, Read, plan_rows, plan_text};
pub use plan_search::{PlanCosts, PlanOrder, PlanQuery, found_plans, plan_costs};
pub use revisions::{Revision, revisions};
pub use stress::{STRESSES, Stress};
pub use table::{Table, monthly_csv, monthly_table};
pub use templates::templates;
pub use tiers::{TierRun, TierWords, tier_runs};
pub use verdict::verdict;

use crate::catalog::{Catalog, Plan};
use crate::program::{AccountOf, World, replace, with_own_plans};
use crate::scenario::{OwnPlan, Scenario, ValidScenario};

/// Whether a scenario can be computed, its alternatives too: the catalogue has its plans, for those parts of the app, and their numbers.
///
/// # Errors
/// What it cannot be computed for, in a sentence.
pub fn runs(scenario: &ValidScenario, catalog: &Catalog) -> Result<(), String> {
    crate::program::Program::all(scenario, catalog).map(|_| ()).map_err(|error| error.to_string())
}

/// The catalogue to look a scenario's plans up in: with its own, as far as there is what they are like.
#[must_use]
pub fn catalog_of(scenario: &Scenario, catalog: &Catalog) -> Catalog {
    with_own_plans(scenario, catalog).unwrap_or_else(|_| catalog.with_own(Vec::new()))
}

/// The same to show what they cost: with the numbers of its own in them. In a form each of these has a box by itself.
#[must_use]
pub fn catalog_with_numbers(scenario: &ValidScenario, catalog: &Catalog) -> Catalog {
    let own = catalog.plans().filter(|plan| OwnPlan::is_id(&plan.id)).cloned();
    let numbered = own.map(|mut plan| {
        // One that cannot stand there is said beside its box.
        let _ = replace(scenario, &mut plan);
        plan
    });
    catalog.with_own(numbered.collect())
}

/// The plans that the app may be on, account by account, with the scenario's own numbers in them; none where the program
/// could not be compiled.
fn plans(scenario: &ValidScenario, catalog: &Catalog) -> Vec<Plan> {
    let world = World::new(scenario, catalog).ok();
    world.iter().flat_map(|world| &world.accounts).flat_map(AccountOf::tiers).flatten().cloned().collect()
}
