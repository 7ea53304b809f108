//! Checking a scenario once, so that everything later may trust it.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::error::End;
use super::{Field, Ladder, Quantity, Scenario, ScenarioError};

/// A scenario that keeps every rule; only [`Scenario::validate`] makes one.
///
/// Whether the catalogue knows its plans is found out when the program is compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidScenario(Scenario);

impl ValidScenario {
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
        if self.title.chars().count() > Self::MAX_TITLE || self.title.chars().any(disturbs_line) {
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
        for field in Field::ALL {
            check_quantity(*field, field.get(&self))?;
        }
        check_plans(&self.stack.inference.plans)?;
        Ok(ValidScenario(self))
    }
}

/// Whether a character ends a line, is invisible control, or reverses the direction of the text after it (a title
/// arrives in links from strangers).
fn disturbs_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn check_quantity(field: Field, quantity: Quantity) -> Result<(), ScenarioError> {
    let (low, high) = quantity.ends();
    let numbers: &[_] = if quantity.is_range() { &[(End::Low, low), (End::High, high)] } else { &[(End::Exact, low)] };
    let spec = field.spec();
    for &(end, value) in numbers {
        if !value.is_finite() {
            return Err(ScenarioError::NotFinite { field, end });
        }
        if !(spec.min..=spec.max).contains(&value) {
            return Err(ScenarioError::OutOfRange { field, end, value });
        }
    }
    if low > high { Err(ScenarioError::RangeReversed { field, low, high }) } else { Ok(()) }
}

fn check_plans(plans: &[String]) -> Result<(), ScenarioError> {
    if plans.is_empty() {
        return Err(ScenarioError::NoPlans);
    }
    if plans.len() > Ladder::MAX_RUNGS {
        return Err(ScenarioError::TooManyPlans(plans.len()));
    }
    let mut seen = BTreeSet::new();
    for (index, plan) in plans.iter().enumerate() {
        let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
        if plan.is_empty() || plan.len() > Ladder::MAX_PLAN_ID || !plan.bytes().all(usual) {
            return Err(ScenarioError::PlanId(index));
        }
        if !seen.insert(plan) {
            return Err(ScenarioError::DuplicatePlan(plan.clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

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
        let cases: [(&str, String); 14] = [
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
                "money.budget.low is not a finite number.",
                sentence(|it| it.money.budget = Quantity::range(f64::NEG_INFINITY, 1.0)),
            ),
            ("months is 0; it must be between 1 and 60.", sentence(|it| it.months = 0)),
            ("months is 61; it must be between 1 and 60.", sentence(|it| it.months = 61)),
            ("futures is 65,537; it must be between 64 and 65,536.", sentence(|it| it.futures = 65_537)),
            ("start must be between 2020-01 and 2100-12.", sentence(|it| it.start.month = 13)),
            (
                "title must be at most 120 characters of plain text on one line.",
                sentence(|it| it.title = "two\nlines".to_owned()),
            ),
            (
                "stack.inference.plans is empty; it needs at least one plan.",
                sentence(|it| it.stack.inference.plans.clear()),
            ),
            (
                "stack.inference.plans holds 3 plans; at most 2 are allowed.",
                sentence(|it| it.stack.inference.plans = ["a", "b", "c"].map(str::to_owned).to_vec()),
            ),
            (
                "stack.inference.plans names a twice.",
                sentence(|it| it.stack.inference.plans = ["a", "a"].map(str::to_owned).to_vec()),
            ),
            (
                "stack.inference.plans[1] must be 1 to 64 small letters, digits, dots or hyphens.",
                sentence(|it| it.stack.inference.plans = ["a", "B c"].map(str::to_owned).to_vec()),
            ),
        ];
        for (expected, got) in cases {
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn the_ends_of_every_range_are_allowed() {
        for field in Field::ALL {
            let spec = field.spec();
            for quantity in [
                Quantity::Exact(spec.min),
                Quantity::Exact(spec.max),
                Quantity::range(spec.min, spec.max),
                Quantity::range(spec.max, spec.max),
            ] {
                let mut scenario = base();
                field.set(&mut scenario, quantity);
                assert!(scenario.validate().is_ok(), "{quantity:?} of {}", spec.path);
            }
            for value in [spec.min - 1e-6 * spec.min.abs().max(1.0), spec.max * (1.0 + 1e-6)] {
                let mut scenario = base();
                field.set(&mut scenario, Quantity::Exact(value));
                let error = ScenarioError::OutOfRange { field: *field, end: End::Exact, value };
                assert_eq!(scenario.validate(), Err(error));
            }
        }
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
