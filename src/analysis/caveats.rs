//! What to know before trusting an answer.

use std::collections::BTreeSet;

use super::certainty::certainty;
use super::idle_effects::idle_effects;
use super::missing::idle;
use super::speeds::speeds;
use super::{plans, revisions};
use crate::catalog::{Catalog, Date, Plan};
use crate::scenario::ValidScenario;

/// Days after which a price counts as not confirmed.
const HALF_A_YEAR: i64 = 183;

/// A line for each reason why numbers of plans of the scenario are only near the truth, lack what the provider bills besides, or are not
/// known for its first month; before them the day of its prices, where more is known since.
#[must_use]
pub fn caveats(scenario: &ValidScenario, catalog: &Catalog) -> Vec<String> {
    let start = scenario.start.first_day();
    let mut seen = BTreeSet::new();
    let once: Vec<Plan> = plans(scenario, catalog).into_iter().filter(|plan| seen.insert(plan.id.clone())).collect();
    let mut near: Vec<(&str, Vec<&str>)> = Vec::new();
    for (plan, reason) in once.iter().filter_map(|plan| Some((plan, plan.approximate.as_deref()?))) {
        match near.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, names)) => names.push(&plan.name),
            None => near.push((reason, vec![&plan.name])),
        }
    }
    let near = near.into_iter().map(|(reason, names)| format!("{} (approximate): {reason}", listed(&names)));
    let early = once.iter().filter(|plan| start < plan.known_from()).map(|plan| {
        let (name, known_from) = (&plan.name, plan.known_from());
        format!("{name}: not all prices and limits before {known_from} are known; the earliest known are used.")
    });
    let besides = once.iter().filter(|plan| !plan.besides.is_empty()).map(|plan| {
        let lines: Vec<&str> = plan.besides.iter().map(|it| it.trim_end_matches('.')).collect();
        let lines = lines.join(", ");
        format!("{} also bills what is not simulated: {lines}. Its bill is at least what is shown.", plan.name)
    });
    let dated = scenario.prices.filter(|day| *day < catalog.date()).map(|day| {
        let changed = revisions(scenario, catalog).len();
        format!("Prices and limits are those known on {day}; changed since: {changed}.")
    });
    let old: Vec<String> = once.iter().filter_map(|plan| unconfirmed(plan, start, catalog.date())).collect();
    let old =
        (!old.is_empty()).then(|| format!("Prices that nobody has read again for half a year: {}.", old.join(", ")));
    let speeds = speeds(scenario, catalog);
    idle(scenario, catalog)
        .into_iter()
        .chain(idle_effects(scenario))
        .chain(dated)
        .chain(speeds)
        .chain(certainty(scenario, catalog))
        .chain(old)
        .chain(near)
        .chain(besides)
        .chain(early)
        .collect()
}

/// A plan with a price that was read more than half a year before the catalogue's day, and that day: `“Vercel Pro” (2026-05-04)`.
fn unconfirmed(plan: &Plan, start: Date, today: Date) -> Option<String> {
    let read = plan.prices.iter().filter_map(|price| price.history.at(start).read()).min()?;
    (today.days_after(read) > HALF_A_YEAR && plan.document.is_none()).then(|| format!("“{}” ({read})", plan.name))
}

/// Names that may have commas: one as it is, several in quotes.
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [name] => (*name).to_owned(),
        names => {
            let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            let (last, others) = quoted.split_last().map_or(("", &[][..]), |(last, others)| (last, others));
            format!("{} and {last}", others.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Choice, PRESETS};

    #[test]
    fn a_start_before_the_known_prices_is_said() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.start = "2025-01".to_owned().try_into().unwrap();
        let caveats = caveats(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        assert!(caveats.iter().any(|it| it.starts_with("Gemini 3.5 Flash-Lite, free: not all")), "{caveats:?}");
    }

    #[test]
    fn an_older_day_of_prices_is_said_with_what_changed_since() {
        let catalog = Catalog::builtin().unwrap();
        let of = |day: Option<Date>| {
            let mut scenario = PRESETS[3].scenario().unwrap().into_inner();
            scenario.features[0].inference.plans = vec!["gpt-5.6-luna".to_owned()];
            scenario.prices = day;
            caveats(&scenario.validate().unwrap(), &catalog)
        };
        let august = of(Some(Date { year: 2026, month: 8, day: 1 }));
        assert_eq!(august[0], "Prices and limits are those known on 2026-08-01; changed since: 11.");
        assert_eq!(of(Some(catalog.date())), of(None));
    }

    #[test]
    fn approximate_plans_say_why_and_only_once() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features = vec![scenario.features[0].clone(); 2];
        let caveats = caveats(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        let paid = caveats.iter().filter(|it| it.starts_with("Gemini 3.5 Flash-Lite, paid (approximate): "));
        assert_eq!(paid.count(), 1, "{caveats:?}");
    }

    #[test]
    fn plans_with_one_reason_are_one_line() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = vec!["gpt-5.4-nano".to_owned()];
        let caveats = caveats(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        let tiers = caveats.iter().filter(|it| it.contains("GPT-5.4 nano, tier ") && it.contains("(approximate)"));
        let tiers: Vec<_> = tiers.map(|it| it.split(" (approximate)").next().unwrap()).collect();
        assert_eq!(
            tiers,
            [
                "“GPT-5.4 nano, pay as you go”, “GPT-5.4 nano, tier 2”, “GPT-5.4 nano, tier 3”, “GPT-5.4 nano, tier 4” and \
                 “GPT-5.4 nano, tier 5”"
            ]
        );
    }

    #[test]
    fn plans_that_only_step_in_are_among_them() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].others = vec![Choice::on_refusal("gpt-5.6-luna".to_owned())];
        let caveats = caveats(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        assert!(caveats.iter().any(|it| it.starts_with("GPT-5.6 Luna, pay as you go (approximate): ")), "{caveats:?}");
    }
}
