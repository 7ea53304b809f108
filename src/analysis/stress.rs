//! What may happen to an app, as a change of its scenario to compare with.

use crate::catalog::Catalog;
use crate::scenario::{Curve, Field, Input, Launch, Override, Quantity, Scenario};

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
pub const STRESSES: [Stress; 8] = [
    Stress { id: "tenfold", name: "10 times the users", apply: tenfold },
    Stress { id: "launch", name: "A launch day", apply: launch },
    Stress { id: "cache", name: "A cache for half of the answers", apply: cache },
    Stress { id: "price", name: "Models cost twice as much", apply: dearer },
    Stress { id: "ten-thousand", name: "10,000 users", apply: ten_thousand },
    Stress { id: "churn", name: "Twice as many users leave", apply: churn },
    Stress { id: "late-money", name: "Investors pay three months late", apply: late_money },
    Stress { id: "dearer-app", name: "Users pay 20% more", apply: dearer_app },
];

impl Stress {
    /// Makes it happen to a scenario; `catalog` has its plans.
    pub fn apply(&self, scenario: &mut Scenario, catalog: &Catalog) {
        (self.apply)(scenario, catalog);
    }

    /// Whether it changes anything of a scenario.
    #[must_use]
    pub fn applies(&self, scenario: &Scenario, catalog: &Catalog) -> bool {
        let mut changed = scenario.clone();
        self.apply(&mut changed, catalog);
        changed != *scenario
    }
}

/// Visits of the day: a front page of a large forum, as in the preset "Launch day".
const LAUNCH: f64 = 15_000.0;
/// Month of the launch, counted from 1.
const MONTH: u32 = 3;
/// Its day.
const DAY: u32 = 10;
/// Users of an app that has become known.
const KNOWN: f64 = 10_000.0;
/// Months that investors may take longer.
const LATE: u32 = 3;

/// So many times a number, or both ends of a range, as far as its field allows; nothing where the scenario does not have it.
fn scale(scenario: &mut Scenario, input: Input, factor: f64) {
    let more = |number: f64| (number * factor).min(input.spec().max);
    match input.get(scenario) {
        Some(Quantity::Exact(number)) => input.set(scenario, Quantity::Exact(more(number))),
        Some(range @ Quantity::Range(_)) => {
            let (low, high) = range.ends();
            input.set(scenario, Quantity::range(more(low), more(high)));
        }
        None => {}
    }
}

/// Numbers of the founder's own, as many times more.
fn scale_series(scenario: &mut Scenario, factor: f64) {
    let most = Field::Ceiling.spec().max;
    scenario.growth.series.iter_mut().for_each(|users| *users = (*users * factor).min(most));
}

fn tenfold(scenario: &mut Scenario, _: &Catalog) {
    // As many as may ever be are what holds them up too.
    for field in [Field::Users, Field::Ceiling] {
        scale(scenario, Input::app(field), 10.0);
    }
    scale_series(scenario, 10.0);
}

/// As many from the begin, and on from there as ever.
fn ten_thousand(scenario: &mut Scenario, _: &Catalog) {
    if scenario.growth.curve == Curve::Series {
        let first = scenario.growth.series.first().copied().unwrap_or(0.0);
        if first > 0.0 {
            // There are as many more before the first of them.
            scale(scenario, Input::app(Field::Users), KNOWN / first);
            scale_series(scenario, KNOWN / first);
        }
        return;
    }
    Input::app(Field::Users).set(scenario, Quantity::Exact(KNOWN));
    if scenario.growth.ceiling.ends().0 < KNOWN {
        Input::app(Field::Ceiling).set(scenario, Quantity::Exact(KNOWN));
    }
}

/// Twice as many leave or stop paying, wherever some do; not those who are replaced by as many others, who may pay as well.
fn churn(scenario: &mut Scenario, _: &Catalog) {
    let mut leaving = vec![Input::app(Field::LostWhenRefused), Input::app(Field::LostWhenSlow)];
    if !scenario.launches.scheduled.is_empty() || scenario.launches.per_year.ends().1 > 0.0 {
        leaving.push(Input::app(Field::Churn));
    }
    if scenario.money.income_from > 0 {
        leaving.extend((0..scenario.money.sales.len()).map(|place| Input { field: Field::SaleChurn, place }));
    }
    leaving.into_iter().for_each(|input| scale(scenario, input, 2.0));
}

/// What would come after the longest run never comes, and what comes after this one is not later.
fn late_money(scenario: &mut Scenario, _: &Catalog) {
    let (rounds, months) = (&mut scenario.books.rounds, scenario.months);
    rounds.iter_mut().filter(|round| round.month <= months).for_each(|round| round.month += LATE);
    rounds.retain(|round| Scenario::MONTHS.contains(&round.month));
}

