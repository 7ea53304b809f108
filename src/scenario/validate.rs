//! Checking a scenario once, so that everything later may trust it.

use std::collections::BTreeSet;
use std::ops::Deref;

use crate::date::Date;

use super::error::End;
use super::{Curve, Feature, Input, Ladder, LadderAt, Launch, Launches, Override, Quantity, Scenario, ScenarioError};

/// A scenario that keeps every rule; only [`Scenario::validate`] makes one.
///
/// Whether the catalogue knows its plans is found out when the program is compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidScenario(Scenario);

impl ValidScenario {
    /// The same scenario with all the prices and limits that the catalogue knows.
    #[must_use]
    pub fn with_all_prices(mut self) -> Self {
        self.0.prices = None;
        self
    }

    /// The scenario as it leaves: with its day of prices or, where it has none, with the day `known` of the catalogue, so
    /// that it means the same once that knows more.
    #[must_use]
    pub fn dated(mut self, known: Date) -> Self {
        self.0.prices.get_or_insert(known);
        self
    }

    /// The scenario as it opens beside a catalogue of the day `known`. If that has learnt nothing since the scenario left, it
    /// is on all the catalogue knows, as it was for its sender.
    #[must_use]
    pub fn opened(self, known: Date) -> Self {
        if self.0.prices < Some(known) { self } else { self.with_all_prices() }
    }

    /// The scenario, free to be edited again.
    #[must_use]
    pub fn into_inner(self) -> Scenario {
        self.0
    }
}

