//! What to know before trusting an answer.

use crate::catalog::{Catalog, Date, Plan};
use crate::scenario::ValidScenario;

/// A line for each plan of the scenario whose numbers are only near the truth, or not known for its first month.
#[must_use]
pub fn caveats(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let plans = scenario.stack.inference.plans.iter().filter_map(|id| catalog.plan(id));
    let start = Date { year: scenario.start.year, month: scenario.start.month, day: 1 };
    let of_plan = |plan: &Plan| {
        let near = plan.approximate.as_ref().map(|reason| format!("{} (approximate): {reason}", plan.name));
        let early = (start < plan.known_from()).then(|| {
            let (name, known_from) = (&plan.name, plan.known_from());
            format!("{name}: not all prices and limits before {known_from} are known; the earliest known are used.")
        });
        near.into_iter().chain(early)
    };
    plans.flat_map(of_plan).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn a_start_before_the_known_prices_is_said() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.start = "2025-01".to_owned().try_into().unwrap();
        let caveats = caveats(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        assert_eq!(caveats.len(), 3, "{caveats:?}");
        assert!(caveats[0].contains("before 2026-07-18 are known"), "{}", caveats[0]);
    }

    #[test]
    fn only_approximate_plans_have_one() {
        let caveats = caveats(&PRESETS[0].scenario().unwrap(), &Catalog::builtin().unwrap());
        assert_eq!(caveats.len(), 1);
        assert!(caveats[0].starts_with("Gemini 3.1 Flash-Lite, paid (approximate): The prices are published."));
    }
}