fn dearer_app(scenario: &mut Scenario, _: &Catalog) {
    let sales = scenario.money.sales.len();
    match (scenario.money.income_from, sales) {
        (0, _) => {}
        (_, 0) => scale(scenario, Input::app(Field::Price), 1.2),
        _ => (0..sales).for_each(|place| scale(scenario, Input { field: Field::SalePrice, place }, 1.2)),
    }
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
    use crate::scenario::{Alternative, PRESETS, Round, Sale, SaleKind};

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

    /// A startup that sells two plans by the month and the year, and has a round in month 6.
    fn selling() -> Scenario {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        let sale = |id: &str, kind, price| Sale {
            churn: Quantity::range(3.0, 8.0),
            ..Sale::new(id.to_owned(), id.to_owned(), kind, Quantity::Exact(price), Quantity::Exact(2.0))
        };
        scenario.money.sales = vec![sale("month", SaleKind::Monthly, 20.0), sale("year", SaleKind::Yearly, 190.0)];
        (scenario.months, scenario.money.turnover) = (60, Quantity::Exact(60.0));
        scenario.books.rounds = vec![
            Round::new("seed".to_owned(), 6, Quantity::Exact(5e5)),
            Round::new("late".to_owned(), 58, Quantity::Exact(1e6)),
        ];
        scenario.validate().unwrap().into_inner()
    }

    fn after(id: &str, mut scenario: Scenario) -> Scenario {
        let stress = STRESSES.iter().find(|stress| stress.id == id).unwrap();
        stress.apply(&mut scenario, &Catalog::builtin().unwrap());
        scenario.validate().unwrap().into_inner()
    }

    #[test]
    fn ten_thousand_come_at_the_begin() {
        let mut few = selling();
        few.growth.ceiling = Quantity::Exact(5_000.0);
        let growth = |scenario| after("ten-thousand", scenario).growth;
        assert_eq!([growth(few).ceiling, growth(selling()).users], [Quantity::Exact(10_000.0); 2]);
        assert_eq!(growth(selling()).ceiling, selling().growth.ceiling);
        let mut own = selling();
        (own.growth.curve, own.growth.series) = (Curve::Series, vec![500.0, 600.0, 1_000.0]);
        own.growth.users = Quantity::Exact(400.0);
        let grown = growth(own);
        assert_eq!((grown.series, grown.users), (vec![10_000.0, 12_000.0, 20_000.0], Quantity::Exact(8_000.0)));
    }

    #[test]
    fn twice_as_many_leave_and_no_more_than_all() {
        let (before, after) = (selling(), after("churn", selling()));
        assert_eq!(after.money.sales[1].churn, Quantity::range(6.0, 16.0));
        assert_eq!(after.money.turnover, before.money.turnover, "who is replaced is followed by somebody who may pay");
        let lost = |it: &Scenario| [it.growth.lost_when_refused, it.growth.lost_when_slow].map(Quantity::middle);
        assert_eq!(lost(&after), lost(&before).map(|users| 2.0 * users));
        let launched = |before: &Scenario| self::after("churn", before.clone()).launches.churn;
        let mut loud = selling();
        launch(&mut loud, &Catalog::builtin().unwrap());
        assert_eq!([launched(&loud), launched(&before)], [Quantity::Exact(100.0), before.launches.churn]);
    }

    #[test]
    fn money_is_late_and_what_would_come_after_the_last_month_does_not_come() {
        let rounds = after("late-money", selling()).books.rounds;
        assert_eq!(rounds.iter().map(|round| (&round.id[..], round.month)).collect::<Vec<_>>(), [("seed", 9)]);
        let mut short = selling();
        short.months = 5;
        assert_eq!(after("late-money", short.clone()).books, short.books, "none comes in five months");
    }

    #[test]
    fn users_pay_a_fifth_more_for_whatever_they_buy() {
        let prices = |scenario: &Scenario| scenario.money.sales.iter().map(|it| it.price.middle()).collect::<Vec<_>>();
        assert_eq!(prices(&after("dearer-app", selling())), [24.0, 228.0]);
        let mut one = selling();
        one.money.sales.clear();
        (one.money.income_from, one.money.price) = (4, Quantity::range(10.0, 20.0));
        assert_eq!(after("dearer-app", one).money.price, Quantity::range(12.0, 24.0));
    }

    #[test]
    fn what_would_change_nothing_is_not_offered() {
        let catalog = Catalog::builtin().unwrap();
        let offered = |scenario: &Scenario| -> Vec<&str> {
            STRESSES.iter().filter(|stress| stress.applies(scenario, &catalog)).map(|stress| stress.id).collect()
        };
        assert_eq!(offered(&selling()), STRESSES.map(|stress| stress.id));
        let mut unpaid = selling();
        unpaid.money.income_from = 0;
        unpaid.months = 5;
        assert!(!offered(&unpaid).iter().any(|id| ["late-money", "dearer-app"].contains(id)));
        let mut bare = selling();
        bare.money.sales.clear();
        bare.books.rounds.clear();
        bare.growth.users = Quantity::Exact(10_000.0);
        bare.features[0].cacheable = Quantity::Exact(50.0);
        for field in [Field::LostWhenRefused, Field::LostWhenSlow] {
            Input::app(field).set(&mut bare, Quantity::Exact(0.0));
        }
        bare.money.income_from = 0;
        assert_eq!(offered(&bare), ["tenfold", "launch", "price"], "nobody pays, leaves or is late");
    }

    #[test]
    fn names_suit_an_alternative() {
        assert!(STRESSES.iter().all(|stress| stress.name.chars().count() <= Alternative::MAX_NAME));
    }
}
