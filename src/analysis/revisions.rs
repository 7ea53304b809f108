//! What the catalogue has learnt of a scenario's plans since its day of prices.

use std::collections::BTreeSet;

use super::plans;
use crate::catalog::{Catalog, Date, Plan};
use crate::scenario::ValidScenario;

/// A number of a plan that is not what it was on the scenario's day of prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Name of the plan, for people.
    pub plan: String,
    /// Address of the number, as in [`Plan::numbers`].
    pub path: String,
    /// What it was; `None` where the plan did not have it, and for a price in steps.
    pub before: Option<f64>,
    /// What it is; `None` likewise.
    pub after: Option<f64>,
}

/// The numbers in force in the scenario's first month that have changed, plan by plan. Those that the founder replaced are
/// not among them, and without a day of prices none are.
#[must_use]
pub fn revisions(scenario: &ValidScenario, catalog: &Catalog) -> Vec<Revision> {
    let start = scenario.start.first_day();
    let today = scenario.clone().with_all_prices();
    let mut seen = BTreeSet::new();
    let pairs = plans(scenario, catalog).into_iter().zip(plans(&today, catalog));
    let once = pairs.filter(|(plan, _)| seen.insert(plan.id.clone()));
    once.flat_map(|(before, after)| between(&before, &after, start)).collect()
}

/// The numbers of a plan that changed from one state of knowledge to the next, in the order of the later one.
fn between(before: &Plan, after: &Plan, day: Date) -> Vec<Revision> {
    let paths = |plan: &Plan| -> Vec<String> {
        let steps = plan.prices.iter().map(|price| format!("price.{}", price.meter.id()));
        plan.numbers(day).into_iter().map(|number| number.path).chain(steps).collect()
    };
    let value = |plan: &Plan, path: &str| plan.numbers(day).into_iter().find(|it| it.path == path).map(|it| it.value);
    let steps = |plan: &Plan, path: &str| {
        let price = plan.prices.iter().find(|price| path.strip_prefix("price.") == Some(price.meter.id()))?;
        Some(price.history.at(day).value.clone())
    };
    let mut seen = BTreeSet::new();
    let once = paths(after).into_iter().chain(paths(before)).filter(|path| seen.insert(path.clone()));
    let changed = once.filter_map(|path| {
        let (was, is) = (value(before, &path), value(after, &path));
        // A price in steps has no number, and one with an included amount has two that may change by themselves.
        let differs = was != is || (was.or(is).is_none() && steps(before, &path) != steps(after, &path));
        differs.then(|| Revision { plan: after.name.clone(), path, before: was, after: is })
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Override, PRESETS, Scenario};

    /// A plan whose daily limit was cut, with the cut read on 2026-11-20, and whose price has changed its steps.
    const TEXT: &str = r#"
        id = "provider"
        name = "Provider"
        sources = [
            { id = "old", url = "https://example.org", read = "2026-10-01", confidence = "high" },
            { id = "new", url = "https://example.org", read = "2026-11-20", confidence = "high" },
        ]
        [[models]]
        id = "model"
        [[models.offers]]
        id = "plan"
        name = "The plan"
        base = { value = 5, source = "old" }
        [[models.offers.limits]]
        window = "day"
        meter = "requests"
        past = "refuse"
        history = [{ value = 500, source = "old" }, { value = 20, source = "new" }]
        [[models.offers.prices]]
        meter = "input_tokens"
        history = [
            { value = [{ price = 3 }, { from = 10, price = 2 }], source = "old" },
            { value = [{ price = 4 }, { from = 10, price = 2 }], source = "new" },
        ]
    "#;

    fn scenario(prices: Option<&str>) -> Scenario {
        let mut scenario = PRESETS[3].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = vec!["plan".to_owned()];
        scenario.prices = prices.map(|day| day.to_owned().try_into().unwrap());
        scenario
    }

    fn revisions_of(scenario: Scenario) -> Vec<(String, Option<f64>, Option<f64>)> {
        let catalog = Catalog::read(&[("test.toml", TEXT)]).unwrap();
        let revisions = revisions(&scenario.validate().unwrap(), &catalog);
        revisions
            .into_iter()
            .inspect(|it| assert_eq!(it.plan, "The plan"))
            .map(|it| (it.path, it.before, it.after))
            .collect()
    }

    #[test]
    fn what_was_read_since_is_told() {
        let limit = ("limit.day.requests".to_owned(), Some(500.0), Some(20.0));
        let steps = ("price.input_tokens".to_owned(), None, None);
        assert_eq!(revisions_of(scenario(Some("2026-10-01"))), [limit.clone(), steps.clone()]);
        assert_eq!(revisions_of(scenario(Some("2026-11-19"))), [limit, steps]);
        assert_eq!(revisions_of(scenario(Some("2026-11-20"))), []);
        assert_eq!(revisions_of(scenario(None)), []);
    }

    #[test]
    fn what_the_founder_replaced_is_no_news() {
        let mut own = scenario(Some("2026-10-01"));
        let number = "limit.day.requests".to_owned();
        own.overrides = vec![Override { plan: "plan".to_owned(), number, value: 90.0 }];
        assert_eq!(revisions_of(own), [("price.input_tokens".to_owned(), None, None)]);
    }

    /// The price cut of 2026-07-30 was read on 2026-08-02, together with the price before.
    #[test]
    fn the_catalogue_that_comes_with_the_build_has_news_too() {
        let mut luna = PRESETS[3].scenario().unwrap().into_inner();
        luna.features[0].inference.plans = vec!["gpt-5.6-luna".to_owned()];
        luna.prices = Some(Date { year: 2026, month: 8, day: 1 });
        let revisions = revisions(&luna.validate().unwrap(), &Catalog::builtin().unwrap());
        let input = revisions.iter().find(|it| it.path == "price.input_tokens").unwrap();
        assert_eq!(
            (input.plan.as_str(), input.before, input.after),
            ("GPT-5.6 Luna, pay as you go", Some(1.0), Some(0.2))
        );
    }
}