impl Deref for ValidScenario {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Scenario {
    /// Checks every rule.
    ///
    /// # Errors
    /// The first rule broken, in the order of the document.
    pub fn validate(self) -> Result<ValidScenario, ScenarioError> {
        if !is_line(&self.title, Self::MAX_TITLE) {
            return Err(ScenarioError::Title);
        }
        if !self.start.is_valid() {
            return Err(ScenarioError::Start);
        }
        if !Self::MONTHS.contains(&self.months) {
            return Err(ScenarioError::Months(self.months));
        }
        if !Self::FUTURES.contains(&self.futures) {
            return Err(ScenarioError::Futures(self.futures));
        }
        if self.prices.is_some_and(|day| !day.is_real() || !Self::PRICES.contains(&day)) {
            return Err(ScenarioError::Prices);
        }
        if !(1..=Self::MAX_FEATURES).contains(&self.features.len()) {
            return Err(ScenarioError::Features(self.features.len()));
        }
        if let Some(index) = self.features.iter().position(|feature| !is_line(&feature.name, Feature::MAX_NAME)) {
            return Err(ScenarioError::FeatureName(index));
        }
        for input in Input::all(&self) {
            check_quantity(input, input.get(&self).unwrap_or(Quantity::Exact(0.0)))?;
        }
        for at in self.ladders() {
            if let Some(ladder) = self.ladder(at) {
                check_ladder(at, ladder)?;
            }
        }
        if self.money.income_from > *Self::MONTHS.end() {
            return Err(ScenarioError::IncomeFrom(self.money.income_from));
        }
        check_launches(&self.launches.scheduled)?;
        check_series(self.growth.curve, &self.growth.series)?;
        check_overrides(&self.overrides)?;
        Ok(ValidScenario(self))
    }
}

/// Whether a text is plain, on one line and not too long.
fn is_line(text: &str, longest: usize) -> bool {
    text.chars().count() <= longest && !text.chars().any(disturbs_line)
}

/// Whether a character ends a line, is invisible control, or reverses the direction of the text after it (a title
/// arrives in links from strangers).
pub(super) fn disturbs_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn check_quantity(input: Input, quantity: Quantity) -> Result<(), ScenarioError> {
    let (low, high) = quantity.ends();
    let numbers: &[_] = if quantity.is_range() { &[(End::Low, low), (End::High, high)] } else { &[(End::Exact, low)] };
    let spec = input.spec();
    for &(end, value) in numbers {
        if !value.is_finite() {
            return Err(ScenarioError::NotFinite { input, end });
        }
        if !(spec.min..=spec.max).contains(&value) {
            return Err(ScenarioError::OutOfRange { input, end, value });
        }
    }
    if spec.whole && (quantity.is_range() || low.fract() != 0.0) {
        return Err(ScenarioError::NotWhole(input));
    }
    if low > high { Err(ScenarioError::RangeReversed { input, low, high }) } else { Ok(()) }
}

fn check_ladder(at: LadderAt, ladder: &Ladder) -> Result<(), ScenarioError> {
    let plans = &ladder.plans;
    if let (LadderAt::Feature(feature), []) = (at, plans.as_slice()) {
        return Err(ScenarioError::NoPlans(feature));
    }
    if plans.len() > Ladder::MAX_RUNGS {
        return Err(ScenarioError::TooManyPlans(at, plans.len()));
    }
    let mut seen = BTreeSet::new();
    for (index, plan) in plans.iter().enumerate() {
        if !is_plan_id(plan) {
            return Err(ScenarioError::PlanId(at, index));
        }
        if !seen.insert(plan) {
            return Err(ScenarioError::DuplicatePlan(at, plan.clone()));
        }
    }
    match ladder.move_on.month {
        Some(month) if !Scenario::MONTHS.contains(&month) => Err(ScenarioError::MoveMonth(at, month)),
        _ => Ok(()),
    }
}

fn is_plan_id(id: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
    !id.is_empty() && id.len() <= Ladder::MAX_PLAN_ID && id.bytes().all(usual)
}

fn is_number_path(path: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'_';
    !path.is_empty() && path.len() <= Ladder::MAX_PLAN_ID && path.bytes().all(usual)
}

fn check_launches(launches: &[Launch]) -> Result<(), ScenarioError> {
    if launches.len() > Launches::MAX_SCHEDULED {
        return Err(ScenarioError::Launches(launches.len()));
    }
    let fits = |launch: &Launch| {
        Scenario::MONTHS.contains(&launch.month)
            && (1..=28).contains(&launch.day)
            && (0.0..=100_000_000.0).contains(&launch.visits)
    };
    launches.iter().position(|launch| !fits(launch)).map_or(Ok(()), |index| Err(ScenarioError::Launch(index)))
}

fn check_series(curve: Curve, series: &[f64]) -> Result<(), ScenarioError> {
    if curve == Curve::Series && series.is_empty() {
        return Err(ScenarioError::NoSeries);
    }
    let fits = series.iter().all(|users| (1.0..=10_000_000_000.0).contains(users));
    let few = series.len() <= *Scenario::MONTHS.end() as usize;
    if fits && few { Ok(()) } else { Err(ScenarioError::Series) }
}

/// Whether the plan and the number exist is found out when the program is compiled.
fn check_overrides(overrides: &[Override]) -> Result<(), ScenarioError> {
    if overrides.len() > Scenario::MAX_OVERRIDES {
        return Err(ScenarioError::Overrides(overrides.len()));
    }
    let fits = |it: &Override| is_plan_id(&it.plan) && is_number_path(&it.number) && it.value.is_finite();
    overrides.iter().position(|it| !fits(it)).map_or(Ok(()), |index| Err(ScenarioError::Override(index)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::scenario::{Field, PRESETS, Root};

    fn base() -> Scenario {
        PRESETS[0].scenario().unwrap().into_inner()
    }

    fn sentence(change: impl FnOnce(&mut Scenario)) -> String {
        let mut scenario = base();
        change(&mut scenario);
        scenario.validate().unwrap_err().to_string()
    }

    #[test]
    fn each_rule_says_what_is_allowed() {
        let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
        let cases: Vec<(&str, String)> = vec![
            (
                "growth.users is -5; it must be between 1 and 100,000,000.",
                sentence(|it| it.growth.users = Quantity::Exact(-5.0)),
            ),
            (
                "growth.users.high is 200,000,000; it must be between 1 and 100,000,000.",
                sentence(|it| it.growth.users = Quantity::range(5.0, 2e8)),
            ),
            (
                "money.budget runs from 90 down to 10; its low end must not be above its high end.",
                sentence(|it| it.money.budget = Quantity::range(90.0, 10.0)),
            ),
            ("money.budget is not a finite number.", sentence(|it| it.money.budget = Quantity::Exact(f64::NAN))),
            (
                "money.hard_cap.low is not a finite number.",
                sentence(|it| it.money.hard_cap = Some(Quantity::range(f64::NEG_INFINITY, 1.0))),
            ),
            (
                "features[0].input_tokens is -1; it must be between 0 and 2,000,000.",
                sentence(|it| it.features[0].input_tokens = Quantity::Exact(-1.0)),
            ),
            (
                "stack.data.move_on.used is 101; it must be between 0 and 100.",
                sentence(|it| it.stack.data.move_on.used = Some(Quantity::Exact(101.0))),
            ),
            (
                "features[0].inference.lead_days is 91; it must be between 0 and 90.",
                sentence(|it| it.features[0].inference.lead_days = Quantity::Exact(91.0)),
            ),
            ("server.workers must be one whole number.", sentence(|it| it.server.workers = Quantity::range(2.0, 4.0))),
            ("client.retries must be one whole number.", sentence(|it| it.client.retries = Quantity::Exact(1.5))),
            ("months is 0; it must be between 1 and 60.", sentence(|it| it.months = 0)),
            ("months is 61; it must be between 1 and 60.", sentence(|it| it.months = 61)),
            ("futures is 65,537; it must be between 64 and 65,536.", sentence(|it| it.futures = 65_537)),
            ("start must be between 2020-01 and 2100-12.", sentence(|it| it.start.month = 13)),
            (
                "prices must be a day between 2020-01-01 and 2100-12-31.",
                sentence(|it| it.prices = Some(Date { year: 2026, month: 2, day: 29 })),
            ),
            (
                "prices must be a day between 2020-01-01 and 2100-12-31.",
                sentence(|it| it.prices = Some(Date { year: 2019, month: 12, day: 31 })),
            ),
            (
                "title must be at most 120 characters of plain text on one line.",
                sentence(|it| it.title = "two\nlines".to_owned()),
            ),
            ("features holds 0 features; it must hold 1 to 6.", sentence(|it| it.features.clear())),
            (
                "features holds 7 features; it must hold 1 to 6.",
                sentence(|it| it.features = vec![it.features[0].clone(); 7]),
            ),
            (
                "features[0].name must be at most 40 characters of plain text on one line.",
                sentence(|it| it.features[0].name = "x".repeat(41)),
            ),
            (
                "features[0].inference.plans is empty; it needs at least one plan.",
                sentence(|it| it.features[0].inference.plans.clear()),
            ),
            (
                "stack.backend.plans holds 5 plans; at most 4 are allowed.",
                sentence(|it| it.stack.backend.plans = plans(&["a", "b", "c", "d", "e"])),
            ),
            ("stack.frontend.plans names a twice.", sentence(|it| it.stack.frontend.plans = plans(&["a", "a"]))),
            (
                "features[0].inference.plans[1] must be 1 to 64 small letters, digits, dots or hyphens.",
                sentence(|it| it.features[0].inference.plans = plans(&["a", "B c"])),
            ),
            (
                "stack.data.move_on.month is 0; it must be between 1 and 60.",
                sentence(|it| it.stack.data.move_on.month = Some(0)),
            ),
            ("money.income_from is 61; it must be between 0 and 60.", sentence(|it| it.money.income_from = 61)),
            (
                "launches.scheduled[0] must have a month of 1 to 60, a day of 1 to 28 and 0 to 100,000,000 visits.",
                sentence(|it| it.launches.scheduled = vec![Launch { month: 1, day: 29, visits: 1.0 }]),
            ),
            (
                "launches.scheduled holds 25 launches; at most 24 are allowed.",
                sentence(|it| it.launches.scheduled = vec![Launch { month: 1, day: 1, visits: 1.0 }; 25]),
            ),
            (
                "growth.series must hold at most 60 numbers of users, each between 1 and 10,000,000,000.",
                sentence(|it| it.growth.series = vec![0.0]),
            ),
            (
                "growth.series is empty; the curve \"series\" needs at least one number.",
                sentence(|it| it.growth.curve = Curve::Series),
            ),
            (
                "overrides[0] must name a plan and one of its numbers, and give a finite value.",
                sentence(|it| {
                    it.overrides =
                        vec![Override { plan: "a".to_owned(), number: "base".to_owned(), value: f64::INFINITY }];
                }),
            ),
        ];
        for (expected, got) in cases {
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn the_ends_of_every_range_are_allowed() {
        let base = full();
        for input in Input::all(&base) {
            let spec = input.spec();
            let ends = [Quantity::Exact(spec.min), Quantity::Exact(spec.max)];
            let ranges = [Quantity::range(spec.min, spec.max), Quantity::range(spec.max, spec.max)];
            for quantity in ends.into_iter().chain(ranges.into_iter().filter(|_| !spec.whole)) {
                let mut scenario = base.clone();
                input.set(&mut scenario, quantity);
                assert!(scenario.validate().is_ok(), "{quantity:?} of {}", input.path());
            }
            for value in [spec.min - 1e-6 * spec.min.abs().max(1.0), spec.max * (1.0 + 1e-6)] {
                let mut scenario = base.clone();
                input.set(&mut scenario, Quantity::Exact(value));
                let error = ScenarioError::OutOfRange { input, end: End::Exact, value };
                assert_eq!(scenario.validate(), Err(error));
            }
        }
    }

    /// A scenario in which every input is there.
    fn full() -> Scenario {
        let mut scenario = base();
        let some = Some(Quantity::Exact(1.0));
        (scenario.money.hard_cap, scenario.client.limiter) = (some, some);
        scenario.features[0].tokens_a_second = some;
        scenario.features = vec![scenario.features[0].clone(); Scenario::MAX_FEATURES];
        for at in scenario.ladders().collect::<Vec<_>>() {
            let ladder = scenario.ladder_mut(at).unwrap();
            ladder.spend_cap = some;
            (ladder.move_on.refused, ladder.move_on.used) = (some, some);
            (ladder.move_on.users, ladder.move_on.cheaper) = (some, some);
        }
        let count: usize = Input::all(&scenario).count();
        let places = |root| match root {
            Root::App => 1,
            Root::Feature => Scenario::MAX_FEATURES,
            Root::Ladder => Input::PLACES,
        };
        assert_eq!(count, Field::ALL.iter().map(|field| places(field.spec().root)).sum::<usize>());
        scenario
    }

    #[test]
    fn titles_count_characters_and_keep_their_direction() {
        let title = |title: String| Scenario { title, ..base() }.validate().is_ok();
        assert!(title("é".repeat(Scenario::MAX_TITLE)));
        assert!(!title("é".repeat(Scenario::MAX_TITLE + 1)));
        assert!(title(String::new()));
        for hidden in ['\0', '\u{7f}', '\u{2028}', '\u{202e}', '\u{2066}'] {
            assert!(!title(hidden.to_string()), "{hidden:?}");
        }
    }
}
