//! What to know before trusting an answer.

use crate::catalog::Catalog;
use crate::scenario::ValidScenario;

/// A line for each plan of the scenario whose numbers are only near the truth.
#[must_use]
pub fn caveats(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let plans = scenario.stack.inference.plans.iter().filter_map(|id| catalog.plan(id));
    plans
        .filter_map(|plan| plan.approximate.as_ref().map(|reason| format!("{} (approximate): {reason}", plan.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn only_approximate_plans_have_one() {
        let caveats = caveats(&PRESETS[0].scenario().unwrap(), &Catalog::builtin().unwrap());
        assert_eq!(caveats.len(), 1);
        assert!(caveats[0].starts_with("Gemini 3.1 Flash-Lite, paid (approximate): The prices are published."));
    }
}
