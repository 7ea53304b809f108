//! What may happen to an app, as a change of its scenario to compare with.

use crate::catalog::Catalog;
use crate::scenario::{Field, Input, Launch, Override, Quantity, Scenario};

/// Something that may happen to an app.
#[derive(Clone, Copy)]
pub struct Stress {
    /// Name for programs.
    pub id: &'static str,
    /// Name for people, and of the alternative that is made of it.
    pub name: &'static str,
    /// Makes it happen.
    apply: fn(&mut Scenario, &Catalog),
}

/// All that can be tried with one click.
pub const STRESSES: [Stress; 4] = [
    Stress { id: "tenfold", name: "10 times the users", apply: tenfold },
    Stress { id: "launch", name: "A launch day", apply: launch },
    Stress { id: "cache", name: "A cache for half of the answers", apply: cache },
    Stress { id: "price", name: "Models cost twice as much", apply: dearer },
];

impl Stress {
    /// Makes it happen to a scenario; `catalog` has its plans.
    pub fn apply(&self, scenario: &mut Scenario, catalog: &Catalog) {
        (self.apply)(scenario, catalog);
    }
}

/// Visits of the day: a front page of a large forum, as in the preset "Launch day".
const LAUNCH: f64 = 15_000.0;
/// Month of the launch, counted from 1.
const MONTH: u32 = 3;
/// Its day.
const DAY: u32 = 10;

fn tenfold(scenario: &mut Scenario, _: &Catalog) {
    // As many as may ever be are what holds them up too.
    for field in [Field::Users, Field::Ceiling] {
        let (input, most) = (Input::app(field), field.spec().max);
        let more = |users: f64| (users * 10.0).min(most);
        match input.get(scenario) {
            Some(Quantity::Exact(users)) => input.set(scenario, Quantity::Exact(more(users))),
            Some(range @ Quantity::Range(_)) => {
                let (low, high) = range.ends();
                input.set(scenario, Quantity::range(more(low), more(high)));
            }
            None => {}
        }
    }
    let most = Field::Ceiling.spec().max;
    scenario.growth.series.iter_mut().for_each(|users| *users = (*users * 10.0).min(most));
}

fn launch(scenario: &mut Scenario, _: &Catalog) {
    let month = MONTH.min(scenario.months);
    scenario.launches.scheduled.push(Launch { month, day: DAY, visits: LAUNCH, exact: false });
}

fn cache(scenario: &mut Scenario, _: &Catalog) {
    for feature in 0..scenario.features.len() {
        Input::feature(Field::Cacheable, feature).set(scenario, Quantity::Exact(50.0));
    }
}

/// Twice what the plans of models cost in the first month, for all months.
fn dearer(scenario: &mut Scenario, catalog: &Catalog) {
    let ladders = scenario
        .features
        .iter()
        .flat_map(|feature| feature.inference.plans.iter().chain(feature.others.iter().map(|other| &other.plan)));
    let mut plans: Vec<String> = ladders.cloned().collect();
    plans.sort_unstable();
    plans.dedup();
    let (day, prices) = (scenario.start.first_day(), scenario.prices);
    let before = scenario.overrides.len();
    let known = plans.iter().filter_map(|id| catalog.plan_as_of(id, prices));
    for plan in known {
        let priced =
            plan.numbers(day).into_iter().filter(|number| number.path.starts_with("price.") && number.value > 0.0);
        for number in priced {
            let is_it = |own: &&mut Override| own.plan == plan.id && own.number == number.path;
            match scenario.overrides.iter_mut().find(is_it) {
                Some(own) => own.value *= 2.0,
                None => scenario.overrides.push(Override {
                    plan: plan.id.clone(),
                    number: number.path,
                    value: number.value * 2.0,
                }),
            }
        }
    }
    // In the order of their names, in which changes add things to a list: so these are told one by one.
    scenario.overrides[before..].sort_by_key(|own| format!("{} {}", own.plan, own.number));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Alternative, PRESETS};

    fn stressed(id: &str) -> Scenario {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        let stress = STRESSES.iter().find(|stress| stress.id == id).unwrap();
        stress.apply(&mut scenario, &Catalog::builtin().unwrap());
        scenario.validate().unwrap().into_inner()
    }

    #[test]
    fn each_changes_what_it_says() {
        let before = PRESETS[0].scenario().unwrap();
        let users = |scenario: &Scenario| scenario.growth.users.ends();
        let (low, high) = users(&before);
        assert_eq!(users(&stressed("tenfold")), (low * 10.0, high * 10.0));
        let ceiling = |scenario: &Scenario| scenario.growth.ceiling.middle();
        assert_eq!(
            ceiling(&stressed("tenfold")),
            10.0 * ceiling(&before),
            "or there would be no more of them in the end"
        );
        assert_eq!(stressed("launch").launches.scheduled.len(), before.launches.scheduled.len() + 1);
        assert_eq!(stressed("cache").features[0].cacheable, Quantity::Exact(50.0));
    }

    #[test]
    fn prices_of_models_double_and_no_other_number() {
        let catalog = Catalog::builtin().unwrap();
        let stressed = stressed("price");
        assert!(!stressed.overrides.is_empty());
        for own in &stressed.overrides {
            let plan = catalog.plan(&own.plan).unwrap();
            let stated = plan.numbers(stressed.start.first_day());
            let stated = stated.iter().find(|number| number.path == own.number).unwrap();
            assert_eq!(own.value, 2.0 * stated.value, "{} {}", own.plan, own.number);
        }
        let names: Vec<_> = stressed.overrides.iter().map(|own| format!("{} {}", own.plan, own.number)).collect();
        assert!(names.is_sorted(), "{names:?}");
        let paid = catalog.plan("gemini-3.5-flash-lite-paid").unwrap();
        let prices = paid.numbers(stressed.start.first_day()).into_iter().filter(|it| it.path.starts_with("price."));
        assert_eq!(stressed.overrides.iter().filter(|own| own.plan == paid.id).count(), prices.count());
    }

    #[test]
    fn ten_times_as_many_are_never_fewer() {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.growth.series = vec![5.0, 5e8, 9e9];
        tenfold(&mut scenario, &Catalog::builtin().unwrap());
        assert_eq!(scenario.growth.series, [50.0, 5e9, 1e10]);
        assert!(scenario.validate().is_ok());
    }

    #[test]
    fn names_suit_an_alternative() {
        assert!(STRESSES.iter().all(|stress| stress.name.chars().count() <= Alternative::MAX_NAME));
    }
}
